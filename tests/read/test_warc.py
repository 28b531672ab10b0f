"""Web archives: which records are pages, and what damage costs: the damaged record, and no other."""

from __future__ import annotations

import gzip
import random
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.containers_made import (
    failures,
    found_in,
    http,
    packed,
    page_record,
    pages,
    record,
    story,
    through_pipe,
    urls,
)

from khabar.errors import Reason
from khabar.read.containers import pages_of
from khabar.read.item import Input, Page
from khabar.read.reading import ReadOptions
from khabar.records import Failure

PACK = [lambda *records: b"".join(records), packed, lambda *records: gzip.compress(b"".join(records), mtime=0)]
FORMS = pytest.mark.parametrize("pack", PACK, ids=["plain", "member a record", "one member"])


@FORMS
def test_responses_are_pages_with_address_media_type_and_the_time_they_were_gathered(pack, tmp_path: Path):
    found = found_in(pack(page_record(1), page_record(2)), tmp_path)
    assert failures(found) == []
    assert [(page.name, page.url, page.data) for page in pages(found)] == [
        ("crawl.warc!1", "http://news.example/1", story(1)),
        ("crawl.warc!2", "http://news.example/2", story(2)),
    ]
    first = pages(found)[0]
    assert first.media_type == "text/html; charset=utf-8"
    assert first.gathered is not None
    assert first.gathered.isoformat() == "2024-03-14T06:00:00+00:00"
    assert first.published is None
    assert pages(found)[1].done == 1.0


def test_a_web_archive_is_told_by_its_content_not_by_its_name(tmp_path: Path):
    assert urls(found_in(packed(page_record(1)), tmp_path, "download.bin")) == ["1"]


