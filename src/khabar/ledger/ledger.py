"""One DuckDB file: what was read, what was coded from it, and what was linked.

One writer, one short transaction a document. Everything but ``runs``, ``judgements``, ``changes``, ``redirects`` and
``tombstones`` follows from the pages, so that it is the same in whatever order, and however often, they are delivered.
"""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from khabar.errors import Reason
from khabar.ledger import opening
from khabar.ledger.judging import Judging
from khabar.records import Failure
from khabar.settings import Settings


class Ledger(Judging):
    """A ledger, on disk or in memory. Open it with `Ledger.open` or `Ledger.memory`, best in a ``with`` statement.

    >>> with Ledger.memory() as ledger:
    ...     ledger.query("SELECT count(*) FROM reports").fetchall()
    [(0,)]
    """

    @classmethod
    def open(cls, path: Path | str, *, read_only: bool = False, settings: Settings | None = None) -> Ledger:
        """Return the ledger at ``path``, made if it is not there. ``notices`` then says what had to be done to open it.

        Raises:
            LedgerError: if it is no ledger, of a newer version, in use by another process, or cannot be written.
        """
        path = Path(path)
        settings = settings or Settings()
        with opening.explained(path):
            connection, notices = opening.connect(path, read_only=read_only, settings=settings)
        ledger = cls(connection, path, notices)
        ledger.keeps_raw = settings.ledger_keep_raw
        ledger.grades = settings.link_grades
        ledger.caution = settings.link_caution
        for notice in notices:
            if "could not be replayed" in notice:
                ledger.add_failure(Failure(path.name, Reason.UNREADABLE, notice))
        return ledger

    @classmethod
    def memory(cls, *, settings: Settings | None = None) -> Ledger:
        """Return an empty ledger that is gone when it is closed; it keeps no bytes of pages."""
        settings = settings or Settings()
        connection, _ = opening.connect(None, read_only=False, settings=settings)
        ledger = cls(connection, None)
        ledger.grades = settings.link_grades
        ledger.caution = settings.link_caution
        return ledger

    def close(self) -> None:
        """Close the file. Relations taken from the ledger are of no use afterwards."""
        self._connection.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()
