"""What the operator of a governing word does to a walk."""

from __future__ import annotations

from khabar.parse import Token
from khabar.records import Aspect, Modality
from khabar.voice.negation import negation
from khabar.voice.operators import Operator
from khabar.voice.scope.beside import beside, hypothetical, infinitive
from khabar.voice.scope.mood import subjunctive
from khabar.voice.scope.unsettled import beyond_belief, own_thought, unsettled
from khabar.voice.scope.walk import Step, Walk

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def under(walk: Walk, operator: Operator, head: Token) -> Step:
    """Return the way on above ``head``, once its operator is applied."""
    if operator.aspect is Aspect.ENDED and operator.scope == "stop" and _to_come(walk, head):
        if ought := next((a for a in walk.sentence.children(head.i, "aux") if a.text.lower() in _OUGHT), None):
            walk.put(Modality.ADVISED, f"aux:{ought.text.lower()}", ought)  # "must end its attacks" tells of none
        return None, False
    if operator.modality is Modality.POSSIBLE and operator.pos == "verb":
        if beyond_belief(walk.sentence, head):
            return None, False
        if (no := negation(walk.sentence, head)) and own_thought(walk.sentence, head):
            walk.deny("neg-raising", no)
            return None, False
    if operator.aspect is Aspect.ENDED and (no := negation(walk.sentence, head)):
        walk.phase(Aspect.HABITUAL, "has not ended", no)  # what has not stopped goes on
        return head, False
    walk.apply(operator, head)
    if operator.scope in ("pass", "light"):
        return head, True
    no = negation(walk.sentence, head)
    if no and operator.word == "know" and own_thought(walk.sentence, head) and head.tag != "VBD":
        walk.put(
            Modality.POSSIBLE, "negated", no
        )  # "I do not know that …" leaves it open, "he did not know that …" not
    elif operator.negated == "semi" and (why := unsettled(walk.sentence, head)):
        walk.put(Modality.POSSIBLE, "unsettled", why)
    elif no and operator.negated == "open":
        walk.put(Modality.POSSIBLE, "negated", no)
    elif no and operator.negated == "flip":
        walk.deny("negation", no)
    if operator.scope == "stop":
        if operator.aspect is Aspect.ATTEMPTED:
            beside(walk, head, negated=False)  # "may have foiled an attack"
        return None, False
    if operator.modality is None:
        return head, False
    if operator.pos == "noun":
        _thwarted(walk, head)
    hypothetical(walk, head)
    return None, False


_OUGHT = frozenset({"must", "should", "ought"})


def _thwarted(walk: Walk, plan: Token) -> None:
    """A plot that is foiled, a plan that is dropped: what was planned does not happen."""
    verb = walk.sentence.head(plan.i)
    if plan.dep not in ("dobj", "nsubjpass") or not verb.is_verb:
        return
    found = operator_of(walk, verb, "object")
    if found and (found.denies or found.aspect is Aspect.ATTEMPTED) and not negation(walk.sentence, verb):
        walk.deny(f"verb:{verb.lemma}:object", verb)


def _to_come(walk: Walk, head: Token) -> bool:
    """Whether an end is only asked for or planned, so that it goes on: "urged them to halt the siege"."""
    goals = walk.sentence.children(head.i, "dobj")
    gerund = any(t.tag == "VBG" or t.text.endswith("ing") for t in walk.sentence.children(head.i, "xcomp"))
    if not gerund and not any(is_definite(walk, g) for g in goals):
        return False
    if any(a.tag == "MD" for a in walk.sentence.children(head.i, "aux")):
        return True
    if subjunctive(walk.sentence, head):
        return True  # "demanded that they stop the shelling"
    return infinitive(walk, head) and walk.sentence.head(head.i).lemma not in ("manage", "help", "be", "have")


def operator_of(walk: Walk, head: Token, *roles: str) -> Operator | None:
    """Return the operator of a verb, with its particle where it has one: "ruled out an attack"."""
    for particle in walk.sentence.children(head.i, "prt"):
        if found := walk.table.find("verb", f"{head.lemma} {particle.lemma}", *roles):
            return found
    return walk.table.find("verb", head.lemma, *roles)


def is_definite(walk: Walk, noun: Token) -> bool:
    """Return whether a noun is put as known: by an article, a possessor or as a name."""
    return any(
        d.lemma in _DEFINITE or d.dep == "poss" for d in walk.sentence.children(noun.i, "det", "poss")
    ) or noun.tag.startswith("NNP")
