"""The network that ships: one run over a window gives its scores, or its inner vectors."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from khabar.reader.pieces import CLS, SEP
from khabar.tables import packaged

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WIDTH: Final = 384
LAYERS: Final = ("layer1", "layer2", "layer3")
"""Layers whose vectors can be had, as ``reader.onnx`` names them. The lower ones know words, the higher what a word
does in its sentence; the last is bent to attribution."""


class Seen(NamedTuple):
    """What the network says of a window, whose own two marks are its first and last of T.

    ``pieces`` (T, 13), ``pairs`` (3, T, T) and ``sense`` (T,) are scores.
    """

    pieces: np.ndarray
    pairs: np.ndarray
    sense: np.ndarray


def look(ids: np.ndarray) -> Seen:
    """Return what the network says of a window's pieces."""
    return Seen(*_session().run(["pieces", "pairs", "sense"], {"ids": _marked(ids)}))


def inner(ids: np.ndarray) -> np.ndarray:
    """Return the vectors (T, layers, width) of a window's pieces and its two marks."""
    layers = _session().run(list(LAYERS), {"ids": _marked(ids)})
    return np.stack([layer.reshape(-1, WIDTH) for layer in layers], 1)


def _marked(ids: np.ndarray) -> np.ndarray:
    return np.concatenate(([CLS], ids, [SEP])).astype(np.int64)


@cache
def _session() -> InferenceSession:
    """Return the network; it is loaded once a process (half a second)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # the file has its operators as they run best; the higher level would join sums with layer norms, which is slower
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    network = packaged("khabar.reader", "reader.onnx").read_bytes()
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
