"""``khabar config``: the settings in force, and where each comes from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from khabar.cli.options import ConfigFile, settings_for

NAME: Final = "config"
SHORT: Final = "Print every setting and where it comes from."
EXAMPLE: Final = "Example: khabar config --ledger ledger.duckdb"


def run(
    ledger: Annotated[
        Path | None, typer.Option(metavar="LEDGER", help="The ledger beside which khabar.toml is looked for.")
    ] = None,
    config: ConfigFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Print every setting: its value, where it comes from, and what it does."""
    settings = settings_for(ledger, config=config)
    if as_json:
        typer.echo(json.dumps(settings.in_force(), ensure_ascii=False))
        return
    from rich.table import Table

    from khabar.cli.printing import cells, console

    shown = Table("setting", "value", "from", "what it does")
    for name, value, origin, sentence in settings.items():
        shown.add_row(*cells((name, _shown(value), origin, sentence)))
    console().print(shown)


def _shown(value: Any) -> Any:
    return None if value == () else value
