"""The scorer of ``gva_longtail`` on cases worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.evaluate import gva_longtail
from khabar.evaluate.gva_longtail import b_cubed, field_checks, figures, main_report, mixed_share, score, wrong_pairs
from khabar.link import link_reports
from khabar.records import Coded, Document, EventType, PassageKind
from tests.link.build import Say, coded

GOLD = Path(__file__).parents[2] / "../shared/data/gva_longtail"
WANTED = {"a": "x", "b": "x", "c": "x", "d": "y"}


def test_b_cubed_of_a_perfect_split_is_one() -> None:
    assert b_cubed({"a": 1, "b": 1, "c": 1, "d": 2}, WANTED) == (1.0, 1.0, 1.0)


def test_b_cubed_of_everything_alone_and_of_all_in_one() -> None:
    precision, recall, f1 = b_cubed({"a": 1, "b": 2, "c": 3, "d": 4}, WANTED)
    assert (precision, recall) == (1.0, 0.5)
    assert f1 == pytest.approx(2 / 3)
    precision, recall, _ = b_cubed(dict.fromkeys(WANTED, 1), WANTED)
    assert (precision, recall) == (pytest.approx(0.625), 1.0)


def test_mixing_counts_clusters_of_two_or_more_only() -> None:
    assert mixed_share({"a": 1, "b": 1, "c": 2, "d": 2}, WANTED) == 0.5
    assert mixed_share({"a": 1, "b": 2, "c": 3, "d": 4}, WANTED) == 0.0


def test_wrong_pairs_are_a_share_of_the_pairs_put_together() -> None:
    assert wrong_pairs(dict.fromkeys(WANTED, 1), WANTED) == 0.5
    assert wrong_pairs({"a": 1, "b": 2, "c": 3, "d": 4}, WANTED) == 0.0


def test_the_main_report_is_the_first_assault_that_opens() -> None:
    page = coded(
        "A",
        Say("A comment", passage=PassageKind.COMMENT),
        Say("A protest", event_type=EventType.PROTEST),
        Say("Velm was hit"),
        Say("Ostra was hit", place="Ostra"),
    )
    report = main_report(page)
    assert report is not None
    assert report.quote == "Velm was hit"
    assert main_report(coded("B", Say("A protest", event_type=EventType.PROTEST))) is None


def test_fields_are_compared_exactly_and_a_missing_page_is_wrong_on_what_is_not_zero() -> None:
    incident = link_reports([coded("A", Say("Two killed in Velm", killed=2))]).incidents[0]
    gold = {"num_killed": 2, "num_injured": 1, "date": "2020-05-01", "city_or_county": "Velm (North)"}
    assert field_checks(incident, gold) == {
        "killed": 1,
        "killed_2plus": 1,
        "injured": 0,
        "date": 1,
        "date_1day": 1,
        "city": 1,
    }
    assert field_checks(None, gold) == {
        "killed": 0,
        "killed_2plus": 0,
        "injured": 0,
        "date": 0,
        "date_1day": 0,
        "city": 0,
    }


def test_figures_of_a_small_set() -> None:
    pages = [{"id": "1", "incident_id": "x"}, {"id": "2", "incident_id": "x"}, {"id": "3", "incident_id": "y"}]
    of_page = {"1": coded("A", Say("Velm was hit")), "2": coded("B", Say("Velm was struck"))}
    scores = figures(pages, {}, of_page, link_reports(of_page.values()))
    assert scores.records == 3
    assert scores.figures["b3_f1"] == 1.0
    assert scores.figures["pages_coded"] == pytest.approx(2 / 3)


@pytest.mark.skipif(not GOLD.exists(), reason="the gold data is not here")
def test_a_few_incidents_of_the_set_keep_their_floor() -> None:
    scores = score(GOLD, limit=12)
    assert scores.figures["b3_f1"] >= 0.8
    assert scores.figures["wrong_pairs"] <= 0.1


def test_a_page_that_cannot_be_coded_counts_as_one_without_a_report(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    code = Coder.code

    def fragile(self: Coder, document: Document) -> Coded:
        if "Ostra" in document.text:
            raise IndexError("no such word")
        return code(self, document)

    monkeypatch.setattr(Coder, "code", fragile)
    pages = [
        {"id": "a", "incident_id": "x", "date": "2020-05-02", "text": "A gunman shot dead two men in Goma on Friday."},
        {"id": "b", "incident_id": "y", "date": "2020-05-02", "text": "A gunman shot dead a man in Ostra on Friday."},
    ]
    (tmp_path / "docs.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages))
    (tmp_path / "incidents.jsonl").write_text(json.dumps({"id": "x", "structured": None}) + "\n")
    found = score(tmp_path).figures
    assert (found["pages_coded"], found["pages_failed"]) == (0.5, 0.5)


@pytest.mark.skipif(not GOLD.exists(), reason="gold data is not beside the repository")
def test_a_pool_codes_as_one_process_does(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = score(GOLD, limit=5)
    monkeypatch.setattr(gva_longtail, "POOL_PAGES", 1)
    assert score(GOLD, limit=5) == alone
