"""Tolls of one incident: what counts once, what replaces what, and who may be counted twice."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Coded, Incident, Measure, Toll
from tests.link.build import Say, coded

BARE = {"place": None, "day": None, "agent": None, "target": None, "mode": None}


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def tolls(*documents: Coded) -> dict[str, dict[str, int | None]]:
    [incident] = link_reports(documents).incidents
    return incident.tolls


def of_pages(coder: Coder, *texts: str, title: str = "") -> list[Incident]:
    """Return the incidents of pages published on days in a row."""
    pages = [
        coder.code(read_page(f"{title}\n\n{text}" if title else text, name=f"p{n}", published=date(2024, 5, 14 + n)))
        for n, text in enumerate(texts)
    ]
    return list(link_reports(pages).incidents)


@pytest.mark.parametrize(
    ("text", "injured"),
    [
        ("Militants killed 34 people and wounded more than 60 when they shelled Goma on Monday.", 60),
        ("Three people were killed and five others injured in a shooting in Goma on Monday.", 5),
        ("A gunman shot dead two people and wounded seven in Goma on Monday.", 7),
        ("One man was killed and three others were shot in Goma on Monday.", 3),
    ],
)
def test_the_wounded_are_not_among_the_dead(coder: Coder, text: str, injured: int) -> None:
    [incident] = of_pages(coder, text)
    assert incident.tolls["injured"]["low"] == injured


def test_those_who_were_shot_may_be_among_the_dead(coder: Coder) -> None:
    page = "Twelve people were shot in Goma on Monday. Two people were killed in the shooting, police said."
    [incident] = of_pages(coder, page)
    assert incident.tolls["injured"]["best"] == 10
    assert incident.tolls["killed"]["best"] == 2


def test_a_toll_that_has_risen_replaces_the_earlier_one() -> None:
    first = [coded(o, Say(f"Velm was hit, {o}: 12 killed", killed=12)) for o in "ABC"]
    later = coded("D", Say("The death toll in Velm rose to 15 from 12", killed=15), published="2020-05-04")
    assert tolls(*first, later)["killed"] == {"low": 15, "best": 15, "high": 15}
    [incident] = link_reports([*first, later]).incidents
    assert {v.value["best"] for v in incident.fields["killed"]} == {12, 15}


def test_a_toll_that_was_corrected_downwards_replaces_the_higher_one() -> None:
    first = [coded(o, Say(f"Velm was hit, {o}: 20 killed", killed=20)) for o in "AB"]
    later = coded("D", Say("Officials lowered the death toll in Velm to 14", killed=14), published="2020-05-04")
    assert tolls(*first, later)["killed"]["best"] == 14


def test_a_higher_toll_that_nobody_calls_risen_does_not_silence_the_others() -> None:
    first = [coded(o, Say(f"Velm was hit, {o}: 12 killed", killed=12)) for o in "AB"]
    later = coded("D", Say("In Velm 15 were killed", killed=15), published="2020-05-04")
    assert tolls(*first, later)["killed"] == {"low": 12, "best": 12, "high": 15}


def test_the_earlier_figure_of_a_risen_toll_is_not_counted() -> None:
    say = Say("The death toll in Velm rose from 12 to 15", killed=12)
    page = coded("A", say)
    start = say.text.index("15")
    both = (page.reports[0].tolls[0], Toll(Measure.KILLED, 15, 15, 15, "15", start, start + 2))
    twelve = say.text.index("12")
    earlier = Toll(Measure.KILLED, 12, 12, 12, "12", twelve, twelve + 2)
    report = _with_tolls(page, (earlier, both[1]))
    assert tolls(report)["killed"] == {"low": 15, "best": 15, "high": 15}


def _with_tolls(page: Coded, given: tuple[Toll, ...]) -> Coded:
    from dataclasses import replace

    return replace(page, reports=(replace(page.reports[0], tolls=given),))


def test_the_same_toll_in_title_and_body_counts_once(coder: Coder) -> None:
    [incident] = of_pages(
        coder, "Militants shelled a market in Goma on Monday, killing 11 people.", title="Shelling of Goma kills 11"
    )
    assert incident.tolls["killed"] == {"low": 11, "best": 11, "high": 11}


def test_dozens_in_the_title_yields_to_the_figure_in_the_body(coder: Coder) -> None:
    [incident] = of_pages(
        coder, "Military jets bombed Goma on Monday, killing 34 people.", title="Air strike kills dozens in Goma"
    )
    assert incident.tolls["killed"] == {"low": 34, "best": 34, "high": 34}


def test_a_part_bounds_the_whole_from_below_and_never_replaces_it() -> None:
    part = Say("six leaders were killed in Velm", killed=6, of="leaders")
    assert tolls(coded("B", part)) == {"killed": {"low": 6, "best": None, "high": None}}
    assert tolls(coded("A", Say("Velm was hit, 36 killed", killed=36)), coded("B", part))["killed"]["best"] == 36


def test_a_single_victim_named_by_another_voice_does_not_outweigh_the_total() -> None:
    pages = [
        coded(
            o,
            Say(f"Ten were killed in Velm, {o}", killed=10, speaker="XXA.GOV"),
            Say("My son was killed", killed=1, speaker="person:mother", **BARE),  # type: ignore[arg-type]
            Say("One was killed", killed=1, speaker="person:father", **BARE),  # type: ignore[arg-type]
        )
        for o in "AB"
    ]
    assert tolls(*pages)["killed"]["best"] == 10


@pytest.mark.parametrize(
    ("page", "killed", "injured"),
    [
        ("A man was shot in Goma on Monday. He was taken to hospital, where he died.", 1, None),
        ("A man was killed in a shooting in Goma on Monday. A bullet struck him in the chest.", 1, None),
        ("A man was killed in a shooting in Goma on Monday. A bullet struck another man in the leg.", 1, 1),
        ("A man was killed in a shooting in Goma on Monday. Police found him, 40, with a gunshot wound.", 1, None),
        ("A boy was killed in a shooting in Goma on Monday. The boy was shot by another boy, police said.", 1, None),
        ("A man was killed in a shooting in Goma on Monday. A guard was shot in the leg.", 1, 1),
        ("A man was killed in a shooting in Goma on Monday. Police found the man, who had been shot.", 1, None),
        ("A boy was killed in a shooting in Goma on Monday. Officers rushed the boy to a hospital.", 1, None),
        (
            "A 9-month-old girl was killed in a shooting in Goma on Monday. A 16-year-old boy was shot in the chest.",
            1,
            1,
        ),
        ("A man was killed in a shooting in Goma on Monday. Police said that he shot another man.", 1, None),
        ("A man was killed in a shooting in Goma on Monday. The man was shot at another place, police said.", 1, None),
        (
            "A 22-month-old boy was killed in a shooting in Goma on Monday. The 2-year-old was shot in the chest.",
            1,
            None,
        ),
        (
            "A girl was killed in Goma on Monday. A man shot a girl in the head and the girl died.",
            1,
            None,
        ),
        ("A boy was killed and his mother was also shot in Goma on Monday.", 1, 1),
        ("A man was accused of killing a girl and shooting a neighbour in Goma on Monday.", 1, 1),
        ("A gunman killed seven people and himself in Goma on Monday. A wife was shot but survived.", 8, 1),
        ("A man killed his wife and himself in Goma on Monday.", 2, None),
        ("A man killed two neighbours in Goma on Monday before turning the gun on himself.", 3, None),
        ("A gunman killed two people in Goma on Monday, police said.", 2, None),
        ("A boy was killed in a shooting in Goma on Monday. He was at a friend's house when he was wounded.", 1, None),
        ("A boy was killed in a shooting in Goma on Monday. She was at a friend's house when she was wounded.", 1, 1),
        ("Two men were killed in a shooting in Goma on Monday. Both victims had multiple injuries.", 2, None),
        ("Two men were killed in a shooting in Goma on Monday. Both bystanders had multiple injuries.", 2, 2),
        (
            "A man was killed in a shooting in Goma on Monday. Witnesses said officers shot him three more times.",
            1,
            None,
        ),
        ("A man was killed in a shooting in Goma on Monday. Gunmen hit the trooper in the left elbow.", 1, 1),
    ],
)
def test_one_who_died_is_not_among_the_hurt(coder: Coder, page: str, killed: int, injured: int | None) -> None:
    incident = of_pages(coder, page)[0]
    assert incident.tolls["killed"]["best"] == killed
    assert incident.tolls.get("injured", {}).get("best") == injured


@pytest.mark.parametrize(
    "page",
    [
        "One person was killed and four others were wounded in a shooting in Goma on Monday. The gunman injured five.",
        "One person was killed and four others were wounded in a quintuple shooting in Goma on Monday.",
        "One person was killed in a shooting in Goma on Monday. Police found five people with gunshot injuries.",
    ],
)
def test_a_figure_that_counts_the_dead_too_is_not_of_the_hurt(coder: Coder, page: str) -> None:
    incident = of_pages(coder, page)[0]
    assert (incident.tolls["killed"]["best"], incident.tolls["injured"]["best"]) == (1, 4)


def test_the_hurt_who_died_later_are_no_longer_hurt(coder: Coder) -> None:
    """The first page knows of none dead; the later one says which of the hurt died since."""
    first = "Three people were wounded in a shooting in Goma on Monday."
    later = "One person was killed and two others were wounded in a shooting in Goma on Monday."
    [incident] = of_pages(coder, first, later)
    assert incident.tolls["killed"]["best"] == 1
    assert incident.tolls["injured"] == {"low": 2, "best": 2, "high": 2}


def test_one_hurt_whom_a_later_page_calls_dead_is_not_hurt(coder: Coder) -> None:
    first = "A boy was critically wounded in a shooting in Goma on Monday."
    later = "A boy who was wounded in a shooting in Goma on Monday has died. He was 14."
    assert all("injured" not in incident.tolls for incident in of_pages(coder, first, later))


def test_more_hurt_than_died_since_stand(coder: Coder) -> None:
    first = "Eight people were wounded in a shooting in Goma on Monday."
    later = "One person was killed and five others were wounded in a shooting in Goma on Monday."
    [incident] = of_pages(coder, first, later)
    assert incident.tolls["injured"] == {"low": 5, "best": 8, "high": 8}


def test_what_counts_several_deeds_yields_to_the_one() -> None:
    sums = [coded(o, Say("Twenty died in 12 separate incidents, the first in Velm", killed=20)) for o in "AB"]
    one = coded("C", Say("Seven died in Velm", killed=7))
    assert tolls(*sums, one)["killed"] == {"low": 7, "best": 7, "high": 7}
    assert tolls(*sums)["killed"]["best"] == 20


def test_the_parts_that_a_list_counts_out_are_added(coder: Coder) -> None:
    page = "Gunmen attacked a base in Goma on Monday. Six policemen and three of the attackers were among the dead."
    [incident] = of_pages(coder, page)
    assert incident.tolls["killed"] == {"low": 9, "best": None, "high": None}


def test_the_toll_of_the_worst_attack_of_a_year_is_of_one_deed() -> None:
    page = coded("A", Say("Five died in the deadliest attack in Velm this year", killed=5), Say("Two died", killed=2))
    assert tolls(page)["killed"]["best"] == 5


def test_what_is_counted_over_a_year_yields_to_the_one() -> None:
    page = coded("A", Say("Five died in Velm", killed=5), Say("So far this year 126 died in Velm", killed=126))
    assert tolls(page)["killed"]["best"] == 5


@pytest.mark.parametrize("span", ["over a span of 80 hours", "over an eight-hour stretch"])
def test_what_is_counted_over_a_span_yields_to_the_one(span: str) -> None:
    page = coded("A", Say("Five died in Velm", killed=5), Say(f"The weekend saw 26 dead {span}", killed=26))
    assert tolls(page)["killed"]["best"] == 5


def test_a_deed_of_an_eight_hour_siege_is_one() -> None:
    page = coded("A", Say("Five died in Velm", killed=5), Say("In an eight-hour siege 26 died", killed=26))
    assert tolls(page)["killed"]["best"] == 26


def test_an_exact_figure_below_what_more_sources_call_the_least_does_not_stand() -> None:
    least = [coded(o, Say(f"Velm was hit, {o}: at least 39 killed", killed=(39, None, None))) for o in "AB"]
    exact = coded("C", Say("The army: 24 killed in Velm", killed=24))
    assert tolls(*least, exact)["killed"] == {"low": 39, "best": None, "high": None}
    assert tolls(least[0], exact)["killed"]["best"] == 24
