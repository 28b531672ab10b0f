"""Learn the weights that part an article from the comments below it (``src/khabar/read/data/comment_weights.tsv``).

Usage, from the repository's root, with scipy installed beside the package::

    python training/passages/train.py ../shared/data             # learn from all, write the weights
    python training/passages/train.py ../shared/data --held-out  # eight times, print held-out figures

The folds of ``dragnet_comments`` are runs of neighbouring numbers: pages of one site stand together there, so that a
page is judged by weights that saw little or nothing of its site.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from khabar.read import border
from khabar.read.cues import features, is_heading
from khabar.read.flat import lines_of
from khabar.read.heads import STRONG, Kind, lines_with_forms
from khabar.read.split import Page, no_split, splits

SEED = 20180419
OUT = Path(__file__).parents[2] / "src/khabar/read/data/comment_weights.tsv"
FOLDS = 8
NEWS = {"wikievents": 20, "geo_lgl": 260, "gva_longtail": 420, "polnear": 240, "muc4": 180, "tempeval3": 90}
L2 = 1.0
RARE = 4
"""Features of fewer splits than this are not learned."""

MAX_LINES = 1_000
LINES_A_SIDE = 60


@dataclass
class Text:
    """A text as lines; ``at`` is the first line of the comments, ``None`` if it has none."""

    name: str
    origin: str
    lines: list[str]
    gaps: list[int]
    at: int | None
    fold: int
    weight: float

    def __post_init__(self) -> None:
        self.lines, self.gaps = self.lines[:MAX_LINES], self.gaps[:MAX_LINES]
        if self.at is not None and self.at >= len(self.lines):
            self.at = None


_values: dict[str, dict[str, float]] = {}


def values_of(line: str) -> dict[str, float]:
    """Return what a line shows, worked out once for all texts."""
    if line not in _values:
        _values[line] = features(line)
    return _values[line]


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gold set."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                yield json.loads(line)


def news(data: Path) -> Iterator[Text]:
    """Yield articles without comments."""
    for name, limit in NEWS.items():
        texts = [
            (str(r.get("id") or r.get("doc_id") or r.get("url")), r.get("text") or "") for r in records(data / name)
        ]
        texts = sorted((key, text) for key, text in texts if len(text) > 400)
        random.Random(SEED).shuffle(texts)
        for key, text in texts[:limit]:
            fold = int(hashlib.sha256(f"{name} {key}".encode()).hexdigest(), 16) % FOLDS
            lines = lines_of(text)
            if len(lines) > 1:
                yield Text(
                    f"{name} {key}", name, [one.text for one in lines], [one.gap for one in lines], None, fold, 1.0
                )


def is_head(line: str) -> bool:
    """Return whether a line belongs to the head of a comment."""
    kind = lines_with_forms([line], [is_heading(line)])[0].kind
    return kind in STRONG or kind not in (Kind.TEXT, Kind.SHORT)


def number(record: dict[str, Any]) -> tuple[str, int]:
    """Return the key that puts pages of one site side by side."""
    name = str(record["id"])
    return name.rstrip("0123456789"), int(name.lstrip("RT") or 0)


def texts(data: Path) -> list[Text]:
    """Return all texts; those with comments also without blank lines, without heads, and below news."""
    plain = list(news(data))
    found = list(plain)
    chooser = random.Random(SEED)
    gold = sorted(records(data / "dragnet_comments"), key=number)
    for place, record in enumerate(gold):
        fold = place * FOLDS // len(gold)
        edge = next(span["end"] for span in record["spans"] if span["type"] == "article")
        every = lines_of(record["text"])
        at = sum(line.start < edge for line in every)
        lines, gaps = [line.text for line in every], [line.gap for line in every]
        key = str(record["id"])
        found.append(Text(key, "dragnet", lines, gaps, at, fold, 1.0))
        found.append(Text(key, "dragnet, lines joined", lines, [1] * len(lines), at, fold, 0.5))
        found.append(Text(key, "dragnet, article alone", lines[:at], gaps[:at], None, fold, 0.5))
        bare = [i for i in range(at, len(lines)) if not is_head(lines[i])]
        if bare:
            kept = [*range(at), *bare]
            bare_gaps = [2 if i == bare[0] else gaps[i] for i in kept]
            found.append(Text(key, "dragnet, heads cut", [lines[i] for i in kept], bare_gaps, at, fold, 0.5))
        for other in chooser.sample([text for text in plain if text.fold == fold], 3):
            article = other.lines[: chooser.randint(3, 25)]
            if bare and chooser.random() < 0.5:
                few = [lines[i] for i in chooser.sample(bare, min(len(bare), chooser.randint(1, 6)))]
                above = other.gaps[: len(article)]
                mixed = [*above, *(max(above) for _ in few)]
                found.append(Text(key, "news and remarks", article + few, mixed, len(article), fold, 0.6))
            else:
                last = at + chooser.randint(3, 60)
                mixed = [*other.gaps[: len(article)], 2, *gaps[at + 1 : last]]
                found.append(Text(key, "news and comments", article + lines[at:last], mixed, len(article), fold, 0.3))
    return [text for text in found if len(text.lines) > 1]


def fit_lines(some: Sequence[Text]) -> dict[str, float]:
    """Return the weights of a logistic regression of comment against article over lines, by Newton's method."""
    rows, labels, weights = [], [], []
    for text in some:
        if text.origin in ("dragnet, article alone", "dragnet, lines joined"):
            continue
        edge = len(text.lines) if text.at is None else text.at
        for part, label in ((text.lines[:edge], False), (text.lines[edge:], True)):
            part = part[:LINES_A_SIDE]
            for line in part:
                rows.append(values_of(line))
                labels.append(label)
                weights.append(len(part) ** -0.5 * min(1.0, len(line) / 60 + 0.3) * text.weight)
    names = sorted({name for row in rows for name in row})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        for name, value in row.items():
            x[i, at[name]] = value
    y, c, w = np.array(labels, float), np.array(weights, float), np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (c * (p - y)) + w
        hessian = x.T @ (x * (c * p * (1 - p))[:, None]) + np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(w[at[name]]), 4) for name in names}


