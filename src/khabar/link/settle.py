"""The fields of an incident, worked out from its reports.

The rule for every field: all values are kept, with their reports and origins. The settled value is, in this order,
the specific over the vague, that of more origins, the own account over hearsay, the one of the later publication, the
first in the order of writing. Only reports that open an incident, and circumstances stated as facts, are heard.

An incident stands as its surest report does: one report in an article's own voice outweighs any number of claims. One
that is only claimed, and denied by those who are said to have done it, stands as denied.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from khabar.ids import content_id
from khabar.link.linked import Bond
from khabar.link.origins import origins_of, outlet_of
from khabar.link.score import actors_agree, place_agreement
from khabar.link.tolls import settle_tolls, toll_values
from khabar.records import (
    Actor,
    Document,
    Incident,
    Place,
    Report,
    Role,
    Stance,
    Standing,
    Value,
    When,
    to_json,
)

_STANDINGS = (Standing.REPORTED, Standing.CLAIMED, Standing.HEARSAY, Standing.ANALYSIS, Standing.OPINION)
_OTHER_ROLES = (Role.PARTNER, Role.ORDERED_BY, Role.LED_BY, Role.HELPED_BY)

Witness = tuple[Any, Report]
"""A value and the report that gives it."""


def settle(
    bonds: Mapping[str, Bond],
    reports: Iterable[Report],
    documents: Mapping[str, Document],
    accusing: Sequence[Report] = (),
) -> Incident:
    """Return the incident that ``reports`` speak of; ``bonds`` says how each belongs to it, by report id.

    ``accusing`` are accusations over it, which are incidents of their own: they stand behind its field ``accused``.
    """

    def order(report: Report) -> tuple[bool, str, int, str]:
        published = documents[report.doc_id].published
        opens = bonds[report.report_id] in (Bond.OPENS, Bond.SUPPORTS)
        return not opens, (published or date.max).isoformat(), report.start, report.report_id

    ordered = sorted(reports, key=order)
    opening = [r for r in ordered if bonds[r.report_id] in (Bond.OPENS, Bond.SUPPORTS)]
    heard = opening + [r for r in ordered if bonds[r.report_id] is Bond.ABOUT and r.opens]
    origins = origins_of(heard, documents)
    jury = _Jury(origins, documents)
    fields: dict[str, tuple[Value, ...]] = {}
    actors: dict[Role, tuple[Actor, ...]] = {}
    for role in (Role.AGENT, Role.TARGET, *_OTHER_ROLES):
        # What a circumstance says of who did what to whom is of the circumstance ("Iraq coordinated with Syria").
        voices = opening if role in (Role.AGENT, Role.TARGET) else heard
        named = [(actor, report) for report in voices for actor in report.actors if actor.role is role]
        if named:
            fields[role.value] = jury.values((_actor_value(actor), report) for actor, report in named)
            actors[role] = _settled_actors(_firsthand(named) if role is Role.AGENT else named, jury)
    if accused := _accused(accusing, documents):
        fields["accused"] = accused
    places = [(report.place, report) for report in opening if report.place is not None]
    dates = [(report.date, report) for report in opening if report.date is not None]
    types = [((report.event_mode, report.acled_event, report.acled_sub_event), report) for report in opening]
    if places:
        fields["place"] = jury.values((_place_value(place), report) for place, report in places)
    if dates:
        fields["date"] = jury.values((_date_value(when), report) for when, report in dates)
    modes = [(report.event_mode, report) for report in opening if report.event_mode]
    if modes:
        fields["mode"] = jury.values(modes)
    for measure, figures in toll_values(heard).items():
        fields[measure] = jury.values(figures)
    place = jury.best(places, vague=_place_vague)
    # "A strike on Syria" names the country that was struck in; who was struck is said better elsewhere.
    struck_in = {place.country_iso3 for place, _ in places}
    others = tuple(actor for actor in actors.get(Role.TARGET, ()) if actor.actor_id not in struck_in)
    if any(actor.actor_id for actor in others):
        actors[Role.TARGET] = others
    when = jury.best(dates, vague=_date_vague)
    mode, acled_event, acled_sub_event = jury.best(types, vague=lambda t: (t[0] is None,)) or (None, None, None)
    return Incident(
        incident_id=incident_id(opening, documents),
        event_type=opening[0].event_type,
        event_mode=mode,
        acled_event=acled_event,
        acled_sub_event=acled_sub_event,
        date_start=when.date_start if when else None,
        date_end=when.date_end if when else None,
        date_prec=when.date_prec if when else None,
        place=place,
        agents=actors.get(Role.AGENT, ()),
        targets=actors.get(Role.TARGET, ()),
        others=tuple(actor for role in _OTHER_ROLES for actor in actors.get(role, ())),
        tolls=settle_tolls(heard, origins, documents),
        n_reports=len(heard),
        n_documents=len({report.doc_id for report in heard}),
        n_outlets=len({outlet_of(documents[report.doc_id]) for report in heard}),
        n_origins=len(set(origins.values())),
        report_ids=tuple(report.report_id for report in ordered),
        fields=fields,
        contradictions=_contradictions(fields, ordered, bonds, places, actors),
        standing=_standing(opening, [r for r in ordered if bonds[r.report_id] is Bond.DENIES], actors),
    )


def _standing(
    opening: Sequence[Report], denials: Sequence[Report], actors: Mapping[Role, tuple[Actor, ...]]
) -> Standing:
    surest = min(
        (r.standing for r in opening if r.standing in _STANDINGS), key=_STANDINGS.index, default=Standing.REPORTED
    )
    if surest is not Standing.REPORTED and any(_own_denial(report, actors) for report in denials):
        return Standing.DENIED
    return surest


def _own_denial(report: Report, actors: Mapping[Role, tuple[Actor, ...]]) -> bool:
    """Return whether a denial comes from those who are said to have done it, or from a part or the whole of them."""
    doers = [a.actor_id for role in (Role.AGENT, Role.LED_BY) for a in actors.get(role, ()) if a.actor_id]
    deniers = [link.actor_id for link in report.chain if link.actor_id and link.stance is Stance.DENIES]
    return (actors_agree(deniers, doers) or 0) > 0


def _accused(accusing: Iterable[Report], documents: Mapping[str, Document]) -> tuple[Value, ...]:
    """Return who is accused of it and by whom, each pair with the accusations behind it."""
    accusing = sorted(accusing, key=lambda r: (r.doc_id, r.start, r.report_id))
    origins = origins_of(accusing, documents)
    behind: dict[str, tuple[Any, list[str]]] = {}
    for report in accusing:
        if report.opens:
            by = next((a for a in report.actors if a.role is Role.AGENT), None)
            for actor in report.actors:
                if actor.role is Role.TARGET:
                    value = {**_actor_value(actor), "by": _actor_value(by) if by else None}
                    behind.setdefault(_key(value), (value, []))[1].append(report.report_id)
    return tuple(
        Value(value, tuple(dict.fromkeys(ids)), tuple(sorted({origins[i] for i in ids})))
        for value, ids in behind.values()
    )


def incident_id(opening: Sequence[Report], documents: Mapping[str, Document]) -> str:
    """Return an id from content: of the first published opening report, the smallest report id of equals.

    Later articles on the same incident leave it as it is.
    """
    return content_id("i", first_report(opening, documents).report_id)


def first_report(opening: Iterable[Report], documents: Mapping[str, Document]) -> Report:
    """Return the opening report that gives an incident its id."""
    return min(opening, key=lambda r: (documents[r.doc_id].published or date.max, r.report_id))


class _Jury:
    """Weighs values by the origins that stand behind them."""

    def __init__(self, origins: Mapping[str, str], documents: Mapping[str, Document]) -> None:
        self.origins = origins
        self.documents = documents

    def values(self, witnesses: Iterable[Witness]) -> tuple[Value, ...]:
        """Return the distinct values, those of most origins first, then in the order of writing."""
        grouped: dict[str, tuple[Any, list[str]]] = {}
        for value, report in witnesses:
            grouped.setdefault(_key(value), (value, []))[1].append(report.report_id)
        values = [
            Value(value, tuple(dict.fromkeys(ids)), tuple(sorted({self.origins[i] for i in ids if i in self.origins})))
            for value, ids in grouped.values()
        ]
        return tuple(sorted(values, key=lambda value: -len(value.origins)))

    def best(self, witnesses: Sequence[Witness], *, vague: Callable[[Any], tuple[Any, ...]]) -> Any:
        """Return the settled value; ``vague`` ranks a value, the most specific lowest. ``None`` without any."""
        if not witnesses:
            return None
        behind: dict[str, set[str]] = {}
        hearsay: Counter[str] = Counter()
        for value, report in witnesses:
            key = _key(_bare(value))
            behind.setdefault(key, set()).add(self.origins[report.report_id])
            hearsay[key] += report.standing is Standing.HEARSAY

        def rank(item: tuple[int, Witness]) -> tuple[Any, ...]:
            at, (value, report) = item
            key = _key(_bare(value))
            published = self.documents[report.doc_id].published or date.min
            return *vague(value), -len(behind[key]), hearsay[key], -published.toordinal(), at

        return min(enumerate(witnesses), key=rank)[1][0]


def _bare(value: Any) -> Any:
    """Return what a value says, without the words and offsets that say it."""
    if isinstance(value, Place):
        return _place_value(value)
    if isinstance(value, When):
        return _date_value(value)
    return value


def _key(value: Any) -> str:
    return json.dumps(to_json(value), sort_keys=True, ensure_ascii=False)


def _actor_value(actor: Actor) -> dict[str, Any]:
    return {"actor_id": actor.actor_id, "name": actor.name or actor.text}


def _place_value(place: Place) -> dict[str, Any]:
    return {
        "place_id": place.place_id,
        "name": place.name or place.text,
        "relation": place.relation,
        "where_prec": place.where_prec,
    }


def _date_value(when: When) -> dict[str, Any]:
    known = when.date_start or when.date_end
    return {
        "date_start": to_json(when.date_start),
        "date_end": to_json(when.date_end),
        "date_prec": when.date_prec,
        "text": None if known else when.text,
    }


def _place_vague(place: Place) -> tuple[Any, ...]:
    return place.place_id is None, place.where_prec or 9


def _date_vague(when: When) -> tuple[Any, ...]:
    return when.date_start is None or when.date_end is None, when.date_prec or 9


_STATE_KINDS = frozenset({"state", "government", "military", "police", "intelligence"})


def _firsthand(named: Sequence[tuple[Actor, Report]]) -> Sequence[tuple[Actor, Report]]:
    """Return the doers that an author tells of or that own up, where there are any; else all that somebody names.

    An accuser's doer stays only beside firsthand words that leave it open who it was ("gunmen"), and are of its kind: a
    state is no "militants".
    """
    own = [(a, r) for a, r in named if len(r.chain) == 1 or (a.actor_id and a.actor_id == r.chain[-1].actor_id)]
    if not own:
        return named
    if any(actor.actor_id for actor, _ in own):
        return own
    is_state = {actor.kind in _STATE_KINDS for actor, _ in own if actor.kind}
    open_to = [(a, r) for a, r in named if a.actor_id and (not is_state or (a.kind in _STATE_KINDS) in is_state)]
    return [*own, *open_to]


def _settled_actors(named: Sequence[tuple[Actor, Report]], jury: _Jury) -> tuple[Actor, ...]:
    """Return those in a role: the part rather than its whole, the known rather than bare words, most origins first."""
    behind: dict[str, set[str]] = {}
    first: dict[str, Actor] = {}
    for actor, report in named:
        key = actor.actor_id or "~" + (actor.name or actor.text or "").casefold()
        behind.setdefault(key, set()).add(jury.origins[report.report_id])
        first.setdefault(key, actor)
    known = [key for key in first if not key.startswith("~")]
    kept = [key for key in known or first if not any(other.startswith(key + ".") for other in known)]
    order = {key: at for at, key in enumerate(first)}
    return tuple(first[key] for key in sorted(kept, key=lambda key: (-len(behind[key]), order[key])))


def _contradictions(
    fields: Mapping[str, tuple[Value, ...]],
    ordered: Sequence[Report],
    bonds: Mapping[str, Bond],
    places: Sequence[tuple[Place, Report]],
    actors: Mapping[Role, tuple[Actor, ...]],
) -> tuple[str, ...]:
    """Return what the reports disagree on, a short sentence each."""
    found = []
    denials = [r for r in ordered if bonds[r.report_id] is Bond.DENIES]
    own = sorted({_voice(r) for r in denials if _own_denial(r, actors)})
    if own:
        found.append(f"who did it: denied by the accused, {', '.join(own)}")
    deniers = sorted({_voice(r) for r in denials if not _own_denial(r, actors)})
    if deniers:
        found.append(f"whether it happened: denied by {', '.join(deniers)}")
    doubters = sorted({_voice(r) for r in ordered if bonds[r.report_id] is Bond.DOUBTS and not _nobody(_voice(r))})
    if doubters:
        found.append(f"whether it happened: doubted or not confirmed by {', '.join(doubters)}")
    agents = actors.get(Role.AGENT, ())
    ids = [actor.actor_id for actor in agents if actor.actor_id]
    ids += [i for v in fields.get("accused", ()) if (i := v.value["actor_id"])]
    rivals = sorted({i for i in ids for j in ids if (actors_agree([i], [j]) or 0) < 0})
    if rivals and not _together(rivals, fields.get("agent", ())):
        found.append(f"who did it: {' or '.join(rivals)}")
    spots = {p.place_id or p.text: p for p, _ in places}
    far = sorted({a for a, p in spots.items() for q in spots.values() if (place_agreement(p, q) or 0) < 0})
    if far:
        found.append(f"where: {' or '.join(sorted({spots[a].name or spots[a].text for a in far}))}")
    for measure in ("killed", "injured", "abducted", "missing", "detained", "displaced"):
        figures = sorted(
            {v.value["best"] for v in fields.get(measure, ()) if v.value["of"] is None and v.value["best"] is not None}
        )
        if len(figures) > 1:
            found.append(f"how many {measure}: {' or '.join(str(n) for n in figures)}")
    return tuple(found)


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


def _voice(report: Report) -> str:
    for link in reversed(report.chain):
        if link.actor_id or link.text:
            return link.text or str(link.actor_id)
    return "the author"
