"""One document through the stages: sentences, voices, events, names, places, dates, tolls → reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from khabar import __version__
from khabar.actor import ActorMention, Register
from khabar.coding.again import denied_again, goes_on
from khabar.coding.anaphora import antecedent, circumstance_of, says_other, takes_up
from khabar.coding.cast import Cast
from khabar.coding.chain import chain_of
from khabar.coding.claimed import RULES as OF_WHAT_WAS_TOLD
from khabar.coding.claimed import claim_of, forget_day_of_claim, voiced_at
from khabar.coding.clause import belongs_to_other, is_left_out, is_where_one_was, only_ended
from khabar.coding.considered import note_bare, note_dates, note_nobody, note_places
from khabar.coding.days import Days
from khabar.coding.denied import denial_gate, denied_in, near_deeds, without_denied
from khabar.coding.draft import Draft, Why
from khabar.coding.finish import finish
from khabar.coding.focus import outlets
from khabar.coding.followup import SOON, effect, follow_up, toll_gate
from khabar.coding.heard import heard_in, reader_digest, speaking
from khabar.coding.home import home_of
from khabar.coding.later import forget_day_of_death, forget_place_of_death
from khabar.coding.named import in_full, names_in, of_each, outside
from khabar.coding.opened import opens_another
from khabar.coding.own_place import place_by_sentence, place_by_site
from khabar.coding.reaction import react
from khabar.coding.remembered import remembered
from khabar.coding.sequel import date_by_telling
from khabar.coding.sites import country_of_sites
from khabar.coding.strikes import labour_strikes
from khabar.coding.toll import share_tolls
from khabar.coding.when import date_by_document
from khabar.coding.words import word_class
from khabar.collecting import uncollected
from khabar.date import DateMention, dated, today
from khabar.errors import Reason
from khabar.event import EventMention, GivenTrigger, Lexicon, find_events
from khabar.event.gate import EventGate, gate_weights
from khabar.event.instrument import find_instrument
from khabar.event.toll import find_tolls
from khabar.event.tree import word_class as event_words
from khabar.extra import using
from khabar.limits import MAX_TEXT_CHARS, MAX_UNBROKEN_CHARS
from khabar.parse import Sentence, Stretch, parse, parser_version, split, unbroken
from khabar.place import PlaceMention, ResolvedPlace, find_places, resolve_places
from khabar.place.cued import cued_mentions
from khabar.place.quarters import without_far_quarters
from khabar.records import (
    Coded,
    Document,
    EventType,
    Failure,
    Instrument,
    Link,
    Modality,
    Passage,
    PassageKind,
    Polarity,
    Role,
    Stance,
)
from khabar.sense import judged, pardon, sift
from khabar.settings import Settings
from khabar.trace import tracing
from khabar.voice import Attribution, Certainty, attribute, certainty
from khabar.voice.cues import cues

if TYPE_CHECKING:
    from khabar.reader import Reading


@dataclass(frozen=True, slots=True)
class _Found:
    """What the sentences of one document hold, before any event is put together."""

    events: list[EventMention]
    attributions: Sequence[Attribution]
    sentences: Sequence[Sentence]
    dates: Sequence[DateMention]
    places: list[ResolvedPlace]
    reading: Reading | None

    def elsewhere(self, draft: Draft, start: int, end: int) -> bool:
        """Return whether the words at ``start:end`` belong to another event of the draft's sentence, told or not."""
        own = remembered(draft.sentence, draft.mention.i)
        if own is not None and not own[0] <= start < end <= own[1]:
            return True
        return belongs_to_other(draft.sentence, start, end, draft.mention, self.events)


