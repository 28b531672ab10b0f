"""The day that stands above the headline, in an element named for it: ``<div class="article-date">``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from lxml import etree

from khabar.read.blocks import tokens
from khabar.read.dateline import days_in_line
from khabar.read.said import PUBLISHED, UPDATED, Said
from khabar.read.stamped import UNSAID, is_elsewhere, shares_article, value_of

MAX_ABOVE: Final = 8
"""Most elements looked at, those nearest to the headline."""

_DAY_ABOVE: Final = re.compile(
    r"^(?:[a-z]+[-_]+)?(?:article|post|story|entry|publi(?:sh(?:ed)?|cation)|press|release|node)[a-z]*[-_]+[-_a-z]*"
    r"(?:date|time|header|timestamp|meta-?date)(?:line)?$|^(?:published|posted|article|post|story)(?:date|-?on)$|^date-(?:header|posted|published)$|^dateline$"
)
"""Names of an element above the headline that holds the article's day; "date" alone is as often the visitor's."""
_OF_VISIT: Final = re.compile(r"today|current|now|clock|live|server|local|visit|masthead|issue|edition|header-date")
_NEAR: Final = 3
"""Most levels between such an element, or the headline, and what holds both."""
_ABOVE_CHARS: Final = 90


@cache
def _find_headline() -> Any:
    return etree.XPath("(//h1|//*[self::h2 or self::h3][contains(@class,'title') or contains(@class,'headline')])[1]")


@cache
def _find_above() -> Any:
    return etree.XPath(
        "preceding::*[self::div or self::span or self::p or self::time or self::h2 or self::li or self::a]"
        "[contains(@class,'dat') or contains(@class,'Dat') or contains(@class,'time') or contains(@class,'posted')]"
    )


def days_above(root: Any) -> Iterator[Said]:
    """Yield the days of an element near above the headline whose name says that it holds the article's day."""
    headline = next(root.iter("h1"), None)
    if headline is None:
        headline = next(iter(_find_headline()(root)), None)
    if headline is None:
        return
    found: list[Said] = []
    for element in _find_above()(headline)[-MAX_ABOVE:]:
        own = tokens(element)
        if not any(_DAY_ABOVE.search(word) for word in own) or any(_OF_VISIT.search(word) for word in own):
            continue
        if shares_article(element, headline) and element.tag == "time":
            continue
        words = " ".join("".join(element.itertext()).split())
        if len(words) > _ABOVE_CHARS or is_elsewhere(element) or not _is_near(element, headline):
            continue
        days = [said for _, _, said in days_in_line(words)]
        if not days and (value := value_of(element)):
            days = [Said(PUBLISHED, value[0], "time", UNSAID, value[1])]
        found += days
    for field in (PUBLISHED, UPDATED):
        of_field = [said for said in found if said.field == field]
        if len({said.stamp.days for said in of_field}) == 1:
            yield of_field[0]


def _is_near(element: Any, headline: Any) -> bool:
    above = list(headline.iterancestors())[:_NEAR]
    return any(up in above for up in list(element.iterancestors())[:_NEAR])
