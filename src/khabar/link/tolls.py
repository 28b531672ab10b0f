"""Tolls of an incident: each source's figure, and low, best and high over all of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from khabar.event.tollgroups import ATTACKERS
from khabar.link.wholes import dead_and_hurt
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
    span the sources' figures. A word that only says "some" ("deadly") bounds from below where nobody gives a figure.
    A part (``of``) never replaces the whole: it bounds it from below. Where a text says that a toll has risen or was
    corrected, the figures published before it no longer count, and neither does the one that it names as the earlier.
    A figure that counts several deeds ("20 shot in 12 incidents") stands only where there is no other, and the hurt of
    a page that knows of fewer dead are told less those who died since.
    """
    by_measure: dict[str, list[tuple[Toll, Report]]] = defaultdict(list)
    for report in reports:
        for toll in report.tolls:
            if not toll.unavailable or toll.low:
                by_measure[toll.measure.value].append((toll, report))
    killed_in = _killed_by_document(by_measure.get(Measure.KILLED.value, ()))
    one_deed = any(
        toll.of is None and _least(toll) and not _counts_several(toll, report)
        for measure in (Measure.KILLED, Measure.INJURED)
        for toll, report in by_measure.get(measure.value, ())
    )
    settled: dict[str, dict[str, int | None]] = {}
    for measure in sorted(by_measure, key=lambda name: (name != Measure.KILLED, name)):
        figures = [
            _Figure.of(toll, report, origins, documents, hit_and_dead=killed_in.get(report.doc_id, 0))
            for toll, report in by_measure[measure]
            if toll.of is None
        ]
        parts = [
            n
            for toll, report in by_measure[measure]
            if toll.of is not None
            and (n := _least(toll)) is not None
            and not _is_dead(toll, report, killed_in.get(report.doc_id, 0))
        ]
        if measure == Measure.KILLED:
            figures += _with_own(by_measure[measure], origins, documents)
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
            figures.append(_Figure.of(both, report, origins, documents, hit_and_dead=0))
    return figures


_HIT = re.compile(r"shot|shoot|stab|gunned|gunfire|gunshot|hit\b|hitting\b|struck|strik(?:es|ing)\b", re.IGNORECASE)
_WOUND = re.compile(r"(?<!gunshot )(?<!gun shot )(?<!stab )(?:wound|injur)|hurt|maim|casualt", re.IGNORECASE)
"""One found with a gunshot wound may have died of it; of one who "was wounded" that would be said."""
_LIVES = re.compile(
    r"\bnon-?[ -]?life|\bnot (?:\w+ )*?life[- ]threat|\bin (?:stable|good|fair) condition|"
    r"(?<!not been )(?<!n't been )(?<!n’t been )\breleased\b|\b(?:surviv\w+|recover\w*)\b|"
    r"\b(?:hit|shot|struck|hitting|striking|shooting|wound)\b[^.;,]{0,30}?\b(?:in|to|through) "
    r"(?:the|his|her|their|a|one|both) (?:(?:left|right|upper|lower) )?"
    r"(?:legs?|arms?|hands?|foot|feet|elbow|ankle|knee|thigh|calf|wrist|finger|toe|buttocks?)\b",
    re.IGNORECASE,
)
_CARRIED = re.compile(r"\b(?:taken|transported|rushed|airlifted|flown|brought|transferred|driven)\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:others?|more|another|survivors?|critical\w*|hospitali[sz]ed)\b", re.IGNORECASE)
_BY_WHOM = re.compile(r"\bby\b.*", re.IGNORECASE | re.DOTALL)
_WHO = re.compile(r"^,? *(?:who|whose|which|whom)\b[^,.;]{0,80}, *", re.IGNORECASE)
_APPOSED = re.compile(r"^, (?:\d{1,3}|[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}), (?:\d{1,3}, )?(?=[a-z])")
"""A name or an age between commas, behind which the sentence goes on: "The victim, Ann Lee, was shot"."""
_HAS_DIED = re.compile(r"^[^.;,]{0,80}?\bha(?:s|ve) (?:since |now |later )?died\b", re.IGNORECASE)
_MORTALLY = re.compile(r"^[^.;]{0,50}\b(?:mortally|fatally)\b", re.IGNORECASE)
_WOUND_ON = re.compile(r"\b(?:gun ?-?shot|stab|bullet) wounds?\b", re.IGNORECASE)
_ALIVE_TOO = re.compile(r"\b(?:also|another|second|third|fourth|fifth|other)\b", re.IGNORECASE)
_ALL_HIT = re.compile(r"\b(?:shoot|stabb)ings?$", re.IGNORECASE)
"""A deed that counts all it hit, whatever stands beside it: "two were wounded after a quadruple shooting"."""
_CLAUSE = re.compile(r"[,;:.]|\b(?:and|but|while|including)\b")

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


