"""Documents from their rows, as they went in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from khabar.ledger.codec import from_json
from khabar.ledger.rows import DOCUMENT_COLUMNS, Row
from khabar.ledger.store import among, at_once
from khabar.records import (
    Block,
    Coded,
    Document,
    Explanation,
    Failure,
    Form,
    Passage,
    PassageKind,
    Relation,
    Report,
    Statement,
)

Fetch = Callable[[str, Sequence[Any]], list[Row]]


def read_back(
    fetch: Fetch,
    doc_ids: Sequence[str],
    *,
    explained: bool,
    on_damage: Callable[[str, Exception], None] | None = None,
) -> Iterator[Coded]:
    """Yield the documents of ``doc_ids`` that are stored, in this order, with all that was coded from them.

    A document that cannot be made from its rows any more is told to ``on_damage``; without it, the error is raised.
    """

    def rows(table: str, columns: str, order: str) -> dict[str, list[Row]]:
        found: dict[str, list[Row]] = {doc_id: [] for doc_id in doc_ids}
        wanted, values = "doc_id IN (SELECT unnest(?))", [list(doc_ids)]
        if table == "documents":
            wanted, values = among("doc_id", doc_ids)
        elif table == "reports":
            wanted = at_once(table, wanted)
        sql = f"SELECT doc_id, {columns} FROM {table} WHERE {wanted} ORDER BY {order}"  # noqa: S608
        for doc_id, *row in fetch(sql, values):
            found[doc_id].append(tuple(row))
        return found

    passages = rows(
        "passages", "passage_index, kind, start_char, end_char, comment, writer, confidence, reply_to", "passage_index"
    )
    statements = rows("statements", "field, value, found_in, confidence", "position")
    blocks = rows("blocks", "form, start_char, end_char", "position")
    reports = rows("reports", "record", "position")
    relations = rows("relations", "report_id, other_id, kind", "position")
    failures = rows("failures", "name, reason, detail, raw_sha256", "position")
    reasons = rows("explanations", "report_id, field, rule, start_char, end_char", "position") if explained else {}
    for doc_id, documents in rows("documents", DOCUMENT_COLUMNS, "doc_id").items():
        for row in documents:
            try:
                document = dict(zip(DOCUMENT_COLUMNS.split(", "), row, strict=True))
                document["passages"] = tuple(
                    Passage(index, PassageKind(kind), *rest) for index, kind, *rest in passages[doc_id]
                )
                document["statements"] = tuple(Statement(*statement) for statement in statements[doc_id])
                document["blocks"] = tuple(Block(Form(form), start, end) for form, start, end in blocks[doc_id])
                coded = Coded(
                    Document(**document),
                    tuple(from_json(Report, json.loads(record)) for (record,) in reports[doc_id]),
                    tuple(Relation(*relation) for relation in relations[doc_id]),
                    tuple(Explanation(*reason) for reason in reasons.get(doc_id, [])),
                    tuple(Failure(*failure) for failure in failures[doc_id]),
                )
            except (ValueError, LookupError, TypeError, AttributeError) as error:
                if on_damage is None:
                    raise
                on_damage(doc_id, error)
            else:
                yield coded
