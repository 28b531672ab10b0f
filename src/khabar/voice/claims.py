"""Nouns that carry a deed into a claim about it: claims, parts taken, films. What is said of them holds of the deed."""

from __future__ import annotations

from dataclasses import dataclass

from khabar.parse import Sentence, Token
from khabar.records import Stance
from khabar.voice.cues import cues
from khabar.voice.negation import negation, withheld
from khabar.voice.turns import CLAIMS, turned

WRONG = frozenset(
    {"false", "untrue", "wrong", "baseless", "unfounded", "fabricated", "lie", "fabrication", "nonsense", "incorrect"}
    | {"groundless", "bogus", "fake", "propaganda", "falsehood", "invention", "fiction", "disinformation", "inaccurate"}
    | {"misinformation", "slander", "hoax", "myth", "tale", "rubbish", "absurd", "ridiculous", "preposterous"}
)
"""What a claim is called by whoever denies it."""
SHARES = frozenset({"role", "involvement", "responsibility", "part", "hand", "participation", "complicity"})


_JOINT = frozenset(
    {"talk", "talks", "negotiation", "meeting", "summit", "conference", "election", "vote", "ceremony", "signing",
     "ceasefire", "truce", "protest", "march", "rally"}
)  # fmt: skip
"""What others do together, with or without somebody."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a verb does to the deed in its object: denies it, or else leaves it open; why, and the word that does."""

    denies: bool
    rule: str
    at: Token


def turn_of(sentence: Sentence, noun: Token) -> Turn | None:
    """Return what the verb over ``noun`` does to the deed below it, ``None`` if nothing."""
    verb = sentence.head(noun.i)
    if noun.lemma in CLAIMS and noun.dep == "pobj":
        above = sentence.head(verb.i)
        return _turned(sentence, noun, above if above.is_verb else sentence.head(above.i))
    if not verb.is_verb:
        return None
    if noun.lemma in CLAIMS and noun.dep == "nsubj" and verb.lemma == "be":
        wrong = next((t for t in sentence.children(verb.i, "acomp", "attr") if t.lemma in WRONG), None)
        return Turn(True, f"adjective:{wrong.lemma}", wrong) if wrong and not negation(sentence, verb) else None
    if noun.lemma in CLAIMS and noun.dep in ("dobj", "nsubjpass"):
        return _disputed(sentence, verb) or _turned(sentence, noun, verb)
    if noun.lemma in SHARES and noun.dep == "dobj":
        return _disowned(sentence, noun, verb)
    above = sentence.head(verb.i)
    if noun.dep == "dobj" and verb.dep == "xcomp" and above.lemma in ("appear", "seem", "purport"):
        return Turn(False, f"verb:{above.lemma}:clause", above)  # "a video that appears to show officers firing"
    return None


def _disputed(sentence: Sentence, verb: Token) -> Turn | None:
    """ "Rejected claims that his men had shot at the crowd"."""
    if not any(c.stance is Stance.DENIES and "obj" in c.frames for c in cues().find("verb", verb.lemma)):
        return None
    if negation(sentence, verb) or withheld(sentence, verb):
        return Turn(False, "has_not_said", verb)
    return Turn(True, f"verb:{verb.lemma}", verb)


def _turned(sentence: Sentence, noun: Token, verb: Token) -> Turn | None:
    """ "Took back her claim that …", "cast doubt on reports that …"."""
    found = turned(sentence, verb)
    if found is None or noun.i not in found.goals or found.stance is Stance.SAYS:
        return None
    return Turn(found.stance is Stance.DENIES, found.rule, verb)


def _disowned(sentence: Sentence, noun: Token, verb: Token) -> Turn | None:
    """ "Had no role in the massacre", "denied having had a part in it"."""
    joint = (g for p in sentence.children(noun.i, "prep") for g in sentence.children(p.i, "pobj"))
    if verb.lemma == "take" and any(g.lemma in _JOINT for g in joint):
        return None  # "took no part in the talks": they were held without them
    above = sentence.head(verb.i) if verb.lemma == "have" and verb.dep == "xcomp" else verb
    own = negation(sentence, verb) if verb.lemma in ("have", "play", "take") else None
    if no := negation(sentence, noun) or own:
        return Turn(True, "negation", no)
    denies = any(c.stance is Stance.DENIES for c in cues().find("verb", above.lemma))
    return Turn(True, f"verb:{above.lemma}", above) if denies and not negation(sentence, above) else None


__all__ = ["CLAIMS", "SHARES", "WRONG", "Turn", "turn_of"]