@FORMS
def test_what_is_no_page_is_counted_in_one_row(pack, tmp_path: Path):
    found = found_in(
        pack(
            record(b"software: x\r\n", kind="warcinfo", media="application/warc-fields"),
            record(b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
            page_record(1),
            record(http(b"\x89PNG", media="image/png")),
            record(http(b"GIF8", media="image/gif")),
            record(http(b"", "Location: /b", status="301 Moved")),
            record(http(story(9), status="404 Not Found")),
            record(http(b"body{}", media="text/css")),
            record(http(b"User-agent: *", media="text/plain"), url="http://news.example/robots.txt"),
            record(b"20240314\nnews.example 1.2.3.4", url="dns:news.example", media="text/dns"),
            record(b"--warc-file=x", kind="resource", url="metadata://gnu.org/wget/arguments", media="text/plain"),
            record(b"text once more", kind="resource", url="urn:text:http://news.example/1", media="text/plain"),
            record(http(b""), kind="revisit"),
            page_record(2),
        ),
        tmp_path,
    )
    assert urls(found) == ["1", "2"]
    (left_out,) = failures(found)
    assert left_out.reason is Reason.LEFT_OUT
    assert left_out.name == "crawl.warc"
    assert left_out.detail == (
        "7 records are no pages: 2 images, 1 answers with status 404, 1 redirects, "
        "1 revisits (the page is that of an earlier record), 1 robots.txt, scripts and data sent as text, "
        "1 scripts and styles"
    )


def test_resources_and_conversions_are_pages(tmp_path: Path):
    text = b"Gunmen killed two farmers near Bara on Monday."
    found = found_in(
        record(story(1), kind="resource", media="text/html") + record(text, kind="conversion", media="text/plain"),
        tmp_path,
        "crawl.warc.wet",
    )
    assert [(page.data, page.media_type) for page in pages(found)] == [(story(1), "text/html"), (text, "text/plain")]


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def raw_deflate(data: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(data) + machine.flush()


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Transfer-Encoding: chunked"], chunked(story(1))),
        (["Transfer-Encoding: chunked"], story(1)),
        (["Content-Encoding: gzip"], gzip.compress(story(1), mtime=0)),
        (["Content-Encoding: gzip"], story(1)),
        (["Content-Encoding: deflate"], zlib.compress(story(1))),
        (["Content-Encoding: deflate"], raw_deflate(story(1))),
        (["Content-Encoding: deflate"], story(1)),
        (["Content-Encoding: br"], story(1)),
        (["Content-Encoding: gzip", "Transfer-Encoding: chunked"], chunked(gzip.compress(story(1), mtime=0))),
        (["Content-Encoding: gzip, deflate"], zlib.compress(gzip.compress(story(1), mtime=0))),
        (["Content-Encoding: identity"], story(1)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bodies_are_decoded_and_those_that_were_decoded_before_are_taken_as_they_are(
    headers: list[str], body: bytes, tmp_path: Path
):
    (page,) = found_in(record(http(body, *headers)), tmp_path)
    assert isinstance(page, Page)
    assert page.data == story(1)


@pytest.mark.parametrize(("coding", "module"), [("br", "brotli"), ("zstd", "zstandard")])
def test_brotli_and_zstd_are_read_where_they_are_installed_and_named_where_not(
    coding: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    library = pytest.importorskip(module)
    data = record(http(library.compress(story(1)), f"Content-Encoding: {coding}"))
    (page,) = found_in(data, tmp_path)
    assert isinstance(page, Page)
    assert page.data == story(1)
    monkeypatch.setitem(__import__("sys").modules, module, None)
    (failure,) = found_in(data, tmp_path)
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.UNREADABLE
    assert "pip install" in failure.detail


def test_http_that_was_packed_whole_is_unpacked(tmp_path: Path):
    assert pages(found_in(record(gzip.compress(http(story(1)))), tmp_path))[0].data == story(1)


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (chunked(story(1))[:60], ["Transfer-Encoding: chunked"], Reason.DAMAGED),
        (gzip.compress(story(1), mtime=0)[:60], ["Content-Encoding: gzip"], Reason.DAMAGED),
        (story(1), ["Content-Encoding: rot13"], Reason.UNREADABLE),
        (gzip.compress(bytes(30_000_000), mtime=0), ["Content-Encoding: gzip"], Reason.TOO_LARGE),
    ],
)
def test_a_body_that_cannot_be_decoded_costs_its_record_only(
    body: bytes, headers: list[str], reason: Reason, tmp_path: Path
):
    found = found_in(packed(page_record(1), record(http(body, *headers)), page_record(2)), tmp_path)
    assert urls(found) == ["1", "2"]
    (failure,) = failures(found)
    assert failure.reason is reason
    assert failure.name == "crawl.warc!2"


def test_a_page_that_was_cut_when_gathered_is_read_and_said_to_be(tmp_path: Path):
    found = found_in(page_record(1).replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date"), tmp_path)
    assert urls(found) == ["1"]
    assert failures(found)[0].reason is Reason.TRUNCATED


# --- damage ---


@pytest.mark.parametrize("pack", PACK[:2], ids=["plain", "member a record"])
@pytest.mark.parametrize("cut", [1, 5, 9, 40, 150])
def test_a_last_record_that_is_cut_off_is_named_with_its_place(pack, cut: int, tmp_path: Path):
    whole = pack(page_record(1), page_record(2), page_record(3))
    found = found_in(whole[:-cut], tmp_path)
    assert urls(found)[:2] == ["1", "2"]
    assert "at byte" in failures(found)[-1].detail
    assert failures(found)[-1].reason is Reason.DAMAGED
    assert all(page.data == story(i) for i, page in enumerate(pages(found), start=1))


def test_an_archive_packed_as_one_is_read_up_to_the_damage(tmp_path: Path):
    def long(number: int) -> bytes:
        return record(
            http(story(number) + random.Random(number).randbytes(50_000)), url=f"http://news.example/{number}"
        )

    whole = gzip.compress(b"".join(map(long, range(1, 9))), mtime=0)
    found = found_in(whole[:225_000], tmp_path, "crawl.warc.gz")
    assert urls(found) == ["1", "2", "3", "4"]
    assert "nothing behind it could be read" in failures(found)[0].detail


@pytest.mark.parametrize("pack", PACK[:2], ids=["plain", "member a record"])
@pytest.mark.parametrize("delta", [-200, -37, -5, -1, 1, 5, 37, 300, 10**6, 10**12])
def test_a_wrong_length_costs_no_record(pack, delta: int, tmp_path: Path):
    length = len(http(story(2))) + delta
    found = found_in(
        pack(page_record(1), page_record(2, length=max(0, length)), page_record(3), page_record(4)), tmp_path
    )
    assert [url for url in urls(found) if url != "2"] == ["1", "3", "4"]
    assert all(page.data == story(int(str(page.url)[-1])) for page in pages(found))
    assert next(failure.name for failure in failures(found)) == "crawl.warc!2"
    if delta < 10**7:
        assert "2" in urls(found)


@pytest.mark.parametrize("pack", PACK[:2], ids=["plain", "member a record"])
def test_an_archive_whose_lengths_are_all_wrong_is_read_once_not_over_and_over(pack, tmp_path: Path):
    data = pack(*(page_record(number, length=15_000_000) for number in range(3_000)))
    found = found_in(data, tmp_path)
    assert [page.data for page in pages(found)] == [story(number) for number in range(3_000)]
    assert len(failures(found)) == 3_000


@pytest.mark.parametrize("pack", PACK[:2], ids=["plain", "member a record"])
@pytest.mark.parametrize("end", [b"", b"\r\n"])
def test_missing_line_ends_cost_nothing_and_are_told(pack, end: bytes, tmp_path: Path):
    found = found_in(pack(page_record(1, end=end), page_record(2, end=end)), tmp_path)
    assert urls(found) == ["1", "2"]
    assert [failure.name for failure in failures(found)] == ["crawl.warc!1", "crawl.warc!2"]
    assert all("at byte" in failure.detail for failure in failures(found))


@pytest.mark.parametrize(
    "garbage", [b"x", b"\0" * 5000, b"WARC/", b"HTTP/1.1 200 OK\r\n\r\n<p>stray</p>", b"\xff" * 100_000]
)
def test_garbage_between_records_is_passed_over_and_told(garbage: bytes, tmp_path: Path):
    first = page_record(1)
    found = found_in(first + garbage + page_record(2), tmp_path)
    assert urls(found) == ["1", "2"]
    (failure,) = failures(found)
    assert f"{len(garbage):,} bytes at byte {len(first):,}" in failure.detail
    assert failure.reason is Reason.DAMAGED


@pytest.mark.parametrize("garbage", [b"x" * 9, b"\x1f\x8b\x08\x00 not gzip", b"\x1f\x8b\x08" * 40_000])
def test_garbage_between_gzip_members_is_passed_over_and_told(garbage: bytes, tmp_path: Path):
    first = packed(page_record(1))
    found = found_in(first + garbage + packed(page_record(2), page_record(3)), tmp_path)
    assert urls(found) == ["1", "2", "3"]
    assert f"at byte {len(first):,}" in failures(found)[0].detail


def test_zeros_that_fill_up_a_packed_archive_are_no_damage(tmp_path: Path):
    assert failures(found_in(packed(page_record(1)) + b"\0" * 1000, tmp_path)) == []


def test_a_member_with_a_wrong_checksum_is_not_trusted(tmp_path: Path):
    first, second, third = (packed(page_record(number)) for number in (1, 2, 3))
    second = second[:-8] + bytes([second[-8] ^ 1]) + second[-7:]
    found = found_in(first + second + third, tmp_path)
    assert urls(found) == ["1", "3"]
    assert f"at byte {len(first):,}" in failures(found)[0].detail


def test_a_record_without_a_length_is_read_up_to_the_next(tmp_path: Path):
    broken = page_record(2).replace(b"Content-Length: ", b"Content-Length: about ")
    found = found_in(page_record(1) + broken + page_record(3), tmp_path)
    assert urls(found) == ["1", "2", "3"]
    assert pages(found)[1].data == story(2)
    assert failures(found)[0].name == "crawl.warc!2"


def test_a_page_that_speaks_of_web_archives_is_one_page(tmp_path: Path):
    body = story(1) + b"\r\n\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nhello"
    found = found_in(record(http(body)) + page_record(2), tmp_path)
    assert [page.data for page in pages(found)] == [body, story(2)]


@pytest.mark.parametrize("pack", PACK[:2], ids=["plain", "member a record"])
def test_a_record_that_is_too_large_is_refused_and_the_others_read(pack, tmp_path: Path):
    large = record(http(b"a" * 21_000_000), url="http://news.example/large")
    found = found_in(pack(page_record(1), large, page_record(2)), tmp_path)
    assert urls(found) == ["1", "2"]
    assert failures(found)[0].reason is Reason.TOO_LARGE


@pytest.mark.parametrize("pack", PACK[:2], ids=["plain", "member a record"])
def test_a_web_archive_may_come_through_a_pipe(pack, monkeypatch: pytest.MonkeyPatch):
    large = record(http(b"a" * 21_000_000), url="http://news.example/large")
    assert urls(through_pipe(pack(page_record(1), large, page_record(2)), monkeypatch)) == ["1", "2"]


@given(data=st.data())
def test_a_flipped_or_lost_byte_costs_at_most_two_records(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
):
    """The damaged record, and in a plain archive the one whose beginning it took."""
    pack = data.draw(st.sampled_from(PACK[:2]))
    whole = bytearray(pack(*(page_record(number) for number in range(1, 8))))
    at = data.draw(st.integers(0, len(whole) - 1))
    match data.draw(st.sampled_from(["flip", "drop", "insert"])):
        case "flip":
            whole[at] ^= 1 << data.draw(st.integers(0, 7))
        case "drop":
            del whole[at : at + data.draw(st.integers(1, 400))]
        case "insert":
            whole[at:at] = data.draw(st.binary(min_size=1, max_size=400))
    name = "crawl.warc" if pack is PACK[0] else "crawl.warc.gz"
    found = found_in(bytes(whole), tmp_path_factory.mktemp("flip"), name)
    assert len(pages(found)) >= 4
    assert len([page for page in pages(found) if page.data in [story(number) for number in range(1, 8)]]) >= 4
    assert all("\n" not in failure.detail for failure in failures(found))


@given(noise=st.binary(max_size=3000), cut=st.integers(0, 3000))
def test_noise_never_breaks_the_reader(noise: bytes, cut: int, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("noise")
    plain, small = page_record(1), packed(page_record(1))
    for data in (b"WARC/1.0\r\n" + noise, plain[:cut] + noise + plain, small[:cut] + noise + small):
        assert found_in(data, folder) is not None


def test_options_may_be_left_out(tmp_path: Path):
    (tmp_path / "a.warc").write_bytes(page_record(1))
    assert len(list(pages_of(Input("a", tmp_path / "a.warc"), ReadOptions()))) == 1
