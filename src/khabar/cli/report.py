"""``khabar report``: incidents as one page to publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from khabar.cli.options import LedgerFile, settings_for

NAME: Final = "report"
SHORT: Final = "Write incidents as one page to publish: map, who says what, quotations, sources."
EXAMPLE: Final = "Example: khabar report ledger.duckdb i-3f2a -o incident.html"


def run(
    ledger: LedgerFile,
    idents: Annotated[list[str], typer.Argument(metavar="ID...", help="Ids of incidents.", show_default=False)],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The page to write.")],
    title: Annotated[str | None, typer.Option(metavar="TEXT", help="Its heading.", show_default="the incident")] = None,
) -> None:
    """Write incidents as one self-contained HTML page: it needs no script and no network, and prints well.

    Text of the sources is quoted as text; schema.org's Claim is inside for search engines and fact-checkers.
    """
    from khabar.cli.printing import say
    from khabar.errors import KhabarError
    from khabar.export.page import publish
    from khabar.ledger import Ledger

    with Ledger.open(ledger, read_only=True, settings=settings_for(ledger)) as opened:
        page = publish(opened, idents, title=title)
    try:
        output.write_text(page, encoding="utf-8")
    except OSError as error:
        raise KhabarError(f"{output}: cannot be written, {error.strerror or error}") from None
    say(f"page: {output}")
