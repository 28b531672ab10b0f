"""Incidents as schema.org's ``Claim``: what is said to have happened, where it is said, and what people decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from khabar.link.judgement import Decision
from khabar.records import Incident

_RATED: Final = {Decision.ACCEPT.value: ("Accepted", 5), Decision.REJECT.value: ("Rejected", 1)}
"""What a decision on a whole incident says of it, on schema.org's scale from 1 to 5."""


def is_web(url: str) -> bool:
    """Return whether an address may be followed: one of the web."""
    return url.lower().startswith(("http://", "https://"))


def claim(incident: Incident, page: Mapping[str, Any], *, name: str) -> dict[str, Any]:
    """Return schema.org's ``Claim`` on an incident, called ``name``; what is not known is left out.

    ``page`` is that of `khabar.desk.grid.incident_page`. Who accepted or rejected the incident reviewed the claim:
    each such decision is a ``ClaimReview``.
    """
    dated = [one["published"] for one in page["documents"] if one["published"]]
    place = incident.place
    whole = {
        "@context": "https://schema.org",
        "@type": "Claim",
        "identifier": incident.incident_id,
        "name": name,
        "firstAppearance": {"@type": "CreativeWork", "datePublished": min(dated)} if dated else None,
        "appearance": [
            {
                "@type": "NewsArticle",
                "headline": one["title"],
                "author": {"@type": "Person", "name": one["byline"]} if one["byline"] else None,
                "url": one["url"] if is_web(str(one["url"] or "")) else None,
                "datePublished": one["published"],
                "publisher": {"@type": "Organization", "name": one["outlet"]},
            }
            for one in page["documents"]
        ],
        "about": {
            "@type": "Event",
            "startDate": str(incident.date_start) if incident.date_start else None,
            "endDate": str(incident.date_end) if incident.date_end else None,
            "location": None
            if place is None
            else {
                "@type": "Place",
                "name": place.name or place.text,
                "address": {"@type": "PostalAddress", "addressCountry": place.country_iso3}
                if place.country_iso3
                else None,
                "geo": None
                if place.latitude is None
                else {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude},
            },
        },
        "review": [
            {
                "@type": "ClaimReview",
                "claimReviewed": name,
                "author": {"@type": "Person", "name": one.author},
                "datePublished": f"{one.made_at:%Y-%m-%d}",
                "reviewBody": one.reason,
                "reviewRating": {
                    "@type": "Rating",
                    "ratingValue": _RATED[one.decision][1],
                    "bestRating": 5,
                    "worstRating": 1,
                    "alternateName": _RATED[one.decision][0],
                },
            }
            for one in incident.judgements
            if one.decision in _RATED
        ],
    }
    known: dict[str, Any] = _known(whole)
    return known


def _known(value: Any) -> Any:
    """Return a value without the keys for which nothing is known."""
    if isinstance(value, dict):
        return {key: _known(held) for key, held in value.items() if held not in (None, [])}
    return [_known(one) for one in value] if isinstance(value, list) else value
