"""Rules and reader together: whose words are whose, by the better of both (docs/decisions/0019-rules-and-reader.md).

The reader finds more voices, and where they and their words begin and end; the rules know what a cue does with its
content, and find a voice inside what another says, which the reader was never shown.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from khabar.parse import Sentence, Token
from khabar.records import Manner, SourceKind, Span
from khabar.voice.cues import Cues
from khabar.voice.model import Attribution, CueClass
from khabar.voice.quotes import Quoted
from khabar.voice.told import is_hedge, told_by

if TYPE_CHECKING:
    from khabar.reader import Voice

Range = tuple[int, int]

UNHEARD: Final = 0.35
"""The confidence of what the rules find and the reader does not hear: the share right on PolNeAR dev."""
NESTED: Final = 0.75
"""The same inside what another says, which the reader was never shown: the share right in our own sentences."""
_DROPPED: Final = frozenset({CueClass.MENTAL, CueClass.EVIDENCE, CueClass.SEEMING})
"""What rules say of such cues is dropped where the reader hears nothing: 4 of 30 right on PolNeAR dev."""
_SAME: Final = 0.5
"""The intersection over the union of two contents from which they are one."""
_PRONOUNS: Final = frozenset({"it", "he", "she", "they", "It", "He", "She", "They"})
_TORN: Final = 0.5
"""Below this chance the reader's content of a hearsay may have holes, which what the rules find fills."""
_FINITE: Final = frozenset({"VBZ", "VBD", "VBP", "MD"})
_LIGHT: Final = " \t\n,;:–—"
"""Marks at the edges of words that belong to nobody."""


def merge(
    sentences: Sequence[Sentence],
    ruled: Sequence[Attribution],
    voices: Sequence[Voice],
    quoted: Sequence[Sequence[Quoted]],
    words: Cues,
) -> list[Attribution]:
    """Return the attributions of the rules and the reader's voices as one list, in text order of their cues.

    A voice that shares its cue with a rule's attribution gives that its source, cue and content; the others stand
    beside. Voices whose cue stands in none of the ``sentences`` are left out.
    """
    places = Places(sentences)
    groups = _by_cue(ruled)
    found: list[Attribution] = []
    used: set[Range] = set()
    for voice in (places.whole(v) for v in voices):
        rivals = [cue for cue in groups if cue not in used and _overlap(cue, voice.cue)]
        if rivals:
            cue = max(rivals, key=lambda c: (_agreement(groups[c], voice), -c[0]))
            used |= {cue, *(c for c in rivals if _agreement(groups[c], voice) >= _SAME)}
            found += _joined(groups[cue], voice, places, quoted)
        else:
            again = voice.source is None and any(_overlap(cue, voice.cue) for cue in used)
            read = _read(voice, places, quoted, words)
            found += [replace(a, cue_class=CueClass.SEEMING) for a in read] if again else read
    left = [a for a in ruled if a.cue is None or (a.cue.start, a.cue.end) not in used]
    inside = [_is_inside(a, [*found, *left]) for a in left]
    found += [
        replace(a, confidence=NESTED if within else UNHEARD)
        for a, within in zip(left, inside, strict=True)
        if within or a.cue_class not in _DROPPED
    ]
    return sorted(found, key=lambda a: (a.sentence, a.cue.start if a.cue else 0, a.rule))


def _is_inside(a: Attribution, others: Sequence[Attribution]) -> bool:
    """Whether a cue stands in what another voice says."""
    return a.cue is not None and any(b.cue != a.cue and b.covers(a.cue.start, a.cue.end) for b in others)


