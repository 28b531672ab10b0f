"""Words that stand where an actor would, and name none: "no one was hurt", "no group claimed the attack"."""

from __future__ import annotations

from khabar.event.draft import Draft
from khabar.event.mention import Argument
from khabar.event.numbers import NOT_ONE
from khabar.event.tree import span, word_class
from khabar.parse import Sentence
from khabar.records import EventType, Role

_NOBODY = frozenset(("nobody", "none", "nothing", "no-one", "noone"))
_SPOKESMEN = frozenset(("spokesman", "spokesperson", "spokeswoman"))
_CLOCK = frozenset(("a.m.", "p.m.", "am", "pm", "o'clock", "hours", "gmt"))


def drop_nobody(s: Sentence, draft: Draft) -> None:
    """Take out of an event those that are not there, and hours of the day that look like numbers of people."""
    draft.args = [b for a in draft.args for b in _but_who(s, a)]
    if draft.event_type is EventType.ASSAULT:
        draft.args = [_sufferer(s, draft, a) for a in draft.args]
    claimed = draft.kind == "claim"
    if claimed:
        draft.args = [_spoken_for(s, a) if a.role is Role.AGENT else a for a in draft.args]
    draft.args = [
        _without_no(s, a)
        for a in draft.args
        if not (_empty(s, a.i) and (claimed or a.role is not Role.AGENT)) and not _hour(s, a.i)
        if not (a.role is Role.TARGET and _tally(s, a.i))
    ]


def _sufferer(s: Sentence, draft: Draft, argument: Argument) -> Argument:
    """Return those who stand before the name of their own murder as its target: "the Armenian genocide"."""
    noun, token = s.head(argument.i), s[argument.i]
    if argument.role is not Role.AGENT or noun.i not in draft.tokens or token.dep == "poss":
        return argument
    people = token.lemma in word_class("person") - word_class("force")
    if noun.lemma in word_class("slaughter_of") or (people and noun.lemma in word_class("murder_of")):
        return Argument(Role.TARGET, argument.i, argument.start, argument.end)
    return argument


def _but_who(s: Sentence, argument: Argument) -> list[Argument]:
    """Return who it was of "not the rebels but the army", nobody of "not the rebels", else the argument itself."""
    i = argument.i
    nots = [t for t in s.children(i, "neg", "preconj", "advmod", "cc") if t.lemma == "not" and t.i < i]
    if not nots and not (s[i].i and argument.start == s[i].start and s[i - 1].lemma == "not" and s[i - 1].dep == "neg"):
        return [argument]
    if nots and s[nots[0].i + 1].lemma in ("only", "just", "even", "many", "all", "every", "one", "a", "less", "more"):
        return [argument]
    others = [t for t in (*s.children(i, "conj"), *s.children(s[i].head, s[i].dep)) if t.i > i and t.is_noun]
    if not any(c.lemma == "but" for c in s.children(i, "cc")):
        return []
    return [Argument(argument.role, t.i, *span(s, t.i)) for t in others[:1]]


def _spoken_for(s: Sentence, agent: Argument) -> Argument:
    """Return who acts where a spokesman claims the deed: the Houthis of "Houthi military spokesman X claimed"."""
    titles = [t for t in (s[agent.i], *s.children(agent.i, "compound", "nmod")) if t.lemma in _SPOKESMEN]
    if not titles or s.children(titles[0].i, "prep"):
        return agent
    title = titles[0]
    names = [
        t for t in s.children(title.i, "amod", "compound", "nmod", "poss") if t.i < title.i and t.text[:1].isupper()
    ]
    if not names:
        names = [
            t for t in s.children(agent.i, "amod", "compound", "nmod", "poss") if t.i < title.i and t.text[:1].isupper()
        ]
    if not names:
        return agent
    low, high = s.cover((names[0].i, names[-1].i))
    return Argument(Role.AGENT, names[-1].i, low, high)


def _without_no(s: Sentence, agent: Argument) -> Argument:
    """Return the men of "no men attacked": what they did not do is told by the polarity."""
    first = next((t for t in s.at(agent.start, agent.end)), None)
    if first is None or first.lemma not in ("no", "neither") or first.head != agent.i:
        return agent
    return Argument(agent.role, agent.i, s[first.i + 1].start, agent.end)


def _empty(s: Sentence, i: int) -> bool:
    start, end = span(s, i)
    if s[i].lemma in _NOBODY or NOT_ONE.match(s.slice(start, end)):
        return True
    return any(t.lemma in ("no", "neither") for t in s.children(i, "det", "neg", "preconj"))


def _tally(s: Sentence, i: int) -> bool:
    """Whether a word is a count of people without the people: "the number killed in the raid"."""
    of = any(p.lemma == "of" for p in s.children(i, "prep"))
    return s[i].lemma in ("number", "toll", "tally", "count") and not of and bool(s.children(i, "acl", "relcl"))


def _hour(s: Sentence, i: int) -> bool:
    return s[i].tag == "CD" and i + 1 < len(s) and s[i + 1].text.lower() in _CLOCK


__all__ = ["drop_nobody"]
