"""Deaths by an earthquake, a disease or a crash, told after an attack, are none of the attack's."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page

ATTACK = "Gunmen killed nine people at a market in Kano on Monday, police said."


@pytest.mark.parametrize(
    ("beside", "killed"),
    [
        ("Flooding killed 40 people there on the same day.", {9}),
        ("The town has been hit by cholera, which killed 30 people in a week.", {9}),
        ("Eight people died in a bus crash on Sunday.", {9}),
        ("Eleven people died, a doctor said.", {9, 11}),
    ],
)
def test_other_deaths_do_not_join_an_attack(beside: str, killed: set[int]) -> None:
    page = read_page(f"Attack in Kano\n\n{ATTACK} {beside}", name="page", published=date(2024, 3, 13))
    coded = Coder().code(page)
    linked = link_reports([coded])
    members = {member.report_id for member in linked.memberships}
    tolls = {toll.best for report in coded.reports if report.report_id in members for toll in report.tolls}
    assert tolls == killed
