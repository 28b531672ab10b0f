"""Names looked up over spellings and transliterations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from khabar.actor.load import Name, Tables
from khabar.actor.spelling import SAME_SPELLING, SAME_WORD, bones_of_key, likeness, skeleton
from khabar.actor.words import key_of

_LEAST_WORD: Final = 6
"""Letters of a name of one word that is looked up over spellings; shorter ones are like too much else."""

_SPELLED: Final = frozenset({"person", "group", "organisation", "service"})


@dataclass(slots=True)
class Search:
    """Look-up of full names by their skeleton: one look in a table, and a ratio for what lies there."""

    tables: Tables
    _bones: dict[str, list[Name]] = field(default_factory=dict)

    def spellings(self, name: str, rules: Iterable[str] = _SPELLED) -> list[tuple[Name, float]]:
        """Return the names of which ``name`` is another spelling, with their ratio in 0 to 100, best first.

        Surnames alone and acronyms are no names for this.
        """
        wanted = skeleton(name)
        least = _least(name)
        if least is None:
            return []
        allowed = frozenset(rules)
        near = self._table().get(wanted.replace(" ", ""), ())
        found = [(entry, likeness(name, entry.alias)) for entry in near if entry.rule in allowed]
        kept = [(entry, score) for entry, score in found if score >= least and _least(entry.alias) == least]
        return sorted(kept, key=lambda pair: (-pair[1], pair[0].actor_id, pair[0].alias))

    def _table(self) -> dict[str, list[Name]]:
        """Return the names by skeleton, made at first need: texts without an unknown name never pay for it."""
        if not self._bones:
            for key, entries in self.tables.names.items():
                spelled = [e for e in entries if e.rule in _SPELLED and not e.weak and _least(e.alias) is not None]
                if spelled:
                    self._bones.setdefault(bones_of_key(key), []).extend(spelled)
        return self._bones


def _least(name: str) -> float | None:
    """Return the least ratio at which another spelling is the same name; ``None`` for a name too short to tell."""
    words = name.replace("-", " ").split()
    if name.isupper():
        return None
    if sum(len(word) > 2 for word in words) >= 2:
        return SAME_SPELLING
    longest = max((len(key_of(word)) for word in words), default=0)
    return SAME_WORD if longest >= _LEAST_WORD else None
