"""What goes into a ledger comes out of it, once, whole, and in whatever order it came."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khabar.errors import LedgerError, Reason
from khabar.ledger import Ledger, from_json
from khabar.ledger.writing import UNFINISHED
from khabar.read import read_page
from khabar.read.item import Page
from khabar.records import Coded, Failure, Incident, Report, to_json
from khabar.settings import Settings
from tests.ledger.making import CODER, make_coded, make_incident


def test_a_coded_document_comes_back_as_it_went_in() -> None:
    coded = make_coded(failures=(Failure("page-1.html", Reason.TRUNCATED, "text beyond 2,000,000 characters"),))
    with Ledger.memory() as ledger:
        assert ledger.add(coded)
        assert list(ledger.coded()) == [coded]
        assert list(ledger.report_records([coded.reports[1].report_id])) == [coded.reports[1]]


def test_incidents_come_back_as_they_went_in() -> None:
    incident, memberships = make_incident(make_coded())
    with Ledger.memory() as ledger:
        ledger.replace_incidents([incident], memberships)
        (back,) = ledger.incident_records()
        assert to_json(back) == to_json(incident)
        assert ledger.query("FROM incident_list").fetchall()[0][:4] == (
            incident.incident_id,
            "ASSAULT",
            "heavy-weapons",
            date(2021, 3, 2),
        )


def test_delivered_again_nothing_changes() -> None:
    with Ledger.memory() as ledger:
        ledger.add(make_coded())
        before = ledger.digest()
        assert not ledger.add(make_coded())
        assert ledger.digest() == before


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_delivered_shuffled_and_up_to_five_times_the_ledger_is_the_same(data: st.DataObject) -> None:
    pages = [make_coded(number, town=town) for number, town in enumerate(["Varnok", "Ostrel", "Dalby"])]
    # One page under two names, and once without its date.
    pages += [make_coded(0, name="copy.html"), make_coded(1, town="Ostrel", published=None)]
    failures = [
        Failure("empty.html", Reason.EMPTY, "no bytes", "ab"),
        Failure("gone.html", Reason.NOT_FOUND, "no file"),
    ]
    items = [*pages, *failures]
    deliveries = data.draw(st.permutations([item for item in items for _ in range(data.draw(st.integers(1, 5)))]))
    with Ledger.memory() as once, Ledger.memory() as often:
        for ledger, order in ((once, items), (often, deliveries)):
            for item in order:
                if isinstance(item, Failure):
                    ledger.add_failure(item)
                else:
                    ledger.begin(item.document.name, item.document.raw_sha256)
                    ledger.add(item)
        assert often.digest() == once.digest()
        assert len(often.documents.fetchall()) == 3
        assert len(often.failures.fetchall()) == 2


def test_of_two_readings_the_dated_one_is_kept() -> None:
    dated, undated = make_coded(), make_coded(published=None)
    for order in itertools.permutations([dated, undated]):
        with Ledger.memory() as ledger:
            for coded in order:
                ledger.add(coded)
            assert list(ledger.coded()) == [dated]


def test_another_day_given_for_the_same_page_is_the_last_word() -> None:
    wrong, right = make_coded(published=date(2001, 3, 4)), make_coded()
    for order in itertools.permutations([wrong, right]):
        with Ledger.memory() as ledger:
            for coded in order:
                assert not ledger.holds(coded.document, CODER)
                assert ledger.add(coded)
            assert list(ledger.coded()) == [order[-1]]


def test_a_figure_beyond_all_bounds_stays_in_the_record() -> None:
    coded = make_coded(killed=10**30)
    incident, memberships = make_incident(coded)
    with Ledger.memory() as ledger:
        ledger.add(coded)
        ledger.replace_incidents([incident], memberships)
        assert ledger.query("SELECT low FROM tolls").fetchall() == [(None,)]
        assert ledger.query("SELECT killed_low FROM incidents").fetchall() == [(None,)]
        assert list(ledger.coded()) == [coded]


def test_another_coder_replaces_what_was_coded() -> None:
    with Ledger.memory() as ledger:
        ledger.add(make_coded())
        newer = make_coded(coder="khabar-test 2")
        assert not ledger.holds(newer.document, "khabar-test 2")
        assert ledger.add(newer)
        assert ledger.holds(newer.document, "khabar-test 2")
        assert list(ledger.coded()) == [newer]


def test_every_span_holds_in_the_stored_text() -> None:
    with Ledger.memory() as ledger:
        ledger.add(make_coded())
        wrong = ledger.query(
            "SELECT count(*) FROM reports JOIN documents USING (doc_id)"
            " WHERE substring(text, start_char + 1, end_char - start_char) <> quote"
        )
        assert wrong.fetchall() == [(0,)]


def test_the_views_speak_plainly() -> None:
    coded = make_coded()
    with Ledger.memory() as ledger:
        ledger.add(coded)
        incident, memberships = make_incident(coded)
        ledger.replace_incidents([incident], memberships)
        row = ledger.query(
            "SELECT incident_id, agents, targets, place, killed_low, according_to FROM report_list LIMIT 1"
        ).fetchall()[0]
        assert row == (incident.incident_id, "Rebels", "civilians of Aland", "Varnok", 12, "police chief Ana Ruel")
        toll = ledger.query("SELECT measure, best, outlet, according_to FROM toll_list").fetchall()
        assert toll == [("killed", 12, "Outlet 1", "police chief Ana Ruel")]
        voices = ledger.query("SELECT voice, cue FROM voices").fetchall()
        assert voices == [("author", None), ("police chief Ana Ruel", "said"), ("author", None)]


def test_relations_turn_into_frames() -> None:
    with Ledger.memory() as ledger:
        ledger.add(make_coded())
        assert list(ledger.reports.df()["trigger_text"]) == ["shelled", "shelling"]
        assert ledger.reports.pl().height == 2
        assert ledger.documents.arrow().read_all().num_rows == 1
        assert ledger.incidents.df().empty


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM reports",
        "DROP TABLE reports",
        "SELECT 1; DELETE FROM reports",
        "INSERT INTO meta VALUES ('a', 'b') RETURNING *",
        "EXPLAIN ANALYZE DELETE FROM reports",
        "COPY reports TO 'out.csv'",
        "ATTACH 'other.duckdb'",
        "SET enable_external_access = true",
        "PRAGMA database_list",
        "CREATE TABLE x AS SELECT 1",
        "",
        "SELEC 1",
        "SELECT nothing FROM reports",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM coded",
    ],
)
def test_a_query_only_reads_the_ledger(sql: str) -> None:
    coded = make_coded()
    with Ledger.memory() as ledger:
        ledger.add(coded)
        before = ledger.digest()
        with pytest.raises(LedgerError) as caught:
            ledger.query(sql).fetchall()
        assert "\n" not in str(caught.value)
        assert ledger.digest() == before


@pytest.mark.parametrize("word", ["'; DROP TABLE reports; --", 'a"b', "naïve ‮ \u0000x", "😀 $1 ? :name {}", "\\"])
def test_hostile_names_are_only_names(word: str) -> None:
    coded = make_coded(name=word)
    actor = replace(coded.reports[0].actors[0], actor_id=word, name=word)
    coded = replace(coded, reports=(replace(coded.reports[0], actors=(actor,)), coded.reports[1]))
    with Ledger.memory() as ledger:
        ledger.add(coded)
        assert list(ledger.coded()) == [coded]
        assert ledger.query("SELECT name FROM actors").fetchall()[0][0] == word


def test_of_200_odd_names_none_is_taken_for_sql() -> None:
    rng = random.Random(12)
    signs = "'\"`;-)(%_\\$?:{}[]/* \n\0\u202eabé😀"
    names = {"".join(rng.choices(signs, k=rng.randint(1, 30))) for _ in range(220)}
    assert len(names) >= 200
    with Ledger.memory() as ledger:
        tables = ledger.query("SELECT count(*) FROM duckdb_tables()").fetchall()
        for name in names:
            ledger.add_failure(Failure(name, Reason.EMPTY, name))
            with pytest.raises(LedgerError):
                ledger.find(f"{name}x")
            assert ledger.reports_of([name]).fetchall() == []
        assert {failure.name for failure in ledger.failure_records()} == names
        assert ledger.query("SELECT count(*) FROM duckdb_tables()").fetchall() == tables


def test_a_ledger_on_disk_keeps_and_settings_of_each_run(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        run = ledger.start_run(Settings.load(environ={}, arguments={"read.published": date(2021, 3, 4)}), coder=CODER)
        ledger.add(make_coded())
        ledger.finish_run(run, "done", {"documents": 1})
    with Ledger.open(path, read_only=True) as ledger:
        assert list(ledger.coded()) == [make_coded()]
        status, stored, counts = ledger.query("SELECT status, settings, counts FROM runs").fetchall()[0]
        assert status == "done"
        assert json.loads(stored)["read.published"]["value"] == "2021-03-04"
        assert json.loads(counts) == {"documents": 1}
        with pytest.raises(LedgerError, match="read-only"):
            ledger.add(make_coded(2))


def test_a_failed_write_leaves_nothing_of_the_document() -> None:
    broken = make_coded()
    twice = replace(broken, reports=(broken.reports[0], broken.reports[0]))
    with Ledger.memory() as ledger:
        with pytest.raises(LedgerError):
            ledger.add(twice)
        assert ledger.query("SELECT count(*) FROM documents").fetchall() == [(0,)]
        assert ledger.add(broken)


def test_the_records_can_be_read_from_their_json() -> None:
    coded = make_coded()
    for report in coded.reports:
        assert from_json(Report, json.loads(json.dumps(to_json(report)))) == report
    incident, _ = make_incident(coded)
    assert to_json(from_json(Incident, to_json(incident))) == to_json(incident)


KILLED = """
import sys
from khabar.ledger import Ledger
from tests.ledger.making import make_coded
ledger = Ledger.open(sys.argv[1])
for number in range(1000):
    coded = make_coded(number)
    ledger.begin(coded.document.name, coded.document.raw_sha256)
    ledger.add(coded)
    print(coded.document.doc_id, flush=True)
