"""Train one head for the sense: ``python training/sense/train.py VECTORS.npz OUT.npz --seed 2``.

A head sees a word's vector and, by attention, those of its window, all of them as the shipped network has them, and
says whether the word tells of conflict. On one core of a processor it learns in a minute or two.
"""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

UNSEEN = ("sentences_e", "sentences_h")
EARLIER = ("sentences_a", "sentences_b", "sentences_c", "sentences_d")
"""Sentences that the network itself learnt from: its vectors tell them apart already, so they say less."""
LABELS = torch.tensor((1.3, 1.0, 0.4, 0.3))
"""Weights of a word of ours by its label: false and real events, false and real words that no line fits."""
GOLD = 0.25
"""Weight of an event that people confirm, against one of our sentences."""
EARLIER_SHARE, GOLD_SHARE = 0.4, 0.15
"""Shares of those sentences and of the gold windows that are read in an epoch."""
HEADS, SIZE, INNER, FAR = 4, 32, 128, 32
PIECES = 2500
"""Pieces in a batch, at most."""


class Head(nn.Module):
    """Attention from the word to its window but the first mark, then a net over the word and what was gathered."""

    def __init__(self, width: int, drop: float) -> None:
        super().__init__()
        self.q = nn.Linear(width, HEADS * SIZE)
        self.kv = nn.Linear(width, 2 * HEADS * SIZE)
        self.far = nn.Embedding(2 * FAR + 1, HEADS)
        nn.init.zeros_(self.far.weight)
        self.m = nn.Linear(width + HEADS * SIZE, INNER)
        self.o = nn.Linear(INNER, 1)
        self.early, self.late = nn.Dropout(drop), nn.Dropout(drop)

    def forward(self, x: Tensor, mask: Tensor, b: Tensor, i: Tensor) -> Tensor:
        """Return the scores of the pieces ``i`` of the windows ``b``; ``mask`` is true of what may be looked at."""
        x = self.early(x)
        word = x[b, i]
        q = self.q(word).view(-1, HEADS, SIZE)
        k, v = self.kv(x).view(*x.shape[:2], 2, HEADS, SIZE).unbind(2)
        far = (torch.arange(x.shape[1])[None] - i[:, None]).clamp(-FAR, FAR) + FAR
        scores = torch.einsum("nhd,nthd->nht", q, k[b]) * SIZE**-0.5 + self.far(far).permute(0, 2, 1)
        scores = scores.masked_fill(~mask[b][:, None], -1e4)
        pool = torch.einsum("nht,nthd->nhd", scores.softmax(-1), v[b]).flatten(1)
        found: Tensor = self.o(self.late(functional.gelu(self.m(self.late(torch.cat([word, pool], -1))))))
        return found[:, 0]


