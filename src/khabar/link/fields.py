"""How well single fields of two mentions fit: their days, their places, who did it and to whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Final

from khabar.actor import Register
from khabar.actor.kinds import STATE_SUFFIXES
from khabar.folding import fold
from khabar.globe import km_between
from khabar.link.keys import ARMED
from khabar.link.mention import Mention
from khabar.link.words import NAME, RAREST, rarity
from khabar.records import Place

RADIUS_KM = {1: 10.0, 2: 30.0, 3: 60.0, 4: 200.0, 5: 250.0}
"""How far from its point a place of each ``where_prec`` may reach. A town's name stands for its surroundings too."""

WIDE_DAYS = 31
"""A longer interval of days says too little to link by."""


def date_agreement(a: Mention, b: Mention) -> float | None:
    """Return 1 for one and the same day, less for wider intervals, -0.5 for neighbouring days, -1 for days apart.

    ``None`` where an open end or a wide interval leaves it open.
    """
    gap = max(_days_after(a.date_start, b.date_end), _days_after(b.date_start, a.date_end))
    if gap > 0:
        # Night raids, time zones and late filing put one event on two neighbouring days.
        return -0.5 if gap == 1 and a.dated and b.dated else -1.0
    if not (a.date_start and a.date_end and b.date_start and b.date_end):
        return None
    both = (min(a.date_end, b.date_end) - max(a.date_start, b.date_start)).days + 1
    longest = max((a.date_end - a.date_start).days, (b.date_end - b.date_start).days) + 1
    return None if longest > WIDE_DAYS else 0.25 + 0.75 * both / longest


def _days_after(start: date | None, end: date | None) -> int:
    """Return how many days ``start`` lies after ``end``; 0 where one of them is open."""
    return (start - end).days if start and end else 0


def place_agreement(a: Place | None, b: Place | None) -> float | None:
    """Return how well two places fit, by the reach that ``where_prec`` gives them.

    1 for one place; 0.5 where a wide one (a province, a border) holds the other; 0.1 where only the country
    agrees; -1 where they cannot be the same; ``None`` where one is unknown.
    """
    if (
        a is None
        or b is None
        or (a.place_id is None and a.latitude is None)
        or (b.place_id is None and b.latitude is None)
    ):
        return None
    prec_a, prec_b = a.where_prec or 6, b.where_prec or 6
    wide = max(prec_a, prec_b)
    if a.place_id is not None and a.place_id == b.place_id and prec_a == prec_b:
        return (
            1.0
            if wide <= 3
            else 0.6
            if wide == 4
            else 0.4
            if wide == 5 or a.relation == b.relation is not None
            else 0.1
        )
    at_border = "border" in (a.relation or "", b.relation or "")
    other_country = bool(a.country_iso3 and b.country_iso3 and a.country_iso3 != b.country_iso3)
    if wide >= 6:
        return None if wide >= 7 else -1.0 if other_country and not at_border else 0.1
    apart = km_between(a, b)
    if apart is None:
        return -1.0 if other_country and not at_border else None
    reach = max(RADIUS_KM[prec_a], RADIUS_KM[prec_b])
    if wide <= 3:
        # Towns: full agreement at one point, none at the reach of both, another town beyond it.
        reach = RADIUS_KM[prec_a] + RADIUS_KM[prec_b]
        return round(1.0 - 0.7 * apart / reach, 3) if apart <= reach else -1.0
    if other_country and not at_border:
        return -1.0
    if wide == 4 and a.admin1 and b.admin1:
        return 0.5 if a.admin1 == b.admin1 else -1.0
    return 0.5 if apart <= reach else -1.0


def actors_agree(a: Iterable[str], b: Iterable[str], *, as_targets: bool = False) -> float | None:
    """Return how well two sets of actors fit: the best pair of them; ``None`` where one side is unknown.

    ``as_targets``: a state and a group are then no contradiction, as "a strike on Syria" may be one on a group there.
    """
    pairs = [one_actor(x, y) for x in a for y in b if not (as_targets and (len(x) == 3) != (len(y) == 3))]
    known = [value for value in pairs if value is not None]
    return max(known) if known else None


