"""The kinds of actor, in one place: what a kind means and which branch of a state or people it is."""

from __future__ import annotations

from typing import Final

KINDS: Final[dict[str, str]] = {
    "state": "a state or territory as such",
    "government": "a government, a ministry, an authority, an office-holder as such",
    "military": "armed forces of a state or of an alliance, with their instruments",
    "police": "police and other forces of order",
    "intelligence": "secret and intelligence services",
    "legislature": "a parliament and its members",
    "judiciary": "courts, judges, prosecutors",
    "rebel": "an armed group that fights a state: insurgents, separatists, jihadists",
    "militia": "an armed group beside or for a state, or of a community; mercenaries",
    "armed": "armed, of no known side",
    "political": "a party, movement, opposition, activists",
    "civilian": "people who take no part in fighting",
    "protesters": "people who demonstrate or riot",
    "igo": "an organisation of states, its missions and agencies; an international coalition",
    "ngo": "a non-governmental organisation, monitor, medics and rescuers",
    "media": "news media and journalists",
    "criminal": "gangs, cartels, pirates",
    "ethnic": "an ethnic group or people without a state of that name",
    "religious": "a community of faith",
    "people": "the people of a state, named by demonym, state or civilians left open",
    "business": "companies and those who lead them",
    "expert": "analysts and researchers",
    "witness": "those who saw it",
    "person": "a person by name",
}

SUFFIX_OF_KIND: Final[dict[str, str]] = {
    "government": "GOV",
    "military": "MIL",
    "police": "POL",
    "intelligence": "SPY",
    "legislature": "LEG",
    "judiciary": "JUD",
    "civilian": "CIV",
    "protesters": "PRO",
    "rebel": "REB",
    "armed": "REB",
    "militia": "MLT",
    "criminal": "CRM",
    "media": "MED",
    "ngo": "NGO",
    "business": "BUS",
    "witness": "CIV",
    "expert": "CIV",
}
"""The branch that a noun of this kind is, where the noun itself is not in ``institutions.tsv``."""

STATE_SUFFIXES: Final = frozenset({"GOV", "MIL", "POL", "SPY", "LEG", "JUD"})
"""Branches that act for the state."""
