"""Sites: which words name one, and the country of what was hit: "a village in West Darfur"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.coding.draft import Draft
from khabar.coding.ruled import is_ruled
from khabar.event.tree import word_class
from khabar.place import ResolvedPlace
from khabar.place.evidence import is_quarter as names_quarter
from khabar.place.words import words
from khabar.records import Role


def country_of_sites(draft: Draft, places: Sequence[ResolvedPlace]) -> None:
    """Give targets that are nobody in the register the country of the place in their words, or of the event's place.

    The event's place tells it of what cannot move only: a village, a bridge.
    """
    s = draft.sentence
    heads = {(a.start, a.end): a.i for a in draft.mention.args}
    for n, actor in enumerate(draft.actors):
        i = heads.get((actor.start, actor.end)) if actor.start is not None and actor.end is not None else None
        if actor.role is not Role.TARGET or actor.actor_id or actor.country_iso3 or actor.inferred or i is None:
            continue
        below = {s[k].start for k in s.subtree(i, without=("relcl", "conj", "appos"))}
        lying = [p.entry for p in places if p.mention.start in below and p.entry is not None]
        countries = {country for entry in lying for country in entry.countries}
        if not countries and draft.place is not None and draft.place.country_iso3 and s[i].lemma in _sites():
            countries = {draft.place.country_iso3}
        if actor.kind == "military":
            countries = {country for country in countries if not is_ruled(country, None)}
        if len(countries) == 1:
            draft.actors[n] = replace(actor, country_iso3=countries.pop())


def _sites() -> frozenset[str]:
    return word_class("struck_site") | word_class("target_thing") - word_class("force")


def is_site(text: str) -> bool:
    """Return whether words name a kind of site: a street, a school, the South Side; and not a village of their own."""
    if names_quarter(text.removeprefix("the ")):
        return True
    low = text.lower().split()
    return any(w.strip(".,") in words()["site"] or w.strip(".,") in words()["street"] for w in low) and not (
        {"village", "town", "city", "township", "settlement", "province", "district", "region"} & set(low)
    )
