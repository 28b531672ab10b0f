"""The hurt who are not called so: hit in the leg, taken to hospital, treated for wounds, in critical condition."""

from __future__ import annotations

from khabar.event import victims as v
from khabar.event.tollwords import toll_cues
from khabar.parse.sentence import Sentence, Token


def hurt_by(sentence: Sentence, token: Token) -> list[int]:
    """Return the head tokens of those whom a word says to be hurt in other words than "injured" or "wounded".

    People are hit, not cars and houses: the caller counts persons only.
    """
    if token.is_verb:
        if token.lemma in toll_cues("struck_verbs"):
            return _patients(sentence, token) if _by_bullet(sentence, token) else []
        if token.lemma in toll_cues("carry_verbs"):
            return _alive(sentence, _patients(sentence, token)) if _to_hospital(sentence, token) else []
        return []
    if token.lemma in toll_cues("wound_nouns"):
        return _bearers(sentence, token)
    if token.lemma in _LAID_IN:
        return _alive(sentence, _laid_in(sentence, token))
    if token.lemma == "condition" and any(
        c.text.lower() in toll_cues("conditions") for c in sentence.children(token.i, "amod", "compound", "nmod")
    ):
        return _alive(sentence, _in_condition(sentence, token))
    return []


_LAID_IN = frozenset({"hospital", "care"})
_LIES = frozenset({"be", "remain", "stay", "lie", "recover", "recuperate"})


def _laid_in(sentence: Sentence, noun: Token) -> list[int]:
    """Return who is "in hospital" or "in intensive care"."""
    prep = sentence.head(noun.i)
    kind = {c.lemma for c in sentence.children(noun.i, "amod", "compound", "det")}
    if prep.lemma not in ("in", "at") or (noun.lemma == "care" and "intensive" not in kind) or noun.dep != "pobj":
        return []
    above = sentence.head(prep.i)
    outcome = sentence.head(above.i)
    if above.is_noun and outcome.lemma == "with" and sentence.head(outcome.i).lemma == "end":
        return [above.i]  # "the party ended with five people in hospital"
    if above.lemma == "end" and sentence.child(above.i, "prt") is not None:
        return v.subject_of(sentence, above)
    if (
        above.dep == "relcl"
        or above.lemma not in _LIES
        or (prep.lemma == "at" and above.lemma == "be")
        or above.i > prep.i
    ):
        return []
    return [] if sentence.child(above.i, "attr", "acomp") is not None else v.subject_of(sentence, above)


def _patients(sentence: Sentence, verb: Token) -> list[int]:
    """Return whom a verb is done to: the object, the subject of a passive, the noun before a participle."""
    if (subject := sentence.child(verb.i, "nsubjpass")) is not None:
        return [_who(sentence, verb, subject)]
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl"):
        return [verb.head]
    if verb.dep == "conj" and verb.tag == "VBN" and sentence.child(verb.i, "dobj", "nsubj") is None:
        above = sentence.head(verb.i)
        subject = sentence.child(above.i, "nsubjpass")
        return [_who(sentence, above, subject)] if subject is not None else []
    return [t.i for t in sentence.children(verb.i, "dobj")[:1]]


def _who(sentence: Sentence, verb: Token, subject: Token) -> int:
    return verb.head if subject.tag in ("WP", "WDT") and verb.dep == "relcl" else subject.i


def _by_bullet(sentence: Sentence, verb: Token) -> bool:
    """Whether what hit is a bullet, or where it hit is a part of the body."""
    hits = toll_cues("missiles") | toll_cues("body_parts")
    goals = [
        goal
        for prep in sentence.children(verb.i, "prep", "agent")
        if prep.lemma in ("by", "in", "with", "on", "through", "at")
        for goal in sentence.children(prep.i, "pobj")
    ]
    passive = sentence.child(verb.i, "nsubjpass") is not None and sentence.child(verb.i, "agent") is None
    if not goals and passive and any(t.lemma in _FIRED for t in sentence.tokens):
        return True  # "two boys were struck when a gunman opened fire"
    above = sentence.head(verb.i)
    subject = sentence.child(verb.i, "nsubj") or (sentence.child(above.i, "nsubj") if verb.dep == "conj" else None)
    if subject is not None and subject.lemma in toll_cues("missiles") | toll_cues("shooters"):
        return True
    if verb.tag == "VBG" and verb.dep == "advcl" and above.lemma in ("fire", "shoot", "open", "spray"):
        return True  # "opened fire, striking five people"
    return any(g.lemma in hits or any(c.lemma in hits for c in sentence.children(g.i, "compound")) for g in goals)


