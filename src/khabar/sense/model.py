"""The trained judgement: the chance that a word of conflict is meant so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import numpy as np

from khabar.tables import packaged


@dataclass(frozen=True, slots=True)
class Sense:
    """A logistic regression over ``features.Scene.features``; below ``least`` a word is not taken for an event."""

    weights: np.ndarray
    bias: float
    least: float

    @classmethod
    def load(cls) -> Sense:
        """Return the weights that ship; their file is read once a process."""
        return _loaded()

    def chances(self, features: np.ndarray) -> np.ndarray:
        """Return the chance of each row of features."""
        return np.asarray(1 / (1 + np.exp(-(features @ self.weights + self.bias))))


@cache
def _loaded() -> Sense:
    with np.load(packaged("khabar.sense", "sense.npz")) as held:
        told = json.loads(bytes(held["told"]).decode())
        return Sense(held["weights"].astype(np.float32), told["bias"], told["least"])
