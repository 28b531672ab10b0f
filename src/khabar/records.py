"""What travels between the stages: frozen records, each with the words that carry it.

All offsets are code points into ``Document.text``, end exclusive. ``None`` always means that the text does not
give the value; it is never a default.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any


class PassageKind(StrEnum):
    """The voice a stretch of a page is written in."""

    TITLE = "title"
    BODY = "body"
    CAPTION = "caption"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"


class EventType(StrEnum):
    """PLOVER's sixteen event types (PLOVER manual 0.8)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Polarity(StrEnum):
    """Whether the report says that it happened or that it did not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(StrEnum):
    """How the report puts the event: as a fact, or as something less."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    EXPECTED = "expected"
    ADVISED = "advised"
    HYPOTHETICAL = "hypothetical"
    ASKED = "asked"


class Aspect(StrEnum):
    """Which part of the event is reported."""

    DONE = "done"
    ATTEMPTED = "attempted"
    HABITUAL = "habitual"
    ENDED = "ended"


class Role(StrEnum):
    """What an actor is to an event."""

    AGENT = "agent"
    TARGET = "target"
    PARTNER = "partner"
    ORDERED_BY = "ordered_by"
    LED_BY = "led_by"
    HELPED_BY = "helped_by"
    ABOUT = "about"


class SourceKind(StrEnum):
    """What kind of voice a link of a chain is."""

    AUTHOR = "author"
    OFFICIAL = "official"
    MILITARY = "military"
    GROUP = "group"
    ORGANISATION = "organisation"
    MEDIA = "media"
    WITNESS = "witness"
    EXPERT = "expert"
    RELATIVE = "relative"
    UNNAMED = "unnamed"
    HEARSAY = "hearsay"
    COMMENTER = "commenter"


class Stance(StrEnum):
    """What a link of a chain does with the report it passes on."""

    SAYS = "says"
    DENIES = "denies"
    DOUBTS = "doubts"
    WARNS = "warns"
    ASKS = "asks"
    HAS_NOT_SAID = "has_not_said"


class Manner(StrEnum):
    """How a link of a chain passes the report on."""

    OWN = "own"
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Standing(StrEnum):
    """What a report amounts to, worked out from its passage, chain, polarity and modality; and how an incident stands.

    ``confirmed`` (by opposing sides) and ``disputed`` are of incidents only.
    """

    REPORTED = "reported"
    CLAIMED = "claimed"
    HEARSAY = "hearsay"
    ANALYSIS = "analysis"
    OPINION = "opinion"
    DENIED = "denied"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"


