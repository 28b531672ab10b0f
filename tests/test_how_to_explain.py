"""The how-to page on explanations: its commands and its Python run as they stand, and what it shows is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from khabar.cli import run

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "how-to" / "why-was-it-coded-so.md").read_text(encoding="utf-8")


def blocks(kind: str) -> list[str]:
    return [
        body for found, body in re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE) if found == kind
    ]


COMMANDS = [line for block in blocks("") for line in block.splitlines() if line.startswith("khabar ")]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run_as_they_stand(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(shlex.split(command)[1:]) == 0
    assert "event_type" in capsys.readouterr().out


def test_the_python_runs_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = blocks("python")
    exec(compile(code, "why-was-it-coded-so.md", "exec"), {})
    out = capsys.readouterr().out
    assert "event_type ASSAULT" in out
    assert "event ASSAULT of “killing”" in out


def test_what_the_page_shows_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(shlex.split(COMMANDS[0])[1:]) == 0
    printed = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    shown = [" ".join(line.split()) for line in PAGE.splitlines() if line.startswith("    ") and "…" not in line]
    rows = [line for line in shown if re.match(r"(place|date|body) ", line)]
    assert len(rows) == 3
    assert [row for row in rows if not any(_same(row, line) for line in printed)] == []


def _same(one: str, other: str) -> bool:
    """Scores and lines of data files may move; the words may not."""
    return re.sub(r"\d+", "0", one) == re.sub(r"\d+", "0", other)
