"""Whether those told to be shot, stabbed or taken away are among the dead that the same article tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from khabar.link.people import Person, one_person, person_of
from khabar.records import Measure, Report, Toll

_JOINED = re.compile(r"\b(?:and|while|but)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dead:
    """The dead of an article: how many, what is known of the only one, and whom each sentence names, by its start."""

    count: int = 0
    only: Person = field(default_factory=Person)
    told: frozenset[tuple[int, int, int]] = frozenset()

    def beside(self, toll: Toll, report: Report) -> bool:
        """Return whether a sentence tells of other dead than those that a toll of it counts."""
        gaps = [
            (end, toll.start) if end <= toll.start else (toll.end, start)
            for at, start, end in self.told
            if at == report.start
        ]
        return any(_JOINED.search(report.quote[max(0, a - report.start) : max(0, b - report.start)]) for a, b in gaps)


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
_CARRIES = re.compile(r"\b(?:took|rush\w*|airlift\w*|flew|brought|transport\w*|drove)(?: [\w'’-]+)? $", re.IGNORECASE)
"""Ends the words before one who is carried away by others: "Deputies rushed the baby to the hospital"."""
_ALSO_HIT = re.compile(r"^[^.;]{0,40}? also (?:\w+ )?(?:shot|stabbed|hit|struck|grazed)\b", re.IGNORECASE)
"""Said of one beside the dead: "the boy was killed, and his mother was also shot"."""
_OTHERS = re.compile(r"\b(?:others?|more(?! times?\b)|another|survivors?|critical\w*|hospitali[sz]ed)\b", re.IGNORECASE)
_ANOTHER = re.compile(r"another [\w-]+$", re.IGNORECASE)
_SHOT = re.compile(r"\b(?:shot|shoots|shooting|stabbed|stabs|stabbing) (?:and wounded )?$", re.IGNORECASE)
_BY_WHOM = re.compile(r"\bby\b.*", re.IGNORECASE | re.DOTALL)
_WHO = re.compile(r"^,? *(?:who|whose|which|whom)\b[^,.;]{0,80}, *", re.IGNORECASE)
_APPOSED = re.compile(
    r"^ ?, ?(?:\d{1,3}|(?:\d{1,3}-(?:year|month)-old )?[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+){0,3}) ?, ?"
    r"(?:\d{1,3}, )?(?=[a-z])"
)
"""A name or an age between commas, behind which the sentence goes on: "The victim, Ann Lee, was shot"."""
_HAS_DIED = re.compile(r"^[^.;,]{0,80}?\bha(?:s|ve) (?:since |now |later )?died\b", re.IGNORECASE)
_MORTALLY = re.compile(r"^[^.;]{0,50}\b(?:mortally|fatally)\b", re.IGNORECASE)
_WOUND_ON = re.compile(r"\b(?:gun ?-?shot|stab|bullet) wounds?\b", re.IGNORECASE)
_ALIVE_TOO = re.compile(r"\b(?:also|another|second|third|fourth|fifth|other)\b", re.IGNORECASE)
_ALL_HIT = re.compile(r"\b(?:shoot|stabb)ings?$", re.IGNORECASE)
"""A deed that counts all it hit, whatever stands beside it: "two were wounded after a quadruple shooting"."""
_OF_SOME = re.compile(r"^(?:one|two|three) of\b", re.IGNORECASE)
_KNOWN = re.compile(r"^(?:(?:the|that|this|both)\b|(?:he|she|him|her|they|them|who|\w*self)$)", re.IGNORECASE)
"""Opens the words for one who was told of before, perhaps as dead."""
_PRONOUN = re.compile(r"(?:he|she|him|her|they|them|who|\w*self)$", re.IGNORECASE)
_VICTIM = re.compile(r"(?:the|both|both of the|the \w+|all \w+) victims?\b(?!['’])", re.IGNORECASE)
_ONE = re.compile(
    r"(?:he|she|him|her|the (?:[\w-]+ )?(?:boy|girl|man|woman|son|daughter|mother|father|[\w-]+-year-old))$",
    re.IGNORECASE,
)
"""One told of before, of a sex or an age."""
_GOES_ON = re.compile(r"(?:,|\b(?:and|including)) $")
_CLAUSE = re.compile(r"[,;:.]|\b(?:and|but|while|including)\b")


def least(toll: Toll) -> int | None:
    """Return the figure of a toll, its lower bound where there is none; ``None`` without either."""
    return toll.best if toll.best is not None else toll.low


def may_be_dead(toll: Toll, report: Report) -> bool:
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
    before = _CLAUSE.split(_GOES_ON.sub(" ", report.quote[:begin]))[-1]  # in "shot a boy, his mother" she was shot too
    rest = _WHO.sub(lambda told: told[0] if _HIT.search(told[0]) else "", _APPOSED.sub(" ", report.quote[end:]))
    after = _BY_WHOM.sub("", _CLAUSE.split(rest.lstrip(", "), maxsplit=1)[0])  # "by another boy" names no victim
    clause = f"{before}{toll.text} {after}"
    hit = _HIT.search(after)
    beside = f"{before[-25:]} {after[: hit.end()] if hit else after}"
    apart = _others(toll, report.quote[:begin]) or _OTHERS.search(beside)
    return bool(_HIT.search(clause)) and not _WOUND.search(clause) and not apart


def the_dead(tolls: Iterable[tuple[Toll, Report]]) -> Dead:
    """Return the dead that the tolls of one article tell of."""
    tolls = list(tolls)
    count = max((least(toll) or 0 for toll, _ in tolls), default=0)
    others = [(t, r) for t, r in tolls if t.best and t.of is None]
    told = [(t, r) for t, r in others if t.best == count and not _KNOWN.match(t.text) and not _OF_SOME.match(t.text)]
    only = one_person(person_of(t.text, _behind(t, r)) for t, r in tolls if t.best == 1) if count == 1 else Person()
    return Dead(count, only, frozenset((r.start, t.start, t.end) for t, r in told))


def _behind(toll: Toll, report: Report) -> str:
    return report.quote[toll.end - report.start :][:12]


def is_dead(toll: Toll, report: Report, dead: Dead) -> bool:
    """Return whether those counted as injured are among the dead of the same article.

    No more of them than died, and shot or stabbed; or one person who was taken away, and died later. One of another
    age, sex or name than the only one who died is alive, and so is one told beside the dead of the same sentence
    ("killing a girl and shooting a neighbour").
    """
    n, killed = least(toll), dead.count
    if toll.measure is not Measure.INJURED or not killed or n is None or n > killed:
        return False
    if n == 1 and person_of(toll.text, _behind(toll, report)).differs(dead.only):
        return False
    if n == 1 and dead.beside(toll, report) and not _KNOWN.match(toll.text):
        return False
    before, after = report.quote[: max(0, toll.start - report.start)], report.quote[toll.end - report.start :]
    hit = "" if _PRONOUN.match(toll.text) else f"{before[-25:]}{toll.text}"  # "hitting the driver in the leg"
    if _LIVES.search(f"{hit}{after}") or _ALSO_HIT.search(after):
        return False
    if n == 1 and not _others(toll, before) and (_CARRIED.search(after[:60]) or _CARRIES.search(before)):
        return True
    if n == killed and _is_that_one(toll, after, dead) and not _OTHERS.search(after[:60]):
        return True
    return (n == 1 and _has_wound(toll, report)) or may_be_dead(toll, report)


def _is_that_one(toll: Toll, after: str, dead: Dead) -> bool:
    """Return whether the words are for the victims, or for one of the sex or the age of the only one who died."""
    told = person_of(toll.text)
    same = told.sexes & dead.only.sexes or told.ages & dead.only.ages
    return bool(_VICTIM.match(f"{toll.text}{after}")) or bool(_ONE.match(toll.text) and same)


def _others(toll: Toll, before: str) -> bool:
    """Return whether the words set those hurt apart from others hurt: in "he shot another man" only from the doer."""
    return bool(_OTHERS.search(toll.text)) and not (_ANOTHER.match(toll.text) and _SHOT.search(before))


def _has_wound(toll: Toll, report: Report) -> bool:
    """Return whether one is told to have been found with, or to have suffered, the wound that may have killed him."""
    begin, end = toll.start - report.start, toll.end - report.start
    if begin < 0 or _ALIVE_TOO.search(f"{toll.text} {report.quote[end:][:90]}") or _OTHERS.search(toll.text):
        return False
    return bool(_WOUND_ON.search(report.quote[end:][:90]))
