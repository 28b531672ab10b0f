"""``khabar explain``: why a text was coded as it was, and what was considered and dropped."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import ConfigFile, day_given, settings_for

if TYPE_CHECKING:
    from datetime import date

    from rich.console import Console

    from khabar.records import Document, Failure
    from khabar.why import Explained, ExplainedReport, ExplainedSentence, Given

NAME: Final = "explain"
SHORT: Final = "Explain why a text was coded as it was."
EXAMPLE: Final = "Example: khabar explain --published 2024-02-13 'Rebels shelled Sake on Monday, the army said.'"
SET_ASIDE: Final = 3


class ExplainFormat(StrEnum):
    """How an explanation is printed."""

    TEXT = "text"
    JSONL = "jsonl"


def run(
    sentence: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="A sentence, or several.", show_default=False)
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="PAGE", help="Explain a page instead; - is standard input.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="Day of publication, as 2024-02-13.")
    ] = None,
    form: Annotated[
        ExplainFormat,
        typer.Option("--format", "-f", metavar="text|jsonl", help="For the eyes, or a sentence a line for programs."),
    ] = ExplainFormat.TEXT,
    config: ConfigFile = None,
) -> int:
    """Explain why a text was coded as it was: which entry, rule or model gave each value, and what was dropped.

    For each sentence: by which words it passed the gate; for each report its values, each with its reason, its words
    and what else they could have meant; and what was considered and not taken, with why: lines of the lexicon that a
    word does not fit, words that name the same happening, mentions that tell nothing new, places, dates, tolls.
    Nothing is stored.
    """
    from khabar.cli import printing
    from khabar.errors import Reason
    from khabar.records import Failure
    from khabar.why import explain

    if (sentence is None) == (file is None):
        raise typer.BadParameter("give either a sentence or --file PAGE")
    settings = settings_for(None, config=config)
    day = day_given(published)
    set_aside = 0
    for document in _documents(sentence, file, day):
        if isinstance(document, Failure):
            set_aside += document.reason != Reason.LEFT_OUT
            printing.say(printing.told(document))
            continue
        explained = explain(document, settings=settings)
        if form is ExplainFormat.JSONL:
            _print_jsonl(explained)
        else:
            _print_text(explained, printing.console())
    return SET_ASIDE if set_aside else 0


def _documents(sentence: str | None, file: str | None, day: date | None) -> Iterator[Document | Failure]:
    """Yield what is to be explained, read; or why it cannot be."""
    from dataclasses import replace

    from khabar.errors import InputRefused
    from khabar.read import expand, read_page
    from khabar.read.containers import pages_of
    from khabar.read.item import Input, Page
    from khabar.records import Failure

    given: list[Page | Failure] = [Page("sentence", sentence)] if sentence is not None else []
    for item in expand([file]) if file is not None else []:
        given += pages_of(item) if isinstance(item, Input) else [item]
    for page in given:
        if isinstance(page, Failure):
            yield page
            continue
        page = replace(page, published=day or page.published)
        try:
            yield read_page(
                page.data,
                name=page.name,
                published=page.published,
                url=page.url,
                outlet=page.outlet,
                title=page.title,
                media_type=page.media_type,
            )
        except InputRefused as refused:
            yield Failure(page.name, refused.reason, refused.detail)


def _print_jsonl(explained: Explained) -> None:
    from khabar.records import to_json

    about = {"doc_id": explained.document.doc_id, "name": explained.document.name}
    for sentence in explained.sentences:
        line = {**about, **to_json(sentence)}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def _print_text(explained: Explained, out: Console) -> None:
    for sentence in explained.sentences:
        _print_sentence(sentence, out)
    said = f"coded by {explained.coder}"
    published = explained.document.published
    _quiet(
        out, f"{said}; published {published}" if published else f"{said}; no day of publication: --published gives one"
    )


def _print_sentence(sentence: ExplainedSentence, out: Console) -> None:
    from rich.text import Text

    from khabar.cli.printing import visible

    out.print(Text(visible(" ".join(sentence.text.split())), style="bold"))
    by = f" by {', '.join(f'“{form}”' for form in sentence.forms)}" if sentence.forms else ""
    _quiet(out, f"{sentence.passage.value} {sentence.start}:{sentence.end} · gate: {sentence.gate}{by}")
    for report in sentence.reports:
        _print_report(report, out)
    if sentence.parsed and not sentence.reports:
        out.print("\n  no report")
    if sentence.dropped:
        out.print("\n  considered and not taken")
        _print_rows(((d.stage, d.what, [d.reason]) for d in sentence.dropped), out)
    out.print()


def _print_report(explained: ExplainedReport, out: Console) -> None:
    from rich.text import Text

    from khabar.cli import tables
    from khabar.cli.story import TRIGGER

    report = explained.report
    what = tables.what(report.event_type, report.event_mode)
    out.print()
    out.print(Text.assemble("  report ", (report.report_id[: tables.SHORT_ID], "dim"), "  ", (what, TRIGGER)))
    _print_rows(((given.field, _value(given), _reasons(given)) for given in explained.values), out)
    for relation in explained.relations:
        _print_rows([("belongs to", relation, [])], out)


def _value(given: Given) -> str:
    words = f" “{' '.join(given.text.split())}”" if given.text else ""
    return f"{given.value}{words}"


def _reasons(given: Given) -> list[str]:
    """Return the reason for a value, and one line for each other candidate."""
    others = []
    for option in given.options:
        ident = f" [{option.ident}]" if option.ident else ""
        score = f" {option.score:.2f}" if option.score is not None else ""
        others.append(f"not {option.what}{ident}{score}{f': {option.reason}' if option.reason else ''}")
    return [given.rule, *others]


def _print_rows(rows: Iterable[tuple[str, str, list[str]]], out: Console) -> None:
    """Print a name and a value a row, the value's reason behind it, other candidates on lines of their own below."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from khabar.cli.printing import visible
    from khabar.cli.story import QUIET

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(min_width=_NAMES, no_wrap=True)
    table.add_column(overflow="fold")
    for name, value, reasons in rows:
        body = Text(visible(value))
        for number, reason in enumerate(reasons):
            body.append(visible(f"{'  · ' if number == 0 else chr(10)}{reason}"), style=QUIET)
        table.add_row(Text(name), body)
    out.print(Padding(table, (0, 0, 0, 4), expand=False))


_NAMES: Final = len("acled_sub_event")


def _quiet(out: Console, line: str) -> None:
    from rich.text import Text

    from khabar.cli.printing import visible
    from khabar.cli.story import QUIET

    out.print(Text(visible(f"  {line}"), style=QUIET))
