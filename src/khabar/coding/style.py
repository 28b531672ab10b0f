"""The plain style before a surname that was named in full before: "Mr Example"."""

from __future__ import annotations

import re
from typing import Final

_STYLE: Final = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Mme|M|Señor|Sr)\.? (?=[A-Z]|[^\W\d_a-z])")


def without_style(words: str) -> str:
    """Return a name without the style before it.

    >>> without_style("Mr Example"), without_style("Mrs. Example"), without_style("Mr")
    ('Example', 'Example', 'Mr')
    """
    return _STYLE.sub("", words, count=1) if _STYLE.match(words) else words


__all__ = ["without_style"]
