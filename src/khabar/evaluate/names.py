"""Names of actors in sentences, resolved as of the day of the event."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from khabar.actor import ActorMatch, Register
from khabar.actor.words import name_key
from khabar.errors import DataFileError
from khabar.evaluate.scores import Scores, read_gold

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_KEYS = ("id", "text", "mention", "start", "on", "country", "name")


def answer(record: dict[str, Any], register: Register) -> ActorMatch | None:
    """Return whom khabar takes the mention of a gold record for."""
    start, on = int(record["start"]), date.fromisoformat(record["on"])
    end = start + len(record["mention"])
    return register.resolve_mention(record["text"], start, end, on=on, country=record["country"])


def is_right(record: dict[str, Any], match: ActorMatch | None, register: Register) -> bool:
    """Return whether an answer is the gold's: an actor that bears the name, or no actor where the gold has none.

    A state's branches have names by rule ("Iraqi army", "the armed forces of Iraq"): there any words that mean the
    branch are its name. A state and its government are one, as in event data.
    """
    actor_id = match.actor_id if match is not None else None
    if record["name"] is None or actor_id is None:
        return record["name"] is None and actor_id is None
    if name_key(record["name"]) in {name_key(name) for name in register.names_of(actor_id)}:
        return True
    meant = register.resolve(record["name"])
    if meant is None or meant.actor_id is None or ":" in actor_id:
        return False
    return meant.actor_id.removesuffix(".GOV") == actor_id.removesuffix(".GOV")


def score(path: Path) -> Scores:
    """Return the share of mentions resolved rightly, of those with an actor found, and of those without left open."""
    register = Register.load()
    right = {True: 0, False: 0}
    wanted = {True: 0, False: 0}
    given = 0
    for number, record in enumerate(read_gold(path, _KEYS), start=1):
        start, mention = record["start"], record["mention"]
        if record["text"][start : start + len(mention)] != mention:
            raise DataFileError(path, number, f"mention {mention!r} not at {start}", "the place of the mention")
        if not _DAY.fullmatch(str(record["on"])):
            raise DataFileError(path, number, f"on {record['on']!r}", "a day, YYYY-MM-DD")
        match = answer(record, register)
        named = record["name"] is not None
        wanted[named] += 1
        right[named] += is_right(record, match, register)
        given += match is not None and match.actor_id is not None
    records = sum(wanted.values())
    figures = {
        "right": sum(right.values()) / records if records else 0.0,
        "found": right[True] / wanted[True] if wanted[True] else 0.0,
        "left_open": right[False] / wanted[False] if wanted[False] else 0.0,
        "precision": right[True] / given if given else 0.0,
    }
    return Scores("names", records, figures)
