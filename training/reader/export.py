"""Weights to the file that ships: ``python training/reader/export.py WEIGHTS WORDS ARRAYS OUT.onnx [--float]``.

``WORDS`` is the published encoder, whose vectors of words are not learnt anew.

``ARRAYS`` are those of a training text (``prepare.py``): from its first windows come the places of large numbers.
"""

from __future__ import annotations

import argparse
import itertools
from dataclasses import replace
from pathlib import Path

import numpy as np
from batches import CLS, SEP
from eight_bits import largest_of
from graph import write

from network import MINILM, Reader, unpack

WINDOWS = 24
WINDOW = 150


def export(weights: Path, words: Path, arrays: Path, out: Path, *, small: bool) -> None:
    """Write the network as ONNX."""
    held = unpack([weights])
    held["encoder.words.weight"] = unpack([words])["words.weight"]
    layers = 1 + max(int(k.split(".")[2]) for k in held if k.startswith("encoder.layers."))
    model = Reader(replace(MINILM, layers=layers, inner=len(held["encoder.layers.0.up.bias"])))
    model.load_state_dict(held)
    model.eval()
    largest = largest_of(model, _windows(arrays)) if small else None
    write({name: value.numpy() for name, value in held.items()}, largest, out)


def _windows(arrays: Path) -> list[np.ndarray]:
    """Return the first pieces of the first documents, marks added."""
    with np.load(arrays) as held:
        ids, documents = held["ids"].astype(np.int64), held["documents"][: WINDOWS + 1].tolist()
    spans = itertools.pairwise(documents)
    return [np.concatenate(([CLS], ids[a : min(b, a + WINDOW)], [SEP])) for a, b in spans]


def main() -> None:
    """Export."""
    p = argparse.ArgumentParser()
    p.add_argument("weights", type=Path)
    p.add_argument("words", type=Path)
    p.add_argument("arrays", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--float", action="store_true", help="keep all weights as 32-bit numbers, to compare")
    a = p.parse_args()
    export(a.weights, a.words, a.arrays, a.out, small=not a.float)


if __name__ == "__main__":
    main()
