"""Markdown: the marks go, the words stay, each where it was found."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.containers_made import found_in, pages

from khabar.errors import InputRefused, Reason
from khabar.read.markdown import front_matter, plain
from khabar.read.page import read_page_mapped
from khabar.records import PassageKind


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("# Shells hit Bara #", "Shells hit Bara"),
        ("Shells hit Bara\n===============\n\nTwo died.", "Shells hit Bara\n\n\nTwo died."),
        ("**Two** *men* __and__ _a boy_ died", "Two men and a boy died"),
        ("~~Four~~ three died, `sic`", "Four three died, sic"),
        ("2 * 3 * 4 and snake_case_name and 5*", "2 * 3 * 4 and snake_case_name and 5*"),
        ("[The army](http://a.example/x_(y) 'title') said", "The army said"),
        ("[The *army*][1] said\n\n[1]: http://a.example", "The army said\n\n"),
        ("![a picture](x.png) Two died [sic]", " Two died [sic]"),
        ("> Two died,\n> he said.\n> \n> - one\n> - two", "Two died, he said.\n\none\ntwo"),
        ("- one\n- two\n  more\n1. three\n2) four", "one\ntwo more\nthree\nfour"),
        ("a line\nof a paragraph  \nthat is long", "a line of a paragraph   that is long"),
        ("Fire &amp; smoke &#8211; 5 &lt; 6 &bogus;", "Fire & smoke – 5 < 6 &bogus;"),
        ("\\*Two\\* died\\.", "*Two* died."),
        ("<b>Two</b> died, see <https://a.example>", "Two died, see https://a.example"),
        ("```\nverbatim\n```\nafter\n\n***\n\nend", "\nverbatim\n\nafter\n\n\n\nend"),
        ("---\ntitle: A\ndate: 2024-03-14\n---\nTwo died.", "Two died."),
        ("1. In 2016 3. killed", "In 2016 3. killed"),
    ],
)
def test_marks_go_and_words_stay(marked: str, words: str):
    assert plain(marked)[0] == words


@given(st.text(st.sampled_from("ab \n#*_>-+1.)([]!`~\\&;amp<>/h:|=é😀"), max_size=200))
def test_each_character_stands_where_it_was_found(marked: str):
    words, segments = plain(marked)
    at = 0
    for segment in segments:
        assert segment.start == at
        at += segment.length
        if segment.width:
            source = marked[segment.source : segment.source + segment.size]
            assert words[segment.start : at] == source
    assert at == len(words)
    assert [segment.source for segment in segments] == sorted(segment.source for segment in segments)


@pytest.mark.parametrize(
    "pump", ["*", "[", "](", "[a](", "_a", "<a", "`", "> ", "\\", "&a", "![", "**a ", "- ", "[a]["]
)
def test_no_text_takes_long(pump: str):
    """Twice the text takes at most about twice as many steps: counted by what comes out, not by the clock."""
    words, segments = plain(pump * 40_000)
    assert len(words) <= len(pump) * 40_000
    assert len(segments) <= 4 * 40_000 + 4


def test_a_web_clipping_brings_address_title_and_day(tmp_path: Path):
    note = (
        '---\ntitle: "Shells hit Bara market"\nsource: https://post.example/1\nauthor: Ada Quill\n'
        "published: 2024-03-14\ncreated: 2024-03-20\n---\n"
        "# Shells hit Bara market\n\nShells **hit** the [market](http://x.example) of Bara\n"
        "on Monday, and two traders died, the army said.\n"
    )
    (page,) = pages(found_in(note.encode(), tmp_path, "clip.md"))
    assert (page.url, page.title, str(page.published), page.published_from) == (
        "https://post.example/1", "Shells hit Bara market", "2024-03-14", "front matter",
    )  # fmt: skip
    reading = read_page_mapped(page.data, name=page.name, url=page.url, published=page.published)
    text = reading.document.text
    assert "Shells hit the market of Bara on Monday" in text
    assert "created" not in text
    title, body = reading.document.passages
    assert (title.kind, body.kind) == (PassageKind.TITLE, PassageKind.BODY)
    at = text.index("market of Bara")
    assert [note.encode()[start:end] for start, end in reading.map.ranges(at, at + 14)] == [b"market", b" of Bara"]


def test_a_rule_is_no_front_matter():
    assert front_matter("Text.\n\n---\ntitle: x\n---\n") == {}


@pytest.mark.parametrize("data", ["***", "---\na: b\n---\n", "![x](y)"])
def test_marks_without_words_are_no_page(data: str):
    with pytest.raises(InputRefused) as refused:
        read_page_mapped(data, name="a.md")
    assert refused.value.reason is Reason.NO_TEXT
