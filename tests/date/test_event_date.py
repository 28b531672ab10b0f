"""Which date of a sentence is the event's, and the tense of its clause."""

from __future__ import annotations

import pytest

from khabar.date import Tense, event_date, find_dates, tense_of
from khabar.parse import Sentence, Stretch, parse

# ruff: noqa: E501 - a table
# sentence, trigger, the words of its date
CASES = [
    ('Officials said on Monday that rebels attacked the town on Saturday.', 'attacked', 'Saturday'),
    ('Police said Tuesday that gunmen killed two soldiers.', 'killed', None),
    ('Police said gunmen killed two soldiers on Tuesday.', 'killed', 'Tuesday'),
    ('On Monday gunmen stormed the base, killing two.', 'killing', 'Monday'),
    ('The army shelled the village on 3 May, a spokesman told reporters on 5 May.', 'shelled', '3 May'),
    ('The 2014 attack on the school was condemned on Friday.', 'attack', '2014'),
    ('The 2014 attack on the school was condemned on Friday.', 'condemned', 'Friday'),
    ('Rebels who seized the town in March attacked the capital on Sunday.', 'attacked', 'Sunday'),
    ('Rebels who seized the town in March attacked the capital on Sunday.', 'seized', 'March'),
    ('The militants have attacked several towns since January.', 'attacked', 'January'),
    ('A suicide bombing on Wednesday killed 12 people in Mogadishu.', 'killed', 'Wednesday'),
    ('A suicide bombing on Wednesday killed 12 people in Mogadishu.', 'bombing', 'Wednesday'),
    ('Troops will withdraw from the city next week.', 'withdraw', 'next week'),
    ('The strike, which took place on 6 May, destroyed a headquarters.', 'strike', '6 May'),
    ('The attack came two days after a bombing in Kano on Friday.', 'attack', 'two days after'),
    ('Two people were killed and three wounded in the clashes on Saturday night.', 'wounded', 'Saturday night'),
    ('Early on Friday, militants kidnapped 14 students from a school in Zamfara.', 'kidnapped', 'Early on Friday'),
    ("Friday's bombing killed 20.", 'killed', 'Friday'),
    ('BAGHDAD, April 19 (Reuters) - Gunmen killed 12 people.', 'killed', None),
    ('The protests, which began on Monday, have spread to Khartoum.', 'protests', 'Monday'),
    ('Colombian troops killed a rebel commander on Tuesday, the defence minister said on Wednesday.', 'killed', 'Tuesday'),
    ('The United Nations on Thursday condemned the killing of 30 villagers in Ituri on Sunday.', 'killing', 'Sunday'),
    ('The United Nations on Thursday condemned the killing of 30 villagers in Ituri on Sunday.', 'condemned', 'Thursday'),
    ('The United Nations on Thursday condemned the killing of 30 villagers in Ituri.', 'killing', None),
    ('Residents said the shelling began at dawn on Tuesday and lasted until Wednesday.', 'shelling', 'at dawn on Tuesday'),
    ('The spokesman said that on 4 June the navy had seized three boats.', 'seized', '4 June'),
    ('It was the deadliest attack since 2011.', 'attack', None),
    ('The army said it had launched the offensive last week.', 'launched', 'last week'),
    ('Abdi was arrested in 2016 and released last year.', 'arrested', '2016'),
    ('Abdi was arrested in 2016 and released last year.', 'released', 'last year'),
    ('The two sides signed a ceasefire in September after fighting broke out in July.', 'broke', 'July'),
    ('The two sides signed a ceasefire in September after fighting broke out in July.', 'signed', 'September'),
    ('The Colombian government protested against Monday’s raids on the camp.', 'raids', 'Monday'),
    ('The Colombian government protested against Monday’s raids on the camp.', 'protested', None),
    ('Sudanese jets carried out strikes on El Fasher on Monday, residents said.', 'strikes', 'Monday'),
    ('Police are looking into a shooting that left a boy dead on Friday night.', 'shooting', 'Friday night'),
    ('He was arrested in connection with the murders on Tuesday.', 'arrested', 'Tuesday'),
    ('On Friday police named a suspect in the shooting of two officers.', 'shooting', None),
    ('The mayor held a briefing on Saturday to discuss the bombing.', 'bombing', None),
    ('Soldiers arrested nine men in a raid on Sunday.', 'raid', 'Sunday'),
    ("Rebels may attack the port.", "attack", None),
]  # fmt: skip

TENSES = [
    ("Troops will attack the town next week.", "attack", Tense.FUTURE),
    ("Troops are to leave the town on Friday.", "leave", Tense.FUTURE),
    ("The talks would resume on Friday, they said.", "resume", Tense.FUTURE),
    ("The army plans to retake the city in May.", "retake", Tense.FUTURE),
    ("The council is expected to meet on Monday.", "meet", Tense.FUTURE),
    ("Troops attacked the town on Friday.", "attacked", Tense.PAST),
    ("Troops have attacked the town.", "attacked", Tense.PAST),
    ("The town was attacked on Friday.", "attacked", Tense.PAST),
    ("A raid on Friday left two men dead.", "raid", Tense.PAST),
    ("Troops are attacking the town.", "attacking", Tense.PRESENT),
]


def sentence_of(text: str) -> Sentence:
    return parse(text, [Stretch(0, len(text), 0, 0)])[0]


def at(sentence: Sentence, word: str) -> int:
    return next(token.i for token in sentence.tokens if token.text == word)


@pytest.mark.parametrize(("text", "trigger", "expected"), CASES)
def test_the_date_of_the_event(text: str, trigger: str, expected: str | None) -> None:
    sentence = sentence_of(text)
    found = event_date(sentence, at(sentence, trigger), find_dates(text))
    assert (found.text if found else None) == expected


@pytest.mark.parametrize(("text", "word", "tense"), TENSES)
def test_tense(text: str, word: str, tense: Tense) -> None:
    sentence = sentence_of(text)
    assert tense_of(sentence, at(sentence, word)) is tense
