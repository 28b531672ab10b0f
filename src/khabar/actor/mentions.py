"""Names of the register in raw text, without a parse."""

from __future__ import annotations

from collections.abc import Sequence

from khabar.actor.index import Index
from khabar.actor.load import Name, Tables
from khabar.actor.marks import marks
from khabar.actor.match import ActorMention
from khabar.actor.words import Word, is_shouting, words_of

_CONTEXT = 60
"""Characters to each side that decide whether a stretch is all in capitals."""


def mentions_in(text: str, tables: Tables, index: Index, *, offset: int = 0) -> list[ActorMention]:
    """Return the mentions of names and demonyms. A surname alone counts only once its full name has been seen."""
    words = words_of(text)
    found: list[ActorMention] = []
    seen: set[str] = set()
    i = 0
    while i < len(words):
        near = text[max(0, words[i].start - _CONTEXT) : words[i].end + _CONTEXT]
        length, names = index.names_at(words, i, shouting=words[i].text.isupper() and is_shouting(near))
        strong = [name for name in names if not name.weak or name.actor_id in seen]
        if length == 1 and i and _has_first_name(words, i, text, index):
            strong = [name for name in strong if name.rule != "person"]
        if not strong:
            i += 1
            continue
        name = _first_choice(strong)
        seen.add(name.actor_id)
        start, end = words[i].start, words[i + length - 1].end
        entity = tables.entity(name.actor_id)
        if entity is not None:
            country = entity.countries[0] if entity.countries else None
            what = (entity.actor_id, entity.name, entity.kind, country, name.rule)
            found.append(ActorMention(start + offset, end + offset, text[start:end], *what))
        i += length
    return found


def _has_first_name(words: Sequence[Word], i: int, text: str, index: Index) -> bool:
    """Return whether an unknown capitalised word stands right before a surname: it is then someone else's."""
    before = words[i - 1]
    if not before.capital or before.mark or text[before.end : words[i].start] != " ":
        return False
    begins = before.start == 0 or text[: before.start].rstrip()[-1:] in '.!?\n“"'
    known = index.noun_at(words, i - 1)[0] or index.names_at(words, i - 1)[0]
    return not begins and not known and before.key not in marks("usual_proper")


def _first_choice(names: list[Name]) -> Name:
    return min(names, key=lambda name: (name.weak, name.rule == "capital"))
