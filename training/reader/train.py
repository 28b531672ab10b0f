"""Trains readers side by side on the same batches.

    python training/reader/train.py --data FOLDER --start WEIGHTS... --shapes SHAPE... --out FOLDER [options]

Each of ``--shapes`` (``mpnet``, ``6x1536``: layers and inner width) is a network of its own; they share the batches and
what the ``--teachers`` say of them. Words' vectors stay as published in all but the teachers.
"""

from __future__ import annotations

import argparse
import json
import math
import queue
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import measure
from batches import IGNORE, Held, Window, batches, collate, cut, cut_ours, hold, renamed

from network import Reader, cut_to, pack, shape_of, split_tokens, unpack

KINDS = {
    "polnear_train": "voice",
    "uw_train": "value",
    "cdsco_train": "negation",
    "invented_voices": "voice",
    "invented_values": "value",
    "sense_gold": "sense",
    "sense_ours": "sense",
    "plain": "plain",
    "polnear_dev": "voice",
}
SENSE = (1.3, 1.0, 0.4, 0.3)
"""Weights of a word of ours by its label: false and real events, false and real words that no line fits."""
GOLD_SENSE = 0.25
"""Weight of an event that people confirm, against one of our sentences."""


@dataclass
class Member:
    """A network that learns."""

    name: str
    model: Reader
    best: torch.optim.Optimizer
    average: dict[str, Tensor]


def losses(out: tuple[Tensor, ...], batch: dict[str, Tensor], smooth: float) -> dict[str, Tensor]:
    """Return the losses against gold."""
    token, start, end, content = out
    heads = split_tokens(token.float())
    mask = batch["ids"] != 0
    found = {}
    known = batch["cue"] != IGNORE
    if batch["has_cue"]:
        found["cue"] = functional.cross_entropy(heads["cue"][known], batch["cue"][known], label_smoothing=smooth)
        found["voice"] = 0.3 * functional.binary_cross_entropy_with_logits(heads["voice"][known], batch["voice"][known])
    if len(batch["row_b"]):
        b, i, weight = batch["row_b"], batch["row_i"], batch["row_weight"]
        total = weight.sum()
        outside = ~mask[b]
        for name, scores, want in (("start", start, batch["row_start"]), ("end", end, batch["row_end"])):
            rows = scores[b, i].float().masked_fill(outside, -1e4)
            each = functional.cross_entropy(rows, want, reduction="none", ignore_index=IGNORE)
            found[name] = 0.25 * (each * weight).sum() / total
        each = functional.binary_cross_entropy_with_logits(
            content[b, i].float(), batch["row_content"], reduction="none"
        )
        each = (each * ~outside).sum(1) / 25
        found["content"] = (each * weight).sum() / total
    if batch["has_value"]:
        graded = torch.isfinite(batch["value"])
        value = batch["value"][graded]
        kind = torch.where(value >= 1.5, 0, torch.where(value <= -1.5, 2, 1))
        found["class"] = 0.3 * functional.cross_entropy(heads["certainty"][graded], kind, label_smoothing=smooth)
        found["value"] = 0.5 * functional.smooth_l1_loss(heads["value"][graded, 0], value / 3, beta=0.3)
    if batch["has_negation"]:
        told = batch["negation"] != 255
        bits = batch["negation"][told].long()
        want = torch.stack([(bits >> k) & 1 for k in range(3)], -1).float()
        weight = torch.tensor([1.0, 0.5, 1.0], device=want.device)
        found["negation"] = functional.binary_cross_entropy_with_logits(heads["negation"][told], want, weight=weight)
    if batch["has_sense"]:
        asked = batch["sense"] >= 0
        label = batch["sense"][asked].long()
        weight = torch.tensor(SENSE, device=label.device)[label] * batch["sense_weight"].expand(asked.shape)[asked]
        want = (label % 2).float() * 0.96 + 0.02
        each = functional.binary_cross_entropy_with_logits(heads["sense"][..., 0][asked], want, reduction="none")
        found["sense"] = (each * weight).sum() / weight.sum().clamp(min=20)
    return found


