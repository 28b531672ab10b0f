"""What several commands take, and how they find their settings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from khabar.settings import Settings


class Format(StrEnum):
    """How data is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class CodeFormat(StrEnum):
    """How the result of coding is printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"
    NONE = "none"


LedgerFile = Annotated[Path, typer.Argument(metavar="LEDGER", help="The file of a ledger.", show_default=False)]
FormatOption = Annotated[
    Format | None,
    typer.Option(
        "--format",
        "-f",
        metavar="table|jsonl|csv",
        help="For the eyes, for programs, or for spreadsheets.",
        show_default="table",
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="FILE",
        help="Settings file.",
        show_default="khabar.toml beside the ledger or in the working folder",
    ),
]


def settings_for(
    ledger: Path | None = None, *, config: Path | None = None, arguments: Mapping[str, object] | None = None
) -> Settings:
    """Return the settings in force for a command."""
    from khabar.settings import Settings

    return Settings.load(file=config, beside=ledger, arguments=arguments)
