"""Which mentions of an event take up an earlier one of the document, and which say that they do not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

from khabar.coding.another import says_another
from khabar.coding.clause import dates_since
from khabar.coding.draft import Draft
from khabar.coding.followup import RULE as TOLL_RULE
from khabar.coding.passed_over import is_passed_over
from khabar.coding.words import word_class
from khabar.event.tree import word_class as event_words
from khabar.records import EventType, Measure, Modality, Place, Polarity, Role, When

Related = Callable[[str, str], bool]

_MILD_MODES = frozenset({None, "targeted", "destroy", "heavy-weapons", "explosives"})
CIRCUMSTANCES = frozenset({EventType.COOPERATE, EventType.SUPPORT, EventType.AID})
STRETCH: Final = timedelta(31)
OF_A_WAR: Final = 1000
"""So many dead, and twenty times those told of a deed, are no later count of the same."""
DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT})


def says_other(draft: Draft) -> bool:
    """Return whether the words mark the event as another one than those told before.

    A modifier says so ("a second strike", "previous attacks", "it also claimed an explosion"), also of what strikes
    ("another missile hit the port"), or the perfect of experience ("has attacked sites"), which tells that something
    has happened, not that the thing just told did.
    """
    s, i = draft.sentence, draft.mention.i
    if draft.mention.is_noun:
        verb = s.head(i) if s[i].dep == "dobj" else None
        if verb is not None and any(t.lemma == "also" for t in s.children(verb.i, "advmod")):
            return True
        return any(t.lemma in word_class("other") for t in s.children(i, "amod", "det", "nummod"))
    strikes = event_words("weapon") | event_words("deed_noun")
    for subject in s.children(i, "nsubj", "nsubjpass"):
        if subject.lemma in strikes and any(
            t.lemma in word_class("next") for t in s.children(subject.i, "amod", "det", "nummod")
        ):
            return True
    aux = [t.lemma for t in s.children(i, "aux")]
    perfect = "have" in aux and any(t.lemma == "have" and t.tag in ("VBZ", "VBP") for t in s.children(i, "aux"))
    return perfect and draft.when is None


def takes_up(draft: Draft) -> bool:
    """Return whether the mention is of the form that takes up something told before: "the strikes", "this raid"."""
    if not (draft.mention.is_noun and draft.mention.definite) or says_other(draft) or dates_since(draft):
        return False
    return not (draft.mention.rule == TOLL_RULE and any(says_another(t) for t in draft.sentence.tokens))


def antecedent(draft: Draft, earlier: Sequence[Draft], related: Related) -> Draft | None:
    """Return the nearest earlier draft that a definite mention can take up, told as fact if there is one, or ``None``.

    ``related`` says whether two actor ids may stand for one actor.
    """
    others = [o for o in reversed(earlier) if o.mention is not draft.mention]
    fitting = [
        o
        for n, o in enumerate(others, 1)
        if _can_be_same(draft, o, related)
        and not is_passed_over(draft, o, islice(others, n, None))
        and not _tells_more_than_denied(draft, o)
        and not _only_says_who(o)
    ]
    if draft.mention.rule == TOLL_RULE and draft.place is not None and draft.place.place_id is not None:
        # Who was found dead in another town than that of the deed just told is not of a deed before it without a town.
        just_told = next((o for o in others if o.mention.event_type is draft.mention.event_type), None)
        if just_told is not None and just_told not in fitting:
            fitting = [o for o in fitting if _in_one_town(draft.place, o.root.place)]
    told = [o for o in fitting if o.certainty.modality is Modality.ACTUAL] or fitting
    told = [o for o in told if o.root.certainty.polarity is Polarity.AFFIRMED] or told
    return _in_its_town(draft, told) or next(iter(told), None)


_BACKWARDS: Final = re.compile(r"\b(?:earlier|before|previously)\b", re.IGNORECASE)


def _only_says_who(other: Draft) -> bool:
    """Return whether a deed before only tells somebody apart: "the group that killed an officer five days earlier"."""
    clause = other.sentence[other.mention.i].dep in ("relcl", "acl")
    return clause and other.when is not None and _BACKWARDS.search(other.when.text) is not None


def _tells_more_than_denied(draft: Draft, other: Draft) -> bool:
    """Return whether a mention says where or when it was, and the deed before is only denied, without either.

    "A spokesman denied that girls had been killed. The fighting follows the massacre of 17 workers in Velm on Friday."
    """
    root = other.root
    placed = root.place is not None and root.place.place_id is not None
    if root.certainty.polarity is not Polarity.DENIED or placed or root.when is not None:
        return False
    named = draft.place is not None and draft.place.place_id is not None
    return draft.certainty.polarity is not Polarity.DENIED and (named or draft.when is not None)


def _in_its_town(draft: Draft, fitting: Sequence[Draft]) -> Draft | None:
    """Return the nearest deed in the town that a mention names, where the nearest of all has no place to tell it by.

    "The killing of 26 people at Alva. The army shot down five jets. X denied any part in the Alva attack".
    """
    if not fitting or draft.place is None or draft.place.place_id is None or (draft.place.where_prec or 7) > 3:
        return None
    nearest = fitting[0].root
    if nearest.place is not None and nearest.place.place_id is not None:
        return None
    here = (o for o in fitting if o.root.place is not None and o.root.place.place_id == draft.place.place_id)
    return next((o for o in here if same_time(o.root.when, nearest.when)), None)


def same_event(a: Draft, b: Draft) -> bool:
    """Return whether two drafts can be of one event by type, mode, days and place, whoever is said to act."""
    return _can_be_same(a, b, lambda x, y: True)


def _can_be_same(draft: Draft, other: Draft, related: Related) -> bool:
    a, b = draft.mention, other.mention
    if a.event_type is not b.event_type:
        return False
    if a.mode != b.mode and None not in (a.mode, b.mode) and not {a.mode, b.mode} & _MILD_MODES:
        return False
    return (
        _agree(draft, other, related, Role.AGENT, Role.LED_BY)
        and _agree(draft, other, related, Role.TARGET)
        and same_time(draft.when, other.when or other.root.when)
        and same_place(draft.place, other.place or other.root.place)
        and not _named_apart(draft.place, other.place)
        and not (a.rule == TOLL_RULE and draft.place is not None and _stretches(other.when))
        and not (a.rule == TOLL_RULE and _stretches(draft.when) and not _stretches(other.root.when))
        and not (other.passage.comment is not None and draft.passage is not other.passage)
        and _same_toll(draft, other.root)
    )


def _in_one_town(a: Place, b: Place | None) -> bool:
    return b is not None and (b.where_prec or 7) <= 3 and same_place(a, b)


def _stretches(when: When | None) -> bool:
    """Return whether days are those of a war and not of a deed: "since November"."""
    if when is None or when.date_start is None:
        return False
    return when.date_end is None or when.date_end - when.date_start > STRETCH


def _named_apart(a: Place | None, b: Place | None) -> bool:
    """Return whether one place is a town and the other, which no gazetteer knows, bears a name and no town's name.

    "Rebels shot down a plane near Gijet. Three men were found dead in Abi Adi." A site ("a market", "the Zobe
    junction") may be in the town.
    """
    if a is None or b is None or (a.place_id is None) == (b.place_id is None):
        return False
    known, name = (a, b) if b.place_id is None else (b, a)
    words = name.text.split()
    if (known.where_prec or 7) > 2 or not words or not all(word[0].isupper() for word in words):
        return False
    if words[-1].casefold() in word_class("named site"):
        return False
    return name.text.casefold() not in (known.name or known.text).casefold()


def _same_toll(draft: Draft, other: Draft) -> bool:
    """Return whether the dead of two drafts can be of one event.

    "The rocket attack that killed 12 children" is not the strike that killed one man. What only gives a toll may give
    a new one, but not one of a whole war ("half a million may have died").
    """
    if not draft.mention.args and not draft.actors:
        counted, before = _dead(draft, least=True), _dead(other, least=True)
        return not counted or not before or max(counted) < max(OF_A_WAR, 20 * max(before))
    ours, theirs = _dead(draft), _dead(other)
    return not ours or not theirs or max(ours[0], theirs[0]) <= 2 * min(ours[0], theirs[0]) + 1


def _dead(draft: Draft, *, least: bool = False) -> list[int]:
    """Return how many were killed, with those counts of which only a bound is given if ``least``."""
    killed = [t for t in draft.tolls if t.measure is Measure.KILLED and t.of is None]
    return [n for t in killed if (n := (t.best or t.high or t.low) if least else t.best) is not None]


def _agree(draft: Draft, other: Draft, related: Related, *roles: Role) -> bool:
    ours = [a.actor_id for a in draft.of(*roles) if a.actor_id]
    theirs = [a.actor_id for a in other.root.of(*roles) if a.actor_id]
    return not ours or not theirs or any(related(x, y) for x in ours for y in theirs)


def same_time(a: When | None, b: When | None) -> bool:
    """Return whether two dates can be of one event; an unknown one can."""
    if a is None or b is None:
        return True
    if a.date_end and b.date_start and a.date_end < b.date_start:
        return False
    return not (b.date_end and a.date_start and b.date_end < a.date_start)


def same_place(a: Place | None, b: Place | None) -> bool:
    """Return whether two places can be of one event; an unknown one, or a country against a town in it, can."""
    if a is None or b is None or a.place_id is None or b.place_id is None or a.place_id == b.place_id:
        return True
    wide = max(a.where_prec or 7, b.where_prec or 7) >= 4
    return wide and (a.country_iso3 is None or b.country_iso3 is None or a.country_iso3 == b.country_iso3)


def circumstance_of(draft: Draft, beside: Sequence[Draft]) -> Draft | None:
    """Return the deed in the same sentence that this draft is a circumstance of.

    "The strike was carried out in coordination with the army": the coordination is of the strike, which is the subject
    of the verb that the coordination hangs on, or governs it itself.
    """
    if draft.mention.event_type not in CIRCUMSTANCES:
        return None
    s, i = draft.sentence, draft.mention.i
    above = [i, *(t.i for t in s.ancestors(i))]
    for other in beside:
        if other is draft or other.mention.event_type not in DEEDS:
            continue
        tokens = set(other.mention.tokens) | {other.mention.i}
        subjects = {t.i for at in above[:4] for t in s.children(at, "nsubj", "nsubjpass")}
        if tokens & subjects and other.mention.is_noun:
            return other
        if tokens & set(above[1:4]):
            return other
    return None
