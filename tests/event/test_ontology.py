"""PLOVER, CAMEO and ACLED beside each other."""

from __future__ import annotations

import pytest

from khabar.codebook import entries
from khabar.event import Lexicon, acled, plover_of
from khabar.event.refine import means
from khabar.records import EventType as Type
from khabar.tables import packaged, read_table

ACLED = {
    "Battles": {
        "Armed clash",
        "Government regains territory",
        "Non-state actor overtakes territory",
    },
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}


@pytest.mark.parametrize(
    ("event_type", "mode", "cameo", "sub_event"),
    [
        (Type.ASSAULT, "aerial", "195", "Air/drone strike"),
        (Type.ASSAULT, "drone", None, "Air/drone strike"),
        (Type.ASSAULT, "heavy-weapons", "194", "Shelling/artillery/missile attack"),
        (Type.ASSAULT, "suicide-attack", "1831", "Suicide bomb"),
        (Type.ASSAULT, "explosives", "1833", "Remote explosive/landmine/IED"),
        (Type.ASSAULT, "abduct", "181", "Abduction/forced disappearance"),
        (Type.ASSAULT, None, "190", "Armed clash"),
        (Type.PROTEST, "demo", "141", "Peaceful protest"),
        (Type.PROTEST, "riot", "145", "Violent demonstration"),
        (Type.COERCE, "arrest", "173", "Arrests"),
        (Type.CONSULT, "visit", "042", None),
    ],
)
def test_acled(event_type: Type, mode: str | None, cameo: str | None, sub_event: str | None) -> None:
    assert acled(event_type, mode, cameo=cameo)[1] == sub_event


def test_what_the_lexicon_gives_is_acleds() -> None:
    for entry in Lexicon.load():
        if entry.event_type is not None:
            event, sub_event = acled(entry.event_type, entry.mode, cameo=entry.cameo)
            assert (event is None and sub_event is None) or sub_event in ACLED[str(event)]


@pytest.mark.parametrize(
    ("code", "event_type", "mode"),
    [
        ("195", Type.ASSAULT, "aerial"),
        ("1712", Type.ASSAULT, "destroy"),
        ("175", Type.ASSAULT, "crowd-control"),
        ("191", Type.COERCE, "restrict"),
        ("192", Type.COERCE, "seize"),
        ("0841", Type.RETREAT, "release"),
        ("0831", Type.CONCEDE, None),
        ("1384", Type.THREATEN, "violence"),
        ("010", None, None),
        ("99", None, None),
    ],
)
def test_plover_of(code: str, event_type: Type | None, mode: str | None) -> None:
    assert plover_of(code) == (event_type, mode)


def _given() -> set[str]:
    """Return the modes that the lexicon, the means and the contents can give."""
    words = {entry.mode for entry in Lexicon.load() if entry.mode}
    tables = {
        row["mode"] for row in read_table(packaged("khabar.event", "content.tsv"), ["outer", "inner", "mode", "cameo"])
    }
    return words | tables | {found.mode for found in means().values()}


@pytest.mark.parametrize("mode", sorted({e.value for e in entries() if e.field == "event_mode"}))
def test_every_mode_of_the_codebook_can_be_given(mode: str) -> None:
    assert mode in _given()


def test_no_mode_is_given_that_the_codebook_lacks() -> None:
    assert _given() <= {e.value for e in entries() if e.field == "event_mode"}


FORCE = (Type.ASSAULT, Type.PROTEST)


def test_every_mode_has_a_cameo_code_and_force_an_acled_one() -> None:
    for entry in Lexicon.load():
        if entry.event_type is None:
            continue
        assert (entry.cameo or "")[:2].isdigit(), entry.where
        if entry.event_type in FORCE:
            assert acled(entry.event_type, entry.mode, cameo=entry.cameo)[1] is not None, entry.where
