"""Cold start of ``khabar code`` on one page: wall time and peak memory of the whole process, median of five runs."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "examples/1-northgate-dispatch.html"
RUNS = 5
CEILING_S = 4.0
CEILING_MB = 700


def one_run() -> float:
    start = time.perf_counter()
    command = [sys.executable, "-m", "khabar", "code", str(PAGE), "--format", "jsonl", "--quiet"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def main() -> int:
    one_run()
    seconds = statistics.median(one_run() for _ in range(RUNS))
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"cold start of khabar code, one page   {seconds:.2f} s (ceiling {CEILING_S:.0f} s)")
    print(f"peak memory                           {peak_mb:.0f} MB (ceiling {CEILING_MB} MB)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
