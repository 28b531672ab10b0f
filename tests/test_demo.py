"""The example pages must come out as the issue of their making says: two incidents, four outlets, three origins."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from khabar.coder import Coder
from khabar.link import Linked, link_reports
from khabar.read import read_page
from khabar.records import Coded, PassageKind, Report, Role

PAGES = sorted((Path(__file__).parents[1] / "examples").glob("*.html"))


@cache
def coded() -> tuple[Coded, ...]:
    coder = Coder()
    return tuple(coder.code(read_page(page.read_bytes(), name=page.name)) for page in PAGES)


@cache
def linked() -> Linked:
    return link_reports(coded())


def reports() -> dict[str, Report]:
    return {report.report_id: report for page in coded() for report in page.reports}


def test_two_incidents_the_first_of_all_four_outlets() -> None:
    first, second = linked().incidents
    assert (str(first.date_start), str(second.date_start)) == ("2018-04-19", "2018-05-06")
    assert (first.n_documents, first.n_outlets, first.n_origins) == (4, 4, 3)
    assert (second.n_documents, second.n_outlets, second.n_origins) == (1, 1, 1)
    assert first.place is not None
    assert first.place.text == "Hajin"


def test_the_last_outlet_stands_behind_the_first_only_by_its_background_paragraph() -> None:
    first = linked().incidents[0]
    last = coded()[-1].document
    mine = [reports()[i] for i in first.report_ids if reports()[i].doc_id == last.doc_id]
    assert [r.quote.startswith("On 19 April") for r in mine] == [True]


def test_each_source_keeps_its_toll() -> None:
    tolls = {
        (r.chain[-1].text, t.low, t.best, t.of)
        for r in reports().values()
        for t in r.tolls
        if r.passage is PassageKind.BODY
    }
    spokesman = "the Iraqi military spokesman Yahya Rasool"
    assert tolls == {(None, 1, None, None), (spokesman, 36, 36, None), (spokesman, 6, 6, "leaders")}
    assert linked().incidents[0].tolls == {"killed": {"low": 36, "best": 36, "high": 36}}


def test_the_coordination_is_a_claim_of_the_spokesman() -> None:
    (claim,) = [r for r in reports().values() if r.event_type == "COOPERATE"]
    assert {a.actor_id for a in claim.actors if a.role is Role.PARTNER} == {"SYR.GOV"}
    assert claim.chain[-1].actor_id == "person:yahya-rasool"
    assert claim.report_id in linked().incidents[0].report_ids


def test_who_ordered_and_who_helped() -> None:
    others = {(a.role, a.actor_id) for a in linked().incidents[0].others}
    assert others >= {(Role.ORDERED_BY, "person:haider-al-abadi"), (Role.HELPED_BY, "org:cjtf-oir")}
