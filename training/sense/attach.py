"""Put the judgement of senses on the reader's network: ``python training/sense/attach.py HEADS... reader.onnx``.

The network's own operators and weights stay as they are, and with them every voice; its file gets an output more,
``sense``: for each piece of a window how much the word that begins there tells of conflict, by the heads (``train.py``)
and, for a small share, by the network's own score. The heads do not look at the window's first mark, whose large
numbers would coarsen the 8 bits of all others.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

sys.path.insert(0, str(Path(__file__).parents[1] / "reader"))

from eight_bits import quantised
from nodes import LONGEST, OWN, Nodes

MARK = "sense"
"""Begins the names of all that is added, so that a second run puts it off again."""
OWN_SENSE = 12
"""Where the network's own score stands among those of a piece."""
OWN_SHARE = 0.3
"""How much that score counts (docs/decisions/0040-taught-by-four-hands.md)."""
FAR = 32


def head(g: Nodes, x: str, held: dict[str, np.ndarray]) -> str:
    """Add one head over the vectors ``x`` (n, width) of a window but its first; return its scores (n, 1)."""
    heads = held["far.weight"].shape[1]
    width = len(held["middle"])
    inner = len(held["q.bias"])
    by = np.float32((inner // heads) ** -0.5)
    even = g.op("Mul", g.op("Sub", x, g.constant(held["middle"])), g.constant(1 / held["spread"]))
    weights = np.concatenate([held["q.weight"] * by, held["kv.weight"], held["m.weight"][:, :width]])
    bias = np.concatenate([held["q.bias"] * by, held["kv.bias"], held["m.bias"]])
    q, scale = quantised(weights.T)
    given = (even, g.constant(q), g.constant(scale), "", g.constant(bias))
    sizes = g.places(inner, inner, inner, len(held["m.bias"]))
    parts = g.parts("Split", 4, g.op("DynamicQuantizeMatMul", *given, domain=OWN), sizes, axis=-1)

    def split(part: str, *order: int) -> str:
        return g.op("Transpose", g.op("Reshape", part, g.places(-1, heads, inner // heads)), perm=order)

    at = np.arange(LONGEST)
    far = held["far.weight"].T[:, np.clip(at[None] - at[:, None], -FAR, FAR) + FAR].astype(np.float32)
    count = g.op("Slice", g.op("Shape", x), g.places(0), g.places(1))
    both = g.op("Concat", count, count, axis=0)
    table = g.op("Slice", g.constant(far), g.places(0, 0), both, g.places(1, 2))
    scores = g.op("Add", g.op("MatMul", split(parts[0], 1, 0, 2), split(parts[1], 1, 2, 0)), table)
    pool = g.op("MatMul", g.op("Softmax", scores, axis=-1), split(parts[2], 1, 0, 2))
    pool = g.op("Reshape", g.op("Transpose", pool, perm=(1, 0, 2)), g.places(-1, inner))
    gathered = g.op("MatMul", pool, g.constant(held["m.weight"][:, width:].T))
    wide = g.op("Gelu", g.op("Add", parts[3], gathered), domain=OWN)
    return g.op("Add", g.op("MatMul", wide, g.constant(held["o.weight"].T)), g.constant(held["o.bias"]))


def attach(heads: list[Path], network: Path) -> None:
    """Put heads on the network in place of those that it has."""
    model = onnx.load(str(network))
    graph = model.graph
    for field in (graph.node, graph.initializer, graph.output):
        kept = [one for one in field if not one.name.startswith(MARK)]
        del field[:]
        field.extend(kept)
    g = Nodes(f"{MARK}.")
    scores = []
    vectors: dict[tuple[int, ...], str] = {}
    for path in heads:
        with np.load(path) as file:
            held = {name: file[name] for name in file.files}
        layers = tuple(held["layers"].tolist())
        if layers not in vectors:
            flat = [g.op("Squeeze", f"layer{i}", g.places(0)) for i in layers]
            whole = g.op("Concat", *flat, axis=-1) if len(flat) > 1 else flat[0]
            vectors[layers] = g.op("Slice", whole, g.places(1), g.places(LONGEST), g.places(0))
        scores.append(head(g, vectors[layers], held))
    mean = g.op("Mul", g.op("Sum", *scores), g.constant(np.float32([(1 - OWN_SHARE) / len(scores)])))
    own = g.op("Gather", "pieces", g.places(OWN_SENSE), axis=1)
    own = g.op("Mul", own, g.constant(np.float32([OWN_SHARE])))
    g.op("Squeeze", g.op("Add", g.op("Pad", mean, g.places(1, 0, 0, 0)), own), g.places(1), named=MARK)
    graph.node.extend(g.nodes)
    graph.initializer.extend(g.constants)
    graph.output.append(helper.make_tensor_value_info(MARK, TensorProto.FLOAT, ["n"]))
    onnx.save(model, str(network))


if __name__ == "__main__":
    attach([Path(p) for p in sys.argv[1:-1]], Path(sys.argv[-1]))
