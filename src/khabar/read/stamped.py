"""The days that the elements of a page give: ``time``, microdata, hAtom, and what browsers are told to show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from lxml import etree

from khabar.read.blocks import tokens
from khabar.read.days import Stamp, read_stamp
from khabar.read.said import PUBLISHED, UPDATED, Said

MAX_STAMPED: Final = 400
"""Most elements looked at: a page with more is a list of other pages, or of comments."""

UNSAID: Final = 0.8
"""Confidence of a stamp in the article's head of which nothing says what day it is."""

_BODY_CHARS: Final = 100
"""Length of a paragraph with which an article has begun."""

_ELSEWHERE: Final = re.compile(
    r"(?:^|[-_ ])(?:comments?|repl(?:y|ies)|responses?|disqus|related|recirc(?:ulation)?|recommend(?:ed|ations)?"
    r"|sidebar|widget|nav|navbar|menu|most-?(?:read|popular|viewed)|popular|latest|ticker|promo|teasers?|trending"
    r"|more-(?:on|from|stories|news)|also|archives?|wm-ipp\S*|copyright|masthead|topbar|toolbar|site-(?:header|footer)|page-footer|colophon|event|weather"
    r"|calendar|author-bio|tweet|twitter-tweet|embed)(?:$|[-_ ])"
)
_SAYS_PUBLISHED: Final = re.compile(
    r"(?:^|[-_])(?:published|publish|pubdate|pub|dt-published|posted|entry-date|post-date|article-date|story-date|created"
    r"|first-published|release-date|datepublished|date-published)(?:$|[-_])|^(?:published(?:date|time|at)|date|timestamp|dateline)$"
)
_SAYS_UPDATED: Final = re.compile(
    r"(?:^|[-_])(?:updated?|modified|lastmod|edited|revised|dt-updated|datemodified)(?:$|[-_])"
)
_UPDATE_LABEL: Final = re.compile(
    r"\b(?:updated?|modified|edited|revised|corrected|amended|changed)\b[^.!?\d]{0,24}$", re.I
)
_PUBLISH_LABEL: Final = re.compile(
    r"\b(?:published|posted|created|first|issued|filed|publication date)\b[^.!?\d]{0,24}$", re.I
)
_FIRST: Final = re.compile(r"\b(?:first|original(?:ly)?)\s(?:published|posted|issued)", re.IGNORECASE)
_OTHER_LABEL: Final = re.compile(
    r"\b(?:archived|captured|retrieved|accessed|printed|today|joined|since|expires|born)\b[^.!?\d]{0,24}$", re.I
)
_PART: Final = re.compile(
    r"(?:Image|Video|Audio|Media)Object|Review$|Comments?$|Rating|Person|Organization|Event|Product|Offer"
)
_OF_RDFA: Final = {
    "datepublished": "datepublished",
    "schema:datepublished": "datepublished",
    "dc:issued": "datepublished",
    "dcterms:issued": "datepublished",
    "dc:created": "datecreated",
    "dcterms:created": "datecreated",
    "schema:datecreated": "datecreated",
    "schema:datemodified": "datemodified",
    "datemodified": "datemodified",
    "dc:modified": "datemodified",
    "dcterms:modified": "datemodified",
}
"""What the names of RDFa say, as the names of microdata."""
_HATOM: Final = frozenset({"published", "dt-published", "updated", "dt-updated"})
_VALUES: Final = (
    "datetime",
    "content",
    "title",
    "data-datetime",
    "data-date",
    "data-published",
    "data-timestamp",
    "data-seconds",
    "data-time",
    "data-utc-time",
    "data-epoch",
)


@cache
def _find() -> Any:
    return etree.XPath(
        "//h1|//p|//time|//*[@itemprop='datePublished' or @itemprop='dateModified' or @itemprop='dateCreated'"
        " or @itemprop='datepublished' or @itemprop='pubdate']|//*[@data-datetime or @data-published or @data-timestamp"
        " or @data-epoch or @data-utc-time]|//*[@property and @content and not(self::meta)]"
        "|//*[self::abbr or self::span or self::div or self::a]"
        "[contains(@class,'published') or contains(@class,'dt-updated') or contains(@class,'dtstamp')]"
    )


def stamps_of(root: Any) -> Iterator[Said]:
    """Yield the days that elements give, those in comments, related boxes and other furniture left out."""
    found = [element for element in _find()(root) if isinstance(element.tag, str)]
    headline = next((element for element in found if element.tag == "h1"), None)
    before, begun = headline is not None, False
    unsaid: list[Said] = []
    count = 0
    for element in found:
        if element is headline:
            before = False
            continue
        if element.tag in ("p", "h1") and not element.get("itemprop"):
            begun = begun or (not before and _length(element) >= _BODY_CHARS and not is_elsewhere(element))
            continue
        count += 1
        if count > MAX_STAMPED:
            return
        if is_elsewhere(element) or (before and not shares_article(element, headline)):
            continue
        if (said := _said(element, begun)) is None:
            continue
        if said.confidence <= UNSAID:
            unsaid.append(said)
        else:
            yield said
    # Stamps that no word calls a publication, such as those of a live blog's entries, tell a day only where all of
    # one place tell the same.
    best = max((said.confidence for said in unsaid), default=0.0)
    highest = [said for said in unsaid if said.confidence == best]
    if len({said.stamp.days for said in highest}) == 1:
        yield highest[0]


