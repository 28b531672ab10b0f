"""``gva_longtail``: pages on gun violence, and which of them speak of one incident.

Every page is read, coded and linked as any other. A page stands in the incident of its main report, the first report
of an assault that opens one, title and lead first; a page without one stands alone.
"""

from __future__ import annotations

import logging
import os
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

from khabar.coder import Coder
from khabar.errors import InputRefused, KhabarError
from khabar.evaluate.scores import Scores, macro, read_gold
from khabar.folding import fold
from khabar.link import Linked, link_reports
from khabar.read import read_page
from khabar.records import Coded, EventType, Incident, Measure, Report

Clusters = Mapping[str, Hashable]
"""The cluster of each page, by page id."""

POOL_PAGES, MAX_WORKERS = 200, 4
"""From this many pages on they are coded in processes, at most so many: each holds half a gigabyte."""

log = logging.getLogger(__name__)


CAUTION = 2.6
"""The `caution` of the operating point for those who must not merge two incidents into one."""

SINGLE = ("killed", "killed_2plus", "injured", "injured_2plus")


def score(path: Path, limit: int | None = None, sample: int | None = None) -> Scores:
    """Return the figures over all visible pages of the set in folder ``path`` (or its ``docs.jsonl``).

    ``limit`` keeps the pages of the first incidents only, ``sample`` so many incidents by the hash of their ids with
    all their pages, for a look while developing.

    Figures: ``b3_f1`` and its parts; ``mixed_share``, of clusters with two pages or more those that mix incidents;
    ``wrong_pairs``, of pairs put together those of two incidents; ``killed``, ``injured``, ``date``, ``city``, of
    pages whose incident has the value in gold those whose incident settled it exactly; ``date_1day``, those whose
    incident's days lie within one day of gold's; ``killed_2plus`` and ``injured_2plus``, the same where gold is two or
    more; ``pages_coded``, pages with a main report;
    ``pages_failed``, pages that could not be read or coded: they count as pages without a report.

    ``page_killed`` and the like are over the pages of the long tail, each linked by itself as if no other were known;
    ``lone_killed`` and the like over those of them whose incident has but one page; ``many_killed`` and the like are
    over incidents of two pages or more with all pages linked, each incident counting once, by most of its pages.

    ``cautious_b3_f1`` and the like are of all pages linked with ``CAUTION``. ``wrong_documents`` is ``wrong_pairs``
    over pairs of documents, wrong if gold files the two under no incident in common: one that it files under two is
    one document still, and nobody put it together with itself.
    """
    folder = path if path.is_dir() else path.parent
    pages = list(read_gold(folder / "docs.jsonl", ("id", "incident_id", "date", "text")))
    gold = {record["id"]: record for record in read_gold(folder / "incidents.jsonl", ("id", "structured"))}
    if limit is not None:
        kept = set(list(dict.fromkeys(page["incident_id"] for page in pages))[:limit])
        pages = [page for page in pages if page["incident_id"] in kept]
    if sample is not None:
        drawn = sorted({page["incident_id"] for page in pages}, key=lambda i: sha256(i.encode()).digest())[:sample]
        pages = [page for page in pages if page["incident_id"] in set(drawn)]
    coded = _code_all(pages)
    scores = figures(pages, gold, coded, link_reports(coded.values()))
    cautious = _clusters(pages, coded, link_reports(coded.values(), caution=CAUTION))
    wanted = {page["id"]: page["incident_id"] for page in pages}
    scores.figures.update(
        cautious_b3_f1=b_cubed(cautious, wanted)[2],
        cautious_mixed_share=mixed_share(cautious, wanted),
        cautious_wrong_pairs=wrong_pairs(cautious, wanted),
        cautious_wrong_documents=wrong_documents(cautious, wanted, _documents(coded)),
    )
    return scores


