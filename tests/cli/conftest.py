"""A ledger of the invented pages, coded once for all tests of the command line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from khabar.cli import run
from tests.cli.pages import DATE, write_pages


@pytest.fixture(scope="session")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coded")
    path = folder / "ledger.duckdb"
    assert run(["code", str(write_pages(folder / "pages")), "--published", DATE, "-o", str(path), "--quiet"]) == 0
    return path


@pytest.fixture
def ledger(coded_once: Path, tmp_path: Path) -> Path:
    """A copy of the ledger, with its pages beside it."""
    shutil.copytree(coded_once.parent / "pages", tmp_path / "pages")
    return Path(shutil.copy(coded_once, tmp_path / "ledger.duckdb"))