@dataclass
class Windows:
    """What ``vectors.py`` wrote, of some layers, evened out place by place."""

    x: np.ndarray
    sense: np.ndarray
    owner: np.ndarray
    bounds: np.ndarray
    names: list[str]
    middle: np.ndarray
    spread: np.ndarray

    def name(self, k: int) -> str:
        """Return the name of a window's first sentence, nothing for gold."""
        who = int(self.owner[self.bounds[k] + 1])
        return self.names[who] if who >= 0 else ""

    def batch(self, ks: list[int]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Return vectors, mask, and of each word asked its window, its place, its label."""
        t = max(int(self.bounds[k + 1] - self.bounds[k]) for k in ks)
        x = np.zeros((len(ks), t, self.x.shape[1]), np.float32)
        mask = np.zeros((len(ks), t), bool)
        sense = np.full((len(ks), t), -1)
        for j, k in enumerate(ks):
            part = slice(int(self.bounds[k]), int(self.bounds[k + 1]))
            n = part.stop - part.start
            x[j, :n] = (self.x[part].astype(np.float32) - self.middle) / self.spread
            mask[j, 1:n] = True
            sense[j, :n] = self.sense[part]
        b, i = np.nonzero(sense >= 0)
        found = (x, mask, b, i, sense[b, i])
        return tuple(map(torch.from_numpy, found))  # type: ignore[return-value]


def load(path: Path, layers: list[int]) -> Windows:
    """Read the vectors of some layers."""
    with np.load(path) as held:
        x = np.concatenate([held[f"layer{i}"] for i in layers], 1)
        some = x[::7].astype(np.float32)
        rest = (held["sense"], held["owner"], held["bounds"], held["names"].tolist())
    return Windows(x, *rest, some.mean(0), some.std(0) + 1e-3)


def batches(w: Windows, ks: list[int], rng: np.random.Generator) -> list[list[int]]:
    """Return windows of about one length together."""
    length = w.bounds[np.array(ks) + 1] - w.bounds[ks]
    found: list[list[int]] = [[]]
    longest = 0
    for j in np.argsort(length + rng.uniform(0, 12, len(ks))).tolist():
        longest = max(longest, int(length[j]))
        if found[-1] and longest * (len(found[-1]) + 1) > PIECES:
            found.append([])
            longest = int(length[j])
        found[-1].append(ks[j])
    return [found[j] for j in rng.permutation(len(found))]


@torch.no_grad()
def told(net: Head, w: Windows, ks: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Return the scores and labels of the events in some windows."""
    net.eval()
    scores, labels = [], []
    for at in range(0, len(ks), 16):
        x, mask, b, i, y = w.batch(ks[at : at + 16])
        scores.append(net(x, mask, b, i).numpy())
        labels.append(y.numpy())
    y = np.concatenate(labels)
    return np.concatenate(scores)[y < 2], y[y < 2]


def figures(z: np.ndarray, y: np.ndarray) -> str:
    """Return the area under the curve, and the shares of false and real events that go below some chances."""
    false, real = z[y == 0], z[y == 1]
    p = 1 / (1 + np.exp(-z))
    cuts = [f"<{t}: {(p[y == 0] < t).mean():.3f} {(p[y == 1] < t).mean():.3f}" for t in (0.1, 0.25, 0.4)]
    return f"{len(false)}, {len(real)} area {(false[:, None] < real[None]).mean():.4f} " + " | ".join(cuts)


def main() -> None:
    """Train, measure on the sentences that were never seen, write."""
    p = argparse.ArgumentParser()
    p.add_argument("vectors", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--layers", type=int, nargs="+", default=[2, 3, 4])
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=2)
    p.add_argument("--rate", type=float, default=1e-3)
    p.add_argument("--drop", type=float, default=0.2)
    a = p.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    w = load(a.vectors, a.layers)
    names = [w.name(k) for k in range(len(w.bounds) - 1)]
    gold = [k for k, name in enumerate(names) if not name]
    earlier = [k for k, name in enumerate(names) if name.startswith(EARLIER)]
    later = [k for k, name in enumerate(names) if name and not name.startswith(EARLIER + UNSEEN)]
    is_ours = np.array([bool(name) for name in names])
    net = Head(w.x.shape[1], a.drop)
    best = torch.optim.AdamW(net.parameters(), lr=a.rate, weight_decay=0.05, betas=(0.9, 0.98))
    step = 0
    for epoch in range(a.epochs):
        net.train()
        some = [k for k in earlier if rng.random() < EARLIER_SHARE] + later + later
        some += [k for k in gold if rng.random() < GOLD_SHARE]
        drawn = batches(w, some, rng)
        for n, ks in enumerate(drawn):
            done = (epoch + n / len(drawn)) / a.epochs
            step += 1
            best.param_groups[0]["lr"] = a.rate * min(1, step / 30) * (0.49 * (1 + math.cos(math.pi * done)) + 0.02)
            x, mask, b, i, y = w.batch(ks)
            weight = LABELS[y] * torch.from_numpy(np.where(is_ours[ks], 1.0, GOLD)).float()[b]
            want = (y % 2).float() * 0.96 + 0.02
            each = functional.binary_cross_entropy_with_logits(net(x, mask, b, i), want, reduction="none")
            loss = (each * weight).sum() / weight.sum().clamp(min=20)
            best.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
        print("epoch", epoch, "loss", round(float(loss.detach()), 4), flush=True)
    for unseen in UNSEEN:
        print(unseen, figures(*told(net, w, [k for k, name in enumerate(names) if name.startswith(unseen)])))
    print("gold", figures(*_with_false(*told(net, w, gold[::5]))))
    held = {name: value.numpy().astype(np.float32) for name, value in net.state_dict().items()}
    np.savez(a.out, layers=np.array(a.layers), middle=w.middle, spread=w.spread, **held)


def _with_false(z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Add one false event, so that shares can be told of gold that has none."""
    return np.append(z, -9.0), np.append(y, 0)


if __name__ == "__main__":
    main()
