"""``khabar diff``: what two ledgers hold differently."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli.options import Format, FormatOption, settings_for

if TYPE_CHECKING:
    from khabar.ledger.diff import Difference

NAME: Final = "diff"
SHORT: Final = "Compare two ledgers."
EXAMPLE: Final = "Example: khabar diff before.duckdb after.duckdb --only incident"


class Kind(StrEnum):
    """What is compared."""

    INCIDENT = "incident"
    JUDGEMENT = "judgement"
    DOCUMENT = "document"
    REPORT = "report"


def run(
    first: Annotated[Path, typer.Argument(metavar="A", help="The file of a ledger.", show_default=False)],
    second: Annotated[Path, typer.Argument(metavar="B", help="The file of another.", show_default=False)],
    only: Annotated[
        list[Kind] | None,
        typer.Option(
            "--only", metavar="incident|judgement|document|report", help="Compare these only.", show_default="all"
        ),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Compare two ledgers: incidents, judgements, documents, reports that one of them lacks, or has otherwise.

    An incident that has another id in B is found by its reports, and told as moved. Readers are compared by their
    comments, not by their pseudonyms, which each ledger makes for itself; files by their name without the folder.
    """
    from khabar.cli import printing
    from khabar.ledger import Ledger
    from khabar.ledger.diff import differences_of

    settings = settings_for(first)
    chosen = form or Format(settings.output_format)
    kinds = tuple(kind.value for kind in Kind if not only or kind in only)
    found = []
    if first.exists() and second.exists() and first.samefile(second):
        printing.say(f"{first} and {second} are one file")
    else:
        with (
            Ledger.open(first, read_only=True, settings=settings) as one,
            Ledger.open(second, read_only=True, settings=settings) as two,
        ):
            found = list(differences_of(one, two, kinds=kinds))
    if chosen is Format.JSONL:
        printing.print_jsonl(found)
        return
    headings = ("kind", "id", "state", "to", "field", "in A", "in B")
    rows: list[list[Any]] = []
    for difference in found:
        values = {**(difference.before or {}), **(difference.after or {})}
        lines = [
            (f, _short(difference.before, f), _short(difference.after, f)) for f in difference.fields if f in values
        ]
        rest = [f for f in difference.fields if f not in values]
        if rest or not lines:
            lines.append((", ".join(rest), "", ""))
        head = [difference.kind, difference.ident, difference.state, difference.to_id]
        rows += [[*head, *line] for line in lines]
    if chosen is Format.CSV:
        printing.print_cells(headings, rows)
    elif not rows:
        printing.console().print("No difference.")
    else:
        printing.grid(headings, rows)
        printing.say(_summary(found))


def _summary(found: Sequence[Difference]) -> str:
    """Return how many things of each kind differ, and how."""
    counts = Counter((difference.kind, difference.state) for difference in found)
    return "; ".join(
        f"{kind.value}s: {', '.join(f'{n} {state}' for (of, state), n in counts.items() if of == kind)}"
        for kind in Kind
        if any(of == kind for of, _ in counts)
    )


def _short(values: Any, field: str) -> str:
    """Return a value of an incident or a report in so few words that a table can hold it."""
    value = (values or {}).get(field)
    if isinstance(value, dict) and "name" in value:
        value = value["name"] or value.get("text")
    elif isinstance(value, list) and value and isinstance(value[0], dict) and "name" in value[0]:
        value = "; ".join(str(one["name"] or one.get("text") or "?") for one in value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
