"""What the README shows is what comes out: its commands run as they stand, its links lead somewhere."""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from khabar.cli import run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [
    line
    for kind, block in BLOCKS
    if not kind
    for line in block.splitlines()
    if re.match(r'khabar |echo ".*\| khabar ', line)
]


def execute(line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a line of the README as a shell would, and return what it prints."""
    before, _, command = line.rpartition("| ")
    command, _, _ = command.partition(" > ")
    if before:
        text = shlex.split(before)[1] + "\n"
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    capsys.readouterr()
    assert run(shlex.split(command)[1:]) == 0, line
    return capsys.readouterr().out


def test_every_command_runs_as_it_stands_and_prints_what_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    printed = [execute(line, capsys, monkeypatch) for line in COMMANDS]
    assert len(printed) >= 7
    lines = {line.rstrip() for out in printed for line in out.splitlines()}
    shown = [line for kind, block in BLOCKS if not kind and "┏" in block for line in block.splitlines()]
    assert shown
    assert [line for line in shown if line not in lines] == []


def test_the_python_runs_as_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    (code,) = [block for kind, block in BLOCKS if kind == "python"]
    exec(compile(code, "README.md", "exec"), {})
    assert "Yahya Rasool" in capsys.readouterr().out


def test_every_link_leads_somewhere() -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", README) if "://" not in link]
    # docs/accuracy.md is written by `make accuracy`, which needs the gold sets.
    assert {link for link in links if not (ROOT / link).exists()} <= {"docs/accuracy.md"}
