"""Weapons by their words: ``data/weapons.tsv``, which knows nouns, phrases and designations ("Su-25SM")."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khabar.tables import packaged, read_table

_NUMBER = re.compile(r"\d+[a-z]{0,3}\d?")
_SEPARATOR = "-"


@dataclass(frozen=True, slots=True)
class Weapon:
    """What a form of ``weapons.tsv`` means; ``plain`` is whether it means a weapon wherever it stands."""

    kind: str
    plain: bool


@cache
def weapons() -> dict[str, Weapon]:
    """Return all forms, in lower case, with their weapon; ``#`` stands for a number and the letters after it."""
    found: dict[str, Weapon] = {}
    for row in read_table(packaged("khabar.event", "weapons.tsv"), ["words", "kind"], optional=["plain"]):
        for words in row.items("words"):
            found.setdefault(words, Weapon(row["kind"], row["plain"] != "no"))
    return found


@cache
def longest() -> int:
    """Return how many words the longest form has."""
    return max(form.count(" ") + 1 for form in weapons())


def weapon(words: Sequence[str]) -> Weapon | None:
    """Return the weapon that a run of words ends with, read from its longest form; ``None`` if it ends with none.

    >>> weapon(["an", "anti-tank", "mine"]).kind, weapon(["Russian", "Su-25SM"]).kind, weapon(["a", "word"])
    ('mine', 'aircraft', None)
    """
    low = [word.lower() for word in words]
    for length in range(min(longest(), len(low)), 0, -1):
        run = " ".join(low[-length:])
        for form in (run, *_singular(run), *_patterns(run)):
            if (found := weapons().get(form)) is not None:
                return found
    return None


def _singular(run: str) -> tuple[str, ...]:
    """Return the form without a plural ending: "anti-tank mines"."""
    return (run[:-1],) if run.endswith("s") and not run.endswith("ss") else ()


def _patterns(run: str) -> tuple[str, ...]:
    """Return the forms of a designation that a number stands in: "su-25sm" and "su 25" are "su-#", "rpg-7s" "rpg-#"."""
    if not any(character.isdigit() for character in run):
        return ()
    joined = run.replace(" ", _SEPARATOR)
    return tuple(dict.fromkeys(_NUMBER.sub("#", form, count=1) for form in (run, joined)))
