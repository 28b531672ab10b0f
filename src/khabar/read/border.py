"""Where the article ends and the readers' comments begin, in text that does not say.

Two linear models: one gives each paragraph its log-odds of being a comment's; the other weighs every line at which
comments might begin, and the page's having none, by what stands on both sides (``khabar.read.split``), so that their
probabilities add up to one. Trained by ``training/passages/train.py``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Final

from khabar.read.cues import ends_sentence, is_plain_heading
from khabar.read.split import Page, no_split, page_of, splits
from khabar.tables import packaged, read_table

MAX_LINES: Final = 5_000
"""Most paragraphs looked at; a border further down is not found."""

DRAWN: Final = 0.55
"""Least probability of comments for which a border is drawn: one through an article loses reports, which is worse than
one that is missed. Held out, 0.5 and 0.6 draw one in 2.5 % and 1.3 % of ``polnear`` and miss 3 % and 5 % of
``dragnet_comments``."""

_ANNOUNCED: Final = 0.99
"""Confidence of a border that the page itself draws with a heading."""

_LONG_CHARS: Final = 40
"""Shorter lines are heads, names and dates."""

_LINK_SHARE: Final = 3
"""Where this many times as much text stands below a heading as above it, it may be a link above an article."""

_ARTICLE_MEAN: Final = -2.0
"""Mean log-odds of being a comment's below which the text under a heading is an article's."""


@dataclass(frozen=True, slots=True)
class Border:
    """The line at which comments begin, ``None`` for none, and how likely they have begun at each line (0 to 1)."""

    line: int | None
    begun: tuple[float, ...]

    @property
    def none(self) -> float:
        """The probability that there are no comments."""
        return 1 - self.begun[-1] if self.begun else 1.0


@cache
def weights(model: str) -> dict[str, float]:
    """Return the weights of the ``line`` or the ``border`` model."""
    found: dict[str, float] = {}
    for row in read_table(packaged("khabar.read", "comment_weights.tsv"), ["model", "feature", "weight"]):
        try:
            weight = float(row["weight"])
        except ValueError:
            raise row.error(row["weight"], "a number") from None
        if row["model"] == model:
            found[row["feature"]] = weight
    return found


def _dot(values: dict[str, float], by: dict[str, float]) -> float:
    return sum([value * by[name] for name, value in values.items() if name in by])


def probabilities(page: Page) -> list[float]:
    """Return how likely comments begin at line 1, 2, … of a page, and last, how likely there are none."""
    by = weights("border")
    logits = [*(_dot(values, by) for values in splits(page)), _dot(no_split(page), by)]
    top = max(logits)
    powers = [math.exp(logit - top) for logit in logits]
    total = sum(powers)
    return [power / total for power in powers]


def _announced(page: Page) -> int | None:
    """Return the line of a heading that says that comments follow, below an article; ``None`` if there is none.

    A reader's "3,000 killed" reads like an article, so that below such a heading it is not asked how a line reads. The
    exception is a link to the comments that stands above the article's greater part.
    """
    lines, scores = page.lines, page.scores
    headings = [at for at, line in enumerate(lines[:-1]) if is_plain_heading(line)]
    for at in headings:
        if not any(len(line) >= _LONG_CHARS and ends_sentence(line) for line in lines[:at]):
            continue
        below = [(score, len(line)) for line, score in zip(lines[at + 1 :], scores[at + 1 :], strict=True)]
        long = [score for score, length in below if length >= _LONG_CHARS]
        above_chars, below_chars = sum(map(len, lines[:at])), sum(length for _, length in below)
        mean = sum(long) / len(long) if long else 0.0
        if below_chars > _LINK_SHARE * above_chars and mean < _ARTICLE_MEAN:
            continue
        return at
    return None


def find_border(lines: Sequence[str], gaps: Sequence[int] | None = None, *, threshold: float = DRAWN) -> Border:
    """Return where comments begin in the paragraphs of a flat text.

    Args:
        lines: its paragraphs, none of them blank; those after the ``MAX_LINES``-th are not looked at.
        gaps: the line ends above each; ``None`` where that is not known.
        threshold: the least probability of comments for which a border is drawn, then at the likeliest line.
    """
    lines = lines[:MAX_LINES]
    if len(lines) < 2:
        return Border(None, (0.0,) * len(lines))
    page = page_of(lines, gaps[:MAX_LINES] if gaps else [1] * len(lines), weights("line"))
    if (heading := _announced(page)) is not None:
        return Border(heading, tuple(_ANNOUNCED if at >= heading else 1 - _ANNOUNCED for at in range(len(lines))))
    *likely, none = probabilities(page)
    begun = tuple(min(1.0, round(p, 3)) for p in accumulate(likely, initial=0.0))
    line = max(range(len(likely)), key=likely.__getitem__) + 1 if 1 - none >= threshold else None
    return Border(line, begun)
