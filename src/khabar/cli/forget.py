"""``khabar forget``: a page, a person or a reader taken out of a ledger for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Final

import typer

from khabar.cli.options import LedgerFile, settings_for

if TYPE_CHECKING:
    from khabar.ledger.forget import Plan, Wish

NAME: Final = "forget"
SHORT: Final = "Take a page, a person or a reader out of a ledger."
EXAMPLE: Final = "Example: khabar forget ledger.duckdb --person 'Ana Ruel' --person 'Ms Ruel' --dry-run"
NAMES_SHOWN: Final = 10


def run(
    ledger: LedgerFile,
    url: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="Address of pages to take out; may be repeated.")
    ] = None,
    doc: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Document to take out, or the start of its id.")
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Name to blacken wherever it stands; give each form of it."),
    ] = None,
    writer: Annotated[
        list[str] | None,
        typer.Option(metavar="READER", help="Reader whose comments are blackened: a handle, or a pseudonym."),
    ] = None,
    why: Annotated[
        str | None, typer.Option(metavar="REASON", help="A reason to keep; do not name here whom you forget.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    backups: Annotated[
        bool, typer.Option("--backups", help="Also delete the backups beside the ledger, which hold it still.")
    ] = False,
) -> None:
    """Take a page, a person or a reader out of a ledger: texts, quotes, pages kept, indexes and incidents.

    The file is made anew, so that no byte of it is left. A tombstone, a salted hash without any of the text, keeps it
    from coming back with the same page or in another. This cannot be undone.
    """
    from khabar.errors import LedgerError
    from khabar.ledger import Ledger
    from khabar.ledger.forget import Wish, forget, leftovers, plan_of

    wish = Wish(tuple(url or ()), tuple(doc or ()), tuple(person or ()), tuple(writer or ()), why)
    if not (wish.urls or wish.docs or wish.persons or wish.writers):
        raise typer.BadParameter("say what to forget: --url, --doc, --person or --writer")
    settings = settings_for(ledger)
    if not dry_run:
        if not ledger.exists():
            raise LedgerError(f"{ledger}: no such ledger")
        Ledger.open(ledger, settings=settings).close()
    with Ledger.open(ledger, read_only=True, settings=settings) as opened:
        plan = plan_of(opened, wish)
    _tell(plan, "would go" if dry_run else "to go")
    left = leftovers(ledger)
    if dry_run:
        return
    if not yes and not _agreed(plan, wish):
        raise typer.Abort
    forget(ledger, wish, settings=settings)
    _say(f"forgotten; ledger: {ledger}")
    for file in left:
        if backups:
            file.unlink()
            _say(f"deleted: {file}")
        else:
            _say(f"holds it still: {file}; delete it, or give --backups")


def _agreed(plan: Plan, wish: Wish) -> bool:
    """Return whether whoever sits there says yes; nobody there is no."""
    if not sys.stdin.isatty():
        raise typer.BadParameter("there is nobody to ask; give --yes to forget without a question")
    return typer.confirm("Forget this for good?", err=True)


def _tell(plan: Plan, what: str) -> None:
    for doc_id, name in list(plan.removed.items())[:NAMES_SHOWN]:
        _say(f"{what}: {doc_id} ({name})")
    if len(plan.removed) > NAMES_SHOWN:
        _say(f"{what}: {len(plan.removed) - NAMES_SHOWN} documents more")
    if plan.blackened:
        _say(
            f"{what}: {sum(plan.blackened.values())} places in {len(plan.blackened)} documents, blackened, and the"
            f" bytes of their pages; readers' comments among them: {plan.comments}"
        )
    for word in plan.unmet:
        _say(f"not found: {word}; it leaves a tombstone all the same")
    for word, count in sorted(plan.alone.items(), key=lambda item: (-item[1], item[0])):
        _say(f"stays: the word {word!r} stands alone {count} times; give --person {word!r} if it means the same person")


def _say(message: str) -> None:
    from khabar.cli.printing import visible

    sys.stderr.write(f"khabar: {' '.join(visible(message).split())}\n")
