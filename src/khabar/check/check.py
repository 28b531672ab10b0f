"""Check a claim against a ledger: read it as any page is read, look up what is held, and say no more than that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from khabar.check.answer import Answer, Coverage, Finding, Fit, Kind, Said, Verdict
from khabar.check.claim import Claim, claims_in
from khabar.check.fit import denied_by, finding
from khabar.check.seek import coverage, denials_in, incidents_for, said_before
from khabar.coder import Coder
from khabar.errors import InputRefused, Reason
from khabar.folding import fold
from khabar.link.sides import DENYING
from khabar.read import read_page
from khabar.read.language import Language, foreign_sentence
from khabar.records import Incident, Link, Measure, PassageKind, Standing

if TYPE_CHECKING:
    from khabar.actor import Register
    from khabar.ledger import Ledger

_ORDER: Final = {fit: at for at, fit in enumerate((Fit.MATCH, Fit.RIVAL, Fit.EARLIER, Fit.LATER, Fit.PARTIAL))}


def check_claim(
    ledger: Ledger, claim: str, *, on: date | None = None, coder: Coder | None = None
) -> tuple[Answer, ...]:
    """Return what a ledger holds on a claim in plain words: one answer for each thing that it claims.

    The claim is read by the same coder as the pages. ``on`` is the day on which it is made: "has stopped" and "on
    Monday" count from it; without it, words that need a day stay open.

    Raises:
        InputRefused: if the claim is empty, too long, or not in English.
    """
    coder = coder or Coder()
    try:
        document = read_page(claim, name="the claim", published=on)
    except InputRefused as refused:
        if refused.reason is not Reason.LANGUAGE:
            raise
        raise _not_english(foreign_sentence(claim)) from None
    coded = coder.code(document)
    found = [_answer(ledger, one, coder.register) for one in claims_in(document, coded.reports, on)]
    if not found and (language := foreign_sentence(claim)) is not None:
        raise _not_english(language)
    return tuple(found) or (Answer(claim, None, Verdict.NOT_ENOUGH, (_NOT_READ,), None),)


def _not_english(language: Language | None) -> InputRefused:
    what = f"this looks like {language.name}" if language is not None and language.sure else "this is not English"
    return InputRefused(Reason.LANGUAGE, f"khabar reads English; {what}; give a translation", name="the claim")


def check_comments(ledger: Ledger, doc_id: str, *, coder: Coder | None = None) -> tuple[Answer, ...]:
    """Return what a ledger holds on each report that readers make below a document, in text order.

    What the document's own article says counts as held; what any reader says never does.
    """
    coder = coder or Coder()
    (coded,) = ledger.coded(doc_ids=[doc_id], explained=False)
    reports = tuple(report for report in coded.reports if report.passage is PassageKind.COMMENT)
    claims = claims_in(coded.document, reports, coded.document.published)
    return tuple(_answer(ledger, claim, coder.register) for claim in claims)


_NOT_READ: Final = (
    "no event could be read in it; say in English who did what to whom, as in “Turkey shelled Afrin on 20 January 2018”"
)


def _answer(ledger: Ledger, claim: Claim, register: Register) -> Answer:
    incidents = incidents_for(ledger, claim, register)
    found = [one for incident in incidents if (one := finding(claim, incident)) is not None]
    found.sort(key=lambda one: (_ORDER[one.fit], -one.incident.n_origins, one.incident.incident_id))
    said = [one for one in said_before(ledger, claim) if one.report.report_id != claim.report.report_id]
    covered = coverage(ledger, claim)
    verdict, because = _VERDICTS[claim.kind](claim, found, said, covered)
    denied = _denied_by_speaker(ledger, claim, found)
    if denied is not None and verdict is Verdict.CONTRADICTED and _dispute(claim, found, verdict):
        verdict, because = Verdict.NOT_ENOUGH, [_as_held(denied), *_doubts(denied)]
    series = _series(claim, incidents)
    return Answer(
        claim.text,
        claim.kind,
        verdict,
        (*because, *_attributed(claim, said, denied), _covered(covered)),
        claim.report,
        tuple(found),
        tuple(said),
        series,
        covered,
        _dispute(claim, found, verdict),
    )


Judged = tuple[Verdict, list[str]]

_HOW_MANY: Final = "how many"
"""How the names of fields for tolls begin."""


def _happened(claim: Claim, found: Sequence[Finding], said: Sequence[Said], covered: Coverage) -> Judged:
    matches, rivals = _of(found, Fit.MATCH), _of(found, Fit.RIVAL)
    standing = [one for one in matches if one.incident.standing is not Standing.DENIED]
    if standing:
        best = standing[0]
        return Verdict.SUPPORTED, [_as_held(best), *_figures_of(claim, best), *_doubts(best), *_more(standing)]
    if matches:
        return Verdict.NOT_ENOUGH, [f"{_as_held(matches[0])}, and those who are said to have done it deny it"]
    partial = _of(found, Fit.PARTIAL)
    # Where another incident has the very figure claimed, that may be the one that is meant.
    same_toll = [one for one in partial if any(name.startswith(_HOW_MANY) for name in one.agrees)]
    # And one that has nothing otherwise, and more as claimed, is nearer to what is meant than one that has.
    nearer = [one for one in partial if not one.otherwise and rivals and len(one.agrees) > len(rivals[0].agrees)]
    meant = nearer or (same_toll if rivals and all(told.startswith(_HOW_MANY) for told in rivals[0].otherwise) else [])
    if rivals and not meant:
        return Verdict.CONTRADICTED, [
            f"the ledger has it otherwise: {'; '.join(rivals[0].otherwise)}",
            _as_held(rivals[0]),
            *_doubts(rivals[0]),
        ]
    partial = nearer or same_toll or partial
    if partial:
        return Verdict.NOT_ENOUGH, [
            f"the nearest incident leaves open or has otherwise {_lacks(partial[0])}",
            _as_held(partial[0]),
            *_doubts(partial[0]),
        ]
    return Verdict.NOT_ENOUGH, ["the ledger holds no such incident"]


def _did_not(claim: Claim, found: Sequence[Finding], said: Sequence[Said], covered: Coverage) -> Judged:
    matches = [one for one in _of(found, Fit.MATCH) if one.incident.standing is not Standing.DENIED]
    if matches:
        return Verdict.CONTRADICTED, [_as_held(matches[0]), *_doubts(matches[0]), *_more(matches)]
    # "No one was killed": an incident that has its dead is the same happening with one thing otherwise.
    otherwise = _of(found, Fit.RIVAL) if any(toll.high == 0 for toll in claim.report.tolls) else []
    if otherwise:
        return Verdict.CONTRADICTED, [
            f"the ledger has it otherwise: {'; '.join(otherwise[0].otherwise)}",
            _as_held(otherwise[0]),
            *_doubts(otherwise[0]),
        ]
    own = [one for one in said if not one.is_comment]
    if own:
        return Verdict.NOT_ENOUGH, [f"{_voice(own[0])} said so too; no incident of the ledger speaks against it"]
    reasons = ["no incident of the ledger speaks against it, which is no proof that nothing happened"]
    if near := [one for one in _of(found, Fit.PARTIAL) if one.incident.contradictions]:
        reasons += [f"the nearest leaves open or has otherwise {_lacks(near[0])}", _as_held(near[0]), *_doubts(near[0])]
    return Verdict.NOT_ENOUGH, reasons


def _ended(claim: Claim, found: Sequence[Finding], said: Sequence[Said], covered: Coverage) -> Judged:
    after = sorted(_of(found, Fit.LATER), key=lambda one: str(one.incident.date_start))
    if claim.on is None:
        return Verdict.NOT_ENOUGH, ["the claim has no day, so what came after it cannot be told; give it with --on"]
    if after:
        return Verdict.CONTRADICTED, [f"{len(after)} after that day, the first: {_as_held(after[0])}"]
    told = [one for one in said if not one.is_comment]
    last = max((str(one.incident.date_end) for one in _of(found, Fit.EARLIER)), default=None)
    reasons = [
        f"the last that the ledger holds is of {last}" if last else "the ledger holds none at all, before it or since"
    ]
    if told and covered.about:
        return Verdict.SUPPORTED, [f"{_voice(told[0])} said so too", *reasons]
    return Verdict.NOT_ENOUGH, reasons


def _first(claim: Claim, found: Sequence[Finding], said: Sequence[Said], covered: Coverage) -> Judged:
    before = sorted(_of(found, Fit.EARLIER), key=lambda one: str(one.incident.date_start), reverse=True)
    if claim.happened_before is None:
        return Verdict.NOT_ENOUGH, ["the claim has no day, so what came before it cannot be told; give it with --on"]
    if before:
        return Verdict.CONTRADICTED, [f"{len(before)} before it, the last: {_as_held(before[0])}"]
    read = f"the ledger begins with {covered.first}" if covered.first else "the ledger is empty"
    reasons = [f"no earlier one is in the ledger, but {read}: what came before that it cannot know"]
    if happened := _of(found, Fit.MATCH):
        reasons.append(_as_held(happened[0]))
    return Verdict.NOT_ENOUGH, reasons


def _deadliest(claim: Claim, found: Sequence[Finding], said: Sequence[Said], covered: Coverage) -> Judged:
    if claim.happened_before is None:
        return Verdict.NOT_ENOUGH, ["the claim has no day, so what came before it cannot be told; give it with --on"]
    own = [toll.high for toll in claim.report.tolls if toll.measure is Measure.KILLED and toll.of is None and toll.high]
    held = [high for one in _of(found, Fit.MATCH) if (high := one.incident.tolls.get("killed", {}).get("high"))]
    if not own and not held:
        return Verdict.NOT_ENOUGH, ["neither the claim nor the ledger says how many it killed"]
    most = max(own or held)
    before = [one for one in _of(found, Fit.EARLIER) if _least_killed(one) > most]
    before.sort(key=lambda one: (-_least_killed(one), one.incident.incident_id))
    if before:
        told = f"{len(before)} before it killed more than {most}, the deadliest {_least_killed(before[0])} or more"
        if claim.loose:
            return Verdict.NOT_ENOUGH, [f"{told}; since when it is said to be the deadliest is not told"]
        return Verdict.CONTRADICTED, [f"{told}: {_as_held(before[0])}"]
    read = f"the ledger begins with {covered.first}" if covered.first else "the ledger is empty"
    return Verdict.NOT_ENOUGH, [f"none before it that killed more than {most} is in the ledger, but {read}"]


def _least_killed(one: Finding) -> int:
    return one.incident.tolls.get("killed", {}).get("low") or 0


def _open(claim: Claim, found: Sequence[Finding], said: Sequence[Said], covered: Coverage) -> Judged:
    reasons = [f"it is about what {_MODAL.get(claim.report.modality.value, 'may')} be, which no incident bears out"]
    if later := _of(found, Fit.LATER):
        reasons.append(f"since then: {_as_held(later[0])}")
    return Verdict.NOT_ENOUGH, reasons


_MODAL: Final = {"expected": "will", "advised": "should", "possible": "may", "hypothetical": "would"}
_VERDICTS: Final = {
    Kind.HAPPENED: _happened,
    Kind.DID_NOT: _did_not,
    Kind.ENDED: _ended,
    Kind.FIRST: _first,
    Kind.OPEN: _open,
    Kind.DEADLIEST: _deadliest,
}


def _of(found: Sequence[Finding], fit: Fit) -> list[Finding]:
    return [one for one in found if one.fit is fit]


_RESTS_ON: Final = {Kind.ENDED: (Fit.LATER,), Kind.FIRST: (Fit.EARLIER,), Kind.DEADLIEST: (Fit.EARLIER,)}
"""On what a verdict rests that is not of one happening; of one it rests on what fits, else on what has it otherwise."""


def _dispute(claim: Claim, found: Sequence[Finding], verdict: Verdict) -> tuple[str, ...]:
    """Return over what the incidents behind a verdict are disputed; nothing if one of them is not."""
    if verdict is Verdict.NOT_ENOUGH:
        return ()
    rests_on = _RESTS_ON.get(claim.kind) or next(((f,) for f in (Fit.MATCH, Fit.RIVAL) if _of(found, f)), ())
    # What is denied alone counts for no verdict.
    behind = [one.incident for one in found if one.fit in rests_on and one.incident.standing is not Standing.DENIED]
    if not behind or any(incident.standing is not Standing.DISPUTED for incident in behind):
        return ()
    return tuple(dict.fromkeys(over for incident in behind for over in incident.contradictions))


def _as_held(one: Finding) -> str:
    """Return in words how surely an incident is held: its standing and what stands behind it, and who denies it."""
    incident = one.incident
    origins = f"{incident.n_origins} independent source{'' if incident.n_origins == 1 else 's'}"
    outlets = f"{incident.n_outlets} outlet{'' if incident.n_outlets == 1 else 's'}"
    if incident.standing is not Standing.DISPUTED:
        return f"{incident.incident_id} is {incident.standing.value} by {origins} in {outlets}"
    denying = incident.sides.get(DENYING)
    return f"{incident.incident_id} is disputed: told by {origins} in {outlets}" + (
        f", denied by {', '.join(denying)}" if denying else ""
    )


def _figures_of(claim: Claim, one: Finding) -> list[str]:
    """Return on whom the claimed tolls rest, where fewer sources give them than stand behind the incident."""
    told = []
    for toll in claim.report.tolls:
        if toll.of is not None or (toll.best is None and toll.low is None):
            continue
        least = toll.best if toll.best is not None else toll.low or 0
        most = toll.high if toll.high is not None else least if toll.best is not None else None
        giving = {
            origin
            for value in one.incident.fields.get(toll.measure.value, ())
            if value.value.get("of") is None
            and (n := value.value["best"] if value.value["best"] is not None else value.value["low"]) is not None
            and least <= n
            and (most is None or n <= most)
            for origin in value.origins
        }
        if giving and len(giving) < one.incident.n_origins:
            names = ", ".join(sorted(origin.removeprefix("~") for origin in giving))
            told.append(f"{toll.measure.value} {toll.text}: {len(giving)} of these sources, {names}")
    return told


def _doubts(one: Finding) -> list[str]:
    return [f"its reports disagree on {'; '.join(one.incident.contradictions)}"] if one.incident.contradictions else []


def _more(found: Sequence[Finding]) -> list[str]:
    return [f"{len(found)} incidents fit the claim"] if len(found) > 1 else []


def _lacks(one: Finding) -> str:
    return ", ".join((*one.open, *one.otherwise))


def _voice(said: Said) -> str:
    return said.voices[-1] if said.voices else said.outlet or "an article"


def _covered(covered: Coverage) -> str:
    span = ""
    if covered.since or covered.until:
        span = f" from {covered.since or 'the start'} to {covered.until or 'the end'}"
    return (
        f"read{span}: {covered.documents} document{'' if covered.documents == 1 else 's'},"
        f" {covered.about} of them with reports on its actors or its country"
    )


def _speaker(claim: Claim) -> Link | None:
    """Return who is said to have said it.

    The author of the claim, at the head of the chain, is nobody that words are put into the mouth of.
    """
    return next((link for link in reversed(claim.report.chain[1:]) if link.text or link.actor_id), None)


def _denied_by_speaker(ledger: Ledger, claim: Claim, found: Sequence[Finding]) -> Finding | None:
    """Return the incident that whoever is claimed to have denied it denies in the ledger, if there is one."""
    speaker = _speaker(claim) if claim.kind is Kind.DID_NOT else None
    if speaker is None:
        return None
    disputed = [one for one in found if one.incident.sides.get(DENYING)]
    denials = denials_in(ledger, [one.incident for one in disputed])
    for one in disputed:
        chains = [report.chain for report in denials if report.report_id in one.incident.report_ids]
        by_name = denied_by(speaker.text, one.incident) is not None
        if by_name or any(_is_speaker(link, speaker) for chain in chains for link in chain[1:]):
            return one
    return None


def _attributed(claim: Claim, said: Sequence[Said], denied: Finding | None) -> list[str]:
    """Return, for what somebody is said to have said, that this was checked, and whether the ledger has it from them.

    ``denied`` is the incident that they deny in the ledger.
    """
    speaker = _speaker(claim)
    if speaker is None:
        return []
    checked = f"checked is what {speaker.text or speaker.actor_id} is said to have said"
    if denied is not None:
        return [f"{checked}; that they deny it stands in {denied.incident.incident_id}"]
    by_them = [one for one in said if any(_is_speaker(link, speaker) for link in one.report.chain[1:])]
    held = f"{len(by_them)} report{'' if len(by_them) == 1 else 's'}" if by_them else "no report"
    return [f"{checked}; that it was said is in {held} of the ledger"]


def _is_speaker(link: Link, speaker: Link) -> bool:
    if link.actor_id and speaker.actor_id:
        return link.actor_id == speaker.actor_id
    return bool(link.text and speaker.text) and fold(link.text or "") == fold(speaker.text or "")


def _series(claim: Claim, incidents: Sequence[Incident]) -> tuple[tuple[str, int], ...]:
    """Return how many incidents of the same doers and deed there are by month, whatever the claim's own day."""
    undated = replace(claim, kind=Kind.OPEN)
    fitting = [one for one in incidents if finding(undated, one) is not None and one.date_start is not None]
    return tuple(sorted(Counter(f"{one.date_start:%Y-%m}" for one in fitting).items()))
