"""Words that stand where an actor would and tell nobody: a bare figure, a name of which it is unknown what it names."""

from __future__ import annotations

from typing import Final

from khabar.event import Argument
from khabar.parse import Sentence
from khabar.records import Actor, Role

_TOLD: Final = frozenset({"more", "other", "another", "of"})
"""Words by which a number is one of people told of."""


def is_bare_figure(sentence: Sentence, argument: Argument) -> bool:
    """Return whether an argument is a number of people and no more: "28" of "killing 28"; the toll has it.

    "The 28" and "eight more" are people of whom the text has told.
    """
    head = sentence[argument.i]
    if argument.role is not Role.TARGET or head.tag != "CD":
        return False
    words = sentence.at(argument.start, argument.end)
    return not any(t.is_noun or t.tag in ("PRP", "DT", "PDT") or t.lemma in _TOLD for t in words if t.i != head.i)


def is_unknown_before(sentence: Sentence, argument: Argument, actor: Actor) -> bool:
    """Return whether a doer is an unknown name before its deed, which may as well be what was struck.

    Nobody knows from the words alone whether "the Marriott bombing" was by Marriott or of it.
    """
    head = sentence[argument.i]
    if argument.role is not Role.AGENT or actor.actor_id or actor.kind or head.tag not in ("NNP", "NNPS"):
        return False
    return head.dep in ("compound", "nmod", "amod") and head.i < sentence[argument.i].head


__all__ = ["is_bare_figure", "is_unknown_before"]