_FIRED = frozenset({"gunfire", "shot", "bullet", "gunshot", "gunman", "shooter", "sniper", "shooting", "crossfire"})


def _to_hospital(sentence: Sentence, verb: Token) -> bool:
    goals = [
        goal
        for prep in sentence.children(verb.i, "prep")
        if prep.lemma in ("to", "at", "in")
        for goal in sentence.children(prep.i, "pobj")
    ]
    return any(
        (g.lemma in toll_cues("hospitals") or g.text.lower() in toll_cues("hospitals"))
        and not any(c.lemma in toll_cues("held_in") for c in sentence.children(g.i, "compound", "amod", "nmod"))
        for g in goals
    )


def _alive(sentence: Sentence, heads: list[int]) -> list[int]:
    """Return the heads, none if the sentence may tell of them that they die: of those taken to hospital some do."""
    return [] if dies(sentence, heads) else heads


def dies(sentence: Sentence, heads: list[int]) -> bool:
    """Return whether some of these people may be those whom the sentence tells to die.

    Not they where the word has another subject of its own: "one man was killed and the other is in hospital".
    """
    for word in sentence.tokens:
        if word.lemma in toll_cues("dying") and not _not_so(sentence, word):
            who = sentence.child(word.i, "nsubjpass", "nsubj") or sentence.child(word.head, "nsubjpass", "nsubj")
            if who is None or who.tag in ("PRP", "WP", "WDT") or not heads or who.i >= min(heads):
                return True
            between = sentence.tokens[who.i + 1 : min(heads)]
            if not any(t.lemma in _SETS_APART for t in between):
                return True
    return False


def _not_so(sentence: Sentence, word: Token) -> bool:
    """Whether a word of death is taken back by what stands before it: "non-fatal wounds"."""
    before = [t.text.lower() for t in sentence.tokens[max(0, word.i - 2) : word.i]]
    return bool(before) and (before[-1] in _NON or (before[-1] == "-" and before[0] in _NON))


_NON = frozenset({"non", "not", "nonfatal", "less"})
_SETS_APART = frozenset({"and", "while", "but", "as", ";", ","})


def _bearers(sentence: Sentence, wound: Token) -> list[int]:
    """Return who has a wound: the subject of "suffered", those treated "for", found or taken "with" it."""
    governor = sentence.head(wound.i)
    if wound.dep == "conj" and governor.lemma in toll_cues("wound_nouns"):
        return []
    if wound.dep == "dobj" and governor.lemma in ("suffer", "sustain", "receive", "have"):
        return v.subject_of(sentence, governor)
    if wound.dep != "pobj" or governor.lemma not in ("with", "from", "for"):
        return []
    above = sentence.head(governor.i)
    if above.is_noun and above.dep != "pobj":
        return [above.i]
    while above.is_noun or above.tag == "IN":  # "found in the yard of a house with a wound": the house has none
        if above.dep == "ROOT":
            return []
        above = sentence.head(above.i)
    if not above.is_verb or above.lemma in toll_cues("dying"):
        return []
    if above.lemma in ("suffer", "recover", "survive", "arrive", "come", "show", "walk", "be"):
        return v.subject_of(sentence, above)
    return _patients(sentence, above)


def _in_condition(sentence: Sentence, noun: Token) -> list[int]:
    """Return who is "in critical condition"."""
    prep = sentence.head(noun.i)
    if prep.lemma != "in":
        return []
    above = sentence.head(prep.i)
    if above.is_noun:
        return [above.i]
    if above.lemma in ("be", "remain", "list", "hospitalize", "hospitalise"):
        subject = sentence.child(above.i, "nsubj", "nsubjpass")
        if subject is None or _of_whom(sentence, subject):
            return []
        return [_who(sentence, above, subject)]
    return []


def _of_whom(sentence: Sentence, some: Token) -> bool:
    """Whether some of those counted before are told apart: "seven were hurt, two of whom are in critical condition"."""
    goals = (goal for of in sentence.children(some.i, "prep") for goal in sentence.children(of.i, "pobj"))
    return any(goal.text.lower() == "whom" for goal in goals)
