"""Who is blamed for an assault is its doer, in the words of whoever blames: the chain tells whose words they are."""

from __future__ import annotations

from khabar.event.draft import Draft, actors
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.event.tree import objects, span
from khabar.records import EventType, Role

_BLAMES = frozenset(("blame", "accuse"))


def blame(m: Matcher, drafts: list[Draft]) -> None:
    """Give the assaults of "blamed X for the attack" and "blamed the attack on X" their doer X, where none is named."""
    by_token = {d.i: d for d in drafts if d.event_type is EventType.ASSAULT and m.s[d.i].is_noun}
    for token in m.s.tokens:
        if token.lemma not in _BLAMES or not token.is_verb:
            continue
        deeds = [by_token[t.i] for slot in ("for", "of") for t in m.slot(slot, token.i) if t.i in by_token]
        named = [Argument(Role.AGENT, t.i, *span(m.s, t.i)) for t in objects(m.s, token.i)]
        if not deeds:
            deeds = [by_token[t.i] for t in objects(m.s, token.i) if t.i in by_token]
            named = actors(m, token.i, "on", Role.AGENT)
        _give(deeds, named)
    for verb in m.s.tokens:
        if (
            verb.lemma == "be"
            and not m.s.children(verb.i, "neg")
            and not any(t.tag == "MD" for t in m.s.children(verb.i, "aux"))
        ):
            links = [t for t in m.s.children(verb.i, "acomp", "prep") if t.lemma in ("responsible", "behind")]
            goals = [g for t in links for p in (t, *m.s.children(t.i, "prep")) for g in m.s.children(p.i, "pobj")]
            _give([by_token[g.i] for g in goals if g.i in by_token], actors(m, verb.i, "subj", Role.AGENT))


def _give(deeds: list[Draft], named: list[Argument]) -> None:
    for deed in deeds:
        if not deed.has(Role.AGENT):
            deed.add(Role.AGENT, [a for a in named if a.i != deed.i])


__all__ = ["blame"]
