"""The reader's vectors of windows with words of conflict: ``python training/sense/vectors.py DATA NETWORK OUT.npz``.

``DATA`` is the folder that ``prepare.py`` wrote (with ``names.npz`` of the reader's), ``NETWORK`` the reader that
ships: a head learns from what the package itself will see. Each sentence of ours stands alone, half of them again with
names changed, and all once more beside others of their field and label or of any; gold texts are read in windows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnxruntime

sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))

from batches import Held, Window, _joined, cut, hold, renamed, window

SEED = 3
LAYERS = ("layer2", "layer3", "layer4")
UNSEEN = ("sentences_e", "sentences_h")
"""Sentences that nothing is learnt from, so that they stand beside none that something is."""


def ours(held: Held, names: np.ndarray, rng: np.random.Generator) -> list[tuple[Window, np.ndarray]]:
    """Return windows of our own sentences, with the number of the sentence at each piece."""
    documents = held.arrays["documents"].tolist()
    count = len(documents) - 1

    def alone(i: int) -> Window:
        return window(held, documents[i], documents[i + 1], i)

    found = [(alone(i), np.full(documents[i + 1] - documents[i] + 2, i)) for i in range(count)]
    for i in np.flatnonzero(rng.random(count) < 0.5).tolist():
        changed = alone(i)
        changed.ids = renamed(changed.ids, names, names, rng)
        found.append((changed, np.full(len(changed.ids), i)))
    like: dict[tuple[object, ...], list[int]] = {}
    for i in rng.permutation(count).tolist():
        name, label = held.gold[i][1:]
        field = (name.split(":")[2], label) if rng.random() < 0.5 else ("any", 0)
        like.setdefault((name.startswith(UNSEEN), *field), []).append(i)
    for group in like.values():
        at = 0
        while at < len(group):
            some = group[at : at + int(rng.integers(2, 4))]
            at += len(some)
            owner = np.repeat(some, [documents[i + 1] - documents[i] for i in some])
            found.append((_joined([alone(i) for i in some]), np.concatenate(([some[0]], owner, [some[-1]]))))
    return found


def main(data: Path, network: Path, out: Path) -> None:
    """Write the vectors, the labels and the network's own scores."""
    rng = np.random.default_rng(SEED)
    with np.load(data / "names.npz") as held:
        names = np.concatenate([held["old"], held["new"]])
    own = hold(data / "sense_ours.npz", "sense")
    rows = ours(own, names, rng)
    rows += [(w, np.full(len(w.ids), -1)) for w in cut(hold(data / "sense_gold.npz", "sense"), rng, 100, 160)]
    rows = [(w, owner) for w, owner in rows if (w.sense >= 0).any()]
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    session = onnxruntime.InferenceSession(str(network), options, providers=["CPUExecutionProvider"])
    seen = [session.run(list(LAYERS), {"ids": w.ids.astype(np.int64)}) for w, _ in rows]
    np.savez(
        out,
        **{name: np.concatenate([s[k][0] for s in seen]).astype(np.float16) for k, name in enumerate(LAYERS)},
        sense=np.concatenate([w.sense for w, _ in rows]),
        owner=np.concatenate([owner for _, owner in rows]),
        bounds=np.cumsum([0, *(len(w.ids) for w, _ in rows)]),
        names=np.array([name for _, name, _ in own.gold]),
    )
    print(len(rows), "windows,", sum(len(w.ids) for w, _ in rows), "pieces")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
