"""A spaCy component that puts who says what on a ``Doc``."""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc, Span

from khabar.voice.attribution import attribute

KEYS: Final = {"source": "khabar_sources", "cue": "khabar_cues", "content": "khabar_contents"}
"""The span groups that the component fills."""


class KhabarVoice:
    """Adds attributions to a ``Doc``.

    ``doc._.attributions`` is the list of `khabar.voice.Attribution`, offsets in code points of ``doc.text``; the span
    groups ``khabar_sources``, ``khabar_cues`` and ``khabar_contents`` hold the same words as spans, each with the place
    of its attribution in that list as ``span.id``. Nothing that the pipeline's other components set is used or changed.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("khabar_voice")
    >>> doc = nlp("Rebels took the town, the army said.")
    >>> [span.text for span in doc.spans["khabar_sources"]], doc._.attributions[0].stance.value
    (['the army'], 'says')
    """

    def __init__(self, nlp: Language, name: str = "khabar_voice") -> None:
        if not Doc.has_extension("attributions"):
            Doc.set_extension("attributions", default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Return the same ``doc`` with its attributions."""
        found = attribute(doc.text)
        doc._.attributions = found
        groups: dict[str, list[Span]] = {key: [] for key in KEYS.values()}
        for number, a in enumerate(found):
            ranges = [(KEYS["source"], a.source and (a.source.start, a.source.end))]
            ranges.append((KEYS["cue"], a.cue and (a.cue.start, a.cue.end)))
            ranges += [(KEYS["content"], piece) for piece in a.content]
            for key, piece in ranges:
                if piece and (span := doc.char_span(*piece, alignment_mode="expand", span_id=number)) is not None:
                    groups[key].append(span)
        for key, spans in groups.items():
            doc.spans[key] = spans
        return doc


@Language.factory("khabar_voice", assigns=["doc._.attributions", "doc.spans"])
def make(nlp: Language, name: str) -> KhabarVoice:
    """Return the component; spaCy finds it through the package's entry point."""
    return KhabarVoice(nlp, name)
