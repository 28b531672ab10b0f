"""Tolls of an incident: each source's figure, and low, best and high over all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from khabar.event.tollgroups import ATTACKERS
from khabar.folding import fold
from khabar.link.dead import Dead, is_dead, least, may_be_dead, the_dead
from khabar.link.wholes import dead_and_hurt, lists_of_parts
from khabar.records import Document, Measure, Report, Standing, Toll


def toll_values(reports: Iterable[Report]) -> dict[str, list[tuple[dict[str, Any], Report]]]:
    """Return every toll that a report gives, by measure, as the text gives it."""
    found: dict[str, list[tuple[dict[str, Any], Report]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            value = {
                "low": toll.low,
                "best": toll.best,
                "high": toll.high,
                "of": toll.of,
                "unavailable": toll.unavailable,
            }
            found[toll.measure.value].append((value, report))
    return {measure: found[measure] for measure in sorted(found)}


def settle_tolls(
    reports: Sequence[Report], origins: Mapping[str, str], documents: Mapping[str, Document]
) -> dict[str, dict[str, int | None]]:
    """Return low, best and high by measure, over all sources.

    A source is one origin in one document; of several figures of one source the highest counts, as an article tells
    of the whole and then of single victims. ``best`` is the figure of most origins; of equals the own account's over
    hearsay, then the higher, as a lower one is more often a part of the whole than a correction. ``low`` and ``high``
    span the sources' figures; ``high`` is open where a voice without a figure says "at least" more. A word that only
    says "some" ("deadly") bounds from below where nobody gives a figure.
    A part (``of``) never replaces the whole: it bounds it from below, where no figure for the whole is lower. Where a
    text says that a toll has risen or was corrected, the figures published before it no longer count, and neither does
    the one that it names as the earlier. A figure that counts several deeds ("20 shot in 12 incidents") stands only
    where there is no other, and the hurt of a page that knows of fewer dead are told less those who died since.
    """
    by_measure: dict[str, list[tuple[Toll, Report]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            if not toll.unavailable or toll.low:
                by_measure[toll.measure.value].append((toll, report))
    dead_in = _dead_by_document(by_measure.get(Measure.KILLED.value, ()))
    one_deed = any(
        toll.of is None and least(toll) and not _counts_several(toll, report)
        for measure in (Measure.KILLED, Measure.INJURED)
        for toll, report in by_measure.get(measure.value, ())
    )
    killed_in = {doc_id: dead.count for doc_id, dead in dead_in.items()}
    settled: dict[str, dict[str, int | None]] = {}
    for measure in sorted(by_measure, key=lambda name: (name != Measure.KILLED, name)):
        figures = [
            _Figure.of(toll, report, origins, documents, dead=dead_in.get(report.doc_id, NOBODY))
            for toll, report in by_measure[measure]
            if toll.of is None
        ]
        parts = lists_of_parts(
            (toll, report)
            for toll, report in by_measure[measure]
            if not is_dead(toll, report, dead_in.get(report.doc_id, NOBODY))
        )
        if measure == Measure.KILLED:
            own = _with_own(by_measure[measure], origins, documents)
            figures += own
            for figure in own:
                killed_in[figure.source[0]] = max(killed_in.get(figure.source[0], 0), figure.best or 0)
        figures = _of_one_deed(_current([f for f in figures if f.says_something]), alone=not one_deed)
        if measure == Measure.INJURED:
            wholes = dead_and_hurt(by_measure.get(Measure.KILLED.value, ()), by_measure[measure])
            figures = _without_the_dead(figures, wholes)
            figures = _less_the_dead(figures, settled.get(Measure.KILLED.value, {}).get("best"), killed_in)
        settled[measure] = _settle(figures, max(parts, default=None))
    return {
        measure: settled[measure]
        for measure in sorted(settled)
        if any(v is not None for v in settled[measure].values())
    }


NOBODY = Dead()

_DOES = re.compile(r"\b(?:kill\w*|murder\w*|slay\w*|slew|shot|shoot\w*|stab\w*)\b[^;.]{0,60}$", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|are|is) (?:\w+ )?(?:shot|killed|stabbed|murdered|slain)\b", re.IGNORECASE
)


_BY_OWN_HAND = re.compile(r"self\b|selves\b|own li(?:fe|ves)", re.IGNORECASE)


def _with_own(
    tolls: Sequence[tuple[Toll, Report]], origins: Mapping[str, str], documents: Mapping[str, Document]
) -> list[_Figure]:
    """Return the dead of deeds told with the doer's own death: "he killed two and himself" are three.

    Only the victims of an active verb leave the doer out; "three are dead in a murder-suicide" counts him.
    """
    own = {
        report.report_id: n
        for toll, report in tolls
        if toll.of == ATTACKERS and (n := toll.best) is not None and _BY_OWN_HAND.search(toll.text)
    }
    own |= {
        other.report_id: own[report.report_id]
        for _, report in tolls
        for _, other in tolls
        if report.report_id in own and (report.doc_id, report.start) == (other.doc_id, other.start)
    }
    figures = []
    for toll, report in tolls:
        before = report.quote[: max(0, toll.start - report.start)]
        if toll.of is not None or not toll.best or report.report_id not in own:
            continue
        if _DOES.search(before) and not _PASSIVE.search(before):
            both = replace(toll, low=None, best=toll.best + own[report.report_id], high=None)
            figures.append(_Figure.of(both, report, origins, documents, dead=NOBODY))
    return figures


_REVISED = re.compile(
    r"\b(?:tolls?|deaths?|dead|number)\b[^.;]{0,60}?\b(?:ris\w+|rose|climb\w+|jump\w+|grow\w*|grew|increas\w+|lower\w+|"
    r"revis\w+|correct\w+|updat\w+|went up|gone up)\b|\b(?:lower|rais|revis|correct|updat)\w+ (?:the|its|their) "
    r"(?:[\w']+ ){0,3}tolls?\b|\b(?:up|down) from\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:from|(?:earlier|previous|initial|first)(?: [\w']+){0,3}? (?:of|at|as))(?: \w+){0,5}? $", re.IGNORECASE
)


_SEVERAL_DEEDS = re.compile(
    r"^[^.;]{0,40}?\b(?:in|from|by|during|after|across) (?:[\w'’-]+ ){0,5}?(?:shootings|stabbings|attacks|incidents|"
    r"homicides|raids|ambushes)\b(?! (?:death|victim))",
    re.IGNORECASE,
)
"""What follows the number of those hurt in more than one deed: "20 shot in 12 incidents"."""


_OVER_TIME = re.compile(
    r"\bso far (?:this|in)\b|(?<!earlier )(?<!later )\bthis year(?!['’]s)\b|\byear[- ]to[- ]date\b|"
    r"\bsince (?:January|the (?:start|beginning) of)\b|\b(?:each|every|per) year\b|\bcompared (?:to|with)\b|"
    r"\b(?:over|during|in|within) the (?:same|last|past) (?:\w+ )?(?:years?|months?|decades?|weeks?|period)\b|"
    r"\bannually\b|\bin \w+ alone\b|"
    r"\bin (?:a |less than |under )?[\w-]+[- ](?:hour (?:span|period)|hours|months|years)\b(?! of)|"
    r"\b(?:in|over|during|within) an? (?:(?:span|period|stretch) of [\w-]+ (?:hours|days|weeks)|"
    r"[\w-]+[- ](?:hour|day|week) (?:span|period|stretch))\b",
    re.IGNORECASE,
)
"""Said of those hurt over a time, in more deeds than one: "126 people had been murdered this year"."""
_OUTDONE = re.compile(r"\b(?:[a-z]{3,}est|worst|most|first|second|third|fourth|fifth)\b[^,;.]*$", re.IGNORECASE)
"""Of "three were killed in the deadliest attack this year" the three are those of one deed."""
_ENDS = re.compile(r"[,;:.]|\b(?:and|but|while)\b")


def _counts_several(toll: Toll, report: Report) -> bool:
    """Return whether a figure counts those of several deeds: "20 shot in 12 incidents", "126 killed this year"."""
    before, rest = report.quote[: max(0, toll.start - report.start)], report.quote[max(0, toll.end - report.start) :]
    clause = f"{before} {_ENDS.split(rest, maxsplit=1)[0]}"
    over_time = _OVER_TIME.search(clause) if (least(toll) or 0) > 1 else None
    if over_time is not None and not _OUTDONE.search(clause[: over_time.start()]):
        return True
    return bool(_SEVERAL_DEEDS.search(rest))


def says_revised(report: Report) -> bool:
    """Return whether a text says that a toll has risen or was corrected."""
    return bool(_REVISED.search(report.quote))


def _words_before(toll: Toll, report: Report) -> str:
    """Return the words of the report that lead up to a toll, in one line."""
    return " ".join(report.quote[: max(0, toll.start - report.start)].split()) + " "


@dataclass(frozen=True, slots=True)
class _Figure:
    """What one source gives for a toll; ``voice`` tells those apart who are no origin by name."""

    source: tuple[str, str]
    low: int | None
    best: int | None
    high: int | None
    own: bool
    published: date
    revised: bool
    outdated: bool
    several: bool
    voice: tuple[str, str]

    @classmethod
    def of(
        cls,
        toll: Toll,
        report: Report,
        origins: Mapping[str, str],
        documents: Mapping[str, Document],
        *,
        dead: Dead,
    ) -> _Figure:
        """Return the figure of a toll.

        People said to have been shot or stabbed, not wounded, may have died: those killed in the same article are
        taken off ("twelve were shot, one of them died" are eleven injured).
        """
        low, best, high = toll.low, toll.best, toll.high
        if is_dead(toll, report, dead):
            low = best = high = None
        elif dead.count and toll.measure is Measure.INJURED and may_be_dead(toll, report):
            n_hurt = least(toll)
            if n_hurt is None or n_hurt > dead.count:  # fewer than died, and not among them, are others
                low, best, high = (n - dead.count if n and n > dead.count else None for n in (low, best, high))
        revised = says_revised(report)
        return cls(
            source=(report.doc_id, origins[report.report_id]),
            low=low,
            best=best,
            high=high,
            own=report.standing is not Standing.HEARSAY,
            published=documents[report.doc_id].published or date.min,
            revised=revised,
            outdated=revised and bool(_EARLIER.search(_words_before(toll, report))),
            several=_counts_several(toll, report),
            voice=(report.doc_id, _voice(report)),
        )

    @property
    def says_something(self) -> bool:
        return not (self.low is None and self.best is None and self.high is None)


def _current(figures: Sequence[_Figure]) -> list[_Figure]:
    """Return the figures that still stand: those of the latest revision's day and after it; all without a revision."""
    standing = [figure for figure in figures if not figure.outdated]
    latest = max((f.published for f in standing if f.revised and f.best is not None), default=date.min)
    return [f for f in standing if f.published >= latest] or list(figures)


