"""Looking up actors, adding one's own, and the names that nobody is known for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.cli import run

HEADER = "group_id,name,aliases,countries,start,end,kind,parents\n"
GOOD = HEADER + "zubara-front,Zubara Front,ZBF|Front of Zubara,SDN,2021,,rebel,\n"


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "groups.csv").write_text(GOOD)
    return tmp_path


def test_find_tells_who_it_is_that_day_and_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["actors", "find", "Hayder Abadi", "--on", "2018-04-19", "--country", "irq", "--format", "jsonl"]) == 0
    first = rows(capsys)[0]
    assert first["name"] == "Haider al-Abadi"
    assert first["office"] == "Prime Minister of Iraq"
    assert "in office on 2018-04-19" in str(first["reason"])
    assert run(["actors", "find", "Hayder Abadi", "--on", "2018-04-19"]) == 0
    assert "2014-09-08" in capsys.readouterr().out


def test_a_name_of_several_words_needs_no_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["actors", "find", "Hayder", "Abadi", "--format", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[0])["actor_id"] == "person:haider-al-abadi"
    assert run(["places", "find", "Abu", "Kamal", "--format", "jsonl"]) == 0
    assert '"geonames:174448"' in capsys.readouterr().out.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["Xqzwv"], 1, "nobody known"),
        (["Abadi", "--country", "ZZ"], 2, "'ZZ' is no country"),
        (["Abadi", "--on", "19.4.2018"], 1, "expected a day, YYYY-MM-DD"),
        (["Abadi", "--limit", "0"], 2, "limit"),
    ],
)
def test_find_says_on_one_line_why_there_is_nothing(
    arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["actors", "find", *arguments]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1


def test_own_actors_are_added_found_listed_and_removed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "khabar.toml").write_text("# mine\n[output]\nquiet = true\n")
    assert run(["actors", "find", "ZBF"]) == 1
    assert run(["actors", "add", "new/groups.csv"]) == 0
    assert "added: 1 group" in capsys.readouterr().err
    assert "# mine" in (folder / "khabar.toml").read_text()
    assert 'actors = ["actors/groups.csv"]' in (folder / "khabar.toml").read_text()
    assert run(["actors", "find", "ZBF", "-f", "jsonl"]) == 0
    assert rows(capsys)[0]["actor_id"] == "group:zubara-front"
    assert run(["actors", "add", "new/groups.csv"]) == 0
    assert run(["actors", "list", "-f", "jsonl"]) == 0
    assert [(row["groups"], row["persons"], row["trouble"]) for row in rows(capsys)] == [(1, 0, None)]
    assert run(["actors", "remove", "groups.csv"]) == 0
    assert not (folder / "actors" / "groups.csv").exists()
    assert (folder / "new" / "groups.csv").exists()
    assert run(["actors", "find", "ZBF"]) == 1
    assert run(["actors", "remove", "groups.csv"]) == 1


def test_a_changed_file_takes_the_place_of_the_old_one_only_when_asked(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["actors", "add", "new/groups.csv"]) == 0
    (folder / "new" / "groups.csv").write_text(GOOD.replace("ZBF", "ZUF"))
    assert run(["actors", "add", "new/groups.csv"]) == 1
    assert "--replace" in capsys.readouterr().err
    assert run(["actors", "add", "new/groups.csv", "--replace"]) == 0
    assert run(["actors", "find", "ZUF"]) == 0


def test_a_file_on_which_another_rests_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    persons = "name,aliases,country,office,from,to,title,group\nIdris Zubari,,SDN,group_leader,2021,,,zubara-front\n"
    (folder / "persons.csv").write_text(persons)
    assert run(["actors", "add", "new/groups.csv", "persons.csv"]) == 0
    assert run(["actors", "remove", "groups.csv"]) == 1
    assert "another file rests on it" in capsys.readouterr().err
    (folder / "new" / "groups.csv").write_text(GOOD.replace("zubara-front,", "other,"))
    assert run(["actors", "add", "new/groups.csv", "--replace"]) == 1
    assert "persons.csv, line 2" in capsys.readouterr().err
    assert run(["actors", "remove", "persons.csv"]) == 0
    assert run(["actors", "remove", "groups.csv"]) == 0


def test_every_bad_row_has_its_line_and_nothing_is_added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = GOOD + (
        "a,Alpha,,ZZZ,2021,,rebel,\n"
        "b,Beta,,SDN,soon,,rebel,\n"
        "c,Gamma,,SDN,2021,2020,rebel,\n"
        "d,Delta,,SDN,2021,,soldiers,\n"
        "e,,,SDN,2021,,rebel,\n"
        "f,Zeta,,SDN,2021,,rebel,nobody\n"
        "g,Eta,,SDN,2021,,rebel,,,,\n"
        'h,"Theta,,SDN,2021,,rebel,\n'
        "zubara-front,Again,,SDN,2021,,rebel,\n"
    )
    (folder / "new" / "groups.csv").write_text(bad)
    assert run(["actors", "add", "new/groups.csv"]) == 1
    said = capsys.readouterr().err
    assert sorted(n for n in range(2, 12) if f"line {n}:" in said) == list(range(3, 12))
    assert "9 rows cannot be used" in said
    assert not (folder / "khabar.toml").exists()
    assert not (folder / "actors").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no header line"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"who,what\nx,y\n", "header"),
        (None, "No such file"),
    ],
)
def test_what_is_no_file_of_actors_is_refused_on_one_line(
    folder: Path, content: bytes | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (folder / "x.csv").write_bytes(content)
    assert run(["actors", "add", "x.csv"]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_name_that_others_bear_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "new" / "groups.csv").write_text(GOOD.replace("ZBF", "PKK"))
    assert run(["actors", "add", "new/groups.csv"]) == 0
    assert "PKK: also a name of Kurdistan Workers' Party" in capsys.readouterr().err


def test_unresolved_names_are_counted_until_they_are_added(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for day, place in (("Monday", "Goma"), ("Tuesday", "Beni")):
        text = f"Zubara Front fighters killed 3 people in {place} on {day}. Gunmen burned a house.\n"
        (folder / f"{day}.txt").write_text(text)
    page = [str(folder / "Monday.txt"), str(folder / "Tuesday.txt")]
    assert run(["code", *page, "--published", "2024-03-14", "-o", "ledger.duckdb", "--quiet"]) == 0
    capsys.readouterr()
    assert run(["actors", "unresolved", "ledger.duckdb", "-f", "jsonl"]) == 0
    found = rows(capsys)
    assert [(row["name"], row["documents"]) for row in found] == [("Zubara Front", 2)]
    assert "Zubara Front fighters" in str(found[0]["forms"])
    assert "killed 3 people" in str(found[0]["quotes"])
    assert run(["actors", "unresolved", "ledger.duckdb"]) == 0
    assert "Zubara Front" in capsys.readouterr().out
    assert run(["actors", "add", "new/groups.csv"]) == 0
    capsys.readouterr()
    assert run(["actors", "unresolved", "ledger.duckdb", "-f", "jsonl"]) == 0
    assert rows(capsys) == []
    assert run(["actors", "unresolved", "none.duckdb"]) == 1


def test_pronouns_and_bare_words_are_no_names_and_nothing_far_off_is_offered(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "page.txt").write_text(
        "Agents of the counter-terrorism police shot two men in Goma on Monday. He said three agents were hurt. Nobody"
        " claimed the attack. It killed 3 people. Mekelle was shelled on Tuesday, Tovan Brask said. He said the army"
        " shelled Mekelle again. Zubara Front fighters burned a house. Mr Guzman shot two farmers in Beni.\n"
    )
    assert run(["code", "page.txt", "--published", "2024-03-14", "-o", "ledger.duckdb", "--quiet"]) == 0
    capsys.readouterr()
    assert run(["actors", "unresolved", "ledger.duckdb", "-f", "jsonl"]) == 0
    found = {row["name"]: [one["name"] for one in row["alike"]] for row in rows(capsys)}
    assert {"Zubara Front", "Tovan Brask", "Mr Guzman"} <= set(found)
    assert not {"He", "It", "Nobody", "Agents"} & set(found)
    assert any("Guzman" in name for name in found["Mr Guzman"])
    assert all("Merkel" not in " ".join(names) for names in found.values())


def test_actors_alone_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["actors"]) == 2
    assert "unresolved" in capsys.readouterr().err
