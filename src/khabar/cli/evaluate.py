"""``khabar evaluate``: gold in, scores out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Final

import typer

NAME: Final = "evaluate"
SHORT: Final = "Score khabar on gold sets, or against the floors."
EXAMPLE: Final = "Example: khabar evaluate probe probe.jsonl    or: khabar evaluate --floors"
FLOOR_BROKEN: Final = 4
FLOOR_FILES: Final = ("floors.toml", "evaluate/floors.toml")


def run(
    name: Annotated[str | None, typer.Argument(metavar="SET", help="A gold set.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="Its file or folder.", show_default=False)] = None,
    everything: Annotated[
        Path | None, typer.Option("--all", metavar="DIR", help="Score every set whose gold lies in this folder.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --all: write the table of accuracy to this file.")
    ] = None,
    floors: Annotated[bool, typer.Option("--floors", help="Check that no figure has fallen below its floor.")] = False,
    floors_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The floors.", show_default=" or ".join(FLOOR_FILES))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> int:
    """Score khabar on a gold set, on all of them, or against the floors.

    Exit code 4 says that a floor is broken.
    """
    if floors or floors_file is not None:
        return _check(floors_file or _floors_file(), as_json=as_json)
    if everything is not None:
        return _all(everything, write, as_json=as_json)
    if name is None or file is None:
        raise typer.BadParameter("give SET and FILE, --all DIR, or --floors")
    from khabar.evaluate import evaluate

    scores = evaluate(name, file)
    if as_json:
        typer.echo(json.dumps({"set": scores.name, "records": scores.records, "figures": scores.figures}))
    else:
        typer.echo(f"{scores.name}: {scores.records} records")
        for figure, value in scores.figures.items():
            typer.echo(f"  {figure:<28} {value:.4f}")
    return 0


def _all(data: Path, write: Path | None, *, as_json: bool) -> int:
    from datetime import date

    from khabar.errors import KhabarError
    from khabar.evaluate.accuracy import measure_all, render

    if not data.is_dir():
        raise KhabarError(f"{data}: no such folder; expected the folder with the gold sets")
    if write is not None and not write.parent.is_dir():
        raise KhabarError(f"{write}: cannot be written, there is no folder {write.parent}")
    rows = list(measure_all(data, progress=_progress))
    if not rows:
        raise KhabarError(f"{data}: holds none of the gold sets")
    if as_json:
        for row in rows:
            typer.echo(json.dumps({"set": row.name, "split": row.split, "figures": row.scores.figures}))
    page = render(rows, date.today())
    if write is not None:
        write.write_text(page, encoding="utf-8")
        typer.echo(f"khabar: wrote {write}", err=True)
    elif not as_json:
        typer.echo(page, nl=False)
    return 0


def _check(file: Path, *, as_json: bool) -> int:
    from khabar.evaluate.accuracy import check_floors, read_floors

    broken = 0
    for held in check_floors(read_floors(file), progress=_progress):
        floor = held.floor
        broken += held.broken
        if as_json:
            found = {"set": floor.name, "figure": floor.figure, "floor": floor.least, "reached": held.reached}
            typer.echo(json.dumps({**found, "broken": held.broken}))
            continue
        reached = "no gold here" if held.reached is None else f"{held.reached:.4f}"
        verdict = "BROKEN" if held.broken else "-" if held.reached is None else "holds"
        typer.echo(f"{verdict:<7} {floor.name} {floor.figure} {reached} (floor {floor.least:g})")
    return FLOOR_BROKEN if broken else 0


def _floors_file() -> Path:
    return next((Path(name) for name in FLOOR_FILES if Path(name).is_file()), Path(FLOOR_FILES[0]))


def _progress(what: str) -> None:
    typer.echo(f"khabar: scoring {what}", err=True)
