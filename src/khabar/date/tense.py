"""Which way in time the clause of a date points."""

from __future__ import annotations

from khabar.date.meaning import DateMention, Tense
from khabar.date.verbs import verbs
from khabar.parse.sentence import Sentence, Token

_WILL = frozenset(["will", "shall", "'ll", "’ll", "wo"])
_MAY = frozenset(["may", "might", "should", "must"])


def tense_of(sentence: Sentence, i: int) -> Tense:
    """Return which way the clause of token ``i`` points: ``FUTURE`` for will, is to, plans to; ``PRESENT`` for a
    plain present; else ``PAST``.

    A noun takes the tense of the verb it hangs from.
    """
    at = sentence[i]
    if at.dep == "poss" and sentence.head(at.i).lemma not in verbs("appointed"):
        # "will appeal Wednesday's ruling": what has a day of its own has mostly been.
        return Tense.PAST
    if _is_of_deed(sentence, at):
        return Tense.PAST
    above = sentence.head(at.i)
    if (
        at.dep in ("dobj", "npadvmod")
        and above.lemma == "set"
        and above.tag in ("VBN", "VBZ", "VBP")
        and at.i > above.i
    ):
        # "has set Friday for the verdict"
        return Tense.FUTURE
    seen = 0
    while seen < len(sentence):
        seen += 1
        tense = _verb_tense(sentence, at) if at.is_verb or at.dep == "ROOT" else None
        if at.tag == "JJ" and at.lemma in verbs("timetable") and sentence.child(at.i, "nsubj"):
            # "Polls open on 3 May": taken for an adjective.
            return Tense.FUTURE
        if tense is Tense.PRESENT and any(
            t.head == at.i and t.dep in ("acomp", "oprd") and t.lemma in ("due", "set") for t in sentence.tokens
        ):
            return Tense.FUTURE
        if tense in (Tense.PRESENT, None) and _is_deadline(sentence, i, at):
            return Tense.FUTURE
        if tense is Tense.PRESENT and _conditions(sentence, at):
            return tense_of(sentence, at.head)
        if tense is Tense.PAST and not at.is_verb and _headed_to(sentence, at):
            return Tense.FUTURE
        if tense is not None:
            return tense
        if at.head == at.i:
            break
        at = sentence.head(at.i)
    return Tense.PAST


def due(sentence: Sentence, mention: DateMention) -> DateMention:
    """Return a day or month without a year as one that may be to come, where the grammar says that it then was."""
    tokens = sentence.at(mention.start, mention.end) if mention.meaning.is_bare else []
    return mention.due() if tokens and _may_lie_ahead(sentence, tokens[0].i) else mention


def _may_lie_ahead(sentence: Sentence, i: int) -> bool:
    """Whether token ``i`` stands with what was then still to be done: "decided to admit them in March", "a planned
    visit in March". When it was to be done may be past by now.
    """
    at = sentence[i]
    for above in sentence.ancestors(i):
        if at.tag.startswith("NN") and any(t.lemma in _PLANNED for t in sentence.children(at.i, "amod")):
            return True
        aux = {t.tag for t in sentence.children(at.i, "aux")}
        if at.tag == "VB" and "TO" in aux and at.dep in ("xcomp", "ccomp", "acl", "advcl"):
            return above.lemma in verbs("bid")
        if at.lemma == "to" and at.dep in ("prep", "dative") and above.lemma == "invite":
            return True
        if at.is_verb:
            return False
        at = above
    return False


_PLANNED = frozenset({"slate", "slated", "plan", "planned", "schedule", "scheduled", "propose", "proposed", "upcoming",
                      "expect", "expected", "forthcoming", "looming"})  # fmt: skip


def _is_of_deed(sentence: Sentence, at: Token) -> bool:
    """Whether a day is that of a deed which another clause, that may look ahead, only speaks of: "is due in court on
    Monday over the killing of a nurse on Sunday", "will investigate the raid on Monday".
    """
    top = at
    while (top.dep in _BELOW_A_DAY and not top.tag.startswith(("NN", "V"))) or (top.i == at.i and top.tag in _DAY_TAGS):
        if top.head == top.i:
            return False
        top = sentence.head(top.i)
    if top.lemma in verbs("deed") and top.tag.startswith("NN") and top.i != at.i:
        return not _is_planned(sentence, top)
    if at.lemma in verbs("deed") and at.tag.startswith("NN"):
        return _is_cause(sentence, at)
    return top.is_verb and (deed := _deed_before(sentence, at)) is not None and _is_cause(sentence, deed)


_BELOW_A_DAY = frozenset({"prep", "pobj", "npadvmod", "nmod", "compound", "nummod", "amod", "det", "advmod", "tmod"})
_DAY_TAGS = frozenset({"NN", "NNP", "NNS", "CD", "JJ", "IN", "RB", "DT"})


def _deed_before(sentence: Sentence, day: Token) -> Token | None:
    """Return the deed whose words a day follows at once, with or without "on"."""
    i = day.i - 1
    while i > 0 and sentence[i].lemma in ("on", "in", "last", "late", "early", "this", "the"):
        i -= 1
    if i < 0 or sentence[i].tag in (",", ":", ".", "CC"):
        return None
    at = sentence[i]
    while not (at.tag.startswith("NN") and at.lemma in verbs("deed")):
        if at.is_verb or at.head == at.i:
            return None
        at = sentence.head(at.i)
    return at