class Coder:
    """Codes documents. Reads its lexicon, register and model when first used; keeps nothing between documents.

    >>> coder = Coder()
    >>> from khabar.read import read_page
    >>> page = read_page("Rebels shelled Sake on Monday, the army said.", name="example")
    >>> [(r.event_type.value, r.chain[-1].text) for r in coder.code(page).reports]
    [('ASSAULT', 'the army')]
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    @cached_property
    def version(self) -> str:
        """The coder's name and what its values depend on: parser, reader (if it is on), a hash of the user's files."""
        digest = self.settings.data_digest()
        parts = [parser_version(), f"reader {reader_digest()}" if self.settings.voice_reader else "rules alone"]
        return f"khabar {__version__} ({', '.join([*parts, *([f'data {digest}'] if digest else [])])})"

    @cached_property
    def lexicon(self) -> Lexicon:
        """The lexicon of events, with the user's own files."""
        return Lexicon.load(extra=tuple(map(Path, self.settings.data_lexicon)))

    @cached_property
    def register(self) -> Register:
        """The register of actors, with the user's own files."""
        return Register.load(extra=tuple(map(Path, self.settings.data_actors)))

    @cached_property
    def gate(self) -> EventGate:
        """Which sentences are worth a parse. A user's own lexicon may give a weak form a use, so there all count."""
        return EventGate(self.lexicon, None if self.settings.data_lexicon else gate_weights())

    def code(self, document: Document, given: tuple[GivenTrigger, ...] = ()) -> Coded:
        """Return the document with its reports; one without events has none.

        ``given`` are words of the document that are known to name events, whatever the lexicon says of them.

        Each step is only taken for what the cheaper one before it has left: sentences that pass the gate are parsed,
        voices, names, places, dates and tolls are looked for where there are events.
        """
        with using(self.settings), uncollected():
            return self._code(document, given)

    def _told(
        self,
        document: Document,
        sentence: Sentence,
        given: tuple[GivenTrigger, ...],
        doubts: dict[Stretch, set[int]],
        *,
        first: bool,
    ) -> list[EventMention]:
        doubted: set[int] = set()
        found = find_events(sentence, self.lexicon, given, doubted=doubted)
        if doubted:
            doubts[sentence.stretch] = doubted
        kind = document.passages[sentence.stretch.passage].kind
        alone = None if found else effect(sentence, kind, first=first)
        return [alone] if alone is not None else found

    def _code(self, document: Document, given: tuple[GivenTrigger, ...]) -> Coded:
        whole = [s for s in split(document) if s.end <= MAX_TEXT_CHARS]
        passed = set(self.gate.open(document, whole))
        stretches = [s for s in whole if s in passed or any(s.start <= g.start < s.end for g in given)]
        failures = _truncated(document)
        sentences = parse(document.text, stretches)
        events: dict[Stretch, list[EventMention]] = {}
        doubts: dict[Stretch, set[int]] = {}
        first = True
        for sentence in sentences:
            if told := self._told(document, sentence, given, doubts, first=first):
                events[sentence.stretch] = told
                first = first and all(event.event_type is not EventType.ASSAULT for event in told)
        if not events and not doubts:
            return Coded(document, (), failures=failures)
        asked = judged(events, given) | doubts.keys()
        heard = heard_in(document.text, whole, sentences, events.keys(), cues(), asked)
        if heard is not None:
            for sentence, pardoned in pardon(sentences, doubts, heard.readings):
                events[sentence.stretch] = find_events(sentence, self.lexicon, given, pardoned=pardoned)
            events = sift(sentences, events, heard.readings, given, self.register.is_armed)
        if not events:
            return Coded(document, (), failures=failures)
        if any(event.event_type is EventType.ASSAULT for told in events.values() for event in told):
            seen = set(stretches)
            later = {s for s in whole if s not in seen and toll_gate().passes(document.text[s.start : s.end])}
            behind = near_deeds(whole, set(events)) - seen
            later |= {s for s in behind if denial_gate().passes(document.text[s.start : s.end])}
            more = parse(document.text, [s for s in whole if s in later])
            sentences = sorted([*sentences, *more], key=lambda s: s.stretch.start)
        sentences = speaking(document.text, whole, sentences, heard.voices if heard else (), events.keys())
        acting = {s: self.register.find_actors(document.text[s.start : s.end], offset=s.start) for s in events}
        places = self._places(document, acting.values())
        if trace := tracing():
            trace.places += places
        tails = outlets(document, places)
        cast = Cast(self.register, document.text, document.published, home_of(places))
        days = Days(document)
        drafts: list[Draft] = []
        before: Sentence | None = None
        for index, group in groupby(sentences, key=lambda s: s.stretch.passage):
            inside, passage = list(group), document.passages[index]
            attributions = attribute(inside, voices=heard.within(passage.start, passage.end) if heard else None)
            for sentence in inside:
                told = labour_strikes(sentence, events.get(sentence.stretch, []), drafts)
                if toll := follow_up(sentence, document.passages[index].kind, drafts, told):
                    told = [*told, toll]
                kind = document.passages[index].kind
                if claim := claim_of(sentence, kind, drafts, told, self.register.is_armed):
                    told = [*told, claim]
                denies = denial_gate().passes(sentence.text)
                if denies:
                    told = without_denied(sentence, told)
                if not told and not denies:
                    continue
                cast.enter(sentence, before, told)
                if not told:
                    drafts += denied_in(sentence, passage, attributions, inside, drafts, cast, self.register.related)
                    continue
                before = sentence
                start, end = sentence.stretch.start, sentence.stretch.end
                names = names_in(self.register, sentence, acting.get(sentence.stretch))
                here = [
                    p
                    for p in places
                    if start <= p.mention.start and p.mention.end <= end and p.mention.start not in tails
                ]
                found = _Found(
                    [
                        replace(event, args=of_each(self.register, sentence, in_full(sentence, event.args, names)))
                        for event in told
                    ],
                    attributions,
                    inside,
                    days.find(sentence),
                    outside(sentence, here, names),
                    heard.readings.get(sentence.stretch) if heard else None,
                )
                drafts += self._sentence(document, index, sentence, found, cast, days, drafts)
                if denies:
                    drafts += denied_in(sentence, passage, attributions, inside, drafts, cast, self.register.related)
        date_by_document(whole, drafts, days)
        date_by_telling(drafts, days)
        return Coded(document, *finish(document, drafts, self.version, places), failures)

    def _places(self, document: Document, acting: Iterable[Sequence[ActorMention]]) -> list[ResolvedPlace]:
        """Return the places of a document, all of it and who acts in it serving as context; boilerplate has none."""
        mentions: list[PlaceMention] = []
        for passage in document.passages:
            if passage.kind is not PassageKind.BOILERPLATE:
                text = document.text[passage.start : passage.end]
                found = find_places(text, offset=passage.start)
                mentions += sorted([*found, *cued_mentions(text, found, offset=passage.start)], key=lambda m: m.start)
        countries = Counter(mention.country_iso3 for found in acting for mention in found if mention.country_iso3)
        return without_far_quarters(document.text, resolve_places(mentions, text=document.text, countries=countries))

    def _sentence(
        self,
        document: Document,
        passage: int,
        sentence: Sentence,
        found: _Found,
        cast: Cast,
        days: Days,
        earlier: Sequence[Draft],
    ) -> list[Draft]:
        """Return the drafts of one sentence, those that add nothing to an earlier mention left out."""
        # All who act are named before the voices are: "officials" are those of whoever acts.
        actors = [[cast.actor(sentence, arg) for arg in mention.args] for mention in found.events]
        drafts: list[Draft] = []
        for mention, named in zip(found.events, actors, strict=True):
            draft = self._draft(document.passages[passage], sentence, mention, found, cast)
            for argument, one in zip(mention.args, named, strict=True):
                if one is None:
                    note_nobody(sentence, argument, "a thing, a pronoun for nobody named, or too vague")
                elif (actor := cast.self_named(one[0], draft.chain)) is not None:
                    rule = one[1]
                    draft.actors.append(actor)
                    draft.why.append(Why(actor.role, rule, actor.start, actor.end))
                else:
                    note_nobody(sentence, argument, "“we” or “you” of nobody known")
            self._place(draft, found)
            country_of_sites(draft, found.places)
            self._date(draft, found, days, earlier)
            draft.distinct = says_other(draft) or opens_another(draft) or is_left_out(sentence, mention.i)
            drafts.append(draft)
        drafts = share_tolls(drafts, find_tolls(sentence), found.attributions, found.sentences, cast)
        for draft in drafts:
            forget_day_of_claim(draft, earlier, self.register.related)
            forget_day_of_death(draft, earlier, self.register.related)
            forget_place_of_death(draft)
            if (
                draft.relation is None
                and takes_up(draft)
                and (told := antecedent(draft, earlier, self.register.related))
            ):
                draft.antecedent, draft.relation = told, "same_event"
                _presuppose(draft)
                _lend_sides(draft)
            elif draft.relation is None and (
                told := goes_on(draft, earlier) or denied_again(draft, earlier, self.register.related)
            ):
                draft.antecedent, draft.relation = told, "same_event"
        for draft in drafts:
            if (deed := circumstance_of(draft, drafts)) is not None:
                partners = {(a.start, a.end) for a in draft.of(Role.PARTNER)}
                deed.actors = [a for a in deed.actors if (a.start, a.end) not in partners]
                draft.antecedent, draft.relation = deed.root, "about"
                _lend(draft)
        react(drafts, document.published)
        telling = list(_telling(drafts))
        for draft in telling:
            place_by_site(draft)
        return telling

    def _draft(self, passage: Passage, sentence: Sentence, mention: EventMention, found: _Found, cast: Cast) -> Draft:
        """Return a mention with its voices and how surely they put it."""
        sure = certainty(sentence, mention.i, reading=found.reading)
        told = voiced_at(mention)
        chain, judged, why = chain_of(passage, found.attributions, found.sentences, told.start, told.end, cast)
        bound, stance = _at_most(mention, sure, chain)
        draft = Draft(sentence, passage, mention, bound, chain, judged)
        draft.why += [
            Why("event_type", mention.rule, mention.start, mention.end),
            *why,
            *(Why(b.field, b.rule, b.start, b.end) for b in sure.because),
            *([Why("modality", f"no surer than a voice that {stance.value}")] if stance else []),
        ]
        draft.note_words(sentence, mention.tokens, "names the same happening")
        if (means := find_instrument(sentence, mention)) is not None:
            words = sentence.slice(means.start, means.end)
            draft.instrument = Instrument(words, means.start, means.end, means.kind)
            draft.why.append(Why("instrument", means.rule, means.start, means.end))
        return draft

    def _place(self, draft: Draft, found: _Found) -> None:
        if draft.mention.rule in OF_WHAT_WAS_TOLD:
            return  # where somebody claims or blames is not where it was done
        s, i = draft.sentence, draft.mention.i
        places = [p for p in found.places if not found.elsewhere(draft, p.mention.start, p.mention.end)]
        places = [p for p in places if not is_where_one_was(s, i, p.mention.start, p.mention.end)]
        if only_ended(draft.sentence, draft.mention.i):
            below = {
                g.i for p in draft.sentence.children(draft.mention.i, "prep") for g in draft.sentence.children(p.i)
            }
            places = [p for p in places if any(t.i in below for t in draft.sentence.at(p.mention.start, p.mention.end))]
        place_by_sentence(draft, places)
        note_places(draft, found.places, places)

    def _date(self, draft: Draft, found: _Found, days: Days, earlier: Sequence[Draft]) -> None:
        dates = [d for d in found.dates if not found.elsewhere(draft, d.start, d.end)]
        if only_ended(draft.sentence, draft.mention.i):
            dates = []
        event = days.told(draft, earlier, dates)
        if one := dated(draft.sentence, draft.mention.i, dates, published=days.written, told=event, named=found.dates):
            when, mention, tense = one
            draft.when = today(days.there(when, mention, tense), mention, days.written, days.first)
            draft.why.append(Why("date", f"{mention.meaning.kind}, {tense}", mention.start, mention.end))
        note_dates(draft, found.dates, dates)


