"""Short invented pages, each with the date that its relative dates count from."""

from __future__ import annotations

from pathlib import Path

PAGES = {
    "harbour.txt": (
        "Government aircraft bombed a market in Sake on Monday, killing 14 people, a hospital official said.\n\n"
        "The army denied that it had carried out the attack.\n"
    ),
    "valley.txt": (
        "Soldiers arrested 12 protesters in Khartoum on Tuesday, according to a lawyers' group.\n\n"
        "The United Nations condemned the arrests.\n"
    ),
    "hills.txt": "Rebels may attack the town of Goma in the coming days, the governor warned on Wednesday.\n",
}
DATE = "2024-02-15"


def write_pages(folder: Path) -> Path:
    """Write the pages into ``folder`` and return it."""
    folder.mkdir(exist_ok=True)
    for name, text in PAGES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