def _length(element: Any) -> int:
    return sum(len(text) for text in element.itertext())


def is_elsewhere(element: Any) -> bool:
    """Return whether an element stands in comments, a related box or other furniture, and not in the article."""
    for up in (element, *element.iterancestors()):
        tag = up.tag
        if tag in ("html", "body"):
            return False
        if tag in ("nav", "aside") or (tag == "footer" and not any(a.tag == "article" for a in up.iterancestors())):
            return True
        if "Comment" in (up.get("itemtype") or ""):
            return True
        # The article itself may be told by a word that elsewhere names a box: "post type-event".
        if tag not in ("article", "main") and any(_ELSEWHERE.search(token) for token in tokens(up)):
            return True
    return False


def shares_article(element: Any, headline: Any) -> bool:
    """Return whether an element above the headline belongs to it: one article or header holds both."""
    above = set(headline.iterancestors("article", "header", "main"))
    return any(up in above and up.find(".//nav") is None for up in element.iterancestors("article", "header", "main"))


def value_of(element: Any) -> tuple[Stamp, str] | None:
    """Return the day that an element gives by an attribute or its words, and what it was read from."""
    for key in _VALUES:
        if (given := element.get(key)) and (stamp := read_stamp(given)):
            return stamp, given
    inner = element.find(".//*[@class='value-title']")
    given = inner.get("title") if inner is not None else None
    given = given or "".join(element.itertext())[:200]
    return (stamp, given) if (stamp := read_stamp(given)) else None


def _is_of_part(element: Any) -> bool:
    """Return whether a property in microdata is that of a picture, review or person within the article."""
    scope = next((up for up in element.iterancestors() if up.get("itemscope") is not None), None)
    return scope is not None and bool(scope.get("itemprop") and _PART.search(scope.get("itemtype") or ""))


def _label(element: Any) -> str:
    """Return the words that stand right before an element, in its own line."""
    before = element.getprevious()
    parts = [before.tail or "" if before is not None else ""]
    if before is not None and before.tag in ("span", "b", "strong", "em", "i", "label", "dt", "abbr", "small", "time"):
        parts.insert(0, "".join(before.itertext()) if before.tag != "time" else "|0")
    parent = element.getparent()
    if parent is not None:
        parts.insert(0, parent.text or "" if before is None or parent[0] is before else "")
        if (
            before is None
            and parent.getprevious() is not None
            and parent.tag not in ("p", "div", "article", "header", "section")
        ):
            parts.insert(0, parent.getprevious().tail or "".join(parent.getprevious().itertext())[-60:])
    return "".join(parts)[-60:]


def _said(element: Any, begun: bool) -> Said | None:
    value = value_of(element)
    if value is None:
        return None
    stamp, raw = value
    prop = (element.get("itemprop") or "").lower()
    if not prop and element.get("property") and element.get("content"):
        prop = next((_OF_RDFA[word] for word in element.get("property").lower().split() if word in _OF_RDFA), "")
        if not prop:
            return None
    if prop in ("datepublished", "datecreated", "pubdate", "datemodified"):
        if _is_of_part(element):
            return None
        field = UPDATED if prop == "datemodified" else PUBLISHED
        name = element.get("itemprop") or element.get("property")
        return Said(field, stamp, f"microdata {name}", 0.75 if prop == "datecreated" else 0.93, raw)
    words = tokens(element) | (tokens(element.getparent()) if element.getparent() is not None else frozenset())
    own = tokens(element)
    label = _label(element)
    text = "".join(element.itertext())[:40]
    where = "hatom" if element.tag != "time" and _HATOM & own else "time"
    if _OTHER_LABEL.search(label):
        return None
    says_published = any(_SAYS_PUBLISHED.search(token) for token in own) or element.get("pubdate") is not None
    says_updated = any(_SAYS_UPDATED.search(token) for token in own)
    if _UPDATE_LABEL.search(label) or re.match(r"\s*(?:last\s)?(?:updated|modified|edited)\b", text, re.I):
        return Said(UPDATED, stamp, where, 0.85, raw)
    if says_updated and not says_published:
        return Said(UPDATED, stamp, where, 0.85, raw)
    if _PUBLISH_LABEL.search(label) or re.match(r"\s*(?:first\s)?(?:published|posted)\b", text, re.I):
        return Said(PUBLISHED, stamp, where, 0.9 if _FIRST.search(label[-40:] + text) else 0.88, raw)
    if says_published:
        return Said(PUBLISHED, stamp, where, 0.87 if not begun else 0.75, raw)
    if any(_SAYS_UPDATED.search(token) for token in words) and not any(
        _SAYS_PUBLISHED.search(token) for token in words
    ):
        return Said(UPDATED, stamp, where, 0.82, raw)
    if element.tag != "time" and not {"dtstamp"} & own and element.get("data-datetime") is None:
        return None
    in_link = any(up.tag == "a" and "bookmark" not in (up.get("rel") or "") for up in element.iterancestors())
    return Said(PUBLISHED, stamp, where, 0.5 if begun or in_link else UNSAID, raw)
