"""A ledger coded again from the pages that it keeps, as after an upgrade of khabar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.errors import LedgerError
from khabar.ledger import Ledger
from khabar.ledger.intake import page_again
from khabar.ledger.rows import Keeping
from khabar.pipeline import Outcome, Progress, code_inputs
from khabar.read.item import Page
from khabar.settings import Settings

if TYPE_CHECKING:
    from khabar.coder import Coder


class _Pages:
    """The pages that a ledger keeps, in the order of their documents; as many as ``len`` says."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._rows = ledger.query(
            "SELECT d.raw_sha256, d.given, d.name FROM documents d JOIN raw r ON r.raw_sha256 = d.raw_sha256"
            " ORDER BY d.doc_id"
        ).fetchall()

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Page]:
        for raw_sha256, given, name in self._rows:
            data = self._ledger.raw(raw_sha256)
            if data is not None:
                yield page_again(data, given, name=name)


def recode(
    former: Path | str,
    path: Path | str,
    *,
    settings: Settings | None = None,
    coder: Coder | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Code all documents of the ledger ``former`` again, into the ledger ``path``, and return what came of it.

    Pages whose bytes were kept are read again; of others, and where a part is blackened, the stored text is coded
    again. What was set aside, judgements, tombstones, the log of changes and the salt of pseudonyms come along; an
    incident's old id leads to the one that its reports belong to now. If it is cut short, the same call goes on where
    it stopped. The former ledger is only read.

    Raises:
        LedgerError: if ``former`` cannot be read, or ``path`` is another ledger's or cannot be written.
    """
    former, path = Path(former), Path(path)
    settings = settings or Settings()
    if path.exists() and path.samefile(former):
        raise LedgerError(f"{path}: is the ledger to be coded again; give the new one another name")
    if coder is None:
        from khabar.coder import Coder as Standard

        coder = Standard(settings)
    # A day given for one run is not a day for all the pages of a ledger: each brings along what was given for it.
    settings = replace(settings, read_published=None)
    with Ledger.open(former, read_only=True, settings=settings) as old, Ledger.open(path, settings=settings) as new:
        new.inherit(old)
        outcome = code_inputs(
            _Pages(old), new, settings=settings, coder=coder, progress=progress, what="recode", link=False
        )
        _code_texts(old, new, coder)
        if not new.is_linked:
            if not new.query("SELECT 1 FROM incidents LIMIT 1").fetchall():
                new.take_former(old)
            new.link()
        outcome.counts.documents, outcome.counts.reports, outcome.counts.incidents = new.query(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM reports), (SELECT count(*) FROM incidents)"
        ).fetchall()[0]
    return outcome


def _code_texts(old: Ledger, new: Ledger, coder: Coder) -> None:
    """Code again, from their texts, the documents whose pages were not kept."""
    rows = old.query(
        "SELECT doc_id, given, masked FROM documents"
        " WHERE raw_sha256 NOT IN (SELECT raw_sha256 FROM raw) ORDER BY doc_id"
    ).fetchall()
    kept = {doc_id: (given, masked) for doc_id, given, masked in rows}
    for coded in old.coded(doc_ids=list(kept), explained=False):
        given, masked = kept[coded.document.doc_id]
        stored = new.query("SELECT coder FROM documents WHERE doc_id = ?", [coded.document.doc_id]).fetchall()
        if stored != [(coder.version,)]:
            new.replace_document(coder.code(coded.document), Keeping(coder.version, given, masked))
