"""Who says what of an incident: a row a field, a column an origin, in each cell the values and who gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from khabar.ledger import Ledger
from khabar.ledger.store import among
from khabar.link.agree import differ, is_settled
from khabar.link.origins import origins_of, outlet_of, spelled
from khabar.records import Document, Incident, Passage, PassageKind, Report, to_json

ROWS: Final = (
    ("agent", "who"),
    ("target", "whom"),
    ("place", "where"),
    ("date", "when"),
    ("mode", "how"),
    ("killed", "killed"),
    ("injured", "injured"),
    ("captured", "captured"),
    ("abducted", "abducted"),
    ("missing", "missing"),
    ("detained", "detained"),
    ("displaced", "displaced"),
    ("partner", "together with"),
    ("helped_by", "with whose help"),
    ("ordered_by", "on whose order"),
    ("led_by", "led by"),
    ("accused", "accused"),
)
"""Fields of an incident in the order of the grid, and what they are called there."""

_THERE: Final = frozenset({"in", "inside", "at", "of", "on", "to", "from"})
_COMPASS: Final = ("north", "south", "east", "west")
"""Relations of `Place` that say that it happened there, and how those end that say on which side of it."""

BESIDE: Final = ("denies", "doubts", "opinion", "comment", "warns", "asks")


def incident_page(ledger: Ledger, incident: Incident) -> dict[str, Any]:
    """Return all that the page of an incident shows, as plain JSON values."""
    reports = {report.report_id: report for report in ledger.report_records(incident.report_ids)}
    doc_ids = sorted({report.doc_id for report in reports.values()})
    documents_of = _documents(ledger, doc_ids)
    documents = {one.doc_id: _line(one) for one in documents_of.values()}
    bonds = ledger.bonds(incident.incident_id)
    heard = [one for one in incident.report_ids if bonds.get(one) in ("opens", "supports", "about") and one in reports]
    origins = origins_of([reports[one] for one in heard], documents_of, ledger.signatures(doc_ids))
    return {
        "incident": to_json(incident),
        "grid": grid(incident, reports, documents, origins),
        "reports": [_card(reports[one], bonds.get(one), documents) for one in incident.report_ids if one in reports],
        "beside": [one for one in incident.report_ids if one in reports and one not in heard],
        "documents": list(documents.values()),
        "changes": [to_json(change) for change in ledger.changes(incident_id=incident.incident_id)],
    }


def grid(
    incident: Incident,
    reports: Mapping[str, Report],
    documents: Mapping[str, Mapping[str, Any]],
    origins: Mapping[str, str],
) -> dict[str, Any]:
    """Return the grid: its columns with their outlets, and its rows, each with a cell a column.

    ``origins`` says by report id which origin it is of. A cell is a list of values with the reports of that origin
    that give them; ``settled`` marks the values that the incident took, ``agrees`` is false for a row in which two
    values cannot both be true.
    """
    fields = [(name, label) for name, label in ROWS if incident.fields.get(name)]
    told: dict[str, set[str]] = {}
    for name, _ in fields:
        for value in incident.fields[name]:
            for one in value.report_ids:
                if one in origins:
                    told.setdefault(origins[one], set()).add(reports[one].doc_id)
    order = sorted(told, key=lambda origin: (-len(told[origin]), origin))
    columns = [_column(origin, sorted(told[origin]), documents, reports.values()) for origin in order]
    return {
        "columns": columns,
        "rows": [_row(name, label, incident, order, reports, origins) for name, label in fields],
    }


def _column(
    origin: str, doc_ids: Sequence[str], documents: Mapping[str, Mapping[str, Any]], reports: Iterable[Report]
) -> dict[str, Any]:
    from khabar.actor import Register

    outlets = sorted({str(documents[one]["outlet"]) for one in doc_ids if one in documents})
    name = Register.load().name(origin) or spelled(origin, reports)
    return {"origin": origin, "name": name, "outlets": outlets, "documents": list(doc_ids)}


def _row(
    name: str,
    label: str,
    incident: Incident,
    order: Sequence[str],
    reports: Mapping[str, Report],
    origins: Mapping[str, str],
) -> dict[str, Any]:
    cells: list[list[dict[str, Any]]] = [[] for _ in order]
    for value in incident.fields[name]:
        for at, origin in enumerate(order):
            if mine := [one for one in value.report_ids if origins.get(one) == origin]:
                cells[at].append(
                    {
                        "label": label_of(name, value.value),
                        "value": to_json(value.value),
                        "report_ids": mine,
                        "settled": is_settled(name, value.value, incident),
                    }
                )
    return {
        "field": name,
        "label": label,
        "cells": cells,
        "agrees": not differ(name, incident.fields[name], reports),
        "rule": incident.rules.get(name),
    }


def label_of(name: str, value: Any) -> str:
    """Return a value of a field in words.

    >>> label_of("killed", {"low": 3, "best": None, "high": None, "of": None})
    'at least 3'
    """
    if not isinstance(value, Mapping):
        return str(value)
    if "low" in value:
        return _toll(value)
    if name == "date":
        first, last = value.get("date_start"), value.get("date_end")
        if first and last:
            return str(first) if first == last else f"{first} to {last}"
        return f"from {first}" if first else f"until {last}" if last else str(value.get("text") or "open")
    words = str(value.get("name") or value.get("actor_id") or value.get("place_id") or "?")
    if name == "place":
        return placed(value.get("relation"), words)
    if name == "accused" and value.get("by"):
        return f"{words}, by {value['by'].get('name') or value['by'].get('actor_id')}"
    return words


def placed(relation: str | None, name: str) -> str:
    """Return a place with how an event lies to it, where it is not simply there.

    >>> placed("south", "Dashisha"), placed("in", "Syria"), placed("near", "Hajin")
    ('south of Dashisha', 'Syria', 'near Hajin')
    """
    if relation is None or relation in _THERE:
        return name
    return f"{relation} of {name}" if relation == "side" or relation.endswith(_COMPASS) else f"{relation} {name}"


def _toll(value: Mapping[str, Any]) -> str:
    low, best, high, part = value.get("low"), value.get("best"), value.get("high"), value.get("of")
    if low == high and low is not None:
        told = str(low)
    elif high is None:
        told = "no figure" if low is None and best is None else f"at least {low if low is not None else best}"
    else:
        told = f"{low if low is not None else 0} to {high}"
    return f"{told} ({part})" if part else told


def _card(report: Report, bond: str | None, documents: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {"bond": bond, "document": documents.get(report.doc_id, {}).get("outlet"), **to_json(report)}


def _documents(ledger: Ledger, doc_ids: Sequence[str]) -> dict[str, Document]:
    """Return documents without their texts, by publication."""
    wanted, values = among("doc_id", doc_ids)
    rows = ledger.query(
        "SELECT doc_id, '', name, raw_sha256, media_type, title, byline, outlet, url, language, published"  # noqa: S608
        f" FROM documents WHERE {wanted} ORDER BY published NULLS LAST, doc_id",
        values,
    ).fetchall()
    fields = ("title", "byline", "outlet", "url", "language", "published")
    return {
        ident: Document(ident, text, (), name, raw, media, **dict(zip(fields, rest, strict=True)))
        for ident, text, name, raw, media, *rest in rows
    }


def _line(document: Document) -> dict[str, Any]:
    return {
        "doc_id": document.doc_id,
        "outlet": outlet_of(document),
        "title": document.title,
        "byline": document.byline,
        "url": document.url,
        "published": to_json(document.published),
        "language": document.language,
    }


def document_page(ledger: Ledger, doc_id: str) -> dict[str, Any]:
    """Return all that the page of a document shows: its text, its passages, its reports with their explanations."""
    (coded,) = ledger.coded(doc_ids=[doc_id])
    document = coded.document
    return {
        "document": {**to_json(document), "outlet": outlet_of(document), "statements": to_json(document.statements)},
        "passages": [_passage(one) for one in document.passages],
        "reports": [to_json(report) for report in coded.reports],
        "relations": to_json(coded.relations),
        "explanations": to_json(coded.explanations),
        "incidents": {report.report_id: ledger.incidents_with(report.report_id) for report in coded.reports},
        "failures": to_json(coded.failures),
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {**to_json(passage), "is_comment": passage.kind is PassageKind.COMMENT}
