"""The codebook as data: every value, its meaning, a sentence that earns it; ``docs/codebook.md`` is made from it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from khabar.tables import packaged, read_table

_HEAD = """# Codebook

Each value that khabar gives, what it means, and an invented sentence that earns it. This page is made from
`src/khabar/data/codebook.tsv` by `make reference`; a test codes every sentence and looks for the value.

An unknown is `null`: no date in the text is not the publication date, "deadly" is `low: 1` and no more, a place that is
not named is not the capital.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A value of a field: its meaning, and an invented sentence that earns it (``None`` where one sentence cannot)."""

    field: str
    value: str
    meaning: str
    sentence: str | None


def entries() -> list[Entry]:
    """Return the codebook in its order."""
    rows = read_table(packaged("khabar", "codebook.tsv"), ["field", "value", "meaning"], optional=["sentence"])
    return [Entry(row["field"], row["value"], row["meaning"], row["sentence"] or None) for row in rows]


def render() -> str:
    """Return the codebook as Markdown."""
    parts = [_HEAD]
    field = ""
    for entry in entries():
        if entry.field != field:
            field = entry.field
            parts.append(f"\n## `{field}`\n\n| value | meaning | a sentence that earns it |\n|---|---|---|\n")
        parts.append(f"| `{entry.value}` | {entry.meaning} | {entry.sentence or ''} |\n")
    return "".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render(), encoding="utf-8")