def _of_one_deed(figures: Sequence[_Figure], *, alone: bool) -> list[_Figure]:
    """Return the figures without those that count several deeds; all if they are ``alone``, as no figure is of one."""
    return list(figures) if alone else [figure for figure in figures if not figure.several]


def _without_the_dead(figures: Sequence[_Figure], wholes: Mapping[str, frozenset[int]]) -> list[_Figure]:
    """Return the figures without those of an article that count its dead too: "five in the car were hit".

    ``wholes`` are, by document, how many the dead and the hurt of one sentence are together ("one dead and four hurt").
    """
    return [f for f in figures if f.best not in wholes.get(f.source[0], ())]


def _less_the_dead(figures: Sequence[_Figure], dead: int | None, killed_in: Mapping[str, int]) -> list[_Figure]:
    """Return the figures of the hurt without those of pages written before some of the hurt died.

    ``dead`` is how many died in the end, ``killed_in`` how many a document knows of. A higher figure of a document
    that knows of fewer goes where the deaths since explain what it has above one that knows of all. Where no
    document that knows of all tells of any hurt, those that are no more than died since are the dead.
    """
    if not dead:
        return list(figures)
    final = [f for f in figures if killed_in.get(f.source[0], 0) >= dead and f.best is not None]
    counts = {f.best for f in _highest(final, lambda figure: figure.source[0]) if f.best is not None}
    kept = []
    for figure in figures:
        since = dead - killed_in.get(figure.source[0], 0)
        n = figure.best if figure.best is not None else figure.low
        if since > 0 and n is not None and any(known < n <= known + since for known in counts or {0}):
            continue
        kept.append(figure)
    return kept