def _code_all(pages: Sequence[Mapping[str, Any]]) -> dict[str, Coded]:
    """Return the coded pages by id, in the order of ``pages``; those that fail are left out."""
    workers = min(MAX_WORKERS, os.cpu_count() or 1)
    found: Iterable[Coded | None]
    if workers == 1 or len(pages) < POOL_PAGES:
        found = map(_code, pages)
        return {page["id"]: one for page, one in zip(pages, found, strict=True) if one is not None}
    with ProcessPoolExecutor(workers) as pool:
        found = pool.map(_code, pages, chunksize=16)
        return {page["id"]: one for page, one in zip(pages, found, strict=True) if one is not None}


@cache
def _coder() -> Coder:
    return Coder()


def _code(page: Mapping[str, Any]) -> Coded | None:
    """Return a page coded, ``None`` if it fails: a figure over thousands of pages must not hang on one of them."""
    try:
        text = f"{page['title']}\n\n{page['text']}" if page.get("title") else page["text"]
        published = date.fromisoformat(page["date"]) if page["date"] else None
        return _coder().code(read_page(text, name=page["id"], published=published, url=page.get("url")))
    except InputRefused:
        return None
    except KhabarError:
        raise
    except Exception as error:
        log.warning("page %s could not be coded: %s: %s", page["id"], type(error).__name__, error)
        return None


def figures(
    pages: Sequence[Mapping[str, Any]],
    gold: Mapping[str, Mapping[str, Any]],
    coded: Mapping[str, Coded],
    linked: Linked,
) -> Scores:
    """Return the figures of pages that have been coded and linked; ``coded`` is by page id."""
    incidents = {incident.incident_id: incident for incident in linked.incidents}
    main = {page_id for page_id, one in coded.items() if main_report(one) is not None}
    found = _clusters(pages, coded, linked)
    wanted = {page["id"]: page["incident_id"] for page in pages}
    precision, recall, f1 = b_cubed(found, wanted)
    fields: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        record = gold.get(page["incident_id"])
        if record is not None and record["structured"]:
            incident = incidents.get(str(found[page["id"]]))
            for name, right in field_checks(incident, record).items():
                fields[name].append(right)
    return Scores(
        "gva_longtail",
        len(pages),
        {
            "b3_f1": f1,
            "b3_precision": precision,
            "b3_recall": recall,
            "mixed_share": mixed_share(found, wanted),
            "wrong_pairs": wrong_pairs(found, wanted),
            "wrong_documents": wrong_documents(found, wanted, _documents(coded)),
            **{name: macro(fields[name]) for name in FIELDS},
            **_single_pages(pages, gold, coded),
            **_settled_over_pages(pages, gold, incidents, found),
            "pages_coded": len(main) / len(pages) if pages else 0.0,
            "pages_failed": sum(page["id"] not in coded for page in pages) / len(pages) if pages else 0.0,
        },
    )


def _clusters(pages: Sequence[Mapping[str, Any]], coded: Mapping[str, Coded], linked: Linked) -> Clusters:
    """Return the incident of each page's main report; a page without one stands alone."""
    incident_of = {member.report_id: member.incident_id for member in linked.memberships}
    main = {page_id: report for page_id, one in coded.items() if (report := main_report(one)) is not None}
    return {
        page["id"]: incident_of[main[page["id"]].report_id] if page["id"] in main else ("alone", page["id"])
        for page in pages
    }


def _documents(coded: Mapping[str, Coded]) -> dict[str, str]:
    """Return the document of each page."""
    return {page_id: one.document.doc_id for page_id, one in coded.items()}


def _single_pages(
    pages: Sequence[Mapping[str, Any]], gold: Mapping[str, Mapping[str, Any]], coded: Mapping[str, Coded]
) -> dict[str, float]:
    """Return the tolls' figures of the long tail's pages, each linked by itself."""
    n_pages = Counter(page["incident_id"] for page in pages)
    alone: dict[str, list[float]] = defaultdict(list)
    for page in pages:
        record = gold.get(page["incident_id"])
        if record is None or not record["structured"] or page.get("split") != "longtail":
            continue
        checks = field_checks(_own_incident(coded.get(page["id"])), record)
        for name in SINGLE:
            if name in checks:
                alone[f"page_{name}"].append(checks[name])
                if n_pages[page["incident_id"]] == 1:
                    alone[f"lone_{name}"].append(checks[name])
    return {name: macro(alone[name]) for where in ("page", "lone") for name in (f"{where}_{x}" for x in SINGLE)}


