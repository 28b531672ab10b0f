"""The desk in a real browser, on ledgers of our own pages.

The browser is Debian's Chromium (``$CHROMIUM``, else ``chromium`` on the path) driven by Playwright. Where one of them
is missing these tests are skipped, with the reason.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import khabar
from khabar.desk.app import make_app
from khabar.desk.serve import hosts_of, listening
from khabar.ledger import Ledger
from tests import network
from tests.desk.conftest import PAGES, TOKEN

EXAMPLES = Path(__file__).parents[3] / "examples"
STATIC = Path(khabar.__file__).parent / "desk" / "static"
ARGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
ARGS += ["--disable-sync", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]
WAIT = 15_000
"""Milliseconds after which what is waited for counts as missing; generous, for a busy machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = _missing()
    for item in items:
        if reason and "tests/desk/e2e" in str(item.path):
            item.add_marker(pytest.mark.skip(reason=reason))


def _missing() -> str | None:
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        return "playwright is not installed: pip install '.[browser]'"
    if not _chromium():
        return "no Chromium: install it, or name it in CHROMIUM"
    if not (STATIC / "assets" / "main.js").is_file():
        return "the desk's pages are not built: make desk"
    return None


def _chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass
class Desk:
    """A desk that serves, and the ledger behind it."""

    base: str
    token: str
    _ledger: Ledger
    _turn: threading.RLock

    @contextmanager
    def own(self) -> Iterator[Ledger]:
        """Lend the ledger, while the desk waits: one connection answers one thread at a time."""
        with self._turn:
            yield self._ledger

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what the ledger answers."""
        with self.own() as ledger:
            return ledger.query(sql).fetchall()

    @property
    def start(self) -> str:
        return f"{self.base}/?token={self.token}"


@contextmanager
def serving(path: Path, *, read_only: bool = False) -> Iterator[Desk]:
    """Serve a ledger from a thread of this process."""
    import uvicorn

    listener = listening("127.0.0.1", 0)
    port = listener.getsockname()[1]
    with Ledger.open(path, read_only=read_only) as ledger:
        hosts, turn = hosts_of("127.0.0.1", port), threading.RLock()
        app = make_app(ledger, token=TOKEN, hosts=hosts, author="ana", writes=not read_only, turn=turn)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Desk(f"http://127.0.0.1:{port}", TOKEN, ledger, turn)
        finally:
            server.should_exit = True
            thread.join(10)
            listener.close()


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the examples and of a few sentences of ours."""
    path = tmp_path_factory.mktemp("e2e") / "ledger.duckdb"
    with Ledger.open(path) as ledger:
        khabar.code(EXAMPLES, ledger=ledger)
        for day, text in PAGES:
            khabar.code(text, published=day, ledger=ledger)
    return path


@pytest.fixture(scope="session")
def reading(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk on which no test decides anything."""
    with serving(Path(shutil.copy(coded, tmp_path_factory.mktemp("reading") / "ledger.duckdb"))) as desk:
        yield desk


@pytest.fixture
def deciding(coded: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of its own for a test that decides."""
    with serving(Path(shutil.copy(coded, tmp_path / "ledger.duckdb"))) as desk:
        yield desk


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with network.loopback_allowed(), sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=_chromium(), args=ARGS)
        yield started
        started.close()


@dataclass
class Seen:
    """What a page did that it should not."""

    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    def nothing(self) -> bool:
        return not (self.errors or self.elsewhere or self.dialogs)


Open = Callable[..., Any]


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def opened(browser: Any, seen: Seen) -> Iterator[Open]:
    """Return a function that opens a desk at a path, and fails the test for an error, a dialog or a foreign request."""
    contexts: list[Any] = []

    def open_(desk: Desk, path: str = "/", *, init: str = "", **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, **options})
        contexts.append(context)
        watch(context, desk, seen)
        if init:
            context.add_init_script(init)
        page = context.new_page()
        page.set_default_timeout(WAIT)
        joined = "&" if "?" in path else "?"
        page.goto(f"{desk.base}{path}{joined}token={desk.token}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert seen.nothing(), seen


def watch(context: Any, desk: Desk, seen: Seen) -> None:
    """Note what the pages of a context do that they should not; requests to other origins are stopped as well."""

    def asked(request: Any) -> None:
        if not request.url.startswith((f"{desk.base}/", "blob:", "data:")):
            seen.elsewhere.append(request.url)

    def told(message: Any) -> None:
        if message.type == "error":
            seen.errors.append(message.text)

    def dialog(box: Any) -> None:
        seen.dialogs.append(box.message)
        box.dismiss()

    context.on("request", asked)
    context.on("console", told)
    context.on("dialog", dialog)
    context.on("weberror", lambda error: seen.errors.append(str(error.error)))
    context.route(re.compile(rf"^(?!{re.escape(desk.base)}/)https?:"), lambda route: route.abort())


def ask(page: Any, path: str) -> Any:
    """Return what the desk's API gives this page."""
    return page.evaluate("path => fetch(path).then(got => got.json())", path)


def ready(page: Any) -> None:
    """Wait until the view shows what it asked for."""
    page.wait_for_function("() => !document.querySelector('.wait') && document.querySelector('main h1')")


def to_split(desk: Desk, opened: Open) -> tuple[Any, Any]:
    """Return the review of an incident, one of its reports chosen to be split off, and the incident."""
    page = opened(desk)
    page.wait_for_selector(".rows li")
    (both,) = ask(page, "/api/incidents?q=belgorod")["items"]
    page.goto(f"{desk.base}/review?id={both['incident_id']}")
    page.wait_for_selector(".reviewing .incident")
    page.keyboard.press("s")
    page.wait_for_selector(".panel input:focus")
    page.keyboard.press(" ")
    return page, both
