"""A report, a document or an incident told for the eyes, every value with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from khabar.cli import aside, tables
from khabar.cli.printing import console, visible
from khabar.records import (
    Actor,
    Coded,
    Explanation,
    Incident,
    Link,
    PassageKind,
    Place,
    Report,
    Span,
    Toll,
    Value,
    When,
)

if TYPE_CHECKING:
    from khabar.ledger import Ledger

VOICE: Final = "cyan"
CUE: Final = "cyan italic"
TRIGGER: Final = "bold yellow"
ACTOR: Final = "green"
PLACE: Final = "magenta"
DATE: Final = "blue"
TOLL: Final = "bold red"
QUIET: Final = "dim"

_LEGEND: Final = (
    ("voice", VOICE),
    ("cue", CUE),
    ("event", TRIGGER),
    ("actor", ACTOR),
    ("place", PLACE),
    ("date", DATE),
    ("toll", TOLL),
)
_Words = Actor | Place | Span | Toll | When | None

_AROUND: Final = 160
"""Code points of context shown before and after a report."""


def print_document(ledger: Ledger, coded: Coded) -> None:
    """Print a document: its metadata, its passages with voices and reports marked, and its reports."""
    out = console()
    document = coded.document
    _heading(out, f"document {document.doc_id}", document.title or document.name)
    about = [
        document.outlet,
        document.byline,
        str(document.published) if document.published else "no date",
        document.url,
    ]
    out.print(Text(visible(" · ".join(part for part in about if part)), style=QUIET))
    out.print(_legend())
    text = _marked(coded, coded.reports)
    for part in document.passages:
        name = f"comment {part.comment}" if part.comment is not None else part.kind.value
        sure = "" if part.confidence >= 1 else f" (border {part.confidence:.0%} sure)"
        out.print(Text(f"\n{name}{sure}", style=QUIET))
        out.print(Padding(text[part.start : part.end], (0, 0, 0, 2)))
    out.print()
    tables.print_reports(ledger, [document.doc_id])
    for failure in coded.failures:
        out.print(Text(visible(f"set aside: {failure.detail} [{failure.reason}]"), style=TOLL))


def print_report(ledger: Ledger, coded: Coded, report: Report) -> None:
    """Print a report: its words in their place, its chain, and each value with the reason for it."""
    out = console()
    _heading(out, f"report {report.report_id}", tables.what(report.event_type, report.event_mode))
    document = coded.document
    origin = [document.outlet or document.name, tables.passage(report), f"{report.start}:{report.end}", report.doc_id]
    out.print(Text(visible(" · ".join(origin)), style=QUIET))
    out.print(_legend())
    start, end = max(0, report.start - _AROUND), min(len(document.text), report.end + _AROUND)
    text = _marked(coded, [report])
    text.stylize(QUIET, start, report.start)
    text.stylize(QUIET, report.end, end)
    text.stylize("underline", report.start, report.end)
    out.print(Padding(text[start:end], (1, 2)))
    out.print(chain(report.chain))
    out.print(_values(report, coded))
    for relation in coded.relations:
        if report.report_id in (relation.report_id, relation.other_id):
            other = relation.other_id if relation.report_id == report.report_id else relation.report_id
            out.print(f"{relation.kind}: {other}")
    out.print(f"incident: {', '.join(ledger.incidents_with(report.report_id)) or 'none'}")
    out.print(Text(visible(f"coded by {report.coder}, confidence {report.confidence:.2f}"), style=QUIET))


def chain(links: Sequence[Link]) -> RenderableType:
    """Return a chain drawn as one: each voice under the one that passes it on."""
    root = Tree(_link(links[0]))
    at = root
    for link in links[1:]:
        at = at.add(_link(link))
    return root


def print_incident(ledger: Ledger, incident: Incident, *, out: Console | None = None) -> None:
    """Print an incident: who says what of it, source by source; contradictions; readers' remarks apart.

    ``out`` is where to; without it, standard output.
    """
    out = out or console()
    _heading(out, f"incident {incident.incident_id}", _sentence(incident))
    counted = [
        tables.count(incident.n_reports, "report"),
        tables.count(incident.n_documents, "document"),
        tables.count(incident.n_outlets, "outlet"),
        tables.count(incident.n_origins, "origin"),
    ]
    marks = [incident.standing.value, *([f"grade {incident.grade.code}"] if incident.grade else []), incident.status]
    out.print(Text(" · ".join([*counted, *marks]), style=QUIET))
    reports = list(ledger.report_records(incident.report_ids))
    outlets = ledger.outlets([report.doc_id for report in reports])
    bonds = ledger.bonds(incident.incident_id)
    readers = [report for report in reports if report.passage is PassageKind.COMMENT]
    told = [report for report in reports if report.passage is not PassageKind.COMMENT]
    _section(out, "Toll, as each source gives it", _tolls(told, outlets))
    _section(out, "How the toll was given", _texts(aside.history(incident)))
    _section(out, "Who took part", _taking_part(incident, told, outlets))
    _section(out, "Who says what", _sayings(told, outlets, bonds))
    _section(out, "Values that differ", _differing(incident))
    _section(out, "Why these values", _texts(aside.rules(incident)))
    _section(out, "Contradictions", _texts(incident.contradictions))
    _section(out, "How far to believe it", _texts(aside.standing(incident)))
    _section(out, "What people decided", _texts(aside.judgements(incident)))
    _section(out, "Readers' remarks, which count for nothing above", _sayings(readers, outlets, bonds))


def _sentence(incident: Incident) -> str:
    who = f"{tables.names(incident.agents)} → {tables.names(incident.targets)}"
    place = tables.where(incident.place)
    day = tables.when(incident.date_start, incident.date_end)
    return f"{tables.what(incident.event_type, incident.event_mode)}: {who} · {place} · {day}"


def _tolls(reports: Iterable[Report], outlets: dict[str, str]) -> list[RenderableType]:
    rows = [
        (
            tables.toll(toll),
            outlets[report.doc_id],
            _according(report),
            f"“{toll.text}”",
            report.report_id[: tables.SHORT_ID],
        )
        for report in reports
        for toll in report.tolls
    ]
    return [_table(("toll", "outlet", "according to", "words", "report"), rows)] if rows else []


def _taking_part(incident: Incident, reports: Sequence[Report], outlets: dict[str, str]) -> list[RenderableType]:
    """Return agents and targets, and each of the others with those who say that it took part."""
    lines = [Text(visible(tables.who_whom([*incident.agents, *incident.targets])))]
    for other in incident.others:
        says = [
            f"according to {_fully(report, reports)} ({outlets[report.doc_id]})"
            if len(report.chain) > 1
            else f"{outlets[report.doc_id]} in its own voice"
            for report in reports
            if any(_same_part(other, actor) for actor in report.actors)
        ]
        line = Text(visible(f"{other.role.value.replace('_', ' ')} {other.name or other.text or '?'}"))
        lines.append(line.append(visible(f" - {'; '.join(dict.fromkeys(says))}") if says else "", style=VOICE))
    return list(lines)


def _same_part(one: Actor, other: Actor) -> bool:
    if one.role is not other.role:
        return False
    return one.actor_id == other.actor_id if one.actor_id or other.actor_id else one.text == other.text


def _fully(report: Report, reports: Iterable[Report]) -> str:
    """Return the voices of a report, a bare surname by the fullest words that its page has for it."""
    known = [name for one in reports if one.doc_id == report.doc_id for name in tables.voices(one)]
    return " > ".join(
        max((name for name in known if f" {name}".endswith(f" {voice}")), key=len, default=voice)
        for voice in tables.voices(report)
    )


def _sayings(reports: Iterable[Report], outlets: dict[str, str], bonds: dict[str, str]) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for report in reports:
        line = Text()
        line.append(visible(outlets[report.doc_id]), style="bold")
        line.append(visible(f", {_according(report)}"), style=VOICE)
        bond = bonds.get(report.report_id, "")
        told = [] if bond in ("opens", "supports") else [bond.replace("_", " ")]
        marks = ", ".join(dict.fromkeys([*told, *tables.surely(report).split(", ")]))
        line.append(visible(f" [{marks}]: "), style=QUIET)
        line.append(visible(f"{tables.what(report.event_type, report.event_mode)} "), style=TRIGGER)
        line.append(visible(f"“{report.quote}” "))
        line.append(report.report_id[: tables.SHORT_ID], style=QUIET)
        lines.append(line)
    return _listed(lines)


def _differing(incident: Incident) -> list[RenderableType]:
    lines: list[RenderableType] = []
    for field, values in incident.fields.items():
        if len(values) > 1:
            lines.append(Text(visible(f"{field.replace('_', ' ')}: {' | '.join(_value(value) for value in values)}")))
    return _listed(lines)


def _texts(lines: Iterable[str]) -> list[RenderableType]:
    return _listed([Text(visible(line)) for line in lines])


def _listed(lines: Sequence[RenderableType]) -> list[RenderableType]:
    """Return lines as a list in which a long one goes on below itself and not below its bullet."""
    if not lines:
        return []
    table = Table.grid(padding=(0, 1, 0, 0))
    for line in lines:
        table.add_row("•", line)
    return [table]


def _value(value: Value) -> str:
    body = value.value
    if isinstance(body, dict):
        body = _told(body)
    reports, origins = tables.count(len(value.report_ids), "report"), tables.count(len(value.origins), "origin")
    return f"{body} ({reports}, {origins})"


def _told(value: dict[str, Any]) -> str:
    """Return a toll, a place, an actor or a date as an incident holds them."""
    if "low" in value:
        of = f" {value['of']}" if value.get("of") else ""
        return tables.bounds(value["low"], value.get("best"), value.get("high")) + of
    name = value.get("name") or value.get("text")
    if name:
        return f"{name} ({value['relation']})" if value.get("relation") else str(name)
    return ", ".join(f"{key} {part}" for key, part in value.items() if part is not None)


def _according(report: Report) -> str:
    if report.passage is PassageKind.COMMENT:
        return " > ".join([tables.passage(report), *tables.voices(report)])
    return " > ".join(tables.voices(report)) or "in its own voice"


def _values(report: Report, coded: Coded) -> RenderableType:
    """Return a table of a report's values, each with its words and the rules that gave it."""
    rows: list[tuple[str, str, _Words]] = [
        ("event", tables.what(report.event_type, report.event_mode), report.trigger),
        ("contexts", ", ".join(report.contexts) or tables.NOBODY, None),
        ("codes", f"CAMEO {report.cameo or '-'} · {report.acled_event or '-'} / {report.acled_sub_event or '-'}", None),
        ("polarity", report.polarity.value, None),
        ("modality", report.modality.value, None),
        ("aspect", report.aspect.value, None),
        ("standing", report.standing.value, None),
    ]
    for actor in report.actors:
        known = f"{actor.name or '?'} [{actor.actor_id or 'not in the register'}]"
        rows.append((actor.role.value, known + (" (inferred)" if actor.inferred else ""), actor))
    if report.place is not None:
        precision = f"where_prec {report.place.where_prec or '?'}"
        point = (
            f"{report.place.latitude}, {report.place.longitude}" if report.place.latitude is not None else "no point"
        )
        known = (
            f"{tables.where(report.place)} [{report.place.place_id or 'not in the gazetteer'}], {point}, {precision}"
        )
        rows.append(("place", known, report.place))
    if report.date is not None:
        known = (
            tables.when(report.date.date_start, report.date.date_end) + f", date_prec {report.date.date_prec or '?'}"
        )
        rows.append(("date", f"{known}, counted from {report.date.anchor or 'nothing: unresolved'}", report.date))
    rows += [("toll", tables.toll(toll), toll) for toll in report.tolls]
    return _table(
        ("field", "value", "words", "why"),
        [
            (name, value, (words.text or "") if words is not None else "", _why(name, words, report, coded))
            for name, value, words in rows
        ],
    )