class Places:
    """Which of some sentences, and which token there, stands where in the document."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._starts = [s.stretch.start for s in sentences]

    def whole_words(self, sentence: int, content: Sequence[Range]) -> tuple[Range, ...]:
        """Return a content with the words of a sentence whole of which it holds a part."""
        tokens = self.sentences[sentence].tokens
        torn = {edge: t for low, high in content for edge in (low, high) for t in tokens if t.start < edge < t.end}
        return tuple(
            (torn[low].start if low in torn else low, torn[high].end if high in torn else high) for low, high in content
        )

    def sentence(self, at: int) -> int | None:
        """Return the place of the sentence that holds code point ``at``, ``None`` if none does."""
        index = bisect_right(self._starts, at) - 1
        return index if index >= 0 and at < self.sentences[index].stretch.end else None

    def next_start(self, index: int, at: int) -> int:
        """Return where the sentence after ``index`` begins, at least ``at``."""
        after = self._starts[index + 1] if index + 1 < len(self._starts) else at
        return max(at, after)

    def whole(self, voice: Voice) -> Voice:
        """Return a voice whose cue ends where its last word does: the reader sees parts of rare words ("fu|med")."""
        index = self.sentence(voice.cue[0])
        inside = [] if index is None else self.sentences[index].at(*voice.cue)
        return replace(voice, cue=(voice.cue[0], max(t.end for t in inside))) if inside else voice

    def has_verb(self, index: int, ranges: Sequence[Range]) -> bool:
        """Return whether a verb stands in some ranges of a sentence."""
        return any(t.is_verb for a, b in ranges for t in self.sentences[index].at(a, b))

    def trimmed(self, index: int, where: Range) -> Range | None:
        """Return a range of a sentence without blanks and light marks at its edges, ``None`` if nothing is left."""
        words = self.sentences[index].slice(*where)
        start = where[0] + len(words) - len(words.lstrip(_LIGHT))
        end = where[1] - (len(words) - len(words.rstrip(_LIGHT)))
        return (start, end) if start < end else None

    def head(self, index: int, where: Range) -> Token | None:
        """Return the token of a sentence that governs the others in a document range, ``None`` if it holds none."""
        sentence = self.sentences[index]
        inside = sentence.at(*where)
        if not inside:
            return None
        within = {t.i for t in inside}
        tops = [t for t in inside if t.head == t.i or t.head not in within]
        return next((t for t in tops if t.is_noun or t.is_verb), tops[0] if tops else inside[0])

    def before_verb(self, index: int, where: Range) -> Range:
        """Return a range of a sentence up to the verb whose subject it begins with: "Ali Example is the first"."""
        sentence = self.sentences[index]
        inside = sentence.at(*where)
        within = {t.i for t in inside}
        for token in inside[1:]:
            clause = [token, *(t for t in sentence.ancestors(token.i) if t.i in within)]
            if (
                token.lemma == "be"
                and token.tag in _FINITE
                and not any(t.dep in ("relcl", "acl", "amod", "compound") for t in clause)
            ):
                return where[0], token.start
        return where

    def span(self, index: int, where: Range) -> Span:
        """Return the words of a sentence at a document range, cut at the sentence's end."""
        sentence = self.sentences[index]
        start, end = where[0], min(where[1], sentence.stretch.end)
        return Span(start, end, sentence.slice(start, end))


def _by_cue(ruled: Sequence[Attribution]) -> dict[Range, list[Attribution]]:
    """Return the rules' attributions by cue, the one that stands with its cue before those that carry it on."""
    groups: dict[Range, list[Attribution]] = {}
    for a in sorted(ruled, key=lambda a: a.carried):
        if a.cue is not None:
            groups.setdefault((a.cue.start, a.cue.end), []).append(a)
    return groups


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _agreement(group: Sequence[Attribution], voice: Voice) -> float:
    """Return the intersection of two contents over their union."""
    pieces = [r for a in group for r in a.content]
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in pieces for c, d in voice.content)
    whole = sum(b - a for a, b in [*pieces, *voice.content]) - shared
    return shared / whole if whole else 0.0


def _joined(
    group: Sequence[Attribution], voice: Voice, places: Places, quoted: Sequence[Sequence[Quoted]]
) -> list[Attribution]:
    """Return a rule's attribution with the reader's source, cue and content."""
    ruled = group[0]
    assert ruled.cue is not None
    source, source_i = _source(voice, places)
    if (
        source is None
        and ruled.source is not None
        and (
            ruled.rule.startswith("turn:")
            or (ruled.source.text in _PRONOUNS and _overlap(_at(ruled.source), voice.cue))
        )
    ):
        # "it has never said": the reader takes the whole for the cue; "there was no comment from Lima"
        source, source_i = ruled.source, ruled.source_i
    same = ruled.source is not None and source is not None and _overlap(_at(ruled.source), _at(source))
    cue = _at(places.span(ruled.sentence, voice.cue))
    content = places.whole_words(ruled.sentence, voice.content)
    if ruled.granted or ruled.rule.endswith(":blamed"):
        # "the raid was described as deadly": the rule knows which words are the voice's, which the author's
        return [replace(a, confidence=voice.p) for a in group]
    if ruled.source is None and source is None:
        cue = _at(ruled.cue)
        inside = any(c <= a and b <= d for a, b in content[-1:] for c, d in ruled.content)
        if inside and voice.p < _TORN and not places.has_verb(ruled.sentence, content):
            content = _united([*content, *ruled.content])  # "have been reported to be trying to regroup in Syria"
    if swallowed := [r for a in group for r in a.content if _overlap(r, cue)]:
        # "denied supporting": the corpus takes the deed for a part of the cue, but it is what is denied
        content = _united([*content, *((max(a, cue[0]), min(b, cue[1])) for a, b in swallowed)])
        cue = _at(ruled.cue)
    joined = replace(
        ruled,
        source=source,
        source_i=ruled.source_i if same else source_i,
        speaker=ruled.speaker if same and ruled.speaker != ruled.source else source,
        cue=places.span(ruled.sentence, cue),
        kind=SourceKind.UNNAMED if source else SourceKind.HEARSAY,
        cue_class=_class(ruled.cue_class, source),
        confidence=voice.p,
    )
    return _by_sentence(joined, _within_phrase(content, joined, places), places, quoted)


