"""Pages in, a ledger of linked reports out: the one path that command line and library share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from khabar.errors import InputRefused, KhabarError, Reason
from khabar.ledger.intake import raw_hash
from khabar.read import PageReading, read_page_mapped
from khabar.read.containers import ReadOptions, pages_of
from khabar.read.inputs import expand
from khabar.read.item import Input, Page
from khabar.read.table_columns import Columns
from khabar.records import Document, Failure
from khabar.settings import Settings

if TYPE_CHECKING:
    from khabar.coder import Coder
    from khabar.ledger import Ledger

MAX_TOLD: Final = 10_000
"""Failures that an `Outcome` holds: of a run over an archive there may be millions, and all are in the ledger."""


@dataclass(slots=True)
class Counts:
    """What came of a run. ``documents``, ``reports`` and ``incidents`` are those that its pages speak of.

    ``inputs`` are the files, archives and texts given, ``pages`` what came out of them. ``new`` documents were not in
    the ledger, or not so; ``set_aside`` counts inputs, pages and parts of documents that are in ``failures``.
    """

    inputs: int = 0
    pages: int = 0
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
    """What a run did.

    Attributes:
        counts: how many of what.
        doc_ids: the documents that it was given, each once, in order.
        failures: what it set aside, the first ``MAX_TOLD``.
        reasons: how often each reason for setting aside was met.
    """

    counts: Counts = field(default_factory=Counts)
    doc_ids: dict[str, None] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)

    def set_aside(self, failure: Failure) -> None:
        """Count what was set aside; what is no page by rule is told, and no fault."""
        self.counts.set_aside += failure.reason != Reason.LEFT_OUT
        self.reasons[str(failure.reason)] = self.reasons.get(str(failure.reason), 0) + 1
        if len(self.failures) < MAX_TOLD:
            self.failures.append(failure)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run has come.

    ``done`` counts inputs, a part of one as a fraction; ``total`` is ``None`` where it is not known how many there
    are; ``name`` is that of the page at hand, ``None`` when all are read and the reports are linked.
    """

    done: float
    total: int | None
    name: str | None
    counts: Counts


Progress = Callable[[Step], None]
"""Called before each page, and once before linking."""


def code_inputs(
    inputs: Iterable[Input | Page | Failure],
    ledger: Ledger,
    *,
    published: date | None = None,
    settings: Settings | None = None,
    coder: Coder | None = None,
    options: ReadOptions | None = None,
    progress: Progress | None = None,
    on_stored: Callable[[str], None] | None = None,
    what: str = "code",
    link: bool = True,
) -> Outcome:
    """Read and code ``inputs`` into ``ledger``, link what is new, and return what came of it.

    What cannot be read or coded is a row in ``failures``. A document that the ledger holds is not coded again. Inputs
    are taken one at a time, and their pages one at a time, so that an archive of any size can be coded.
    If the run is cut short, all documents finished until then are in the ledger; they are linked by the next run.

    Args:
        inputs: pages, containers of pages, and names that named none.
        ledger: an open ledger.
        published: day of publication of all pages; without it ``settings.read_published``, or what each page says.
        settings: the settings in force; stored with the run.
        coder: the coder; without it one made from ``settings``.
        options: how to read inputs that do not say it themselves; without it, as ``settings`` say.
        progress: told how far the run has come.
        on_stored: told the id of each document that is in the ledger now, whatever happens afterwards.
        what: what the run is called in ``runs``.
        link: whether to link in the end.

    Raises:
        LedgerError: if the ledger cannot be written.
        DataFileError: if one of the coder's data files cannot be used.
    """
    if coder is None:
        from khabar.coder import Coder as Standard

        coder = Standard(settings)
    settings = settings or coder.settings
    if published is not None:
        settings = replace(settings, read_published=published)
    options = options or _options(settings)
    run = _Run(ledger, coder, settings, on_stored)
    counts = run.outcome.counts
    number = ledger.start_run(settings, coder=coder.version, what=what)
    status = "failed"
    total = len(inputs) if isinstance(inputs, Sized) else None
    try:
        done = 0
        for item in inputs:
            for page in pages_of(item, options) if isinstance(item, Input) else (item,):
                if progress is not None:
                    part = page.done or 0.0 if isinstance(page, Page) and isinstance(item, Input) else 0.0
                    progress(Step(done + min(part, 1.0), total, page.name, counts))
                run.take(page)
            done += 1
            # What a folder holds besides pages was not given; it is told, and no input.
            counts.inputs += not (isinstance(item, Failure) and item.reason == Reason.LEFT_OUT)
        if progress is not None:
            progress(Step(done, total, None, counts))
        if link and (counts.new or not ledger.is_linked):
            ledger.link_added()
        counts.incidents = len(ledger.incidents_of(list(run.outcome.doc_ids)))
        status = "done"
    except KeyboardInterrupt:
        status = "interrupted"
        raise
    finally:
        ledger.finish_run(number, status, counts.to_dict())
    return run.outcome


