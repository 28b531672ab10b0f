"""Whether a text writes the day or the month first: "03/04/2024" is 3 April or 4 March."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_NUMERIC: Final = re.compile(r"(?<![\d/-])(\d{1,2})([/-])(\d{1,2})\2(?:(?:19|20)\d\d|\d\d)(?![\d/-])")

_MONTH_FIRST: Final = frozenset({"us", "gov", "mil", "ph"})
_EITHER: Final = frozenset({"ca", "co", "io", "tv", "me", "ai", "fm", "ly", "gg", "ws", "cc", "to"})
"""Countries that write both, and country codes that are sold to anybody."""


def day_first(text: str, url: str | None = None) -> bool | None:
    """Return whether numeric dates of ``text`` begin with the day, ``None`` where nothing tells.

    The text's own dates tell where one can be read in one way only, and all such agree; else the country in the
    address does: the United States and the Philippines put the month first, nearly all others the day.

    >>> day_first("Raids on 23/03/2021 and 04/05/2021"), day_first("", "https://example.co.uk/a"), day_first("4/5/1")
    (True, True, None)
    """
    firsts = {int(m[1]) > 12 for m in _NUMERIC.finditer(text) if (int(m[1]) > 12) != (int(m[3]) > 12)}
    if firsts:
        return firsts.pop() if len(firsts) == 1 else None
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return None
    domain = host.rpartition(".")[2]
    if domain in _MONTH_FIRST:
        return False
    return True if len(domain) == 2 and domain.isalpha() and domain not in _EITHER else None
