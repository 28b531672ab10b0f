"""The trained tagger: the reader's vectors and what the lists say of each word, to entities.

Small networks over one sentence, whose chances are averaged: a step that mixes the layers of a word, two that look at
its neighbours, and then the likeliest row of tags in which an entity begins before it goes on. Trained and described
in ``training/entities``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from khabar.entity.words import Words
from khabar.tables import packaged

_EPSILON: Final = 1e-5


@dataclass(frozen=True, slots=True)
class Tagged:
    """A run of words and the kind that the tagger gives it; ``p`` is the mean chance of that kind."""

    first: int
    last: int
    kind: str
    p: float


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights: ``signs`` numbers what is said of words, ``tags`` are ``O``, ``B-`` and ``I-`` of each kind."""

    signs: dict[str, int]
    tags: tuple[str, ...]
    bias: np.ndarray
    members: tuple[dict[str, np.ndarray], ...]

    @classmethod
    def load(cls) -> Tagger:
        """Return the tagger that ships; its file is read once a process."""
        return _loaded()

    def tag(self, words: Words) -> list[Tagged]:
        """Return the entities among the words, in text order, none overlapping."""
        found: list[Tagged] = []
        for first, last in words.sentences:
            if first < last:
                chances = self.chances(words, first, last)
                found += self._runs(words, first, chances, likeliest(np.log(chances + 1e-9), self.tags))
        return found

    def chances(self, words: Words, first: int, last: int) -> np.ndarray:
        """Return the chances (words, tags) of each word of a sentence."""
        each = [_logs(self._scores(member, words, first, last)) for member in self.members]
        return np.asarray(np.exp(_logs(np.mean(each, axis=0) + self.bias)))

    def _scores(self, w: dict[str, np.ndarray], words: Words, first: int, last: int) -> np.ndarray:
        h = words.vectors[first:last]
        h = (h - h.mean(-1, keepdims=True)) / np.sqrt(h.var(-1, keepdims=True) + _EPSILON)
        h = (h * w["gain"] + w["shift"]).reshape(last - first, -1)
        said = np.stack([self._said(w["signs"], signs) for signs in words.signs[first:last]])
        x = np.concatenate([np.maximum(h @ w["mix"] + w["mix_bias"], 0), said], 1)
        x = np.maximum(_beside(x) @ w["near"] + w["near_bias"], 0)
        x = x + np.maximum(_beside(x) @ w["far"] + w["far_bias"], 0)
        return np.asarray(x @ w["out"] + w["out_bias"])

    def _said(self, vectors: np.ndarray, signs: list[str]) -> np.ndarray:
        """Return the sum of a word's signs; the last vector stands for none."""
        known = [self.signs[sign] for sign in signs if sign in self.signs]
        return np.asarray(vectors[known or [-1]].sum(0))

    def _runs(self, words: Words, first: int, chances: np.ndarray, path: list[int]) -> list[Tagged]:
        found: list[Tagged] = []
        i = 0
        while i < len(path):
            tag = self.tags[path[i]]
            j = i + 1
            if tag != "O":
                kind = tag[2:]
                both = [self.tags.index(f"B-{kind}"), self.tags.index(f"I-{kind}")]
                while j < len(path) and path[j] == both[1]:
                    j += 1
                p = float(chances[i:j][:, both].sum(1).mean())
                found.append(Tagged(first + i, first + j - 1, kind, round(p, 3)))
            i = j
        return [t for t in found if words.ends[t.last] > words.starts[t.first]]


@cache
def _loaded() -> Tagger:
    with np.load(packaged("khabar.entity", "tagger.npz")) as held:
        told = json.loads(bytes(held["told"]).decode())
        members = []
        for i in range(told["members"]):
            names = [name for name in held.files if name.startswith(f"{i}.")]
            members.append({name.split(".", 1)[1]: held[name].astype(np.float32) for name in names})
    signs = {sign: i for i, sign in enumerate(told["signs"])}
    return Tagger(signs, tuple(told["tags"]), np.array(told["bias"], np.float32), tuple(members))


def likeliest(logs: np.ndarray, tags: tuple[str, ...]) -> list[int]:
    """Return the likeliest row of tags in which no entity goes on that has not begun (Viterbi).

    ``logs`` (words, tags) are log chances; the row holds one number of ``tags`` a word.
    """
    barred = _barred(tags)
    best, back = logs[0] + np.where([tag.startswith("I-") for tag in tags], -1e4, 0.0), []
    for row in logs[1:]:
        through = best[:, None] + barred
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for row in reversed(back):
        path.append(int(row[path[-1]]))
    return path[::-1]


@cache
def _barred(tags: tuple[str, ...]) -> np.ndarray:
    """Return the cost (from, to) of each pair of tags that cannot follow each other."""
    cost = np.zeros((len(tags), len(tags)), np.float32)
    for i, one in enumerate(tags):
        for j, other in enumerate(tags):
            if other.startswith("I-") and one[2:] != other[2:]:
                cost[i, j] = -1e4
    return cost


def _beside(x: np.ndarray) -> np.ndarray:
    """Return each word's vector between those of its neighbours."""
    wide = np.pad(x, ((1, 1), (0, 0)))
    return np.concatenate([wide[:-2], wide[1:-1], wide[2:]], 1)


def _logs(scores: np.ndarray) -> np.ndarray:
    shifted = scores - scores.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)))
