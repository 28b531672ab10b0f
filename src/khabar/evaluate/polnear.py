"""PolNeAR: who says what, in political news (Newell et al., LREC 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from khabar.evaluate.marked import Ranges, Triple
from khabar.evaluate.scores import Counts, Scores, macro, read_gold
from khabar.parse import parse, split
from khabar.parse.lemma import lemma
from khabar.records import Document, Passage, PassageKind
from khabar.voice import Attribution, CueClass, Cues, attribute
from khabar.voice.model import SURE

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[\w’'-]+")
_MIN_IOU = 0.5
_PARTS: Final = ("source", "cue", "content", "linked", "no_speech_cue", "no_source")


def gold_triples(record: dict[str, Any]) -> list[Triple]:
    """Return the attributions of a gold record."""

    def ranges(spans: Iterable[dict[str, Any]]) -> Ranges:
        return tuple((int(s["start"]), int(s["end"])) for s in spans)

    return [Triple(ranges(a["source"]), ranges(a["cue"]), ranges(a["content"])) for a in record["attributions"]]


def given_triples(attributions: Sequence[Attribution]) -> list[Triple]:
    """Return attributions as the corpus has them.

    It annotates the outermost voice only, so those whose cue stands in what another says are left out, and it takes
    a quotation that goes on as one with its beginning.
    """
    merged: dict[tuple[Ranges, Ranges], list[tuple[int, int]]] = {}
    for a in attributions:
        if a.cue and any(b.cue_i != a.cue_i and b.covers(a.cue.start, a.cue.end) for b in attributions):
            continue
        source: Ranges = ((a.source.start, a.source.end),) if a.source else ()
        cue: Ranges = ((a.cue.start, a.cue.end),) if a.cue else ()
        merged.setdefault((source, cue), []).extend(a.content)
    return [Triple(source, cue, tuple(sorted(content))) for (source, cue), content in merged.items()]


def covered(tokens: Sequence[tuple[int, int]], ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """Return the indexes of the tokens that ranges touch."""
    wanted = sorted(ranges)
    return frozenset(i for i, (start, end) in enumerate(tokens) if any(a < end and start < b for a, b in wanted))


def token_counts(
    tokens: Sequence[tuple[int, int]], gold: Sequence[Triple], given: Sequence[Triple], part: str
) -> Counts:
    """Return how many tokens of one part (source, cue or content) are right, given and wanted."""
    want = covered(tokens, [r for t in gold for r in getattr(t, part)])
    have = covered(tokens, [r for t in given for r in getattr(t, part)])
    return Counts(len(want & have), len(have), len(want))


def linked_pairs(
    tokens: Sequence[tuple[int, int]], gold: Sequence[Triple], given: Sequence[Triple]
) -> list[tuple[int, int]]:
    """Return which of ``gold`` is which of ``given``, one to one, best overlap first.

    A pair is right if the sources share a token or are both missing, and the contents' tokens have an intersection of
    at least half of their union.
    """
    sides = [[(covered(tokens, t.source), covered(tokens, t.content)) for t in side] for side in (gold, given)]
    pairs = []
    for g, (gold_source, gold_content) in enumerate(sides[0]):
        for h, (source, content) in enumerate(sides[1]):
            union = len(gold_content | content)
            overlap = len(gold_content & content) / union if union else 0.0
            same = bool(gold_source & source) if gold_source and source else gold_source == source
            if same and overlap >= _MIN_IOU:
                pairs.append((-overlap, g, h))
    used_gold: set[int] = set()
    used_given: set[int] = set()
    matched = []
    for _, g, h in sorted(pairs):
        if g not in used_gold and h not in used_given:
            used_gold.add(g)
            used_given.add(h)
            matched.append((g, h))
    return matched


def linked_counts(tokens: Sequence[tuple[int, int]], gold: Sequence[Triple], given: Sequence[Triple]) -> Counts:
    """Return how many attributions are right, given and wanted."""
    return Counts(len(linked_pairs(tokens, gold, given)), len(given), len(gold))


def tokenize(text: str) -> list[tuple[int, int]]:
    """Return words and single marks as ranges."""
    return [match.span() for match in _TOKEN.finditer(text)]


def is_speech(text: str, triple: Triple) -> bool:
    """Return whether a cue holds a verb of speech or "according"."""
    words = [word.lower() for start, end in triple.cue for word in _WORD.findall(text[start:end])]
    return "according" in words or any(
        lemma(word, tag) in speech_verbs() for word in words for tag in ("VB", "VBD", "VBG", "VBZ")
    )


@cache
def speech_verbs() -> frozenset[str]:
    """Return the verbs that can stand beside a quotation as saying it, by the packaged cues."""
    words = Cues.load()
    return frozenset(
        v
        for v in words.lemmas
        if any(c.cue_class is CueClass.SPEECH and "quote" in c.frames for c in words.find("verb", v))
    )


@dataclass(slots=True)
class Tally:
    """The counts of a run, and of each voice given that words of the gold have, how sure it was and if it was right."""

    parts: dict[str, Counts] = field(default_factory=lambda: {part: Counts() for part in _PARTS})
    sure: list[tuple[float, bool]] = field(default_factory=list)
    speakers: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, text: str, gold: Sequence[Triple], given: Sequence[Triple], chances: Sequence[float]) -> None:
        """Count one document."""
        tokens = tokenize(text)
        for part in ("source", "cue", "content"):
            self.parts[part] += token_counts(tokens, gold, given, part)
        pairs = linked_pairs(tokens, gold, given)
        self.parts["linked"] += Counts(len(pairs), len(given), len(gold))
        right = {g for g, _ in pairs}
        for part, wanted in (
            ("no_speech_cue", [g for g, t in enumerate(gold) if t.cue and not is_speech(text, t)]),
            ("no_source", [g for g, t in enumerate(gold) if not t.source]),
        ):
            self.parts[part] += Counts(len(right.intersection(wanted)), 0, len(wanted))
        matched = {h for _, h in pairs}
        self.sure += [(chance, h in matched) for h, chance in enumerate(chances)]
        sides = [(covered(tokens, t.source), covered(tokens, t.content)) for t in gold]
        for triple, chance in zip(given, chances, strict=True):
            source, content = covered(tokens, triple.source), covered(tokens, triple.content)
            same = [s for s, c in sides if len(c & content) >= _MIN_IOU * len(c | content)]
            if triple.source and same:
                self.speakers.append((chance, any(s & source for s in same)))

    def wrong_speakers(self, least: float = 0.0) -> float:
        """Return the share of speakers, of those given with a chance of at least ``least``, that are another's."""
        kept = [ok for chance, ok in self.speakers if chance >= least]
        return 1 - sum(kept) / len(kept) if kept else 0.0

    def reliability(self) -> list[tuple[int, float, float]]:
        """Return for each of ten bins of chance how many attributions it holds, their mean chance, the share right."""
        bins: list[list[tuple[float, bool]]] = [[] for _ in range(10)]
        for chance, ok in self.sure:
            bins[min(9, int(chance * 10))].append((chance, ok))
        means = [(macro([c for c, _ in b]), macro([float(ok) for _, ok in b])) for b in bins]
        return [(len(b), *mean) for b, mean in zip(bins, means, strict=True)]


