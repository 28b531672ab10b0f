"""What a decision would make is shown before it is made; two people code the same sample; an actor over time."""

from __future__ import annotations

from urllib.parse import quote

from khabar import judge
from tests.desk.e2e.conftest import Desk, Open, Seen, ask, to_split


def test_a_split_shows_both_incidents_before_it_is_made(deciding: Desk, opened: Open) -> None:
    page, _ = to_split(deciding, opened)
    page.wait_for_selector(".after")
    assert page.locator(".after thead th").all_inner_texts() == ["now", "then 1", "then 2"]
    killed = page.locator(".after tbody tr", has_text="killed")
    assert set(killed.locator("td").all_inner_texts()[1:]) == {"3", "4"}
    assert killed.get_attribute("class") == "differs"
    assert ask(page, "/api/judgements")["items"] == []


def test_a_merge_shows_the_one_incident_before_it_is_made(deciding: Desk, opened: Open) -> None:
    page = opened(deciding, "/review")
    page.wait_for_selector(".reviewing .incident")
    page.keyboard.press("m")
    page.wait_for_selector(".panel input:focus")
    page.keyboard.press(" ")
    page.wait_for_selector(".after")
    assert page.locator(".after thead th").all_inner_texts() == ["now 1", "now 2", "then"]
    assert ask(page, "/api/judgements")["items"] == []


def test_two_people_code_a_sample_and_the_page_says_how_far_they_agree(deciding: Desk, opened: Open) -> None:
    with deciding.own() as ledger:
        sampled = judge.sample(ledger, 4, "round-1")
    page = opened(deciding, "/review")
    page.wait_for_selector(".reviewing .incident")
    page.locator(".sampled summary").click()
    page.get_by_label("Word that draws the sample").fill("round-1")
    page.get_by_label("Incidents", exact=True).fill("4")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url("**sample=round-1**n=4**")
    for number, one in enumerate(sampled):
        page.wait_for_function("id => document.querySelector('.reviewing .id')?.textContent === id", arg=one)
        with page.expect_response("**/api/judgements"):
            page.keyboard.press("x" if number == 3 else "a")
    page.wait_for_function("() => document.querySelector('.said').textContent.includes('0 in the queue')")
    assert "judged by two people yet" in page.locator(".sampled").inner_text()
    with deciding.own() as ledger:
        for number, one in enumerate(sampled):
            (judge.reject if number in (2, 3) else judge.accept)(ledger, one, author="ben")
    page.reload()
    page.wait_for_selector(".sampled .alpha")
    with deciding.own() as ledger:
        expected = judge.agreement(ledger, sampled).alpha
    assert expected is not None
    told = page.locator(".sampled").inner_text()
    assert f"{expected:.3f}" in told
    assert "3 of 4" in told
    assert page.locator(".sampled tbody tr").count() == 1


def test_a_decision_that_is_not_kept_comes_back_and_is_told(deciding: Desk, opened: Open, seen: Seen) -> None:
    page = opened(deciding, "/review")
    page.wait_for_selector(".reviewing .incident")
    first = page.locator(".reviewing .id").inner_text()
    page.route("**/api/judgements", lambda route: route.abort())
    page.keyboard.press("a")
    page.wait_for_selector(".note.bad[role=alert]")
    page.wait_for_function("id => document.querySelector('.reviewing .id')?.textContent === id", arg=first)
    assert "Not kept" in page.locator(".note.bad").first.inner_text()
    seen.errors.clear()


def test_an_actor_is_seen_up_to_a_month_and_by_its_names(reading: Desk, opened: Open) -> None:
    page = opened(reading, f"/actor/{quote('group:islamic-state', safe='')}")
    page.wait_for_selector(".over input")
    page.wait_for_selector(".rows li")
    rows = page.locator(".rows li").count()
    page.locator(".over input").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**until=2018-04-30**")
    page.wait_for_function("n => document.querySelectorAll('.rows li').length < n", arg=rows)
    appeared = ask(page, f"/api/actors/{quote('group:islamic-state', safe='')}")["appeared"]
    assert "Islamic State" in [one["text"] for one in appeared]
    names = page.locator("tbody", has_text=appeared[0]["text"]).locator("th[scope=row]").all_inner_texts()
    assert {one["text"] for one in appeared} <= set(names)


def test_who_passed_a_report_on_is_drawn_as_a_chain(reading: Desk, opened: Open) -> None:
    page = opened(reading, "/?sort=origins")
    page.locator(".rows li a").first.click()
    page.wait_for_selector("ol.chain")
    shown = ask(page, f"/api/incidents/{page.url.rsplit('/', 1)[1]}")
    first = next(one for one in shown["reports"] if one["report_id"] not in shown["beside"])
    links = page.locator("#told + ol .card").first.locator("ol.chain > li")
    assert links.count() == len(first["chain"])
    assert page.locator(".rising").count() == 1
