"""Figures on dev, in the arrays' own pieces (khabar evaluate measures the shipped reader on text)."""

from __future__ import annotations

import numpy as np
import torch
from batches import CLS, SEP, Held

from khabar.reader import choose as rules
from khabar.reader.decode import candidates_of, sigmoid
from khabar.reader.pieces import Pieces
from khabar.reader.windows import windows_of
from network import Reader


def f1(right: int, given: int, wanted: int) -> float:
    """Return F1."""
    return 2 * right / (given + wanted) if given + wanted else 0.0


@torch.no_grad()
def outputs(models: list[Reader], ids: np.ndarray, device: str) -> list[np.ndarray]:
    """Return the mean outputs of models for one window's pieces, marks added."""
    row = torch.from_numpy(np.concatenate(([CLS], ids, [SEP])))[None].to(device)
    found = [[o[0].float().cpu().numpy() for o in m(row)] for m in models]
    return [np.mean(parts, 0) for parts in zip(*found, strict=True)]


def voice(models: list[Reader], held: Held, device: str, limit: int = 160) -> dict[str, float]:
    """Return token F1 of source, cue and content, and linked F1, precision and recall, as the package would have them.

    ``silent`` is the recall of attributions without a source, ``wrong`` the share of wrong speakers of those given.
    """
    totals = {k: np.zeros(3, int) for k in ("source", "cue", "content", "linked", "silent")}
    wrong = [0, 0]
    documents, token = held.arrays["documents"], held.arrays["token"]
    firsts = held.arrays["sentences"]
    for d, gold in enumerate(held.gold):
        a, b = documents[d], documents[d + 1]
        ids = held.arrays["ids"][a:b]
        here = firsts[(firsts >= a) & (firsts < b)] - a
        candidates = []
        said = np.zeros(len(ids))
        for x, y in windows_of(Pieces(ids, ids, ids, ids, here), limit):
            out, *pairs = outputs(models, ids[x:y], device)
            candidates += candidates_of((x, y), out[:, :3], np.stack(pairs))
            said[x:y] = sigmoid(out[1:-1, 4])
        given = [triple(token[a:b], c) for c in rules.choose(candidates, said, ids)]
        add(totals, wrong, [[frozenset(s) for s in g] for g in gold], given)
    figures = {k: round(f1(*n.tolist()), 4) for k, n in totals.items() if k != "silent"}
    right, have, want = totals["linked"].tolist()
    figures |= {"precision": round(right / max(have, 1), 4), "recall": round(right / want, 4)}
    figures["silent"] = round(float(totals["silent"][0] / max(totals["silent"][2], 1)), 4)
    return figures | {"wrong": round(wrong[0] / max(wrong[1], 1), 4)}


def triple(token: np.ndarray, chosen: rules.Chosen) -> list[frozenset[int]]:
    """Return an attribution as sets of the gold's tokens."""

    def touched(ranges: list[tuple[int, int]]) -> frozenset[int]:
        return frozenset({int(v) for x, y in ranges for v in token[x:y]} - {-1})

    c = chosen.candidate
    return [touched([c.source] if c.source else []), touched([c.cue]), touched(chosen.content)]


def add(totals: dict, wrong: list[int], gold: list, given: list) -> None:
    """Count one document."""
    for i, part in enumerate(("source", "cue", "content")):
        want = frozenset().union(*[g[i] for g in gold]) if gold else frozenset()
        have = frozenset().union(*[g[i] for g in given]) if given else frozenset()
        totals[part] += (len(want & have), len(have), len(want))
    pairs = []
    for g, (gs, _, gc) in enumerate(gold):
        for h, (s, _, c) in enumerate(given):
            if not gc & c:
                continue
            iou = len(gc & c) / len(gc | c)
            same = bool(gs & s) if gs and s else gs == s
            if iou >= 0.5:
                pairs.append((-iou, g, h, same))
    used_g, used_h = set(), set()
    for _, g, h, same in sorted(pairs):
        if same and g not in used_g and h not in used_h:
            used_g.add(g)
            used_h.add(h)
    totals["linked"] += (len(used_g), len(given), len(gold))
    totals["silent"] += (sum(not gold[g][0] for g in used_g), sum(not h[0] for h in given), sum(not g[0] for g in gold))
    speakers = {h: (h in used_h) for _, _, h, _ in pairs if given[h][0]}
    wrong[0] += sum(not ok for ok in speakers.values())
    wrong[1] += len(speakers)