@torch.no_grad()
def taught(teachers: list[Reader], ids: Tensor, mask: Tensor, known: Tensor) -> dict[str, Tensor]:
    """Return the teachers' mean chances, pair scores only for the rows of pieces that are likely a cue's."""
    outs = [t(ids, mask) for t in teachers]
    heads = [split_tokens(o[0].float()) for o in outs]
    found = {k: torch.stack([h[k].softmax(-1) for h in heads]).mean(0) for k in ("cue", "certainty")}
    found |= {k: torch.stack([h[k].sigmoid() for h in heads]).mean(0) for k in ("voice", "negation", "sense")}
    found["value"] = torch.stack([h["value"] for h in heads]).mean(0)
    b, i = torch.nonzero((1 - found["cue"][..., 0]) * mask * known[:, None] > 0.3, as_tuple=True)
    found["b"], found["i"] = b, i
    outside = ~mask[b]
    for place, name in ((1, "start"), (2, "end")):
        found[name] = torch.stack([o[place][b, i].float().masked_fill(outside, -1e4).softmax(-1) for o in outs]).mean(0)
    found["content"] = torch.stack([o[3][b, i].float().sigmoid() for o in outs]).mean(0)
    return found


def lessons(
    out: tuple[Tensor, ...], soft: dict[str, Tensor], batch: dict[str, Tensor], asked: Tensor
) -> dict[str, Tensor]:
    """Return the losses against the teachers; ``asked`` is true of pieces that begin a word of conflict."""
    token, start, end, content = out
    heads = split_tokens(token.float())
    mask = (batch["ids"] != 0) & batch["taught"][:, None]
    found = {"t_cue": -(soft["cue"] * heads["cue"].log_softmax(-1)).sum(-1)[mask].mean()}
    found["t_voice"] = 0.3 * functional.binary_cross_entropy_with_logits(heads["voice"][mask], soft["voice"][mask])
    some = mask & batch["is_certain"][:, None]
    if batch["has_certain"]:
        kind = -(soft["certainty"] * heads["certainty"].log_softmax(-1)).sum(-1)
        found["t_class"] = 0.3 * kind[some].mean()
        found["t_value"] = 0.5 * functional.smooth_l1_loss(heads["value"][some], soft["value"][some], beta=0.3)
    found["t_negation"] = functional.binary_cross_entropy_with_logits(heads["negation"][mask], soft["negation"][mask])
    each = functional.binary_cross_entropy_with_logits(heads["sense"], soft["sense"], reduction="none")[..., 0]
    found["t_sense"] = (each * (asked & mask)).sum() / (asked & mask).sum().clamp(min=50)
    b, i = soft["b"], soft["i"]
    if len(b):
        outside = ~mask[b]
        weight = (1 - soft["cue"][b, i, 0]).float()
        total = weight.sum()
        for name, scores in (("start", start), ("end", end)):
            rows = scores[b, i].float().masked_fill(outside, -1e4).log_softmax(-1)
            found["t_" + name] = 0.25 * (-(soft[name] * rows).sum(-1) * weight).sum() / total
        each = functional.binary_cross_entropy_with_logits(content[b, i].float(), soft["content"], reduction="none")
        found["t_content"] = ((each * ~outside).sum(1) / 25 * weight).sum() / total
    return found


def started(paths: list[Path], shape_name: str, dropout: float) -> Reader:
    """Return a network with the weights of a published encoder, or those of an earlier run and its words' vectors."""
    weights = unpack(paths)
    shape = shape_of(shape_name)
    model = Reader(shape, dropout)
    if any(k.startswith("encoder.") for k in weights):
        words = weights.get("encoder.words.weight", weights.get("words.weight"))
        learnt = {n: v for n, v in weights.items() if n in model.state_dict()}
        model.load_state_dict(learnt | {"encoder.words.weight": words})
    else:
        model.encoder.load_state_dict(cut_to(weights, shape))
    return model


