"""Matrices in 8 bits: their scales, and what of the vectors is kept away from them.

One scale holds for all of a window's vectors, so the largest number decides how finely all others are told apart. In
this network nearly all large numbers belong to a window's first mark and stand in few places (Bondarenko et al. 2021,
"Understanding and Overcoming the Challenges of Efficient Transformer Quantization"). They are computed in 32 bits,
aside; the rest is evened out by dividing each place and multiplying its weights (Xiao et al. 2023, "SmoothQuant").
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from network import Reader

LARGE_IN = 8
LARGE_INNER = 48
"""Places of a layer's vectors, and of its inner ones, that are computed aside."""
EVEN = 0.8
"""How much of the unevenness goes to the weights: 0 none, 1 all."""


def quantised(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix (in, out) as 8-bit integers and a scale for each column.

    Processors without VNNI add the products of neighbouring rows in 16 bits: at most 255 x 127 + 255 x 1. Scales are
    the finest with which no two neighbours of one sign exceed 128 together, so nothing overflows on any processor.
    """
    pairs = weight.reshape(-1, 2, weight.shape[1])
    together = np.maximum(pairs.clip(min=0).sum(1), (-pairs).clip(min=0).sum(1)).max(0)
    scale = np.maximum(together, np.abs(weight).max(0)).astype(np.float32) / 127 + np.float32(1e-12)
    return np.round(weight / scale).astype(np.int8), scale


@dataclass(frozen=True)
class Largest:
    """The largest numbers (absolute) of a layer's vectors by place: into attention, and into the net's two steps."""

    qkv: np.ndarray
    up: np.ndarray
    down: np.ndarray

    def aside(self) -> tuple[np.ndarray, np.ndarray]:
        """Return the places computed aside: of the net's vectors, and of its inner ones."""
        return _top(self.up, LARGE_IN), _top(self.down, LARGE_INNER)


def _top(largest: np.ndarray, count: int) -> np.ndarray:
    return np.sort(np.argsort(-largest, kind="stable")[:count])


def evened(largest: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Return what to divide each place of the vectors by, and to multiply its row of the matrix by."""
    high = np.maximum(largest, 1e-3).astype(np.float64)
    found = high**EVEN / np.maximum(np.abs(weight).max(1), 1e-4) ** (1 - EVEN)
    return (found / found.mean()).astype(np.float32)


def largest_of(model: Reader, windows: list[np.ndarray]) -> list[Largest]:
    """Return the largest numbers of each layer over some windows of pieces, marks added."""
    import torch

    found: dict[tuple[int, str], Tensor] = {}

    def watch(layer: int, name: str, step: nn.Module) -> torch.utils.hooks.RemovableHandle:
        def see(_: nn.Module, given: tuple[Tensor, ...]) -> None:
            here = given[0].abs().flatten(0, -2).amax(0)
            before = found.get((layer, name))
            found[layer, name] = here if before is None else torch.maximum(before, here)

        return step.register_forward_pre_hook(see)

    layers = model.encoder.layers
    hooks = [watch(i, n, getattr(layer, n)) for i, layer in enumerate(layers) for n in ("qkv", "up", "down")]
    with torch.no_grad():
        for ids in windows:
            model(torch.from_numpy(ids)[None])
    for hook in hooks:
        hook.remove()
    return [Largest(*(found[i, n].numpy() for n in ("qkv", "up", "down"))) for i in range(len(layers))]
