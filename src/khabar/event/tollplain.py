"""The hurt told in set phrases, read from the words where the tree gave none: "in critical condition after a shooting".

Each phrase says that somebody was hit; who it is stands right before it ("a boy is in critical condition"), or right
after it ("the shooting injures two", "sent a boy to hospital").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from khabar.event.numbers import Quantity
from khabar.event.tollheadline import people_in, unit, without_ages
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollwords import TollWords, toll_cues
from khabar.parse.sentence import Sentence
from khabar.rare import Rare
from khabar.records import Measure

_CONDITION: Final = r"(?:critical|serious|stable|fair|good|grave|guarded)"
_OF_WOUNDS: Final = (
    r"(?:an? |the |multiple |several |apparent |possible |at least |one |two |three |(?:non[- ])?life[- ]threatening |"
    r"what appeared to be )*(?:gun ?shot|stab|bullet|shrapnel|knife) (?:wounds?|injur(?:y|ies))"
)
_TO_HOSPITAL: Final = r"to (?:(?:the|a|an|area|local|nearby|hospital) ?)*(?:[\w'’.]+ ){0,4}?(?:hospitals?|medical cent)"
_AFTER_WHOM: Final = Rare(
    rf"\b(?:listed |remains? |still )?in (?:\w+ but )?{_CONDITION}(?: but \w+)? condition\b|"
    r"\brecovering (?:[^,.;]{0,40} )?(?:after|from|following) [^.;]{0,30}?\b(?:sho(?:t|oting)|stab\w+|gunshot|bullet|"
    r"gunfire|attack|wounds?)\b|"
    r"\b(?:grazed|struck|hit)(?: \w+)? by (?:an? |the |several |stray |multiple |two |three )*(?:bullets?|gunfire|"
    r"crossfire|shrapnel|shots|rounds)\b|"
    r"\btreated (?:at|in) [^,.;]{2,40} and released\b",
    re.IGNORECASE,
)
_WITH_WOUNDS: Final = Rare(rf"\b(?:with|from|suffering|suffered|sustained|received|for) {_OF_WOUNDS}", re.IGNORECASE)
_DOER: Final = (
    r"(?:shootings?|gunfire|gunm[ae]n|shooter|attack(?:er)?s?|stabbings?|bullets?|blasts?|explosions?|bombings?)"
)


@cache
def _before_whom(people: frozenset[str]) -> re.Pattern[str]:
    one = unit(people)
    return re.compile(
        rf"\b{_DOER}(?: [^,;.]{{0,30}}?)? (?:injures?|wounds?|hurts?|hospitali[sz]es?|grazes?|injured|wounded) "
        rf"(?P<a>{one}(?:(?:, | and ){one}){{0,3}})|"
        rf"\b(?:sends?|sent|sending|lands?|landed|puts?) (?P<b>{one}(?:(?:, | and ){one}){{0,3}}) {_TO_HOSPITAL}",
        re.IGNORECASE,
    )


@cache
def _bearer(people: frozenset[str]) -> re.Pattern[str]:
    """Return the pattern of those who come, are found or are taken somewhere, up to the end of the words."""
    return re.compile(
        r"(?:^|[;:,.–—-] |\b(?:after|as|and|that|where|say|says|said|found) )"
        rf"(?P<who>{unit(people)})(?: \([^)]*\)|, _+|,)?(?: who| also| later| then)*"
        r"(?: (?:was|were|has been|have been|is|are|had|walk\w*|show\w*|arriv\w+|c[ao]me|drove|ran|turned|"
        r"suffer\w*|lying|dropped)\b[^;.]{0,70}?)? $",
        re.IGNORECASE,
    )


def plain(sentence: Sentence, found: list[TollMention], words: TollWords) -> Iterator[TollMention]:
    """Yield those hurt by a set phrase, one toll a sentence, where no other word gives any hurt or dead."""
    if any(m.toll.measure in (Measure.INJURED, Measure.KILLED) for m in found):
        return
    if any(t.lemma in toll_cues("dying") for t in sentence.tokens):
        return
    for start, end, who, at in _phrases(without_ages(sentence.text), words):
        counted = people_in(who, words)
        if counted is None:
            continue
        quantity, a, b = counted
        base = sentence.stretch.start
        tokens = sentence.at(base + start, base + end)
        if tokens:
            n = Quantity(quantity.low, quantity.best, quantity.high, base + at + a, base + at + b)
            yield TollMention(toll_of(sentence, Measure.INJURED, n), tokens[-1].i, None)
            return


def _phrases(text: str, words: TollWords) -> Iterator[tuple[int, int, str, int]]:
    """Yield where each phrase stands, the words that name whom it is said of, and where those begin."""
    for match in _before_whom(words.persons).finditer(text):
        group = "a" if match["a"] else "b"
        yield match.start(), match.end(), match[group] + " ", match.start(group)
    for match in _WITH_WOUNDS.finditer(text):
        if who := _bearer(words.persons).search(text[: match.start()]):
            yield match.start(), match.end(), who["who"] + " ", who.start("who")
    for match in _AFTER_WHOM.finditer(text):
        yield match.start(), match.end(), text[: match.start()], 0
