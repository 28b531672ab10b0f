"""What stands around the noun or name at the head of a phrase, and what it makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.actor.choose import Title
from khabar.actor.heads import Head
from khabar.actor.load import Noun
from khabar.actor.marks import marks
from khabar.actor.phrase import Chunk, Part

_SPECIFIC: Final = frozenset({"rebel", "militia", "criminal", "protesters", "political", "police", "military"})
_BROAD_USUAL: Final = frozenset({"military", "armed", "government", "civilian"})


_CARRIERS: Final = frozenset({"airline", "airlines", "airways", "air lines"})
"""Words of an airline's name, whose plane is no air force's: "a Malaysia Airlines jet"."""

_BROAD: Final[dict[str, frozenset[str]]] = {
    "police": frozenset({"government", "civilian"}),
    "military": frozenset({"government"}),
    "political": frozenset({"armed"}),
}


def title_of_words(office: tuple[Noun, str] | None) -> Title | None:
    """Return the title that a noun before a name is, if it is one of an office."""
    return Title(office[0].office, office[1]) if office is not None and office[0].office else None


def is_generic(chunk: Chunk) -> bool:
    """Return whether a name is made of words that many groups bear: "Free Army", "Popular Front"."""
    words = chunk.key.split()
    return len(words) > 1 and all(word in marks("generic") for word in words)


def goes_on(head: Head) -> bool:
    """Return whether the name goes on behind a preposition with words that we do not know: "Free Army of Zubara"."""
    if not head.after or head.after[0][0] not in ("of", "for"):
        return False
    return any(chunk.part is Part.PROPER for chunk in head.after[0][1])


def proper_run(before: Sequence[Chunk]) -> list[Chunk]:
    """Return the unknown capitalised words right before a noun."""
    run: list[Chunk] = []
    for chunk in reversed(before):
        if chunk.part is not Part.PROPER and not (run and chunk.part is Part.WORD and len(chunk.key) < 4):
            break
        run.insert(0, chunk)
    return run


def specific(before: Sequence[Chunk], noun: Noun) -> Noun:
    """Return the noun that says most: "rebel" of "rebel soldiers", "police" of "police officials"."""
    for chunk in reversed(before):
        if chunk.key in _CARRIERS and noun.kind == "military":
            return Noun(kind="business", suffix="BUS")
        if chunk.noun is None or chunk.noun.kind not in _SPECIFIC:
            continue
        broad = _BROAD.get(chunk.noun.kind, _BROAD_USUAL)
        if noun.part or noun.kind in broad:
            return replace(chunk.noun, office=None)
    return noun


def names_a_group(before: Sequence[Chunk]) -> bool:
    """Return whether an unknown proper word stands between a demonym and its noun: "Sudan Foo Army"."""
    seen = False
    for chunk in before:
        seen = seen or bool(chunk.names)
        if seen and chunk.part is Part.PROPER and chunk.key not in marks("usual_proper"):
            return True
    return False


def armed(noun: Noun) -> str:
    """Return the kind of an unknown group: nothing says that it is the state's."""
    return "armed" if noun.kind in (None, "military", "government") else noun.kind
