"""Trains the tagger of entities: ``python training/entities/train.py ARRAYS OUT.npz``, in an environment with torch.

Learns from the two thirds of re3d's documents that are not held, and prints the figures on the third that is.
``--folds`` prints those of four folds of the two thirds instead, which choices were made by.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from itertools import groupby
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from khabar.entity.tagger import likeliest

KINDS = ("person", "organisation", "nationality", "place", "weapon", "platform")
TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
LAYERS, WIDTH = 3, 384
MIX, SIGNS, NEAR = 128, 48, 192
LEAST = 3
"""Times that a sign must be seen."""
SMOOTH = 0.03

Span = tuple[int, int, str]


class Network(nn.Module):
    """One member: mixes a word's layers, adds its signs, looks at its neighbours twice."""

    def __init__(self, signs: int, drop: float, others: dict[str, list[str]]) -> None:
        super().__init__()
        self.norm = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(LAYERS))
        self.mix = nn.Linear(LAYERS * WIDTH, MIX)
        self.signs = nn.Parameter(torch.randn(signs + 1, SIGNS) * 0.1)
        self.near = nn.Linear(3 * (MIX + SIGNS), NEAR)
        self.far = nn.Linear(3 * NEAR, NEAR)
        self.out = nn.Linear(NEAR, len(TAGS))
        self.others = nn.ModuleDict({name: nn.Linear(NEAR, len(tags)) for name, tags in others.items()})
        self.drop = nn.Dropout(drop)

    def forward(self, vectors: Tensor, said: Tensor, mask: Tensor, name: str = "re3d") -> Tensor:
        """Return the scores (B, T, tags of a set); ``said`` (B, T, signs + 1) counts signs.

        ``mask`` (B, T, 1) is 0 in padding.
        """
        h = torch.cat([norm(vectors[:, :, i]) for i, norm in enumerate(self.norm)], -1)
        h = functional.relu(self.mix(self.drop(h)))
        x = self.drop(torch.cat([h, said @ self.signs], -1)) * mask
        x = functional.relu(self.near(_beside(x))) * mask
        x = (x + functional.relu(self.far(_beside(self.drop(x))))) * mask
        return (self.out if name == "re3d" else self.others[name])(self.drop(x))

    def packed(self) -> dict[str, np.ndarray]:
        """Return the weights as the package reads them."""
        found = {"gain": torch.stack([n.weight for n in self.norm]), "shift": torch.stack([n.bias for n in self.norm])}
        found["signs"] = self.signs
        for name in ("mix", "near", "far", "out"):
            layer = getattr(self, name)
            found |= {name: layer.weight.T, f"{name}_bias": layer.bias}
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}


def _beside(x: Tensor) -> Tensor:
    wide = functional.pad(x, (0, 0, 1, 1))
    return torch.cat([wide[:, :-2], wide[:, 1:-1], wide[:, 2:]], -1)


