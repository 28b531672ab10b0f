"""A ledger's file made anew beside the old one, and put in its place whole.

A database keeps the bytes of rows that were deleted until it needs their room; a file made anew holds nothing but what
was written into it. And whatever stops the work, one whole ledger is at its path: the former one, or the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import duckdb

from khabar.errors import LedgerError
from khabar.ledger import opening
from khabar.settings import Settings

_BATCH_ROWS: Final = 2048


@contextmanager
def rewriting(
    path: Path, settings: Settings, *, backup: str | None = None
) -> Iterator[tuple[duckdb.DuckDBPyConnection, duckdb.DuckDBPyConnection]]:
    """Give the ledger at ``path``, to read, and an empty one, which takes its place when the block ends without error.

    Nobody else can write to the ledger meanwhile. With a ``backup``, that is the suffix of a file beside it in which
    the former ledger stays.

    Raises:
        LedgerError: if the ledger is in use, or the new one cannot be written; the former one then stays.
    """
    config = opening.config_of(settings)
    path = path.resolve()
    _fold_log(path, config)
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    with opening.explained(path):
        old = opening.attempt(path, config, read_only=True)
    try:
        if path.with_name(path.name + ".wal").exists():
            raise LedgerError(f"{path}: is in use by another process; try again when it is done")
        with opening.explained(path), duckdb.connect(str(draft), config=config) as new:
            opening.create(new)
            yield old, new
            new.execute("CHECKPOINT")
        _to_disk(draft)
        if backup is not None:
            keep(path, path.with_name(path.name + backup))
        draft.replace(path)
        _to_disk(path.parent)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written anew ({error.strerror or error})") from None
    finally:
        old.close()
        for left in (draft, draft.with_name(draft.name + ".wal")):
            left.unlink(missing_ok=True)


def copy_rows(
    old: duckdb.DuckDBPyConnection,
    new: duckdb.DuckDBPyConnection,
    table: str,
    *,
    where: str = "true",
    parameters: Sequence[Any] = (),
    added: str = "",
) -> None:
    """Copy the rows of ``table`` for which ``where`` holds; ``added`` is what to select beside the columns of old."""
    names = [
        row[0]
        for row in old.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = ?", [table]).fetchall()
    ]
    quoted = ", ".join(f'"{name}"' for name in names)
    rows = old.sql(f"SELECT {quoted}{added} FROM {table} WHERE {where}", params=list(parameters))  # noqa: S608
    for batch in rows.to_arrow_reader(_BATCH_ROWS):
        new.register("incoming", batch)
        columns = ", ".join(f'"{name}"' for name in batch.schema.names)
        new.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM incoming")  # noqa: S608
        new.unregister("incoming")


def keep(path: Path, backup: Path) -> None:
    """Leave the file at ``path`` under a second name, which is not taken yet."""
    with suppress(OSError):
        if backup.exists() and backup.samefile(path):
            return
    number = 1
    name = backup.name
    while backup.exists():
        number += 1
        backup = backup.with_name(f"{name}-{number}")
    try:
        os.link(path, backup)
    except OSError:
        # A file system without hard links.
        shutil.copy2(path, backup)


def _fold_log(path: Path, config: dict[str, Any]) -> None:
    """Bring what is in the log of a ledger into its file."""
    with opening.explained(path):
        connection = opening.attempt(path, config, read_only=False)
        try:
            connection.execute("CHECKPOINT")
        finally:
            connection.close()


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
