"""``incidents``, ``show`` and ``query`` read a ledger and never write to it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from khabar.cli import run
from khabar.ledger import Ledger
from khabar.records import Incident, to_json
from tests.cli.pages import PAGES


def ids(path: Path) -> tuple[str, str, str]:
    """Return a report, its incident and its document."""
    with Ledger.open(path, read_only=True) as ledger:
        sql = (
            "SELECT report_id, incident_id, doc_id FROM report_list WHERE incident_id IS NOT NULL AND killed_best = 14"
        )
        row = ledger.query(sql).fetchall()[0]
    return str(row[0]), str(row[1]), str(row[2])


def test_incidents_as_jsonl_have_the_keys_of_the_record(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["incidents", str(ledger), "--format", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines
    assert all(list(line) == list(Incident.__dataclass_fields__) for line in lines)
    with Ledger.open(ledger, read_only=True) as opened:
        assert lines == [to_json(incident) for incident in opened.incident_records()]


def test_incidents_as_csv(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["incidents", str(ledger), "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert "14" in {row["killed_best"] for row in rows}


def test_incidents_in_full_say_who_says_what(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["incidents", str(ledger), "--full"]) == 0
    out = capsys.readouterr().out
    assert "Toll, as each source gives it" in out
    assert "a hospital official" in out


def test_incidents_are_stacked_where_a_terminal_is_narrow(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("khabar.cli.printing.PIPED_WIDTH", 80)
    assert run(["incidents", str(ledger)]) == 0
    narrow = capsys.readouterr().out
    assert max(map(len, narrow.splitlines())) <= 80
    for words in ("killed 14", "a hospital official", "1 outlet, 1 origin", ids(ledger)[1][:10]):
        assert words in narrow


@pytest.mark.parametrize("width", [60, 80, 130, 200])
def test_on_a_terminal_each_incident_has_one_line_and_in_full_all_words(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    from rich.console import Console

    def terminal() -> Console:
        return Console(file=sys.stdout, force_terminal=True, color_system=None, width=width, highlight=False)

    monkeypatch.setattr("khabar.cli.tables.console", terminal)
    with Ledger.open(ledger, read_only=True) as opened:
        every = [one.incident_id[:10] for one in opened.incident_records()]
    assert run(["incidents", str(ledger)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    assert [line.split()[-2] for line in lines if line.startswith("│")] == every
    assert any("…" in line for line in lines) == (width <= 130)
    assert run(["incidents", str(ledger), "--full"]) == 0
    assert "a hospital official" in " ".join(capsys.readouterr().out.split())


def test_a_row_too_wide_for_a_table_is_told_line_by_line(
    ledger: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    report, incident, document = ids(ledger)
    sql = "SELECT * FROM report_list WHERE killed_best = 14 AND incident_id IS NOT NULL LIMIT 1"
    assert run(["query", str(ledger), sql]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == ["row", "1"]
    for line in (["report_id", report], ["incident_id", incident], ["doc_id", document], ["killed_best", "14"]):
        assert line in lines
    assert not any(line[0] == "comment" for line in lines)
    monkeypatch.setattr("khabar.cli.printing.PIPED_WIDTH", 80)
    assert run(["query", str(ledger), "SELECT 1 a, 2 b, 3 c, 4 d, 5 e, 6 f, 7 g, 8 h, 9 i"]) == 0
    assert "row 1" not in capsys.readouterr().out


@pytest.mark.parametrize("which", [0, 1, 2])
def test_show_takes_the_beginning_of_an_id(ledger: Path, capsys: pytest.CaptureFixture[str], which: int) -> None:
    whole = ids(ledger)[which]
    assert run(["show", str(ledger), whole[:10]]) == 0
    out = capsys.readouterr().out
    assert whole in out
    assert "hospital official" in out


def test_show_a_report_draws_its_chain_and_says_why(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["show", str(ledger), ids(ledger)[0]]) == 0
    out = capsys.readouterr().out
    assert "└── a hospital official" in out
    assert "why" in out


@pytest.mark.parametrize("which", [0, 1, 2])
def test_show_as_json(ledger: Path, capsys: pytest.CaptureFixture[str], which: int) -> None:
    assert run(["show", str(ledger), ids(ledger)[which], "--json"]) == 0
    assert ids(ledger)[which] in json.loads(capsys.readouterr().out).values()


@pytest.mark.parametrize(
    ("ident", "message"),
    [("nothing", "no report, incident or document"), ("r-", "more than one id"), ("", "no report")],
)
def test_show_what_is_not_there(ledger: Path, capsys: pytest.CaptureFixture[str], ident: str, message: str) -> None:
    assert run(["show", str(ledger), ident]) == 1
    err = capsys.readouterr().err
    assert message in err
    assert len(err.splitlines()) == 1


def test_control_characters_of_a_page_do_not_reach_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Rebels \x1b[31mkilled 3 people in Goma\u202e on Monday, police said.\n", encoding="utf-8")
    path = tmp_path / "ledger.duckdb"
    run(["code", str(page), "-o", str(path), "--published", "2024-02-15"])
    with Ledger.open(path, read_only=True) as ledger:
        doc_ids = [row[0] for row in ledger.query("SELECT doc_id FROM documents").fetchall()]
    for doc_id in doc_ids:
        assert run(["show", str(path), doc_id]) == 0
    assert run(["query", str(path), "SELECT text FROM documents"]) == 0
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "\u202e" not in out + err


@pytest.mark.parametrize(("form", "expected"), [("jsonl", '{"n": 3}\n'), ("csv", "n\n3\n"), ("table", "│ 3 │")])
def test_query_in_every_format(ledger: Path, capsys: pytest.CaptureFixture[str], form: str, expected: str) -> None:
    assert run(["query", str(ledger), "SELECT count(*) AS n FROM documents", "--format", form]) == 0
    assert expected in capsys.readouterr().out
    assert len(PAGES) == 3


@pytest.mark.parametrize(
    ("sql", "meant"), [("SELECT publishd FROM documents", '"published"'), ("SELECT * FROM document", '"documents"')]
)
def test_a_query_with_a_wrong_name_is_told_a_right_one(
    ledger: Path, capsys: pytest.CaptureFixture[str], sql: str, meant: str
) -> None:
    assert run(["query", str(ledger), sql]) == 1
    err = capsys.readouterr().err
    assert f"; perhaps {meant}" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "sql", ["DROP TABLE reports", "SELECT 1; SELECT 2", "SELEC", "SELECT * FROM nowhere", "COPY reports TO '/tmp/x'"]
)
def test_query_refuses_in_one_line(ledger: Path, capsys: pytest.CaptureFixture[str], sql: str) -> None:
    before = ledger.read_bytes()
    assert run(["query", str(ledger), sql]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert ledger.read_bytes() == before


def test_a_reader_that_leaves_is_no_error(ledger: Path) -> None:
    sql = "SELECT * FROM range(200000)"
    command = f"{sys.executable} -m khabar query {ledger} '{sql}' --format csv"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command} | head -n 1"], capture_output=True, text=True, check=False
    )
    assert done.stdout == "range\n"
    assert done.stderr == ""
    assert done.returncode == 0


def test_help_loads_nothing_heavy() -> None:
    heavy = "'spacy', 'duckdb', 'numpy', 'rich', 'lxml', 'onnxruntime', 'pyarrow', 'trafilatura'"
    code = f"import sys, khabar.cli; print(sorted({{{heavy}}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"


def test_who_helped_ordered_or_coordinated_is_told_with_who_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """That the strike was coordinated is a spokesman's claim, by the surname he has on second mention."""
    page = Path(__file__).parents[2] / "examples/2-tigris-wire.html"
    ledger = tmp_path / "ledger.duckdb"
    assert run(["code", str(page), "-o", str(ledger), "--quiet"]) == 0
    assert run(["incidents", str(ledger), "--full"]) == 0
    told = "partner Government of Syria - according to the Iraqi military spokesman Yahya Rasool (Tigris Wire)"
    assert told in capsys.readouterr().out
