"""Tables with separators, as they are found: glued together, cut, slipped, far too large."""

from __future__ import annotations

import io
import random

import pytest

from khabar.errors import Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.item import Page
from khabar.read.table import rows_of
from khabar.read.table_csv import Dialect, sniff
from khabar.read.table_lines import MAX_ROW_BYTES, MAX_ROW_LINES
from khabar.records import Failure

TEXT = "Shells fell on Bara"


def read(data: bytes | str, name: str = "news.csv") -> list[Page | Failure]:
    data = data.encode() if isinstance(data, str) else data
    return list(rows_of(io.BytesIO(data), name, None, len(data)))


def outline(found: list[Page | Failure]) -> list[tuple[str, str]]:
    """Return the name of each row, and its text or why it is none."""
    return [(item.name, str(item.data if isinstance(item, Page) else item.reason)) for item in found]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("text,date\na,b\n", Dialect(",")),
        ("text;date\na, b; c\n", Dialect(";")),
        ("text\tdate\na, b, c\td\n", Dialect("\t")),
        ("text|date\na|b\n", Dialect("|")),
        ("text\nShells fell, they said; two died\n", Dialect("\x1f")),
        ('text,date\n"a, ""b""",c\n"d\ne",f\n', Dialect(",")),
        ('text,date\n"a \\"b\\", c",d\n"e \\"f\\", g",h\n', Dialect(",", doublequote=False, escapechar="\\")),
        ('text\tdate\n"a" and b\tc\n"d\te\nf "g\th\n', Dialect("\t", quoting=3)),
    ],
)
def test_separator_and_quotes_are_told_by_what_fits_all_rows(head: str, expected: Dialect) -> None:
    assert sniff(head.encode(), whole=True) == expected


def test_a_table_of_one_column_keeps_its_commas() -> None:
    """No separator fits: the rows are cells, though a text has commas in it."""
    found = read('text\n"Shells fell, ""two"" died"\nShells fell, two died\n')
    assert outline(found) == [("news.csv!1", 'Shells fell, "two" died'), ("news.csv!2", "Shells fell, two died")]


def test_a_row_of_another_width_is_a_failure_with_its_number_and_line() -> None:
    found = read(f'text,date,n\n"{TEXT}\nand Sake",2018-04-19,1\n{TEXT},2018\n{TEXT},2018-04-19,3,4\n{TEXT},,5,,\n')
    assert outline(found) == [
        ("news.csv!1", f"{TEXT}\nand Sake"),
        ("news.csv!2", "damaged"),
        ("news.csv!3", "damaged"),
        ("news.csv!4", TEXT),
    ]
    assert isinstance(found[1], Failure)
    assert "row 2 (line 4) has 2 cells; expected 3" in found[1].detail


def test_empty_lines_are_no_rows() -> None:
    assert outline(read(f"\n\ntext,date\n\n{TEXT},\n\n\n")) == [("news.csv!1", TEXT)]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    data = "text,n\n" + f"{TEXT},1\n" * 20 + f'"{TEXT},2\n' + f"{TEXT},3\n" * 20
    found = read(data)
    assert [item.name for item in found if isinstance(item, Failure)] in ([], ["news.csv!21"])
    assert sum(isinstance(item, Page) and item.data == TEXT for item in found) == 40


@pytest.mark.parametrize(
    "cell",
    [
        b"a" * 50_000_000,
        b"a word and another\n" * 2_700_000,
        b"b\n" * (MAX_ROW_LINES + 1),
        b'""' * 20_000_000 + b"\n",
    ],
)
def test_a_cell_of_fifty_megabytes_costs_its_row_and_no_other(cell: bytes) -> None:
    data = b"text,n\n" + f"{TEXT},1\n".encode() + b'"' + cell + b'",2\n' + f"{TEXT},3\n".encode()
    assert outline(read(data)) == [("news.csv!1", TEXT), ("news.csv!2", "too_large"), ("news.csv!3", TEXT)]


