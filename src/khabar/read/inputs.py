"""From the words on a command line to pages: files, folders, globs, and ``-`` for standard input."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.item import Input
from khabar.records import Failure

SUFFIXES: Final = (".htm", ".html", ".txt", ".xhtml")
"""The files that are taken from a folder, in any case; a file that is named is taken whatever its suffix."""

_TABLES: Final = (".csv", ".json", ".jsonl", ".ndjson", ".tsv")
"""Files of many records: read as one page, their rows would run together into one story."""


def _from_folder(folder: Path) -> Iterator[Input | Failure]:
    """Yield the pages in ``folder`` and below, sorted; folders that cannot be listed are failures."""
    refused: list[OSError] = []
    pages: list[Path] = []
    # os.walk does not follow links to folders, so a link that points upwards cannot make it run in circles.
    for here, _, names in os.walk(folder, onerror=refused.append):
        pages += [Path(here, name) for name in names if name.lower().endswith(SUFFIXES)]
    for error in sorted(refused, key=lambda error: str(error.filename)):
        yield Failure(
            str(error.filename), Reason.UNREADABLE, f"{error.strerror or 'cannot be listed'}; check its rights"
        )
    for page in sorted(pages):
        yield Input(str(page), page)
    if not pages and not refused:
        yield Failure(
            str(folder), Reason.NOT_FOUND, f"the folder holds no pages; expected files in {' '.join(SUFFIXES)}"
        )


def _expand(word: str) -> Iterator[Input | Failure]:
    if word == "-":
        yield Input("-", None)
        return
    path = Path(word)
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

    A word is a file, a folder (its pages in ``SUFFIXES``, recursively, sorted), a glob (``**`` reaches any depth),
    or ``-``.
    """
    seen: set[str] = set()
    for word in words:
        for item in _expand(word):
            if item.name not in seen:
                seen.add(item.name)
                yield item


def too_large(found: str, name: str) -> InputRefused:
    """Return the refusal of a page of ``found`` size."""
    detail = f"the page has {found}; expected at most {MAX_INPUT_BYTES:,} bytes; split it, or give the article alone"
    return InputRefused(Reason.TOO_LARGE, detail, name=name)


def load(item: Input) -> bytes:
    """Return the bytes of ``item``, never more than ``MAX_INPUT_BYTES``.

    Raises:
        InputRefused: ``NOT_FOUND``, ``UNREADABLE``, ``NO_TEXT`` for a file of records, or, before it is read whole,
            ``TOO_LARGE``.
    """
    if item.path is not None and item.path.suffix.lower() in _TABLES and item.path.is_file():
        detail = f"a {item.path.suffix[1:]} file holds records, not a page; give each text as a file of its own"
        raise InputRefused(Reason.NO_TEXT, detail, name=item.name)
    try:
        if item.path is None:
            data = sys.stdin.buffer.read(MAX_INPUT_BYTES + 1)
        else:
            with item.path.open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                if size > MAX_INPUT_BYTES:
                    raise too_large(f"{size:,} bytes", item.name)
                data = stream.read(MAX_INPUT_BYTES + 1)
    except FileNotFoundError:
        raise InputRefused(Reason.NOT_FOUND, "no such file", name=item.name) from None
    except OSError as error:
        detail = f"cannot be read ({error.strerror or error}); expected a readable file"
        raise InputRefused(Reason.UNREADABLE, detail, name=item.name) from None
    if len(data) > MAX_INPUT_BYTES:
        raise too_large(f"more than {MAX_INPUT_BYTES:,} bytes", item.name)
    return data
