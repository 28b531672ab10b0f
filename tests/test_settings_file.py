"""What is remembered in ``khabar.toml`` changes nothing else in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.errors import SettingsError
from khabar.settings import Settings
from khabar.settings_file import remember

OWN = """\
# Settings of the Sahel project. Ask Amal before you change them.

[output]
quiet = true   # the nightly run

[read]  # pages
# the column of the old export was "text"
text_col = "text"  # until 2019
published = 2018-04-19

# how much memory the server can spare
[ledger]
memory = "512MB"
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[read]\ntext_col = "body"\ndate_col = "when"\n'),
        ("# mine\n", '# mine\n\n[read]\ntext_col = "body"\ndate_col = "when"\n'),
        ("[read]", '[read]\ntext_col = "body"\ndate_col = "when"\n'),
        ("[read]\r\n", '[read]\r\ntext_col = "body"\r\ndate_col = "when"\r\n'),
        ("[output]\nquiet = true", '[output]\nquiet = true\n\n[read]\ntext_col = "body"\ndate_col = "when"\n'),
        (
            OWN,
            OWN.replace('text_col = "text"  #', 'text_col = "body"  #').replace(
                "2018-04-19\n", '2018-04-19\ndate_col = "when"\n'
            ),
        ),
        ("[read]\ntext_col = 'text'\n", '[read]\ntext_col = "body"\ndate_col = "when"\n'),
        ('[ read ]\n  text_col="a\\"b"\n', '[ read ]\n  text_col="body"\ndate_col = "when"\n'),
    ],
)
def test_lines_are_replaced_or_added_and_all_else_stays(before: str, after: str, tmp_path: Path) -> None:
    path = tmp_path / "khabar.toml"
    if before:
        path.write_bytes(before.encode())
    for _ in range(2):
        remember(path, {"read.text_col": "body", "read.date_col": "when"})
        assert path.read_bytes().decode() == after
    assert Settings.load(file=path, environ={}).read_text_col == "body"
    assert [item.name for item in tmp_path.iterdir()] == ["khabar.toml"]


@pytest.mark.parametrize(
    "before",
    [
        'read.text_col = "text"\n',
        'read = { text_col = "text" }\n',
        '[read]\ntext_col = """\ntext"""\n',
        '[read]\n"text_col" = "text"\n',
        '["read"]\ntext_col = "text"\n',
        'note = """\n[read]\n"""\n',
        "[read\n",
        "\ufeff[read]\n",
    ],
)
def test_what_cannot_be_changed_safely_is_left_and_said(before: str, tmp_path: Path) -> None:
    path = tmp_path / "khabar.toml"
    path.write_bytes(before.encode())
    with pytest.raises(SettingsError, match="cannot be changed") as refused:
        remember(path, {"read.text_col": "body"})
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)
    assert path.read_bytes().decode() == before


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be written"):
        remember(tmp_path / "nowhere" / "khabar.toml", {"read.text_col": "body"})


def test_a_link_stays_a_link_and_rights_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.toml", tmp_path / "khabar.toml"
    real.write_text("# mine\n")
    real.chmod(0o640)
    link.symlink_to(real)
    remember(link, {"read.text_col": "body"})
    assert link.is_symlink()
    assert real.read_text().startswith("# mine\n")
    assert real.stat().st_mode & 0o777 == 0o640


@given(value=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_name_of_a_column_comes_back(value: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "khabar.toml"
    path.write_text(OWN, encoding="utf-8")
    remember(path, {"read.text_col": value})
    assert tomllib.loads(path.read_text(encoding="utf-8"))["read"]["text_col"] == value
    assert path.read_text(encoding="utf-8").count("#") - value.count("#") == OWN.count("#")
