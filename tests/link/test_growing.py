"""However pages come, in whatever order and batches, they make the incidents that they make all at once."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import khabar.link.block
import khabar.link.growing
from khabar.ledger import Ledger
from khabar.ledger.index import LinkIndex
from khabar.records import Coded, PassageKind, Polarity, Stance
from tests.link.build import Say, coded

DOCUMENTS = int(os.environ.get("KHABAR_TEST_DOCUMENTS", "150"))
ORDERS = int(os.environ.get("KHABAR_TEST_ORDERS", "6"))
"""The full test is 1000 documents in 100 orders; it takes an hour."""


def corpus(n: int) -> list[Coded]:
    chance = random.Random(11)
    names = [f"Karim Velo{i} Ostrand{i % 7} Teline{i % 11}" for i in range(n // 6 + 1)]
    documents = []
    for number in range(n):
        says = [
            Say(
                f"{chance.choice(names)} was hit, report {number}.{part}, and more was said of it at some length",
                place=chance.choice(["Velm", "near Velm", "Ostra", "North", "South", "the border", "Xanadia", None]),
                day=chance.choice([f"2020-05-{day:02}" for day in range(1, 16)] + [None]),
                agent=chance.choice(["XXA", "XXA.MIL.AIR", "REB", "XXB.MIL", None]),
                target=chance.choice(["REB", "~pupils", None]),
                killed=chance.choice([None, 1, 3, 12]),
                passage=chance.choice([PassageKind.BODY] * 5 + [PassageKind.COMMENT]),
                polarity=chance.choice([Polarity.AFFIRMED] * 5 + [Polarity.DENIED]),
                speaker=chance.choice([None, None, "XXA.GOV"]),
                stance=Stance.SAYS,
            )
            for part in range(chance.randrange(1, 4))
        ]
        documents.append(coded(f"o{number}", *says, published=f"2020-05-{chance.randrange(2, 20):02}"))
    return documents


def stored(ledger: Ledger, documents: list[Coded]) -> None:
    for one in documents:
        ledger.add(one, coder="test")


def whole(documents: list[Coded]) -> str:
    with Ledger.memory() as ledger:
        stored(ledger, documents)
        ledger.link()
        assert ledger.query("SELECT 1 FROM incidents WHERE n_documents > 2").fetchall()
        return ledger.digest()


@contextmanager
def growing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    """Yield an empty ledger that can only be linked by parts."""
    with Ledger.memory() as ledger, monkeypatch.context() as patch:
        ledger.link()
        patch.setattr(LinkIndex, "size", lambda self: 10**9)
        patch.setattr(Ledger, "link", None)
        yield ledger


@pytest.mark.parametrize("reach", [60, 5])
def test_any_order_and_any_batches_give_the_ledger_of_all_at_once(reach: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reach of 5 makes every block a large one, where a page that comes between two parts them."""
    monkeypatch.setattr(khabar.link.block, "NEXT", reach)
    monkeypatch.setattr(khabar.link.block, "NEXT_BY_WORD", min(40, reach))
    documents = corpus(DOCUMENTS)
    wanted = whole(documents)
    for order in range(ORDERS):
        chance = random.Random(order)
        shuffled = documents[:]
        chance.shuffle(shuffled)
        with growing(monkeypatch) as ledger:
            while shuffled:
                size = chance.choice([1, 2, 7, 40, DOCUMENTS])
                stored(ledger, shuffled[:size])
                del shuffled[:size]
                ledger.link_added()
            assert ledger.digest() == wanted


def test_documents_stored_together_are_those_stored_one_by_one() -> None:
    documents = corpus(30)
    with Ledger.memory() as together, Ledger.memory() as apart:
        assert together.add_all([*documents[:20], *documents[:5]], coder="test") == 20
        assert together.add_all(documents[10:], coder="test") == 10
        stored(apart, documents)
        for ledger in (together, apart):
            ledger.link()
        assert together.digest() == apart.digest()


def test_where_two_mentions_have_one_number_all_is_linked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = corpus(12)
    with Ledger.memory() as at_once:
        stored(at_once, documents)
        at_once.link()
        wanted = at_once.digest()
    for module in (khabar.link, khabar.link.growing):
        monkeypatch.setattr(module, "number_of", lambda key: 1)
    with Ledger.memory() as ledger:
        for one in documents:
            stored(ledger, [one])
            ledger.link_added()
        assert ledger.digest() == wanted


def test_a_page_changes_only_what_it_speaks_of(monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = coded("new", Say("Something else burned in Yland", place="Yland", day="2021-01-01", agent="XXB.MIL"))
    documents = corpus(40)
    with Ledger.memory() as ledger:
        stored(ledger, documents)
        ledger.link()
        known = len(ledger.changes())
        read: list[str] = []
        patched = LinkIndex.coded
        monkeypatch.setattr(LinkIndex, "coded", lambda self, ids: patched(self, [read.append(i) or i for i in ids]))
        stored(ledger, [elsewhere])
        ledger.link_added()
        assert set(read) == {elsewhere.document.doc_id}
        assert [change.change for change in ledger.changes()[known:]] == ["new"]
