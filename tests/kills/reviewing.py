"""Kill -9 of the desk while somebody decides: ``python -m tests.kills.reviewing LEDGER KILLS SEED`` prints a tally.

The tally so far is printed after each ten kills, and when the run is interrupted or told to end.

Each time a desk is started on the ledger, decisions are made on it one after the other, and it is killed at a random
moment. Lost is a decision that the desk had answered for and that the ledger does not hold when it is opened again.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlsplit

from khabar.ledger import Ledger
from khabar.ledger.verify import faults_of

Tally = dict[str, int]
"""Desks killed, decisions they answered for, ledgers that would not open, those with faults, and decisions lost."""

STARTS_S = 120
"""Seconds that a desk has to start, on a machine that does other things too."""


class Desk:
    """A desk in a process of its own, asked as its own page asks."""

    def __init__(self, path: Path, *options: str) -> None:
        command = [sys.executable, "-m", "khabar", "desk", str(path), "--no-browser", "--author", "ana", *options]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        late = threading.Timer(STARTS_S, self._process.kill)
        late.start()
        address = self._process.stdout.readline().strip()
        late.cancel()
        if not address:
            raise RuntimeError(self._process.communicate()[1])
        split = urlsplit(address)
        self._base = f"http://{split.netloc}"
        self._token = parse_qs(split.query)["token"][0]
        self.said = ""

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._ended()

    def kill(self) -> None:
        """Kill it, as nothing can be done against."""
        self._process.kill()

    def get(self, path: str) -> dict[str, Any]:
        """Return what it answers."""
        return self._ask(urllib.request.Request(self._base + path))[1]

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return the status and what it answers.

        Raises:
            OSError: if no answer comes.
        """
        return self._ask(urllib.request.Request(self._base + path, json.dumps(body).encode()))

    def _ask(self, request: urllib.request.Request) -> tuple[int, dict[str, Any]]:
        request.add_header("authorization", f"Bearer {self._token}")
        request.add_header("content-type", "application/json")
        request.add_header("x-khabar", "desk")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, json.load(refused)

    def _ended(self) -> None:
        self.said += self._process.communicate(timeout=60)[1]


def review(path: Path, *, kills: int, seed: int, tell: Callable[[Tally], None] = lambda _: None) -> Tally:
    """Kill so many desks in the middle of a review, and return what became of the ledger and the decisions.

    ``tell`` is called with the tally so far after each ten kills, and after the last when something ends the run.
    """
    tally: Tally = dict.fromkeys(("kills", "acknowledged", "unopenable", "faulty", "lost"), 0)
    try:
        _review(path, kills, random.Random(seed), tally, tell)
    except BaseException:
        tell(tally)
        raise
    return tally


def _review(path: Path, kills: int, rng: random.Random, tally: Tally, tell: Callable[[Tally], None]) -> None:
    acknowledged: set[str] = set()
    for _ in range(kills):
        desk = Desk(path)
        ids = [one["incident_id"] for one in desk.get("/api/incidents")["items"]]
        took = _decide(desk, ids, rng, acknowledged)
        timer = threading.Timer(rng.uniform(0, 8 * took), desk.kill)
        timer.start()
        try:
            while True:
                _decide(desk, ids, rng, acknowledged)
        except (OSError, HTTPException):
            pass
        timer.join()
        desk._ended()
        tally["kills"] += 1
        try:
            with Ledger.open(path) as ledger:
                kept = {one.judgement_id for one in ledger.judgements()}
                tally["faulty"] += any(True for _ in faults_of(ledger))
        except Exception:
            tally["unopenable"] += 1
            break
        tally["lost"] += len(acknowledged - kept)
        tally["acknowledged"] = len(acknowledged)
        if tally["kills"] % 10 == 0:
            tell(tally)


def _decide(desk: Desk, ids: list[str], rng: random.Random, acknowledged: set[str]) -> float:
    """Make one decision, or take one back; note what the desk answers for; return the seconds that it took."""
    begun = time.monotonic()
    wish = rng.choice(("accept", "correct", "undo"))
    if wish == "undo":
        status, answer = desk.post("/api/undo", {})
    else:
        body: dict[str, Any] = {"decision": wish, "id": rng.choice(ids)}
        if wish == "correct":
            body |= {"field": "killed", "value": str(rng.randrange(1, 90))}
        status, answer = desk.post("/api/judgements", body)
    if status == 200:
        acknowledged.add(answer["judgement"]["judgement_id"])
    return time.monotonic() - begun


def main(path: str, kills: str, seed: str) -> None:
    """Kill and review, and print the tally as JSON, a line after each ten kills and one at the end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    tally = review(
        Path(path), kills=int(kills), seed=int(seed), tell=lambda so_far: print(json.dumps(so_far), flush=True)
    )
    print(json.dumps({**tally, "done": True}))


if __name__ == "__main__":
    main(*sys.argv[1:])
