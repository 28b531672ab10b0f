"""What commands share that read pages and print what each holds, keeping nothing."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from khabar.cli import printing
from khabar.errors import InputRefused, Reason
from khabar.extra import using
from khabar.read import expand, read_page
from khabar.read.containers import pages_of
from khabar.read.item import Input
from khabar.records import Document, Failure, to_json
from khabar.settings import Settings

SET_ASIDE: Final = 3


def each_page(inputs: list[str], settings: Settings, show: Callable[[Document], None]) -> int:
    """Show each page of the inputs as read; say what was not, and return the command's exit code."""
    set_aside = 0
    with using(settings):
        for item in expand(inputs):
            for page in pages_of(item) if isinstance(item, Input) else [item]:
                failure: Failure | None = page if isinstance(page, Failure) else None
                if not isinstance(page, Failure):
                    try:
                        show(read_page(page.data, name=page.name, url=page.url, media_type=page.media_type))
                    except InputRefused as refused:
                        failure = Failure(page.name, refused.reason, refused.detail)
                if failure is not None:
                    set_aside += failure.reason != Reason.LEFT_OUT
                    printing.say(printing.told(failure))
    return SET_ASIDE if set_aside else 0


def print_jsonl(document: Document, found: Iterable[object]) -> None:
    """Print what a page holds as JSON Lines, each with the name of the page."""
    for one in found:
        sys.stdout.write(json.dumps({"document": document.name, **to_json(one)}, ensure_ascii=False) + "\n")


class CsvRows:
    """Prints what pages hold as CSV: a header once, then a row for each record, the name of its page first."""

    def __init__(self, columns: Sequence[str], row: Callable[[Any], Sequence[object]]) -> None:
        self._columns = columns
        self._row = row
        self._begun = False

    def __call__(self, document: Document, found: Iterable[object]) -> None:
        """Print what a page holds."""
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if not self._begun:
            writer.writerow(self._columns)
            self._begun = True
        for one in found:
            writer.writerow([printing.cell(value) for value in (document.name, *self._row(one))])
