"""Layouts of whole pages that call themselves by what they are not."""

import pytest

from khabar.read import read_page
from khabar.records import Document, PassageKind

PARAGRAPHS = (
    "Gunmen on motorcycles shot dead two police officers at a checkpoint near Velme on Saturday, officials said.",
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
        f'<div class="paywall-content">{ARTICLE}</div>',
        f'<div class="subscription-content newsletter">{ARTICLE}</div>',
        f'<div class="with-banner">{ARTICLE}<div class="banner"><p>Subscribe and never miss a story.</p></div></div>',
    ],
    ids=["one form", "share bar", "paywall", "subscription", "banner"],
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
    head = head.format(name=name, initial=name[0])
    return f'<div class="comment-card">{head}<div class="copy"><p>{text}</p></div></div>'


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
    thread = f'<section id="comments"><h2>4 comments</h2>{thread}</section>'
    page = read_page(f"<html><body><article>{ARTICLE}</article>{thread}</body></html>", name="velme.html")
    assert words(page, PassageKind.COMMENT) == [text for _, text in said]
    assert [p.writer for p in page.passages if p.comment] == ["reader 1", "reader 2", "reader 1", "reader 3"]
    assert not any(name in page.text for name, _ in said)


def test_a_headline_below_the_name_of_the_site_in_a_blog_without_h1_of_its_own() -> None:
    page = (
        f"<html><head><title>The Coast Herald: {TITLE}</title></head><body><h1>The Coast Herald</h1>"
        f'<div class="blog-posts hfeed"><div class="post hentry"><h3 class="post-title">{TITLE}</h3>'
        f'<div class="post-body entry-content">{"<br><br>".join(PARAGRAPHS)}</div></div>'
        '<div class="comments"><h4>2 comments:</h4><dl>'
        '<dt class="comment-author">quillan said...</dt><dd class="comment-body"><p>Where is the army?</p></dd>'
        '<dt class="comment-author">mtb_girl said...</dt><dd class="comment-body"><p>At home, as always.</p></dd>'
        "</dl></div></div></body></html>"
    )
    document = read_page(page, name="velme.html")
    assert words(document, PassageKind.TITLE) == [TITLE]
    assert words(document, PassageKind.BODY) == ["\n".join(PARAGRAPHS)]
    assert words(document, PassageKind.COMMENT) == ["Where is the army?", "At home, as always."]


def test_the_only_heading_above_an_article_is_its_headline() -> None:
    page = f"<html><head><title>The Coast Herald - Print</title></head><body>{ARTICLE}</body></html>"
    document = read_page(page.replace("h1>", "h2>"), name="velme.html")
    assert words(document, PassageKind.TITLE) == [TITLE]


def test_comments_in_a_table_below_a_heading_in_a_cell_of_its_own() -> None:
    said = [("mtb_girl", "We need more than 300 soldiers."), ("quillan", "Schools would help."), ("Ana", "Poor men.")]
    rows = "".join(f"<tr><td><b>{name}</b> wrote on 13/09/2020:<br>{text}</td></tr>" for name, text in said)
    page = (
        f"<html><body><table><tr><td><a>Front page</a></td><td><h3>{TITLE}</h3>{'<br><br>'.join(PARAGRAPHS)}<br><br>"
        f"<table><tr><td><b>Readers' opinions</b></td></tr>{rows}</table></td></tr></table></body></html>"
    )
    document = read_page(page, name="velme.html")
    assert words(document, PassageKind.BODY) == ["\n".join(PARAGRAPHS)]
    assert words(document, PassageKind.COMMENT) == [text for _, text in said]
    assert not any(name in document.text for name, _ in said)


def test_the_deck_is_the_articles_and_share_bars_and_bylines_within_it_are_not() -> None:
    deck = "The attackers fled on motorcycles towards the border."
    head = (
        f'<h1>{TITLE}</h1><h2 class="subhead">{deck}</h2><p class="x">By Jo Pereira, 6 September 2020. '
        'Updated 7 September 2020.</p><ul class="t"><li>Share on Facebook</li><li>Send by e-mail</li>'
        "<li>3 min read</li></ul><div><a>12</a><a>5</a></div>"
    )
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f'<html><body><article>{head}<div class="story">{body}</div></article></body></html>'
    for markup in (page, page.replace("article>", "section>")):
        assert words(read_page(markup, name="velme.html"), PassageKind.BODY) in (
            [deck, "\n".join(PARAGRAPHS)],
            ["\n".join([deck, *PARAGRAPHS])],
        )


REMARKS = (
    ("marlow77", "They should have left the city weeks ago, and my cousin says that forty people were killed there."),
    ("Ines R.", "I do not believe a word that the generals say about who bombed the market in Port Aru last year."),
    ("old_goat", "In my view the West bombed far more people than that, and nobody ever writes a word about it."),
    ("night.reader", "Thank you for reporting this. The toll will rise, wait and see what they tell us next week."),
)