class Measure(StrEnum):
    """What a toll counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DETAINED = "detained"
    DISPLACED = "displaced"
    ABDUCTED = "abducted"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of ``Document.text``.

    Raises:
        ValueError: if the span is empty or does not fit its text.
    """

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text) or not self.text:
            raise ValueError(f"span {self.start}:{self.end} does not fit its text {self.text!r}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document in one voice.

    ``comment`` numbers readers' comments from 1 and is ``None`` elsewhere; ``writer`` is a pseudonym; ``reply_to`` is
    the number of the comment that this one answers, ``None`` where it answers the article or the page does not say;
    ``confidence`` (0 to 1) says how sure the border is.
    """

    index: int
    kind: PassageKind
    start: int
    end: int
    comment: int | None = None
    writer: str | None = None
    confidence: float = 1.0
    reply_to: int | None = None


class Form(StrEnum):
    """What a block of a page is in its layout."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    PULL_QUOTE = "pull_quote"
    CAPTION = "caption"
    TABLE = "table"
    RELATED = "related"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that the page sets apart. A passage is a voice, a block a layout."""

    form: Form
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What a page, or the container it came in, says of itself.

    ``field`` is that of the `Document` (``published``, ``updated``, ``title`` …), ``value`` the text of it (a day as
    ISO 8601), ``where`` the place it was found (``json-ld``, ``meta article:published_time``, ``time``, ``url``,
    ``column date`` …), ``confidence`` (0 to 1) how far such a place is to be trusted.
    """

    field: str
    value: str
    where: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Document:
    """A page as read: one canonical text, its metadata, its passages in text order, without overlap.

    ``published`` is the civil date of publication, ``published_from`` where it was found (``argument``, ``json-ld``,
    ``meta``, ``time`` …); ``name`` is what the user called the input (a path, ``-``, a URL); ``raw_sha256`` is the hash
    of the bytes that came in. ``updated`` is the day of the last change that the page states, never the day of
    publication. ``statements`` are all that the page says of its own metadata, those chosen first; ``blocks`` its
    layout where it is more than plain paragraphs, in text order.
    """

    doc_id: str
    text: str
    passages: tuple[Passage, ...]
    name: str
    raw_sha256: str
    media_type: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: date | None = None
    published_from: str | None = None
    updated: date | None = None
    statements: tuple[Statement, ...] = ()
    blocks: tuple[Block, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Return the span ``start:end`` of the text."""
        return Span(start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone in a role. ``actor_id`` is ``None`` where the register does not know the name.

    ``inferred`` is true where the words do not stand in the event's own clause (a pronoun resolved, a speaker's
    state); the span is then that of the words it was taken from, or ``None`` if there are none.
    """

    role: Role
    text: str | None
    start: int | None
    end: int | None
    actor_id: str | None = None
    name: str | None = None
    kind: str | None = None
    country_iso3: str | None = None
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event took place. ``where_prec`` is UCDP GED's 1 to 7.

    ``latitude`` and ``longitude`` are degrees. ``radius_km`` is how far from that point the event may lie, in
    kilometres, ``None`` where there is no point; ``confidence`` the calibrated chance, from 0 to 1, that this is the
    place meant, ``None`` where nothing measured it (a place of no gazetteer entry, records of former versions).
    """

    text: str
    start: int
    end: int
    place_id: str | None = None
    name: str | None = None
    relation: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    country_iso3: str | None = None
    admin1: str | None = None
    where_prec: int | None = None
    radius_km: float | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class When:
    """When an event took place: an interval of civil days, both ends included; an open end is ``None``.

    ``date_prec`` is UCDP GED's 1 to 5. ``anchor`` says what a relative date was counted from: ``published``,
    ``text`` (the words are absolute), ``event`` (another event of the text), or ``None`` if it could not be resolved.
    """

    text: str
    start: int
    end: int
    date_start: date | None = None
    date_end: date | None = None
    date_prec: int | None = None
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """What an event cost. ``of`` names the part counted (``leaders``, ``civilians``), ``None`` for all.

    ``unavailable`` is true where the text says that no figure is to be had.
    """

    measure: Measure
    low: int | None
    best: int | None
    high: int | None
    text: str
    start: int
    end: int
    of: str | None = None
    unavailable: bool = False


@dataclass(frozen=True, slots=True)
class Instrument:
    """What a deed was done with. ``kind`` is from ``event/data/weapons.tsv``, ``None`` where that does not tell it."""

    text: str
    start: int
    end: int
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One voice in the chain that passed a report on. The author's link has neither words nor cue.

    ``confidence`` is the chance, from 0 to 1, that this voice says these words; ``None`` where nothing measured it.
    """

    kind: SourceKind
    text: str | None = None
    start: int | None = None
    end: int | None = None
    actor_id: str | None = None
    inferred: bool = False
    cue: Span | None = None
    manner: Manner = Manner.OWN
    stance: Stance = Stance.SAYS
    confidence: float | None = None


_ATTEMPTS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})


@dataclass(frozen=True, slots=True)
class Report:
    """One statement, in one voice, that something happened, did not, may have, will, or should.

    ``chain`` runs from the outermost voice (the author, or the commenter) inwards. ``confidence`` is the share of
    events put like this one (by verb or noun, naming both sides, one or none) whose type was right on gold.
    ``certainty`` grades how surely the event is put, from -3 (certainly did not happen) to 3 (certainly happened), 0
    open, as readers did in the UW factuality corpus (Lee et al. 2015); ``None`` in reports of former versions.
    ``instrument`` is the weapon or other means; ``ucdp_violence`` UCDP's type of violence: 1 state-based, 2 non-state,
    3 one-sided, ``None`` where the sides are not known or the event is no violence. ``places`` are further places of
    the same event where it has several, in text order; ``place`` is the first of them all.
    """

    report_id: str
    doc_id: str
    passage: PassageKind
    comment: int | None
    start: int
    end: int
    quote: str
    event_type: EventType
    event_mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    acled_event: str | None
    acled_sub_event: str | None
    trigger: Span
    polarity: Polarity
    modality: Modality
    aspect: Aspect
    standing: Standing
    actors: tuple[Actor, ...]
    place: Place | None
    date: When | None
    tolls: tuple[Toll, ...]
    chain: tuple[Link, ...]
    confidence: float
    coder: str
    certainty: float | None = None
    instrument: Instrument | None = None
    ucdp_violence: int | None = None
    places: tuple[Place, ...] = ()

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.quote) or not self.quote:
            raise ValueError(f"report {self.report_id}: span {self.start}:{self.end} does not fit its quote")
        if not self.chain:
            raise ValueError(f"report {self.report_id}: a report without a voice")

    @property
    def opens(self) -> bool:
        """Whether the report may open an incident: affirmed, actual, and not a reader's.

        An attempt opens one only where the attempt is itself an act of violence or repression; a habit and an end are
        no single happening.
        """
        attempt = self.aspect is Aspect.ATTEMPTED and self.event_type in _ATTEMPTS
        return (
            self.polarity is Polarity.AFFIRMED
            and self.modality is Modality.ACTUAL
            and (self.aspect is Aspect.DONE or attempt)
            and self.passage is not PassageKind.COMMENT
            and self.passage is not PassageKind.BOILERPLATE
            and all(link.stance in (Stance.SAYS, Stance.WARNS) for link in self.chain)
        )


