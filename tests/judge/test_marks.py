"""A decision that only marks an incident is kept without reading its reports, and leaves what linking anew would."""

from __future__ import annotations

import random
from typing import Any

import pytest

from khabar import judge
from khabar.errors import LedgerError
from khabar.ledger import Ledger
from tests.judge.making import filled, incidents, link_faults


def _stored(ledger: Ledger) -> list[Any]:
    tables = ("SELECT * FROM incidents ORDER BY ALL", "SELECT * FROM memberships ORDER BY ALL")
    return [ledger.query(table).fetchall() for table in tables]


@pytest.mark.parametrize("seed", range(12))
def test_any_decisions_leave_what_linking_anew_leaves(seed: int) -> None:
    draw = random.Random(seed)
    with Ledger.memory() as ledger:
        filled(ledger)
        for _ in range(8):
            _decide(ledger, draw)
            stored = _stored(ledger)
            assert link_faults(ledger) == []
            ledger.link()
            assert _stored(ledger) == stored


def _decide(ledger: Ledger, draw: random.Random) -> None:
    there = sorted(one.incident_id for one in ledger.incident_records())
    one, *others = draw.sample(there, len(there))
    what = draw.choice(["accept", "accept", "reject", "correct", "undo", "undo", "merge", "split"])
    made = ledger.judgements()
    try:
        if what == "correct":
            judge.correct(
                ledger,
                one,
                draw.choice(["killed", "standing"]),
                "claimed" if draw.random() < 0.5 else "7",
                author="ana",
            )
        elif what == "merge":
            judge.merge(ledger, one, *others, author="ben")
        elif what == "split":
            judge.split(ledger, one, [draw.choice(sorted(ledger.bonds(one)))], author="ana")
        elif what == "undo":
            if made:
                judge.undo(ledger, draw.choice(made).judgement_id, author="ben")
        else:
            getattr(judge, what)(ledger, one, author="ana")
    except LedgerError:
        assert ledger.judgements() == made


@pytest.mark.parametrize("what", ["accept", "reject", "correct"])
def test_the_first_mark_reads_no_document(monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        velm = incidents(ledger)["Velm"].incident_id
        monkeypatch.setattr(Ledger, "coded", lambda *_, **__: pytest.fail("documents were read"))
        given = ("killed", "7") if what == "correct" else ()
        made = getattr(judge, what)(ledger, velm, *given, author="ana")
        if what != "correct":
            judge.undo(ledger, made.judgement_id, author="ana")
        assert [one.decision for one in ledger.incident(velm).judgements] == (["correct"] if what == "correct" else [])
