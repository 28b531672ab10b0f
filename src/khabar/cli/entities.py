"""``khabar entities``: the people, organisations, places and weapons that pages speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import ConfigFile, Format, FormatOption, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khabar.entity import Entity
    from khabar.records import Document

NAME: Final = "entities"
SHORT: Final = "Print the people, organisations, places and weapons in pages."
EXAMPLE: Final = "Example: khabar entities page.html    or: echo 'Rebels shelled Sake.' | khabar entities -"
COLUMNS: Final = ("document", "start", "end", "text", "kind", "form", "actor_id", "place_id", "name", "country_iso3")


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.", show_default=False),
    ],
    names: Annotated[bool, typer.Option("--names", help="Names alone: no nouns, no pronouns.")] = False,
    form: FormatOption = None,
    config: ConfigFile = None,
) -> int:
    """Print who and what pages speak of: people, organisations, nationalities, places, weapons, what carries them.

    The table has a line for each name, with how often it stands there; JSON Lines and CSV one for each mention, with
    its place in the page's text.
    """
    from pathlib import Path

    from khabar.actor import Register
    from khabar.cli.each import CsvRows, each_page, print_jsonl
    from khabar.entity import Form, entities

    settings = settings_for(None, config=config)
    register = Register.load(extra=tuple(map(Path, settings.data_actors)))
    chosen = form or Format(settings.output_format)
    printers: dict[Format, Callable[[Document, Sequence[Entity]], None]]
    rows = CsvRows(COLUMNS, lambda one: [getattr(one, column) for column in COLUMNS[1:]])
    printers = {Format.TABLE: _print_table, Format.JSONL: print_jsonl, Format.CSV: rows}

    def show(document: Document) -> None:
        found = entities(document.text, published=document.published, register=register)
        printers[chosen](document, [e for e in found if e.form is Form.NAME or not names])

    return each_page(inputs, settings, show)


def _print_table(document: Document, found: Sequence[Entity]) -> None:
    from rich.table import Table

    from khabar.cli.printing import console, visible
    from khabar.cli.tables import count
    from khabar.entity import KINDS

    screen = console()
    screen.print(visible(f"{document.name}: {count(len(found), 'mention')}"))
    shown = Table(box=None, pad_edge=False)
    for column in ("kind", "words", "times", "who or where", "id"):
        shown.add_column(column, overflow="fold", justify="right" if column == "times" else "left")
    lines: dict[tuple[str, str, str, str], int] = {}
    for one in found:
        words = " ".join(one.text.split())
        line = (one.kind, words, one.name or "", one.actor_id or one.place_id or "")
        lines[line] = lines.get(line, 0) + 1
    kinds = list(KINDS)
    for (kind, words, name, known), times in sorted(
        lines.items(), key=lambda line: (kinds.index(line[0][0]), -line[1])
    ):
        shown.add_row(*map(visible, (kind, words, str(times), name, known)))
    screen.print(shown)
    screen.print()
