"""What a text binds to another of its deeds, and where and when deeds of one sentence were."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Coded, Polarity, Report, Role

FRIDAY = date(2023, 9, 8)
TUESDAY = date(2023, 9, 5)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def code(coder: Coder, text: str) -> Coded:
    return coder.code(read_page(text, name="x", published=FRIDAY))


def told(coded: Coded, trigger: str) -> Report:
    return next(r for r in coded.reports if r.trigger.text == trigger)


def taken_up(coded: Coded, trigger: str) -> str | None:
    """Return the trigger of the report that the last one of a trigger takes up."""
    texts = {r.report_id: r.trigger.text for r in coded.reports}
    found = [x for x in coded.relations if x.kind == "same_event" and texts[x.report_id] == trigger]
    return texts[found[-1].other_id] if found else None


@pytest.mark.parametrize(
    ("text", "trigger", "of"),
    [
        (
            "Jets bombed a school near Ganja on Monday. Monitors counted 19 bodies.\n\n"
            "It follows the massacre of 17 aid workers in Goma on August 4.",
            "massacre",
            None,
        ),
        (
            "Gunmen shot dead 17 doctors in Goma.\n\nThe massacre of the 17 doctors in Goma on Monday shocked all.",
            "massacre",
            "shot",
        ),
        (
            "Shells hit a queue in Goma on Monday. About 10,000 people have died in the city since April 1992.",
            "died",
            None,
        ),
        ("Shells hit a queue in Goma on Monday. About 20 people died.", "died", "hit"),
        ("Shells killed nine men in Goma on Monday. As many as half a million may have died in the war.", "died", None),
        ("Gunmen attacked a market in Goma on Monday. Separately, three men were found dead in Sake.", "dead", None),
        ("Bombs killed 150 people in Alva. It was the worst since the invasion of 2003.", "invasion", None),
        (
            "The army said it struck a camp in Goma on Monday. It denied striking homes. Officials said 51 men died.",
            "died",
            "struck",
        ),
    ],
)
def test_what_a_noun_or_a_toll_takes_up(coder: Coder, text: str, trigger: str, of: str | None) -> None:
    assert taken_up(code(coder, text), trigger) == of


@pytest.mark.parametrize(
    ("text", "trigger", "place", "day"),
    [
        ("Soldiers opened fire on people protesting in Goma on Tuesday.", "opened", "Goma", TUESDAY),
        ("Soldiers fired on Tuesday on hundreds of people who were protesting in Goma.", "protesting", "Goma", TUESDAY),
        ("Police shot a man wanted for bombing a mosque in Goma in 2016.", "shot", None, None),
        ("The president was in Paris when rebels attacked the palace on Tuesday.", "attacked", None, TUESDAY),
        ("Two nurses were working in Goma when a shell hit the ward on Tuesday.", "hit", "Goma", TUESDAY),
        ("The minister was in Goma on Tuesday when gunmen shot him.", "shot", "Goma", TUESDAY),
        (
            "France on Tuesday imposed sanctions on a man for the massacre of civilians in Goma.",
            "massacre",
            "Goma",
            None,
        ),
        ("Gunmen killed a general in Goma on Tuesday for the massacre of civilians.", "killed", "Goma", TUESDAY),
    ],
)
def test_where_and_when_in_one_sentence(
    coder: Coder, text: str, trigger: str, place: str | None, day: date | None
) -> None:
    report = told(code(coder, text), trigger)
    assert (report.place.name if report.place else None) == place
    assert (report.date.date_start if report.date else None) == day


def test_two_deeds_of_one_sentence_are_two_where_the_doer_of_one_is_struck_in_the_other(coder: Coder) -> None:
    coded = code(coder, "A man who bombed a mosque in 2016 was shot dead in Goma on Tuesday.")
    assert {i.date_start for i in link_reports([coded]).incidents} == {date(2016, 1, 1), TUESDAY}


def test_fighting_that_a_deal_is_to_end_was_not_where_they_sign(coder: Coder) -> None:
    text = (
        "Truce signed in Pretoria\n\nThe government and the rebels signed an agreement to end two years of fighting on "
        "Tuesday after ten days of talks in Pretoria."
    )
    assert told(code(coder, text), "fighting").place is None


def test_what_is_not_the_end_of_talks_denies_none(coder: Coder) -> None:
    text = (
        "The two sides held talks in Pretoria on Tuesday. “This is not the end of the peace process,” the envoy said."
    )
    assert all(r.polarity is Polarity.AFFIRMED for r in code(coder, text).reports)


def test_a_raid_without_a_shot_is_undisputed(coder: Coder) -> None:
    text = "Police raided a house in Lima on Tuesday.\n\nThey arrested nine men without firing a shot."
    assert {i.standing.value for i in link_reports([code(coder, text)]).incidents} == {"reported"}


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("The war that the Shining Path began in 1980 goes on.", "Shining Path"),
        ("The town of Baga saw fighting between Boko Haram and Ansaru.", None),
    ],
)
def test_the_group_is_the_one_that_the_sentence_before_names(coder: Coder, before: str, name: str | None) -> None:
    report = told(code(coder, f"{before} On Tuesday a car bomb planted by the group killed 20 people."), "killed")
    assert [a.name for a in report.actors if a.role is Role.AGENT] == [name]
