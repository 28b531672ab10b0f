"""What a file is, is told by its bytes; whatever they are, pages or reasons come out and nothing else."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.containers_made import failures, found_in, packed, page_record, pages, story, through_pipe, urls

from khabar.errors import Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read.compression import Budget, Damaged, Spent, Unpacker, unpack
from khabar.read.containers import pages_of
from khabar.read.item import Input, Page
from khabar.read.sniff import Form, form_of
from khabar.read.stream import Stream, part_of
from khabar.records import Failure

HTML = b"<!doctype html><html><head><title>A</title></head><body><p>B</p></body></html>"


@pytest.mark.parametrize(
    ("head", "name", "form"),
    [
        (HTML, "a.html", Form.PAGE),
        (HTML, "a.xml", Form.PAGE),
        (b'<?xml version="1.0"?>' + HTML, "a.xml", Form.PAGE),
        (HTML.replace(b"B", b"&lt;rss&gt; and <rss>"), "a.html", Form.PAGE),
        (b"Just words about WARC/1.0 and <rss>.", "a.txt", Form.PAGE),
        (b"", "a.txt", Form.PAGE),
        (b"", "a.warc", Form.PAGE),
        (b"WARC/1.1\r\n", "a.txt", Form.WARC),
        (b"<rss version='2.0'>", "a", Form.FEED),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<feed xmlns='http://www.w3.org/2005/Atom'>", "a.html", Form.FEED),
        (b"<?xml version='1.0'?><urlset>", "a.xml", Form.FEED),
        (b'{"version": "https:\\/\\/jsonfeed.org\\/version\\/1"}', "a.json", Form.JSON_FEED),
        (b'{"text": "x"}\n{"text": "y"}', "-", Form.TABLE),
        (b"id,text\n", "a.csv", Form.TABLE),
        (b"PAR1", "a", Form.TABLE),
        (b"PK\x03\x04", "a.html", Form.ZIP),
        (b"\x1f\x8b\x08", "a.html", Form.PACKED),
        (b"BZh91AY", "a", Form.PACKED),
        (b"BZhang said that two died.", "a", Form.PAGE),
        (b"MIME-Version: 1.0\nSubject: x\nDate: y\n\nz", "a", Form.MIME),
        (b"Subject: a poem\n\nMIME-Version: 1.0", "a.txt", Form.PAGE),
    ],
)
def test_the_form_is_told_by_the_bytes_and_by_the_name_only_where_they_do_not_tell(head: bytes, name: str, form: Form):
    assert form_of(head, name) is form


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_a_packed_page_is_read_also_in_several_members(pack, tmp_path: Path):
    (page,) = found_in(pack(story(1)[:50]) + pack(story(1)[50:]), tmp_path, "page.html.packed")
    assert isinstance(page, Page)
    assert page.data == story(1)
    assert page.done == 1.0


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_packed_page_that_was_cut_off_is_damaged(pack, keep: float, tmp_path: Path):
    data = pack(story(1))
    (failure,) = found_in(data[: int(len(data) * keep)], tmp_path, "page.html.gz")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.DAMAGED


def test_zstd_is_read_where_it_is_installed(tmp_path: Path):
    zstandard = pytest.importorskip("zstandard")
    members = b"".join(zstandard.compress(page_record(number)) for number in (1, 2))
    assert urls(found_in(members, tmp_path, "crawl.warc.zst")) == ["1", "2"]
    (failure,) = failures(found_in(members[:-9], tmp_path, "crawl.warc.zst"))
    assert failure.reason is Reason.DAMAGED


@pytest.mark.parametrize("extra", [-1, 0, 1])
@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "gz"])
def test_the_ceiling_on_a_page_holds_to_the_byte(pack, extra: int, tmp_path: Path):
    (found,) = found_in(pack(b"a" * (MAX_INPUT_BYTES + extra)), tmp_path, "a.txt")
    assert isinstance(found, Failure if extra > 0 else Page)


def test_a_pipe_with_a_name_is_read(tmp_path: Path):
    """As in ``khabar code <(zcat crawl.warc.gz)``."""
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(packed(page_record(1), page_record(2)),))
    writer.start()
    assert urls(list(pages_of(Input("pipe", path)))) == ["1", "2"]
    writer.join()


def test_plain_pages_come_through_standard_input(monkeypatch: pytest.MonkeyPatch):
    assert pages(through_pipe(story(1), monkeypatch))[0].data == story(1)
    assert pages(through_pipe(gzip.compress(story(1)), monkeypatch))[0].data == story(1)


def test_an_arc_file_is_named_as_such(tmp_path: Path):
    data = b"filedesc://old.arc 0.0.0.0 20040101000000 text/plain 76\n1 0 InternetArchive\nURL IP-address\n\n"
    (failure,) = found_in(data, tmp_path, "old.arc")
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.UNREADABLE
    assert "WARC" in failure.detail


@given(
    data=st.binary(max_size=2000),
    name=st.sampled_from(["a", "a.warc", "a.zip", "a.tar", "a.xml", "a.mhtml", "a.gz", "a.html"]),
)
def test_no_bytes_break_the_reader(data: bytes, name: str, tmp_path_factory: pytest.TempPathFactory):
    magic = [
        b"",
        b"\x1f\x8b\x08\x00",
        b"BZh9",
        b"\xfd7zXZ\x00",
        b"PK\x03\x04",
        b"WARC/1.0\r\n",
        b"<rss>",
        b"MIME-Version: 1\n",
    ]
    folder = tmp_path_factory.mktemp("any")
    for start in magic:
        for item in found_in(start + data, folder, name):
            assert isinstance(item, Page) or "\n" not in item.detail


# --- the parts below ---


@given(data=st.binary(max_size=300_000), sizes=st.lists(st.integers(0, 200_000), max_size=30))
def test_a_stream_gives_what_went_in(data: bytes, sizes: list[int]):
    stream = Stream.of(data)
    out = b""
    for number, size in enumerate(sizes):
        match number % 5:
            case 0:
                out += stream.read(size)
            case 1:
                assert stream.peek(size) == data[len(out) : len(out) + size]
            case 2:
                line = stream.readline(size)
                assert line == data[len(out) : len(out) + size].partition(b"\n")[0] + b"\n" * line.endswith(b"\n")
                out += line
            case 3:
                piece = stream.read(size)
                stream.unread(piece)
            case 4:
                out += part_of(stream, size).read()
        assert stream.offset == len(out)
    assert out + stream.read() == data


@given(before=st.binary(max_size=200_000), mark=st.binary(min_size=1, max_size=9), most=st.integers(0, 300_000))
def test_a_stream_finds_a_mark(before: bytes, mark: bytes, most: int):
    import re

    at = (before + mark).index(mark)
    stream = Stream.of(before + mark + b"rest")
    head, found = stream.read_to(re.compile(re.escape(mark)), reach=len(mark), most=most)
    assert found
    assert head == before[:at][:most]
    assert stream.offset == at


@given(data=st.binary(max_size=200_000), codec=st.sampled_from(["gzip", "bzip2", "xz"]))
def test_what_was_packed_is_unpacked(data: bytes, codec: str):
    pack = {"gzip": gzip.compress, "bzip2": bz2.compress, "xz": lzma.compress}[codec]
    assert unpack(pack(data), codec, most=len(data), budget=Budget()) == data


def test_a_budget_counts_what_makes_no_page_and_what_does():
    budget = Budget()
    budget.taken = 1_000_000
    for _ in range(10):
        budget.give(10_000_000)
        budget.use(10_000_000)
    budget.give(150_000_000)
    with pytest.raises(Spent, match="decompression bomb"):
        budget.give(50_000_000)


def test_an_unpacker_goes_on_behind_damage_and_says_where():
    first, second = gzip.compress(b"WARC/1.0 one"), gzip.compress(b"WARC/1.0 two")
    unpacker = Unpacker(Stream.of(first[:-12] + b"garbage" * 20 + second), "gzip", Budget())
    with pytest.raises(Damaged) as damage:
        unpacker.stream.read()
    assert damage.value.offset == 0
    assert unpacker.resync(b"WARC/") == len(first) - 12 + 140
    assert unpacker.stream.read() == b"WARC/1.0 two"


def test_the_rows_before_the_damage_of_a_packed_table_are_read(tmp_path: Path) -> None:
    rows = b"".join(b'{"id": %d, "text": "%s"}\n' % (i, os.urandom(400).hex().encode()) for i in range(6))
    found = list(pages_of(_laid(tmp_path, "rows.jsonl.gz", gzip.compress(rows)[:-1200])))
    assert [page.name for page in found if isinstance(page, Page)][:3] == [
        f"rows.jsonl.gz!{i} ({i - 1})" for i in (1, 2, 3)
    ]
    (failure,) = [one for one in found if isinstance(one, Failure)]
    assert failure.reason is Reason.TRUNCATED
    assert "get the file again" in failure.detail


def _laid(folder: Path, name: str, data: bytes) -> Input:
    (folder / name).write_bytes(data)
    return Input(name, folder / name)


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(50), b"PK\x03\x04"], ids=["zeros", "mark"])
def test_a_cut_word_file_is_told_for_one(tmp_path: Path, data: bytes) -> None:
    (failure,) = list(pages_of(_laid(tmp_path, "x.docx", data)))
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.BINARY
    assert "Word" in failure.detail
    assert "plain text" in failure.detail
