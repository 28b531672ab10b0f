"""The network as an ONNX graph of onnxruntime's own operators, one window and no padding.

Written out, not traced: attention as one operator, the first step of all three pair scores as one matrix, and layer
norms apart from the sums before them (the operator that joins the two is five times slower on a processor).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from eight_bits import Largest, evened, quantised
from nodes import LONGEST, OWN, Nodes
from onnx import TensorProto, helper

from network import FAR, LINK, MINILM

PAIRS = ("start", "end", "content")


class Graph(Nodes):
    """The steps that the network is made of."""

    def gelu(self, x: str) -> str:
        """Add the activation."""
        return self.op("Gelu", x, domain=OWN)

    def norm(self, x: str, weight: np.ndarray, bias: np.ndarray, named: str = "") -> str:
        """Add a layer norm."""
        given = (x, self.constant(weight), self.constant(bias))
        return self.op("LayerNormalization", *given, named=named, epsilon=MINILM.epsilon, axis=-1)

    def exact(self, x: str, weight: np.ndarray, bias: np.ndarray, named: str = "") -> str:
        """Add a step in 32 bits."""
        return self.op("Add", self.op("MatMul", x, self.constant(weight)), self.constant(bias), named=named)


class Small(Graph):
    """A graph whose larger matrices are in 8 bits, but for the places kept aside."""

    def __init__(self, largest: list[Largest] | None) -> None:
        super().__init__()
        self.largest = largest

    def step(self, x: str, weight: np.ndarray, bias: np.ndarray) -> str:
        """Add a step in 8 bits."""
        if self.largest is None:
            return self.exact(x, weight, bias)
        q, scale = quantised(weight)
        return self.op(
            "DynamicQuantizeMatMul", x, self.constant(q), self.constant(scale), "", self.constant(bias), domain=OWN
        )

    def words(self, weight: np.ndarray) -> str:
        """Add the vectors of the ids."""
        if self.largest is None:
            return self.op("Gather", self.constant(weight), "ids")
        q, scale = quantised_rows(weight)
        whole = self.op("Cast", self.op("Gather", self.constant(q), "ids"), to=TensorProto.FLOAT)
        return self.op("Mul", whole, self.op("Gather", self.constant(scale), "ids"))

    def attention(self, x: str, layer: int, weight: np.ndarray, bias: np.ndarray) -> str:
        """Add the mixing of vectors, its first step (in, 3 x width) quantising its vectors once."""
        heads, width = MINILM.heads, MINILM.width
        thirds = [slice(i * width, (i + 1) * width) for i in range(3)]
        if self.largest is None:
            qkv = [self.exact(x, weight[:, part], bias[part]) for part in thirds]
        else:
            even = evened(self.largest[layer].qkv, weight)
            weight = weight * even[:, None]
            small, scale, zero = self.parts("DynamicQuantizeLinear", 3, self.op("Mul", x, self.constant(1 / even)))
            qkv = []
            for part in thirds:
                q, by = map(self.constant, quantised(weight[:, part]))
                given = (small, q, scale, by, zero, "", self.constant(bias[part]))
                qkv.append(self.op("MatMulIntegerToFloat", *given, domain=OWN))
        return self.op("MultiHeadAttention", *qkv, domain=OWN, num_heads=heads)

    def net(self, x: str, layer: int, up: np.ndarray, b1: np.ndarray, down: np.ndarray, b2: np.ndarray) -> str:
        """Add a layer's inner net."""
        if self.largest is None:
            return self.exact(self.gelu(self.exact(x, up, b1)), down, b2)
        largest = self.largest[layer]
        outer, inner = largest.aside()
        rest = np.setdiff1d(np.arange(len(down)), inner)
        even = evened(largest.up, up)
        kept = np.ones(len(up), np.float32)
        kept[outer] = 0
        wide = self.step(self.op("Mul", x, self.constant(kept / even)), up[:, rest] * (kept * even)[:, None], b1[rest])
        large = self.op("Gather", x, self.constant(outer), axis=2)
        wide = self.op("Add", wide, self.op("MatMul", large, self.constant(up[outer][:, rest])))
        found = self.step(self.gelu(wide), down[rest], b2)
        aside = self.gelu(self.exact(x, up[:, inner], b1[inner]))
        return self.op("Add", found, self.op("MatMul", aside, self.constant(down[inner])))


