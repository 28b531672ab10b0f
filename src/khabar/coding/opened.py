"""Sentences that open with words for another deed: "Separately,", "In another incident,", "Elsewhere,".

What such a sentence tells is none of the deeds told before it, though it may have been in the next town on the same
day; who did the one says nothing of who did the other.
"""

from __future__ import annotations

import re
from typing import Final

from khabar.coding.draft import Draft
from khabar.parse import Sentence
from khabar.records import EventType

_DEED: Final = (
    r"(?:incident|attack|shooting|case|raid|strike|air ?strike|ambush|blast|bombing|explosion|assault|killing|murder"
    r"|clash|episode|event|act|operation|assassination|kidnapping|abduction|massacre|shelling|riot)s?"
)
_OTHER: Final = (
    r"(?:separate|another|different|unrelated|similar|second|third|fourth|other|further|subsequent|later|earlier)"
)
_OPENING: Final = re.compile(
    r"^[\"“'‘\s]*(?:(?:And|But|Meanwhile|Also|On the same day|The same day|Hours (?:later|earlier)|[A-Z]\w+day),?\s)?"
    rf"(?:separately|elsewhere(?:\s(?:in|on|across)\s[^,]{{2,40}})?|in\s(?:an?\s|yet\s|one\s|two\s|three\s)?(?:entirely\s|apparently\s)?{_OTHER}\s"
    rf"(?:but\s\w+\s|and\s\w+\s|[\w-]+\s){{0,2}}?{_DEED})\b",
    re.IGNORECASE,
)
_WITHIN: Final = re.compile(
    rf"\bin\s(?:an?\s|two\s|three\s)?(?:separate|different|unrelated|another)\s(?:[\w-]+\s){{0,2}}?{_DEED}\b",
    re.IGNORECASE,
)


def opens_another(draft: Draft) -> bool:
    """Return whether a deed's sentence sets it apart from those told before it.

    Not where it is itself told as known ("Separately, doctors said the attack had killed five").
    """
    s, mention = draft.sentence, draft.mention
    if mention.event_type is not EventType.ASSAULT or (mention.is_noun and mention.definite):
        return False
    if any(t.is_noun and _is_known(draft, t.i) for t in s.children(mention.i, "nsubj")):
        return False
    return sets_apart(s, mention.start)


def sets_apart(sentence: Sentence, start: int) -> bool:
    """Return whether a sentence sets what it tells from position ``start`` of the document on apart."""
    if _OPENING.match(sentence.text) is not None:
        return True
    found = _WITHIN.search(sentence.text)
    if found is None:
        return False
    # "Four were killed in another attack" as well as "in another attack four were killed".
    at = start - sentence.stretch.start
    return found.start() < at or ", " not in sentence.text[at : found.start()]


def _is_known(draft: Draft, i: int) -> bool:
    """Return whether a noun is of a deed told before: "the attack"."""
    s = draft.sentence
    marks = {t.lemma for t in s.children(i, "det")}
    return re.fullmatch(_DEED, s[i].lemma) is not None and not marks.isdisjoint(("the", "this", "that"))
