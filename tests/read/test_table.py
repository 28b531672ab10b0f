"""A row of a table is a page, whatever the table is written in."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar import code
from khabar.errors import Reason
from khabar.read import read_page
from khabar.read.containers import ReadOptions, pages_of
from khabar.read.item import Input, Page
from khabar.read.table import Columns, rows_of
from khabar.records import Failure, PassageKind

SHELLS = "Shells hit the market of Bara on Monday, and two traders died."
ARREST = "Police arrested 12 protesters in Sake; the governor denied it."


def read(data: bytes | str, name: str = "news.csv", columns: Columns | None = None) -> list[Page | Failure]:
    data = data.encode() if isinstance(data, str) else data
    return list(rows_of(io.BytesIO(data), name, columns, len(data)))


def pages(data: bytes | str, name: str = "news.csv", columns: Columns | None = None) -> list[Page]:
    found = read(data, name, columns)
    assert [item for item in found if isinstance(item, Failure)] == []
    return [item for item in found if isinstance(item, Page)]


def only_failure(data: bytes | str, name: str = "news.csv", columns: Columns | None = None) -> Failure:
    (found,) = read(data, name, columns)
    assert isinstance(found, Failure), found
    assert "\n" not in found.detail
    return found


HEADED = f"Traders die\n\n{SHELLS}"
ROWS = [
    {
        "id": "a7",
        "text": SHELLS,
        "date": "2018-04-19",
        "url": "https://a.example/1",
        "title": "Traders die",
        "source": "A",
    },
    {"id": "a8", "text": ARREST, "date": "", "url": "", "title": "", "source": ""},
]


def as_csv(separator: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(ROWS[0]), delimiter=separator)
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode(encoding)


def as_parquet(rows: list[dict[str, Any]] = ROWS) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()


def as_lines(rows: list[Any] = ROWS) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("news.csv", as_csv()),
        ("news.csv", as_csv(encoding="utf-8-sig")),
        ("news.csv", as_csv(";")),
        ("news.csv", as_csv("|")),
        ("news.tsv", as_csv("\t")),
        ("news.TSV", as_csv("\t", "utf-16")),
        ("news.csv", as_csv(",", "utf-16-le")),
        ("news.csv", as_csv(",", "utf-32")),
        ("news.csv", as_csv().replace(b"\r\n", b"\n")),
        ("news.csv", as_csv().replace(b"\r\n", b"\r")),
        ("news.csv", b"sep=;\r\n" + as_csv(";")),
        ("news.csv", b"sep=,\n" + as_csv(",")),
        ("news.csv", as_csv().replace(b"\r\n", b"\r\n\r\n")),
        ("news.csv", as_csv().removesuffix(b"\r\n")),
        ("news.jsonl", as_lines()),
        ("news.ndjson", b"\n" + as_lines().replace(b"\n", b"\r\n\r\n")),
        ("news.json", as_lines()),
        ("news.json", json.dumps(ROWS).encode()),
        ("news.json", json.dumps(ROWS, indent=2).encode()),
        ("news.json", b"\xef\xbb\xbf" + json.dumps(ROWS, indent=2).encode()),
        ("news.json", json.dumps(ROWS).encode("utf-16")),
        ("news.jsonl", json.dumps(ROWS).encode()),
        ("news.json", b"\n".join(json.dumps(row, indent=1).encode() for row in ROWS)),
        ("news.json", json.dumps({"status": "ok", "articles": ROWS}).encode()),
        ("-", as_lines()),
        ("news.parquet", as_parquet()),
        ("-", as_parquet()),
    ],
)
def test_the_same_rows_come_out_of_every_form(name: str, data: bytes) -> None:
    first, second = pages(data, name)
    assert first.name == f"{name}!1 (a7)"
    assert (first.data, first.title, first.outlet, first.url) == (HEADED, "Traders die", "A", "https://a.example/1")
    assert (first.published, first.published_from) == (date(2018, 4, 19), "column date")
    assert second.name == f"{name}!2 (a8)"
    assert (second.data, second.title, second.outlet, second.url) == (ARREST, None, None, None)
    assert (second.published, second.published_from) == (None, None)
    assert second.done == 1.0


@pytest.mark.parametrize("name", ["news.csv.gz", "news.jsonl.gz", "news.parquet", "news.json", "news.tsv.xz"])
def test_a_table_is_known_in_a_file_however_it_is_packed(name: str, tmp_path: Path) -> None:
    import gzip
    import lzma

    makers: dict[str, Callable[[], bytes]] = {
        "news.csv.gz": lambda: gzip.compress(as_csv()),
        "news.jsonl.gz": lambda: gzip.compress(as_lines()),
        "news.parquet": as_parquet,
        "news.json": lambda: json.dumps(ROWS).encode(),
        "news.tsv.xz": lambda: lzma.compress(as_csv("\t")),
    }
    path = tmp_path / name
    path.write_bytes(makers[name]())
    found = list(pages_of(Input(name, path)))
    assert [page.data for page in found if isinstance(page, Page)] == [HEADED, ARREST]


def test_what_has_the_column_of_the_text_is_a_table_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    path.write_bytes(f"when\twords\n2018-04-19\t{SHELLS}\n".encode())
    (page,) = pages_of(Input("export.txt", path), ReadOptions(columns=Columns(text="words", date="when")))
    assert isinstance(page, Page)
    assert (page.data, page.published) == (SHELLS, date(2018, 4, 19))


TOOLS: list[tuple[str, Any]] = [
    ("Label Studio", {"id": 3, "data": {"text": SHELLS, "url": "https://a.example/1"}, "annotations": [{"id": 1}]}),
    ("Label Studio, short", {"text": SHELLS, "id": 3, "label": "strike", "annotator": 1, "url": "https://a.example/1"}),
    ("Prodigy", {"text": SHELLS, "meta": {"url": "https://a.example/1"}, "_task_hash": 1, "spans": [], "answer": "ok"}),
    ("doccano", {"id": 1, "text": SHELLS, "label": [[0, 6, "E"]], "meta": {"url": "https://a.example/1"}}),
    ("doccano, older", {"id": 1, "data": SHELLS, "label": [], "url": "https://a.example/1"}),
    ("news-please", {"maintext": SHELLS, "text": "Menu " + SHELLS, "url": "https://a.example/1", "source_domain": "a"}),
    ("CC-News", {"title": "T", "text": SHELLS, "domain": "a", "description": "D", "url": "https://a.example/1"}),
    ("news API", {"content": SHELLS, "source": {"id": None, "name": "A"}, "url": "https://a.example/1"}),
    ("WordPress", {"title": {"rendered": "T"}, "content": {"rendered": SHELLS}, "link": "https://a.example/1"}),
    ("Elasticsearch", {"_id": "x", "_source": {"body": SHELLS, "url": "https://a.example/1"}}),
    ("paragraphs", {"text": SHELLS.split(" on "), "url": "https://a.example/1"}),
]


@pytest.mark.parametrize(("tool", "row"), TOOLS)
def test_what_tools_of_the_field_write_is_read_as_it_is(tool: str, row: dict[str, Any]) -> None:
    (page,) = pages(as_lines([row]), "export.jsonl")
    text = SHELLS if tool != "paragraphs" else SHELLS.replace(" on ", "\n\n")
    assert page.data == (f"T\n\n{text}" if "title" in row else text)
    assert page.url == "https://a.example/1"


def test_a_news_please_file_gives_its_day_outlet_and_title() -> None:
    row = {
        "authors": ["A. B."], "date_download": "2018-04-25 10:00:00", "date_modify": "None",
        "date_publish": "2018-04-19 22:10:00", "description": "D", "filename": "a.html", "language": "en",
        "maintext": SHELLS, "source_domain": "news.example", "title": "T", "title_page": "T | News", "url": "u",
    }  # fmt: skip
    (page,) = pages(json.dumps(row, indent=4), "article.json")
    assert (page.published, page.outlet, page.title) == (date(2018, 4, 19), "news.example", "T")


@pytest.mark.parametrize(
    "header",
    ["text", "Text", " TEXT ", "Full Text", "full_text", "fullText", "Article Text", "body", "content", "maintext"],
)
def test_well_known_names_are_known_however_they_are_written(header: str) -> None:
    (page,) = pages(f"n,{header}\n1,Shells fell.\n")
    assert page.data == "Shells fell."


@pytest.mark.parametrize("header", ["date_publish", "publishedAt", "Published At", "pub_date", "Date", "SQLDATE"])
def test_the_day_is_found_by_its_name(header: str) -> None:
    (page,) = pages(f"text,{header}\nShells fell.,2018-04-19\n")
    assert (page.published, page.published_from) == (date(2018, 4, 19), f"column {header}")


@pytest.mark.parametrize(
    ("header", "columns", "says"),
    [
        ("a,b", None, ["no column that is known to hold text", "its columns: a, b;", "--text-col NAME"]),
        ("text,body", None, ["columns text and body", "--text-col NAME"]),
        ("text,html", None, ["columns text and html", "--text-col NAME"]),
        ("url,themes", None, ["addresses of pages and no text", "--text-col NAME"]),
        ("text,published_at,publishedAt", None, ["columns published_at and publishedAt", "--date-col NAME"]),
        ("text,date", Columns(text="txt"), ["no column 'txt'", "its columns: text, date;", "--text-col NAME"]),
        ("text,date", Columns(url="link"), ["no column 'link'", "--url-col NAME"]),
        (",".join(f"c{n}" for n in range(40)), None, ["c0, c1", "c11 and 28 more"]),
    ],
)
def test_what_cannot_be_told_is_asked_for_in_one_line(header: str, columns: Columns | None, says: list[str]) -> None:
    failure = only_failure(f"{header}\n{','.join('x' for _ in header.split(','))}\n", "news.csv", columns)
    assert failure.reason is Reason.NO_TEXT
    assert failure.name == "news.csv"
    assert [what for what in says if what not in failure.detail] == []


def test_columns_that_are_given_win_over_those_that_are_known() -> None:
    data = f"text,words,date,when\nx,{SHELLS.replace(',', '')},2018-01-01,2018-04-19\n"
    (page,) = pages(data, "news.csv", Columns(text="words", date="when"))
    assert (page.data, page.published) == (SHELLS.replace(",", ""), date(2018, 4, 19))


def test_a_dot_goes_into_objects_and_is_a_letter_where_it_is_one() -> None:
    rows = [{"a": {"b": {"c": SHELLS}}}, {"a.b.c": ARREST}]
    found = pages(as_lines(rows), "x.jsonl", Columns(text="a.b.c"))
    assert [page.data for page in found] == [SHELLS, ARREST]
    (page,) = pages(as_parquet([{"a": {"b": SHELLS}, "date": date(2018, 4, 19)}]), "x.parquet", Columns(text="a.b"))
    assert page.data == SHELLS


def test_html_in_a_column_is_html() -> None:
    (page,) = pages(as_lines([{"html": f"<p>{SHELLS}</p>"}]), "x.jsonl")
    assert page.media_type == "text/html"


def test_parquet_has_days_times_and_bytes() -> None:
    rows = [
        {"text": SHELLS.encode(), "date": datetime(2018, 4, 19, 23, 30)},
        {"text": ARREST.encode(), "date": None},
    ]
    first, second = pages(as_parquet(rows), "x.parquet")
    assert (first.data, first.published) == (SHELLS, date(2018, 4, 19))
    assert second.published is None


def test_an_address_that_is_none_of_the_web_is_left_out() -> None:
    (page,) = pages(as_lines([{"text": SHELLS, "url": "javascript:alert(1)"}]), "x.jsonl")
    assert page.url is None


def test_rows_without_text_are_failures_with_their_number() -> None:
    found = read(as_lines([{"text": SHELLS}, {"text": " "}, {"date": "x"}, {"text": None}, {"text": 7}]), "x.jsonl")
    assert [(item.name, item.reason) for item in found if isinstance(item, Failure)] == [
        (f"x.jsonl!{number}", Reason.EMPTY) for number in (2, 3, 4, 5)
    ]


def test_what_breaks_off_gives_the_rows_before() -> None:
    class Breaking(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 600_000:
                raise EOFError("compressed file ended")
            return super().read(1000)

        read1 = read

        def seekable(self) -> bool:
            return False

    data = b"text,n\n" + b"".join(b"Shells fell on Bara,%d\n" % number for number in range(40_000))
    found = list(rows_of(Breaking(data), "news.csv", None, len(data)))
    assert len(found) > 20_000
    assert all(isinstance(item, Page) for item in found[:-1])
    assert isinstance(found[-1], Failure)
    assert found[-1].reason is Reason.TRUNCATED
    assert f"after row {len(found) - 1}" in found[-1].detail


def test_what_breaks_off_at_once_is_a_failure() -> None:
    class Broken(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

        read1 = read

        def seekable(self) -> bool:
            return False

    (failure,) = rows_of(Broken(), "news.csv")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.TRUNCATED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"[" * 1_000_000, Reason.TOO_DEEP),
        (b'[{"a":' * 200_000, Reason.TOO_DEEP),
        (b'{"text": ' + b"[" * 100_000 + b"\n", Reason.TOO_DEEP),
        (b'"a" ' * 200_000, Reason.DAMAGED),
        (b"[1, 2]", Reason.DAMAGED),
        (b'["a", "b"]', Reason.DAMAGED),
        (b'[{"text": "Shells fell."', Reason.TRUNCATED),
        (b'{"text": 1' + b"0" * 5000 + b"}", Reason.DAMAGED),
        (b"[]", Reason.EMPTY),
        (b"{}", Reason.NO_TEXT),
    ],
)
def test_json_out_of_bounds_is_one_failure(data: bytes, reason: Reason) -> None:
    assert only_failure(data, "x.json").reason is reason


def test_what_is_no_object_among_objects_is_said() -> None:
    found = read(b'[{"text": "a"}, "b", {"text": "c"}, 5]', "x.json")
    assert [item.data for item in found if isinstance(item, Page)] == ["a", "c"]
    assert [item.reason for item in found if isinstance(item, Failure)] == [Reason.DAMAGED]


def test_lists_in_a_page_are_not_taken_for_pages() -> None:
    (page,) = pages(as_lines([{"body": SHELLS, "items": [{"body": "Read more"}]}]), "x.jsonl")
    assert page.data == SHELLS


def test_an_object_of_fifty_megabytes_costs_itself_and_no_other() -> None:
    data = b'[{"text": "a"}, {"text": "' + b"b" * 50_000_000 + b'"}, {"text": "c"}]'
    for written in (data, data[1:-1].replace(b"}, {", b"}\n{")):
        found = read(written, "x.json")
        assert [item.data if isinstance(item, Page) else item.reason for item in found] == ["a", "too_large", "c"]


def test_a_text_that_all_rows_share_is_in_memory_once() -> None:
    """A file of two kilobytes can hold a gigabyte so."""
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 1_000, pa.int32()), pa.array(["Shells fell. " * 100_000]))
    out = io.BytesIO()
    pq.write_table(pa.table({"text": shared}), out, compression="zstd")
    assert len(out.getvalue()) < 10_000
    before = pa.total_allocated_bytes()
    for page in rows_of(io.BytesIO(out.getvalue()), "x.parquet"):
        assert isinstance(page, Page)
        assert pa.total_allocated_bytes() - before < 50_000_000


@pytest.mark.parametrize("cut", [1, 4, 100, -1, -8, -40])
def test_a_parquet_file_that_is_cut_is_a_failure(cut: int) -> None:
    assert only_failure(as_parquet()[:cut], "x.parquet").reason is Reason.UNREADABLE


def test_a_parquet_file_that_is_damaged_inside_is_a_failure() -> None:
    data = bytearray(as_parquet())
    data[20:60] = b"\xff" * 40
    found = read(bytes(data), "x.parquet")
    assert isinstance(found[-1], Failure)
    assert "\n" not in found[-1].detail


def test_memory_does_not_grow_with_the_table() -> None:
    """The stream is made as it is read, and no more than a little of it is ever ahead of the row that is out."""

    class Endless(io.RawIOBase):
        made = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1, /) -> bytes:  # type: ignore[override]
            self.made += 1
            return b"Shells fell on Bara,2018-04-19\n" * 1000 if self.made > 1 else b"text,date\n"

    stream = Endless()
    rows = rows_of(stream, "news.csv")  # type: ignore[arg-type]
    for _, page in zip(range(60_000), rows, strict=False):
        assert isinstance(page, Page)
    assert stream.made < 120


def bits() -> st.SearchStrategy[bytes]:
    pieces = [
        b",",
        b'"',
        b"\n",
        b"\r\n",
        b"\t",
        b";",
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"text",
        b"date",
        b"\\",
        b"\0",
        b"\xff",
    ]
    return st.lists(st.one_of(st.sampled_from(pieces), st.binary(max_size=6)), max_size=40).map(b"".join)


@given(bits(), st.sampled_from(["x.csv", "x.tsv", "x.json", "x.jsonl", "x.parquet", "-"]))
def test_any_bytes_are_rows_or_failures(data: bytes, name: str) -> None:
    for start in (b"", b"text,date\n", b'{"text": "a"}\n', b'[{"text": "a"},'):
        for item in read(start + data, name):
            assert isinstance(item, (Page, Failure))
            if isinstance(item, Failure):
                assert item.reason in set(Reason)
                assert "\n" not in item.detail


# A file of a few bytes with a NUL among them is taken for binary.
_WRITTEN = st.text(st.characters(exclude_characters="\0"))


@given(st.lists(st.tuples(_WRITTEN.filter(bool), _WRITTEN), min_size=1, max_size=8))
def test_what_a_spreadsheet_writes_comes_back(rows: list[tuple[str, str]]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["text", "note"])
    writer.writerows(rows)
    data = out.getvalue().encode("utf-8", "replace").replace(b"\r", b" ")
    wanted = [text.encode("utf-8", "replace").decode().replace("\r", " ") for text, _ in rows]
    found = [page.data for page in read(data) if isinstance(page, Page)]
    assert found == [text for text in wanted if text.strip()]


TITLE = "Two traders die in Bara market"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (TITLE, SHELLS),
        (f"{TITLE}?", SHELLS),
        (f"{TITLE}.", SHELLS),
        (TITLE, f"{TITLE}\n\n{SHELLS}"),
        (f"{TITLE} | The Courier", f"{TITLE}\n\n{SHELLS}"),
        (TITLE, f"<p>{SHELLS}</p><p>He said so.</p>"),
        (TITLE, f"<h1>{TITLE}</h1><p>{SHELLS}</p>"),
        (TITLE, f"<html><head><title>{TITLE}</title></head><body><p>{SHELLS}</p></body></html>"),
    ],
)
def test_a_headline_in_a_column_is_the_pages_title_once(title: str, text: str) -> None:
    (page,) = pages(as_lines([{"title": title, "text": text, "url": "https://a.example/1"}]), "news.jsonl")
    document = read_page(page.data, name="news", title=page.title)
    told = [document.text[p.start : p.end] for p in document.passages if p.kind is PassageKind.TITLE]
    assert told == [title if "Courier" not in title else TITLE]
    assert document.text.count(TITLE) == 1


@pytest.mark.parametrize("title", ["", "2018-04-19", "A word of " * 40, SHELLS])
def test_what_is_no_headline_is_not_put_above_the_text(title: str) -> None:
    (page,) = pages(as_lines([{"title": title, "text": SHELLS, "url": "https://a.example/1"}]), "news.jsonl")
    assert page.data == SHELLS


def test_what_a_headline_alone_tells_is_coded(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text("date,title,text\n2024-05-07,Gunmen kill nine farmers in Zamfara,The police gave no details.\n")
    ((killed, country),) = code(path).query("SELECT killed_best, country_iso3 FROM incidents").fetchall()
    assert (killed, country) == (9, "NGA")
