"""Documents a second on one core: the whole of khabar against the full bare spaCy pipeline, same texts, same run.

    python benchmarks/throughput.py [GOLD.jsonl] [--limit N]

The gold file holds one JSON object a line with a ``text``; by default the local-news pages of ``geo_lgl`` beside the
repository.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from datetime import date
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

DEFAULT = Path(__file__).resolve().parents[1] / "../shared/data/geo_lgl/lgl.jsonl"


def khabar_seconds(records: list[dict[str, str]]) -> tuple[float, int]:
    from khabar.coder import Coder
    from khabar.read import read_page

    coder = Coder()
    coder.code(read_page("Gunmen attacked a village near Goma on Monday, officials said.", name="warm-up"))
    reports = 0
    start = time.process_time()
    for record in records:
        day = date.fromisoformat(record["date"]) if record.get("date") else None
        reports += len(coder.code(read_page(record["text"], name=record["id"], published=day)).reports)
    return time.process_time() - start, reports


def spacy_seconds(records: list[dict[str, str]]) -> float:
    import spacy

    from khabar.parse.parser import model_path

    nlp = spacy.load(model_path())
    nlp("Gunmen attacked a village near Goma on Monday.")
    start = time.process_time()
    for _ in nlp.pipe(record["text"] for record in records):
        pass
    return time.process_time() - start


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", nargs="?", type=Path, default=DEFAULT)
    arguments.add_argument("--limit", type=int, default=150)
    options = arguments.parse_args()
    if not options.gold.exists():
        print(f"no file {options.gold}: give a JSON Lines file with a text in each record", file=sys.stderr)
        return 1
    lines = options.gold.read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines[: options.limit] if line]
    ours, reports = khabar_seconds(records)
    bare = spacy_seconds(records)
    print(f"documents                 {len(records)}")
    print(f"khabar, whole pipeline    {len(records) / ours:.1f} documents/cpu-s ({reports} reports)")
    print(f"spaCy, full pipeline      {len(records) / bare:.1f} documents/cpu-s")
    print(f"ratio                     {bare / ours:.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
