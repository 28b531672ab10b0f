"""Documents a second on one core: the whole of khabar against the full bare spaCy pipeline, same texts, same run.

    python benchmarks/throughput.py [GOLD.jsonl ...] [--limit N] [--runs N] [--warm N]

A gold file holds one JSON object a line with a ``text``; by default the local news of ``geo_lgl`` and the pages on gun
violence of ``gva_longtail`` beside the repository. Whoever codes news codes thousands of pages, so both pipelines first
read WARM pages of each set that are not timed: models and tables are loaded and frequent words known to both. Then they
are run turn about on LIMIT pages of each set, RUNS times, each time on other pages, in processor time. The ratio of a
set is the median of its runs; the ratio of all sets together is all seconds of the one over all seconds of the other,
on equally many pages of each set. Last, the pages of the last run say what each stage takes.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

if TYPE_CHECKING:
    from spacy.language import Language

    from khabar.coder import Coder

DATA = Path(__file__).resolve().parents[1] / "../shared/data"
DEFAULT = (DATA / "geo_lgl/lgl.jsonl", DATA / "gva_longtail/docs.jsonl")

STAGES = {
    "khabar.read": {"read_page": "read"},
    "khabar.coder": {
        "split": "split",
        "parse": "parse",
        "find_events": "events",
        "heard_in": "reader",
        "speaking": "parse",
        "find_places": "places",
        "resolve_places": "places",
        "place_by_sentence": "places",
        "place_by_site": "places",
        "cued_mentions": "places",
        "attribute": "voices",
        "chain_of": "voices",
        "certainty": "certainty",
        "dated": "dates",
        "find_tolls": "tolls",
    },
    "khabar.sense": {"sift": "sense"},
}
"""The functions that are timed, where they are called from, and the stage they belong to."""

Record = dict[str, Any]


def code_all(coder: Coder, records: Sequence[Record]) -> tuple[float, int]:
    """Return the seconds that khabar takes for all records, and the reports in them."""
    import khabar.read

    reports = 0
    start = time.process_time()
    for record in records:
        day = date.fromisoformat(record["date"]) if record.get("date") else None
        page = khabar.read.read_page(record["text"], name=str(record["id"]), published=day)
        reports += len(coder.code(page).reports)
    return time.process_time() - start, reports


def spacy_all(nlp: Language, records: Sequence[Record]) -> float:
    """Return the seconds that the full pipeline of spaCy takes for all records."""
    start = time.process_time()
    for _ in nlp.pipe(record["text"] for record in records):
        pass
    return time.process_time() - start


def stage_seconds(coder: Coder, records: Sequence[Record]) -> tuple[float, dict[str, float]]:
    """Return the seconds of a run over all records, and of each stage without the stages inside it."""
    from importlib import import_module

    spent: dict[str, float] = defaultdict(float)
    inside: list[float] = []

    def timed(function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        def run(*args: Any, **options: Any) -> Any:
            inside.append(0.0)
            start = time.process_time()
            try:
                return function(*args, **options)
            finally:
                whole = time.process_time() - start
                spent[stage] += whole - inside.pop()
                if inside:
                    inside[-1] += whole

        return run

    for name, functions in STAGES.items():
        module = import_module(name)
        for function, stage in functions.items():
            setattr(module, function, timed(getattr(module, function), stage))
    gate = type(coder.gate)
    gate.open = timed(gate.open, "gate")  # type: ignore[method-assign]
    total, _ = code_all(coder, records)
    return total, spent


def read_records(path: Path, limit: int, runs: int) -> list[list[Record]]:
    """Return for each run ``limit`` records, spread over the file; those that khabar does not read are left out.

    No record is in two runs.
    """
    from khabar.errors import InputRefused
    from khabar.read import read_page

    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line]
    step = max(runs, len(lines) // limit)
    found: list[list[Record]] = [[] for _ in range(runs)]
    for run, records in enumerate(found):
        for line in lines[run * step // runs :: step][:limit]:
            record = json.loads(line)
            with suppress(InputRefused):
                read_page(record["text"], name=str(record["id"]))
                records.append(record)
    return found


def main() -> int:
    """Print the ratio of each set, and the stages' shares over all of them."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold", nargs="*", type=Path, default=DEFAULT)
    arguments.add_argument("--limit", type=int, default=60)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--warm", type=int, default=50)
    options = arguments.parse_args()
    for path in options.gold:
        if not path.exists():
            print(f"no file {path}: give a JSON Lines file with a text in each record", file=sys.stderr)
            return 1

    import spacy

    from khabar.coder import Coder
    from khabar.parse.parser import model_path

    coder, nlp = Coder(), spacy.load(model_path())
    # one run more than is timed, which warms both pipelines up
    sets = {
        path.parent.name: read_records(path, max(options.limit, options.warm), options.runs + 1)
        for path in options.gold
    }
    for first, *_ in sets.values():
        code_all(coder, first[: options.warm])
        spacy_all(nlp, first[: options.warm])
    pages = min(options.limit, *(len(records) for _, *runs in sets.values() for records in runs))
    last: list[Record] = []
    ours_of_all = theirs_of_all = 0.0
    for name, (_, *runs) in sets.items():
        results = []
        reports = 0
        for records in runs:
            ours, found = code_all(coder, records[:pages])
            results.append((ours, spacy_all(nlp, records[:pages])))
            reports += found
        last += runs[-1][:pages]
        ratios = sorted(theirs / ours for ours, theirs in results)
        ours_of_set, theirs_of_set = (sum(one[k] for one in results) for k in (0, 1))
        ours_of_all, theirs_of_all = ours_of_all + ours_of_set, theirs_of_all + theirs_of_set
        print(f"{name}: {pages * len(runs)} documents in {len(runs)} runs, {reports} reports")
        print(f"  khabar, whole pipeline    {pages * len(runs) / ours_of_set:6.1f} documents/cpu-s")
        print(f"  spaCy, full pipeline      {pages * len(runs) / theirs_of_set:6.1f} documents/cpu-s")
        print(f"  ratio                     {statistics.median(ratios):6.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    print(f"all sets together, ratio    {theirs_of_all / ours_of_all:6.2f}")
    total, spent = stage_seconds(coder, last)
    print("stages of khabar, share of its time")
    for stage, seconds in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"  {stage:<25} {seconds / total:6.1%}")
    print(f"  {'the rest':<25} {1 - sum(spent.values()) / total:6.1%}")
    print(f"load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
