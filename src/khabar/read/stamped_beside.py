"""The day that stands next to the headline in an element named for it: ``<div class="article-date">``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, Final

from lxml import etree

from khabar.read.blocks import tokens
from khabar.read.dateline import days_in_line
from khabar.read.said import PUBLISHED, UPDATED, Said
from khabar.read.stamped import UNSAID, is_elsewhere, shares_article, value_of

MAX_SIBLINGS: Final = 8
"""Most neighbours looked at of the headline, and of each element that holds it."""

MAX_INNER: Final = 40
"""Most elements looked at within a neighbour."""

_DAY_ABOVE: Final = re.compile(
    r"^(?:[a-z]+[-_]+)?(?:article|post|story|entry|publi(?:sh(?:ed)?|cation)|press|release|node)[a-z]*[-_]+[-_a-z]*"
    r"(?:date|time|header|timestamp|meta-?date)(?:line)?$|^(?:published|posted|article|post|story)(?:date|-?on)$|^date-(?:header|posted|published)$|^dateline$"
)
"""Names of an element above the headline that holds the article's day; "date" alone is as often the visitor's."""
_DAY_BELOW: Final = re.compile(
    r"^(?:[a-z]+[-_]+)?(?:byline|dateline)(?:[-_][a-z]+)?$|^(?:article|post|entry|story)[-_]+(?:meta|info|details|date|time)$"
)
"""Names of an element between headline and article that holds writer and day."""
_OF_VISIT: Final = re.compile(r"today|current|now|clock|live|server|local|visit|masthead|issue|edition|header-date")
_NEAR: Final = 3
"""Most levels between such an element, or the headline, and what holds both."""
_MAX_CHARS: Final = 90
"""Longest text of such an element."""


@cache
def _find_headline() -> Any:
    return etree.XPath("(//h1|//*[self::h2 or self::h3][contains(@class,'title') or contains(@class,'headline')])[1]")


def _beside(headline: Any, *, above: bool) -> Iterator[Any]:
    """Yield the elements near above the headline or below it, those next to it first."""
    for up in [headline, *headline.iterancestors()][:_NEAR]:
        for sibling in islice(up.itersiblings(preceding=above), MAX_SIBLINGS):
            yield from islice(sibling.iter("*"), MAX_INNER)


def days_beside(root: Any) -> Iterator[Said]:
    """Yield the days of elements near the headline whose names say that they hold the article's day.

    Above the headline only what is named for a day counts, below it, down to the first paragraph, bylines too. Of days
    that contradict each other none is given.
    """
    headline = next(root.iter("h1"), None)
    if headline is None:
        headline = next(iter(_find_headline()(root)), None)
    if headline is None:
        return
    above = list(_days_above(headline))
    for said in (above, list(_days_below(headline))):
        for field in (PUBLISHED, UPDATED):
            of_field = [one for one in said if one.field == field]
            if len({one.stamp.days for one in of_field}) == 1:
                yield of_field[0]


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _days_above(headline: Any) -> Iterator[Said]:
    for element in _beside(headline, above=True):
        own = tokens(element)
        if not any(_DAY_ABOVE.search(word) for word in own) or any(_OF_VISIT.search(word) for word in own):
            continue
        if shares_article(element, headline) and element.tag == "time":
            continue
        words = _words(element)
        if len(words) > _MAX_CHARS or is_elsewhere(element):
            continue
        days = [said for _, _, said in days_in_line(words)]
        if not days and (value := value_of(element)):
            days = [Said(PUBLISHED, value[0], "time", UNSAID, value[1])]
        yield from days


def _days_below(headline: Any) -> Iterator[Said]:
    for element in _beside(headline, above=False):
        own = tokens(element)
        words = _words(element)
        if element.tag in ("h3", "h4", "aside", "article", "footer") or (
            element.tag == "p" and len(words) > _MAX_CHARS
        ):
            return
        if len(words) > _MAX_CHARS or not any(_DAY_BELOW.search(word) for word in own) or is_elsewhere(element):
            continue
        yield from (said for _, _, said in days_in_line(words))
