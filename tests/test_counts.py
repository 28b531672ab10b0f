"""Counting incidents: what is counted once, what stands under unknown, and what a sum may claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import khabar
from khabar.counts import count, name_of_first
from khabar.errors import KhabarError, SettingsError
from khabar.export.chart import caption, draw
from khabar.ledger import Ledger
from khabar.which import Which, actor_ids

PAGES = {
    "one": (
        "2024-02-14",
        "Ukrainian drones struck a depot in Belgorod on Monday, killing three people, officials said.",
    ),
    "two": ("2024-02-14", "Three people were killed when Ukrainian drones struck a depot in Belgorod on Monday."),
    "three": ("2024-04-20", "Russian troops shelled Kherson on Friday, killing at least two people."),
    "four": ("2024-04-25", "Protesters marched in Tbilisi on Tuesday."),
    "five": ("2024-04-25", "Gunmen killed two herders near Jos."),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("pages")
    for name, (day, text) in PAGES.items():
        (folder / f"{name}.txt").write_text(f"Published: {day}\n\n{text}\n")
    path = folder / "ledger.duckdb"
    with Ledger.open(path) as opened:
        for name, (day, _) in PAGES.items():
            khabar.code(folder / f"{name}.txt", published=day, ledger=opened)
        yield opened


def _incidents(ledger: Ledger, *by: str, **which: object) -> dict[tuple[str | None, ...], int]:
    return {row.keys: row.incidents for row in count(ledger, by, Which(**which)).rows}  # type: ignore[arg-type]


def test_two_reports_of_one_strike_are_counted_once(ledger: Ledger) -> None:
    counted = count(ledger, ["month"])
    february = next(row for row in counted.rows if row.keys == ("2024-02",))
    assert february.incidents == 1
    assert (february.killed.low, february.killed.best, february.killed.high) == (3, 3, 3)


def test_a_month_without_an_incident_has_a_row_with_what_was_read_of_it(ledger: Ledger) -> None:
    rows = {row.keys[0]: row for row in count(ledger, ["month"]).rows}
    assert rows["2024-03"].incidents == 0
    assert rows["2024-03"].documents == 0
    assert rows["2024-02"].documents == 2


def test_an_incident_without_a_day_stands_under_unknown_and_is_never_shared_out(ledger: Ledger) -> None:
    assert _incidents(ledger, "month")[None,] == 1
    counted = count(ledger, ["type"], Which(since=date(2024, 1, 1)))
    assert counted.undated == 1
    assert sum(row.incidents for row in counted.rows) == counted.total.incidents == 3


def test_an_open_figure_makes_the_sum_a_least_figure(ledger: Ledger) -> None:
    kherson = count(ledger, ["month"], Which(countries=("UKR",))).total.killed
    assert kherson.low == 2
    assert kherson.open == 1
    assert "least figures" in caption(count(ledger, ["month"]))


@pytest.mark.parametrize("name", ["Russia", "RUS", "russia"])
def test_a_name_or_an_id_stands_for_its_parts_too(ledger: Ledger, name: str) -> None:
    assert sum(_incidents(ledger, "month", agents=(name,)).values()) == 1
    assert sum(_incidents(ledger, "month", targets=(name,)).values()) == 0


def test_filters_hold_together(ledger: Ledger) -> None:
    drones = Which.of(types=["assault"], countries=["Russia"], since=date(2024, 2, 1), until=date(2024, 2, 29))
    assert count(ledger, ["type"], drones).total.incidents == 1
    assert count(ledger, ["type"], Which.of(types=["protest"], countries=["RUS"])).total.incidents == 0
    assert count(ledger, ["type"], Which(min_origins=2)).total.incidents <= 1
    assert count(ledger, ["type"], Which(with_toll=True)).total.incidents == 3


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"types": ["RAID"]}, "no event type"),
        ({"countries": ["Atlantis"]}, "no country"),
        ({"standings": ["x"]}, "standing"),
    ],
)
def test_an_unknown_filter_is_told_with_what_there_is(given: dict[str, list[str]], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        Which.of(**given)  # type: ignore[arg-type]


def test_an_unknown_field_is_told_with_what_there_is(ledger: Ledger) -> None:
    with pytest.raises(SettingsError, match=r"'mnth'.*month"):
        count(ledger, ["mnth"])


def test_a_name_with_quotes_is_a_name_and_no_sql(ledger: Ledger) -> None:
    assert _incidents(ledger, "month", agents=("'); DROP TABLE incidents; --",)) == {}
    assert count(ledger, ["month"]).total.incidents == 4


def test_names_of_no_register_entry_find_the_words_of_the_page(ledger: Ledger) -> None:
    from khabar.actor import Register

    assert actor_ids("protesters of no name", Register.load()) == ()
    assert sum(_incidents(ledger, "type", actors=("protesters",)).values()) == 1


@pytest.mark.parametrize(
    ("span", "kind", "day"),
    [
        ("2024-W01", "week", date(2024, 1, 1)),
        ("2024-Q4", "quarter", date(2024, 10, 1)),
        ("2024", "year", date(2024, 1, 1)),
    ],
)
def test_the_first_day_of_a_span(span: str, kind: str, day: date) -> None:
    assert name_of_first(span, kind) == day


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_same_counts_draw_the_same_picture(ledger: Ledger, tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("matplotlib")
    counted = count(ledger, ["month", "agent"])
    draw(counted, tmp_path / f"a{suffix}")
    draw(counted, tmp_path / f"b{suffix}")
    assert (tmp_path / f"a{suffix}").read_bytes() == (tmp_path / f"b{suffix}").read_bytes()


def test_a_chart_of_nothing_or_in_no_known_form_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(KhabarError, match=r"\.svg"):
        draw(count(ledger, ["month"]), tmp_path / "chart.doc")
    with pytest.raises(KhabarError, match="no incident"):
        draw(count(ledger, ["type"], Which(min_origins=99)), tmp_path / "chart.svg")
