"""How quick the desk is over a large ledger, in a headless browser.

    python benchmarks/big_ledger.py big.duckdb
    python benchmarks/desk.py big.duckdb [--runs 10] [--chromium /usr/bin/chromium]

Starts `khabar desk` on the ledger (nothing is decided but in the last measure, which accepts incidents) and prints the
median of the runs and the longest of them, in milliseconds: the first view usable (its list and its counts stand there,
from a browser that never was here), a filter, an incident's page, a decision in review from the key to the next item
drawn, and the decision kept (its answer has come). Beside them, how many processor seconds the desk took for each, the
time from the command to the address, memory, and what the browser was sent. Needs playwright and a Chromium.
"""

# ruff: noqa: E501

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ARGS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-gl=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
STEP_S = 60
"""Seconds after which what is waited for counts as missing."""

OVERVIEW = "() => document.querySelector('.overview')?.dataset.shown === '' && document.querySelector('.rows li')"
DRAWN = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))"


def processor_ms(process: int) -> float:
    """Return the processor time that a process has taken, in milliseconds."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def memory_mb(process: int, key: str) -> int:
    """Return a figure of a process's memory."""
    found = re.search(rf"{key}:\s+(\d+)", Path(f"/proc/{process}/status").read_text())
    return int(found[1]) // 1024 if found else 0


def measure(name: str, process: int, runs: int, once: Callable[[int], float]) -> None:
    """Print the median and the longest of ``once``, which returns seconds."""
    before, times = processor_ms(process), []
    for number in range(runs):
        times.append(once(number) * 1000)
    taken = (processor_ms(process) - before) / runs
    print(f"{name:34}{statistics.median(times):9.0f} ms{max(times):9.0f} ms{taken:12.0f} ms", flush=True)


def until(page: Any, wait: str, what: str) -> None:
    """Wait for something on the page; end with what it was, and what the page shows instead, if it does not come."""
    from playwright.sync_api import Error

    try:
        page.wait_for_function(wait, timeout=STEP_S * 1000)
    except Error:
        shown = page.evaluate("() => document.querySelector('main')?.innerText.slice(0, 300)")
        sys.exit(f"{what}: did not come within {STEP_S} s; {page.url} shows: {shown!r}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("ledger")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    begun = time.monotonic()
    command = [sys.executable, "-m", "khabar", "desk", options.ledger, "--no-browser"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert desk.stdout is not None
    try:
        address = desk.stdout.readline().strip()
        print(
            f"{'start, to the address':34}{(time.monotonic() - begun) * 1000:9.0f} ms{'':12}{processor_ms(desk.pid):12.0f} ms"
        )
        print(f"{'':34}{'median':>12}{'longest':>12}{'desk, cpu':>15}")
        base = address.partition("/?")[0]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=ARGS)
            play(browser, desk.pid, address, base, options.runs)
            browser.close()
        print(f"memory of the desk: {memory_mb(desk.pid, 'VmRSS')} MB, at most {memory_mb(desk.pid, 'VmHWM')} MB")
    finally:
        desk.terminate()
        desk.wait()


def play(browser: Any, process: int, address: str, base: str, runs: int) -> None:
    """Measure one thing after the other."""
    sent: dict[str, int] = {}

    def first(number: int) -> float:
        context = browser.new_context(viewport={"width": 1400, "height": 900})
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        names: dict[str, str] = {}
        session.on("Network.responseReceived", lambda e: names.__setitem__(e["requestId"], e["response"]["url"]))
        session.on(
            "Network.loadingFinished",
            lambda e: sent.__setitem__(names.get(e["requestId"], ""), int(e["encodedDataLength"])),
        )
        begun = time.monotonic()
        page.goto(address, wait_until="commit")
        until(page, "() => document.querySelector('.overview')?.dataset.shown === ''", "the first view")
        page.evaluate(DRAWN)
        took = time.monotonic() - begun
        if number == 0:
            time.sleep(4)
        context.close()
        return took

    measure("first view usable", process, runs, first)
    scripts = sum(size for url, size in sent.items() if re.search(r"/assets/(main|style|chunk)", url))
    maps = sum(size for url, size in sent.items() if re.search(r"\.(js|css)$", url))
    print(
        f"  scripts and styles sent: {scripts / 1000:.0f} kB, with the map {maps / 1000:.0f} kB; in all {sum(sent.values()) / 1000:.0f} kB"
    )
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".rows li")
    time.sleep(3)
    # Each lets some incidents through, and each a number of its own.
    filters = [
        "country=SYR",
        "actor=IRQ.MIL",
        "q=town+12",
        "since=2019-01-01",
        "country=IRQ",
        "disputed=1",
        "min_origins=3",
        "country=UKR&type=ASSAULT",
        "agent=Hamas",
        "standing=claimed",
    ]

    def shown(path: str, wait: str) -> float:
        begun = time.monotonic()
        page.evaluate("to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", path)
        until(page, wait, path)
        page.evaluate(DRAWN)
        return time.monotonic() - begun

    def filtered(number: int) -> float:
        # The list and the counts that stand there are those of this filter, and not of the one before.
        query = filters[number % len(filters)]
        wait = "query => document.querySelector('.overview')?.dataset.shown === query && document.querySelector('.rows li')"
        took = shown(f"/?{query}", wait.replace("query =>", "() =>").replace("=== query", f"=== {query!r}"))
        time.sleep(0.7)
        return took

    measure("a filter", process, runs, filtered)
    listed = page.evaluate(
        "async () => (await (await fetch('/api/incidents?limit=50&offset=1000')).json()).items.map(one => one.incident_id)"
    )
    shown("/", OVERVIEW)

    def incident(number: int) -> float:
        took = shown(
            f"/incident/{listed[number % len(listed)]}", "() => document.querySelector('.grid td, .grid .value')"
        )
        shown("/", OVERVIEW)
        time.sleep(0.7)
        return took

    measure("an incident's page", process, runs, incident)
    page.goto(f"{base}/review")
    page.wait_for_selector(".reviewing .incident")
    time.sleep(3)
    kept: list[float] = []

    def decided(number: int) -> float:
        page.evaluate("() => { document.querySelector('.reviewing .incident').dataset.old = '1'; }")
        was = page.url
        with page.expect_response("**/api/judgements", timeout=60_000) as answer:
            begun = time.monotonic()
            page.keyboard.press("a")
            wait = f"() => location.href !== {was!r} && document.querySelector('.reviewing .incident')"
            until(page, wait, "the next item after a decision")
            page.evaluate(DRAWN)
            took = time.monotonic() - begun
        assert answer.value.ok
        kept.append(time.monotonic() - begun)
        time.sleep(1.5)
        return took

    measure("a decision, to the next item drawn", process, runs, decided)
    print(f"{'  and kept':34}{statistics.median(kept) * 1000:9.0f} ms{max(kept) * 1000:9.0f} ms")


if __name__ == "__main__":
    main()
