"""Data files: read, extended, and a wrong line always named."""

from __future__ import annotations

from pathlib import Path

import pytest

from khabar.errors import DataFileError
from khabar.tables import read_table


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    file = path / "words.tsv"
    file.write_bytes(text.encode(encoding))
    return file


def test_rows_carry_their_line_and_missing_cells_are_empty(tmp_path: Path) -> None:
    file = write(tmp_path, "# a comment\nform\tkind\tnote\n\nraid\tnoun|verb\r\nsiege\tnoun\tlong\u2028one\n")
    rows = list(read_table(file, ["form", "kind"], optional=["note"]))
    assert [(r.line, r["form"], r.items("kind"), r["note"]) for r in rows] == [
        (4, "raid", ("noun", "verb"), ""),
        (5, "siege", ("noun",), "long\u2028one"),
    ]


@pytest.mark.parametrize(
    ("text", "encoding", "says"),
    [
        ("form\nraid\n", "utf-8", r"line 1: found header 'form'; expected tab-separated columns form, kind"),
        ("form\tkind\tcolour\n", "utf-8", "line 1: found header"),
        ("form\tkind\nraid\tnoun\tmore\n", "utf-8", r"line 2: found 3 cells; expected at most 2 \(form, kind\)"),
        ("form\tkind\nraid\tépée\n", "latin-1", "line 2: found bytes that are not UTF-8"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, encoding: str, says: str) -> None:
    with pytest.raises(DataFileError, match=says):
        list(read_table(write(tmp_path, text, encoding), ["form", "kind"]))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"nowhere\.tsv.*no such file"):
        list(read_table(tmp_path / "nowhere.tsv", ["form"]))
