"""Sentences of our own, one table of events and one of what only sounds like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.event import EventMention, Lexicon, find_events
from khabar.parse import Stretch, parse
from khabar.records import EventType, Role
from khabar.tables import Row, read_table

HERE = Path(__file__).parent
COLUMNS = ("sentence", "type", "mode", "agent", "target", "other")
TOLD = list(read_table(HERE / "sentences.tsv", COLUMNS))
QUIET = list(read_table(HERE / "quiet.tsv", ("sentence", "domain")))
FORCE = (EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.PROTEST)


def events_in(text: str) -> list[EventMention]:
    sentences = parse(text, [Stretch(0, len(text), 0, 0)])
    return [e for s in sentences for e in find_events(s, Lexicon.load())]


def who(text: str, event: EventMention, role: str) -> list[str]:
    return [text[a.start : a.end] for a in event.of(Role(role))]


def misses(row: Row, event: EventMention) -> list[str]:
    text = row["sentence"]
    wanted = [("agent", row["agent"]), ("target", row["target"])]
    wanted += [(part.split("=")[0], part.split("=")[1]) for part in row.items("other")]
    found = [f"mode {event.mode}"] if row["mode"] and event.mode != row["mode"] else []
    for role, words in wanted:
        named = who(text, event, role)
        if words == "-":
            found += [f"{role} {named}"] if named else []
        elif words and not any(name == words or name.startswith(words + " ") for name in named):
            found.append(f"{role} {named}")
    return found


@pytest.mark.parametrize("row", TOLD, ids=lambda r: r["sentence"][:60])
def test_tells(row: Row) -> None:
    events = [e for e in events_in(row["sentence"]) if e.event_type == row["type"]]
    assert events, "no event of the type"
    assert min((misses(row, e) for e in events), key=len) == []


@pytest.mark.parametrize("row", QUIET, ids=lambda r: r["sentence"][:60])
def test_only_sounds_like_it(row: Row) -> None:
    assert [e.event_type for e in events_in(row["sentence"]) if e.event_type in FORCE] == []
