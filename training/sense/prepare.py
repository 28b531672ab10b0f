"""Our sentences and public gold texts to arrays: whether a word of conflict tells of conflict where it stands.

    PYTHONPATH=src python training/sense/prepare.py ../shared/data OUT

Ours: every event that the lexicon finds, those included that its rules take for a figure of speech, and every
other word that it has a line for, has the label of its sentence. Gold: only events that people confirm.
"""

from __future__ import annotations

import calendar
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))

import corpus

from khabar.evaluate.kairos import plover_type
from khabar.evaluate.plover_gsr import document_of, gold_types
from khabar.event import Lexicon, find_events
from khabar.event.match import Matcher
from khabar.parse import parse, split
from khabar.records import EventType
from khabar.sense.sift import CONFLICT

HERE = Path(__file__).parent
Confirms = Callable[[EventType, int, int], bool]
ASSAULT = frozenset({EventType.ASSAULT})
MONTHS = tuple(calendar.month_name[1:])
FORCE = frozenset({EventType.ASSAULT, EventType.COERCE})


def one_of(name: str, parts: int) -> bool:
    """Return whether a record is in a fixed sample: one of so many parts."""
    return int(sha256(name.encode()).hexdigest(), 16) % parts == 0


def ours() -> Iterator[tuple[str, str, int]]:
    """Yield name, text and label of each sentence written for this, of many once more with a day of the past."""
    for path in sorted(HERE.glob("sentences_*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            cells = line.split("\t")
            if not line.startswith("#") and cells[0] in ("0", "1"):
                name, text, label = f"{path.stem}:{number}:{cells[1]}", cells[2], int(cells[0])
                yield name, text, label
                if (label or one_of(name, 2)) and not re.search(r"\b(?:19|20)\d\d\b", text):
                    yield f"{name}:dated", dated(text, int(sha256(name.encode()).hexdigest(), 16)), label


def dated(text: str, number: int) -> str:
    """Return a sentence with one of many days before its end, so that a day tells nothing of its sense.

    >>> dated("Rebels shelled Goma.", 123456789)
    'Rebels shelled Goma on 6 March.'
    """
    number, form = divmod(number, 5)
    number, day = divmod(number, 28)
    number, month = divmod(number, 12)
    year, name = 1985 + number % 40, MONTHS[month]
    when = (
        f"on {day + 1} {name} {year}",
        f"on {name} {day + 1}, {year}",
        f"in {name} {year}",
        f"in {year}",
        f"on {day + 1} {name}",
    )[form]
    end = re.search(r"[.!?]?[\"”’']*$", text)
    at = end.start() if end else len(text)
    return f"{text[:at]} {when}{text[at:]}"


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


def words_in(
    text: str, name: str, label: int, confirms: Confirms | None, lexicon: Lexicon
) -> Iterator[tuple[int, int, int]]:
    """Yield where a word of conflict stands and its label: 0 false and 1 real for an event, 2 and 3 for other words.

    Those are words that the lexicon has a line for which does not fit; of gold texts they are not asked for.
    """
    document = document_of(text, name)
    for sentence in parse(text, split(document)):
        events = find_events(sentence, lexicon, pardoned=range(len(sentence)))
        found = {e.i: (e.start, e.end, e.event_type) for e in events}
        for start, end, event_type in found.values():
            if event_type in CONFLICT and (confirms is None or confirms(event_type, start, end)):
                yield start, end, label
        if confirms is not None:
            continue
        m = Matcher(sentence, lexicon)
        for t in sentence.tokens:
            if t.i not in found and (t.is_noun or t.is_verb):
                lines = [e for e in lexicon.entries(m.joined(t.i) or t.lemma, is_noun=t.is_noun) if e.event_type]
                if any(e.event_type in CONFLICT for e in lines):
                    yield t.start, t.end, label + 2


def write(rows: Iterable[tuple[str, str, str, int, Confirms | None]], out: Path) -> None:
    """Write texts as the reader's training reads them, with the labels of their words at each word's first piece."""
    lexicon = Lexicon.load()
    held = corpus.Corpus()
    labels: list[np.ndarray] = []
    for source, name, text, label, confirms in rows:
        words = list(words_in(text, name, label, confirms, lexicon))
        pieces = corpus.text_pieces(text)
        if not len(pieces) or (confirms is not None and not words):
            continue
        held.add(pieces)
        held.gold.append([source, name, label])
        mine = np.full(len(pieces), -1, np.int8)
        for start, end, word in words:
            if (at := pieces.at(start, end)) is not None:
                mine[at] = word
        labels.append(mine)
    held.save(out)
    with np.load(out) as saved:
        arrays = dict(saved)
    np.savez_compressed(out, sense=np.concatenate(labels), **arrays)
    counts = np.bincount(np.concatenate(labels) + 1, minlength=5)[1:]
    print(out.name, len(held.gold), "texts; events false and real, other words false and real:", counts.tolist())


def main(data: Path, out: Path) -> None:
    """Write both files."""
    out.mkdir(parents=True, exist_ok=True)
    write((("ours", name, text, label, None) for name, text, label in ours()), out / "sense_ours.npz")
    write(((source, name, text, 1, confirms) for source, name, text, confirms in gold(data)), out / "sense_gold.npz")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
