"""Records: what cannot be built, and what their JSON looks like."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import Aspect, EventType, Modality, PassageKind, Polarity, Report, Span, Stance, to_json


@pytest.fixture(scope="module")
def report() -> Report:
    page = read_page("Rebels shelled Sake on Monday, the army said.", name="x", published=date(2024, 3, 14))
    return Coder().code(page).reports[0]


def test_a_report_without_a_span_or_a_voice_cannot_be_built(report: Report) -> None:
    with pytest.raises(ValueError, match="does not fit its quote"):
        replace(report, quote="")
    with pytest.raises(ValueError, match="without a voice"):
        replace(report, chain=())
    with pytest.raises(ValueError, match="does not fit its text"):
        Span(3, 4, "no")


def test_json_has_the_keys_of_the_design_in_their_order(report: Report) -> None:
    keys = (
        "report_id doc_id passage comment start end quote event_type event_mode contexts cameo acled_event "
        "acled_sub_event trigger polarity modality aspect standing actors place date tolls chain confidence coder"
        " certainty instrument ucdp_violence places"  # docs/decisions/0018: what is new comes at the end
    )
    line = to_json(report)
    assert list(line) == keys.split()
    assert list(line["trigger"]) == ["start", "end", "text"]
    assert line["date"]["date_start"] == "2024-03-11"
    assert line["comment"] is None
    assert line["chain"][0]["kind"] == "author"
    assert line["chain"][0]["confidence"] is None
    assert 0 < line["chain"][1]["confidence"] <= 1
    assert 0 < line["certainty"] <= 3


@pytest.mark.parametrize(
    ("change", "opens"),
    [
        ({}, True),
        ({"polarity": Polarity.DENIED}, False),
        ({"modality": Modality.POSSIBLE}, False),
        ({"passage": PassageKind.COMMENT}, False),
        ({"aspect": Aspect.ATTEMPTED}, True),
        ({"aspect": Aspect.ATTEMPTED, "event_type": EventType.AID}, False),
        ({"aspect": Aspect.HABITUAL}, False),
        ({"aspect": Aspect.ENDED}, False),
    ],
)
def test_only_facts_outside_comments_open_an_incident(report: Report, change: dict[str, object], opens: bool) -> None:
    assert replace(report, **change).opens is opens  # type: ignore[arg-type]


@pytest.mark.parametrize("stance", [Stance.DENIES, Stance.DOUBTS, Stance.HAS_NOT_SAID, Stance.ASKS])
def test_what_a_voice_does_not_stand_by_opens_nothing(report: Report, stance: Stance) -> None:
    chain = (report.chain[0], replace(report.chain[1], stance=stance))
    assert not replace(report, chain=chain).opens
