"""``ecbplus``: which mentions of events, over articles on some topics, speak of one event.

The mentions are our own. Gold has every event of its sentences, what people said, hoped and paid as well, so they are
those of `khabar.link.mentions`: all words by which happenings are named, linked over the articles of all topics at
once, without gold's topics or mentions. Beside them stand the figures of reports: the words that these hang on, each in
the incident of its report. Only topics of violence and politics are scored.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.evaluate.coreference import conll
from khabar.evaluate.scores import Scores, read_gold
from khabar.link import Linked, link_reports
from khabar.link.mentions import link_happenings
from khabar.read import read_page
from khabar.records import Coded, Document

TOPICS = frozenset({"8", "11", "12", "16", "18", "19", "22", "26", "32", "33", "34"})
"""Topics of violence and politics in ``train`` and ``dev``: bombings, elections, pirates, shootings, riots, murders,
raids on dealers, a nomination to office; those of film, sport, markets, science, accidents and drink are left out."""


Words = Mapping[str, Iterable[tuple[tuple[int, int], Hashable]]]
"""By record, where the words stand that name an event, and what they name."""


def score(path: Path) -> Scores:
    """Return the figures over the topics in ``TOPICS`` of gold file ``path``, or of ``dev.jsonl`` in a folder.

    Figures: ``conll_f1``, the mean of ``muc``, ``b3`` and ``ceafe`` over all mentions, gold's and ours;
    ``mentions_found``, gold's that ours overlap; ``mentions_right``, ours that overlap one of gold;
    ``found_conll_f1``, the CoNLL figure over these common mentions only. ``reports_conll_f1``, ``reports_found`` and
    ``reports_found_conll_f1`` are the same of the words that reports hang on.
    """
    path = path / "dev.jsonl" if path.is_dir() else path
    gold = [r for r in read_gold(path, ("id", "topic", "text", "spans")) if r["topic"] in TOPICS]
    coder = Coder()
    pages = {record["id"]: read_page(record["text"], name=record["id"]) for record in gold}
    coded = {name: coder.code(page) for name, page in pages.items()}
    told = figures(gold, words_of_happenings(pages))
    reports = figures(gold, words_of_reports(coded, link_reports(coded.values())))
    beside = {
        "reports_conll_f1": reports["conll_f1"],
        "reports_found": reports["mentions_found"],
        "reports_found_conll_f1": reports["found_conll_f1"],
    }
    return Scores("ecbplus", len(gold), {**told, **beside})


def figures(gold: Sequence[Mapping[str, Any]], words: Words) -> dict[str, float]:
    """Return the figures of some words against gold; of words within one mention of gold the first counts."""
    wanted: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for record in gold:
        events = [span for span in record["spans"] if span["kind"] == "event"]
        wanted.update({span["id"]: (record["topic"], span["chain"]) for span in events})
        for at, cluster in words.get(record["id"], ()):
            over = _overlapped(at, events)
            found.setdefault(over or (record["id"], *at), cluster)
    both = found.keys() & wanted.keys()
    common = conll({m: found[m] for m in both}, {m: wanted[m] for m in both})
    return {
        **conll(found, wanted),
        "mentions_found": len(both) / len(wanted) if wanted else 0.0,
        "mentions_right": len(both) / len(found) if found else 0.0,
        "found_conll_f1": common["conll_f1"],
    }


def words_of_happenings(pages: Mapping[str, Document]) -> Words:
    """Return all words of pages by which happenings are named, in text order."""
    named = link_happenings(pages.values())
    at = {(word.doc_id, word.start, word.end): number for number, one in enumerate(named) for word in one.words}
    found: dict[str, list[tuple[tuple[int, int], Hashable]]] = {name: [] for name in pages}
    names: dict[str, list[str]] = {}
    for name, page in pages.items():
        names.setdefault(page.doc_id, []).append(name)
    for (doc_id, start, end), number in sorted(at.items()):
        for name in names[doc_id]:
            found[name].append(((start, end), number))
    return found


def words_of_reports(coded: Mapping[str, Coded], linked: Linked) -> Words:
    """Return the words that reports hang on, each once, with the incident; a report of none stands alone."""
    home = {member.report_id: member.incident_id for member in linked.memberships}
    return {
        name: [
            ((r.trigger.start, r.trigger.end), (home.get(r.report_id, r.report_id), r.event_type)) for r in one.reports
        ]
        for name, one in coded.items()
    }


def _overlapped(at: tuple[int, int], spans: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the id of the shortest gold mention that shares a character with these words."""
    over = [span for span in spans if span["start"] < at[1] and at[0] < span["end"]]
    return min(over, key=lambda span: (span["end"] - span["start"], span["start"]))["id"] if over else None