@pytest.mark.parametrize(
    "heading", ["<h3>Readers write</h3>", "<h3>Voices from the street</h3>", "<h4>Your views</h4>", ""]
)
@pytest.mark.parametrize("count", [2, 4])
def test_bare_paragraphs_below_an_article_that_begin_with_names_are_comments(heading: str, count: int) -> None:
    remarks = "".join(f"<p><b>{name}:</b> {text}</p>" for name, text in REMARKS[:count])
    short = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    page = read_page(
        f"<html><body><article>{short}</article>{heading}{remarks}<footer>Copyright</footer></body></html>",
        name="x.html",
    )
    assert words(page, PassageKind.BODY) == ["\n".join(PARAGRAPHS[:2])]
    assert words(page, PassageKind.COMMENT) == [text for _, text in REMARKS[:count]]
    assert not any(name in page.text for name, _ in REMARKS)


def test_what_follows_a_whole_article_below_a_heading_is_no_part_of_it_however_long() -> None:
    remarks = "".join(f"<p>{text}</p>" for _, text in REMARKS)
    short = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    page = read_page(
        f"<html><body><article>{short}</article><h3>Voices from the street</h3>{remarks}</body></html>", name="x.html"
    )
    assert words(page, PassageKind.BODY) == ["\n".join(PARAGRAPHS[:2])]
    assert all(text in page.text for _, text in REMARKS)


def test_an_interview_within_the_article_stays_body() -> None:
    talk = "".join(f"<p><b>{name}:</b> {text}</p>" for name, text in REMARKS)
    page = read_page(
        f"<html><body><article>{ARTICLE}<h3>In their words</h3>{talk}</article></body></html>", name="x.html"
    )
    assert not words(page, PassageKind.COMMENT)
    assert all(text in page.text for _, text in REMARKS)


@pytest.mark.parametrize(
    "deck", ["", "<p>Two officers were shot dead near Velme, and the government sent in soldiers.</p>"]
)
def test_an_article_element_with_the_headline_alone_does_not_end_the_article(deck: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = read_page(
        f"<html><body><article><h1>{TITLE}</h1>{deck}</article><h2>What happened</h2><div>{text}</div></body></html>",
        name="x.html",
    )
    assert all(paragraph in "\n".join(words(page, PassageKind.BODY)) for paragraph in PARAGRAPHS)


@pytest.mark.parametrize(
    "note",
    [
        "A version of this article appears in print on July 16, 2021, Section A, Page 4 of the edition.",
        "A version of this story appeared in the Velme Post’s weekend magazine.",
        "Source: Velme Post and news agencies",
        "Sources: Port Aru Radio, agencies",
    ],
)
def test_a_note_on_print_or_credits_is_no_part_of_the_article(note: str) -> None:
    page = read_page(f"<html><body><article>{ARTICLE}<p>{note}</p></article></body></html>", name="velme.html")
    assert words(page, PassageKind.BODY) == ["\n".join(PARAGRAPHS)]
    assert note in page.text


@pytest.mark.parametrize(
    "line", ["A version of this account was denied by the army.", "Source of the fire: two shells, agencies said."]
)
def test_a_sentence_that_begins_as_such_a_note_stays_body(line: str) -> None:
    page = read_page(f"<html><body><article>{ARTICLE}<p>{line}</p></article></body></html>", name="velme.html")
    assert line in "\n".join(words(page, PassageKind.BODY))


def _posts(writer: str) -> str:
    return "".join(
        f'<div class="post">{writer}<time datetime="2023-04-12T1{n}:05:00Z">1{n}:05</time><p>{paragraph}</p></div>'
        for n, paragraph in enumerate(PARAGRAPHS)
    )


def test_posts_with_times_and_no_writers_in_the_article_of_the_headline_are_what_it_tells() -> None:
    page = f"<html><body><article><h1>{TITLE}</h1>{_posts('')}</article></body></html>"
    document = read_page(page, name="live.html")
    assert not words(document, PassageKind.COMMENT)
    assert all(any(p in told for told in words(document, PassageKind.BODY)) for p in PARAGRAPHS)


@pytest.mark.parametrize(
    "page",
    [
        f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>{_posts('<span class=author>zed44</span>')}</article>",
        f'<h1>{TITLE}</h1><div class="posts">{_posts("")}</div>',
    ],
    ids=["writers", "no article"],
)
def test_posts_of_writers_or_outside_an_article_are_comments(page: str) -> None:
    document = read_page(f"<html><body>{page}</body></html>", name="thread.html")
    assert any(PARAGRAPHS[1] in told for told in words(document, PassageKind.COMMENT))
