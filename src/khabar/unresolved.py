"""The names in a ledger that the register has nobody for: what a user would add first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from khabar.actor import Candidate, Register
from khabar.actor.unknown import unknown_name
from khabar.actor.words import name_key
from khabar.entity.find import PRONOUNS
from khabar.folding import fold

if TYPE_CHECKING:
    from khabar.ledger.ledger import Ledger

_QUOTES: Final = 2
"""Example quotes of a name."""

_ALIKE: Final = 3
"""Actors of the register that are shown beside a name."""

_MET: Final = 10
"""Actors of the register that are looked at for it."""

_LEAST_ALIKE: Final = 0.8
_LEAST_LETTERS: Final = 5
"""How much of two names must be the same, and how long they must be, for one to be shown as alike the other."""

_NO_NAMES: Final = PRONOUNS | frozenset(
    (
        *(
            "nobody",
            "everybody",
            "everyone",
            "somebody",
            "someone",
            "anybody",
            "anyone",
            "none",
            "one",
            "others",
            "another",
        ),
        *("many", "most", "some", "several", "few", "both", "all", "such"),
    )
)
"""Words that name nobody, though one that begins a sentence has a capital."""

_SMALL: Final = re.compile(r"(?<![\w'’-])[a-z][\w'’-]*")
"""Words that are written small."""

_SQL: Final = """
SELECT a.text, r.quote, r.doc_id, r.report_id
FROM actors a JOIN reports r USING (report_id) WHERE a.actor_id IS NULL AND a.text IS NOT NULL
UNION ALL
SELECT l.text, r.quote, r.doc_id, r.report_id
FROM links l JOIN reports r USING (report_id) WHERE l.actor_id IS NULL AND l.text IS NOT NULL
ORDER BY 3, 4, 1
"""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A name that was left unresolved.

    ``count`` are its mentions as an actor or a source, ``documents`` how many documents have one; ``forms`` the words
    that it stood in, the most frequent first; ``alike`` the actors of the register that it may be.
    """

    name: str
    count: int
    documents: int
    forms: tuple[str, ...]
    quotes: tuple[str, ...]
    alike: tuple[Candidate, ...]


@dataclass(slots=True)
class _Seen:
    names: dict[str, int] = field(default_factory=dict)
    forms: dict[str, int] = field(default_factory=dict)
    quotes: dict[str, None] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)


def unresolved_names(ledger: Ledger, register: Register, *, limit: int = 20) -> list[Unresolved]:
    """Return the names most often left unresolved among the actors and sources of a ledger, the most frequent first.

    Common nouns ("gunmen", "officials") are no names, nor are pronouns and single words that the register knows as
    nouns, or that the same quotes also write small ("Agents" at the head of a sentence). What the register given would
    resolve by now is left out, so that a name disappears from the list once its actor is added.
    """
    found: dict[str, _Seen] = {}
    named: dict[str, str | None] = {}
    rows = ledger.query(_SQL).fetchall()
    bare = {word for quote in {row[1] for row in rows} for word in _SMALL.findall(quote)}
    bare |= _NO_NAMES | {noun for noun in register.index.nouns if " " not in noun}
    for text, quote, doc_id, _ in rows:
        if text not in named:
            named[text] = _name_in(text, register)
        name = named[text]
        if name is None or name.lower() in bare:
            continue
        seen = found.setdefault(name_key(name), _Seen())
        seen.names[name] = seen.names.get(name, 0) + 1
        seen.forms[text] = seen.forms.get(text, 0) + 1
        seen.documents.add(doc_id)
        if len(seen.quotes) < _QUOTES:
            seen.quotes[" ".join(quote.split())] = None
    ranked = sorted(found.items(), key=lambda item: (-sum(item[1].forms.values()), item[0]))
    return [_shown(seen, register) for _, seen in ranked[:limit]]


def _name_in(text: str, register: Register) -> str | None:
    match = register.resolve(text)
    if match is not None and match.actor_id is not None:
        return None
    return unknown_name(text, register.index)


def _shown(seen: _Seen, register: Register) -> Unresolved:
    def often(counts: dict[str, int]) -> list[str]:
        return sorted(counts, key=lambda text: (-counts[text], text))

    name = often(seen.names)[0]
    return Unresolved(
        name=name,
        count=sum(seen.forms.values()),
        documents=len(seen.documents),
        forms=tuple(often(seen.forms)),
        quotes=tuple(seen.quotes),
        alike=tuple(one for one in register.candidates(name, limit=_MET) if _is_alike(name, one.alias))[:_ALIKE],
    )


def _is_alike(name: str, alias: str) -> bool:
    """Return whether a spelling of the register is near enough to a name to be worth a look.

    >>> _is_alike("Hayder Abadi", "Haider al-Abadi"), _is_alike("Mr Guzmán", "Guzman")
    (True, True)
    >>> _is_alike("Mekelle", "Merkel"), _is_alike("It", "MIT"), _is_alike("Alberto Nisman", "Alberto Bustamante")
    (False, False, False)
    """
    one, other = fold(name), fold(alias)
    if min(len(one), len(other)) < _LEAST_LETTERS:
        return one == other
    return one.split()[-1] == other.split()[-1] or SequenceMatcher(None, one, other).ratio() >= _LEAST_ALIKE
