"""Records as rows: for each table the values in the order of its columns in ``schema.sql``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from khabar.records import Actor, Coded, Failure, Incident, Report, to_json

if TYPE_CHECKING:
    from khabar.link.linked import Membership
    from khabar.read.sameness import Clusters

Row = tuple[Any, ...]

DOCUMENT_COLUMNS: Final = (
    "doc_id, name, outlet, title, byline, url, language, published, published_from, updated, media_type, raw_sha256,"
    " text"
)
CHILDREN: Final = (
    "statements",
    "blocks",
    "signatures",
    "passages",
    "reports",
    "places",
    "actors",
    "tolls",
    "links",
    "relations",
    "explanations",
    "failures",
)
"""The tables, beside ``documents``, whose rows follow from one document and go with it."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the ledger notes of a document that is no part of the document itself.

    ``given`` is what came along with the page, as JSON; ``masked`` the number of places that were blackened in it.
    """

    coder: str | None = None
    given: str | None = None
    masked: int = 0


def dumps(value: Any) -> str:
    """Return a record as one line of JSON, keys in the order of the record's fields."""
    return json.dumps(to_json(value), ensure_ascii=False)


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def seal(coded: Coded, keeping: Keeping) -> str:
    """Return a SHA-256 of all that is kept of a document."""
    return text_hash("\x1e".join((dumps(coded), dumps(keeping))))


def document_row(coded: Coded, keeping: Keeping) -> Row:
    """Return the row of ``documents``."""
    document = coded.document
    return (
        document.doc_id,
        document.name,
        document.outlet,
        document.title,
        document.byline,
        document.url,
        document.language,
        document.published,
        document.published_from,
        document.updated,
        document.media_type,
        document.raw_sha256,
        document.text,
        keeping.coder,
        keeping.given,
        keeping.masked,
        text_hash(document.text),
        seal(coded, keeping),
    )


def failure_row(failure: Failure, doc_id: str | None = None, position: int | None = None) -> Row:
    """Return the row of ``failures``; ``doc_id`` if only a part of a document was set aside."""
    return (failure.name, str(failure.reason), failure.detail, failure.raw_sha256, doc_id, position)


def coded_rows(coded: Coded, keeping: Keeping) -> Iterator[tuple[str, list[Row]]]:
    """Yield table and rows for all that is kept of a document."""
    from khabar.read.sameness import sketch

    doc_id = coded.document.doc_id
    yield "documents", [document_row(coded, keeping)]
    yield (
        "statements",
        [
            (doc_id, position, s.field, s.value, s.where, s.confidence)
            for position, s in enumerate(coded.document.statements)
        ],
    )
    yield "signatures", [(doc_id, sketch(coded.document).signature)]
    yield "blocks", [(doc_id, at, b.form.value, b.start, b.end) for at, b in enumerate(coded.document.blocks)]
    yield (
        "passages",
        [
            (doc_id, p.index, p.kind.value, p.comment, p.writer, p.start, p.end, p.confidence, p.reply_to)
            for p in coded.document.passages
        ],
    )
    yield "reports", [_report_row(report, position) for position, report in enumerate(coded.reports)]
    yield "places", [row for report in coded.reports for row in _place_rows(report)]
    yield "actors", [row for report in coded.reports for row in _actor_rows(report)]
    yield "tolls", [row for report in coded.reports for row in _toll_rows(report)]
    yield "links", [row for report in coded.reports for row in _link_rows(report)]
    yield (
        "relations",
        [(r.report_id, doc_id, position, r.other_id, r.kind) for position, r in enumerate(coded.relations)],
    )
    yield (
        "explanations",
        [
            (e.report_id, doc_id, position, e.field, e.rule, e.start, e.end)
            for position, e in enumerate(coded.explanations)
        ],
    )
    yield "failures", [failure_row(failure, doc_id, position) for position, failure in enumerate(coded.failures)]


def _report_row(report: Report, position: int) -> Row:
    place, when, instrument = report.place, report.date, report.instrument
    return (
        report.report_id,
        report.doc_id,
        report.passage.value,
        report.comment,
        report.start,
        report.end,
        report.quote,
        report.event_type.value,
        report.event_mode,
        list(report.contexts),
        report.cameo,
        report.acled_event,
        report.acled_sub_event,
        report.trigger.text,
        report.trigger.start,
        report.trigger.end,
        report.polarity.value,
        report.modality.value,
        report.aspect.value,
        report.standing.value,
        *(
            (
                place.text,
                place.start,
                place.end,
                place.place_id,
                place.name,
                place.relation,
                place.latitude,
                place.longitude,
                place.country_iso3,
                place.admin1,
                place.where_prec,
            )
            if place is not None
            else (None,) * 11
        ),
        *(
            (when.text, when.start, when.end, when.date_start, when.date_end, when.date_prec, when.anchor)
            if when is not None
            else (None,) * 7
        ),
        report.confidence,
        report.coder,
        report.opens,
        position,
        dumps(report),
        report.certainty,
        *(
            (instrument.text, instrument.start, instrument.end, instrument.kind)
            if instrument is not None
            else (None,) * 4
        ),
        report.ucdp_violence,
        place.radius_km if place is not None else None,
        place.confidence if place is not None else None,
    )


