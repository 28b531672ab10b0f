"""No regular expression of the date stage takes more than linear time, whatever it is fed."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Callable

import pytest

import khabar.date
from khabar.coding import days, when
from khabar.date import find_dates
from khabar.date.find import _opening
from khabar.date.patterns import patterns

PUMPS = (
    "a", " ", "1", "1 ", "1,", "12/", "-", "'", "the ", "about ", "at least ", "a hundred and ", "twenty-",
    "two and a half ", "early ", "the early ", "the week of ", "may ", "1 may ", "2014 ", "monday ", "last ",
    "about 3 ", "of the ", "night of ",
    "eid ",
    "the last day of the holy month of ", "muslim ", "the anniversary of ", "police ",
    "the shooting ", "said the ", "A. ",
    "AB ", "VELM, ", "VELM (x", "before ", "year-ago ", "several ",
)  # fmt: skip
SMALL, LARGE = 10_000, 40_000


def compiled() -> list[re.Pattern[str]]:
    found = [pattern for pattern, _ in patterns()] + [_opening()]
    names = [f"khabar.date.{m.name}" for m in pkgutil.iter_modules(khabar.date.__path__)]
    for module in [importlib.import_module(name) for name in names] + [days, when]:
        for value in vars(module).values():
            several = value if isinstance(value, tuple) else (value,)
            for one in several:
                parts = one if isinstance(one, tuple) else (one,)
                found += [part for part in parts if isinstance(part, re.Pattern)]
    return found


def seconds(run: Callable[[str], object], pump: str, length: int) -> float:
    text = (pump * (length // len(pump) + 1))[:length] + "!"
    best = 9.0
    for _ in range(2):
        start = time.process_time()
        run(text)
        best = min(best, time.process_time() - start)
        if best < 0.005:
            break
    return best


def test_there_is_an_inventory() -> None:
    assert len(compiled()) > 80


@pytest.mark.parametrize("pump", PUMPS)
def test_a_pattern_that_is_tried_at_a_place_is_linear(pump: str) -> None:
    for pattern in compiled():
        large = seconds(pattern.match, pump, LARGE)
        assert large <= 0.05 or large <= 6.5 * seconds(pattern.match, pump, SMALL), pattern.pattern[:120]


@pytest.mark.parametrize("pump", PUMPS)
@pytest.mark.parametrize("pattern", [when._SCENE, when._AFTERWARDS])
def test_a_pattern_that_is_searched_for_in_sentences_is_linear(pattern: re.Pattern[str], pump: str) -> None:
    large = seconds(pattern.search, pump, LARGE)
    assert large <= 0.05 or large <= 6.5 * seconds(pattern.search, pump, SMALL)


@pytest.mark.parametrize("pump", PUMPS)
def test_finding_dates_is_linear(pump: str) -> None:
    small, large = seconds(find_dates, pump, SMALL), seconds(find_dates, pump, LARGE)
    assert large <= 0.05 or large <= 6.5 * small, (small, large)
