"""The names in a ledger that the register has nobody for: what a user would add first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from khabar.actor import Candidate, Register
from khabar.actor.unknown import unknown_name
from khabar.actor.words import name_key

if TYPE_CHECKING:
    from khabar.ledger.ledger import Ledger

_QUOTES: Final = 2
"""Example quotes of a name."""

_ALIKE: Final = 3
"""Actors of the register that are shown beside a name."""

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

    Common nouns ("gunmen", "officials") are no names. What the register given would resolve by now is left out, so
    that a name disappears from the list once its actor is added.
    """
    found: dict[str, _Seen] = {}
    named: dict[str, str | None] = {}
    for text, quote, doc_id, _ in ledger.query(_SQL).fetchall():
        if text not in named:
            named[text] = _name_in(text, register)
        name = named[text]
        if name is None:
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
        alike=register.candidates(name, limit=_ALIKE),
    )
