"""S1: opens files that unpack to 10 GB, each in a process of its own; prints seconds and peak memory of each.

Run: ``python -m benchmarks.bombs`` in the root of the repository.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.hostile.bombs import BOMBS
from tests.hostile.test_bombs import opened


def main() -> None:
    worst_s = worst_mb = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for name, (file, make) in BOMBS.items():
            path = Path(folder, file)
            path.write_bytes(make())
            found = opened(path)
            worst_s, worst_mb = max(worst_s, found["s"]), max(worst_mb, found["mb"])
            size, reasons = path.stat().st_size, sorted({reason for _, reason, _ in found["reasons"]})
            print(
                f"{name:20} {size:12,} B  {found['s']:6.2f} s  {found['mb']:5.0f} MB  {', '.join(reasons)}", flush=True
            )
    print(f"worst: {worst_s:.2f} s, {worst_mb:.0f} MB (to reach: 1 s, 200 MB)")


if __name__ == "__main__":
    main()
