"""Every ceiling on untrusted input, in one place."""

from typing import Final

MAX_INPUT_BYTES: Final = 20 * 1024 * 1024
"""Largest page taken, after decompression (trafilatura's own ceiling)."""

MAX_TEXT_CHARS: Final = 2_000_000
"""Longest canonical text coded; what lies beyond is recorded as truncated."""

MAX_SENTENCE_CHARS: Final = 1_500
"""Longest sentence parsed: the parser's time grows with length, and news sentences end well before this."""

MAX_HTML_DEPTH: Final = 250
"""Deepest nesting read: libxml2 silently cuts text below 256."""
