"""Incidents as one page to publish: no script, no request, readable on paper, with the words and who says them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from khabar import __version__
from khabar.actor import Register
from khabar.codebook import entries
from khabar.desk.grid import incident_page, label_of, placed
from khabar.export.linked import claim, is_web
from khabar.export.locator import Point, locator
from khabar.ledger import Ledger
from khabar.records import Incident, to_json
from khabar.visible import visible


def publish(ledger: Ledger, ids: Sequence[str], *, title: str | None = None) -> str:
    """Return an HTML page on these incidents, in the order given; ids may be beginnings, or old.

    It holds a map, what is known in short, who says what, how the toll was told, every quotation with its voices and
    its source, denials and readers' remarks apart, what people decided, and schema.org's ``Claim`` for each incident as
    JSON-LD. All text of pages is escaped.

    Raises:
        LedgerError: if an id is not that of an incident.
    """
    pages = []
    for one in ids:
        incident = ledger.incident(one)
        pages.append((incident, incident_page(ledger, incident)))
    heading = title or (headline(pages[0][0]) if len(pages) == 1 else _span([incident for incident, _ in pages]))
    alone = len(pages) == 1
    points = [
        (point, "" if alone else str(number))
        for number, (incident, _) in enumerate(pages, start=1)
        if (point := _point(incident)) is not None
    ]
    linked = json.dumps([claim(incident, page, name=headline(incident)) for incident, page in pages], indent=1)
    style = files("khabar.export").joinpath("data", "page.css").read_text(encoding="utf-8")
    # In a script element only "<" can end it.
    linked = linked.replace("<", "\\u003c")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_text(heading)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<style>{style}</style><script type="application/ld+json">{linked}</script></head><body>'
        f"<h1>{_text(heading)}</h1>{_map(points)}{'' if alone else _contents([incident for incident, _ in pages])}"
        f"{''.join(_article(one, page, 0 if alone else number) for number, (one, page) in enumerate(pages, start=1))}"
        f"<footer><p class=meta>What was reported, by whom, and how surely; made with khabar {__version__}."
        " A value that no report gives is left open.</p></footer></body></html>\n"
    )


def headline(incident: Incident) -> str:
    """Return an incident in a line: who, whom, where, when."""
    who = ", ".join(a.name or a.text or "?" for a in incident.agents) or "Somebody unknown"
    whom = ", ".join(a.name or a.text or "?" for a in incident.targets)
    where = f", {incident.place.name or incident.place.text}" if incident.place else ""
    when = f", {_days(incident)}" if incident.date_start or incident.date_end else ""
    return f"{who} → {whom}{where}{when}" if whom else f"{who}: {incident.event_type.value}{where}{when}"


def _span(incidents: Sequence[Incident]) -> str:
    """Return the heading of a page on several incidents: how many, and from when to when."""
    days = sorted(day for one in incidents for day in (one.date_start, one.date_end) if day)
    when = label_of("date", {"date_start": str(days[0]), "date_end": str(days[-1])}) if days else ""
    return f"{len(incidents)} incidents{f', {when}' if when else ''}"


def _contents(incidents: Sequence[Incident]) -> str:
    items = "".join(
        f'<li><a href="#{one.incident_id}">{_text(headline(one))}</a>{_text(_tolls(one, before="; "))}</li>'
        for one in incidents
    )
    return f"<nav aria-label=Incidents><ol>{items}</ol></nav>"


def _article(incident: Incident, page: Mapping[str, Any], number: int) -> str:
    """Return an incident; ``number`` is its place among several, 0 where it is the only one."""
    named = f"<h2>{number}. {_text(headline(incident))}</h2>" if number else ""
    odd = f"<p><b>Its reports disagree</b> on {_text('; '.join(incident.contradictions))}.</p>"
    return (
        f"<article id={incident.incident_id}>{named}{_facts(incident)}{odd if incident.contradictions else ''}"
        f"{_grid(page['grid'])}{_history(incident)}{_quotes(page)}{_decided(incident)}"
        f"{_sources(page)}<p class=meta>{incident.incident_id}{_as_of(page)}</p></article>"
    )


def _facts(incident: Incident) -> str:
    """Return what is known in short, a line for each question; an answer that no report gives says so."""
    sources = f"{_count(incident.n_origins, 'independent source')} in {_count(incident.n_outlets, 'outlet')}"
    sources += f", {_count(incident.n_documents, 'document')}"
    rows = [
        ("When", _days(incident) if incident.date_start or incident.date_end else ""),
        ("Where", _where(incident)),
        ("Who", "; ".join(a.name or a.text or "?" for a in incident.agents)),
        ("Whom", "; ".join(a.name or a.text or "?" for a in incident.targets)),
        ("What", " · ".join(filter(None, (incident.event_type.value, incident.event_mode, incident.acled_sub_event)))),
        ("Toll", _tolls(incident)),
        ("Standing", f"{incident.standing.value}: {_meaning(incident.standing.value)} {sources}"),
    ]
    if incident.grade:
        why = f"{incident.grade.why_source}; {incident.grade.why_information}"
        rows.append(("Grade", f"{incident.grade.source}{incident.grade.information}: {why}"))
    lines = "".join(f"<div><dt>{name}</dt><dd>{_text(told or 'not told')}</dd></div>" for name, told in rows)
    return f"<dl>{lines}</dl>"


def _where(incident: Incident) -> str:
    place = incident.place
    if place is None:
        return ""
    country = Register.load().name(place.country_iso3) if place.country_iso3 else None
    name = place.name or place.text
    words = placed(place.relation, name)
    if country and country != name:
        words += f", {country}"
    off = f" (the point may lie up to {place.radius_km:,.0f} km off)" if place.radius_km else ""
    return words + off


def _tolls(incident: Incident, before: str = "") -> str:
    told = "; ".join(f"{measure} {_toll(toll)}" for measure, toll in incident.tolls.items())
    return f"{before}{told}" if told else ""


def _meaning(standing: str) -> str:
    return next((one.meaning for one in entries() if (one.field, one.value) == ("standing", standing)), "")


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _as_of(page: Mapping[str, Any]) -> str:
    made = [str(one["made_at"]) for one in page["changes"]]
    return f"; as it stood on {max(made)[:10]}" if made else ""


def _grid(grid: Mapping[str, Any]) -> str:
    heads = "".join(
        f"<th scope=col>{_text(one['name'])}<br><small>{_text(', '.join(one['outlets']))}</small></th>"
        for one in grid["columns"]
    )
    rows = []
    for row in grid["rows"]:
        cells = "".join(
            "<td>"
            + "<br>".join(f"<span{' class=took' if v['settled'] else ''}>{_text(v['label'])}</span>" for v in cell)
            + "</td>"
            for cell in row["cells"]
        )
        sign = "" if row["agrees"] else " ≠"
        rows.append(
            f"<tr{'' if row['agrees'] else ' class=differs'}><th scope=row>{row['label']}{sign}</th>{cells}</tr>"
        )
    return (
        f"<h3>Who says what</h3><table><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        "<p class=meta>Bold is what was taken; ≠ marks values that cannot both be true.</p>"
    )


def _history(incident: Incident) -> str:
    parts = []
    for measure, steps in incident.history.items():
        if len(steps) > 1:
            rows = "".join(
                f"<tr><td>{step.published or 'undated'}</td>"
                f"<td>{_toll({'low': step.low, 'best': step.best, 'high': step.high})}</td>"
                f"<td>{_text(', '.join(step.outlets))}</td></tr>"
                for step in steps
            )
            parts.append(f"<h3>How many {measure}, day by day</h3><table><tbody>{rows}</tbody></table>")
    return "".join(parts)


def _quotes(page: Mapping[str, Any]) -> str:
    """Return the words of all reports: those that are heard, denials and doubts, and what readers say."""
    beside = set(page["beside"])
    groups: dict[str, list[Mapping[str, Any]]] = {"The words": [], "Denied, doubted, warned of": [], "Readers": []}
    heard, denied, readers = groups.values()
    for report in page["reports"]:
        is_reader = report["passage"] == "comment"
        (readers if is_reader else denied if report["report_id"] in beside else heard).append(report)
    documents = {one["doc_id"]: one for one in page["documents"]}
    parts = []
    for name, reports in groups.items():
        if reports:
            note = "<p class=meta>Readers never open an incident or raise a count.</p>" if reports is readers else ""
            parts.append(f"<h3>{name}</h3>{note}{''.join(_quoted(reports, documents))}")
    return (
        f"{''.join(parts)}<p class=meta>A solid line: told as a fact. Dashed: claimed, possible or planned."
        " Double: denied.</p>"
    )


def _quoted(reports: Sequence[Mapping[str, Any]], documents: Mapping[str, Mapping[str, Any]]) -> Iterable[str]:
    """Yield quotations; words that hold several reports stand once, with all their voices."""
    together: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
    for report in reports:
        told = report["modality"] == "actual" and report["standing"] == "reported"
        how = "denied" if report["polarity"] == "denied" else "sure" if told else "open"
        together.setdefault((report["doc_id"], report["quote"], how), []).append(report)
    for (doc_id, quote, how), those in together.items():
        voices = dict.fromkeys(
            f"{' › '.join(link['text'] or link['kind'] for link in one['chain'])}; {one['standing']}" for one in those
        )
        document = documents.get(doc_id, {})
        outlet = _link(str(document.get("url") or ""), str(document.get("outlet") or ""))
        yield (
            f"<blockquote class={how}><p dir=auto>{_text(quote)}</p>"
            f"<small><bdi>{'</bdi>, <bdi>'.join(_text(one) for one in voices)}</bdi>;"
            f" {outlet}{f', {day}' if (day := document.get('published')) else ''}</small></blockquote>"
        )


def _link(url: str, name: str) -> str:
    """Return a name, as a link where there is an address of the web."""
    shown = f"<bdi>{_text(name)}</bdi>"
    return f'<a href="{escape(url, quote=True)}" rel="noopener noreferrer">{shown}</a>' if is_web(url) else shown


def _decided(incident: Incident) -> str:
    if not incident.judgements:
        return ""
    items = "".join(
        f"<li>{_text(one.decision)}{f' {_text(one.field)}' if one.field else ''} by {_text(one.author)},"
        f" {one.made_at:%Y-%m-%d}"
        f"{f': {_text(one.reason)}' if one.reason else ''}</li>"
        for one in incident.judgements
    )
    return f"<h3>Decided by people</h3><ul>{items}</ul>"


def _sources(page: Mapping[str, Any]) -> str:
    items = []
    for one in page["documents"]:
        url = str(one["url"] or "")
        by = f", <bdi>{_text(str(one['byline']))}</bdi>" if one["byline"] else ""
        where = f"<br><small class=address>{_text(url)}</small>" if is_web(url) else ""
        name = _link(url, str(one["title"] or one["outlet"]))
        items.append(
            f"<li>{one['published'] or 'undated'}: {name}{by}, <bdi>{_text(str(one['outlet']))}</bdi>{where}</li>"
        )
    return f"<h3>Sources</h3><ul>{''.join(items)}</ul>"


def _map(points: Sequence[tuple[Point, str]]) -> str:
    label = "Where it happened; circles show how far off the point may lie"
    drawn = locator([point for point, _ in points], label=label, names=[name for _, name in points])
    return f"<figure>{drawn}<figcaption class=meta>{label}.</figcaption></figure>" if drawn else ""


def _point(incident: Incident) -> Point | None:
    place = incident.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude, place.radius_km


def _days(incident: Incident) -> str:
    return label_of("date", to_json({"date_start": incident.date_start, "date_end": incident.date_end}))


def _toll(toll: Mapping[str, int | None]) -> str:
    return label_of("toll", toll)


def _text(text: str) -> str:
    """Return text of a page as text of HTML: nothing in it is a tag, and signs that command or hide show as marks."""
    return escape(visible(text), quote=True)
