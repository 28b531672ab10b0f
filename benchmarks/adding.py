"""What it takes to add documents to a ledger that holds many, and whether their order and batches matter.

    python benchmarks/adding.py time [REPORTS ...]
    python benchmarks/adding.py orders [DOCUMENTS [ORDERS]]

``time`` makes a ledger of the invented reports of ``benchmarks/linking.py`` in a temporary folder, closes it, opens it
again and adds 100 documents, chosen by chance from all days, so that nearly each is of another incident: printed are
processor and wall seconds of storing them, of telling which are one text, and of linking them.
``orders`` stores documents in so many random orders and batches, links each batch as it comes, and counts the ledgers
that differ from the one that was linked at once.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

from linking import corpus

from khabar.ledger import Ledger
from khabar.ledger.rows import Keeping, coded_rows
from khabar.records import Coded

ADDED = 100
BATCH = 2000


def fill(ledger: Ledger, documents: list[Coded]) -> None:
    """Store many documents at once."""
    for at in range(0, len(documents), BATCH):
        tables: dict[str, list[tuple]] = {}  # type: ignore[type-arg]
        for one in documents[at : at + BATCH]:
            for table, rows in coded_rows(one, Keeping("benchmark")):
                tables.setdefault(table, []).extend(rows)
        with ledger._transaction():
            for table, rows in tables.items():
                ledger._insert(table, rows)


def timed(name: str, work: Callable[[], object]) -> None:
    """Do some work and print how long it took."""
    begun, wall = process_time(), perf_counter()
    work()
    print(f"  {name}: {process_time() - begun:.1f} s of processor, {perf_counter() - wall:.1f} s", flush=True)


def time(reports: int) -> None:
    """Print what adding documents to a ledger of so many reports takes."""
    documents, _ = corpus(reports)
    random.Random(3).shuffle(documents)
    new, former = documents[:ADDED], documents[ADDED:]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.duckdb"
        print(f"{sum(len(one.reports) for one in former)} reports, {len(former)} documents", flush=True)
        with Ledger.open(path) as ledger:
            timed("store all", lambda: fill(ledger, former))
            timed("link all", ledger.link)
        with Ledger.open(path) as ledger:
            print(f"add {len(new)} documents")
            timed("store", lambda: [ledger.add(one, coder="benchmark") for one in new])
            timed("texts", ledger.cluster_texts)
            timed("link", ledger.link_added)


def orders(documents: int, times: int) -> None:
    """Print how many orders and batches give another ledger."""
    found, _ = corpus(documents * 4)
    found = found[:documents]
    with Ledger.memory() as whole:
        fill(whole, found)
        whole.link()
        wanted = whole.digest()
    differing = 0
    for seed in range(times):
        chance = random.Random(seed)
        chance.shuffle(found)
        with Ledger.memory() as ledger:
            at = 0
            while at < len(found):
                size = chance.choice([1, 10, 100, documents])
                fill(ledger, found[at : at + size])
                at += size
                ledger.link_added()
            differing += ledger.digest() != wanted
    print(f"{documents} documents in {times} orders: {differing} differ")


def main() -> None:
    """Print what the command line asks for."""
    what, *numbers = sys.argv[1:] or ["time"]
    if what == "orders":
        orders(*([int(n) for n in numbers] or [1000]), *([100] if len(numbers) < 2 else []))
    else:
        for reports in [int(n) for n in numbers] or [10_000, 100_000]:
            time(reports)


if __name__ == "__main__":
    main()
