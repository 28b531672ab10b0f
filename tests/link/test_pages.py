"""Whole pages about several attacks: what is apart stays apart, and what is told four times is one."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from khabar.coder import Coder
from khabar.link import Linked, link_reports
from khabar.read import read_page
from khabar.records import Coded, EventType, Incident, Report, Standing
from tests.link.pages import PAGES, Page

UNDER_MERGED = {"yemen": 3}
"""Known: "jets hit the building twice", without day or place, two attacks after the one that it is about."""


@pytest.fixture(scope="module")
def linked() -> dict[str, tuple[Coded, Linked]]:
    coder = Coder()
    found = {}
    for page in PAGES:
        coded = coder.code(read_page(page.text, name=page.name, published=date.fromisoformat(page.published)))
        found[page.name] = coded, link_reports([coded])
    return found


def pairs(page: Page, coded: Coded, linked: Linked) -> list[tuple[Report, Report, bool, bool]]:
    """Return the pairs of deeds with whether they are in one incident, and whether they should be."""
    incident = {member.report_id: member.incident_id for member in linked.memberships}
    letter = {r.report_id: page.happening(coded.document.text, r.trigger.start) for r in coded.reports}
    deeds = [r for r in coded.reports if r.opens and r.event_type is EventType.ASSAULT and letter[r.report_id]]
    return [
        (a, b, incident[a.report_id] == incident[b.report_id], letter[a.report_id] == letter[b.report_id])
        for a, b in combinations(deeds, 2)
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_separate_attacks_of_a_page_stay_apart(page: Page, linked: dict[str, tuple[Coded, Linked]]) -> None:
    assert [(a.quote, b.quote) for a, b, one, wanted in pairs(page, *linked[page.name]) if one and not wanted] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_one_attack_told_several_times_is_one(page: Page, linked: dict[str, tuple[Coded, Linked]]) -> None:
    apart = [(a.quote, b.quote) for a, b, one, wanted in pairs(page, *linked[page.name]) if wanted and not one]
    assert len(apart) <= UNDER_MERGED.get(page.name, 0), apart


def main_incident(linked: Linked) -> Incident:
    return max((i for i in linked.incidents if i.event_type is EventType.ASSAULT), key=lambda i: i.n_reports)


@pytest.mark.parametrize(("name", "voice"), [("sudan", "The RSF"), ("ukraine", "Moscow")])
def test_a_denial_by_the_accused_shows_in_the_incident(
    name: str, voice: str, linked: dict[str, tuple[Coded, Linked]]
) -> None:
    incident = main_incident(linked[name][1])
    assert f"who did it: denied by the accused, {voice}" in incident.contradictions
    # It is told in the page's own voice too.
    assert incident.standing is Standing.DISPUTED


def test_an_accusation_is_an_incident_of_its_own(linked: dict[str, tuple[Coded, Linked]]) -> None:
    for name in ("sudan", "congo"):
        kinds = [incident.event_type for incident in linked[name][1].incidents]
        assert kinds.count(EventType.ACCUSE) == 1
