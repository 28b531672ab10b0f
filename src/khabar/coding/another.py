"""What tells that a sentence without a day is of another time, place or deed than the one before it.

"In a separate attack, gunmen shot a judge", "elsewhere", "pilgrims were often killed", "kidnapped when he was a
student", "for years rebels shelled the town", "the army has also arrested dozens".
"""

from __future__ import annotations

from functools import cache
from typing import Final

from khabar.coding.days import Days
from khabar.coding.draft import Draft
from khabar.coding.words import word_class
from khabar.date import Kind
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence, Token

_AT: Final = frozenset({"in", "at", "near", "outside", "on", "from", "across", "around"})
_LONG: Final = frozenset({"week", "fortnight", "month", "quarter", "year", "decade", "century"})
_LASTING: Final = frozenset({"for", "over", "during", "through", "throughout", "in"})


def is_apart(draft: Draft, days: Days) -> bool:
    """Return whether the words of a deed's sentence set it apart from what was told before it."""
    s, i = draft.sentence, draft.mention.i
    return any(_is_mark(s, t) for t in s.tokens) or _has_been(s, i) or _of_a_life(s, i) or _goes_over(s, i, days)


def names_another_place(draft: Draft, before: Draft) -> bool:
    """Return whether a deed is told to be in, at or near a name that the deed before does not have."""
    s = draft.sentence
    told = {t.text for t in before.sentence.tokens}
    for prep in s.children(draft.mention.i, "prep"):
        where = s.child(prep.i, "pobj") if prep.lemma in _AT else None
        if where is not None and where.tag.startswith("NNP") and where.text not in told:
            return True
    return False


def says_another(t: Token) -> bool:
    """Return whether a word says by itself that something was elsewhere, apart or again and again."""
    return t.lemma in _apart()


@cache
def _apart() -> frozenset[str]:
    return word_class("apart") | word_class("habit")


def _is_mark(s: Sentence, t: Token) -> bool:
    if says_another(t):
        return True
    if t.dep == "advmod" and t.lemma in word_class("before_now"):
        after = s[t.i + 1].lemma if t.i + 1 < len(s) else ""
        before = s[t.i - 1].lemma if t.i else ""
        return before != "at" and after not in ("again", "more", "than") and s.head(t.i).is_verb
    if t.dep in ("det", "amod") and t.lemma in word_class("other_one"):
        of = s.head(t.i)
        in_it = of.dep == "pobj" and s.head(of.i).lemma in _AT and not s.children(of.i, "nummod")
        return in_it or of.lemma in event_words("deed_noun") or of.lemma == "incident"
    return t.lemma == "use" and t.tag == "VBD" and s.child(t.i, "xcomp") is not None


def _has_been(s: Sentence, i: int) -> bool:
    """Whether a deed is told as one that has been at some time up to now: "has arrested dozens"."""
    return any(t.lemma == "have" and t.tag in ("VBZ", "VBP") for t in s.children(i, "aux"))


def _of_a_life(s: Sentence, i: int) -> bool:
    """Whether a deed is of an earlier time of somebody's life: "as a child", "when he was a student"."""
    for t in s.children(i, "prep"):
        goal = s.child(t.i, "pobj")
        if goal is not None and goal.lemma in word_class("life") and t.lemma in ("as", "in", "during"):
            return True
    for clause in s.children(i, "advcl"):
        mark = s.child(clause.i, "advmod", "mark")
        if mark is None or mark.lemma not in ("when", "while", "whilst", "as"):
            continue
        if clause.lemma in word_class("way_of_life") and clause.tag != "VBG":
            return True
        if clause.lemma == "be" and s.child(clause.i, "attr") is not None:
            return True
    return False


def _goes_over(s: Sentence, i: int, days: Days) -> bool:
    """Whether a sentence tells of what went on for weeks or more, again and again, or some time ago."""
    for mention in days.find(s):
        meaning = mention.meaning
        if meaning.kind is Kind.SET or (meaning.kind is Kind.VAGUE and meaning.name == "PAST_REF"):
            return True
        tokens = s.at(mention.start, mention.end)
        lead = s[tokens[0].i - 1].lemma if tokens and tokens[0].i else ""
        if meaning.kind is Kind.DURATION and meaning.unit in _LONG and lead in _LASTING:
            return True
    return False
