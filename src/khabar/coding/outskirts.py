"""Villages told by the town they lie around, where the gazetteer has but a namesake far off.

"Shells hit Mostar. Troops seized the village of Bijelo Polje, north of the city": not the Bijelo Polje of Montenegro.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.coding.draft import Draft, Why
from khabar.globe import km_between
from khabar.place import Kind, ResolvedPlace, to_place
from khabar.records import Actor, Document, Place

_OF_THE_TOWN: Final = re.compile(
    r",?\s(?:(?:just|some|about|around|roughly|nearly)\s)?(?:[\d.,]+\s?(?:km|kilomet(?:er|re)s?|miles?)\s)?"
    r"(?:(?:(?:north|south)(?:-?(?:east|west))?|east|west)(?:ern)?\s(?:of|from)|outside|near)"
    r"\sthe\s(?P<what>city|town|capital)\b"
)
FAR_KM: Final = 150.0
"""What lies so far from a town is not "north of the city"."""


def beside_town(draft: Draft, document: Document, places: Sequence[ResolvedPlace]) -> Place | None:
    """Return the town that a draft's village is told to lie beside, under the village's own words.

    ``None`` where the text does not say so, or the gazetteer's place of that name lies there.
    """
    own = draft.place
    if own is None or own.place_id is None or own.relation in ("border", "between"):
        return None
    found = _OF_THE_TOWN.match(document.text, own.end)
    if found is None:
        return None
    before = [p for p in places if draft.passage.start <= p.mention.start < own.start and p.entry is not None]
    towns = [p for p in before if p.entry is not None and p.entry.kind.is_point]
    named = next((p.entry for p in places if p.mention.start == own.start and p.entry is not None), None)
    if not towns or named is None or named.kind is Kind.COUNTRY:
        return None
    town = towns[-1].entry
    if town is None or (found["what"] == "capital" and not town.is_capital):
        return None
    if (km_between(named, town) or 0.0) <= FAR_KM:
        return None
    around = to_place(towns[-1], "near")
    return replace(around, text=own.text, start=own.start, end=own.end)


def stand_beside(draft: Draft, around: Place) -> None:
    """Give a draft the town beside its village for its place, and what was struck there the town's country."""
    draft.place = around
    draft.why.append(Why("place", "the town that it is told to lie beside; the namesake is far off"))
    draft.actors = [
        replace(a, country_iso3=around.country_iso3) if not a.actor_id and _holds(a, around) else a
        for a in draft.actors
    ]


def _holds(actor: Actor, place: Place) -> bool:
    return actor.start is not None and actor.end is not None and actor.start <= place.start < actor.end