def _place_rows(report: Report) -> Iterator[Row]:
    for position, place in enumerate(report.places):
        yield (
            report.report_id,
            report.doc_id,
            position,
            place.text,
            place.start,
            place.end,
            place.place_id,
            place.name,
            place.relation,
            place.latitude,
            place.longitude,
            place.country_iso3,
            place.admin1,
            place.where_prec,
            place.radius_km,
            place.confidence,
        )


def _actor_rows(report: Report) -> Iterator[Row]:
    for position, actor in enumerate(report.actors):
        yield (
            report.report_id,
            report.doc_id,
            position,
            actor.role.value,
            actor.text,
            actor.start,
            actor.end,
            actor.actor_id,
            actor.name,
            actor.kind,
            actor.country_iso3,
            actor.inferred,
        )


def _toll_rows(report: Report) -> Iterator[Row]:
    for position, toll in enumerate(report.tolls):
        yield (
            report.report_id,
            report.doc_id,
            position,
            toll.measure.value,
            toll.of,
            *(_figure(bound) for bound in (toll.low, toll.best, toll.high)),
            toll.unavailable,
            toll.text,
            toll.start,
            toll.end,
        )


def _link_rows(report: Report) -> Iterator[Row]:
    for position, link in enumerate(report.chain):
        cue = (link.cue.text, link.cue.start, link.cue.end) if link.cue is not None else (None, None, None)
        yield (
            report.report_id,
            report.doc_id,
            position,
            link.kind.value,
            link.text,
            link.start,
            link.end,
            link.actor_id,
            link.inferred,
            *cue,
            link.manner.value,
            link.stance.value,
            link.confidence,
        )


def incident_rows(incident: Incident, memberships: Iterable[Membership]) -> tuple[Row, list[Row]]:
    """Return the row of ``incidents``, sealed, and the rows of ``memberships`` that belong to it."""
    row, members = _incident_row(incident), membership_rows(memberships)
    return (*row, incident_seal(row, members)), members


def incident_seal(row: Row, members: Iterable[Row]) -> str:
    """Return a SHA-256 of an incident's row, without the seal itself, and of what belongs to it."""
    return text_hash("\x1e".join([plain(row), *sorted(map(plain, members))]))


def plain(row: Row) -> str:
    """Return a row as text in which 1 and 1.0, which a column of doubles does not tell apart, are the same."""
    return repr([float(v) if type(v) is int and abs(v) < 2**53 else v for v in row])


def _incident_row(incident: Incident) -> Row:
    place = incident.place
    killed, injured = incident.tolls.get("killed", {}), incident.tolls.get("injured", {})
    return (
        incident.incident_id,
        incident.event_type.value,
        incident.event_mode,
        incident.acled_event,
        incident.acled_sub_event,
        incident.date_start,
        incident.date_end,
        incident.date_prec,
        *(
            (
                place.name or place.text,
                place.place_id,
                place.latitude,
                place.longitude,
                place.country_iso3,
                place.admin1,
                place.where_prec,
            )
            if place is not None
            else (None,) * 7
        ),
        _names(incident.agents),
        _names(incident.targets),
        _names(incident.others),
        *(_figure(killed.get(bound)) for bound in ("low", "best", "high")),
        *(_figure(injured.get(bound)) for bound in ("low", "best", "high")),
        incident.n_reports,
        incident.n_documents,
        incident.n_outlets,
        incident.n_origins,
        incident.standing.value,
        incident.status,
        incident.superseded_by,
        dumps(incident),
        incident.grade.code if incident.grade is not None else None,
        list(incident.contradictions),
        len(incident.judgements),
        place.radius_km if place is not None else None,
    )


def membership_rows(memberships: Iterable[Membership]) -> list[Row]:
    """Return the rows of ``memberships``."""
    return [
        (
            m.incident_id,
            m.report_id,
            m.relation,
            m.score,
            json.dumps(to_json(m.features), sort_keys=True),
            m.machine_id or m.incident_id,
        )
        for m in memberships
    ]


def cluster_rows(clusters: Clusters) -> list[Row]:
    """Return the rows of ``text_clusters``."""
    version = {
        doc_id: (None if doc_id in clusters.undated else at, len(group))
        for group in clusters.versions.values()
        for at, doc_id in enumerate(group, start=1)
    }
    return [
        (doc_id, name, clusters.earliest[name] == doc_id, *version.get(doc_id, (None, None)))
        for doc_id, name in sorted(clusters.text_cluster.items())
    ]


def _figure(bound: int | None) -> int | None:
    """Return a figure that a BIGINT can hold; a larger one, which no text means, stays in ``record`` only."""
    return bound if bound is not None and abs(bound) < 2**63 else None


def _names(actors: Iterable[Actor]) -> list[str]:
    return [actor.name or actor.text or actor.actor_id or "unknown" for actor in actors]
