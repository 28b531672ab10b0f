"""Full disks, read-only folders, little memory, two processes at once: one line, and nothing is lost (R2, R4)."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

import pytest

from khabar.coder import Coder
from khabar.ledger import Ledger
from khabar.ledger.verify import faults_of
from khabar.pipeline import code_inputs
from khabar.read.item import Page
from tests.kills.stub import StubCoder, page_of

ROOT = Path(__file__).parents[2]

CODE = """
import signal, sys
from khabar.errors import KhabarError
from khabar.ledger import Ledger
from khabar.pipeline import code_inputs
from khabar.settings import Settings
from tests.kills.stub import StubCoder, page_of
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with Ledger.open(sys.argv[1], settings=Settings(ledger_threads=1)) as ledger:
        pages = [page_of(int(number)) for number in sys.argv[2].split(",")]
        code_inputs(pages, ledger, coder=StubCoder(), on_stored=lambda doc_id: print(doc_id, flush=True))
except KhabarError as error:
    sys.exit(f"khabar: {error}")
"""


def code(
    path: Path, numbers: range | list[int], *, limit: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", CODE, str(path), ",".join(map(str, numbers))]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False, preexec_fn=limit)


def one_line_that_names(path: Path, done: subprocess.CompletedProcess[str]) -> bool:
    lines = [line for line in done.stderr.splitlines() if line]
    assert done.returncode == 1, done.stderr
    assert len(lines) == 1, done.stderr
    return str(path) in lines[0]


def stored(path: Path) -> set[str]:
    with Ledger.open(path) as ledger:
        assert list(faults_of(ledger)) == []
        return {row[0] for row in ledger.query("SELECT doc_id FROM documents").fetchall()}


@pytest.mark.parametrize("room", [1_000, 100_000])
def test_when_the_disk_is_full(tmp_path: Path, room: int) -> None:
    path = tmp_path / "ledger.duckdb"
    # No file may grow beyond so many bytes: first the ledger cannot be made, and then, once it is, its log is cut off.
    limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (room, room))
    assert one_line_that_names(path, code(path, range(2), limit=limit))
    assert list(tmp_path.iterdir()) == []
    assert code(path, range(2)).returncode == 0
    done = code(path, range(24), limit=limit)
    assert one_line_that_names(path, done)
    kept = stored(path)
    assert set(done.stdout.split()) <= kept
    assert 2 <= len(kept) < 24
    with Ledger.open(path) as ledger:
        code_inputs([page_of(number) for number in range(24)], ledger, coder=cast(Coder, StubCoder()))
    assert len(stored(path)) == 24


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_when_the_folder_is_read_only(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    assert code(path, range(2)).returncode == 0
    tmp_path.chmod(0o500)
    try:
        assert one_line_that_names(path, code(path, range(4)))
    finally:
        tmp_path.chmod(0o700)
    assert len(stored(path)) == 2


def test_when_there_is_too_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    assert code(path, range(2)).returncode == 0
    size = 500 << 20
    done = code(path, range(30), limit=partial(resource.setrlimit, resource.RLIMIT_AS, (size, size)))
    # Whether it is enough hangs on the machine, and where it is not, the database or the system's loader may end the
    # process before a line can be written. However it ends, what was said to be stored is stored, and whole.
    assert set(done.stdout.split()) <= stored(path)
    assert len(stored(path)) >= 2


def test_two_processes_wait_for_nobody_and_say_so(tmp_path: Path) -> None:
    """Each page is sent up to five times, shuffled, by processes that try until the ledger is free."""
    path, once = tmp_path / "ledger.duckdb", tmp_path / "once.duckdb"
    rng = random.Random(5)
    deliveries = [number for number in range(8) for _ in range(rng.randint(1, 5))]
    rng.shuffle(deliveries)
    waiting = [deliveries[at::3] for at in range(3)]
    turned_away = 0
    while waiting:
        running = [
            subprocess.Popen(
                [sys.executable, "-c", CODE, str(path), ",".join(map(str, numbers))],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                cwd=ROOT,
            )
            for numbers in waiting
        ]
        refused = []
        for process, numbers in zip(running, waiting, strict=True):
            _, said = process.communicate()
            if process.returncode:
                assert process.returncode == 1
                assert said == f"khabar: {path}: is in use by another process; try again when it is done\n"
                refused.append(numbers)
        turned_away += len(refused)
        assert len(refused) < len(waiting)
        waiting = refused
    with Ledger.open(once) as ledger:
        code_inputs([page_of(number) for number in range(8)], ledger, coder=cast(Coder, StubCoder()))
        expected = ledger.digest()
    with Ledger.open(path) as ledger:
        assert ledger.digest() == expected


def test_100_shuffles_of_pages_sent_up_to_five_times_are_one_ledger() -> None:
    pages = [page_of(number) for number in range(2)]
    # Under another name; without its address; with a day given from outside; with other mark-up around the same text.
    pages += [
        replace(pages[0], name="copy.html"),
        replace(pages[1], url=None),
        replace(pages[0], published=date(2021, 3, 5), published_from="feed"),
        replace(pages[1], data=bytes(pages[1].data).replace(b"<body>", b"<body class='late'>")),
        Page("empty.html", b""),
    ]
    coder = cast(Coder, StubCoder())
    rng = random.Random(3)
    digests = set()
    for _ in range(100):
        deliveries = [page for page in pages for _ in range(rng.randint(1, 5))]
        rng.shuffle(deliveries)
        with Ledger.memory() as ledger:
            code_inputs(deliveries, ledger, coder=coder)
            digests.add(ledger.digest())
    assert len(digests) == 1
