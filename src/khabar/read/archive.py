"""Pages in zip and tar archives."""

from __future__ import annotations

from khabar.errors import InputRefused, Reason
from khabar.read.reading import Part, Parts, Reading


def pages_of_zip(part: Part, reading: Reading) -> Parts:
    """Yield pages."""
    raise InputRefused(Reason.BINARY, "a zip archive", name=part.name)
    yield


def pages_of_tar(part: Part, reading: Reading) -> Parts:
    """Yield pages."""
    raise InputRefused(Reason.BINARY, "a tar archive", name=part.name)
    yield
