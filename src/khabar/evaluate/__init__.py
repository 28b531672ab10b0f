"""Gold in, scores out."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from khabar.errors import KhabarError
from khabar.evaluate.scores import Counts, Scores

SETS = (
    "commitmentbank",
    "dates",
    "dragnet_comments",
    "ecbplus",
    "gate",
    "geo_geovirus",
    "geo_lgl",
    "geo_tudloc",
    "glocon_sample",
    "gva_longtail",
    "hard_places",
    "india_police_events",
    "names",
    "negation_cdsco",
    "numbers",
    "plover_gsr",
    "polnear",
    "probe",
    "rams",
    "re3d",
    "sense_short",
    "tempeval3",
    "ucdp_syria_candidate",
    "ucdp_syria_places",
    "traps",
    "uds_ih2",
    "up_petr2_gsr",
    "uw_factuality",
    "voice_gold",
    "where",
    "wikievents",
)
"""The gold sets with a scorer, each in the module of its name."""


def evaluate(name: str, path: Path | str) -> Scores:
    """Return the figures that khabar reaches on gold set ``name`` in the file (or folder) ``path``.

    Raises:
        KhabarError: if there is no scorer of that name.
        DataFileError: if a line of the file is not a gold record.
    """
    if name not in SETS:
        raise KhabarError(f"no scorer named {name!r}; there are {', '.join(SETS)}")
    module = import_module(f"khabar.evaluate.{name}")
    return cast(Scores, module.score(Path(path)))


__all__ = ["SETS", "Counts", "Scores", "evaluate"]
