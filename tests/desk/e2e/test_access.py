"""Who may look: the token of the start address; and anybody may use it: axe, the keyboard alone, right to left."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk.e2e.conftest import Desk, Open, Seen, ask, ready

AXE = Path(__file__).parents[3] / "desk" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [(1400, "light"), (1400, "dark"), (360, "light"), (360, "dark")]


def test_khabar_desk_prints_an_address_that_opens_it(coded: Path, browser: Any) -> None:
    command = [sys.executable, "-m", "khabar", "desk", str(coded), "--no-browser", "--read-only"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        address = process.stdout.readline().strip()  # type: ignore[union-attr]
        page = browser.new_page()
        page.goto(address)
        page.wait_for_selector(".rows li")
        assert "token" not in page.url
        page.close()
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_without_the_token_there_is_nothing(reading: Desk, browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in ("/", "/review", "/api/status", "/?token=wrong"):
        answer = page.goto(reading.base + path)
        assert answer.status == 401
        assert "the address that khabar printed" in page.inner_text("body")
    context.close()


def _places(page: Any) -> dict[str, str]:
    incident = ask(page, "/api/incidents?sort=origins")["items"][0]["incident_id"]
    shown = ask(page, f"/api/incidents/{incident}")
    report = shown["reports"][0]
    return {
        "overview": "/?country=SYR",
        "incident": f"/incident/{incident}",
        "document": f"/document/{report['doc_id']}?report={report['report_id']}",
        "actor": "/actor/group:islamic-state",
        "check": "/check?claim=Iraqi+jets+struck+Islamic+State+near+Hajin",
        "review": "/review",
    }


@pytest.mark.parametrize("view", ["overview", "incident", "document", "actor", "check", "review"])
def test_axe_finds_nothing(reading: Desk, opened: Open, view: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: npm ci in desk/")
    page = opened(reading)
    page.wait_for_selector(".rows li")
    page.goto(reading.base + _places(page)[view])
    ready(page)
    if view == "overview":
        page.wait_for_selector(".map canvas")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for number, (width, scheme) in enumerate(LOOKS):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        # What is opened on top has the same colours at either width.
        for opening in _openings(page, view if number in (0, 3) else ""):
            result = page.evaluate("tags => axe.run(document, { runOnly: tags })", TAGS)
            found += [
                (width, scheme, opening, one["id"], [node["html"][:160] for node in one["nodes"]][:3])
                for one in result["violations"]
            ]
    assert found == []


def _openings(page: Any, view: str) -> Any:
    """Open what a view hides, one after the other."""
    yield "as it opens"
    if view == "incident":
        page.locator(".grid .value").first.click()
        page.wait_for_selector("dialog[open]")
        yield "the words of a value"
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="detached")
    if view == "review":
        for key in "?ems":
            page.keyboard.press(key)
            page.wait_for_selector(".panel, .keys, .editing")
            yield key
            page.locator(".bar button").first.focus()
            page.keyboard.press("Escape")
    if view == "overview":
        page.evaluate("document.querySelector('.fold').open = true")
        yield "the filters"


@pytest.mark.parametrize("view", ["overview", "incident", "document", "actor", "check", "review"])
def test_the_keyboard_alone_reaches_everything(reading: Desk, opened: Open, view: str) -> None:
    page = opened(reading)
    page.wait_for_selector(".rows li")
    page.goto(reading.base + _places(page)[view])
    ready(page)
    page.wait_for_timeout(300)
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    script = """() => [...document.querySelectorAll('a[href], button:not(:disabled), input, select, textarea, summary')]
        .filter(one => one.checkVisibility() && !one.closest('details:not([open]) > :not(summary)'))"""
    wanted = page.evaluate(f"({script})().length")
    page.evaluate("window.reached = new Set(); 0")
    ends = 0
    for _ in range(wanted * 4 + 40):
        page.keyboard.press("Tab")
        at = page.evaluate(
            """() => { const one = document.activeElement; if (one === document.body) return 'end';
            reached.add(one);
            const style = getComputedStyle(one);
            return style.outlineStyle === 'none' ? one.outerHTML.slice(0, 200) : 'seen'; }"""
        )
        if at == "end":
            # The browser may have begun in the middle of the page: once round.
            ends += 1
            if ends == 2:
                break
            continue
        assert at == "seen", at
    missed = page.evaluate(f"({script})().filter(one => !reached.has(one)).map(one => one.outerHTML.slice(0, 160))")
    assert missed == []


@pytest.mark.parametrize("view", ["overview", "incident", "document", "actor", "check", "review"])
def test_nothing_is_wider_than_a_phone(reading: Desk, opened: Open, view: str) -> None:
    page = opened(reading, viewport={"width": 360, "height": 740})
    page.wait_for_selector(".rows li")
    page.goto(reading.base + _places(page)[view])
    ready(page)
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_phone_shows_what_there_is_before_the_filters(reading: Desk, opened: Open) -> None:
    page = opened(reading, viewport={"width": 360, "height": 740})
    page.wait_for_selector(".rows li")
    assert not page.locator(".picks select").first.is_visible()
    assert page.locator(".total").bounding_box()["y"] < 250
    page.locator(".fold summary").click()
    assert page.locator(".picks select").first.is_visible()


def test_the_desk_says_that_it_has_ended(coded: Path, tmp_path: Path, opened: Open, seen: Seen) -> None:
    import shutil

    from tests.desk.e2e.conftest import serving

    with serving(Path(shutil.copy(coded, tmp_path / "ledger.duckdb"))) as desk:
        page = opened(desk)
        page.wait_for_selector(".rows li")
    page.get_by_role("link", name="Review").click()
    page.wait_for_selector(".note.bad")
    assert "has ended" in page.locator(".note.bad").first.inner_text()
    seen.errors.clear()
