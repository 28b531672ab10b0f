"""What is forgotten is in no byte of the file, stays out, and leaves the rest as it was (HARDENING S17)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from khabar.coder import Coder
from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.ledger.forget import Wish, forget, leftovers, plan_of
from khabar.ledger.mask import INK
from khabar.ledger.verify import faults_of
from khabar.pipeline import Outcome, code_inputs
from khabar.read.item import Page
from tests.kills.stub import StubCoder

LONG = " ".join(f"Sentence {number} of the long story says that the harbour stays as it is." for number in range(12))


def page(name: str, *, town: str, chief: str, handle: str, remark: str) -> Page:
    html = (
        f"<html><head><title>Shells fall on {town}</title><meta property='og:site_name' content='Harbour Post'>"
        f"<meta property='article:published_time' content='2021-03-04'></head><body><article><h1>Shells fall on {town}"
        f"</h1><p>Rebels shelled {town} on Tuesday, killing 4 people, {chief} said.</p><p>{LONG}</p></article>"
        f"<section id='comments' class='comments'><h2>Comments</h2><ol class='comment-list'>"
        f"<li class='comment'><div class='comment-author'><b class='fn'>{handle}</b></div>"
        f"<div class='comment-content'><p>{remark}</p></div></li></ol></section></body></html>"
    )
    return Page(f"{name}.html", html.encode(), url=f"https://harbour.invalid/{name}")


PAGES = [
    page("one", town="Varnok", chief="police chief Ana Ruel", handle="Zed_99", remark="I saw Ana RUEL there myself."),
    page("two", town="Ostrel", chief="mayor Tomas Ilk", handle="Zed_99", remark="Nobody believes the mayor at all."),
    page("ana-ruel-speaks", town="Dalby", chief="a doctor", handle="Quiet1", remark="Thanks for this careful report."),
]


def deliver(path: Path, pages: list[Page] = PAGES) -> Outcome:
    with Ledger.open(path) as ledger:
        return code_inputs(pages, ledger, coder=cast(Coder, StubCoder()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ledger.duckdb"
    assert deliver(made).counts.documents == len(PAGES)
    assert words_in(made, "ana ruel", "varnok", "nobody believes")
    return made


def words_in(path: Path, *words: str) -> list[str]:
    """Return which words stand in any byte of the file, any value of its tables, or any page that is kept in it."""
    with Ledger.open(path, read_only=True) as ledger:
        tables = [row[0] for row in ledger.query("SELECT table_name FROM duckdb_tables()").fetchall()]
        texts = [repr(ledger.query(f"FROM {table}").fetchall()) for table in tables if table != "raw"]
        hashes = [row[0] for row in ledger.query("SELECT raw_sha256 FROM raw").fetchall()]
        texts += [(ledger.raw(hashed) or b"").decode() for hashed in hashes]
    content = path.read_bytes()
    texts += [
        content.decode("latin-1"),
        content.decode("utf-16-le", "ignore"),
        content[1:].decode("utf-16-le", "ignore"),
    ]
    folded = [" ".join(text.replace("-", " ").lower().split()) for text in texts]
    return [word for word in words if any(word in text for text in folded)]


def whole(path: Path) -> bool:
    with Ledger.open(path) as ledger:
        assert list(faults_of(ledger)) == []
        return ledger.is_linked


def test_a_page_goes_by_its_address_and_stays_out(path: Path) -> None:
    plan = forget(path, Wish(urls=("http://www.harbour.invalid/one/#top",), why="asked by letter"))
    assert list(plan.removed.values()) == ["one.html"]
    assert words_in(path, "varnok", "i saw", "harbour.invalid/one") == []
    assert words_in(path, "ostrel", "dalby") == ["ostrel", "dalby"]
    assert whole(path)
    again = deliver(path)
    assert [failure.reason for failure in again.failures] == ["forgotten"]
    assert again.counts.documents == 2
    changed = page("one", town="Immer", chief="a nurse", handle="Zed_99", remark="A later version of that page.")
    assert deliver(path, [changed]).reasons == {"forgotten": 1}
    assert words_in(path, "varnok", "immer") == []


def test_a_document_goes_by_the_start_of_its_id(path: Path) -> None:
    with Ledger.open(path) as ledger:
        ((doc_id,),) = ledger.query("SELECT doc_id FROM documents WHERE name = 'two.html'").fetchall()
        assert ledger.query("SELECT sum(n_documents) FROM incidents").fetchall() == [(3,)]
    assert list(forget(path, Wish(docs=(doc_id[:10],))).removed) == [doc_id]
    assert words_in(path, "ostrel", "nobody believes") == []
    # The same text under another name and address is the same page.
    assert deliver(path, [Page("copy.html", PAGES[1].data, url=PAGES[1].url)]).reasons == {"forgotten": 1}
    with Ledger.open(path) as ledger:
        assert ledger.query("SELECT sum(n_documents) FROM incidents").fetchall() == [(2,)]


def test_a_person_is_blackened_and_all_else_stays_in_its_place(path: Path) -> None:
    with Ledger.open(path) as ledger:
        before = {coded.document.name: coded for coded in ledger.coded()}
    plan = forget(path, Wish(persons=("ANA  Ruél",)))
    assert len(plan.blackened) == 2
    assert words_in(path, "ana ruel", "ruel") == []
    assert whole(path)
    with Ledger.open(path) as ledger:
        after = {coded.document.doc_id: coded for coded in ledger.coded()}
    for name, was in before.items():
        now = after[was.document.doc_id]
        assert len(now.document.text) == len(was.document.text), name
        assert [r.report_id for r in now.reports] == [r.report_id for r in was.reports]
    one = after[before["one.html"].document.doc_id].document
    assert f"police chief {INK * 8} said" in one.text
    assert f"I saw {INK * 8} there" in one.text


def test_a_person_stays_forgotten_in_pages_to_come(path: Path) -> None:
    forget(path, Wish(persons=("Ana Ruel",)))
    with Ledger.open(path) as ledger:
        digest = ledger.digest()
    assert deliver(path).counts.documents == len(PAGES)
    with Ledger.open(path) as ledger:
        assert ledger.digest() == digest
    later = page(
        "later", town="Quarn", chief="the former chief, Ana-Ruel,", handle="Zed_99", remark="Old news is this."
    )
    assert deliver(path, [later]).counts.new == 1
    assert words_in(path, "ruel") == []
    assert words_in(path, "former chief") == ["former chief"]
    assert whole(path)


def test_a_reader_goes_by_handle_or_pseudonym_on_all_pages(path: Path) -> None:
    with Ledger.open(path) as ledger:
        writers = dict(ledger.query("SELECT writer, count(*) FROM passages WHERE comment = 1 GROUP BY 1").fetchall())
    (pseudonym,) = [writer for writer, count in writers.items() if count == 2]
    plan = forget(path, Wish(writers=(pseudonym,)))
    assert plan.comments == 2
    assert words_in(path, "i saw", "nobody believes", pseudonym) == []
    assert words_in(path, "careful report") == ["careful report"]
    assert forget(path, Wish(writers=("@quiet1",))).comments == 1
    assert words_in(path, "careful report", "quiet1") == []
    later = page("later", town="Quarn", chief="a guard", handle="Zed_99", remark="Here I am with a new remark.")
    deliver(path, [later])
    assert words_in(path, "new remark") == []
    assert whole(path)


def test_what_is_not_there_is_said_and_a_plan_changes_nothing(path: Path) -> None:
    content = path.read_bytes()
    with Ledger.open(path, read_only=True) as ledger:
        plan = plan_of(ledger, Wish(urls=("https://harbour.invalid/none",), persons=("Tomas Ilk", "Nobody Such")))
        assert plan.unmet == ["https://harbour.invalid/none", "Nobody Such"]
        assert list(plan.blackened.values()) == [1]
        assert plan_of(ledger, Wish(persons=("Chief Ruel",))).alone == {"chief": 1, "ruel": 2}
        with pytest.raises(LedgerError, match="begins the ids of 3"):
            plan_of(ledger, Wish(docs=("d-",)))
        with pytest.raises(LedgerError, match="a number on one page"):
            plan_of(ledger, Wish(writers=("reader 3",)))
    assert path.read_bytes() == content


def test_files_that_still_hold_it_are_named(path: Path) -> None:
    backup = path.with_name("ledger.duckdb.schema-1")
    backup.write_bytes(b"")
    path.with_name("other.duckdb.schema-1").write_bytes(b"")
    assert leftovers(path) == [backup]
