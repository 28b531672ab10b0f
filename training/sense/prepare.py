"""Our sentences and public gold texts to rows of features: whether a word of conflict tells of conflict there.

    PYTHONPATH=src python training/sense/prepare.py ../shared/data ROWS.npz

Ours: every event that the lexicon finds, and every other word that it has a line for (``fits`` false), has the
label of its sentence. Gold: only events that people confirm, label 1.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from khabar.evaluate.kairos import plover_type
from khabar.evaluate.plover_gsr import document_of, gold_types
from khabar.event import Lexicon, find_events
from khabar.event.match import Matcher
from khabar.parse import Sentence, parse, split
from khabar.records import EventType
from khabar.sense.features import CONFLICT, Scene

HERE = Path(__file__).parent
Confirms = Callable[[EventType, int, int], bool]
ASSAULT = frozenset({EventType.ASSAULT})
FORCE = frozenset({EventType.ASSAULT, EventType.COERCE})


def one_of(name: str, parts: int) -> bool:
    """Return whether a record is in a fixed sample: one of so many parts."""
    return int(sha256(name.encode()).hexdigest(), 16) % parts == 0


def ours() -> Iterator[tuple[str, str, int]]:
    """Yield name, text and label of each sentence written for this."""
    for path in sorted(HERE.glob("sentences_*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            cells = line.split("\t")
            if not line.startswith("#") and cells[0] in ("0", "1"):
                yield f"{path.stem}:{number}:{cells[1]}", cells[2], int(cells[0])


def _types(types: frozenset[EventType]) -> Confirms:
    return lambda event_type, start, end: event_type in types


def _triggers(record: dict[str, Any]) -> Confirms:
    known = [(e["trigger"]["start"], e["trigger"]["end"]) for e in record["events"] if plover_type(e["event_type"])]
    return lambda event_type, start, end: any(a < end and start < b for a, b in known)


def gold(data: Path) -> Iterator[tuple[str, str, str, Confirms]]:
    """Yield set, record, text and what says of an event whether people confirm it."""

    def rows(name: str) -> Iterator[dict[str, Any]]:
        with (data / name).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    for r in rows("plover_gsr/plover_gsr.jsonl"):
        if r["text"].strip():
            yield "plover_gsr", r["id"], r["text"], _types(frozenset(EventType(t) for t in gold_types(r)))
    for r in rows("wikievents/dev.jsonl"):
        yield "wikievents", r["id"], r["text"], _triggers(r)
    for r in rows("rams/dev.jsonl"):
        if not one_of(r["id"], 2):
            yield "rams", r["id"], r["text"], _triggers(r)
    for r in rows("india_police_events/docs.jsonl"):
        for s in r["sentences"]:
            if {"KILL", "ARREST", "FORCE"} & set(s["labels"]):
                yield "india_police_events", str(r["id"]), s["text"], _types(FORCE)
    for r in rows("glocon_sample/sentences.jsonl"):
        if r["label"] == 1:
            yield "glocon_sample", r["doc"], r["text"], _types(frozenset({EventType.PROTEST}))
    for r in rows("muc4/dev.jsonl"):
        if r["templates"] and one_of(r["id"], 6):
            text = r["text"].split("[TEXT]")[-1][:2500].lower()
            text = re.sub(r"(^|[.!?]\s+|\n)([a-z])", lambda m: m[1] + m[2].upper(), text)
            yield "muc4", r["id"], text, _types(ASSAULT)
    for r in rows("gva_longtail/docs.jsonl"):
        if one_of(r["id"], 40):
            yield "gva_longtail", r["id"], r["text"][:1800], _types(ASSAULT)
    for r in rows("ucdp_syria_candidate/events.jsonl"):
        if one_of(str(r["id"]), 30):
            yield "ucdp_syria_candidate", str(r["id"]), r["text"][:600], _types(ASSAULT)


class Rows:
    """The rows gathered so far."""

    def __init__(self) -> None:
        self.lexicon = Lexicon.load()
        self.features: list[np.ndarray] = []
        self.told: list[dict[str, Any]] = []

    def add(self, source: str, name: str, text: str, label: int, confirms: Confirms | None) -> None:
        """Add the words of one text."""
        document = document_of(text, name)
        for sentence in parse(text, split(document)):
            self._sentence(sentence, {"source": source, "name": name, "y": label}, confirms)

    def _sentence(self, sentence: Sentence, told: dict[str, Any], confirms: Confirms | None) -> None:
        m = Matcher(sentence, self.lexicon)
        found = {e.i: (e.start, e.end, e.event_type, e.kind) for e in find_events(sentence, self.lexicon)}
        asked = [
            (i, *e, True) for i, e in found.items() if e[2] in CONFLICT and (not confirms or confirms(e[2], *e[:2]))
        ]
        if confirms is None:
            for t in sentence.tokens:
                if t.i not in found and (t.is_noun or t.is_verb):
                    lines = self.lexicon.entries(m.joined(t.i) or t.lemma, is_noun=t.is_noun)
                    own = [e for e in lines if e.event_type in CONFLICT]
                    if own and own[-1].event_type:
                        asked.append((t.i, t.start, t.end, own[-1].event_type, own[-1].kind, False))
        if not asked:
            return
        scene = Scene(m)
        for i, start, end, event_type, kind, fits in asked:
            row = scene.features(start, end, i, event_type, kind)
            if row is not None:
                self.features.append(row.astype(np.float16))
                self.told.append(
                    {**told, "type": event_type.value, "fits": fits, "text": sentence.text, "word": sentence[i].text}
                )


def main(data: Path, out: Path) -> None:
    """Write the rows."""
    rows = Rows()
    for name, text, label in ours():
        rows.add("ours", name, text, label, None)
    for source, name, text, confirms in gold(data):
        rows.add(source, name, text, 1, confirms)
    told = np.frombuffer(json.dumps(rows.told).encode(), np.uint8)
    np.savez(out, features=np.stack(rows.features), told=told)
    for source in dict.fromkeys(t["source"] for t in rows.told):
        mine = [t for t in rows.told if t["source"] == source]
        print(source, len(mine), "rows, of them fitting and real", sum(t["fits"] and t["y"] for t in mine))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
