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

_BLAMES = frozenset(("blame", "accuse", "attribute", "ascribe", "pin"))
_CHARGES = frozenset(("charge", "convict", "indict", "suspect", "arraign", "acquit"))
_DISTANCING = frozenset(("distance", "dissociate", "disassociate"))
_SHARES = frozenset(("role", "involvement", "responsibility", "part", "hand", "participation", "complicity"))
_SHARING = frozenset(("have", "deny", "play", "take", "admit", "disclaim", "reject", "disown", "accept"))


def blame(m: Matcher, drafts: list[Draft]) -> None:
    """Give assaults that are nouns the doer whom the sentence blames, or who takes or denies a part in them.

    "Blamed X for the attack", "attributed the attack to X", "held X responsible for the attack", "pointed the finger at
    X for the attack", "X was behind the attack", "X had no role in the attack", "X distanced itself from the attack".
    """
    by_token = {d.i: d for d in drafts if d.event_type is EventType.ASSAULT and m.s[d.i].is_noun}
    for token in m.s.tokens if by_token else ():
        if token.is_verb and token.lemma in _BLAMES:
            _blamed(m, token, by_token)
        elif token.is_verb and token.lemma in _CHARGES:
            _give(
                [
                    by_token[t.i]
                    for slot in ("with", "of", "for", "over")
                    for t in m.slot(slot, token.i)
                    if t.i in by_token
                ],
                [Argument(Role.AGENT, t.i, *span(m.s, t.i)) for t in objects(m.s, token.i)],
            )
        elif token.lemma == "be":
            links = [t for t in m.s.children(token.i, "acomp", "prep") if t.lemma in ("responsible", "behind")]
            _give([d for t in links for d in _below(m, t, by_token)], actors(m, token.i, "subj", Role.AGENT))
        elif token.lemma == "hold" and (link := _responsible(m, token)):
            named = [Argument(Role.AGENT, t.i, *_bare(m, t, link)) for t in objects(m.s, token.i)]
            _give(_below(m, link, by_token) + _below(m, token, by_token), named)
        elif token.lemma == "point" and any(t.lemma == "finger" for t in m.s.children(token.i, "dobj")):
            _give(
                [by_token[t.i] for t in m.slot("for", token.i) if t.i in by_token], actors(m, token.i, "at", Role.AGENT)
            )
        elif token.is_verb and token.lemma in _DISTANCING:
            _give(_below(m, token, by_token), actors(m, token.i, "subj", Role.AGENT))
        elif token.is_verb and token.lemma in _SHARING:
            shares = [t for t in m.s.children(token.i, "dobj") if t.lemma in _SHARES]
            shares += [
                d
                for t in m.s.children(token.i, "dobj")
                if t.lemma in ("nothing", "anything")
                for d in m.s.children(t.i)
            ]
            _give([d for t in shares for d in _below(m, t, by_token)], actors(m, token.i, "subj", Role.AGENT))


def _blamed(m: Matcher, verb: Token, by_token: dict[int, Draft]) -> None:
    deeds = [by_token[t.i] for slot in ("for", "of") for t in m.slot(slot, verb.i) if t.i in by_token]
    if deeds:
        _give(deeds, [Argument(Role.AGENT, t.i, *span(m.s, t.i)) for t in objects(m.s, verb.i)])
    else:
        deeds = [by_token[t.i] for t in objects(m.s, verb.i) if t.i in by_token]
        on = "to" if verb.lemma in ("attribute", "ascribe") else "on"
        for deed in deeds:
            named = actors(m, verb.i, on, Role.AGENT)
            # "pinned the attack on them": the parser takes them for whom it hit
            deed.args = [
                a for a in deed.args if on != "on" or a.role is not Role.TARGET or a.i not in {n.i for n in named}
            ]
        if verb.dep in ("acl", "relcl"):
            return  # "the bombing, which Turkey blamed on X, killed 13": the deed is told in another voice
        _give(deeds, actors(m, verb.i, on, Role.AGENT))


def _responsible(m: Matcher, verb: Token) -> Token | None:
    """Return the "responsible" or "accountable" of "held them responsible", wherever the parser has hung it."""
    near = [
        *m.s.children(verb.i),
        *(t for goal in m.s.children(verb.i, "dobj", "nsubjpass") for t in m.s.children(goal.i)),
    ]
    return next((t for t in near if t.lemma in ("responsible", "accountable")), None)


def _bare(m: Matcher, noun: Token, link: Token) -> tuple[int, int]:
    """Return the range of a noun phrase that ends before the "responsible" after it."""
    start, end = span(m.s, noun.i)
    return (start, min(end, m.s[link.i - 1].end)) if noun.i < link.i else (start, end)


def _below(m: Matcher, link: Token, by_token: dict[int, Draft]) -> list[Draft]:
    """Return the assaults that hang on a word by "for", "in", "with", or on it as a preposition."""
    goals = [g for p in (link, *m.s.children(link.i, "prep")) for g in m.s.children(p.i, "pobj")]
    return [by_token[g.i] for g in goals if g.i in by_token]


def _give(deeds: list[Draft], named: list[Argument]) -> None:
    for deed in deeds:
        if not deed.has(Role.AGENT):
            deed.add(Role.AGENT, [a for a in named if a.i != deed.i])


__all__ = ["blame"]
