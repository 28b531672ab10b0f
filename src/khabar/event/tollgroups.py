"""Parts of a toll by the group that is counted: "10 soldiers and 23 rebels", "himself and twelve others"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from khabar.event.numbers import Quantity
from khabar.event.tollmention import TollMention, toll_of
from khabar.parse.sentence import Sentence
from khabar.rare import Rare
from khabar.records import Measure
from khabar.tables import packaged, read_table

ATTACKERS: Final = "attackers"
"""The part of a toll that is the attacker's own: a bomber's, a gunman's by his own hand."""

REFLEXIVE: Final = frozenset({"himself", "herself", "themselves", "self"})

_OWN_DEATH: Final = Rare(
    r"\b(?:(?:took|taking|taken|take) (?:his|her|their) own li(?P<many>ves|fe)|commit(?:s|ted|ting)? suicide|"
    r"(?:died|dies|dead|death)\b[^.;]{0,40}\bself-inflicted|died by suicide|kill(?:ed|ing|s) self|"
    r"turn(?:s|ed|ing) (?:the|his|her|a|that) (?:gun|weapon|rifle|pistol|handgun|firearm) on (?:himself|herself)|"
    r"(?:kill\w*|murder\w*|fatally sho\w+)\b[^.;]{3,80}?"
    r"\b(?P<own>(?:then|before|and(?: then)?) (?:himself|herself|self)))\b",
    re.IGNORECASE,
)


@cache
def groups() -> Mapping[str, str]:
    """Return the group that a noun of people belongs to, by lower-case noun, singular and plural."""
    found: dict[str, str] = {}
    for row in read_table(packaged("khabar.event", "toll_groups.tsv"), ("group", "words")):
        for word in row.items("words"):
            found[word.lower()] = row["group"]
    return found


def group_in(words: str) -> str | None:
    """Return the group that the last noun of a phrase names, ``None`` if none is known.

    >>> group_in("senior commanders"), group_in("women"), group_in("of a village")
    ('leaders', 'women', None)
    """
    parts = re.findall(r"[\w'-]+", words.lower())
    for size in (2, 1):
        last = " ".join(parts[-size:])
        if len(parts) >= size and last in groups():
            return groups()[last]
    return None


def own_deaths(sentence: Sentence) -> Iterator[TollMention]:
    """Yield the attackers' own deaths that no other word gives: "took his own life", "committed suicide"."""
    for match in _OWN_DEATH.finditer(sentence.text):
        start = sentence.stretch.start + match.start("own" if match["own"] else 0)
        end = sentence.stretch.start + match.end()
        tokens = sentence.at(start, end)
        if tokens:
            own = Quantity(2, None, None, start, end) if match["many"] == "ves" else Quantity(1, 1, 1, start, end)
            yield TollMention(toll_of(sentence, Measure.KILLED, own, ATTACKERS), tokens[0].i, None)
