"""The way up from a noun: what it is to the word above it."""

from __future__ import annotations

from khabar.parse import Token
from khabar.records import Modality, Stance
from khabar.voice.claims import CLAIMS, turn_of
from khabar.voice.cues import cues
from khabar.voice.negation import negation, withheld
from khabar.voice.operators import Operator
from khabar.voice.scope.beside import SPEECH, beside, hypothetical, modal
from khabar.voice.scope.governed import is_definite, operator_of, under
from khabar.voice.scope.walk import Step, Walk
from khabar.voice.turns import turned

_WRONGLY = frozenset({"wrongly", "falsely", "wrongfully"})
TEMPORAL = frozenset({"after", "before", "during", "since", "following", "amid", "despite", "until", "till", "while"})


def above_noun(walk: Walk, token: Token, head: Token) -> Step:
    """Return where the walk goes on above a noun (or a verb in its place)."""
    dep = token.dep
    definite = is_definite(walk, token)
    if no := _any(walk, token):
        walk.deny("negation", no)
        return None, False
    if dep in ("dobj", "dative", "attr", "oprd", "acomp") or (dep == "xcomp" and head.is_verb):
        if head.lemma == "be":
            return head, True
        if (
            dep == "dobj"
            and token.lemma in CLAIMS
            and any(c.stance is Stance.DENIES for c in cues().find("verb", head.lemma))
        ):
            return None, False  # who denies a charge does not deny that there was one
        if dep == "oprd" and head.lemma in ("call", "term", "dub", "label"):
            return head, definite  # "launched what it called an operation" calls for none
        if dep == "dobj" and head.lemma == "call" and walk.sentence.children(head.i, "oprd"):
            return None, False  # "called the raid an act of war" calls for none either
        return _argument(walk, head, ("object",), definite)
    if dep in ("nsubj", "nsubjpass"):
        passive = dep == "nsubjpass"
        found = operator_of(walk, head, *(("object", "subject") if passive else ("subject",)))
        found = found or _raised(walk, head)
        if found:
            return under(walk, found, head)
        if head.lemma == "be" and not definite and not walk.sentence.children(head.i, "attr", "acomp"):
            return head, True
        if not definite:
            hypothetical(walk, head)
        if not definite and any(
            a.tag == "MD" and a.lemma in ("would", "could", "may", "might")
            for a in walk.sentence.children(head.i, "aux")
        ):
            for aux in walk.sentence.children(head.i, "aux"):
                modal(walk, head, aux)
        return None, False
    if dep in ("pobj", "pcomp"):
        if head.text.lower() == "without" or (found := walk.table.find("preposition", head.lemma, "any")):
            walk.deny(f"preposition:{head.lemma}", head)
            return None, False
        above = walk.sentence.head(head.i)
        if above.i == head.i or head.lemma in TEMPORAL:
            return None, False
        return across(walk, head, above, definite=definite, gerund=False)
    if dep in ("compound", "nmod") and head.is_noun:
        if found := walk.table.find("noun", head.lemma, "object"):
            return under(walk, found, head)
        return None, False
    return None, False


_OPENING = frozenset({"open", "kick", "reopen", "convene", "restart", "reconvene", "last", "go"})
"""What happens to talks and marches beside the verbs of the table: "talks are set to open"."""


def _raised(walk: Walk, head: Token) -> Operator | None:
    """Return the operator over a verb that only says that its subject happens: "talks are set to resume"."""
    for over in (head, *walk.sentence.children(head.i, "acomp")):
        for verb in walk.sentence.children(over.i, "xcomp"):
            if not any(t.tag == "TO" for t in walk.sentence.children(verb.i, "aux")):
                continue
            if verb.lemma in _OPENING or operator_of(walk, verb, "subject"):
                if over is head:
                    return operator_of(walk, head, "passive", "clause")
                return walk.table.find("adjective", over.lemma, "clause")
    return None


def _any(walk: Walk, noun: Token) -> Token | None:
    """Return the negation over "any deals", "any attack"; ``None`` where the noun is no such thing."""
    if not any(d.lemma == "any" for d in walk.sentence.children(noun.i, "det")):
        return None
    verb = next((t for t in walk.sentence.ancestors(noun.i) if t.is_verb), None)
    return negation(walk.sentence, verb) if verb else None


