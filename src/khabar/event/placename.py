"""Places that stand before the name of a deed or its weapon: "the Kabul bombing" was in Kabul, and not by it."""

from __future__ import annotations

from khabar.event.draft import Draft
from khabar.event.mention import Argument
from khabar.event.tree import word_class
from khabar.parse import Sentence
from khabar.place import Kind, find_places
from khabar.records import EventType, Role

_AT_A_PLACE = frozenset(
    ("attack", "bombing", "blast", "explosion", "massacre", "killing", "shooting", "ambush", "clash", "siege",
     "violence", "stabbing", "raid", "murder", "abduction", "kidnapping", "battle")
)  # fmt: skip
"""Deeds that headlines name by the country where they were done: "Nigeria attack kills 20"."""


def drop_places(s: Sentence, draft: Draft) -> None:
    """Take places out of the doers of an assault or a protest where they only stand before its noun.

    A country stays a doer where the deed has an aim ("the Russia attack on Odesa") or is one that states do.
    """
    if draft.event_type not in (EventType.ASSAULT, EventType.PROTEST):
        return
    nouns = {i for i in draft.tokens if s[i].is_noun}
    nouns |= {t.i for i in draft.tokens for t in s.children(i, "nsubj") if t.lemma in word_class("weapon")}
    for agent in [a for a in draft.args if a.role is Role.AGENT and s.head(a.i).i in nouns]:
        word = s[agent.i]
        before = word.dep in ("compound", "nmod") and word.tag in ("NNP", "NNPS")
        protest = draft.event_type is EventType.PROTEST and word.tag == "NNP"
        if (protest or before) and _is_where(s, agent, country=not protest):
            draft.args.remove(agent)


def _is_where(s: Sentence, agent: Argument, *, country: bool = True) -> bool:
    offset = s.stretch.start
    here = [m for m in find_places(s.text, offset=offset) if m.start < agent.end and agent.start < m.end]
    if not here or here[0].start > agent.start or here[0].end < agent.end:
        return False
    if not any(c.entry.kind is Kind.COUNTRY for c in here[0].candidates):
        return True
    if not country:
        return False
    noun = s.head(agent.i)
    aimed = any(p.lemma in ("on", "against", "at") for p in s.children(noun.i, "prep"))
    return noun.lemma in _AT_A_PLACE and not aimed


__all__ = ["drop_places"]
