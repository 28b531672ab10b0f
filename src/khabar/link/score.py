"""How likely two mentions speak of one incident: explained features, weighed by a table that can be read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp, log10
from pathlib import Path
from typing import Final

from khabar.link.fields import (
    actors_agree,
    date_agreement,
    named_apart,
    one_actor,
    place_agreement,
    strangers,
)
from khabar.link.keys import ARMED
from khabar.link.marks import agreement
from khabar.link.means import blast_and_shots, bomb_and_forces, means_agree, modes_agree, other_deeds
from khabar.link.mention import Mention
from khabar.link.words import NAME, RAREST, rarity, shared_terms
from khabar.records import EventType
from khabar.tables import packaged, read_table

Weights = dict[str, tuple[float, float]]
Features = dict[str, float]


@cache
def load_weights(table: Path | str = "across.tsv") -> Weights:
    """Return weights by feature: (where it agrees, where it contradicts). A name is that of a packaged table.

    Raises:
        DataFileError: naming the line with a weight that is no number.
    """
    weights: Weights = {}
    for row in read_table(
        packaged("khabar.link", table) if isinstance(table, str) else table, ("feature", "agree", "contradict", "why")
    ):
        try:
            weights[row["feature"]] = float(row["agree"]), float(row["contradict"])
        except ValueError:
            raise row.error(f"weights {row['agree']!r} and {row['contradict']!r}", "two numbers") from None
    return weights


def compare_inside(a: Mention, b: Mention) -> Features:
    """Return the features of two mentions of one document, each from -1 to 1; those unknown are left out."""
    features: dict[str, float | None] = {
        "date": date_agreement(a, b),
        "place": place_agreement(a.place, b.place),
        "agents": actors_agree(a.agents, b.agents),
        "targets": actors_agree(a.targets, b.targets, as_targets=a.event_type not in _TO_SOMEBODY),
        "mode": modes_agree(a.modes, b.modes),
        "tolls": _tolls_agree(a, b),
    }
    features["title"] = 1.0 if a.titled != b.titled and (a.lead or b.lead) else None
    if features["title"] and (features["date"] or 0) == -0.5:
        # "Overnight", says the title of today; "late on Wednesday", says the article.
        features["date"] = None
    features["bare"] = 1.0 if a.key == b.host or b.key == a.host else None
    if features["bare"] and (features["tolls"] or 0) < 0 and _part_of_toll(*((a, b) if a.key == b.host else (b, a))):
        features["tolls"] = None
    features["document"] = _one_article(a, b, features)
    features["sentence"] = 1.0 if _one_sentence(a, b) else None
    features["doers"] = strangers(a.agents, b.agents) if features["agents"] is None else None
    features["sites"] = named_apart(a.place, b.place)
    features["deed"] = _other_deeds(a, b, features["targets"])
    features["distinct"] = -1.0 if told_as_two(a, b) or turned(a, b) or unclaimed_bomb(a, b) else None
    return _known(features)


def compare(a: Mention, b: Mention) -> Features:
    """Return the features of what two documents tell, each from -1 to 1; those unknown are left out.

    Where two contradict each other for good (`vetoed`), only what they contradict each other in is given.
    """
    date = date_agreement(a, b)
    place = place_agreement(a.place, b.place)
    agents = actors_agree(a.agents, b.agents)
    whole = (a.main or a.lead) and (b.main or b.lead)
    if not whole and -1 in (date, place, agents):
        return _known({"date": date, "place": place, "agents": agents})
    gap = abs((a.published - b.published).days) if a.published and b.published else None
    table = rarity()
    far = gap is None or gap > FURNITURE_DAYS
    common = a.words.lines.keys() & b.words.lines.keys()
    shared = list(shared_terms(a.words, b.words, furniture=True))
    net = sum(part for _, part in shared) * min(1.0, max(0, len(shared) - FEW_SHARED) / (ENOUGH_SHARED - FEW_SHARED))
    gross = net if far or not common else sum(part for _, part in shared_terms(a.words, b.words, furniture=False))
    names = sum(1 for term, _ in shared if " " in term and table.get(term, RAREST) >= NAME)
    few, many = sorted((a.words.head, b.words.head), key=len)
    head = sum(few[term] * many[term] for term in sorted(few.keys() & many.keys()))
    targets = actors_agree(a.targets, b.targets, as_targets=True)
    features: dict[str, float | None] = {
        "date": date,
        "place": place,
        "agents": agents,
        "targets": targets,
        "mode": means_agree(a.modes, b.modes),
        "great": _both_great(a, b) if (date or 0) > 0 and (place or 0) > 0 else None,
        "sites": named_apart(a.place, b.place),
        "killed": _toll_agrees(a.killed, b.killed) if a.killed and b.killed else None,
        "injured": _toll_agrees(a.injured, b.injured) if a.injured and b.injured else None,
        "weapon": modes_agree(a.weapons, b.weapons),
        "deed": _other_deeds(a, b, targets),
        "blast": _blast_and_shots(a, b),
        "ages": _ages_agree(a, b),
        "names": min(names, 4) / 4 if names else None,
        "few_words": min(net, 0.15) / 0.15 if net else None,
        "some_words": min(net - 0.15, 0.2) / 0.2 if net > 0.15 else None,
        "many_words": min(net - 0.35, 0.45) / 0.45 if net > 0.35 else None,
        "same_lines": min(1.0, (gross - net) / 0.5) if gross > net + 0.01 else None,
        "head": min(head, 0.5) / 0.5 if head > 0 else None,
        "after": _told_after(a, b),
        "undated": 1.0 if date is None else None,
        **dict(agreement(a.words.marks, b.words.marks, many=_many(a) or _many(b))),
    }
    if date is None or date < 0:
        features[_gap_name(gap)] = 1.0
    return {name: round(value, 4) for name, value in features.items() if value is not None}


_TO_SOMEBODY: Final = frozenset({EventType.CONSULT.value, EventType.REQUEST.value})
"""Types whose target is who is visited or asked: a state is no place in which another stands."""

FURNITURE_DAYS = 20
"""Whole lines that two pages share are news copied if the pages were published within so many days."""

MANY_STRUCK = 3
"""Of more dead and hurt than this, two articles may each tell of others."""

COPIED = 0.8
"""From this agreement in whole lines on, one article is taken for a copy of the other."""

GAPS = ((1, "days_0_1"), (3, "days_2_3"), (7, "days_4_7"), (30, "days_8_30"), (10**6, "days_31"))
"""Names for the days between two publications."""


def _gap_name(gap: int | None) -> str:
    return "days_unknown" if gap is None else next(name for most, name in GAPS if gap <= most)


def _told_after(a: Mention, b: Mention) -> float | None:
    """Return -1 where one was published before the other's day, 1 where within two days of it; else ``None``."""
    gaps = [
        (x.published - y.date_start).days
        for x, y in ((a, b), (b, a))
        if x.published and y.date_start and y.date_end and not (x.date_start and x.date_end)
    ]
    if not gaps:
        return None
    return -1.0 if min(gaps) < -1 else 1.0 if max(gaps) <= 2 else None


