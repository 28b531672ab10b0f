"""``ucdp_syria_candidate``: headlines behind UCDP's candidate events in Syria; their deaths, and who fought.

A headline is compared with an event only where it can be about that event alone: it is the only source of the event,
no other event has it, it is one headline (sources are joined by ";"), and it does not add up a day or longer ("killed
yesterday", "within 24 hours", daily reports, the total of a province).

- *Deaths*: of those headlines the ones that hold a number, in digits or words, with a word of death in the clause;
  the coded figure is the largest ``best`` (without one: ``low``) of a killed toll over the reports, parts and
  attackers' own deaths left out, and right if equal to the event's ``best``. Two thirds of these headlines give the
  number of something else (of shells, of the hurt, of a wider count): ``number_in_headline`` is the share whose
  best stands among the numbers of the headline, and so bounds ``best_exact_of_all``. ``best_exact`` is over those
  where it stands: whether khabar takes the right number for the deaths, and does not miss it.
- *Sides*: of those headlines the ones that hold any number and in which a name known to the register is one of the
  event's sides (the same actor, or a part or the whole of it), or which names the government of Syria by "regime" or
  by its army, forces or government. A name that only tells whose ground it is ("an ISIS-held town", "areas controlled
  by the regime forces", "the last pocket of ISIS") names a place and no side, and so is not asked for. Right if a
  report has such an actor among those who act, are acted on, lead or help ("Turkey-backed rebels": UCDP's side is
  Turkey), or part of the same state, or the words of one with "regime", which no headline can resolve by itself.
  Civilians are no side.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from khabar.actor import Register
from khabar.coder import Coder
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.event.numbers import quantities
from khabar.link.fields import one_actor
from khabar.read import read_page
from khabar.records import Measure, Report, Role

_SUMS: Final = re.compile(
    r"\b(?:yesterday|daily|within (?:about |around |nearly )?(?:\w+ ){1,3}?(?:hours|days|weeks|months)|"
    r"(?:past|last) (?:\w+ )?(?:hours|days|week|month|year)|in (?:\w+ ){1,2}(?:hours|days|weeks|months)|since|so far|"
    r"raises? to|rises? to|more than \w+ months?|about \w+ persons were killed in)\b",
    re.IGNORECASE,
)
_DEATH: Final = re.compile(
    r"\b(?:kill\w*|dead|death\w*|die[sd]?|dying|martyr\w*|massacre\w*|lives|execut\w+|behead\w*|assassinat\w*|"
    r"bodies|casualties|perish\w*|slain|murder\w*|losses)\b",
    re.IGNORECASE,
)
_CLAUSE: Final = re.compile(r"[,;:.…]| and (?=\w+s? )")
_REGIME: Final = re.compile(r"\b(?:regime|syrian (?:army|government|forces|troops))\b", re.IGNORECASE)
_FORCES: Final = re.compile(r"(?:’s|'s)? forces", re.IGNORECASE)
_HOME: Final = "SYR"
"""Of Syria everything is named; its towns and people are no side."""
_GROUND: Final = re.compile(
    r"(?:’s?|'s?|”|\")?(?: organi[sz]ation)?(?:’s?|'s?)?[ -]"
    r"(?:held|controlled|run|occupied|control(?= (?:area|zone)))\b|"
    r"(?: organi[sz]ation)?(?:’s?|'s?) (?:areas?|territor(?:y|ies)|scope) of control\b",
    re.IGNORECASE,
)
"""What stands behind a name that tells whose ground something is."""
_GROUND_OF: Final = re.compile(
    r"\b(?:(?:controlled|held|run|occupied) by|(?:pocket|enclave|stronghold|bastion)s? (?:of|for)|"
    r"(?:controlled|held) areas? of|under the control of)\s+(?:the\s+)?[“\"]?$",
    re.IGNORECASE,
)
"""What stands before one."""
_SIDES: Final = frozenset({Role.AGENT, Role.TARGET, Role.PARTNER, Role.ORDERED_BY, Role.LED_BY, Role.HELPED_BY})
PART: Final = 0.8
"""How well an actor and its part or whole agree (`one_actor`)."""
_TEXT_DATE: Final = "%Y-%m-%d"


def score(path: Path) -> Scores:
    """Return the figures over the headlines of ``path`` (``events.jsonl``) that can be about one event alone.

    ``best_exact``, ``best_exact_of_all``, ``number_in_headline`` and ``side_right`` as above;
    ``headlines_with_deaths`` and ``headlines_with_sides`` are how many are counted. ``records`` is how many headlines
    are about one event alone.
    """
    coder, register = Coder(), Coder().register
    exact: list[float] = []
    stated: list[float] = []
    sides: list[float] = []
    records = 0
    for record in alone(read_gold(path, ("id", "text", "side_a", "side_b", "best", "number_of_sources"))):
        records += 1
        text = record["text"]
        if not quantities(text):
            continue
        counted = tells_deaths(text)
        named = named_sides(record, register)
        if not counted and not named:
            continue
        reports = coder.code(read_page(text, name=str(record["id"]), published=_day(record))).reports
        if counted:
            exact.append(float(killed(reports) == record["best"]))
            stated.append(float(record["best"] in _numbers(text)))
        if named:
            sides.append(float(_acts(reports, named)))
    return Scores(
        "ucdp_syria_candidate",
        records,
        {
            "best_exact": macro([right for right, there in zip(exact, stated, strict=True) if there]),
            "best_exact_of_all": macro(exact),
            "number_in_headline": macro(stated),
            "side_right": macro(sides),
            "headlines_with_deaths": float(len(exact)),
            "headlines_with_sides": float(len(sides)),
        },
    )


def alone(records: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the records whose headline can be about their event alone."""
    everything = list(records)
    used = Counter(record["text"] for record in everything)
    for record in everything:
        text = record["text"]
        single = record["number_of_sources"] == 1 and used[text] == 1 and ";" not in text
        if single and not _SUMS.search(text):
            yield record


