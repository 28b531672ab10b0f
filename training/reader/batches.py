"""Arrays to windows to batches."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch

CLS, SEP, PARAGRAPH = 101, 102, 1
IGNORE = -100
ROWS = 400


@dataclass
class Held:
    """A corpus as ``corpus.Corpus.save`` wrote it."""

    kind: str
    arrays: dict[str, np.ndarray]
    by_document: list[list[int]] = field(default_factory=list)
    contents: list[list[tuple[int, int]]] = field(default_factory=list)

    @property
    def gold(self) -> Any:
        """The attributions of each document as sets of the scorer's tokens."""
        return json.loads(self.arrays["gold"].tobytes())


def hold(path: Path, kind: str) -> Held:
    """Read a corpus; ``kind`` says what is known of it: voice, value, negation, sense or plain."""
    with np.load(path) as held:
        arrays = {name: held[name] for name in held.files}
    arrays["ids"] = arrays["ids"].astype(np.int64)
    arrays["value"] = arrays["value"].astype(np.float32)
    found = Held(kind, arrays)
    found.by_document = [[] for _ in range(len(arrays["documents"]) - 1)]
    for i, row in enumerate(arrays["attributions"]):
        found.by_document[row[0]].append(i)
    found.contents = [[] for _ in range(len(arrays["attributions"]))]
    for i, a, b in arrays["contents"].tolist():
        found.contents[i].append((a, b))
    return found


@dataclass
class Window:
    """What the network sees at once, with labels; places count the window's own first mark."""

    kind: str
    ids: np.ndarray
    cue: np.ndarray
    voice: np.ndarray
    value: np.ndarray
    negation: np.ndarray
    links: list[tuple[int, int, int, int, list[tuple[int, int]]]]
    sense: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int8))
    taught: bool = True


def window(held: Held, a: int, b: int, document: int) -> Window:
    """Return the pieces ``a:b`` of a corpus with their labels."""
    arrays = held.arrays
    n = b - a + 2
    ids = np.concatenate(([CLS], arrays["ids"][a:b], [SEP]))
    cue = np.full(n, IGNORE)
    voice = np.zeros((n, 2), dtype=np.float32)
    value = np.full(n, np.nan, dtype=np.float32)
    value[1:-1] = arrays["value"][a:b]
    negation = np.full(n, 255, dtype=np.uint8)
    negation[1:-1] = arrays["negation"][a:b]
    sense = np.full(n, -1, dtype=np.int8)
    if "sense" in arrays:
        sense[1:-1] = arrays["sense"][a:b]
    links = []
    if held.kind == "voice":
        cue[:] = 0
        shift = 1 - a
        for i in held.by_document[document]:
            _, s0, s1, c0, c1 = arrays["attributions"][i].tolist()
            pieces = [(max(x, a) + shift, min(y, b) + shift) for x, y in held.contents[i] if x < b and y > a]
            for x, y in pieces:
                voice[x:y, 1] = 1
            if s0 >= 0 and s0 < b and s1 > a:
                voice[max(s0, a) + shift : min(s1, b) + shift, 0] = 1
            if c0 >= a and c1 <= b:
                cue[c0 + shift] = 1
                cue[c0 + shift + 1 : c1 + shift] = 2
                if s0 < 0:
                    first, last = 0, 0
                elif s0 >= a and s1 <= b:
                    first, last = s0 + shift, s1 + shift - 1
                else:
                    first, last = IGNORE, IGNORE
                links.append((c0 + shift, c1 + shift, first, last, pieces))
    return Window(held.kind, ids, cue, voice, value, negation, links, sense)


def cut(held: Held, rng: np.random.Generator, low: int, high: int) -> list[Window]:
    """Return the windows of a corpus: whole sentences up to lengths drawn for each; short documents run together."""
    arrays = held.arrays
    documents = arrays["documents"]
    found: list[Window] = []
    if held.kind in ("value", "negation"):
        order = rng.permutation(len(documents) - 1) if held.kind == "value" else np.arange(len(documents) - 1)
        i = 0
        while i < len(order):
            j = i + int(rng.choice([1, 2, 3, 4], p=[0.4, 0.25, 0.2, 0.15]))
            found.append(_joined([window(held, documents[k], documents[k + 1], k) for k in order[i:j]]))
            i = j
        return found
    firsts = arrays["sentences"]
    for document in range(len(documents) - 1):
        start, stop = documents[document], documents[document + 1]
        bounds = np.append(firsts[np.searchsorted(firsts, start) : np.searchsorted(firsts, stop)], stop)
        i = 0
        while i < len(bounds) - 1:
            limit = int(rng.integers(low, high))
            j = i + 1
            while j < len(bounds) - 1 and bounds[j + 1] - bounds[i] <= limit:
                j += 1
            end = min(int(bounds[j]), int(bounds[i]) + high)
            found.append(window(held, int(bounds[i]), end, document))
            i = j - 1 if j - i > 2 and rng.random() < 0.2 else j
    return found


