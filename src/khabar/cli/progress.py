"""How far a run has come: a bar where somebody watches, nothing where nobody does."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from khabar.pipeline import Step

NAME_CHARS: Final = 36
"""So much of a page's name is shown, from its end: that is where names differ."""


class Meter:
    """Shows progress on standard error, if that is a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._quiet = quiet
        self._first: tuple[int, float] | None = None

    def __enter__(self) -> Meter:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                BarColumn(bar_width=24),
                TextColumn("{task.fields[counted]}", markup=False),
                TimeRemainingColumn(compact=True, elapsed_when_finished=True),
                TextColumn("{task.fields[name]}", markup=False),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("", total=None, counted="", name="")
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def at(self, step: Step) -> None:
        """Show how far a run over pages has come: how many, how fast, how much was set aside, and which is next."""
        if self._bar is None:
            return
        from khabar.cli.printing import visible

        counts = step.counts
        of = f"/{step.total:,}" if step.total is not None else ""
        counted = [f"{int(step.done):,}{of}"]
        if counts.pages > counts.inputs + 1:
            counted.append(f"{counts.pages:,} pages")
        rate = self._rate(counts.pages)
        if rate is not None:
            counted.append(f"{rate:,.1f} pages/s")
        if counts.set_aside:
            counted.append(f"{counts.set_aside:,} set aside")
        self._show(step.done, step.total, " · ".join(counted), "linking" if step.name is None else visible(step.name))

    def _rate(self, pages: int) -> float | None:
        """Return pages a second since the first was done: before it, the parser and the gazetteer are loaded."""
        if not pages:
            return None
        now = time.monotonic()
        if self._first is None:
            self._first = pages, now
        begun, at = self._first
        return (pages - begun) / (now - at) if pages > begun and now > at else None

    def count(self, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` documents are done."""
        self._show(done, total, f"{done:,}/{total:,} documents", "")

    def _show(self, done: float, total: int | None, counted: str, name: str) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total, counted=counted, name=name[-NAME_CHARS:])
