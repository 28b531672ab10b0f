"""A parsed sentence, free of the parser that made it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import field
from functools import wraps
from typing import Any, Final, TypeVar

from khabar.frozen import record

_T = TypeVar("_T")

_VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})


@record(frozen=True, slots=True)
class Stretch:
    """A sentence before parsing: where it stands. ``paragraph`` counts lines of the document from 0."""

    start: int
    end: int
    passage: int
    paragraph: int


@record(frozen=True, slots=True)
class Token:
    """A word: its place in the document and in the tree.

    ``tag`` is a Penn Treebank tag, ``dep`` a ClearNLP label as spaCy's English models give it, ``head`` the index of
    the governing token in the same sentence (its own for a root), ``lemma`` lower case. ``text`` is as the document has
    it, but for headlines in capitals: there it is as it would be within a sentence ("town" for "Town").
    """

    i: int
    text: str
    start: int
    end: int
    tag: str
    dep: str
    head: int
    lemma: str

    @property
    def is_verb(self) -> bool:
        """Whether the tag is a verb's."""
        return self.tag in _VERBS

    @property
    def is_noun(self) -> bool:
        """Whether the tag is a noun's."""
        return self.tag in _NOUNS


@record(frozen=True, slots=True)
class Sentence:
    """A sentence as a dependency tree. Token offsets are code points into the document's text."""

    stretch: Stretch
    text: str
    tokens: tuple[Token, ...]
    _children: tuple[tuple[int, ...], ...] = field(default=(), repr=False, compare=False)
    _told: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def build(cls, stretch: Stretch, text: str, tokens: tuple[Token, ...]) -> Sentence:
        """Return a sentence with its child lists worked out."""
        children: list[list[int]] = [[] for _ in tokens]
        for token in tokens:
            if token.head != token.i:
                children[token.head].append(token.i)
        return cls(stretch, text, tokens, tuple(map(tuple, children)))

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    def head(self, i: int) -> Token:
        """Return the token that governs token ``i`` (itself for a root)."""
        return self.tokens[self.tokens[i].head]

    def children(self, i: int, *deps: str) -> tuple[Token, ...]:
        """Return the direct dependents of token ``i`` in text order, only those with one of ``deps`` if given."""
        below = self._children[i]
        if not below:
            return ()
        tokens = self.tokens
        return tuple([t for c in below if (t := tokens[c]).dep in deps] if deps else [tokens[c] for c in below])

    def child(self, i: int, *deps: str) -> Token | None:
        """Return the first direct dependent of token ``i`` with one of ``deps``, or ``None``."""
        for c in self._children[i]:
            if not deps or self.tokens[c].dep in deps:
                return self.tokens[c]
        return None

    def subtree(self, i: int, *, without: tuple[str, ...] = ()) -> tuple[int, ...]:
        """Return the indexes below and including ``i``, sorted, leaving out branches whose label is in ``without``."""
        found, stack = [], [i]
        while stack:
            at = stack.pop()
            found.append(at)
            stack.extend(c for c in self._children[at] if self.tokens[c].dep not in without)
        return tuple(sorted(found))

    def ancestors(self, i: int) -> Iterator[Token]:
        """Yield the tokens above ``i``, nearest first."""
        seen = {i}
        while (head := self.tokens[i].head) != i and head not in seen:
            seen.add(head)
            i = head
            yield self.tokens[i]

    def at(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that lie wholly or partly in the document range ``start:end``."""
        return tuple(t for t in self.tokens if t.start < end and t.end > start)

    def cover(self, indexes: tuple[int, ...]) -> tuple[int, int]:
        """Return the document range from the first to the last of the given tokens."""
        return self.tokens[min(indexes)].start, self.tokens[max(indexes)].end

    def slice(self, start: int, end: int) -> str:
        """Return the words at a document range that lies inside this sentence."""
        return self.text[start - self.stretch.start : end - self.stretch.start]


def kept(sentence: Sentence, question: Hashable, answer: Callable[[], _T]) -> _T:
    """Return what a sentence was told in answer to a question, and let it keep that for the stages that ask again.

    The answer must hang on the sentence and the question alone, and be nothing that anybody changes.
    """
    told = sentence._told
    try:
        found: _T = told[question]
    except KeyError:
        found = told[question] = answer()
    return found


def once(function: Callable[[Sentence, int], _T]) -> Callable[[Sentence, int], _T]:
    """Let a sentence keep what ``function`` told of a token of it, for the stages that ask the same again.

    What it tells must hang on the sentence alone, and be nothing that anybody changes.
    """

    @wraps(function)
    def told_once(sentence: Sentence, i: int) -> _T:
        told = sentence._told
        try:
            found: _T = told[function, i]
        except KeyError:
            found = told[function, i] = function(sentence, i)
        return found

    return told_once