def _truncated(document: Document) -> tuple[Failure, ...]:
    """Return the failures that say what lies beyond the ceilings and is not coded."""
    details: list[str] = []
    length = len(document.text)
    if length > MAX_TEXT_CHARS:
        only = f"only the first {MAX_TEXT_CHARS:,} are coded"
        details.append(f"text of {length:,} characters: {only}; split the page to code the rest")
    if left_out := unbroken(document):
        count, first = sum(end - start for start, end in left_out), left_out[0][0]
        why = f"no sentence ends in {MAX_UNBROKEN_CHARS:,} characters before them"
        details.append(f"{count:,} characters from {first:,} on are not coded: {why}; part the text with full stops")
    return tuple(Failure(document.name, Reason.TRUNCATED, detail, document.raw_sha256) for detail in details)


_AT_MOST = {
    Stance.HAS_NOT_SAID: Modality.POSSIBLE,
    Stance.DOUBTS: Modality.POSSIBLE,
    Stance.ASKS: Modality.ASKED,
}


def _at_most(mention: EventMention, sure: Certainty, chain: Sequence[Link]) -> tuple[Certainty, Stance | None]:
    """Return a certainty no surer than its voices, and the stance that lowered it, if one did.

    What nobody has shown, or somebody doubts or asks, is no fact.

    A deed that nobody has claimed has happened all the same.
    """
    bounds = [link.stance for link in chain if link.stance in _AT_MOST]
    if (
        not bounds
        or mention.kind == "claim"
        or sure.modality is not Modality.ACTUAL
        or sure.polarity is not Polarity.AFFIRMED
    ):
        return sure, None
    return replace(sure, modality=_AT_MOST[bounds[0]]), bounds[0]