def test_a_line_of_fifty_megabytes_costs_its_row_and_no_other() -> None:
    data = f"text,n\n{TEXT},1\n".encode() + b"a" * 50_000_000 + f",2\n{TEXT},3\n".encode()
    assert outline(read(data)) == [("news.csv!1", TEXT), ("news.csv!2", "too_large"), ("news.csv!3", TEXT)]


def test_a_page_at_the_ceiling_fits_into_a_row() -> None:
    assert MAX_ROW_BYTES > MAX_INPUT_BYTES
    (page,) = read(b"text,n\n" + b"a" * MAX_INPUT_BYTES + b",1\n")
    assert isinstance(page, Page)
    assert len(page.data) == MAX_INPUT_BYTES


def test_column_names_of_fifty_megabytes_are_refused() -> None:
    (failure,) = read(b"a" * 50_000_000)
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.TOO_LARGE


def test_each_line_is_read_in_its_own_encoding() -> None:
    """Tables get glued together; a file of one encoding is the plain case of that."""
    found = read("text,n\nCafé bombed,1\n".encode() + "Café shelled – two died,2\n".encode("cp1252"))
    assert [item.data for item in found if isinstance(item, Page)] == ["Café bombed", "Café shelled – two died"]


def test_a_nul_stays_in_its_row() -> None:
    found = read(f"text,n\n{TEXT}\0,1\n{TEXT},2\n")
    assert outline(found) == [("news.csv!1", f"{TEXT}\0"), ("news.csv!2", TEXT)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        (b" \r\n\n ", Reason.EMPTY),
        (b"text,date\n", Reason.EMPTY),
        (b"PK\x03\x04" + bytes(200), Reason.BINARY),
        (b"%PDF-1.7 text,date\na,b\n", Reason.BINARY),
        (bytes(random.Random(4).randrange(256) for _ in range(4000)), None),
    ],
)
def test_what_is_no_table_is_one_failure(data: bytes, reason: Reason | None) -> None:
    found = read(data)
    assert all(isinstance(item, Failure) for item in found)
    assert reason is None or [item.reason for item in found if isinstance(item, Failure)] == [reason]


@pytest.mark.parametrize(
    "row",
    [
        # Event table 2.0, event table 1.0, mentions, knowledge graph 2.1.
        ["498571312", "20180419", "201804", "2018", "2018.2959", *["x"] * 55, "https://a.example/1"],
        ["498571312", "20180419", "201804", "2018", "2018.2959", *["x"] * 52, "https://a.example/1"],
        ["498571312", "20180419120000", "20180419121500", "1", "a.example", "https://a.example/1", *["x"] * 10],
        ["20180419120000-12", "20180419120000", "1", "a.example", "https://a.example/1", *["x"] * 22],
    ],
)
def test_a_table_of_gdelt_is_named_for_what_it_is(row: list[str]) -> None:
    line = "\t".join(row) + "\n"
    (failure,) = read(line * 3, "20180419120000.export.CSV")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.NO_TEXT
    assert "GDELT" in failure.detail
    assert "--fetch URL" in failure.detail


def test_a_table_of_gdelt_with_column_names_has_addresses_and_no_text() -> None:
    (failure,) = read("GKGRECORDID,DATE,DocumentIdentifier,V2Themes\n1,20180419120000,https://a.example/1,ARREST\n")
    assert isinstance(failure, Failure)
    assert "addresses of pages and no text" in failure.detail


@pytest.mark.parametrize("first", [f"{TEXT}. " * 20 + ",2018-04-19", "1,2018-04-19", ","])
def test_a_table_without_column_names_is_told_to_get_some(first: str) -> None:
    (failure,) = read(f"{first}\n{first}\n")
    assert isinstance(failure, Failure)
    assert "the names of the columns" in failure.detail


def test_columns_of_one_name_are_told_apart() -> None:
    (page,) = read(f"text,n,n\n{TEXT},1,2\n")
    assert isinstance(page, Page)


def test_many_quotes_that_are_never_closed_end_the_reading() -> None:
    """Each would have all that follows read once more."""
    found = read("text,n\n" + '"a,""\n' * 5_000)
    assert len(found) <= 5_000
