"""The words that decide whether a capitalised name is a place."""

from __future__ import annotations

from functools import cache

from khabar.tables import packaged, read_table

CLASSES = (
    "locative", "toward", "before", "admin1", "admin2", "town", "after", "title", "direction", "street", "body",
    "calendar", "illness", "never", "function", "given", "agentive",
    "state_thing", "vessel", "renamed", "speech", "inner", "place_verb", "generic", "site", "struck",
)  # fmt: skip


@cache
def words() -> dict[str, frozenset[str]]:
    """Return the lower-case words of each class.

    Raises:
        DataFileError: naming the line with an unknown class.
    """
    found: dict[str, set[str]] = {name: set() for name in CLASSES}
    for row in read_table(packaged("khabar.place", "words.tsv"), ["class", "word"]):
        if row["class"] not in found:
            raise row.error(row["class"], f"one of {', '.join(CLASSES)}")
        found[row["class"]].add(row["word"])
    return {name: frozenset(members) for name, members in found.items()}


@cache
def ordinary() -> frozenset[str]:
    """Return the ordinary English words that some place is called by."""
    return frozenset(row["word"] for row in read_table(packaged("khabar.place", "ordinary.tsv"), ["word"]))


@cache
def abbreviations() -> dict[str, tuple[str, bool]]:
    """Return, by written form, the ISO 3166-2 code of a unit and whether the form stands alone."""
    rows = read_table(packaged("khabar.place", "abbreviations.tsv"), ["form", "iso3166_2", "alone"])
    found = {}
    for row in rows:
        if row["alone"] not in ("yes", "no"):
            raise row.error(row["alone"], "yes or no")
        found[row["form"]] = row["iso3166_2"], row["alone"] == "yes"
    return found
