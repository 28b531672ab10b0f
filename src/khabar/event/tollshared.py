"""What several words of harm share, and harm that a verb tells only together with another word."""

from __future__ import annotations

import re
from typing import Final

from khabar.event import victims as v
from khabar.event.numbers import Quantity
from khabar.event.tollgroups import group_in
from khabar.event.tollwords import TollWords
from khabar.parse.sentence import Sentence, Token
from khabar.records import Measure

_JOINS: Final = frozenset({",", "or", "and", "/"})
_BODILY: Final = frozenset({Measure.KILLED, Measure.INJURED, Measure.MISSING})
_OF_PEOPLE: Final = frozenset(
    {"murder", "assassinate", "behead", "decapitate", "lynch", "abduct", "kidnap", "gun", "mow"}
)
"""Verbs that are only done to people."""
_MANY: Final = frozenset({
    "family", "group", "crowd", "gang", "team", "crew", "couple", "pair", "village", "unit", "patrol", "convoy",
    "party", "class", "number", "dozen", "score", "hundred", "delegation", "squad", "bus", "household", "handful",
    "trio", "lot", "population", "community", "train", "platoon", "congregation", "string", "series",
})  # fmt: skip


def shared(sentence: Sentence, token: Token, measure: Measure, words: TollWords) -> list[Measure]:
    """Return the other harms that one count stands for: "killed or wounded 20", "300 killed, hurt or missing".

    Who is "kidnapped and killed" is both; "kidnapped or killed" is one of them.
    """
    harms = [(token, measure)]
    joins: set[str] = set()
    for step in (1, -1):
        at = token.i
        while (found := _next_harm(sentence, at, step, words)) is not None:
            other, kind, between = found
            joins |= between
            harms.append((other, kind))
            at = other.i
    others = list(dict.fromkeys(kind for other, kind in harms if kind is not measure))
    if not joins & {"or", "and", "/"}:
        return []
    if not joins & {"or", "/"}:
        return [kind for kind in others if kind in _BODILY] if measure in _BODILY else []
    return others


def _next_harm(sentence: Sentence, at: int, step: int, words: TollWords) -> tuple[Token, Measure, set[str]] | None:
    """Return the word of harm that just "or", "and" or a comma sets apart from token ``at``, and what does."""
    between: set[str] = set()
    i = at + step
    while 0 <= i < len(sentence) and sentence[i].text.lower() in _JOINS:
        between.add(sentence[i].text.lower())
        i += step
    if not between or not 0 <= i < len(sentence):
        return None
    other = sentence[i]
    if other.dep in ("dobj", "pobj"):
        return None  # "to carry the wounded and died"
    if other.lemma in ("shoot", "stab") or not (other.is_verb or other.tag.startswith("JJ")):
        return None
    first, second = (sentence[at], other) if step > 0 else (other, sentence[at])
    if first.tag.startswith("JJ") and second.is_verb and sentence.child(second.i, "dobj") is not None:
        return None  # "shot two robbers dead and hurt a third": each has its own
    kind = words.measure("verb", other.lemma) or words.measure("state", other.text.lower())
    return (other, kind, between) if kind is not None else None


_HELD: Final = re.compile(
    r"^(?:$|[.,;]| (?:over|after|for|following|as|by police|in connection|in (?:\w+ )?(?:raids?|sweeps?|crackdowns?)|"
    r"on suspicion|under)\b(?! (?:years?|months?|weeks?|days?|hours?|ransom)))",
    re.IGNORECASE,
)
"""What follows those whom the police hold: "two held over blast"."""


def felled(sentence: Sentence, token: Token) -> Measure | None:
    """Return the harm of a verb that just kills with its particle, "gunned down", or that headlines use for arrests.

    The latter is "held" without an auxiliary and right after those who are held: "Two held over blast".
    """
    if token.text == "held" and token.i and sentence.child(token.i, "dobj", "aux", "auxpass") is None:
        counted = sentence[token.i - 1].tag == "CD" or sentence[token.i - 1].tag == "NNS"
        rest = sentence.slice(token.end, sentence.tokens[-1].end)
        return Measure.DETAINED if counted and _HELD.match(rest) else None
    if not token.is_verb or token.lemma not in ("gun", "mow") or token.i + 1 >= len(sentence):
        return None
    return Measure.KILLED if sentence[token.i + 1].text.lower() == "down" else None


def taken_hostage(sentence: Sentence, token: Token) -> Token | None:
    """Return the verb that takes hostages: "took eight hostages", "took 20 villagers hostage"; else ``None``."""
    verb = sentence.head(token.i)
    if token.lemma not in ("hostage", "captive") or token.dep != "dobj" or verb.lemma not in ("take", "seize"):
        return None
    if token.tag == "NN" and sentence.child(token.i, "det", "nummod", "poss") is None:
        return None  # "took 66 Americans hostage" says what they were made
    return verb


_OF_BODIES: Final = frozenset({"kill", "wound", "injure", "shoot", "stab", "execute", "hurt", "slay"})
_DOER: Final = re.compile(r".{2,}(?:er|or|ist|ian|man|woman)$")
_NO_DOER: Final = frozenset({
    "bulldozer", "computer", "corridor", "cruiser", "dinner", "error", "freighter", "harbor", "humor", "letter",
    "matter", "mirror", "monster", "motor", "number", "offer", "order", "panther", "poster", "power", "reactor",
    "river", "rumor", "rumour", "sector", "spider", "summer", "tanker", "tiger", "tower", "tractor", "trailer",
    "trawler", "winter",
})  # fmt: skip


def one_victim(sentence: Sentence, verb: Token, head: int) -> Quantity | None:
    """Return one for "a shepherd" under a verb that is only done to people, ``None`` for what may be several.

    Bills and chances are killed too: there the noun must be that of a doer ("an interpreter", "an electrician").
    """
    if verb.lemma in _OF_PEOPLE:
        return one_of_some(sentence, head)
    lemma = sentence[head].lemma
    if verb.lemma in _OF_BODIES and _DOER.match(lemma) and lemma not in _NO_DOER:
        return one_of_some(sentence, head)
    return None


def by_forces(sentence: Sentence, verb: Token) -> bool:
    """Return whether people do what the verb says, by its subject in the active or its "by" in the passive."""
    doers = [
        g for p in sentence.children(verb.i, "agent", "prep") if p.lemma == "by" for g in sentence.children(p.i, "pobj")
    ]
    if sentence.child(verb.i, "nsubjpass") is None and verb.lemma not in ("die", "perish"):
        doers += sentence.children(verb.i, "nsubj")
    return any(group_in(d.text) is not None or d.lemma in ("army", "force", "police") for d in doers)


def one_of_some(sentence: Sentence, head: int, *, theirs: bool = False) -> Quantity | None:
    """Return one for a singular noun with "a", "an" or "another", ``None`` for what may be several.

    ``theirs``: beside people that are counted a singular with a possessor is one, too ("nine miners and their cook").
    """
    noun = sentence[head]
    owner = sentence.child(head, "poss") if theirs else None
    if owner is not None and owner.tag == "PRP$" and noun.tag == "NN" and noun.lemma not in _MANY:
        return Quantity(1, 1, 1, *v.phrase(sentence, head))
    determiner = sentence.child(head, "det")
    if noun.tag != "NN" or noun.lemma in _MANY or determiner is None:
        return None
    if determiner.text.lower() not in ("a", "an", "another"):
        return None
    return Quantity(1, 1, 1, *v.phrase(sentence, head))
