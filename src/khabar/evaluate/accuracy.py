"""Every scorer on the gold that is there: a table for the documentation, and floors that must hold."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from khabar.errors import SettingsError
from khabar.evaluate import SETS, Scores, evaluate

GOLD: Final = (
    ("probe", "all", "probe/probe.jsonl"),
    ("plover_gsr", "all", "plover_gsr/plover_gsr.jsonl"),
    ("up_petr2_gsr", "all", "up_petr2_gsr/up_petr2_gsr.jsonl"),
    ("india_police_events", "all", "india_police_events/docs.jsonl"),
    ("wikievents", "dev", "wikievents/dev.jsonl"),
    ("rams", "dev, the half nothing was trained on", "rams/dev.jsonl"),
    ("re3d", "all; held_: the third nothing was trained on", "re3d/re3d.jsonl"),
    ("gate", "sentences of five sets", "."),
    ("glocon_sample", "all", "glocon_sample/documents.jsonl"),
    ("polnear", "dev", "polnear/dev.jsonl"),
    ("uw_factuality", "dev", "uw_factuality/dev.jsonl"),
    ("uds_ih2", "dev", "uds_ih2/dev.jsonl"),
    ("commitmentbank", "all", "commitmentbank/items.jsonl"),
    ("negation_cdsco", "dev", "negation_cdsco/dev.jsonl"),
    ("gva_longtail", "visible pages", "gva_longtail"),
    ("ucdp_syria_candidate", "headlines of one event", "ucdp_syria_candidate/events.jsonl"),
    ("geo_lgl", "all", "geo_lgl/lgl.jsonl"),
    ("geo_geovirus", "all", "geo_geovirus/geovirus.jsonl"),
    ("geo_tudloc", "dev", "geo_tudloc/dev.jsonl"),
    ("ucdp_syria_places", "headlines of one event", "ucdp_syria_candidate/events.jsonl"),
    ("ecbplus", "dev, topics on violence", "ecbplus/dev.jsonl"),
    ("tempeval3", "timebank", "tempeval3/timebank.jsonl"),
    ("tempeval3", "aquaint", "tempeval3/aquaint.jsonl"),
    ("dragnet_comments", "all", "dragnet_comments/pages.jsonl"),
)
"""Set, split, and its file under the folder of gold data."""

OWN: Final = (
    ("voice_gold", "own, developed on", "tests/gold/voice_dev.tsv"),
    ("voice_gold", "own, kept aside", "tests/gold/voice_kept.tsv"),
    ("traps", "own, developed on", "tests/gold/traps_dev.jsonl"),
    ("traps", "own, news, developed on", "tests/gold/traps_news.jsonl"),
    ("traps", "own, opened, developed on", "tests/gold/traps_opened.jsonl"),
    ("traps", "own, kept aside", "tests/gold/traps_kept2.jsonl"),
    ("sense_short", "own, developed on", "tests/gold/sense_short_dev.tsv"),
    ("sense_short", "own, kept aside", "tests/gold/sense_short_kept.tsv"),
    ("names", "own, developed on", "tests/gold/names_dev.jsonl"),
    ("names", "own, kept aside", "tests/gold/names_kept.jsonl"),
    ("dates", "own, developed on", "tests/gold/dates_dev.jsonl"),
    ("dates", "own, kept aside", "tests/gold/dates_kept4.jsonl"),
    ("dates", "own, second, developed on", "tests/gold/dates_second.jsonl"),
    ("dates", "own, third, developed on", "tests/gold/dates_third.jsonl"),
    ("dates", "own, opened, developed on", "tests/gold/dates_opened.jsonl"),
    ("dates", "own, more, developed on", "tests/gold/dates_more.jsonl"),
    ("dates", "own, wide, developed on", "tests/gold/dates_wide.jsonl"),
    ("dates", "own, news, developed on", "tests/gold/dates_news.jsonl"),
    ("dates", "own, whole pages, developed on", "tests/gold/dates_pages.jsonl"),
    ("numbers", "own, developed on", "tests/gold/numbers_dev.jsonl"),
    ("numbers", "own, kept aside", "tests/gold/numbers_kept.jsonl"),
    ("numbers", "own, more, developed on", "tests/gold/numbers_more.jsonl"),
    ("numbers", "own, wide, developed on", "tests/gold/numbers_wide.jsonl"),
    ("numbers", "own, wide, kept aside", "tests/gold/numbers_wide_kept.jsonl"),
    ("numbers", "own, news, developed on", "tests/gold/numbers_news.jsonl"),
    ("hard_places", "own, developed on", "tests/gold/places_dev.jsonl"),
    ("hard_places", "own, kept aside", "tests/gold/places_kept.jsonl"),
    ("hard_places", "own, more, developed on", "tests/gold/places_more.jsonl"),
    ("where", "own, developed on", "tests/gold/where_dev.jsonl"),
    ("where", "own, kept aside", "tests/gold/where_kept.jsonl"),
    ("probe", "own stances, developed on", "tests/gold/stances.jsonl"),
    ("probe", "own stances, kept aside", "tests/gold/stances_kept.jsonl"),
)
"""Set, split, and file of what we wrote ourselves, in a clone of khabar."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of one split of one set, and the command that gives them again."""

    name: str
    split: str
    command: str
    scores: Scores


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure that must not fall: ``figure`` of ``name`` on the file ``path`` is at least ``least``."""

    name: str
    path: Path
    figure: str
    least: float


@dataclass(frozen=True, slots=True)
class Held:
    """A floor and the figure reached; ``reached`` is ``None`` where the gold is not there."""

    floor: Floor
    reached: float | None

    @property
    def broken(self) -> bool:
        """Whether the figure lies below the floor."""
        return self.reached is not None and self.reached < self.floor.least


def measure_all(data: Path, *, progress: Progress | None = None) -> Iterator[Measured]:
    """Yield the figures of every set that lies in the folder ``data``, and of our own where this is run in a clone."""
    for name, split, file in OWN:
        if Path(file).exists():
            if progress is not None:
                progress(f"{name} {split}")
            yield Measured(name, split, f"khabar evaluate {name} {file}", evaluate(name, file))
    for name, split, file in GOLD:
        if not (data / file).exists():
            continue
        if progress is not None:
            progress(f"{name} {split}")
        # An absolute path would write one machine into the page.
        shown = Path(data.name if data.is_absolute() else data, file).as_posix()
        yield Measured(name, split, f"khabar evaluate {name} {shown}", evaluate(name, data / file))


def render(rows: Iterable[Measured], day: date) -> str:
    """Return the figures as a page of the documentation."""
    lines = [
        "# Accuracy",
        "",
        "What khabar reaches on public gold data. The table is written by one command, `make accuracy`; figures are",
        "fractions of 1 unless their name gives a unit. Rules were chosen while looking at these very texts, so expect",
        "less of others.",
        "",
        "| set | split | records | figure | value | command | date |",
        "|---|---|---:|---|---:|---|---|",
    ]
    for row in rows:
        for figure, value in row.scores.figures.items():
            lines.append(
                f"| `{row.name}` | {row.split} | {row.scores.records} | `{figure}` | {value:.3f}"
                f" | `{row.command}` | {day.isoformat()} |"
            )
    return "\n".join(lines) + "\n"


def read_floors(path: Path) -> list[Floor]:
    """Return the floors in a TOML file: ``data`` names the folder of gold, each table one set with its ``file`` there.

    A table of another name than its set's says the ``set``; ``own`` in place of ``file`` is a path from the TOML file.

    Raises:
        SettingsError: naming file and key, if one cannot be used.
    """
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); --floors-file names the floors") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from None
    data = content.pop("data", None)
    if not isinstance(data, str):
        raise SettingsError(f"{path}: data = {data!r}, expected the folder of the gold data")
    return [floor for key, table in content.items() for floor in _floors(path, path.parent / data, key, table)]


def check_floors(floors: Iterable[Floor], *, progress: Progress | None = None) -> Iterator[Held]:
    """Yield each floor with the figure reached; each set is scored once."""
    known: dict[tuple[str, Path], Mapping[str, float] | None] = {}
    for floor in floors:
        key = (floor.name, floor.path)
        if key not in known:
            if progress is not None and floor.path.exists():
                progress(floor.name)
            known[key] = evaluate(*key).figures if floor.path.exists() else None
        figures = known[key]
        if figures is not None and floor.figure not in figures:
            raise SettingsError(f"{floor.name} has no figure {floor.figure!r}; there are {', '.join(figures)}")
        yield Held(floor, None if figures is None else figures[floor.figure])


def _floors(path: Path, data: Path, key: str, table: Any) -> Iterator[Floor]:
    name = table.get("set", key) if isinstance(table, dict) else None
    if name not in SETS:
        raise SettingsError(f"{path}: unknown set {name or key!r}; there are {', '.join(SETS)}")
    file = table.get("file") or table.get("own")
    if not isinstance(file, str):
        raise SettingsError(f"{path}: {key}.file = {file!r}, expected a file under {data}")
    gold = data / file if "file" in table else path.parent / file
    for figure, least in table.items():
        if figure in ("file", "own", "set"):
            continue
        if isinstance(least, bool) or not isinstance(least, (int, float)):
            raise SettingsError(f"{path}: {name}.{figure} = {least!r}, expected a number")
        yield Floor(name, gold, figure, float(least))
