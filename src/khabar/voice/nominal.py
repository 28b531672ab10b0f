"""Attributions whose cue is a noun, an adverb, an adjective, a preposition or a colon."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from khabar.parse import Sentence, Token
from khabar.records import SourceKind, Stance
from khabar.voice.claims import CLAIMS
from khabar.voice.cues import Cue, Cues
from khabar.voice.model import Attribution, CueClass
from khabar.voice.quotes import Quoted
from khabar.voice.spans import below, noun_phrase, own_subject, runs, span, subject
from khabar.voice.turns import Turned, all_turned
from khabar.voice.verbs import stance_of, with_quotes

_LIGHT = frozenset(
    {"make", "issue", "give", "have", "release", "repeat", "voice", "express", "raise", "offer", "publish"}
)
_SPEAKER_PREPOSITIONS = frozenset({"by", "from", "of"})
_PREDICATES = frozenset({"VBD", "VBZ", "VBP", "VB", "VBN", "VBG", "MD"})


def nominal_attributions(sentence: Sentence, index: int, quoted: Sequence[Quoted], words: Cues) -> list[Attribution]:
    """Return the attributions that words other than verbs make in a sentence."""
    found: list[Attribution | None] = []
    for token in sentence.tokens:
        if token.is_noun:
            found += [_noun(sentence, index, token, cue, quoted) for cue in words.find("noun", token.lemma)[:1]]
        elif token.tag == "RB":
            found += [_adverb(sentence, index, token, cue, quoted) for cue in words.find("adverb", token.lemma)[:1]]
        elif token.tag.startswith("JJ") or token.tag == "VBN":
            found += [
                _adjective(sentence, index, token, cue, quoted) for cue in words.find("adjective", _quality(token))[:1]
            ]
        if token.dep == "prep" and token.lemma in ("accord", "according", "per", "in"):
            found.append(_preposition(sentence, index, token, words, quoted))
    found += [_turn(sentence, index, turn, quoted) for turn in all_turned(sentence)]
    found.append(_graphic(sentence, index, quoted))
    return [a for a in found if a]


def _make(
    sentence: Sentence,
    index: int,
    cue: Cue,
    cue_tokens: Iterable[int],
    cue_i: int,
    source: Token | None,
    content: set[int],
    rule: str,
    quoted: Sequence[Quoted],
    *,
    negated: bool = False,
) -> Attribution | None:
    tokens = set(noun_phrase(sentence, source.i)) - set(cue_tokens) if source else set()
    ranges = sorted(runs(sentence, content - tokens - set(cue_tokens)))
    widened, manner = with_quotes(ranges, sentence[cue_i], quoted, cue)
    if not widened:
        return None
    cue_runs = runs(sentence, cue_tokens) or ((sentence[cue_i].start, sentence[cue_i].end),)
    source_at = runs(sentence, tokens)
    words = span(sentence, source_at[0][0], source_at[-1][1]) if source_at else None
    cue_class = cue.cue_class
    if words and cue_class is CueClass.HEARSAY:
        cue_class = CueClass.SPEECH
    return Attribution(
        sentence=index,
        source=words,
        source_i=source.i if source and words else None,
        speaker=words,
        cue=span(sentence, cue_runs[0][0], cue_runs[-1][1]),
        cue_i=cue_i,
        content=tuple(widened),
        kind=SourceKind.UNNAMED if words else SourceKind.HEARSAY,
        manner=manner,
        stance=stance_of(cue.stance, negated),
        cue_class=cue_class,
        rule=rule,
        negated=negated,
    )


def _noun(sentence: Sentence, index: int, noun: Token, cue: Cue, quoted: Sequence[Quoted]) -> Attribution | None:
    """ "the claim that …", "reports of …", "X's threat to …"."""
    content: set[int] = set()
    extra: set[int] = set()
    for child in sentence.children(noun.i, "acl", "ccomp", "relcl"):
        mark = sentence.child(child.i, "mark")
        if child.i < noun.i:
            continue
        if ("clause" in cue.frames and mark and mark.lemma in ("that", "whether", "if") and child.dep != "relcl") or (
            "inf" in cue.frames and child.tag == "VB" and child.dep == "acl"
        ):
            content |= below(sentence, child.i)
    if not content:
        for prep in sentence.children(noun.i, "prep"):
            if prep.lemma in cue.prepositions and prep.i == noun.i + 1:
                content |= below(sentence, prep.i) - {prep.i}
                extra.add(prep.i)
                break
    if not content:
        return None
    source = _noun_source(sentence, noun, extra)
    low = noun.i
    return _make(sentence, index, cue, {low, *extra}, noun.i, source, content, f"noun:{cue.lemma}", quoted)


def _noun_source(sentence: Sentence, noun: Token, used: set[int]) -> Token | None:
    if owner := sentence.child(noun.i, "poss"):
        return owner
    for prep in sentence.children(noun.i, "prep", "agent"):
        if prep.i not in used and prep.lemma in _SPEAKER_PREPOSITIONS and (who := sentence.child(prep.i, "pobj")):
            return who
    head = sentence.head(noun.i)
    if noun.dep == "dobj" and head.lemma in _LIGHT:
        return subject(sentence, head.i)
    return None


def _adverb(sentence: Sentence, index: int, adverb: Token, cue: Cue, quoted: Sequence[Quoted]) -> Attribution | None:
    """ "reportedly": the clause it stands in, or the noun phrase ("the allegedly stolen car")."""
    head = sentence.head(adverb.i)
    if head.i == adverb.i:
        return None
    if head.dep in ("aux", "auxpass"):
        head = sentence.head(head.i)
    outside = [c.i for c in sentence.children(head.i, "advcl", "parataxis") if c.i < adverb.i]
    outside += [c.i for c in sentence.children(head.i, "mark", "conj", "cc")]
    content = below(sentence, head.i, outside) - {adverb.i}
    if head.dep == "relcl":
        content -= {t.i for t in sentence.children(head.i) if t.tag in ("WDT", "WP")}
    return _make(sentence, index, cue, {adverb.i}, adverb.i, None, content, f"adverb:{cue.lemma}", quoted)


def _adjective(sentence: Sentence, index: int, word: Token, cue: Cue, quoted: Sequence[Quoted]) -> Attribution | None:
    """ "X is sure that …", "it is unclear whether …"."""
    passive = word.tag == "VBN" and bool(sentence.children(word.i, "auxpass"))
    verb = word if passive else sentence.head(word.i)
    if "mod" in cue.frames and word.dep == "amod" and verb.is_noun:
        phrase = below(sentence, verb.i) - {word.i}
        return _make(sentence, index, cue, {word.i}, word.i, None, phrase, f"adjective:{cue.lemma}", quoted)
    if (word.dep not in ("acomp", "oprd", "ROOT") and not passive) or not verb.is_verb:
        return None
    clauses = [*sentence.children(word.i, "ccomp", "advcl"), *sentence.children(verb.i, "ccomp", "advcl")]
    clauses = [
        c
        for c in clauses
        if c.i > word.i
        and (m := sentence.child(c.i, "mark", "advmod"))
        and m.lemma in ("that", "whether", "if", "how", "why", "when")
    ]
    content: set[int] = set()
    for clause in clauses[:1]:
        content = below(sentence, clause.i)
    extra: set[int] = set()
    if not content:
        for prep in sentence.children(word.i, "prep"):
            if prep.lemma in cue.prepositions:
                content, extra = below(sentence, prep.i) - {prep.i}, {prep.i}
    if not content:
        return None
    who = own_subject(sentence, verb.i)
    source = None if who is None or who.lemma in ("it", "there") else who
    negated = bool(sentence.children(verb.i, "neg") or sentence.children(word.i, "neg"))
    if negated and word.text.lower() in _UNCONVINCED:
        cue, negated = replace(cue, stance=Stance.DOUBTS), False
    first = min((t.i for t in sentence.children(word.i, "auxpass")), default=verb.i) if passive else verb.i
    cue_tokens = set(range(first, word.i + 1)) if 0 < word.i - first <= 3 else {word.i}
    return _make(
        sentence,
        index,
        cue,
        cue_tokens | extra,
        word.i,
        source,
        content,
        f"adjective:{cue.lemma}",
        quoted,
        negated=negated,
    )


def _preposition(
    sentence: Sentence, index: int, prep: Token, words: Cues, quoted: Sequence[Quoted]
) -> Attribution | None:
    """ "according to X", "per X", "in the words of X"."""
    low = sentence[prep.i].text.lower()
    if low == "according":
        inner = next((c for c in sentence.children(prep.i, "prep") if c.lemma == "to"), None)
        name, tokens = "according to", {prep.i}
    elif low == "per":
        inner, name, tokens = prep, "per", {prep.i}
        if sentence.head(prep.i).is_noun:
            return None
    else:
        noun = sentence.child(prep.i, "pobj")
        inner = next((c for c in sentence.children(noun.i, "prep") if c.lemma == "of"), None) if noun else None
        name = f"in the {noun.lemma} of" if noun else ""
        if noun and inner:
            tokens = set(range(prep.i, noun.i + 1))
            name = f"in the {noun.text.lower()} of"
    entry = next(iter(words.find("preposition", name)), None)
    source = sentence.child(inner.i, "pobj") if inner else None
    if entry is None or inner is None or source is None:
        return None
    head = sentence.head(prep.i)
    while head.dep in (
        "aux",
        "auxpass",
        "prep",
        "pobj",
        "amod",
        "compound",
        "dobj",
        "npadvmod",
        "attr",
        "advmod",
        "nummod",
        "conj",
        "appos",
        "pcomp",
        "acomp",
        "agent",
        "punct",
    ) and not (head.is_verb and head.dep == "conj"):
        up = sentence.head(head.i)
        if up.i == head.i:
            break
        head = up
    # "X said, according to Y": thrown in at the end, it covers the whole sentence
    while head.dep in ("ccomp", "advcl") and prep.i == 0:
        head = sentence.head(head.i)
    outside = [prep.i, *(c.i for c in sentence.children(head.i, "mark"))]
    if prep.i > head.i:
        outside += [c.i for c in sentence.children(head.i, "conj") if c.i > prep.i]
    content = below(sentence, head.i, outside)
    return _make(sentence, index, entry, tokens | {inner.i}, prep.i, source, content, f"preposition:{name}", quoted)


def _turn(sentence: Sentence, index: int, turn: Turned, quoted: Sequence[Quoted]) -> Attribution | None:
    """ "Cast doubt on the claim that …", "raised the toll to 15": a voice that several words mark together."""
    cue = Cue(turn.rule, "verb", turn.cue_class, turn.stance, frozenset(), frozenset())
    made = _make(sentence, index, cue, turn.cue, turn.cue_i, turn.source, set(turn.content), turn.rule, quoted)
    if made is None:
        return None
    claims = {i for i in turn.goals if sentence[i].lemma in CLAIMS}  # that there was such a claim is not denied
    return replace(made, granted=runs(sentence, claims), negated=turn.negated)


def _quality(token: Token) -> str:
    """Return the word that a cue file has for an adjective: of "is convinced" the participle, not the verb."""
    word = token.text.lower()
    return word if token.tag == "VBN" and (token.dep == "acomp" or word in _UNCONVINCED) else token.lemma


_UNCONVINCED = frozenset({"sure", "certain", "convinced", "confident", "persuaded", "satisfied", "adamant"})
"""Adjectives whose negation doubts: "is not sure that they left"."""

_COLON = Cue("says", "verb", CueClass.SPEECH, Stance.SAYS, frozenset(), frozenset())
_LONGEST_NAME = 7


def _graphic(sentence: Sentence, index: int, quoted: Sequence[Quoted]) -> Attribution | None:
    """ "POLICE: Two men …", "Minister: “We …”": a name before a colon at the head of the sentence."""
    for token in sentence.tokens[: _LONGEST_NAME + 1]:
        if token.text != ":" or token.i == 0 or token.i + 2 >= len(sentence):
            continue
        before = sentence.tokens[: token.i]
        quoted_after = any(q.start == sentence[token.i + 1].start for q in quoted)
        names = all(
            t.tag.startswith("NNP") or t.text.isupper() or t.tag in (",", "IN", "CC", ".", "NN") for t in before
        )
        if not (names and any(t.is_noun for t in before)):
            return None
        if not quoted_after and not all(t.text.isupper() or not t.text.isalpha() for t in before):
            return None
        head = next((t for t in reversed(before) if t.is_noun), before[-1])
        low, high = before[0].start, before[-1].end
        content = ((sentence[token.i + 1].start, sentence.tokens[-1].end),)
        words = span(sentence, low, high)
        widened, manner = with_quotes(content, token, quoted, _COLON)
        return Attribution(
            index,
            words,
            head.i,
            words,
            span(sentence, token.start, token.end),
            token.i,
            tuple(widened),
            SourceKind.UNNAMED,
            manner,
            Stance.SAYS,
            CueClass.SPEECH,
            "graphic:colon",
        )
    return None
