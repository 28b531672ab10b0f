"""What an archive holds: one member, its name made safe to show, its bytes as a stream."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from khabar.errors import Reason
from khabar.read.stream import Stream

MAX_NAME_CHARS: Final = 300
"""Longest name shown; of a longer one the end is, which tells more."""

SAVED_ALONG: Final = "saved along with a page by a browser"
"""What the files are called that `Companions` tells."""

_COMPANION: Final = re.compile(
    r"(.+)(?:_files|\.files|-files|[-_]Dateien|_fichiers|_archivos|_arquivos|_bestanden|_file)$", re.IGNORECASE
)


class Kind(StrEnum):
    """What a member is to a file system."""

    FILE = "file"
    FOLDER = "folder"
    LINK = "link"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive. ``refused`` says why its bytes cannot be had; else ``stream`` has them, until the next
    member is asked for. ``size`` is what the archive says of it."""

    name: str
    kind: Kind
    size: int
    stream: Stream
    refused: tuple[Reason, str] | None = None


def shown(name: str) -> str:
    """Return a name on one line and of bounded length. It is a label: nothing is ever opened or written by it.

    >>> shown("../../etc/pass\\nwd\\0")
    '../../etc/pass�wd�'
    """
    safe = "".join("\ufffd" if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in name)
    return safe if len(safe) <= MAX_NAME_CHARS else f"…{safe[-MAX_NAME_CHARS:]}"


def is_ignored(name: str) -> bool:
    """Return whether a file is of a system's own: hidden, or what it says of a folder.

    >>> [is_ignored(name) for name in ("__MACOSX/._a.html", "a/.DS_Store", "./a/../b.html")]
    [True, True, False]
    """
    parts = [part for part in re.split(r"[/\\]", name) if part not in ("", ".", "..")]
    return any(part.startswith(".") or part == "__MACOSX" for part in parts) or (
        bool(parts) and parts[-1].lower() in ("thumbs.db", "desktop.ini")
    )


def companion_of(folder: str) -> str | None:
    """Return the name, without its ending, of the page whose pictures and frames a browser puts into ``folder``.

    >>> companion_of("saved/A story_files"), companion_of("saved")
    ('saved/A story', None)
    """
    match = _COMPANION.match(folder)
    return match[1] if match else None


class Companions:
    """Tells the files that a browser saved along with a page: advertisements in frames are pages as well."""

    def __init__(self) -> None:
        self._pages: set[str] = set()

    def add(self, name: str) -> None:
        """Note a page."""
        stem, dot, suffix = name.rpartition(".")
        if dot and suffix.lower() in ("htm", "html", "xhtml", "shtml"):
            self._pages.add(stem)

    def has(self, name: str) -> bool:
        """Return whether ``name`` lies in the folder of a page that was noted."""
        folder = name.replace("\\", "/").rpartition("/")[0]
        while folder:
            if (page := companion_of(folder)) is not None and page in self._pages:
                return True
            folder = folder.rpartition("/")[0]
        return False
