"""Code a text with a trace, and tell why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from khabar.coder import Coder
from khabar.coding.considered import named
from khabar.coding.draft import Draft
from khabar.coding.followup import toll_gate
from khabar.event.gate import NEVER
from khabar.limits import MAX_TEXT_CHARS
from khabar.parse import Stretch, split
from khabar.read import read_page
from khabar.records import Document, EventType, Report
from khabar.settings import Settings, parse_day
from khabar.trace import Trace, traced
from khabar.why.gate import forms_that_pass
from khabar.why.lexicon import Lines
from khabar.why.model import Dropped, Explained, ExplainedReport, ExplainedSentence
from khabar.why.values import Reasons


def explain(
    text: str | bytes | Document,
    published: date | str | None = None,
    *,
    name: str = "text",
    settings: Settings | None = None,
) -> Explained:
    """Return for each sentence of a text what was coded from it, why, and what was considered and not taken.

    ``text`` is a sentence, a page (text or HTML), or a `Document` that has been read; ``published`` its day of
    publication, which relative dates are counted from and offices are resolved as of.

    >>> [told] = explain("Rebels shelled Sake on Monday, the army said.", "2024-02-13").reports
    >>> [(given.field, given.text) for given in told.values if given.field in ("place", "date", "chain[1]")]
    [('place', 'Sake'), ('date', 'Monday'), ('chain[1]', 'said')]

    Raises:
        InputRefused: if the text is no page that khabar reads: empty, not in English …
        SettingsError: if ``published`` is no date.
    """
    if isinstance(published, str):
        published = parse_day(published)
    document = text if isinstance(text, Document) else read_page(text, name=name, published=published)
    coder = Coder(settings or Settings.load())
    with traced() as trace:
        coder.code(document)
    lines = Lines(coder.lexicon)
    places = {place.mention.start: place for place in trace.places}
    reasons = Reasons(document.text, lines, coder.register, places, document.published)
    tells_assault = any(report.event_type is EventType.ASSAULT for report, _ in trace.drafts)
    sentences = tuple(
        _sentence(document, stretch, coder, trace, lines, reasons, tells_assault)
        for stretch in split(document)
        if stretch.end <= MAX_TEXT_CHARS
    )
    return Explained(document, sentences, coder.version)


def _sentence(
    document: Document,
    stretch: Stretch,
    coder: Coder,
    trace: Trace,
    lines: Lines,
    reasons: Reasons,
    tells_assault: bool,
) -> ExplainedSentence:
    text = document.text[stretch.start : stretch.end]
    parsed = next((s for s in trace.sentences if s.stretch == stretch), None)
    gate, forms = _gate(coder, text, parsed is not None, tells_assault)
    told = [(report, draft) for report, draft in trace.drafts if draft.sentence.stretch == stretch]
    noted = [Dropped(n.stage, n.what, n.reason, n.start, n.end) for n in trace.within(stretch.start, stretch.end)]
    used = {(d.sentence[i].start, d.sentence[i].end) for _, d in told for i in d.mention.tokens}
    failed = [f for f in lines.failures(parsed, forms) if (f.start, f.end) not in used] if parsed is not None else []
    passage = document.passages[stretch.passage]
    return ExplainedSentence(
        text=text,
        start=stretch.start,
        end=stretch.end,
        passage=passage.kind,
        comment=passage.comment,
        parsed=parsed is not None,
        gate=gate,
        forms=forms,
        reports=tuple(ExplainedReport(r, reasons.values(r, d), _relations(r, d, trace.drafts)) for r, d in told),
        dropped=(*failed, *noted),
    )


def _gate(coder: Coder, text: str, parsed: bool, tells_assault: bool) -> tuple[str, tuple[str, ...]]:
    """Return in words whether a sentence was worth a parse, and the forms that say so."""

    def holds_form(words: str) -> bool:
        return coder.gate.look(words).odds > NEVER

    odds = coder.gate.look(text).odds
    forms = forms_that_pass(holds_form, text) if odds > NEVER else ()
    if parsed:
        return "passed", forms or (text,)
    if tells_assault and toll_gate().passes(text):
        return "passed for a toll of the attack told on the page", forms_that_pass(toll_gate().passes, text)
    if odds > NEVER:
        return f"not passed: too weak on a page like this (log odds {odds:.1f})", forms
    return "not passed: no word that can name an event", ()


def _relations(report: Report, draft: Draft, drafts: Sequence[tuple[Report, Draft]]) -> tuple[str, ...]:
    """Return what a report belongs to, in words."""
    if draft.antecedent is None:
        return ()
    other = next((r.report_id for r, d in drafts if d is draft.antecedent), None)
    kind = "the same happening as" if draft.relation == "same_event" else "a circumstance of"
    return (f"{kind} {named(draft.antecedent)}" + (f" ({other})" if other and other != report.report_id else ""),)
