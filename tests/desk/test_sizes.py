"""How much is sent for the first view, gzipped: `make desk` says it, and these hold it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

import khabar

ASSETS = Path(khabar.__file__).parent / "desk" / "static" / "assets"
LIMITS = {"first view": 60_000, "with the map": 550_000}
"""Bytes of scripts and styles."""


def sizes() -> dict[str, int]:
    """Return the gzipped bytes of scripts and styles for the first view, and with the map."""
    packed = {one.name: len(gzip.compress(one.read_bytes(), 6)) for one in ASSETS.iterdir()}
    sent = {name: size for name, size in packed.items() if name.endswith((".js", ".css"))}
    first = sum(size for name, size in sent.items() if not name.startswith("map"))
    return {"first view": first, "with the map": sum(sent.values())}


@pytest.mark.skipif(not ASSETS.is_dir(), reason="the desk's pages are not built: make desk")
@pytest.mark.parametrize("what", LIMITS)
def test_little_is_sent(what: str) -> None:
    assert sizes()[what] <= LIMITS[what]


if __name__ == "__main__":
    for what, size in sizes().items():
        print(f"{what}: {size / 1000:.1f} kB of {LIMITS[what] / 1000:.0f} kB, gzipped")
    for name in ("world.json", "labels.json"):
        print(f"{name}: {len(gzip.compress((ASSETS / name).read_bytes(), 6)) / 1000:.1f} kB, gzipped")
