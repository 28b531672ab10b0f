"""How words are compared on the desk: without case, accents and curly apostrophes, by the database itself."""

from __future__ import annotations


def folded(expression: str) -> str:
    """Return an SQL expression that gives ``expression`` folded.

    >>> folded("name")
    'replace(strip_accents(lower(name)), chr(8217), chr(39))'
    """
    return f"replace(strip_accents(lower({expression})), chr(8217), chr(39))"
