"""A person's word outranks the machine's, can be taken back, and touches nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from khabar import judge
from khabar.errors import LedgerError
from khabar.judge import State
from khabar.ledger import Ledger
from khabar.records import EventType, Incident, Standing, to_json
from tests.judge.making import filled, incident_at, incidents, link_faults, pages
from tests.link.build import Say, coded


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.memory() as made:
        yield filled(made)


def snapshot(ledger: Ledger) -> list[object]:
    """Return all that linking gave, as JSON."""
    members = ledger.query("SELECT * FROM memberships ORDER BY ALL").fetchall()
    return [[to_json(i) for i in ledger.incident_records()], members]


def by_id(ledger: Ledger, incident_id: str) -> Incident:
    (incident,) = ledger.incident_records([incident_id])
    return incident


def sound(ledger: Ledger) -> None:
    assert link_faults(ledger) == []


def test_to_accept_notes_who_when_and_why_and_changes_no_value(ledger: Ledger) -> None:
    before = incident_at(ledger, "Velm")
    decided = judge.accept(ledger, before.incident_id[:8], author="ana", reason="seen the video")
    after = incident_at(ledger, "Velm")
    [mark] = after.judgements
    assert (mark.decision, mark.author, mark.reason, mark.made_at) == (
        "accept",
        "ana",
        "seen the video",
        decided.made_at,
    )
    assert {**to_json(after), "judgements": []} == to_json(before)
    sound(ledger)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("killed", "4", {"tolls": {"killed": {"low": 4, "best": 4, "high": 4}}}),
        ("killed", "10..15~12", {"tolls": {"killed": {"low": 10, "best": 12, "high": 15}}}),
        ("killed", "10..", {"tolls": {"killed": {"low": 10, "best": None, "high": None}}}),
        ("killed", "unknown", {"tolls": {}}),
        (
            "injured",
            2,
            {"tolls": {"injured": {"low": 2, "best": 2, "high": 2}, "killed": {"low": 3, "best": 5, "high": 5}}},
        ),
        ("date", "2020-04-30", {"date_start": "2020-04-30", "date_end": "2020-04-30", "date_prec": 1}),
        ("date", "2020-04-29..2020-05-01", {"date_start": "2020-04-29", "date_end": "2020-05-01", "date_prec": 2}),
        ("date", "unknown", {"date_start": None, "date_end": None, "date_prec": None}),
        ("event_type", "COERCE", {"event_type": "COERCE"}),
        ("mode", "drone", {"event_mode": "drone", "acled_sub_event": "Air/drone strike"}),
        ("standing", "confirmed", {"standing": "confirmed"}),
        ("place", "unknown", {"place": None}),
        ("agents", "unknown", {"agents": []}),
    ],
)
def test_a_corrected_field_has_the_persons_value_and_keeps_the_machines(
    ledger: Ledger, field: str, value: object, expected: dict[str, object]
) -> None:
    before = incident_at(ledger, "Velm")
    judge.correct(ledger, before.incident_id, field, value, author="ana")
    after = to_json(by_id(ledger, before.incident_id))
    assert {key: after[key] for key in expected} == expected
    # What the reports say is all still there.
    assert (after["fields"], after["report_ids"]) == (to_json(before)["fields"], list(before.report_ids))
    [mark] = after["judgements"]
    assert mark["field"] == field
    assert mark["machine"] != mark["value"]
    sound(ledger)


def test_a_place_and_an_actor_are_looked_up(ledger: Ledger) -> None:
    incident_id = incident_at(ledger, "Velm").incident_id
    judge.correct(ledger, incident_id, "place", "Nyala, South Darfur", author="ana")
    judge.correct(ledger, incident_id, "agents", "SDN.MIL; some neighbours", author="ana")
    judge.correct(ledger, incident_id, "others", "helped_by: USA", author="ana")
    after = by_id(ledger, incident_id)
    assert after.place is not None
    assert (after.place.name, after.place.country_iso3, after.place.place_id) == ("Nyala", "SDN", "geonames:369004")
    assert (after.agents[0].actor_id, after.agents[0].name) == ("SDN.MIL", "armed forces of Sudan")
    assert (after.agents[1].actor_id, after.agents[1].name) == (None, "some neighbours")
    assert [a.role.value for a in after.others] == ["helped_by"]
    judge.correct(ledger, incident_id, "place", "the well @ 12.05, 24.88", author="ana")
    place = by_id(ledger, incident_id).place
    assert place is not None
    assert (place.name, place.latitude, place.where_prec) == ("the well", 12.05, 1)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("killed", "many", "10..15"),
        ("killed", "9..3", "rise from low"),
        ("killed", {"low": -1}, "rise from low"),
        ("date", "last week", "YYYY-MM-DD"),
        ("date", "2020-05-02..2020-05-01", "first day before the last"),
        ("place", "Xyzzyqwk", "gazetteer"),
        ("place", "here @ 99, 5", "latitude"),
        ("event_type", "BOMBING", "ASSAULT"),
        ("mode", "by air", "aerial"),
        ("standing", "true", "disputed"),
        ("others", "the US", "ROLE: NAME"),
        ("colour", "red", "no field"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_line(
    ledger: Ledger, field: str, value: object, words: str
) -> None:
    before = ledger.digest()
    with pytest.raises(LedgerError, match=words) as caught:
        judge.correct(ledger, incident_at(ledger, "Velm").incident_id, field, value, author="ana")
    assert "\n" not in str(caught.value)
    assert ledger.digest() == before


def test_of_two_corrections_of_a_field_the_later_counts_and_both_are_kept(ledger: Ledger) -> None:
    incident_id = incident_at(ledger, "Velm").incident_id
    judge.correct(ledger, incident_id, "killed", "7", author="ana")
    second = judge.correct(ledger, incident_id, "killed", "8", author="ben")
    incident = by_id(ledger, incident_id)
    assert incident.tolls["killed"]["best"] == 8
    assert [(m.author, m.value["best"], m.machine["best"]) for m in incident.judgements] == [
        ("ana", 7, 5),
        ("ben", 8, 5),
    ]
    judge.undo(ledger, second.judgement_id, author="ana")
    assert by_id(ledger, incident_id).tolls["killed"]["best"] == 7


def test_two_incidents_are_one_and_an_old_id_leads_to_it(ledger: Ledger) -> None:
    velm, ostra = incident_at(ledger, "Velm"), incident_at(ledger, "Ostra")
    judge.merge(ledger, ostra.incident_id, velm.incident_id, author="ana")
    [incident] = ledger.incident_records()
    assert set(incident.report_ids) == {*velm.report_ids, *ostra.report_ids}
    assert (incident.n_reports, incident.n_outlets) == (velm.n_reports + ostra.n_reports, 4)
    assert [(m.decision, m.author) for m in incident.judgements] == [("merge", "ana")]
    for old in (velm, ostra):
        assert ledger.find(old.incident_id) == ("incident", incident.incident_id)
    sound(ledger)
    # A report that is removed by nobody counts once.
    assert len(ledger.query("SELECT DISTINCT report_id FROM memberships").fetchall()) == len(incident.report_ids)


def test_reports_that_tell_of_another_attack_leave_with_their_page(ledger: Ledger) -> None:
    velm = incident_at(ledger, "Velm")
    page = pages()[0]
    judge.split(ledger, velm.incident_id, [page.document.doc_id], author="ana")
    parts = [i for i in ledger.incident_records() if i.place and i.place.name == "Velm"]
    assert sorted(i.n_outlets for i in parts) == [1, 2]
    [alone] = [i for i in parts if i.n_outlets == 1]
    # The page's comment went along.
    assert set(alone.report_ids) == {report.report_id for report in page.reports}
    assert alone.tolls["killed"]["best"] == 3
    # The id stays with the part whose report gave it; both parts know the judgement.
    assert {i.incident_id for i in parts} >= {velm.incident_id}
    assert all(len(i.judgements) == 1 for i in parts)
    sound(ledger)


@pytest.mark.parametrize("leaving", [[], ["r-nothing"], "all", "other"])
def test_a_split_that_leaves_nothing_or_takes_anothers_report_is_refused(
    ledger: Ledger, leaving: list[str] | str
) -> None:
    velm = incident_at(ledger, "Velm")
    given = {"all": list(velm.report_ids[:3]), "other": list(incident_at(ledger, "Ostra").report_ids)}
    before = ledger.digest()
    with pytest.raises(LedgerError):
        judge.split(ledger, velm.incident_id, given.get(str(leaving), list(leaving)), author="ana")
    assert ledger.digest() == before


def test_a_rejected_incident_stays_and_says_so(ledger: Ledger) -> None:
    ostra = incident_at(ledger, "Ostra")
    judge.reject(ledger, ostra.incident_id, author="ana", reason="a film set")
    after = by_id(ledger, ostra.incident_id)
    assert (after.status, after.judgements[0].reason) == ("rejected", "a film set")
    assert ledger.query("SELECT count(*) FROM incidents WHERE status = 'live'").fetchall() == [(1,)]


def test_a_rejected_report_leaves_its_incident(ledger: Ledger) -> None:
    velm = incident_at(ledger, "Velm")
    wrong = pages()[2].reports[0].report_id
    decided = judge.reject(ledger, wrong, author="ana")
    after = by_id(ledger, velm.incident_id)
    assert wrong not in after.report_ids
    assert after.tolls["killed"]["high"] == 4
    [out] = [i for i in ledger.incident_records() if wrong in i.report_ids]
    assert out.status == "rejected"
    judge.undo(ledger, decided.judgement_id, author="ana")
    assert to_json(by_id(ledger, velm.incident_id)) == to_json(velm)


def test_a_rejected_comment_is_away_until_that_is_undone(ledger: Ledger) -> None:
    velm = incident_at(ledger, "Velm")
    before = snapshot(ledger)
    comment = pages()[0].reports[1].report_id
    decided = judge.reject(ledger, comment, author="ana")
    assert comment not in by_id(ledger, velm.incident_id).report_ids
    assert ledger.incidents_with(comment) == []
    judge.undo(ledger, decided.judgement_id, author="ana")
    assert snapshot(ledger) == before


def decide(ledger: Ledger, what: str) -> judge.Judgement:
    velm, ostra = incident_at(ledger, "Velm"), incident_at(ledger, "Ostra")
    if what == "merge":
        return judge.merge(ledger, velm.incident_id, ostra.incident_id, author="ana")
    if what == "split":
        return judge.split(ledger, velm.incident_id, [pages()[2].document.doc_id], author="ana")
    if what == "reject":
        return judge.reject(ledger, velm.incident_id, author="ana")
    if what == "accept":
        return judge.accept(ledger, ostra.incident_id, author="ana")
    return judge.correct(ledger, velm.incident_id, "killed", "77", author="ana")


EVERY = ["accept", "correct", "merge", "split", "reject"]


@pytest.mark.parametrize("what", EVERY)
def test_what_is_undone_leaves_no_trace_but_its_record(ledger: Ledger, what: str) -> None:
    before = snapshot(ledger)
    decided = decide(ledger, what)
    during = snapshot(ledger)
    assert during != before
    undone = judge.undo(ledger, decided.judgement_id[:9], author="ben", reason="too soon")
    assert snapshot(ledger) == before
    assert ledger.judgement_states() == {decided.judgement_id: State.UNDONE, undone.judgement_id: State.IN_FORCE}
    judge.undo(ledger, undone.judgement_id, author="ana")
    assert snapshot(ledger) == during
    with pytest.raises(LedgerError, match="undone already"):
        judge.undo(ledger, undone.judgement_id, author="ana")
    assert len(ledger.judgements()) == 3
    sound(ledger)


@pytest.mark.parametrize("what", EVERY)
def test_linking_anew_changes_nothing_that_was_decided(ledger: Ledger, what: str) -> None:
    decide(ledger, what)
    before = snapshot(ledger)
    ledger.link()
    assert snapshot(ledger) == before


@pytest.mark.parametrize("what", EVERY)
def test_judged_before_or_after_the_other_pages_came_it_is_the_same(what: str) -> None:
    late = coded("E", Say("A third air raid report of Velm", killed=6), published="2020-05-05")
    with Ledger.memory() as before, Ledger.memory() as after:
        filled(before)
        decide(before, what)
        before.add(late, coder="test")
        before.link()
        filled(after)
        for judgement in before.judgements():
            after.add_judgements([judgement])
        after.add(late, coder="test")
        after.link()
        with Ledger.memory() as fresh:
            filled(fresh, [*pages(), late])
            fresh.add_judgements(before.judgements())
            assert snapshot(fresh) == snapshot(after) == snapshot(before)
            assert any(i.judgements for i in fresh.incident_records())


@pytest.mark.parametrize(("one", "two"), list(itertools.permutations(["correct", "merge", "split", "reject"], 2)))
def test_two_judgements_undone_in_either_order(one: str, two: str) -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        before = snapshot(ledger)
        velm, ostra = incident_at(ledger, "Velm").incident_id, incident_at(ledger, "Ostra").incident_id
        made = []
        for what in (one, two):
            if what == "merge":
                made.append(judge.merge(ledger, velm, ostra, author="ana"))
            elif what == "split":
                page = pages()[1].document.doc_id
                made.append(judge.split(ledger, velm, [page], author="ana"))
            elif what == "reject":
                made.append(judge.reject(ledger, velm, author="ana"))
            else:
                made.append(judge.correct(ledger, velm, "killed", "77", author="ana"))
        during = snapshot(ledger)
        ledger.link()
        assert snapshot(ledger) == during
        for judgement in made:
            judge.undo(ledger, judgement.judgement_id, author="ben")
            sound(ledger)
        assert snapshot(ledger) == before


def test_only_the_incidents_that_were_judged_are_written(ledger: Ledger) -> None:
    velm, ostra = incident_at(ledger, "Velm"), incident_at(ledger, "Ostra")
    known = len(ledger.changes())
    decided = judge.correct(ledger, velm.incident_id, "killed", "4", author="ana")
    [change] = ledger.changes()[known:]
    assert (change.incident_id, change.change, change.judgement_id) == (
        velm.incident_id,
        "changed",
        decided.judgement_id,
    )
    assert change.before == {"tolls": {"killed": {"low": 3, "best": 5, "high": 5}}}
    assert change.after == {"tolls": {"killed": {"low": 4, "best": 4, "high": 4}}}
    assert set(change.fields) == {"tolls", "judgements"}
    assert incidents(ledger)["Ostra"] == ostra


def test_an_incident_must_be_there_and_be_one(ledger: Ledger) -> None:
    velm = incident_at(ledger, "Velm")
    for wrong in (velm.report_ids[0], "i-0000", pages()[0].document.doc_id):
        with pytest.raises(LedgerError):
            judge.accept(ledger, wrong, author="ana")
    with pytest.raises(LedgerError, match="one already"):
        judge.merge(ledger, velm.incident_id, velm.incident_id, author="ana")
    with pytest.raises(LedgerError, match="no judgement"):
        judge.undo(ledger, "j-00", author="ana")
    with pytest.raises(LedgerError, match="author"):
        judge.accept(ledger, velm.incident_id, author="  ")
    assert ledger.judgements() == []


def test_a_judged_event_type_has_its_codes(ledger: Ledger) -> None:
    velm = incident_at(ledger, "Velm").incident_id
    judge.correct(ledger, velm, "event_type", "PROTEST", author="ana")
    after = by_id(ledger, velm)
    assert after.event_type is EventType.PROTEST
    assert after.acled_event in ("Protests", None)
    assert after.standing is Standing.REPORTED
