"""Exports of comment systems: a page for each article, with its readers' comments."""

# ruff: noqa: E501 (lines of exports as they are written)

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from khabar.errors import InputRefused, Reason
from khabar.read import read_page
from khabar.read.containers import pages_of
from khabar.read.inputs import expand
from khabar.read.item import Input
from khabar.read.sniff import is_export
from khabar.read.threads import pages_in
from khabar.records import PassageKind

DISQUS = b"""<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<category dsq:id="9"><forum>hillpost</forum><title>General</title></category>
<thread dsq:id="11"><id>/lashio</id><forum>hillpost</forum><link>https://hills.example/lashio</link>
<title>Jets strike Lashio &amp;amp; its market</title><createdAt>2023-05-04T06:00:00Z</createdAt></thread>
<thread dsq:id="12"><id>/quiet</id><forum>hillpost</forum><link>https://hills.example/quiet</link><title>A quiet day</title>
<createdAt>2023-05-05T06:00:00Z</createdAt></thread>
<thread dsq:id="13"><id>/bara</id><forum>hillpost</forum><link>https://hills.example/bara</link><title>Shells fall on Bara</title>
<createdAt>2023-05-06T06:00:00Z</createdAt></thread>
<post dsq:id="101"><id/><message><![CDATA[<p>My street burned, and nobody came.</p><p>Who sells the jets?</p>]]></message>
<createdAt>2023-05-04T08:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>Ko Thiha</name><isAnonymous>false</isAnonymous><username>ko_thiha88</username></author><thread dsq:id="11"/></post>
<post dsq:id="102"><id/><message><![CDATA[<p>@ko_thiha88 so sorry. <a href="https://x.example">Read this</a> please.</p>]]></message>
<createdAt>2023-05-04T09:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>mon</name><isAnonymous>true</isAnonymous></author><thread dsq:id="11"/><parent dsq:id="101"/></post>
<post dsq:id="103"><id/><message><![CDATA[<p>Buy cheap watches now.</p>]]></message><createdAt>2023-05-04T09:10:00Z</createdAt>
<isDeleted>false</isDeleted><isSpam>true</isSpam><author><name>w</name></author><thread dsq:id="11"/></post>
<post dsq:id="104"><id/><message><![CDATA[<p>We heard it in the next town.</p></div></article><h1>Boo</h1>]]></message>
<createdAt>2023-05-06T09:10:00Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><name>Amna</name><username>amna</username></author><thread dsq:id="13"/></post>
</disqus>"""

TOPIC = {
    "post_stream": {
        "posts": [
            {
                "id": 1,
                "post_number": 1,
                "username": "system",
                "created_at": "2023-05-04T06:00:00Z",
                "cooked": '<p><small>This is a companion discussion topic for the original entry at <a href="https://hills.example/lashio">'
                "https://hills.example/lashio</a></small></p>",
            },
            {"id": 2, "post_number": 2, "username": "Ko_T", "cooked": "<p>My street burned, and nobody came.</p>"},
            {
                "id": 3,
                "post_number": 3,
                "username": "mon",
                "reply_to_post_number": 2,
                "cooked": '<aside class="quote" data-username="Ko_T"><div class="title">Ko_T:</div><blockquote><p>nobody came</p>'
                "</blockquote></aside><p>We came, but the road was closed.</p>",
            },
            {"id": 4, "post_number": 4, "username": "x", "cooked": "<p>(gone)</p>", "user_deleted": True},
        ]
    },
    "id": 77,
    "title": "Jets strike Lashio",
    "created_at": "2023-05-04T06:00:00.000Z",
}

STORY = {
    "story": {"url": "https://hills.example/lashio", "metadata": {"title": "Jets strike Lashio"}},
    "title": "Jets strike Lashio",
    "comments": {
        "nodes": [
            {
                "id": "a",
                "body": "My street burned, and nobody came.",
                "author": {"username": "Ko_T"},
                "replies": {
                    "nodes": [{"id": "b", "body": "We came.\nThe road was closed.", "author": {"username": "mon"}}]
                },
            }
        ]
    },
}


