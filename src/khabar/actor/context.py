"""A mention in its text: a title before it, a full name elsewhere, an apposition behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.actor.match import ActorMatch, ActorMention
from khabar.actor.phrase import Chunk, Part, chunks_of
from khabar.actor.resolve import Resolver
from khabar.actor.scene import Scene
from khabar.actor.words import name_key

_REACH: Final = 60
"""Characters before a mention in which its title stands."""

_APPOSED: Final = re.compile(r"\s*,\s*(?:who is |then |the )?([^,.;:()\n]{4,80})[,.;:)\n]")
_PLAIN: Final = frozenset({"country", "demonym", "people"})


def in_text(
    resolver: Resolver, named: Sequence[ActorMention], text: str, span: tuple[int, int], scene: Scene
) -> ActorMatch | None:
    """Return who the mention at ``span`` names; ``named`` are the names that the register finds in the text."""
    start, end = span
    seen = {m.actor_id for m in named if m.actor_id and not (m.start < end and start < m.end)}
    scene = replace(scene, seen=frozenset(seen))
    mention = text[start:end]
    alone = resolver.resolve(mention, scene)
    if not mention[:1].isupper() or (alone is not None and alone.actor_id is not None and alone.score > 0.6):
        return alone
    begin = _title_before(resolver, text, start)
    if begin < start:
        titled = resolver.resolve(text[begin:end], scene)
        if titled is not None and (alone is None or titled.actor_id is not None):
            return titled
    return _apposed(resolver, mention, text[end : end + 120], scene) or alone


def _title_before(resolver: Resolver, text: str, start: int) -> int:
    """Return where the nouns begin that stand before a name as its title: "Iraqi Prime Minister" before "Abadi"."""
    before = text[max(0, start - _REACH) : start]
    if not before.endswith(" "):
        return start
    begin = start
    for chunk in reversed(chunks_of(before, resolver.index)):
        if not _is_title(chunk):
            break
        at = text.rfind(chunk.text, 0, begin)
        if text[at + len(chunk.text) : begin].strip("- "):
            break
        begin = at
    return begin


def _is_title(chunk: Chunk) -> bool:
    if chunk.part is Part.NAME:
        return all(name.rule in _PLAIN for name in chunk.names)
    return chunk.part is Part.NOUN


def _apposed(resolver: Resolver, mention: str, behind: str, scene: Scene) -> ActorMatch | None:
    """Return the holder of the office behind a name, if he bears it: "Ivanov, Russia's defence minister,"."""
    found = _APPOSED.match(behind)
    match = resolver.resolve(found.group(1), scene) if found else None
    if match is None or match.actor_id is None or match.kind != "person":
        return None
    bearers = {name.actor_id for name in resolver.tables.names.get(name_key(mention), ())}
    spelled = {name.actor_id for name, _ in resolver.search.spellings(mention, ("person",))}
    return match if match.actor_id in bearers | spelled else None
