"""The name in a phrase that the register has nobody for."""

from __future__ import annotations

from khabar.actor.heads import head_of, split, without_sides
from khabar.actor.index import Index
from khabar.actor.phrase import Part, chunks_of

_NAMES = (Part.PROPER, Part.NAME)


def unknown_name(text: str, index: Index) -> str | None:
    """Return the name at the head of a phrase, without what is common about it; ``None`` if it holds no name.

    >>> from khabar.actor.register import Register
    >>> unknown_name("at least two fighters of the Zubara Front", Register.load().index)
    >>> unknown_name("the Zubara Front's fighters", Register.load().index)
    'Zubara Front'
    """
    parts = split(chunks_of(text, index))
    head = head_of(parts[0]) if parts else None
    if head is None:
        return None
    chunks, _ = without_sides(head.chunks)
    named = [i for i, chunk in enumerate(chunks) if chunk.part in _NAMES]
    if not any(chunks[i].part is Part.PROPER or chunks[i].names[0].rule == "person" for i in named):
        return None
    last = named[-1]
    after = [chunk for chunk in chunks[last + 1 :] if chunk.part is Part.NOUN and chunk.text[:1].isupper()]
    run = [*chunks[named[0] : last + 1], *after]
    return " ".join(chunk.text for chunk in run if chunk.part is not Part.POSSESSIVE)