def _is_cause(sentence: Sentence, noun: Token) -> bool:
    """Whether a deed is what something is done over, after or about: that it was is beyond doubt."""
    owned = any(t.dep == "poss" and t.lemma.endswith("day") for t in sentence.children(noun.i))
    return not owned and noun.dep == "pobj" and sentence.head(noun.i).lemma in _OVER


_OVER = frozenset({"over", "after", "for", "about", "into", "following", "since", "of"})


def _is_planned(sentence: Sentence, noun: Token) -> bool:
    """Whether a deed is the very thing that is to come: "will carry out attacks on Monday"."""
    above = sentence.head(noun.i)
    return noun.dep in ("dobj", "nsubj", "nsubjpass", "ROOT") and above.is_verb and above.lemma in verbs("launch")


def _headed_to(sentence: Sentence, noun: Token) -> bool:
    """Whether a headline says by "to" alone what is to come: "Envoy to visit camps Friday"."""
    below = (
        t for t in sentence.tokens if t.head == noun.i and t.tag == "VB" and t.dep in ("advcl", "acl", "relcl", "xcomp")
    )
    return noun.dep == "ROOT" and any(a.tag == "TO" for t in below for a in sentence.children(t.i, "aux"))


def _conditions(sentence: Sentence, verb: Token) -> bool:
    """Whether a present tells what is to come: "if they do not leave by Friday, the army will attack"."""
    mark = sentence.child(verb.i, "mark", "advmod") if verb.dep == "advcl" else None
    return mark is not None and mark.lemma in ("if", "unless", "when", "until", "once", "before", "after")


def _is_deadline(sentence: Sentence, i: int, verb: Token) -> bool:
    """Whether a day is one up to which something lasts or is to be done: "stays in force until Friday", "told them to
    leave by Sunday".
    """
    before = next((sentence[n] for n in range(i - 1, max(-1, i - 3), -1) if sentence[n].tag == "IN"), None)
    if before is None or before.lemma not in ("until", "till", "by"):
        return False
    if verb.tag in ("VBZ", "VBP") and before.lemma != "by":
        return not any(t.lemma == "have" for t in sentence.children(verb.i, "aux"))
    above = sentence.head(verb.i)
    to = any(t.tag == "TO" for t in sentence.children(verb.i, "aux"))
    return to and verb.tag == "VB" and verb.dep in ("xcomp", "ccomp", "acl", "advcl") and above.lemma in verbs("bid")


_AHEAD = frozenset({"schedule", "expect", "plan", "set", "slate"})
"""Participles of what is still to come: "is set for Monday", "talks scheduled for Monday"."""
_SEEING = frozenset({"see", "watch", "hear", "have", "get", "want", "like", "need"})
"""Verbs whose time is that of what is done: "will see him sworn in on Monday", "wants them freed by Monday"."""


def _verb_tense(sentence: Sentence, verb: Token) -> Tense | None:
    auxiliaries = sentence.children(verb.i, "aux", "auxpass")
    words = {a.text.lower() for a in auxiliaries}
    if words & _WILL or ("would" in words and "have" not in words):
        return Tense.FUTURE
    if words & _MAY and "have" not in words:
        return Tense.FUTURE
    if verb.lemma in verbs("arrange"):
        return Tense.FUTURE
    if "to" in words and verb.dep in ("xcomp", "acl", "advcl", "ccomp", "relcl") and "have" not in words:
        governor = sentence.head(verb.i)
        if governor.lemma in verbs("to_come") or governor.lemma in (
            "be",
            "go",
            "decision",
            "plan",
            "deal",
            "agreement",
            "offer",
        ):
            return Tense.FUTURE
        return None
    if (
        verb.tag == "VBN"
        and verb.lemma in _AHEAD
        and any(a.lemma == "be" and a.tag in ("VBZ", "VBP") for a in auxiliaries)
    ):
        return Tense.FUTURE
    if verb.tag == "VBG" and any(a.lemma == "be" and a.tag in ("VBZ", "VBP") for a in auxiliaries):
        return Tense.FUTURE if verb.lemma == "go" else Tense.PRESENT
    if any(a.tag in ("VBD", "VBN") or a.lemma == "have" for a in auxiliaries) or verb.tag == "VBD":
        return Tense.PAST
    if verb.tag == "VBN" and not auxiliaries:
        if verb.lemma in _AHEAD:
            return Tense.FUTURE
        # "the ruling announced Wednesday", whatever will become of it
        below = ("advcl", "conj", "xcomp") if sentence.head(verb.i).lemma not in _SEEING else ("ccomp", "xcomp", "oprd")
        return None if verb.dep in below else Tense.PAST
    if verb.tag == "VBG":
        return None
    leaves = verb.lemma == "leave" and sentence.child(verb.i, "dobj") is not None
    if verb.tag in ("VBZ", "VBP") and not auxiliaries and verb.lemma in verbs("timetable") and not leaves:
        return Tense.FUTURE
    if verb.tag in ("VBZ", "VBP") or any(a.tag in ("VBZ", "VBP", "MD") for a in auxiliaries):
        return Tense.PRESENT
    return Tense.PAST if verb.dep == "ROOT" else None
