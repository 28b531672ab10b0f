"""The verb of a headline that the parser takes for a noun: "Maoists overrun army base", "Prefect shot in Velm street".

Headlines leave out articles and auxiliaries, and a short present tense then looks like one more noun of a name. Only
words that are a verb of harm whatever stands beside them are read anew, and only where nothing else is a verb.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.lemma import lemma
from khabar.parse.rehang import FINITE, NOUNS, SUBJECTS, Tokens, rehung
from khabar.parse.sentence import Token

_LONGEST: Final = 18
"""Words of a headline, at most."""
_HARMING: Final = frozenset(
    {"shoot", "overrun", "lynch", "wound", "behead", "ambush", "abduct", "kidnap", "stab", "slay", "maim", "injure"}
    | {"gun", "mow", "storm", "torch", "execute", "assassinate", "bombard", "strafe", "besiege", "loot", "ransack"}
)
_MANY: Final = frozenset(
    {"dozens", "scores", "hundreds", "thousands", "several", "many", "at", "over", "more", "nearly"}
)
_OTHER_SHOTS: Final = frozenset(
    {"penalty", "jump", "warning", "mug", "head", "snap", "long", "bank", "booster", "flu", "vaccine", "film", "screen"}
    | {"movie", "photo", "moon", "sling", "hot", "parting", "free", "money", "slap", "chip", "drop", "tee", "cheap"}
    | {"big", "best", "great", "first", "second", "last", "winning", "late", "covid", "insulin", "drone", "tv", "video"}
)
"""What stands before a shot that nobody was hit by."""
_HIT: Final = frozenset({"shot"})
_ADJUNCTS: Final = frozenset({"prep", "punct", "agent", "npadvmod", "advcl"})
_AFTER: Final = frozenset({"in", "at", "near", "outside", "by", "as", "while", "over", "during", "after", "inside"})


def worded_as_noun(tokens: Tokens) -> Tokens:
    """Return the tokens of a headline with its verb of harm as a verb, where the parser has it as a noun."""
    if not 3 <= len(tokens) <= _LONGEST:
        return tokens
    for word in tokens[1:]:
        text = word.text.lower()
        if text in _HIT:
            if _is_hit(tokens, word):
                return _read(tokens, word, "VBN", _left(tokens, word))
        elif word.tag in (*NOUNS, "JJ", "VBN") and word.text.islower() and _is_harm(tokens, word):
            tag = "VBZ" if text.endswith("s") else "VBP"
            return _read(tokens, word, tag, _left(tokens, word))
    return tokens


def _told(tokens: Tokens, but: set[int]) -> bool:
    """Return whether a headline has a verb of its own elsewhere."""
    return any((t.tag in FINITE or t.tag == "MD") and t.i not in but for t in tokens)


def _left(tokens: Tokens, word: Token) -> Token | None:
    """Return the noun that opens the headline: "Airliner" in "Airliner with 298 aboard shot down"."""
    at = 0
    while at < word.i and tokens[at].tag not in ("IN", "TO") and (tokens[at].dep != "punct" or tokens[at].text == "-"):
        at += 1
    noun = tokens[at - 1] if at else None
    return noun if noun is not None and (noun.tag in (*NOUNS, "CD") or _is_capital_verb(noun)) else None


def _is_capital_verb(t: Token) -> bool:
    """Whether the first word is a plural that the tagger takes for a verb: "Maoists"."""
    return t.i == 0 and t.tag == "VBZ" and t.text[:1].isupper()


def _is_hit(tokens: Tokens, word: Token) -> bool:
    if word.tag not in ("NN", "VBN", "VBD", "JJ") or word.i + 1 >= len(tokens):
        return False
    if word.tag != "NN" and word.dep not in ("compound", "amod", "nmod"):
        return False
    before, after, noun = tokens[word.i - 1], tokens[word.i + 1].text.lower(), _left(tokens, word)
    if noun is None or _told(tokens, {0, word.i} if _is_capital_verb(noun) else {word.i}):
        return False
    if after in ("dead", "down"):
        return before.tag not in ("DT", "PRP$", "POS")
    if before.text.lower() in _OTHER_SHOTS or before.i != noun.i:
        return False
    return after in _AFTER


def _is_harm(tokens: Tokens, word: Token) -> bool:
    base = lemma(word.text, "VBZ") if word.text.endswith("s") else lemma(word.text, "VB")
    before = tokens[word.i - 1]
    noun = _left(tokens, word)
    if base not in _HARMING or noun is None or noun.i != before.i:
        return False
    if _told(tokens, {0, word.i} if _is_capital_verb(noun) else {word.i}):
        return False
    whole = tokens[word.i + 1].text.lower() == "down" if word.i + 1 < len(tokens) else False
    if base in ("gun", "mow") and not whole:
        return False
    several = noun.tag in ("NNS", "NNPS", "CD") or noun.text.lower() in ("police", "militiamen", "gunmen", "policemen")
    if word.text.endswith("s") == (several or _is_capital_verb(noun)):
        return False
    struck = _struck(tokens, word)
    if not struck:
        return False
    first = struck[0]
    counted = first.tag in ("CD", "DT") or first.text.lower() in _MANY
    return counted or base not in ("wound", "storm") or (base == "storm" and several)


def _struck(tokens: Tokens, word: Token) -> Tokens:
    """Return the noun phrase right behind the verb."""
    at = word.i + 1
    if at < len(tokens) and tokens[at].text.lower() == "down":
        at += 1
    end = at
    while end < len(tokens) and (
        tokens[end].tag in (*NOUNS, "CD", "DT", "JJ", "PRP$", "VBG") and tokens[end].text.lower() != "dead"
    ):
        end += 1
    found = tokens[at:end]
    return found if found and found[-1].tag in (*NOUNS, "CD") else ()


def _read(tokens: Tokens, word: Token, tag: str, noun: Token | None) -> Tokens:
    """Return the tokens with ``word`` as the verb, ``noun`` as its subject and what stands behind it as its object."""
    if noun is None:
        return tokens
    passive = tag == "VBN"
    struck = () if passive else _struck(tokens, word)
    changed: dict[int, tuple[int, str]] = {
        word.i: (word.i, "ROOT"),
        noun.i: (word.i, "nsubjpass" if passive else "nsubj"),
    }
    for t in tokens[: noun.i]:
        if t.head >= noun.i or t.head == t.i or t.dep in SUBJECTS:
            changed[t.i] = (noun.i, "amod" if t.tag == "JJ" else "nummod" if t.tag == "CD" else "compound")
    for t in tokens[noun.i + 1 : word.i]:
        if t.tag == "IN" and t.i == noun.i + 1:
            changed[t.i] = (noun.i, "prep")
    last = struck[-1].i if struck else word.i
    for t in struck:
        below = {"CD": "nummod", "JJ": "amod", "VBG": "amod", "DT": "det", "PRP$": "poss"}.get(t.tag, "compound")
        changed[t.i] = (word.i, "dobj") if t.i == last else (last, below)
    for t in tokens[word.i + 1 :]:
        if t.i in changed:
            continue
        if t.i == word.i + 1 and t.text.lower() in ("down", "dead"):
            changed[t.i] = (word.i, "prt" if t.text.lower() == "down" else "oprd")
        elif t.text.lower() == "dead" and t.i == last + 1:
            changed[t.i] = (word.i, "oprd")
        elif t.head <= last or t.head == t.i:
            changed[t.i] = (word.i, t.dep if t.dep in _ADJUNCTS else "prep" if t.tag == "IN" else "dep")
    tagged = {word.i: (tag, lemma(word.text, tag))}
    if _is_capital_verb(noun):
        tagged[noun.i] = ("NNS", lemma(noun.text, "NNS"))
    return tuple(
        replace(t, tag=tagged[t.i][0], lemma=tagged[t.i][1]) if t.i in tagged else t for t in rehung(tokens, changed)
    )