def _options(settings: Settings) -> ReadOptions:
    """Return how inputs are read by the settings."""
    return ReadOptions(
        columns=Columns(
            text=settings.read_text_col,
            date=settings.read_date_col,
            url=settings.read_url_col,
            title=settings.read_title_col,
            outlet=settings.read_outlet_col,
            id=settings.read_id_col,
            date_format=settings.read_date_format,
        )
    )


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
    given = [pages] if isinstance(pages, (str, bytes, Path)) else pages
    if ledger is None:
        ledger = Ledger.memory(settings=settings)
    inputs = (item for number, page in enumerate(given, start=1) for item in _inputs(page, number))
    code_inputs(inputs, ledger, published=published, settings=settings)
    return ledger


def _inputs(page: str | bytes | Path, number: int) -> Iterator[Input | Page | Failure]:
    if isinstance(page, bytes) or (isinstance(page, str) and _is_text(page)):
        yield Page(f"text {number}", page)
        return
    yield from expand([str(page)])


def _is_text(page: str) -> bool:
    if not any(sign.isspace() for sign in page.strip()):
        return False
    try:
        return not Path(page).exists()
    except (OSError, ValueError):
        return True


class _Run:
    """One run over its pages: what it needs for each of them, and what came of it so far."""

    def __init__(
        self, ledger: Ledger, coder: Coder, settings: Settings, on_stored: Callable[[str], None] | None
    ) -> None:
        self.outcome = Outcome()
        self._ledger = ledger
        self._salt = ledger.salt
        self._tombstones = ledger.tombstones()
        self._coder = coder
        self._settings = settings
        self._published = settings.read_published
        self._on_stored = on_stored

    def take(self, item: Page | Failure) -> None:
        """Read and code one page, or set it aside."""
        item = replace(item, name=_storable(item.name))
        if isinstance(item, Failure):
            self._set_aside(item)
            return
        self.outcome.counts.pages += 1
        if self._published is not None:
            item = replace(item, published=self._published, published_from="argument")
        if self._tombstones and self._tombstones.bars(raw_sha256=raw_hash(item), url=item.url or item.name):
            self._bar(item)
            return
        known = self._ledger.delivered(item, self._coder.version)
        if known:
            for doc_id in known:
                self._count(doc_id)
            return
        try:
            reading = self._read(item)
        except InputRefused as refused:
            self._set_aside(Failure(item.name, refused.reason, refused.detail, raw_hash(item)))
            return
        document = reading.document
        if self._tombstones and self._tombstones.bars(document=document):
            self._bar(item)
            return
        if not self._ledger.holds(document, self._coder.version, page=item):
            document, masked = self._tombstones.blacken(document) if self._tombstones else (document, 0)
            if not self._code(document, item, masked, reading.failures):
                return
            self.outcome.counts.new += 1
        self._count(document.doc_id)

    def _bar(self, page: Page) -> None:
        """Count a page that was forgotten; its name is not stored, for it may be what was to be forgotten."""
        detail = "was taken out of this ledger with khabar forget, and stays out"
        self.outcome.set_aside(Failure(page.name, Reason.FORGOTTEN, detail))

    def _read(self, page: Page) -> PageReading:
        return read_page_mapped(
            page.data,
            name=page.name,
            published=page.published,
            published_from=page.published_from,
            url=page.url,
            outlet=page.outlet,
            title=page.title,
            media_type=page.media_type,
            salt=self._salt,
            keep_handles=self._settings.read_keep_handles,
        )

    def _code(self, document: Document, page: Page, masked: int, unread: tuple[Failure, ...]) -> bool:
        self._ledger.begin(document.name, document.raw_sha256)
        try:
            coded = self._coder.code(document)
        except KhabarError:
            # A setting or a data file that is wrong is wrong for every page.
            raise
        except Exception as error:
            # A fault of ours on one page must not cost the other pages: it is kept with its name and counted.
            detail = f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no message'}"
            self._set_aside(Failure(document.name, Reason.CODING_FAILED, detail, document.raw_sha256))
            return False
        coded = replace(coded, failures=(*unread, *coded.failures))
        self._ledger.add(coded, coder=self._coder.version, page=page, masked=masked)
        return True

    def _count(self, doc_id: str) -> None:
        if self._on_stored is not None:
            self._on_stored(doc_id)
        if doc_id in self.outcome.doc_ids:
            return
        self.outcome.doc_ids[doc_id] = None
        n_reports, failures = self._ledger.outline(doc_id)
        self.outcome.counts.documents += 1
        self.outcome.counts.reports += n_reports
        for failure in failures:
            self.outcome.set_aside(failure)

    def _set_aside(self, failure: Failure) -> None:
        self._ledger.add_failure(failure)
        self.outcome.set_aside(failure)


def _storable(name: str) -> str:
    """Return a name as UTF-8 can write it: that of a file may hold any bytes."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
