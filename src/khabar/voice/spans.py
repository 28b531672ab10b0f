"""From tokens of a tree to stretches of text: noun phrases, verb groups, clauses."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from khabar.parse import Sentence, Token
from khabar.records import Span

_STRIP = frozenset(",;:.-–—…")
_SUBJECT = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_SHOWING = frozenset(
    {
        "quote",
        "hear",
        "see",
        "show",
        "catch",
        "record",
        "film",
        "have",
        "find",
        "cite",
        "feature",
        "include",
        "read",
        "receive",
        "get",
    }
)
"""Verbs whose object is the one who speaks ("heard a man saying …"); elsewhere the subject is ("issued a statement
saying …")."""
RELATIVES = frozenset({"who", "which", "that", "whom"})


def span(sentence: Sentence, start: int, end: int) -> Span:
    """Return a document range of the sentence as a span."""
    return Span(start, end, sentence.slice(start, end))


def runs(sentence: Sentence, indexes: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Return the document ranges of tokens that stand side by side, without punctuation at their edges.

    Gaps of punctuation alone are bridged.
    """
    ordered = sorted(set(indexes))
    groups: list[list[int]] = []
    for i in ordered:
        if groups and (i == groups[-1][-1] + 1 or all(_dry(sentence[k]) for k in range(groups[-1][-1] + 1, i))):
            groups[-1].append(i)
        else:
            groups.append([i])
    found: list[tuple[int, int]] = []
    for group in groups:
        while group and _dry(sentence[group[0]]):
            group.pop(0)
        while group and _dry(sentence[group[-1]]):
            group.pop()
        if group:
            found.append((sentence[group[0]].start, sentence[group[-1]].end))
    return tuple(found)


def _dry(token: Token) -> bool:
    return not token.text.strip() or set(token.text) <= _STRIP


def whole(sentence: Sentence, indexes: Collection[int]) -> Span | None:
    """Return the span from the first to the last of some tokens, edge punctuation left out; ``None`` of none."""
    at = runs(sentence, indexes)
    return span(sentence, at[0][0], at[-1][1]) if at else None


def relative_pronoun(sentence: Sentence, i: int) -> Token | None:
    """Return the relative pronoun that is the subject of verb ``i`` ("…, who said"), or ``None``."""
    found = sentence.child(i, *_SUBJECT)
    return found if found and found.tag in ("WP", "WDT") and found.lemma in RELATIVES else None


def noun_phrase(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the tokens of the noun phrase headed by ``i``: appositions and prepositions with it, clauses without."""
    low = high = i
    kept = set(sentence.subtree(i, without=("relcl", "punct", "advcl", "ccomp", "parataxis", "acl", "mark")))
    while low - 1 in kept or (low - 2 in kept and _dry(sentence[low - 1])):
        low -= 1
    while high + 1 in kept or (high + 2 in kept and (_dry(sentence[high + 1]) or sentence[high + 1].tag in _QUOTES)):
        high += 1
    return tuple(range(low, high + 1))


_QUOTES = ("''", "``", "-LRB-", "-RRB-")


def verb_group(sentence: Sentence, i: int) -> tuple[int, ...]:
    """Return the tokens of the verb ``i`` with the auxiliaries, negations and adverbs before it and its particle."""
    low = high = i
    parts = {t.i for t in sentence.children(i, "aux", "auxpass", "neg", "advmod")}
    while low - 1 in parts:
        low -= 1
    if high + 1 < len(sentence) and sentence[high + 1].dep == "prt" and sentence[high + 1].head == i:
        high += 1
    return tuple(range(low, high + 1))


def is_passive(sentence: Sentence, i: int) -> bool:
    """Return whether verb ``i`` is passive, a bare participle after a noun included."""
    token = sentence[i]
    if sentence.children(i, "auxpass", "nsubjpass", "agent"):
        return True
    return token.tag == "VBN" and token.dep == "acl" and not sentence.children(i, "aux")


def own_subject(sentence: Sentence, i: int) -> Token | None:
    """Return the subject that stands with verb ``i`` itself; a relative pronoun gives way to what it stands for."""
    subject = sentence.child(i, *_SUBJECT)
    if subject is None:
        return None
    if subject.lemma in RELATIVES and subject.tag in ("WP", "WDT"):
        verb = sentence[i]
        if verb.dep == "relcl":
            return sentence.head(i)
        if verb.dep == "conj" and sentence.head(i).dep == "relcl":
            return sentence.head(sentence.head(i).i)
    return subject


def subject(sentence: Sentence, i: int) -> Token | None:
    """Return who does verb ``i``, also where the subject stands with a verb above ("went on to say", "…, adding")."""
    seen: set[int] = set()
    while i not in seen:
        seen.add(i)
        if found := own_subject(sentence, i):
            return found
        verb, head = sentence[i], sentence.head(i)
        if verb.dep in ("acl", "relcl") and head.is_noun:
            if is_passive(sentence, i):
                return None
            above = sentence.head(head.i)
            if verb.tag != "VBG" or head.dep != "dobj" or above.lemma in _SHOWING:
                return head
            i = above.i
            continue
        if verb.dep == "xcomp" and (object_ := sentence.child(head.i, "dobj")) and object_.i < i:
            return object_
        if verb.dep not in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep") and not (
            verb.dep == "ccomp" and verb.tag in ("VBG", "VB")
        ):
            return None
        if head.lemma == "be" and verb.dep == "xcomp":
            return None
        i = head.i
        if sentence[i].lemma == "as" and sentence[i].dep == "prep":
            quoted = sentence.head(i)
            if quoted.is_noun:
                return quoted
            return sentence.child(quoted.i, "dobj", "nsubjpass") or sentence.child(quoted.i, *_SUBJECT)
        while not sentence[i].is_verb and sentence[i].dep in ("prep", "pobj", "pcomp"):
            if sentence[i].head == i:
                return None
            i = sentence[i].head
        if not sentence[i].is_verb:
            return None
    return None


def agent(sentence: Sentence, i: int) -> Token | None:
    """Return the noun of the "by" phrase of a passive verb."""
    by = sentence.child(i, "agent")
    return sentence.child(by.i, "pobj") if by else None


def below(sentence: Sentence, i: int, without: Collection[int] = ()) -> set[int]:
    """Return the tokens below and including ``i``, leaving out the branches that start at ``without``."""
    found = set(sentence.subtree(i))
    for other in without:
        found -= set(sentence.subtree(other))
    return found