def _dead_by_document(tolls: Iterable[tuple[Toll, Report]]) -> dict[str, Dead]:
    by_document: dict[str, list[tuple[Toll, Report]]] = defaultdict(list)
    for toll, report in tolls:
        if not _counts_several(toll, report):
            by_document[report.doc_id].append((toll, report))
    return {doc_id: the_dead(told) for doc_id, told in by_document.items()}


def _settle(figures: Sequence[_Figure], least: int | None) -> dict[str, int | None]:
    counted = [figure for figure in figures if figure.best is not None or figure.high is not None]
    counted = [figure for figure in counted if not _below_others(figure, counted, figures)]
    if not counted:
        lows = [n for n in (*(figure.low for figure in figures), least) if n is not None]
        return {"low": max(lows, default=None), "best": None, "high": None}
    sources = _highest(counted, lambda figure: figure.source)
    best = _best(_highest(counted, lambda figure: figure.source[0]))
    lows = [n for figure in sources for n in (figure.low, figure.best) if n is not None]
    highs = [n for figure in sources for n in (figure.high, figure.best) if n is not None]
    if lows and least is not None:
        # A part makes no source's own figure for the whole wrong: eight dead by one are not eleven children by another.
        least = min([least, *(figure.best for figure in sources if figure.best is not None)])
    low = max(min(lows), least or 0) if lows else least
    if best is not None and low is not None:
        low = min(low, best)
    high = max(highs, default=None)
    return {"low": low, "best": best, "high": None if _open_above(high, counted, figures) else high}


