"""The grade of an incident, by a table that a user may replace; and readers who would raise it (HARDENING S16)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.link import link_reports
from khabar.link.grade import grading_by, load_grades
from khabar.records import Coded, Incident, Measure, PassageKind, Polarity, SourceKind, Stance, Standing, to_json
from tests.link.build import Say, coded


def one(*documents: Coded) -> Incident:
    [incident] = link_reports(documents).incidents
    return incident


def code(*documents: Coded) -> str:
    grade = one(*documents).grade
    assert grade is not None
    return grade.code


CLAIM = Say("Velm was hit", agent="XXB.MIL", speaker="XXA.GOV", target="XXA.CVL", standing=Standing.CLAIMED)
DENIAL = replace(
    CLAIM,
    text="They deny that Velm was hit",
    polarity=Polarity.DENIED,
    speaker="XXB.MIL",
    stance=Stance.DENIES,
    standing=Standing.DENIED,
)


def of_kind(page: Coded, kind: SourceKind) -> Coded:
    report = page.reports[0]
    return replace(page, reports=(replace(report, chain=(report.chain[0], replace(report.chain[1], kind=kind))),))


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        ([coded("A", Say("Velm was hit"))], "B3"),
        ([coded("A", Say("Velm was hit")), coded("B", Say("Jets struck Velm"))], "B2"),
        ([coded(o, Say(f"Velm was hit, {o}")) for o in "ABC"], "B1"),
        ([coded("A", CLAIM)], "C3"),
        ([coded(o, CLAIM) for o in "ABCD"], "C3"),
        ([coded("A", CLAIM), coded("B", DENIAL)], "C4"),
        ([of_kind(coded("A", replace(CLAIM, speaker="XXC")), SourceKind.ORGANISATION)], "B3"),
        ([of_kind(coded("A", replace(CLAIM, speaker="person:x")), SourceKind.UNNAMED)], "D3"),
        ([of_kind(coded("A", replace(CLAIM, standing=Standing.HEARSAY)), SourceKind.HEARSAY)], "E6"),
    ],
)
def test_the_ladder(documents: list[Coded], expected: str) -> None:
    assert code(*documents) == expected


def test_a_table_of_the_users_own_takes_its_place(tmp_path: Path) -> None:
    own = tmp_path / "grades.tsv"
    own.write_text(
        "axis\tsign\twhen\twhy\n"
        "source\tA\toutlet=The_Velm_Post\tour own people\n"
        "source\tE\tactor=XXA\tnever right\n"
        "source\tF\t*\tunknown\n"
        "information\t1\torigins>=2\ttwo\n"
        "information\t6\t*\tno more\n"
    )
    pages = [coded("The Velm Post", Say("Velm was hit", agent="XXB.MIL", target="XXA.CVL")), coded("B", CLAIM)]
    before = code(*pages)
    with grading_by(own):
        assert code(*pages) == "A1"
        assert code(coded("B", CLAIM)) == "E6"
    assert code(*pages) == before


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("source\tG\t*\tx\n", "sign 'G'"),
        ("origin\tA\t*\tx\n", "axis 'origin'"),
        ("source\tA\torigins>=2\tx\n", "KEY is actor, kind"),
        ("information\t1\torigins>=two\tx\n", "a whole number"),
        ("information\t1\twho>=2\tx\n", "before >="),
        ("source\tF\t*\tx\ninformation\t1\torigins>=2\tx\n", "no line of axis information"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, lines: str, words: str) -> None:
    path = tmp_path / "grades.tsv"
    path.write_text(f"axis\tsign\twhen\twhy\n{lines}")
    with pytest.raises(DataFileError, match=words):
        load_grades(path)


def sock_puppets(n: int) -> list[Say]:
    kinds = [
        Say("3,000 are dead in Velm", killed=3000, passage=PassageKind.COMMENT, standing=Standing.CLAIMED),
        Say("Velm was never hit", polarity=Polarity.DENIED, passage=PassageKind.COMMENT, standing=Standing.DENIED),
        Say("It was the rebels", agent="REB", passage=PassageKind.COMMENT, standing=Standing.CLAIMED),
    ]
    return [kinds[i % len(kinds)] for i in range(n)]


def test_a_thousand_comments_change_nothing() -> None:
    say = Say("Jets struck Velm, the mayor said", killed=3, speaker="XXA.GOV", standing=Standing.CLAIMED)
    quiet, loud = one(coded("A", say)), one(coded("A", say, *sock_puppets(1000)))
    assert len(loud.report_ids) > 600
    mine, theirs = to_json(quiet), to_json(loud)
    for key in mine:
        if key not in ("incident_id", "report_ids", "fields", "place"):
            assert theirs[key] == mine[key], key
    assert loud.tolls[Measure.KILLED] == {"low": 3, "best": 3, "high": 3}
    counted = {i for values in loud.fields.values() for value in values for i in value.report_ids}
    assert len(counted) == 1
