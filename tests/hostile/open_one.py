"""Opens one file in a process of its own and prints what came of it: run by the tests and the benchmark of bombs."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from khabar.read.containers import pages_of
from khabar.read.item import Input, Page


def main(path: Path) -> None:
    # The tables of other stages are not what is measured.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    pages, reasons = 0, []
    for item in pages_of(Input(path.name, path)):
        if isinstance(item, Page):
            pages += 1
        else:
            reasons.append([item.name, item.reason, item.detail])
    took = time.monotonic() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"pages": pages, "reasons": reasons, "s": took, "mb": peak / 1024, "before_mb": before / 1024}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
