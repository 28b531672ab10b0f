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
    """Give an assault without a mode the one that its weapon, means or doer shows."""
    if draft.event_type is not EventType.ASSAULT:
        return
    if draft.mode is not None:
        return
    best: Means | None = None
    for word in _words(m, draft):
        found = means().get(word)
        if found and (best is None or found.rank < best.rank):
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


def _words(m: Matcher, draft: Draft) -> list[str]:
    s = m.s
    tokens: list[Token] = []
    for i in draft.tokens:
        tokens += [s[i], *s.children(i, "amod", "compound", "nmod", "npadvmod", "advmod")]
        for prep in s.children(i, "prep", "agent", "advcl", "pcomp"):
            if prep.lemma in _MEANS or prep.lemma == "use":
                for goal in s.children(prep.i, "pobj", "dobj"):
                    tokens += _phrase(s, goal)
        if s[i].is_verb:
            for noun in (*subjects(s, i), *s.children(i, "dobj")):
                tokens += _phrase(s, noun)
    for argument in draft.args:
        if argument.role is Role.AGENT:
            tokens += _phrase(s, s[argument.i])
    words = [t.lemma for t in tokens if not (t.is_verb and t.lemma == "bomb" and _is_states(m, draft))]
    pairs = [f"{s[t.i - 1].lemma} {t.lemma}" for t in tokens if t.i]
    return words + pairs


def _phrase(s: Sentence, noun: Token) -> list[Token]:
    found = [noun, *s.children(noun.i, "compound", "amod", "nmod")]
    also = s.child(noun.i, "conj")
    if also is not None:
        found.append(also)
    return found
