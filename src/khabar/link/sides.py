"""Who vouches for an incident and who denies it, what the reports disagree on, and how the incident stands by that.

An incident is *disputed* where somebody denies it, or those who are said to have done it deny that, or two are held to
have done it. It is *confirmed* where speakers of both sides say that it happened, and nobody denies it. Else it stands
as its surest report does: one report in an article's own voice outweighs any number of claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from khabar.folding import fold
from khabar.link.agree import actors_apart, days_apart, places_apart
from khabar.link.fields import actors_agree
from khabar.link.linked import Bond
from khabar.link.origins import outlet_of
from khabar.records import Actor, Document, Place, Polarity, Report, Role, Stance, Standing, Value

Actors = Mapping[Role, tuple[Actor, ...]]

_STANDINGS = (Standing.REPORTED, Standing.CLAIMED, Standing.HEARSAY, Standing.ANALYSIS, Standing.OPINION)
_FIGHTERS = frozenset({"military", "rebel", "armed", "militia", "police", "intelligence"})
_CIVILIANS = frozenset({"civilian"})

DOER, STRUCK, OTHERS, DENYING = "doer", "struck", "others", "denying"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What an incident's reports disagree on, a short sentence each; and the voices on each side of it.

    ``own`` are those denying who are said to have done it, ``deniers`` all others who deny it.
    """

    contradictions: tuple[str, ...]
    sides: dict[str, tuple[str, ...]]
    own: tuple[str, ...]
    deniers: tuple[str, ...]
    rivals: tuple[str, ...]

    @property
    def both_sides(self) -> bool:
        """Whether speakers of both sides say that it happened."""
        return bool(self.sides.get(DOER) and self.sides.get(STRUCK))

    def standing(self, opening: Sequence[Report]) -> Standing:
        """Return how the incident stands."""
        if self.own or self.deniers or self.rivals:
            return Standing.DISPUTED
        if self.both_sides:
            return Standing.CONFIRMED
        return min(
            (r.standing for r in opening if r.standing in _STANDINGS), key=_STANDINGS.index, default=Standing.REPORTED
        )


def dispute_over(
    fields: Mapping[str, tuple[Value, ...]],
    ordered: Sequence[Report],
    bonds: Mapping[str, Bond],
    places: Sequence[tuple[Place, Report]],
    actors: Actors,
    tolls: Mapping[str, Mapping[str, int | None]],
    outdated: Mapping[str, frozenset[int]],
    documents: Mapping[str, Document],
) -> Dispute:
    """Return what the reports of an incident, in order, disagree on.

    ``tolls`` are the settled ones: a figure outside their bounds is a part, or replaced, and no contradiction;
    ``outdated`` are figures, by measure, that only stand in pages which their outlets have replaced.
    """
    found = []
    denials = [r for r in ordered if bonds[r.report_id] is Bond.DENIES and not _nobody(voice_of(r))]
    of_part = [r for r in denials if denies_part(r) and not _own_denial(r, actors)]
    denials = [r for r in denials if r not in of_part]
    own = tuple(sorted({voice_of(r) for r in denials if _own_denial(r, actors)}))
    if own:
        found.append(f"who did it: denied by the accused, {', '.join(own)}")
    deniers = tuple(sorted({voice_of(r) for r in denials if not _own_denial(r, actors)}))
    if deniers:
        found.append(f"whether it happened: denied by {', '.join(deniers)}")
    if apart := sorted({voice_of(r) for r in of_part if len(r.chain) > 1}):
        found.append(f"who did it: a part in it denied by {', '.join(apart)}")
    doubters = sorted({voice_of(r) for r in ordered if bonds[r.report_id] is Bond.DOUBTS and not _nobody(voice_of(r))})
    if doubters:
        found.append(f"whether it happened: doubted or not confirmed by {', '.join(doubters)}")
    rivals = _rivals(fields, actors)
    if rivals:
        found.append(f"who did it: {' or '.join(sorted(_called(fields, actors).get(i, i) for i in rivals))}")
    opening = [r for r in ordered if bonds[r.report_id] in (Bond.OPENS, Bond.SUPPORTS)]
    if struck := _struck(opening):
        found.append(f"who was hit: {struck}")
    spots = {p.place_id or p.text: p for p, _ in places}
    far = sorted({a for a, p in spots.items() for q in spots.values() if places_apart(p, q)})
    if far:
        found.append(f"where: {' or '.join(sorted({spots[a].name or spots[a].text for a in far}))}")
    if days := _days(fields):
        found.append(f"when: {' or '.join(days)}")
    for measure, bounds in tolls.items():
        values = fields.get(measure, ())
        figures = [str(n) for n in _figures(values, bounds, outdated.get(measure, frozenset()))]
        figures += [f"at least {least}"] if (least := _open_to(values, bounds)) is not None else []
        if len(figures) > 1:
            found.append(f"how many {measure}: {' or '.join(figures)}")
    return Dispute(tuple(found), _sides(opening, actors, (*own, *deniers), documents), own, deniers, rivals)


