"""Our own sentences with who says what in them: both halves can be read, are large enough and share no line."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.evaluate.voice_gold import read

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
