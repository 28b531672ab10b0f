"""The network: a BERT or MPNet encoder and the reader's heads, in plain torch."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

TOKEN_OUTPUTS = {"cue": 3, "voice": 2, "certainty": 3, "value": 1, "negation": 3, "sense": 1}
"""What is said of every piece, and in how many numbers (docs in README.md)."""
LINK = 64
FAR = 64


@dataclass(frozen=True)
class Shape:
    """The measures of an encoder."""

    kind: str = "bert"
    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    vocabulary: int = 30522
    epsilon: float = 1e-12


MINILM = Shape()
MPNET = Shape("mpnet", 12, 768, 12, 3072, 514, 30527, 1e-5)


class Layer(nn.Module):
    """One block: attention, then a feed-forward net, each normalised after its sum."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = dropout
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        """Return the next vectors."""
        b, t, d = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        if torch.onnx.is_in_onnx_export():
            scores = (q * (d // self.heads) ** -0.5) @ k.transpose(-1, -2)
            mixed = torch.softmax(scores if bias is None else scores + bias, -1) @ v
        else:
            drop = self.dropout if self.training else 0.0
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias, dropout_p=drop)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, t, d))))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Ids of BERT's vocabulary to one vector a piece; MPNet's shifted ids and relative positions are seen to here."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=shape.epsilon)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        if shape.kind == "mpnet":
            self.relative = nn.Embedding(32, shape.heads)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the vectors (B, T, width); ``mask`` is false where a batch is padded."""
        t = ids.shape[1]
        place = torch.arange(t, device=ids.device)
        if self.shape.kind == "mpnet":
            ids = torch.where(ids == 101, 0, torch.where(ids == 102, 2, torch.where(ids == 0, 1, ids + 4)))
            place = place + 2
        x = self.drop(self.norm(self.words(ids) + self.places(place)))
        bias = None
        if mask is not None:
            bias = torch.zeros(mask.shape, device=ids.device).masked_fill(~mask, -1e4)[:, None, None, :]
        if self.shape.kind == "mpnet":
            far = self.relative(_bucket(t, ids.device)).permute(2, 0, 1)[None]
            bias = far if bias is None else bias + far
        if bias is not None:
            bias = bias.to(torch.get_autocast_dtype("cuda") if torch.is_autocast_enabled("cuda") else x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(t: int, device: torch.device) -> Tensor:
    """Return the relative-position buckets of MPNet (those of T5, both directions, 32 up to a distance of 128)."""
    place = torch.arange(t, device=device)
    n = place[:, None] - place[None, :]
    found = (n < 0).long() * 16
    n = n.abs()
    large = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return found + torch.where(n < 8, n, large.clamp(max=15))


class Bilinear(nn.Module):
    """A score for each pair of a cue's piece and another piece, with a term for how far apart they stand."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.query = nn.Linear(width, LINK)
        self.key = nn.Linear(width, LINK)
        self.far = nn.Embedding(2 * FAR + 1, 1)
        nn.init.zeros_(self.far.weight)

    def forward(self, a: Tensor, b: Tensor) -> Tensor:
        """Return the scores (B, T, T), a row for each vector of ``a``."""
        t = a.shape[1]
        place = torch.arange(t, device=a.device)
        far = (place[None, :] - place[:, None]).clamp(-FAR, FAR) + FAR
        return self.query(a) @ self.key(b).transpose(1, 2) * LINK**-0.5 + self.far(far)[None, :, :, 0]


class Reader(nn.Module):
    """The encoder and its heads. Pair scores have a row for each piece as part of a cue; column 0 (CLS) is "none"."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.drop = nn.Dropout(dropout)
        self.token = nn.Linear(shape.width, sum(TOKEN_OUTPUTS.values()))
        self.mix_a = nn.Linear(shape.width, 256)
        self.mix_b = nn.Linear(shape.width, 256)
        self.start = Bilinear(256)
        self.end = Bilinear(256)
        self.content = Bilinear(256)

    def forward(self, ids: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the outputs of each piece (B, T, 13), and scores (B, T, T) of source start, source end, content."""
        x = self.drop(self.encoder(ids, mask))
        a, b = functional.gelu(self.mix_a(x)), functional.gelu(self.mix_b(x))
        return self.token(x), self.start(a, b), self.end(a, b), self.content(a, b)