@lru_cache(maxsize=65536)
def one_actor(a: str, b: str) -> float | None:
    """Return how two actor ids relate: 1 the same, 0.8 whole and part, 0.5 parts of one state, -1 two others.

    ``None`` where they may be one: words outside the register (``~``), the rebels of a country and a group by name, a
    state and its people. "Gunmen" and the forces of a state are two.

    >>> one_actor("IRQ", "IRQ.MIL.AIR"), one_actor("IRQ.GOV", "IRQ.MIL"), one_actor("IRQ", "USA.MIL")
    (0.8, 0.5, -1.0)
    """
    if a == b:
        return 1.0
    if a.startswith("~") or b.startswith("~"):
        named, words = (b, a) if a.startswith("~") else (a, b)
        state, branch = (None, None) if named.startswith("~") else _state_and_branch(named)
        forces = state is not None and (branch is None or branch in STATE_SUFFIXES)
        return -1.0 if forces and words.startswith(ARMED) else None
    if Register.load().related(a, b):
        return 0.8
    (state_a, branch_a), (state_b, branch_b) = _state_and_branch(a), _state_and_branch(b)
    if state_a is None or state_b is None:
        loose = branch_a if state_b is None else branch_b
        return None if loose in _NAMELESS_BRANCHES or (state_a is None and state_b is None and _persons(a, b)) else -1.0
    if state_a != state_b:
        return -1.0
    acts_a, acts_b = branch_a in STATE_SUFFIXES, branch_b in STATE_SUFFIXES
    if acts_a and acts_b:
        return 0.5
    return -1.0 if acts_a != acts_b and branch_a and branch_b else None


_NAMELESS_BRANCHES = frozenset({"REB", "MLT", "CRM", "PRO", "OPP", "CIV"})
"""Branches of a country that a group or person by name may belong to."""


def _state_and_branch(actor_id: str) -> tuple[str | None, str]:
    """Return the state and first branch of an id; no state for a group or a person."""
    state, _, rest = actor_id.partition(".")
    return (state, rest.split(".")[0]) if len(state) == 3 else (None, "")


def _persons(a: str, b: str) -> bool:
    return a.startswith("person:") != b.startswith("person:")


_PLAIN_DOER: Final = re.compile(r"^~(?!armed:)(?:\w+ ){0,3}?(?P<who>[a-z]{3,}s|men|women|people|police|children)$")
"""People without arms, in the plural: "angry youths", "residents". What else stands for a doer may be a thing."""


def strangers(a: Iterable[str], b: Iterable[str]) -> float | None:
    """Return -1 where the doers of one are people without arms and those of the other armed ones; else ``None``.

    >>> strangers({"~angry youths"}, {"~armed:gunmen"}), strangers({"~it"}, {"~armed:gunmen"})
    (-1.0, None)
    """
    for one, other in ((list(a), list(b)), (list(b), list(a))):
        plain = one and all(_PLAIN_DOER.match(doer) for doer in one)
        if plain and other and all(doer.startswith(ARMED) for doer in other):
            return -1.0
    return None


def named_apart(a: Place | None, b: Place | None) -> float | None:
    """Return -1 where two places are known by name only, or one of them is, and the names differ; else ``None``.

    Of names with a common word ("Vase Street", "the market") nothing is said: they may be sites in one town.
    """
    if a is None or b is None or (a.place_id is not None and b.place_id is not None):
        return None
    if max(a.where_prec or 0, b.where_prec or 0) > 3:
        return None
    one, other = _bare_name(a), _bare_name(b)
    if one is None or other is None or one in other or other in one:
        return None
    return -1.0


def _bare_name(place: Place) -> str | None:
    words = place.text.split() if place.place_id is None else (place.name or place.text).split()
    table = rarity()
    folded = [fold(word) for word in words]
    if place.place_id is None and any(table.get(word, RAREST) < NAME for word in folded):
        return None
    named = all(word[0].isupper() for word in words)
    return " ".join(folded) if words and named else None