def member(name: str, start: list[Path], a: argparse.Namespace, device: str) -> Member:
    """Return a network with its optimizer: the heads have a rate of their own."""
    torch.manual_seed(a.seed)
    model = started(start, name, a.dropout).to(device)
    model.encoder.words.weight.requires_grad_(name == "mpnet")
    grouped: list[dict] = [
        {"params": [], "weight_decay": decay, "top": top} for top in (a.lr, a.heads) for decay in (a.decay, 0.0)
    ]
    for n, parameter in model.named_parameters():
        if parameter.requires_grad:
            grouped[(parameter.ndim < 2 or "far" in n) + 2 * (not n.startswith("encoder."))]["params"].append(parameter)
    best = torch.optim.AdamW(grouped, lr=a.lr, betas=(0.9, 0.98), fused=device == "cuda")
    learnt = {n for n, p in model.named_parameters() if p.requires_grad}
    return Member(
        name, model, best, {n: p.detach().clone().float() for n, p in model.named_parameters() if n in learnt}
    )


def windows_for(
    data: dict[str, Held], names: tuple[np.ndarray, np.ndarray], rng: np.random.Generator, a: argparse.Namespace
) -> list[Window]:
    """Return the windows of an epoch."""
    found = [w for name in ("polnear_train", "uw_train", "cdsco_train") for w in cut(data[name], rng, 48, a.high)]
    own = [w for name in ("invented_voices", "invented_values") for w in cut(data[name], rng, 48, a.high)]
    found += [own[i] for i in rng.permutation(len(own))[: int(len(own) * a.invented)]]
    if a.plain:
        more = cut(data["plain"], rng, 48, a.high)
        found += [more[i] for i in rng.permutation(len(more))[: int(len(more) * a.plain)]]
    gold = [w for w in cut(data["sense_gold"], rng, 48, a.high) if (w.sense >= 0).any()]
    ours = [w for _ in range(a.ours) for w in cut_ours(data["sense_ours"], rng, a.barred)]
    old, new = names
    for w in found + gold:
        if rng.random() < a.names:
            w.ids = renamed(w.ids, old, new, rng)
    both = np.concatenate([old, new])
    for w in ours:
        w.kind = "ours"
        if rng.random() < 0.5:
            w.ids = renamed(w.ids, both, both, rng)
    found += gold + ours
    if a.sample:
        found = [found[i] for i in rng.permutation(len(found))[: a.sample]]
    return found


def stream(
    data: dict[str, Held], names: tuple[np.ndarray, np.ndarray], a: argparse.Namespace
) -> Iterator[tuple[float, dict[str, Tensor]]]:
    """Yield batches and how much of the epochs is done, made ahead in a thread."""
    made: queue.Queue = queue.Queue(12)

    def work() -> None:
        rng = np.random.default_rng(a.seed)
        for epoch in range(math.ceil(a.epochs)):
            members = list(batches(windows_for(data, names, rng, a), a.pieces, rng))
            for k, one in enumerate(members):
                batch = collate(one)
                batch["sense_weight"] = torch.tensor([[1.0 if w.kind == "ours" else GOLD_SENSE] for w in one])
                batch["has_cue"] = bool((batch["cue"] != IGNORE).any())
                batch["has_value"] = bool(torch.isfinite(batch["value"]).any())
                batch["has_negation"] = bool((batch["negation"] != 255).any())
                batch["has_sense"] = bool((batch["sense"] >= 0).any())
                batch["has_certain"] = bool(batch["is_certain"].any())
                batch["has_taught"] = bool(batch["taught"].any())
                made.put(((epoch + k / len(members)) / a.epochs, batch))
        made.put(None)

    threading.Thread(target=work, daemon=True).start()
    while (item := made.get()) is not None:
        yield item


