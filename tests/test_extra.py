"""A user's own data files change what is coded, and a wrong line of theirs is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.errors import DataFileError, SettingsError
from khabar.extra import files, using
from khabar.read import read_page
from khabar.records import Report
from khabar.settings import Settings


def write(path: Path, *rows: str) -> Path:
    path.write_text("".join(row.replace(" | ", "\t") + "\n" for row in ("# of our own", *rows)), encoding="utf-8")
    return path


def reports(text: str, settings: Settings) -> list[Report]:
    page = read_page(text, name="page", published=date(2024, 2, 15))
    with using(settings):
        return list(Coder(settings).code(page).reports)


def test_a_cue_of_the_user_s_passes_a_report_on(tmp_path: Path):
    text = "Rebels shelled the town of Sake on Monday, the mayor hollered."
    cues = write(
        tmp_path / "cues.tsv", "lemma | kind | class | stance | frames", "holler | verb | speech | says | clause"
    )
    # The trained reader hears the mayor by itself.
    (plain,) = reports(text, Settings(voice_reader=False))
    (told,) = reports(text, Settings(data_cues=(cues,), voice_reader=False))
    assert [link.text for link in plain.chain] == [None]
    assert [link.text for link in told.chain] == [None, "the mayor"]
    assert reports(text, Settings(voice_reader=False)) == [plain]


def test_a_source_of_the_user_s_has_its_kind(tmp_path: Path):
    text = "Rebels shelled the town of Sake on Monday, a muhtar said."
    sources = write(tmp_path / "sources.tsv", "word | kind", "muhtar | official")
    (told,) = reports(text, Settings(data_cues=(sources,)))
    assert told.chain[-1].kind == "official"


def test_a_code_of_the_user_s_is_given(tmp_path: Path):
    codes = write(
        tmp_path / "acled.tsv", "type | mode | cameo | event | sub_event", "ASSAULT |  | 194 | Battles | Shelling duel"
    )
    text = "Rebels shelled the town of Sake on Monday."
    (before,), (after,) = reports(text, Settings()), reports(text, Settings(data_ontology=(codes,)))
    assert before.cameo == after.cameo == "194"
    assert before.acled_event == "Explosions/Remote violence"
    assert (after.acled_event, after.acled_sub_event) == ("Battles", "Shelling duel")


def test_a_place_of_the_user_s_is_found(tmp_path: Path):
    text = "Rebels shelled Umm Zarnab on Monday, killing two people."
    places = write(
        tmp_path / "places.tsv",
        "kind | name | latitude | longitude | countries",
        "site | Umm Zarnab | 13.5 | 25.4 | SD",
    )
    (told,) = reports(text, Settings(data_places=(places,)))
    assert told.place is not None
    assert (told.place.place_id, told.place.country_iso3) == ("own:umm-zarnab", "SDN")
    assert (told.place.latitude, told.place.longitude) == (13.5, 25.4)


def test_a_name_of_the_user_s_leads_to_its_place(tmp_path: Path):
    names = write(tmp_path / "names.tsv", "geonames | name", "379252 | Tuti Town")
    (told,) = reports("Rebels shelled Tuti Town on Monday.", Settings(data_places=(names,)))
    assert told.place is not None
    assert told.place.place_id == "geonames:379252"


def test_a_word_of_harm_of_the_user_s_counts(tmp_path: Path):
    words = write(tmp_path / "tolls.tsv", "word | how | measure", "perforate | verb | injured")
    text = "Rebels shelled the town of Sake on Monday, perforating nine people."
    (told,) = reports(text, Settings(data_tolls=(words,)))
    assert [(toll.measure, toll.low) for toll in told.tolls] == [("injured", 9)]


@pytest.mark.parametrize("setting", ["data_cues", "data_ontology", "data_tolls", "data_places"])
def test_a_file_of_no_known_form_is_named(tmp_path: Path, setting: str):
    wrong = write(tmp_path / "wrong.tsv", "colour | smell", "red | sweet")
    with pytest.raises(DataFileError, match=r"wrong\.tsv.*2"), using(Settings(**{setting: (wrong,)})):
        pass


def test_a_wrong_line_is_named(tmp_path: Path):
    cues = write(tmp_path / "cues.tsv", "word | kind", "muhtar | nobleman")
    with pytest.raises(DataFileError, match=r"cues\.tsv.*3"):
        reports("Rebels shelled the town of Sake, a muhtar said.", Settings(data_cues=(cues,)))


def test_outside_of_a_coding_no_file_holds(tmp_path: Path):
    cues = write(tmp_path / "cues.tsv", "word | kind", "muhtar | official")
    with using(Settings(data_cues=(cues,))):
        assert files("sources") == (cues,)
    assert files("sources") == ()


def test_the_digest_of_the_data_files_is_of_what_they_hold(tmp_path: Path):
    one, two = write(tmp_path / "one.tsv", "word | kind"), write(tmp_path / "two.tsv", "word | kind")
    digests = [Settings(data_cues=(path,)).data_digest() for path in (one, two)]
    assert digests[0] == digests[1] != Settings(data_tolls=(one,)).data_digest()
    write(two, "word | kind", "muhtar | official")
    assert Settings(data_cues=(two,)).data_digest() not in (None, digests[0])
    with pytest.raises(SettingsError, match=r"gone\.tsv.*data\.cues"):
        Settings(data_cues=(tmp_path / "gone.tsv",)).data_digest()