def certainty(models: list[Reader], held: Held, device: str) -> dict:
    """Return macro F1 of the three classes from scores and from the graded value, and Pearson's r of the value."""
    gold, classes, values = [], [], []
    documents = held.arrays["documents"]
    for d in range(len(documents) - 1):
        a, b = documents[d], documents[d + 1]
        value = held.arrays["value"][a:b]
        where = np.flatnonzero(np.isfinite(value))
        if not len(where):
            continue
        out = outputs(models, held.arrays["ids"][a:b], device)[0][1:-1]
        gold += value[where].tolist()
        classes += out[where, 5:8].argmax(1).tolist()
        values += (out[where, 8] * 3).clip(-3, 3).tolist()
    g, v = np.array(gold), np.array(values)
    want = classes_of(g)
    return {
        "macro": round(macro(want, np.array(classes)), 4),
        "macro_by_value": round(macro(want, classes_of(v)), 4),
        "r": round(float(np.corrcoef(g, v)[0, 1]), 4),
        "mae": round(float(np.abs(g - v).mean()), 4),
    }


def classes_of(value: np.ndarray) -> np.ndarray:
    """Return 0 happened, 1 open, 2 did not."""
    return np.where(value >= 1.5, 0, np.where(value <= -1.5, 2, 1))


def macro(want: np.ndarray, have: np.ndarray) -> float:
    """Return macro F1."""
    return float(
        np.mean(
            [
                f1(int(((want == c) & (have == c)).sum()), int((have == c).sum()), int((want == c).sum()))
                for c in range(3)
            ]
        )
    )


def negation(models: list[Reader], held: Held, device: str) -> dict:
    """Return piece F1 of negated events."""
    n = np.zeros(3, int)
    documents = held.arrays["documents"]
    for d in range(len(documents) - 1):
        a, b = documents[d], documents[d + 1]
        out = outputs(models, held.arrays["ids"][a:b], device)[0][1:-1]
        want = (held.arrays["negation"][a:b] & 4) > 0
        have = out[:, 11] > 0
        n += (int((want & have).sum()), int(have.sum()), int(want.sum()))
    return {"negated": round(f1(*n.tolist()), 4)}


def sense(models: list[Reader], held: Held, device: str, held_back: str) -> dict:
    """Return how well real events of our sentences whose names begin so are told from false ones, each read alone.

    ``area`` is that under the curve; ``gone@L`` the share of false events with a chance below that of all but a share
    L of the real ones, ``all`` the same with words that no line of the lexicon fits.
    """
    documents, labels = held.arrays["documents"], held.arrays["sense"]
    found: list[tuple[int, float]] = []
    for d, (_, name, _) in enumerate(held.gold):
        if not name.startswith(tuple((held_back or "sentences_e").split(","))):
            continue
        a, b = documents[d], documents[d + 1]
        where = np.flatnonzero(labels[a:b] >= 0)
        if len(where):
            out = outputs(models, held.arrays["ids"][a:b], device)[0][1:-1]
            found += [(int(labels[a + i]), float(out[i, 12])) for i in where]
    label, score = np.array([f[0] for f in found]), np.array([f[1] for f in found])
    result: dict[str, float] = {}
    for name, kinds in (("events", (0, 1)), ("all", (0, 1, 2, 3))):
        mine = np.isin(label, kinds)
        real, false = score[mine & (label % 2 == 1)], score[mine & (label % 2 == 0)]
        result[f"{name} area"] = round(float((real[:, None] > false[None]).mean()), 4)
        for share in (0.01, 0.03, 0.05):
            least = float(np.quantile(real, share))
            result[f"{name} gone@{share}"] = round(float((false < least).mean()), 3)
        result[f"{name} n"] = f"{len(real)}/{len(false)}"
    return result
