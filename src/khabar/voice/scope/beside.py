"""What stands beside a word of the walk: negation, modals, adverbs, the word that opens its clause."""

from __future__ import annotations

from khabar.parse import Sentence, Token
from khabar.records import Modality, Stance
from khabar.voice.cues import cues
from khabar.voice.model import CueClass
from khabar.voice.negation import negation
from khabar.voice.scope.walk import Walk
from khabar.voice.turns import asks_to_know

SPEECH = frozenset({CueClass.SPEECH, CueClass.EVIDENCE, CueClass.HEARSAY})

_NEARLY = frozenset({"almost", "nearly", "hardly", "scarcely", "barely"})


def beside(walk: Walk, token: Token, *, negated: bool = True) -> None:
    """Apply what stands beside a word: negation (unless ``negated`` is false), modals, adverbs, the clause's opener."""
    if negated and (no := negation(walk.sentence, token)):
        walk.deny("negation", no)
    for child in walk.sentence.children(token.i):
        if child.dep == "aux":
            modal(walk, token, child)
        elif child.dep in ("advmod", "amod") and child.text.lower() != "please" and child.i != token.i:
            role, pos = ("any", "adverb") if child.dep == "advmod" else ("modifier", "adjective")
            if child.lemma in _NEARLY and not _right_before(walk, child, token):
                continue  # "comes barely a month after"
            if found := walk.table.find(pos, child.lemma, role) or walk.table.find(pos, child.text.lower(), role):
                walk.apply(found, child)
        elif child.text.lower() == "please" and child.i < token.i and token.tag in ("VB", "VBP", "NN"):
            walk.put(Modality.ADVISED, "please", child)
        elif child.dep == "mark":
            opened_by(walk, token, child)


def _right_before(walk: Walk, adverb: Token, verb: Token) -> bool:
    between = walk.sentence.tokens[adverb.i + 1 : verb.i]
    return adverb.i < verb.i and all(t.head == verb.i for t in between)


def opened_by(walk: Walk, token: Token, mark: Token) -> None:
    """A clause that "if" or "whether" opens: a condition, or a question where someone asks it."""
    found = walk.table.find("mark", mark.lemma, "any")
    if found is None:
        return
    head = walk.sentence.head(token.i)
    asks = any(c.stance is Stance.ASKS for c in cues().find("verb", head.lemma)) and token.i > head.i
    asks = asks or asks_to_know(walk.sentence, head) is not None
    if mark.lemma == "whether" or (mark.lemma == "if" and (token.dep == "ccomp" or asks or _unclear(walk, token))):
        walk.put(Modality.ASKED if asks else Modality.POSSIBLE, f"mark:{mark.lemma}", mark)
    else:
        walk.apply(found, mark)


def _unclear(walk: Walk, token: Token) -> bool:
    """Whether an "if" asks: "it remains unclear if they left"."""
    head = walk.sentence.head(token.i)
    words = (head, *walk.sentence.children(head.i, "acomp", "oprd"))
    return token.i > head.i and any(
        (found := walk.table.find("adjective", t.lemma, "clause")) and found.negated == "keep" and found.modality
        for t in words
    )


def modal(walk: Walk, token: Token, aux: Token) -> None:
    """Apply a modal verb; with a perfect it looks back ("could have", "must have")."""
    word = aux.text.lower().replace("’", "'")
    if aux.tag != "MD":
        return
    perfect = any(a.lemma == "have" for a in walk.sentence.children(token.i, "aux"))
    modality = found.modality if (found := walk.table.find("aux", word, "any")) else None
    if perfect and word in ("could", "would", "should", "'d"):
        modality = Modality.HYPOTHETICAL
    elif perfect and word in ("must", "can"):
        modality = Modality.POSSIBLE
    elif word in ("would", "'d") and reported(walk, token):
        modality = Modality.EXPECTED
    walk.put(modality, f"aux:{word}", aux)


def hypothetical(walk: Walk, head: Token) -> None:
    """A condition or a "would" over a plan or a thought makes what is planned hypothetical."""
    for mark in walk.sentence.children(head.i, "mark"):
        if mark.lemma in ("if", "unless"):
            walk.put(Modality.HYPOTHETICAL, f"mark:{mark.lemma}", mark)
    for aux in walk.sentence.children(head.i, "aux"):
        if aux.text.lower() in ("would", "'d", "’d") and not reported(walk, head):
            walk.put(Modality.HYPOTHETICAL, "aux:would", aux)


def reported(walk: Walk, token: Token) -> bool:
    """Whether a clause is reported in the past, so that its "would" is a "will"."""
    return any(
        t.tag in ("VBD", "VBN") and any(c.cue_class in SPEECH for c in cues().find("verb", t.lemma))
        for t in walk.sentence.ancestors(token.i)
    )


def past(walk: Walk, token: Token) -> bool:
    """Return whether a clause stands in a past or a perfect."""
    return token.tag == "VBD" or any(
        a.lemma in ("have", "be") and a.tag in ("VBD", "VBZ", "VBP") and a.text.lower() != "be"
        for a in walk.sentence.children(token.i, "aux", "auxpass")
    )


def happened(sentence: Sentence, verb: Token) -> bool:
    """Return whether a verb stands in the past, neither negated nor modal, so that what it led to came about."""
    before = sentence.children(verb.i, "aux", "auxpass")
    if any(a.tag == "MD" or a.lemma == "do" for a in before) or negation(sentence, verb):
        return False
    perfect = any(a.lemma == "have" and a.tag in ("VBD", "VBZ", "VBP") for a in before)
    return (verb.tag == "VBD" and not before) or (verb.tag == "VBN" and perfect)


def infinitive(walk: Walk, token: Token) -> bool:
    """Return whether a verb stands with "to"."""
    return any(a.tag == "TO" for a in walk.sentence.children(token.i, "aux"))
