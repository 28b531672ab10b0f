"""A ledger coded again from the pages it keeps is the same ledger (HARDENING R7)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from khabar.coder import Coder
from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.ledger.forget import Wish, forget
from khabar.ledger.verify import faults_of
from khabar.pipeline import code_inputs
from khabar.read.item import Page
from khabar.recode import recode
from khabar.settings import Settings
from tests.kills.stub import StubCoder, page_of

CODER = cast(Coder, StubCoder())


def filled(path: Path, *, keep_raw: bool = True) -> Path:
    settings = Settings(ledger_keep_raw=keep_raw)
    with Ledger.open(path, settings=settings) as ledger:
        pages = [*(page_of(number) for number in range(5)), Page("empty.html", b"")]
        code_inputs(pages, ledger, coder=CODER, settings=settings)
    return path


def digest(path: Path) -> str:
    with Ledger.open(path, read_only=True) as ledger:
        assert list(faults_of(ledger)) == []
        return ledger.digest()


@pytest.mark.parametrize("keep_raw", [True, False])
def test_with_the_same_coder_it_is_the_same_ledger(tmp_path: Path, keep_raw: bool) -> None:
    old = filled(tmp_path / "old.duckdb", keep_raw=keep_raw)
    with Ledger.open(old, read_only=True) as ledger:
        assert ledger.query("SELECT count(*) FROM raw").fetchall() == [(5 if keep_raw else 0,)]
    for _ in range(2):
        assert recode(old, tmp_path / "new.duckdb", coder=CODER).counts.documents == 5
        assert digest(tmp_path / "new.duckdb") == digest(old)


def test_what_is_forgotten_stays_forgotten(tmp_path: Path) -> None:
    old = filled(tmp_path / "old.duckdb")
    forget(old, Wish(urls=("https://news.invalid/2",), persons=("Ana Ruel",)))
    recode(old, tmp_path / "new.duckdb", coder=CODER)
    assert digest(tmp_path / "new.duckdb") == digest(old)
    with Ledger.open(tmp_path / "new.duckdb") as ledger:
        assert not any("Ruel" in coded.document.text for coded in ledger.coded())
        assert code_inputs([page_of(2)], ledger, coder=CODER).reasons == {"forgotten": 1}


def test_a_newer_coder_replaces_all_that_was_coded(tmp_path: Path) -> None:
    old = filled(tmp_path / "old.duckdb")
    newer = StubCoder()
    newer.version = "stub 2"
    recode(old, tmp_path / "new.duckdb", coder=cast(Coder, newer))
    with Ledger.open(tmp_path / "new.duckdb", read_only=True) as ledger:
        assert ledger.query("SELECT DISTINCT coder FROM reports").fetchall() == [("stub 2",)]
        assert ledger.query("SELECT count(*) FROM documents").fetchall() == [(5,)]


def test_a_ledger_is_never_coded_into_itself_or_into_another(tmp_path: Path) -> None:
    old, other = filled(tmp_path / "old.duckdb"), filled(tmp_path / "other.duckdb")
    for path, words in ((old, "another name"), (other, "pages of its own")):
        before = digest(path)
        with pytest.raises(LedgerError, match=words):
            recode(old, path, coder=CODER)
        assert digest(path) == before
