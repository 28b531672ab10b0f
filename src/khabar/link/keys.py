"""How actors without an id are written in keys: ``~`` and their folded words."""

from typing import Final

ARMED: Final = "~armed:"
"""The mark of words for armed people of no state."""
