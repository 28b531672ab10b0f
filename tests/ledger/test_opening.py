"""What is no ledger is refused in one line and left as it was."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from khabar.errors import LedgerError
from khabar.ledger import Ledger
from tests.ledger.making import make_coded


def refusal(path: Path, *, read_only: bool = False) -> str:
    with pytest.raises(LedgerError) as caught, Ledger.open(path, read_only=read_only):
        pass
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize(
    "content", [b"once upon a time" * 500, b"short", b"SQLite format 3\0" + bytes(4096), b"\0" * 5000]
)
def test_any_other_file_is_left_alone(tmp_path: Path, content: bytes, read_only: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    assert "is not a khabar ledger" in refusal(path, read_only=read_only)
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("read_only", [True, False])
def test_another_database_is_left_alone(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "sales.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
    assert "another DuckDB database" in refusal(path, read_only=read_only)
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("SHOW TABLES").fetchall() == [("meta",)]


def test_a_ledger_of_a_newer_version(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    Ledger.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")
    assert "schema 99" in refusal(path)
    assert "upgrade khabar" in refusal(path, read_only=True)


def test_a_database_file_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    Ledger.open(path).close()
    path.write_bytes(path.read_bytes()[:6000])
    assert "cannot be opened as a ledger" in refusal(path)


def test_no_ledger_to_read(tmp_path: Path) -> None:
    assert "no such ledger" in refusal(tmp_path / "gone.duckdb", read_only=True)
    assert not list(tmp_path.iterdir())


def test_a_path_that_cannot_be_written(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert "there is no folder" in refusal(tmp_path / "none" / "ledger.duckdb")
    assert "there is no folder" in refusal(file / "ledger.duckdb")
    assert "is a folder" in refusal(tmp_path)
    assert "not a file" in refusal(Path(os.devnull))


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_folder_that_is_read_only(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    assert "read-only" in refusal(tmp_path / "ledger.duckdb")


HOLD = """
import sys
from khabar.ledger import Ledger
ledger = Ledger.open(sys.argv[1])
print(flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("read_only", [True, False])
def test_a_ledger_in_use_by_another_process(tmp_path: Path, read_only: bool) -> None:
    path = tmp_path / "ledger.duckdb"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert "in use by another process" in refusal(path, read_only=read_only)
        process.communicate()


def test_an_empty_file_becomes_a_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    path.touch()
    assert "is not a khabar ledger" in refusal(path, read_only=True)
    with Ledger.open(path) as ledger:
        assert ledger.add(make_coded())


CRASH = """
import os, signal, sys
from khabar.ledger import Ledger
from tests.ledger.making import make_coded
ledger = Ledger.open(sys.argv[1])
ledger.add(make_coded(1))
ledger._connection.execute("CHECKPOINT")
ledger.add(make_coded(2))
os.kill(os.getpid(), signal.SIGKILL)
"""


def crashed(path: Path) -> Path:
    done = subprocess.run([sys.executable, "-c", CRASH, str(path)], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    return path.with_name(path.name + ".wal")


def test_after_a_crash_the_log_is_replayed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    assert crashed(path).exists()
    copy = tmp_path / "copy.duckdb"
    shutil.copy(path, copy)
    shutil.copy(tmp_path / "ledger.duckdb.wal", tmp_path / "copy.duckdb.wal")
    with Ledger.open(path, read_only=True) as ledger:
        assert len(ledger.documents.fetchall()) == 2
    with Ledger.open(copy) as ledger:
        assert len(ledger.documents.fetchall()) == 2


def test_a_log_that_will_not_replay_is_moved_aside_and_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    log = crashed(path)
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 0xFF
    log.write_bytes(content)
    assert "cannot be replayed" in refusal(path, read_only=True)
    assert log.read_bytes() == content
    with Ledger.open(path) as ledger:
        aside = tmp_path / "ledger.duckdb.wal.unreplayed-1"
        assert aside.read_bytes() == content
        assert aside.name in ledger.notices[0]
        assert aside.name in ledger.failure_records()[0].detail
        assert len(ledger.documents.fetchall()) == 1
        ledger.add(make_coded(2))
        assert len(ledger.documents.fetchall()) == 2
