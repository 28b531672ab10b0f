"""Learn the weights that part an article from the comments below it (``src/khabar/read/data/comment_weights.tsv``).

Usage: ``python training/passages/train.py ../shared/data`` from the repository's root. Data: `dragnet_comments`
train (border known); the texts of `wikievents`, `geo_lgl`, `gva_longtail`, `polnear`, `muc4`, `tempeval3` as articles
without comments. One document in five, by the hash of its id, is held out; the figures printed
are on those.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from khabar.read import border
from khabar.read.cues import features, is_header, is_heading

SEED = 20180419
OUT = Path(__file__).parents[2] / "src/khabar/read/data/comment_weights.tsv"
HELD_OUT = 5
NEWS = {"wikievents": 500, "geo_lgl": 588, "gva_longtail": 900, "polnear": 500, "muc4": 400, "tempeval3": 200}


@dataclass(frozen=True)
class Page:
    """A text as lines; ``at`` is the first line of the comments, ``None`` if it has none."""

    name: str
    origin: str
    lines: list[str]
    at: int | None

    @property
    def held_out(self) -> bool:
        """Whether the page is kept for the report."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % HELD_OUT == 0


def lines_of(text: str) -> list[str]:
    """Return the lines that are not blank."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a gold set."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line:
                yield json.loads(line)


def news(data: Path) -> Iterator[Page]:
    """Yield articles without comments."""
    for name, limit in NEWS.items():
        texts = [
            (str(r.get("id") or r.get("doc_id") or r.get("url")), r.get("text") or "") for r in records(data / name)
        ]
        texts = sorted((key, text) for key, text in texts if len(text) > 400)
        random.Random(SEED).shuffle(texts)
        for key, text in texts[:limit]:
            yield Page(f"{name} {key}", name, lines_of(text), None)


def is_name(line: str) -> bool:
    """Return whether a line belongs to the head of a comment."""
    return is_header(line) or is_heading(line) or len(line.split()) <= 4 or "stamp" in features(line)


def pages(data: Path) -> list[Page]:
    """Return all texts, those with comments also without their heads, and spliced below articles of another set."""
    plain = list(news(data))
    found = list(plain)
    chooser = random.Random(SEED)
    for record in records(data / "dragnet_comments"):
        edge = next(span["end"] for span in record["spans"] if span["type"] == "article")
        above, below = lines_of(record["text"][:edge]), lines_of(record["text"][edge:])
        key = str(record["id"])
        bare = [line for line in below if not is_name(line)]
        found.append(Page(key, "dragnet", above + below, len(above)))
        found.append(Page(key, "dragnet alone", above, None))
        if bare:
            found.append(Page(key, "dragnet bare", above + bare, len(above)))
            for other in chooser.sample(plain, 3):
                article = other.lines[: chooser.randint(3, 25)]
                few = chooser.sample(bare, min(len(bare), chooser.randint(1, 6)))
                found.append(Page(f"{key}", "spliced", article + few, len(article)))
    return found


def fit(
    rows: Sequence[dict[str, float]], labels: Sequence[bool], weights: Sequence[float], l2: float
) -> dict[str, float]:
    """Return the weights of a logistic regression, by Newton's method."""
    names = sorted({name for row in rows for name in row})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            x[i, at[name]] = value
    y, c, w = np.array(labels, float), np.array(weights, float), np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (c * (p - y)) + l2 * w
        hessian = (x * (c * p * (1 - p))[:, None]).T @ x + (l2 + 1e-6) * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return {name: round(float(w[at[name]]), 4) for name in names}


def line_rows(some: Sequence[Page]) -> tuple[list[dict[str, float]], list[bool], list[float]]:
    """Return the features, labels and weights of the lines of some pages."""
    rows, labels, weights = [], [], []
    for page in some:
        edge = len(page.lines) if page.at is None else page.at
        for part, label in ((page.lines[:edge], False), (page.lines[edge:], True)):
            part = part[:60]
            for line in part:
                rows.append(features(line))
                labels.append(label)
                weights.append(len(part) ** -0.5 * min(1.0, len(line) / 60 + 0.3))
    return rows, labels, weights


def write(models: dict[str, dict[str, float]]) -> None:
    """Write the weights where the package reads them."""
    lines = [
        "# Learned by training/passages/train.py; see training/passages/README.md. Above 0 speaks for a comment",
        "# (line) or for a border (split).",
        "model\tfeature\tweight",
    ]
    lines += [f"{model}\t{name}\t{value}" for model, found in models.items() for name, value in found.items()]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(some: Sequence[Page], choose: Callable[[Page], bool]) -> None:
    """Print how often the border is drawn, and how often rightly, by origin."""
    for origin in sorted({page.origin for page in some}):
        group = [page for page in some if page.origin == origin and choose(page)]
        if not group:
            continue
        drawn = [border.find_border(page.lines) for page in group]
        if group[0].at is None:
            print(
                f"{origin:14} {len(group):5} texts, false borders {sum(b is not None for b in drawn) / len(group):.3f}"
            )
            continue
        exact = sum(b is not None and b.line == page.at for b, page in zip(drawn, group, strict=True))
        near = sum(b is not None and abs(b.line - page.at) <= 1 for b, page in zip(drawn, group, strict=True))
        n = len(group)
        share = sum(b is not None for b in drawn) / n
        print(f"{origin:14} {n:5} texts, border {share:.3f}, exact {exact / n:.3f}, within one {near / n:.3f}")


def main() -> None:
    """Learn, write, report."""
    every = pages(Path(sys.argv[1]))
    train = [page for page in every if not page.held_out]
    models = {"line": {}, "split": {}}
    border._weights = models.__getitem__
    models["line"] = fit(*line_rows([p for p in train if p.origin != "dragnet alone"]), l2=1.0)
    rows, labels, weights = [], [], []
    for page in train:
        scores = border.line_scores(page.lines)
        at = border.best_split(page.lines, scores)
        if at is not None:
            true = page.at is not None and abs(at - page.at) <= 2
            if page.at is None or true:
                rows.append(border.split_features(page.lines, scores, at))
                labels.append(true)
                # A border drawn through an article loses its reports; a false one is worse than a missed one.
                weights.append(1.0 if true else 2.5)
    models["split"] = fit(rows, labels, weights, l2=1.0)
    write(models)
    report(every, lambda page: page.held_out)


if __name__ == "__main__":
    main()