def comments(data: bytes) -> list[list[tuple[str, str | None, int | None]]]:
    return [
        [(page.text[p.start : p.end], p.writer, p.reply_to) for p in page.passages if p.kind is PassageKind.COMMENT]
        for item in pages_in(data, "export")
        for page in [read_page(item.data, name=item.name, url=item.url, media_type=item.media_type)]
    ]


def test_a_disqus_export_is_a_page_for_each_thread_with_comments() -> None:
    pages = list(pages_in(DISQUS, "export.xml"))
    assert [(p.name, p.url, p.published, p.outlet, p.title) for p in pages] == [
        (
            "export.xml!1",
            "https://hills.example/lashio",
            date(2023, 5, 4),
            "hillpost",
            "Jets strike Lashio & its market",
        ),
        ("export.xml!2", "https://hills.example/bara", date(2023, 5, 6), "hillpost", "Shells fall on Bara"),
    ]
    assert comments(DISQUS) == [
        [
            ("My street burned, and nobody came.\nWho sells the jets?", "reader 1", None),
            ("@reader so sorry. Read this please.", "reader 2", 1),
        ],
        [("We heard it in the next town.\nBoo", "reader 1", None)],
    ]


def test_a_discourse_topic_leads_to_its_article_and_keeps_who_answers_whom() -> None:
    data = json.dumps(TOPIC).encode()
    (page,) = pages_in(data, "topic.json")
    assert (page.url, page.title) == ("https://hills.example/lashio", "Jets strike Lashio")
    assert comments(data) == [
        [
            ("My street burned, and nobody came.", "reader 1", None),
            ("We came, but the road was closed.", "reader 2", 1),
        ]
    ]


def test_comments_as_a_list_of_objects_are_read() -> None:
    data = json.dumps(STORY).encode()
    (page,) = pages_in(data, "story.json")
    assert (page.url, page.title) == ("https://hills.example/lashio", "Jets strike Lashio")
    assert comments(data) == [
        [("My street burned, and nobody came.", "reader 1", None), ("We came.\nThe road was closed.", "reader 2", 1)]
    ]


def test_no_handle_and_no_address_of_a_reader_comes_out() -> None:
    for data in (DISQUS, json.dumps(TOPIC).encode(), json.dumps(STORY).encode()):
        for item in pages_in(data, "export"):
            text = read_page(item.data, name="x", url=item.url, media_type=item.media_type).text
            assert not {"ko_thiha88", "Ko Thiha", "Ko_T", "mon"} & set(text.split())


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (DISQUS[:400], True),
        (b'{"post_stream":{"posts":[{"id":1', True),
        (b'{"comments": [{"id": 1', True),
        (b'[{"title": "a", "posts": [ {"id": 1', True),
        (b'{"text": "a page", "comments": 12}', False),
        (b"<?xml version='1.0'?><rss>", False),
        (b"<html><body>disqus", False),
        (b"", False),
    ],
)
def test_an_export_is_told_by_how_it_begins(head: bytes, expected: bool) -> None:
    assert is_export(head) is expected


@pytest.mark.parametrize("data", [DISQUS[:-40], b"<disqus><thread>", b'{"post_stream": {"posts": [', b"{"])
def test_an_export_that_is_cut_short_is_refused(data: bytes) -> None:
    with pytest.raises(InputRefused) as refused:
        list(pages_in(data, "export"))
    assert refused.value.reason is Reason.UNREADABLE
    assert "\n" not in str(refused.value)


def test_an_export_among_other_inputs_gives_its_pages(tmp_path: Path) -> None:
    for name, data in (("export.xml", DISQUS), ("topic.json", json.dumps(TOPIC).encode())):
        (tmp_path / name).write_bytes(data)
    found = [page for item in expand([str(tmp_path)]) if isinstance(item, Input) for page in pages_of(item)]
    assert [page.name.rpartition("/")[2] for page in found] == ["export.xml!1", "export.xml!2", "topic.json!1"]


def test_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + DISQUS[38:]
    bomb = bomb.replace(b"<title>A quiet day", b"<title>&b;")
    assert len(list(pages_in(bomb, "bomb"))) == 2
