"""Odd characters: the text keeps them as they are, and every span still fits and leads to its bytes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_map import check_map

from khabar.errors import InputRefused
from khabar.read import read_page, read_page_mapped

SENTENCE = "Gunmen killed four farmers near {} on Monday, and the army said that it was looking for them in the hills."
ODD = {
    "bidi override": "Gw\u202eoza\u202c",
    "isolates": "\u2066Gwoza\u2069",
    "zero width": "Gw\u200bo\u200dza\ufeff",
    "soft hyphen": "Gwo\u00adza",
    "tag characters": "Gwoza\U000e0041\U000e0042\U000e007f",
    "homoglyphs": "Gwоzа",
    "Arabic with digits": "غوزا ١٢٣ 123",
    "Hebrew with digits": "גוזה 45",
    "combining flood": "Gw" + "\u0301\u0323\u0308" * 60 + "oza",
    "decomposed": "Gwóza".replace("ó", "o\u0301"),
    "astral": "Gw𝔬za 🕊️👩‍👩‍👧",
    "variation selectors": "Gwoza\ufe0f\U000e0100",
    "replacement": "Gwoza",
    "private use": "Gwo\ue000za",
    "noncharacters": "Gwo\ufffe\uffffza",
}


@pytest.mark.parametrize("word", ODD.values(), ids=ODD.keys())
@pytest.mark.parametrize("is_html", [False, True])
def test_the_text_keeps_odd_characters_as_they_are(word: str, is_html: bool):
    sentence = SENTENCE.format(word)
    raw = (f"<html><body><p>{sentence}</p></body></html>" if is_html else sentence).encode()
    reading = read_page_mapped(raw, name="page")
    assert reading.document.text == sentence
    at = sentence.index(word)
    ((start, end),) = reading.map.ranges(at, at + len(word))
    assert raw[start:end].decode() == word
    check_map(raw, reading)


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.sampled_from(["utf-8", "utf-16", "utf-32"]),
    st.booleans(),
)
def test_every_span_of_any_text_fits_and_leads_back(text: str, encoding: str, is_html: bool):
    whole = SENTENCE.format("Gwoza") * 5 + text
    raw = (f"<html><p>{whole}</p></html>" if is_html else whole).encode(encoding)
    media_type = f"text/{'html' if is_html else 'plain'}; charset={encoding}"
    try:
        reading = read_page_mapped(raw, name="page", media_type=media_type)
    except InputRefused:
        return
    document = reading.document
    for passage in document.passages:
        span = document.span(passage.start, passage.end)
        assert document.text[span.start : span.end] == span.text
    check_map(raw, reading, media_type)


def test_a_page_is_read_into_the_same_text_and_spans_whatever_its_encoding():
    markup = f"<html><h1>Zoë of Gwoza</h1><p>{SENTENCE.format('“Gwoza” – 𝔘')}</p></html>"
    pages = [read_page(markup.encode(encoding), name="page") for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")]
    assert len({(page.doc_id, page.text, page.passages) for page in pages}) == 1
