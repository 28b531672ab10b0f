"""Throws broken containers at the readers for some minutes: no exception may come out, and none may take over 5 s.

Run: ``python -m benchmarks.fuzz_containers --minutes 10 --seed 1``. Prints what was tried, the slowest, and
each fault; the file that made it is kept in ``--keep``.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import json
import lzma
import random
import tempfile
import time
import traceback
import zipfile
from pathlib import Path

from tests.read.containers_made import http, packed, page_record, record, story
from tests.read.test_archive import tarred, zipped
from tests.read.test_feed import ATOM, JSON, RDF, RSS
from tests.read.test_mime import MAIL, mhtml
from tests.read.test_warc import chunked

from khabar.errors import InputRefused, KhabarError
from khabar.read.containers import pages_of
from khabar.read.item import Input, Page
from khabar.read.page import read_page

HANG_S = 5.0

SEEDS: dict[str, bytes] = {
    "a.html": story(1),
    "a.md": b"---\ntitle: A\n---\n# Shells *hit* [Bara](http://x.example)\n\n> Two died,\n> he said. &amp;\n",
    "a.warc": page_record(1) + record(http(chunked(story(2)), "Transfer-Encoding: chunked")) + page_record(3),
    "a.warc.gz": packed(
        page_record(1), record(http(gzip.compress(story(2)), "Content-Encoding: gzip")), page_record(3)
    ),
    "one.warc.gz": gzip.compress(page_record(1) + page_record(2)),
    "a.zip": zipped({"1.html": story(1), "b.zip": zipped({"2.html": story(2)}, zipfile.ZIP_STORED)}),
    "b.zip": zipped({"1.html": story(1), "2.txt": b"two"}, zipfile.ZIP_BZIP2),
    "a.tar": tarred({"1.html": story(1), "x" * 150 + ".html": story(2)}),
    "a.tar.gz": gzip.compress(tarred({"1.html": story(1), "a.warc": page_record(1)})),
    "a.tar.bz2": bz2.compress(tarred({"1.html": story(1)})),
    "a.tar.xz": lzma.compress(tarred({"1.html": story(1)})),
    "rss.xml": RSS.encode(),
    "atom.xml": ATOM.encode(),
    "rdf.xml": RDF,
    "feed.json": json.dumps(JSON).encode(),
    "a.mhtml": mhtml(),
    "b.mhtml": mhtml("base64"),
    "a.eml": MAIL,
}
TOKENS = (
    b"\0", b"\xff", b"\n", b"\r\n\r\n", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n", b"PK\x01\x02", b"PK\x05\x06", b"\x1f\x8b\x08\0", b"<item>", b"</item>",
    b"<![CDATA[", b"]]>", b"&x;", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"--outer", b"boundary=", b"ffffffff\r\n",
    b"0\r\n\r\n", b"{", b"[", b'"', b"9" * 30, b"-1", b"%s", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80",
)  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 12))):
        at = chance.randrange(len(out) + 1)
        match chance.randrange(7):
            case 0 if at < len(out):
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + chance.choice((1, 3, 40, 1000))]
            case 2:
                out[at:at] = chance.randbytes(chance.choice((1, 4, 60)))
            case 3:
                out[at:at] = chance.choice(TOKENS)
            case 4:
                other = chance.choice(list(SEEDS.values()))
                begin = chance.randrange(len(other) + 1)
                out[at:at] = other[begin : begin + chance.choice((10, 300, 5000))]
            case 5:
                begin = chance.randrange(len(out) + 1)
                out[at:at] = out[begin : begin + chance.choice((5, 100, 2000))]
            case 6:
                out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"))
    return bytes(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=None, help="folder for the files that make a fault")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    tried = faults = n_pages = 0
    slowest = (0.0, "")
    ends = time.monotonic() + given.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < ends:
            name = chance.choice(list(SEEDS))
            data = mutated(SEEDS[name], chance)
            path = Path(folder, name)
            path.write_bytes(data)
            started = time.monotonic()
            try:
                for item in pages_of(Input(name, path)):
                    if isinstance(item, Page) and chance.random() < 0.05:
                        n_pages += 1
                        try:
                            read_page(item.data, name=item.name, url=item.url, media_type=item.media_type)
                        except InputRefused:
                            continue
            except (Exception, KhabarError):
                faults += 1
                print(f"fault {faults}: {name}\n{traceback.format_exc(limit=-4)}", flush=True)
                if given.keep:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / f"{faults}-{name}").write_bytes(data)
            took = time.monotonic() - started
            tried += 1
            if took > slowest[0]:
                slowest = (took, name)
            if took > HANG_S:
                faults += 1
                print(f"fault {faults}: {name} took {took:.1f} s", flush=True)
    print(f"{tried:,} files, {n_pages:,} pages read, {faults} faults; slowest {slowest[0]:.2f} s ({slowest[1]})")


if __name__ == "__main__":
    main()
