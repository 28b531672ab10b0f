"""However pages come, in whatever order and batches, they make the incidents that they make all at once."""

from __future__ import annotations

import json
import os
import random

import pytest

import khabar.link.block
import khabar.link.growing
from khabar.link import link_reports
from khabar.link.growing import Growing
from khabar.records import Coded, PassageKind, Polarity, Stance, to_json
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


@pytest.mark.parametrize("reach", [60, 5])
def test_any_order_and_any_batches_give_the_incidents_of_all_at_once(
    reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reach of 5 makes every block a large one, where a page that comes between two parts them."""
    for module in (khabar.link.block, khabar.link.growing):
        monkeypatch.setattr(module, "NEXT", reach)
        monkeypatch.setattr(module, "NEXT_BY_WORD", min(40, reach))
    documents = corpus(DOCUMENTS)
    wanted = json.dumps(to_json(link_reports(documents)))
    assert any(i["n_documents"] > 2 for i in json.loads(wanted)["incidents"])
    for order in range(ORDERS):
        chance = random.Random(order)
        shuffled = documents[:]
        chance.shuffle(shuffled)
        growing = Growing()
        while shuffled:
            size = chance.choice([1, 2, 7, 40, DOCUMENTS])
            growing.add(shuffled[:size])
            del shuffled[:size]
        assert json.dumps(to_json(growing.linked())) == wanted


def test_a_page_touches_only_what_it_speaks_of() -> None:
    growing = Growing()
    growing.add(corpus(DOCUMENTS))
    before = growing.linked()
    elsewhere = coded("new", Say("Something else burned in Yland", place="Yland", day="2021-01-01", agent="XXB.MIL"))
    touched = growing.add([elsewhere])
    assert len(touched) == 1
    assert [i.n_documents for i in growing.incidents_of(touched).incidents] == [1]
    assert len(growing.linked().incidents) == len(before.incidents) + 1
