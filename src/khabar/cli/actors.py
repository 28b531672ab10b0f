"""``khabar actors``: who is who in the register, and a user's own actors."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from khabar.cli.options import ConfigFile, LedgerFile, ListFormat, settings_for

if TYPE_CHECKING:
    from khabar.actor import Candidate, Register

NAME: Final = "actors"
SHORT: Final = "Look up actors and add your own: find, add, list, remove, unresolved."
HELP: Final = "Look up who a name stands for on a day, add actors of your own, and see which names nobody is known for."
EXAMPLE: Final = 'Example: khabar actors find "Hayder Abadi" --on 2018-04-19'
NONE_FOUND: Final = 1
USAGE: Final = 2

app = typer.Typer(help=HELP, epilog=EXAMPLE, rich_markup_mode=None)


FormatOption = Annotated[
    ListFormat, typer.Option("--format", "-f", metavar="table|jsonl", help="For the eyes, or for programs.")
]


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


@app.command("find", short_help="Find who a name or an office stands for.", epilog=EXAMPLE)
def find(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME", help="A name in any spelling, or an office; in quotes or not.", show_default=False
        ),
    ],
    on: Annotated[str | None, typer.Option(metavar="DAY", help="The day, YYYY-MM-DD.", show_default="any day")] = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="ISO3", help="The country it plays in, as in IRQ.", show_default="any country"),
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 10,
    form: FormatOption = ListFormat.TABLE,
    config: ConfigFile = None,
) -> int:
    """Find who a name or an office stands for, best first, with the reason. Exit code 1 if there is nobody.

    What khabar would take the words for stands first, if it would take them for anybody; then come those of the same
    name, and those whose name is alike.
    """
    from khabar.actor import Register
    from khabar.settings import parse_day

    name = " ".join(words)
    day = parse_day(on) if on is not None else None
    register = Register.load(settings_for(config=config).data_actors)
    if country is not None and register.kind(country.upper()) != "state":
        raise typer.BadParameter(f"--country {country!r} is no country of the register: expected a code such as IRQ")
    found = register.candidates(name, on=day, country=country.upper() if country else None, limit=limit)
    if form is ListFormat.JSONL:
        from khabar.cli.printing import print_jsonl

        print_jsonl(found)
    elif found:
        _table(
            ("name", "id", "kind", "country", "office or years", "score", "reason"),
            (_row(one, register) for one in found),
        )
    if not found:
        _say(f"nobody known by {name!r}")
    return 0 if found else NONE_FOUND


@app.command("add", short_help="Add a file of your own actors.", epilog="Example: khabar actors add groups.csv")
def add(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="CSV or TSV of groups or of persons.", show_default=False)
    ],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in place of the file of that name.")] = False,
    config: ConfigFile = None,
) -> int:
    """Add files of your own actors: each is checked, copied beside khabar.toml, and entered there under data.actors.

    Columns of groups: group_id, name, aliases, countries, start, end, kind, parents. Columns of persons: name, aliases,
    country, office, from, to, title, group. One line for each row that cannot be used; then nothing is added.
    """
    from khabar.cli.tables import count
    from khabar.own_actors import add_actors
    from khabar.settings import file_for

    failed = False
    for file in files:
        kept, check = add_actors(file, file_for(config, None), replace=replace)
        for error in check.errors:
            _say(str(error))
        for line in check.shared if not check.errors else ():
            _say(f"{file}: {line}")
        if check.errors:
            failed = True
            _say(f"{file}: not added: {count(len(check.errors), 'row')} cannot be used")
        else:
            _say(f"added: {count(check.groups, 'group')}, {count(check.persons, 'person')}: {kept}")
            if kept.resolve() not in {path.resolve() for path in settings_for(config=config).data_actors}:
                _say("KHABAR_DATA_ACTORS is set, and names other files in its place")
    return 1 if failed else 0


@app.command("list", short_help="List the files of your own actors.", epilog="Example: khabar actors list")
def list_(form: FormatOption = ListFormat.TABLE, config: ConfigFile = None) -> None:
    """List the files of your own actors, with what each holds."""
    from khabar.own_actors import list_actors

    found = list_actors(settings_for(config=config))
    rows = [
        {
            "file": str(own.path),
            "groups": own.check.groups if own.check else None,
            "persons": own.check.persons if own.check else None,
            "trouble": own.trouble or "; ".join(map(str, own.check.errors if own.check else ())) or None,
        }
        for own in found
    ]
    if form is ListFormat.JSONL:
        from khabar.cli.printing import print_jsonl

        print_jsonl(rows)
    elif rows:
        _table(tuple(rows[0]), ([row[key] for key in row] for row in rows))
    else:
        _say("no files of your own; khabar actors add FILE adds one")


@app.command(
    "remove", short_help="Remove a file of your own actors.", epilog="Example: khabar actors remove groups.csv"
)
def remove(
    name: Annotated[str, typer.Argument(metavar="FILE", help="Its name, as listed.", show_default=False)],
    config: ConfigFile = None,
) -> None:
    """Remove a file of your own actors from khabar.toml, and the copy that was made when it was added."""
    from khabar.own_actors import remove_actors
    from khabar.settings import file_for

    _say(f"removed: {remove_actors(name, file_for(config, None))}")


@app.command(
    "unresolved",
    short_help="List the names most often left unresolved in a ledger.",
    epilog="Example: khabar actors unresolved ledger.duckdb",
)
def unresolved(
    ledger: LedgerFile,
    limit: Annotated[int, typer.Option(metavar="N", min=1, help="How many at most.")] = 20,
    form: FormatOption = ListFormat.TABLE,
) -> None:
    """List the names most often left unresolved in a ledger: how often, in which words, and who they may be.

    Names that the register can resolve by now, with your own actors, are left out: `khabar ledger recode` enters them.
    """
    from khabar.actor import Register
    from khabar.ledger import Ledger
    from khabar.unresolved import unresolved_names

    settings = settings_for(ledger)
    register = Register.load(settings.data_actors)
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        found = unresolved_names(opened, register, limit=limit)
    if form is ListFormat.JSONL:
        from khabar.cli.printing import print_jsonl

        print_jsonl(found)
    elif found:
        rows = (
            (one.name, one.count, one.documents, one.quotes[0], "; ".join(a.name for a in one.alike)) for one in found
        )
        _table(("name", "mentions", "documents", "for example", "alike"), rows)
    else:
        _say("no name is left unresolved")


def _row(one: Candidate, register: Register) -> Sequence[Any]:
    entity, since = register.entity(one.actor_id), one.term or register.entity(one.actor_id)
    years = ""
    if since is not None and (since.start or since.end) and not (one.term is None and entity and entity.terms):
        years = f"{since.start or '?'} to {since.end or 'today'}"
    office = f"{one.office} ({years})" if one.office and years else one.office or years
    return one.name, one.actor_id, one.kind, one.country_iso3, office, f"{one.score:.2f}", one.reason


def _table(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    from rich.table import Table

    from khabar.cli.printing import cells, console

    shown = Table(*names)
    for row in rows:
        shown.add_row(*cells(row))
    console().print(shown)


def _say(message: str) -> None:
    from khabar.cli.printing import say

    sys.stdout.flush()
    say(message)