def _argument(walk: Walk, head: Token, roles: tuple[str, ...], definite: bool) -> Step:
    if definite and head.lemma == "claim":
        return None, False  # "no group has claimed the attack": there was one
    if head.lemma == "order" and head.tag == "VBG" and head.dep == "pcomp":
        return None, False  # "jailed for ordering the murders"
    if found := operator_of(walk, head, *roles):
        return under(walk, found, head)
    if not definite and (found := operator_of(walk, head, "indefinite")):
        return under(walk, found, head)  # "debated air strikes": the strikes are a matter of debate
    for entry in cues().find("verb", head.lemma):
        if entry.cue_class in SPEECH and "obj" in entry.frames:
            if negation(walk.sentence, head) or withheld(walk.sentence, head):
                walk.put(Modality.POSSIBLE, "has_not_said", head)
            elif entry.stance is Stance.DENIES:
                walk.deny(f"verb:{head.lemma}", head)
            return None, False
    return (None, False) if definite else (head, True)


def across(walk: Walk, prep: Token, head: Token, *, definite: bool, gerund: bool) -> Step:
    """From the object of a preposition to what the preposition hangs on."""
    if told := _told_by_turn(walk, prep, head):
        return told
    if head.is_noun:
        be = walk.sentence.head(head.i)
        if definite and head.dep == "attr" and be.lemma == "be" and negation(walk.sentence, be):
            return None, False  # "this is not the end of the talks": there are some
        if found := walk.table.find("noun", head.lemma, "object"):
            return under(walk, found, head)
        if not definite and (found := walk.table.find("noun", head.lemma, prep.lemma)):
            return under(walk, found, head)  # "no decision on air strikes"
        verb = walk.sentence.head(head.i)
        if head.dep in ("dobj", "nsubjpass") and verb.is_verb and (found := operator_of(walk, verb, prep.lemma)):
            return under(walk, found, verb)  # "cleared the man of killing": "of" hung on the man
        turn(walk, head)
        return None, False
    be = walk.sentence.head(head.i) if head.lemma == "responsible" else head
    if be.lemma == "be" and (head.lemma, prep.lemma) in (("responsible", "for"), ("be", "behind")):
        beside(walk, be)
        return None, False
    if head.lemma == "do" and walk.sentence.head(head.i).lemma == "nothing":
        walk.deny("nothing to do with", head)
        return None, False
    if head.lemma == "do" and (any_ := walk.sentence.head(head.i)).lemma == "anything":
        verb = walk.sentence.head(any_.i)
        return (verb, True) if verb.is_verb else (None, False)  # "denied that it had anything to do with the raid"
    if any(a.lemma in _WRONGLY for a in walk.sentence.children(head.i, "advmod")):
        walk.deny("wrongly", head)
        return None, False
    pos = "adjective" if head.tag.startswith("JJ") else "verb"
    if found := walk.table.find(pos, head.lemma, prep.lemma):
        return under(walk, found, head)
    if (gerund or (prep.dep == "agent" and not definite)) and prep.lemma in ("by", "in", "from") and head.is_verb:
        return head, True
    return None, False


def _told_by_turn(walk: Walk, prep: Token, head: Token) -> Step | None:
    """ "Distanced itself from the raid", "raised doubts about the raid": what a turn of phrase makes of the deed."""
    verb = head if head.is_verb else walk.sentence.head(head.i)
    found = turned(walk.sentence, verb)
    if found is None or not found.goals & {t.i for t in walk.sentence.children(prep.i)}:
        return None
    if found.stance is Stance.DENIES:
        walk.deny(found.rule, verb)
    elif found.stance is Stance.DOUBTS:
        walk.put(Modality.POSSIBLE, found.rule, verb)
    else:
        return None
    return None, False


def turn(walk: Walk, noun: Token) -> None:
    """What is said of a claim holds of the deed in it: "rejected claims that his men had shot at the crowd"."""
    if found := turn_of(walk.sentence, noun):
        if found.denies:
            walk.deny(found.rule, found.at)
        else:
            walk.put(Modality.POSSIBLE, found.rule, found.at)