def _own_incident(coded: Coded | None) -> Incident | None:
    """Return the incident that a page is about, by the page alone."""
    main = main_report(coded) if coded is not None else None
    if coded is None or main is None:
        return None
    linked = link_reports([coded])
    home = next(m.incident_id for m in linked.memberships if m.report_id == main.report_id)
    return next(incident for incident in linked.incidents if incident.incident_id == home)


def _settled_over_pages(
    pages: Sequence[Mapping[str, Any]],
    gold: Mapping[str, Mapping[str, Any]],
    incidents: Mapping[str, Incident],
    found: Clusters,
) -> dict[str, float]:
    """Return the tolls' figures of gold incidents of two pages or more, by the incident that most pages stand in."""
    homes: dict[str, Counter[str]] = defaultdict(Counter)
    for page in pages:
        homes[page["incident_id"]][str(found[page["id"]])] += 1
    many: dict[str, list[float]] = defaultdict(list)
    for incident_id, ours in sorted(homes.items()):
        record = gold.get(incident_id)
        if record is None or not record["structured"] or ours.total() < 2:
            continue
        home = min(ours, key=lambda i: (-ours[i], i not in incidents, i))
        for name, right in field_checks(incidents.get(home), record).items():
            many[f"many_{name}"].append(right)
    return {f"many_{name}": macro(many[f"many_{name}"]) for name in SINGLE}


FIELDS = ("killed", "killed_2plus", "injured", "injured_2plus", "date", "date_1day", "city")


def main_report(coded: Coded) -> Report | None:
    """Return the report that a page is about: its first assault that opens an incident, title and lead first."""
    opening = [report for report in coded.reports if report.opens and report.event_type is EventType.ASSAULT]
    return min(opening, key=lambda report: (report.start, report.trigger.start, report.report_id), default=None)


def field_checks(incident: Incident | None, gold: Mapping[str, Any]) -> dict[str, float]:
    """Return 1 or 0 for each field that gold has, by whether the incident settled it exactly.

    A toll that no report gives is taken as none: the set counts every person shot, and zeros are not written.
    """
    checks: dict[str, float] = {}
    for measure in (Measure.KILLED, Measure.INJURED):
        wanted = gold.get(f"num_{measure.value}")
        if wanted is None:
            continue
        bounds = incident.tolls.get(measure.value, {}) if incident else {}
        found = bounds.get("best")
        found = bounds.get("low") if found is None else found
        checks[measure.value] = float((found or 0) == wanted)
        if wanted >= 2:
            checks[f"{measure.value}_2plus"] = checks[measure.value]
    if gold.get("date"):
        checks["date"] = float(
            incident is not None
            and incident.date_start == incident.date_end
            and str(incident.date_start) == gold["date"]
        )
        checks["date_1day"] = float(incident is not None and _within_a_day(incident, gold["date"]))
    if gold.get("city_or_county"):
        name = incident.place.name or incident.place.text if incident and incident.place else ""
        checks["city"] = float(city_name(name) in gold_cities(gold["city_or_county"]))
    return checks


def _within_a_day(incident: Incident, wanted: str) -> bool:
    """Return whether an incident's whole interval lies no more than a day from a gold day."""
    start, end, day = incident.date_start, incident.date_end, date.fromisoformat(wanted)
    return start is not None and end is not None and abs(start - day) <= _DAY and abs(end - day) <= _DAY


_DAY = timedelta(1)
_SPELLED = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_SAME = {"washington dc": "washington", "district of columbia": "washington", "dc": "washington", "bronx": "bronx"}
_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]*)\)?\s*$")


def city_name(name: str) -> str:
    """Return a town's or county's name in the one form that names are compared in.

    >>> [city_name(name) for name in ("St. Louis", "Saint Louis", "The Bronx", "D.C.", "Rock County")]
    ['st louis', 'st louis', 'bronx', 'washington', 'rock county']
    """
    words = fold(name).replace(".", "").replace("'", "").replace("’", "").replace("-", " ").split()
    words = [_SPELLED.get(word, word) for word in words if word != "the"]
    joined = " ".join(words)
    return _SAME.get(joined, joined)


