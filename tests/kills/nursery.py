"""Kill -9 at random times: one process starts others, kills them, and looks at what they leave behind.

``python -m tests.kills.nursery JOB KILLS SEED`` prints a tally as JSON. It stands alone, and forks: loading khabar for
each of a thousand kills would take most of an hour, and a process that runs a database must not be forked.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from khabar.ledger import Ledger
from khabar.ledger.verify import faults_of
from khabar.link import link_reports
from khabar.read import read_page
from tests.kills.jobs import JOBS, Job
from tests.kills.stub import StubCoder, page_of


@dataclass
class Tally:
    """What became of the ledgers; all but the first two are to be 0."""

    kills: int = 0
    too_late: int = 0
    unopenable: int = 0
    faulty: int = 0
    lost: int = 0
    differing: int = 0


def forked(work: Callable[[], None]) -> tuple[int, int]:
    """Start ``work`` in a process of its own, and return its id and what to read its standard output from."""
    reader, writer = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reader)
        os.dup2(writer, 1)
        status = 1
        try:
            work()
            sys.stdout.flush()
            status = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(status)
    os.close(writer)
    return process, reader


def finished(work: Callable[[], None]) -> str | None:
    """Return what ``work`` prints in a process of its own, ``None`` if it fails."""
    process, reader = forked(work)
    with os.fdopen(reader) as stream:
        said = stream.read()
    return said if os.waitpid(process, 0)[1] == 0 else None


def killed(work: Callable[[], None], after_s: float) -> tuple[str, bool]:
    """Return what ``work`` prints until it is killed, and whether it was done before."""
    process, reader = forked(work)
    time.sleep(after_s)
    os.kill(process, signal.SIGKILL)
    with os.fdopen(reader) as stream:
        said = stream.read()
    return said, os.waitpid(process, 0)[1] == 0


def look(path: Path) -> Callable[[], None]:
    """Return the work of opening a ledger and printing its faults, its documents and judgements, and its digest."""

    def work() -> None:
        with Ledger.open(path) as ledger:
            kept = "SELECT doc_id FROM documents UNION ALL SELECT judgement_id FROM judgements"
            documents = [row[0] for row in ledger.query(kept).fetchall()]
            faults = [f"{fault.subject}: {fault.detail}" for fault in faults_of(ledger)]
            print(json.dumps({"documents": documents, "faults": faults, "digest": ledger.digest()}))

    return work


def load() -> None:
    """Load what the work needs, so that it is there in every process that is forked. Opens no database."""
    page = page_of(0)
    link_reports([StubCoder().code(read_page(page.data, name=page.name))])


def play(job: Job, kills: int, seed: int) -> Tally:
    """Kill ``job`` so many times, and return what became of its ledgers."""
    rng = random.Random(seed)
    tally = Tally()
    load()
    home = Path(tempfile.mkdtemp(prefix="kills-"))
    try:
        whole = home / "whole.duckdb"
        assert finished(lambda: job.prepare(whole)) is not None
        prepared = whole.read_bytes() if whole.exists() else None
        begun = time.monotonic()
        assert finished(lambda: job.run(whole)) is not None
        lasts_s = time.monotonic() - begun
        expected = json.loads(finished(look(whole)) or "{}")
        assert expected["faults"] == []
        number = 0
        while tally.kills < kills:
            number += 1
            path = home / f"{number}.duckdb"
            if prepared is not None:
                path.write_bytes(prepared)
            acknowledged: set[str] = set()
            left = 1.0
            for _ in range(job.kills):
                said, done = killed(lambda: job.run(path), rng.uniform(0, lasts_s * left))  # noqa: B023
                tally.kills += 1
                tally.too_late += done
                acknowledged |= {line for line in said.split("\n")[:-1] if line}
                if not path.exists():
                    tally.lost += len(acknowledged)
                    continue
                seen = finished(look(path))
                if seen is None:
                    tally.unopenable += 1
                    break
                state = json.loads(seen)
                tally.faulty += bool(state["faults"])
                tally.lost += len(acknowledged - set(state["documents"]))
                # What is stored is not done again: a late kill would find nobody at work.
                left = max(0.2, 1 - len(state["documents"]) / len(expected["documents"]))
            finished(lambda: job.run(path))  # noqa: B023
            seen = finished(look(path))
            tally.differing += seen is None or json.loads(seen)["digest"] != expected["digest"]
            for file in home.glob(f"*{number}.duckdb*"):
                file.unlink()
    finally:
        shutil.rmtree(home)
    return tally


if __name__ == "__main__":
    name, kills, seed = sys.argv[1:4]
    print(json.dumps(asdict(play(JOBS[name], int(kills), int(seed)))))
