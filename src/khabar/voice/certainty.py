"""How surely an event is put: polarity, modality and aspect, by a walk from its word up the tree.

At each word passed, what stands with it (negation, modals, hedges) and what governs it ("failed to …", "plans to …",
"the risk of …") changes the state; a border of scope (a relative clause, "when …", a definite noun) ends the walk.
"""

from __future__ import annotations

from khabar.parse import Sentence, Token
from khabar.voice.grades import form_of
from khabar.voice.model import Certainty
from khabar.voice.operators import operators
from khabar.voice.scope.beside import beside
from khabar.voice.scope.mood import at_root
from khabar.voice.scope.nouns import above_noun
from khabar.voice.scope.verbs import above_conjunct, above_verb
from khabar.voice.scope.walk import Step, Walk


def certainty(sentence: Sentence, i: int, *, own: bool = True) -> Certainty:
    """Return how surely the event named by token ``i``, a verb or an event noun, is put in its sentence.

    Who is accused, suspected or believed to have done something is put as having done it by whoever accuses: that
    is the chain's to tell, so the event stays actual under "accused of", and is possible under "suspected",
    "believed", as crowd workers have it. ``own=False`` leaves out the negation, the modals and the adverbs of the
    event's own clause: how surely that whole clause is held true.
    """
    walk = Walk(sentence, operators())
    token = sentence[i]
    at: Token | None = sentence.head(i) if token.dep in ("aux", "auxpass") else token
    assert at is not None
    if token.lemma == "must" and at.dep == "ccomp":
        at = sentence.head(at.i)  # the demand is what is reported, not what is demanded
    seen: set[int] = set()
    local = own
    while at is not None and at.i not in seen:
        seen.add(at.i)
        if local:
            beside(walk, at)
        at, local = _step(walk, at)
    return walk.result(form_of(sentence, token))


def _step(walk: Walk, token: Token) -> Step:
    """Return where the walk goes on from ``token``."""
    head = walk.sentence.head(token.i)
    if head.i == token.i:
        at_root(walk, token)
        return None, False
    if token.dep == "conj":
        return above_conjunct(walk, token, head)
    if token.is_verb and token.dep not in ("amod", "compound", "nmod"):
        return above_verb(walk, token, head)
    return above_noun(walk, token, head)
