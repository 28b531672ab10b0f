"""What goes on beyond a sentence: quotations, and speakers called by a pronoun."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.parse import Sentence, Token
from khabar.records import Manner, SourceKind, Span
from khabar.voice.model import Attribution, CueClass
from khabar.voice.quotes import Quoted
from khabar.voice.sources import Sources

_MAX_LOOSE_CHARS = 3
_UTTERANCE_CHARS = 40
_MAX_GAP_CHARS = 4
"""White space between two sentences or paragraphs; more means that a sentence is missing between them."""
_REACH_PARAGRAPHS = 3
_PERSON = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "i": "", "who": ""}
_OTHERS = {"they": "p", "them": "p", "their": "p", "we": "p", "it": "n", "its": "n"}
_FEMALE = frozenset(
    {
        "woman",
        "mother",
        "wife",
        "sister",
        "daughter",
        "widow",
        "spokeswoman",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "queen",
        "chairwoman",
        "congresswoman",
        "grandmother",
        "aunt",
        "girl",
        "policewoman",
        "nun",
    }
)
_MALE = frozenset(
    {
        "man",
        "father",
        "husband",
        "brother",
        "son",
        "mr",
        "mr.",
        "spokesman",
        "chairman",
        "congressman",
        "king",
        "grandfather",
        "uncle",
        "boy",
        "policeman",
        "priest",
        "imam",
    }
)


def carry_on(
    sentences: Sequence[Sentence], attributions: list[Attribution], quoted: Sequence[Sequence[Quoted]]
) -> list[Attribution]:
    """Return the attributions with those of quotations that stand in another sentence than their cue.

    A quotation goes on while its mark is open; a sentence or paragraph that is nothing but a quotation goes on with
    the voice that was quoted last.
    """
    owner: dict[Quoted, Attribution] = {}
    for found in attributions:
        if found.manner is Manner.INDIRECT or found.cue is None:
            continue
        for piece in (*quoted[max(found.sentence - 1, 0)], *quoted[found.sentence]):
            if found.covers(piece.start, piece.end) and piece not in owner:
                owner[piece] = found
    chain = [piece for pieces in quoted for piece in pieces]
    carried: dict[Quoted, Attribution] = {}

    def take(piece: Quoted, voice: Attribution) -> None:
        carried[piece] = replace(
            voice,
            sentence=piece.sentence,
            content=((piece.start, piece.end),),
            carried=True,
            manner=Manner.DIRECT,
            rule=f"{voice.rule}:carried",
        )

    for at in range(len(chain) - 1, 0, -1):
        piece, before = chain[at], chain[at - 1]
        voice = owner.get(piece) or carried.get(piece)
        runs_back = not piece.opened or (_bare(sentences, before) and not before.closed)
        if voice and runs_back and before not in owner and _near(sentences, before, piece):
            take(before, voice)
    # "“We heard shots. They came at night,” he said": a whole quoted sentence before the cue's
    last: Attribution | None = None
    last_piece: Quoted | None = None
    for piece in chain:
        voice = owner.get(piece) or carried.get(piece)
        if voice is None and last and last_piece:
            follows = not piece.opened or not last_piece.closed or _bare(sentences, piece) or _leads(sentences, piece)
            if follows and (not piece.opened or _near(sentences, last_piece, piece)):
                take(piece, last)
                voice = carried[piece]
        if voice and voice.cue_class is CueClass.SPEECH:
            last, last_piece = replace(voice, carried=False, rule=voice.rule.removesuffix(":carried")), piece
    return sorted([*attributions, *carried.values()], key=lambda a: (a.sentence, a.cue.start if a.cue else 0, a.rule))


def _leads(sentences: Sequence[Sentence], piece: Quoted) -> bool:
    """Whether a sentence begins with a quotation long enough to be an utterance."""
    return piece.start == sentences[piece.sentence].stretch.start and piece.end - piece.start >= _UTTERANCE_CHARS


def _bare(sentences: Sequence[Sentence], piece: Quoted) -> bool:
    sentence = sentences[piece.sentence]
    outside = sentence.slice(sentence.stretch.start, piece.start) + sentence.slice(piece.end, sentence.stretch.end)
    return sum(map(str.isalnum, outside)) <= _MAX_LOOSE_CHARS


def _near(sentences: Sequence[Sentence], before: Quoted, after: Quoted) -> bool:
    """Whether two pieces stand in one passage, in sentences with nothing between them."""
    one, two = sentences[before.sentence].stretch, sentences[after.sentence].stretch
    return one.passage == two.passage and two.paragraph - one.paragraph <= 1 and two.start - one.end <= _MAX_GAP_CHARS


def resolve_speakers(
    sentences: Sequence[Sentence], attributions: list[Attribution], kinds: Sources
) -> list[Attribution]:
    """Return the attributions with each speaker named, where a pronoun has one antecedent, and its kind told."""
    found: list[Attribution] = []
    heard: list[tuple[Attribution, str]] = []
    known: dict[tuple[int, int], tuple[Span, SourceKind]] = {}
    for a in attributions:
        if a.source is None or a.source_i is None:
            found.append(a)
            continue
        if a.carried and (before := known.get((a.source.start, a.source.end))):
            found.append(replace(a, speaker=before[0], kind=before[1]))
            continue
        home = _home(sentences, a)
        sentence = sentences[home]
        head = sentence[a.source_i]
        if a.speaker and a.speaker != a.source and sentence.head(head.i).dep in ("relcl", "conj"):
            head = _antecedent_of_relative(sentence, head)
        pronoun = head.text.lower()
        speaker, kind = a.speaker or a.source, kinds.kind(sentence, head.i)
        if pronoun in _PERSON or pronoun in _OTHERS:
            voice = _antecedent(sentences, home, head, heard, kinds)
            if voice:
                speaker, kind = voice
            else:
                kind = SourceKind.UNNAMED
        elif kind is None:
            kind = _named_before(sentences, home, head, kinds)
        kind = kind or SourceKind.UNNAMED
        made = replace(a, speaker=speaker, kind=kind)
        known[a.source.start, a.source.end] = (speaker, kind)
        found.append(made)
        if not (pronoun in _PERSON or pronoun in _OTHERS) and a.cue_class in (CueClass.SPEECH, CueClass.EVIDENCE):
            heard.append((made, _gender(sentence, head)))
    return found


def _antecedent_of_relative(sentence: Sentence, pronoun: Token) -> Token:
    """Return the noun that a relative pronoun stands for."""
    verb = sentence.head(pronoun.i)
    while verb.dep == "conj" and sentence.head(verb.i).i != verb.i:
        verb = sentence.head(verb.i)
    return sentence.head(verb.i)


def _home(sentences: Sequence[Sentence], a: Attribution) -> int:
    """Return the sentence that the source stands in."""
    here = sentences[a.sentence].stretch
    if a.source is None or here.start <= a.source.start < here.end:
        return a.sentence
    for index, sentence in enumerate(sentences):
        if sentence.stretch.start <= a.source.start < sentence.stretch.end:
            return index
    return a.sentence


def _gender(sentence: Sentence, head: Token) -> str:
    """Return m, f, n (one that is no person), p (several) or "" (a person of unknown gender) for a noun."""
    words = {head.lemma, *(t.text.lower() for t in sentence.children(head.i, "compound", "appos", "amod"))}
    if words & _FEMALE:
        return "f"
    if words & _MALE:
        return "m"
    if head.tag in ("NNS", "NNPS") or head.lemma in ("police", "people"):
        return "p"
    if sentence.children(head.i, "conj"):
        return "p"
    return "" if head.tag == "NNP" or head.tag == "NN" else "n"


def _fits(pronoun: str, gender: str) -> bool:
    wanted = _PERSON.get(pronoun)
    if wanted is not None:
        return gender in ("", wanted) or (not wanted and gender in ("m", "f"))
    wanted = _OTHERS[pronoun]
    if wanted == "p":
        return gender in ("p", "n", "")
    return gender in ("n", "")


def _antecedent(
    sentences: Sequence[Sentence], home: int, pronoun: Token, heard: Sequence[tuple[Attribution, str]], kinds: Sources
) -> tuple[Span, SourceKind] | None:
    """Return who a pronoun stands for: a subject before it in its sentence, else the last speaker that fits.

    ``None`` where the two last sentences offer several.
    """
    from khabar.voice.spans import noun_phrase, runs, span

    sentence = sentences[home]
    word = pronoun.text.lower()
    inside = [
        t
        for t in sentence.tokens[: pronoun.i]
        if t.dep in ("nsubj", "nsubjpass") and t.is_noun and _fits(word, _gender(sentence, t))
    ]
    if len({t.text for t in inside}) == 1:
        at = runs(sentence, noun_phrase(sentence, inside[0].i))
        if at:
            words = span(sentence, at[0][0], at[-1][1])
            kind = kinds.kind(sentence, inside[0].i) or _named_before(sentences, home, inside[0], kinds)
            return words, kind or SourceKind.UNNAMED
    stretch = sentence.stretch
    near: list[Attribution] = []
    for voice, gender in reversed(heard):
        there = sentences[voice.sentence].stretch
        if there.passage != stretch.passage or stretch.paragraph - there.paragraph > _REACH_PARAGRAPHS:
            break
        if voice.speaker and _fits(word, gender):
            near.append(voice)
    if not near or near[0].speaker is None:
        return None
    rivals = {v.speaker.text for v in near if v.sentence == near[0].sentence and v.speaker}
    return (near[0].speaker, near[0].kind) if len(rivals) == 1 else None


def _named_before(sentences: Sequence[Sentence], home: int, head: Token, kinds: Sources) -> SourceKind | None:
    """Return the kind that an earlier, fuller naming of the same person tells."""
    if not head.tag.startswith("NNP"):
        return None
    for sentence in sentences[: home + 1]:
        for token in sentence.tokens:
            if token.text == head.text and token.tag.startswith("NNP") and (kind := kinds.kind(sentence, token.i)):
                return kind
    return None