@dataclass(frozen=True, slots=True)
class Relation:
    """How two reports of one document belong together.

    ``same_event``: the report speaks of the same happening as ``other_id`` ("the strike"); ``about``: it tells of a
    circumstance of it (coordination, help, an order) and belongs to its incident.
    """

    report_id: str
    other_id: str
    kind: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a field of a report has its value: the rule, and the words it rests on, if any."""

    report_id: str
    field: str
    rule: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An input, or a part of one, that was set aside. ``reason`` is from the closed list in ``errors.py``."""

    name: str
    reason: str
    detail: str
    raw_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Coded:
    """A document with all that was coded from it, reports in text order."""

    document: Document
    reports: tuple[Report, ...]
    relations: tuple[Relation, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One value that some reports give for a field of an incident, with what stands behind it."""

    value: Any
    report_ids: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TollStep:
    """A figure of a toll as it was given on one day. ``published`` is ``None`` where no page that gives it is dated.

    ``revised`` is true where a text says that the toll has risen or was corrected to it; ``current`` is false for a
    figure that its own outlet, or such a text, has replaced since.
    """

    published: date | None
    low: int | None
    best: int | None
    high: int | None
    outlets: tuple[str, ...]
    report_ids: tuple[str, ...]
    revised: bool = False
    current: bool = True


@dataclass(frozen=True, slots=True)
class Grade:
    """How far an incident is to be believed, in the two signs of the Admiralty code, with the rule behind each.

    ``source`` is A (reliable) to F (cannot be judged), ``information`` 1 (confirmed) to 6 (cannot be judged).
    """

    source: str
    information: int
    why_source: str
    why_information: str

    @property
    def code(self) -> str:
        """The two signs together.

        >>> Grade("B", 2, "", "").code
        'B2'
        """
        return f"{self.source}{self.information}"


@dataclass(frozen=True, slots=True)
class Judged:
    """A person's decision that holds for an incident. ``machine`` is what stood in ``field`` without it.

    ``machine`` and ``value`` are as the incident's JSON has them; ``field`` is ``None`` but for corrections.
    """

    judgement_id: str
    decision: str
    author: str
    made_at: datetime
    reason: str | None = None
    field: str | None = None
    value: Any = None
    machine: Any = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that happened, as the set of the reports that speak of it.

    ``report_ids`` are all reports attached, opening ones first; ``n_origins`` counts independent sources, readers
    not counted; ``fields`` holds, for each field, every value that some report gives; ``rules`` says, by field, why
    the settled value was taken. ``history`` tells by measure how a toll was given from day to day. ``sides`` are the
    voices that vouch for it or deny it: ``doer``, ``struck``, ``others``, ``denying``. ``judgements`` are the decisions
    of people that hold for it; ``status`` is ``live``, ``aggregate`` for what sums up several
    happenings and is never counted, or ``rejected`` by one of them.
    """

    incident_id: str
    event_type: EventType
    event_mode: str | None
    acled_event: str | None
    acled_sub_event: str | None
    date_start: date | None
    date_end: date | None
    date_prec: int | None
    place: Place | None
    agents: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    others: tuple[Actor, ...]
    tolls: dict[str, dict[str, int | None]]
    n_reports: int
    n_documents: int
    n_outlets: int
    n_origins: int
    report_ids: tuple[str, ...]
    fields: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    contradictions: tuple[str, ...] = ()
    standing: Standing = Standing.REPORTED
    status: str = "live"
    superseded_by: str | None = None
    rules: dict[str, str] = field(default_factory=dict)
    history: dict[str, tuple[TollStep, ...]] = field(default_factory=dict)
    sides: dict[str, tuple[str, ...]] = field(default_factory=dict)
    grade: Grade | None = None
    judgements: tuple[Judged, ...] = ()


_PLAIN = frozenset({type(None), bool, int, float, str})


@cache
def _names(kind: type) -> tuple[str, ...] | None:
    """Return the names of a record's fields; ``None`` for what is no record."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def to_json(value: Any) -> Any:
    """Return a record as plain JSON values: enums as strings, ISO 8601 dates, lists for tuples, every key present."""
    kind: Any = type(value)
    if kind in _PLAIN:
        return value
    names = _names(kind)
    if names is not None:
        return {name: to_json(getattr(value, name)) for name in names}
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(k): to_json(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(v) for v in value]
    return value