class Data:
    """The arrays of ``prepare.py``."""

    def __init__(self, path: Path) -> None:
        with np.load(path) as held:
            self.vectors = held["vectors"]
            told = json.loads(bytes(held["told"]).decode())
        self.signs: list[list[str]] = told["signs"]
        self.sentences: list[tuple[int, int]] = told["sentences"]
        self.documents: list[dict] = told["documents"]
        self.others: dict[str, list[str]] = {}
        self.tags = np.zeros(len(told["tags"]), np.int64)
        self.set_of: dict[tuple[int, int], str] = {}
        for document in self.documents:
            inside = self.of([document])
            a, b = inside[0][0], inside[-1][1]
            name = document["set"]
            if name != "re3d":
                self.others.setdefault(name, ["O"])
                self.others[name] += sorted(set(told["tags"][a:b]) - set(self.others[name]))
            known = TAGS if name == "re3d" else self.others[name]
            self.tags[a:b] = [known.index(tag) for tag in told["tags"][a:b]]
            self.set_of |= dict.fromkeys(inside, name)

    def of(self, documents: list[dict]) -> list[tuple[int, int]]:
        """Return the sentences of documents."""
        return [tuple(s) for d in documents for s in self.sentences[slice(*d["sentences"])]]

    def numbered(self, sentences: list[tuple[int, int]]) -> dict[str, int]:
        """Return the signs seen often enough, numbered."""
        seen = Counter(sign for a, b in sentences for signs in self.signs[a:b] for sign in signs)
        return {sign: i for i, sign in enumerate(sorted(s for s in seen if seen[s] >= LEAST))}

    def batch(
        self, sentences: list[tuple[int, int]], signs: dict[str, int], lose: float
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return vectors, signs (some lost), mask and tags (-1 in padding) of sentences."""
        longest = max(b - a for a, b in sentences)
        shape = (len(sentences), longest)
        vectors = np.zeros((*shape, LAYERS, WIDTH), np.float32)
        said = np.zeros((*shape, len(signs) + 1), np.float32)
        mask = np.zeros((*shape, 1), np.float32)
        tags = np.full(shape, -1)
        for k, (a, b) in enumerate(sentences):
            vectors[k, : b - a] = self.vectors[a:b]
            mask[k, : b - a] = 1
            tags[k, : b - a] = self.tags[a:b]
            for i in range(a, b):
                known = [signs[s] for s in self.signs[i] if s in signs and (not lose or random.random() >= lose)]
                for sign in known or [-1]:
                    said[k, i - a, sign] += 1
        return tuple(map(torch.from_numpy, (vectors, said, mask, tags)))


def train(data: Data, documents: list[dict], signs: dict[str, int], seed: int, a: argparse.Namespace) -> Network:
    """Return a member."""
    torch.manual_seed(seed)
    random.seed(seed)
    model = Network(len(signs), a.drop, data.others)
    model.train()
    sentences = data.of(documents)
    rates = torch.optim.AdamW(model.parameters(), lr=a.lr, weight_decay=a.decay)
    steps = a.epochs * sum(-(-n // a.batch) for n in Counter(map(data.set_of.get, sentences)).values())
    step = 0
    for _ in range(a.epochs):
        order = sorted(sentences, key=lambda s: (data.set_of[s], s[1] - s[0] + random.random() * 10))
        chunks = [
            run[i : i + a.batch]
            for _, group in groupby(order, key=data.set_of.__getitem__)
            for run in [list(group)]
            for i in range(0, len(run), a.batch)
        ]
        random.shuffle(chunks)
        for chunk in chunks:
            vectors, said, mask, tags = data.batch(chunk, signs, a.lose)
            name = data.set_of[chunk[0]]
            scores = model(vectors, said, mask, name)
            loss = functional.cross_entropy(
                scores.flatten(0, 1), tags.flatten(), ignore_index=-1, label_smoothing=SMOOTH
            )
            rates.zero_grad()
            (loss if name == "re3d" else loss * a.help).backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            for group in rates.param_groups:
                group["lr"] = a.lr * min(1.0, (step + 1) / 30) * (1 - step / steps)
            rates.step()
            step += 1
    return model.eval()


def found_in(data: Data, document: dict, chances: list[np.ndarray], bias: np.ndarray) -> list[Span]:
    """Return the spans of a document from the log chances of its sentences."""
    found: list[Span] = []
    first = document["first"]
    for (a, _), logs in zip(data.sentences[slice(*document["sentences"])], chances, strict=True):
        for i, tag in enumerate(TAGS[t] for t in likeliest(logs + bias, TAGS)):
            start, end = document["starts"][a - first + i], document["ends"][a - first + i]
            if tag[0] == "B":
                found.append((start, end, tag[2:]))
            elif tag[0] == "I":
                found[-1] = (found[-1][0], end, tag[2:])
    return [f for f in found if f[2] != "platform" and f[1] > f[0]]


def chances_of(data: Data, document: dict, members: list[Network], signs: dict[str, int]) -> list[np.ndarray]:
    """Return the mean log chances of each sentence."""
    found = []
    with torch.no_grad():
        for sentence in data.of([document]):
            vectors, said, mask, _ = data.batch([sentence], signs, 0)
            logs = [functional.log_softmax(m(vectors, said, mask), -1)[0].numpy() for m in members]
            found.append(np.mean(logs, 0))
    return found


def counted(found: list[Span], gold: list[Span]) -> Counter[str]:
    """Return right, given and wanted by kind, as ``khabar.evaluate.re3d`` counts them."""
    shared = sorted(
        (max(a[0], b[0]) - min(a[1], b[1]), i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(gold)
        if a[2] == b[2] and a[0] < b[1] and b[0] < a[1]
    )
    used: set[int] = set()
    answered: set[int] = set()
    for _, i, j in shared:
        if i not in used and j not in answered:
            used.add(i)
            answered.add(j)
    total: Counter[str] = Counter()
    for name, spans in (("right", [gold[j] for j in answered]), ("given", found), ("wanted", gold)):
        for span in spans:
            total[f"{name} {span[2]}"] += 1
            total[f"{name} all"] += 1
    return total


def told(total: Counter[str]) -> str:
    """Return the figures in a line."""
    parts = []
    for kind in ("all", *KINDS[:-1]):
        right, given, wanted = (total[f"{n} {kind}"] for n in ("right", "given", "wanted"))
        parts.append(f"{kind} {2 * right / max(1, given + wanted):.3f}")
        if kind == "all":
            parts[-1] += f" (P {right / max(1, given):.3f} R {right / max(1, wanted):.3f})"
    return ", ".join(parts)


def main() -> None:
    """Train, measure, write."""
    p = argparse.ArgumentParser()
    p.add_argument("arrays", type=Path)
    p.add_argument("out", type=Path, nargs="?")
    p.add_argument("--folds", type=int, default=0, help="of four folds, how many to measure")
    p.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    p.add_argument("--epochs", type=int, default=24)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--lr", type=float, default=2e-3)
    p.add_argument("--decay", type=float, default=1e-2)
    p.add_argument("--drop", type=float, default=0.4)
    p.add_argument("--lose", type=float, default=0.1)
    p.add_argument("--others", nargs="*", default=[], help="sets that help (decision 0024)")
    p.add_argument("--help-weight", dest="help", type=float, default=0.5)
    p.add_argument("--outside", type=float, nargs="+", default=[0.0, 0.3, 0.6])
    a = p.parse_args()
    torch.set_num_threads(1)
    data = Data(a.arrays)
    known = [d for d in data.documents if d["set"] == "re3d" and not d["held"]]
    helping = [d for d in data.documents if d["set"] in a.others]
    splits = [(known + helping, [d for d in data.documents if d["held"]])]
    if a.folds:
        rest = [[d for i, d in enumerate(known) if i % 4 != f] for f in range(a.folds)]
        splits = [(part + helping, known[f::4]) for f, part in enumerate(rest)]
    totals = {out: Counter() for out in a.outside}
    for learn, measure in splits:
        signs = data.numbered(data.of(learn))
        members = [train(data, learn, signs, seed, a) for seed in a.seeds]
        for document in measure:
            chances = chances_of(data, document, members, signs)
            for out, total in totals.items():
                bias = np.array([-out] + [0.0] * (len(TAGS) - 1))
                gold = [tuple(g) for g in document["gold"]]
                total.update(counted(found_in(data, document, chances, bias), gold))
    for out, total in totals.items():
        print(f"outside -{out}: {told(total)}", flush=True)
    if a.out:
        held = {f"{i}.{name}": value for i, m in enumerate(members) for name, value in m.packed().items()}
        bias = [-a.outside[0]] + [0.0] * (len(TAGS) - 1)
        about = {"signs": sorted(signs, key=signs.get), "tags": TAGS, "bias": bias, "members": len(members)}
        np.savez_compressed(a.out, told=np.frombuffer(json.dumps(about).encode(), np.uint8), **held)


if __name__ == "__main__":
    main()
