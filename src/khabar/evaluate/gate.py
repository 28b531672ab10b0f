"""The gate: which share of the sentences that matter it lets through, and which share of all.

The file is the folder of gold data, since the sentences of several sets are looked at: those that tell of contention
(``glocon_sample``), of attacks, deaths and injuries (``wikievents``), of killings and arrests by the police
(``india_police_events``), and those of pages on other things (``polnear``, ``geo_lgl``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from khabar.coder import Coder
from khabar.evaluate.scores import Scores, read_gold
from khabar.event.gate import NEVER, TELLING, EventGate, document_score
from khabar.parse import Stretch, split
from khabar.records import Document, Passage, PassageKind

CONFLICT: Final = ("Conflict.", "Life.Die.", "Life.Injure.")
"""Beginnings of the types of event in ``wikievents`` whose sentences must pass."""
POLICE: Final = frozenset({"KILL", "ARREST"})
"""Labels of ``india_police_events`` whose sentences must pass."""

Range = tuple[int, int]


@dataclass(slots=True)
class Passed:
    """What the gate made of the documents of a set; ``wanted`` are gold's sentences that must pass."""

    sentences: int = 0
    passed: int = 0
    wanted: int = 0
    met: int = 0
    documents: int = 0
    hit: int = 0
    telling: int = 0

    def add(self, document: Document, wanted: list[Range], gate: EventGate) -> None:
        """Count a document: a range of gold is met if a sentence that passes overlaps it."""
        stretches = split(document)
        looks = [gate.look(document.text[s.start : s.end]) for s in stretches]
        opened = gate.open(document, stretches)
        self.sentences += len(stretches)
        self.passed += len(opened)
        self.wanted += len(wanted)
        self.met += sum(any(_overlap(s, one) for s in opened) for one in wanted)
        self.documents += 1
        self.hit += any(look.odds > NEVER for look in looks)
        self.telling += document_score(looks) >= TELLING

    def figures(self, name: str) -> dict[str, float]:
        """Return the figures of set ``name``."""
        recall = {f"{name}_recall": self.met / self.wanted} if self.wanted else {}
        return recall | {
            f"{name}_passed": self.passed / max(1, self.sentences),
            f"{name}_documents_hit": self.hit / max(1, self.documents),
            f"{name}_documents_telling": self.telling / max(1, self.documents),
        }


def plain(text: str) -> Document:
    """Return a text as a document of one passage."""
    return Document("", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "", "", "text/plain")


def score(path: Path) -> Scores:
    """Return the figures of the gate over the sets in the folder ``path``.

    For each set: ``recall``, of gold's sentences those that pass; ``passed``, of all sentences; ``documents_hit``, of
    the documents those where some sentence holds a form of the lexicon; ``documents_telling``, those whose score says
    that they tell of conflict.
    """
    gate = standard_gate()
    totals: dict[str, Passed] = defaultdict(Passed)
    for name, text, wanted in _documents(path):
        totals[name].add(plain(text), wanted, gate)
    figures = {key: value for name, passed in totals.items() for key, value in passed.figures(name).items()}
    return Scores("gate", sum(passed.documents for passed in totals.values()), figures)


@cache
def standard_gate() -> EventGate:
    """Return the gate of a coder without files of a user's own."""
    return Coder().gate


def _documents(folder: Path) -> Iterator[tuple[str, str, list[Range]]]:
    """Yield the texts of each set with the ranges that must pass."""
    yield from (("glocon", *one) for one in _glocon(folder / "glocon_sample" / "sentences.jsonl"))
    for record in read_gold(folder / "wikievents" / "dev.jsonl", ("text", "events")):
        triggers = [e["trigger"] for e in record["events"] if e["event_type"].startswith(CONFLICT)]
        # Two triggers in one sentence are one sentence that must pass.
        yield "wikievents", record["text"], _sentences_at(record["text"], [(t["start"], t["end"]) for t in triggers])
    for record in read_gold(folder / "india_police_events" / "docs.jsonl", ("text", "sentences")):
        wanted = [(s["start"], s["end"]) for s in record["sentences"] if POLICE.intersection(s["labels"])]
        yield "india", record["text"], wanted
    for name, file in (("polnear", "polnear/dev.jsonl"), ("geo_lgl", "geo_lgl/lgl.jsonl")):
        for record in read_gold(folder / file, ("text",)):
            yield name, record["text"], []


def _glocon(path: Path) -> Iterator[tuple[str, list[Range]]]:
    """Yield the documents of the labelled sentences, a line for each, with the ranges of those on contention."""
    documents: dict[str, list[dict[str, Any]]] = {}
    for record in read_gold(path, ("doc", "sent_num", "text", "label")):
        documents.setdefault(record["doc"], []).append(record)
    for records in documents.values():
        text, wanted = "", []
        for record in sorted(records, key=lambda r: int(r["sent_num"])):
            line = " ".join(record["text"].split())
            if record["label"] == 1 and line:
                wanted.append((len(text), len(text) + len(line)))
            text += f"{line}\n"
        yield text, wanted


def _sentences_at(text: str, places: list[Range]) -> list[Range]:
    return [(s.start, s.end) for s in split(plain(text)) if any(_overlap(s, place) for place in places)]


def _overlap(sentence: Stretch, place: Range) -> bool:
    return sentence.start < place[1] and place[0] < sentence.end
