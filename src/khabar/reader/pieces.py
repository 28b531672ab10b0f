"""Text to wordpieces: what the reader sees, and where each piece stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from khabar.tables import packaged

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from khabar.parse.sentence import Stretch

PARAGRAPH: Final = 1
"""The piece that stands for a paragraph break: the vocabulary's first unused entry."""
CLS: Final = 101
SEP: Final = 102
UNKNOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Pieces:
    """The wordpieces of a document, in text order.

    ``ids`` are entries of the vocabulary; ``starts`` and ``ends`` code points into the document's text, equal where a
    piece stands for a paragraph break; ``words`` number the words, so that the pieces of one word share a number;
    ``sentences`` are the first pieces of each sentence given, in its order (a break belongs to the sentence after it).
    """

    ids: np.ndarray
    starts: np.ndarray
    ends: np.ndarray
    words: np.ndarray
    sentences: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, start: int, end: int) -> int | None:
        """Return the first piece that stands in the document range ``start:end``, ``None`` if there is none."""
        i = int(np.searchsorted(self.ends, start, side="right"))
        while i < len(self.ids) and self.starts[i] == self.ends[i]:
            i += 1
        return i if i < len(self.ids) and self.starts[i] < end else None


@cache
def tokenizer() -> Tokenizer:
    """Return the tokenizer of the reader's vocabulary: BERT's lower-cased wordpieces."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    vocabulary = packaged("khabar.reader", "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    model = models.WordPiece({word: i for i, word in enumerate(vocabulary)}, unk_token="[UNK]")
    built = Tokenizer(model)
    built.normalizer = normalizers.BertNormalizer(lowercase=True)
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return built


def pieces_of(texts: Sequence[str], stretches: Sequence[Stretch]) -> Pieces:
    """Return the wordpieces of a document's sentences, a break before each that begins a paragraph.

    ``texts`` are the sentences' words, ``stretches`` where they stand in the document.

    >>> from khabar.parse.sentence import Stretch
    >>> found = pieces_of(["Shells fell."], [Stretch(0, 12, 0, 0)])
    >>> [("Shells fell."[a:b]) for a, b in zip(found.starts, found.ends)]
    ['', 'Shells', 'fell', '.']
    """
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    firsts: list[int] = []
    encoded = [tokenizer().encode(text, add_special_tokens=False) for text in texts]
    before: tuple[int, int] | None = None
    word = -1
    for stretch, encoding in zip(stretches, encoded, strict=True):
        firsts.append(len(ids))
        here = (stretch.passage, stretch.paragraph)
        if here != before:
            word += 1
            ids.append(PARAGRAPH)
            starts.append(stretch.start)
            ends.append(stretch.start)
            words.append(word)
            before = here
        last = None
        for piece, (start, end), w in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
            if w != last:
                word += 1
                last = w
            ids.append(piece)
            starts.append(stretch.start + start)
            ends.append(stretch.start + end)
            words.append(word)
    return Pieces(
        np.array(ids, dtype=np.int64),
        np.array(starts, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        np.array(words, dtype=np.int64),
        np.array(firsts, dtype=np.int64),
    )