def main() -> None:
    """Train, write, measure."""
    p = argparse.ArgumentParser()
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--start", type=Path, nargs="+", required=True)
    p.add_argument("--shapes", nargs="+", required=True)
    p.add_argument("--teachers", type=Path, nargs="*", default=[])
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=float, default=8)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--heads", type=float, default=1e-3, help="the heads' own rate")
    p.add_argument("--decay", type=float, default=0.02)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smooth", type=float, default=0.0)
    p.add_argument("--pieces", type=int, default=8000)
    p.add_argument("--names", type=float, default=0.3)
    p.add_argument("--hard", type=float, default=1.0)
    p.add_argument("--soft", type=float, default=1.0)
    p.add_argument("--plain", type=float, default=0.0, help="share of the plain texts read in an epoch")
    p.add_argument("--invented", type=float, default=1.0, help="share of the invented sentences read in an epoch")
    p.add_argument("--ours", type=int, default=1, help="times that our sentences for the sense are read in an epoch")
    p.add_argument("--barred", default="", help="beginnings of names of our sentences that are left out")
    p.add_argument("--high", type=int, default=224)
    p.add_argument("--seed", type=int, default=20161108)
    p.add_argument("--minutes", type=float, default=1e9, help="stop learning then, the rate brought down in time")
    p.add_argument("--sample", type=int, default=0, help="only so many windows an epoch, to try the script")
    p.add_argument("--blind", action="store_true", help="measure nothing")
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    data = {name: hold(a.data / f"{name}.npz", kind) for name, kind in KINDS.items()}
    with np.load(a.data / "names.npz") as held:
        names = held["old"], held["new"]
    words = data["sense_ours"].arrays, data["sense_gold"].arrays
    is_asked = torch.zeros(30522, dtype=torch.bool)
    for w in words:
        is_asked[torch.from_numpy(np.unique(w["ids"][w["sense"] >= 0]))] = True
    is_asked = is_asked.to(device)
    members = [member(name, a.start, a, device) for name in a.shapes]
    teachers = [started([path], "mpnet", 0.0).to(device).eval() for path in a.teachers]
    began = time.time()
    step, seen = 0, 0
    for m in members:
        m.model.train()
    for done, batch in stream(data, names, a):
        progress = max(done, (time.time() - began) / 60 / a.minutes)
        if progress >= 1:
            break
        rate = min(1.0, (step + 1) / 100) * (0.5 * (1 + math.cos(math.pi * progress)) * 0.98 + 0.02)
        batch = {k: v.to(device, non_blocking=True) if isinstance(v, Tensor) else v for k, v in batch.items()}
        mask = batch["ids"] != 0
        soft = None
        if teachers and batch["has_taught"]:
            with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
                soft = taught(teachers, batch["ids"], mask, batch["taught"])
        told: dict[str, dict[str, Tensor]] = {}
        for m in members:
            for group in m.best.param_groups:
                group["lr"] = group["top"] * rate
            with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
                out = m.model(batch["ids"], mask)
            found = {n: a.hard * v for n, v in losses(out, batch, a.smooth).items()}
            if soft is not None:
                asked = is_asked[batch["ids"]] | (batch["sense"] >= 0)
                found |= {n: a.soft * v for n, v in lessons(out, soft, batch, asked).items()}
            if not found:
                continue
            total = torch.stack(list(found.values())).sum()
            m.best.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(m.model.parameters(), 1.0)
            m.best.step()
            told[m.name] = found
            if step % 10 == 9:
                keep = min(0.97, step / (step + 20))
                with torch.no_grad():
                    for n, v in m.model.named_parameters():
                        if n in m.average:
                            m.average[n].mul_(keep).add_(v.float(), alpha=1 - keep)
        step += 1
        seen += int(batch["ids"].numel())
        if step % 100 == 0 or step == 5:
            about = {m: {n: round(float(v.detach()), 3) for n, v in f.items()} for m, f in list(told.items())[:1]}
            told_now = {"step": step, "progress": round(progress, 3), "s": round(time.time() - began), "seen": seen}
            print(json.dumps(told_now | about), flush=True)
    a.out.mkdir(parents=True, exist_ok=True)
    for m in members:
        m.model.load_state_dict(m.model.state_dict() | m.average)
        m.model.eval()
        pack({n: v.float().cpu().numpy() for n, v in m.average.items()}, a.out / f"{m.name}.npz", bits=16)
    config = {k: str(v) for k, v in vars(a).items()}
    print(
        "TRAINED",
        json.dumps({"step": step, "seen": seen, "s": round(time.time() - began), "config": config}),
        flush=True,
    )
    for m in members if not a.blind else ():
        with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
            sense = measure.sense([m.model], data["sense_ours"], device, a.barred)
            print("SENSE", m.name, json.dumps(sense), flush=True)
            voice = measure.voice([m.model], data["polnear_dev"], device)
        print("VOICE", m.name, json.dumps(voice), round(time.time() - began), flush=True)


if __name__ == "__main__":
    main()
