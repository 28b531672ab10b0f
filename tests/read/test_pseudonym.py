"""Commenters have names of ours; their handles are not kept."""

from __future__ import annotations

import json
from dataclasses import replace

from khabar.read import read_page
from khabar.read.pseudonym import Readers, fold_handle
from khabar.records import Document, to_json

ARTICLE = "<article><h1>Strike on Lashio</h1><p>Jets struck Lashio on Monday, a monitor said.</p></article>"
HEAD = '<html><head><link rel="canonical" href="{}"></head><body>'
COMMENTS = (
    '<div class="comments"><div class="comment"><b class="comment-author">Ko_Thiha88</b><p>My street burned.</p></div>'
    '<div class="comment"><b class="comment-author">ko_thiha88</b><p>Nobody came to help.</p></div>'
    '<div class="comment"><b class="comment-author">Guest</b><p>So sad for them.</p></div>'
    '<div class="comment"><b class="comment-author">Guest</b><p>Who sells the jets?</p></div></div>'
)
PAGE = HEAD.format("https://www.hills.example/a") + ARTICLE + COMMENTS
OTHER = HEAD.format("https://hills.example/b") + ARTICLE.replace("Monday", "Sunday") + COMMENTS
ELSEWHERE = HEAD.format("https://plains.example/a") + ARTICLE + COMMENTS


def writers(page: Document) -> list[str | None]:
    return [p.writer for p in page.passages if p.comment is not None]


def test_one_handle_is_one_reader_on_every_page_of_a_site():
    here, there, elsewhere = (read_page(page, name="p", salt=b"salt") for page in (PAGE, OTHER, ELSEWHERE))
    assert writers(here)[0] == writers(here)[1] == writers(there)[0]
    assert writers(elsewhere)[0] != writers(here)[0]
    assert writers(read_page(PAGE, name="p", salt=b"pepper"))[0] != writers(here)[0]


def test_who_gives_no_name_is_taken_for_nobody_else():
    page = read_page(PAGE, name="p", salt=b"salt")
    assert len(set(writers(page)[1:])) == 3
    assert writers(read_page(PAGE, name="p")) == ["reader 1", "reader 1", "reader 2", "reader 3"]


def test_a_handle_is_kept_only_when_asked_for():
    for page in (read_page(PAGE, name="p"), read_page(PAGE, name="p", salt=b"salt")):
        assert "thiha" not in json.dumps(to_json(page)).lower()
    kept = read_page(PAGE, name="p", salt=b"salt", keep_handles=True)
    assert writers(kept)[:2] == ["Ko_Thiha88", "ko_thiha88"]


def test_what_readers_are_called_changes_nothing_else():
    plain = read_page(PAGE, name="p")
    for page in (read_page(PAGE, name="p", salt=b"s"), read_page(PAGE, name="p", salt=b"s", keep_handles=True)):
        assert (page.doc_id, page.text) == (plain.doc_id, plain.text)
        named = [replace(p, writer=None) for p in page.passages]
        assert named == [replace(p, writer=None) for p in plain.passages]


def test_handles_are_compared_as_people_write_them():
    same = ["Zed_99", "@zed_99", "ZED_99:", "u/zed_99", "Zed_99 •", "\uff3aed_99"]
    assert {fold_handle(handle) for handle in same} == {"zed_99"}
    assert [fold_handle(handle) for handle in ("Anonymous", "guest 12", "[deleted]", "—", "")] == [None] * 5
    assert Readers(salt=b"s", site="a").name(None, 1, "x") != Readers(salt=b"s", site="a").name(None, 2, "x")
