"""The how-to page on actors: its tables are taken and its commands run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from khabar.cli import run

PAGE = Path(__file__).parents[1] / "docs" / "how-to" / "add-actors.md"


def test_the_page_does_what_it_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    groups, persons = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    Path("groups.csv").write_text(groups)
    Path("persons.csv").write_text(persons)
    Path("page.txt").write_text("Zubara Youth gunmen killed 3 people in Port Sudan on Monday, police said.\n")
    assert run(["code", "page.txt", "--published", "2024-03-14", "-o", "ledger.duckdb"]) == 0
    commands = [line[4:] for line in page.splitlines() if line.startswith("    khabar ")]
    assert len(commands) >= 11
    said: dict[str, str] = {}
    for command in commands:
        capsys.readouterr()
        assert run(shlex.split(command)[1:]) == 0, command
        said[command] = " ".join(capsys.readouterr().out.split())
    assert "Zubara Youth" in said["khabar actors unresolved ledger.duckdb"]
    assert "Amal Example" in said['khabar actors find "the Sudanese defence minister" --on 2024-03-14']
    assert 'actors = ["actors/groups.csv"]' in Path("khabar.toml").read_text()
    assert run(["query", "new.duckdb", "SELECT actor_id FROM actors", "-f", "csv"]) == 0
    assert "group:zubara-youth" in capsys.readouterr().out
