"""The network's own vectors of words, for what is learnt on top of it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from khabar.reader.pieces import CLS, SEP, Pieces
from khabar.reader.windows import windows_of
from khabar.tables import packaged

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WIDTH: Final = 384
LAYERS: Final = {1: "n31.0", 3: "n77.0", 5: "n123.0"}
"""Layers whose vectors can be had, with the names of their results in ``reader.onnx``. The lower ones know words, the
higher what a word does in its sentence; the last is bent to attribution and adds nothing."""


def vectors_of(pieces: Pieces, count: int) -> np.ndarray:
    """Return the vectors (words, layers, width) of a document's ``count`` words, each the mean of its pieces."""
    found = np.zeros((count, len(LAYERS), WIDTH), np.float32)
    for a, b in windows_of(pieces):
        ids = np.concatenate(([CLS], pieces.ids[a:b], [SEP])).astype(np.int64)
        layers = _session().run(list(LAYERS.values()), {"ids": ids})
        vectors = np.stack([layer.reshape(-1, WIDTH)[1:-1] for layer in layers], 1)
        np.add.at(found, pieces.words[a:b], vectors)
    return found / np.maximum(np.bincount(pieces.words, minlength=count), 1)[:, None, None].astype(np.float32)


@cache
def _session() -> InferenceSession:
    """Return the reader's network with its inner results among its outputs."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    network = packaged("khabar.reader", "reader.onnx").read_bytes() + outputs(list(LAYERS.values()))
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def outputs(names: list[str]) -> bytes:
    """Return what, put after an ONNX file, makes inner results (32-bit numbers) outputs of its network.

    A protocol buffer may be written in parts, one after the other: lists in them are joined. The numbers are those of
    ``onnx.proto``: ModelProto.graph 7, GraphProto.output 12, ValueInfoProto.name 1 and type 2, TypeProto.tensor_type 1,
    whose elem_type (1) is 1 for a 32-bit float.
    """
    infos = (_field(1, name.encode()) + _field(2, _field(1, b"\x08\x01")) for name in names)
    return _field(7, b"".join(_field(12, info) for info in infos))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    found.append(value)
    return bytes(found)
