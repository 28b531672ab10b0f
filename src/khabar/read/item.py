"""What a run is given, and the pages that come out of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read, a page or a container of pages: what the user called it, and where it lies.

    ``path`` is ``None`` for standard input.
    """

    name: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page, with what its container (a table's row, a feed's entry, a web archive's record) says of it.

    Attributes:
        name: what to call it in a message: the path of a file, or container and place in it (``crawl.warc.gz!17``).
        data: the page's bytes, decompressed, or its text.
        url: the address it was got from, ``None`` if not known.
        published: the day of publication, as the container states it.
        published_from: where that was found (``argument``, ``feed``, ``column date`` …).
        outlet: the outlet, as the container states it.
        title: the headline, as the container states it; used where the page has none.
        media_type: the media type, with charset if known, as HTTP or the container states it.
        done: how much of its input has been read when this page comes out, 0 to 1, for a progress bar; ``None`` if not
            known.
        gathered: when it was got from its address, as a web archive or a browser that saved it says: never the day of
            publication. ``None`` if not known.
    """

    name: str
    data: bytes | str
    url: str | None = None
    published: date | None = None
    published_from: str | None = None
    outlet: str | None = None
    title: str | None = None
    media_type: str | None = None
    done: float | None = None
    gathered: datetime | None = None
