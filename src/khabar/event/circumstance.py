"""Others around an event: who ordered, led, helped it, and who took part."""

from __future__ import annotations

from khabar.event.draft import Draft
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.event.tree import by_phrase, expand, prep_objects, span, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role

_ROLE_VERBS = (
    ("ordering", Role.ORDERED_BY),
    ("leading", Role.LED_BY),
    ("helping", Role.HELPED_BY),
    ("doing", Role.AGENT),
)
_ROLE_NOUNS = (("help", Role.HELPED_BY), ("joint", Role.PARTNER), ("order", Role.ORDERED_BY), ("command", Role.LED_BY))


def add_circumstances(m: Matcher, draft: Draft) -> None:
    """Add those who ordered, led, helped or joined the event, from participles, compounds and phrases."""
    s = m.s
    for i in tuple(draft.tokens):
        if s[i].is_noun:
            _participles(s, draft, i)
            _prefixes(s, draft, i)
            _site(s, draft, i)
        _phrases(s, draft, i)


def helpers(s: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Return drafts without the help that only tells who somebody is: "rebels backed by X shelled a camp".

    X is then the helper of the deed, and no second event. Participles before a noun ("the allied forces", "the jailed
    leader", "the besieged town") say what somebody or something is, and not what is done.
    """
    kept = [d for d in drafts if not _describes(s, d)]
    for draft in drafts:
        verb = s[draft.i]
        if draft.event_type is not EventType.SUPPORT or verb.tag != "VBN" or verb.dep != "acl":
            continue
        deeds = [d for d in kept if d is not draft and any(a.i == verb.head for a in d.args if a.role is Role.AGENT)]
        doers = by_phrase(s, draft.i)
        if doers and (deeds or verb.lemma == "back"):
            for deed in deeds:
                deed.add(Role.HELPED_BY, _arguments(s, Role.HELPED_BY, doers))
            kept = [d for d in kept if d is not draft]
    return kept


_STATES = frozenset({EventType.COOPERATE, EventType.SUPPORT, EventType.SANCTION})


def _describes(s: Sentence, draft: Draft) -> bool:
    """Return whether a draft is nothing but a participle before the noun that it tells of."""
    token = s[draft.i]
    if token.dep != "amod" or token.tag not in ("VBN", "JJ", "VBD") or s.head(draft.i).i < draft.i:
        return False
    if len(set(draft.tokens)) > 1 or s.children(draft.i, "npadvmod", "agent"):
        return False
    return draft.event_type in _STATES or token.lemma in ("besiege", "occupy", "jail", "imprison")


def _arguments(s: Sentence, role: Role, tokens: list[Token]) -> list[Argument]:
    return [Argument(role, t.i, *span(s, t.i)) for t in tokens if not t.is_verb]


def _participles(s: Sentence, draft: Draft, i: int) -> None:
    """ "The strikes, ordered by X", "an offensive led by Y"."""
    for verb in s.children(i, "acl", "relcl"):
        for name, role in _ROLE_VERBS:
            if verb.lemma in word_class(name) and (doers := by_phrase(s, verb.i)):
                if role is Role.AGENT:
                    draft.args = [a for a in draft.args if a.role is not role]
                draft.add(role, _arguments(s, role, doers))


def _prefixes(s: Sentence, draft: Draft, i: int) -> None:
    """ "US-led attacks": who leads is also the one who acts; "Iran-backed raids": who backs is not."""
    for verb in s.children(i, "amod", "compound", "nmod"):
        name = s.child(verb.i, "npadvmod", "amod", "compound", "nsubj")
        if name is None or verb.lemma not in ("lead", "led", "back", "backed", "support", "supported"):
            continue
        led = verb.lemma in ("lead", "led")
        low, high = span(s, name.i)
        found = [Argument(Role.LED_BY, name.i, low, high)]
        draft.add(Role.LED_BY if led else Role.HELPED_BY, found)
        if led and not draft.has(Role.AGENT):
            draft.args.append(Argument(Role.AGENT, name.i, low, high))


def _site(s: Sentence, draft: Draft, i: int) -> None:
    """ "The mosque attack", "a hospital bombing": the noun before the deed names what was hit, unless another does."""
    if draft.event_type is not EventType.ASSAULT or draft.has(Role.TARGET):
        return
    found = [t for t in s.children(i, "compound", "nmod") if t.i == i - 1 and t.lemma in word_class("struck_site")]
    draft.add(Role.TARGET, [Argument(Role.TARGET, t.i, t.start, t.end) for t in found])


def _phrases(s: Sentence, draft: Draft, i: int) -> None:
    """ "With the help of X", "in coordination with X", "on the orders of X"."""
    for prep in s.children(i, "prep"):
        if prep.lemma in ("alongside", "together"):
            goals = [g for p in (prep, *s.children(prep.i, "prep")) for g in s.children(p.i, "pobj")]
            draft.add(Role.PARTNER, _arguments(s, Role.PARTNER, [t for g in goals for t in expand(s, g.i)]))
        if prep.lemma not in ("with", "in", "on", "under", "at", "by"):
            continue
        for goal in s.children(prep.i, "pobj"):
            for name, role in _ROLE_NOUNS:
                if goal.lemma not in word_class(name):
                    continue
                others = prep_objects(s, goal.i, "with") if role is Role.PARTNER else []
                others = others or prep_objects(s, goal.i, "of") + prep_objects(s, goal.i, "from")
                others = others or list(s.children(goal.i, "poss"))
                draft.add(role, _arguments(s, role, others))
