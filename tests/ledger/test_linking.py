"""Incidents are changed in place: what changed is told, and an id that is gone leads on for ever."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from khabar import judge
from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.ledger.changes import EARLIER, NOTHING, opened_by
from khabar.ledger.forget import Wish, forget
from khabar.ledger.index import LinkIndex
from khabar.link.judgement import Decision
from khabar.records import Coded, Polarity, to_json
from khabar.settings import Settings
from tests.judge.making import filled, incident_at, link_faults, pages
from tests.link.build import Say, coded


def linked(ledger: Ledger, *documents: Coded) -> Ledger:
    for one in documents:
        ledger.add(one, coder="test")
    ledger.link()
    return ledger


def rows(ledger: Ledger) -> dict[str, str]:
    return dict(ledger.query("SELECT incident_id, seal FROM incidents ORDER BY 1").fetchall())


LATER = coded("E", Say("A later word on the strike on Velm", killed=6), published="2020-05-06")
EARLY = coded("F", Say("Velm was hit just now", killed=1), published="2020-05-01")


def test_a_later_page_changes_its_incident_in_place_and_no_other() -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        before, known = rows(ledger), len(ledger.changes())
        velm = incident_at(ledger, "Velm").incident_id
        linked(ledger, LATER)
        after = rows(ledger)
        assert {i for i in after if after[i] != before.get(i)} == {velm}
        [change] = ledger.changes()[known:]
        assert (change.incident_id, change.change) == (velm, "changed")
        assert {"n_reports", "tolls", "history"} <= set(change.fields)
        assert (change.before or {})["n_reports"] + 1 == (change.after or {})["n_reports"]
        assert "history" not in (change.after or {})


def test_linking_again_writes_nothing() -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        before = rows(ledger), ledger.changes()
        ledger.link()
        assert (rows(ledger), ledger.changes()) == before


def test_an_earlier_page_takes_the_id_over_and_the_old_one_leads_on() -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        old = incident_at(ledger, "Velm").incident_id
        linked(ledger, EARLY)
        new = incident_at(ledger, "Velm").incident_id
        assert new != old
        assert new == opened_by(EARLY.reports[0].report_id)
        assert ledger.find(old) == ledger.find(old[:8]) == ("incident", new)
        [step] = ledger.trail(old)
        assert (step.from_id, step.to_id, step.why) == (old, new, EARLIER)
        assert [(r.from_id, r.to_id) for r in ledger.deleted()] == [(old, new)]
        assert [(c.change, c.to_id) for c in ledger.changes(incident_id=old)] == [("new", None), ("gone", new)]


def test_what_other_ledgers_called_it_leads_to_it_too() -> None:
    """Each subset of the pages may have named the incident otherwise: all the names lead to the one of today."""
    with Ledger.memory() as ledger:
        filled(ledger)
        velm = incident_at(ledger, "Velm")
        bonds = ledger.bonds(velm.incident_id)
        others = {opened_by(r) for r in velm.report_ids if bonds[r] in ("opens", "supports")}
        assert len(others) == 3
        for other in others:
            assert ledger.find(other) == ("incident", velm.incident_id)
        with pytest.raises(LedgerError, match="no report, incident"):
            ledger.find(opened_by("r-of-nobody"))


def test_an_incident_whose_page_is_coded_away_is_gone_and_may_come_back() -> None:
    ostra = pages()[3]
    with Ledger.memory() as ledger:
        filled(ledger)
        old = incident_at(ledger, "Ostra").incident_id
        linked(ledger)
        ledger.add(Coded(ostra.document, ()), coder="test 2")
        ledger.link()
        with pytest.raises(LedgerError, match=NOTHING):
            ledger.find(old)
        assert [(r.from_id, r.to_id) for r in ledger.deleted()] == [(old, None)]
        ledger.add(ostra, coder="test 3")
        ledger.link()
        assert ledger.find(old) == ("incident", old)
        assert ledger.deleted() == []
        assert [c.change for c in ledger.changes(incident_id=old)] == ["new", "gone", "back"]
        assert link_faults(ledger) == []


def test_changes_are_told_by_run_and_by_day() -> None:
    with Ledger.memory() as ledger:
        for batch in (pages()[:2], pages()[2:]):
            run = ledger.start_run(Settings())
            linked(ledger, *batch)
            ledger.finish_run(run, "done", {})
        runs = [change.run_id for change in ledger.changes()]
        assert set(runs) == {1, 2}
        assert {c.run_id for c in ledger.changes(since=1)} == {2}
        assert ledger.changes(since=2) == []
        assert ledger.changes(since=date(2020, 1, 1)) == ledger.changes()
        assert ledger.changes(since=date(2999, 1, 1)) == []
        # What was judged after a run comes after it.
        judge.accept(ledger, incident_at(ledger, "Velm").incident_id, author="ana")
        assert [(c.run_id, c.change) for c in ledger.changes(since=2)] == [(None, "changed")]


def batches(documents: Sequence[Coded], rng: random.Random) -> list[list[Coded]]:
    order = rng.sample(list(documents), len(documents))
    cuts = sorted(rng.sample(range(1, len(order)), rng.randint(0, 4)))
    return [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]


def test_in_any_order_and_any_batches_it_is_the_same_ledger_and_every_id_leads_home() -> None:
    towns = ["Velm", "Ostra"]
    documents = [
        coded(
            f"O{n}",
            Say(f"Jets struck {towns[n % 2]} again, paper {n}", place=towns[n % 2], killed=n % 4 + 1),
            published=f"2020-05-{2 + n % 5:02}",
        )
        for n in range(14)
    ]
    rng = random.Random(4)
    found: set[str] = set()
    for _ in range(12):
        with Ledger.memory() as ledger:
            given: set[str] = set()
            for batch in batches(documents, rng):
                linked(ledger, *batch)
                given |= set(rows(ledger))
            found.add(ledger.digest())
            for old in given:
                assert ledger.find(old)[0] == "incident"
            assert link_faults(ledger) == []
    assert len(found) == 1


def test_a_judged_incident_changes_its_id_and_keeps_its_judgements() -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        old = incident_at(ledger, "Velm").incident_id
        judge.correct(ledger, old, "killed", "11", author="ana")
        linked(ledger, EARLY)
        incident = incident_at(ledger, "Velm")
        assert incident.incident_id != old
        assert incident.tolls["killed"]["best"] == 11
        # Judged by its old id, it is the incident of today that is judged.
        judge.accept(ledger, old, author="ben")
        assert [m.decision for m in incident_at(ledger, "Velm").judgements] == ["correct", "accept"]


def test_forgetting_a_page_keeps_the_log_without_its_values(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    secret = coded("Secret Post", Say("Jets struck Velm, killing 4711", killed=4711), published="2020-05-01")
    with Ledger.open(path) as ledger:
        filled(ledger, [*pages(), secret])
        old = incident_at(ledger, "Velm").incident_id
        judge.correct(ledger, old, "injured", "5", author="ana")
        judge.accept(ledger, incident_at(ledger, "Ostra").incident_id, author="ana", reason="a witness, Ana Ruel")
        known = len(ledger.changes())
    forget(path, Wish(docs=(secret.document.doc_id,), persons=("Ana Ruel",)))
    assert b"4711" not in path.read_bytes()
    assert b"Ruel" not in path.read_bytes()
    with Ledger.open(path) as ledger:
        velm = incident_at(ledger, "Velm")
        assert velm.incident_id != old
        assert ledger.find(old) == ("incident", velm.incident_id)
        # The correction stands on the pages that stay.
        assert velm.tolls["injured"]["best"] == 5
        assert incident_at(ledger, "Ostra").judgements[0].reason == "a witness, ████████"
        told = [(c.change, c.fields) for c in ledger.changes()[known:]]
        assert told == [("new", ()), ("changed", ("forgotten",)), ("gone", ())]
        assert all(c.before is None for c in ledger.changes())
        assert link_faults(ledger) == []


def test_a_users_grades_hold_in_a_ledger(tmp_path: Path) -> None:
    own = tmp_path / "grades.tsv"
    own.write_text("axis\tsign\twhen\twhy\nsource\tA\t*\tall\ninformation\t6\t*\tnone\n")
    settings = Settings.load(environ={}, arguments={"link.grades": own})
    with Ledger.memory(settings=settings) as ledger:
        filled(ledger)
        assert ledger.query("SELECT DISTINCT grade FROM incidents").fetchall() == [("A6",)]
        judge.merge(ledger, *rows(ledger), author="ana")
        assert ledger.query("SELECT grade FROM incidents").fetchall() == [("A6",)]


def test_every_incident_settled_alone_is_the_one_that_was_linked() -> None:
    from khabar.link import link_reports
    from khabar.link.judged import settle_group
    from khabar.link.judgement import Group

    documents = [*pages(), LATER, EARLY]
    machine = link_reports(documents)
    by_doc = {one.document.doc_id: one for one in documents}
    for incident in machine.incidents:
        members = {m.report_id: m for m in machine.memberships if m.incident_id == incident.incident_id}
        again, bonds = settle_group(Group(members), by_doc)
        assert to_json(again) == to_json(incident)
        assert {b.report_id: b for b in bonds} == members


@pytest.mark.parametrize("judged", [None, "merge", "split", "correct"])
def test_a_part_linked_anew_gives_the_whole_and_writes_no_other_incident(judged: str | None) -> None:
    """What a page may be linked with is linked anew; the rest of the ledger is not looked at."""
    with Ledger.memory() as part, Ledger.memory() as whole:
        for ledger in (part, whole):
            filled(ledger)
        velm, ostra = (incident_at(part, town).incident_id for town in ("Velm", "Ostra"))
        if judged == "merge":
            judge.merge(part, ostra, velm, author="ana")
        elif judged == "split":
            judge.split(part, velm, [pages()[0].document.doc_id], author="ana")
        elif judged == "correct":
            judge.correct(part, velm, "killed", "99", author="ana")
        whole.add_judgements(part.judgements())
        before = rows(part)
        part.add(LATER, coder="test")
        part.link_added()
        linked(whole, LATER)
        assert part.digest() == whole.digest()
        assert link_faults(part) == []
        assert part.is_linked
        if judged != "merge":
            assert rows(part)[ostra] == before[ostra]


@pytest.mark.parametrize("seed", range(12))
def test_pages_and_judgements_as_they_come_give_the_ledger_of_all_at_once(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages in batches, judgements between them, one page coded anew, and one that is gone and comes back."""
    monkeypatch.setattr(LinkIndex, "size", lambda self: 10**9)
    chance = random.Random(seed)
    documents = [*pages(), LATER, EARLY, *OTHERS]
    chance.shuffle(documents)
    with Ledger.memory() as bit_by_bit, Ledger.memory() as whole:
        bit_by_bit.link()
        waiting = documents[:]
        while waiting:
            size = chance.randrange(1, 4)
            for one in waiting[:size]:
                bit_by_bit.add(one, coder="test")
            del waiting[:size]
            bit_by_bit.link_added()
            decide(bit_by_bit, chance)
        for one in (documents[0], documents[1]):
            bit_by_bit.add(Coded(one.document, ()), coder="test 2")
            bit_by_bit.link_added()
            bit_by_bit.add(one, coder="test")
            if chance.random() < 0.5:
                bit_by_bit.link_added()
                decide(bit_by_bit, chance)
        bit_by_bit.link_added()
        whole.add_judgements(bit_by_bit.judgements())
        filled(whole, documents)
        assert bit_by_bit.digest() == whole.digest()
        assert link_faults(bit_by_bit) == []


