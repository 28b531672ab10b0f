"""Wrong usage is one line on standard error and exit code 2."""

from __future__ import annotations

import pytest

from khabar import __version__
from khabar.cli import app, run


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"],
        ["code"],
        ["code", "x", "--nonsense"],
        ["code", "x", "--format", "xml"],
        ["code", "x", "--published", "yesterday"],
        ["code", "x", "--published", "2018-02-30"],
        ["show", "ledger.duckdb"],
        ["evaluate"],
        ["evaluate", "probe"],
    ],
)
def test_wrong_usage(argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("khabar: ")
    assert len(err.splitlines()) == 1


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    assert "Usage: khabar" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"khabar {__version__}\n"


def test_every_command_ends_its_help_with_a_line_to_paste(capsys: pytest.CaptureFixture[str]) -> None:
    for command in app.registered_commands:
        assert run([str(command.name), "--help"]) == 0
        assert "Example: khabar" in " ".join(capsys.readouterr().out.split())


def test_no_command_is_cut_off_in_the_list_of_commands(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["--help"], ["ledger", "--help"]):
        assert run(argv) == 0
        out = capsys.readouterr().out
        assert "..." not in out.replace("[ARGS]...", "")
        assert "\n  verify  " in out or "\n  incidents  " in out


def test_a_fault_of_our_own_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("khabar.settings.Settings.load", broken)
    assert run(["config"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "khabar: a fault of khabar's own: ZeroDivisionError: division by zero; KHABAR_TRACEBACK=1 shows where"
    ]


def test_config_prints_every_setting(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KHABAR_READ_PUBLISHED", "2018-04-19")
    assert run(["config", "--json"]) == 0
    assert '"read.published": {"value": "2018-04-19", "origin": "environment' in capsys.readouterr().out
    assert run(["config"]) == 0
    assert "data.lexicon" in capsys.readouterr().out
