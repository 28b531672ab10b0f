"""What is killed: a way to prepare a ledger, and the work on it that can be begun again at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from khabar.coder import Coder
from khabar.ledger import Ledger
from khabar.ledger.forget import Wish, forget
from khabar.pipeline import code_inputs
from tests.kills.stub import StubCoder, page_of
from tests.ledger.former import as_schema, is_schema

PAGES = 6


@dataclass(frozen=True)
class Job:
    """``run`` prints the id of each document that is stored for good, and can be begun again at any time.

    ``kills`` are those that one ledger suffers before it is looked at as a whole.
    """

    prepare: Callable[[Path], None]
    run: Callable[[Path], None]
    kills: int


def nothing(path: Path) -> None:
    """Prepare nothing: the work begins by making the ledger."""


def code(path: Path) -> None:
    """Code pages, printing each that is stored."""
    with Ledger.open(path) as ledger:
        code_inputs(
            [page_of(number) for number in range(PAGES)],
            ledger,
            coder=cast(Coder, StubCoder()),
            on_stored=lambda doc_id: print(doc_id, flush=True),
        )


def code_and_forget(path: Path) -> None:
    """Forget one page, and a person on all others."""
    forget(path, Wish(urls=(f"https://news.invalid/{PAGES - 1}",), persons=("Ana Ruel",)))


def code_as_schema_1(path: Path) -> None:
    """Make a ledger as the first khabar did."""
    current = path.with_name("current.duckdb")
    code(current)
    as_schema(1, current, path)
    current.unlink()


def upgrade(path: Path) -> None:
    """Open a ledger, whatever its schema, and insist on the backup."""
    Ledger.open(path).close()
    backup = path.with_name(f"{path.name}.schema-1")
    assert backup.exists(), "there is no backup"
    assert is_schema(1, backup)


JOBS = {
    "code": Job(nothing, code, kills=4),
    "forget": Job(code, code_and_forget, kills=1),
    "upgrade": Job(code_as_schema_1, upgrade, kills=1),
}
