"""Our own sentences with who says what in them: both halves can be read, are large enough and share no line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.evaluate.probe import KEYS
from khabar.evaluate.voice_gold import read
from khabar.records import Stance

GOLD = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("half", ["dev", "kept"])
def test_each_half_is_read_and_is_large_enough(half: str) -> None:
    lines = list(read(GOLD / f"voice_{half}.tsv"))
    assert len(lines) >= 150
    assert len({name for name, _, _ in lines}) == len(lines)
    assert any(not triples for _, _, triples in lines), "no line without a voice"


def test_the_halves_share_no_line() -> None:
    dev, kept = ({text for _, text, _ in read(GOLD / f"voice_{half}.tsv")} for half in ("dev", "kept"))
    assert not dev & kept


def test_the_kept_half_is_mostly_wanted_attributions() -> None:
    triples = [triple for _, _, found in read(GOLD / "voice_kept.tsv") for triple in found]
    assert sum(not triple.optional for triple in triples) >= 220


def test_the_stances_are_asked_for_in_known_words() -> None:
    records = [json.loads(line) for line in (GOLD / "stances.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({record["id"] for record in records}) == len(records) >= 60
    expected = [event for record in records for event in record["expect"]]
    assert {event["stance"] for event in expected if "stance" in event} == set(Stance)
    assert all(set(event) <= KEYS for event in expected)
