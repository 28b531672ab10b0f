"""What is killed: a way to prepare a ledger, and the work on it that can be begun again at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from khabar.coder import Coder
from khabar.ledger import Ledger
from khabar.ledger.forget import Wish, forget
from khabar.link.judgement import Decision, Judgement
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


DECIDED_AT = datetime(2021, 3, 5, 12)


def decide(path: Path) -> None:
    """Merge, correct and reject incidents, each time in the same words, and link anew."""
    with Ledger.open(path) as ledger:
        anchors = [tuple(ledger.anchors(report_ids).values()) for report_ids in _opening(ledger)]
        decided = [
            Judgement("j-1", DECIDED_AT, "ana", Decision.MERGE, "i-x", (anchors[0], anchors[-1])),
            Judgement("j-2", DECIDED_AT, "ana", Decision.CORRECT, "i-x", (anchors[0],), content=_FOUR),
            Judgement("j-3", DECIDED_AT, "ben", Decision.REJECT, "i-x", (anchors[-1],)),
            Judgement("j-4", DECIDED_AT, "ben", Decision.UNDO, "i-x", (), other_id="j-3"),
        ]
        for judgement in decided:
            ledger.add_judgements([judgement])
            print(judgement.judgement_id, flush=True)
        ledger.link()


_FOUR = {"field": "killed", "value": {"low": 4, "best": 4, "high": 4}}


def _opening(ledger: Ledger) -> list[list[str]]:
    """Return one group of reports a document, whatever incidents they are in at the time."""
    rows = ledger.query(
        "SELECT doc_id, list(report_id ORDER BY report_id) FROM reports GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return [list(report_ids) for _, report_ids in rows]


JOBS = {
    "code": Job(nothing, code, kills=4),
    "judge": Job(code, decide, kills=4),
    "forget": Job(code, code_and_forget, kills=1),
    "upgrade": Job(code_as_schema_1, upgrade, kills=1),
}
