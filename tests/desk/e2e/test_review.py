"""The review with the keyboard: every key, undo without end, merge, split, and a ledger open for reading only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.desk.e2e.conftest import Desk, Open, Seen, ask, serving, to_split


def _review(desk: Desk, opened: Open) -> Any:
    page = opened(desk, "/review")
    page.wait_for_selector(".reviewing .incident")
    return page


def _chosen(page: Any) -> str:
    return str(page.locator(".reviewing .incident .id").inner_text())


def _said(page: Any, words: str) -> None:
    page.locator(".said", has_text=words).wait_for()


def _moved(page: Any, before: str) -> str:
    page.wait_for_function(
        "before => { const id = document.querySelector('.reviewing .id'); return id && id.textContent !== before; }",
        arg=before,
    )
    return _chosen(page)


def _decisions(page: Any) -> list[tuple[str, str, str]]:
    items = ask(page, "/api/judgements")["items"]
    return [(one["decision"], one["subject_id"], one["state"]) for one in items]


def test_j_k_and_space_move(deciding: Desk, opened: Open) -> None:
    page = _review(deciding, opened)
    first = _chosen(page)
    page.keyboard.press("j")
    second = _moved(page, first)
    page.keyboard.press("k")
    assert _moved(page, second) == first
    page.keyboard.press(" ")
    assert _moved(page, first) == second
    _said(page, "4 in the queue")
    assert _decisions(page) == []


def test_a_and_x_decide_and_backspace_takes_back(deciding: Desk, opened: Open, seen: Seen) -> None:
    page = _review(deciding, opened)
    first = _chosen(page)
    page.keyboard.press("a")
    second = _moved(page, first)
    _said(page, "accept: kept")
    page.keyboard.press("x")
    _moved(page, second)
    _said(page, "reject: kept")
    assert {one[:2] for one in _decisions(page)} == {("accept", first), ("reject", second)}
    assert all(one["author"] == "ana" for one in ask(page, "/api/judgements")["items"])
    page.keyboard.press("Backspace")
    _said(page, "undone")
    page.wait_for_function("id => document.querySelector('.reviewing .id')?.textContent === id", arg=second)
    page.keyboard.press("Backspace")
    page.wait_for_function("id => document.querySelector('.reviewing .id')?.textContent === id", arg=first)
    page.wait_for_function("() => document.querySelector('.said').textContent.includes('5 in the queue')")
    assert not [one for one in _decisions(page) if one[0] != "undo" and one[2] == "in force"]
    page.keyboard.press("Backspace")
    _said(page, "no decision of yours")
    seen.errors[:] = [one for one in seen.errors if "400" not in one]


def test_numbers_and_e_correct_a_field_in_its_row(deciding: Desk, opened: Open, seen: Seen) -> None:
    page = _review(deciding, opened)
    chosen = _chosen(page)
    fields = ["killed", "injured", "date", "place", "agents", "targets", "mode", "event_type", "standing"]
    for number, name in enumerate(fields, start=1):
        page.keyboard.press(str(number))
        page.wait_for_selector(f".grid td.taken form[data-field={name}]")
        assert page.locator(".editing").count() == 1
        page.keyboard.press("Escape")
        page.wait_for_selector(".editing", state="detached")
    page.keyboard.press("e")
    page.keyboard.type("12")
    page.get_by_label("Reason").last.fill("the hospital's list")
    page.keyboard.press("Enter")
    _said(page, "correct: kept")
    page.wait_for_function("() => document.querySelector('.incident header')?.textContent.includes('12 killed')")
    assert _chosen(page) == chosen
    (made,) = ask(page, f"/api/incidents/{chosen}")["incident"]["judgements"]
    assert (made["decision"], made["field"], made["reason"]) == ("correct", "killed", "the hospital's list")
    assert made["value"]["best"] == 12
    page.wait_for_selector(".editing", state="detached")
    page.keyboard.press("e")
    assert page.locator(".editing input").first.input_value() == "12"
    page.keyboard.type("a lot")
    page.keyboard.press("Enter")
    page.locator(".editing ~ [role=alert]", has_text="expected 12, 10..15").wait_for()
    assert page.locator(".editing input").first.input_value() == "a lot"
    seen.errors[:] = [one for one in seen.errors if "400" not in one]
    assert len(_decisions(page)) == 1


def test_up_and_down_go_from_row_to_row_and_a_choice_is_kept_by_enter(deciding: Desk, opened: Open) -> None:
    page = _review(deciding, opened)
    page.keyboard.press("4")
    page.wait_for_selector("form[data-field=place]")
    page.keyboard.press("ArrowUp")
    page.wait_for_selector("form[data-field=targets]")
    page.keyboard.press("ArrowDown")
    page.wait_for_selector("form[data-field=place]")
    page.keyboard.press("Escape")
    page.keyboard.press("9")
    page.wait_for_selector("form[data-field=standing] select:focus").select_option("confirmed")
    page.keyboard.press("Enter")
    _said(page, "correct: kept")
    page.wait_for_selector("header .tag.s-confirmed")


def test_a_value_is_corrected_by_a_click_on_its_own_page(deciding: Desk, opened: Open) -> None:
    page = opened(deciding, "/?q=kaduna")
    page.locator(".rows li a").first.click()
    page.locator(".takes[data-field=date]").click()
    page.keyboard.type("2019-05-01..2019-05-02")
    page.keyboard.press("Enter")
    page.wait_for_selector(".editing", state="detached")
    page.locator(".takes[data-field=date]", has_text="2019-05-01 – 2019-05-02").wait_for()
    assert "ana" in page.locator(".takes[data-field=date]").inner_text()


def test_keys_are_shown(deciding: Desk, opened: Open) -> None:
    page = _review(deciding, opened)
    page.keyboard.press("?")
    page.wait_for_selector(".keys")
    assert page.locator(".keys kbd").count() == 19
    page.keyboard.press("Escape")
    page.wait_for_selector(".keys", state="detached")


def test_m_merges_with_a_preview_and_is_taken_back(deciding: Desk, opened: Open) -> None:
    page = _review(deciding, opened)
    whole = {one["incident_id"] for one in ask(page, "/api/incidents")["items"]}
    page.keyboard.press("m")
    page.wait_for_selector(".panel input:focus")
    page.keyboard.press(" ")
    page.wait_for_function("() => document.querySelector('.panel').textContent.includes('differ in')")
    page.get_by_role("button", name="Merge", exact=True).click()
    _said(page, "merge: kept")
    left = ask(page, "/api/incidents")["items"]
    assert len(left) == len(whole) - 1
    page.keyboard.press("Backspace")
    _said(page, "undone")
    assert {one["incident_id"] for one in ask(page, "/api/incidents")["items"]} == whole


def test_s_splits_and_is_taken_back(deciding: Desk, opened: Open) -> None:
    page, both = to_split(deciding, opened)
    assert "1 leave" in page.locator(".panel").inner_text()
    page.get_by_role("button", name="Split", exact=True).click()
    _said(page, "split: kept")
    assert ask(page, "/api/incidents?q=belgorod")["total"] == 2
    page.keyboard.press("Backspace")
    _said(page, "undone")
    assert ask(page, "/api/incidents?q=belgorod")["items"] == [both]


def test_keys_are_quiet_behind_the_words_of_a_value(deciding: Desk, opened: Open) -> None:
    page = _review(deciding, opened)
    page.locator(".grid .value").first.click()
    page.wait_for_selector("dialog[open]")
    for key in "ax":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert _decisions(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


def test_an_incident_is_decided_and_undone_on_its_own_page(deciding: Desk, opened: Open) -> None:
    page = opened(deciding, "/?q=kaduna")
    page.locator(".rows li a").first.click()
    page.locator(".decide summary").click()
    page.locator(".decide").get_by_label("Reason").fill("seen by two")
    page.locator(".decide").get_by_role("button", name="Accept").click()
    page.wait_for_selector(".decide li")
    assert "seen by two" in page.locator(".decide li").inner_text()
    page.locator(".decide li button").click()
    page.wait_for_function("() => document.querySelector('.decide').textContent.includes('undo')")


def test_a_ledger_that_others_write_is_shown_and_no_decision_is_lost_silently(
    coded: Path, tmp_path: Path, opened: Open
) -> None:
    import shutil

    with serving(Path(shutil.copy(coded, tmp_path / "ledger.duckdb")), read_only=True) as desk:
        page = _review(desk, opened)
        assert "reading only" in page.locator(".note.warn[role=status]").inner_text()
        page.keyboard.press("a")
        _said(page, "nothing was decided")
        assert page.get_by_role("button", name="Accept").is_disabled()
        assert _decisions(page) == []