def _lend(draft: Draft) -> None:
    """Give a circumstance the day and the doer of the deed that it is a circumstance of, where it names none itself."""
    deed = draft.antecedent
    if deed is None:
        return
    if draft.when is None and deed.when is not None:
        anchor = "event" if deed.when.date_start or deed.when.date_end else None
        draft.when = replace(deed.when, anchor=anchor)
        draft.why.append(Why("date", "that of the deed", deed.when.start, deed.when.end))
    roles = {a.role for a in draft.actors}
    if Role.AGENT not in roles:
        lent = [replace(a, inferred=True) for a in deed.of(Role.AGENT)]
        draft.actors = lent + draft.actors
        draft.why += [Why(a.role, "the doer of the deed, inferred", a.start, a.end) for a in lent]


def _lend_sides(draft: Draft) -> None:
    """Give a fight that is taken up by its bare noun the two sides that it was told to be between: "in the clash"."""
    told = draft.antecedent.root if draft.antecedent is not None else None
    if told is None or draft.sentence[draft.mention.i].lemma not in event_words("clash") or draft.of(Role.AGENT):
        return
    sides = told.of(Role.AGENT)
    if len(sides) > 1 and draft.sentence.stretch.paragraph - told.sentence.stretch.paragraph <= SOON:
        draft.actors = [replace(a, inferred=True) for a in sides] + draft.actors
        draft.why += [Why(a.role, "a side of the fight that is taken up, inferred", a.start, a.end) for a in sides]


