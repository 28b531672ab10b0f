"""The reference, made from the code: ``python -m khabar.docs docs/reference``."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import typer

from khabar import codebook, records
from khabar.actor.kinds import KINDS
from khabar.ledger import SCHEMA_VERSION, Ledger
from khabar.settings import Settings

_MADE = "This page is made from the code by `make reference`; change it there.\n"

_JSON = """
## JSON

`khabar code --format jsonl` prints a `Report` a line, `khabar incidents --format jsonl` an `Incident` a line: keys in
the order above, always present, `null` where unknown; dates as `YYYY-MM-DD`. What each value means is in the codebook.
"""

_LEDGER = """# The ledger

{made}
One DuckDB file, schema {version}. Offsets (`…_start`, `…_end`, `start_char`, `end_char`) are code points into
`documents.text`, end exclusive; in SQL, `substring(text, start_char + 1, end_char - start_char)`. `NULL` means that the
text does not give the value.
"""

_SETTINGS = """# Settings

{made}
Argument, then environment, then `khabar.toml` (beside the ledger, or in the working folder), then default.

| in khabar.toml | in the environment | default | what it does |
|---|---|---|---|
"""

_VALUES = """# Closed sets

{made}
The values of fields that are plain text. Those of `event_type`, `polarity`, `modality`, `aspect`, `role`, `stance`,
`manner`, `standing`, `passage`, `measure` and the kinds of voices stand with the [records](records.md), each with a
sentence that earns it in the [codebook](../codebook.md); event modes and precisions stand there too.
"""

_SETS: Final[Mapping[str, Mapping[str, str]]] = {
    "documents.published_from": {
        "argument": "given from outside: `--published`, `published=`, the setting `read.published`",
        "json-ld": "`datePublished` of the article that the page describes in JSON-LD",
        "meta": "a `meta` element of the page's head",
        "microdata": "an element marked `datePublished`",
        "time": "a `time` element of the article's head, or one called its publication",
        "hatom": "an element of class `published` or `dt-published`",
        "url": "the day in the page's address",
        "byline": "a line that readers see beside the headline or below the article, or the dateline of an agency",
    },
    "actors.kind": KINDS,
    "date.anchor": {
        "published": "counted from the day of publication",
        "text": "the words are absolute",
        "event": "counted, or taken over, from another event of the text",
    },
    "relations.kind": {
        "same_event": "speaks of the same happening as the other report",
        "about": "tells of a circumstance of it, and belongs to its incident",
    },
    "memberships.bond": {
        "opens": "affirmed, actual, and not a reader's: counts",
        "supports": "speaks of the incident that another report of its document opens: counts",
        "about": "tells of a circumstance: who coordinated, helped, ordered",
        "denies": "says that it did not happen",
        "doubts": "doubts that it happened, or so",
        "comment": "is a reader's",
        "opinion": "is an opinion or an analysis",
        "possible": "puts it as possible",
        "expected": "puts it as still to come",
        "advised": "says that it should happen",
        "hypothetical": "puts it as a supposition",
        "asked": "asks whether it happened",
    },
    "failures.reason": {
        "empty": "no bytes, or only blanks",
        "not_found": "no such file or folder, or a pattern or folder without pages",
        "unreadable": "there, and cannot be read",
        "binary": "no text",
        "encoding": "text in an encoding that cannot be told",
        "too_large": "beyond the ceiling on bytes, packed or not, or a stretch beyond that on one sentence",
        "too_deep": "mark-up nested beyond the ceiling",
        "language": "not in English",
        "no_text": "a page without visible text, or a file of records (CSV, JSON) instead of a page",
        "bad_date": "a date that is none",
        "coding_failed": "a fault of khabar's own, or a run that was cut short while it coded the page",
        "truncated": "coded only up to the ceiling on characters, or cut off where it was gathered",
        "damaged": "an archive, web archive or feed, or a part of one, that is not what its form says",
        "encrypted": "locked with a password",
        "left_out": "parts of a container that are no pages by rule (pictures, redirects), counted in one row",
        "not_fetched": "an address that may not be fetched, or whose server gives no page",
        "forgotten": "a page that was taken out with `khabar forget`; told on standard error, and not stored",
    },
}
"""Each closed set that is no enum of the records, with what its values mean; tests hold those that have one."""


def pages() -> Mapping[str, str]:
    """Return the pages of the reference by file name."""
    return {
        "records.md": _records(),
        "cli.md": _cli(),
        "ledger.md": _ledger(),
        "settings.md": _settings(),
        "values.md": _values(),
    }


def write(folder: Path) -> None:
    """Write the reference into ``folder``, and the codebook beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, page in pages().items():
        (folder / name).write_text(page, encoding="utf-8")
    (folder.parent / "codebook.md").write_text(codebook.render(), encoding="utf-8")