def page(text: Text, lines: dict[str, float]) -> Page:
    """Return a text as the package sees it, with the weights of the line model."""
    values = [values_of(line) for line in text.lines]
    scores = [max(-4.0, min(4.0, sum(v * lines.get(name, 0.0) for name, v in one.items()))) for one in values]
    return Page(text.lines, text.gaps, values, scores)


def fit_borders(some: Sequence[Text], lines: dict[str, float]) -> dict[str, float]:
    """Return the weights of a choice between all lines of a page, and none of them (conditional logit, L-BFGS)."""
    seen: Counter[str] = Counter()
    at: dict[str, int] = defaultdict(lambda: len(at))
    indices: list[int] = []
    data: list[float] = []
    ends, first, gold = [0], [0], []
    for text in some:
        one = page(text, lines)
        for values in (*splits(one), no_split(one)):
            for name, value in values.items():
                if value:
                    indices.append(at[name])
                    data.append(value)
                    seen[name] += 1
            ends.append(len(indices))
        gold.append(first[-1] + (len(text.lines) - 1 if text.at is None else text.at - 1))
        first.append(len(ends) - 1)
    names = sorted(name for name, count in seen.items() if count >= RARE)
    x = csr_matrix((np.array(data), np.array(indices), np.array(ends)), shape=(len(ends) - 1, len(at)))
    x = x[:, [at[name] for name in names]]
    starts, weight = np.array(first[:-1]), np.array([text.weight for text in some])
    owner = np.repeat(np.arange(len(starts)), np.diff(np.array(first)))
    turned = x.T.tocsr()
    wanted = turned @ np.bincount(gold, weights=weight, minlength=x.shape[0])

    def loss(w: Any) -> tuple[float, Any]:
        logits = x @ w
        top = np.maximum.reduceat(logits, starts)
        powers = np.exp(logits - top[owner])
        total = np.add.reduceat(powers, starts)
        missed = (weight * (np.log(total) + top - logits[gold])).sum() + 0.5 * L2 * (w @ w)
        return missed, turned @ (powers / total[owner] * weight[owner]) - wanted + L2 * w

    w = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {name: round(float(value), 4) for name, value in zip(names, w, strict=True) if abs(value) >= 5e-5}