def _open_above(high: int | None, counted: Sequence[_Figure], figures: Sequence[_Figure]) -> bool:
    """Return whether a voice without a figure calls more than ``high`` the least: "at least 12", where others say 3."""
    exact = {figure.voice for figure in counted}
    return high is not None and any(f.low is not None and f.low > high for f in figures if f.voice not in exact)


def _voice(report: Report) -> str:
    """Return whose words a report is, named or not ("the ministry"); nothing for the article's own."""
    return next((link.actor_id or fold(link.text or "") for link in reversed(report.chain) if link.text), "")


def _below_others(figure: _Figure, counted: Sequence[_Figure], figures: Sequence[_Figure]) -> bool:
    """Return whether an exact figure is less than what more sources call the least: "24", where most say "at least 39".

    Of as many, the account at first hand stands against hearsay.
    """
    if figure.best is None:
        return False
    exact = {other.source for other in counted}
    above = [f for f in figures if f.source not in exact and f.low is not None and f.low > figure.best]
    alike = [other for other in counted if other.best == figure.best]

    def weight(sources: Sequence[_Figure]) -> tuple[int, bool]:
        return len({source.source[1] for source in sources}), any(source.own for source in sources)

    return bool(above) and weight(above) > weight(alike)


def _highest(figures: Sequence[_Figure], by: Callable[[_Figure], object]) -> list[_Figure]:
    """Return the highest figure of each source or document, one that a text calls corrected before all others."""
    highest: dict[object, _Figure] = {}
    for figure in figures:
        kept = highest.get(by(figure))
        if kept is None or (figure.revised, _size(figure)) > (kept.revised, _size(kept)):
            highest[by(figure)] = figure
    return list(highest.values())


def _size(figure: _Figure) -> tuple[int, int]:
    best = figure.best if figure.best is not None else -1
    return best, figure.high if figure.high is not None else best


def _best(sources: Sequence[_Figure]) -> int | None:
    behind: dict[int, set[str]] = defaultdict(set)
    own: dict[int, bool] = defaultdict(bool)
    for figure in sources:
        if figure.best is not None:
            behind[figure.best].add(figure.source[1])
            own[figure.best] |= figure.own
    if not behind:
        return None
    return max(behind, key=lambda n: (len(behind[n]), own[n], n))