def _ages_agree(a: Mention, b: Mention) -> float | None:
    if not a.words.ages or not b.words.ages:
        return None
    return 1.0 if a.words.ages & b.words.ages else -1.0


def _many(mention: Mention) -> bool:
    return sum(toll[1] for toll in (mention.killed, mention.injured) if toll) > MANY_STRUCK


def _known(features: dict[str, float | None]) -> Features:
    return {name: value for name, value in features.items() if value is not None}


FEW_SHARED, ENOUGH_SHARED = 5, 20
"""Rare words that two texts must share for their cosine to count at all, and in full: two lines share a town."""


def _one_article(a: Mention, b: Mention, features: Mapping[str, float | None]) -> float | None:
    """Return 1 where two mentions in one article share the day, or the town and only one gives a day; else ``None``.

    0.5 where they share the town and neither gives a day.
    """
    if (features["date"] or 0) >= 1:
        return 1.0
    if (features["place"] or 0) < 1 or features["date"] is not None:
        return None
    return 1.0 if a.dated != b.dated else 0.5


def _one_sentence(a: Mention, b: Mention) -> bool:
    return not {(r.start, r.end) for r in a.reports}.isdisjoint((r.start, r.end) for r in b.reports)


def told_as_two(a: Mention, b: Mention) -> bool:
    """Return whether the text itself sets the two apart."""
    return not (a.distinct.isdisjoint(b.held) and b.distinct.isdisjoint(a.held))


def turned(a: Mention, b: Mention) -> bool:
    """Return whether those who struck in one are struck in the other, by others: an attack, and what answers it.

    Both must say who did it, and no doer may stand in both: of a clash both sides are told.
    """
    if not a.agents or not b.agents or any(_one_side(x, y) for x in a.agents for y in b.agents):
        return False
    return any(
        _one_side(doer, struck)
        for one, other in ((a, b), (b, a))
        for doer in one.agents
        for struck in other.targets
        if not any(_one_side(struck, beside) for beside in one.targets)
    )


def unclaimed_bomb(a: Mention, b: Mention) -> bool:
    """Return whether one is a bomb of nobody known, and the other what a state's forces did by other means."""
    for bomb, force in ((a, b), (b, a)):
        if bomb.agents or not force.agents or not all(_is_of_state(x) for x in force.agents):
            continue
        by_toll = bool(a.killed and b.killed) and _toll_agrees(a.killed, b.killed) == -1.0  # type: ignore[arg-type]
        if bomb_and_forces(bomb.modes, force.modes, by_toll=by_toll) and bomb.targets.isdisjoint(force.targets):
            return True
    return False


