"""Opening the file of a ledger: what it must be, and one line for each way in which it is not."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import duckdb

from khabar.errors import LedgerError
from khabar.settings import Settings

SCHEMA_VERSION: Final = 4
APPLICATION: Final = "khabar"

_MAGIC: Final = slice(8, 12)
"""Where a DuckDB file says ``DUCK``. Other files are never handed to the database (HARDENING S12)."""


def connect(path: Path | None, *, read_only: bool, settings: Settings) -> tuple[duckdb.DuckDBPyConnection, list[str]]:
    """Return a locked connection to the ledger at ``path`` (``None``: in memory) and what had to be done to open it.

    Raises:
        LedgerError: in one line, if there is no ledger there, or none that can be opened so.
    """
    config = config_of(settings)
    if path is None:
        connection = duckdb.connect(":memory:", config=config)
        create(connection)
        _lock(connection)
        return connection, []
    notices: list[str] = []
    if path.is_symlink():
        path = path.resolve()
    _check_file(path, read_only=read_only)
    if not path.exists() or (not read_only and path.stat().st_size == 0):
        _build(path, config)
    connection = _open(path, config, read_only=read_only, notices=notices)
    try:
        version = _check_schema(connection, path)
        if version < SCHEMA_VERSION:
            if read_only:
                raise LedgerError(
                    f"{path}: is a ledger of schema {version}, this khabar reads {SCHEMA_VERSION};"
                    f" bring it up with khabar ledger upgrade {path}"
                )
            from khabar.ledger.migrate import migrate

            connection.close()
            notices.append(migrate(path, settings, former=version))
            connection = attempt(path, config, read_only=False)
        _lock(connection)
    except BaseException:
        connection.close()
        raise
    return connection, notices


@contextmanager
def explained(path: Path | None) -> Iterator[None]:
    """Turn what the database says about a ledger into one line.

    Raises:
        LedgerError: for every error of the database.
        KeyboardInterrupt: if that is what stopped it.
    """
    try:
        yield
    except duckdb.InterruptException:
        raise KeyboardInterrupt from None
    except RuntimeError as error:
        # What the database makes of an interrupt from the keyboard.
        if "interrupted" in str(error).lower():
            raise KeyboardInterrupt from None
        raise
    except duckdb.Error as error:
        raise LedgerError(f"{path or 'ledger in memory'}: {one_line(error)}") from None


def one_line(error: BaseException) -> str:
    """Return the first line of what an error says, without the database's prefix, and the names that it proposes."""
    text, *more = str(error).strip().splitlines()
    kind, _, rest = text.partition(" Error: ")
    said = rest if rest and kind.replace(" ", "").isalpha() else text
    return "; ".join([said.rstrip("!"), *(_proposed(line) for line in more if _PROPOSAL.match(line))])


_PROPOSAL: Final = re.compile(r"(?:Candidate bindings: *:? *|Did you mean )")


def _proposed(line: str) -> str:
    """Return the names that the database has for one that it does not know."""
    return f"perhaps {_PROPOSAL.sub('', line).removesuffix('?')}"


def config_of(settings: Settings) -> dict[str, Any]:
    """Return how the database is to be set up: without a way out of its file."""
    config: dict[str, Any] = {
        "enable_external_access": "false",
        "python_enable_replacements": "false",
        # The order of rows is always stated, so the database need not hold results back to keep it.
        "preserve_insertion_order": "false",
    }
    if settings.ledger_threads is not None:
        config["threads"] = str(settings.ledger_threads)
    if settings.ledger_memory is not None:
        config["memory_limit"] = settings.ledger_memory
    return config


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("SET lock_configuration = true")


def _check_file(path: Path, *, read_only: bool) -> None:
    """Refuse, before the database sees it, what is no ledger and what cannot be written."""
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; expected the file of a ledger, as in {path / 'ledger.duckdb'}")
    if path.exists() and not path.is_file():
        raise LedgerError(f"{path}: is not a khabar ledger (not a file)")
    if not path.exists():
        if read_only:
            raise LedgerError(f"{path}: no such ledger; `khabar code INPUT -o {path}` makes one")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: cannot be written, there is no folder {path.parent}")
        if not os.access(path.parent, os.W_OK | os.X_OK):
            raise LedgerError(f"{path}: cannot be written, the folder {path.parent} is read-only")
        return
    if not os.access(path, os.R_OK):
        raise LedgerError(f"{path}: cannot be read, permission denied")
    # The database writes its log beside the file, so the folder counts too.
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        raise LedgerError(f"{path}: cannot be written, permission denied")
    try:
        with path.open("rb") as stream:
            head = stream.read(_MAGIC.stop)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from None
    if head[_MAGIC] != b"DUCK" and (head or read_only):
        raise LedgerError(f"{path}: is not a khabar ledger (not a DuckDB file); nothing was written to it")


