"""Opens one file in a process of its own and prints what came of it: run by the tests and the benchmark of bombs."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from khabar.read.containers import pages_of
from khabar.read.item import Input, Page


def peak_mb() -> float:
    """Return the most memory that this process had. What `getrusage` gives may be that of the process it came from."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(path: Path) -> None:
    started = time.monotonic()
    pages, reasons = 0, []
    for item in pages_of(Input(path.name, path)):
        if isinstance(item, Page):
            pages += 1
        else:
            reasons.append([item.name, item.reason, item.detail])
    took = time.monotonic() - started
    print(json.dumps({"pages": pages, "reasons": reasons, "s": took, "mb": peak_mb()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
