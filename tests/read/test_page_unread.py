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


def _message(number: int, writer: str, text: str) -> str:
    return (
        f'<div class="message default clearfix" id="message{number}"><div class="pull_left userpic_wrap">'
        f'<div class="userpic"><div class="initials">{writer[0]}</div></div></div><div class="body"><div '
        'class="pull_right date details"'
        f' title="20.11.2017 1{number}:00:00 UTC+01:00">1{number}:00</div><div class="from_name">{writer}</div>'
        f'<div class="text">{text}</div></div></div>'
    )


def test_an_exported_chat_loses_no_message_and_says_that_it_has_no_article() -> None:
    texts = {
        "Velme Post": "Gunmen on motorcycles shot dead two police officers near Velme on Saturday, they said."
        "<br><br>The government sent 300 soldiers to the province on Sunday and closed the road to Port Aru.<br><br>"
        "A third officer was taken to hospital. The provincial police chief said that the attackers had escaped.",
        "Mona Zed": "I do not believe a word that the generals say about who bombed the market.",
        "old goat": "They killed forty people there last year.",
    }
    messages = "".join(_message(i, writer, text) for i, (writer, text) in enumerate(texts.items(), start=1))
    reading = read_page_mapped(
        '<html><head><title>Exported Data</title></head><body><div class="page_wrap"><div class="page_header"><div '
        'class="text bold">Velme chat</div></div><div class="page_body chat_page"><div class="history"><div '
        f'class="message service"><div class="body details">20 November 2017</div></div>{messages}</div></div></div>'
        "</body></html>",
        name="messages.html",
    )
    page = reading.document
    said = [page.text[p.start : p.end] for p in page.passages if p.kind is PassageKind.COMMENT]
    assert said == [text.replace("<br><br>", "\n") for text in texts.values()]
    assert not any(p.kind is PassageKind.BODY for p in page.passages)
    assert "Mona Zed" not in page.text
    assert "Velme chat" in page.text
    (failure,) = reading.failures
    assert failure.reason is Reason.LEFT_OUT
    assert "only a thread" in failure.detail
