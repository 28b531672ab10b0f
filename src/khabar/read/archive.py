"""Pages in zip and tar archives, each as if it lay in a folder. Nothing is unpacked to disk."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Final

from khabar.errors import InputRefused, MissingPart, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Damaged, Spent
from khabar.read.member import SAVED_ALONG, Companions, Kind, Member, is_ignored, shown
from khabar.read.reading import Part, Parts, Reading, as_file, left_out_line, too_large
from khabar.read.sniff import HEAD_BYTES, Form, form_of, is_taken, suffix_of
from khabar.read.tar import members as tar_members
from khabar.read.zip import members as zip_members
from khabar.records import Failure

_MARKUP: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)
_OFFICE: Final = ("[Content_Types].xml", "mimetype", "AndroidManifest.xml")

_OFFICE_SUFFIXES: Final = (".docx", ".docm", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub")
_OFFICE_DETAIL: Final = (
    "is an office document or e-book (Word, OpenDocument, EPUB), which is not read; save it as HTML or plain text"
)


def pages_of_zip(part: Part, reading: Reading) -> Parts:
    """Yield the pages in a zip archive, named ``archive.zip!folder/page.html``."""
    if part.name.lower().endswith(_OFFICE_SUFFIXES):
        # By name too: one that is cut off shows nothing of what it is.
        raise InputRefused(Reason.BINARY, _OFFICE_DETAIL, name=part.name)
    file = as_file(part)
    found = zip_members(file, reading.budget)
    first = next(found, None)
    if first is not None and first.name in _OFFICE:
        raise InputRefused(Reason.BINARY, _OFFICE_DETAIL, name=part.name)
    companions = Companions()
    # Both are met again, and told, on the way through the members.
    with suppress(Damaged, Spent):
        for member in zip_members(file, reading.budget):
            companions.add(member.name)
    return _pages(part, reading, chain([first] if first else [], found), companions)


def pages_of_tar(part: Part, reading: Reading) -> Parts:
    """Yield the pages in a tar archive, named ``archive.tar!folder/page.html``."""
    return _pages(part, reading, tar_members(part.stream), Companions())


def _pages(part: Part, reading: Reading, members: Iterator[Member | Damaged], companions: Companions) -> Parts:
    left_out: Counter[str] = Counter()
    empty = True
    for member in members:
        empty = False
        if isinstance(member, Damaged):
            yield Failure(part.name, Reason.DAMAGED, str(member))
            continue
        if member.kind is Kind.FOLDER or is_ignored(member.name):
            continue
        companions.add(member.name)
        if companions.has(member.name):
            left_out[SAVED_ALONG] += 1
            continue
        name = f"{part.name}!{shown(member.name)}"
        try:
            kind = _left_out(member, name)
            if kind is not None:
                left_out[kind] += 1
                continue
        except InputRefused as refused:
            yield Failure(name, refused.reason, refused.detail)
            continue
        except MissingPart as missing:
            yield Failure(name, Reason.UNREADABLE, str(missing))
            continue
        except Damaged as damage:
            yield Failure(name, Reason.DAMAGED, str(damage))
            continue
        yield from reading.parts(Part(name, member.stream, depth=part.depth + 1), reading)
    if left_out:
        yield Failure(part.name, Reason.LEFT_OUT, left_out_line(left_out, "members"))
    elif empty:
        yield Failure(part.name, Reason.EMPTY, "the archive holds nothing")


def _left_out(member: Member, name: str) -> str | None:
    """Return what a member is that holds no page, ``None`` for one to be taken apart.

    Raises:
        InputRefused: for one that would, and cannot be read.
    """
    suffix = suffix_of(member.name)
    if member.kind is Kind.LINK:
        raise InputRefused(Reason.UNREADABLE, "is a link, and links in archives are not followed", name=name)
    if member.kind is Kind.DEVICE:
        raise InputRefused(Reason.UNREADABLE, "is a device or pipe, and no file", name=name)
    if member.refused is not None:
        raise InputRefused(*member.refused, name=name)
    taken = is_taken(member.name)
    head = member.stream.peek(HEAD_BYTES)
    form = form_of(head, member.name)
    if not taken and form is Form.PAGE and not _MARKUP.search(head):
        return f"*{suffix[:12]}" if suffix else "without a suffix"
    if form is Form.PAGE and member.size > MAX_INPUT_BYTES:
        raise too_large(f"{member.size:,} bytes", name)
    return None
