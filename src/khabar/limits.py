"""Every ceiling on untrusted input, in one place."""

from typing import Final

MAX_INPUT_BYTES: Final = 20 * 1024 * 1024
"""Largest page taken, after decompression (trafilatura's own ceiling)."""

MAX_TEXT_CHARS: Final = 2_000_000
"""Longest canonical text coded; what lies beyond is recorded as truncated."""

MAX_SENTENCE_CHARS: Final = 1_500
"""Longest sentence parsed: the parser's time grows with length, and news sentences end well before this."""

MAX_UNBROKEN_CHARS: Final = 60_000
"""Longest text without the end of a sentence that is parsed, in pieces; what follows is no prose, and recorded."""

MAX_HTML_DEPTH: Final = 200
"""Deepest nesting of which tags are read, on a page nested deeper than the 256 of libxml2; text below it is kept."""

MAX_HTML_CHARS: Final = 4_000_000
"""Most characters of text read of an HTML page, furniture and comments among them: twice what is coded of one."""

MAX_HTML_ELEMENTS: Final = 50_000
"""Most elements of an HTML page: choosing among 27,000 takes 5 s; a long article has some thousand."""

MAX_ATTRIBUTES: Final = 2_000
"""Most attributes of one tag: libxml2 compares each with each (1,000: 2 ms; 50,000: 3.4 s; a million never ends)."""

MAX_REFERENCES: Final = 300_000
"""Most ``&`` in the text of an HTML page: each may be a character reference, and a second resolves some 100,000."""

MAX_EXPANSION: Final = 100
"""Bytes that a compressed byte may unpack to without any of them becoming a page: news pages pack 5 to 20 to 1."""

MAX_TOTAL_EXPANSION: Final = 1_100
"""Bytes that a compressed byte may unpack to at all: gzip's own utmost is 1,032, which repeated pages reach."""

MAX_UNREAD_BYTES: Final = 64 * 1024 * 1024
"""Bytes that an input may unpack to before that is compared with its size."""
