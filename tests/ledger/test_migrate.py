"""A ledger of a former schema is brought up to this one, and kept beside it (HARDENING R5)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from khabar.errors import LedgerError
from khabar.ledger import SCHEMA_VERSION, Ledger
from khabar.ledger.verify import faults_of
from khabar.records import Coded
from khabar.settings import Settings
from tests.ledger.former import as_schema, is_schema
from tests.ledger.making import CODER, make_coded, make_incident


@pytest.fixture(params=[1, 2, 3])
def version(request: pytest.FixtureRequest) -> int:
    return int(request.param)


@pytest.fixture
def old(tmp_path: Path, version: int) -> Path:
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        run = ledger.start_run(Settings(), coder=CODER)
        for number in range(5):
            ledger.add(make_coded(number, killed=number + 2))
        incident, memberships = make_incident(make_coded(0, killed=2))
        ledger.replace_incidents([incident], memberships)
        ledger.finish_run(run, "done", {"documents": 5})
    as_schema(version, tmp_path / "new.duckdb", tmp_path / "old.duckdb")
    return tmp_path / "old.duckdb"


def known_then(coded: Coded, version: int) -> Coded:
    """Return a coded document without what a former schema did not keep."""
    if version == 3:
        return coded
    return replace(coded, reports=tuple(replace(r, instrument=None, ucdp_violence=None) for r in coded.reports))


def test_what_was_in_it_is_in_it_and_the_former_one_is_kept(old: Path, version: int) -> None:
    content = old.read_bytes()
    with Ledger.open(old) as ledger:
        assert "is now one of schema" in ledger.notices[0]
        assert ledger.query("SELECT value FROM meta WHERE key = 'schema_version'").fetchall() == [
            (str(SCHEMA_VERSION),)
        ]
        assert sorted(ledger.coded(), key=lambda coded: coded.document.name) == [
            known_then(make_coded(number, killed=number + 2), version) for number in range(5)
        ]
        assert list(faults_of(ledger)) == []
        assert ledger.is_linked
        assert ledger.query("SELECT status FROM runs").fetchall() == [("done",)]
        assert [m for (m,) in ledger.query("SELECT DISTINCT machine_id FROM memberships").fetchall()] == [
            i.incident_id for i in ledger.incident_records()
        ]
        assert ledger.salt
        assert ledger.add(make_coded(7))
    backup = old.with_name(f"old.duckdb.schema-{version}")
    assert backup.read_bytes() == content
    assert is_schema(version, backup)
    with Ledger.open(old) as ledger:
        assert ledger.notices == ()


def test_reading_does_not_write(old: Path) -> None:
    content = old.read_bytes()
    with pytest.raises(LedgerError, match="khabar ledger upgrade"):
        Ledger.open(old, read_only=True)
    assert old.read_bytes() == content


def test_a_backup_of_before_is_not_overwritten(old: Path, version: int) -> None:
    backup = old.with_name(f"old.duckdb.schema-{version}")
    backup.write_bytes(b"mine")
    Ledger.open(old).close()
    assert backup.read_bytes() == b"mine"
    assert is_schema(version, old.with_name(f"old.duckdb.schema-{version}-2"))


def test_salt_and_what_came_with_a_page_stay(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        ledger.add(make_coded())
        salt = ledger.salt
        ledger._connection.execute("UPDATE documents SET given = '{}', masked = 2")
    as_schema(2, tmp_path / "new.duckdb", tmp_path / "old.duckdb")
    with Ledger.open(tmp_path / "old.duckdb") as ledger:
        assert ledger.salt == salt
        assert ledger.query("SELECT given, masked FROM documents").fetchall() == [("{}", 2)]
        assert list(faults_of(ledger)) == []
        rows = ledger.query("SELECT DISTINCT instrument_text, instrument_kind, ucdp_violence FROM reports").fetchall()
        assert rows == [(None, None, None)]
