"""Kill -9 a thousand times; say what became of the ledgers (HARDENING R1, R5): ``python benchmarks/kills.py [N]``."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.kills.jobs import JOBS
from tests.kills.nursery import Tally, play

SEED = 1914


def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    print("job", *(field.name for field in fields(Tally)), sep="\t")
    for name, job in JOBS.items():
        tally = play(job, kills, SEED)
        print(name, *(getattr(tally, field.name) for field in fields(Tally)), sep="\t", flush=True)


if __name__ == "__main__":
    main()
