"""Every view shows what the ledger holds; the address is the state, and back, reload and a shared address keep it."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from tests.desk.e2e.conftest import Desk, Open, Seen, ask, ready


def test_the_overview_counts_and_lists(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    page.wait_for_selector(".rows li")
    summary = ask(page, "/api/summary")
    assert page.locator(".rows li").count() == summary["total"]["incidents"] == 5
    assert page.locator(".total b").first.inner_text() == "5 incidents"
    page.wait_for_selector(".map canvas")
    page.wait_for_selector(".facets button")
    assert page.locator(".actors tbody tr").count() == min(25, len(summary["actors"]))
    assert "token" not in page.url


def test_the_map_is_drawn_with_marks_and_names(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    with page.expect_response("**/api/points*") as points:
        pass
    assert len(points.value.json()["items"]) == 5
    labels = page.evaluate("fetch('/assets/labels.json').then(got => got.json())")["features"]
    kinds = [one["properties"]["kind"] for one in labels]
    assert kinds.count("country") > 200
    assert kinds.count("water") > 100
    assert kinds.count("region") > 150


def test_filters_stand_in_the_address_and_back_takes_them_off(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    page.wait_for_selector(".facets button")
    page.locator(".picks select").nth(2).select_option("COD")
    page.wait_for_url("**/?country=COD")
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 1")
    page.get_by_label("reports disagree").click()
    page.wait_for_url("**disputed=1**")
    shared = page.url
    page.reload()
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 1")
    assert page.get_by_label("reports disagree").is_checked()
    page.go_back()
    page.wait_for_url("**/?country=COD")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 5")
    other = page.context.new_page()
    other.goto(shared)
    other.wait_for_function("() => document.querySelectorAll('.rows li').length === 1")
    other.get_by_role("button", name="Take off: country COD").click()
    other.wait_for_url(re.compile(r"\?disputed=1$"))


def test_words_facets_actors_and_months_filter(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    page.wait_for_selector(".facets button")
    page.get_by_label("Words").fill("belgorod")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 1")
    page.get_by_role("button", name="Find").wait_for()
    page.goto(reading.base)
    page.locator(".facet", has_text="Countries").get_by_role("button", name=re.compile("^SYR")).click()
    page.wait_for_url("**/?country=SYR")
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 2")
    page.locator(".actors tbody tr", has_text="Islamic State").first.get_by_role("button").click()
    page.wait_for_url("**actor=group*")
    page.goto(reading.base)
    page.wait_for_selector(".timeline svg")
    page.locator(".timeline svg").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**since=*until=*")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !location.search")


def test_a_period_is_brushed_with_the_mouse(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    page.wait_for_selector(".timeline svg")
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 5")
    box = page.locator(".timeline svg").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 40, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 2, box["y"] + 40, steps=4)
    page.mouse.up()
    page.wait_for_url("**since=2024*until=2024-05-31")
    page.wait_for_function("() => document.querySelectorAll('.rows li').length < 5")


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [
        ("CSV of this list", "incidents.csv", "incident_id,"),
        ("CSV of the actors", "actors.csv", "actor,"),
        ("SVG of the actors", "actors.svg", "<svg"),
        ("CSV of the months", "months.csv", "month,"),
        ("SVG of the months", "incidents-by-month.svg", "<svg"),
    ],
)
def test_lists_and_charts_are_taken_along(reading: Desk, opened: Open, button: str, name: str, begins: str) -> None:
    page = opened(reading)
    page.wait_for_selector(".actors tbody tr")
    with page.expect_download() as got:
        page.get_by_role("button", name=button).click()
    assert got.value.suggested_filename == name
    assert got.value.path().read_text(encoding="utf-8").startswith(begins)


def test_an_incident_shows_who_says_what_and_the_words_behind_it(reading: Desk, opened: Open) -> None:
    page = opened(reading, "/?sort=origins")
    page.locator(".rows li a").first.click()
    page.wait_for_selector(".grid")
    assert "→" in page.title()
    shown = ask(page, f"/api/incidents/{page.url.rsplit('/', 1)[1]}")
    assert page.locator(".grid thead th:not(.taken)").count() == len(shown["grid"]["columns"]) == 3
    assert page.locator(".grid tbody tr").count() == len(shown["grid"]["rows"])
    names = page.locator(".grid thead th:not(.taken) > bdi").all_inner_texts()
    assert all(name[0].isupper() for name in names), names
    value = page.locator(".grid .value").first
    value.click()
    page.wait_for_selector("dialog[open] .card")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    assert value.evaluate("one => one === document.activeElement")
    page.go_back()
    page.wait_for_selector(".rows li")
    assert "sort=origins" in page.url


def test_the_drawer_holds_the_focus(reading: Desk, opened: Open) -> None:
    page = opened(reading, "/?sort=origins")
    page.locator(".rows li a").first.click()
    page.locator(".grid .value").first.click()
    page.wait_for_selector("dialog[open]")
    for _ in range(12):
        page.keyboard.press("Tab")
        inside = page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog[open]')"
        )
        assert inside


def test_a_passage_opens_its_card(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    page.wait_for_selector(".rows li")
    doc = ask(page, ask_for_document(page))
    page.goto(f"{reading.base}/document/{doc['document']['doc_id']}")
    page.wait_for_selector("mark")
    assert page.locator("aside .card").count() == 0
    page.locator("mark a").first.click()
    page.wait_for_selector("aside .card")
    assert "report=" in page.url
    assert page.locator("mark.on").count() >= 1
    page.reload()
    page.wait_for_selector("aside .card")
    assert page.locator("mark").first.evaluate("one => getComputedStyle(one).display") == "inline"
    assert page.locator("mark a").first.evaluate("one => getComputedStyle(one).display") == "inline"
    page.locator("aside summary").click()
    assert page.locator("aside details li").count() == len(
        [one for one in doc["explanations"] if one["report_id"] in page.url]
    )


def ask_for_document(page: object) -> str:
    found = ask(page, "/api/incidents?country=SYR&sort=origins")["items"][0]["incident_id"]
    return f"/api/documents/{ask(page, f'/api/incidents/{found}')['documents'][0]['doc_id']}"


def test_comments_stand_as_a_thread(reading: Desk, opened: Open) -> None:
    page = opened(reading)
    page.wait_for_selector(".rows li")
    doc = ask(page, ask_for_document(page))
    page.goto(f"{reading.base}/document/{doc['document']['doc_id']}")
    page.wait_for_selector(".document")
    assert page.locator(".thread > li").count() == len([one for one in doc["passages"] if one["is_comment"]]) > 0
    assert "oldsalt44" not in page.content()


def test_an_actor_shows_whom_it_met(reading: Desk, opened: Open) -> None:
    page = opened(reading, f"/actor/{quote('group:islamic-state', safe='')}")
    page.wait_for_selector(".actor")
    assert page.locator("h1").inner_text() == "Islamic State"
    assert page.locator(".network circle").count() > 1
    page.wait_for_selector(".rows li")
    page.get_by_label("From").fill("2018-05-01")
    page.wait_for_url("**since=2018-05-01")
    page.wait_for_function("() => document.querySelectorAll('.rows li').length === 1")


def test_a_claim_is_checked(reading: Desk, opened: Open) -> None:
    page = opened(reading, "/check")
    page.get_by_label("The claim").fill("Ukrainian drones struck an oil depot in Belgorod")
    page.get_by_role("button", name="Check").click()
    page.wait_for_selector(".answer")
    assert page.locator(".answer h2").inner_text().startswith("Supported")
    page.reload()
    page.wait_for_selector(".answer")
    page.locator(".answer table a").first.click()
    page.wait_for_selector(".grid")


@pytest.mark.parametrize(
    "path", ["/nowhere", "/incident/i-none", "/document/d-none", "/actor/%E0%A4%A", "/incident/%2e%2e"]
)
def test_what_is_not_there_is_said(reading: Desk, opened: Open, seen: Seen, path: str) -> None:
    page = opened(reading, path)
    ready(page)
    assert page.locator("main h1").inner_text()
    assert page.locator("main a").count() >= 0
    # The browser itself notes an answer of 404 as an error; nothing else may be one.
    seen.errors[:] = [one for one in seen.errors if "Failed to load resource" not in one]