def tally(path: Path) -> tuple[int, Tally]:
    """Return how many articles were scored, and their counts: only the first annotator's record of each is."""
    found, records = Tally(), 0
    for record in read_gold(path, ("id", "text", "attributions")):
        if not record.get("primary", True):
            continue
        records += 1
        text = record["text"]
        body = Passage(0, PassageKind.BODY, 0, len(text))
        document = Document(record["id"], text, (body,), record["id"], "", "text/plain")
        attributions = attribute(parse(text, split(document)))
        chance = {(a.cue.start, a.cue.end): a.confidence or 0.0 for a in attributions if a.cue}
        given = given_triples(attributions)
        chances = [next((chance[at] for at in t.cue), 0.0) for t in given]
        found.add(text, gold_triples(record), given, chances)
    return records, found


def score(path: Path) -> Scores:
    """Return token F1 of source, cue and content; F1, precision and recall of linked attributions; wrong speakers.

    ``wrong_speaker`` is the share of speakers given for words that the gold gives to another, of all given for words
    that the gold has; ``wrong_speaker_sure`` the same of those given with a chance of at least `SURE`, and
    ``sure_share`` how many of them that are.
    """
    records, found = tally(path)
    parts = found.parts
    figures = {f"{name}_f1": parts[name].f1 for name in ("source", "cue", "content", "linked")}
    figures["linked_precision"] = parts["linked"].precision
    figures["linked_recall"] = parts["linked"].recall
    figures["recall_no_speech_cue"] = parts["no_speech_cue"].recall
    figures["recall_no_source"] = parts["no_source"].recall
    figures["wrong_speaker"] = found.wrong_speakers()
    figures["wrong_speaker_sure"] = found.wrong_speakers(SURE)
    figures["sure_share"] = sum(c >= SURE for c, _ in found.speakers) / max(1, len(found.speakers))
    for number, (count, mean, right) in enumerate(found.reliability()):
        if count:
            name = f"said_with_{number / 10:.1f}_to_{(number + 1) / 10:.1f}"
            figures |= {f"{name}_mean": mean, f"{name}_right": right, f"{name}_share": count / len(found.sure)}
    return Scores("polnear", records, figures)
