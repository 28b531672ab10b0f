"""Dates counted from another event of the same sentence."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.date import dated, find_dates
from khabar.parse import sentences_of

TUESDAY = date(2022, 6, 14)

# sentence, word of the event, its first and last day; "-" is a date that nothing resolves, None that there is none
CASES = [
    ("The raiders struck on Saturday, two days after rebels killed 11 guards.", "killed", (9, 9)),
    ("The raiders struck on Saturday, two days after rebels killed 11 guards.", "struck", (11, 11)),
    ("The army shelled the town on Sunday, three days after an ambush in Diffa.", "ambush", (9, 9)),
    ("Three days after the ambush in Diffa, soldiers shot 11 men.", "ambush", None),
    ("Three days after the ambush in Diffa, soldiers shot 11 men.", "shot", "-"),
    ("Two days before troops entered the town on Sunday, jets bombed the market.", "entered", (12, 12)),
    ("Two days before troops entered the town on Sunday, jets bombed the market.", "bombed", (10, 10)),
    ("The massacre came three weeks after 13 officers died in an ambush.", "died", None),
    ("Four men died in an overnight raid on the village, the ministry said on Sunday.", "raid", (11, 12)),
    ("Four men died in an overnight raid on the village, the ministry said.", "raid", (13, 14)),
    ("Police may hold a suspect in Saturday night's shooting.", "shooting", (11, 11)),
    ("Soldiers shot two men on 3 June, and a week later they arrested a dean.", "arrested", (10, 10)),
    ("Gunmen killed a judge on Friday; the day before, they had kidnapped his clerk.", "kidnapped", (9, 9)),
    ("Police said on Sunday that gunmen had shot a man a day earlier.", "shot", (11, 11)),
    ("Two days before the coup of 5 June, soldiers had shot a priest.", "shot", (3, 3)),
    ("A court on Friday jailed a man for stabbing a nurse on 2 June.", "stabbing", (2, 2)),
    ("A court on Friday jailed a man for stabbing a nurse on 2 June.", "jailed", (10, 10)),
    ("Gunmen killed seven people at Friday's funeral.", "killed", (10, 10)),
    ("Gunmen killed seven people who had spoken at Friday's funeral.", "killed", None),
    ("May 2021 saw hundreds executed in prison.", "executed", (1, 31)),
    ("She had survived a bombing on 3 June.", "bombing", (3, 3)),
    ("A man is due to appear in court on Thursday over the killing of a nurse on Sunday.", "killing", (12, 12)),
    ("Talks are due to resume on Thursday after the raid on Sunday.", "raid", (12, 12)),
    ("The army will carry out attacks on Thursday.", "attacks", (16, 16)),
    ("The town remembered the killing of its priests on 4 June 1989.", "killing", (4, 4)),
    ("Police shot dead 34 miners and wounded 78 at a mine on Sunday.", "shot", (12, 12)),
    ("Guerrillas killed nine people when a bomb hit a church in Velm on Sunday.", "killed", (12, 12)),
    ("Rebels killed nine people who were watching a match in Velm on Sunday.", "killed", (12, 12)),
    ("Families of the nine men shot dead in Velm gathered on Sunday.", "shot", None),
    ("Families of the nine men killed in Velm gathered on Sunday.", "killed", None),
    ("It was the worst raid since 5 June, when rebels shot nine guards.", "shot", (5, 5)),
    ("Gunmen killed a doctor who had worked there since 1972.", "killed", None),
    ("If the rebels do not leave Sake by Friday, the army will attack.", "leave", (None, 17)),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES)
def test_the_days_of_an_event(text: str, word: str, expected: tuple[int | None, int] | str | None) -> None:
    [sentence] = sentences_of(text)
    i = next(t.i for t in sentence.tokens if t.text == word)
    found = dated(sentence, i, find_dates(text), published=TUESDAY)
    if expected is None:
        assert found is None
        return
    assert found is not None
    when = found[0]
    days = tuple(d.day if d else None for d in (when.date_start, when.date_end))
    assert days == ((None, None) if expected == "-" else expected)


def test_what_is_past_is_not_after_publication() -> None:
    text = "Eight people were killed two weeks later."
    [sentence] = sentences_of(text)
    found = dated(sentence, 3, find_dates(text), published=TUESDAY, told=(TUESDAY, TUESDAY))
    assert found is not None
    assert found[0].date_start is None