_FIELDS: Final = {"event": ("event_type", "event_mode", "event", "trigger"), "codes": ("cameo", "acled_event")}
"""Under which names the coder explains a row of the table of values, where they differ."""


def _why(row: str, words: _Words, report: Report, coded: Coded) -> str:
    wanted = _FIELDS.get(row, (row,))
    mine = [e for e in coded.explanations if e.report_id == report.report_id and _concerns(e, wanted)]
    if words is not None and words.start is not None:
        # Of several actors or tolls, each has the reasons that stand at its own words.
        own = [e for e in mine if e.start is not None and e.end is not None and _meet(e.start, e.end, words)]
        mine = own or [e for e in mine if e.start is None] or mine
    return "; ".join(dict.fromkeys(_reason(e, coded.document.text) for e in mine))


def _meet(start: int, end: int, words: _Words) -> bool:
    return (
        words is not None
        and words.start is not None
        and words.end is not None
        and start < words.end
        and words.start < end
    )


def _concerns(explanation: Explanation, wanted: Sequence[str]) -> bool:
    name = explanation.field
    return name in wanted or name.rstrip("s") in wanted or any(name.startswith((f"{w}.", f"{w}[")) for w in wanted)


def _reason(explanation: Explanation, text: str) -> str:
    if explanation.start is None or explanation.end is None:
        return explanation.rule
    return f"{explanation.rule} “{text[explanation.start : explanation.end]}”"


