"""How an incident meets a claim, field by field, with the same measures by which reports are linked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from khabar.check.answer import Finding, Fit, Kind
from khabar.check.claim import Claim
from khabar.folding import fold
from khabar.link.fields import actors_agree, place_agreement
from khabar.link.nouns import noun_of
from khabar.link.sides import DENYING
from khabar.records import Actor, Incident, Place, Role, Toll

SLACK: Final = timedelta(days=1)
"""Night raids, time zones and late filing put one event on two neighbouring days."""

_NEAR: Final = 0.3
"""Least agreement of two places at which they count as the same; 0.1 is one country and no more."""


@dataclass(frozen=True, slots=True)
class Field:
    """How one field of a claim meets an incident: 1 agrees, -1 is otherwise, 0 not known; and both in words."""

    name: str
    agreement: int
    claimed: str
    held: str


def compare(claim: Claim, incident: Incident, *, with_date: bool = True) -> list[Field]:
    """Return the fields that a claim gives, each with how the incident has it."""
    fields = [
        _doer(claim, incident),
        _target(claim, incident),
        _place(claim.report.place, incident),
        _mode(claim.report.event_mode, incident.event_mode),
        *(_toll(toll, incident) for toll in claim.report.tolls if toll.of is None and not toll.unavailable),
    ]
    if with_date:
        fields.append(_date(claim, incident))
    return [one for one in fields if one is not None]


def finding(claim: Claim, incident: Incident) -> Finding | None:
    """Return how an incident bears on a claim; ``None`` if it does not.

    A claim that names nothing but a deed ("there were attacks") is met by no incident: at least who, whom or where
    must agree.
    """
    fields = compare(claim, incident, with_date=claim.kind in (Kind.HAPPENED, Kind.DID_NOT))
    if claim.kind is Kind.DEADLIEST:
        # Those with other tolls are what it is held against.
        fields = [one for one in fields if not one.name.startswith("how many")]
    agrees = {one.name for one in fields if one.agreement > 0}
    other = [one for one in fields if one.agreement < 0]
    unknown = [one for one in fields if one.agreement == 0]
    if not agrees & {"who", "whom", "where"}:
        return None
    fit = _fit(claim, incident, agrees, other, unknown)
    if fit is None:
        return None
    return Finding(
        incident,
        fit,
        tuple(one.name for one in fields if one.agreement > 0),
        tuple(one.name for one in unknown),
        tuple(f"{one.name}: {one.held}, not {one.claimed}" for one in other),
    )


_SAME_EVENT: Final = ({"where", "when"}, {"who", "whom", "when"}, {"whom", "when", "how"})
"""Fields that must agree for an incident to be the very one that a claim tells otherwise."""


def _fit(
    claim: Claim, incident: Incident, agrees: set[str], other: Sequence[Field], unknown: Sequence[Field]
) -> Fit | None:
    names = {one.name for one in other}
    if claim.kind in (Kind.ENDED, Kind.FIRST, Kind.OPEN, Kind.DEADLIEST):
        if names or any(one.name in ("who", "whom", "where") for one in unknown):
            return None
        return _side_of(claim, incident)
    if not other:
        return Fit.MATCH if not unknown else Fit.PARTIAL if len(agrees) >= 2 else None
    if names == {"how"}:
        # Outlets differ over drone, aircraft and missile: another means is no other event.
        return Fit.PARTIAL if len(agrees) >= 2 else None
    same_event = any(signs <= agrees for signs in _SAME_EVENT)
    if all(name.startswith("how many") for name in names) and claim.report.date is None:
        # Without a day, any happening that is as the claim says but for its toll is one that the claim may mean.
        same_event = "where" in agrees or {"who", "whom"} <= agrees
    return Fit.RIVAL if same_event and len(names - {"how"}) == 1 and not names & {"where", "when"} else None


def _side_of(claim: Claim, incident: Incident) -> Fit | None:
    """Return on which side of the day that the claim turns on an incident lies; ``None`` where that is not sure."""
    day = claim.happened_before
    first, last = incident.date_start or incident.date_end, incident.date_end or incident.date_start
    if first is None or last is None:
        return None
    if day is None:
        return Fit.EARLIER
    if claim.since is not None and last < claim.since:
        return None
    if last < day - SLACK:
        return Fit.EARLIER
    return Fit.LATER if first > day + SLACK else Fit.MATCH


def _actors(name: str, claimed: Sequence[Actor], held: Sequence[Actor], *, as_targets: bool = False) -> Field | None:
    ids = [one for actor in claimed if (one := _ident(actor))]
    if not ids:
        return None
    known = [one for actor in held if (one := _ident(actor))]
    agreement = actors_agree(ids, known, as_targets=as_targets)
    if agreement is None and _same_words(claimed, held):
        agreement = 1.0
    sign = 0 if agreement is None else 1 if agreement > 0 else -1
    return Field(name, sign, _told(claimed), _told(held) or "nobody named")


def _same_words(claimed: Sequence[Actor], held: Sequence[Actor]) -> bool:
    """Return whether somebody without an id is called by the same noun by both: "gunmen", "two gunmen on motorcycles".

    A noun that may be anybody's ("men", "people") says nothing.
    """
    one, other = ({noun_of(actor.text or "") for actor in actors if not actor.actor_id} for actors in (claimed, held))
    return bool((one & other) - _ANYBODY)


_ANYBODY: Final = frozenset({"", "man", "woman", "people", "person", "other", "group", "force", "one", "attacker"})


def _doer(claim: Claim, incident: Incident) -> Field | None:
    """Return how those meet who did it; open where the ledger has others, but some hold it against the claimed ones."""
    claimed = claim.actors(Role.AGENT)
    found = _actors("who", claimed, incident.agents)
    if found is None or found.agreement >= 0:
        return found
    named = [value.value for field in ("agent", "accused") for value in incident.fields.get(field, ())]
    held_by_some = [str(one["actor_id"]) for one in named if one.get("actor_id")]
    ids = [one for actor in claimed if (one := _ident(actor))]
    if (actors_agree(ids, held_by_some) or 0) > 0:
        return Field("who", 0, found.claimed, f"disputed: {found.held} or {found.claimed}")
    if denying := [one for actor in claimed if (one := denied_by(actor.text, incident))]:
        # Who denies it was held to have done it by somebody.
        return Field("who", 0, found.claimed, f"{found.held}; denied by {', '.join(denying)}")
    return found


def denied_by(name: str | None, incident: Incident) -> str | None:
    """Return the voice that denies an incident and bears a name: "The Croat militia, the HVO", of "the HVO"."""
    words = set(fold(name or "").replace(",", " ").split()) - {"the"}
    return next(
        (
            voice
            for voice in incident.sides.get(DENYING, ())
            if words and words <= set(fold(voice).replace(",", " ").split())
        ),
        None,
    )


def _target(claim: Claim, incident: Incident) -> Field | None:
    """Return how those meet to whom it was done: by name, or since what was struck is the place of the incident."""
    claimed = claim.actors(Role.TARGET)
    found = _actors("whom", claimed, incident.targets, as_targets=True)
    if found is not None and found.agreement > 0:
        return found
    words = {word for name in claim.names for word in (name, *name.split())}
    held = {fold(one.text or one.name or "") for one in incident.targets}
    if incident.place is not None:
        held |= {fold(incident.place.text), fold(incident.place.name or "")}
    heads = {name.split()[-1] for name in held if name}
    if words & (held | heads) - {""}:
        return Field("whom", 1, _told(claimed), _told(incident.targets))
    # Words that no register knows ("a hospital", "36 militants") say nothing against others.
    return None if found is None or all(actor.actor_id is None for actor in claimed) else found


def _place(claimed: Place | None, incident: Incident) -> Field | None:
    if claimed is None:
        return None
    held = incident.place
    name, other = claimed.name or claimed.text, (held.name or held.text) if held else "a place not known"
    called = {fold(str(value.value.get("name"))) for value in incident.fields.get("place", ())}
    if held is not None and fold(claimed.text) in called | {fold(held.text)}:
        return Field("where", 1, name, other)
    parties = (*incident.agents, *incident.targets)
    if held is None and any(fold(claimed.text) in fold(one.text or "").split() for one in parties):
        # "The mayor of Velm was shot dead": where he was mayor is all that is told of where.
        return Field("where", 1, name, other)
    # Where the claim names a country, any place in it will do.
    if held is not None and claimed.where_prec == 6 and claimed.country_iso3 and held.country_iso3:
        return Field("where", 1 if claimed.country_iso3 == held.country_iso3 else -1, name, other)
    agreement = place_agreement(claimed, held)
    sign = 0 if agreement is None or 0 <= agreement < _NEAR else 1 if agreement > 0 else -1
    return Field("where", sign, name, other)


def _date(claim: Claim, incident: Incident) -> Field | None:
    when = claim.report.date
    if when is None or (when.date_start is None and when.date_end is None):
        return None
    first, last = when.date_start or date.min, when.date_end or date.max
    start, end = incident.date_start or incident.date_end, incident.date_end or incident.date_start
    claimed = when.text
    if start is None or end is None:
        return Field("when", 0, claimed, "a day not known")
    meets = start <= _after(last) and _before(first) <= end
    return Field("when", 1 if meets else -1, claimed, str(start) if start == end else f"{start} to {end}")


def _before(day: date) -> date:
    return day if day == date.min else day - SLACK


def _after(day: date) -> date:
    return day if day == date.max else day + SLACK


_BOMBED: Final = (
    frozenset({"aerial", "drone", "explosives", "heavy-weapons"}),
    frozenset({"explosives", "suicide-attack"}),
)
"""Modes that one word, "bombed", may stand for: those of a set do not speak against each other."""


def means_apart(claimed: str | None, held: str | None) -> bool:
    """Return whether two modes are known and are of two ways of doing it.

    >>> means_apart("aerial", "drone"), means_apart("aerial", None), means_apart("aerial", "destroy")
    (False, False, True)
    """
    if claimed is None or held is None or claimed == held:
        return False
    return not any({claimed, held} <= alike for alike in _BOMBED)


def _mode(claimed: str | None, held: str | None) -> Field | None:
    apart = means_apart(claimed, held)
    if claimed is None or held is None or (claimed != held and not apart):
        return None
    return Field("how", -1 if apart else 1, claimed, held)


def _toll(claimed: Toll, incident: Incident) -> Field | None:
    held = incident.tolls.get(claimed.measure.value)
    name = f"how many {claimed.measure.value}"
    if not held or all(value is None for value in held.values()):
        return Field(name, 0, claimed.text, "no figure")
    low, high = held.get("low") or 0, held.get("high")
    least = claimed.low if claimed.low is not None else 0
    most = claimed.high
    apart = (most is not None and most < low) or (high is not None and least > high)
    told = str(low) if low == high else f"{low} to {high}" if high is not None else f"at least {low}"
    if high is None and least > _most_told(claimed, incident):
        # More than any source gives is neither borne out by "at least 4" nor against it.
        return Field(name, 0, claimed.text, told)
    return Field(name, -1 if apart else 1, claimed.text, told)


def _most_told(claimed: Toll, incident: Incident) -> int:
    """Return the highest number that a source gives for a toll, be it the least that it counts; 0 without one."""
    values = [value.value for value in incident.fields.get(claimed.measure.value, ())]
    numbers = [value[bound] for value in values if value.get("of") is None for bound in ("low", "best", "high")]
    numbers += list(incident.tolls.get(claimed.measure.value, {}).values())
    return max((number for number in numbers if number is not None), default=0)


def _ident(actor: Actor) -> str | None:
    """Return by what an actor is compared: its id, else its words; nothing for what is neither."""
    if actor.actor_id:
        return actor.actor_id
    return f"~{fold(actor.text)}" if actor.text else None


def _told(actors: Sequence[Actor]) -> str:
    return ", ".join(actor.name or actor.text or "?" for actor in actors)