def _presuppose(draft: Draft) -> None:
    """Take a deed that was told as fact for a fact where it is taken up: "the strike was approved by the premier"."""
    told = draft.antecedent
    if told is None or draft.passage.kind is PassageKind.COMMENT or told.certainty.modality is not Modality.ACTUAL:
        return
    if draft.certainty.modality in (Modality.ADVISED, Modality.EXPECTED) and draft.of(Role.ORDERED_BY):
        draft.certainty = replace(draft.certainty, modality=Modality.ACTUAL)
        draft.why.append(Why("modality", "taken up from what was told as fact", told.mention.start, told.mention.end))


def _telling(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the drafts that tell something: a bare "the strike" that only takes up what was told is no report."""
    leaned_on = {id(d.antecedent) for d in drafts if d.antecedent is not None}
    for draft in drafts:
        if id(draft) not in leaned_on and not _tells(draft):
            note_bare(draft)
            if draft.antecedent is not None:
                words = (draft.mention.i, *draft.mention.tokens)
                draft.antecedent.root.note_words(draft.sentence, words, "taken up again")
            continue
        yield draft


def _tells(draft: Draft) -> bool:
    """Return whether a draft says more than that there is such a thing as its event."""
    if not draft.mention.is_noun or draft.tolls or draft.place or draft.when or _disputes(draft):
        return True
    told = draft.antecedent if draft.relation == "same_event" else None
    if told is None:
        s, i = draft.sentence, draft.mention.i
        counted = any(c.tag == "CD" or c.lemma in word_class("counted") for c in s.children(i, "nummod", "amod"))
        return bool(draft.actors) or draft.mention.definite or s[i].tag == "NN" or counted
    known = {(a.role, a.actor_id or a.text) for at in (told.root, told) for a in at.actors}
    return any((a.role, a.actor_id or a.text) not in known for a in draft.actors)


def _disputes(draft: Draft) -> bool:
    """Return whether somebody denies or doubts the event: "denied carrying out the attack"."""
    stances = {link.stance for link in draft.chain}
    return draft.certainty.polarity is Polarity.DENIED or bool(stances & {Stance.DENIES, Stance.DOUBTS})


__all__ = ["Coder"]
