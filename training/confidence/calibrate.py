"""Measure how often the type of an event is right, by how the event is put.

    python training/confidence/calibrate.py ../shared/data src/khabar/coding/data/confidence.tsv

An event is right where the gold sentence has its type (plover_gsr, up_petr2_gsr), or where a gold trigger of conflict,
death, injury or arrest lies on its words (wikievents, for the four types of material conflict only). The table gives,
for each make, a share with one right and one wrong added, so that a make never seen is even.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from khabar.coding.confidence import make_of
from khabar.evaluate.plover_gsr import foreground, gold_types
from khabar.event import EventMention, Lexicon, find_events, plover_of
from khabar.parse import parse, split
from khabar.records import Document, EventType, Passage, PassageKind

CONFLICT = ("Conflict.", "Life.Die", "Life.Injure", "Justice.ArrestJailDetain")
MATERIAL = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE})


def records(path: Path) -> list[dict[str, object]]:
    """Return the records of a gold file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def events(text: str, lexicon: Lexicon, *, main_only: bool) -> Iterator[EventMention]:
    """Yield the events of a text, only those that a sentence is about if asked."""
    page = Document("d", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "gold", "", "text/plain")
    for sentence in parse(text, split(page)):
        found = find_events(sentence, lexicon)
        yield from foreground(found) if main_only else found


def judged(folder: Path) -> Iterator[tuple[EventMention, bool]]:
    """Yield each event found in the gold with whether its type is right."""
    lexicon = Lexicon.load()
    for record in records(folder / "plover_gsr/plover_gsr.jsonl"):
        for event in events(str(record["text"]), lexicon, main_only=True):
            yield event, event.event_type.value in gold_types(record)
    for record in records(folder / "up_petr2_gsr/up_petr2_gsr.jsonl"):
        wanted = {plover_of(e["code"])[0] for e in record["expected"]}  # type: ignore[attr-defined]
        for event in events(str(record["text"]), lexicon, main_only=True):
            yield event, event.event_type in wanted
    for record in records(folder / "wikievents/dev.jsonl"):
        gold = [
            (e["trigger"]["start"], e["trigger"]["end"])
            for e in record["events"]  # type: ignore[attr-defined]
            if e["event_type"].startswith(CONFLICT)
        ]
        for event in events(str(record["text"]), lexicon, main_only=False):
            if event.event_type in MATERIAL:
                yield event, any(start < event.end and event.start < end for start, end in gold)


def main() -> None:
    """Write the table."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for event, is_right in judged(Path(sys.argv[1])):
        make = make_of(event)
        seen[make] += 1
        right[make] += is_right
    lines = [
        "# How often the type of an event was right on gold, by how it is put: training/confidence/calibrate.py.",
        "# share is (right + 1) / (seen + 2).",
        "make\tseen\tright\tshare",
        *(f"{m}\t{seen[m]}\t{right[m]}\t{(right[m] + 1) / (seen[m] + 2):.2f}" for m in sorted(seen)),
    ]
    Path(sys.argv[2]).write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
