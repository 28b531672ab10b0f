"""How fast are copies found, and does it stay that fast? ``python benchmarks/sameness.py [DOCUMENTS]``.

Prints documents a second for signing and for clustering, at growing numbers of documents: of each hundred, ten are
edited copies of one story that all the hundreds share, ten are copies of one of their own hundred, and all carry one
footer.
"""

from __future__ import annotations

import random
import resource
import sys
import time

from khabar.read.sameness import Sketch, cluster, signature

SEED = 20180419
WORDS = 400
DEFAULT = 20_000


def texts(n: int) -> list[str]:
    """Return n texts of some 400 words."""
    rng = random.Random(SEED)
    vocabulary = [f"word{i}" for i in range(30_000)]

    def new() -> list[str]:
        return rng.choices(vocabulary, k=WORDS)

    def edited(words: list[str]) -> list[str]:
        copy = list(words)
        for _ in range(8):
            copy[rng.randrange(len(copy))] = rng.choice(vocabulary)
        return copy

    wire, footer, own, found = new(), rng.choices(vocabulary, k=25), new(), []
    for i in range(n):
        place = i % 100
        if place == 0:
            own = new()
        body = edited(wire) if place < 10 else edited(own) if place < 20 else new()
        found.append(" ".join([*body, *footer]))
    return found


def main() -> None:
    """Time signing and clustering at a quarter, a half and all of the documents."""
    total = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    bodies = texts(total)
    start = time.process_time()
    sketches = [Sketch(f"d{i:07}", signature(body)) for i, body in enumerate(bodies)]
    print(f"signed     {total / (time.process_time() - start):9,.0f} documents/s")
    first = 0.0
    for n in (total // 4, total // 2, total):
        start = time.process_time()
        found = cluster(sketches[:n])
        rate = n / (time.process_time() - start)
        first = first or rate
        alone = len(set(found.text_cluster.values()))
        print(f"clustered  {rate:9,.0f} documents/s at {n:,} ({alone:,} texts, {len(found.pairs):,} pairs), ", end="")
        print(f"{rate / first:.2f} of the first")
    print(f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9,.0f} MB")


if __name__ == "__main__":
    main()
