"""The layout of a page: what its blocks are, and which of them are no part of the article."""

import pytest

from khabar.read import read_page
from khabar.records import Document, Form, PassageKind

START = "Government soldiers shelled the market of Bara on Wednesday, killing at least 12 people, residents said."
WORDS = "We heard the first shell at noon and ran to the river with the children"
QUOTED = f"“{WORDS}, and we have not been back since,” said Halima Adam, a trader of the town."
END = "The army denied it, and the governor asked the people of the town to stay at home."


def read(inner: str) -> Document:
    body = f"<article><h1>Shells hit the market of Bara</h1><p>{START}</p><p>{QUOTED}</p>{inner}<p>{END}</p></article>"
    return read_page(f"<html><body>{body}</body></html>", name="page")


def forms(page: Document) -> list[tuple[Form, str]]:
    return [(block.form, page.text[block.start : block.end]) for block in page.blocks]


def of_kind(page: Document, kind: PassageKind) -> str:
    return "\n".join(page.text[p.start : p.end] for p in page.passages if p.kind is kind)


@pytest.mark.parametrize(
    ("inner", "form", "text"),
    [
        ("<h2>What the army says</h2>", Form.HEADING, "What the army says"),
        (
            "<ul><li>Two died in Bara.</li><li>One died in Kosti.</li></ul>",
            Form.LIST,
            "Two died in Bara.\nOne died in Kosti.",
        ),
        (
            "<blockquote><p>We did not fire.</p><p>Nobody did.</p></blockquote>",
            Form.QUOTE,
            "We did not fire.\nNobody did.",
        ),
        (
            '<blockquote class="pullquote"><p>We shall never leave.</p></blockquote>',
            Form.QUOTE,
            "We shall never leave.",
        ),
        (
            "<table><tr><th>Town</th><th>Dead</th></tr><tr><td>Bara</td><td>12</td></tr></table>",
            Form.TABLE,
            "Town\nDead\nBara\n12",
        ),
    ],
)
def test_what_belongs_to_the_article_is_told_apart_and_stays_body(inner: str, form: Form, text: str):
    page = read(inner)
    assert forms(page) == [(form, text)]
    assert of_kind(page, PassageKind.BODY) == "\n".join((START, QUOTED, text, END))


def test_a_caption_is_a_passage_and_a_form():
    page = read("<figure><img src=x.jpg><figcaption>A burned stall in Bara.</figcaption></figure>")
    assert forms(page) == [(Form.CAPTION, "A burned stall in Bara.")]
    assert of_kind(page, PassageKind.CAPTION) == "A burned stall in Bara."


@pytest.mark.parametrize(
    ("inner", "form", "text"),
    [
        (f"<blockquote>{WORDS}</blockquote>", Form.PULL_QUOTE, WORDS),
        (
            f'<div class="pull-quote"><p>“{WORDS}”</p><p>Halima Adam</p></div>',
            Form.PULL_QUOTE,
            f"“{WORDS}”\nHalima Adam",
        ),
        (
            '<p>Read more: <a href="/x">Ten killed in El Fasher</a></p>',
            Form.RELATED,
            "Read more: Ten killed in El Fasher",
        ),
        ('<div class="related-box"><p>Ten killed in El Fasher</p></div>', Form.RELATED, "Ten killed in El Fasher"),
        (
            '<h3>Related stories</h3><ul><li><a href="/x">Ten killed in El Fasher</a></li>'
            '<li><a href="/y">Drought in Kosti</a></li></ul>',
            Form.RELATED,
            "Related stories\nTen killed in El Fasher\nDrought in Kosti",
        ),
        ("<p>Sign up for our morning newsletter and get the news in your inbox.</p>", Form.RELATED, None),
        ('<div class="newsletter-box"><p>Twelve are killed every day: get our news.</p></div>', Form.RELATED, None),
    ],
)
def test_what_repeats_the_article_or_leads_away_from_it_is_kept_as_boilerplate(
    inner: str, form: Form, text: str | None
):
    page = read(inner)
    assert {found for found, _ in forms(page)} == {form}
    if text is not None:
        assert "\n".join(words for _, words in forms(page)) == text
        assert of_kind(page, PassageKind.BOILERPLATE) == text
    assert of_kind(page, PassageKind.BODY) == "\n".join((START, QUOTED, END))


def test_a_paragraph_with_links_is_still_the_article():
    linked = 'The <a href="/x">market of Bara</a>, which <a href="/y">the rebels took in May</a>, was full.'
    page = read(f"<p>Read more books, the governor said, and go to no market.</p><p>{linked}</p>")
    assert forms(page) == []
    assert "was full." in of_kind(page, PassageKind.BODY)


def test_an_article_laid_out_in_a_table_is_no_table():
    page = read_page(
        f"<html><table><tr><td><h1>Shells hit Bara</h1><p>{START}</p><p>{END}</p></td></tr></table>", name="p"
    )
    assert page.blocks == ()


def test_each_entry_of_a_live_blog_keeps_its_time():
    entries = (
        f'<div class="entry"><time datetime="2018-04-20T09:15:00Z">09:15</time><p>{END}</p></div>'
        f'<div class="entry"><time datetime="2018-04-20T08:40:00Z">08:40</time><p>{QUOTED}</p></div>'
    )
    page = read_page(
        '<html><article><h1>Battle for Bara: live</h1><time datetime="2018-04-20T08:00:00Z">20 April</time>'
        f"<p>{START}</p>{entries}</article></html>",
        name="page",
    )
    times = [statement for statement in page.statements if statement.field == "entry"]
    assert [statement.value for statement in times] == ["2018-04-20T09:15:00Z", "2018-04-20T08:40:00Z"]
    for statement, shown in zip(times, ("09:15", "08:40"), strict=True):
        at = int(statement.where.removeprefix("time "))
        assert page.text[at:].startswith(shown)
