"""Trains one reader: ``python training/reader/train.py --data FOLDER --start WEIGHTS... --out FILE [options]``."""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import measure
from batches import IGNORE, Held, batches, collate, cut, hold, renamed

from network import MINILM, MPNET, Reader, Shape, pack, split_tokens, unpack


def losses(out: tuple[Tensor, ...], batch: dict[str, Tensor], smooth: float) -> dict[str, Tensor]:
    """Return the losses against gold."""
    token, start, end, content = out
    heads = split_tokens(token.float())
    mask = batch["ids"] != 0
    found = {}
    known = batch["cue"] != IGNORE
    if known.any():
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
    graded = torch.isfinite(batch["value"])
    if graded.any():
        value = batch["value"][graded]
        kind = torch.where(value >= 1.5, 0, torch.where(value <= -1.5, 2, 1))
        found["class"] = 0.3 * functional.cross_entropy(heads["certainty"][graded], kind, label_smoothing=smooth)
        found["value"] = 0.5 * functional.smooth_l1_loss(heads["value"][graded, 0], value / 3, beta=0.3)
    told = batch["negation"] != 255
    if told.any():
        bits = batch["negation"][told].long()
        want = torch.stack([(bits >> k) & 1 for k in range(3)], -1).float()
        weight = torch.tensor([1.0, 0.5, 1.0], device=want.device)
        found["negation"] = functional.binary_cross_entropy_with_logits(heads["negation"][told], want, weight=weight)
    return found


@torch.no_grad()
def taught(teachers: list[Reader], ids: Tensor, mask: Tensor, known: Tensor) -> dict[str, Tensor]:
    """Return the teachers' mean chances, pair scores only for the rows of pieces that are likely a cue's."""
    outs = [t(ids, mask) for t in teachers]
    heads = [split_tokens(o[0].float()) for o in outs]
    found = {k: torch.stack([h[k].softmax(-1) for h in heads]).mean(0) for k in ("cue", "certainty")}
    found |= {k: torch.stack([h[k].sigmoid() for h in heads]).mean(0) for k in ("voice", "negation")}
    found["value"] = torch.stack([h["value"] for h in heads]).mean(0)
    b, i = torch.nonzero((1 - found["cue"][..., 0]) * mask * known[:, None] > 0.3, as_tuple=True)
    found["b"], found["i"] = b, i
    outside = ~mask[b]
    for place, name in ((1, "start"), (2, "end")):
        found[name] = torch.stack([o[place][b, i].float().masked_fill(outside, -1e4).softmax(-1) for o in outs]).mean(0)
    found["content"] = torch.stack([o[3][b, i].float().sigmoid() for o in outs]).mean(0)
    return found


