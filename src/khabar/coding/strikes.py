"""Which strike "the strike" is: that of jets or that of workers, by what the document has told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.coding.draft import Draft
from khabar.event import EventMention
from khabar.parse import Sentence
from khabar.records import EventType

_LABOUR: Final = "strike"
"""The mode of a stoppage of work."""
RULE: Final = "taken up: a stoppage of work told before"


def labour_strikes(sentence: Sentence, told: Sequence[EventMention], earlier: Sequence[Draft]) -> list[EventMention]:
    """Return the mentions of a sentence with a bare "the strike" as the stoppage of work that was the last strike told.

    Only where nothing beside the word tells which strike it is: no doer, no target, no means.
    """
    return [_as_labour(m) if _is_bare_strike(sentence, m) and _of_work(earlier) else m for m in told]


def _is_bare_strike(s: Sentence, mention: EventMention) -> bool:
    bare = mention.event_type is EventType.ASSAULT and mention.mode is None and not mention.args
    return bare and s[mention.i].lemma == _LABOUR and mention.is_noun and mention.definite


def _of_work(earlier: Sequence[Draft]) -> bool:
    """Return whether the last deed of those that are called strikes was a stoppage of work."""
    kinds = (EventType.ASSAULT, EventType.PROTEST)
    last = next((d.mention for d in reversed(earlier) if d.mention.event_type in kinds), None)
    return last is not None and last.event_type is EventType.PROTEST and last.mode == _LABOUR


def _as_labour(mention: EventMention) -> EventMention:
    return replace(mention, event_type=EventType.PROTEST, mode=_LABOUR, contexts=(), cameo="143", rule=RULE)


__all__ = ["labour_strikes"]
