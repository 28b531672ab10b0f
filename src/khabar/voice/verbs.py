"""Attributions whose cue is a verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from khabar.parse import Sentence, Token
from khabar.records import Manner, SourceKind, Stance
from khabar.voice.claims import CLAIMS
from khabar.voice.cues import Cue, Cues, cues
from khabar.voice.frames import Match, asides, is_addition, match_frame, quotation
from khabar.voice.model import Attribution, CueClass
from khabar.voice.operators import operators
from khabar.voice.quotes import Quoted
from khabar.voice.spans import (
    agent,
    is_passive,
    noun_phrase,
    relative_pronoun,
    runs,
    span,
    subject,
    verb_group,
    whole,
)

_ORDER = ("passive", "of", "as", "at", "on", "clause", "quote", "small", "inf", "ing", "prep", "obj")
_WITHHOLD = frozenset({"refuse", "decline", "fail", "avoid", "neglect", "hesitate"})
_NEVER = frozenset({"not", "n't", "never", "no", "neither", "nor", "hardly", "scarcely"})
_LONGEST_TAG = 12
"""Tokens of the longest "she told reporters on Monday" after a quotation."""


def verb_attributions(
    sentence: Sentence, index: int, quoted: Sequence[Quoted], words: Cues, before: Quoted | None = None
) -> list[Attribution]:
    """Return the attributions that verbs of the sentence make.

    ``before`` is a quotation that ends right before the sentence ("“… go!” | she said.").
    """
    found: list[Attribution] = []
    for token in sentence.tokens:
        if token.tag.startswith("VB") and (entries := words.find("verb", token.lemma)):
            made = _read(sentence, index, token, entries, quoted)
            if made is None and before and _stands_alone(sentence, token):
                entry = next((c for c in entries if "quote" in c.frames), None)
                match = Match("quote", ranges=[(before.start, before.end)])
                made = _build(sentence, index, token, entry, match, (*quoted, before)) if entry else None
            if made:
                found.append(made)
    return found


def _stands_alone(sentence: Sentence, verb: Token) -> bool:
    """Whether a sentence is only "she said", perhaps with a time or an addressee."""
    return verb.head == verb.i and len(sentence) <= _LONGEST_TAG and not sentence.children(verb.i, "ccomp", "xcomp")


def _read(
    sentence: Sentence, index: int, verb: Token, entries: Sequence[Cue], quoted: Sequence[Quoted]
) -> Attribution | None:
    for frame in _ORDER:
        for entry in entries:
            match = match_frame(sentence, verb, entry, frame, quoted)
            if match and frame == "clause" and "quote" in entry.frames and (more := quotation(sentence, verb, quoted)):
                match.ranges = more.ranges
            if match and (match.content or match.ranges):
                return _build(sentence, index, verb, entry, match, quoted)
    return None


def _build(
    sentence: Sentence, index: int, verb: Token, entry: Cue, match: Match, quoted: Sequence[Quoted]
) -> Attribution | None:
    passive = is_passive(sentence, verb.i)
    source = agent(sentence, verb.i) if passive else _speaker(sentence, verb, entry)
    group = set(verb_group(sentence, verb.i)) | match.cue
    withheld = _withheld(sentence, verb)
    if withheld is not None:
        group |= set(range(min(verb_group(sentence, withheld.i)), verb.i))
    match.content -= asides(sentence, verb, match.content)
    source_tokens = set(noun_phrase(sentence, source.i)) if source else set()
    relative = relative_pronoun(sentence, verb.i)
    words_i, words_tokens = source.i if source else None, source_tokens
    if relative and source and not passive:
        words_i, words_tokens = relative.i, {relative.i}
    content = match.content - group
    if not match.hearsay or not passive:
        content -= source_tokens
    ranges = sorted([*runs(sentence, content), *match.ranges])
    ranges, manner = with_quotes(ranges, verb, quoted, entry)
    if not ranges:
        return None
    cue_runs = runs(sentence, group)
    cue_at = next((r for r in cue_runs if r[0] <= verb.start < r[1]), (verb.start, verb.end))
    if source is None and not passive and entry.cue_class is not CueClass.SEEMING:
        return None
    negated = withheld is not None or is_negated(sentence, verb)
    cue_class = entry.cue_class
    if match.hearsay and passive and source is None and cue_class is CueClass.SPEECH:
        cue_class = CueClass.HEARSAY
    if entry.stance is Stance.DENIES and (claim := _claim(sentence, verb, match)):
        match.theme |= {claim.i}  # that there was such a claim is not denied
        cue_class = CueClass.SPEECH
    if _own_plan(sentence, verb, entry, match) or (negated and _unknown_fact(entry)):
        cue_class = CueClass.ATTITUDE
    words = whole(sentence, words_tokens)
    speaker = whole(sentence, source_tokens)
    return Attribution(
        sentence=index,
        source=words,
        source_i=words_i if words else None,
        speaker=speaker,
        cue=span(sentence, *cue_at),
        cue_i=verb.i,
        content=tuple(ranges),
        kind=SourceKind.UNNAMED if words else SourceKind.HEARSAY,
        manner=manner,
        stance=stance_of(entry.stance, negated),
        cue_class=cue_class,
        rule=f"verb:{entry.lemma}:{match.frame}",
        negated=negated,
        granted=runs(sentence, match.theme),
    )


def _claim(sentence: Sentence, verb: Token, match: Match) -> Token | None:
    """Return the claim that is rejected, and so denied: "dismissed reports that …"."""
    objects = sentence.children(verb.i, "dobj", "nsubjpass") if match.frame == "obj" else ()
    return next((c for c in objects if c.lemma in CLAIMS), None)


def _unknown_fact(entry: Cue) -> bool:
    """Whether a negated cue takes a fact for given and passes nothing on: "did not know that they had left"."""
    found = operators().find("verb", entry.lemma, "clause")
    return entry.cue_class is CueClass.MENTAL and found is not None and found.negated in ("keep", "semi")


def _own_plan(sentence: Sentence, verb: Token, entry: Cue, match: Match) -> bool:
    """Whether somebody plans or wishes a deed of his own, of which it is the author who tells: "hopes to leave"."""
    if entry.cue_class is not CueClass.MENTAL or match.frame not in ("inf", "ing"):
        return False
    return not sentence.children(verb.i, "dobj") and not any(
        sentence.children(c.i, "nsubj", "nsubjpass") for c in sentence.children(verb.i, "ccomp", "xcomp")
    )


def _speaker(sentence: Sentence, verb: Token, entry: Cue) -> Token | None:
    found = subject(sentence, verb.i)
    if is_addition(sentence, verb):
        # ", adding that": who speaks is who spoke, though the parser hangs it on what was said
        for above in reversed(list(sentence.ancestors(verb.i))):
            entries = cues().find("verb", above.lemma)
            speaks = any(c.cue_class is CueClass.SPEECH and "clause" in c.frames for c in entries)
            if speaks and sentence.children(above.i, "ccomp") and (outer := subject(sentence, above.i)):
                found = outer
                break
    if found is None or (found.lemma in ("it", "there") and found.dep == "expl"):
        return None
    if entry.cue_class is CueClass.SEEMING:
        return None
    return found


def with_quotes(
    ranges: Iterable[tuple[int, int]], cue: Token, quoted: Sequence[Quoted], entry: Cue
) -> tuple[list[tuple[int, int]], Manner]:
    """Return content ranges widened to the quotations they run into, and the manner: direct, mixed or indirect."""
    widened: list[tuple[int, int]] = []
    inside = False
    for low, high in ranges:
        for piece in quoted:
            if piece.covers(cue.start, cue.end) or not (piece.start < high and low < piece.end):
                continue
            inside = True
            low, high = min(low, piece.start), max(high, piece.end)
        if widened and low <= widened[-1][1]:
            widened[-1] = (widened[-1][0], max(high, widened[-1][1]))
        else:
            widened.append((low, high))
    if not inside:
        return widened, Manner.INDIRECT
    free = [(low, high) for low, high in widened if not any(q.start <= low + 1 and high - 1 <= q.end for q in quoted)]
    return widened, Manner.MIXED if free else Manner.DIRECT


def stance_of(stance: Stance, negated: bool) -> Stance:
    """Return what a cue does with its content, its negation counted: who does not deny has not said either."""
    if not negated:
        return stance
    return Stance.SAYS if stance is Stance.DOUBTS else Stance.HAS_NOT_SAID


def _before(sentence: Sentence, doer: Token) -> tuple[Token, ...]:
    """Return what may negate a doer: the "not" of "not a single group", "not one faction"."""
    inner = sentence.children(doer.i, "nummod", "amod")
    return (
        *sentence.children(doer.i, "neg", "preconj"),
        *(t for one in inner for t in sentence.children(one.i, "neg")),
    )


def is_negated(sentence: Sentence, verb: Token) -> bool:
    """Return whether a cue is negated: by a word beside it, by its conjunction, or by who does it ("nobody said")."""
    if any(
        t.dep == "neg" or t.lemma in _NEVER
        for t in sentence.children(verb.i, "neg", "advmod", "preconj", "cc")
        if t.i < verb.i
    ):
        return True
    head = sentence.head(verb.i)
    if verb.dep == "conj" and head.tag.startswith("VB") and sentence.children(head.i, "preconj"):
        return any(t.lemma in _NEVER for t in sentence.children(head.i, "preconj"))
    doer = sentence.child(verb.i, "nsubj")
    return bool(
        doer
        and (
            doer.lemma in ("none", "nobody", "no-one")
            or any(d.lemma in ("no", "neither") for d in sentence.children(doer.i, "det"))
            or any(t.lemma == "not" and t.i < doer.i for t in _before(sentence, doer))
        )
    )


def _withheld(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb that keeps the cue from being said: "refused to confirm", "has yet to comment"."""
    head = sentence.head(verb.i)
    if verb.dep == "xcomp" and head.i != verb.i:
        if head.lemma in _WITHHOLD and not is_negated(sentence, head):
            return head
        if head.lemma == "have" and any(t.lemma == "yet" for t in sentence.children(head.i)):
            return head
    return None
