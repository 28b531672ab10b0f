"""The day of a document's main deed from the rest of the document, where its own sentence gives none (decision 0032).

News tells the deed in its headline and lead, and its day a few lines on: "It happened around 5 a.m. Sunday", "Officers
were called to the bar late on Tuesday". Only where all that the document says of the day agrees is it taken over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from khabar.coding.anaphora import same_event
from khabar.coding.days import Days
from khabar.coding.draft import Draft, Why
from khabar.coding.followup import EFFECT
from khabar.coding.followup import RULE as TOLL
from khabar.date import DateMention, Kind, Tense, days_of
from khabar.parse import Stretch
from khabar.rare import Rare
from khabar.records import EventType, Modality, PassageKind, Polarity, When

FRESH_DAYS: Final = 10
"""A deed that a page tells as its news is hardly older; an older day in it is mostly that of another deed."""

RULE: Final = "the day that the document gives, and no other"

_SCENE: Final = Rare(
    r"\b(?:it|this|that|(?:the|this) (?:[\w-]+ ){0,2}(?:shootings?|attacks?|incidents?|bombings?|blasts?|explosions?|"
    r"killings?|stabbings?|ambush|raids?|strikes?|clash(?:es)?|robbery|fight(?:ing)?|violence|gunfire|assault|assassination)"
    r"|gunfire|gunshots|(?:gun)?shots|fighting) (?:\w+ ){0,2}?(?:happened|occurred|took place|started|began|unfolded|"
    r"broke out|erupted|rang out|were fired|came)\b"
    r"|\b(?:police(?:men)?|officers?|deputies|crews?|workers|authorities|paramedics|medics|troopers|firefighters|"
    r"responders|investigators|rescuers) (?:\w+ ){0,3}?(?:responded|called|dispatched|summoned|arrived|rushed|found|"
    r"discovered)\b"
    r"|\b(?:was|were) (?:found|pronounced|declared|shot|stabbed|killed) (?:shot|dead|stabbed|wounded|slain)\b"
    r"|\bcalled (?:911|police|for help)\b|\bgot (?:a|the) call\b"
    r"|\breceived (?:a|the|several|multiple) (?:\w+ )?(?:calls?|reports?)\b",
    re.IGNORECASE,
)
"""How news tells where and when a deed was, besides the deed: that it happened, and who came to the scene."""

_AFTERWARDS: Final = re.compile(
    r"\b(?:arrest(?:ed|s)?|charged|court|sentenc(?:ed|ing)|convicted|arraigned|indicted|funeral|vigil|buried|suspect|wanted|"
    r"had been|last seen|remembered|memorial|protest\w*|march(?:ed|es)?)\b",
    re.IGNORECASE,
)
"""What comes after the deed, on days of its own."""


def date_by_document(stretches: Sequence[Stretch], drafts: Sequence[Draft], days: Days) -> None:
    """Give the main deed of a document, and what takes it up, the one day that the document gives for it.

    ``stretches`` are all sentences of the document, ``drafts`` its events in text order.
    """
    main = next((draft for draft in drafts if _is_deed(draft)), None)
    if main is None or days.written is None or _has_day(main) or _LONG_SINCE.search(main.sentence.text):
        return
    found = [when for draft in drafts if (when := _of_deed(draft, main, days))]
    found += _of_scene(stretches, main, days)
    when = _agreed(found)
    if when is None:
        return
    for draft in drafts:
        if draft.root is main.root and draft.when is None and _is_deed(draft):
            draft.when = when
            draft.why.append(Why("date", RULE, when.start, when.end))


_LONG_SINCE: Final = re.compile(
    r"\b(?:an?|\d+|[a-z]+) (?:months?|years?|decades?) (?:on|later|after)\b|\banniversar(?:y|ies)\b", re.IGNORECASE
)
"""Words of a page on what is long past ("A year on, survivors of the shelling …"): no deed of these days is meant."""


def _is_deed(draft: Draft) -> bool:
    sure = draft.certainty
    return (
        draft.mention.event_type is EventType.ASSAULT
        and draft.passage.kind in (PassageKind.TITLE, PassageKind.BODY)
        and sure.polarity is Polarity.AFFIRMED
        and sure.modality is Modality.ACTUAL
        and not draft.distinct
    )


def _has_day(draft: Draft) -> bool:
    return draft.when is not None


def _of_deed(draft: Draft, main: Draft, days: Days) -> When | None:
    """Return the day of another telling of the deed: one that could be the same, and is not put before it."""
    if draft is main or not _is_deed(draft) or draft.when is None or _is_before(draft):
        return None
    if draft.when.anchor == "event" or draft.mention.rule in (EFFECT, TOLL):
        # "died four days later", "was in stable condition on Saturday": not the day of the deed
        return None
    return draft.when if _is_fresh(draft.when, days.written) and same_event(draft, main) else None


def _is_before(draft: Draft) -> bool:
    """Whether a deed is told as having been before others: "rebels had attacked a convoy"."""
    s, i = draft.sentence, draft.mention.i
    return any(t.lemma == "have" and t.tag == "VBD" for t in s.children(i, "aux"))


def _of_scene(stretches: Sequence[Stretch], main: Draft, days: Days) -> list[When]:
    found: list[When] = []
    document = days.document
    for stretch in stretches:
        if (
            stretch.start < main.sentence.stretch.start
            or document.passages[stretch.passage].kind is not PassageKind.BODY
        ):
            continue
        text = document.text[stretch.start : stretch.end]
        if not _SCENE.search(text) or _AFTERWARDS.search(text):
            continue
        mentions = days.within(stretch.start, stretch.end)
        found += [when for m in mentions if (when := _named(m, days)) and not days.is_spoken(m)]
    return found


def _named(mention: DateMention, days: Days) -> When | None:
    meaning = mention.meaning
    if (
        not meaning.dates
        or meaning.event
        or meaning.edge
        or meaning.kind not in (Kind.DAY, Kind.WEEKDAY, Kind.CALENDAR)
    ):
        return None
    when = days_of(mention, published=days.written, tense=Tense.PAST)
    return when if _is_fresh(when, days.written) else None


def _is_fresh(when: When, written: date | None) -> bool:
    start, end = when.date_start, when.date_end
    if start is None or end is None or written is None or end - start > timedelta(1):
        return False
    return end <= written and (written - end).days <= FRESH_DAYS


def _agreed(found: Sequence[When]) -> When | None:
    """Return the narrowest of dates that all can be of one day, the first of equals; ``None`` if they cannot."""
    starts = [when.date_start for when in found if when.date_start]
    ends = [when.date_end for when in found if when.date_end]
    if not starts or max(starts) > min(ends):
        return None
    return min(found, key=lambda when: ((when.date_end or date.max) - (when.date_start or date.min), when.start))
