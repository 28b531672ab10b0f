"""A page to publish: what it holds, and that nothing from a source is more than text in it."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import khabar
from khabar import judge
from khabar.cli import run
from khabar.errors import LedgerError
from khabar.export.locator import locator
from khabar.export.page import publish
from khabar.ledger import Ledger

HOSTILE = (
    "<script>alert(1)</script>",
    "</blockquote><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "</script><script>alert(1)</script>",
    "javascript:alert(1)",
    "\u202egnp.exe",
)
ALLOWED = frozenset(
    [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "script",
        "body",
        "h1",
        "h2",
        "h3",
        "p",
        "figure",
        "svg",
        "rect",
        "path",
        "circle",
        "article",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "small",
        "span",
        "blockquote",
        "bdi",
        "ul",
        "li",
        "a",
        "footer",
        "b",
        "dl",
        "dt",
        "dd",
        "div",
        "figcaption",
        "nav",
        "ol",
        "text",
    ]
)


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _ledger(outlet: str = "Post") -> Ledger:
    made = Ledger.memory()
    page = (
        f"<html><head><title>Shells hit Sake {outlet}</title></head><body><h1>Shells hit Sake {outlet}</h1>"
        "<p>Rebels of the M23 shelled Sake on Monday, killing at least four civilians, the army said.</p>"
        "<p>The M23 denied that it had shelled Sake.</p></body></html>"
    )
    khabar.code(page.encode(), published="2024-02-20", ledger=made)
    return made


def _only(ledger: Ledger) -> str:
    return next(ledger.incident_records()).incident_id


def test_a_page_says_who_says_what_and_where_it_is_said() -> None:
    with _ledger() as ledger:
        page = publish(ledger, [_only(ledger)])
    assert "March 23 Movement" in page
    assert "at least 4" in page
    assert "class=denied" in page
    assert "<script>" not in page
    linked = json.loads(re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    assert linked[0]["@type"] == "Claim"
    assert linked[0]["appearance"][0]["datePublished"] == "2024-02-20"
    assert linked[0]["about"]["location"]["name"] == "Sake"


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_from_a_source_is_more_than_text(words: str) -> None:
    quoted = words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    with _ledger(quoted) as ledger:
        page = publish(ledger, [_only(ledger)], title=words)
    tags = _Tags()
    tags.feed(page)
    assert {tag for tag, _ in tags.found} <= ALLOWED
    assert not any(name.startswith("on") for _, given in tags.found for name in given)
    assert [given for tag, given in tags.found if tag == "script"] == [{"type": "application/ld+json"}]
    assert all((given.get("href") or "http").startswith(("http", "#i-")) for tag, given in tags.found if tag == "a")
    assert "\u202e" not in page


def test_a_page_needs_nothing_from_elsewhere() -> None:
    with _ledger() as ledger:
        page = publish(ledger, [_only(ledger)])
    assert not re.search(r"(?:src|srcset|data|poster)=", page)
    assert "@import" not in page
    assert "url(" not in page


def test_an_id_of_something_else_is_told() -> None:
    with _ledger() as ledger:
        document = ledger.query("SELECT doc_id FROM documents").fetchall()[0][0]
        with pytest.raises(LedgerError, match="expected the id of an incident"):
            publish(ledger, [document])


def test_a_map_without_points_is_none_and_one_at_the_edge_of_the_world_is_drawn() -> None:
    assert locator([], label="x") == ""
    drawn = locator([(179.9, -16.5, 30.0)], label="x")
    assert drawn.count('class="spot"') == 1
    assert "nan" not in drawn


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "page.txt"
    text.write_text("Rebels of the M23 shelled Sake on Monday, the army said.", encoding="utf-8")
    ledger = tmp_path / "ledger.duckdb"
    assert run(["code", str(text), "-o", str(ledger), "--published", "2024-02-20", "--quiet"]) == 0
    with Ledger.open(ledger, read_only=True) as opened:
        ident = _only(opened)
    assert run(["report", str(ledger), ident[:8], "-o", str(tmp_path / "page.html")]) == 0
    assert "Sake" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert run(["report", str(ledger), "i-none", "-o", str(tmp_path / "page.html")]) == 1
    assert run(["report", str(ledger), ident, "-o", str(tmp_path / "none" / "page.html")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_what_is_known_stands_on_top_and_denials_stand_apart() -> None:
    with _ledger() as ledger:
        page = publish(ledger, [_only(ledger)])
    facts = page[page.index("<dl>") : page.index("</dl>")]
    assert "<dt>Where</dt><dd>Sake, Democratic Republic of the Congo (the point may lie up to" in facts
    assert "<dt>When</dt><dd>2024-02-19</dd>" in facts
    assert "<dt>Toll</dt><dd>killed at least 4</dd>" in facts
    words, denied = page.index("<h3>The words</h3>"), page.index("<h3>Denied, doubted, warned of</h3>")
    assert words < page.index("<blockquote class=open>") < denied < page.index("<blockquote class=denied>")
    assert "(s)" not in page


def test_several_incidents_are_numbered_on_the_map_and_in_a_list() -> None:
    with _ledger() as ledger:
        khabar.code("Shells hit Goma on Monday, killing two people.", published="2024-02-20", ledger=ledger)
        ids = [one.incident_id for one in ledger.incident_records()]
        page = publish(ledger, ids)
    assert len(ids) == 2
    assert "<h1>2 incidents, 2024-02-19</h1>" in page
    assert [page.count(f'"#{one}"') for one in ids] == [1, 1]
    assert ">1</text>" in page
    assert ">2</text>" in page
    assert "<h2>1. " in page
    assert "<h2>2. " in page


def test_what_people_decided_is_a_review_of_the_claim_and_nothing_unknown_is_in_it() -> None:
    with _ledger() as ledger:
        ident = _only(ledger)
        judge.accept(ledger, ident, author="ana", reason="two films")
        page = publish(ledger, [ident])
    (linked,) = json.loads(re.findall(r'ld\+json">(.*?)</script>', page, re.DOTALL)[0])
    (review,) = linked["review"]
    assert (review["@type"], review["author"]["name"], review["reviewBody"]) == ("ClaimReview", "ana", "two films")
    assert review["reviewRating"]["alternateName"] == "Accepted"
    assert "null" not in json.dumps(linked)
