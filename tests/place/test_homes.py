"""Homes of outlets: voted, written down, read, and used."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.errors import DataFileError
from khabar.extra import using
from khabar.place import find_places, resolve, resolve_places
from khabar.place.home import Home, ballot_of, vote
from khabar.place.homes import known_home, outlet_keys, read_homes
from khabar.settings import Settings

PAGES = (
    "A fire in Paris, in Lamar County, was put out. Reno and Blossom sent engines.",
    "A man from Paris was held in Hugo. Police in Bonham, in Fannin County, helped.",
    "The school board of Paris met in Blossom. Teachers from Clarksville came.",
)


def ballots() -> list[object]:
    return [ballot_of(resolve_places(find_places(text), text=text)) for text in PAGES]


def test_pages_of_a_small_town_outvote_its_great_namesake() -> None:
    home = vote(ballots())  # type: ignore[arg-type]
    assert home is not None
    assert home.country == "USA"
    assert home.latitude == pytest.approx(33.7, abs=0.6)
    assert home.longitude == pytest.approx(-95.6, abs=0.9)


def test_the_order_of_the_pages_does_not_matter() -> None:
    given = ballots()
    homes = set()
    for seed in range(5):
        random.Random(seed).shuffle(given)
        homes.add(vote(given))  # type: ignore[arg-type]
    assert len(homes) == 1


def test_no_places_no_home() -> None:
    assert vote([]) is None
    assert vote([{}]) is None


def test_a_home_turns_a_name() -> None:
    text = "Two people were hurt in Paris on Monday."
    (far,) = resolve(text)
    (near,) = resolve(text, home=Home("USA", 33.66, -95.56))
    assert far.country_iso3 == "FRA"
    assert near.entry is not None
    assert near.entry.place_id == "geonames:4717560"


def test_a_file_of_homes_holds_while_it_is_in_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "homes.tsv"
    path.write_text("outlet\tcountry\tlatitude\tlongitude\nwww.paper.example\tUSA\t33.66\t-95.56\n", encoding="utf-8")
    assert known_home("https://paper.example/a", None) is None
    with using(Settings(data_places=(path,))):
        home = known_home("https://www.paper.example/a", None)
        assert home is not None
        assert home.point == (33.66, -95.56)
        assert known_home("https://other.example/a", "Paper.example") == home
        assert known_home("https://other.example/a", None) is None


@pytest.mark.parametrize(
    "line", ["a.example\tXXX\t\t", "a.example\tUSA\t33\t", "a.example\t\t\t", "a.example\t\t99\t0"]
)
def test_a_line_that_gives_no_home_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "homes.tsv"
    path.write_text(f"outlet\tcountry\tlatitude\tlongitude\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"homes\.tsv"):
        read_homes((path,))


def test_keys() -> None:
    assert outlet_keys(None, None) == ()
    assert outlet_keys(None, " The  Paper ") == ("the paper",)


def test_homes_are_voted_from_pages_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for at, text in enumerate(PAGES):
        page = f'<html><head><link rel="canonical" href="https://paper.example/{at}"></head><body><p>{text}</p></body>'
        (tmp_path / f"{at}.html").write_text(page, encoding="utf-8")
    assert run(["places", "homes", str(tmp_path)]) == 0
    head, line = capsys.readouterr().out.splitlines()
    assert head.split("\t")[:2] == ["outlet", "country"]
    assert line.startswith("paper.example\tUSA\t33.")
    assert line.endswith("\t3")


def test_find_tells_what_a_name_may_mean(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["places", "find", "Abu Kamal", "--format", "jsonl"]) == 0
    assert '"geonames:174448"' in capsys.readouterr().out.splitlines()[0]
    assert run(["places", "find", "Paris", "--near", "Dallas", "--limit", "1", "--format", "jsonl"]) == 0
    assert '"geonames:4717560"' in capsys.readouterr().out
    assert run(["places", "find", "Tripoli", "--country", "LBN", "--limit", "1", "--format", "jsonl"]) == 0
    assert "Lebanon" in capsys.readouterr().out


def test_find_says_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["places", "find", "Qwxzt"]) == 1
    assert "no place known" in capsys.readouterr().err
    assert run(["places", "find", "Paris", "--country", "ZZZ"]) == 1
    assert "expected an ISO 3166-1 alpha-3 code" in capsys.readouterr().err