OTHERS = [
    coded("G", Say("A shell fell on Ostra", place="Ostra", mode="heavy-weapons", agent="REB", killed=2)),
    coded("H", Say("Shells on Ostra", place="Ostra", mode="heavy-weapons", agent="REB", day="2020-05-02", killed=8)),
    coded("I", Say("Velm was bombed", day="2020-05-02", killed=3), Say("No strike", polarity=Polarity.DENIED)),
    coded("J", Say("Clashes near Velm", mode=None, place="near Velm", target=None, killed=None)),
    coded("K", Say("A raid on Yland", place="Yland", agent="XXB.MIL", day=None)),
]


def decide(ledger: Ledger, chance: random.Random) -> None:
    """Take a decision or none, on whatever incidents there are."""
    ids = [row[0] for row in ledger.query("SELECT incident_id FROM incidents ORDER BY 1").fetchall()]
    what = chance.choice(["merge", "split", "correct", "reject", "undo", "", "", ""])
    states = ledger.judgement_states()
    made = [j for j in ledger.judgements() if j.decision is not Decision.UNDO and states[j.judgement_id] != "undone"]
    chosen = chance.sample(ids, min(2, len(ids)))
    if what == "merge" and len(chosen) == 2:
        judge.merge(ledger, *chosen, author="ana")
    elif what == "split" and chosen:
        docs = documents_of(ledger, chosen[0])
        if len(docs) > 1:
            judge.split(ledger, chosen[0], docs[:1], author="ana")
    elif what == "correct" and chosen:
        judge.correct(ledger, chosen[0], "killed", str(chance.randrange(9)), author="ana")
    elif what == "reject" and chosen:
        judge.reject(ledger, chosen[0], author="ben", reason="not so")
    elif what == "undo" and made:
        judge.undo(ledger, chance.choice(made).judgement_id, author="ben")


def documents_of(ledger: Ledger, incident_id: str) -> list[str]:
    sql = (
        "SELECT DISTINCT doc_id FROM memberships JOIN reports USING (report_id)"
        " WHERE incident_id = ? AND relation IN ('opens', 'supports') ORDER BY 1"
    )
    return [row[0] for row in ledger.query(sql, [incident_id]).fetchall()]