def _within_phrase(content: Sequence[Range], made: Attribution, places: Places) -> Sequence[Range]:
    """Return the content of a participle behind its noun without what lies outside of the phrase.

    "The man suspected of the bombing was shot": that he was shot is nobody's suspicion.
    """
    sentence = places.sentences[made.sentence]
    cue = sentence[made.cue_i] if made.cue_i is not None else None
    if cue is None or cue.tag != "VBN" or cue.dep != "acl" or cue.head >= cue.i:
        return content
    words = sentence.subtree(cue.i)
    low, high = cue.end, sentence[max(words)].end
    clipped = [(max(a, low), min(b, high)) for a, b in content]
    return [(a, b) for a, b in clipped if a < b]


def _united(ranges: Sequence[Range]) -> tuple[Range, ...]:
    """Return ranges in text order, those that touch or have one blank between them as one."""
    found: list[Range] = []
    for a, b in sorted(ranges):
        if found and a <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(b, found[-1][1]))
        else:
            found.append((a, b))
    return tuple(found)


def _by_sentence(
    whole: Attribution, content: Sequence[Range], places: Places, quoted: Sequence[Sequence[Quoted]]
) -> list[Attribution]:
    """Return an attribution for each sentence that its content stands in, those beyond the cue's as carried on."""
    pieces: dict[int, list[Range]] = {}
    for start, end in content:
        while start < end:
            index = places.sentence(start)
            stop = end if index is None else min(end, places.sentences[index].stretch.end)
            words = places.trimmed(index, (start, stop)) if index is not None else (start, stop)
            if words is not None:
                pieces.setdefault(whole.sentence if index is None else index, []).append(words)
            start = stop if index is None else places.next_start(index, stop)
    return [
        replace(
            whole,
            sentence=index,
            content=tuple(here),
            manner=manner_of(here, quoted[index]),
            carried=index != whole.sentence,
        )
        for index, here in sorted(pieces.items())
    ]


def _class(ruled: CueClass, source: Span | None) -> CueClass:
    """Return a cue's class now that its source is known: said by nobody named is hearsay."""
    if source is None and ruled is CueClass.SPEECH:
        return CueClass.HEARSAY
    return CueClass.SPEECH if source is not None and ruled is CueClass.HEARSAY else ruled


def _read(voice: Voice, places: Places, quoted: Sequence[Sequence[Quoted]], words: Cues) -> list[Attribution]:
    """Return an attribution that the reader alone has found."""
    index = places.sentence(voice.cue[0])
    head = None if index is None else places.head(index, voice.cue)
    if index is None or head is None or voice.cue[0] == voice.cue[1]:  # a paragraph's end is no word
        return []
    source, source_i = _source(voice, places)
    if head.text == ":" and source_i is not None and _is_struck(places.sentences[index], source_i):
        return []
    manner = manner_of(voice.content, [q for pieces in quoted for q in pieces])
    told = told_by(places.sentences[index], head, voice, manner, words)
    if source is None and is_hedge(places.sentences[index], voice.cue, words):
        told = told._replace(cue_class=CueClass.SEEMING)
    made = Attribution(
        sentence=index,
        source=source,
        source_i=source_i,
        speaker=source,
        cue=places.span(index, voice.cue),
        cue_i=head.i,
        content=voice.content,
        kind=SourceKind.UNNAMED if source else SourceKind.HEARSAY,
        manner=manner,
        stance=told.stance,
        cue_class=_class(told.cue_class, source),
        rule="reader",
        negated=told.negated,
        confidence=voice.p,
    )
    return _by_sentence(made, _within_phrase(voice.content, made, places), places, quoted)


def _is_struck(sentence: Sentence, i: int) -> bool:
    """Return whether the words before a colon are the object of their clause: "Rebels attack Goma: three killed"."""
    verb = sentence.head(i)
    return sentence[i].dep == "dobj" and verb.tag in ("VBP", "VBZ", "VBD") and verb.i < i


def _source(voice: Voice, places: Places) -> tuple[Span | None, int | None]:
    """Return the words of the voice and their head token, ``None`` where nobody is named or the sentence is missing."""
    index = None if voice.source is None else places.sentence(voice.source[0])
    if voice.source is None or index is None:
        return None, None
    behind = voice.cue[1] <= voice.source[0]  # "the statement by Ali Example is the first"
    where = places.trimmed(index, places.before_verb(index, voice.source) if behind else voice.source)
    if where is None or not any(c.isalnum() for c in places.sentences[index].slice(*where)):
        return None, None
    head = places.head(index, where)
    return places.span(index, where), head.i if head else None


def _at(span: Span) -> Range:
    return span.start, span.end


def manner_of(content: Sequence[Range], quoted: Sequence[Quoted]) -> Manner:
    """Return whether words are quoted, partly quoted or put in other words."""
    length = sum(b - a for a, b in content)
    inside = sum(max(0, min(b, q.end) - max(a, q.start)) for q in quoted for a, b in content)
    if inside <= 0:
        return Manner.INDIRECT
    # A quotation mark or a comma left out at either end is no word of the voice's own.
    return Manner.DIRECT if length - inside <= 2 * len(content) else Manner.MIXED
