"""The day of a deed that goes on from the one told before it, where its own sentence names no day (decision 0032).

"A missile hit the station on Friday. It wounded more than 100 people." News names the day once and tells on; where
it goes over to another deed, it names another day, another place, or marks it by the perfect ("had bombed").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from khabar.coding.anaphora import same_place
from khabar.coding.another import is_apart, names_another_place
from khabar.coding.days import Days
from khabar.coding.draft import Draft, Why
from khabar.coding.when import FRESH_DAYS
from khabar.coding.words import word_class
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence, Token
from khabar.records import EventType, Modality, PassageKind, Polarity

RULE: Final = "that of the deed before it, which it goes on from"

_BACKWARDS: Final = re.compile(r"\b(?:earlier|before|previously)\b", re.IGNORECASE)

MOST_CHARS: Final = 300
"""What may stand between two deeds of one paragraph: two or three sentences. Between paragraphs there is nothing."""

_BESIDE_CHARS: Final = 2
"""What stands between two sentences of which one follows the other at once."""
_MOST_DAYS: Final = timedelta(2)
_BACK: Final = frozenset({"the", "this", "that", "these", "those", "both", "all", "same"})


def date_by_telling(drafts: Sequence[Draft], days: Days) -> None:
    """Give deeds without a day that of the one told just before, in text order: the day goes on from deed to deed."""
    before: Draft | None = None
    for draft in drafts:
        if draft.mention.event_type is not EventType.ASSAULT or draft.passage.kind is not PassageKind.BODY:
            continue
        if draft.when is None and before is not None and before.when is not None and _goes_on(draft, before, days):
            draft.when = before.when
            draft.why.append(Why("date", RULE, before.when.start, before.when.end))
            draft.distinct = _comes_next(draft, before)
        if draft.when is None and is_apart(draft, days):
            # What follows takes up this one: "pilgrims were often killed there; many were burned alive".
            before = None
        if draft.when is not None and _is_told(draft) and _is_news(draft, days):
            # Of two deeds of one sentence the day that goes on is the first's: "ambushed a bus, a day after the raid".
            same = before is not None and before.sentence is draft.sentence
            before = before if same else draft


def _is_told(draft: Draft) -> bool:
    return draft.certainty.modality is Modality.ACTUAL and draft.certainty.polarity is Polarity.AFFIRMED


def _goes_on(draft: Draft, before: Draft, days: Days) -> bool:
    here, there = draft.sentence.stretch, before.sentence.stretch
    if draft.passage is not before.passage or draft.distinct or not _is_told(draft) or not _is_past(draft):
        return False
    if here.start < there.end or not _is_short(before):
        return False
    gap = here.start - there.end
    near = gap <= MOST_CHARS if here.paragraph == there.paragraph else gap <= 2 and _refers_back(draft)
    if not near or not _same_place(draft, before) or names_another_place(draft, before):
        return False
    if not _is_linked(draft, before, beside=gap <= _BESIDE_CHARS) or is_apart(draft, days):
        return False
    between = days.named(there.end, here.end)
    return not between


def _is_linked(draft: Draft, before: Draft, *, beside: bool) -> bool:
    """Whether something in a deed's clause takes up the one before: who does or suffers it, "then", or its harm.

    "They shot two", "soldiers shot two of them", "gunmen then stormed the ward", "six were killed"; also what a person
    can have done by hand in the very next sentence after a deed of persons ("Gunmen stormed a ward. A nurse was
    stabbed"), but not a new doer ("Gunmen killed a judge") nor a new deed in a row ("A bishop was kidnapped").
    """
    s, i = draft.sentence, draft.mention.i
    verb = s[i]
    while verb.dep == "conj" and verb.is_verb and not s.children(verb.i, "nsubj", "nsubjpass"):
        verb = s.head(verb.i)
    subject = s.child(verb.i, "nsubj", "nsubjpass")
    theirs = (subject, s.child(i, "dobj", "nsubjpass"))
    if draft.mention.is_noun or any(t is not None and _takes_up(s, t) for t in theirs):
        return True
    if any(t.lemma in word_class("then") for t in s.children(i, "advmod")):
        return True
    if subject is None or draft.mention.kind == "toll":
        return draft.mention.kind == "toll"
    b, does = before.sentence, before.sentence.child(before.mention.i, "nsubj")
    if subject.dep == "nsubj":
        return does is not None and subject.lemma == does.lemma
    if s.children(i, "agent") or subject.tag.startswith("NNP"):
        return draft.mention.kind == "effect" and not s.children(i, "agent")
    if draft.mention.kind == "effect":
        return True
    things = event_words("weapon") | event_words("deed_noun")
    taken = draft.mention.kind == "act" and verb.lemma in word_class("takes_away")
    return beside and not taken and does is not None and does.lemma not in things and b[before.mention.i].is_verb


def _takes_up(s: Sentence, t: Token) -> bool:
    """Whether somebody or something is one told before: "they", "the gunmen", "two of them", "100 others"."""
    if t.tag == "PRP":
        return t.text.lower() in ("they", "them", "it", "he", "him", "she", "her")
    if t.lemma in ("other", "many", "some", "several") and not s.children(t.i, "det"):
        return True
    of = next((s.child(p.i, "pobj") for p in s.children(t.i, "prep") if p.lemma == "of"), None)
    if of is not None and of.tag == "PRP":
        return True
    marks = {c.lemma for c in s.children(t.i, "det", "predet")}
    if marks.isdisjoint(_BACK) or t.tag.startswith("NNP"):
        return False
    return t.lemma not in event_words("body") and not (marks <= {"all"})


def _comes_next(draft: Draft, before: Draft) -> bool:
    """Whether somebody new acts after the deed before: "a helicopter then fired", "minutes later, a second bomber".

    Where nobody did the one before, the tale may only go back to how it came about: "a man then drew a gun".
    """
    s, i = draft.sentence, draft.mention.i
    subject = s.child(i, "nsubj")
    does = before.sentence.child(before.mention.i, "nsubj")
    if subject is None or does is None or not any(t.lemma in word_class("then") for t in s.children(i, "advmod")):
        return False
    marks = {t.lemma for t in s.children(subject.i, "det", "amod", "nummod")}
    another = not marks.isdisjoint(word_class("next"))
    return another or (not marks.isdisjoint(("a", "an")) and subject.lemma != does.lemma)


def _is_short(draft: Draft) -> bool:
    when = draft.when
    return bool(when and when.date_start and when.date_end and when.date_end - when.date_start <= _MOST_DAYS)


def _same_place(draft: Draft, before: Draft) -> bool:
    """Whether a deed may be where the one before was; one that names a place of its own must name the same."""
    here = draft.place
    if here is None or not draft.sentence.stretch.start <= here.start < draft.sentence.stretch.end:
        return True
    return before.place is not None and same_place(here, before.place)


def _is_past(draft: Draft) -> bool:
    """Whether a deed is told in the plain past: "shot", "were shot", not "had shot", "has shot", "shooting"."""
    s, i = draft.sentence, draft.mention.i
    if not s[i].is_verb:
        return draft.mention.definite
    aux = {t.text.lower() for t in s.children(i, "aux", "auxpass")}
    return s[i].tag in ("VBD", "VBN") and aux <= {"was", "were"} and s[i].dep not in ("relcl", "acl", "advcl", "amod")


def _is_news(draft: Draft, days: Days) -> bool:
    """Whether a deed is told in the plain past, in a clause of its own or as what is news: "the station where a missile
    killed 52 people on Friday", not "the girls abducted in April".
    """
    end = draft.when.date_end if draft.when else None
    fresh = days.written is not None and end is not None and (days.written - end).days <= FRESH_DAYS
    s, i = draft.sentence, draft.mention.i
    in_clause = s[i].tag == "VBD" and s[i].dep in ("relcl", "advcl") and not s.children(i, "aux")
    # "Police surrounded the group that killed an officer five days earlier" tells on of the police.
    in_clause = in_clause and not (draft.when and _BACKWARDS.search(draft.when.text))
    return _is_past(draft) or (in_clause and fresh)


def _refers_back(draft: Draft) -> bool:
    """Whether a new paragraph goes on with somebody or something told: "they", "the gunmen", "the missile"."""
    s, i = draft.sentence, draft.mention.i
    subject = s.child(i, "nsubj", "nsubjpass")
    if s.tokens and s[0].tag == "PRP":
        return True
    if subject is None:
        return draft.mention.is_noun and draft.mention.definite
    if subject.tag == "PRP":
        return True
    return any(t.lemma in ("the", "these", "those", "this") for t in s.children(subject.i, "det"))
