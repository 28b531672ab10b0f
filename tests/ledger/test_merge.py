"""Two ledgers made one are the ledger of all their pages; and what two hold differently is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from khabar import judge
from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.ledger.diff import CHANGED, FIRST, MOVED, SECOND, differences_of
from khabar.ledger.forget import Wish, forget
from khabar.ledger.merge import merge
from khabar.ledger.verify import faults_of
from khabar.read.item import Page
from khabar.records import Coded
from khabar.settings import Settings
from tests.judge.making import filled, incident_at, link_faults, pages
from tests.ledger.making import make_coded
from tests.ledger.test_linking import EARLY, LATER


def made(path: Path, documents: Sequence[Coded]) -> Path:
    with Ledger.open(path) as ledger:
        run = ledger.start_run(Settings())
        filled(ledger, documents)
        ledger.finish_run(run, "done", {})
    return path


def digest(path: Path) -> str:
    with Ledger.open(path, read_only=True) as ledger:
        assert link_faults(ledger) == []
        return ledger.digest()


def test_it_is_the_ledger_of_all_pages_in_whatever_order(tmp_path: Path) -> None:
    every = [*pages(), LATER, EARLY]
    a, b = made(tmp_path / "a.duckdb", every[:4]), made(tmp_path / "b.duckdb", every[2:])
    whole = digest(made(tmp_path / "whole.duckdb", every))
    before = a.read_bytes(), b.read_bytes()
    done = merge(a, b, tmp_path / "ab.duckdb")
    assert (done.first, done.second, done.both, done.kept_out) == (4, 4, 2, 0)
    merge(b, a, tmp_path / "ba.duckdb")
    assert digest(tmp_path / "ab.duckdb") == digest(tmp_path / "ba.duckdb") == whole
    assert (a.read_bytes(), b.read_bytes()) == before
    with Ledger.open(tmp_path / "ab.duckdb", read_only=True) as both:
        assert [what for (what,) in both.query("SELECT what FROM runs ORDER BY run_id").fetchall()] == [
            "code",
            "code",
            "merge",
        ]
        for path in (a, b):
            with Ledger.open(path, read_only=True) as one:
                for incident in one.incident_records():
                    assert both.find(incident.incident_id)[0] == "incident"


def test_judgements_of_both_hold(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a.duckdb", pages()), made(tmp_path / "b.duckdb", [*pages(), EARLY])
    with Ledger.open(a) as ledger:
        judge.correct(ledger, incident_at(ledger, "Velm").incident_id, "killed", "8", author="ana")
    with Ledger.open(b) as ledger:
        judge.reject(ledger, incident_at(ledger, "Ostra").incident_id, author="ben")
    assert merge(a, b, tmp_path / "c.duckdb").judgements == 2
    with Ledger.open(tmp_path / "c.duckdb") as ledger:
        assert incident_at(ledger, "Velm").tolls["killed"]["best"] == 8
        assert incident_at(ledger, "Ostra").status == "rejected"


def test_what_either_has_forgotten_stays_out(tmp_path: Path) -> None:
    documents = [make_coded(number, killed=number + 2) for number in range(3)]
    a, b = tmp_path / "a.duckdb", tmp_path / "b.duckdb"
    for path in (a, b):
        with Ledger.open(path) as ledger:
            for coded in documents:
                ledger.add(coded, page=Page(coded.document.name, coded.document.text, url=coded.document.url))
            ledger.link()
    forget(b, Wish(docs=(documents[1].document.doc_id,), persons=("Ana Ruel",)))
    for number, (one, other) in enumerate(((a, b), (b, a))):
        path = tmp_path / f"c{number}.duckdb"
        assert merge(one, other, path).kept_out == 1
        assert b"Ruel" not in path.read_bytes()
        with Ledger.open(path) as ledger:
            assert list(faults_of(ledger)) == []
            assert len(ledger.documents.fetchall()) == 2
            # The tombstones hold here too, whichever salt they were made with.
            assert ledger.tombstones().bars(document=documents[1].document)
            assert ledger.tombstones().blacken(documents[0].document)[1] > 0


def test_of_two_codings_the_newer_coders_is_taken(tmp_path: Path) -> None:
    old, new = make_coded(coder="khabar 0.9.0"), make_coded(coder="khabar 0.10.0")
    paths = []
    for name, coded in (("a", old), ("b", new)):
        paths.append(made(tmp_path / f"{name}.duckdb", []))
        with Ledger.open(paths[-1]) as ledger:
            ledger.add(coded)
            ledger.link()
    for number, (one, other) in enumerate((paths, paths[::-1])):
        merge(one, other, tmp_path / f"c{number}.duckdb")
        with Ledger.open(tmp_path / f"c{number}.duckdb") as ledger:
            assert [c.reports[0].coder for c in ledger.coded()] == ["khabar 0.10.0"]


def test_nothing_is_written_over(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a.duckdb", pages()), made(tmp_path / "b.duckdb", pages())
    with pytest.raises(LedgerError, match="is there already"):
        merge(a, b, b)
    with pytest.raises(LedgerError, match="no such ledger"):
        merge(a, tmp_path / "none.duckdb", tmp_path / "c.duckdb")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.duckdb", "b.duckdb"]


def test_a_ledger_does_not_differ_from_itself(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a.duckdb", pages()), made(tmp_path / "b.duckdb", pages()[::-1])
    with Ledger.open(a, read_only=True) as one, Ledger.open(b, read_only=True) as two:
        assert list(differences_of(one, two)) == []


COMMENTED = """Published: 2024-02-15

