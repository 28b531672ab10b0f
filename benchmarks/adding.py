"""What it takes to add documents to a ledger that holds many, and whether their order and batches matter.

    python benchmarks/adding.py time [REPORTS ...]
    python benchmarks/adding.py orders [DOCUMENTS [ORDERS [FIRST]]]

``time`` makes a ledger of the invented reports of ``benchmarks/linking.py`` in a temporary folder, closes it, opens it
again and adds 100 documents, chosen by chance from all days, so that nearly each is of another incident: printed are
processor and wall seconds of storing them, and of linking them (telling which are one text is a part of that).
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

import khabar.link
import khabar.link.across
import khabar.link.attach
import khabar.link.growing
from khabar.ledger import Ledger
from khabar.ledger.index import LinkIndex
from khabar.ledger.rows import Keeping, coded_rows
from khabar.link.mention import Mention
from khabar.link.score import Features, Weights, compare
from khabar.link.told import Told, told_of
from khabar.records import Coded

ADDED = 100
BATCH = 2000
BATCHES = (1, 10, 50, 100, 200, 300)


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
            timed("store", lambda: ledger.add_all(new, coder="benchmark"))
            timed("tell texts and link", ledger.link_added)


def remembered(documents: list[Coded]) -> None:
    """Work out once in this process what hangs on one document, or on two, and on nothing else; spare reading back.

    That is what each document tells, and the features of two mentions. All else is worked out in each order.
    """
    known = {one.document.doc_id: one for one in documents}
    told: dict[str, list[Told]] = {}
    compared: dict[tuple[str, str], Features] = {}

    def tell(coded: Coded, weights: Weights | None = None) -> list[Told]:
        doc_id = coded.document.doc_id
        if doc_id not in told:
            told[doc_id] = told_of(coded, weights)
        return told[doc_id]

    def hold(a: Mention, b: Mention) -> Features:
        keys = a.key, b.key
        if keys not in compared:
            compared[keys] = compare(a, b)
        return compared[keys]

    for module in (khabar.link, khabar.link.growing):
        module.told_of = tell  # type: ignore[attr-defined]
    for module in (khabar.link.across, khabar.link.attach):
        module.compare = hold  # type: ignore[attr-defined]
    LinkIndex.coded = lambda self, doc_ids: iter([known[doc_id] for doc_id in doc_ids])  # type: ignore[method-assign]


def orders(documents: int, times: int, first: int = 0) -> None:
    """Print how many orders and batches give another ledger; ``first`` is the number of the first order.

    Batches are of 1 to 300 documents, so that most are linked into what is there and not all anew.
    """
    found, _ = corpus(documents * 4)
    found = sorted(found[:documents], key=lambda one: one.document.doc_id)
    remembered(found)
    with Ledger.memory() as whole:
        fill(whole, found)
        whole.link()
        wanted = whole.digest()
    differing = 0
    for seed in range(first, first + times):
        chance = random.Random(seed)
        order = chance.sample(found, len(found))
        batches = 0
        with Ledger.memory() as ledger:
            at = 0
            while at < len(order):
                size = chance.choice(BATCHES)
                fill(ledger, order[at : at + size])
                at += size
                batches += 1
                ledger.link_added()
            differs = ledger.digest() != wanted
        differing += differs
        print(f"order {seed}: {batches} batches, {'another ledger' if differs else 'the same'}", flush=True)
    print(f"{documents} documents in {times} orders: {differing} differ")


def main() -> None:
    """Print what the command line asks for."""
    what, *numbers = sys.argv[1:] or ["time"]
    if what == "orders":
        wanted = [int(n) for n in numbers]
        orders(*(wanted + [1000, 100][len(wanted) :]))
    else:
        for reports in [int(n) for n in numbers] or [10_000, 100_000]:
            time(reports)


if __name__ == "__main__":
    main()
