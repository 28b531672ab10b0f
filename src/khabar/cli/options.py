"""What several commands take, and how they find their settings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

if TYPE_CHECKING:
    from datetime import date

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


class ListFormat(StrEnum):
    """How a list is printed."""

    TABLE = "table"
    JSONL = "jsonl"


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


def _column(role: str, what: str) -> Any:
    return typer.Option(f"--{role}-col", metavar="NAME", help=f"Column of a table: {what}.", show_default=_BY_NAME)


_BY_NAME: Final = "told by the columns' names"
TextCol = Annotated[str | None, _column("text", "the text or HTML of the page; a.b is b in a")]
DateCol = Annotated[str | None, _column("date", "the day of publication")]
UrlCol = Annotated[str | None, _column("url", "the address")]
TitleCol = Annotated[str | None, _column("title", "the headline")]
OutletCol = Annotated[str | None, _column("outlet", "the outlet")]
IdCol = Annotated[str | None, _column("id", "the name of the row, for messages")]
DateFormat = Annotated[
    str | None,
    typer.Option(
        metavar="FORMAT",
        help="How a table writes its days, as in %d/%m/%Y (Python's strptime).",
        show_default="as they can be read in one way only",
    ),
]
Remember = Annotated[
    bool, typer.Option("--remember", help="Write the columns given, and their date format, into khabar.toml.")
]
Fetch = Annotated[
    list[str] | None,
    typer.Option(
        "--fetch",
        metavar="URL",
        help="Address of a page to get from the web, the only way to make khabar use the network; may be repeated.",
        show_default=False,
    ),
]


def settings_for(
    ledger: Path | None = None, *, config: Path | None = None, arguments: Mapping[str, object] | None = None
) -> Settings:
    """Return the settings in force for a command."""
    from khabar.settings import Settings

    return Settings.load(file=config, beside=ledger, arguments=arguments)


def day_given(text: str | None) -> date | None:
    """Return the day that ``--published`` gives, ``None`` if it was not given.

    Raises:
        BadParameter: if it is no day.
    """
    if text is None:
        return None
    from khabar.errors import SettingsError
    from khabar.settings import parse_day

    try:
        return parse_day(text)
    except SettingsError as error:
        raise typer.BadParameter(f"--published {error}") from None
