"""Judgements hold on to words: they survive coding anew, are exported and imported, and none is lost."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest

from khabar import judge
from khabar.coder import Coder
from khabar.errors import LedgerError
from khabar.ids import content_id
from khabar.judge import State
from khabar.ledger import Ledger
from khabar.ledger.verify import faults_of
from khabar.pipeline import code_inputs
from khabar.recode import recode
from khabar.records import Coded, Document, EventType, Report, Span
from tests.judge.making import filled, incident_at, incidents, pages
from tests.kills.stub import TOWNS, StubCoder, page_of


class Spread(StubCoder):
    """Codes the towns of its pages as far from each other as towns are."""

    def code(self, document: Document) -> Coded:
        coded = super().code(document)
        return replace(coded, reports=tuple(map(_apart, coded.reports)))


def _apart(report: Report) -> Report:
    assert report.place is not None
    number = TOWNS.index(report.place.text)
    latitude = 10.0 * (1 + number)
    assert report.date is not None
    day = date(2021, 3, 2) - timedelta(days=30 * number)
    return replace(
        report,
        place=replace(report.place, place_id=report.place.text, latitude=latitude, country_iso3=f"XX{'ABCDE'[number]}"),
        date=replace(report.date, date_start=day, date_end=day),
    )


class Newer(Spread):
    """Takes the preposition with the verb as its trigger, so that no report has the id that it had."""

    version = "stub 2"

    def code(self, document: Document) -> Coded:
        coded = super().code(document)
        reports = tuple(
            replace(
                r,
                report_id=content_id("r", "newer", r.report_id),
                trigger=Span(r.trigger.start - 1, r.trigger.end, document.text[r.trigger.start - 1 : r.trigger.end]),
                coder=self.version,
            )
            for r in coded.reports
        )
        return Coded(coded.document, reports)


class Blind(Spread):
    """Finds nothing."""

    version = "stub 3"

    def code(self, document: Document) -> Coded:
        return Coded(document, ())


def coded_ledger(path: Path) -> Path:
    with Ledger.open(path) as ledger:
        code_inputs([page_of(number) for number in range(3)], ledger, coder=cast(Coder, Spread()))
    return path


def test_coded_anew_with_other_ids_every_judgement_still_holds(tmp_path: Path) -> None:
    old = coded_ledger(tmp_path / "old.duckdb")
    with Ledger.open(old) as ledger:
        first, second, third = (incident_at(ledger, town).incident_id for town in ("Varnok", "Ostrel", "Dalby"))
        judge.merge(ledger, first, second, author="ana", reason="one barrage")
        judge.correct(ledger, first, "killed", "40", author="ana")
        judge.reject(ledger, third, author="ben")
        before = [incident.tolls for incident in ledger.incident_records()]
    recode(old, tmp_path / "new.duckdb", coder=cast(Coder, Newer()))
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        assert set(ledger.judgement_states().values()) == {State.IN_FORCE}
        merged, rejected = sorted(ledger.incident_records(), key=lambda i: i.status)
        assert [merged.tolls, rejected.tolls] == before or [rejected.tolls, merged.tolls] == before
        assert (merged.n_documents, merged.tolls["killed"]["best"]) == (2, 40)
        assert rejected.status == "rejected"
        # Ids that the incidents bore before lead to them.
        assert ledger.find(third) == ("incident", rejected.incident_id)
        assert {ledger.find(first)[1], ledger.find(second)[1]} == {merged.incident_id}
        assert list(faults_of(ledger)) == []
        assert {r for (r,) in ledger.query("SELECT what FROM runs").fetchall()} == {"code", "recode"}


def test_what_is_coded_no_more_leaves_its_judgement_orphaned_until_it_comes_back(tmp_path: Path) -> None:
    old = coded_ledger(tmp_path / "old.duckdb")
    with Ledger.open(old) as ledger:
        decided = judge.correct(ledger, incident_at(ledger, "Varnok").incident_id, "killed", "40", author="ana")
    recode(old, tmp_path / "blind.duckdb", coder=cast(Coder, Blind()))
    with Ledger.open(tmp_path / "blind.duckdb") as ledger:
        assert ledger.judgement_states() == {decided.judgement_id: State.ORPHANED}
        assert list(ledger.incident_records()) == []
    recode(tmp_path / "blind.duckdb", tmp_path / "back.duckdb", coder=cast(Coder, Spread()))
    with Ledger.open(tmp_path / "back.duckdb") as ledger:
        assert ledger.judgement_states() == {decided.judgement_id: State.IN_FORCE}
        assert incident_at(ledger, "Varnok").tolls["killed"]["best"] == 40


def test_a_report_of_another_type_at_the_same_words_is_the_same_report() -> None:
    with Ledger.memory() as ledger:
        filled(ledger)
        decided = judge.correct(ledger, incident_at(ledger, "Ostra").incident_id, "killed", "4", author="ana")
        page = pages()[3]
        other = replace(page.reports[0], report_id="r-other", event_type=EventType.COERCE)
        ledger.add(replace(page, reports=(other,)), coder="test 2")
        ledger.link()
        assert ledger.judgement_states()[decided.judgement_id] is State.IN_FORCE
        assert incident_at(ledger, "Ostra").tolls["killed"]["best"] == 4


def test_exported_and_imported_they_hold_in_another_ledger(tmp_path: Path) -> None:
    with Ledger.memory() as one, Ledger.memory() as two:
        filled(one)
        velm, ostra = (incident_at(one, town).incident_id for town in ("Velm", "Ostra"))
        judge.correct(one, velm, "date", "2020-04-30..2020-05-01", author="ana")
        judge.correct(one, ostra, "agents", "IRQ.MIL; locals", author="ana")
        judge.correct(one, ostra, "place", "Nyala, South Darfur", author="ana")
        undone = judge.merge(one, velm, ostra, author="ana", reason="märz ✓")
        judge.undo(one, undone.judgement_id, author="ben")
        lines = [json.dumps(line, ensure_ascii=False) for line in judge.export_judgements(one)]
        # Before its pages are there.
        assert judge.import_judgements(two, lines) == (5, 0)
        assert set(two.judgement_states().values()) == {State.ORPHANED, State.UNDONE, State.IN_FORCE}
        filled(two)
        assert list(judge.export_judgements(two)) == list(judge.export_judgements(one))
        assert {n: i.judgements for n, i in incidents(two).items()} == {
            n: i.judgements for n, i in incidents(one).items()
        }
        assert two.digest() == one.digest()
        assert judge.import_judgements(two, [*lines, ""]) == (0, 5)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("not json", "line 2"),
        ({"decision": "applaud"}, "line 2"),
        ({"anchors": []}, "groups of anchors"),
        ({"content": {"field": "killed", "value": "lots"}}, "killed"),
        ({"content": {"field": "colour", "value": 1}}, "no field"),
        ({"content": None}, "field and value"),
        ({"author": ""}, "author"),
        ({"made_at": "yesterday"}, "line 2"),
        ([1], "line 2"),
    ],
)
def test_a_line_that_is_no_judgement_is_named_and_nothing_is_added(change: object, words: str) -> None:
    with Ledger.memory() as one, Ledger.memory() as two:
        filled(one)
        judge.correct(one, incident_at(one, "Velm").incident_id, "killed", "9", author="ana")
        [good] = judge.export_judgements(one)
        bad = (
            change
            if isinstance(change, str)
            else json.dumps({**good, **change} if isinstance(change, dict) else change)
        )
        with pytest.raises(LedgerError, match=words) as caught:
            judge.import_judgements(two, [json.dumps(good), bad])
        assert "\n" not in str(caught.value)
        assert two.judgements() == []
