"""``khabar entities``: the people, organisations, places and weapons that pages speak of."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import ConfigFile, Format, FormatOption, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from khabar.entity import Entity
    from khabar.records import Document, Failure

NAME: Final = "entities"
SHORT: Final = "Print the people, organisations, places and weapons in pages."
EXAMPLE: Final = "Example: khabar entities page.html    or: echo 'Rebels shelled Sake.' | khabar entities -"
SET_ASIDE: Final = 3
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
    from khabar.cli import printing
    from khabar.entity import Form, entities
    from khabar.errors import InputRefused, Reason
    from khabar.extra import using
    from khabar.read import expand, read_page
    from khabar.read.containers import pages_of
    from khabar.read.item import Input
    from khabar.records import Failure

    settings = settings_for(None, config=config)
    register = Register.load(extra=tuple(map(Path, settings.data_actors)))
    chosen = form or Format(settings.output_format)
    printers: dict[Format, Callable[[Document, Sequence[Entity]], None]]
    printers = {Format.TABLE: _print_table, Format.JSONL: _print_jsonl, Format.CSV: _CsvPrinter()}
    set_aside = 0
    with using(settings):
        for item in expand(inputs):
            for page in pages_of(item) if isinstance(item, Input) else [item]:
                failure: Failure | None = page if isinstance(page, Failure) else None
                if not isinstance(page, Failure):
                    try:
                        document = read_page(page.data, name=page.name, url=page.url, media_type=page.media_type)
                        found = entities(document.text, published=document.published, register=register)
                        printers[chosen](document, [e for e in found if e.form is Form.NAME or not names])
                    except InputRefused as refused:
                        failure = Failure(page.name, refused.reason, refused.detail)
                if failure is not None:
                    set_aside += failure.reason != Reason.LEFT_OUT
                    printing.say(printing.told(failure))
    return SET_ASIDE if set_aside else 0


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


def _print_jsonl(document: Document, found: Sequence[Entity]) -> None:
    from khabar.records import to_json

    for one in found:
        sys.stdout.write(json.dumps({"document": document.name, **to_json(one)}, ensure_ascii=False) + "\n")


class _CsvPrinter:
    """Prints mentions as CSV, the header once."""

    def __init__(self) -> None:
        self._begun = False

    def __call__(self, document: Document, found: Sequence[Entity]) -> None:
        import csv

        from khabar.cli.printing import cell

        writer = csv.writer(sys.stdout, lineterminator="\n")
        if not self._begun:
            writer.writerow(COLUMNS)
            self._begun = True
        for one in found:
            row = [document.name, *(getattr(one, column) for column in COLUMNS[1:])]
            writer.writerow([cell(value) for value in row])