def _link(link: Link) -> Text:
    shown = Text(visible(tables.voice(link)), style=VOICE)
    details = [link.kind.value] if link.text else []
    if link.actor_id:
        details.append(link.actor_id)
    if link.cue is not None:
        details.append(f"“{link.cue.text}”")
    details += [link.manner.value, link.stance.value.replace("_", " ")]
    if link.inferred:
        details.append("inferred")
    return shown.append(visible(f"  {' · '.join(details)}"), style=QUIET)


def _marked(coded: Coded, reports: Iterable[Report]) -> Text:
    """Return the text of a document with the words of these reports in their colours."""
    text = Text(visible(coded.document.text))
    for report in reports:
        for actor in report.actors:
            if actor.start is not None and actor.end is not None:
                text.stylize(ACTOR, actor.start, actor.end)
        for link in report.chain:
            if link.start is not None and link.end is not None:
                text.stylize(VOICE, link.start, link.end)
            if link.cue is not None:
                text.stylize(CUE, link.cue.start, link.cue.end)
        if report.place is not None:
            text.stylize(PLACE, report.place.start, report.place.end)
        if report.date is not None:
            text.stylize(DATE, report.date.start, report.date.end)
        for toll in report.tolls:
            text.stylize(TOLL, toll.start, toll.end)
        text.stylize(TRIGGER, report.trigger.start, report.trigger.end)
    return text


def _legend() -> Text:
    return Text(" ").join(Text(name, style=style) for name, style in _LEGEND)


def _heading(out: Console, kind: str, title: str) -> None:
    out.print()
    out.print(Text.assemble((visible(kind), QUIET), "  ", (visible(title), "bold")))


def _section(out: Console, title: str, body: Sequence[RenderableType]) -> None:
    if body:
        out.print(Text(f"\n{title}", style="bold"))
        out.print(Padding(Group(*body), (0, 0, 0, 2)))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold", header_style=QUIET)
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))
    return table
