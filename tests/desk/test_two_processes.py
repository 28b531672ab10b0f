"""The desk as a process of its own: beside another that writes, and killed in the middle of a review."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kills.reviewing import Desk, review

pytestmark = pytest.mark.usefixtures("loopback")

_HOLDS = """
import sys
from pathlib import Path
from khabar.ledger import Ledger
ledger = Ledger.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(coded_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(coded_once, tmp_path / "ledger.duckdb"))


def test_beside_a_writer_no_desk_opens_and_it_says_who_is_in_the_way(path: Path) -> None:
    """The database lets nobody read a file that another process writes: the desk says so, and what to do."""
    writer = subprocess.Popen([sys.executable, "-c", _HOLDS, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert writer.stdout is not None
    try:
        assert writer.stdout.readline() == b"open\n"
        told = subprocess.run(
            [sys.executable, "-m", "khabar", "desk", str(path), "--no-browser"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert told.returncode == 1
        assert "in use by another process" in told.stderr
        assert "Traceback" not in told.stderr
        assert len(told.stderr.strip().splitlines()) == 1
        copy = Path(shutil.copy(path, path.with_name("copy.duckdb")))
        with Desk(copy) as desk:
            assert desk.get("/api/status")["writes"] is True
    finally:
        writer.communicate(b"", timeout=30)


def test_beside_another_reader_the_desk_is_for_reading_and_says_so(path: Path) -> None:
    with Desk(path, "--read-only") as first, Desk(path) as second:
        assert first.get("/api/status")["writes"] is False
        status = second.get("/api/status")
        assert status["writes"] is False
        assert second.get("/api/incidents")["total"] == 3
        code, refused = second.post("/api/judgements", {"decision": "accept", "id": "i-1"})
        assert code == 409
        assert "reading only" in refused["error"]
    assert "reading only" in second.said


def test_killed_in_the_middle_of_a_review_the_desk_loses_no_decision(path: Path) -> None:
    tally = review(path, kills=10, seed=20240213)
    assert tally["kills"] == 10
    assert tally["acknowledged"] >= 10
    assert {key: tally[key] for key in ("unopenable", "faulty", "lost")} == {"unopenable": 0, "faulty": 0, "lost": 0}
