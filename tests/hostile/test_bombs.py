"""S1: what unpacks to 10 GB is refused with a reason, in little memory; the good pages beside it are read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from khabar.errors import Reason
from tests.hostile.bombs import BOMBS

MAX_MB = 200
HANG_S = 60
"""How long is waited for what takes a second, on a machine that does much else."""

BESIDE = {
    "zip": 1,
    "gzip in zip": 1,
    "warc record": 2,
    "warc gzip body": 2,
    "warc deflate body": 2,
    "warc brotli body": 2,
}


def opened(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.hostile.open_one", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_little_memory(name: str, tmp_path: Path):
    if name in ("zstd", "warc brotli body"):
        pytest.importorskip("zstandard" if name == "zstd" else "brotli")
    file, make = BOMBS[name]
    (tmp_path / file).write_bytes(make())
    found = opened(tmp_path / file)
    assert found["mb"] <= MAX_MB
    assert found["pages"] >= BESIDE.get(name, 0)
    reasons = {reason for _, reason, _ in found["reasons"]}
    assert reasons & {Reason.TOO_LARGE, Reason.LEFT_OUT, Reason.DAMAGED, Reason.BINARY}
    assert all("\n" not in detail for _, _, detail in found["reasons"])
    if name not in ("zip", "feed", "gzip table"):
        assert Reason.TOO_LARGE in reasons
