"""Sentences by rule: where they end, and where they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.limits import MAX_SENTENCE_CHARS, MAX_UNBROKEN_CHARS
from khabar.parse import split, unbroken
from khabar.records import Document, Passage, PassageKind


def document(text: str, *kinds: tuple[PassageKind, int, int]) -> Document:
    parts = kinds or ((PassageKind.BODY, 0, len(text)),)
    passages = tuple(Passage(n, kind, start, end) for n, (kind, start, end) in enumerate(parts))
    return Document("d-0", text, passages, "test", "", "text/plain")


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split(document(text))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Shells fell on Omdurman. Two people died.", 2),
        ("Gen. Abdel Fattah al-Burhan spoke in Port Sudan. He left at noon.", 2),
        ("The U.S. Army denied it. Kyiv did not.", 2),
        ("They left the U.S. The army followed.", 2),
        ("He asked: “Who fired?” Nobody answered.", 2),
        ("It cost 3.5 million. Nobody paid.", 2),
        ("Shots rang out at 11 a.m. More than 80 people fled.", 2),
        ("Shots rang out at 9 p.m. Gunmen fled.", 2),
        ("Shots rang out at 9 p.m. Tuesday in Velm.", 1),
        ("Shots rang out at 9 p.m. Eastern time.", 1),
        ("J. M. Okello, a teacher, was shot at 4 p.m. on Friday.", 1),
        ("“We saw it.” She wept.", 2),
        ("One line\nanother line", 2),
        ("Aid workers (from Goma.) They waited.", 2),
        ("Rebels entered the town… Residents fled.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, count: int) -> None:
    assert len(sentences(text)) == count, sentences(text)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("KYIV, March 13 - Missiles struck a town.", "Missiles"),
        ("GOMA, Democratic Republic of Congo (Wire) — Rebels left.", "Rebels"),
        ("PORT-AU-PRINCE, Haiti, 3 June 2024 (WN) -- Gangs fought.", "Gangs"),
        ("EL FASHER – Shells fell.", "Shells"),
        ("Wednesday, 16 November 2022: rebels shelled Kibati.", "Wednesday"),
        ("Gusau, Nigeria, 6 May 2024 - Gunmen attacked.", "Gunmen"),
        ("New York (United States), March 14, 2024 – Police fired.", "Police"),
        ("Rebels and traders, who fled - some on foot - returned.", "Rebels"),
        ("TAMPA, Fla. - Between four and five, shots fell.", "Between"),
        ("ISLAMABAD/TEHRAN, Jan 18 - Pakistan carried out strikes.", "Pakistan"),
        ("(Tripoli, 20 February 2024) - Security forces fired.", "Security"),
        ("22:14 Police say that shots fell.", "Police"),
        ("6:05 pm GMT - Residents fled.", "Residents"),
        ("The army - what is left of it - withdrew.", "The"),
        ("M23 rebels left Goma - at last.", "M23"),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(text: str, starts: str) -> None:
    assert sentences(text)[0].startswith(starts)


def test_the_topic_of_a_title_is_no_part_of_it() -> None:
    text = "LIBYA: Protesters beaten in Tobruk"
    (found,) = split(document(text, (PassageKind.TITLE, 0, len(text))))
    assert text[found.start : found.end] == "Protesters beaten in Tobruk"


def test_boilerplate_has_no_sentences_and_none_crosses_a_passage() -> None:
    text = "Menu. Home.\nShells fell. A reader disagrees."
    cut = text.index("A reader")
    doc = document(
        text, (PassageKind.BOILERPLATE, 0, 11), (PassageKind.BODY, 12, cut), (PassageKind.COMMENT, cut, len(text))
    )
    found = split(doc)
    assert [(text[s.start : s.end], s.passage) for s in found] == [("Shells fell.", 1), ("A reader disagrees.", 2)]


def test_a_sentence_without_end_is_cut_to_what_the_parser_takes() -> None:
    text = "word " * 2000
    found = split(document(text))
    assert max(s.end - s.start for s in found) <= MAX_SENTENCE_CHARS
    assert "".join(text[s.start : s.end].replace(" ", "") for s in found) == text.replace(" ", "")


@given(st.text(max_size=300))
def test_spans_are_ordered_trimmed_and_inside(text: str) -> None:
    last = 0
    for s in split(document(text)):
        assert last <= s.start < s.end <= len(text)
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        assert "\n" not in text[s.start : s.end]
        last = s.end


def test_a_text_without_the_end_of_a_sentence_is_bounded() -> None:
    text = "rebels shelled a camp and " * 5_000
    pieces = split(document(text))
    assert pieces[-1].end <= MAX_UNBROKEN_CHARS
    assert unbroken(document(text)) == [(MAX_UNBROKEN_CHARS, len(text))]
    assert unbroken(document("Shells fell. " * 10_000)) == []
