"""From the words on a command line to inputs: files, folders, globs, and ``-`` for standard input."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from khabar.errors import InputRefused, Reason
from khabar.read.compression import Budget
from khabar.read.item import Input
from khabar.read.member import SAVED_ALONG, Companions, is_ignored
from khabar.read.reading import left_out_line, too_large
from khabar.read.sniff import ARCHIVES, FEEDS, PAGES, TABLES, is_taken
from khabar.read.stream import Stream
from khabar.records import Failure

__all__ = ["Source", "expand", "opened", "too_large"]


_OWN: Final = re.compile(r"\.duckdb(?:$|[.-])|^khabar\.toml$")
"""Ledgers, what khabar leaves beside them, and settings: no input, and not the same from one run to the next."""


def _from_folder(folder: Path) -> Iterator[Input | Failure]:
    """Yield the pages in ``folder`` and below, sorted; folders that cannot be listed are failures.

    Files of other kinds, and what a browser saved along with a page, are counted in one row; hidden files are not.
    """
    refused: list[OSError] = []
    pages: list[Path] = []
    left_out: Counter[str] = Counter()
    companions = Companions()
    # os.walk does not follow links to folders, so a link that points upwards cannot make it run in circles.
    for here, _, names in os.walk(folder, onerror=refused.append):
        inside = os.path.relpath(here, folder)
        for name in names:
            path = os.path.normpath(os.path.join(inside, name))  # noqa: PTH118 (a hundred thousand of them)
            if is_ignored(path) or _OWN.search(name):
                continue
            companions.add(path)
            if is_taken(name):
                pages.append(Path(path))
            else:
                left_out[f"*{Path(name).suffix.lower()[:12]}" if Path(name).suffix else "without a suffix"] += 1
    for error in sorted(refused, key=lambda error: str(error.filename)):
        yield Failure(
            str(error.filename), Reason.UNREADABLE, f"{error.strerror or 'cannot be listed'}; check its rights"
        )
    n_pages = 0
    for page in sorted(pages):
        if companions.has(page.as_posix()):
            left_out[SAVED_ALONG] += 1
            continue
        n_pages += 1
        yield Input(str(folder / page), folder / page)
    if not n_pages and not refused:
        suffixes = " ".join((*PAGES, *FEEDS, *TABLES, *ARCHIVES))
        yield Failure(str(folder), Reason.NOT_FOUND, f"the folder holds no pages; expected files in {suffixes}")
    elif left_out:
        yield Failure(str(folder), Reason.LEFT_OUT, left_out_line(left_out, "files"))


def _expand(word: str) -> Iterator[Input | Failure]:
    if word == "-":
        yield Input("-", None)
        return
    path = Path(word)
    if word.lower().startswith(("http://", "https://")):
        yield Failure(word, Reason.NOT_FETCHED, "a web address; khabar uses no network unasked; give it with --fetch")
        return
    try:
        if path.is_dir():
            yield from _from_folder(path)
            return
        if path.exists() or path.is_symlink():
            yield Input(word, path)
            return
        matches = sorted(glob.glob(word, recursive=True)) if glob.has_magic(word) else []  # noqa: PTH207 (the shell's rules)
    except (OSError, ValueError) as error:
        yield Failure(word, Reason.NOT_FOUND, f"no such file or folder ({error})")
        return
    for match in matches:
        if Path(match).is_dir():
            yield from _from_folder(Path(match))
        else:
            yield Input(match, Path(match))
    if not matches:
        what = "no file matches this pattern" if glob.has_magic(word) else "no such file or folder"
        yield Failure(word, Reason.NOT_FOUND, f"{what}; give a file, a folder, a glob, or - for standard input")


def expand(words: Sequence[str]) -> Iterator[Input | Failure]:
    """Yield the inputs that ``words`` name, each once, in the order given; what names nothing is a `Failure`.

    A word is a file, a folder (all files in it whose suffixes say that they may hold pages, recursively,
    sorted), a glob (``**`` reaches any depth), or ``-``.
    """
    seen: set[str] = set()
    for word in words:
        for item in _expand(word):
            if item.name not in seen:
                seen.add(item.name)
                yield item


@dataclass(slots=True)
class Source:
    """An input that is open: its bytes, and as a file where it can be read from any place."""

    stream: Stream
    budget: Budget
    file: BinaryIO | None


@contextmanager
def opened(item: Input) -> Iterator[Source]:
    """Open ``item`` for reading.

    Raises:
        InputRefused: ``NOT_FOUND`` or ``UNREADABLE``.
    """
    with ExitStack() as stack:
        try:
            handle = sys.stdin.buffer if item.path is None else stack.enter_context(item.path.open("rb"))
            state = os.fstat(handle.fileno()) if item.path is not None else None
        except FileNotFoundError:
            raise InputRefused(Reason.NOT_FOUND, "no such file", name=item.name) from None
        except OSError as error:
            detail = f"cannot be read ({error.strerror or error}); expected a readable file"
            raise InputRefused(Reason.UNREADABLE, detail, name=item.name) from None
        plain = state is not None and stat.S_ISREG(state.st_mode)
        budget = Budget(state.st_size if state is not None and plain else None)

        def fill(size: int) -> bytes:
            piece = handle.read(size)
            budget.taken += len(piece)
            return piece

        yield Source(Stream(fill), budget, handle if plain else None)
