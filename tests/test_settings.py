"""Settings come from argument, environment, file, default, in this order, and a wrong one is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from khabar.errors import SettingsError
from khabar.settings import Settings, parse_day


def write(folder: Path, text: str) -> Path:
    path = folder / "khabar.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_argument_beats_environment_beats_file_beats_default(tmp_path: Path) -> None:
    file = write(tmp_path, '[output]\nformat = "csv"\nquiet = true\n[read]\npublished = 2018-04-19\n')
    environ = {"KHABAR_OUTPUT_FORMAT": "jsonl", "KHABAR_READ_PUBLISHED": "2018-04-20"}
    settings = Settings.load(file=file, environ=environ, arguments={"read.published": date(2018, 4, 21)})
    assert settings.read_published == date(2018, 4, 21)
    assert settings.output_format == "jsonl"
    assert settings.output_quiet is True
    assert settings.ledger_threads is None
    assert dict(settings.origins) == {
        "output.format": "environment (KHABAR_OUTPUT_FORMAT)",
        "output.quiet": str(file),
        "read.published": "argument",
    }


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    file = write(tmp_path, '[data]\nlexicon = ["mine.tsv"]\n')
    assert Settings.load(file=file, environ={}).data_lexicon == (tmp_path / "mine.tsv",)


def test_the_file_beside_the_ledger_is_found(tmp_path: Path) -> None:
    write(tmp_path, "[output]\nquiet = true\n")
    assert Settings.load(beside=tmp_path / "x.duckdb", environ={}).output_quiet


def test_a_list_of_paths_in_the_environment(tmp_path: Path) -> None:
    assert Settings.load(environ={"KHABAR_DATA_ACTORS": "a.tsv:b.tsv"}).data_actors == (Path("a.tsv"), Path("b.tsv"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[data]\nlexikon = []\n", "unknown key 'data.lexikon'"),
        ("[dat]\nlexicon = []\n", "unknown section 'dat'"),
        ("lexicon = []\n", "unknown section 'lexicon'"),
        ('[data]\nlexicon = "one.tsv"\n', "expected a list of paths"),
        ('[output]\nformat = "xml"\n', "expected one of table, jsonl, csv"),
        ("[output]\nquiet = 1\n", "expected true or false"),
        ("[ledger]\nthreads = -1\n", "expected a whole number above 0"),
        ('[read]\npublished = "2018-02-30"\n', "expected a day, YYYY-MM-DD"),
        ("[read\n", "is not TOML"),
    ],
)
def test_a_wrong_setting_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    file = write(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        Settings.load(file=file, environ={})
    assert str(file) in str(caught.value)
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("environ", [{"KHABAR_DATA_LEXIKON": "x"}, {"KHABAR_OUTPUT_QUIET": "perhaps"}])
def test_a_wrong_variable_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="environment"):
        Settings.load(environ=environ)


@pytest.mark.parametrize("text", ["yesterday", "2018-13-01", "20180419", "2018-W16-4", "", "19.04.2018"])
def test_a_date_that_is_none(text: str) -> None:
    with pytest.raises(SettingsError, match="is no date"):
        parse_day(text)


def test_the_settings_in_force_are_plain_values() -> None:
    stored = Settings.load(environ={}, arguments={"read.published": date(2020, 1, 2)}).in_force()
    assert stored["read.published"] == {"value": "2020-01-02", "origin": "argument"}
    assert stored["data.lexicon"]["value"] == []


def test_every_setting_has_its_sentence() -> None:
    assert all(sentence.endswith(".") for _, _, _, sentence in Settings().items())
