"""Five records, one of them damaged in some way: how many come out right, and whether the damage is told.

Run: ``python -m benchmarks.warc_damage``. With ``warcio`` installed its figures stand beside khabar's.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.read.containers_made import failures, found_in, http, packed, page_record, pages, story

STORIES = [story(number) for number in range(1, 6)]
RECORDS = [page_record(number) for number in range(1, 6)]


def cases() -> Iterator[tuple[str, bytes]]:
    packs: dict[str, Callable[[list[bytes]], bytes]] = {"plain": b"".join, "gzip": lambda records: packed(*records)}
    right = len(http(STORIES[1]))
    for form, pack in packs.items():
        yield f"{form}: cut off", pack(RECORDS)[:-40]
        for delta in (37, -37):
            wrong = page_record(2, length=right + delta)
            yield f"{form}: length {delta:+}", pack([RECORDS[0], wrong, *RECORDS[2:]])
        yield f"{form}: garbage between", pack(RECORDS[:2]) + b"x" * 100 + pack(RECORDS[2:])
        yield f"{form}: no line ends", pack([page_record(number, end=b"") for number in range(1, 6)])
    for what, at in (
        ("flipped byte", len(packed(*RECORDS[:1])) + 60),
        ("wrong checksum", len(packed(*RECORDS[:2])) - 8),
    ):
        data = bytearray(packed(*RECORDS))
        data[at] ^= 0xFF
        yield f"gzip: {what}", bytes(data)


def with_warcio(data: bytes) -> str:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError:
        return "not installed"
    bodies: list[bytes] = []
    said = "says nothing"
    with contextlib.redirect_stderr(io.StringIO()) as warned:
        try:
            for record in ArchiveIterator(io.BytesIO(data)):
                # One by one: those before the fault count.
                bodies.append(record.content_stream().read())
        except Exception as error:
            said = type(error).__name__
    if said == "says nothing" and warned.getvalue():
        said = "warns"
    return (
        f"{sum(body in STORIES for body in bodies)} right, {sum(body not in STORIES for body in bodies)} wrong, {said}"
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in cases():
            found = found_in(data, Path(folder), "a.warc.gz" if name.startswith("gzip") else "a.warc")
            right = sum(page.data in STORIES for page in pages(found))
            wrong = len(pages(found)) - right
            ours = f"{right} right, {wrong} wrong, {len(failures(found))} told"
            print(f"{name:24} khabar: {ours:26} warcio: {with_warcio(data)}")


if __name__ == "__main__":
    main()