_NO_PART: Final = re.compile(
    r"\b(?:(?:any|no|a|its|their|his|her) (?:\w+ )?(?:part|role|hand)|involvement|responsibility|complicity|"
    r"participation|(?:not|never) (?:\w+ )?(?:been |take |taken |have )*(?:involved|part|behind|responsible)|"
    r"(?:was|were|is|are|be|been|being) (?:involved|behind|responsible)|nothing to do) "
    r"(?:at all )?(?:in|for|with|of)?\s?[^.;]{0,50}$",
    re.IGNORECASE,
)


_PART: Final = re.compile(
    r"part|role|hand|involvement|responsibility|complicity|participation|involved|implicated|responsible|behind|do|"
    r"(?:\w+ ){1,3}(?:it|this|that|them|these|those|so)",
    re.IGNORECASE,
)
"""What takes up a part in a deed told before, or its doing: "denied any role", "denied firing them"."""


def denies_part(report: Report) -> bool:
    """Return whether a denial is of a part in the deed, and not of the deed: "denied that it had any part in"."""
    at, end = (max(0, place - report.start) for place in (report.trigger.start, report.trigger.end))
    return bool(_NO_PART.search(report.quote[:at]) or _PART.fullmatch(report.quote[at:end]))


def _rivals(fields: Mapping[str, tuple[Value, ...]], actors: Actors) -> tuple[str, ...]:
    """Return the actors of whom each is held to have done it, and no two can have: never those named side by side."""
    ids = [actor.actor_id for actor in actors.get(Role.AGENT, ()) if actor.actor_id]
    ids += [i for v in fields.get("accused", ()) if (i := v.value["actor_id"])]
    rivals = tuple(sorted({i for i in ids for j in ids if actors_apart(i, j)}))
    return () if _together(rivals, fields.get("agent", ())) else rivals


def _called(fields: Mapping[str, tuple[Value, ...]], actors: Actors) -> dict[str, str]:
    """Return the names of those who are held to have done it, by id."""
    values = [v.value for field in ("agent", "accused") for v in fields.get(field, ())]
    named = {str(v["actor_id"]): str(v["name"]) for v in values if v.get("actor_id") and v.get("name")}
    return named | {a.actor_id: a.name for a in actors.get(Role.AGENT, ()) if a.actor_id and a.name}


def _struck(opening: Iterable[Report]) -> str | None:
    """Return whom the reports disagree on having been hit: civilians by some, fighters by others, both by none."""
    civilians: list[str] = []
    fighters: list[str] = []
    for report in opening:
        targets = [actor for actor in report.actors if actor.role is Role.TARGET and not actor.inferred]
        kinds = {actor.kind for actor in targets}
        if kinds & _CIVILIANS and kinds & _FIGHTERS:
            return None
        civilians += [actor.name or actor.text or "" for actor in targets if kinds & _CIVILIANS]
        fighters += [actor.name or actor.text or "" for actor in targets if kinds & _FIGHTERS]
    if not civilians or not fighters:
        return None
    return f"{', '.join(sorted(set(civilians)))} or {', '.join(sorted(set(fighters)))}"


def _days(fields: Mapping[str, tuple[Value, ...]]) -> list[str]:
    """Return the exact days that reports give, where two of them cannot be one night."""
    exact = sorted(
        {v.value["date_start"] for v in fields.get("date", ()) if v.value["date_prec"] == 1 and v.value["date_start"]}
    )
    nights = [{"date_start": day, "date_end": day} for day in exact]
    return exact if nights and days_apart(nights[0], nights[-1]) else []


