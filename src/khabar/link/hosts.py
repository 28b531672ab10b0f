"""What a mention without day and place of its own goes with in its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.link.means import blast_and_shots
from khabar.link.mention import RECENT, Mention
from khabar.records import EventType

_BREAK: Final = 3
"""Signs between a sentence and the next, which may begin a paragraph."""


def with_hosts(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions in text order, each bare one with its host.

    The host is the last one before it with a day or place of its own, else one in its own sentence, else the first
    after it that has them ("Man sought in shooting", says a title, and the article says which), else the first of its
    type in the document. One that names who and whom, both others than its host, is a deed of its own; and so is a
    sniper's shot where what was told last was shelling. What lies long before the deed told before it ("His
    predecessor was murdered in 1986") is host of the sentence right behind it only, and not where its own sentence
    tells of both; what comes after that has none until a deed with a day or place is told again. What
    the text sets apart from what was told before it ("Separately, three were found dead") is host of the sentence right
    behind it.
    """
    hosted = []
    by_key = {mention.key: mention for mention in mentions}
    first: dict[str, str] = {}
    last: dict[str, str] = {}
    past: dict[str, Mention] = {}
    dated: dict[str, Mention] = {}
    means: dict[str, frozenset[str]] = {}
    beside: dict[tuple[str, int], str] = {}
    ahead: dict[str, str] = {}
    apart: dict[str, Mention] = {}
    for mention in mentions:
        if mention.opens and not mention.bare:
            beside.setdefault((mention.event_type, mention.reports[0].start), mention.key)
            ahead.setdefault(mention.event_type, mention.key)
    for mention in mentions:
        kind = mention.event_type
        if mention.opens and mention.bare:
            here = beside.get((kind, mention.reports[0].start))
            host = by_key.get(last.get(kind) or here or ahead.get(kind) or first.get(kind) or "")
            if kind in past:
                host = past[kind] if _right_behind(past[kind], mention) else None
            elif kind in apart and _right_behind(apart[kind], mention):
                host = apart[kind]
            if host is not None and not mention.distinct.isdisjoint(host.held):
                apart[kind] = mention
            mention = replace(mention, host=host.key if host and _may_host(host, mention, means.get(kind)) else None)
        elif mention.opens and not (kind in dated and _long_before(mention, dated[kind])):
            last[kind] = mention.key
            past.pop(kind, None)
            if mention.dated:
                dated[kind] = mention
        elif mention.opens and not _one_sentence(dated[kind], mention):
            past[kind] = mention
        if mention.opens:
            first.setdefault(kind, mention.key)
            means[kind] = mention.modes or means.get(kind, mention.modes)
        hosted.append(mention)
    return hosted


def _long_before(mention: Mention, told: Mention) -> bool:
    """Return whether a mention is dated more than a month before another."""
    if mention.date_end is None or told.date_start is None:
        return False
    return told.date_start - mention.date_end > RECENT


def _right_behind(told: Mention, mention: Mention) -> bool:
    """Return whether a mention's first sentence stands right behind the last of another."""
    end = max(report.end for report in told.reports)
    return 0 <= mention.reports[0].start - end <= _BREAK


def _one_sentence(a: Mention, b: Mention) -> bool:
    return not {(r.start, r.end) for r in a.reports}.isdisjoint((r.start, r.end) for r in b.reports)


def _may_host(host: Mention, bare: Mention, means: frozenset[str] | None) -> bool:
    if host.killed and bare.killed and bare.killed[0] > 2 * host.killed[1] + 1:
        # A strike that killed one man is not "the rocket attack that killed 12 children".
        return False
    if bare.event_type in _WORDS_ONLY and _says_other(host, bare):
        return False
    if means and bare.agents and bare.targets and blast_and_shots(means, bare.modes):
        return False
    named = {actor.split(".")[0] for actor in bare.agents if not actor.startswith("~")}
    if not named or not bare.targets:
        return True
    doers = {actor.split(".")[0] for actor in host.agents}
    return bool(named & doers) or bool(bare.targets & host.targets)


_WORDS_ONLY: Final = frozenset(
    kind.value for kind in (EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE, EventType.CONSULT)
)
"""Types of which a page tells many: who asked whom for what. A blank of one is not filled from the next."""


def _says_other(host: Mention, bare: Mention) -> bool:
    """Return whether both name somebody, and nobody in common."""
    one, other = host.agents | host.targets, bare.agents | bare.targets
    return bool(one) and bool(other) and not one & other
