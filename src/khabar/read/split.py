"""What stands on both sides of a line at which readers' comments might begin, as numbers.

Three things speak for a border: below it the voice changes (``cues``), from it on the heads of comments come back in
one form (``heads``), and the lines next to it look like an article's last and a comment's first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import Final

from khabar.rare import Rare
from khabar.read.cues import features, is_heading
from khabar.read.heads import STRONG, Kind, Line, lines_with_forms

MIN_ARTICLE_CHARS: Final = 120
"""What is shorter than this is seldom an article."""

FULL_CHARS: Final = 120
"""Paragraphs of this length and more weigh fully; shorter ones say less of their voice."""

TOP: Final = 3
"""In the first lines of a page a name and a day are the article's."""

_PROSE: Final = frozenset({Kind.TEXT, Kind.SHORT})
_METADATA: Final = frozenset({Kind.NAME, Kind.LINK, Kind.DATE, Kind.CLOCK, Kind.NUMBER, Kind.PING})
_NO_FORM: Final = frozenset({"", "x", "x:", "x,"})
_FEW: Final = 3

_SIGN_OFF: Final = re.compile(
    r"\W{0,3}(?:p\.?\s?s\b|disclosure|disclaimer|note\b|update\b|via\b|source|image|photo|credit|about the author"
    r"|cheers|regards|thanks|—|-{2,}|\*{3})",
    re.IGNORECASE,
)
_ASKS_READERS: Final = Rare(
    r"(?:what|which|how|do|have|are|did|would|any)\b[^?.!]{0,90}\byou\w*\b[^?.!]{0,90}\?"
    r"|\b(?:comments?|share|let (?:me|us) know|tell (?:me|us)|your thoughts|thoughts\?)\b",
    re.IGNORECASE,
)
_GREETS: Final = re.compile(
    r"\W{0,2}(?:hi|hey|hello|dear|thanks|thank|great|nice|good|love|wow|congrat\w*|awesome|excellent|interesting|agreed?|yes"
    r"|no|i)\b",
    re.IGNORECASE,
)
_CAPITALISED: Final = re.compile(r"\b[A-Z][^\W\d_]{2,}")
_BYLINE_WORDS: Final = frozenset(
    {
        "posted",
        "written",
        "the",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
    }
    | {"february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"comments", "comment", "guest", "author", "filed", "under", "published", "updated"}
)


def _log_likelihood(hits: int, of: int) -> float:
    return sum(n * math.log(n / of) for n in (hits, of - hits) if n)


def rate_change(marked: Sequence[bool]) -> list[float]:
    """Return for each split how much likelier two rates of marked lines are than one (nats), below 0 if it falls.

    >>> [round(gain, 1) for gain in rate_change([False, False, True, True])]
    [0.0, 0.9, 2.8, 0.9]
    """
    n, total = len(marked), sum(marked)
    gains, above = [0.0] * n, 0
    one_rate = _log_likelihood(total, n) if n else 0.0
    for at in range(1, n):
        above += marked[at - 1]
        below = total - above
        gain = _log_likelihood(above, at) + _log_likelihood(below, n - at) - one_rate
        gains[at] = gain if below * at >= above * (n - at) else -gain
    return gains


def _sums(values: Sequence[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _log(count: int) -> float:
    return min(3.0, math.log1p(count))


def _near(distance: int) -> str:
    return str(distance) if distance <= 3 else "4-6" if distance <= 6 else "7-12" if distance <= 12 else "13+"


@dataclass(slots=True)
class Page:
    """The paragraphs of a text with what was found out about each: blank lines above, voice, form, and sums of these.

    ``gaps`` are the line ends above each paragraph; ``scores`` the log-odds of each being a comment's.
    """

    lines: Sequence[str]
    gaps: Sequence[int]
    values: Sequence[dict[str, float]]
    scores: Sequence[float]
    forms: list[Line] = field(init=False)
    heads: list[bool] = field(init=False)
    next_head: list[int] = field(init=False)
    sums: dict[str, list[float]] = field(init=False)
    changes: dict[str, list[float]] = field(init=False)
    most: dict[str, float] = field(init=False)
    blanks: bool = field(init=False)
    author: frozenset[str] = field(init=False)
    usual: int = field(init=False)

    def __post_init__(self) -> None:
        self.forms = lines_with_forms(self.lines, [is_heading(line) for line in self.lines])
        self.heads = _heads(self.forms)
        n, kinds = len(self.lines), [one.kind for one in self.forms]
        self.next_head = [n] * (n + 1)
        for at in range(n - 1, -1, -1):
            self.next_head[at] = at if self.heads[at] else self.next_head[at + 1]
        forms = Counter(one.form for one in self.forms)
        same = Counter(self.lines)
        again = [same[line] > 1 and kind is not Kind.TEXT for line, kind in zip(self.lines, kinds, strict=True)]
        meta = [head or kind in _METADATA for head, kind in zip(self.heads, kinds, strict=True)]
        weights = [
            min(1.0, len(line) / FULL_CHARS) if kind in _PROSE else 0.0
            for line, kind in zip(self.lines, kinds, strict=True)
        ]
        cut = [max(-2.0, min(2.0, score)) for score in self.scores]
        self.sums = {
            "weight": _sums(weights),
            "score": _sums([w * score for w, score in zip(weights, self.scores, strict=True)]),
            "cut": _sums([w * score for w, score in zip(weights, cut, strict=True)]),
            "heads": _sums(self.heads),
            "meta": _sums([kind in _METADATA or kind is Kind.BUTTON for kind in kinds]),
            "chars": _sums([len(line) for line in self.lines]),
            "again": _sums(
                [one and kind in (Kind.NAME, Kind.LINK, Kind.SHORT) for one, kind in zip(again, kinds, strict=True)]
            ),
            "text": _sums([kind is Kind.TEXT for kind in kinds]),
        }
        self.changes = {
            "heads": rate_change(self.heads),
            "meta": rate_change(meta),
            "forms": rate_change([one.form not in _NO_FORM and forms[one.form] >= _FEW for one in self.forms]),
            "joined": rate_change([gap < 2 for gap in self.gaps]),
            "again": rate_change(again),
        }
        self.most = {name: max(gains) for name, gains in self.changes.items()}
        self.blanks = any(gap > 1 for gap in self.gaps[1:])
        named = (
            line for line, one in zip(self.lines[:4], self.forms, strict=False) if one.kind in STRONG | {Kind.DATE}
        )
        self.author = frozenset(
            w for line in named for w in _CAPITALISED.findall(line) if w.lower() not in _BYLINE_WORDS
        )
        where = [i for i, head in enumerate(self.heads) if head]
        apart = sorted(b - a for a, b in pairwise(where))
        self.usual = apart[len(apart) // 2] if apart else 0

    def mean(self, low: int, high: int) -> float:
        """Return the mean log-odds of the prose between two lines, 0 without prose."""
        weight = self.sums["weight"][high] - self.sums["weight"][low]
        return (self.sums["score"][high] - self.sums["score"][low]) / weight if weight else 0.0


def _heads(forms: Sequence[Line]) -> list[bool]:
    """Return which lines head a comment: no byline of the article, no lonely "she said:" among heads of one form."""
    counts = Counter(one.form for one in forms)
    most = max((counts[one.form] for one in forms if one.kind in STRONG), default=0)
    found = []
    for at, one in enumerate(forms):
        count = counts[one.form]
        if one.kind is Kind.DATE:
            found.append(at >= TOP or count >= _FEW)
        elif one.kind in STRONG:
            found.append(not (count == 1 and (at < TOP or (one.kind is Kind.SAYS and most > _FEW))))
        else:
            found.append(False)
    return found


def _voice(page: Page, at: int) -> dict[str, float]:
    """Return how the voice changes, over the whole page and near the split."""
    sums, n = page.sums, len(page.lines)
    above, below = sums["weight"][at], sums["weight"][n] - sums["weight"][at]
    mean_above, mean_below = page.mean(0, at), page.mean(at, n)
    rise = mean_below - mean_above
    gain = rise * (above * below / (above + below)) ** 0.5 if above and below else 0.0
    cut = sums["cut"]
    first = page.mean(at, min(page.next_head[at], n) if page.next_head[at] < n else min(n, at + 6))
    last = page.mean(max(0, at - 3), at)
    return {
        "rise": rise,
        "mean_above": mean_above,
        "mean_below": mean_below,
        "gain": max(-8.0, min(8.0, gain)) / 2,
        "sum_above": max(-8.0, min(8.0, cut[at])) / 2,
        "sum_below": max(-8.0, min(8.0, cut[n] - cut[at])) / 2,
        "near_above": (cut[at] - cut[max(0, at - 8)]) / 2,
        "near_below": (cut[min(n, at + 8)] - cut[at]) / 2,
        "score": page.scores[at],
        "score-1": page.scores[at - 1],
        "first": first,
        "last": last,
        "first-last": first - last,
    }


def _place(page: Page, at: int) -> dict[str, float]:
    """Return where on the page a split is and what is left on both sides."""
    sums, n = page.sums, len(page.lines)
    chars, text = sums["chars"], sums["text"]
    return {
        "border": 1.0,
        "lines_above": math.log(at),
        "lines_below": math.log(n - at),
        "chars_above": min(1.0, chars[at] / 300),
        "tiny": float(chars[at] < MIN_ARTICLE_CHARS),
        "text_above": min(3.0, text[at]),
        "no_text_above": float(not text[at]),
        "no_text_below": float(text[n] == text[at]),
        "joined": float(page.gaps[at] < 2 and page.blanks),
        "ends_sentence": float(page.lines[at - 1][-1] in '.!?"”)'),
        "ends_colon": float(page.lines[at - 1][-1] == ":"),
    }


def _layout(page: Page, at: int) -> dict[str, float]:
    """Return how the heads of comments lie about a split: above each comment, or below, if one ends the page."""
    sums, n = page.sums, len(page.lines)
    total, above = sums["heads"][n], sums["heads"][at]
    meta, again = sums["meta"], sums["again"]
    found = {
        "meta_above": meta[at] / at,
        "meta_below": (meta[n] - meta[at]) / (n - at),
        "again_above": min(4.0, again[at]),
        "again_below": min(4.0, again[n] - again[at]),
    }
    for name, gains in page.changes.items():
        found["change_" + name] = math.copysign(math.log1p(abs(gains[at])), gains[at])
        if (most := page.most[name]) > _FEW:
            found["change_share_" + name] = max(-1.0, gains[at] / most)
    under = int(page.heads[-1])
    head = page.next_head[at]
    distance = _near(head - at) if head < n else "none"
    found[f"to_head={distance},{under}"] = 1.0
    if not total:
        return found | {"no_heads": 1.0}
    found |= {
        "heads_share": (total - above) / total,
        "heads_above": math.log1p(above),
        f"heads_above={int(min(3, above))}": 1.0,
        "heads_below": min(4.0, total - above),
        "no_heads_below": float(total == above),
        "heads_in_article": float(at > 2 and above > sums["heads"][2]),
    }
    if head < n and not above:
        found |= {
            "to_first_head": 1.0,
            f"to_first_head={distance},{under}": 1.0,
            "under_first": page.mean(at, head) if under else 0.0,
            "under_last": page.mean(max(0, at - 3), at) if under else 0.0,
            "under_score": page.scores[at] if under else 0.0,
            "under_score-1": page.scores[at - 1] if under else 0.0,
        }
    if under and page.usual and head < n:
        found["over_usual"] = max(0.0, min(3.0, (head - at - page.usual) / page.usual))
    return found


def _lines(page: Page, at: int) -> dict[str, float]:
    """Return what the lines next to a split are."""
    lines, forms, n = page.lines, page.forms, len(page.lines)
    kinds = [forms[i].kind.value if 0 <= i < n else "none" for i in range(at - 2, at + 3)]
    found = {f"kind{i:+}={kind}": 1.0 for i, kind in zip(range(-2, 3), kinds, strict=True)}
    found[f"kinds+0+1={kinds[2]},{kinds[3]}"] = 1.0
    found[f"kinds-1+0={kinds[1]},{kinds[2]}"] = 1.0
    for prefix, i in (("line+0:", at), ("line-1:", at - 1)):
        if forms[i].kind in _PROSE:
            found |= {prefix + name: value for name, value in page.values[i].items()}
    found["sign_off"] = float(bool(_SIGN_OFF.match(lines[at - 1])))
    found["asks_readers"] = float(bool(_ASKS_READERS.search(lines[at - 1][-200:])))
    found["greets"] = float(bool(_GREETS.match(lines[at])))
    found["names_author"] = float(bool(page.author & set(_CAPITALISED.findall(lines[at][:40])[:2])))
    return found


def splits(page: Page) -> Iterator[dict[str, float]]:
    """Yield what speaks for comments to begin at line 1, 2, … of a page."""
    n = len(page.lines)
    keys = [(one.form, two.form) for one, two in pairwise([*page.forms, Line(Kind.TEXT, "$")])]
    kinds = [(one.kind, two.kind) for one, two in pairwise([*page.forms, Line(Kind.TEXT, "$")])]
    # Pairs of form, of pair of forms and of pair of kinds: how often each stands above the split, and below.
    above: list[Counter[object]] = [Counter(), Counter(), Counter()]
    below: list[Counter[object]] = [Counter(one.form for one in page.forms), Counter(keys), Counter(kinds)]
    for at in range(n):
        here = (page.forms[at].form, keys[at], kinds[at])
        if at:
            found = _voice(page, at) | _place(page, at) | _layout(page, at) | _lines(page, at)
            if page.forms[at].form:
                kind = page.forms[at].kind.value
                (up, down), (pair_up, pair_down), (kinds_up, kinds_down) = (
                    (one[key], other[key] - 1) for one, other, key in zip(above, below, here, strict=True)
                )
                found |= {
                    "form_above": _log(up),
                    "form_below": _log(down),
                    f"form_first={kind}": float(not up and down > 0),
                    f"form_last={kind}": float(not down),
                    "form_first": float(not up and down > 0),
                    "pair_above": _log(pair_up),
                    "pair_below": _log(pair_down),
                    "pair_first": float(not pair_up and pair_down > 0),
                    "kinds_above": _log(kinds_up),
                    "kinds_first": float(not kinds_up and kinds_down > 0),
                    "kinds_share": kinds_down / (kinds_up + kinds_down + 1),
                }
            if form := page.forms[at - 1].form:
                found["form-1_below"] = _log(below[0][form])
                found["head-1_below"] = float(below[0][form] > 0 and page.forms[at - 1].kind in STRONG)
            yield found
        for one, other, key in zip(above, below, here, strict=True):
            one[key] += 1
            other[key] -= 1


def no_split(page: Page) -> dict[str, float]:
    """Return what speaks for a page to have no comments."""
    sums, n = page.sums, len(page.lines)
    return {
        "none": 1.0,
        "none:lines": math.log(n),
        "none:heads": min(4.0, sums["heads"][n]),
        "none:late_heads": min(4.0, sums["heads"][n] - sums["heads"][min(TOP, n)]),
        "none:meta": sums["meta"][n] / n,
        "none:mean": page.mean(0, n),
        "none:again": min(4.0, sums["again"][n]),
    }


def page_of(lines: Sequence[str], gaps: Sequence[int], weights: dict[str, float]) -> Page:
    """Return the page of some paragraphs, their voices weighed with the weights of the line model."""
    values = [features(line) for line in lines]
    scores = [max(-4.0, min(4.0, sum(v * weights.get(name, 0.0) for name, v in one.items()))) for one in values]
    return Page(lines, gaps, values, scores)
