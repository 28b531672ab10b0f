"""Memory while a web archive is read: a synthetic one of any size, made as it is read, never on disk.

Run: ``python -m benchmarks.warc_memory --gb 5`` (``--form plain`` for one that is not packed; ``--read`` to make a
document of each page as well). Prints peak memory after each tenth, and the rise from the first to the last.
"""

from __future__ import annotations

import argparse
import gzip
import os
import random
import resource
import sys
import threading
import time

from khabar.errors import InputRefused
from khabar.read.containers import pages_of
from khabar.read.item import Input, Page
from khabar.read.page import read_page

RECORDS = 400
"""Different pages, repeated: enough that no cache of ours holds them all by chance."""


def page(number: int) -> bytes:
    words = random.Random(number)
    places = ("Bara", "Goma", "Sake", "Ituri", "Kavumu", "Minova")
    lines = "".join(
        f"<p>Gunmen killed {words.randint(2, 90)} people near {words.choice(places)} on Monday, the army said, and "
        f"{words.randint(2, 90)} were hurt when shells fell on {words.choice(places)}. "
        f"Note {words.getrandbits(64):x}.</p>"
        for _ in range(words.randint(20, 300))
    )
    return f"<html><head><title>Story {number}</title></head><body><article>{lines}</article></body></html>".encode()


def record(kind: str, media: str, body: bytes, number: int) -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://news.example/{number}\r\n"
        "WARC-Date: 2024-03-14T06:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def records(form: str) -> list[tuple[bytes, int]]:
    """Return records, one in four a picture, as they stand in the archive, each with its size unpacked."""
    made = []
    for number in range(RECORDS):
        if number % 4 == 3:
            body = random.Random(number).randbytes(40_000)
            one = record("response", "image/jpeg", body, number)
        else:
            one = record("response", "text/html; charset=utf-8", page(number), number)
        made.append((gzip.compress(one, 6) if form == "gz" else one, len(one)))
    return made


def write(pipe: int, made: list[tuple[bytes, int]], size: int, written: list[int]) -> None:
    with os.fdopen(pipe, "wb", buffering=1 << 20) as out:
        while written[0] < size:
            for data, length in made:
                out.write(data)
                written[0] += length


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gb", type=float, default=0.5, help="size of the archive, unpacked")
    parser.add_argument("--form", choices=("gz", "plain"), default="gz")
    parser.add_argument("--read", action="store_true", help="make a document of each page")
    given = parser.parse_args()
    size = int(given.gb * 1e9)
    incoming, outgoing = os.pipe()
    written = [0]
    threading.Thread(target=write, args=(outgoing, records(given.form), size, written), daemon=True).start()
    sys.stdin = os.fdopen(incoming, "r")
    pages = refused = 0
    started = time.monotonic()
    marks: list[float] = []
    for item in pages_of(Input("-", None)):
        if isinstance(item, Page):
            pages += 1
            if given.read:
                try:
                    read_page(item.data, name=item.name, url=item.url, media_type=item.media_type)
                except InputRefused:
                    refused += 1
        while written[0] >= size * (len(marks) + 1) / 10 and len(marks) < 10:
            marks.append(peak_mb())
            print(f"{(len(marks)) * 10:4} %  {pages:8,} pages  {marks[-1]:6.0f} MB", flush=True)
    rate = written[0] / 1e6 / (time.monotonic() - started)
    print(f"{written[0] / 1e9:.2f} GB ({given.form}), {pages:,} pages, {refused:,} refused, {rate:.0f} MB/s")
    print(
        f"peak {peak_mb():.0f} MB, rise {marks[-1] - marks[0]:.0f} MB from the first tenth (to reach: flat, < 600 MB)"
    )


if __name__ == "__main__":
    main()
