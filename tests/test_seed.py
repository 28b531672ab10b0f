"""The first real article, as a careful reader takes it (``seed/EXPECTED.md``); read from beside the repository."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Aspect, Coded, EventType, Modality, PassageKind, Polarity, Report, Role, SourceKind, Stance

ARTICLE = Path(__file__).parents[1] / "../shared/seed/article.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the seed article is not beside the repository")
PUBLISHED = date(2018, 4, 19)
FACT = (Polarity.AFFIRMED, Modality.ACTUAL)


@cache
def coded(published: date | None = PUBLISHED) -> Coded:
    return Coder().code(read_page(ARTICLE.read_bytes(), name="article.txt", published=published))


def at(words: str, kind: EventType | None = None) -> list[Report]:
    """Return the reports whose trigger lies in the given words of the article."""
    text = coded().document.text
    start = text.index(words)
    end = start + len(words)
    inside = [r for r in coded().reports if start <= r.trigger.start < end]
    return [r for r in inside if kind is None or r.event_type is kind]


def ids(report: Report, *roles: Role) -> set[str | None]:
    return {a.actor_id for a in report.actors if a.role in roles}


def test_passages_are_exact() -> None:
    document = coded().document
    lines = document.text.splitlines()
    body = [p for p in document.passages if p.kind is PassageKind.BODY]
    comments = [p for p in document.passages if p.kind is PassageKind.COMMENT]
    assert "".join(document.text[p.start : p.end] for p in body).split("\n") == lines[:4] or (
        document.text[body[0].start : body[-1].end] == "\n".join(lines[:4])
    )
    assert [document.text[p.start : p.end] for p in comments] == lines[4:7]
    assert [p.comment for p in comments] == [1, 2, 3]


def test_row_1_the_strike() -> None:
    (r,) = at("airstrikes against ISIS", EventType.ASSAULT)
    assert (r.event_mode, r.acled_sub_event) == ("aerial", "Air/drone strike")
    assert ids(r, Role.AGENT) == {"IRQ.MIL.AIR"}
    assert {a.name for a in r.actors if a.role is Role.TARGET} == {"Islamic State"}
    assert r.place is not None
    assert (r.place.country_iso3, r.place.relation, r.place.where_prec) == ("SYR", "border", 5)
    assert r.date is not None
    assert (r.date.date_start, r.date.date_end, r.date.date_prec) == (PUBLISHED, PUBLISHED, 1)
    assert [link.kind for link in r.chain] == [SourceKind.AUTHOR, SourceKind.OFFICIAL]
    source = r.chain[1]
    assert (source.text, source.actor_id, source.inferred) == ("officials", "IRQ.GOV", True)
    assert source.cue is not None
    assert source.cue.text == "according to"
    assert (r.polarity, r.modality) == FACT


def test_rows_2_and_3_the_order_and_the_toll_in_two_voices() -> None:
    found = at("strikes, ordered by", EventType.ASSAULT)
    order = [r for r in found if any(a.role is Role.ORDERED_BY for a in r.actors)]
    toll = [r for r in found if r.tolls]
    assert len(order) == len(toll) == 1
    (leader,) = [a for a in order[0].actors if a.role is Role.ORDERED_BY]
    assert leader.name is not None
    assert "Haider al-Abadi" in leader.name
    assert [link.kind for link in order[0].chain] == [SourceKind.AUTHOR]
    assert [link.kind for link in toll[0].chain] == [SourceKind.AUTHOR, SourceKind.HEARSAY]
    assert toll[0].chain[1].cue is not None
    assert "described as" in toll[0].chain[1].cue.text
    (killed,) = toll[0].tolls
    assert (killed.measure, killed.low, killed.best, killed.high, killed.unavailable) == ("killed", 1, None, None, True)
    assert all((r.polarity, r.modality) == FACT for r in found)


def test_row_4_hearsay_of_an_attempt() -> None:
    (r,) = at("have been reported to by trying to reemerge", EventType.MOBILIZE)
    assert {a.name for a in r.actors if a.role is Role.AGENT} == {"Islamic State"}
    assert r.aspect is Aspect.ATTEMPTED
    assert r.place is not None
    assert r.place.country_iso3 == "SYR"
    assert [link.kind for link in r.chain] == [SourceKind.AUTHOR, SourceKind.HEARSAY]
    assert r.chain[1].text is None
    assert (r.polarity, r.modality) == FACT


def test_row_5_the_coordination_and_who_claims_it() -> None:
    (r,) = at("Iraqi officials say the strike was carried out in coordination", EventType.COOPERATE)
    assert {"SYR.MIL"} <= ids(r, Role.PARTNER)
    assert any((a or "").startswith("IRQ") for a in ids(r, Role.AGENT, Role.PARTNER))
    assert "military" in r.contexts
    assert r.date is not None
    assert r.date.date_start == PUBLISHED
    assert [(link.kind, link.actor_id) for link in r.chain[1:]] == [(SourceKind.OFFICIAL, "IRQ.GOV")]
    assert (r.polarity, r.modality) == FACT


def test_row_6_the_objection() -> None:
    (r,) = at("objected to", EventType.REJECT)
    assert ids(r, Role.AGENT) == {"IRQ.GOV"}
    assert ids(r, Role.TARGET) == {"USA"}
    assert r.date is not None
    assert (r.date.date_start, r.date.date_end) == (date(2018, 4, 13), PUBLISHED)
    assert len(r.chain) == 1
    assert (r.polarity, r.modality) == FACT


def test_row_7_the_attacks_objected_to() -> None:
    (r,) = at("attacks on Syria", EventType.ASSAULT)
    assert "USA" in ids(r, Role.AGENT, Role.LED_BY)
    assert r.place is not None
    assert r.place.country_iso3 == "SYR"
    assert r.date is not None
    assert (r.date.date_start, r.date.date_end) == (date(2018, 4, 13), date(2018, 4, 13))
    assert len(r.chain) == 1
    assert (r.polarity, r.modality) == FACT


def test_row_10_earlier_attacks_undated() -> None:
    (r,) = at("Iraq has attacked sites", EventType.ASSAULT)
    assert ids(r, Role.AGENT) == {"IRQ"}
    assert not ids(r, Role.TARGET)
    assert r.place is not None
    assert (r.place.text, r.place.country_iso3) == ("Abu Kamal", "SYR")
    assert r.date is None or r.date.date_start is None
    assert (r.polarity, r.modality) == FACT


@pytest.mark.parametrize(
    "words",
    [
        "giving ISIS a chance to reassert itself in Syrian territory",
        "a coordinated strike expresses their support for Assad’s survival",
        "they’ve never said the strike was coordinated with Syria",
        "the air operation from Iraq could [and should] have been done by US",
        "the US is tolerating ISIS (or collaborating)",
        "The attacks cannot be done by Syria",
        "US should let Iraq take iver figting the remnants of ISIS",
        "US can leave Syria and coordinate with Iraq and Turkey",
        "Iraq should take the possibility of an IS resurgence seriously",
        "the U.S. would need some pretext to remain in Iraq",
    ],
)
def test_what_is_weighed_is_never_a_fact(words: str) -> None:
    assert [r.trigger.text for r in at(words) if (r.polarity, r.modality) == FACT] == []


def test_row_8_a_warning_of_a_risk() -> None:
    (r,) = at("reassert itself", EventType.MOBILIZE)
    assert r.modality is Modality.POSSIBLE
    assert r.chain[-1].stance is Stance.WARNS


def test_row_11_what_was_never_said() -> None:
    (r,) = at("the strike was coordinated with Syria", EventType.COOPERATE)
    assert r.chain[-1].stance is Stance.HAS_NOT_SAID
    assert (r.polarity, r.modality) != FACT


def test_readers_open_nothing() -> None:
    comments = [r for r in coded().reports if r.passage is PassageKind.COMMENT]
    assert comments
    assert not any(r.opens for r in comments)
    assert all(r.chain[0].kind is SourceKind.COMMENTER for r in comments)


def test_exactly_the_four_incidents() -> None:
    linked = link_reports([coded()])
    by_id = {r.report_id: r for r in coded().reports}
    shape = {(i.event_type.value, i.date_start, by_id[i.report_ids[0]].trigger.text): i for i in linked.incidents}
    assert sorted((t, str(d)) for t, d, _ in shape) == sorted(
        [
            ("ASSAULT", "2018-04-19"),
            ("ASSAULT", "2018-04-13"),
            ("REJECT", "2018-04-13"),
            ("ASSAULT", "None"),
        ]
    )
    (strike,) = [i for (t, d, _), i in shape.items() if t == "ASSAULT" and d == PUBLISHED]
    assert strike.tolls["killed"] == {"low": 1, "best": None, "high": None}
    others = {(a.role, a.actor_id) for a in strike.others}
    assert (Role.PARTNER, "SYR.MIL") in others
    assert Role.ORDERED_BY in {role for role, _ in others}
    assert (strike.n_documents, strike.n_outlets) == (1, 1)


def test_without_a_date_every_relative_date_is_unresolved() -> None:
    found = [r.date for r in coded(None).reports if r.date is not None]
    assert {d.text for d in found} >= {"Thursday"}
    assert all(d.date_start is None and d.date_end is None and d.anchor is None for d in found)


def test_every_span_holds() -> None:
    text = coded().document.text
    for r in coded().reports:
        spans = [r.trigger, *(link.cue for link in r.chain if link.cue)]
        assert all(text[s.start : s.end] == s.text for s in spans)
        assert text[r.start : r.end] == r.quote
        loose = [*r.actors, *r.tolls, *[x for x in (r.place, r.date) if x], *r.chain[1:]]
        assert all(x.start is None or text[x.start : x.end] == x.text for x in loose)
