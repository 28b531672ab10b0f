"""The day on which somebody died later, a captive was freed or a toll rose is not that of the deed."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page

TUESDAY = date(2015, 4, 7)
FRIDAY = date(2015, 4, 3)


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


@pytest.mark.parametrize(
    ("text", "trigger", "day"),
    [
        ("A man wounded in the Kano bombing died on Monday.", "bombing", None),
        ("A soldier hurt in an ambush near Gao died of his wounds on Sunday, the army said.", "ambush", None),
        ("A man shot by soldiers in Nablus on Friday died of his wounds on Monday.", "shot", FRIDAY),
        ("A woman kidnapped by gunmen in Kaduna was freed on Monday.", "kidnapped", None),
        ("Five people killed in an air strike on Aleppo were buried on Monday.", "air strike", None),
        ("The death toll from the bombing in Kano rose to nine on Sunday.", "bombing", None),
        ("The minister put the number of dead in the attack at 40 on Monday.", "attack", None),
        ("The minister put the number of the dead in Friday's attack at 40 on Monday.", "attack", FRIDAY),
        ("Two people died in an attack on a bus in Gaza on Friday.", "attack", FRIDAY),
        ("A man armed with a knife died on Friday when police shot him in Lyon.", "shot", FRIDAY),
        ("The number of people killed in bombings across Iraq on Friday rose to 40.", "bombings", FRIDAY),
        ("Rockets fired from Gaza hit a house in Sderot on Friday, wounding two.", "wounding", FRIDAY),
    ],
)
def test_day_of_the_deed(coder: Coder, text: str, trigger: str, day: date | None) -> None:
    reports = coder.code(read_page(text, name="x", published=TUESDAY)).reports
    [report] = [r for r in reports if r.trigger.text == trigger]
    assert (report.date.date_start if report.date else None) == day


@pytest.mark.parametrize(
    ("second", "killed"),
    [
        (
            "A man hurt in the bombing died on Monday, three days after the blast, bringing the number of dead to 29.",
            29,
        ),
        ("A woman hurt in the attack died in hospital on Monday, taking the death toll to 29.", 29),
        ("Another victim died on Sunday, bringing the toll to 29.", 29),
        ("Two of the wounded succumbed to their injuries on Saturday night.", 28),
        ("The death toll rose to 31 on Sunday.", 31),
    ],
)
def test_a_later_death_is_of_the_deed(coder: Coder, second: str, killed: int) -> None:
    text = f"A bomb killed 28 people in Kano on Friday.\n\n{second}"
    [incident] = link_reports([coder.code(read_page(text, name="x", published=TUESDAY))]).incidents
    assert incident.date_start == incident.date_end == FRIDAY
    assert incident.tolls["killed"]["best"] == killed


def test_a_death_of_another_deed_has_its_own_day(coder: Coder) -> None:
    text = (
        "Clashes in Goma killed nine on Friday.\n\n"
        "Another soldier died on Sunday when rebels ambushed a patrol in Sake."
    )
    incidents = link_reports([coder.code(read_page(text, name="x", published=TUESDAY))]).incidents
    assert {i.date_start for i in incidents} == {FRIDAY, date(2015, 4, 5)}
