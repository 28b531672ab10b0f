"""Weights to the file that ships: ``python training/reader/export.py WEIGHTS OUT.onnx [--float]``.

Embeddings are kept as 8-bit integers with a scale for each word; the layers' matrices likewise for each column, with
activations quantised as they come (7 bits of the weights are used, since eight overflow on processors without VNNI).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from network import MINILM, Reader, Shape, unpack


class Small(nn.Module):
    """An embedding of 8-bit integers."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True) / 127 + 1e-12
        self.register_buffer("q", torch.round(weight / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return one vector an id."""
        return self.q[ids].float() * self.scale[ids]


class Exported(nn.Module):
    """The network as the package runs it: one window, no padding; scores of pieces and of pairs."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return the scores of the pieces (T, 12) and of the pairs (3, T, T)."""
        token, start, end, content = self.model(ids[None])
        return token[0], torch.cat((start, end, content))


def export(weights: Path, out: Path, *, small: bool) -> None:
    """Write the network as ONNX."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    held = unpack([weights])
    layers = 1 + max(int(k.split(".")[2]) for k in held if k.startswith("encoder.layers."))
    model = Reader(Shape(**{**MINILM.__dict__, "layers": layers}))
    model.load_state_dict(held)
    model.eval()
    if small:
        model.encoder.words = Small(model.encoder.words.weight.detach())
    with tempfile.TemporaryDirectory() as folder:
        middle = Path(folder) / "reader.onnx"
        torch.onnx.export(
            Exported(model),
            (torch.tensor([101, 2000, 3000, 1012, 102]),),
            str(middle),
            input_names=["ids"],
            output_names=["pieces", "pairs"],
            dynamic_axes={"ids": {0: "n"}, "pieces": {0: "n"}, "pairs": {1: "n", 2: "n"}},
            opset_version=18,
            dynamo=False,
        )
        if not small:
            onnx.save(onnx.load(str(middle)), str(out))
            return
        # quantised: the matrices of the encoder and of the heads' first step; products of activations stay as they are
        quantize_dynamic(
            str(middle),
            str(out),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            extra_options={"MatMulConstBOnly": True},
        )


def main() -> None:
    """Export."""
    p = argparse.ArgumentParser()
    p.add_argument("weights", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--float", action="store_true", help="keep all weights as 32-bit numbers, to compare")
    a = p.parse_args()
    export(a.weights, a.out, small=not a.float)


if __name__ == "__main__":
    main()
