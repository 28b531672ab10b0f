"""What a site asks of robots: its robots.txt, read as RFC 9309 has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

MAX_ROBOTS_BYTES: Final = 500 * 1024
"""How much of a robots.txt is read, as RFC 9309, 2.5, has it."""

MAX_DELAY_S: Final = 60.0
"""Longest pause between two requests that a site is granted."""


@dataclass(frozen=True, slots=True)
class Robots:
    """What a site allows one robot.

    Attributes:
        rules: patterns of paths, and whether they may be fetched.
        delay_s: seconds to leave between two requests, ``None`` if the site does not say.
    """

    rules: tuple[tuple[str, bool], ...] = ()
    delay_s: float | None = None

    def allows(self, path: str) -> bool:
        """Return whether ``path`` (with its query) may be fetched: the longest rule that fits it decides.

        >>> Robots((("/private", False), ("/private/open$", True))).allows("/private/open")
        True
        """
        if path.startswith("/robots.txt"):
            return True
        path = _even(path)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, path)]
        return max(fitting)[1] if fitting else True


NOTHING_SAID: Final = Robots()


def parse_robots(text: str, agent: str) -> Robots:
    """Return the rules of a robots.txt for ``agent``: those that name it, or else those for all (``*``).

    >>> parse_robots("User-agent: *\\nDisallow: /drafts\\nCrawl-delay: 5", "khabar").delay_s
    5.0
    """
    named: list[tuple[str, str]] = []
    general: list[tuple[str, str]] = []
    agents: list[str] = []
    in_head = False
    found_named = False
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            agents = [*agents, value.lower()] if in_head else [value.lower()]
            in_head = True
            found_named = found_named or _token(value) == agent.lower()
        elif key in ("allow", "disallow", "crawl-delay"):
            in_head = False
            if any(_token(one) == agent.lower() for one in agents):
                named.append((key, value))
            if "*" in agents:
                general.append((key, value))
    return _robots(named if found_named else general)


def _token(agent: str) -> str:
    return agent.strip().lower().partition("/")[0].strip()


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple((_even(value), key == "allow") for key, value in lines if key != "crawl-delay" and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and value.replace(".", "", 1).isdecimal()]
    return Robots(rules, max(delays) if delays else None)


def _even(path: str) -> str:
    """Return a path in one way of writing, ``*`` and ``$`` as they are."""
    return quote(unquote(path, errors="surrogateescape"), safe="/*$?&=:@!'()+,;~-._%", errors="surrogateescape")


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a path fits a pattern: as its beginning, ``*`` being anything and a last ``$`` the end."""
    whole = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not whole or path == first
    at = len(first)
    for part in rest[:-1]:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    last = rest[-1]
    if whole:
        return path.endswith(last) and len(path) - len(last) >= at
    return path.find(last, at) >= 0
