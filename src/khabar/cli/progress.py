"""How far a run has come: a bar where somebody watches, a line every ten seconds where nobody does."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from khabar.pipeline import Step

SILENCE_S: Final = 10.0
"""Seconds between two lines where standard error is no terminal."""


class Meter:
    """Shows progress on standard error."""

    def __init__(self, *, quiet: bool) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._said = time.monotonic()
        self._quiet = quiet

    def __enter__(self) -> Meter:
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("coding", total=None)
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def at(self, step: Step) -> None:
        """Show how far the run has come."""
        from khabar.cli.printing import visible

        name = "linking" if step.name is None else visible(step.name)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=step.done, total=step.total, description=name[-40:])
        elif not self._quiet and time.monotonic() - self._said >= SILENCE_S:
            self._said = time.monotonic()
            of = f" of {step.total}" if step.total is not None else ""
            sys.stderr.write(f"khabar: {step.done:.0f}{of}: {name}\n")
