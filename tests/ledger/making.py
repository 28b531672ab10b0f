"""Hand-made coded documents about invented places and people."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from khabar.link.linked import Membership
from khabar.records import (
    Actor,
    Aspect,
    Coded,
    Document,
    EventType,
    Explanation,
    Failure,
    Incident,
    Instrument,
    Link,
    Manner,
    Measure,
    Modality,
    Passage,
    PassageKind,
    Place,
    Polarity,
    Relation,
    Report,
    Role,
    SourceKind,
    Span,
    Stance,
    Standing,
    Toll,
    Value,
    When,
)

CODER = "khabar-test 1"


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def make_coded(
    number: int = 1,
    *,
    town: str = "Varnok",
    killed: int = 12,
    name: str | None = None,
    published: date | None = date(2021, 3, 4),
    coder: str = CODER,
    failures: tuple[Failure, ...] = (),
) -> Coded:
    """Return a page of one outlet: a shelling of ``town``, with a toll that a police chief gives, and a comment."""
    body = (
        f"Rebels shelled {town} with mortars on Tuesday, killing {killed} people, police chief Ana Ruel said."
        " The shelling lasted hours."
    )
    comment = f"I doubt it, number {number}."
    text = f"{body}\n\n{comment}"
    doc_id = f"d-{sha256(text.encode()).hexdigest()[:12]}"
    document = Document(
        doc_id=doc_id,
        text=text,
        passages=(
            Passage(0, PassageKind.BODY, 0, len(body)),
            Passage(1, PassageKind.COMMENT, len(body) + 2, len(text), comment=1, writer="reader 1", confidence=0.75),
        ),
        name=name or f"page-{number}.html",
        raw_sha256=sha256(text.encode()).hexdigest(),
        media_type="text/html",
        title=None,
        outlet=f"Outlet {number}",
        url=f"https://news.invalid/{number}",
        language="en",
        published=published,
        published_from="argument" if published else None,
    )
    end = body.index(" The shelling")
    trigger = Span(*span(text, "shelled"), "shelled")
    first = Report(
        report_id=f"r-{doc_id}-1",
        doc_id=doc_id,
        passage=PassageKind.BODY,
        comment=None,
        start=0,
        end=end,
        quote=text[:end],
        event_type=EventType.ASSAULT,
        event_mode="heavy-weapons",
        contexts=("military", "human_rights"),
        cameo="194",
        acled_event="Explosions/Remote violence",
        acled_sub_event="Shelling/artillery/missile attack",
        trigger=trigger,
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        aspect=Aspect.DONE,
        standing=Standing.CLAIMED,
        actors=(
            Actor(Role.AGENT, "Rebels", 0, 6, None, None, "rebel"),
            Actor(Role.TARGET, None, None, None, "XXA.CVL", "civilians of Aland", "civilian", "XXA", inferred=True),
        ),
        place=Place(town, *span(text, town), "geonames:1", town, "in", 1.25, -2.1, "XXA", None, 1),
        date=When("Tuesday", *span(text, "Tuesday"), date(2021, 3, 2), date(2021, 3, 2), 1, "published")
        if published
        else When("Tuesday", *span(text, "Tuesday")),
        tolls=(Toll(Measure.KILLED, killed, killed, killed, f"{killed} people", *span(text, f"{killed} people")),),
        chain=(
            Link(SourceKind.AUTHOR),
            Link(
                SourceKind.OFFICIAL,
                "police chief Ana Ruel",
                *span(text, "police chief Ana Ruel"),
                cue=Span(*span(text, "said"), "said"),
                manner=Manner.INDIRECT,
                stance=Stance.SAYS,
            ),
        ),
        confidence=1 / 3,
        coder=coder,
        instrument=Instrument("mortars", *span(text, "mortars"), "mortar"),
        ucdp_violence=3,
    )
    start = text.index("The shelling")
    second = Report(
        report_id=f"r-{doc_id}-2",
        doc_id=doc_id,
        passage=PassageKind.BODY,
        comment=None,
        start=start,
        end=len(body),
        quote=text[start : len(body)],
        event_type=EventType.ASSAULT,
        event_mode=None,
        contexts=(),
        cameo=None,
        acled_event=None,
        acled_sub_event=None,
        trigger=Span(*span(text, "shelling"), "shelling"),
        polarity=Polarity.AFFIRMED,
        modality=Modality.ACTUAL,
        aspect=Aspect.DONE,
        standing=Standing.REPORTED,
        actors=(),
        place=None,
        date=None,
        tolls=(),
        chain=(Link(SourceKind.AUTHOR),),
        confidence=0.5,
        coder=coder,
    )
    return Coded(
        document,
        (first, second),
        (Relation(second.report_id, first.report_id, "same_event"),),
        (
            Explanation(first.report_id, "event_type", "lexicon: shelled", trigger.start, trigger.end),
            Explanation(first.report_id, "date", "last Tuesday before the day of publication"),
        ),
        failures,
    )


def make_incident(coded: Coded) -> tuple[Incident, tuple[Membership, ...]]:
    """Return an incident of the two reports of a page."""
    first, second = coded.reports
    toll = first.tolls[0]
    value = {"low": toll.low, "best": toll.best, "high": toll.high}
    incident = Incident(
        incident_id=f"i-{first.report_id}",
        event_type=first.event_type,
        event_mode=first.event_mode,
        acled_event=first.acled_event,
        acled_sub_event=first.acled_sub_event,
        date_start=first.date.date_start if first.date else None,
        date_end=first.date.date_end if first.date else None,
        date_prec=first.date.date_prec if first.date else None,
        place=first.place,
        agents=(first.actors[0],),
        targets=(first.actors[1],),
        others=(),
        tolls={"killed": value},
        n_reports=2,
        n_documents=1,
        n_outlets=1,
        n_origins=1,
        report_ids=(first.report_id, second.report_id),
        fields={"killed": (Value(value, (first.report_id,), ("police chief Ana Ruel",)),)},
        contradictions=(),
        standing=Standing.CLAIMED,
    )
    return incident, (
        Membership(incident.incident_id, first.report_id, "opens", 1.0, {}),
        Membership(incident.incident_id, second.report_id, "opens", 1.0, {"relation": 1.0}),
    )
