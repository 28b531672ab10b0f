"""What is known beside the words of a name: the day, the country, who was named before."""

from __future__ import annotations

from datetime import date
from typing import Final

from khabar.frozen import record


@record(frozen=True, slots=True)
class Scene:
    """Where and when a name is used.

    ``on`` is the day of the event; ``country`` (ISO alpha-3) is where it plays, and decides only what the words leave
    open; ``seen`` are the ids of actors that the text names in full; ``kind_hint`` prefers actors of a kind.
    """

    on: date | None = None
    country: str | None = None
    seen: frozenset[str] = frozenset()
    kind_hint: str | None = None


NOWHERE: Final = Scene()
"""Nothing known but the words."""
