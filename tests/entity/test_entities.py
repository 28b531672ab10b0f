"""Entities: who, where and with what, found by the tagger and named by the lists."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

import khabar
from khabar.actor import Register
from khabar.entity import KINDS, Entity, Form, entities
from khabar.entity.find import form_of
from khabar.entity.tagger import Tagger
from khabar.entity.words import weapons_in, words_in

STORY = (
    "Haider al-Abadi said on Thursday that Iraqi warplanes had bombed Islamic State positions in Syria. "
    "They killed 36 militants with missiles, the prime minister said in Baghdad."
)


def found_in(text: str, kind: str) -> dict[str, Entity]:
    return {e.text: e for e in entities(text, published=date(2018, 4, 19)) if e.kind == kind}


def test_entities_cover_their_words_in_text_order_without_overlap():
    found = entities(STORY)
    assert found
    assert all(STORY[e.start : e.end] == e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert {e.kind for e in found} <= KINDS.keys()


def test_people_and_places_get_their_ids():
    [abadi] = [e for e in found_in(STORY, "person").values() if "Abadi" in e.text]
    assert (abadi.name, abadi.form) == ("Haider al-Abadi", Form.NAME)
    places = found_in(STORY, "place")
    assert places["Baghdad"].country_iso3 == "IRQ"
    assert places["Baghdad"].place_id is not None


def test_pronouns_are_told_from_names():
    assert found_in(STORY, "organisation")["They"].form is Form.PRONOUN


def test_names_that_no_list_has_are_found():
    text = "Colonel Dastan Vorelu of the Ostrava Liberation Brigade met the council in Goma."
    register = Register.load()
    assert all("Vorelu" not in a.text for a in register.find_actors(text))
    assert any("Vorelu" in words for words in found_in(text, "person"))


@pytest.mark.parametrize("text", ["", "\n\n", "…", "🙂", "A", "word " * 2000, "A" * 5000, "HEAVY SHELLING IN GOMA"])
def test_any_text_is_read(text: str):
    assert all(text[e.start : e.end] == e.text for e in entities(text))


def test_a_sentence_is_tagged_alike_whatever_was_read_before():
    first = entities(STORY)
    entities("Residents of Goma fled.")
    assert entities(STORY) == first


def test_chances_of_a_word_sum_to_one():
    words = words_in(STORY, Register.load())
    chances = Tagger.load().chances(words, *words.sentences[0])
    assert np.allclose(chances.sum(1), 1, atol=1e-4)


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("she", Form.PRONOUN),
        ("two soldiers", Form.NOUN),
        ("The President", Form.NOUN),
        ("President Vorelu", Form.NAME),
        ("the FARDC", Form.NAME),
    ],
)
def test_forms(words: str, form: Form):
    assert form_of(words, {"president"}) is form


def test_the_longest_words_of_a_weapon_are_one():
    text = "a car bomb, two rocket-propelled grenades and a stone"
    assert [text[a:b] for a, b, known in weapons_in(text) if known.plain] == ["car bomb", "rocket-propelled grenades"]


def test_the_public_name():
    assert khabar.entities("Shells fell on Goma.") == entities("Shells fell on Goma.")