def _is_of_state(actor: str) -> bool:
    return not actor.startswith("group:") and not _FORCES.isdisjoint(actor.split("."))


_FORCES: Final = frozenset({"MIL", "COP", "POL", "SPY"})


def _one_side(a: str, b: str) -> bool:
    """Return whether two actors fight on one side: armed people without a name, a force and its part, one group."""
    if a.startswith(ARMED) and b.startswith(ARMED):
        return True
    return (one_actor(a, b) or 0) > 0 and all(_fights(x) for x in (a, b))


def _fights(actor: str) -> bool:
    return actor.startswith("group:") or not _FORCES.isdisjoint(actor.split("."))


def weigh(features: Features, weights: Weights) -> float:
    """Return the log-odds of features; 0 is an even chance."""
    total = weights["bias"][0]
    for name in sorted(features):
        agree, contradict = weights[name]
        total += features[name] * (agree if features[name] > 0 else contradict)
    return total


def odds_to_score(log_odds: float) -> float:
    """Return log-odds as a score from 0 to 1, rounded so that no machine writes it otherwise.

    >>> odds_to_score(0.0)
    0.5
    """
    return round(1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds)))), 4)


def vetoed(features: Features) -> bool:
    """Whether a pair may never stand in one incident: other days, other towns, or other doers.

    Articles that have enough rare words in common are left to the weights: one outlet's slip in a day or a town makes
    no second incident.
    """
    if "distinct" in features:
        return True
    alike = features.get("few_words", 0) >= 1 or features.get("same_lines", 0) >= COPIED
    return not alike and contradictory(features)


def contradictory(features: Features) -> bool:
    """Whether two mentions tell of days, towns or doers that cannot be the same."""
    return features.get("date", 0) <= -1 or features.get("place", 0) <= -1 or features.get("agents", 0) <= -1


def contradict(a: Mention, b: Mention) -> bool:
    """Whether two mentions tell of days, towns or doers that cannot be the same, whatever their words."""
    return (
        date_agreement(a, b) == -1.0
        or place_agreement(a.place, b.place) == -1.0
        or actors_agree(a.agents, b.agents) == -1.0
    )


GREAT: Final = 10
"""From so many dead on two attacks on one day in one town are rare."""


def _both_great(a: Mention, b: Mention) -> float | None:
    """Return how rare it is that two attacks of one day and town cost so many each, from 0 to 1 (1,000 dead)."""
    if a.killed is None or b.killed is None:
        return None
    fewer = min(a.killed[1], b.killed[1])
    return min(1.0, log10(fewer / GREAT) / 2 + 0.5) if fewer >= GREAT else None


_ADDRESSED: Final = frozenset({"ACCUSE", "THREATEN", "REQUEST", "SANCTION"})
"""What is said to somebody, or against him: said to another it is another, though on one day about one thing."""


def _other_deeds(a: Mention, b: Mention, targets: float | None) -> float | None:
    """Return -1 where two do measures of two kinds, or accuse or threaten others; else ``None``."""
    addressed = a.event_type in _ADDRESSED and targets == -1.0
    return -1.0 if addressed or other_deeds(a.modes, b.modes) else None


def _blast_and_shots(a: Mention, b: Mention) -> float | None:
    """Return -1 where one tells of a blast and the other of what is done by hand, and their dead differ; else ``None``.

    Of one raid with a bomb and guns an outlet may name either, but then its dead are the same or nearly so.
    """
    if a.killed is None or b.killed is None:
        return None
    return -1.0 if blast_and_shots(a.modes, b.modes) and _toll_agrees(a.killed, b.killed) == -1.0 else None


def _tolls_agree(a: Mention, b: Mention) -> float | None:
    values = [_toll_agrees(x, y) for x, y in ((a.killed, b.killed), (a.injured, b.injured)) if x and y]
    return sum(values) / len(values) if values else None


def _part_of_toll(whole: Mention, part: Mention) -> bool:
    """Return whether a toll told later in an article may be part of one told before ("five shot … her son was hit")."""
    pairs = ((whole.killed, part.killed), (whole.injured, part.injured))
    return all(y is None or (x is not None and y[1] <= x[1]) for x, y in pairs)


def _toll_agrees(a: tuple[int, int], b: tuple[int, int]) -> float:
    if a == b:
        return 1.0 if a[1] > 1 else 0.5
    if a[0] <= b[1] and b[0] <= a[1]:
        return 0.3
    return -1.0 if max(a[0], b[0]) > 2 * min(a[1], b[1]) + 1 else -0.3
