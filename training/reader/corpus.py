"""Gold sets and plain texts to arrays: wordpieces, sentences, and what is said of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from khabar.evaluate.marked import read_marked
from khabar.evaluate.polnear import tokenize
from khabar.parse import Stretch, split
from khabar.reader.pieces import PARAGRAPH, Pieces, pieces_of, tokenizer
from khabar.records import Document, Passage, PassageKind

UNKNOWN_NEGATION = 255


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def text_pieces(text: str) -> Pieces:
    """Return the wordpieces of a plain text, in the sentences of khabar's own splitter."""
    body = Passage(0, PassageKind.BODY, 0, len(text))
    stretches = split(Document("", text, (body,), "", "", "text/plain"))
    return pieces_of([text[s.start : s.end] for s in stretches], stretches)


class Corpus:
    """Documents one after the other, as flat arrays."""

    def __init__(self) -> None:
        self.ids: list[np.ndarray] = []
        self.sentences: list[np.ndarray] = []
        self.documents = [0]
        self.value: list[np.ndarray] = []
        self.negation: list[np.ndarray] = []
        self.token: list[np.ndarray] = []
        self.attributions: list[tuple[int, int, int, int, int]] = []
        self.contents: list[tuple[int, int, int]] = []
        self.gold: list[Any] = []

    def add(self, pieces: Pieces, token: np.ndarray | None = None) -> int:
        """Add a document, and return the place of its first piece."""
        at = self.documents[-1]
        self.ids.append(pieces.ids.astype(np.uint16))
        self.sentences.append(pieces.sentences.astype(np.int64) + at)
        self.value.append(np.full(len(pieces), np.nan, dtype=np.float16))
        self.negation.append(np.full(len(pieces), UNKNOWN_NEGATION, dtype=np.uint8))
        self.token.append(np.full(len(pieces), -1, dtype=np.int32) if token is None else token)
        self.documents.append(at + len(pieces))
        return at

    def save(self, path: Path) -> None:
        """Write the arrays."""
        np.savez_compressed(
            path,
            ids=np.concatenate(self.ids),
            sentences=np.concatenate(self.sentences),
            documents=np.array(self.documents),
            value=np.concatenate(self.value),
            negation=np.concatenate(self.negation),
            token=np.concatenate(self.token),
            attributions=np.array(self.attributions, dtype=np.int64).reshape(-1, 5),
            contents=np.array(self.contents, dtype=np.int64).reshape(-1, 3),
            gold=np.frombuffer(json.dumps(self.gold).encode(), dtype=np.uint8),
        )


