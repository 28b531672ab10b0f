"""``khabar dates``: the days that the words of a text stand for."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli.options import Format, FormatOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from khabar.date import ResolvedDate

NAME: Final = "dates"
SHORT: Final = "Print the days that the words of a text stand for."
EXAMPLE: Final = 'Example: khabar dates "Shells fell on Tuesday night." --published 2024-06-06'
COLUMNS: Final = ("start", "end", "text", "date_start", "date_end", "date_prec", "anchor", "type", "value")


def run(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text, or - for standard input.", show_default=False)],
    published: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Day of publication, YYYY-MM-DD, or its moment, 2024-06-06T02:15+00:00.",
            show_default="not known",
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Its address: tells how 03/04/2024 is read.", show_default="not known"),
    ] = None,
    form: FormatOption = None,
) -> int:
    """Print each date expression of a text with its first and last day, its UCDP precision and its TIMEX3 value.

    What the words and the day of publication leave open stays empty; no day is ever guessed.
    """
    from khabar.date import resolve

    said = sys.stdin.read() if text == "-" else text
    found = resolve(said, _moment(published), url=url)
    if text != "-" and _is_there(text):
        from khabar.cli.printing import say

        what, page = ("folder", os.path.join(text, "PAGE")) if os.path.isdir(text) else ("file", text)  # noqa: PTH112, PTH118
        say(f"{text} is taken for a text, though a {what} of this name is there; to read it: khabar dates - < {page}")
    rows = [_row(one) for one in found]
    if form is Format.JSONL:
        from khabar.cli.printing import print_jsonl

        print_jsonl(rows)
    elif form is Format.CSV:
        import csv

        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        _print_table(rows)
    return 0


def _is_there(text: str) -> bool:
    try:
        return os.path.lexists(text)
    except ValueError:
        return False


def _moment(said: str | None) -> date | None:
    if said is None:
        return None
    try:
        return datetime.fromisoformat(said) if len(said) > 10 else date.fromisoformat(said)
    except ValueError:
        expected = "expected a day such as 2024-06-06, or a moment such as 2024-06-06T02:15+00:00"
        raise typer.BadParameter(f"--published {said!r}: {expected}") from None


def _row(one: ResolvedDate) -> dict[str, Any]:
    when = one.when
    start, end = (day.isoformat() if day else None for day in (when.date_start, when.date_end))
    values = (one.start, one.end, one.text, start, end, when.date_prec, when.anchor, one.type, one.value)
    return dict(zip(COLUMNS, values, strict=True))


def _print_table(rows: Sequence[dict[str, Any]]) -> None:
    from rich.table import Table

    from khabar.cli.printing import console, visible

    shown = Table(box=None, pad_edge=False)
    for column in ("words", "from", "to", "prec", "counted from", "TIMEX3"):
        shown.add_column(column, overflow="fold")
    for row in rows:
        cells = (row["text"], row["date_start"], row["date_end"], row["date_prec"], row["anchor"], row["value"])
        shown.add_row(*(visible("" if cell is None else str(cell)) for cell in cells))
    if rows:
        console().print(shown)
    else:
        typer.echo("no date in the text", err=True)
