"""Who says what: attributions read from the tree, and by the trained reader."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from khabar.extra import reader_on
from khabar.parse import Sentence, sentences_of
from khabar.voice.carry import carry_on, resolve_speakers
from khabar.voice.cues import Cues, cues
from khabar.voice.merge import merge
from khabar.voice.model import Attribution
from khabar.voice.nominal import nominal_attributions
from khabar.voice.quotes import Quoted, quotations
from khabar.voice.sources import sources
from khabar.voice.verbs import verb_attributions

if TYPE_CHECKING:
    from khabar.reader import Voice


def attribute(
    sentences: Sequence[Sentence] | str, *, extra: Sequence[Path] = (), voices: Sequence[Voice] | None = None
) -> list[Attribution]:
    """Return the attributions of a document's sentences, or of a plain text, in text order of their cues.

    The sentences stand in text order; some may be missing, as they are behind a gate: a quotation is carried on by
    their paragraphs. ``extra`` are cue files of the user's own. ``voices`` are those that the trained reader
    has heard in the document; without them the sentences are read here, unless the setting ``voice.reader`` is off:
    then the rules decide alone.

    >>> text = "The shelling killed two children, a medic said."
    >>> [found] = attribute(text)
    >>> found.source.text, found.cue.text, found.kind.value, text[slice(*found.content[0])]
    ('a medic', 'said', 'expert', 'The shelling killed two children')
    """
    if isinstance(sentences, str):
        sentences = sentences_of(sentences)
    words = cues(tuple(extra))
    quoted = quotations(sentences)
    found: list[Attribution] = []
    for index, sentence in enumerate(sentences):
        found += in_sentence(sentence, index, quoted[index], words, before=_ending(sentences, quoted, index))
    found = carry_on(sentences, found, quoted)
    if voices is None and sentences and reader_on():
        from khabar.reader import Reader

        voices = Reader.load().read(sentences).voices
    if voices is not None:
        found = merge(sentences, found, voices, quoted, words)
    return resolve_speakers(sentences, found, sources())


def in_sentence(
    sentence: Sentence, index: int, quoted: Sequence[Quoted], words: Cues, *, before: Quoted | None = None
) -> list[Attribution]:
    """Return the attributions whose cue stands in one sentence; ``before`` is a quotation that ends right before it."""
    found = verb_attributions(sentence, index, quoted, words, before)
    found += nominal_attributions(sentence, index, quoted, words)
    return sorted(found, key=lambda a: (a.cue.start if a.cue else 0, a.rule))


def _ending(sentences: Sequence[Sentence], quoted: Sequence[Sequence[Quoted]], index: int) -> Quoted | None:
    """Return the quotation that ends the sentence right before sentence ``index``, in its paragraph."""
    if index == 0 or not quoted[index - 1]:
        return None
    here, there = sentences[index].stretch, sentences[index - 1].stretch
    piece = quoted[index - 1][-1]
    beside = here.paragraph == there.paragraph and here.passage == there.passage and here.start - there.end <= 2
    return piece if beside and piece.end == there.end else None
