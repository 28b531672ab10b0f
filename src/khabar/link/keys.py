"""How actors without an id are written in keys: ``~`` and their folded words."""

from typing import Final

ARMED: Final = "~armed:"
"""The mark of words for armed people of no state."""

PRONOUNS: Final = frozenset({
    "he", "she", "it", "they", "him", "her", "them", "himself", "herself", "itself", "themselves", "who", "whom",
    "which", "that", "this", "these", "those", "someone", "somebody", "one", "ones", "others", "some", "both", "all",
    "each", "nobody", "none", "no one", "no-one",
})  # fmt: skip
"""Words that stand for somebody and name nobody, folded."""
