"""A headline leaves out the "was": who was ambushed is no ambusher."""

import pytest

from khabar.event import Lexicon, find_events
from khabar.parse import sentences_of
from khabar.records import Role


@pytest.mark.parametrize(
    ("headline", "role"),
    [
        ("Army convoy ambushed near Tessalit", Role.TARGET),
        ("Oil tanker hijacked near Socotra", Role.TARGET),
        ("Rebels ambushed army convoy near Tessalit", Role.AGENT),
        ("Pirates hijacked a tanker near Socotra", Role.AGENT),
    ],
)
def test_who_comes_first_in_a_headline(headline: str, role: Role) -> None:
    [sentence] = sentences_of(headline)
    [event] = find_events(sentence, Lexicon.load())
    first = min(event.args, key=lambda argument: argument.start)
    assert (first.role, first.start) == (role, 0)
