"""Floors are read strictly, and hold where the gold is there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.errors import SettingsError
from khabar.evaluate import Scores
from khabar.evaluate.accuracy import Measured, check_floors, read_floors, render

FLOORS = Path(__file__).parents[2] / "floors.toml"


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A gold folder with one set, on which the scorer always reaches .4."""
    (tmp_path / "gold" / "probe").mkdir(parents=True)
    (tmp_path / "gold" / "probe" / "probe.jsonl").touch()
    monkeypatch.setattr("khabar.evaluate.accuracy.evaluate", lambda name, path: Scores(name, 16, {"all_met": 0.4}))
    return tmp_path


def write(folder: Path, text: str) -> Path:
    path = folder / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.skipif(
    not (FLOORS.parent / "../shared/data").is_dir(), reason="the gold data is not beside this repository"
)
def test_the_floors_hold() -> None:
    broken = [held for held in check_floors(read_floors(FLOORS)) if held.broken]
    assert not broken


@pytest.mark.parametrize(("floor", "code", "word"), [(0.4, 0, "holds"), (0.41, 4, "BROKEN")])
def test_a_broken_floor_is_exit_code_4(
    scored: Path, capsys: pytest.CaptureFixture[str], floor: float, code: int, word: str
) -> None:
    path = write(scored, f'data = "gold"\n[probe]\nfile = "probe/probe.jsonl"\nall_met = {floor}\n')
    assert run(["evaluate", "--floors", "--floors-file", str(path)]) == code
    assert word in capsys.readouterr().out


def test_a_floor_without_gold_is_not_broken(scored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(scored, 'data = "none"\n[probe]\nfile = "probe/probe.jsonl"\nall_met = 0.9\n')
    assert run(["evaluate", "--floors-file", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["reached"] is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[probe]\n", "data = None"),
        ('data = "gold"\n[prob]\nfile = "x"\n', "unknown set 'prob'"),
        ('data = "gold"\n[probe]\nall_met = 1\n', "probe.file = None"),
        ('data = "gold"\n[probe]\nfile = "x"\nall_met = "high"\n', "expected a number"),
        ("data\n", "is not TOML"),
    ],
)
def test_a_wrong_floor_names_file_and_key(scored: Path, text: str, message: str) -> None:
    path = write(scored, text)
    with pytest.raises(SettingsError) as caught:
        read_floors(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_floor_on_no_figure_is_named(scored: Path) -> None:
    path = write(scored, 'data = "gold"\n[probe]\nfile = "probe/probe.jsonl"\nall_mett = 0.1\n')
    with pytest.raises(SettingsError, match="no figure 'all_mett'"):
        list(check_floors(read_floors(path)))


def test_all_sets_that_are_there_are_written_to_a_table(scored: Path) -> None:
    page = scored / "accuracy.md"
    assert run(["evaluate", "--all", str(scored / "gold"), "--write", str(page)]) == 0
    assert (
        "| `probe` | all | 16 | `all_met` | 0.400 | `khabar evaluate probe gold/probe/probe.jsonl` |"
        in page.read_text(encoding="utf-8")
    )


def test_a_row_of_the_table_has_set_split_figure_command_and_date() -> None:
    row = Measured("probe", "all", "khabar evaluate probe x", Scores("probe", 2, {"all_met": 0.5}))
    last = render([row], date(2024, 1, 2)).splitlines()[-1]
    assert last == "| `probe` | all | 2 | `all_met` | 0.500 | `khabar evaluate probe x` | 2024-01-02 |"


@pytest.mark.parametrize("argv", [["--all", "nowhere"], ["probe", "nowhere.jsonl"], ["nothing", "x"]])
def test_what_cannot_be_scored_is_one_line(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", *argv]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_set_of_our_own_stands_beside_the_floors(tmp_path: Path) -> None:
    (tmp_path / "voices.tsv").write_text(
        "id\tmarked\none\t{S1 The army} {C1 said} {X1 the bridge was down}.\n", encoding="utf-8"
    )
    path = tmp_path / "floors.toml"
    path.write_text(
        'data = "gold"\n[mine]\nset = "voice_gold"\nown = "voices.tsv"\nlinked_f1 = 0.9\n', encoding="utf-8"
    )
    [held] = check_floors(read_floors(path))
    assert held.floor.name == "voice_gold"
    assert held.reached == 1.0