def shape_of(name: str) -> Shape:
    """Return a shape by its name: ``mpnet``, or MiniLM's layers and inner width, such as ``4x1536``."""
    if name == "mpnet":
        return MPNET
    layers, inner = map(int, name.split("x"))
    return replace(MINILM, layers=layers, inner=inner)


def cut_to(weights: dict[str, Tensor], shape: Shape) -> dict[str, Tensor]:
    """Return an encoder's weights without the layers, and the inner places of least weight, that a shape lacks."""
    found = {n: v for n, v in weights.items() if not n.startswith("layers.") or int(n.split(".")[1]) < shape.layers}
    for i in range(shape.layers):
        up, down = found[f"layers.{i}.up.weight"], found[f"layers.{i}.down.weight"]
        if len(up) > shape.inner:
            kept = (up.norm(dim=1) * down.norm(dim=0)).argsort(descending=True)[: shape.inner].sort().values
            found[f"layers.{i}.up.weight"], found[f"layers.{i}.down.weight"] = up[kept], down[:, kept]
            found[f"layers.{i}.up.bias"] = found[f"layers.{i}.up.bias"][kept]
    return found


def split_tokens(out: Tensor) -> dict[str, Tensor]:
    """Return the outputs of each piece by name."""
    parts = torch.split(out, list(TOKEN_OUTPUTS.values()), dim=-1)
    return dict(zip(TOKEN_OUTPUTS, parts, strict=True))


def renamed(weights: dict[str, np.ndarray], shape: Shape) -> dict[str, np.ndarray]:
    """Return the weights of a published encoder (its state by name) under the names used here."""
    e = "embeddings."
    new = {
        "words.weight": weights[e + "word_embeddings.weight"],
        "places.weight": weights[e + "position_embeddings.weight"],
        "norm.weight": weights[e + "LayerNorm.weight"],
        "norm.bias": weights[e + "LayerNorm.bias"],
    }
    if shape.kind == "bert":
        new["places.weight"] = new["places.weight"] + weights[e + "token_type_embeddings.weight"][0]
        names = ("attention.self.query", "attention.self.key", "attention.self.value")
        rest = {"out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense"}
    else:
        new["relative.weight"] = weights["encoder.relative_attention_bias.weight"]
        names = ("attention.attn.q", "attention.attn.k", "attention.attn.v")
        rest = {"out": "attention.attn.o", "norm1": "attention.LayerNorm", "up": "intermediate.dense"}
    rest |= {"down": "output.dense", "norm2": "output.LayerNorm"}
    for i in range(shape.layers):
        layer = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            new[f"layers.{i}.qkv.{part}"] = np.concatenate([weights[f"{layer}{n}.{part}"] for n in names])
            for ours, theirs in rest.items():
                new[f"layers.{i}.{ours}.{part}"] = weights[f"{layer}{theirs}.{part}"]
    return new


def pack(weights: dict[str, np.ndarray], path: Path, *, bits: int) -> None:
    """Write weights as float16, or as 8-bit integers with a scale for each row (to carry them; training mends it)."""
    found: dict[str, np.ndarray] = {}
    for name, value in weights.items():
        if bits == 8 and value.ndim == 2 and value.size > 50_000:
            scale = np.abs(value).max(1, keepdims=True) / 127 + 1e-12
            found[name + "|q"] = np.round(value / scale).astype(np.int8)
            found[name + "|s"] = scale.astype(np.float32)
        else:
            found[name] = value.astype(np.float16)
    np.savez(path, **found)


def unpack(paths: list[Path]) -> dict[str, Tensor]:
    """Return the weights that ``pack`` wrote."""
    found: dict[str, Tensor] = {}
    for path in paths:
        with np.load(path) as held:
            for name in held.files:
                if name.endswith("|q"):
                    base = name[:-2]
                    found[base] = torch.from_numpy(held[name].astype(np.float32) * held[base + "|s"])
                elif not name.endswith("|s"):
                    found[name] = torch.from_numpy(held[name].astype(np.float32))
    return found