def _counts_several(toll: Toll, report: Report) -> bool:
    """Return whether a figure counts those of several deeds: "20 shot in 12 incidents"."""
    return bool(_SEVERAL_DEEDS.search(report.quote[max(0, toll.end - report.start) :]))


def says_revised(report: Report) -> bool:
    """Return whether a text says that a toll has risen or was corrected."""
    return bool(_REVISED.search(report.quote))


def _may_be_dead(toll: Toll, report: Report) -> bool:
    """Return whether those counted as injured may have died: "twelve people were shot", not "twelve were wounded".

    The word beside the number decides, within its clause; "three others were shot" leaves the dead out.
    """
    begin, end = toll.start - report.start, toll.end - report.start
    if begin < 0 or end > len(report.quote):
        return False
    if _MORTALLY.search(report.quote[end:]) or _HAS_DIED.search(report.quote[end:]):
        return True  # "six were wounded, two mortally", "a boy wounded on Friday has died"
    if _ALL_HIT.search(toll.text):
        return True
    before = _CLAUSE.split(report.quote[:begin])[-1]
    rest = _WHO.sub("", _APPOSED.sub(" ", report.quote[end:]))
    after = _BY_WHOM.sub("", _CLAUSE.split(rest.lstrip(", "), maxsplit=1)[0])  # "by another boy" names no victim
    clause = f"{before}{toll.text} {after}"
    near = f"{before[-25:]}{toll.text} {after}"
    return bool(_HIT.search(clause)) and not _WOUND.search(clause) and not _OTHERS.search(near)


def _is_dead(toll: Toll, report: Report, killed: int) -> bool:
    """Return whether those counted as injured are among the dead of the same article.

    No more of them than died, and shot or stabbed; or one person who was taken away, and died later.
    """
    n = _least(toll)
    if toll.measure is not Measure.INJURED or not killed or n is None or n > killed:
        return False
    if _LIVES.search(report.quote[toll.end - report.start :]):
        return False
    if n == 1 and not _OTHERS.search(toll.text) and _CARRIED.search(report.quote[toll.end - report.start :][:60]):
        return True
    return (n == 1 and _has_wound(toll, report)) or _may_be_dead(toll, report)


def _has_wound(toll: Toll, report: Report) -> bool:
    """Return whether one is told to have been found with, or to have suffered, the wound that may have killed him."""
    begin, end = toll.start - report.start, toll.end - report.start
    if begin < 0 or _ALIVE_TOO.search(f"{toll.text} {report.quote[end:][:90]}") or _OTHERS.search(toll.text):
        return False
    return bool(_WOUND_ON.search(report.quote[end:][:90]))


def _words_before(toll: Toll, report: Report) -> str:
    """Return the words of the report that lead up to a toll, in one line."""
    return " ".join(report.quote[: max(0, toll.start - report.start)].split()) + " "


@dataclass(frozen=True, slots=True)
class _Figure:
    """What one source gives for a toll."""

    source: tuple[str, str]
    low: int | None
    best: int | None
    high: int | None
    own: bool
    published: date
    revised: bool
    outdated: bool
    several: bool

    @classmethod
    def of(
        cls,
        toll: Toll,
        report: Report,
        origins: Mapping[str, str],
        documents: Mapping[str, Document],
        *,
        hit_and_dead: int,
    ) -> _Figure:
        """Return the figure of a toll.

        People said to have been shot or stabbed, not wounded, may have died: those killed in the same article are
        taken off ("twelve were shot, one of them died" are eleven injured).
        """
        low, best, high = toll.low, toll.best, toll.high
        if _is_dead(toll, report, hit_and_dead):
            low = best = high = None
        elif hit_and_dead and toll.measure is Measure.INJURED and _may_be_dead(toll, report):
            least = _least(toll)
            if least is None or least > hit_and_dead:  # fewer than died, and not among them, are others
                low, best, high = (n - hit_and_dead if n and n > hit_and_dead else None for n in (low, best, high))
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


def _killed_by_document(tolls: Iterable[tuple[Toll, Report]]) -> dict[str, int]:
    killed: dict[str, int] = {}
    for toll, report in tolls:
        killed[report.doc_id] = max(killed.get(report.doc_id, 0), _least(toll) or 0)
    return killed


def _least(toll: Toll) -> int | None:
    return toll.best if toll.best is not None else toll.low


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
    low = max(min(lows), least or 0) if lows else least
    if best is not None and low is not None:
        low = min(low, best)
    return {"low": low, "best": best, "high": max(highs, default=None)}


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
