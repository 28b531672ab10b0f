"""Pages that attack whoever looks at them (HARDENING S6, S7): their words are shown as words, and nothing happens."""

from __future__ import annotations

import html
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

import khabar
from khabar.ledger import Ledger
from khabar.settings import Settings
from tests.desk.e2e.conftest import Desk, Open, Seen, ask, serving

VECTORS = [
    line
    for line in (Path(__file__).parent / "vectors.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("# ")
]
"""What would run if it were taken for markup, script or an address; each sets or calls `canary`."""

PLACES = ("title", "outlet", "byline", "url", "file", "actor", "comment", "commenter")
"""Where a page can put words of its own."""

CANARY = """
window.hits = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'canary']) window[name] = (...given) => { hits.push(name); };
window.open = () => { hits.push('open'); return null; };
"""
GO = """path => { history.pushState(null, '', path); dispatchEvent(new PopStateEvent('popstate')); }"""


def page_with(vector: str, *, raw: bool) -> str:
    """Return a page with a vector in each of its places: as words, or as the markup that it would be."""
    words = html.escape(vector)
    put = vector if raw else words
    where = words if ":" in vector.split("/")[0] else f"https://example.org/{words}"
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shelling at Sake {words}</title>
<meta property="og:site_name" content="Post {words}"><meta name="author" content="Ann {words} Bell">
<meta property="article:published_time" content="2024-02-14T10:00:00+00:00"><link rel="canonical" href="{where}"></head>
<body><article><h1>Shelling at Sake {put}</h1>
<p>Rebels of the {put} Front shelled Sake on Monday, killing four civilians, a spokesman of the {put} army said.</p>
<p>It was the third attack on the town in a week, and the road has been closed since {put} was seen there.</p></article>
<section id="comments"><h2>1 comment</h2><article class="comment"><p class="comment-author">{words[:60]}</p>
<p>The army bombed Sake on Sunday and killed ten people, all know, {put}.</p></article></section></body></html>"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("hostile")
    pages = folder / "pages"
    pages.mkdir()
    for number, vector in enumerate(VECTORS):
        name = f"{number} {vector.replace('/', '').replace(chr(0), '')}"[:100]
        (pages / f"{name}.html").write_text(page_with(vector, raw=number % 8 == 7), encoding="utf-8")
    path = folder / "ledger.duckdb"
    settings = Settings(read_keep_handles=True)
    with Ledger.open(path, settings=settings) as ledger:
        khabar.code(pages, ledger=ledger, settings=settings)
    with serving(Path(shutil.copy(path, folder / "served.duckdb"))) as desk:
        yield desk


def test_the_payloads_are_in_the_ledger(hostile: Desk) -> None:
    """What never got in could not prove anything: of five hundred pairs of vector and place most must have."""
    rows = hostile.rows("SELECT title, outlet, byline, url, name, text FROM documents")
    held = "\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in rows)
    assert len(VECTORS) * len(PLACES) >= 500
    inside = [vector for vector in VECTORS if json.dumps(vector, ensure_ascii=False)[1:-1] in held]
    assert len(inside) >= len(VECTORS) * 0.8, sorted(set(VECTORS) - set(inside))
    assert len(rows) == len(VECTORS)


def test_no_view_runs_what_a_page_brought(hostile: Desk, opened: Open) -> None:
    page = opened(hostile, init=CANARY)
    page.wait_for_selector(".rows li")
    documents = [row[0] for row in hostile.rows("SELECT doc_id FROM documents ORDER BY doc_id")]
    incidents = [one["incident_id"] for one in ask(page, "/api/incidents?limit=500")["items"]]
    actors = [one["value"] for one in ask(page, "/api/summary")["actors"]]
    paths = ["/", "/review", f"/check?claim={quote('Rebels shelled Sake on Monday')}"]
    paths += [f"/document/{one}" for one in documents] + [f"/incident/{one}" for one in incidents[:30]]
    paths += [f"/actor/{quote(one, safe='')}" for one in actors[:20]]
    paths += [f"/check?doc={one}" for one in documents[:3]]
    for path in paths:
        page.evaluate(GO, path)
        page.wait_for_function(
            "path => location.pathname + location.search === path && !document.querySelector('.wait')", arg=path
        )
        if path.startswith("/document"):
            page.wait_for_function("id => document.querySelector('.document mark, .document .text')", arg=path)
    page.goto(f"{hostile.base}/?q={quote(VECTORS[0])}")
    page.wait_for_selector(".filters")
    assert page.evaluate("hits") == []
    foreign = "main script, main img, main iframe, main object, main embed, main style, main link, main form[action]"
    assert page.locator(foreign).count() == 0


@pytest.mark.parametrize("vector", VECTORS[:6])
def test_addresses_and_errors_run_nothing(hostile: Desk, opened: Open, seen: Seen, vector: str) -> None:
    """What an address brings is shown in an error, a filter or a title: as words."""
    page = opened(hostile, init=CANARY)
    page.wait_for_selector(".rows li")
    bad = quote(vector, safe="")
    for path in (
        f"/?since={bad}",
        f"/?type={bad}",
        f"/incident/{bad}",
        f"/document/{bad}",
        f"/actor/{bad}",
        f"/check?claim={bad}",
    ):
        page.evaluate(GO, path)
        page.wait_for_function("() => !document.querySelector('.wait')")
    assert page.evaluate("hits") == []
    seen.errors[:] = [one for one in seen.errors if "Failed to load resource" not in one]


def test_only_addresses_of_the_web_can_be_clicked(hostile: Desk, opened: Open) -> None:
    page = opened(hostile, init=CANARY)
    page.wait_for_selector(".rows li")
    for (doc,) in hostile.rows("SELECT doc_id FROM documents WHERE url IS NOT NULL ORDER BY doc_id"):
        page.evaluate(GO, f"/document/{doc}")
        page.wait_for_function("id => document.querySelector('.document') && location.pathname.endsWith(id)", arg=doc)
        for link in _links(page):
            assert link["protocol"] in ("http:", "https:"), link
            if link["origin"] != hostile.base:
                assert link["target"] == "_blank"
                assert {"noopener", "noreferrer"} <= set(link["rel"].split())
                assert link["host"] in link["text"]


def _links(page: Any) -> list[dict[str, str]]:
    script = """() => [...document.querySelectorAll('a[href]')].map(one => ({protocol: one.protocol, origin: one.origin,
        host: one.hostname, target: one.target, rel: one.rel, text: one.textContent}))"""
    return list(page.evaluate(script))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:canary()",
        "JaVaScRiPt:canary()",
        " javascript:canary()",
        "java\tscript:canary()",
        "data:text/html,<script>canary()</script>",
        "vbscript:canary()",
        "file:///etc/passwd",
        "blob:https://example.org/1",
        "ftp://example.org/",
        "//example.org/x",
        "about:blank",
        "view-source:https://example.org",
    ],
)
def test_odd_addresses_in_the_ledger_are_no_links(coded: Path, tmp_path: Path, opened: Open, url: str) -> None:
    """Also where one got into the ledger by another way than by reading a page."""
    import duckdb

    path = Path(shutil.copy(coded, tmp_path / "ledger.duckdb"))
    with duckdb.connect(str(path)) as ledger:
        ledger.execute("UPDATE documents SET url = ?", [url])
    with serving(path) as desk:
        page = opened(desk, "/?sort=origins", init=CANARY)
        page.locator(".rows li a").first.click()
        page.wait_for_selector(".grid")
        assert page.locator("a.out").count() == 0
        assert all(one["protocol"] == "http:" for one in _links(page))
