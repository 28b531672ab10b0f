"""The place of an event by its own sentence: named, listed with others, between two, or a site without a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from khabar.coding.draft import Draft, Why
from khabar.event.site import find_site
from khabar.parse import Sentence, Token
from khabar.place import Kind, ResolvedPlace, event_places, to_place
from khabar.place.record import to_middle
from khabar.records import EventType, Place, Role

_ROAD: Final = re.compile(
    r"\b(?:road|highway|motorway|route|line|railway|track|expressway|corridor|way)s?\s(?:that\s\w+\s)?from\s(?:the\s)?$",
    re.IGNORECASE,
)
_ROAD_AFTER: Final = re.compile(r"\s(?:road|highway|motorway|route|line|railway|expressway|corridor)\b", re.IGNORECASE)
_TO: Final = re.compile(r"\s+(?:to|towards?)\s+(?:the\s+)?")
_REACH: Final = 20
"""Characters before a name in which the word "along" would stand."""
_DASH: Final = re.compile(r"\s?(?:[-–—/]|[-–]to[-–])\s?")


def place_by_sentence(draft: Draft, places: Sequence[ResolvedPlace]) -> None:
    """Give a draft the place or places that its own sentence gives for it; leave it without where there is none.

    ``places`` are those of the sentence that do not belong to another event of it.
    """
    ranges = [(a.start, a.end) for a in draft.mention.args]
    chosen = _struck(draft, places) or event_places(draft.sentence, draft.mention.i, ranges, places)
    for i in draft.mention.tokens if not chosen else ():
        if i != draft.mention.i and draft.sentence[i].is_verb:  # "the attack that killed nine in Goma"
            chosen = chosen or event_places(draft.sentence, i, ranges, places)
    if not chosen:
        return
    first = chosen[0]
    ends = _ends_of_road(draft, first, places)
    if ends is None and first.mention.relation == "between" and len(chosen) > 1:
        ends = chosen[0], chosen[1]
    if ends is not None:
        one, other = (to_place(end, "between", _sure(end)) for end in ends)
        draft.place = to_middle(one, other, draft.sentence.slice(one.start, other.end))
    else:
        relation = relation_to(draft, first)
        draft.place = to_place(first, relation, _sure(first))
        draft.places = [to_place(p, relation_to(draft, p) or relation, _sure(p)) for p in chosen[1:]]
    rule = f"gazetteer, score {first.score:.2f}"
    draft.why.append(Why("place", rule, draft.place.start, first.mention.end))
    _narrow(draft, places)


OWN: Final = 0.79
"""How far the choice among a sentence's places lowers the score of the name: on 124 pages on gun violence the place was
right for .73, of names with a mean score of .93 (decision 0031)."""


def _sure(place: ResolvedPlace) -> float | None:
    return None if place.entry is None else place.score * OWN


def relation_to(draft: Draft, place: ResolvedPlace) -> str | None:
    """Return how the words before a place place something, by what the place is: "on" is along a river only.

    One is on the line of a border, and in, not along, a town whose airport is hit.
    """
    relation, entry = place.mention.relation, place.entry
    start = place.mention.start
    before = draft.sentence.slice(max(draft.sentence.stretch.start, start - _REACH), start)
    if relation != "along" or entry is None or "along" in before:
        return relation
    if entry.kind is Kind.BORDER:
        return "border"
    return relation if entry.kind.is_vague else "in"


def _struck(draft: Draft, places: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Return the towns that are themselves the target of force: "the raid on Wad Madani" was in Wad Madani.

    A country that is struck is where it was only if nothing else is, which the order of `event_places` sees to.
    """
    if draft.mention.event_type not in (EventType.ASSAULT, EventType.COERCE):
        return []
    found = []
    for target in draft.mention.of(Role.TARGET):
        for place in places:
            rest = draft.sentence.slice(place.mention.end, target.end) if place.mention.end < target.end else ""
            if place.entry is None or target.start > place.mention.start or place.mention.end > target.end:
                continue
            if rest.strip().lower() in ("", "city", "town", "village"):
                before = draft.sentence.slice(target.start, place.mention.start).lower().strip()
                if before in ("", "the", "both"):
                    mention = replace(place.mention, relation=place.mention.relation or "in")
                    found.append(replace(place, mention=mention))
    return found


def _ends_of_road(
    draft: Draft, first: ResolvedPlace, places: Sequence[ResolvedPlace]
) -> tuple[ResolvedPlace, ResolvedPlace] | None:
    """Return the two ends of the road that a place names one of: "the Gao-Ansongo road", "the road from A to B"."""
    text, low = draft.sentence.text, draft.sentence.stretch.start
    ordered = sorted(places, key=lambda p: p.mention.start)
    for one, other in pairwise(ordered):
        if (
            first.mention.start not in (one.mention.start, other.mention.start)
            or one.entry is None
            or other.entry is None
        ):
            continue
        between = text[one.mention.end - low : other.mention.start - low]
        if _DASH.fullmatch(between) and _ROAD_AFTER.match(text, other.mention.end - low):
            return one, other
        if _TO.fullmatch(between) and _ROAD.search(text[: one.mention.start - low]):
            return one, other
    return None


_WIDE: Final = frozenset({3, 4, 5, 6})
"""Precisions of units and countries: what an unlisted village is said to lie in."""
_INSIDE: Final = re.compile(r"(?:,|\s(?:village|town|area)\b)?\s?(?:\b(?:in|of|on)\s(?:the\s)?(?:[\w’'-]+\s){0,5})?")


