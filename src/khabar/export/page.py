"""Incidents as one page to publish: no script, no request, readable on paper, with the words and who says them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from khabar import __version__
from khabar.desk.grid import incident_page, label_of
from khabar.export.locator import Point, locator
from khabar.ledger import Ledger
from khabar.records import Incident, to_json
from khabar.visible import visible


def publish(ledger: Ledger, ids: Sequence[str], *, title: str | None = None) -> str:
    """Return an HTML page on these incidents, in the order given; ids may be beginnings, or old.

    It holds a map, who says what, how the toll was told, every quotation with its voices and its source, what people
    decided, and schema.org's ``Claim`` for each incident as JSON-LD. All text of pages is escaped.

    Raises:
        LedgerError: if an id is not that of an incident.
    """
    pages = []
    for one in ids:
        incident = ledger.incident(one)
        pages.append((incident, incident_page(ledger, incident)))
    heading = title or (headline(pages[0][0]) if len(pages) == 1 else f"{len(pages)} incidents")
    points = [p for incident, _ in pages if (p := _point(incident)) is not None]
    linked = json.dumps([_claim(incident, page) for incident, page in pages], indent=1)
    style = files("khabar.export").joinpath("data", "page.css").read_text(encoding="utf-8")
    # In a script element only "<" can end it.
    linked = linked.replace("<", "\\u003c")
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{_text(heading)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f'<style>{style}</style><script type="application/ld+json">{linked}</script></head><body>'
        f"<h1>{_text(heading)}</h1>{_map(points)}"
        f"{''.join(_article(incident, page, alone=len(pages) == 1) for incident, page in pages)}"
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


def _article(incident: Incident, page: Mapping[str, Any], *, alone: bool) -> str:
    kind = " · ".join(filter(None, (incident.event_type.value, incident.event_mode, incident.acled_sub_event)))
    tolls = "; ".join(f"{measure} {_toll(toll)}" for measure, toll in incident.tolls.items())
    grade = f", grade {incident.grade.source}{incident.grade.information}" if incident.grade else ""
    named = "" if alone else f"<h2>{_text(headline(incident))}</h2>"
    odd = f"<p><b>Its reports disagree</b> on {_text('; '.join(incident.contradictions))}.</p>"
    return (
        f"<article>{named}<p class=kicker>{_text(kind)}{f' · {_text(tolls)}' if tolls else ''}</p>"
        f"<p>{_text(incident.standing.value.capitalize())} by {incident.n_origins} independent source(s) in"
        f" {incident.n_outlets} outlet(s){grade}.</p>{odd if incident.contradictions else ''}"
        f"{_grid(page['grid'])}{_history(incident)}{_quotes(page)}{_decided(incident)}"
        f"{_sources(page)}<p class=meta>{incident.incident_id}</p></article>"
    )


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
    parts = []
    for report in page["reports"]:
        told = report["modality"] == "actual" and report["standing"] == "reported"
        how = "denied" if report["polarity"] == "denied" else "sure" if told else "open"
        voices = " › ".join(link["text"] or link["kind"] for link in report["chain"])
        parts.append(
            f"<blockquote class={how}><p dir=auto>{_text(report['quote'])}</p>"
            f"<small><bdi>{_text(voices)}</bdi>; {_text(report['standing'])};"
            f" <bdi>{_text(str(report['document'] or ''))}</bdi></small>"
            "</blockquote>"
        )
    return (
        f"<h3>The words</h3>{''.join(parts)}<p class=meta>A solid line: told as a fact. Dashed: claimed, possible or"
        " planned. Double: denied.</p>"
    )


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
        name = _text(str(one["title"] or one["outlet"]))
        shown = f'<a href="{escape(url, quote=True)}" rel="noopener noreferrer">{name}</a>' if _is_web(url) else name
        items.append(f"<li>{one['published'] or 'undated'}: {shown}, <bdi>{_text(str(one['outlet']))}</bdi></li>")
    return f"<h3>Sources</h3><ul>{''.join(items)}</ul>"


def _claim(incident: Incident, page: Mapping[str, Any]) -> dict[str, Any]:
    """Return schema.org's ``Claim``: what is said to have happened, and where it is said."""
    dated = [one["published"] for one in page["documents"] if one["published"]]
    place = incident.place
    return {
        "@context": "https://schema.org",
        "@type": "Claim",
        "identifier": incident.incident_id,
        "name": headline(incident),
        "firstAppearance": {"@type": "CreativeWork", "datePublished": min(dated)} if dated else None,
        "appearance": [
            {
                "@type": "NewsArticle",
                "headline": one["title"],
                "url": one["url"] if _is_web(str(one["url"] or "")) else None,
                "datePublished": one["published"],
                "publisher": {"@type": "Organization", "name": one["outlet"]},
            }
            for one in page["documents"]
        ],
        "about": {
            "@type": "Event",
            "startDate": str(incident.date_start) if incident.date_start else None,
            "endDate": str(incident.date_end) if incident.date_end else None,
            "location": None
            if place is None
            else {
                "@type": "Place",
                "name": place.name or place.text,
                "geo": None
                if place.latitude is None
                else {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude},
            },
        },
    }


def _map(points: Iterable[Point]) -> str:
    drawn = locator(list(points), label="Where it happened; circles show how far off the point may lie")
    return f"<figure>{drawn}</figure>" if drawn else ""


def _point(incident: Incident) -> Point | None:
    place = incident.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.longitude, place.latitude, place.radius_km


def _days(incident: Incident) -> str:
    return label_of("date", to_json({"date_start": incident.date_start, "date_end": incident.date_end}))


def _toll(toll: Mapping[str, int | None]) -> str:
    return label_of("toll", toll)


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))


def _text(text: str) -> str:
    """Return text of a page as text of HTML: nothing in it is a tag, and signs that command or hide show as marks."""
    return escape(visible(text), quote=True)
