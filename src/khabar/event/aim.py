"""Words about deeds: whom they are aimed at and what they are about, where only the deed in them says so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from khabar.event.draft import Draft
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.records import EventType, Role
from khabar.tables import packaged, read_table

_AIMING = (EventType.AGREE, EventType.THREATEN, EventType.REJECT, EventType.MOBILIZE, EventType.SANCTION)


def aim(m: Matcher, drafts: list[Draft], inside: Sequence[int | None]) -> None:
    """Give words the target and the mode of the deed that is their content ("threatened to attack X").

    ``inside`` is the position of each draft's outer event.
    """
    for n, outer in enumerate(drafts):
        contents = [d for d, place in zip(drafts, inside, strict=True) if place == n]
        if outer.event_type in _AIMING and not outer.has(Role.TARGET) and not outer.has(Role.PARTNER):
            _take_target(outer, contents)
        if outer.mode is None:
            _take_mode(m, outer, contents)


def _take_target(outer: Draft, contents: list[Draft]) -> None:
    doers = {a.i for a in outer.args if a.role is Role.AGENT}
    for content in contents:
        aimed = [a for a in content.args if a.role in (Role.TARGET, Role.PARTNER) and a.i not in doers]
        outer.add(Role.TARGET, [Argument(Role.TARGET, a.i, a.start, a.end) for a in aimed])


@cache
def _modes() -> dict[str, list[tuple[tuple[str, ...], str, str | None, str]]]:
    """Return for each type of words the contents that show a mode, in the order of ``data/content.tsv``."""
    found: dict[str, list[tuple[tuple[str, ...], str, str | None, str]]] = {}
    for row in read_table(packaged("khabar.event", "content.tsv"), ["outer", "inner", "mode", "cameo"]):
        if row["outer"] not in EventType.__members__:
            raise row.error(f"type {row['outer']!r}", f"one of {', '.join(EventType)}")
        line = (row.items("inner"), row["mode"], row["cameo"] or None, f"content.tsv:{row.line}")
        found.setdefault(row["outer"], []).append(line)
    return found


def _take_mode(m: Matcher, outer: Draft, contents: list[Draft]) -> None:
    table = _modes().get(outer.event_type)
    if not table:
        return
    named = {f"%{d.event_type}" for d in contents}
    named |= {t.lemma for slot in ("obj", "for", "comp", "on", "to") for t in m.slot(slot, outer.i)}
    for inner, mode, cameo, where in table:
        if not named.isdisjoint(inner):
            outer.mode, outer.cameo = mode, cameo or outer.cameo
            outer.rules.append(where)
            return