Rebels shelled Sake on Monday, killing three people, the army said.

Comments

Zed says:
Soldiers shot two farmers in Goma on Monday.

Ama says:
Rebels burned the market of Sake on Tuesday.
"""


def coded_in(folder: Path, page: Path) -> Path:
    import khabar

    with Ledger.open(folder / "ledger.duckdb") as ledger:
        khabar.code(page, ledger=ledger)
    return folder / "ledger.duckdb"


def test_neither_pseudonyms_nor_folders_are_a_difference_but_the_writer_is(tmp_path: Path) -> None:
    paths = []
    for name, text in (("a", COMMENTED), ("b", COMMENTED), ("c", COMMENTED.replace("Ama", "Zed"))):
        page = tmp_path / name / "page.txt"
        page.parent.mkdir()
        page.write_text(text, encoding="utf-8")
        paths.append(coded_in(page.parent, page))
    with (
        Ledger.open(paths[0], read_only=True) as one,
        Ledger.open(paths[1], read_only=True) as two,
        Ledger.open(paths[2], read_only=True) as three,
    ):
        writers = [
            {record for (record,) in ledger.query("SELECT writer FROM passages WHERE writer IS NOT NULL").fetchall()}
            for ledger in (one, two, three)
        ]
        assert [len(names) for names in writers] == [2, 2, 1]
        assert not writers[0] & writers[1]
        assert list(differences_of(one, two)) == []
        found = list(differences_of(one, three, kinds=("document", "report")))
        assert [(d.kind, d.state, d.fields) for d in found] == [
            ("document", CHANGED, ("raw_sha256",)),
            ("report", CHANGED, ("chain",)),
        ]
        assert [found[1].before["chain"][0]["text"], found[1].after["chain"][0]["text"]] == [  # type: ignore[index]
            "reader of comment 2",
            "reader of comment 1",
        ]


def test_of_a_document_the_fields_that_differ_are_told_and_incidents_come_first(tmp_path: Path) -> None:
    coded = make_coded(1)
    other = replace(coded, document=replace(coded.document, name="else/page-1.html", title="Shells on Varnok"))
    more = make_coded(2)
    a, b = made(tmp_path / "a.duckdb", [coded]), made(tmp_path / "b.duckdb", [other, more])
    with Ledger.open(a, read_only=True) as one, Ledger.open(b, read_only=True) as two:
        found = list(differences_of(one, two))
    kinds = [d.kind for d in found]
    assert kinds == sorted(kinds, key=["incident", "judgement", "document", "report"].index)
    (document,) = [d for d in found if d.kind == "document" and d.state == CHANGED]
    assert (document.before, document.after) == ({"title": None}, {"title": "Shells on Varnok"})


def test_what_is_missing_changed_and_moved_is_told(tmp_path: Path) -> None:
    recoded = make_coded(7)
    shifted = replace(recoded.reports[0], event_mode="firearms")
    a = made(tmp_path / "a.duckdb", [*pages(), recoded])
    b = made(tmp_path / "b.duckdb", [*pages()[:3], EARLY, replace(recoded, reports=(shifted, recoded.reports[1]))])
    with Ledger.open(b) as two:
        judge.accept(two, incident_at(two, "Velm").incident_id, author="ana")
    with Ledger.open(a, read_only=True) as one, Ledger.open(b, read_only=True) as two:
        found = {(d.kind, d.ident): d for d in differences_of(one, two)}
        velm = incident_at(one, "Velm").incident_id
        assert found["document", pages()[3].document.doc_id].state == FIRST
        assert found["document", EARLY.document.doc_id].state == SECOND
        assert found["incident", incident_at(one, "Ostra").incident_id].state == FIRST
        assert (found["incident", velm].state, found["incident", velm].to_id) == (
            MOVED,
            incident_at(two, "Velm").incident_id,
        )
        report = found["report", shifted.report_id]
        assert (report.state, report.before, report.after) == (
            CHANGED,
            {"event_mode": "heavy-weapons"},
            {"event_mode": "firearms"},
        )
        assert [d.state for d in found.values() if d.kind == "judgement"] == [SECOND]
        assert ("incident", incident_at(two, "Velm").incident_id) not in found
