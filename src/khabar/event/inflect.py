"""Inflected forms of a lemma, for the gate: regular ones by rule, irregular ones from the parser's lemma tables."""

from __future__ import annotations

from functools import cache

from khabar.parse.lemma import _tables

_VOWELS = "aeiou"


@cache
def _irregular() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the irregular forms by part of speech and lemma."""
    _, exceptions, _ = _tables()
    found: dict[tuple[str, str], list[str]] = {}
    for pos in ("verb", "noun"):
        for form, lemmas in exceptions.get(pos, {}).items():
            for lemma in lemmas:
                found.setdefault((pos, str(lemma)), []).append(str(form))
    return {key: tuple(forms) for key, forms in found.items()}


def inflections(lemma: str, *, noun: bool) -> frozenset[str]:
    """Return the forms of a lemma, itself among them.

    >>> sorted(inflections("raid", noun=True)), "fought" in inflections("fight", noun=False)
    (['raid', 'raids'], True)
    """
    found = {lemma, *_irregular().get(("noun" if noun else "verb", lemma), ())}
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        found.add(lemma + "es")
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        found.add(lemma[:-1] + "ies")
    else:
        found.add(lemma + "s")
    if noun:
        return frozenset(found)
    if lemma.endswith("e"):
        found |= {lemma + "d", lemma[:-1] + "ing"}
    elif lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        found |= {lemma[:-1] + "ied", lemma + "ing"}
    else:
        found |= {lemma + "ed", lemma + "ing"}
    return frozenset(found)
