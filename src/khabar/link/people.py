"""What words tell of one person: age, sex and name; two that differ in one of them are two people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from khabar.event.tollwords import toll_words
from khabar.numerals import integer

_AGE = re.compile(r"\b(?P<n>\d{1,2}|[a-z]+(?:-[a-z]+)?)[ -](?P<unit>year|month)s?[ -]?old\b", re.IGNORECASE)
_AGE_AT_END = re.compile(r"[A-Za-z],? ?\(?(?P<n>\d{1,2})\)?$")
_AGE_BEHIND = re.compile(r" ?[,(] ?(?P<n>\d{1,2})(?=[,).])")
_NAME = re.compile(r"\b[A-Z][\w'’.-]+(?: (?:[A-Z][\w'’.-]*|[“\"][A-Z]\w+[”\"]))+(?=,? ?\d*$)")
"""A name ends the words, with its age at most behind it: in "Boone County man" there is none."""
_OWNER = re.compile(r"['’]s? ")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_FEMALE = frozenset({
    "woman", "women", "girl", "girls", "she", "her", "mother", "wife", "daughter", "sister", "girlfriend", "aunt",
    "grandmother", "female", "niece", "stepdaughter", "stepmother", "ex-wife", "ex-girlfriend", "mom", "widow",
    "granddaughter", "fiancée",
})  # fmt: skip
_MALE = frozenset({
    "man", "men", "boy", "boys", "he", "him", "father", "son", "brother", "husband", "boyfriend", "uncle",
    "grandfather", "male", "nephew", "stepson", "stepfather", "ex-husband", "ex-boyfriend", "dad", "widower",
    "grandson", "fiancé",
})  # fmt: skip
_TITLES = frozenset({
    "A", "An", "The", "One", "Two", "Three", "Officer", "Deputy", "Police", "Sgt", "Lt", "Capt", "Cpl", "Det", "Mr",
    "Mrs", "Ms", "Dr", "Jr", "Sr", "Another", "Also", "Victim",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one person: ages as number and unit, sexes as "f" or "m", words of names; empty if unknown."""

    ages: frozenset[tuple[int, str]] = field(default_factory=frozenset)
    sexes: frozenset[str] = field(default_factory=frozenset)
    names: frozenset[str] = field(default_factory=frozenset)

    def differs(self, other: Person) -> bool:
        """Return whether both have an age, a sex or a name and share none of its kind.

        >>> person_of("the 19-year-old").differs(person_of("a 14-year-old boy"))
        True
        >>> person_of("a boy").differs(person_of("Ada Holt"))
        False
        """
        pairs = ((self.sexes, other.sexes), (self.names, other.names))
        return any(a and b and not a & b for a, b in pairs) or self._is_of_other_age(other)

    def _is_of_other_age(self, other: Person) -> bool:
        """Return whether the ages are more than a year apart: a child of 22 months is "2-year-old" elsewhere."""
        ages = [[n / 12 if unit == "month" else n for n, unit in person.ages] for person in (self, other)]
        return all(ages) and all(abs(a - b) > 1 for a in ages[0] for b in ages[1])


def person_of(words: str, behind: str = "") -> Person:
    """Return what a noun phrase tells of one person; ``behind`` are the words after it, which may begin with an age.

    >>> person = person_of("Ada Holt", ", 34, was shot")
    >>> sorted(person.ages), sorted(person.names)
    ([(34, 'year')], ['Ada', 'Holt'])
    """
    ages = {(n, m["unit"].lower()) for m in _AGE.finditer(words) if (n := integer(m["n"].lower())) is not None}
    if not ages and (alone := _AGE_AT_END.search(words) or _AGE_BEHIND.match(behind)):
        ages.add((int(alone["n"]), "year"))
    told = [word for word in _WORD.findall(words.lower()) if word in _FEMALE or word in _MALE]
    sexes = {"f" if told[-1] in _FEMALE else "m"} if told else set()
    name = _NAME.search(words) if not told and not _OWNER.search(words) else None
    if name and toll_words().persons & {word.lower() for word in name[0].split()}:
        name = None  # "Teen Junior Firefighter"
    names = {w.strip('.“”"') for w in name[0].split()} - _TITLES if name else ()
    return Person(frozenset(ages), frozenset(sexes), frozenset(names))


def one_person(told: Iterable[Person]) -> Person:
    """Return what several phrases tell of one person together."""
    told = list(told)
    return Person(
        frozenset().union(*(p.ages for p in told)),
        frozenset().union(*(p.sexes for p in told)),
        frozenset().union(*(p.names for p in told)),
    )
