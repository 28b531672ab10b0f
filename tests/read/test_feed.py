"""Feeds: each entry a page with its address and day; no entity expanded, no file read, nothing lost on bad XML."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.containers_made import failures, found_in, pages

from khabar.errors import Reason
from khabar.read import read_page

LONG = " ".join(["Gunmen killed four farmers near Bara on Monday, the army said."] * 12)

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Bara Post</title><link>https://post.example/</link><language>en-gb</language>
<atom:link href="https://post.example/feed" rel="self"/>
<image><title>A logo</title><url>x.png</url><link>https://logo.example</link></image>
<item><media:title>A picture</media:title><title>Market shelled &amp;#8211; two dead</title>
 <link>https://post.example/1</link><pubDate>Thu, 14 Mar 2024 23:30:00 -0500</pubDate>
 <dc:creator>Ada Quill</dc:creator><description>In short.</description>
 <content:encoded><![CDATA[<p>{LONG}</p><p>It said no more.</p>]]></content:encoded></item>
<item><title>Only a summary</title><guid>https://post.example/2</guid>
 <description>Gunmen killed two &lt;b&gt;herders&lt;/b&gt; near Bara on Sunday.</description></item>
<item><title>A title alone: soldiers kill three near Bara</title><guid isPermaLink="false">x17</guid>
 <link>/3</link></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<title type="html">Bara &amp;amp; News</title>
<link rel="self" href="https://news.example/atom"/><link href="https://news.example/"/>
<entry><title>One</title><link rel="alternate" href="https://news.example/1"/><updated>2024-03-16T00:00:00Z</updated>
 <published>2024-03-14T01:00:00+03:00</published><author><name>B. Scribe</name></author>
 <content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry>
<entry><title>Two</title><link href="2"/><updated>2024-03-16T00:00:00Z</updated>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>5 &lt; 6</p></div></content></entry>
<entry><title>Three</title><link href="https://news.example/3"/><summary>Short &amp; plain.</summary></entry>
</feed>"""

RDF = f"""<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>Agence Zo\u00eb</title><link>https://zoe.example</link></channel>
<item rdf:about="https://zoe.example/1"><title>Caf\u00e9 shelled</title><link>https://zoe.example/1</link>
<dc:date>2024-03-14T09:00:00Z</dc:date><description>{LONG}</description></item></rdf:RDF>""".encode("latin-1")

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Bara Feed",
    "home_page_url": "https://feed.example/",
    "items": [
        {
            "id": "1",
            "url": "https://feed.example/1",
            "title": "One",
            "content_html": f"<p>{LONG}</p>",
            "date_published": "2024-03-14T06:00:00Z",
        },
        {"id": "https://feed.example/2", "content_text": "Soldiers shot two.\n\nThree & <more> fled."},
        "no object",
    ],
}


def test_rss_entries_are_pages(tmp_path: Path):
    found = found_in(RSS.encode(), tmp_path, "feed.xml")
    one, two, three = pages(found)
    assert (one.name, one.url, one.published, one.published_from) == (
        "feed.xml!1", "https://post.example/1", date(2024, 3, 14), "feed",
    )  # fmt: skip
    assert (one.title, one.outlet) == ("Market shelled – two dead", "The Bara Post")
    assert (two.url, two.published) == ("https://post.example/2", None)
    assert three.url == "https://post.example/3"
    document = read_page(one.data, name=one.name, url=one.url, published=one.published)
    assert document.title == "Market shelled – two dead"
    assert document.byline == "Ada Quill"
    assert "It said no more." in document.text
    assert "In short." not in document.text
    assert "two herders near Bara" in read_page(two.data, name=two.name).text
    (said,) = failures(found)
    assert said.reason is Reason.LEFT_OUT
    assert said.detail.startswith("2 of 3 entries hold a title and summary only")


def test_atom_entries_are_pages_and_an_update_is_no_publication(tmp_path: Path):
    found = found_in(ATOM.encode(), tmp_path, "feed.atom")
    assert [(page.url, page.published, page.outlet) for page in pages(found)] == [
        ("https://news.example/1", date(2024, 3, 14), "Bara & News"),
        ("https://news.example/2", None, "Bara & News"),
        ("https://news.example/3", None, "Bara & News"),
    ]
    texts = [read_page(page.data, name=page.name).text for page in pages(found)]
    assert LONG in texts[0]
    assert texts[1].endswith("5 < 6")
    assert texts[2].endswith("Short & plain.")


def test_rdf_entries_are_pages_in_their_encoding(tmp_path: Path):
    (page,) = found_in(RDF, tmp_path, "feed.rdf")
    assert (page.title, page.outlet, page.published) == ("Café shelled", "Agence Zoë", date(2024, 3, 14))  # type: ignore[union-attr]


