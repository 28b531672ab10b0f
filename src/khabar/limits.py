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

MAX_EXPANSION: Final = 100
"""Bytes that a compressed byte may unpack to without any of them becoming a page: news pages pack 5 to 20 to 1."""

MAX_TOTAL_EXPANSION: Final = 1_100
"""Bytes that a compressed byte may unpack to at all: gzip's own utmost is 1,032, which repeated pages reach."""

MAX_UNREAD_BYTES: Final = 64 * 1024 * 1024
"""Bytes that an input may unpack to before that is compared with its size."""
