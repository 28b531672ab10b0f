"""The words of a document by which happenings are named: a deed, what came of it, and what followed.

Reports are of the sixteen types that a ledger keeps; who follows a case also wants its arrests, trials, funerals and
what was said of it. These are found here, apart from reports and incidents, which they do not change (decision 0036).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from khabar.parse import Sentence, Token, parse, split
from khabar.records import Document, PassageKind
from khabar.tables import packaged, read_table

SPEECH: Final = "speech"
"""The sense of words that tell that somebody spoke."""

_WORD: Final = re.compile(r"[A-Za-z]")
_NOT_ALONE: Final = frozenset({"aux", "auxpass"})
_SUBJECT: Final = ("nsubj", "nsubjpass", "agent")


@dataclass(frozen=True, slots=True)
class Happening:
    """A word that names a happening: code points into the document's text, end exclusive.

    ``sense`` is what it has in common with other words for the same kind of happening ("murder" and "killing"), the
    word's lemma where the table has none. ``speaker`` is the head of the subject where the word tells that somebody
    spoke, folded; ``None`` where it has none, and of other words.
    """

    doc_id: str
    start: int
    end: int
    text: str
    sense: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class _Table:
    verbs: dict[str, str]
    nouns: dict[str, str]
    none: frozenset[str]
    states: frozenset[str]


@cache
def _table() -> _Table:
    verbs: dict[str, str] = {}
    nouns: dict[str, str] = {}
    none: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    for row in read_table(packaged("khabar.link", "happenings.tsv"), ("sense", "verbs", "nouns")):
        if row["sense"] == "none":
            none = frozenset(row.items("verbs"))
        elif row["sense"] == "state":
            states = frozenset(row.items("nouns"))
        else:
            verbs.update(dict.fromkeys(filter(None, row.items("verbs")), row["sense"]))
            for noun in filter(None, row.items("nouns")):
                nouns.setdefault(noun, noun if row["sense"] == "self" else row["sense"])
    return _Table(verbs, nouns, none, states)


def find_happenings(document: Document) -> list[Happening]:
    """Return the words of an article's own text by which happenings are named, in text order.

    Every verb names one but those of being, having and seeming; of nouns those in the table ``happenings.tsv``.
    Readers' comments and a page's furniture are left out.

    >>> from khabar.read import read_page
    >>> page = read_page("Gunmen killed two men. The murders were condemned.", name="a")
    >>> [(one.text, one.sense) for one in find_happenings(page)]
    [('killed', 'kill'), ('murders', 'kill'), ('condemned', 'condemn')]
    """
    prose = [p for p in document.passages if p.kind in (PassageKind.TITLE, PassageKind.BODY, PassageKind.CAPTION)]
    stretches = [s for s in split(document) if any(p.start <= s.start < p.end for p in prose)]
    found = []
    for sentence in parse(document.text, stretches):
        for token in sentence.tokens:
            if (sense := _sense(token)) is not None:
                speaker = _speaker(sentence, token) if sense == SPEECH else None
                found.append(Happening(document.doc_id, token.start, token.end, token.text, sense, speaker))
    return sorted(found, key=lambda h: (h.start, h.end))


def _sense(token: Token) -> str | None:
    """Return the sense of a word that names a happening, ``None`` for one that does not."""
    table, lemma = _table(), token.lemma.lower()
    if token.tag.startswith("VB"):
        if token.dep in _NOT_ALONE or lemma in table.none or not _WORD.match(lemma):
            return None
        return table.verbs.get(lemma) or table.nouns.get(lemma, lemma)
    if token.tag.startswith("NN"):
        # "Navy Foils Attack": taggers take a headline's verbs for nouns.
        return table.nouns.get(lemma) or (table.verbs.get(lemma) if token.text.endswith("s") else None)
    return table.nouns.get(lemma, lemma) if lemma in table.states else None


def _speaker(sentence: Sentence, token: Token) -> str | None:
    subject = sentence.child(token.i, *_SUBJECT)
    return subject.lemma.lower() if subject else None
