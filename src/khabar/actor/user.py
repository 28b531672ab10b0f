"""A user's own actors: files of groups or of persons, with the columns of ``groups.tsv`` or ``leaders.tsv``."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from khabar.actor.load import GROUP_COLUMNS, PERSON_COLUMNS, Name, Tables, day, enter_group, enter_person, load_tables
from khabar.errors import DataFileError
from khabar.tables import Row

_FORMS: Final = (
    (GROUP_COLUMNS, ("note",), ("name", "kind")),
    (PERSON_COLUMNS, ("title", "group", "note"), ("name",)),
)
"""The columns of either kind of file, those that may stand beside them, and those that must be there."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a file of actors holds: rows that can be used, one error for each that cannot, names of others too."""

    groups: int
    persons: int
    errors: tuple[DataFileError, ...]
    shared: tuple[str, ...]


def enter_file(tables: Tables, path: Path) -> None:
    """Enter a user's file.

    Raises:
        DataFileError: naming file and line, if a row cannot be used.
    """
    for error in _enter(tables, path):
        raise error


def check_file(path: Path, others: Sequence[Path] = ()) -> FileCheck:
    """Return what a user's file would add to the register and to ``others``, the user's files before it.

    Raises:
        DataFileError: if the file cannot be read, or its header fits neither kind of file.
    """
    tables = load_tables(others)
    before = set(tables.entities)
    known = {key: list(names) for key, names in tables.names.items()}
    errors = tuple(_enter(tables, path))
    added = [tables.entities[actor_id] for actor_id in tables.entities if actor_id not in before]
    persons = sum(entity.kind == "person" for entity in added)
    return FileCheck(len(added) - persons, persons, errors, tuple(_shared(tables, known)))


def _shared(tables: Tables, known: dict[str, list[Name]]) -> Iterator[str]:
    """Yield a line for each new name that others of the register bear."""
    for key, names in tables.names.items():
        old = [name for name in known.get(key, ()) if not name.weak]
        new = [name for name in names if not name.weak and name not in known.get(key, ())]
        for name in new:
            bearers = {o.actor_id for o in old} - {name.actor_id}
            if bearers:
                named = ", ".join(sorted(f"{e.name} ({i})" for i in bearers if (e := tables.entity(i))))
                yield f"{name.alias}: also a name of {named}; the day and the country tell them apart"


def _enter(tables: Tables, path: Path) -> Iterator[DataFileError]:
    """Enter the rows of a file that can be used, and yield an error for each that cannot."""
    found = list(_rows(path))
    yield from (row for row in found if isinstance(row, DataFileError))
    rows = [row for row in found if isinstance(row, Row)]
    own = {row.values["group_id"] for row in rows if "group_id" in row.values}
    for row in rows:
        try:
            if "group_id" not in row.values:
                enter_person(tables, _checked(row, "from", "to"))
                continue
            for parent in row.items("parents"):
                known = parent if ":" in parent or "." in parent else f"group:{parent}"
                if tables.entity(known) is None and parent not in own:
                    raise row.error(f"parent {parent!r}", "an id of groups.tsv or of this file")
            enter_group(tables, _checked(row, "start", "end"), "group")
        except DataFileError as error:
            yield error


def _checked(row: Row, first: str, last: str) -> Row:
    if not any(char.isalpha() for char in row["name"]):
        raise row.error(f"name {row['name']!r}", "a name with letters")
    start, end = day(row, first), day(row, last, last=True)
    if start is not None and end is not None and end < start:
        raise row.error(f"{last} {row[last]} before {first} {row[first]}", "days in their order")
    return row


def _rows(path: Path) -> Iterator[Row | DataFileError]:
    """Yield each row, or the error that it is; the file or its header as a whole is refused at once."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DataFileError(path, 0, "bytes that are not UTF-8", 'UTF-8 text, as "CSV UTF-8" is saved') from None
    except OSError as error:
        raise DataFileError(path, 0, error.strerror or "no readable file", "a file of groups or persons") from None
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not lines:
        raise DataFileError(path, 0, "no header line", f"columns {', '.join(GROUP_COLUMNS)}")
    comma = max(",;\t", key=lines[0][1].count)
    header = [cell.strip().lower() for cell in next(csv.reader([lines[0][1]], delimiter=comma))]
    allowed = _columns(path, lines[0][0], header)
    for number, line in lines[1:]:
        try:
            cells = next(csv.reader([line], delimiter=comma, strict=True))
        except csv.Error:
            yield DataFileError(path, number, "a quotation mark that is not closed", "a row on one line")
            continue
        if len(cells) > len(header):
            yield DataFileError(path, number, f"{len(cells)} cells", f"{len(header)}, as in the header")
            continue
        values = dict.fromkeys(allowed, "")
        values.update(zip(header, (cell.strip() for cell in cells), strict=False))
        yield Row(str(path), number, values)


def _columns(path: Path, line: int, header: Sequence[str]) -> tuple[str, ...]:
    for columns, more, needed in _FORMS:
        if set(header) <= {*columns, *more} and set(needed) <= set(header):
            return (*columns, *more)
    expected = f"columns {', '.join(GROUP_COLUMNS)} or {', '.join(PERSON_COLUMNS)}, title, group"
    raise DataFileError(path, line, f"header {' '.join(header)!r}", expected)
