"""Harm that a verb tells only with the words after it: "beaten to death", "took prisoner", "lost seven men"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from khabar.event import victims as v
from khabar.event.numbers import SIZED
from khabar.event.tollgroups import group_in
from khabar.event.tollwords import TollWords, toll_cues
from khabar.parse.sentence import Sentence, Token
from khabar.records import Measure
from khabar.tables import packaged, read_table

WHOSE = ("object", "subject", "people", "people_who", "with", "of")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """What has to follow the verb, ``None`` if nothing has to; where the victims stand; what it cost them."""

    says: re.Pattern[str] | None
    whose: str
    measure: Measure


@cache
def _phrases() -> Mapping[str, Sequence[_Phrase]]:
    """Return the phrases of ``toll_phrases.tsv`` by the lemma of their verb."""
    found: dict[str, list[_Phrase]] = {}
    for row in read_table(packaged("khabar.event", "toll_phrases.tsv"), ("verb", "says", "whose", "measure")):
        if row["whose"] not in WHOSE:
            raise row.error(repr(row["whose"]), f"one of {', '.join(WHOSE)}")
        says = re.compile(rf"^(?: [^.;:]{{1,70}}?)? (?:{row['says']})\b", re.IGNORECASE) if row["says"] else None
        for verb in row.items("verb"):
            found.setdefault(verb, []).append(_Phrase(says, row["whose"], Measure(row["measure"])))
    return found


@cache
def phrase_verbs() -> frozenset[str]:
    """Return the lemmas of all verbs that may open a phrase."""
    return frozenset(_phrases())


def told_by_phrase(sentence: Sentence, token: Token, words: TollWords) -> tuple[Measure, list[int]] | None:
    """Return what a verb costs people by the words after it, with the head tokens of those people."""
    if not token.is_verb or token.lemma not in phrase_verbs():
        return None
    rest = sentence.slice(token.end, sentence.tokens[-1].end)
    for phrase in _phrases()[token.lemma]:
        if phrase.says is None or phrase.says.match(rest):
            heads = _victims(sentence, token, phrase.whose, words)
            if heads:
                return phrase.measure, heads
    return None


def _victims(sentence: Sentence, verb: Token, whose: str, words: TollWords) -> list[int]:
    if whose == "with":
        preps = (p for p in sentence.children(verb.i, "prep") if p.lemma == "with")
        return [goal.i for prep in preps for goal in sentence.children(prep.i, "pobj")]
    if whose == "of":
        return [i for goal in sentence.children(verb.i, "dobj") for i in v.of_noun(sentence, goal)]
    if whose in ("subject", "people_who"):
        heads = v.subject_of(sentence, verb)
    else:
        heads = v.victims_of_verb(sentence, verb, words)
    if whose.startswith("people"):
        counted = whose == "people_who"  # "40 suffered from tear gas inhalation"
        return [h for h in heads if is_people(sentence, h, words) or (counted and _stands_for_one(sentence, h))]
    return heads


def _stands_for_one(sentence: Sentence, i: int) -> bool:
    """Whether a number, or "a third", stands for people without a noun."""
    ordinal = i > 0 and sentence[i - 1].tag == "DT" and sentence[i].text.lower() in _ORDINALS
    return (sentence[i].tag == "CD" and sentence.child(i, "prep") is None) or ordinal


_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "other"})


_MANY = frozenset({"dozen", "dozens", "score", "scores", "hundred", "hundreds", "thousand", "thousands"})


def is_people(sentence: Sentence, i: int, words: TollWords) -> bool:
    """Return whether a noun, or what it counts ("a patrol of 16 soldiers"), is certainly people."""
    token = sentence[i]
    low = token.text.lower()
    if token.lemma in _MANY:
        return any(is_people(sentence, inner, words) for inner in v.of_noun(sentence, token) if inner > i)
    if not token.is_noun:
        return False
    if token.lemma in words.persons or low == "people" or group_in(low) is not None:
        return True
    if low in toll_cues("counted_by") and SIZED.search(sentence.slice(*v.phrase(sentence, i))):
        return True
    return low in toll_cues("counted_by") and any(
        is_people(sentence, inner, words) for inner in v.of_noun(sentence, token) if inner > i
    )
