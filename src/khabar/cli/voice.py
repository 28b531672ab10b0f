"""``khabar voice``: who says what in a page."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import ConfigFile, Format, FormatOption, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.coding.said import Said
    from khabar.records import Document, Failure

NAME: Final = "voice"
SHORT: Final = "Print who says what in pages."
EXAMPLE: Final = "Example: khabar voice page.html    or: echo 'Rebels took the town, the army said.' | khabar voice -"
SET_ASIDE: Final = 3


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.", show_default=False),
    ],
    form: FormatOption = None,
    config: ConfigFile = None,
) -> int:
    """Print who says what: each voice, its cue, what is put into its mouth, and who passes whom on.

    Every attribution of the page is printed, whether it speaks of an event or not. JSON Lines have one attribution a
    line, with the spans of all words in the page's text.
    """
    from pathlib import Path

    from khabar.actor import Register
    from khabar.cli import printing
    from khabar.coding.said import said_in
    from khabar.errors import InputRefused, Reason
    from khabar.extra import using
    from khabar.read import expand, read_page
    from khabar.read.containers import pages_of
    from khabar.read.item import Input
    from khabar.records import Failure

    settings = settings_for(None, config=config)
    register = Register.load(extra=tuple(map(Path, settings.data_actors)))
    chosen = form or Format(settings.output_format)
    printers: dict[Format, Callable[[Document, list[Said]], None]]
    printers = {Format.TABLE: _print_lines, Format.JSONL: _print_jsonl, Format.CSV: _CsvPrinter()}
    set_aside = 0
    with using(settings):
        for item in expand(inputs):
            for page in pages_of(item) if isinstance(item, Input) else [item]:
                failure: Failure | None = page if isinstance(page, Failure) else None
                if not isinstance(page, Failure):
                    try:
                        document = read_page(page.data, name=page.name, url=page.url, media_type=page.media_type)
                        printers[chosen](document, said_in(document, register))
                    except InputRefused as refused:
                        failure = Failure(page.name, refused.reason, refused.detail)
                if failure is not None:
                    set_aside += failure.reason != Reason.LEFT_OUT
                    printing.say(printing.told(failure))
    return SET_ASIDE if set_aside else 0


def _print_lines(document: Document, found: list[Said]) -> None:
    from khabar.cli.printing import console, visible
    from khabar.cli.tables import count

    screen = console()
    screen.print(visible(f"{document.name}: {count(len(found), 'attribution')}"))
    last: tuple[str, int | None] | None = None
    for said in found:
        where = (said.passage, said.comment)
        if where != last:
            label = said.passage if said.comment is None else f"{said.passage} {said.comment}"
            screen.print(f"\n  {label}")
            last = where
        content = " … ".join(span.text for span in said.content)
        indent = "    " * (1 + _depth(said, found))
        screen.print(
            visible(f"{indent}{_who(said)} · {said.stance} · {_cue(said)}\n{indent}    {' '.join(content.split())}")
        )
    screen.print()


def _depth(said: Said, found: list[Said]) -> int:
    """Return in how many other voices an attribution stands."""
    depth = 0
    while said.inside is not None and depth < len(found):
        said, depth = found[said.inside], depth + 1
    return depth


def _who(said: Said) -> str:
    words = said.source.text if said.source else "hearsay" if said.speaker is None else "(the same)"
    if said.speaker is not None:
        words += f" = {said.speaker.text}"
    return f"{words} [{said.kind}{', ' + said.actor_id if said.actor_id else ''}]"


def _cue(said: Said) -> str:
    return f"“{' '.join(said.cue.text.split())}”" if said.cue else "no cue"


def _print_jsonl(document: Document, found: list[Said]) -> None:
    from khabar.records import to_json

    for said in found:
        sys.stdout.write(json.dumps({"document": document.name, **to_json(said)}, ensure_ascii=False) + "\n")


class _CsvPrinter:
    """Prints attributions as CSV, the header once."""

    def __init__(self) -> None:
        self._begun = False

    def __call__(self, document: Document, found: list[Said]) -> None:
        import csv

        from khabar.cli.printing import cell

        writer = csv.writer(sys.stdout, lineterminator="\n")
        if not self._begun:
            writer.writerow(
                ["document", "passage", "comment", "source", "speaker", "actor_id", "kind", "cue", "stance", "content"]
            )
            self._begun = True
        for s in found:
            row = [document.name, s.passage, s.comment, s.source and s.source.text, s.speaker and s.speaker.text]
            row += [s.actor_id, s.kind, s.cue and s.cue.text, s.stance, " … ".join(span.text for span in s.content)]
            writer.writerow([cell(value) for value in row])
