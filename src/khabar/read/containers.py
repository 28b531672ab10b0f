"""From an input to its pages: one for a plain page, many for an archive, a feed or a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.errors import InputRefused
from khabar.read.inputs import load
from khabar.read.item import Input, Page
from khabar.records import Failure


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How inputs are to be read, where they do not say it themselves."""


def pages_of(item: Input, options: ReadOptions | None = None) -> Iterator[Page | Failure]:
    """Yield the pages of ``item`` in their order, one at a time; what cannot be read is a `Failure`."""
    try:
        yield Page(item.name, load(item), done=1.0)
    except InputRefused as refused:
        yield Failure(item.name, refused.reason, refused.detail)