def tells_deaths(text: str) -> bool:
    """Return whether a number and a word of death stand in one clause."""
    return any(quantities(clause) and _DEATH.search(clause) for clause in _CLAUSE.split(text))


def _numbers(text: str) -> set[int]:
    return {n for q in quantities(text) for n in (q.low, q.best, q.high) if n is not None}


def killed(reports: Iterable[Report]) -> int | None:
    """Return the largest whole toll of killed over reports, ``None`` if there is none."""
    figures = [
        t.best if t.best is not None else t.low
        for report in reports
        for t in report.tolls
        if t.measure is Measure.KILLED and t.of is None
    ]
    return max((n for n in figures if n is not None), default=None)


def named_sides(record: dict[str, Any], register: Register) -> frozenset[str]:
    """Return the register ids of the event's sides that its headline names."""
    on = _day(record)
    sides = {
        actor.actor_id
        for side in (record["side_a"], record["side_b"])
        for name in side.split(", ")
        if (actor := register.resolve(name, on=on)) is not None and actor.actor_id
    }
    text = record["text"]
    found = [
        m.actor_id
        for m in register.find_actors(text)
        if m.actor_id and not m.actor_id.startswith(_HOME) and not _is_ground(text, m.start, m.end)
    ]
    if any(not _is_ground(text, m.start(), m.end()) for m in _REGIME.finditer(text)):
        found.append("SYR.GOV")
    return frozenset(side for side in sides if any((one_actor(side, m) or 0) >= PART for m in found))


def _is_ground(text: str, start: int, end: int) -> bool:
    """Return whether a name only tells whose ground something is: "ISIS-held", "regime forces' controlled areas"."""
    forces = _FORCES.match(text, end)
    return bool(_GROUND.match(text, forces.end() if forces else end) or _GROUND_OF.search(text, 0, start))


def _acts(reports: Iterable[Report], sides: Iterable[str]) -> bool:
    acting = [a for r in reports for a in r.actors if a.role in _SIDES]
    if "SYR.GOV" in sides and any(a.actor_id is None and _REGIME.search(a.text or "") for a in acting):
        return True
    return any((one_actor(side, a.actor_id) or 0) > 0 for side in sides for a in acting if a.actor_id)


def _day(record: dict[str, Any]) -> date | None:
    for key in ("source_date", "date_end"):
        if day := record.get(key):
            try:
                return datetime.strptime(str(day)[:10], _TEXT_DATE).date()
            except ValueError:
                continue
    return None
