"""Where a deed was done if no place that has a name says so: "in a market", "outside a mosque", "at the bus station".

Such words find no point on a map, but a reader who looks for them finds them: they are kept as an unresolved place.
"""

from __future__ import annotations

from collections.abc import Iterator

from khabar.event.mention import EventMention
from khabar.event.tree import span
from khabar.parse import Sentence, Token
from khabar.place.words import words
from khabar.records import EventType, Role

_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.RETREAT, EventType.MOBILIZE})
_IN = frozenset({"in", "at", "near", "outside", "inside", "within", "around", "throughout", "across", "beside",
                 "behind", "along", "by"})  # fmt: skip
_BY = frozenset({"street", "road", "highway", "bridge", "gate", "entrance"})
"""What things are done by, as by nobody: "killed by the gate"."""
_ONTO = frozenset({"on"})
_UPON = frozenset({"street", "road", "highway", "motorway", "bridge", "bus", "train", "ferry", "boat", "ship", "plane",
                   "aircraft", "flight", "tram", "metro", "subway", "campus", "beach", "farm", "outskirts", "platform",
                   "avenue", "boulevard", "route", "lane", "border", "coast", "island", "hill", "mountain", "base",
                   "territory", "soil", "square"})  # fmt: skip
"""What one is on; things that are struck are not among them, for a strike is "on" them."""
_AIMED = frozenset({"attack", "strike", "raid", "assault", "airstrike", "offensive", "march", "fire", "ambush"})


def find_site(s: Sentence, mention: EventMention) -> tuple[int, int, str] | None:
    """Return the document range of the site that a deed's words name, and its preposition; ``None`` if there is none.

    The site hangs on the deed itself, on the verb that the deed's noun is subject or object of, or on whom it hit.
    """
    if mention.event_type not in _DEEDS:
        return None
    doers = [a for a in mention.args if a.role is not Role.TARGET]
    for relation, noun in _named(s, mention):
        start, end = span(s, noun.i)
        if all(end <= a.start or a.end <= start for a in doers):
            return start, end, relation
    return None


def _named(s: Sentence, mention: EventMention) -> Iterator[tuple[str, Token]]:
    """Yield the sites of a deed with the preposition that leads to them, the surest first."""
    for i in _anchors(s, mention):
        yield from ((prep.lemma, noun) for prep, noun in _sites(s, i))
    verb = s[mention.i]
    if verb.dep == "relcl" and any(t.lemma == "where" for t in s.children(verb.i, "advmod")):
        yield from (("in", t) for t in (s.head(verb.i),) if _is_site(t))


def _anchors(s: Sentence, mention: EventMention) -> Iterator[int]:
    """Yield the words that the site can hang on, the nearest to the deed first."""
    own = list(dict.fromkeys((mention.i, *mention.tokens)))
    yield from own
    own += [noun.i for i in own if (noun := _measured(s, i)) is not None]
    for i in own:
        if s[i].is_noun and s[i].dep in ("dobj", "nsubj", "nsubjpass") and s.head(i).is_verb:
            yield s.head(i).i
        for inner in s.children(i, "dobj", "xcomp", "advcl", "prt"):
            yield inner.i
    yield from (a.i for a in mention.args if a.role is Role.TARGET)


def _measured(s: Sentence, i: int) -> Token | None:
    """Return the noun that a deed's noun only fills: "a wave of shootings", "a series of blasts"."""
    above = s.head(s.head(i).i)
    return above if s[i].dep == "pobj" and s.head(i).lemma == "of" and above.is_noun else None


def _sites(s: Sentence, i: int) -> Iterator[tuple[Token, Token]]:
    """Yield each preposition of place under ``i`` with the site it leads to, that site's own sites after it."""
    for prep in s.children(i, "prep"):
        for noun in s.children(prep.i, "pobj"):
            if not _leads_to(s[i], prep, noun):
                continue
            if _is_site(noun):
                yield prep, noun
            elif noun.lemma in words()["before"]:
                yield from _sites(s, noun.i)


def _leads_to(deed: Token, prep: Token, noun: Token) -> bool:
    if prep.lemma in _ONTO:
        return noun.lemma in _UPON and deed.lemma not in _AIMED
    return prep.lemma in _IN and (prep.lemma != "by" or noun.lemma in _BY)


def _is_site(noun: Token) -> bool:
    word = noun.text.lower()
    if noun.tag in ("NNP", "NNPS"):
        return word in words()["site"] or word in words()["street"]
    return noun.lemma in words()["site"]


__all__ = ["find_site"]
