"""``khabar voice``: who says what in a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import ConfigFile, Format, FormatOption, settings_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from khabar.coding.said import Said
    from khabar.records import Document

NAME: Final = "voice"
SHORT: Final = "Print who says what in pages."
EXAMPLE: Final = "Example: khabar voice page.html    or: echo 'Rebels took the town, the army said.' | khabar voice -"
COLUMNS: Final = (
    "document", "passage", "comment", "source", "speaker", "actor_id", "kind", "cue", "stance", "content",
)  # fmt: skip


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
    from khabar.cli.each import CsvRows, each_page, print_jsonl
    from khabar.coding.said import said_in

    settings = settings_for(None, config=config)
    register = Register.load(extra=tuple(map(Path, settings.data_actors)))
    chosen = form or Format(settings.output_format)
    printers: dict[Format, Callable[[Document, list[Said]], None]]
    printers = {Format.TABLE: _print_lines, Format.JSONL: print_jsonl, Format.CSV: CsvRows(COLUMNS, _row)}
    return each_page(inputs, settings, lambda document: printers[chosen](document, said_in(document, register)))


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


def _row(s: Said) -> list[object]:
    row: list[object] = [s.passage, s.comment, s.source and s.source.text, s.speaker and s.speaker.text]
    return [*row, s.actor_id, s.kind, s.cue and s.cue.text, s.stance, " … ".join(span.text for span in s.content)]