def _records() -> str:
    parts = [f"# Records\n\n{_MADE}\n{_doc(records)}\n"]
    for name, thing in vars(records).items():
        if not inspect.isclass(thing) or thing.__module__ != records.__name__:
            continue
        parts.append(f"\n## {name}\n\n{_doc(thing)}\n")
        if issubclass(thing, StrEnum):
            parts.append(f"\nValues: {', '.join(f'`{member.value}`' for member in thing)}.\n")
        elif is_dataclass(thing):
            parts.append("\n| field | type |\n|---|---|\n")
            parts += [f"| `{f.name}` | `{str(f.type).replace('|', chr(92) + '|')}` |\n" for f in fields(thing)]
    parts.append(_JSON)
    return "".join(parts)


def _cli() -> str:
    from khabar.cli import app

    group = typer.main.get_command(app)
    parts = [f"# Command line\n\n{_MADE}\n{_unwrapped(group.epilog or '')}\n"]
    for name, command in _commands(group):
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
        words = " ".join([f"khabar {name}", *(p.metavar or p.name.upper() for p in arguments), "[options]"])
        parts.append(f"\n## khabar {name}\n\n    {words}\n\n{_unwrapped(command.help or '')}\n\n")
        parts.append("| argument or option | what it is |\n|---|---|\n")
        parts += [f"| `{p.metavar or p.name.upper()}` | {p.help} |\n" for p in arguments]
        parts += [f"| `{_option(p)}` | {p.help} |\n" for p in options]
        if command.epilog:
            parts.append(f"\n{_unwrapped(command.epilog)}\n")
    return "".join(parts)


def _commands(group: Any) -> Iterator[tuple[str, Any]]:
    """Yield name and command of each verb, those of a group of verbs with both words."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from ((f"{name} {inner}", verb) for inner, verb in _commands(command))
        else:
            yield name, command


def _option(option: object) -> str:
    metavar = str(getattr(option, "metavar", None) or "").replace("|", "\\|")
    names = ", ".join(getattr(option, "opts", []))
    return f"{names} {metavar}" if metavar else names


def _ledger() -> str:
    with Ledger.memory() as ledger:
        tables = ledger.query(
            "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal ORDER BY table_oid"
        ).fetchall()
        views = ledger.query(
            "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY view_oid"
        ).fetchall()
        columns = ledger.query(
            "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns()"
            " WHERE NOT internal ORDER BY table_name, column_index"
        ).fetchall()
    parts = [_LEDGER.format(made=_MADE, version=SCHEMA_VERSION)]
    for kind, things in (("Tables", tables), ("Views", views)):
        parts.append(f"\n# {kind}\n")
        for name, comment in things:
            parts.append(f"\n## {name}\n\n{comment}\n\n| column | type |\n|---|---|\n")
            for table, column, data_type, nullable in columns:
                if table == name:
                    need = "" if nullable or kind == "Views" else ", never NULL"
                    parts.append(f"| `{column}` | {data_type}{need} |\n")
    return "".join(parts)


def _settings() -> str:
    parts = [_SETTINGS.format(made=_MADE)]
    for name, value, _, sentence in Settings().items():
        section, _, key = name.partition(".")
        variable = f"KHABAR_{section}_{key}".upper()
        default = {None: "unset", (): "none", False: "false"}.get(value, str(value))
        parts.append(f"| `[{section}] {key}` | `{variable}` | {default} | {sentence} |\n")
    return "".join(parts)


def _values() -> str:
    parts = [_VALUES.format(made=_MADE)]
    for name, values in _SETS.items():
        parts.append(f"\n## {name}\n\n| value | meaning |\n|---|---|\n")
        parts += [f"| `{value}` | {meaning} |\n" for value, meaning in values.items()]
    return "".join(parts)


def _doc(thing: object) -> str:
    return (inspect.getdoc(thing) or "").replace("``", "`")


def _unwrapped(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[str]:
    yield from (part for part in text.replace("\b", "").split("\n\n") if part.strip())


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/reference"))