def _narrow(draft: Draft, places: Sequence[ResolvedPlace]) -> None:
    """Keep the words of a village that no list has where the place is only the province or country around it.

    "Near Waza in northern Cameroon" was in Cameroon for all that the gazetteer knows, and near Waza for a reader.
    """
    own = draft.place
    if own is None or own.where_prec not in _WIDE or own.relation in ("border", "between", "side"):
        return
    found = _unlisted(draft)
    if (
        found is None
        or found[1] >= own.start
        or any(p.mention.start < found[1] and found[0] < p.mention.end for p in places)
    ):
        return
    start, end, relation = found
    if _INSIDE.fullmatch(draft.sentence.slice(end, own.start)):
        draft.place = replace(own, text=draft.sentence.slice(start, end), start=start, end=end, relation=relation)
        draft.why.append(Why("place", "a name that the gazetteer does not have, by what lies around it", start, end))


def place_by_site(draft: Draft) -> None:
    """Give a draft without a place the site that its words name, or a name no list has, as an unresolved place."""
    if draft.place is not None:
        return
    rule = "a site without a name of its own"
    found = find_site(draft.sentence, draft.mention)
    if found is None:
        found, rule = _unlisted(draft), "a name that the gazetteer does not have"
    if found is not None:
        start, end, relation = found
        draft.place = Place(draft.sentence.slice(start, end), start, end, relation=relation)
        draft.why.append(Why("place", rule, start, end))


_INTO: Final = frozenset({"in", "near", "outside", "around"})


def _unlisted(draft: Draft) -> tuple[int, int, str] | None:
    """Return the range of a proper name that "in" or "near" ties to a deed, and that word; ``None`` without one."""
    if draft.mention.event_type not in DEEDS:
        return None
    s = draft.sentence
    taken = [(a.start, a.end) for a in draft.actors if a.start is not None and a.end is not None and a.actor_id]
    for noun, relation in _named_by(draft):
        first = min([noun, *(t for t in s.children(noun.i, "compound") if t.tag == "NNP")], key=lambda t: t.i)
        if first.text in ("In", "Near", "At", "Outside") and first.i < noun.i:
            first = s[first.i + 1]
        owner = noun.i + 1 < len(s) and s[noun.i + 1].tag == "POS"
        name = s.slice(first.start, noun.end)
        if owner or noun.tag != "NNP" or not noun.text[:1].isupper() or _NO_PLACE.search(name):
            continue
        if not any(start < noun.end and noun.start < end for start, end in taken):
            return first.start, noun.end, relation
    return None


def _named_by(draft: Draft) -> Iterator[tuple[Token, str]]:
    """Yield the nouns that are said to be where a deed was, with the preposition.

    "In Goma, rebels shot …" opens the sentence of its verb; "the village of Goma" is struck itself.
    """
    s, i = draft.sentence, draft.mention.i
    targets = [a.i for a in draft.mention.of(Role.TARGET)]
    above = (
        [t.i for t in s.ancestors(i) if t.is_verb][:2] if s[i].tag == "VBG" and s[i].dep in ("advcl", "conj") else []
    )
    if s[i].dep == "advcl" and s.head(i).lemma in _HARMED and any(t.lemma in ("when", "as") for t in s.children(i)):
        above = [*above, s[i].head]  # "was wounded near Velm when his car came under fire"
    if s[i].dep == "conj" and s[i].is_verb and not s.children(i, "nsubj", "nsubjpass"):
        above = [*above, s[i].head]  # "dragged the men from a house in the village of Bojaya and hacked them to death"
    for at in (i, *targets, *above):
        for prep in s.children(at, "prep"):
            if prep.lemma in _INTO:
                for goal in s.children(prep.i, "pobj"):
                    yield goal, prep.lemma
                    if goal.lemma in _KINDS:
                        yield from ((n, prep.lemma) for n in _of(s, goal))
    for at in targets:
        if s[at].lemma in _KINDS:
            yield from ((n, "in") for n in _of(s, s[at]))
    opening = _OPENING.match(s.text)
    if opening is not None and (s[i].dep == "ROOT" or (s[i].dep == "conj" and s.head(i).dep == "ROOT")):
        end = s.stretch.start + opening.end("name")
        yield from ((t, opening["relation"].lower()) for t in s.at(end - 1, end) if t.tag in ("NNP", "NNPS"))


def _of(s: Sentence, noun: Token) -> list[Token]:
    """Return the names behind "of" or right behind a kind of place: "the village of Goma"."""
    found = [goal for prep in s.children(noun.i, "prep") if prep.lemma == "of" for goal in s.children(prep.i, "pobj")]
    return [*found, *s.children(noun.i, "appos")]


_HARMED: Final = frozenset({"kill", "wound", "injure", "hurt", "die", "hit", "shoot"})
_KINDS: Final = frozenset({"village", "town", "hamlet", "settlement", "city", "suburb"})
_OPENING: Final = re.compile(
    r"(?P<relation>In|Near|Outside|Around) (?:the (?:village|town|city) of )?"
    r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}),\s"
)
_NO_PLACE: Final = re.compile(
    r"\d|^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)$|day$|\b(?:ramadan|christmas|easter|eid|spring|summer|autumn|winter"
    r"|operation|war|court|news|times|parliament|congress|senate|council|ministry|league|cup|islam|god|english|arabic|french)\b",
    re.IGNORECASE,
)
"""Names that stand after "in" and are of a time, a body or a deed."""
DEEDS: Final = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.RETREAT, EventType.MOBILIZE}
)
"""What happens at a place; talks, threats and demands are made wherever somebody speaks."""
