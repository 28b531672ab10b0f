"""Kill -9 a thousand times; say what became of the ledgers (HARDENING R1, R5): ``python benchmarks/kills.py [N]``.

At the end, the desk is killed a tenth as many times in the middle of a review, and what it had answered for is counted.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.kills.jobs import JOBS, code
from tests.kills.nursery import Tally, play
from tests.kills.reviewing import review

SEED = 1914


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print("job", *(field.name for field in fields(Tally)), sep="\t")
    for name, job in JOBS.items():
        tally = play(job, kills, SEED)
        print(name, *(getattr(tally, field.name) for field in fields(Tally)), sep="\t", flush=True)
    with tempfile.TemporaryDirectory(prefix="kills-") as home:
        path = Path(home) / "ledger.duckdb"
        code(path)
        reviewed = review(path, kills=max(1, kills // 10), seed=SEED)
    print("desk", *reviewed, sep="\t")
    print("desk", *reviewed.values(), sep="\t")


if __name__ == "__main__":
    main()