def _build(path: Path, config: dict[str, Any]) -> None:
    """Make an empty ledger beside ``path`` and move it there whole, so that a crash leaves no half of one."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with explained(path), duckdb.connect(str(draft), config=config) as connection:
            create(connection)
            connection.execute("CHECKPOINT")
        _put_in_place(draft, path)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be written ({error.strerror})") from None
    finally:
        draft.unlink(missing_ok=True)
        draft.with_name(draft.name + ".wal").unlink(missing_ok=True)


def _put_in_place(draft: Path, path: Path) -> None:
    """Move ``draft`` to ``path``, but never over a ledger that another process has put there meanwhile."""
    try:
        os.link(draft, path)
    except FileExistsError:
        if path.stat().st_size == 0:
            draft.replace(path)
    except OSError:
        # A file system without hard links.
        draft.replace(path)


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of an empty ledger."""
    connection.begin()
    connection.execute(files("khabar.ledger").joinpath("schema.sql").read_text(encoding="utf-8"))
    connection.executemany(
        "INSERT INTO meta VALUES (?, ?)",
        [
            ("application", APPLICATION),
            ("schema_version", str(SCHEMA_VERSION)),
            ("linked_by", "nothing to link"),
            ("linked_seal", ""),
            ("salt", secrets.token_hex(16)),
        ],
    )
    connection.commit()


def attempt(path: Path, config: dict[str, Any], *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Return a connection to a file that is there.

    Raises:
        LedgerError: in one line, saying why it cannot be had.
    """
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        raise _refusal(path, error) from None


def _open(path: Path, config: dict[str, Any], *, read_only: bool, notices: list[str]) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        message = str(error)
        if "WAL" not in message:
            raise _refusal(path, error) from None
    wal = path.with_name(path.name + ".wal")
    if read_only or not wal.exists():
        raise LedgerError(
            f"{path}: its log {wal.name} cannot be replayed; open the ledger for writing "
            f"(khabar code INPUT -o {path}) to have it moved aside"
        )
    aside = _move_aside(wal)
    notices.append(
        f"{path}: its log could not be replayed and is now {aside.name}; deliver the pages of the last run again"
    )
    try:
        return duckdb.connect(str(path), read_only=False, config=config)
    except duckdb.Error as error:
        raise _refusal(path, error) from None


def _move_aside(wal: Path) -> Path:
    number = 1
    while (aside := wal.with_name(f"{wal.name}.unreplayed-{number}")).exists():
        number += 1
    wal.rename(aside)
    return aside


def _refusal(path: Path, error: duckdb.Error) -> LedgerError:
    message = str(error)
    if "lock" in message and "Conflicting" in message:
        return LedgerError(f"{path}: is in use by another process; try again when it is done")
    if "different configuration" in message:
        return LedgerError(
            f"{path}: is already open in this process, with another mode or other settings; close it first"
        )
    if "version number" in message or "newer version" in message:
        return LedgerError(
            f"{path}: was written by a newer DuckDB than {duckdb.__version__}; upgrade duckdb to open it"
        )
    return LedgerError(f"{path}: cannot be opened as a ledger: {one_line(error)}")


def _check_schema(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    try:
        meta = dict(connection.execute("SELECT key, value FROM meta").fetchall())
    except duckdb.Error:
        meta = {}
    if meta.get("application") != APPLICATION:
        raise LedgerError(f"{path}: is not a khabar ledger (another DuckDB database); nothing was written to it")
    version = meta.get("schema_version", "")
    if not version.isdigit() or int(version) < 1:
        raise LedgerError(f"{path}: its schema version {version!r} is no number; the ledger is damaged")
    if int(version) > SCHEMA_VERSION:
        raise LedgerError(
            f"{path}: is a ledger of schema {version}, this khabar knows {SCHEMA_VERSION}; upgrade khabar to open it"
        )
    return int(version)
