"""Nothing of a page is lost without a word: what is not read is refused, or noted beside what is."""

import pytest

import khabar
from khabar.errors import InputRefused, Reason
from khabar.read import read_page_mapped
from khabar.read.page import PageReading
from khabar.records import PassageKind

ARTICLE = "Gunmen killed four farmers near Gwoza on Monday, and the army said that it was looking for them. "
LONG = "".join(f"<p>{ARTICLE} It was the {i}th attack.</p>" for i in range(12))


def read(markup: str) -> PageReading:
    return read_page_mapped(f"<!doctype html><html lang=en>{markup}</html>", name="page")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (f"<body><div style='display: none'>{LONG}</div></body>", "hidden"),
        (f"<body><div hidden>{LONG}</div></body>", "hidden"),
        (f"<body><noscript>{LONG}</noscript></body>", "hidden"),
        ("<frameset><frame src=a.html><frame src=b.html></frameset>", "frames"),
        ("<body><iframe src=a.html></iframe></body>", "frames"),
        (f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{ARTICLE}"}}</script>', "JSON-LD"),
        ("<body><nav><a href=/>Home</a></nav><script>render()</script></body>", "furniture"),
        ("<body><div id=root></div><script>render()</script></body>", "no visible text"),
        (f"<body><!-- {LONG}</body>", "unclosed comment"),
    ],
)
def test_a_page_of_which_nothing_can_be_read_is_refused_and_says_why(markup: str, words: str):
    with pytest.raises(InputRefused, match=words) as refused:
        read(markup)
    assert refused.value.reason is Reason.NO_TEXT


@pytest.mark.parametrize(
    ("markup", "reason", "words"),
    [
        ("<div>" * 300 + f"<p>{ARTICLE}</p>" + "</div>" * 300, Reason.TOO_DEEP, "nested"),
        (f"<p>{ARTICLE}</p><div style='display:none'>{LONG}</div>", Reason.TRUNCATED, "hidden from sight"),
        (f"<p>{ARTICLE}</p><noscript>{LONG}</noscript>", Reason.TRUNCATED, "hidden from sight"),
        (f"<p>{ARTICLE}</p><script>{LONG}", Reason.TRUNCATED, "unclosed script"),
        (f"<p>{ARTICLE}</p><!-- {LONG}", Reason.TRUNCATED, "unclosed comment"),
        (
            f'<script type="application/ld+json">{{"@type": "Article", "articleBody": "{ARTICLE * 20}"}}</script>'
            f"<p>{ARTICLE}</p>",
            Reason.TRUNCATED,
            "JSON-LD",
        ),
    ],
)
def test_a_page_of_which_a_part_cannot_be_read_is_read_and_the_part_is_noted(markup: str, reason: Reason, words: str):
    reading = read(f"<body><article>{markup}</article></body>" if "<!--" not in markup else f"<body>{markup}")
    assert ARTICLE.strip() in reading.document.text
    ((failure),) = reading.failures
    assert (failure.reason, failure.name, failure.raw_sha256) == (reason, "page", reading.document.raw_sha256)
    assert words in failure.detail
    assert "\n" not in failure.detail


@pytest.mark.parametrize(
    "markup",
    [
        f"<p>{ARTICLE}</p>",
        f"<article>{LONG}</article><noscript><img src=x></noscript><div hidden>Menu</div>",
        f"<article>{LONG}</article><iframe src=x></iframe><script>x()</script>",
    ],
)
def test_a_page_that_is_read_whole_has_nothing_noted(markup: str):
    assert read(f"<body>{markup}</body>").failures == ()


def test_what_is_hidden_is_kept_as_boilerplate():
    reading = read(f"<body><article>{LONG}<p style='visibility:hidden'>Ten died in secret.</p></article></body>")
    text, passages = reading.document.text, reading.document.passages
    assert [text[p.start : p.end] for p in passages if p.kind is PassageKind.BOILERPLATE] == ["Ten died in secret."]


def test_a_part_that_is_not_read_is_a_row_of_the_ledger():
    markup = f"<html><body><p>{ARTICLE}</p><div style='display:none'>{LONG}</div></body></html>"
    ledger = khabar.code(markup.encode(), published="2024-03-05")
    ((reason, detail),) = ledger.query("SELECT reason, detail FROM failures").fetchall()
    assert reason == Reason.TRUNCATED
    assert "hidden from sight" in detail
