"""``khabar count``: how many incidents, by what, with what toll."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli.options import Format, FormatOption, LedgerFile, settings_for

if TYPE_CHECKING:
    from khabar.counts import CountRow, Counts

NAME: Final = "count"
SHORT: Final = "Count incidents by month, actor, place … with low, best and high tolls."
EXAMPLE: Final = "Example: khabar count ledger.duckdb --by month,agent --type ASSAULT --mode aerial"


def _many(flag: str, what: str) -> Any:
    return typer.Option(flag, metavar="VALUE", help=f"{what}; may be repeated.", show_default=False)


Types = Annotated[list[str] | None, _many("--type", "Only this PLOVER type, as in ASSAULT")]
Modes = Annotated[list[str] | None, _many("--mode", "Only this mode, as in aerial")]
Actors = Annotated[list[str] | None, _many("--actor", "Only with this actor in any role: an id, or a name")]
Agents = Annotated[list[str] | None, _many("--agent", "Only done by this actor")]
Targets = Annotated[list[str] | None, _many("--target", "Only done to this actor")]
Countries = Annotated[list[str] | None, _many("--country", "Only in this country, as in SYR or Syria")]
Standings = Annotated[list[str] | None, _many("--standing", "Only of this standing, as in reported")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day on, YYYY-MM-DD.", show_default=False)]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day.", show_default=False)]
Origins = Annotated[int, typer.Option("--min-origins", metavar="N", min=0, help="Only with so many sources.")]
WithToll = Annotated[bool, typer.Option("--with-toll", help="Only where somebody was killed or injured.")]


def run(
    ledger: LedgerFile,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="FIELDS",
            help="What to count by, with commas between: day, week, month, quarter, year, type, mode, acled, sub-event,"
            " country, admin1, place, agent, target, standing, origins.",
        ),
    ] = "month",
    types: Types = None,
    modes: Modes = None,
    actors: Actors = None,
    agents: Agents = None,
    targets: Targets = None,
    countries: Countries = None,
    since: Since = None,
    until: Until = None,
    standings: Standings = None,
    min_origins: Origins = 0,
    with_toll: WithToll = False,
    chart: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also draw it: .png, .svg or .pdf (needs matplotlib).", show_default=False),
    ] = None,
    zeros: Annotated[
        bool, typer.Option("--zeros", help="By time alone: also spans without incident and without document.")
    ] = False,
    form: FormatOption = None,
) -> None:
    """Count incidents, never reports, with the sums of their lowest, best and highest tolls.

    An incident whose day may lie in two spans of time counts under "unknown". By time alone, spans without an incident
    are shown too if the ledger has read documents of that time, or with --zeros; charts have them all.
    """
    from khabar.actor import Register
    from khabar.cli import printing
    from khabar.counts import check_fields, count
    from khabar.errors import SettingsError
    from khabar.export.chart import caption, check_name, draw
    from khabar.ledger import Ledger
    from khabar.settings import parse_day
    from khabar.which import Which

    settings = settings_for(ledger)
    fields = [name.strip() for name in by.split(",") if name.strip()]
    try:
        check_fields(fields)
        if chart is not None:
            check_name(chart)
        which = Which.of(
            types=types or (),
            modes=modes or (),
            actors=tuple(actors or ()),
            agents=tuple(agents or ()),
            targets=tuple(targets or ()),
            countries=countries or (),
            since=parse_day(since) if since else None,
            until=parse_day(until) if until else None,
            standings=standings or (),
            min_origins=min_origins,
            with_toll=with_toll,
        )
    except SettingsError as error:
        raise typer.BadParameter(str(error)) from None
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        counts = count(opened, fields, which, register=Register.load(settings.data_actors))
    chosen = form or Format(settings.output_format)
    rows = [row for row in counts.rows if zeros or not row.is_empty]
    if chosen is Format.TABLE:
        _table(counts, rows)
    else:
        printing.print_flat(_flat(counts.by, rows), as_csv=chosen is Format.CSV)
    left_out = len(counts.rows) - len(rows)
    printing.say(
        caption(counts)
        + (f"; {left_out} {fields[0]}s without incident or document are left out (--zeros)" if left_out else "")
    )
    if chart is not None:
        draw(counts, chart)
        printing.say(f"chart: {chart}")


def _flat(by: Sequence[str], rows: Iterable[CountRow]) -> Iterator[dict[str, Any]]:
    for row in rows:
        flat: dict[str, Any] = dict(zip(by, row.keys, strict=True))
        flat["incidents"] = row.incidents
        for measure in ("killed", "injured"):
            toll = getattr(row, measure)
            flat |= {f"{measure}_{bound}": getattr(toll, bound) for bound in ("low", "best", "high", "open")}
        yield flat | {"documents": row.documents}


def _table(counts: Counts, rows: Sequence[CountRow]) -> None:
    from rich.table import Table
    from rich.text import Text

    from khabar.cli.printing import console, visible

    shown = Table()
    for name in counts.by:
        shown.add_column(name, overflow="fold")
    covered = any(row.documents is not None for row in counts.rows)
    for heading in ("incidents", "killed", "injured", *(["documents read"] if covered else [])):
        shown.add_column(heading, justify="right")
    for row in rows:
        shown.add_row(*(Text(visible(key or "unknown")) for key in row.keys), *_figures(row, covered))
    shown.add_section()
    shown.add_row(*_first(len(counts.by), "total"), *_figures(counts.total, covered))
    console().print(shown)


def _first(width: int, word: str) -> Sequence[str]:
    return [word, *[""] * (width - 1)]


def _figures(row: CountRow, covered: bool) -> list[str]:
    told = [
        _toll(row.killed.low, row.killed.best, row.killed.high, row.killed.open),
        _toll(row.injured.low, row.injured.best, row.injured.high, row.injured.open),
    ]
    coverage = [] if not covered else ["" if row.documents is None else str(row.documents)]
    return [str(row.incidents), *told, *coverage]


def _toll(low: int, best: int, high: int, unsure: int) -> str:
    """Return a toll in short: ``36``, ``30-36-41`` for low, best and high, a plus where some figure is open."""
    said = str(best) if low == best == high else f"{low}-{best}-{high}"
    return f"{said}+" if unsure and high else ("" if unsure and not high else said)
