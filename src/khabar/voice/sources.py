"""What kind of voice a source is, by the nouns it is called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from khabar.extra import files
from khabar.folding import fold
from khabar.parse import Sentence, Token
from khabar.records import SourceKind
from khabar.tables import packaged, read_table

_MEMBER = "member"
_SPOKEN = frozenset(k.value for k in SourceKind) - {"author", "hearsay", "commenter"}
_BEFORE = ("compound", "amod", "nmod", "poss")


class Sources:
    """Words for sources and their kinds."""

    def __init__(self, kinds: dict[str, str]) -> None:
        self._kinds = kinds
        self._longest = max((w.count(" ") + 1 for w in kinds), default=1)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Sources:
        """Return the packaged source words, overruled by those of the ``extra`` files.

        Raises:
            DataFileError: naming the line whose kind is none.
        """
        kinds: dict[str, str] = {}
        for path in (packaged("khabar.voice", "sources.tsv"), *extra):
            for row in read_table(path, ["word", "kind"]):
                if row["kind"] not in _SPOKEN and row["kind"] != _MEMBER:
                    raise row.error(row["kind"], f"one of {', '.join(sorted(_SPOKEN))}, {_MEMBER}")
                kinds[fold(row["word"])] = row["kind"]
        return cls(kinds)

    def kind(self, sentence: Sentence, i: int) -> SourceKind | None:
        """Return the kind of the source headed by token ``i``, ``None`` if no word of it tells."""
        member: SourceKind | None = None
        for found in self._readings(sentence, i):
            if found != _MEMBER:
                return SourceKind(found)
            member = SourceKind.UNNAMED
        return member

    def _readings(self, sentence: Sentence, i: int) -> list[str]:
        """Return the kinds that the words of a source give, the most telling first."""
        head = sentence[i]
        before = [t for t in sentence.children(i, *_BEFORE) if t.i < i]
        names = [self._name(sentence, i)]
        readings = [n for n in names if n]
        for t in reversed(before):
            if k := self._name(sentence, t.i) or self._word(t):
                # "military spokesman X": whose spokesman it is stands before the title
                readings += self._readings(sentence, t.i) if k == _MEMBER else [k]
        for t in sentence.children(i, "appos"):
            readings += self._readings(sentence, t.i)
        for p in sentence.children(i, "prep"):
            if p.lemma in ("of", "for", "from", "at", "with", "in"):
                for t in sentence.children(p.i, "pobj"):
                    readings += self._readings(sentence, t.i)
        own = self._word(head)
        if own and own != _MEMBER and own not in readings[:1] and not names[0]:
            # "police sources", "army officials": who they belong to says more than what they are called
            vague = own == SourceKind.UNNAMED.value
            readings = [*readings, own] if vague else [own, *readings]
        elif own:
            readings.append(own)
        return readings

    def _word(self, token: Token) -> str | None:
        return self._kinds.get(fold(token.lemma)) or self._kinds.get(fold(token.text))

    def _name(self, sentence: Sentence, i: int) -> str | None:
        """Return the kind of the longest known name of several words that ends at token ``i``."""
        words = [fold(sentence[k].text) for k in range(max(0, i - self._longest + 1), i + 1)]
        for k in range(len(words) - 1):
            if found := self._kinds.get(" ".join(words[k:])):
                return found
        return None


def sources(extra: tuple[Path, ...] = ()) -> Sources:
    """Return the source words, loaded once, with those of the user's files that hold now (`khabar.extra`)."""
    return _loaded((*extra, *files("sources")))


@cache
def _loaded(extra: tuple[Path, ...]) -> Sources:
    return Sources.load(extra)
