"""One bit changed anywhere is found, and named (HARDENING S18)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.ledger.verify import faults_of
from khabar.read.item import Page
from tests.ledger.making import make_coded, make_incident

PAGES = 40
SEALED = {
    "raw": ("bytes",),
    "documents": ("text", "text", "name", "outlet", "given", "seal", "text_sha256", "url", "coder"),
    "reports": ("quote", "quote", "record", "trigger_text", "place_name", "event_type"),
    "actors": ("text", "name"),
    "tolls": ("text", "measure", "low"),
    "links": ("text", "cue_text"),
    "passages": ("writer", "start_char", "confidence"),
    "explanations": ("rule",),
}


def filled(ledger: Ledger) -> Ledger:
    """Return the ledger with pages, of which each text differs from the others in its figures."""
    ledger.keeps_raw = True
    for number in range(PAGES):
        coded = make_coded(number, killed=number + 2)
        ledger.add(coded, page=Page(coded.document.name, coded.document.text, url=coded.document.url))
    incident, memberships = make_incident(make_coded(0, killed=2))
    ledger.replace_incidents([incident], memberships)
    return ledger


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.memory() as made:
        yield filled(made)


def flipped(value: object, rng: random.Random) -> object:
    """Return the value with one bit of it changed."""
    if isinstance(value, bytes):
        at = rng.randrange(len(value) * 8)
        return value[: at // 8] + bytes([value[at // 8] ^ (1 << at % 8)]) + value[at // 8 + 1 :]
    if isinstance(value, str):
        at = rng.randrange(len(value))
        return value[:at] + chr(ord(value[at]) ^ (1 << rng.randrange(5))) + value[at + 1 :]
    if isinstance(value, float):
        return value / 2
    assert isinstance(value, int)
    return value ^ (1 << rng.randrange(10))


def test_a_ledger_that_nobody_touched_has_no_fault(ledger: Ledger) -> None:
    assert list(faults_of(ledger)) == []


def test_of_1000_flips_of_one_bit_all_are_found(ledger: Ledger) -> None:
    rng = random.Random(20210304)
    run = ledger._connection.execute
    subjects = [
        (doc_id, f"raw {raw}")
        for doc_id, raw in run("SELECT doc_id, raw_sha256 FROM documents ORDER BY ALL").fetchall()
    ]
    flips, missed = 0, []
    while flips < 1000:
        undo, expected = [], []
        for doc_id, raw in subjects:
            table = rng.choice(list(SEALED))
            column = rng.choice(SEALED[table])
            key, subject = ("raw_sha256", raw.removeprefix("raw ")) if table == "raw" else ("doc_id", doc_id)
            ((rowid, value), *_) = run(
                f"SELECT rowid, {column} FROM {table} WHERE {key} = ? AND {column} IS NOT NULL ORDER BY 1",  # noqa: S608
                [subject],
            ).fetchall()
            change = f"UPDATE {table} SET {column} = ? WHERE rowid = ?"  # noqa: S608
            run(change, [flipped(value, rng), rowid])
            undo.append((change, value, rowid))
            expected.append((raw if table == "raw" else doc_id, table, column, value))
        found = {fault.subject for fault in faults_of(ledger)}
        missed += [flip for flip in expected if flip[0] not in found]
        flips += len(expected)
        for change, value, rowid in undo:
            run(change, [value, rowid])
    assert missed == []
    assert list(faults_of(ledger)) == []


@pytest.mark.parametrize(
    ("sql", "subject"),
    [
        ("DELETE FROM documents WHERE name = 'page-3.html'", "d-"),
        ("DELETE FROM reports WHERE position = 1", "d-"),
        ("DELETE FROM incidents", "i-"),
        ("UPDATE incidents SET killed_best = killed_best + 1", "i-"),
        ("UPDATE memberships SET score = 0.5", "i-"),
        ("UPDATE incidents SET seal = 'x'", "incidents"),
        ("INSERT INTO raw SELECT repeat('0', 64), codec, size, bytes, packed_sha256 FROM raw LIMIT 1", "raw 0000"),
    ],
)
def test_what_is_gone_or_added_is_found(ledger: Ledger, sql: str, subject: str) -> None:
    ledger._connection.execute(sql)
    assert any(fault.subject.startswith(subject) for fault in faults_of(ledger))


def test_a_flip_in_the_file_is_found_or_touches_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        whole = filled(ledger).digest()
    content = path.read_bytes()
    rng = random.Random(7)
    found = 0
    for _ in range(25):
        at = rng.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :])
        state = state_of(path)
        # What is not found lies in an unused part of the file.
        assert state in ("found", whole)
        found += state == "found"
    assert found > 0


def state_of(path: Path) -> str:
    """Return that something is found in a file, or the digest of the ledger in it."""
    try:
        with Ledger.open(path, read_only=True) as ledger:
            return "found" if list(faults_of(ledger)) else ledger.digest()
    except LedgerError:
        return "found"
