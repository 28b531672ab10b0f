"""Words that the small parser takes for others, and what it is given in their place.

The group IS is taken for the verb, quotation marks around a name cut it from its sentence ("the “Islamic State”
organization"), and verbs of force that are nouns too are taken for nouns in headlines ("RSF shells market"). The parser
sees a plain word in their stead, or no mark; tokens keep their own words and places. Letters that a wrong encoding made
of quotation marks and spaces ("â€œ", "Â ") are read as those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from khabar.parse.lemma import is_known
from khabar.parse.rehang import FINITE, TIMES
from khabar.parse.sentence import Token

GROUP: Final = "ISIS"
"""What stands in for the group IS."""
_NAME = r"[A-Z][\w'-]*"
_MORE = rf"(?:{_NAME}|al-[A-Z]\w*|of|the|for|al|and)"
_QUOTED = re.compile(
    rf'(?<=[\w,.:] )"(?P<name> ?{_NAME}(?: {_MORE}){{0,5}} ?)"(?=[\w\' )-]|$)'
    rf'|^"(?P<first> ?{_NAME}(?: {_MORE}){{1,5}} ?)"(?= [a-z])'
)
_SPEECH = re.compile(r"\s(?:said|says|he|she|they|told)\b")
_PRONOUNS = frozenset({"it", "he", "she", "this", "that", "what", "who", "which", "there", "here", "how", "where",
                       "why", "when", "one", "everything", "all", "as", "so", "than", "something"})  # fmt: skip
_AFTER_VERB = frozenset({"a", "an", "the", "not", "n't", "no", "this", "my", "our", "his", "her", "their", "your",
                         "it", "he", "she", "they"})  # fmt: skip
FORCE = frozenset({"shell", "storm", "raid", "target", "attack", "strike", "bomb", "ambush", "assault", "blast",
                    "control", "torch", "loot", "kidnap", "bombard", "expel", "crucify", "jail", "hijack", "murder",
                    "wound", "whip", "blockade", "hammer", "batter", "slaughter", "butcher", "massacre", "retake",
                    "sanction", "rape", "torture", "bludgeon", "strafe", "poison", "capture", "fire", "block",
                    "pelt", "stone", "free", "release", "arrest", "protest", "club", "hack", "knife",
                    "shoot", "kill", "hit", "pound", "rock", "sink", "burn"})  # fmt: skip
"""Verbs of force that are nouns too, or are taken for them."""
VERB: Final = "destroyed"
"""What stands in for one: of ``bombarded``, ``destroyed``, ``invaded``, ``killed`` the one parsed right most often."""
_MOVES = frozenset({"advance", "retreat", "withdraw"})
_FORCES = frozenset({"forces", "troops", "rebels", "militants", "fighters", "insurgents", "soldiers", "militias"})
_SHOOTERS = _FORCES | frozenset({"guard", "guards", "police", "army", "navy", "gunman", "gunmen", "militia", "soldier"})
_STRIKERS = _FORCES | frozenset({
    "airstrike", "airstrikes", "strike", "strikes", "raid", "raids", "bombardment", "bombardments", "shelling",
    "attack", "attacks", "shell", "shells", "rocket", "rockets", "missile", "missiles", "mortar", "mortars", "drone",
    "drones", "artillery", "warplane", "warplanes", "jet", "jets", "aircraft", "helicopter", "helicopters", "gunfire",
    "explosion", "explosions", "bomb", "bombs", "blast", "blasts", "ied", "ieds", "bombing", "bombings", "tank",
    "tanks"})  # fmt: skip
"""What targets something, so that "target" behind it is no noun, whatever other verb the sentence has."""
_SIBILANT: Final = ("torch", "ambush")
_FINITE = FINITE | {"MD"}
_PRESENT = frozenset({"VBZ", "VBP"})
_NOUN_PLACES = frozenset({"dobj", "pobj", "compound", "appos", "amod", "nmod"})
_PHRASE = frozenset({"DT", "CD", "JJ", "NNP", "NNPS", "NN", "NNS", "PRP$"})


_GARBLED = re.compile("â€(?:œ|\x9d|\ufffd|™|˜|\x9c|\x99|\x98|“|”|\"|')|â€(?=[\\s,.;:!?)]|$)|Â(?=[\\s“”\"'£]|$)")
"""UTF-8 read as Windows-1252 or Latin-1: quotation marks, no-break spaces."""
_MEANT = {"œ": '"', "\x9c": '"', "“": '"', "\x9d": '"', "\ufffd": '"', "”": '"', '"': '"'}


def straight(words: str) -> tuple[str, list[int] | None]:
    """Return a text with garbled marks made plain, and where each of its characters stood; ``None`` if as before.

    >>> straight("the â€œfrontâ€\x9dÂ won")
    ('the "front" won', [0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 16, 17, 18, 19])
    """
    if "â€" not in words and "Â" not in words:
        return words, None
    plain: list[str] = []
    places: list[int] = []
    at = 0
    for found in _GARBLED.finditer(words):
        plain.append(words[at : found.start()])
        places += range(at, found.start())
        mark = found.group()
        if mark != "Â":
            plain.append(_MEANT.get(mark[2:], '"' if mark == "â€" else "'"))
            places.append(found.start())
        at = found.end()
    plain.append(words[at:])
    return "".join(plain), [*places, *range(at, len(words))]


def unquoted(words: str) -> list[tuple[int, int]]:
    """Return the ranges of quotation marks around names, which a parser does better without."""
    if '"' not in words:
        return []
    found = []
    for match in _QUOTED.finditer(words):
        group = "name" if match["name"] is not None else "first"
        if not _SPEECH.match(words, match.end()):
            found += [(match.start(), match.start(group)), (match.end(group), match.end())]
    return found


def groups(tokens: Sequence[str]) -> list[int]:
    """Return which tokens are the group IS, by the words beside them; none in a text all in capitals.

    >>> groups("Jets hit IS positions".split()), groups("He IS the one".split()), groups("IT IS OVER".split())
    ([2], [], [])
    """
    if "IS" not in tokens or all(t.isupper() for t in tokens if t.isalpha()):
        return []
    found = []
    for i, token in enumerate(tokens):
        before = tokens[i - 1].lower() if i else ""
        after = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
        if token == "IS" and before not in _PRONOUNS and after not in _AFTER_VERB:
            found.append(i)
    return found


FIRST: Final = "Shining"
FIRST_WORD: Final = "Maoist"
"""What stands in for the first word of the group Shining Path, which is taken for the verb "to shine"."""


def of_path(tokens: Sequence[str]) -> list[int]:
    """Return which tokens begin the name of the group Shining Path.

    >>> of_path("Police blamed Shining Path for it".split()), of_path("Shining boots".split())
    ([2], [])
    """
    return [i for i, (one, other) in enumerate(pairwise(tokens)) if (one, other) == (FIRST, "Path")]


UNKNOWN: Final = {"retook": "captured"}
"""Of the verbs of force the one whose past tense the parser takes for a noun in five of six plain sentences."""


def verbs_of_headline(tokens: Sequence[Token]) -> list[int]:
    """Return which words must be the verb of a headline, though they are parsed as nouns: "Gangs storm prison".

    Only where the sentence has no finite verb: a noun or a name, the word in the form that agrees with it, and a noun
    phrase behind it. "Army attack helicopter" and "raids in Darfur" have none. Behind forces in the plural another
    verb may follow, and the word may have no object: "Regime forces advance in the east and storm a base". So it may
    where the word is no noun at all ("Army expels rebels from the hill and shells it"), or is "target" behind what
    targets: "Jets bomb the port and shells target the town". A name behind a verb is none: "Army retakes Palmyra".
    """
    finite = [t.i for t in tokens if _is_finite(t)]
    ends = [t.i for t in tokens if t.text in (",", ";")]
    found: list[int] = []
    for token in tokens[1:-1]:
        word = token.text
        if not word.islower():
            continue
        before, after = tokens[token.i - 1], tokens[token.i + 1]
        name = after.text[0].isupper()
        noun = token.is_noun or token.tag == "JJ" or (token.tag in _PRESENT and token.dep in _NOUN_PLACES)
        noun = noun or (token.tag == "VBN" and token.dep == "amod" and not finite and token.lemma in FORCE)
        if not noun and not (token.tag in _PRESENT and name and _is_struck(after) and finite in ([], [token.i])):
            continue
        doer = before.text.lower()
        if not (before.is_noun or before.text[0].isupper() or doer in _FORCES or before.tag == "CC"):
            continue
        base = token.lemma if token.tag == "VBN" else _base(word)
        if before.tag == "CC" and doer not in _FORCES and (base is None or is_known(base, "noun")):
            continue
        forces = doer in _FORCES
        moves = word in _MOVES and (forces or not is_known(word, "noun"))
        if moves and after.tag in ("IN", "RB", "CC", "TO"):
            found.append(token.i)
            continue
        taken = after.tag in _PHRASE or name or (after.tag in _PRESENT and not _is_finite(after))
        taken = taken or (after.tag == "VBN" and after.dep == "amod")  # "Crowd stones suspected witch"
        taken = taken or (base == "fire" and after.text in ("on", "at") and doer in _SHOOTERS)
        if base is None or not taken or token.i - 1 in found:
            continue
        sure = (base == "target" and doer in _STRIKERS) or not is_known(base, "noun")
        opens = all(t.tag in _PHRASE for t in tokens[: token.i])
        # "Gunmen hijack bus near Kano, abduct 30": what stands behind the comma has a verb of its own
        end = next((k for k in ends if opens and k > token.i), len(tokens))
        if any(k < end for k in finite) and noun and not sure and not (forces and after.tag in ("DT", "CD")):
            continue
        plural = before.tag in ("NNS", "NNPS") or doer in _FORCES or doer == "police"
        agrees = plural == (base == word) or (before.text[0].isupper() and doer[-1] == "s") or token.tag == "VBN"
        if not noun or agrees or (base != word and not is_known(base, "noun")):
            found.append(token.i)
    return found


def _is_struck(name: Token) -> bool:
    """Whether a name right behind a verb is taken for a verb or a time, and is neither: "shells Stepanakert"."""
    return name.tag[:2] == "VB" or (
        name.tag == "NNP" and name.dep in ("npadvmod", "advmod") and name.lemma not in TIMES
    )


def _is_finite(t: Token) -> bool:
    """Whether a word is the verb of a clause, and no name, part of a name, or word that is no verb ("missile")."""
    if t.tag not in _FINITE or not t.text.islower() or t.text == "forces" or t.dep in _NOUN_PLACES:
        return False
    return t.tag == "MD" or t.dep.startswith("aux") or is_known(t.lemma, "verb")


def as_past(token: Token) -> str:
    """Return the verb in the past tense that stands in for a word of `verbs_of_headline`."""
    return "arrived" if token.text in _MOVES else VERB


def as_verbs(tokens: Sequence[Token], verbs: Sequence[int]) -> tuple[Token, ...]:
    """Return tokens with the tags and lemmas that verbs of headlines have, for which a past tense stood in."""
    return tuple(
        replace(t, tag="VBP" if t.text == base else "VBZ", lemma=base)
        if t.i in verbs and t.tag in ("VBD", "VBN") and (base := _base(t.text)) is not None
        else t
        for t in tokens
    )


def _base(word: str) -> str | None:
    """Return the verb of force that a word is a form of, ``None`` if of none."""
    if word in FORCE or word in _MOVES:
        return word
    if _is_verb_alone(word):
        return word
    if not word.endswith("s"):
        return None
    base = word[:-2] if word[:-2] in _SIBILANT else word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return base if base in FORCE or _is_verb_alone(base) else None


def _is_verb_alone(word: str) -> bool:
    """Whether a word is a verb and nothing else: "raze", "besiege"."""
    return is_known(word, "verb") and not any(is_known(word, part) for part in ("noun", "adj", "adv"))