def _figures(values: Iterable[Value], bounds: Mapping[str, int | None], outdated: frozenset[int]) -> list[int]:
    low, high = bounds.get("low"), bounds.get("high")
    figures = {v.value["best"] for v in values if v.value["of"] is None and v.value["best"] is not None}
    return sorted(n for n in figures - outdated if (low is None or n >= low) and (high is None or n <= high))


def _open_to(values: Iterable[Value], bounds: Mapping[str, int | None]) -> int | None:
    """Return the highest of the figures called the least, where it leaves the settled best below it and open above."""
    best = bounds.get("best")
    if best is None or bounds.get("high") is not None:
        return None
    lows = [v.value["low"] for v in values if v.value["of"] is None and v.value["best"] is None and v.value["low"]]
    return max((low for low in lows if low > best), default=None)


def _sides(
    opening: Sequence[Report], actors: Actors, denying: Sequence[str], documents: Mapping[str, Document]
) -> dict[str, tuple[str, ...]]:
    """Return who vouches for it, by the side of the speaker; an article's own voice goes under its outlet's name."""
    doers = _ids(actors, Role.AGENT, Role.LED_BY, Role.HELPED_BY)
    struck = _ids(actors, Role.TARGET)
    sides: dict[str, set[str]] = {DOER: set(), STRUCK: set(), OTHERS: set(), DENYING: set(denying)}
    for report in opening:
        link = next((link for link in reversed(report.chain) if link.actor_id or link.text), None)
        if link is None:
            sides[OTHERS].add(outlet_of(documents[report.doc_id]))
        elif not _nobody(voice_of(report)):
            side = side_of(link.actor_id, doers, struck)
            sides[side].add(voice_of(report))
    return {side: tuple(sorted(names)) for side, names in sides.items() if names}


def side_of(speaker: str | None, doers: Sequence[str], struck: Sequence[str]) -> str:
    """Return the side of a speaker, by register ids.

    Those struck speak also through the state that they belong to, where that is not the doers' state too.
    """
    if speaker is None:
        return OTHERS
    if (actors_agree([speaker], doers) or 0) > 0:
        return DOER
    if (actors_agree([speaker], struck) or 0) > 0:
        return STRUCK
    states = {i.split(".")[0] for i in struck} - {i.split(".")[0] for i in doers}
    return STRUCK if speaker.split(".")[0] in states else OTHERS


def _ids(actors: Actors, *roles: Role) -> list[str]:
    return [a.actor_id for role in roles for a in actors.get(role, ()) if a.actor_id]


def _own_denial(report: Report, actors: Actors) -> bool:
    """Return whether a denial comes from those who are said to have done it, or from a part or the whole of them.

    Who denies is the voice that does ("denied that …"), else the innermost one ("said that they had no hand in …").
    """
    doers = _ids(actors, Role.AGENT, Role.LED_BY)
    deniers = [link.actor_id for link in report.chain if link.actor_id and link.stance is Stance.DENIES]
    if not deniers and report.polarity is Polarity.DENIED:
        deniers = [link.actor_id for link in report.chain if link.actor_id][-1:]
    if not deniers and (last := report.chain[-1]).text and last.actor_id is None:
        called = {fold(a.text or "").removeprefix("the ") for a in actors.get(Role.AGENT, ()) if a.actor_id is None}
        return fold(last.text).removeprefix("the ") in called
    return (actors_agree(deniers, doers) or 0) > 0


def _together(actor_ids: Sequence[str], values: Sequence[Value]) -> bool:
    """Return whether some report names all of these actors side by side."""
    per_report: dict[str, set[str]] = {}
    for value in values:
        for report_id in value.report_ids:
            per_report.setdefault(report_id, set()).add(str(value.value["actor_id"]))
    return any(set(actor_ids) <= named for named in per_report.values())


def _nobody(voice: str) -> bool:
    """Return whether a voice is nobody's: "no group has claimed the attack" is no doubt about the attack."""
    return voice.lower().split()[0] in ("no", "nobody", "none", "neither")


def voice_of(report: Report) -> str:
    """Return the innermost voice of a report that has words or a name, else "the author"."""
    for link in reversed(report.chain):
        if link.actor_id or link.text:
            return link.text or str(link.actor_id)
    return "the author"
