"""What the grammar around a date says of whose it is: clefts, courts, what was due, by what means a deed was done."""

from __future__ import annotations

from khabar.date.verbs import verbs
from khabar.parse.sentence import Sentence, Token


def is_in_court(sentence: Sentence, verb: Token) -> bool:
    """Whether somebody is brought before a court: "is due in court on Tuesday over the attack"."""
    if verb.lemma not in ("be", "go", "stand"):
        return False
    due = (t.i for t in sentence.children(verb.i, "acomp") if t.lemma in ("due", "set"))
    preps = (t for i in (verb.i, *due) for t in sentence.children(i, "prep") if t.lemma in ("in", "before", "on"))
    goals = (sentence.child(t.i, "pobj") for t in preps)
    return any(t is not None and t.lemma in ("court", "custody", "dock", "jail", "judge", "trial") for t in goals)


def is_due(sentence: Sentence, i: int) -> bool:
    """Whether a date says when something was due: "days before the election due on 27 March"; no deed is then dated."""
    due = sentence[i - 2] if i > 1 and sentence[i - 1].tag in ("IN", "TO") else sentence[i - 1] if i else None
    return due is not None and due.i > 0 and due.lemma == "due" and sentence[due.i - 1].tag.startswith("NN")


def is_cleft(sentence: Sentence, clause: Token, above: Token, host: int) -> bool:
    """Whether a day is only put before its clause: "it was on Wednesday that a bomb killed two"."""
    subject = sentence.child(above.i, "nsubj", "expl")
    it_was = above.lemma == "be" and subject is not None and subject.text.lower() == "it"
    return it_was and host == above.i and clause.is_verb and not sentence.children(above.i, "attr", "acomp")


def is_means(sentence: Sentence, clause: Token, noun: Token) -> bool:
    """Whether a clause says what was done by the means of a deed: "ended its truce with a bomb which wounded nine"."""
    if clause.tag != "VBD" or sentence.children(clause.i, "aux", "auxpass"):
        return False
    named = any(t.lemma in ("the", "this", "that") or t.dep == "poss" for t in sentence.children(noun.i, "det", "poss"))
    if named or not (noun.lemma in verbs("deed") or noun.lemma in verbs("weapon")):
        return False
    above = sentence.head(noun.i)
    by = noun.dep == "pobj" and above.lemma in ("with", "in", "by") and above.dep in ("prep", "agent")
    return by or (noun.dep == "dobj" and above.lemma in verbs("does_with"))


def is_of_means(sentence: Sentence, clause: int, trigger: int) -> bool:
    """Whether a clause tells when that by which a deed was done did so: "a bomb that went off on Friday killed two"."""
    verb, noun = sentence[clause], sentence.head(clause)
    if verb.dep != "relcl" or verb.tag != "VBD" or sentence.children(clause, "aux", "auxpass"):
        return False
    does = noun.dep == "nsubj" and noun.head == trigger and sentence.child(clause, "nsubj") is not None
    return does and (noun.lemma in verbs("weapon") or noun.lemma in verbs("deed"))


def is_aftermath(sentence: Sentence, noun: Token, verb: Token) -> bool:
    """Whether a verb tells what became later of those whom a deed befell, or of its count, so that its day is later.

    ``noun`` is a word of the verb's, above the deed: "a man wounded in the bombing died on Saturday", "the men abducted
    in Alva were freed on Monday", "the death toll from the blast rose to nine on Sunday".
    """
    if not verb.is_verb:
        return False
    if verb.lemma in verbs("counts"):
        counted = sentence.children(verb.i, "nsubj", "nsubjpass", "dobj")
        return any(t.lemma in verbs("count") for t in counted) and noun.dep in ("nsubj", "nsubjpass", "dobj", "prep")
    if noun.dep not in ("nsubj", "nsubjpass") or noun.lemma in verbs("weapon") or noun.lemma in verbs("deed"):
        return False
    return verb.lemma in verbs("afterwards")
