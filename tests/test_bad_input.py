"""Bad input gives one clear line, the right exit code, and a row in ``failures``; the other pages are not lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from khabar.cli import run
from khabar.errors import Reason
from khabar.ledger import Ledger
from tests.cli.pages import DATE

GOOD = "Rebels killed 3 people in Goma on Monday, police said.\n"
SPANISH = (
    "El ejército informó el martes que tres soldados murieron en un ataque de la guerrilla en el departamento"
    " del Cauca. El presidente condenó el atentado y pidió a la comunidad internacional que apoye el proceso de paz.\n"
)


def write(content: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(content) and None


def huge(path: Path) -> None:
    path.write_bytes(b"Rebels killed 3 people in Goma. " * (50 * 1024 * 1024 // 32))


CASES = {
    "empty": (write(b""), {Reason.EMPTY}),
    "blank": (write(b" \n\t\n"), {Reason.EMPTY, Reason.NO_TEXT}),
    "binary": (write(bytes(range(256)) * 64), {Reason.BINARY}),
    "zip": (write(b"PK\x03\x04" + bytes(range(256)) * 20), {Reason.DAMAGED}),
    "image": (write(b"\x89PNG\r\n\x1a\n" + os.urandom(2000)), {Reason.BINARY}),
    "another language": (write(SPANISH.encode()), {Reason.LANGUAGE}),
    "a line of 50 MB": (huge, {Reason.TOO_LARGE}),
    "missing": (lambda path: None, {Reason.NOT_FOUND}),
}


@pytest.mark.parametrize("case", CASES)
def test_one_bad_page_is_set_aside_and_the_good_one_kept(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, reasons = CASES[case]
    bad, good, path = tmp_path / "bad.txt", tmp_path / "good.txt", tmp_path / "ledger.duckdb"
    make(bad)
    good.write_text(GOOD, encoding="utf-8")
    for _ in range(2):
        assert run(["code", str(bad), str(good), "--published", DATE, "-o", str(path)]) == 3
        out, err = capsys.readouterr()
        assert out == ""
        lines = err.splitlines()
        assert [line for line in lines if line.startswith(f"khabar: set aside: {bad}: ")] == lines[:1]
        assert "inputs: 2 · documents: 1" in lines[-1]
        assert "set aside: 1" in lines[-1]
        with Ledger.open(path, read_only=True) as ledger:
            (failure,) = ledger.failure_records()
            assert failure.name == str(bad)
            assert failure.reason in reasons
            assert len(ledger.reports.fetchall()) >= 1


def test_without_a_ledger_the_exit_code_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "bad.txt").write_bytes(b"")
    assert run(["code", str(tmp_path / "bad.txt"), "--format", "jsonl"]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize(
    "content",
    [GOOD.encode("utf-16"), GOOD.replace("people", "pe\u00e9ple").encode("latin-1"), b"\xff\xfe" + GOOD.encode()],
    ids=["utf-16", "latin-1", "broken"],
)
def test_a_broken_encoding_is_read_or_named(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, path = tmp_path / "page.txt", tmp_path / "ledger.duckdb"
    page.write_bytes(content)
    code = run(["code", str(page), "--published", DATE, "-o", str(path)])
    with Ledger.open(path, read_only=True) as ledger:
        failures = ledger.failure_records()
        assert code == (3 if failures else 0)
        assert len(ledger.documents.fetchall()) + len(failures) >= 1
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2018-02-30", "tomorrow", "19/04/2018", ""])
def test_a_date_that_is_none(day: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ledger.duckdb"
    assert run(["code", "page.txt", "--published", day, "-o", str(path)]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "is no date" in err
    assert not path.exists()


def not_a_ledger(path: Path) -> None:
    path.write_text("once upon a time\n" * 100, encoding="utf-8")


def another_database(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        connection.execute("CREATE TABLE t (a INTEGER)")


def newer_ledger(path: Path) -> None:
    Ledger.open(path).close()
    with duckdb.connect(str(path)) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema_version'")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [not_a_ledger, another_database, newer_ledger, folder])
@pytest.mark.parametrize("verb", ["code", "incidents", "show", "query"])
def test_a_ledger_that_is_none(
    make: Callable[[Path], None], verb: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, path = tmp_path / "page.txt", tmp_path / "ledger.duckdb"
    page.write_text(GOOD, encoding="utf-8")
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    rest = {"code": [str(page), "-o", str(path)], "show": [str(path), "r-1"], "query": [str(path), "SELECT 1"]}
    assert run([verb, *rest.get(verb, [str(path)])]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert str(path) in err
    assert (path.read_bytes() if path.is_file() else b"") == before


@pytest.mark.parametrize("where", ["none/ledger.duckdb", "page.txt/ledger.duckdb"])
def test_an_output_that_cannot_be_written_is_told_before_any_work(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def worked(*_: object, **__: object) -> None:
        raise AssertionError("a page was read")

    page = tmp_path / "page.txt"
    page.write_text(GOOD, encoding="utf-8")
    monkeypatch.setattr("khabar.pipeline.code_inputs", worked)
    assert run(["code", str(page), "-o", str(tmp_path / where)]) == 1
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "cannot be written" in err


def test_a_fault_of_the_coder_costs_one_page_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from khabar.coder import Coder
    from khabar.records import Coded, Document

    whole = Coder.code

    def code(self: Coder, document: Document) -> Coded:
        if "Goma" in document.text:
            raise IndexError("list index out of range")
        return whole(self, document)

    monkeypatch.setattr(Coder, "code", code)
    (tmp_path / "a.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.txt").write_text(GOOD.replace("Goma", "Bunia"), encoding="utf-8")
    path = tmp_path / "ledger.duckdb"
    assert run(["code", str(tmp_path), "--published", DATE, "-o", str(path)]) == 3
    assert "IndexError" in capsys.readouterr().err
    with Ledger.open(path, read_only=True) as ledger:
        (failure,) = ledger.failure_records()
        assert failure.reason == Reason.CODING_FAILED
        assert len(ledger.documents.fetchall()) == 1


def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    for name in (b"page-\xff.txt", b"empty-\xff.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(
            GOOD if name.startswith(b"page") else "", encoding="utf-8"
        )
    path = tmp_path / "ledger.duckdb"
    assert run(["code", str(tmp_path), "--published", DATE, "-o", str(path)]) == 3
    with Ledger.open(path, read_only=True) as ledger:
        assert [row[1] for row in ledger.documents.fetchall()] == [f"{tmp_path}/page-\ufffd.txt"]
        assert [failure.name for failure in ledger.failure_records()] == [f"{tmp_path}/empty-\ufffd.txt"]
