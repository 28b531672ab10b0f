"""A resolved place as a record, with the precision that UCDP GED gives it."""

from __future__ import annotations

from khabar.place.gazetteer import gazetteer
from khabar.place.model import Kind, ResolvedPlace
from khabar.records import Place

_AROUND = frozenset({"near", "around", "off", "between", "along", "border"})
"""Relations that place something by a place without saying that it is there."""


def where_prec(resolved: ResolvedPlace, relation: str | None) -> int | None:
    """Return UCDP GED's ``where_prec``, ``None`` for a place that is not resolved.

    1 exact place; 2 within about 25 km of a known point; 3 second-order unit; 4 first-order unit; 5 vague: a line, an
    island, between two places, larger than a first-order unit; 6 country; 7 international waters (UCDP GED codebook).
    """
    entry = resolved.entry
    if entry is None:
        return None
    if entry.kind is Kind.SEA:
        return 7
    if relation in ("border", "side") or resolved.mention.of_border or entry.kind.is_vague or relation == "between":
        return 5
    if entry.kind is Kind.COUNTRY:
        return 6
    if entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
        return 4 if entry.kind is Kind.ADMIN1 else 3
    return 1 if relation is None or relation in ("in", "at", "of", "from", "to") else 2


def to_place(resolved: ResolvedPlace, relation: str | None = None) -> Place:
    """Return the record of a resolved place; the words are kept where nothing was resolved.

    ``relation`` overrides the mention's own.
    """
    mention, entry = resolved.mention, resolved.entry
    relation = relation or mention.relation
    if entry is None:
        return Place(mention.text, mention.start, mention.end, relation=relation)
    admin1 = None if entry.admin1 is None else gazetteer().entry(entry.admin1).name
    return Place(
        mention.text,
        mention.start,
        mention.end,
        entry.place_id,
        entry.name,
        relation,
        None if resolved.latitude is None else round(resolved.latitude, 5),
        None if resolved.longitude is None else round(resolved.longitude, 5),
        entry.country_iso3,
        entry.name if entry.kind is Kind.ADMIN1 else admin1,
        where_prec(resolved, relation),
    )
