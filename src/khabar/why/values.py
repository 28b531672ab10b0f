"""The reason for each value of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khabar.actor import Register
from khabar.coding.confidence import make_of
from khabar.coding.draft import Draft, Why
from khabar.coding.standing import standing_by_rule
from khabar.event.sides import acled_of
from khabar.place import ResolvedPlace
from khabar.records import Actor, Link, PassageKind, Report, Role, Toll
from khabar.voice.grades import form_of, grade, graded_by
from khabar.why.lexicon import Lines
from khabar.why.model import Given, Option

MOST = 5
"""Candidates shown for one name."""

LEAST = 0.01
"""Share of the weight from which a place is shown as a candidate."""

ALIKE = 0.8
"""Score above which another actor is shown as a candidate: names that are only spelt alike lie at it or below."""

_PLAIN = {
    "polarity": "nothing negates it",
    "modality": "no modal, hedge, plan or condition over it",
    "aspect": "no attempt, habit or end in its words",
}
"""Why a report is affirmed, actual and done: these are the values where no rule says otherwise."""


@dataclass(slots=True)
class Reasons:
    """What is needed to tell why: lexicon, register, the places of the document, the day of its publication."""

    text: str
    lines: Lines
    register: Register
    places: dict[int, ResolvedPlace]
    on: date | None

    def values(self, report: Report, draft: Draft) -> tuple[Given, ...]:
        """Return each value that a report has with what gave it, in the order of the report's fields."""
        return (
            *self._event(report, draft),
            *self._put(report, draft),
            *self._actors(report, draft),
            *self._where_and_when(report, draft),
            *(self._toll(n, toll, draft) for n, toll in enumerate(report.tolls)),
            *self._chain(report, draft),
            *self._measured(report, draft),
        )

    def _event(self, report: Report, draft: Draft) -> Iterator[Given]:
        trigger = report.trigger
        words = (trigger.text, trigger.start, trigger.end)
        yield Given("event_type", report.event_type.value, self.lines.rules(draft), *words, self.lines.tried(draft))
        for why in _of(draft, "trigger"):
            yield self._given("trigger", "also", why)
        if report.event_mode:
            yield Given("event_mode", report.event_mode, self.lines.giver(draft, "mode", report.event_mode))
        for number, context in enumerate(report.contexts):
            yield Given(f"contexts[{number}]", context, self.lines.giver(draft, "contexts", context))
        if report.cameo:
            yield Given("cameo", report.cameo, self.lines.giver(draft, "cameo", report.cameo))
        where = report.place.text if report.place else ""
        rule = acled_of(
            report.event_type, report.event_mode, report.cameo, report.actors, trigger.text, where, bool(report.tolls)
        ).rule
        for name, code in (("acled_event", report.acled_event), ("acled_sub_event", report.acled_sub_event)):
            if code and rule:
                yield Given(name, code, rule)
        if report.ucdp_violence is not None:
            sides = [
                " and ".join(dict.fromkeys(a.kind for a in report.actors if a.role in roles and a.kind))
                for roles in ((Role.AGENT,), (Role.TARGET, Role.PARTNER))
            ]
            who = " against ".join(side for side in sides if side)
            yield Given("ucdp_violence", str(report.ucdp_violence), f"ucdp.tsv: {who}")

    def _put(self, report: Report, draft: Draft) -> Iterator[Given]:
        for name, value, plain in (
            ("polarity", report.polarity, "affirmed"),
            ("modality", report.modality, "actual"),
            ("aspect", report.aspect, "done"),
        ):
            reasons = _of(draft, name)
            # Two negations cancel out, and what was put as a plan can be told as fact again: then both are shown.
            yield from (self._given(name, value.value, why) for why in reasons)
            if not reasons and value.value == plain:
                yield Given(name, value.value, _PLAIN[name])
        standing, rule = standing_by_rule(
            report.passage, report.chain, report.polarity, report.modality, judged=draft.judged
        )
        yield Given("standing", standing.value, rule)

    def _actors(self, report: Report, draft: Draft) -> Iterator[Given]:
        for number, actor in enumerate(report.actors):
            known = f"{actor.name or actor.kind or '?'} [{actor.actor_id or 'not in the register'}]"
            value = f"{actor.role.value}: {known}"
            why = next((w for w in _of(draft, actor.role) if w.start == actor.start), None)
            if why is not None:
                yield self._given(f"actors[{number}]", value, why, self._candidates(actor))

    def _candidates(self, actor: Actor) -> tuple[Option, ...]:
        """Return whom else the words of an actor may stand for."""
        if not actor.text:
            return ()
        found = self.register.candidates(actor.text, on=self.on, limit=MOST + 1)
        others = [c for c in found if c.actor_id != actor.actor_id and c.score > ALIKE]
        return tuple(Option(c.name, c.actor_id, round(c.score, 2), c.reason) for c in others[:MOST])

    def _where_and_when(self, report: Report, draft: Draft) -> Iterator[Given]:
        if report.place is not None:
            place = report.place
            precision = f", where_prec {place.where_prec}" if place.where_prec else ""
            value = f"{place.name or place.text} [{place.place_id or 'not in the gazetteer'}]{precision}"
            why = next((w for w in _of(draft, "place") if w.start == place.start), None)
            if why is not None:
                yield self._given("place", value, why, self._namesakes(place.start, place.place_id))
        for number, further in enumerate(report.places):
            value = f"{further.name or further.text} [{further.place_id or 'not in the gazetteer'}]"
            words = (further.text, further.start, further.end)
            yield Given(f"places[{number}]", value, "listed with the first", *words)
        if report.date is not None:
            when = report.date
            days = dict.fromkeys(str(day) for day in (when.date_start, when.date_end) if day)
            anchor = f", counted from {when.anchor}" if when.anchor else ""
            why = next((w for w in _of(draft, "date") if w.start == when.start), None)
            if why is not None:
                yield self._given("date", (" to ".join(days) or "not known") + anchor, why)
        if report.instrument is not None:
            why = next(iter(_of(draft, "instrument")), None)
            if why is not None:
                yield self._given("instrument", report.instrument.kind or report.instrument.text, why)

    def _namesakes(self, start: int, chosen: str | None) -> tuple[Option, ...]:
        """Return the other places of the name at ``start``, each with its share of the weight."""
        place = self.places.get(start)
        if place is None:
            return ()
        others = [(entry, share) for entry, share in place.candidates if entry.place_id != chosen and share >= LEAST]
        return tuple(
            Option(f"{e.name}, {e.country_iso3 or '?'}", e.place_id, round(share, 2), e.kind.name.lower())
            for e, share in others[:MOST]
        )

    def _toll(self, number: int, toll: Toll, draft: Draft) -> Given:
        bounds = "unavailable" if toll.unavailable else f"{_n(toll.low)} / {_n(toll.best)} / {_n(toll.high)}"
        why = next((w for w in _of(draft, "tolls") if w.start == toll.start), None)
        why = why or Why("tolls", "number", toll.start, toll.end)
        value = f"{toll.measure} {bounds} (low / best / high){f', {toll.of}' if toll.of else ''}"
        return self._given(f"tolls[{number}]", value, why)

    def _chain(self, report: Report, draft: Draft) -> Iterator[Given]:
        reader = report.passage is PassageKind.COMMENT
        own = "the passage is a reader's comment" if reader else f"the page's own voice, in its {report.passage.value}"
        yield Given("chain[0]", report.chain[0].kind.value, own)
        for number, (link, why) in enumerate(zip(report.chain[1:], _of(draft, "chain"), strict=False), start=1):
            yield self._given(f"chain[{number}]", _voice(link), why)

    def _measured(self, report: Report, draft: Draft) -> Iterator[Given]:
        yield Given("confidence", f"{report.confidence:.2f}", f"confidence.tsv: {make_of(draft.mention)}")
        if report.certainty is not None:
            sure, token = draft.certainty, draft.sentence[draft.mention.i]
            form = form_of(draft.sentence, token)
            by_rules = grade(sure.polarity, sure.modality, sure.aspect, sure.because, form)
            rule = graded_by(sure.because) or f"{sure.polarity}, {sure.modality}, {sure.aspect}"
            heard = "" if by_rules == round(sure.value, 2) else f" = {by_rules:+.2f}, and the trained reader"
            yield Given("certainty", f"{report.certainty:+.2f}", f"grades.tsv: {rule}; put as {form}{heard}")

    def _given(self, field: str, value: str, why: Why, options: Sequence[Option] = ()) -> Given:
        words = self.text[why.start : why.end] if why.start is not None and why.end is not None else None
        return Given(field, value, why.rule, words or None, why.start, why.end, tuple(options))


def _of(draft: Draft, field: str) -> list[Why]:
    return [why for why in draft.why if why.field == field]


def _voice(link: Link) -> str:
    """Return a link in words: what kind of voice, who it is, and what it does with the report."""
    who = f" {link.actor_id}" if link.actor_id else ""
    said = f"{link.kind}{who}, {link.stance.replace('_', ' ')}, {link.manner}{', inferred' if link.inferred else ''}"
    return f"“{link.text}”: {said}" if link.text else said


def _n(number: int | None) -> str:
    return "-" if number is None else f"{number:,}"
