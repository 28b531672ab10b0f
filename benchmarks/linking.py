"""How linking grows with the number of reports, and against one-a-day filtering, on invented reports.

    python benchmarks/linking.py [REPORTS ...]

The reports are of invented incidents: how many articles tell of one is as uneven as in the news (a Zipf law), and so
are towns and sides; one day of a thousand holds a twentieth of all. An article has a title, a first and a second
paragraph on its incident, and every third one a paragraph on an earlier incident. One article in ten gives another
day, a wider place, or another toll. Printed: processor seconds of each step, the growth between two sizes as an
exponent, and B³ of articles by incident, the same for a filter that keeps one event a day for a tuple of day, place,
sides and type, as coders without linking have.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Hashable
from datetime import date, timedelta
from itertools import pairwise
from math import log
from time import process_time

from khabar.evaluate.gva_longtail import b_cubed, wrong_pairs
from khabar.link.across import group
from khabar.link.block import block_keys, candidate_pairs
from khabar.link.incidents import settled
from khabar.link.score import load_weights
from khabar.link.told import told_of
from khabar.records import (
    Actor,
    Aspect,
    Coded,
    Document,
    EventType,
    Link,
    Measure,
    Modality,
    Passage,
    PassageKind,
    Place,
    Polarity,
    Report,
    Role,
    SourceKind,
    Standing,
    Toll,
    When,
)

SIZES = (10_000, 100_000)
DAYS, TOWNS, SIDES = 1000, 3000, 60
BUSY_SHARE = 0.05
COMMON = [
    "the",
    "army",
    "said",
    "that",
    "a",
    "strike",
    "on",
    "a",
    "town",
    "had",
    "killed",
    "people",
    "and",
    "police",
    "told",
    "reporters",
    "at",
    "the",
    "scene",
    "of",
    "it",
]


def zipf(chance: random.Random, most: int) -> int:
    """Return a number from 0 to ``most`` - 1, the small ones far more often."""
    return int(most ** chance.random()) - 1


def corpus(reports: int, seed: int = 1) -> tuple[list[Coded], dict[str, int]]:
    """Return documents with about so many reports, and the incident of each document by its id."""
    chance = random.Random(seed)
    found: list[Coded] = []
    truth: dict[str, int] = {}
    made, incident = 0, 0
    told: list[tuple[int, int, int, int, int, list[str]]] = []
    while made < reports:
        incident += 1
        day = 500 if chance.random() < BUSY_SHARE else chance.randrange(DAYS)
        names = ["".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(3)) for _ in range(8)]
        facts = day, zipf(chance, TOWNS), zipf(chance, SIDES), zipf(chance, SIDES), zipf(chance, 60) + 1, names
        told.append(facts)
        for _ in range(min(1 + zipf(chance, 60), reports)):
            earlier = chance.choice(told[-2000:]) if chance.random() < 0.33 else None
            document = article(chance, len(found), facts, earlier)
            found.append(document)
            truth[document.document.doc_id] = incident
            made += len(document.reports)
    return found, truth


def article(chance: random.Random, number: int, facts: tuple, earlier: tuple | None) -> Coded:  # type: ignore[type-arg]
    """Return an article on an incident, with a paragraph on an earlier one."""
    day, town, agent, target, dead, names = facts
    slip = chance.random()
    day += slip < 0.03
    dead += slip > 0.95
    wide = 0.03 < slip < 0.08
    chosen = chance.sample(names, 6)
    first = f"{' '.join(chance.sample(COMMON, 8))} {chosen[0].title()} {chosen[1].title()} {' '.join(chosen[2:])}"
    lines = [f"{chosen[0].title()} strike kills {dead}", first, " ".join(chance.sample(COMMON, 14))]
    text, spans = "", []
    for line in [*lines, *([" ".join([*chance.sample(COMMON, 9), *earlier[5][:3]])] if earlier else [])]:
        spans.append((len(text), len(text) + len(line)))
        text += line + "\n"
    doc_id = f"d-{number:08}"
    published = date(2020, 1, 1) + timedelta(days=day + 1 + chance.randrange(2))
    document = Document(
        doc_id,
        text,
        tuple(Passage(i, PassageKind.TITLE if i == 0 else PassageKind.BODY, a, b) for i, (a, b) in enumerate(spans)),
        name=f"outlet-{number % 211}",
        raw_sha256="0",
        media_type="text/plain",
        outlet=f"outlet-{number % 211}",
        published=published,
    )
    reports = [
        report(document, 0, spans[0], None, None, agent, target, dead, PassageKind.TITLE),
        report(document, 1, spans[1], day, None if wide else town, agent, target, dead),
        report(document, 2, spans[2], day, town, agent, None, None),
    ]
    if earlier:
        reports.append(report(document, 3, spans[3], earlier[0], earlier[1], earlier[2], earlier[3], earlier[4]))
    return Coded(document, tuple(reports))


def report(
    document: Document,
    number: int,
    span: tuple[int, int],
    day: int | None,
    town: int | None,
    agent: int,
    target: int | None,
    dead: int | None,
    passage: PassageKind = PassageKind.BODY,
) -> Report:
    """Return one report on a line of a document."""
    start, end = span
    at = {"text": document.text[start : start + 3], "start": start, "end": start + 3}
    sides = [(Role.AGENT, agent), *([(Role.TARGET, target)] if target is not None else [])]
    when = date(2020, 1, 1) + timedelta(days=day) if day is not None else None
    return Report(
        f"r-{document.doc_id}-{number}",
        document.doc_id,
        passage,
        None,
        start,
        end,
        document.text[start:end],
        EventType.ASSAULT,
        "aerial",
        (),
        None,
        None,
        None,
        document.span(start, start + 3),
        Polarity.AFFIRMED,
        Modality.ACTUAL,
        Aspect.DONE,
        Standing.REPORTED,
        tuple(
            Actor(role, f"side {n}", start, start + 3, actor_id=f"group:{role.value}-{n}", name=f"side {n}")
            for role, n in sides
        ),
        Place(
            **at,
            place_id=f"g:{town}",
            name=f"Town {town}",
            latitude=round(town % 60 - 30 + (town * 7 % 100) / 100, 3),
            longitude=round(town // 60 * 1.3, 3),
            country_iso3=f"X{town % 20:02}",
            where_prec=1,
        )
        if town is not None
        else None,
        When(**at, date_start=when, date_end=when, date_prec=1, anchor="text") if when else None,
        (Toll(Measure.KILLED, dead, dead, dead, **at),) if dead else (),
        (Link(SourceKind.AUTHOR),),
        0.9,
        "benchmark",
    )


def one_a_day(coded: list[Coded]) -> dict[str, Hashable]:
    """Return for each document the tuple of its first full report: what a filter of one a day keeps as one."""
    found: dict[str, Hashable] = {}
    for one in coded:
        r = next(r for r in one.reports if r.date is not None)
        found[one.document.doc_id] = (
            r.date and r.date.date_start,
            r.place and r.place.place_id,
            r.event_type,
            tuple(sorted((a.role, a.actor_id) for a in r.actors)),
        )
    return found


def main() -> None:
    """Print the figures for each size."""
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    last: tuple[int, float] | None = None
    for size in sizes:
        coded, truth = corpus(size)
        n = sum(len(one.reports) for one in coded)
        inside, across = load_weights("inside.tsv"), load_weights()
        clock = [process_time()]
        told = sorted((t for one in coded for t in told_of(one, inside)), key=lambda t: t.mention.key)
        clock.append(process_time())
        mentions = [t.mention for t in told]
        pairs = candidate_pairs([block_keys(mention) for mention in mentions])
        clock.append(process_time())
        grouped = group(mentions, inside, across, pairs)
        clock.append(process_time())
        linked = settled(told, grouped, {one.document.doc_id: one.document for one in coded})
        clock.append(process_time())
        tell, block, join, settle = (b - a for a, b in pairwise(clock))
        total = clock[-1] - clock[0]
        print(
            f"{n} reports, {len(coded)} documents, {len(pairs)} pairs: {total:.1f} s (tell {tell:.1f},"
            f" block {block:.1f}, score and join {join:.1f}, settle {settle:.1f})"
        )
        if last is not None:
            print(f"growth: exponent {log(total / last[1]) / log(n / last[0]):.3f}")
        last = n, total
        home = {m.report_id: m.incident_id for m in linked.memberships}
        ours: dict[str, Hashable] = {one.document.doc_id: home[one.reports[1].report_id] for one in coded}
        begun = process_time()
        peer = one_a_day(coded)
        spent = process_time() - begun
        for name, found in (("khabar", ours), ("one a day", peer)):
            p, r, f1 = b_cubed(found, truth)
            print(f"{name}: B3 {f1:.3f} ({p:.3f} / {r:.3f}), wrong pairs {wrong_pairs(found, truth):.4f}")
        print(f"time against the filter: {total / max(spent, 1e-9):.0f} to 1")


if __name__ == "__main__":
    main()
