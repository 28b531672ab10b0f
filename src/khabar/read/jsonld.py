"""JSON-LD as pages write it: graphs, lists, broken commas, and the one object among many that is the article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from khabar.folding import key_of

MAX_SCRIPT_CHARS: Final = 2_000_000
MAX_OBJECTS: Final = 2_000

_ARTICLE: Final = re.compile(r"(?:Article|Posting|Report|Blog)$")
_PAGE: Final = re.compile(r"(?:WebPage|CreativeWork|VideoObject|AudioObject|Episode)$")
_WRAPPING: Final = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*;?\s*$")
_LAST_COMMA: Final = re.compile(r",(\s{0,200}[}\]])")
_FIELD: Final = re.compile(
    r'"(headline|datePublished|dateCreated|dateModified|inLanguage|articleBody|name)"\s{0,20}:\s{0,20}"((?:[^"\\\n]|\\.){1,5000})"'
)


def read_json_ld(scripts: list[str]) -> list[dict[str, Any]]:
    """Return the objects of a page's JSON-LD, outer ones first, references by ``@id`` put in; broken ones mended.

    >>> read_json_ld(['{"@type": "NewsArticle", "headline": "Fire in Bara",}'])
    [{'@type': 'NewsArticle', 'headline': 'Fire in Bara'}]
    """
    found: list[dict[str, Any]] = []
    for script in scripts:
        found += list(_objects(_load(script[:MAX_SCRIPT_CHARS])))[: MAX_OBJECTS - len(found)]
    by_id = {item["@id"]: item for item in reversed(found) if isinstance(item.get("@id"), str) and len(item) > 1}
    for item in found:
        for key in ("author", "publisher", "creator", "mainEntityOfPage"):
            item[key] = _referred(item[key], by_id) if key in item else None
            if item[key] is None:
                del item[key]
    return found


def _load(script: str) -> Any:
    text = _WRAPPING.sub("", script).strip().rstrip(";")
    for attempt in (text, _LAST_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    # What is broken beyond mending still tells what it tells once only.
    fields: dict[str, set[str]] = {}
    for key, value in _FIELD.findall(text):
        fields.setdefault(key, set()).add(value)
    fields.pop("name", None)
    once = {key: values.pop() for key, values in fields.items() if len(values) == 1 and "\\" not in next(iter(values))}
    return {"@type": "Article", **once} if once else None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 8:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "isPartOf"):
            yield from _objects(value.get(key), depth + 1)
    elif isinstance(value, list):
        for item in value[:500]:
            yield from _objects(item, depth + 1)


def _referred(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_referred(item, by_id) for item in value[:20]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def kinds(item: dict[str, Any]) -> list[str]:
    """Return the types of an object."""
    named = item.get("@type")
    return [kind for kind in (named if isinstance(named, list) else [named]) if isinstance(kind, str)]


def the_article(found: list[dict[str, Any]], titles: list[str], url: str | None) -> dict[str, Any]:
    """Return the object that describes the page's article, empty if none does.

    Of several articles it is the one with the page's title or address; else the first. Where there is none, it is the
    page itself, or a film or recording with the page's title.
    """
    articles = [item for item in found if any(_ARTICLE.search(kind) for kind in kinds(item))]
    if len(articles) > 1:
        own = [item for item in articles if _is_of(item, titles, url)]
        articles = own or articles
    if articles:
        return articles[0]
    pages = [item for item in found if any(_PAGE.search(kind) for kind in kinds(item))]
    untyped = [item for item in found if not kinds(item)]
    told = [item for item in (*pages, *untyped) if "datePublished" in item or "headline" in item]
    told += [item for item in pages if "uploadDate" in item and _is_of(item, titles, None)]
    return told[0] if told else {}


def _is_of(item: dict[str, Any], titles: list[str], url: str | None) -> bool:
    headline = item.get("headline") or item.get("name")
    key = key_of(html.unescape(headline)) if isinstance(headline, str) else ""
    if key and any(key in key_of(html.unescape(title)) for title in titles):
        return True
    of = item.get("mainEntityOfPage")
    named = {
        value
        for value in (item.get("url"), item.get("@id"), of, of.get("@id") if isinstance(of, dict) else None)
        if isinstance(value, str)
    }
    return bool(url) and any(value.split("#")[0].rstrip("/") == (url or "").rstrip("/") for value in named)
