"""HTML pages of our own, read into voices."""

from datetime import date

import pytest

from khabar.errors import InputRefused, Reason
from khabar.read import read_page
from khabar.records import Document, PassageKind

PAGE = """<!doctype html>
<html lang="en"><head><title>Shells hit Bara market | Nile Courier</title>
<link rel="canonical" href="https://nile.example/bara"><meta name="author" content="By Amna Idris"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<main><article><h1>Shells hit Bara market</h1>
<p class="byline">By Amna Idris, <time datetime="2023-05-04T23:30:00+03:00">4 May 2023</time></p>
<figure><img src="x.jpg"><figcaption>A burned stall in Bara.</figcaption></figure>
<p>Government   soldiers shelled the market of <b>Bara</b> on Wednesday,
killing at least 12&nbsp;people, residents said.</p>
<p>The army denied it. “We did not fire,” a spokesman said.</p>
<div class="related"><p>Ten killed in El Fasher</p></div>
</article>
<section id="comments"><h2>3 comments</h2>
<article class="comment"><p class="comment-author">zed_99</p><p>You believe that? The army always lies.</p>
<article class="comment"><p class="comment-author">Nile Girl</p><p>They should leave the town.</p></article></article>
<article class="comment"><p class="comment-author">zed_99</p><p>And who sells them the shells?</p></article>
</section></main>
<footer><p>Copyright 2023 Nile Courier.</p></footer></body></html>"""


def words(page: Document, kind: PassageKind) -> list[str]:
    return [page.text[p.start : p.end] for p in page.passages if p.kind is kind]


def test_every_voice_of_a_page_is_told_apart():
    page = read_page(PAGE, name="bara.html")
    assert words(page, PassageKind.TITLE) == ["Shells hit Bara market"]
    assert words(page, PassageKind.CAPTION) == ["A burned stall in Bara."]
    assert words(page, PassageKind.BODY) == [
        "Government soldiers shelled the market of Bara on Wednesday, killing at least 12 people, residents said.\n"
        "The army denied it. “We did not fire,” a spokesman said."
    ]
    assert words(page, PassageKind.COMMENT) == [
        "You believe that? The army always lies.",
        "They should leave the town.",
        "And who sells them the shells?",
    ]
    assert any("Ten killed in El Fasher" in text for text in words(page, PassageKind.BOILERPLATE))


def test_a_reader_keeps_one_pseudonym_and_the_handle_is_gone():
    page = read_page(PAGE, name="bara.html")
    comments = [p for p in page.passages if p.kind is PassageKind.COMMENT]
    assert [(p.comment, p.writer) for p in comments] == [(1, "reader 1"), (2, "reader 2"), (3, "reader 1")]
    assert "zed_99" not in page.text
    assert "Nile Girl" not in page.text


def test_what_a_page_says_of_itself_is_kept():
    page = read_page(PAGE, name="bara.html")
    assert (page.title, page.byline, page.outlet) == ("Shells hit Bara market", "Amna Idris", "Nile Courier")
    assert (page.url, page.language, page.media_type) == ("https://nile.example/bara", "en", "text/html")
    assert (page.published, page.published_from) == (date(2023, 5, 4), "time")


def test_the_caller_knows_better_than_the_page():
    page = read_page(PAGE, name="b", published=date(2023, 5, 6), url="https://other.example/x")
    assert (page.published, page.published_from) == (date(2023, 5, 6), "argument")
    assert page.url == "https://other.example/x"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2022-03-01"}</script>', "json-ld"),
        ('<meta property="article:published_time" content="2022-03-01T08:00:00Z">', "meta"),
        ('<link rel="canonical" href="https://a.example/2022/03/01/x">', "url"),
    ],
)
def test_the_day_of_publication_is_found_where_the_page_gives_it(head: str, expected: str):
    page = read_page(f"<html><head>{head}</head><body><p>Rebels took the town of Kibumba.</p></body></html>", name="k")
    assert (page.published, page.published_from) == (date(2022, 3, 1), expected)


@pytest.mark.parametrize("given", ["2022-02-30", "soon", "", "99999-01-01"])
def test_a_date_that_is_none_is_none(given: str):
    page = read_page(f'<p>Rebels took Kibumba.</p><time datetime="{given}">then</time>', name="k")
    assert page.published is None
    assert page.published_from is None


def test_the_same_page_has_the_same_id_under_any_name_and_mark_up():
    one, two = read_page(PAGE, name="a"), read_page(PAGE.encode().replace(b"<b>", b"<i>"), name="b")
    assert one.doc_id == two.doc_id
    assert one.raw_sha256 != two.raw_sha256


@pytest.mark.parametrize("page", [PAGE, "Rebels took Kibumba on Friday."])
def test_a_day_given_from_outside_changes_no_id(page: str):
    dated = read_page(page, name="a", published=date(2023, 5, 5))
    assert dated.published == date(2023, 5, 5)
    assert dated.doc_id == read_page(page, name="a").doc_id


