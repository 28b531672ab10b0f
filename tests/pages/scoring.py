"""How much of a page of ours is read exactly: its voices, in order, against the expectation beside it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from khabar.records import Document, PassageKind

PAGES = Path(__file__).parent
Voice = tuple[str, str, int | None, int | None, int | None]
"""Kind, text, number of the comment, number of the comment it answers, number of its writer."""


def names() -> list[str]:
    """Return the pages that there are, without their endings."""
    return sorted(path.stem for path in PAGES.glob("*.json"))


def page_path(name: str) -> Path:
    """Return the file of a page."""
    return next(path for path in sorted(PAGES.glob(f"{name}.*")) if path.suffix != ".json")


def expected(name: str) -> dict[str, Any]:
    """Return what stands beside a page: its voices, what must be furniture, and the handles of its readers."""
    content: dict[str, Any] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return content


def voices_of(page: Document) -> list[Voice]:
    """Return the voices of a document; neighbours of one voice, with furniture between them or not, are one."""
    writers: dict[str | None, int] = {}
    found: list[Voice] = []
    for p in page.passages:
        if p.kind is PassageKind.BOILERPLATE:
            continue
        text = page.text[p.start : p.end]
        writer = None if p.comment is None else writers.setdefault(p.writer, len(writers) + 1)
        if found and found[-1][0] == p.kind.value and found[-1][2] == p.comment:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{text}", *found[-1][2:])
        else:
            found.append((p.kind.value, text, p.comment, p.reply_to, writer))
    return found


def expected_voices(content: dict[str, Any]) -> list[Voice]:
    """Return the voices of an expectation."""
    keys = ("kind", "text", "comment", "reply_to", "writer")
    return [tuple(voice.get(key) for key in keys) for voice in content["voices"]]  # type: ignore[misc]


def missing_and_extra(page: Document, content: dict[str, Any]) -> tuple[list[Voice], list[Voice], int]:
    """Return the expected voices that are not found, those found that are not expected, and how many agree."""
    wanted, found = Counter(expected_voices(content)), Counter(voices_of(page))
    both = wanted & found
    lost = [voice for voice in expected_voices(content) if (wanted - both)[voice]]
    extra = [voice for voice in voices_of(page) if (found - both)[voice]]
    return lost, extra, both.total()


def furniture_missed(page: Document, content: dict[str, Any]) -> list[str]:
    """Return what is to be furniture and is not kept as furniture."""
    kept = "\n".join(page.text[p.start : p.end] for p in page.passages if p.kind is PassageKind.BOILERPLATE)
    return [text for text in content["furniture"] if text not in kept]


def handles_left(page: Document, content: dict[str, Any]) -> list[str]:
    """Return the handles that stand in the text as words of their own."""
    return [h for h in content["handles"] if re.search(rf"(?<!\w){re.escape(h)}(?!\w)", page.text)]
