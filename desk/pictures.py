"""Take the two pictures of the desk in the README, of our own example pages.

    khabar code examples -o demo.duckdb
    python desk/pictures.py demo.duckdb docs

Needs playwright and a Chromium; the pictures are of the list of incidents and of the incident of most sources.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ARGS = ["--no-sandbox", "--use-gl=swiftshader", "--enable-unsafe-swiftshader"]
SIZE = {"width": 1280, "height": 940}
MAP_MS = 9000
"""Milliseconds after which a map drawn without a graphics card stands there."""


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("ledger")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    from playwright.sync_api import sync_playwright

    command = [sys.executable, "-m", "khabar", "desk", options.ledger, "--no-browser"]
    desk = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert desk.stdout is not None
    try:
        address = desk.stdout.readline().strip()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=ARGS)
            page = browser.new_context(viewport=SIZE).new_page()
            page.goto(address)
            page.wait_for_selector(".overview[data-shown]")
            page.wait_for_timeout(MAP_MS)
            page.screenshot(path=options.folder / "desk-overview.png")
            most = "async () => (await (await fetch('/api/incidents?sort=origins')).json()).items[0].incident_id"
            page.goto(f"{address.partition('/?')[0]}/incident/{page.evaluate(most)}")
            page.wait_for_selector(".grid .value")
            page.screenshot(path=options.folder / "desk-incident.png")
            browser.close()
    finally:
        desk.terminate()
        desk.wait()


if __name__ == "__main__":
    main()
