"""Relations between actors, mentions in text, and a user's own files."""

from datetime import date
from pathlib import Path

import pytest

from khabar.actor import Register
from khabar.errors import DataFileError


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("IRQ", "IRQ.MIL.AIR", True),
        ("IRQ.MIL", "IRQ.MIL.AIR", True),
        ("RUS.GOV.DEF", "RUS.MIL", True),
        ("IRQ", "group:islamic-state", False),
        ("SYR", "SYR.REB", False),
        ("SYR.GOV", "SYR.CIV", False),
        ("person:haider-al-abadi", "IRQ.GOV", True),
        ("person:mohamed-hamdan-dagalo", "group:rsf", True),
        ("group:iswap", "group:islamic-state", True),
        ("group:ypg", "group:sdf", True),
        ("USA.MIL", "RUS.MIL", False),
    ],
)
def test_who_may_stand_for_whom(register: Register, one: str, other: str, expected: bool) -> None:
    assert register.related(one, other) is expected
    assert register.related(other, one) is expected


def test_mentions_are_the_longest_names_and_keep_their_words(register: Register) -> None:
    text = "Free Syrian Army rebels fought the Islamic State in Iraq and Syria, said Volodymyr Zelensky; Zelensky left."
    found = [(mention.text, mention.actor_id) for mention in register.find_actors(text)]
    assert found == [
        ("Free Syrian Army", "group:fsa"),
        ("Islamic State in Iraq and Syria", "group:islamic-state"),
        ("Volodymyr Zelensky", "person:volodymyr-zelensky"),
        ("Zelensky", "person:volodymyr-zelensky"),
    ]


def test_a_surname_after_another_first_name_is_someone_else(register: Register) -> None:
    found = [mention.actor_id for mention in register.find_actors("On Monday Carla Putin met Mr. Putin in a bar.")]
    assert found == ["person:vladimir-putin"]


def test_small_words_are_no_names(register: Register) -> None:
    assert register.find_actors("They told us who is to give aid; the turkey is in the chad.") == []


def test_shouted_small_words_are_no_names(register: Register) -> None:
    assert register.find_actors("THIS IS THE MAN WHO GAVE AID TO EVERYONE") == []


def test_names_and_countries_of_ids(register: Register) -> None:
    assert register.name("IRQ.MIL.AIR") == "Iraqi Air Force"
    assert register.name("USA.MIL") == "armed forces of the United States"
    assert register.country_of("group:rsf") == "SDN"
    assert register.country_of("group:islamic-state") is None
    assert register.name("XXX.MIL") is None


def test_a_user_adds_groups_and_persons(tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    groups.write_text(
        "group_id,name,aliases,countries,start,end,kind,parents\nriver-guard,River Guard,RGX,SDN,2024,,militia,rsf\n"
    )
    persons = tmp_path / "persons.tsv"
    persons.write_text(
        "name\taliases\tcountry\toffice\tfrom\tto\nAmal Example\t\tSDN\thead_of_government\t2030\t2031\n"
    )
    register = Register.load([groups, persons])
    match = register.resolve("RGX fighters")
    assert match is not None
    assert match.actor_id == "group:river-guard"
    assert register.related("group:river-guard", "group:rsf")
    holder = register.resolve("the Sudanese prime minister", on=date(2030, 5, 5))
    assert holder is not None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("x,Example,,SDN,2024,,soldiers,", "soldiers"),
        ("x,Example,,ZZZ,2024,,rebel,", "ZZZ"),
        ("x,Example,,SDN,yesterday,,rebel,", "yesterday"),
        ("x,Example,,SDN,2024,,rebel,nobody", "nobody"),
        ("rsf,Example,,SDN,2024,,rebel,", "second time"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, found: str) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("group_id,name,aliases,countries,start,end,kind,parents\n" + line + "\n")
    with pytest.raises(DataFileError, match="line 2") as caught:
        Register.load([path])
    assert found in str(caught.value)
