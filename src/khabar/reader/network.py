"""The network that ships: one run over a window gives its scores and its inner vectors."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from khabar.reader.pieces import CLS, SEP
from khabar.tables import packaged

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

WIDTH: Final = 384
LAYERS: Final = {1: "n31.0", 3: "n77.0", 5: "n123.0"}
"""Layers whose vectors can be had, with the names of their results in ``reader.onnx``. The lower ones know words, the
higher what a word does in its sentence; the last is bent to attribution and adds nothing."""
KEPT: Final = 64
"""Windows whose results are kept: a sentence is asked for its vectors and, soon after, for its voices."""


class Seen(NamedTuple):
    """What the network says of a window, whose own two marks are its first and last of T.

    ``pieces`` (T, 12) and ``pairs`` (3, T, T) are scores, ``layers`` (T, layers, width) vectors.
    """

    pieces: np.ndarray
    pairs: np.ndarray
    layers: np.ndarray


def look(ids: np.ndarray) -> Seen:
    """Return what the network says of a window's pieces. The arrays are shared: they must not be written to."""
    return _look(ids.astype(np.int64).tobytes())


@lru_cache(maxsize=KEPT)
def _look(ids: bytes) -> Seen:
    whole = np.concatenate(([CLS], np.frombuffer(ids, np.int64), [SEP]))
    pieces, pairs, *layers = _session().run(None, {"ids": whole})
    seen = Seen(pieces, pairs, np.stack([layer.reshape(-1, WIDTH) for layer in layers], 1))
    for array in seen:
        array.flags.writeable = False
    return seen


@cache
def _session() -> InferenceSession:
    """Return the network with its inner results among its outputs; it is loaded once a process (half a second)."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # the file has its operators as they run best; the higher level would join sums with layer norms, which is slower
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
