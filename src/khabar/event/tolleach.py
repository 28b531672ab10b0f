"""The tolls of those whom a word of harm is said of: each with its count, its parts, and the attackers apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khabar.event import victims as v
from khabar.event.numbers import Quantity
from khabar.event.tollcount import count_of, group_of, members_of, with_others
from khabar.event.tollgroups import ATTACKERS, REFLEXIVE, group_in
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollshared import by_forces, one_victim, shared
from khabar.event.tollwords import TollWords
from khabar.parse.sentence import Sentence, Token
from khabar.records import Measure

_HOUSEHOLDS = frozenset({"family", "household"})
"""Displaced families are counted by those who help them; how many people they are is not said."""


def each(
    sentence: Sentence, token: Token, measure: Measure, heads: list[int], words: TollWords
) -> Iterator[TollMention]:
    """Yield the tolls of the victims with these head tokens; things, and those whose number is not said, have none."""
    for head in heads:
        if v.is_other(sentence, head, words) or (measure is Measure.DISPLACED and sentence[head].lemma in _HOUSEHOLDS):
            continue
        if sentence[head].lemma == "bomber" and measure is Measure.KILLED and not by_forces(sentence, token):
            yield from _bombers(sentence, token, head, words)
            continue
        if sentence[head].lemma in REFLEXIVE or sentence[head].text.lower() in REFLEXIVE:
            yield from _and_self(sentence, token, measure, head, words)
            continue
        if (own := _but_self(sentence, head)) is not None:
            yield from _and_self(sentence, token, measure, own, words)
            continue
        if quantity := group_of(sentence, head, words, token.i) or one_victim(sentence, token, head):
            if (beside := with_others(sentence, token, head, words)) is not None:
                quantity += beside
            if others := shared(sentence, token, measure, words):
                if quantity.high is None:
                    continue
                # "20 were killed or wounded": no more than 20 of either.
                quantity = replace(quantity, low=None, best=None)
                for other in others:
                    yield TollMention(toll_of(sentence, other, quantity), token.i, victim(sentence, head))
            yield TollMention(toll_of(sentence, measure, quantity), token.i, victim(sentence, head))
            yield from by_group(sentence, token, measure, head, words)


def _but_self(sentence: Sentence, head: int) -> int | None:
    """Return the attacker in "killed no one but himself", ``None`` of anybody else."""
    if sentence[head].text.lower() not in ("one", "nobody", "anyone", "anybody"):
        return None
    for but in sentence.children(head, "prep"):
        goal = sentence.child(but.i, "pobj")
        if but.lemma in ("but", "except") and goal is not None and goal.text.lower() in REFLEXIVE:
            return goal.i
    return None


def _and_self(sentence: Sentence, token: Token, measure: Measure, head: int, words: TollWords) -> Iterator[TollMention]:
    """Yield the attacker's own death or wound apart from the others': "killed himself and twelve others"."""
    word = sentence[head]
    n = None if word.text.lower() == "themselves" else 1
    own = Quantity(n or 2, n, n, word.start, word.end)
    yield TollMention(toll_of(sentence, measure, own, ATTACKERS), token.i, None)
    yield from _others_of(sentence, token, measure, head, words)


def _bombers(sentence: Sentence, token: Token, head: int, words: TollWords) -> Iterator[TollMention]:
    """Yield bombers who died by their own bombs apart from the others: "killed the bomber and six guards"."""
    if (own := count_of(sentence, head, words)) is not None:
        yield TollMention(toll_of(sentence, Measure.KILLED, own, ATTACKERS), token.i, None)
        yield from _others_of(sentence, token, Measure.KILLED, head, words)


def _others_of(
    sentence: Sentence, token: Token, measure: Measure, head: int, words: TollWords
) -> Iterator[TollMention]:
    others = sentence.child(head, "conj")
    if others is not None and (others.is_noun or others.tag == "CD"):
        yield from each(sentence, token, measure, [others.i], words)


def by_group(sentence: Sentence, token: Token, measure: Measure, head: int, words: TollWords) -> Iterator[TollMention]:
    """Yield the parts of a sum by the groups that it is made of: "10 soldiers and 23 rebels"."""
    members = members_of(sentence, head, words, token.i)
    named = [group_in(_whole_noun(sentence, i)) for i, _ in members]
    several = any(quantity.best != 1 for _, quantity in members)
    if len(members) > 1 and several and all(named) and len(set(named)) == len(named):
        for (_, quantity), group in zip(members, named, strict=True):
            yield TollMention(toll_of(sentence, measure, quantity, group), token.i, None)


def _whole_noun(sentence: Sentence, i: int) -> str:
    """Return a noun with what is hyphened to it, "passers-by"; of "scores of rebels" the rebels."""
    following = sentence[i + 1] if i + 2 < len(sentence) else None
    if following is not None and following.text == "-" and following.start == sentence[i].end:
        return sentence.slice(sentence[i].start, sentence[i + 2].end)
    if sentence[i].text.lower() in ("hostage", "captive") and i and sentence[i - 1].tag == "NNS":
        return sentence[i - 1].text  # "took a nurse and five children hostage"
    of = next((c for c in sentence.children(i, "prep") if c.lemma == "of"), None)
    goal = sentence.child(of.i, "pobj") if of is not None and group_in(sentence[i].text) is None else None
    return goal.text if goal is not None else sentence[i].text


def victim(sentence: Sentence, head: int) -> tuple[int, int] | None:
    """Return the document range of the noun phrase that names the victims, ``None`` of a pronoun."""
    return v.phrase(sentence, head) if sentence[head].is_noun or sentence[head].tag == "CD" else None
