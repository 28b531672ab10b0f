"""A ledger of a former schema is brought up to this one, and kept beside it (HARDENING R5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import LedgerError
from khabar.ledger import SCHEMA_VERSION, Ledger
from khabar.ledger.verify import faults_of
from khabar.settings import Settings
from tests.ledger.former import as_schema_1, is_schema_1
from tests.ledger.making import CODER, make_coded, make_incident


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        run = ledger.start_run(Settings(), coder=CODER)
        for number in range(5):
            ledger.add(make_coded(number, killed=number + 2))
        incident, memberships = make_incident(make_coded(0, killed=2))
        ledger.replace_incidents([incident], memberships)
        ledger.finish_run(run, "done", {"documents": 5})
    as_schema_1(tmp_path / "new.duckdb", tmp_path / "old.duckdb")
    return tmp_path / "old.duckdb"


def test_what_was_in_it_is_in_it_and_the_former_one_is_kept(old: Path) -> None:
    content = old.read_bytes()
    with Ledger.open(old) as ledger:
        assert "is now one of schema" in ledger.notices[0]
        assert ledger.query("SELECT value FROM meta WHERE key = 'schema_version'").fetchall() == [
            (str(SCHEMA_VERSION),)
        ]
        assert sorted(ledger.coded(), key=lambda coded: coded.document.name) == [
            make_coded(number, killed=number + 2) for number in range(5)
        ]
        assert list(faults_of(ledger)) == []
        assert ledger.is_linked
        assert ledger.query("SELECT status FROM runs").fetchall() == [("done",)]
        assert ledger.salt
        assert ledger.add(make_coded(7))
    backup = old.with_name("old.duckdb.schema-1")
    assert backup.read_bytes() == content
    assert is_schema_1(backup)
    with Ledger.open(old) as ledger:
        assert ledger.notices == ()


def test_reading_does_not_write(old: Path) -> None:
    content = old.read_bytes()
    with pytest.raises(LedgerError, match="khabar ledger upgrade"):
        Ledger.open(old, read_only=True)
    assert old.read_bytes() == content


def test_a_backup_of_before_is_not_overwritten(old: Path) -> None:
    backup = old.with_name("old.duckdb.schema-1")
    backup.write_bytes(b"mine")
    Ledger.open(old).close()
    assert backup.read_bytes() == b"mine"
    assert is_schema_1(old.with_name("old.duckdb.schema-1-2"))
