"""Who is said to be behind an assault is its doer, in the words of whoever says so: the chain tells whose they are.

Whether it is affirmed or denied is the certainty's to tell: "denied any role in the attack" names its doer too.
"""

from __future__ import annotations

from khabar.event.draft import Draft, actors
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.event.tree import objects, span
from khabar.parse import Token
from khabar.records import EventType, Role

_BLAMES = frozenset(("blame", "accuse"))
_SHARES = frozenset(("role", "involvement", "responsibility", "part", "hand", "participation", "complicity"))
_SHARING = frozenset(("have", "deny", "play", "take", "admit", "disclaim", "reject"))


def blame(m: Matcher, drafts: list[Draft]) -> None:
    """Give assaults that are nouns the doer whom the sentence blames, or who takes or denies a part in them.

    "Blamed X for the attack", "blamed the attack on X", "X was behind the attack", "X had no role in the attack".
    """
    by_token = {d.i: d for d in drafts if d.event_type is EventType.ASSAULT and m.s[d.i].is_noun}
    for token in m.s.tokens if by_token else ():
        if token.is_verb and token.lemma in _BLAMES:
            _blamed(m, token, by_token)
        elif token.lemma == "be":
            links = [t for t in m.s.children(token.i, "acomp", "prep") if t.lemma in ("responsible", "behind")]
            _give([d for t in links for d in _below(m, t, by_token)], actors(m, token.i, "subj", Role.AGENT))
        elif token.is_verb and token.lemma in _SHARING:
            shares = [t for t in m.s.children(token.i, "dobj") if t.lemma in _SHARES]
            shares += [d for t in m.s.children(token.i, "dobj") if t.lemma == "nothing" for d in m.s.children(t.i)]
            _give([d for t in shares for d in _below(m, t, by_token)], actors(m, token.i, "subj", Role.AGENT))


def _blamed(m: Matcher, verb: Token, by_token: dict[int, Draft]) -> None:
    deeds = [by_token[t.i] for slot in ("for", "of") for t in m.slot(slot, verb.i) if t.i in by_token]
    if deeds:
        _give(deeds, [Argument(Role.AGENT, t.i, *span(m.s, t.i)) for t in objects(m.s, verb.i)])
    else:
        deeds = [by_token[t.i] for t in objects(m.s, verb.i) if t.i in by_token]
        _give(deeds, actors(m, verb.i, "on", Role.AGENT))


def _below(m: Matcher, link: Token, by_token: dict[int, Draft]) -> list[Draft]:
    """Return the assaults that hang on a word by "for", "in", "with", or on it as a preposition."""
    goals = [g for p in (link, *m.s.children(link.i, "prep")) for g in m.s.children(p.i, "pobj")]
    return [by_token[g.i] for g in goals if g.i in by_token]


def _give(deeds: list[Draft], named: list[Argument]) -> None:
    for deed in deeds:
        if not deed.has(Role.AGENT):
            deed.add(Role.AGENT, [a for a in named if a.i != deed.i])


__all__ = ["blame"]
