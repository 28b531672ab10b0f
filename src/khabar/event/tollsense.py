"""Whether a word of harm says here that somebody was harmed: shot at is not shot, dead of cholera is not killed."""

from __future__ import annotations

import re

from khabar.event.tollcount import has_number
from khabar.event.tree import word_class
from khabar.parse.sentence import Sentence, Token

_TO_DEATH = re.compile(r"^ (?:[\w-]+ ){0,3}?to death\b", re.I)
_SKIP_SHOOT = re.compile(
    r"^(?:[^,;]{0,30}\b(?:dead|down|and killed|and killing)\b|\s+(?:down|out|into|from|off)\b)",
    re.IGNORECASE,
)
_WHO_IS_IT = re.compile(r"^ (?:suspects?|range|gallery|investigation|case|scene|deaths?)\b", re.IGNORECASE)
_SHOT_AT = re.compile(r"^\s+at\b", re.IGNORECASE)
_JUST_AT = re.compile(
    r"^\s+at(?:\s*[.,;)]|\s*$|\s+(?:by|from|while|as|when|during|and|or|but|\w+ times)\b)", re.IGNORECASE
)


def in_scare_quotes(sentence: Sentence, token: Token) -> bool:
    """Whether quotation marks stand around one word, which the author then does not vouch for: a "deadly" raid."""
    if not 0 < token.i < len(sentence) - 1:
        return False
    return sentence[token.i - 1].tag == "``" and sentence[token.i + 1].tag == "''"


def is_fatal(sentence: Sentence, token: Token) -> bool:
    """Whether somebody shot, stabbed or wounded died of it by the same words."""
    if token.lemma not in ("shoot", "stab", "wound", "injure", "beat", "hack"):
        return False
    before = sentence[token.i - 1].text.lower() if token.i else ""
    return before in ("fatally", "mortally") or bool(
        _TO_DEATH.match(sentence.slice(token.end, sentence.tokens[-1].end))
    )


def only_nearly(sentence: Sentence, token: Token) -> bool:
    """Whether nobody died after all: "he could have died", "they would have been killed"."""
    said = {c.lemma if c.lemma == "have" else c.text.lower() for c in sentence.children(token.i, "aux")}
    return bool(said & {"could", "would"}) and bool(said & {"have", "'ve", "’ve"})


def of_illness(sentence: Sentence, token: Token) -> bool:
    """Whether somebody died of what no attack brings: cholera, a heart attack, a crash."""
    causes = [
        g
        for p in sentence.children(token.i, "prep")
        if p.lemma in ("of", "from")
        for g in sentence.children(p.i, "pobj")
    ]
    words = word_class("nature") | word_class("accident")
    return any(g.lemma in words or any(c.lemma in words for c in sentence.children(g.i, "compound")) for g in causes)


def other_sense(sentence: Sentence, token: Token) -> bool:
    """Shooting at somebody hurts nobody; one shot dead is not injured but killed."""
    rest = sentence.slice(token.end, sentence.tokens[-1].end)
    if token.lemma in ("shoot", "stab") and token.tag in ("VBG", "NN", "NNP") and _WHO_IS_IT.match(rest):
        return True  # "the shooting suspect"
    if token.lemma in ("shoot", "stab"):
        return bool(_SKIP_SHOOT.match(rest)) or _shot_at(sentence, token, rest) or any(
            c.lemma in ("kill", "dead") and not _of_some(sentence, c)
            for c in sentence.children(token.i, "conj", "oprd", "acomp", "advcl", "advmod")
        )  # fmt: skip
    hung = token.text.lower() != "hanged" and sentence.child(token.i, "auxpass") is None
    return token.lemma == "hang" and hung


def _of_some(sentence: Sentence, killing: Token) -> bool:
    """Whether only some of those who were shot were killed: "shot five people, killing three"."""
    victims = sentence.child(killing.i, "dobj")
    return killing.tag == "VBG" and victims is not None and has_number(sentence, victims.i)


def _shot_at(sentence: Sentence, token: Token, rest: str) -> bool:
    """Whether somebody was only shot at: who is "shot at a bar" is hit there, who is "shot at by police" may not be."""
    if token.dep == "acl" or sentence.child(token.i, "nsubjpass", "auxpass") is not None:
        return bool(_JUST_AT.match(rest))
    return bool(_SHOT_AT.match(rest))
