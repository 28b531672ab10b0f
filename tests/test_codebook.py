"""The codebook: complete, current, and each sentence earns its value."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from khabar.codebook import Entry, entries, render
from khabar.coder import Coder
from khabar.event.weapons import weapons
from khabar.read import read_page
from khabar.records import (
    Aspect,
    EventType,
    Manner,
    Measure,
    Modality,
    PassageKind,
    Polarity,
    Report,
    Role,
    SourceKind,
    Stance,
    Standing,
)

ENUMS = {
    "event_type": EventType,
    "polarity": Polarity,
    "modality": Modality,
    "aspect": Aspect,
    "role": Role,
    "source_kind": SourceKind,
    "stance": Stance,
    "manner": Manner,
    "standing": Standing,
    "measure": Measure,
    "passage": PassageKind,
}
WITH_SENTENCE = [entry for entry in entries() if entry.sentence]


@cache
def reports(sentence: str) -> tuple[Report, ...]:
    return Coder().code(read_page(sentence, name="codebook", published=date(2024, 3, 14))).reports


def values(report: Report, field: str) -> set[str | None]:
    many: dict[str, set[str | None]] = {
        "role": {a.role.value for a in report.actors},
        "source_kind": {link.kind.value for link in report.chain},
        "stance": {link.stance.value for link in report.chain},
        "manner": {link.manner.value for link in report.chain},
        "measure": {t.measure.value for t in report.tolls},
        "instrument": {report.instrument.kind if report.instrument else None},
    }
    return many[field] if field in many else {getattr(report, field)}


@pytest.mark.parametrize("field", sorted(ENUMS))
def test_every_value_is_in_the_codebook(field: str) -> None:
    assert {e.value for e in entries() if e.field == field} == {member.value for member in ENUMS[field]}


def test_every_kind_of_weapon_is_in_the_codebook() -> None:
    assert {e.value for e in entries() if e.field == "instrument"} == {weapon.kind for weapon in weapons().values()}


def test_the_page_is_current() -> None:
    assert (Path(__file__).parents[1] / "docs/codebook.md").read_text(encoding="utf-8") == render()


@pytest.mark.parametrize("entry", WITH_SENTENCE, ids=lambda e: f"{e.field}-{e.value}")
def test_the_sentence_earns_its_value(entry: Entry) -> None:
    assert entry.sentence is not None
    found = [values(report, entry.field) for report in reports(entry.sentence)]
    assert any(entry.value in each for each in found), found
