"""Tolls in sentences of our own: measure, low, best, high, and the exact words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import DataFileError
from khabar.event.numbers import quantities
from khabar.event.toll import TollMention, find_tolls
from khabar.event.tollwords import TollWords
from khabar.parse import Sentence, Stretch, parse

K, I, M, D, P, A = "killed", "injured", "missing", "detained", "displaced", "abducted"  # noqa: E741

# sentence, (measure, low, best, high) of each toll in text order
CASES = [
    ("Two soldiers were killed by gunmen in Mopti.", [(K, 2, 2, 2)]),
    ("At least 20 people were killed when jets bombed Nyala.", [(K, 20, None, None)]),
    ("Gunmen killed at least 12 to 15 civilians and wounded dozens in Goma.", [(K, 12, None, 15), (I, 24, None, None)]),
    ("A bomb exploded in Sanaa, killing three and wounding 11.", [(K, 3, 3, 3), (I, 11, 11, 11)]),
    ("The blast left 5 dead and a dozen injured.", [(K, 5, 5, 5), (I, 12, 12, 12)]),
    ("Shelling left one civilian dead and seven wounded.", [(K, 1, 1, 1), (I, 7, 7, 7)]),
    ("The death toll rose to 15 from 12.", [(K, 15, 15, 15)]),
    ("The death toll from the raid has risen to 41, up from 36.", [(K, 41, 41, 41)]),
    ("Officials raised the death toll to at least 45.", [(K, 45, None, None)]),
    ("The number of dead rose to 23.", [(K, 23, 23, 23)]),
    ("A man and his two sons were killed.", [(K, 3, 3, 3)]),
    ("The militants killed six policemen and two soldiers.", [(K, 8, 8, 8), (K, 6, 6, 6), (K, 2, 2, 2)]),
    ("Between 5 and 7 people died.", [(K, 5, None, 7)]),
    ("Three of the five attackers were shot dead.", [(K, 3, 3, 3)]),
    ("The clashes killed 3 of 5 hostages.", [(K, 3, 3, 3)]),
    ("No one was killed in the attack.", [(K, 0, 0, 0)]),
    ("Nobody was hurt.", [(I, 0, 0, 0)]),
    ("Not a single villager was killed in the raid.", [(K, 0, 0, 0)]),
    ("Not one soldier died in the ambush.", [(K, 0, 0, 0)]),
    ("Not one of the six hostages was hurt, but two guards died.", [(I, 0, 0, 0), (K, 2, 2, 2)]),
    ("There were no casualties.", [(K, 0, 0, 0), (I, 0, 0, 0)]),
    ("A soldier was killed and four others were wounded.", [(K, 1, 1, 1), (I, 4, 4, 4)]),
    ("The shelling killed a 12-year-old boy and injured his mother.", [(K, 1, 1, 1), (I, 1, 1, 1)]),
    ("Rebels abducted 14 schoolgirls from a village 30 km north of Maiduguri.", [(A, 14, 14, 14)]),
    ("Militants kidnapped more than 200 pupils.", [(A, 200, None, None)]),
    ("Police arrested 23 protesters in Yangon.", [(D, 23, 23, 23)]),
    ("Authorities detained dozens of opposition supporters.", [(D, 24, None, None)]),
    ("The bodies of six men were found in a mass grave.", [(K, 6, 6, 6)]),
    ("The attack claimed 17 lives.", [(K, 17, 17, 17)]),
    ("The massacre claimed the lives of 16 villagers.", [(K, 16, 16, 16)]),
    ("Some 40,000 people have been displaced and 12 are missing.", [(P, None, 40000, None), (M, 12, 12, 12)]),
    ("Hundreds of thousands of people have fled.", [(P, 200000, None, None)]),
    ("Thousands were forced to flee their homes.", [(P, 2000, None, None)]),
    ("As many as 20 militants were killed.", [(K, None, None, 20)]),
    ("Up to 30 rebels were killed.", [(K, None, None, 30)]),
    ("About 40 rebels were killed.", [(K, None, 40, None)]),
    ("Several rebels were killed.", [(K, 3, None, None)]),
    ("Scores were killed.", [(K, 40, None, None)]),
    ("Hundreds died.", [(K, 200, None, None)]),
    ("More than 30 people died.", [(K, 30, None, None)]),
    ("A dozen or so rebels were killed.", [(K, None, 12, None)]),
    ("The raid killed from 30 to 40 rebels.", [(K, 30, None, 40)]),
    ("A score of rebels were killed.", [(K, 20, 20, 20)]),
    ("Half of the 40 captives were killed.", [(K, 20, 20, 20)]),
    ("Two thirds of the 60 captives were killed.", [(K, 40, 40, 40)]),
    ("A third of the 40 captives were killed.", [(K, None, 13, None)]),
    ("All but three of its 20 guards were killed.", [(K, 17, 17, 17)]),
    ("A quarter of a million people were displaced.", [(P, 250000, 250000, 250000)]),
    ("Four guards were killed and as many wounded.", [(K, 4, 4, 4), (I, 4, 4, 4)]),
    ("Four guards were killed and twice as many were wounded.", [(K, 4, 4, 4), (I, 8, 8, 8)]),
    ("The toll has passed 100 dead.", [(K, 100, None, None)]),
    ("The dead numbered 19.", [(K, 19, 19, 19)]),
    ("Police asked for help over a shooting death in Velm.", [(K, 1, None, None)]),
    ("The homicide victim was named.", [(K, 1, None, None)]),
    ("A woman was shot in Velm and pronounced dead at the scene.", [(K, 1, 1, 1)]),
    ("He was found with a gunshot wound and later died.", [(K, 1, 1, 1)]),
    ("Hale was one of five people shot at the bar.", [(I, 5, 5, 5)]),
    ("A woman also suffered a gunshot wound to the face.", [(I, 1, 1, 1)]),
    ("He is accused of killing his mother, step-father and grandmother in Velm.", [(K, 3, 3, 3)]),
    ("Two people were shot at a party in Velm.", [(I, 2, 2, 2)]),
    ("Two people were shot at by police.", []),
    ("Rebels shot at two people.", []),
    ("Police put the toll at five.", [(K, 5, 5, 5)]),
    ("Forty of these deaths were due to police firing.", [(K, 40, 40, 40)]),
    ("The gunman fled on foot.", []),
    ("Man, 11-Year-Old Daughter Dead in Velm", [(K, 2, 2, 2)]),
    ("Two guards were killed and a third was wounded.", [(K, 2, 2, 2), (I, 1, 1, 1)]),
    ("A judge was killed along with nine others.", [(K, 10, 10, 10)]),
    ("Two Kenyans, a Ugandan and three Somalis were killed.", [(K, 6, 6, 6)]),
    ("Two soldiers, a captain and a private, were killed.", [(K, 2, 2, 2)]),
    ("Gunmen abducted the school head and his two guards.", [(A, 3, 3, 3)]),
    ("An interpreter and two rangers were killed.", [(K, 3, 3, 3)]),
    ("Rebels killed an electrician.", [(K, 1, 1, 1)]),
    ("They killed a deal.", []),
    ("Gunmen shot dead the mayor and two clerks.", [(K, 3, 3, 3)]),
    ("Two brothers were beaten to death by a mob.", [(K, 2, 2, 2)]),
    ("Police rounded up 45 activists.", [(D, 45, 45, 45)]),
    ("Police took 16 protesters into custody.", [(D, 16, 16, 16)]),
    ("The army took 14 rebels prisoner.", [(D, 14, 14, 14)]),
    ("Gunmen made off with 27 pupils.", [(A, 27, 27, 27)]),
    ("Gunmen seized three sailors.", [(A, 3, 3, 3)]),
    ("Troops seized three boats.", []),
    ("The army lost seven men in the ambush.", [(K, 7, 7, 7)]),
    ("The army lost seven villages in the war.", []),
    ("The attack cost 19 miners their lives.", [(K, 19, 19, 19)]),
    ("Four soldiers remain unaccounted for.", [(M, 4, 4, 4)]),
    ("The offensive drove 12,000 people from their homes.", [(P, 12000, 12000, 12000)]),
    ("Six thousand families were displaced.", []),
    ("Neither of the two guards was killed.", []),
    ("Six were killed in the first blast and four in the second.", [(K, 6, 6, 6), (K, 4, 4, 4)]),
    ("Nearly 300 people are missing.", [(M, None, 300, None)]),
    ("Two dozen people were wounded.", [(I, 24, 24, 24)]),
    ("Twenty-five people were wounded.", [(I, 25, 25, 25)]),
    ("A hundred people were wounded.", [(I, 100, 100, 100)]),
    ("The drone strike killed eight people and injured 20 others in Taiz.", [(K, 8, 8, 8), (I, 20, 20, 20)]),
    ("Two people were killed and three injured.", [(K, 2, 2, 2), (I, 3, 3, 3)]),
    ("5 dead, 12 injured after shooting", [(K, 5, 5, 5), (I, 12, 12, 12)]),
    ("Three killed, 12 wounded in Kabul blast", [(K, 3, 3, 3), (I, 12, 12, 12)]),
    ("Airstrikes kill 12 in Mekelle", [(K, 12, 12, 12)]),
    ("Car bomb in Azaz kills 8, wounds dozens", [(K, 8, 8, 8), (I, 24, None, None)]),
    ("The fighting resulted in 12 deaths.", [(K, 12, 12, 12)]),
    ("They mourned the death of two policemen.", [(K, 2, 2, 2)]),
    ("They condemned the killing of three aid workers.", [(K, 3, 3, 3)]),
    ("Maria Lopez was shot and killed on Monday.", [(K, 1, 1, 1)]),
    ("Four teens were shot on the court.", [(I, 4, 4, 4)]),
    ("Police shot dead two suspects.", [(K, 2, 2, 2)]),
    ("A woman was fatally shot.", [(K, 1, 1, 1)]),
    ("A 23-year-old man was found dead.", [(K, 1, 1, 1)]),
    ("The army said it had killed 14 fighters and captured three others.", [(K, 14, 14, 14), (D, 3, 3, 3)]),
    ("The attack, which killed 35 people, was condemned.", [(K, 35, 35, 35)]),
    ("The villagers who died were 12 women.", []),
    ("Both pilots died.", [(K, 2, 2, 2)]),
    ("The earthquake killed 3,000 people in 1999.", [(K, 3000, 3000, 3000)]),
    ("Twenty people were killed or wounded.", [(I, None, None, 20), (K, None, None, 20)]),
    ("It was a deadly attack.", [(K, 1, None, None)]),
    ("No one else was injured.", []),
    ("Boy, 16, fatally shot in Mombasa", [(K, 1, 1, 1)]),
    ("A boy, 16, was fatally shot in Mombasa.", [(K, 1, 1, 1)]),
    ("Troops seized a deadly weapon.", []),
    ("3 IS militants killed in Sirte", [(K, 3, 3, 3)]),
    ("It was the third attack in 12 days.", []),
    ("They killed the story.", []),
    ("He killed two hours at the bar.", []),
    ("Troops seized 14 rifles and 81mm shells worth $12 million.", []),
    ("The 34-year-old governor, 60 percent of whose budget is gone, resigned.", []),
    ("The spokesman gave no details.", []),
]  # fmt: skip

PARTS = [
    ("Fighters were hit: 36 fighters killed, six of them leaders.", 36, "six", "leaders"),
    ("More than two dozen people, including three children, were killed.", 24, "three", "children"),
    ("Seven people, among them two women, were killed.", 7, "two", "women"),
    ("The raid killed 12 villagers, four of whom were teachers.", 12, "four", "teachers"),
    ("Fourteen people were killed, half of them children.", 14, "half", "children"),
    ("Of the 14 people killed there, seven were children.", 14, "seven", "children"),
    ("Fourteen people, including the attacker, were killed.", 14, "the attacker", "attackers"),
]

UNAVAILABLE = [
    "No casualty figures were available.",
    "There were no immediate reports of casualties.",
    "The number of casualties was not immediately known.",
    "No casualties were reported.",
    "The death toll was unknown.",
]


def sentence_of(text: str) -> Sentence:
    return parse(text, [Stretch(0, len(text), 0, 0)])[0]


def tolls(text: str) -> list[TollMention]:
    return find_tolls(sentence_of(text))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_tolls(text: str, expected: list[tuple[str, int | None, int | None, int | None]]) -> None:
    found = [mention.toll for mention in tolls(text)]
    assert [(t.measure.value, t.low, t.best, t.high) for t in found] == expected
    assert all(text[t.start : t.end] == t.text for t in found)


@pytest.mark.parametrize(("text", "low", "words", "of"), PARTS)
def test_a_part_is_no_more(text: str, low: int, words: str, of: str) -> None:
    whole, part = (mention.toll for mention in tolls(text))
    assert (whole.low, whole.of) == (low, None)
    assert (part.text, part.of) == (words, of)


def test_a_bomber_is_counted_apart() -> None:
    own, others = (mention.toll for mention in tolls("The blast killed the bomber and six guards."))
    assert (own.best, own.of, others.best, others.of) == (1, "attackers", 6, None)


def test_a_part_without_a_whole() -> None:
    (part,) = (mention.toll for mention in tolls("Eight of the dead were civilians."))
    assert (part.low, part.of) == (8, "civilians")


@pytest.mark.parametrize("text", UNAVAILABLE)
def test_no_figure_is_a_value(text: str) -> None:
    (toll,) = (mention.toll for mention in tolls(text))
    assert (toll.low, toll.best, toll.high, toll.unavailable) == (None, None, None, True)


def test_deadly_without_a_figure_is_one_toll() -> None:
    (mention,) = tolls("The raid was described as “deadly,” but no actual casualty figures were available.")
    toll = mention.toll
    assert (toll.text, toll.low, toll.best, toll.high, toll.unavailable) == ("deadly", 1, None, None, True)


def test_the_words_and_their_governor() -> None:
    text = "Rebels attacked Beni, killing at least 12 to 15 villagers."
    sentence = sentence_of(text)
    (mention,) = find_tolls(sentence)
    assert mention.toll.text == "at least 12 to 15"
    assert sentence[mention.head_i].text == "killing"
    assert mention.victim is not None
    assert text[slice(*mention.victim)] == "at least 12 to 15 villagers"


def test_offsets_count_from_the_document() -> None:
    text = "A quiet day. Two men were killed."
    (mention,) = find_tolls(parse(text, [Stretch(13, len(text), 0, 0)])[0])
    assert text[mention.toll.start : mention.toll.end] == "Two"


def test_a_users_word_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "more.tsv"
    path.write_text("word\thow\tmeasure\nliquidate\tverb\tkilled\n", encoding="utf-8")
    (mention,) = find_tolls(sentence_of("They liquidated two officers."), TollWords.load((path,)))
    assert mention.toll.best == 2


def test_a_wrong_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "more.tsv"
    path.write_text("word\thow\tmeasure\nliquidate\tverb\thappy\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="line 2"):
        TollWords.load((path,))


@given(st.text())
def test_quantities_read_any_text(text: str) -> None:
    for quantity in quantities(text):
        assert 0 <= quantity.start < quantity.end <= len(text)
        known = [n for n in (quantity.low, quantity.best, quantity.high) if n is not None]
        assert known == sorted(known)


WORDS = [
    "two", "12", "to", "15", "killed", "were", "people", "dead", "and", "wounded", "at", "least", "including", "of",
    "no", "them", "toll", "rose", "the", "a", "-", ",", "“", "year", "old", "casualties", "available", "shot",
]  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.text(min_size=1, max_size=60), st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(" ".join))
)
def test_any_sentence_is_read_and_spans_hold(text: str) -> None:
    for sentence in parse(text, [Stretch(0, len(text), 0, 0)]):
        for mention in find_tolls(sentence):
            assert text[mention.toll.start : mention.toll.end] == mention.toll.text
            assert 0 <= mention.head_i < len(sentence)


IN_OTHER_WORDS = [
    ("Four people were shot, one fatally, in Velm.", [(I, 4, None), (K, 1, None)]),
    ("Three others were taken to hospital with gunshot wounds.", [(I, 3, None)]),
    ("Ada Holt, 23, was grazed by a bullet.", [(I, 1, None)]),
    ("A 15-year-old boy was hit in the leg.", [(I, 1, None)]),
    ("The car was hit in the side.", []),
    ("A triple murder shocked Velm.", [(K, 3, None)]),
    ("A double bombing shocked Velm.", []),
    ("The gunman killed himself and six others.", [(K, 1, "attackers"), (K, 6, None)]),
    ("The blast killed 10 soldiers and 23 rebels.", [(K, 33, None), (K, 10, "soldiers"), (K, 23, "fighters")]),
    ("Man killed, 3 others shot on Velm Road", [(K, 1, None), (I, 3, None)]),
    ("Two guards, gunman dead in Velm courthouse shooting", [(K, 3, None)]),
    ("1 killed 3 injured in weekend shooting in Velm", [(K, 1, None), (I, 3, None)]),
    ("Jane Hale was killed in May 2016 on the 3000 block of Holm Street.", [(K, 1, None)]),
    ("Half a dozen soldiers were wounded.", [(I, 6, None)]),
    ("A hundred and five people were killed.", [(K, 105, None)]),
    ("The murder of five farmers was condemned.", [(K, 5, None)]),
]


@pytest.mark.parametrize(("text", "expected"), IN_OTHER_WORDS)
def test_the_harmed_in_other_words(text: str, expected: list[tuple[str, int, str | None]]) -> None:
    found = [mention.toll for mention in tolls(text)]
    assert sorted((t.measure.value, t.best, t.of or "") for t in found) == sorted(
        (m, n, of or "") for m, n, of in expected
    )


def test_casualties_bound_both_harms() -> None:
    assert {
        (t.toll.measure.value, t.toll.low, t.toll.best, t.toll.high) for t in tolls("The raid left 12 casualties.")
    } == {
        (K, None, None, 12),
        (I, None, None, 12),
    }


# sentence, (measure, low, best, of) of each toll
MEMBERS = [
    ("Half a million people have been displaced.", [(P, 500000, 500000, None)]),
    ("More than a quarter of a million villagers were displaced.", [(P, 250000, None, None)]),
    ("About two and a half thousand people were displaced.", [(P, None, 2500, None)]),
    ("Two Kenyans and a Somali died.", [(K, 3, 3, None)]),
    ("Three Armenians and one Azerbaijani were killed.", [(K, 4, 4, None)]),
    ("Four Indians and a Pakistani were wounded.", [(I, 5, 5, None)]),
    ("Two rockets fell on the towns, wounding 3 and 5 people.", [(I, 8, 8, None)]),
    ("The raids killed six and nine villagers respectively.", [(K, 15, 15, None)]),
    ("At least 30 rebels, 12 soldiers and police and 7 civilians have died.", [(K, 49, None, None)]),
    (
        "Raiders killed 40 people, including 11 women and 6 children.",
        [(K, 40, 40, None), (K, 11, 11, "women"), (K, 6, 6, "children")],
    ),
    (
        "Nine people died, among them three nurses and a policeman.",
        [(K, 9, 9, None), (K, 3, 3, "medics"), (K, 1, 1, "police")],
    ),
    (
        "A blast killed 20 people, including 5 boys, 2 soldiers and a reporter, and wounded 30 others.",
        [
            (K, 20, 20, None), (K, 5, 5, "children"), (K, 2, 2, "soldiers"), (K, 1, 1, "journalists"),
            (I, 30, 30, None),
        ],
    ),
    ("Rockets wounded 14 people, six of them critically.", [(I, 14, 14, None)]),
    ("They took 30 captives and killed 12 people, none of whom survived.", [(A, 30, 30, None), (K, 12, 12, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MEMBERS)
def test_members_of_a_list_are_counted_one_by_one(
    text: str, expected: list[tuple[str, int | None, int | None, str | None]]
) -> None:
    found = [(m.toll.measure.value, m.toll.low, m.toll.best, m.toll.of) for m in tolls(text)]
    assert sorted(found, key=str) == sorted(expected, key=str)


# sentence, (measure, low, best, of) of each toll
PLAIN = [
    ("A boy is in critical condition after the shooting.", [(I, 1, 1, None)]),
    ("Four people are recovering after a shooting outside a cafe.", [(I, 4, 4, None)]),
    ("Girl grazed by stray bullet in Velm", [(I, 1, 1, None)]),
    ("Three men walked into a shop with gunshot wounds on Saturday.", [(I, 3, 3, None)]),
    ("A man was found in the yard of a house on Oak Road with gunshot wounds.", [(I, 1, 1, None)]),
    ("A juvenile was taken from the scene suffering from a gunshot wound.", [(I, 1, 1, None)]),
    ("Three other people were treated at a hospital and released.", [(I, 3, 3, None)]),
    ("Two girls, ages 11 and 12, shot in the head in Velm", [(I, 2, 2, None)]),
    ("Two teens, ages 14 and 17, were found with gunshot wounds.", [(I, 2, 2, None)]),
    ("The car was hit by several bullets.", []),
    ("The market is recovering after a bad year.", []),
    ("The soldier was shot six times on Dec. 18.", [(I, 1, 1, None)]),
    (
        "A man shot and killed his wife before turning the gun on himself.",
        [(K, 1, 1, None), (K, 1, 1, "attackers")],
    ),
    ("Man kills two neighbours, then himself", [(K, 2, 2, None), (K, 1, 1, "attackers")]),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_set_phrases_tell_who_was_hit(
    text: str, expected: list[tuple[str, int | None, int | None, str | None]]
) -> None:
    found = [(m.toll.measure.value, m.toll.low, m.toll.best, m.toll.of) for m in tolls(text)]
    assert sorted(found, key=str) == sorted(expected, key=str)
