"""Quarters of towns that bear the name of a town abroad: "the Carrefour quarter" of Duékoué is not in Haiti."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.place.model import Kind, ResolvedPlace

_QUARTER: Final = re.compile(r"\s(?:quarter|neighbou?rhood|suburb|district|section|slum|township)\b")


def without_far_quarters(text: str, places: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Return places with towns abroad left open that the text calls a quarter, where all else it names lies elsewhere.

    ``places`` are those of ``text``, in text order.
    """
    marked = {n for n, p in enumerate(places) if _is_called_quarter(text, p)}
    if not marked:
        return list(places)
    around = {p.country_iso3 for n, p in enumerate(places) if n not in marked and p.country_iso3}
    return [
        replace(p, entry=None, latitude=None, longitude=None)
        if n in marked and around and p.country_iso3 not in around
        else p
        for n, p in enumerate(places)
    ]


def _is_called_quarter(text: str, place: ResolvedPlace) -> bool:
    entry, mention = place.entry, place.mention
    if entry is None or entry.kind is not Kind.TOWN or mention.inside is not None:
        return False
    return text[max(0, mention.start - 4) : mention.start].lower() == "the " and bool(_QUARTER.match(text, mention.end))