"""


@pytest.mark.parametrize("after", [0, 1, 7])
def test_killed_while_adding_no_document_is_half_there(tmp_path: Path, after: int) -> None:
    path = tmp_path / "ledger.duckdb"
    command = [sys.executable, "-c", KILLED, str(path)]
    acknowledged = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        for _ in range(after + 1):
            acknowledged.append(process.stdout.readline().strip())
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += process.stdout.read().split()
    with Ledger.open(path) as ledger:
        stored = list(ledger.coded())
        by_id = {make_coded(number).document.doc_id: make_coded(number) for number in range(len(stored) + 1)}
        assert set(acknowledged) <= {coded.document.doc_id for coded in stored}
        assert all(coded == by_id[coded.document.doc_id] for coded in stored)
        begun = [failure for failure in ledger.failure_records() if failure.detail == UNFINISHED]
        assert len(begun) <= 1
        for number in range(len(stored) + 1):
            ledger.add(make_coded(number))
        with Ledger.memory() as whole:
            for number in range(len(stored) + 1):
                whole.add(make_coded(number))
            assert ledger.digest() == whole.digest()


def test_copies_are_one_text_and_an_address_has_versions() -> None:
    story = " ".join(f"Sentence {number} tells what the harbour master of Varnok saw that day." for number in range(12))
    pages = [
        Page("first.txt", f"Shells fall on Varnok\n\n{story}", url="https://a.invalid/1", published=date(2021, 3, 4)),
        Page("copy.txt", f"Varnok shelled\n\n{story}", url="https://b.invalid/9", published=date(2021, 3, 5)),
        Page(
            "again.txt",
            f"Shells fall on Varnok\n\n{story} Two died.",
            url="https://a.invalid/1",
            published=date(2021, 3, 6),
        ),
        Page(
            "other.txt",
            "Calm in Ostrel\n\n" + story.replace("harbour master", "teacher")[::-1],
            url="https://c.invalid",
        ),
    ]
    for order in itertools.permutations(pages):
        with Ledger.memory() as ledger:
            for page in order:
                document = read_page(page.data, name=page.name, url=page.url, published=page.published)
                ledger.add(Coded(document, ()), coder=CODER, page=page)
            ledger.link()
            rows = ledger.query("SELECT document, is_earliest, n_copies, version, n_versions FROM text_list").fetchall()
            assert sorted(rows) == [
                ("again.txt", False, 3, 2, 2),
                ("copy.txt", False, 3, None, None),
                ("first.txt", True, 3, 1, 2),
                ("other.txt", True, 1, None, None),
            ]
