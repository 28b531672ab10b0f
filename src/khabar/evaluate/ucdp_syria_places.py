"""``ucdp_syria_candidate`` by place: headlines behind UCDP's candidate events in Syria, and where UCDP put the event.

A headline is compared where it can be about one event alone (``ucdp_syria_candidate.alone``), UCDP knows the event's
place to 25 kilometres (``where_prec`` 1 or 2), and the headline names that place: a word of it, or a run of words with
the same consonants ("Teir Maaleh", "Ter Ma’la"). Right if the place of a report lies within 25 (50) kilometres of
UCDP's point: many of these headlines tell of two or three happenings, and UCDP does not say which is its event. A
headline without a placed report is wrong.

A tenth of these headlines tell no event at all ("January 9th 2017: (S387) Harmala village"), and so have no report.
``headline_within_25_km`` takes of those without any report the one town that `khabar.place.resolve` is surest of, and
is otherwise the same figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.evaluate.ucdp_syria_candidate import _day, alone
from khabar.folding import fold
from khabar.globe import distance_km
from khabar.place import resolve
from khabar.place.names import skeleton
from khabar.read import read_page
from khabar.records import Report

_KINDS: Final = re.compile(
    r"\b(?:village|town|city|district|subdistrict|nahiya|governorate|province|area|neighbou?rhood|camp|airport|airbase|base|road"
    r"|mountains?|desert|countryside|border|near|of|the|in|and|between|crossing|field|hospital)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Z][\w’'‘`-]*")
_LEAST: Final = 4
"""Letters of a word, or consonants of a run, that are enough to tell a place's name by."""
_LONGEST: Final = 3
_NEAR_KM: Final = 25


def score(path: Path, sample: int | None = None) -> Scores:
    """Return the shares within 25 and 50 kilometres; ``sample`` keeps so many headlines, by the hash of their ids."""
    coder = Coder()
    keys = ("id", "text", "number_of_sources", "where_prec", "where_coordinates", "latitude", "longitude")
    told = [r for r in alone(read_gold(path, keys)) if r["where_prec"] in (1, 2) and names_place(r)]
    told.sort(key=lambda r: sha256(str(r["id"]).encode()).digest())
    near: dict[int, list[float]] = {25: [], 50: []}
    placed: list[float] = []
    named: list[float] = []
    for record in told[:sample]:
        reports = _reports(record, coder)
        far = distance_off(record, reports)
        placed.append(float(far is not None))
        off = far if reports else town_off(record)
        named.append(float(off is not None and off <= _NEAR_KM))
        for km, right in near.items():
            right.append(float(far is not None and far <= km))
    return Scores(
        "ucdp_syria_places",
        len(placed),
        {
            "within_25_km": macro(near[25]),
            "within_50_km": macro(near[50]),
            "placed": macro(placed),
            "headline_within_25_km": macro(named),
        },
    )


def names_place(record: dict[str, Any]) -> bool:
    """Return whether a headline names the place that UCDP gives."""
    name = " ".join(_KINDS.sub(" ", str(record["where_coordinates"])).split())
    if not name:
        return False
    said = set(re.findall(r"\w+", fold(record["text"])))
    if any(len(word) >= _LEAST and word in said for word in re.findall(r"\w+", fold(name))):
        return True
    bones = skeleton(name)
    found = [m.group() for m in _WORD.finditer(record["text"])]
    runs = (" ".join(found[i : i + n]) for n in range(1, _LONGEST + 1) for i in range(len(found) - n + 1))
    return len(bones) >= _LEAST and any(skeleton(run) == bones for run in runs)


def _reports(record: dict[str, Any], coder: Coder) -> tuple[Report, ...]:
    return coder.code(read_page(record["text"], name=str(record["id"]), published=_day(record))).reports


def distance_off(record: dict[str, Any], reports: Iterable[Report]) -> float | None:
    """Return how far in kilometres the nearest place of a headline's reports lies from UCDP's, ``None`` without one."""
    points = [
        (place.latitude, place.longitude)
        for report in reports
        for place in (report.place, *report.places)
        if place is not None and place.latitude is not None and place.longitude is not None
    ]
    return min((distance_km(point, _wanted(record)) for point in points), default=None)


def town_off(record: dict[str, Any]) -> float | None:
    """Return how far in kilometres the surest town of a headline lies from UCDP's place, ``None`` without one."""
    towns = [p for p in resolve(record["text"]) if p.entry is not None and p.entry.kind.is_point]
    surest = max(towns, key=lambda p: p.score, default=None)
    if surest is None or surest.latitude is None or surest.longitude is None:
        return None
    return distance_km((surest.latitude, surest.longitude), _wanted(record))


def _wanted(record: dict[str, Any]) -> tuple[float, float]:
    return float(record["latitude"]), float(record["longitude"])