def test_the_day_and_the_outlet_that_a_page_states_part_it_from_another():
    page = "<html><head>{}</head><body><p>Rebels took the town of Kibumba.</p></body></html>"
    heads = [
        "",
        '<meta property="article:published_time" content="2022-03-01">',
        '<meta property="article:published_time" content="2022-03-02">',
        '<meta property="og:site_name" content="Lake Post">',
    ]
    assert len({read_page(page.format(head), name="k").doc_id for head in heads}) == len(heads)


@pytest.mark.parametrize("wrapper", ["<div>{}</div>", "<main>{}</main>", "<table><tr><td>{}</td></tr></table>", "{}"])
def test_a_short_page_without_article_mark_up_has_a_body(wrapper: str):
    page = read_page(
        f"<html><body>{wrapper.format('<p>Gunmen killed four farmers near Gwoza.</p>')}</body></html>", name="g"
    )
    assert words(page, PassageKind.BODY) == ["Gunmen killed four farmers near Gwoza."]


def test_old_pages_part_their_paragraphs_with_line_breaks():
    page = read_page("<body>Troops entered Sirte.<br><br>Two men<br>died there.</body>", name="s.html")
    assert page.text == "Troops entered Sirte.\nTwo men died there."


def test_hidden_text_is_kept_but_is_no_part_of_the_article():
    page = read_page('<p>Troops entered Sirte.</p><p style="display: none">All of them died.</p>', name="s.html")
    assert words(page, PassageKind.BODY) == ["Troops entered Sirte."]
    assert words(page, PassageKind.BOILERPLATE) == ["All of them died."]


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<html><body><noscript>Rebels took the town.</noscript></body></html>", "hidden"),
        ('<html><body><div style="display:none">Rebels took the town.</div></body></html>', "hidden"),
        ('<html><frameset><frame src="a.html"></frameset></html>', "frame"),
        (
            '<html><script type="application/ld+json">{"@type":"NewsArticle","articleBody":"x"}</script></html>',
            "JSON-LD",
        ),
        ("<html><body></body></html>", "no visible text"),
        ("<!-- nothing -->", "no content"),
    ],
)
def test_a_page_without_visible_text_says_where_its_text_is(markup: str, why: str):
    with pytest.raises(InputRefused, match=why) as refused:
        read_page(markup, name="page.html", media_type="text/html")
    assert refused.value.reason is Reason.NO_TEXT


def test_invisible_characters_stay_where_they_are():
    page = read_page("<p>Ten\u200b men \u202edied\u202c in a\u0301 town.</p>", name="u.html")
    assert page.text == "Ten\u200b men \u202edied\u202c in a\u0301 town."


def test_comments_without_items_are_one_a_paragraph():
    page = read_page(
        "<article><h1>Strike on Lashio</h1><p>Jets struck Lashio on Monday, a monitor said.</p></article>"
        '<div id="comments"><p>Shame on them.</p><p>We should stop buying their gas.</p></div>',
        name="l.html",
    )
    assert words(page, PassageKind.COMMENT) == ["Shame on them.", "We should stop buying their gas."]


def test_the_comments_of_a_common_blog_template_are_numbered_and_pseudonymous():
    page = read_page(
        '<body class="single comments-open"><div class="post"><h1 class="entry-title">Clashes in Darfur</h1>'
        '<div class="entry-meta">Posted on May 3, 2023 by admin</div><div class="entry-content">'
        "<p>At least 20 people were killed in clashes in El Geneina on Tuesday, doctors said.</p></div></div>"
        '<div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on “Clashes in Darfur”</h2>'
        '<ol class="comment-list"><li id="comment-12" class="comment even"><article class="comment-body">'
        '<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Hassan99</b> says:</div>'
        '<div class="comment-metadata"><time datetime="2023-05-04">May 4, 2023 at 10:00 am</time></div></footer>'
        '<div class="comment-content"><p>My uncle lives there.</p><p>Nobody helps.</p></div><a>Reply</a></article>'
        '<ol class="children"><li id="comment-13" class="comment odd"><b class="fn">mona</b> <p>So sorry.</p></li></ol>'
        '</li></ol><div id="respond"><h3>Leave a Reply</h3><form><label>Name</label></form></div></div></body>',
        name="d.html",
    )
    comments = [p for p in page.passages if p.kind is PassageKind.COMMENT]
    assert [page.text[p.start : p.end] for p in comments] == ["My uncle lives there.\nNobody helps.", "So sorry."]
    assert [p.writer for p in comments] == ["reader 1", "reader 2"]
    assert "Hassan99" not in page.text
    assert "mona" not in page.text
    assert (page.published, page.published_from) == (date(2023, 5, 3), "byline")


def test_the_day_of_an_update_is_not_the_day_of_publication():
    page = read_page("<h1>Town falls</h1><p>Updated 5 May 2023</p><p>Rebels took Kibumba, the army said.</p>", name="k")
    assert page.published is None
