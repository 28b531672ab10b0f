"""Small files that unpack to about 10 GB, in each form that khabar opens."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import Final

from tests.read.containers_made import http, page_record, record, story

PIECE: Final = 100_000_000
TIMES: Final = 100


@cache
def gzipped() -> bytes:
    """Return a gzip member of 100 MB of zeros."""
    return gzip.compress(bytes(PIECE), 9, mtime=0)


@cache
def bzipped() -> bytes:
    return bz2.compress(bytes(PIECE))


@cache
def xzipped() -> bytes:
    return lzma.compress(bytes(PIECE), preset=1)


def in_zip(name: str, data: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        archive.writestr("good.html", story(1))
        archive.writestr(name, data)
    return made.getvalue()


def zip_in_zip() -> bytes:
    """Return a zip of zips of zips of the same 100 MB, ten on each level."""
    inner = in_zip("zeros.html", bytes(PIECE), zipfile.ZIP_DEFLATED)
    for _ in range(2):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{number}.zip", inner)
        inner = made.getvalue()
    return inner


def tar_head(size: int) -> bytes:
    info = tarfile.TarInfo("zeros.html")
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)


def packed_tar() -> bytes:
    """Return a tar, gzip member after gzip member, of one file of 10 GB."""
    return gzip.compress(tar_head(PIECE * TIMES)) + gzipped() * TIMES


def warc_record() -> bytes:
    """Return a web archive with a good page, a page whose body is 10 GB, and another good page."""
    large = record(http(b""), url="http://news.example/large", length=PIECE * TIMES)[:-4]
    return gzip.compress(page_record(1)) + gzip.compress(large) + gzipped() * TIMES + gzip.compress(page_record(2))


def warc_body(coding: str, body: bytes) -> bytes:
    return page_record(1) + record(http(body, f"Content-Encoding: {coding}")) + page_record(2)


def brotli_body() -> bytes:
    import brotli

    return warc_body("br", brotli.compress(bytes(PIECE), quality=5))


def zstd_file() -> bytes:
    import zstandard

    return bytes(zstandard.compress(bytes(PIECE))) * TIMES


def feed() -> bytes:
    head = b"<?xml version='1.0'?><rss><channel><title>A</title><item><title>x</title><description>"
    return gzip.compress(head) + gzipped() * TIMES


BOMBS: Final[dict[str, tuple[str, Callable[[], bytes]]]] = {
    "gzip": ("page.html.gz", lambda: gzipped() * TIMES),
    "gzip table": ("rows.jsonl.gz", lambda: gzip.compress(b'{"text": "') + gzipped() * TIMES),
    "bzip2": ("page.html.bz2", lambda: bzipped() * TIMES),
    "xz": ("page.html.xz", lambda: xzipped() * TIMES),
    "zstd": ("page.html.zst", zstd_file),
    "bzip2 in gzip": ("page.html.bz2.gz", lambda: gzip.compress(bzipped() * TIMES)),
    "gzip in gzip": ("page.html.gz.gz", lambda: gzip.compress(gzipped() * TIMES)),
    "zip": ("pages.zip", lambda: in_zip("zeros.bin", bytes(PIECE), zipfile.ZIP_DEFLATED)),
    "gzip in zip": ("pages.zip", lambda: in_zip("page.html.gz", gzipped() * TIMES)),
    "zip in zip": ("pages.zip", zip_in_zip),
    "tar.gz": ("pages.tar.gz", packed_tar),
    "tar.bz2": ("pages.tar.bz2", lambda: bz2.compress(tar_head(PIECE * TIMES)) + bzipped() * TIMES),
    "warc record": ("crawl.warc.gz", warc_record),
    "warc gzip body": ("crawl.warc", lambda: warc_body("gzip", gzipped() * 10)),
    "warc deflate body": ("crawl.warc", lambda: warc_body("deflate", zlib.compress(bytes(PIECE)))),
    "warc brotli body": ("crawl.warc", brotli_body),
    "feed": ("feed.xml.gz", feed),
}
"""By name: what to call the file, and its bytes."""
