"""UniversalPetrarch's validation sentences with CAMEO codes, scored as PLOVER types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.evaluate.plover_gsr import countries, country_counts, document_of, events_of, gold_countries, type_counts
from khabar.evaluate.scores import Counts, Scores, read_gold
from khabar.event import plover_of
from khabar.records import Role


def gold_types(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the PLOVER types of a record's CAMEO codes.

    A statement or an appeal (CAMEO 01 and 02) is no event in PLOVER; appeals are scored as REQUEST, as PLOVER 0.8
    takes requests of every strength.
    """
    found = []
    for event in record["expected"]:
        code = str(event["code"])
        event_type, _ = plover_of(code)
        if event_type is not None:
            found.append(event_type.value)
        elif code.startswith("02"):
            found.append("REQUEST")
    return tuple(dict.fromkeys(found))


def gold_roots(record: dict[str, Any]) -> tuple[str, ...]:
    """Return the CAMEO root codes of a record that PLOVER has; appeals (02) as requests (10)."""
    roots = (str(event["code"])[:2] for event in record["expected"])
    return tuple(dict.fromkeys("10" if root == "02" else root for root in roots if root != "01"))


def gold_sides(record: dict[str, Any], side: str) -> frozenset[str]:
    """Return the countries on one side of the events that PLOVER has: the first three letters of a CAMEO actor."""
    codes = [{"code": str(e[side])[:3]} for e in record["expected"]]
    return frozenset(c for c in gold_countries(codes) if c.isalpha() and c.isupper())


def score(path: Path) -> Scores:
    """Return precision, recall and F1 of PLOVER types, F1 of CAMEO's root codes, and the share of countries met."""
    coder = Coder()
    totals = {name: Counts() for name in ("type", "root", "source", "target")}
    records = 0
    for record in read_gold(path, ("id", "text", "expected")):
        if not record.get("evaluate", True) or not record["text"].strip():
            continue
        records += 1
        text = record["text"]
        events = events_of(text, record["id"], coder.lexicon)
        reports = coder.code(document_of(text, record["id"])).reports
        totals["type"] += type_counts(gold_types(record), [e.event_type.value for e in events])
        totals["root"] += type_counts(gold_roots(record), [(e.cameo or "")[:2] for e in events])
        for side, roles in (("source", (Role.AGENT, Role.LED_BY)), ("target", (Role.TARGET, Role.PARTNER))):
            totals[side] += country_counts(gold_sides(record, side), countries(reports, events, roles))
    figures = {
        "type_f1": totals["type"].f1,
        "type_precision": totals["type"].precision,
        "type_recall": totals["type"].recall,
        "root_f1": totals["root"].f1,
        "source_country": totals["source"].recall,
        "target_country": totals["target"].recall,
    }
    return Scores("up_petr2_gsr", records, figures)