def _joined(parts: list[Window]) -> Window:
    first = parts[0]
    for p in parts[1:]:
        first = Window(
            first.kind,
            np.concatenate((first.ids[:-1], p.ids[1:])),
            np.concatenate((first.cue[:-1], p.cue[1:])),
            np.concatenate((first.voice[:-1], p.voice[1:])),
            np.concatenate((first.value[:-1], p.value[1:])),
            np.concatenate((first.negation[:-1], p.negation[1:])),
            [],
            np.concatenate((first.sense[:-1], p.sense[1:])),
        )
    return first


def cut_ours(held: Held, rng: np.random.Generator, barred: str) -> list[Window]:
    """Return the windows of our own sentences: each alone, and again joined to others.

    Of the joined half stand with sentences of their field and label, as in a page, half with any. ``barred`` are
    beginnings of names that are left out, commas between them.
    """
    names = [(name, label) for _, name, label in held.gold]
    mine = [i for i, (name, _) in enumerate(names) if not (barred and name.startswith(tuple(barred.split(","))))]
    documents = held.arrays["documents"]
    alone = {i: window(held, documents[i], documents[i + 1], i) for i in mine}
    found = list(alone.values())
    like: dict[tuple[str, int], list[int]] = {}
    for i in rng.permutation(mine).tolist():
        like.setdefault((names[i][0].split(":")[2], names[i][1]) if rng.random() < 0.5 else ("any", 0), []).append(i)
    for group in like.values():
        at = 0
        while at < len(group):
            size = int(rng.integers(2, 5))
            found.append(_joined([alone[i] for i in group[at : at + size]]))
            at += size
    return found


def renamed(ids: np.ndarray, old: np.ndarray, new: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Return the pieces with known names put for others, each name for one other."""
    here = np.unique(ids[np.isin(ids, old)])
    for name in here:
        ids = np.where(ids == name, int(rng.choice(new)), ids)
    return ids


def collate(windows: list[Window]) -> dict[str, torch.Tensor]:
    """Return a batch: padded arrays, and one row for each piece of a cue (``row_b``, ``row_i``)."""
    t = max(len(w.ids) for w in windows)
    t = -(-t // 8) * 8
    n = len(windows)
    out: dict[str, np.ndarray] = {
        "ids": np.zeros((n, t), dtype=np.int64),
        "cue": np.full((n, t), IGNORE),
        "voice": np.zeros((n, t, 2), dtype=np.float32),
        "value": np.full((n, t), np.nan, dtype=np.float32),
        "negation": np.full((n, t), 255, dtype=np.uint8),
        "sense": np.full((n, t), -1, dtype=np.int8),
        "taught": np.array([w.taught for w in windows]),
        "is_certain": np.array([w.kind in ("value", "plain") for w in windows]),
    }
    rows: list[tuple[int, int, int, int, float]] = []
    contents: list[np.ndarray] = []
    for b, w in enumerate(windows):
        m = len(w.ids)
        for name in ("ids", "cue", "voice", "value", "negation", "sense"):
            out[name][b, :m] = getattr(w, name)
        for c0, c1, first, last, pieces in w.links:
            line = np.zeros(t, dtype=np.float32)
            for x, y in pieces:
                line[x:y] = 1
            for i in range(c0, c1):
                rows.append((b, i, first, last, 1 / (c1 - c0)))
                contents.append(line)
    out["row_b"] = np.array([r[0] for r in rows], dtype=np.int64)
    out["row_i"] = np.array([r[1] for r in rows], dtype=np.int64)
    out["row_start"] = np.array([r[2] for r in rows], dtype=np.int64)
    out["row_end"] = np.array([r[3] for r in rows], dtype=np.int64)
    out["row_weight"] = np.array([r[4] for r in rows], dtype=np.float32)
    out["row_content"] = np.array(contents, dtype=np.float32).reshape(-1, t)
    return {k: torch.from_numpy(v) for k, v in out.items()}


def batches(windows: list[Window], pieces: int, rng: np.random.Generator) -> Iterator[list[Window]]:
    """Yield batches of windows of about one length, at most ``pieces`` pieces with their padding, in random order."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids) + rng.uniform(0, 12))
    found: list[list[Window]] = []
    current: list[Window] = []
    longest = 0
    for i in order:
        length = len(windows[i].ids)
        if current and max(longest, length) * (len(current) + 1) > pieces:
            found.append(current)
            current, longest = [], 0
        current.append(windows[i])
        longest = max(longest, length)
    if current:
        found.append(current)
    for i in rng.permutation(len(found)):
        yield found[i]
