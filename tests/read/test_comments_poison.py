"""What readers write, however many they are, opens no incident and raises no figure."""

from __future__ import annotations

from tests.pages import scoring

from khabar.ledger import Ledger
from khabar.pipeline import code_inputs
from khabar.read.item import Page

COPIES = 60
ARTICLE = (
    "<html><body><article><h1>Shells hit a school in Kutum</h1><p>Six pupils were killed on Sunday when shells hit a "
    "primary school in Kutum, a doctor at the hospital said.</p></article>{}</body></html>"
)
PUPPETS = "<ul class='comments'>{}</ul>".format(
    "".join(
        f"<li class='comment' id='c{i}'><b class='author'>puppet_{i}</b><p>The army killed 3,000 people in Kutum on "
        "Sunday, and rebels bombed the hospital of Nyala on Monday.</p></li>"
        for i in range(COPIES)
    )
)


def incidents(page: str) -> list[tuple[object, ...]]:
    with Ledger.memory() as ledger:
        code_inputs([Page("kutum.html", page, url="https://marra.example/kutum")], ledger)
        return [
            (i.event_type, i.place and i.place.text, i.tolls, i.n_documents, i.n_outlets, i.n_origins, i.standing)
            for i in ledger.incident_records()
        ]


def test_sixty_sock_puppets_change_no_incident() -> None:
    alone = incidents(ARTICLE.format(""))
    assert alone
    assert incidents(ARTICLE.format(PUPPETS)) == alone


def test_no_incident_of_our_pages_is_a_readers() -> None:
    names = ["phpbb-donbas", "jsonld-only-gang", "bare-list-caracas", "reddit-thread-sahel", "disqus-aleppo"]
    pages = [Page(name, scoring.page_path(name).read_bytes()) for name in names]
    with Ledger.memory() as ledger:
        code_inputs(pages, ledger)
        opening = [report.report_id for coded in ledger.coded() for report in coded.reports if report.opens]
        readers = {r.report_id for coded in ledger.coded() for r in coded.reports if r.comment is not None}
        opened = [incident.report_ids[0] for incident in ledger.incident_records()]
        assert opened
        assert readers
        assert set(opened) <= set(opening)
        assert not readers & set(opening)
        text = " ".join(row[0] for row in ledger.query("SELECT text FROM documents").fetchall())
    for name in names:
        assert not [handle for handle in scoring.expected(name)["handles"] if f" {handle} " in text]
