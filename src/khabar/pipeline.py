"""Pages in, a ledger of linked reports out: the one path that command line and library share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.errors import InputRefused, KhabarError, Reason
from khabar.read import read_page
from khabar.read.containers import pages_of
from khabar.read.inputs import expand
from khabar.read.item import Input, Page
from khabar.records import Document, Failure
from khabar.settings import Settings

if TYPE_CHECKING:
    from khabar.coder import Coder
    from khabar.ledger import Ledger

Progress = Callable[[int, int, str], None]
"""Called before each input with how many are done, how many there are, and the name of this one."""


@dataclass(slots=True)
class Counts:
    """What came of a run. ``documents``, ``reports`` and ``incidents`` are those that its inputs speak of.

    ``new`` documents were not in the ledger, or not so; ``set_aside`` counts inputs, and parts of documents, that are
    in ``failures``.
    """

    inputs: int = 0
    documents: int = 0
    new: int = 0
    reports: int = 0
    incidents: int = 0
    set_aside: int = 0

    def to_dict(self) -> dict[str, int]:
        """Return the counts by name."""
        return asdict(self)


@dataclass(slots=True)
class Outcome:
    """What a run did: its counts, the documents it was given (each once, in order), and what it set aside."""

    counts: Counts = field(default_factory=Counts)
    doc_ids: dict[str, None] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)


def code_inputs(
    inputs: Iterable[Input | Page | Failure],
    ledger: Ledger,
    *,
    published: date | None = None,
    settings: Settings | None = None,
    coder: Coder | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Read and code ``inputs`` into ``ledger``, link it anew if that changed it, and return what came of it.

    What cannot be read or coded is a row in ``failures``. A document that the ledger holds is not coded again.
    If the run is cut short, all documents finished until then are in the ledger; they are linked by the next run.

    Args:
        inputs: pages, and names that named none.
        ledger: an open ledger.
        published: day of publication of all pages; without it ``settings.read_published``, or what each page says.
        settings: the settings in force; stored with the run.
        coder: the coder; without it one made from ``settings``.
        progress: told of each input.

    Raises:
        LedgerError: if the ledger cannot be written.
        DataFileError: if one of the coder's data files cannot be used.
    """
    if coder is None:
        from khabar.coder import Coder as Standard

        coder = Standard(settings)
    settings = settings or coder.settings
    published = published or settings.read_published
    outcome = Outcome()
    run = ledger.start_run(settings, coder=coder.version)
    status = "failed"
    try:
        everything = list(inputs)
        for number, item in enumerate(everything):
            if progress is not None:
                progress(number, len(everything), item.name)
            for page in pages_of(item) if isinstance(item, Input) else [item]:
                outcome.counts.inputs += 1
                _code_one(page, ledger, coder, published, outcome)
        if progress is not None:
            progress(len(everything), len(everything), "linking")
        if outcome.counts.new or not ledger.is_linked:
            ledger.link()
        outcome.counts.incidents = len(ledger.incidents_of(list(outcome.doc_ids)))
        status = "done"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        ledger.finish_run(run, status, outcome.counts.to_dict())
    return outcome


def code(
    pages: str | bytes | Path | Iterable[str | bytes | Path],
    *,
    published: date | str | None = None,
    settings: Settings | None = None,
    ledger: Ledger | None = None,
) -> Ledger:
    """Return a ledger of what ``pages`` report, in memory if no ``ledger`` is given.

    A page is a path (of a file, a folder, or a glob), or the text itself: a ``str`` with blanks in it that names no
    file is taken for text. What cannot be read is in ``Ledger.failures``.

    >>> ledger = code("Rebels shelled Sake on Monday, the army said.", published="2024-02-13")
    >>> ledger.query("SELECT event_type, place, date_start::VARCHAR, according_to FROM report_list").fetchall()
    [('ASSAULT', 'Sake', '2024-02-12', 'the army')]

    Raises:
        SettingsError: if ``published`` is no date, or a setting has no usable value.
    """
    from khabar.ledger import Ledger
    from khabar.settings import parse_day

    settings = settings or Settings.load()
    if isinstance(published, str):
        published = parse_day(published)
    given = [pages] if isinstance(pages, (str, bytes, Path)) else list(pages)
    if ledger is None:
        ledger = Ledger.memory(settings=settings)
    inputs = [item for number, page in enumerate(given, start=1) for item in _inputs(page, number)]
    code_inputs(inputs, ledger, published=published, settings=settings)
    return ledger


def _inputs(page: str | bytes | Path, number: int) -> Iterable[Input | Page | Failure]:
    if isinstance(page, bytes) or (isinstance(page, str) and _is_text(page)):
        return [Page(f"text {number}", page)]
    return expand([str(page)])


def _is_text(page: str) -> bool:
    if not any(sign.isspace() for sign in page.strip()):
        return False
    try:
        return not Path(page).exists()
    except (OSError, ValueError):
        return True


def _code_one(item: Page | Failure, ledger: Ledger, coder: Coder, published: date | None, outcome: Outcome) -> None:
    if isinstance(item, Failure):
        _set_aside(replace(item, name=_storable(item.name)), ledger, outcome)
        return
    name = _storable(item.name)
    data = item.data
    raw = sha256(data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")).hexdigest()
    try:
        document = read_page(data, name=name, published=published, url=item.url, media_type=item.media_type)
    except InputRefused as refused:
        _set_aside(Failure(name, refused.reason, refused.detail, raw), ledger, outcome)
        return
    if not ledger.holds(document, coder.version):
        if not _code_document(document, ledger, coder, outcome):
            return
        outcome.counts.new += 1
    if document.doc_id not in outcome.doc_ids:
        outcome.doc_ids[document.doc_id] = None
        n_reports, failures = ledger.outline(document.doc_id)
        outcome.counts.documents += 1
        outcome.counts.reports += n_reports
        outcome.counts.set_aside += len(failures)
        outcome.failures += failures


def _storable(name: str) -> str:
    """Return a name as UTF-8 can write it: that of a file may hold any bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _code_document(document: Document, ledger: Ledger, coder: Coder, outcome: Outcome) -> bool:
    ledger.begin(document.name, document.raw_sha256)
    try:
        coded = coder.code(document)
    except KhabarError:
        # A setting or a data file that is wrong is wrong for every page.
        raise
    except Exception as error:
        # A fault of ours on one page must not cost the other pages: it is kept with its name and counted.
        detail = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"
        _set_aside(Failure(document.name, Reason.CODING_FAILED, detail, document.raw_sha256), ledger, outcome)
        return False
    ledger.add(coded, coder=coder.version)
    return True


def _set_aside(failure: Failure, ledger: Ledger, outcome: Outcome) -> None:
    ledger.add_failure(failure)
    outcome.failures.append(failure)
    outcome.counts.set_aside += 1
