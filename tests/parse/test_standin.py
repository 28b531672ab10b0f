"""Words that the parser takes for others: the group IS, names in quotation marks, verbs of headlines."""

from __future__ import annotations

import pytest

from khabar.parse.plain import sentences_of
from khabar.parse.standin import groups, unquoted


def tree(text: str) -> dict[str, tuple[str, str, str]]:
    (sentence,) = sentences_of(text)
    return {t.text: (t.tag, t.dep, sentence.head(t.i).text) for t in sentence.tokens}


@pytest.mark.parametrize(
    ("text", "word", "subject"),
    [
        ("RSF shells market in Omdurman", "shells", "RSF"),
        ("Gangs storm prison in the capital", "storm", "Gangs"),
        ("The rebel forces target areas in the north", "target", "forces"),
        ("Fighting in the suburbs and rebel forces shell the old port", "shell", "forces"),
        ("The junta forces shell areas in the town of Velm", "shell", "forces"),
        ("Turkish forces target Tal Tamr and bombardment targets Kobani", "targets", "bombardment"),
        ("JNIM expels soldiers and militiamen from the hill", "expels", "JNIM"),
        ("Missile strike targets Odesa port and the coast", "targets", "strike"),
    ],
)
def test_a_headline_without_a_verb_has_one_of_force(text: str, word: str, subject: str) -> None:
    found = tree(text)
    assert found[word][0] in ("VBP", "VBZ")
    assert found[subject][1:] == ("nsubj", word)


@pytest.mark.parametrize(
    "text",
    [
        "Army attack helicopter lost near Velm",
        "RSF shells hit the market",
        "Three killed in rebel raids in Velm",
        "The airstrikes destroyed military targets near the border",
    ],
)
def test_a_noun_of_force_stays_one(text: str) -> None:
    assert all(tag.startswith("NN") for word, (tag, *_) in tree(text).items() if word in ("attack", "shells", "raids"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IS executes 15 men", [0]),
        ("Jets kill 12 IS in the desert", [3]),
        ("Peace IS the aim", []),
        ("This IS all", []),
        ("THE WAR IS OVER", []),
    ],
)
def test_a_capital_is_is_a_group_by_its_neighbours(text: str, expected: list[int]) -> None:
    assert groups(text.split()) == expected


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ('the "Islamic State" organization shelled the town', 2),
        ('members of the "Euphrates Shield" were killed', 2),
        ('"Never", she said', 0),
        ('"Islamic State" said it did', 0),
        ('he called it "a good day" for all', 0),
    ],
)
def test_marks_around_names_are_not_parsed(text: str, marks: int) -> None:
    assert len(unquoted(text)) == marks


def test_tokens_keep_their_own_words_and_places() -> None:
    text = "The “Islamic State” group said IS raids “many towns”."
    (sentence,) = sentences_of(text)
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)
    assert "ISIS" not in [t.text for t in sentence.tokens]
    assert [t.i for t in sentence.tokens] == list(range(len(sentence.tokens)))


def test_what_is_done_by_somebody_is_a_noun() -> None:
    assert tree("Shelling by the army on two villages")["Shelling"][0] == "NN"
    assert tree("Ten were wounded in shelling by rebels on the city")["shelling"] == ("NN", "pobj", "in")
