"""``khabar query``: one SELECT over a ledger."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from khabar.cli.options import Format, FormatOption, LedgerFile, settings_for

NAME: Final = "query"
SHORT: Final = "Run one SELECT over a ledger."
EXAMPLE: Final = 'Example: khabar query ledger.duckdb "SELECT outlet, count(*) FROM report_list GROUP BY outlet"'


def run(
    ledger: LedgerFile,
    sql: Annotated[str, typer.Argument(metavar="SELECT", help="One SELECT statement.", show_default=False)],
    form: FormatOption = None,
) -> None:
    """Run one SELECT over a ledger, which it cannot change.

    Tables: documents, statements, blocks, passages, reports, places, actors, tolls, links, relations, explanations,
    failures, incidents, memberships, text_clusters, judgements, changes, redirects, runs, raw, tombstones. Views, one
    line each: report_list, incident_list, toll_list, text_list, voices.
    """
    from khabar.cli import printing
    from khabar.ledger import Ledger
    from khabar.ledger.opening import explained

    settings = settings_for(ledger)
    chosen = form or Format(settings.output_format)
    with Ledger.open(ledger, read_only=True, settings=settings) as opened, explained(ledger):
        relation = opened.query(sql)
        if chosen is Format.JSONL:
            printing.print_rows_jsonl(relation)
        elif chosen is Format.CSV:
            printing.print_csv(relation)
        else:
            printing.table(relation)
