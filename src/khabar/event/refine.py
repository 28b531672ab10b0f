"""The mode of an assault from its weapon, its means and its doer: ``data/modes.tsv``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from khabar.event.draft import Draft
from khabar.event.match import Matcher
from khabar.event.tree import subjects
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role
from khabar.tables import packaged, read_table

_STATES = frozenset({"army", "military", "force", "troop", "government", "regime", "state", "coalition", "soldier"})
_ARMS = frozenset({"suicide-attack", "unconventional", "drone", "aerial", "heavy-weapons"})
"""Modes that say more of a deed than that something was destroyed by it."""
_FELLED = frozenset({"shoot", "down", "bring", "intercept", "sink", "torpedo", "scuttle"})
"""What is done to craft, by whatever arms."""
_CRAFT = frozenset({"strategic", "stealth", "heavy", "fighter", "dive", "long-range", "jet", "nuclear", "us", "u.s.",
                    "nato", "b-52"})  # fmt: skip
_FLOWN = frozenset({"plane", "aircraft", "warplane", "jet", "pilot", "squadron", "sortie", "airstrike"})
_POUNDS = frozenset({"bomb", "bombard", "pound", "strafe", "fly"})
"""Words before a bomber, words of its sentence, and its verbs, by which it is an aircraft, and no man with a bomb."""
_WORN = frozenset({"suicide", "himself", "herself", "themselves", "detonate", "vest", "belt", "blow"})
_LADEN = frozenset({"fill", "load", "pack", "carry", "contain", "arm", "lace", "tip"})
_MEANS = frozenset(("with", "by", "from", "in", "using", "via", "through"))


@dataclass(frozen=True, slots=True)
class Means:
    """What a word says about how an assault was made; a lower ``rank`` wins."""

    rank: int
    mode: str
    cameo: str | None
    contexts: tuple[str, ...]


@cache
def means() -> dict[str, Means]:
    """Return the means by word or two-word phrase, earlier lines first."""
    found: dict[str, Means] = {}
    for row in read_table(packaged("khabar.event", "modes.tsv"), ["words", "mode"], optional=["cameo", "contexts"]):
        for word in row.items("words"):
            found.setdefault(word, Means(row.line, row["mode"], row["cameo"] or None, row.items("contexts")))
    return found


def refine(m: Matcher, draft: Draft) -> None:
    """Give an assault the mode that its weapon, means or doer shows, if it has none or one that only tells of ruin."""
    if draft.event_type is not EventType.ASSAULT:
        return
    ruin = draft.mode == "destroy" and draft.entry.words[0] not in _FELLED
    if draft.mode is not None and not ruin:
        return
    best: Means | None = None
    for word in _words(m, draft):
        found = means().get(word)
        if found and (best is None or found.rank < best.rank) and (not ruin or found.mode in _ARMS):
            best = found
    if best:
        draft.mode = best.mode
        draft.cameo = best.cameo or draft.cameo
        draft.contexts += [c for c in best.contexts if c not in draft.contexts]
        draft.rules.append(f"modes.tsv:{best.rank}")


def _is_states(m: Matcher, draft: Draft) -> bool:
    """Whether a state or its army is named as the doer: what it bombs with (shells, aircraft) is open."""
    doers = [m.s[a.i] for a in draft.args if a.role is Role.AGENT]
    named = [any(low <= t.start and t.end <= high for low, high in m.places) for t in doers]
    return any(is_place or t.lemma in _STATES for t, is_place in zip(doers, named, strict=True))


def _is_craft(s: Sentence, bomber: Token) -> bool:
    """Return whether a bomber is an aircraft, and no man with a bomb."""
    before = s.children(bomber.i, "compound", "amod", "nmod")
    if any(t.lemma.lower() in _CRAFT for t in before) or any(t.lemma in _FLOWN for t in s.tokens):
        return True
    if any(t.is_verb and t.lemma in _POUNDS for t in s.tokens):
        return True
    of_state = any(t.text[:1].isupper() and (t.i or t.tag == "JJ") for t in before)  # "Russian bombers"
    return of_state and bomber.tag in ("NNS", "NNPS") and all(t.lemma not in _WORN for t in s.tokens)


def _words(m: Matcher, draft: Draft) -> list[str]:
    s = m.s
    tokens: list[Token] = []
    hit = {a.i for a in draft.args if a.role is Role.TARGET}
    for i in draft.tokens:
        tokens += [s[i], *s.children(i, "amod", "compound", "nmod", "npadvmod", "advmod")]
        for prep in s.children(i, "prep", "agent", "advcl", "pcomp"):
            if prep.lemma in _MEANS or prep.lemma == "use":
                for goal in s.children(prep.i, "pobj", "dobj"):
                    tokens += _phrase(s, goal)
        if s[i].is_verb:
            for noun in (*subjects(s, i), *s.children(i, "dobj")):
                tokens += [] if noun.i in hit else _phrase(s, noun)
    for argument in draft.args:
        if argument.role is Role.AGENT:
            tokens += _phrase(s, s[argument.i])
    words = [t.lemma for t in tokens if not (t.is_verb and t.lemma == "bomb" and _is_states(m, draft))]
    words += ["warplane" for t in tokens if t.lemma == "bomber" and _is_craft(s, t)]
    pairs = [f"{s[t.i - 1].lemma} {t.lemma}" for t in tokens if t.i]
    return words + pairs


def _phrase(s: Sentence, noun: Token) -> list[Token]:
    found = [noun, *s.children(noun.i, "compound", "amod", "nmod")]
    for clause in s.children(noun.i, "acl"):
        if clause.lemma in _LADEN:  # "rockets filled with sarin"
            goals = [g for p in s.children(clause.i, "prep") if p.lemma == "with" for g in s.children(p.i, "pobj")]
            for load in (*s.children(clause.i, "dobj"), *goals):
                found += [load, *s.children(load.i, "compound", "amod", "nmod")]
    also = s.child(noun.i, "conj")
    if also is not None:
        found.append(also)
    return found
