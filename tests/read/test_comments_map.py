"""What is left out of a comment, put into it, or read from JSON-LD leads back to the bytes of the page."""

from __future__ import annotations

from khabar.read import read_page_mapped

PAGE = """<html><body><article><h1>Strike on Lashio</h1><p>Jets struck Lashio on Monday, a monitor said.</p></article>
<ul class="comments"><li class="comment"><b class="author">Ko_Thiha88</b> says: My street &amp; my shop burned.</li>
<li class="comment"><b class="author">mon</b> says: @Ko_Thiha88 stay  safe, ko_thiha88!</li></ul>
<script type="application/ld+json">{"@type": "NewsArticle", "comment": [{"@type": "Comment",
"text": "They \\u201chelp\\u201d\\nno one.", "author": "Aung"}]}</script></body></html>"""


def carried(text: str) -> bytes:
    reading = read_page_mapped(PAGE.encode(), name="lashio")
    start = reading.document.text.index(text)
    ranges = reading.map.ranges(start, start + len(text))
    return b"|".join(PAGE.encode()[first:last] for first, last in ranges)


def test_what_stands_behind_a_name_leads_to_itself() -> None:
    assert carried("My street & my shop burned.") == b"My street &amp; my shop burned."


def test_a_word_for_a_handle_leads_to_the_handle() -> None:
    assert carried("@reader stay safe, reader!") == b"@Ko_Thiha88 stay  safe, ko_thiha88!"


def test_a_comment_in_json_ld_leads_to_its_escapes() -> None:
    assert carried("They “help”") == b"They \\u201chelp\\u201d"
    assert carried("no one.") == b"no one."
