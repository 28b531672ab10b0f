"""Scoring of place names, given or found, against gold with coordinates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.globe import distance_km
from khabar.place import PlaceMention, ResolvedPlace, find_places, resolve_places
from khabar.place.find import given_mentions
from khabar.place.home import ballot_of, vote

NEAR_KM = 161.0
"""A hundred miles: the distance within which the field counts a place as found."""


@dataclass(frozen=True, slots=True)
class GoldPlace:
    """A gold name: offsets into the record's text, the point, and the GeoNames id where the set has one."""

    start: int
    end: int
    point: tuple[float, float] | None
    place_id: str | None = None


def gold_places(record: dict[str, Any]) -> list[GoldPlace]:
    """Return the gold names of a record."""
    return [GoldPlace(span["start"], span["end"], _point(span), _place_id(span)) for span in record["spans"]]


_FINE = frozenset({"STREET", "STREETNR", "ZIP", "POI"})
"""Types of span of geo_tudloc that no gazetteer of places is asked for."""


def _point(span: dict[str, Any]) -> tuple[float, float] | None:
    if span.get("lat") is None or span.get("lon") is None or span.get("type") in _FINE:
        return None
    return span["lat"], span["lon"]


def _place_id(span: dict[str, Any]) -> str | None:
    if span.get("geonameid"):
        return f"geonames:{span['geonameid']}"
    source = str(span.get("source_id") or "")
    return source if source.startswith("geonames:") and span.get("type") not in _FINE else None


def is_near(resolved: ResolvedPlace, gold: GoldPlace) -> bool:
    """Return whether a resolved place lies within 161 km of the gold point; an unresolved one does not."""
    if gold.point is None or resolved.latitude is None or resolved.longitude is None:
        return False
    return distance_km((resolved.latitude, resolved.longitude), gold.point) <= NEAR_KM


def count_given(gold: Sequence[GoldPlace], resolved: Sequence[ResolvedPlace]) -> tuple[Counts, Counts]:
    """Return counts of exact ids and of points within 161 km over names that were given, in the same order."""
    exact = near = located = identified = 0
    for place, answer in zip(gold, resolved, strict=True):
        if place.point is not None:
            located += 1
            near += is_near(answer, place)
        if place.place_id is not None:
            identified += 1
            exact += answer.entry is not None and answer.entry.place_id == place.place_id
    return Counts(exact, identified, identified), Counts(near, located, located)


def count_found(gold: Sequence[GoldPlace], resolved: Sequence[ResolvedPlace]) -> tuple[Counts, Counts]:
    """Return counts of names found, and of names found whose place is within 161 km.

    A found name answers the first gold name that it overlaps. What overlaps a gold name without a point is left out; a
    name found that the resolver leaves open counts as found and as no place given.
    """
    wanted = [place for place in gold if place.point is not None]
    ignored = [place for place in gold if place.point is None]
    answered: set[int] = set()
    found = near = given = placed = 0
    for answer in resolved:
        start, end = answer.mention.start, answer.mention.end
        at = next((i for i, g in enumerate(wanted) if i not in answered and g.start < end and start < g.end), None)
        if at is None:
            if any(g.start < end and start < g.end for g in ignored):
                continue
        else:
            answered.add(at)
            found += 1
            near += is_near(answer, wanted[at])
        given += 1
        placed += answer.entry is not None
    return Counts(found, given, len(wanted)), Counts(near, placed, len(wanted))


def score_places(name: str, path: Path | str, *, limit: int | None = None) -> Scores:
    """Return the figures of a gold set of places: names given, and from raw text.

    Raises:
        DataFileError: naming a line of the gold file that cannot be used.
    """
    records: Iterable[dict[str, Any]] = read_gold(path, ["text", "spans"])
    exact = near = found = found_near = Counts()
    sure: list[tuple[float, bool]] = []
    n = 0
    for record in records:
        if limit is not None and n >= limit:
            break
        n += 1
        text, gold = record["text"], gold_places(record)
        given: list[PlaceMention] = given_mentions(text, [(g.start, g.end) for g in gold])
        answers = resolve_places(given, text=text)
        one, two = count_given(gold, answers)
        exact, near = exact + one, near + two
        sure += [(a.score, is_near(a, g)) for g, a in zip(gold, answers, strict=True) if g.point and a.entry]
        one, two = count_found(gold, resolve_places(find_places(text, bodies=True), text=text))
        found, found_near = found + one, found_near + two
    figures = {"near_161km": near.recall}
    if exact.wanted:
        figures["exact_id"] = exact.recall
    for label, counts in (("raw_names", found), ("raw_161km", found_near)):
        figures |= {f"{label}_f1": counts.f1, f"{label}_precision": counts.precision, f"{label}_recall": counts.recall}
    return Scores(name, n, figures | {"calibration_error": calibration_error(sure)})


def calibration_error(scores: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: over ten bins, how far the mean score lies from the part that is right.

    >>> round(calibration_error([(0.9, True), (0.9, True), (0.9, False), (0.1, False)]), 3)
    0.2
    """
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
    for score, right in scores:
        bins[min(9, int(score * 10))].append((score, right))
    off = (abs(sum(score for score, _ in one) - sum(right for _, right in one)) for one in bins)
    return sum(off) / len(scores) if scores else 0.0


def score_homes(path: Path | str, *, limit: int | None = None) -> dict[str, float]:
    """Return the figures with names given and each outlet's home voted by its other pages, never by the page itself.

    Raises:
        DataFileError: naming a line of the gold file that cannot be used.
    """
    records = list(read_gold(path, ["text", "spans", "domain"]))[:limit]
    ballots = [ballot_of(resolve_places(find_places(r["text"], bodies=True), text=r["text"])) for r in records]
    outlets: dict[str, list[int]] = defaultdict(list)
    for at, record in enumerate(records):
        outlets[record["domain"]].append(at)
    exact = near = Counts()
    for at, record in enumerate(records):
        home = vote(ballots[other] for other in outlets[record["domain"]] if other != at)
        gold = gold_places(record)
        given = given_mentions(record["text"], [(g.start, g.end) for g in gold])
        one, two = count_given(gold, resolve_places(given, text=record["text"], home=home))
        exact, near = exact + one, near + two
    return {"home_exact_id": exact.recall, "home_161km": near.recall}
