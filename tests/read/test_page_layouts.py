"""Layouts of whole pages that call themselves by what they are not."""

import pytest

from khabar.read import read_page
from khabar.records import Document, PassageKind

PARAGRAPHS = (
    "Gunmen on motorcycles shot dead two police officers at a checkpoint outside Velme on Saturday night, officials said.",
    "A third officer was taken to hospital. The provincial police chief said that the attackers had escaped.",
    "The government sent 300 soldiers to the province on Sunday and closed the road between Velme and Port Aru.",
)
TITLE = "Two police officers shot dead at checkpoint near Velme"
ARTICLE = f"<h1>{TITLE}</h1>" + "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def words(page: Document, kind: PassageKind) -> list[str]:
    return [page.text[p.start : p.end] for p in page.passages if p.kind is kind]


@pytest.mark.parametrize(
    "page",
    [
        f'<form id="aspnetForm"><div><a href="/">Home</a></div>{ARTICLE}</form>',
        f'<div class="page share-enabled">{ARTICLE}</div>',
        f'<div class="with-banner">{ARTICLE}<div class="banner"><p>Subscribe today, and never miss a story.</p></div></div>',
    ],
    ids=["one form", "share bar", "banner"],
)
def test_what_holds_headline_and_article_is_no_furniture(page: str) -> None:
    document = read_page(f"<html><body>{page}</body></html>", name="velme.html")
    assert words(document, PassageKind.TITLE) == [TITLE]
    assert words(document, PassageKind.BODY) == ["\n".join(PARAGRAPHS)]


def test_a_teaser_that_is_an_article_within_an_aside_is_furniture() -> None:
    teaser = (
        '<aside class="read-more-wrap"><article class="card"><h2>Ferry sinks off Port Aru</h2>'
        "<p>At least 51 people drowned when an overloaded ferry capsized off Port Aru in a storm.</p></article></aside>"
    )
    page = read_page(f"<html><body><main><article>{ARTICLE}</article>{teaser}</main></body></html>", name="velme.html")
    assert words(page, PassageKind.BODY) == ["\n".join(PARAGRAPHS)]
    assert "Port Aru in a storm" in page.text


def comment(name: str, text: str, head: str) -> str:
    return f'<div class="comment-card">{head.format(name=name, initial=name[0])}<div class="copy"><p>{text}</p></div></div>'


@pytest.mark.parametrize(
    "head",
    [
        '<div class="flex"><h4 class="font-sans text-[17px] font-bold">{name}</h4></div>',
        '<div class="hdr"><span><a class="text-link" href="/u/1"><strong>{name}</strong></a> commented</span></div>',
        '<div class="x1"><div class="x2">{initial}</div><div><h3 class="x3">{name}</h3></div></div>',
        '<div class="x1"><span class="x4"><span class="x5">{name}</span></span></div>',
    ],
    ids=["utility classes", "text-link", "initials", "hashed"],
)
def test_names_of_writers_are_found_whatever_their_classes_say_of_looks(head: str) -> None:
    said = [
        ("Ramon D.", "Rest in peace, officers. You gave your lives for us."),
        ("mtb_girl", "We need more than 300 soldiers, this valley is lost already."),
        ("Ramon D.", "You are not wrong. I moved my family to the coast in June."),
        ("quillan", "Soldiers never solved anything here. Schools would."),
    ]
    thread = "".join(comment(name, text, head) for name, text in said)
    page = read_page(
        f'<html><body><article>{ARTICLE}</article><section id="comments"><h2>4 comments</h2>{thread}</section></body></html>',
        name="velme.html",
    )
    assert words(page, PassageKind.COMMENT) == [text for _, text in said]
    assert [p.writer for p in page.passages if p.comment] == ["reader 1", "reader 2", "reader 1", "reader 3"]
    assert not any(name in page.text for name, _ in said)
