"""Ids worked out from content, so that the same pages give the same ids everywhere."""

from __future__ import annotations

from hashlib import sha256


def content_id(prefix: str, *parts: object) -> str:
    """Return ``prefix-`` and 16 hexadecimal digits of a hash of the parts.

    >>> content_id("r", "d-1", 5) == content_id("r", "d-1", "5")
    True
    """
    body = "\x1f".join(str(part) for part in parts)
    return f"{prefix}-{sha256(body.encode()).hexdigest()[:16]}"
