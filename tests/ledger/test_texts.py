"""Texts that new documents make one, worked out from a part of a ledger, are those of the whole."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from khabar.ledger import Ledger
from khabar.ledger.digest import linked_seal
from khabar.ledger.texts import all_rows, rows_around
from khabar.read import sameness
from khabar.read.reach import Reach
from khabar.read.signature import signature
from khabar.records import Coded, Document, Passage, PassageKind

LINE = "sign up here for the morning letter of this paper and read it at breakfast with tea and toast and jam tomorrow"


def document(number: int, text: str, published: date | None, url: str | None) -> Coded:
    return Coded(
        Document(
            f"d-{number:04}",
            text,
            (Passage(0, PassageKind.BODY, 0, len(text)),),
            name=f"{number}",
            raw_sha256="0",
            media_type="text/plain",
            url=url,
            published=published,
        ),
        (),
    )


def pages(chance: random.Random, n: int) -> list[Coded]:
    """Return pages of which many copy, cut or mend an earlier one, or have a line in common with half of all."""
    texts: list[str] = []
    made = []
    for number in range(n):
        words = [f"w{chance.randrange(4000)}" for _ in range(chance.choice([4, 30, 120]))]
        kind = chance.random()
        former = chance.choice(texts).split() if texts else words
        if kind < 0.15:
            words = former
        elif kind < 0.35:
            words = former[: max(3, len(former) * 2 // 3)]
        elif kind < 0.5:
            words = former[:-2] + words[:5]
        if chance.random() < 0.5:
            words = words + LINE.split()
        texts.append(" ".join(words))
        day = date(2024, 1, 1) + timedelta(chance.randrange(90)) if chance.random() < 0.9 else None
        url = f"https://post.example/{chance.randrange(n // 3)}" if chance.random() < 0.4 else None
        made.append(document(number, texts[-1], day, url))
    return made


@pytest.mark.parametrize("seed", range(6))
def test_texts_of_a_part_are_those_of_all(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sameness, "CROWD", 6)
    monkeypatch.setattr(sameness, "NEIGHBOURS", 2)
    chance = random.Random(seed)
    found = pages(chance, 120)
    chance.shuffle(found)
    with Ledger.memory() as ledger:
        at = 0
        read = []
        while at < len(found):
            batch = found[at : at + chance.choice([1, 5, 20])]
            at += len(batch)
            for one in batch:
                ledger.add(one, coder="test")
            if at > 40 and at < len(found):
                part = rows_around(ledger._fetch, [one.document.doc_id for one in batch])
                assert part is not None
                whole = all_rows(ledger._fetch)
                stored = {row[0]: row for row in ledger._fetch("SELECT * FROM text_clusters")}
                assert {**stored, **part} == whole
                read.append(len(part) / len(whole))
            ledger.link_added()
            assert ledger._meta("linked_seal") == linked_seal(ledger._fetch)
        assert min(read) < 1, "the part was never less than the whole"


def test_reach_gives_what_shares_a_hash_or_all_words() -> None:
    words = [f"v{n}" for n in range(60)]
    texts = {
        "a": " ".join(words),
        "b": " ".join(words[:40]),
        "c": " ".join(f"u{n}" for n in range(60)),
        "d": "only six words in a line",
        "e": "only six words in a line",
        "f": "",
    }
    reach = Reach([(doc_id, signature(text)) for doc_id, text in texts.items()])
    assert reach.of({"a"}) == {"a", "b"}
    assert reach.of({"d"}) == {"d", "e"}
    assert reach.of({"c", "b"}) == {"a", "b", "c"}
