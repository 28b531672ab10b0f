"""Denials of what was told before, in words that name no deed: "the army denied it", "a charge that Kigali rejects"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from khabar.parse import Sentence, Token
from khabar.records import Modality, Polarity, Stance
from khabar.voice.certainty import certainty
from khabar.voice.claims import CLAIMS, SHARES, WRONG
from khabar.voice.cues import cues
from khabar.voice.model import CueClass
from khabar.voice.negation import negation
from khabar.voice.spans import agent, is_passive, subject

_PLAIN: Final = frozenset({"deny", "refute"})
"""Verbs that deny whatever "it" is; an offer is rejected, a bill is disputed."""
_DENYING: Final = _PLAIN | {"reject", "dismiss", "dispute", "contest", "rebut", "contradict", "debunk", "disprove",
                            "repudiate", "disavow", "rubbish", "discount"}  # fmt: skip
_DISOWNING: Final = frozenset({"deny", "disclaim", "reject", "disavow", "disown", "repudiate"})
_CALLING: Final = frozenset({"call", "describe", "brand", "label", "term", "dub", "dismiss", "reject", "denounce"})
_IT: Final = frozenset({"it", "this", "that", "them", "these", "those"})
_RELATIVE: Final = frozenset({"which", "that"})
_VAGUE: Final = frozenset({"incident", "matter", "affair", "event", "events"})
_ACTS: Final = frozenset({"carry", "commit", "fire", "launch", "plant", "drop", "detonate", "perpetrate", "lay"})
_RIGHT: Final = frozenset({"true", "accurate", "correct", "right"})
_INDEFINITE: Final = frozenset({"a", "an", "another", "some", "one"})
_NOBODY: Final = frozenset({"nobody", "none", "no-one", "neither"})
_BY_WHOM: Final = frozenset({"by", "from", "against"})


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial of what was told before.

    ``verb`` carries it, ``voice`` is the noun of who denies, ``doer`` of whom it is denied, the same where nobody else
    is named. ``first`` and ``last`` are the words that take up the deed, or the part in it: "it", "the charge",
    "responsibility", "firing them". ``part`` tells whether only a part in the deed is denied. ``denies`` is false where
    the verb only says ("said that it had taken no part") and the words below it deny.
    """

    verb: Token
    voice: Token
    doer: Token
    first: Token
    last: Token
    part: bool
    denies: bool


def denials(sentence: Sentence) -> Iterator[Denial]:
    """Yield the denials of a sentence that name no deed themselves, those of which the denial is a fact.

    >>> from khabar.parse import sentences_of
    >>> [told] = sentences_of("The army neither took part nor commented, and the rebels denied any role in it.")
    >>> [(d.voice.text, d.first.text, d.part) for d in denials(told)]
    [('rebels', 'role', True)]
    """
    for verb in sentence.tokens:
        if verb.tag.startswith("VB") and (found := _denial(sentence, verb)) is not None:
            sure = certainty(sentence, verb.i)
            if sure.polarity is Polarity.AFFIRMED and sure.modality is Modality.ACTUAL:
                yield found


def _denial(s: Sentence, verb: Token) -> Denial | None:
    found: tuple[Token, Token, bool] | None = None
    denies = True
    if verb.lemma in _DENYING | _DISOWNING:
        found = _denied(s, verb)
    if found is None and verb.lemma in _CALLING:
        found = _called(s, verb)
    if found is None and _speaks(verb):
        denies = False
        found = _said(s, verb)
    if found is None:
        return None
    voice = agent(s, verb.i) if is_passive(s, verb.i) else subject(s, verb.i)
    if voice is None or voice.lemma in _NOBODY or any(t.lemma in ("no", "neither") for t in s.children(voice.i, "det")):
        return None
    first, last, part = found
    doer = voice
    if not denies and part:
        clause = next((c for c in s.children(verb.i, "ccomp")), verb)
        own = s.child(clause.i, "nsubj", "nsubjpass")
        doer = own if own is not None and own.is_noun else voice
    return Denial(verb, voice, doer, first, last, part, denies)


def _denied(s: Sentence, verb: Token) -> tuple[Token, Token, bool] | None:
    passive = is_passive(s, verb.i)
    goal = s.child(verb.i, "nsubjpass" if passive else "dobj")
    above = s.head(verb.i)
    if verb.dep in ("relcl", "acl", "ccomp") and verb.lemma in _DENYING and (goal is None or goal.lemma in _RELATIVE):
        named = above.lemma in CLAIMS or (above.is_noun and above.lemma == "something")
        if named and _apposed(s, above) and (goal is not None or verb.dep != "acl" or passive):
            return (above, above, False) if not _content(s, above, verb) else None  # "a charge that the army denies"
        if verb.dep == "relcl" and goal is not None and goal.lemma == "which" and verb.lemma in _PLAIN:
            return goal, goal, False  # "…, which they deny"
    if goal is not None:
        if s.children(verb.i, "dative", "ccomp", "xcomp"):
            return None  # "denied them access"
        if verb.lemma in _PLAIN and goal.text.lower() in _IT and goal.tag in ("PRP", "DT"):
            return goal, goal, False
        if verb.lemma in _DENYING and goal.lemma in CLAIMS and _definite(s, goal) and not _content(s, goal, verb):
            return goal, goal, False
        if verb.lemma in _DISOWNING and goal.lemma in SHARES and _open(s, goal) and not s.children(goal.i, "poss"):
            return goal, goal, True
        return None
    for clause in s.children(verb.i, "xcomp", "ccomp") if verb.lemma in _PLAIN and not passive else ():
        return _act(s, clause)
    return None


