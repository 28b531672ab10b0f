"""``ucdp_syria_candidate`` by place: headlines behind UCDP's candidate events in Syria, and where UCDP put the event.

A headline is compared where it can be about one event alone (``ucdp_syria_candidate.alone``), UCDP knows the event's
place to 25 kilometres (``where_prec`` 1 or 2), and the headline names that place: a word of it, or a run of words with
the same consonants ("Teir Maaleh", "Ter Ma’la"). Right if the place of a report lies within 25 (50) kilometres of
UCDP's point: many of these headlines tell of two or three happenings, and UCDP does not say which is its event. A
headline without a placed report is wrong.
"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.evaluate.ucdp_syria_candidate import _day, alone
from khabar.folding import fold
from khabar.place.distance import distance_km
from khabar.place.names import skeleton
from khabar.read import read_page

_KINDS: Final = re.compile(
    r"\b(?:village|town|city|district|subdistrict|nahiya|governorate|province|area|neighbou?rhood|camp|airport|airbase|base|road"
    r"|mountains?|desert|countryside|border|near|of|the|in|and|between|crossing|field|hospital)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(r"[A-Z][\w’'‘`-]*")
_LEAST: Final = 4
"""Letters of a word, or consonants of a run, that are enough to tell a place's name by."""
_LONGEST: Final = 3


def score(path: Path, sample: int | None = None) -> Scores:
    """Return the shares within 25 and 50 kilometres; ``sample`` keeps so many headlines, by the hash of their ids."""
    coder = Coder()
    keys = ("id", "text", "number_of_sources", "where_prec", "where_coordinates", "latitude", "longitude")
    told = [r for r in alone(read_gold(path, keys)) if r["where_prec"] in (1, 2) and names_place(r)]
    told.sort(key=lambda r: sha256(str(r["id"]).encode()).digest())
    near: dict[int, list[float]] = {25: [], 50: []}
    placed: list[float] = []
    for record in told[:sample]:
        far = distance_off(record, coder)
        placed.append(float(far is not None))
        for km, right in near.items():
            right.append(float(far is not None and far <= km))
    return Scores(
        "ucdp_syria_places",
        len(placed),
        {"within_25_km": macro(near[25]), "within_50_km": macro(near[50]), "placed": macro(placed)},
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


def distance_off(record: dict[str, Any], coder: Coder) -> float | None:
    """Return how far in kilometres the nearest place of a headline's reports lies from UCDP's, ``None`` without one."""
    page = read_page(record["text"], name=str(record["id"]), published=_day(record))
    wanted = float(record["latitude"]), float(record["longitude"])
    points = [
        (place.latitude, place.longitude)
        for report in coder.code(page).reports
        for place in (report.place, *report.places)
        if place is not None and place.latitude is not None and place.longitude is not None
    ]
    return min((distance_km(point, wanted) for point in points), default=None)
