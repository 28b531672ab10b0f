"""What is told as a habit: "shells the town most nights" is no one event."""

from __future__ import annotations

from typing import Final

from khabar.parse import Sentence, Token
from khabar.tables import word_classes

_OBJECTS: Final = ("dobj", "nsubjpass", "nsubj")
_HABIT_FORMS: Final = ("VBP", "VBZ")


def habit(sentence: Sentence, event: Token) -> Token | None:
    """Return the word of frequency that makes an event a habit, ``None`` where it is told once.

    In the present, every word of frequency does ("often", "nightly", "every week"); in the past only those that
    cannot count single deeds ("regularly", "used to" stands elsewhere): "shelled the town every night last week" tells
    of deeds that were done.
    """
    verb = event if event.is_verb else sentence.head(event.i)
    if not verb.is_verb or (verb is not event and event.dep not in _OBJECTS):
        return None
    words = word_classes("khabar.voice", "frequency.tsv")
    helpers = sentence.children(verb.i, "aux", "auxpass")
    first = min((verb, *helpers), key=lambda t: t.i)
    if any(a.tag == "MD" and a.text.lower() not in ("would", "will", "'d", "’d") for a in helpers):
        return None
    is_present = first.tag in _HABIT_FORMS and first.lemma != "have" and verb.tag != "VBG"
    for child in sentence.children(verb.i):
        low = child.text.lower()
        if child.dep == "advmod" and low in words["steady"] and (is_present or first.tag in ("VBD", "MD")):
            return child
        if not is_present:
            continue
        if child.dep == "advmod" and low in words["often"]:
            return child
        if child.lemma in words["span"] and child.dep in ("npadvmod", "dobj", "pobj", "advmod"):
            for one in sentence.children(child.i):
                if one.text.lower() in words["each"]:
                    return one
    return None