def test_json_feed_entries_are_pages(tmp_path: Path):
    found = found_in(json.dumps(JSON).encode(), tmp_path, "feed.json")
    assert [(page.url, page.published, page.outlet) for page in pages(found)] == [
        ("https://feed.example/1", date(2024, 3, 14), "Bara Feed"),
        ("https://feed.example/2", None, "Bara Feed"),
    ]
    assert read_page(pages(found)[1].data, name="x").text == "Soldiers shot two.\nThree & <more> fled."
    assert {failure.reason for failure in failures(found)} == {Reason.DAMAGED}


def test_a_feed_is_told_by_its_content(tmp_path: Path):
    assert len(pages(found_in(b"\xef\xbb\xbf\n" + RSS.encode(), tmp_path, "download"))) == 3
    assert (
        len(
            pages(
                found_in(
                    RSS.encode("utf-16").replace(b"U\0T\0F\0-\x008\0", b"U\0T\0F\0-\x001\x006\0"), tmp_path, "x.xml"
                )
            )
        )
        == 3
    )


def test_an_xml_file_that_is_no_feed_is_refused(tmp_path: Path):
    (failure,) = found_in(b"<?xml version='1.0'?><urlset><url><loc>x</loc></url></urlset>", tmp_path, "sitemap.xml")
    assert failure.reason is Reason.NO_TEXT  # type: ignore[union-attr]


ITEM = "<item><title>Four killed in Bara</title><link>https://a.example/{}</link></item>"
HEAD = "<?xml version='1.0'?><rss><channel><title>A</title>"


@pytest.mark.parametrize(
    "middle",
    [
        "<item><title>War & peace &nbsp; in Bara</title></item>",
        "<item><title>Two <b>killed in Bara</title></item>",
        "<item><title>Three\x01killed</title></item>",
        "<item bad=attribute><title>Five</title></item>",
    ],
)
def test_bad_xml_in_one_entry_does_not_cost_the_others(middle: str, tmp_path: Path):
    found = found_in((HEAD + ITEM.format(1) + middle + ITEM.format(2) + "</channel></rss>").encode(), tmp_path, "f.xml")
    assert [page.url for page in pages(found) if page.url] == ["https://a.example/1", "https://a.example/2"]
    assert Reason.DAMAGED in [failure.reason for failure in failures(found)]


def test_an_entity_of_html_is_its_character(tmp_path: Path):
    found = found_in(
        (HEAD + "<item><title>Caf&eacute; hit&nbsp;&mdash; two dead</title></item></channel></rss>").encode(),
        tmp_path,
        "f.xml",
    )
    assert pages(found)[0].title == "Café hit — two dead"
    assert [failure.reason for failure in failures(found)] == [Reason.LEFT_OUT]


def test_a_feed_that_was_cut_off_is_read_up_to_its_last_whole_entry(tmp_path: Path):
    found = found_in((HEAD + ITEM.format(1) + "<item><title>Cut").encode(), tmp_path, "f.xml")
    assert [page.url for page in pages(found)] == ["https://a.example/1"]
    assert failures(found)[0].reason is Reason.DAMAGED


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>',
        '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p; <!ENTITY l11 "x">]>',
    ],
    ids=["a billion laughs", "a file", "a parameter entity"],
)
def test_entities_are_never_expanded(doctype: str, tmp_path: Path):
    started = time.monotonic()
    data = f"<?xml version='1.0'?>{doctype}<rss a='&l11;'><channel><item><title>&l11;</title></item></channel></rss>"
    found = found_in(data.encode(), tmp_path, "f.xml")
    assert pages(found) == []
    assert failures(found)[0].reason in (Reason.UNREADABLE, Reason.DAMAGED)
    assert "root:" not in str(found)
    assert time.monotonic() - started < 5


def test_an_external_dtd_is_not_read_and_does_no_harm(tmp_path: Path):
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    found = found_in(
        (HEAD.replace("<rss>", doctype + "<rss>") + ITEM.format(1) + "</channel></rss>").encode(), tmp_path, "f.xml"
    )
    assert len(pages(found)) == 1


def test_depth_is_bounded(tmp_path: Path):
    data = HEAD + ITEM.format(1) + "<item>" + "<a>" * 100_000 + "</channel></rss>"
    found = found_in(data.encode(), tmp_path, "f.xml")
    assert len(pages(found)) >= 1
    assert failures(found)[0].reason is Reason.DAMAGED


@given(
    noise=st.binary(max_size=400),
    at=st.integers(0, 3000),
    cut=st.integers(0, 200),
    source=st.sampled_from([RSS.encode(), ATOM.encode(), RDF, json.dumps(JSON).encode()]),
)
def test_a_broken_feed_never_breaks_the_reader(
    noise: bytes, at: int, cut: int, source: bytes, tmp_path_factory: pytest.TempPathFactory
):
    data = source[:at] + noise + source[at + cut :]
    for item in found_in(data, tmp_path_factory.mktemp("feed"), "feed.xml" if source[:1] == b"<" else "feed"):
        assert "\n" not in item.name
