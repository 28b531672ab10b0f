"""Where the article ends and the readers' comments begin, in text that does not say.

Two small linear models: one gives each paragraph its log-odds of being a comment's; the border is the split that they
fit best; the other judges that split by what stands on both sides. Trained by ``training/passages/train.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import Final

from khabar.read.cues import ends_sentence, features, is_header, is_heading, is_plain_heading
from khabar.tables import packaged, read_table

MIN_ARTICLE_CHARS: Final = 120
"""Least text above a border: what is shorter is no article."""

MAX_LINES: Final = 20_000
"""Most paragraphs looked at; a border further down is not found."""

_CAP: Final = 4.0
"""A paragraph's log-odds are cut off here, so that no single one decides."""

_FULL_CHARS: Final = 120
"""Paragraphs of this length and more weigh fully in the contrast; shorter ones say less of their voice."""

_ANNOUNCED: Final = 0.99
"""Confidence of a border that the page itself draws with a heading."""

_LONG_CHARS: Final = 40
"""Shorter lines are heads, names and dates: they count in the sum, not in the means."""


@dataclass(frozen=True, slots=True)
class Border:
    """The line at which comments begin, and the probability (0 to 1) that they do."""

    line: int
    confidence: float


@cache
def _weights(model: str) -> dict[str, float]:
    """Return the weights of ``line`` or ``split``."""
    found: dict[str, float] = {}
    for row in read_table(packaged("khabar.read", "comment_weights.tsv"), ["model", "feature", "weight"]):
        try:
            weight = float(row["weight"])
        except ValueError:
            raise row.error(row["weight"], "a number") from None
        if row["model"] == model:
            found[row["feature"]] = weight
    return found


def _dot(values: dict[str, float], weights: dict[str, float]) -> float:
    return sum(value * weights.get(feature, 0.0) for feature, value in values.items())


def _weight(line: str) -> float:
    return min(1.0, len(line) / _FULL_CHARS)


def _by_contrast(lines: Sequence[str], scores: Sequence[float], allowed: Sequence[int]) -> int | None:
    """Return the split whose two sides differ most, the lower side being the readers' (Ward's criterion)."""
    weights = [_weight(line) for line in lines]
    mass = list(accumulate(weights, initial=0.0))
    total = list(accumulate((w * score for w, score in zip(weights, scores, strict=True)), initial=0.0))

    def gain(at: int) -> float:
        above, below = mass[at], mass[-1] - mass[at]
        if above <= 0 or below <= 0:
            return 0.0
        rise = (total[-1] - total[at]) / below - total[at] / above
        return rise * (above * below / mass[-1]) ** 0.5 if rise > 0 else 0.0

    return max(allowed, key=lambda at: (gain(at), -at), default=None)


def _by_marks(lines: Sequence[str], allowed: Sequence[int]) -> tuple[int, int] | None:
    """Return the range in which the border lies according to headings and to heads of comments, if there are any.

    A head stands above its comment, or, where one is the last line of all, below it.
    """
    for at in allowed:
        if is_heading(lines[at]) and (is_header(lines[at]) or at + 1 < len(lines)) and len(lines[at]) < 60:
            return at, at
    heads = [at for at in allowed if is_header(lines[at])]
    if not heads:
        return None
    first = heads[0]
    if is_header(lines[-1]):
        gap = min((b - a for a, b in pairwise(heads)), default=4)
        return max(allowed[0], first - max(gap, 4)), first
    # The name stands on a line of its own above the time.
    named = first - 1 >= allowed[0] and len(lines[first - 1].split()) <= 4 and lines[first - 1][-1] not in ".!?:"
    return first - named, first - named


