"""``ecbplus``: which mentions of events, over articles on some topics, speak of one event.

The mentions are our own: the words that reports hang on, each in the incident that its report belongs to. Gold has
every event of its sentences, what people said, hoped and paid as well; what is none of the sixteen types is counted as
missed all the same. Only topics of violence and politics are scored; the articles of all of them are linked at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.evaluate.coreference import conll
from khabar.evaluate.scores import Scores, read_gold
from khabar.link import Linked, link_reports
from khabar.read import read_page
from khabar.records import Coded

TOPICS = frozenset({"8", "11", "12", "16", "18", "19", "22", "26", "32", "33", "34"})
"""Topics of violence and politics in ``train`` and ``dev``: bombings, elections, pirates, shootings, riots, murders,
raids on dealers, a nomination to office; those of film, sport, markets, science, accidents and drink are left out."""


def score(path: Path) -> Scores:
    """Return the figures over the topics in ``TOPICS`` of gold file ``path``, or of ``dev.jsonl`` in a folder.

    Figures: ``conll_f1``, the mean of ``muc``, ``b3`` and ``ceafe`` over all mentions, gold's and ours;
    ``mentions_found``, gold's that ours overlap; ``mentions_right``, ours that overlap one of gold;
    ``found_conll_f1``, the CoNLL figure over these common mentions only.
    """
    path = path / "dev.jsonl" if path.is_dir() else path
    gold = [r for r in read_gold(path, ("id", "topic", "text", "spans")) if r["topic"] in TOPICS]
    coder = Coder()
    coded = {record["id"]: coder.code(read_page(record["text"], name=record["id"])) for record in gold}
    return figures(gold, coded, link_reports(coded.values()))


def figures(gold: Sequence[Mapping[str, Any]], coded: Mapping[str, Coded], linked: Linked) -> Scores:
    """Return the figures of documents that have been coded and linked; ``coded`` is by the record's id."""
    home = {member.report_id: member.incident_id for member in linked.memberships}
    wanted: dict[Hashable, Hashable] = {}
    found: dict[Hashable, Hashable] = {}
    for record in gold:
        events = [span for span in record["spans"] if span["kind"] == "event"]
        wanted.update({span["id"]: (record["topic"], span["chain"]) for span in events})
        for at, cluster in _mentions(coded[record["id"]], home):
            over = _overlapped(at, events)
            found.setdefault(over or (record["id"], *at), cluster)
    both = found.keys() & wanted.keys()
    common = conll({m: found[m] for m in both}, {m: wanted[m] for m in both})
    return Scores(
        "ecbplus",
        len(gold),
        {
            **conll(found, wanted),
            "mentions_found": len(both) / len(wanted) if wanted else 0.0,
            "mentions_right": len(both) / len(found) if found else 0.0,
            "found_conll_f1": common["conll_f1"],
        },
    )


def _mentions(coded: Coded, home: Mapping[str, str]) -> Iterable[tuple[tuple[int, int], Hashable]]:
    """Yield the words that reports hang on, each once, with the incident; a report of none stands alone."""
    for report in coded.reports:
        cluster = home.get(report.report_id, report.report_id), report.event_type
        yield (report.trigger.start, report.trigger.end), cluster


def _overlapped(at: tuple[int, int], spans: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the id of the shortest gold mention that shares a character with these words."""
    over = [span for span in spans if span["start"] < at[1] and at[0] < span["end"]]
    return min(over, key=lambda span: (span["end"] - span["start"], span["start"]))["id"] if over else None
