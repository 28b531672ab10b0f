"""How surely an event is put: polarity, modality and aspect, by a walk from its word up the tree.

At each word passed, what stands with it (negation, modals, hedges) and what governs it ("failed to …", "plans to …",
"the risk of …") changes the state; a border of scope (a relative clause, "when …", a definite noun) ends the walk.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from khabar.parse import Sentence, Token
from khabar.records import Aspect
from khabar.voice.grades import form_of, with_reader
from khabar.voice.model import Certainty
from khabar.voice.operators import operators
from khabar.voice.scope.beside import beside
from khabar.voice.scope.habit import habit
from khabar.voice.scope.mood import at_root
from khabar.voice.scope.nouns import above_noun
from khabar.voice.scope.verbs import above_conjunct, above_verb
from khabar.voice.scope.walk import Step, Walk

if TYPE_CHECKING:
    from khabar.reader import Reading


def certainty(sentence: Sentence, i: int, *, own: bool = True, reading: Reading | None = None) -> Certainty:
    """Return how surely the event named by token ``i``, a verb or an event noun, is put in its sentence.

    Who is accused, suspected or believed to have done something is put as having done it by whoever accuses: that
    is the chain's to tell, so the event stays actual under "accused of", and is possible under "suspected",
    "believed", as crowd workers have it. ``own=False`` leaves out the negation, the modals and the adverbs of the
    event's own clause: how surely that whole clause is held true.

    The classes are the rules' alone, and each is explained. ``reading`` is what the reader (`khabar.reader`) says of
    the same text: with it the graded value is of both.

    >>> from khabar.parse import sentences_of
    >>> [told] = sentences_of("The militia threatened to burn the village.")
    >>> found = certainty(told, 4)
    >>> found.polarity.value, found.modality.value, [b.rule for b in found.because]
    ('affirmed', 'expected', ['verb:threaten:clause'])
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
    if own and (often := habit(sentence, token)):
        walk.phase(Aspect.HABITUAL, "habit", often)
    found = walk.result(form_of(sentence, token))
    if reading is None or (read := reading.graded(token.start, token.end)) is None:
        return found
    return replace(found, value=with_reader(found.value, found.polarity, found.modality, read.value))


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