def _act(s: Sentence, clause: Token) -> tuple[Token, Token, bool] | None:
    """Return the words by which a clause takes up a deed, and whether as a part in it: "doing so", "behind it"."""
    goal = s.child(clause.i, "dobj")
    it = goal is not None and goal.text.lower() in _IT
    if clause.lemma == "do":
        so = next((t for t in s.children(clause.i, "advmod", "dobj") if t.lemma == "so"), goal if it else None)
        return (clause, so, True) if so is not None and so.i > clause.i else None
    if clause.lemma in _ACTS and it and goal is not None and goal.i > clause.i:
        return clause, goal, True
    if clause.lemma in ("happen", "occur") and any(t.text.lower() in _IT for t in s.children(clause.i, "nsubj")):
        return clause, clause, False
    if clause.lemma in ("have", "play", "take") and goal is not None:
        if goal.lemma in SHARES and _open(s, goal):
            return goal, goal, True
        if goal.lemma in ("nothing", "anything"):
            do = next((t for t in s.children(goal.i) if t.lemma == "do"), None)
            return (do, do, True) if do is not None and _open(s, do) else None
    if clause.text.lower() in ("involved", "implicated") and _open(s, clause):
        return clause, clause, True
    if clause.lemma == "be":
        for word in s.children(clause.i, "acomp", "prep", "attr"):
            if word.lemma in ("responsible", "involved") and _open(s, word):
                return word, word, True
            if word.lemma == "behind" and all(_taken_up(g) for g in s.children(word.i, "pobj")):
                return word, word, True
    return None


def _said(s: Sentence, verb: Token) -> tuple[Token, Token, bool] | None:
    """ "Said that it had taken no part", "said the claims were false", "“This is a lie,” said X"."""
    for clause in s.children(verb.i, "ccomp"):
        no = negation(s, clause)
        if no is not None and (found := _act(s, clause)) is not None:
            return found
        about = s.child(clause.i, "nsubj")
        if about is None or clause.lemma != "be":
            continue
        claim = about.lemma in CLAIMS and _definite(s, about) and not _content(s, about, clause)
        if not claim and (about.text.lower() not in _IT or about.tag not in ("PRP", "DT")):
            continue
        told = s.children(clause.i, "acomp", "attr")
        if (no is None and any(_wrong(s, t) for t in told)) or (
            no is not None and any(t.lemma in _RIGHT for t in told)
        ):
            return about, about, False
    return None


def _called(s: Sentence, verb: Token) -> tuple[Token, Token, bool] | None:
    """ "Called the claim baseless", "dismissed it as propaganda"."""
    goal = s.child(verb.i, "nsubjpass" if is_passive(s, verb.i) else "dobj")
    if goal is None:
        return None
    claim = goal.lemma in CLAIMS and _definite(s, goal) and not _content(s, goal, verb)
    if not claim and (goal.text.lower() not in _IT or goal.tag not in ("PRP", "DT")):
        return None
    after = (t for t in s.tokens[max(goal.i, verb.i) + 1 :] if _wrong(s, t))
    wrong = next((t for t in after if next((a for a in s.ancestors(t.i) if a.is_verb), None) is verb), None)
    return (goal, goal, False) if wrong is not None and negation(s, wrong) is None else None


def _wrong(s: Sentence, token: Token) -> bool:
    return token.lemma in WRONG or any(t.lemma in WRONG for t in s.children(token.i, "amod", "compound"))


def _speaks(verb: Token) -> bool:
    entries = cues().find("verb", verb.lemma)
    return any(c.cue_class is CueClass.SPEECH and c.stance is Stance.SAYS and "clause" in c.frames for c in entries)


def _definite(s: Sentence, noun: Token) -> bool:
    return not any(t.lemma in _INDEFINITE for t in s.children(noun.i, "det"))


def _apposed(s: Sentence, noun: Token) -> bool:
    """Return whether a noun phrase stands behind a comma, as what was just told is called: "…, a charge …"."""
    first = s.subtree(noun.i, without=("relcl", "acl"))[0] if noun.is_noun else noun.i
    before = s[first - 1].text if first else ""
    return before in (",", "-", "–", "—", ":", ";", "(")


def _content(s: Sentence, noun: Token, verb: Token) -> bool:
    """Return whether a claim says itself of what it is: "claims that …", "accusations of …"."""
    for child in s.children(noun.i, "acl", "relcl", "ccomp"):
        made = child.tag == "VBN" and not s.children(child.i, "aux", "mark", "nsubj")  # "the claims made by the rebels"
        if child.i != verb.i and not made:
            return True
    for prep in s.children(noun.i, "prep"):
        goals = s.children(prep.i, "pobj", "pcomp")
        if prep.lemma in _BY_WHOM or prep.lemma == "as" or (prep.lemma == "of" and all(g.tag == "NNP" for g in goals)):
            continue
        if any(not _taken_up(g) for g in goals):
            return True
    return bool(s.children(noun.i, "compound", "nmod"))


def _open(s: Sentence, word: Token) -> bool:
    """Return whether what a part is had in is only taken up: "any role in it", "any role"."""
    return all(_taken_up(g) for p in s.children(word.i, "prep") for g in s.children(p.i, "pobj", "pcomp"))


def _taken_up(token: Token) -> bool:
    return token.text.lower() in _IT or token.lemma in _VAGUE


__all__ = ["Denial", "denials"]
