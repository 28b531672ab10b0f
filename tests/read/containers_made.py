"""Small containers made of invented pages."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

from khabar.read.containers import pages_of
from khabar.read.item import Input, Page
from khabar.read.reading import ReadOptions
from khabar.records import Failure

Found = list[Page | Failure]


def story(number: int) -> bytes:
    text = f"Gunmen killed {number} farmers near Bara on Monday, the army said."
    return f"<html><body><article><h1>Story {number}</h1><p>{text}</p></article></body></html>".encode()


def http(body: bytes, *headers: str, status: str = "200 OK", media: str | None = "text/html; charset=utf-8") -> bytes:
    lines = [f"HTTP/1.1 {status}", *headers]
    if media is not None:
        lines.append(f"Content-Type: {media}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def record(
    block: bytes,
    *headers: str,
    kind: str = "response",
    url: str = "http://news.example/a",
    media: str = "application/http; msgtype=response",
    length: int | None = None,
    end: bytes = b"\r\n\r\n",
) -> bytes:
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        "WARC-Date: 2024-03-14T06:00:00Z",
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>",
        f"Content-Type: {media}",
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + end


def page_record(number: int, **options: object) -> bytes:
    return record(http(story(number)), url=f"http://news.example/{number}", **options)  # type: ignore[arg-type]


def packed(*records: bytes) -> bytes:
    """Return records each in a gzip member of its own, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def found_in(data: bytes, folder: Path, name: str = "crawl.warc", options: ReadOptions | None = None) -> Found:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    found = []
    for item in pages_of(Input(name, path), options):
        assert isinstance(item, Page | Failure)
        found.append(item)
    return found


def through_pipe(data: bytes, monkeypatch: object, name: str = "-") -> Found:
    class Stdin:
        buffer = io.BytesIO(data)

    monkeypatch.setattr("sys.stdin", Stdin)  # type: ignore[attr-defined]
    return list(pages_of(Input(name, None)))


def pages(found: Found) -> list[Page]:
    return [item for item in found if isinstance(item, Page)]


def failures(found: Found) -> list[Failure]:
    return [item for item in found if isinstance(item, Failure)]


def urls(found: Found) -> list[str]:
    return [str(page.url).removeprefix("http://news.example/") for page in pages(found)]
