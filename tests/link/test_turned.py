"""An attack and what answers it, two requests of a page, a visit made and one called off: each is a deed by itself."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import EventType, Incident
from tests.link.build import Say, coded


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def of_page(coder: Coder, text: str, event_type: EventType) -> list[Incident]:
    page = coder.code(read_page(text, name="page", published=date(2019, 3, 6)))
    return [one for one in link_reports([page]).incidents if one.event_type is event_type]


ATTACK = "Gunmen stormed a hotel in Bamako on Monday, killing at least 21 people. "


def test_the_end_of_the_attackers_is_another_deed_than_their_attack(coder: Coder) -> None:
    answered = "Three of the gunmen were killed when special forces retook the lobby."
    found = of_page(coder, ATTACK + answered, EventType.ASSAULT)
    told = {(one.tolls["killed"]["low"], bool(one.agents) and one.agents[0].text) for one in found}
    assert told == {(21, "Gunmen"), (3, "special forces")}


def test_what_the_same_side_does_next_is_of_the_attack(coder: Coder) -> None:
    found = of_page(coder, ATTACK + "The gunmen also shot two cooks dead.", EventType.ASSAULT)
    assert len(found) == 1


def test_one_side_of_a_clash_stands_on_one_side() -> None:
    attack = Say("The army hit a camp in Velm", agent="XXA.MIL", target="REB")
    lost = Say("A soldier was killed in the fighting", agent=None, target="XXA.MIL", killed=1)
    [incident] = link_reports([coded("A", attack, lost)]).incidents
    assert [actor.actor_id for actor in incident.agents] == ["XXA.MIL"]
    assert [actor.actor_id for actor in incident.targets] == ["REB"]


def test_two_requests_of_others_to_others_do_not_fill_each_other(coder: Coder) -> None:
    page = "The president asked parliament for wider powers. Doctors called for a pause in the fighting in Benghazi."
    found = of_page(coder, page, EventType.REQUEST)
    assert not any(one.agents and one.targets and "Doctors" in (one.agents[0].text or "") for one in found)


def test_a_visit_called_off_denies_no_other_visit(coder: Coder) -> None:
    page = "The French foreign minister, Jean-Yves Le Drian, flew to Ankara on Monday and cancelled a visit to Poland."
    found = of_page(coder, page, EventType.CONSULT)
    assert len(found) == 1
    assert found[0].contradictions == ()