def quantised_rows(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return a table as 8-bit integers and a scale for each row."""
    scale = (np.abs(weight).max(1, keepdims=True) / 127 + 1e-12).astype(np.float32)
    return np.round(weight / scale).astype(np.int8), scale


def write(held: dict[str, np.ndarray], largest: list[Largest] | None, out: Path) -> None:
    """Write the network as ONNX, in 8 bits where the largest numbers of its layers are given."""
    g = Small(largest)
    zero = g.places(0)
    count = g.op("Shape", "ids")
    x = g.op(
        "Add",
        g.words(held["encoder.words.weight"]),
        g.op("Slice", g.constant(held["encoder.places.weight"][:LONGEST]), zero, count, zero),
    )
    x = g.norm(g.op("Unsqueeze", x, zero), held["encoder.norm.weight"], held["encoder.norm.bias"])
    layers = 1 + max(int(name.split(".")[2]) for name in held if name.startswith("encoder.layers."))
    for i in range(layers):
        w = {n.removeprefix(f"encoder.layers.{i}."): v for n, v in held.items() if n.startswith(f"encoder.layers.{i}.")}
        mixed = g.attention(x, i, w["qkv.weight"].T, w["qkv.bias"])
        mixed = g.step(mixed, w["out.weight"].T, w["out.bias"])
        x = g.norm(g.op("Add", x, mixed), w["norm1.weight"], w["norm1.bias"])
        inner = g.net(x, i, w["up.weight"].T, w["up.bias"], w["down.weight"].T, w["down.bias"])
        x = g.norm(g.op("Add", x, inner), w["norm2.weight"], w["norm2.bias"], named=f"layer{i + 1}")
    _heads(g, held, g.op("Squeeze", x, zero), count)
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])
    pieces = helper.make_tensor_value_info("pieces", TensorProto.FLOAT, ["n", len(held["token.bias"])])
    pairs = helper.make_tensor_value_info("pairs", TensorProto.FLOAT, [len(PAIRS), "n", "n"])
    shape = [1, "n", MINILM.width]
    inner = [helper.make_tensor_value_info(f"layer{i + 1}", TensorProto.FLOAT, shape) for i in range(layers)]
    whole = helper.make_graph(g.nodes, "reader", [ids], [pieces, pairs, *inner], g.constants)
    model = helper.make_model(whole, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(OWN, 1)])
    model.ir_version = 9
    onnx.save(model, str(out))


def _heads(g: Small, held: dict[str, np.ndarray], x: str, count: str) -> None:
    """Add what is said of pieces and of pairs; but for the first step all of it in 32 bits."""
    g.exact(x, held["token.weight"].T, held["token.bias"], named="pieces")
    mix = np.concatenate([held["mix_a.weight"].T, held["mix_b.weight"].T], 1)
    both = g.gelu(g.step(x, mix, np.concatenate([held["mix_a.bias"], held["mix_b.bias"]])))
    vectors = []
    a, b = g.parts("Split", 2, both, axis=-1, num_outputs=2)
    for part, mixed, perm, factor in (("query", a, (1, 0, 2), LINK**-0.5), ("key", b, (1, 2, 0), 1.0)):
        weight = np.concatenate([held[f"{p}.{part}.weight"].T * np.float32(factor) for p in PAIRS], 1)
        bias = np.concatenate([held[f"{p}.{part}.bias"] * np.float32(factor) for p in PAIRS])
        shaped = g.op("Reshape", g.exact(mixed, weight, bias), g.places(-1, len(PAIRS), LINK))
        vectors.append(g.op("Transpose", shaped, perm=perm))
    at = np.arange(LONGEST)
    far = np.clip(at[None] - at[:, None], -FAR, FAR) + FAR
    table = g.constant(np.stack([held[f"{p}.far.weight"][:, 0][far] for p in PAIRS]))
    square = g.op("Slice", table, g.places(0, 0), g.op("Concat", count, count, axis=0), g.places(1, 2))
    g.op("Add", g.op("MatMul", *vectors), square, named="pairs")
