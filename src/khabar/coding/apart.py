"""What speaks against a deed having been where the one told before it was, so that its place is better left open.

"Gunmen killed a priest in Aleppo on Friday. A bishop was kidnapped by unknown men" does not say where the bishop was.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from khabar.coding.another import says_another
from khabar.coding.carried import same_doer
from khabar.coding.draft import Draft
from khabar.parse import Sentence
from khabar.place import ResolvedPlace
from khabar.rare import Rare
from khabar.records import EventType, Modality, Role, When

_PHRASES: Final = Rare(
    r"\bin (?:a|an|two|three|several) (?:separate|other|different|unrelated|similar)\b|\bin (?:another|other)\b"
    r"|\b(?:across|around|throughout|all over) (?:the|its|their) (?:country|nation|province|region|state|world)\b"
    r"|\b(?:again and again|time and again|used to)\b"
    r"|\bfor (?:years|decades|months|centuries)\b|\bover the (?:years|decades)\b"
    r"|\bsince (?:(?:early|late|mid-?)\s?)?(?:\d{4}|the|last|january|february|march|april|may|june|july|august"
    r"|september|october|november|december)\b",
    re.IGNORECASE,
)
"""Turns of phrase for somewhere else or for more than one place, or for what happens again and again, which no single
place is told of; the single words for it are those of `another`."""
_STRETCH: Final = timedelta(days=7)
_OWN_MODES: Final = frozenset({"abduct", "sexual", "torture", "destroy"})
"""What is a deed of its own and never what another one did."""
_MEANS: Final = frozenset({"primitive", "beat", "firearms"})
"""What tells how somebody was killed where that was told without the means, and else is a deed of its own."""


def is_apart(draft: Draft, told: Sequence[Draft]) -> bool:
    """Return whether a deed may have been elsewhere than those told before it in its passage.

    Its words say elsewhere, or a habit; its days are a stretch; a doer that is known comes from elsewhere; or
    somebody new suffers what nothing told before did to anybody. ``told`` are the deeds before it, in text order.
    """
    s = draft.sentence
    if any(says_another(t) for t in s.tokens) or _PHRASES.search(s.text) or _stretches(draft.when):
        return True
    before = [
        d
        for d in told
        if d.sentence is not s
        and d.passage is draft.passage
        and d.mention.event_type in (EventType.ASSAULT, EventType.COERCE)
        and d.certainty.modality is Modality.ACTUAL
    ]
    placed = [d for d in before if d.place is not None and d.place.place_id is not None]
    if not placed:
        return False
    if any(d.sentence is before[-1].sentence and same_doer(draft, d) for d in before):
        return _other_doer(draft, placed)  # "The militants burned a cathedral" goes on with what they did
    return _other_doer(draft, placed) or _new_victim(draft, before) or _new_sides(draft, before)


def _stretches(when: When | None) -> bool:
    """Return whether days are those of a war and not of a deed."""
    if when is None or when.date_start is None:
        return False
    return when.date_end is None or when.date_end - when.date_start > _STRETCH


def _other_doer(draft: Draft, placed: Sequence[Draft]) -> bool:
    """Return whether who acts is known, is no one met there, and is of another country than the deeds' places."""
    doers = [a for a in draft.of(Role.AGENT) if a.actor_id]
    met = {a.actor_id for d in placed for a in d.actors if a.actor_id}
    there = {d.place.country_iso3 for d in placed if d.place is not None}
    there |= {a.country_iso3 for d in placed for a in d.actors if a.country_iso3}
    return bool(doers) and all(a.actor_id not in met and a.country_iso3 not in there for a in doers)


def _new_victim(draft: Draft, before: Sequence[Draft]) -> bool:
    """Return whether somebody not told of before ("A bishop") suffers a deed of a kind not told of before."""
    mode, modes = draft.mention.mode, {d.mention.mode for d in before}
    if mode in modes or not (mode in _OWN_MODES or (mode in _MEANS and None not in modes)):
        return False
    s = draft.sentence
    return any(_is_one_more(s, a.i) for a in draft.mention.of(Role.TARGET))


def _new_sides(draft: Draft, before: Sequence[Draft]) -> bool:
    """Return whether nobody told of before does something to somebody not told of: "Rebels beheaded a hostage"."""
    s = draft.sentence
    agents, targets = draft.mention.of(Role.AGENT), draft.mention.of(Role.TARGET)
    if not agents or not targets or not all(_is_one_more(s, a.i) for a in (*agents, *targets)):
        return False
    modes = {d.mention.mode for d in before}
    return draft.mention.mode not in modes and draft.mention.mode is not None


def _is_one_more(s: Sentence, i: int) -> bool:
    """Return whether a noun is of one or more people that the text has not told of: "a bishop", "Women"."""
    noun = s[i]
    if noun.tag not in ("NN", "NNS") or s.children(i, "poss", "nummod"):
        return False
    articles = [t.lemma for t in s.children(i, "det")]
    return articles in (["a"], ["an"], ["another"]) or (noun.tag == "NNS" and not articles)


_OF_BODY: Final = re.compile(
    r"['’]s?\b|-based\b|\s(?:[\w-]+\s)?(?:police|officials?|officers?|authorities|hospital|sheriff|court)\b",
    re.IGNORECASE,
)


def named_last(draft: Draft, text: str, places: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """Return the place that the draft's passage names last before its sentence, those of police and courts left out."""
    inside = [p for p in places if draft.passage.start <= p.mention.start < draft.sentence.stretch.start and p.entry]
    told = (p for p in reversed(inside) if p.mention.relation not in ("from", "of"))
    return next((p for p in told if not _OF_BODY.match(text, p.mention.end)), None)
