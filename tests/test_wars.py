"""Sentences of our own about other wars: the seed's behaviour must not be the seed's alone."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from khabar.coder import Coder
from khabar.evaluate.probe import never, verdict
from khabar.read import read_page
from khabar.records import Report

GOLD = Path(__file__).parent / "gold/wars.jsonl"
RECORDS: list[dict[str, Any]] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@cache
def reports(text: str, day: str) -> tuple[Report, ...]:
    return Coder().code(read_page(text, name="wars", published=date.fromisoformat(day))).reports


def test_there_are_enough_sentences() -> None:
    assert len(RECORDS) >= 60


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r["id"])
def test_each_sentence_is_read_as_expected(record: dict[str, Any]) -> None:
    found = reports(record["text"], record["date"])
    missed = verdict(record, found)
    if not record["expect"]:
        missed = [r.trigger.text for r in found if r.opens]
    assert missed == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: r["id"])
def test_nobody_is_an_attacker_for_having_spoken(record: dict[str, Any]) -> None:
    assert never(record["never_agent"], reports(record["text"], record["date"])) == []