def lessons(out: tuple[Tensor, ...], soft: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return the losses against the teachers."""
    token, start, end, content = out
    heads = split_tokens(token.float())
    mask = (batch["ids"] != 0) & batch["taught"][:, None]
    if not mask.any():
        return {}
    found = {"t_cue": -(soft["cue"] * heads["cue"].log_softmax(-1)).sum(-1)[mask].mean()}
    found["t_voice"] = 0.3 * functional.binary_cross_entropy_with_logits(heads["voice"][mask], soft["voice"][mask])
    some = mask & batch["is_certain"][:, None]
    if some.any():
        kind = -(soft["certainty"] * heads["certainty"].log_softmax(-1)).sum(-1)
        found["t_class"] = 0.3 * kind[some].mean()
        found["t_value"] = 0.5 * functional.smooth_l1_loss(heads["value"][some], soft["value"][some], beta=0.3)
    found["t_negation"] = functional.binary_cross_entropy_with_logits(heads["negation"][mask], soft["negation"][mask])
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


def started(paths: list[Path], shape: Shape, dropout: float) -> Reader:
    """Return a network with the weights of a published encoder, or all weights of an earlier run."""
    weights = unpack(paths)
    model = Reader(shape, dropout)
    if any(k.startswith("encoder.") for k in weights):
        model.load_state_dict(weights)
    else:
        missing, extra = model.encoder.load_state_dict(weights, strict=False)
        wanted = {k.split(".")[1] for k in extra}
        assert not missing, missing
        assert all(int(n) >= shape.layers for n in wanted if n.isdigit()), extra
    return model


def figures(models: list[Reader], data: dict[str, Held], device: str) -> dict:
    """Return the figures on dev."""
    for m in models:
        m.eval()
    with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
        return {
            "polnear": measure.voice(models, data["polnear_dev"], device),
            "uw": measure.certainty(models, data["uw_dev"], device),
            "uds": measure.certainty(models, data["uds_dev"], device),
            "cdsco": measure.negation(models, data["cdsco_dev"], device),
        }


def main() -> None:
    """Train, measure, write."""
    p = argparse.ArgumentParser()
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--start", type=Path, nargs="+", required=True)
    p.add_argument("--teachers", type=Path, nargs="*", default=[])
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--shape", default="minilm", choices=["minilm", "mpnet"])
    p.add_argument("--teacher-shape", default="mpnet", choices=["minilm", "mpnet"])
    p.add_argument("--invented", action="store_true", help="learn from the sentences of our own too")
    p.add_argument("--layers", type=int, default=0)
    p.add_argument("--epochs", type=float, default=8)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--heads", type=float, default=1e-3, help="the heads' own rate")
    p.add_argument("--decay", type=float, default=0.02)
    p.add_argument("--dropout", type=float, default=0.1)
    p.add_argument("--smooth", type=float, default=0.0)
    p.add_argument("--pieces", type=int, default=6000)
    p.add_argument("--names", type=float, default=0.3)
    p.add_argument("--hard", type=float, default=1.0)
    p.add_argument("--soft", type=float, default=1.0)
    p.add_argument("--plain", type=float, default=1.0, help="share of the plain texts read in an epoch")
    p.add_argument("--high", type=int, default=224)
    p.add_argument("--seed", type=int, default=20161108)
    p.add_argument("--bits", type=int, default=16)
    p.add_argument("--minutes", type=float, default=1e9, help="stop learning then, the rate brought down in time")
    p.add_argument("--sample", type=int, default=0, help="only so many windows an epoch, to try the script")
    p.add_argument("--blind", action="store_true", help="measure nothing")
    p.add_argument("--threads", type=int, default=2)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = np.random.default_rng(a.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    shape = MPNET if a.shape == "mpnet" else MINILM
    if a.layers:
        shape = Shape(**{**shape.__dict__, "layers": a.layers})
    kinds = {"polnear_train": "voice", "polnear_dev": "voice", "uw_train": "value", "uw_dev": "value"}
    kinds |= {"uds_dev": "value", "cdsco_train": "negation", "cdsco_dev": "negation", "plain": "plain"}
    if a.invented:
        kinds |= {"invented_voices": "voice", "invented_values": "value"}
    data = {name: hold(a.data / f"{name}.npz", kind) for name, kind in kinds.items()}
    with np.load(a.data / "names.npz") as held:
        old, new = held["old"], held["new"]
    model = started(a.start, shape, a.dropout).to(device)
    teachers = []
    for path in a.teachers:
        weights = sorted(path.parent.glob(path.name))
        teachers.append(started(weights, MPNET if a.teacher_shape == "mpnet" else MINILM, 0.0).to(device).eval())
    grouped: list[dict] = [
        {"params": [], "weight_decay": decay, "top": top} for top in (a.lr, a.heads) for decay in (a.decay, 0.0)
    ]
    for name, parameter in model.named_parameters():
        plain = parameter.ndim < 2 or "far" in name
        grouped[plain + 2 * (not name.startswith("encoder."))]["params"].append(parameter)
    best = torch.optim.AdamW(grouped, lr=a.lr, betas=(0.9, 0.98), fused=device == "cuda")
    average = {k: v.detach().clone().float() for k, v in model.state_dict().items()}
    began = time.time()
    step, seen, progress = 0, 0, 0.0
    running: dict[str, float] = {}
    epoch = 0
    while progress < 1:
        began_epoch = time.time()
        windows = [w for name in ("polnear_train", "uw_train", "cdsco_train") for w in cut(data[name], rng, 48, a.high)]
        if a.invented:
            own = [w for name in ("invented_voices", "invented_values") for w in cut(data[name], rng, 48, a.high)]
            for w in own:
                w.taught = False
            windows += own
        if teachers and a.plain:
            more = cut(data["plain"], rng, 48, a.high)
            windows += [more[i] for i in rng.permutation(len(more))[: int(len(more) * a.plain)]]
        for w in windows:
            if rng.random() < a.names:
                w.ids = renamed(w.ids, old, new, rng)
        if a.sample:
            windows = [windows[i] for i in rng.permutation(len(windows))[: a.sample]]
        made = list(batches(windows, a.pieces, rng))
        cutting = time.time() - began_epoch
        model.train()
        for k, members in enumerate(made):
            progress = max((epoch + k / len(made)) / a.epochs, (time.time() - began) / 60 / a.minutes)
            if progress >= 1:
                break
            rate = min(1.0, step / 100) * (0.5 * (1 + math.cos(math.pi * min(progress, 1.0))) * 0.98 + 0.02)
            for group in best.param_groups:
                group["lr"] = group["top"] * rate
            batch = collate(members, device)
            mask = batch["ids"] != 0
            with torch.autocast("cuda", torch.bfloat16, enabled=device == "cuda"):
                out = model(batch["ids"], mask)
                soft = taught(teachers, batch["ids"], mask, batch["taught"]) if teachers else None
            found = {n: a.hard * v for n, v in losses(out, batch, a.smooth).items()}
            if soft is not None:
                found |= {n: a.soft * v for n, v in lessons(out, soft, batch).items()}
            total = torch.stack(list(found.values())).sum()
            best.zero_grad(set_to_none=True)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            best.step()
            step += 1
            seen += int(batch["ids"].numel())
            if step % 10 == 0:
                keep = min(0.97, step / (step + 20))
                with torch.no_grad():
                    for n, v in model.state_dict().items():
                        average[n].mul_(keep).add_(v.float(), alpha=1 - keep)
            if step % 50 == 0:
                for n, v in found.items():
                    running[n] = round(float(v.detach()), 3)
        epoch += 1
        print(
            json.dumps(
                {
                    "epoch": epoch,
                    "step": step,
                    "s": round(time.time() - began),
                    "seen": seen,
                    "cutting_s": round(cutting, 1),
                    **running,
                }
            ),
            flush=True,
        )
    model.load_state_dict(average)
    result = {} if a.blind else figures([model], data, device)
    config = {k: str(v) for k, v in vars(a).items()}
    print(
        "RESULT",
        json.dumps({"name": a.out.stem, **result, "s": round(time.time() - began), "config": config}),
        flush=True,
    )
    pack({k: v.float().cpu().numpy() for k, v in model.state_dict().items()}, a.out, bits=a.bits)


if __name__ == "__main__":
    main()