def gold_cities(name: str) -> frozenset[str]:
    """Return the names that gold holds for a place: it has "(county)" behind a county's, and a part behind a city's.

    >>> sorted(gold_cities("Rock (county)")), sorted(gold_cities("Pittsburgh (Wilkinsburg)"))
    (['rock county'], ['pittsburgh', 'wilkinsburg'])
    """
    match = _IN_BRACKETS.match(name)
    if match is None:
        return frozenset({city_name(name)})
    whole, part = match.groups()
    if fold(part) in ("county", "parish", "borough"):
        own = city_name(whole)
        return frozenset({own if own.endswith(f" {fold(part)}") else f"{own} {fold(part)}"})
    return frozenset({city_name(whole), city_name(part)})


def b_cubed(found: Clusters, wanted: Clusters) -> tuple[float, float, float]:
    """Return B³ precision, recall and F1 (Bagga and Baldwin 1998), each page weighing the same.

    >>> [round(figure, 3) for figure in b_cubed({"a": 1, "b": 1, "c": 2}, {"a": "x", "b": "x", "c": "x"})]
    [1.0, 0.556, 0.714]
    """
    if not wanted:
        return 0.0, 0.0, 0.0
    both = Counter((found[page], wanted[page]) for page in wanted)
    in_found, in_wanted = Counter(found[page] for page in wanted), Counter(wanted.values())
    precision = sum(n * n / in_found[cluster] for (cluster, _), n in both.items()) / len(wanted)
    recall = sum(n * n / in_wanted[incident] for (_, incident), n in both.items()) / len(wanted)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _groups(found: Clusters, wanted: Clusters) -> Iterable[Counter[Hashable]]:
    groups: dict[Hashable, Counter[Hashable]] = defaultdict(Counter)
    for page, incident in wanted.items():
        groups[found[page]][incident] += 1
    return groups.values()


def mixed_share(found: Clusters, wanted: Clusters) -> float:
    """Return the share of clusters with two pages or more that hold pages of more than one incident.

    >>> mixed_share({"a": 1, "b": 1, "c": 2, "d": 2, "e": 3}, {"a": "x", "b": "x", "c": "x", "d": "y", "e": "y"})
    0.5
    """
    multiple = [group for group in _groups(found, wanted) if group.total() > 1]
    return sum(len(group) > 1 for group in multiple) / len(multiple) if multiple else 0.0


def wrong_pairs(found: Clusters, wanted: Clusters) -> float:
    """Return, of all pairs of pages put together, the share that belongs to two incidents.

    >>> round(wrong_pairs({"a": 1, "b": 1, "c": 1}, {"a": "x", "b": "x", "c": "y"}), 3)
    0.667
    """
    together = right = 0
    for group in _groups(found, wanted):
        together += comb(group.total(), 2)
        right += sum(comb(n, 2) for n in group.values())
    return 1 - right / together if together else 0.0


def wrong_documents(found: Clusters, wanted: Clusters, documents: Mapping[str, str]) -> float:
    """Return, of all pairs of documents put together, the share that has no incident in common.

    ``documents`` gives the document of each page; a page without one is a document of its own.

    >>> found, documents = {"a": 1, "a again": 1, "b": 1}, {"a": "d", "a again": "d", "b": "e"}
    >>> wrong_documents(found, {"a": "x", "a again": "y", "b": "y"}, documents)
    0.0
    """
    told: dict[str, set[Hashable]] = defaultdict(set)
    groups: dict[Hashable, set[str]] = defaultdict(set)
    for page, incident in wanted.items():
        document = documents.get(page, page)
        told[document].add(incident)
        groups[found[page]].add(document)
    pairs = [told[a].isdisjoint(told[b]) for group in groups.values() for a, b in combinations(sorted(group), 2)]
    return sum(pairs) / len(pairs) if pairs else 0.0