def best_split(lines: Sequence[str], scores: Sequence[float]) -> int | None:
    """Return the line at which comments begin, if any do; ``None`` if there is no article above any line."""
    chars = list(accumulate(map(len, lines), initial=0))
    allowed = [i for i in range(1, len(lines)) if chars[i] >= MIN_ARTICLE_CHARS]
    if allowed and (marks := _by_marks(lines, allowed)):
        low, high = marks
        return _by_contrast(lines[: high + 1], scores[: high + 1], range(low, high + 1))
    return _by_contrast(lines, scores, allowed)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def split_features(lines: Sequence[str], scores: Sequence[float], at: int) -> dict[str, float]:
    """Return what stands on both sides of a split."""
    long = [len(line) >= _LONG_CHARS for line in lines]
    head = [score for score, is_long in zip(scores[:at], long[:at], strict=True) if is_long]
    tail = [score for score, is_long in zip(scores[at:], long[at:], strict=True) if is_long]
    below = [features(line) for line in lines[at : at + 60]]
    headers = sum("header" in values or "stamp" in values for values in below)
    marked = [values for values in below if values.keys() & _PERSONAL]
    return {
        "bias": 1.0,
        "rise": _mean(tail) - _mean(head),
        "rise_mass": (_mean(tail) - _mean(head)) * min(1.0, sum(map(len, lines[at:])) / 600),
        "tail_mean": _mean(tail),
        "head_mean": _mean(head),
        "tail_worst": min(tail, default=0.0),
        "head_worst": max(head, default=0.0),
        "first": tail[0] if tail else 0.0,
        "last_above": head[-1] if head else 0.0,
        "n_tail": math.log1p(len(tail)),
        "n_head": math.log1p(len(head)),
        "gain": min(20.0, sum(scores[at:])),
        "headers": min(4.0, float(headers)),
        "header_share": headers / max(1, len(below)),
        "heading": float("heading" in below[0] or "heading" in features(lines[at - 1])) if below else 0.0,
        "personal_share": len(marked) / max(1, len(below)),
        "no_tail": float(not tail),
    }


_PERSONAL: Final = frozenset(
    {"first_singular", "second", "talk", "advice", "exclamation", "edit_mark", "smiley", "address"}
)


def line_scores(lines: Sequence[str]) -> list[float]:
    """Return for each paragraph its log-odds of being a comment's, within ±4."""
    weights = _weights("line")
    return [max(-_CAP, min(_CAP, _dot(features(line), weights))) for line in lines]


def _announced(lines: Sequence[str], scores: Sequence[float]) -> int | None:
    """Return the line of a heading that says that comments follow, below an article; ``None`` if there is none.

    A reader's "3,000 killed" reads like an article, so that below such a heading it is not asked how a line reads. The
    exception is a link to the comments that stands above the article's greater part.
    """
    headings = [at for at, line in enumerate(lines[:-1]) if is_plain_heading(line)]
    for at in headings:
        if not any(len(line) >= _LONG_CHARS and ends_sentence(line) for line in lines[:at]):
            continue
        below = [(score, len(line)) for line, score in zip(lines[at + 1 :], scores[at + 1 :], strict=True)]
        long = [score for score, length in below if length >= _LONG_CHARS]
        above_chars, below_chars = sum(map(len, lines[:at])), sum(length for _, length in below)
        if below_chars > _LINK_SHARE * above_chars and _mean(long) < _ARTICLE_MEAN:
            continue
        return at
    return None


_LINK_SHARE: Final = 3
"""Where this many times as much text stands below a heading as above it, it may be a link above an article."""

_ARTICLE_MEAN: Final = -2.0
"""Mean log-odds of being a comment's below which the text under a heading is an article's."""


def find_border(lines: Sequence[str], *, threshold: float = 0.5) -> Border | None:
    """Return where comments begin in the paragraphs of a flat text, ``None`` if they are likelier to have none.

    ``threshold`` is the least probability of a border that is drawn.
    """
    lines = lines[:MAX_LINES]
    scores = line_scores(lines)
    if (heading := _announced(lines, scores)) is not None:
        return Border(heading, _ANNOUNCED)
    at = best_split(lines, scores)
    if at is None:
        return None
    if not any(len(line) >= _LONG_CHARS or is_header(line) or is_heading(line) for line in lines[at:]):
        return None
    log_odds = _dot(split_features(lines, scores, at), _weights("split"))
    confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
    return Border(at, round(confidence, 3)) if confidence >= threshold else None
