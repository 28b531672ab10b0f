"""Draws ``docs/picture.svg``: the first incident of the demo, as ``khabar show`` prints it.

python docs/make_picture.py
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme

import khabar
from khabar.cli.story import print_incident
from khabar.cli.tables import SHORT_ID

HERE = Path(__file__).parent
COLUMNS = 120

PAPER = TerminalTheme(
    background=(253, 252, 248),
    foreground=(38, 38, 44),
    normal=[
        (38, 38, 44), (176, 42, 48), (38, 118, 72), (156, 98, 0), (32, 88, 168), (128, 58, 140), (0, 110, 128),
        (120, 120, 126),
    ],
)  # fmt: skip
"""Ink on paper, so that the picture can be read on a white page and on a dark one."""


def draw() -> str:
    """Return the picture as SVG: the same bytes from the same pages."""
    ledger = khabar.code(HERE.parent / "examples", settings=khabar.Settings())
    first = next(iter(ledger.incident_records()))
    console = Console(
        record=True, file=io.StringIO(), width=COLUMNS, force_terminal=True, color_system="standard",
        highlight=False, markup=False, emoji=False,
    )  # fmt: skip
    print_incident(ledger, first, out=console)
    # Without the fonts that rich would fetch from the network: whoever looks at the picture has one of these.
    form = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL)
    form = form.replace("Fira Code, monospace", "Fira Code, Menlo, Consolas, DejaVu Sans Mono, monospace")
    title = f"khabar show demo.duckdb {first.incident_id[:SHORT_ID]}"
    return console.export_svg(title=title, theme=PAPER, code_format=form, unique_id="khabar")


if __name__ == "__main__":
    (HERE / "picture.svg").write_text(draw(), encoding="utf-8")
