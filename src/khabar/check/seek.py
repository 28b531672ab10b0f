"""What a ledger holds that may bear on a claim: incidents, statements of the same, and how much of the time it read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from khabar.check.answer import Coverage, Kind, Said
from khabar.check.claim import Claim
from khabar.check.fit import SLACK, means_apart
from khabar.link.fields import actors_agree, place_agreement
from khabar.records import Actor, Incident, PassageKind, Polarity, Report, Role, Stance, Toll, When
from khabar.which import Which

if TYPE_CHECKING:
    from khabar.actor import Register
    from khabar.ledger import Ledger

MOST_INCIDENTS: Final = 5000
"""Incidents compared with one claim; those of most origins first, where a vague claim has more."""

MOST_SAID: Final = 2000
WINDOW: Final = timedelta(days=3)
"""How many days around a claimed day count as its time, for its incidents and for coverage."""


def incidents_for(ledger: Ledger, claim: Claim, register: Register) -> list[Incident]:
    """Return the incidents of the claimed type that share an actor or a place, near its day where it turns on one."""
    which = Which(types=(claim.report.event_type,))
    condition, values = which.sql(register)
    acting = _roots([*claim.actors(Role.AGENT), *claim.actors(Role.TARGET)])
    if claim.kind is Kind.DID_NOT and not claim.actors(Role.AGENT):
        # "The LTTE denied any hand in the bombing": who denies is who is held to have done it.
        acting += tuple(link.actor_id for link in claim.report.chain if link.actor_id)
    country = claim.report.place.country_iso3 if claim.report.place else None
    some: list[str] = []
    if acting:
        more, given = replace(which, types=(), actors=acting).sql(register)
        some.append(f"({more})")
        values += given
    if country:
        some.append("country_iso3 = ?")
        values.append(country)
    if claim.names:
        some.append(
            "list_has_any(list_transform(targets, lambda x: lower(x)), ?) OR list_contains(?, lower(place_name))"
        )
        values += [sorted(claim.names), sorted(claim.names)]
    if not some:
        return []
    condition += f" AND ({' OR '.join(some)})"
    first, last = period(claim)
    if claim.kind in (Kind.HAPPENED, Kind.DID_NOT) and first and last:
        condition += " AND (date_start IS NULL OR (date_start <= ? AND coalesce(date_end, date_start) >= ?))"
        values += [last, first]
    # The condition is our own words; what the claim gave stands in values.
    sql = f"SELECT incident_id FROM incidents WHERE {condition} ORDER BY n_origins DESC, incident_id LIMIT ?"  # noqa: S608
    ids = [row[0] for row in ledger.query(sql, [*values, MOST_INCIDENTS]).fetchall()]
    return list(ledger.incident_records(ids))


def period(claim: Claim) -> tuple[date | None, date | None]:
    """Return the time that a claim is about, with some days around it; ``None`` where it is open."""
    when = claim.report.date
    if when is None or when.date_start is None or when.date_end is None:
        return None, None
    return when.date_start - WINDOW, when.date_end + WINDOW


def said_before(ledger: Ledger, claim: Claim) -> list[Said]:
    """Return the reports of the ledger that say what the claim says, earliest publication first.

    Who, whom and what must agree, and whether it is affirmed, done, over, or yet to come; and nothing else that both
    give may be otherwise: the day, the place, the means, the toll.
    """
    report = claim.report
    sql = (
        "SELECT r.report_id, d.published, d.outlet FROM reports r JOIN documents d ON d.doc_id = r.doc_id"
        " WHERE r.event_type = ? AND r.polarity = ? AND r.modality = ? AND r.aspect = ?"
        " AND EXISTS (SELECT 1 FROM actors a"
        " WHERE a.report_id = r.report_id AND list_contains(?, split_part(a.actor_id, '.', 1)))"
        " ORDER BY d.published NULLS LAST, r.doc_id, r.position LIMIT ?"
    )
    heads = sorted({one.split(".")[0] for one in _roots(report.actors)})
    if not heads:
        return []
    values: list[Any] = [report.event_type.value, report.polarity.value, report.modality.value, report.aspect.value]
    rows = ledger.query(sql, [*values, heads, MOST_SAID]).fetchall()
    where = {row[0]: (row[1], row[2]) for row in rows}
    records = {one.report_id: one for one in ledger.report_records(where)}
    return [_said(records[ident], *where[ident]) for ident in where if _same(report, records[ident])]


def _same(claimed: Report, held: Report) -> bool:
    for role in (Role.AGENT, Role.TARGET):
        one = [a.actor_id for a in claimed.actors if a.role is role and a.actor_id]
        other = [a.actor_id for a in held.actors if a.role is role and a.actor_id]
        if one and (actors_agree(one, other, as_targets=role is Role.TARGET) or 0) <= 0:
            return False
    return not (
        means_apart(claimed.event_mode, held.event_mode)
        or _days_apart(claimed.date, held.date)
        or (place_agreement(claimed.place, held.place) or 0) < 0
        or any(_tolls_apart(one, other) for one in claimed.tolls for other in held.tolls)
    )


def _days_apart(claimed: When | None, held: When | None) -> bool:
    """Return whether two intervals of days, as far as both are known, do not meet."""
    if claimed is None or held is None:
        return False
    gaps = ((claimed, held), (held, claimed))
    return any(a.date_start and b.date_end and a.date_start > b.date_end + SLACK for a, b in gaps)


def _tolls_apart(one: Toll, other: Toll) -> bool:
    """Return whether two figures for the whole cannot both be true."""
    if one.measure is not other.measure or one.of is not None or other.of is not None:
        return False
    pairs = ((one, other), (other, one))
    return any(a.low is not None and b.high is not None and a.low > b.high for a, b in pairs)


def _said(report: Report, published: date | None, outlet: str | None) -> Said:
    voices = tuple(link.text or link.kind.value for link in report.chain[1:])
    return Said(report, published, outlet, voices, report.passage is PassageKind.COMMENT)


def denials_in(ledger: Ledger, incidents: Sequence[Incident]) -> list[Report]:
    """Return the reports of incidents with which somebody denies them."""
    ids = [report_id for incident in incidents for report_id in incident.report_ids]
    return [report for report in ledger.report_records(ids) if _denies(report)] if ids else []


def _denies(report: Report) -> bool:
    return report.polarity is Polarity.DENIED or any(link.stance is Stance.DENIES for link in report.chain)


def coverage(ledger: Ledger, claim: Claim) -> Coverage:
    """Return what the ledger has read of the time that a claim is about."""
    first, last = period(claim)
    if claim.kind is Kind.ENDED:
        first, last = claim.on, None
    if claim.kind in (Kind.FIRST, Kind.DEADLIEST):
        first, last = claim.since, claim.happened_before
    inside = "(?::DATE IS NULL OR d.published >= ?) AND (?::DATE IS NULL OR d.published <= ?)"
    span = [first, first, last, last]
    ((n, outlets),) = ledger.query(
        f"SELECT count(*), count(DISTINCT d.outlet) FROM documents d WHERE {inside}",  # noqa: S608
        span,
    ).fetchall()
    heads = sorted({one.split(".")[0] for one in _roots(claim.report.actors)})
    country = claim.report.place.country_iso3 if claim.report.place else None
    ((about,),) = ledger.query(
        "SELECT count(DISTINCT r.doc_id) FROM reports r JOIN documents d ON d.doc_id = r.doc_id"  # noqa: S608
        f" WHERE {inside} AND (r.country_iso3 = ? OR EXISTS (SELECT 1 FROM actors a WHERE a.report_id = r.report_id"
        " AND list_contains(?, split_part(a.actor_id, '.', 1))))",
        [*span, country, heads],
    ).fetchall()
    ((earliest, latest),) = ledger.query("SELECT min(published), max(published) FROM documents").fetchall()
    return Coverage(first, last, int(n), int(outlets), int(about), earliest, latest)


def _roots(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return the ids that stand for actors and all that belongs to them: a state for its air force."""
    found = set()
    for actor in actors:
        if actor.actor_id:
            state, dot, _ = actor.actor_id.partition(".")
            found.add(state if dot and len(state) == 3 else actor.actor_id)
    return tuple(sorted(found))