def inside(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """Return the range of pieces that a range of the text touches."""
    hit = np.flatnonzero((pieces.starts < end) & (pieces.ends > start))
    return (int(hit[0]), int(hit[-1]) + 1) if len(hit) else None


def polnear(path: Path, *, primary: bool) -> Corpus:
    """Return attributions: each with its source (-1 where it has none) and cue as ranges, contents as a table apart."""
    corpus = Corpus()
    for record in records(path):
        if primary and not record["primary"]:
            continue
        text = record["text"]
        pieces = text_pieces(text)
        tokens = tokenize(text)
        starts = np.array([a for a, _ in tokens] or [0])
        token = np.searchsorted(starts, pieces.starts, side="right").astype(np.int32) - 1
        token[pieces.ids == PARAGRAPH] = -1
        document = len(corpus.documents) - 1
        at = corpus.add(pieces, token)
        golden = []
        for a in record["attributions"]:
            golden.append([_touched(tokens, a[part]) for part in ("source", "cue", "content")])
            if not a["cue"] or not a["content"]:
                continue
            cue = inside(pieces, a["cue"][0]["start"], a["cue"][-1]["end"])
            source = inside(pieces, a["source"][0]["start"], a["source"][-1]["end"]) if a["source"] else None
            if cue is None:
                continue
            s0, s1 = (source[0] + at, source[1] + at) if source else (-1, -1)
            corpus.attributions.append((document, s0, s1, cue[0] + at, cue[1] + at))
            for piece in a["content"]:
                if (hit := inside(pieces, piece["start"], piece["end"])) is not None:
                    corpus.contents.append((len(corpus.attributions) - 1, hit[0] + at, hit[1] + at))
        corpus.gold.append(golden)
    return corpus


def _touched(tokens: list[tuple[int, int]], spans: list[dict[str, Any]]) -> list[int]:
    return [i for i, (a, b) in enumerate(tokens) if any(s["start"] < b and a < s["end"] for s in spans)]


def _sentence(text: str) -> Pieces:
    plain = text.replace("``", '" ').replace("''", '" ').replace("`", "'")
    assert len(plain) == len(text)
    return pieces_of([plain], [Stretch(0, len(text), 0, 0)])


def factuality(path: Path) -> Corpus:
    """Return graded events, the value at the first piece of each."""
    corpus = Corpus()
    for record in records(path):
        pieces = _sentence(record["text"])
        corpus.add(pieces)
        for span in record["spans"]:
            if (hit := inside(pieces, span["start"], span["end"])) is not None:
                corpus.value[-1][hit[0]] = span["factuality"]
    return corpus


def negation(path: Path) -> Corpus:
    """Return negations, of each piece: 1 a cue's, 2 in a scope, 4 a negated event's, added up."""
    corpus = Corpus()
    for record in records(path):
        pieces = _sentence(record["text"])
        corpus.add(pieces)
        corpus.negation[-1][:] = 0
        for found in record["negations"]:
            for bit, part in ((1, "cue"), (2, "scope"), (4, "event")):
                for span in found[part]:
                    if (hit := inside(pieces, span["start"], span["end"])) is not None:
                        corpus.negation[-1][hit[0] : hit[1]] |= bit
    return corpus


def invented_voices(marked: Iterable[str]) -> Corpus:
    """Return attributions of sentences with marks (`khabar.evaluate.marked`), as ``polnear`` does."""
    corpus = Corpus()
    for line in marked:
        text, triples = read_marked(line)
        pieces = text_pieces(text)
        at = corpus.add(pieces)
        corpus.gold.append([])
        for triple in triples:
            cue = inside(pieces, triple.cue[0][0], triple.cue[-1][1])
            source = inside(pieces, triple.source[0][0], triple.source[-1][1]) if triple.source else None
            if cue is None:
                continue
            s0, s1 = (source[0] + at, source[1] + at) if source else (-1, -1)
            corpus.attributions.append((len(corpus.documents) - 2, s0, s1, cue[0] + at, cue[1] + at))
            for start, end in triple.content:
                if (hit := inside(pieces, start, end)) is not None:
                    corpus.contents.append((len(corpus.attributions) - 1, hit[0] + at, hit[1] + at))
    return corpus


def invented_values(sentences: Iterable[tuple[str, int, int, float]]) -> Corpus:
    """Return graded events of sentences of our own, as ``factuality`` does."""
    corpus = Corpus()
    for text, start, end, value in sentences:
        pieces = _sentence(text)
        corpus.add(pieces)
        if (hit := inside(pieces, start, end)) is not None:
            corpus.value[-1][hit[0]] = value
    return corpus


def plain(texts: Iterable[str]) -> Corpus:
    """Return texts of which nothing is said."""
    corpus = Corpus()
    for text in texts:
        pieces = text_pieces(text)
        if len(pieces):
            corpus.add(pieces)
    return corpus


def names(texts: Iterable[str], least: int) -> Counter[int]:
    """Return the single-piece words that texts nearly always write with a capital in mid-sentence, counted."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for text in texts:
        words = text.split()
        for before, word in pairwise(words):
            if before[-1].isalpha() and word.isalpha():
                (capital if word[0].isupper() and not word.isupper() else small)[word.lower()] += 1
    found: Counter[int] = Counter()
    for word, count in capital.items():
        if count >= least and small[word] * 20 < count and len(word) > 2:
            piece = tokenizer().token_to_id(word)
            if piece is not None:
                found[piece] = count
    return found
