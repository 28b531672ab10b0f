"""Learn the judgement from the rows that ``prepare.py`` wrote.

    python training/sense/train.py ROWS.npz src/khabar/sense/data/sense.npz

First each of our files is held back in turn and judged by what is learnt from the others and half of the gold:
those figures say what to expect of sentences that somebody else writes. The threshold is the largest at which no more
than LOST of the held half's events (of each set alike) and OURS_LOST of our own real ones go. Then all is learnt from.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

SHRINK = 0.03
STEPS = 150
RATE = 0.02
LOST = 0.01
OURS_LOST = 0.03
UNFIT = 0.2
"""Weight of a word that no line of the lexicon fits, against an event's."""
EACH_SET = 100.0
"""Weight of all events of one gold set together."""
FALSE = 1.5
"""Weight of what is no conflict."""

Told = list[dict[str, Any]]


def learn(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[np.ndarray, float]:
    """Return weights and bias of a logistic regression (Adam on all rows at once, from zero: no chance in it)."""
    weights, bias = np.zeros(x.shape[1], np.float32), 0.0
    first, second = np.zeros(x.shape[1] + 1, np.float32), np.zeros(x.shape[1] + 1, np.float32)
    for step in range(1, STEPS + 1):
        wrong = (1 / (1 + np.exp(-(x @ weights + bias))) - y) * w / w.sum()
        slope = np.append(x.T @ wrong + SHRINK * weights, wrong.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope**2
        move = RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        weights, bias = (weights - move[:-1]).astype(np.float32), bias - float(move[-1])
    return weights, bias


def weight_of(told: Told) -> np.ndarray:
    """Return how much each row counts."""
    sizes: dict[str, int] = {}
    for t in told:
        sizes[t["source"]] = sizes.get(t["source"], 0) + 1
    return np.array(
        [
            (1.0 if t["fits"] else UNFIT) * (1.0 if t["y"] else FALSE)
            if t["source"] == "ours"
            else min(EACH_SET, sizes[t["source"]]) / sizes[t["source"]]
            for t in told
        ],
        np.float32,
    )


def half(name: str) -> bool:
    """Return whether a gold record is in the half that is held back first."""
    return int(sha256(f"sense {name}".encode()).hexdigest(), 16) % 2 == 1


def chances(x: np.ndarray, model: tuple[np.ndarray, float]) -> np.ndarray:
    """Return the chances of rows."""
    return np.asarray(1 / (1 + np.exp(-(x @ model[0] + model[1]))))


def lost_at(p: np.ndarray, share: float, weight: np.ndarray) -> float:
    """Return the chance below which a share of the rows lies, each counting its weight."""
    order = np.argsort(p)
    at = int(np.searchsorted(np.cumsum(weight[order]) / weight.sum(), share))
    return float(p[order][min(at, len(p) - 1)])


def main(rows: Path, out: Path) -> None:
    """Measure, choose the threshold, learn from all and write."""
    with np.load(rows) as held:
        x = held["features"].astype(np.float32)
        told: Told = json.loads(bytes(held["told"]).decode())
    y = np.array([t["y"] for t in told], np.float32)
    w = weight_of(told)
    files = [t["name"].split(":")[0] if t["source"] == "ours" else "" for t in told]
    ours, fits = np.array([bool(f) for f in files]), np.array([t["fits"] for t in told])
    tried = np.array([not f and half(t["name"]) for f, t in zip(files, told, strict=True)])
    p = np.zeros(len(told), np.float32)
    for file in sorted({f for f in files if f}):
        mine = np.array([f == file for f in files])
        model = learn(x[~mine & ~tried], y[~mine & ~tried], w[~mine & ~tried])
        p[mine] = chances(x[mine], model)
        p[tried] += chances(x[tried], model) / len({f for f in files if f})
    real, false = ours & fits & (y == 1), ours & fits & (y == 0)
    by_gold = lost_at(p[tried], LOST, w[tried])
    by_ours = lost_at(p[real], OURS_LOST, np.ones(real.sum()))
    least = min(by_gold, by_ours)
    print(f"thresholds: {by_gold:.3f} by gold, {by_ours:.3f} by our own; taken {least:.3f}")
    for at in sorted({0.05, 0.1, 0.2, 0.3, 0.4, 0.5, round(least, 3)}):
        gone = f"{np.mean(p[false] < at):.3f} of false go, {np.mean(p[real] < at):.3f} of our real, "
        print(f"at {at:.3f}: {gone}{np.average(p[tried] < at, weights=w[tried]):.4f} of gold")
    for source in sorted({t["source"] for t in told} - {"ours"}):
        mine = tried & np.array([t["source"] == source for t in told])
        print(f"  {source}: {mine.sum()} held, {np.mean(p[mine] < least):.4f} go")
    weights, bias = learn(x, y, w)
    words = {"bias": bias, "least": round(least, 4)}
    np.savez_compressed(
        out, weights=weights.astype(np.float16), told=np.frombuffer(json.dumps(words).encode(), np.uint8)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