def learn(some: Sequence[Text]) -> dict[str, dict[str, float]]:
    """Return the weights of both models."""
    lines = fit_lines(some)
    return {"line": lines, "border": fit_borders(some, lines)}


def write(models: dict[str, dict[str, float]]) -> None:
    """Write the weights where the package reads them."""
    lines = [
        "# Learned by training/passages/train.py; see training/passages/README.md. Above 0 speaks for a comment",
        "# (line) or for a border above the line +0 (border).",
        "model\tfeature\tweight",
    ]
    lines += [f"{model}\t{name}\t{value}" for model, found in models.items() for name, value in found.items()]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def f1(both: float, gold: float, given: float) -> float:
    """Return F1; 1 where there was nothing to find and nothing was found."""
    return 2 * both / (gold + given) if gold + given else 1.0


def report(found: Sequence[tuple[Text, border.Border]]) -> None:
    """Print by origin how well lines are told apart, and how sure a border of each confidence was."""
    for origin in sorted({text.origin for text, _ in found}):
        group = [(text, given) for text, given in found if text.origin == origin]
        n = len(group)
        if group[0][0].at is None:
            print(f"{origin:24} {n:4} texts, false borders {sum(b.line is not None for _, b in group) / n:.4f}")
            continue
        counts = np.zeros((2, 3))
        means = []
        for text, given in group:
            end, gold = len(text.lines), text.at if text.at is not None else len(text.lines)
            at = end if given.line is None else given.line
            one = np.array([(min(gold, at), gold, at), (end - max(gold, at), end - gold, end - at)], float)
            counts += one
            means.append([f1(*row) for row in one])
        exact = sum(given.line == text.at for text, given in group) / n
        missed = sum(given.line is None for _, given in group) / n
        body, comment = (f1(*row) for row in counts)
        page_body, page_comment = np.mean(means, axis=0)
        macro = (body + comment) / 2
        print(
            f"{origin:24} {n:4} texts, line F1 body {body:.3f}, comment {comment:.3f}, macro {macro:.3f}; mean", end=" "
        )
        print(f"over texts {page_body:.3f}, {page_comment:.3f}; border exact {exact:.3f}, missed {missed:.3f}")
    print("calibration over all texts: probability that comments have begun at a line, share of lines where they have")
    bins = defaultdict(list)
    for text, given in found:
        for at, begun in enumerate(given.begun):
            if 0.02 < begun < 0.98:
                bins[int(begun * 5)].append((begun, text.at is not None and at >= text.at))
    for _, pairs in sorted(bins.items()):
        print(f"  {np.mean([p for p, _ in pairs]):.2f} {np.mean([t for _, t in pairs]):.2f} ({len(pairs)} lines)")


def main() -> None:
    """Learn and write, or learn on folds and report."""
    every = texts(Path(sys.argv[1]))
    if "--held-out" not in sys.argv:
        write(learn(every))
        return
    found = []
    for fold in range(FOLDS):
        models = learn([text for text in every if text.fold != fold])
        border.weights = models.__getitem__  # type: ignore[assignment]
        found += [(text, border.find_border(text.lines, text.gaps)) for text in every if text.fold == fold]
    report(found)


if __name__ == "__main__":
    main()
