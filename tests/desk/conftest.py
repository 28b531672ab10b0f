"""A small ledger of our own pages, and the desk over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import khabar
from khabar.desk.app import make_app
from khabar.ledger import Ledger

TOKEN = "a-token-for-tests"
HOST = "127.0.0.1:8000"
PAGES = (
    ("2024-02-13", "Ukrainian drones struck an oil depot in Belgorod on Monday, killing three people, officials said."),
    (
        "2024-02-14",
        "Four people were killed when Ukrainian drones struck an oil depot in Belgorod on Monday, a monitor said.",
    ),
    ("2024-02-20", "Rebels of the M23 shelled Sake on Monday, killing at least four civilians, the army said."),
    ("2024-02-21", "The M23 denied that it had shelled Sake on Monday."),
    ("2024-05-07", "Gunmen kidnapped eleven students from a college in Kaduna on Monday night, police said."),
)


@pytest.fixture(scope="session")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("desk") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        for day, text in PAGES:
            khabar.code(text, published=day, ledger=ledger)
    return path


@pytest.fixture
def ledger(coded_once: Path, tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(Path(shutil.copy(coded_once, tmp_path / "ledger.duckdb"))) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> TestClient:
    """The desk as its own page sees it."""
    app = make_app(ledger, token=TOKEN, hosts=frozenset({HOST}), author="ana", writes=True)
    headers = {"authorization": f"Bearer {TOKEN}", "x-khabar": "desk"}
    return TestClient(app, base_url=f"http://{HOST}", headers=headers)


@pytest.fixture
def stranger(ledger: Ledger) -> TestClient:
    """Somebody without the token."""
    app = make_app(ledger, token=TOKEN, hosts=frozenset({HOST}), author="ana", writes=True)
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)
