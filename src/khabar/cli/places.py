"""``khabar places``: what a name of a place may mean and why, and where outlets are at home."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli.options import ConfigFile, ListFormat, settings_for

if TYPE_CHECKING:
    from khabar.place.home import Ballot
    from khabar.place.lookup import Found
    from khabar.records import Document

NAME: Final = "places"
SHORT: Final = "Look up places, and where outlets are at home: find, homes."
HELP: Final = "Look up what a place's name may mean, and vote from pages where outlets are at home."
EXAMPLE: Final = 'Example: khabar places find "Deir Azzor" --country SYR'
NONE_FOUND: Final = 1
USAGE: Final = 2

app = typer.Typer(help=HELP, epilog=EXAMPLE, rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


@app.command("find", short_help="Find what a place's name may mean.", epilog=EXAMPLE)
def find(
    words: Annotated[
        list[str],
        typer.Argument(metavar="NAME", help="A name in any spelling, in quotes or not.", show_default=False),
    ],
    country: Annotated[
        str | None,
        typer.Option(metavar="ISO3", help="A country that the text speaks of, as in IRQ.", show_default="none"),
    ] = None,
    near: Annotated[
        str | None,
        typer.Option(metavar="NAME|LAT,LON", help="What it is near, or a point in degrees.", show_default="nothing"),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 10,
    form: Annotated[
        ListFormat, typer.Option("--format", "-f", metavar="table|jsonl", help="For the eyes, or for programs.")
    ] = ListFormat.TABLE,
    config: ConfigFile = None,
) -> int:
    """Find what a place's name may mean, best first, with what speaks for each. Exit code 1 if nothing has the name."""
    from khabar.extra import using
    from khabar.place.lookup import find_place

    name = " ".join(words)
    with using(settings_for(config=config)):
        found = find_place(name, country=country, near=near)[:limit]
    if form is ListFormat.JSONL:
        from khabar.cli.printing import print_jsonl

        print_jsonl(found)
    elif found:
        _table(found)
    if not found:
        _say(f"no place known by {name!r}; a table of your own places can be named under data.places")
    return 0 if found else NONE_FOUND


@app.command(
    "homes", short_help="Vote where outlets are at home.", epilog="Example: khabar places homes pages/ > homes.tsv"
)
def homes(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, globs, or - for standard input.", show_default=False),
    ],
    least: Annotated[int, typer.Option("--pages", metavar="N", min=1, help="Least pages of an outlet.")] = 3,
    config: ConfigFile = None,
) -> int:
    """Vote from the places that pages name where each outlet is at home, and print the table for data.places.

    An outlet goes by the host of its pages' address, else by its name. Look over the table, change what you know
    better, and name it under data.places: pages coded with it take the namesake near their outlet's home.
    """
    from khabar.cli.each import each_page
    from khabar.place import find_places, resolve_places
    from khabar.place.home import ballot_of
    from khabar.place.homes import COLUMNS, outlet_keys, voted_rows

    ballots: dict[str, dict[str, Ballot]] = defaultdict(dict)

    def hear(document: Document) -> None:
        if keys := outlet_keys(document.url, document.outlet):
            places = resolve_places(find_places(document.text, bodies=True), text=document.text)
            ballots[keys[0]][document.doc_id] = ballot_of(places)

    left = each_page(inputs, settings_for(config=config), hear)
    rows = voted_rows({outlet: list(pages.values()) for outlet, pages in ballots.items()}, least=least)
    for row in (COLUMNS, *rows):
        sys.stdout.write("\t".join(row) + "\n")
    return left


def _table(found: Sequence[Found]) -> None:
    from rich.table import Table

    from khabar.cli.printing import cells, console

    shown = Table("name", "id", "kind", "in", "point", "people", "score", "why")
    for one in found:
        row: tuple[Any, ...] = (one.name, one.place_id, one.kind, ", ".join(one.inside), one.point_text)
        shown.add_row(*cells((*row, one.population or "", f"{one.score:.2f}", "; ".join(one.why))))
    console().print(shown)


def _say(message: str) -> None:
    from khabar.cli.printing import say

    sys.stdout.flush()
    say(message)
