"""What the sense of a word is judged by: the network's vectors of it and of its sentence, and what the rules see."""

from __future__ import annotations

from typing import Final

import numpy as np

from khabar.event.match import Matcher
from khabar.reader.hidden import LAYERS, WIDTH, vectors_of
from khabar.reader.pieces import Pieces, pieces_of
from khabar.records import EventType

CONFLICT: Final = (
    EventType.THREATEN,
    EventType.PROTEST,
    EventType.SANCTION,
    EventType.MOBILIZE,
    EventType.COERCE,
    EventType.ASSAULT,
    EventType.RETREAT,
)
"""The types that are judged; words of talk and aid are seldom borrowed."""

DOMAINS: Final = ("sport", "game", "business", "fiction", "history", "accident", "weather", "disease")
CLASSES: Final = ("real", "grave", "strikes")
_SCALE: Final = 3.0
"""How much larger a sign stands than a number of a vector, so that the shrinking of weights spares the few signs."""

SIZE: Final = 2 * len(LAYERS) * WIDTH + len(CONFLICT) + 3 + len(CLASSES) + 2 + len(DOMAINS)


class Scene:
    """One sentence read alone, so that what is said of it hangs on nothing else: vectors of its words and of itself."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._pieces: Pieces = pieces_of([matcher.s.text], [matcher.s.stretch])
        count = int(self._pieces.words[-1]) + 1
        self._vectors = vectors_of(self._pieces, count)
        self._whole = self._vectors.mean(0)

    def features(self, start: int, end: int, i: int, event_type: EventType, kind: str) -> np.ndarray | None:
        """Return the features of the word at ``start:end`` of the document, token ``i``; ``None`` if none is there."""
        pieces = self._pieces
        inside = (pieces.starts < end) & (pieces.ends > start)
        words = np.unique(pieces.words[inside])
        if not len(words):
            return None
        word = self._vectors[words].mean(0)
        signs = np.array(_signs(self.matcher, i, event_type, kind), np.float32) * _SCALE
        return np.concatenate([_even(self._whole).ravel(), _even(word).ravel(), signs]).astype(np.float32)


def _even(layers: np.ndarray) -> np.ndarray:
    """Return vectors with mean 0 and spread 1 each."""
    spread = layers.std(-1, keepdims=True) + 1e-5
    return np.asarray((layers - layers.mean(-1, keepdims=True)) / spread)


def _signs(m: Matcher, i: int, event_type: EventType, kind: str) -> list[float]:
    doer, done_to = _sides(m, i)
    found = [float(event_type is one) for one in CONFLICT]
    found += [float(m.s[i].is_noun), float(doer), float(done_to)]
    found += [float(m.holds(name)) for name in CLASSES]
    found += [float(kind == "act"), float(kind in ("effect", "toll"))]
    return found + [min(m.domains[name], 8) / 4 for name in DOMAINS]


def _sides(m: Matcher, i: int) -> tuple[bool, bool]:
    """Return whether somebody does it, and whether it is done to something."""
    one, other = (
        (("subj", "by"), ("obj",)) if m.s[i].is_verb else (("poss", "by", "from", "mod"), ("on", "against", "of"))
    )
    return any(m.slot(name, i) for name in one), any(m.slot(name, i) for name in other)
