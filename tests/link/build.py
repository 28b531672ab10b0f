"""Small coded documents about invented events, built by hand: one line of text a report."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from khabar.records import (
    Actor,
    Aspect,
    Coded,
    Document,
    EventType,
    Link,
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
    Stance,
    Standing,
    Toll,
    When,
)

# name: (latitude, longitude, country, admin1, where_prec)
PLACES = {
    "Velm": (10.0, 20.0, "XXA", "North", 1),
    "Ostra": (10.9, 20.0, "XXA", "North", 1),
    "near Velm": (10.05, 20.05, "XXA", "North", 2),
    "North": (10.4, 20.2, "XXA", "North", 4),
    "South": (5.0, 20.0, "XXA", "South", 4),
    "the border": (10.2, 20.4, "XXA", None, 5),
    "Xanadia": (8.0, 20.0, "XXA", None, 6),
    "Yland": (30.0, 50.0, "XXB", None, 6),
}


@dataclass
class Say:
    """What a report says; ``text`` is also its whole quote."""

    text: str
    event_type: EventType = EventType.ASSAULT
    mode: str | None = "aerial"
    agent: str | None = "XXA.MIL.AIR"
    target: str | None = "REB"
    others: dict[Role, str] = field(default_factory=dict)
    place: str | None = "Velm"
    day: str | None = "2020-05-01"
    until: str | None = None
    killed: int | tuple[int | None, int | None, int | None] | None = None
    of: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ACTUAL
    passage: PassageKind = PassageKind.BODY
    standing: Standing = Standing.REPORTED
    speaker: str | None = None
    stance: Stance = Stance.SAYS
    same_as: int | None = None
    about: int | None = None


def coded(
    outlet: str, *says: Say, published: str | None = "2020-05-02", body: str = "", title: str | None = None
) -> Coded:
    """Return a coded document with one line a report, and ``body`` after them."""
    text, passages, spans = "", [], []
    for say in says:
        start = len(text)
        text += say.text + "\n"
        spans.append((start, start + len(say.text)))
        passages.append((say.passage, start, start + len(say.text)))
    if body:
        passages.append((PassageKind.BODY, len(text), len(text) + len(body)))
        text += body
    doc_id = f"d-{outlet}-{published}-{len(text)}"
    document = Document(
        doc_id,
        text,
        tuple(
            Passage(i, kind, a, b, comment=1 if kind is PassageKind.COMMENT else None)
            for i, (kind, a, b) in enumerate(passages)
        ),
        name=f"{outlet}.html",
        raw_sha256="0",
        media_type="text/html",
        title=title,
        outlet=outlet,
        published=date.fromisoformat(published) if published else None,
    )
    reports = tuple(_report(document, i, say, span) for i, (say, span) in enumerate(zip(says, spans, strict=True)))
    relations = [
        Relation(f"r-{doc_id}-{i}", f"r-{doc_id}-{s.same_as}", "same_event")
        for i, s in enumerate(says)
        if s.same_as is not None
    ]
    relations += [
        Relation(f"r-{doc_id}-{i}", f"r-{doc_id}-{s.about}", "about") for i, s in enumerate(says) if s.about is not None
    ]
    return Coded(document, reports, tuple(relations))


def _report(document: Document, number: int, say: Say, span: tuple[int, int]) -> Report:
    start, end = span
    word = document.span(start, start + len(say.text.split()[0]))
    at = {"text": word.text, "start": word.start, "end": word.end}
    actors = [
        Actor(role, name, word.start, word.end, actor_id=None if name.startswith("~") else name, name=name.lstrip("~"))
        for role, name in ((Role.AGENT, say.agent), (Role.TARGET, say.target), *say.others.items())
        if name
    ]
    place = None
    if say.place:
        lat, lon, country, admin1, prec = PLACES[say.place]
        place = Place(
            **at,
            place_id=f"g:{say.place.removeprefix('near ')}",
            name=say.place,
            latitude=lat,
            longitude=lon,
            country_iso3=country,
            admin1=admin1,
            where_prec=prec,
            relation="border" if "border" in say.place else None,
        )
    when = None
    if say.day:
        first, last = date.fromisoformat(say.day), date.fromisoformat(say.until or say.day)
        when = When(**at, date_start=first, date_end=last, date_prec=1 if first == last else 4, anchor="text")
    tolls: tuple[Toll, ...] = ()
    if say.killed is not None:
        low, best, high = (say.killed,) * 3 if isinstance(say.killed, int) else say.killed
        tolls = (Toll(Measure.KILLED, low, best, high, **at, of=say.of),)
    voice = SourceKind.COMMENTER if say.passage is PassageKind.COMMENT else SourceKind.AUTHOR
    chain = [Link(voice)]
    if say.speaker:
        chain.append(Link(SourceKind.OFFICIAL, **at, actor_id=say.speaker, stance=say.stance))
    return Report(
        f"r-{document.doc_id}-{number}",
        document.doc_id,
        say.passage,
        1 if say.passage is PassageKind.COMMENT else None,
        start,
        end,
        say.text,
        say.event_type,
        say.mode,
        (),
        None,
        None,
        None,
        word,
        say.polarity,
        say.modality,
        Aspect.DONE,
        say.standing,
        tuple(actors),
        place,
        when,
        tolls,
        tuple(chain),
        0.9,
        "test",
    )
