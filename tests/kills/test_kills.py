"""After kill -9 at any moment nothing acknowledged is lost, nothing is half there (HARDENING R1, R5)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def tally_of(job: str, kills: int, seed: int) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.kills.nursery", job, str(kills), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == 0, done.stderr
    tally: dict[str, int] = json.loads(done.stdout)
    return tally


@pytest.mark.parametrize(("job", "kills"), [("code", 200), ("judge", 40), ("forget", 20), ("upgrade", 20)])
def test_killed_at_random_times_a_ledger_is_whole_and_loses_nothing(job: str, kills: int) -> None:
    tally = tally_of(job, kills, seed=20210304)
    assert tally["kills"] >= kills
    # Most kills must hit the work, or nothing was tried.
    assert tally["too_late"] < kills / 2
    assert {key: tally[key] for key in ("unopenable", "faulty", "lost", "differing")} == {
        "unopenable": 0,
        "faulty": 0,
        "lost": 0,
        "differing": 0,
    }
