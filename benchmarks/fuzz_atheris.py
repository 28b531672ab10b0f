"""Lets atheris look for pages and containers that make reading fail or hang, led by what code they reach.

Run: ``pip install atheris`` (Linux, Python 3.11 to 3.13), then
``python -m benchmarks.fuzz_atheris -max_total_time=600 -timeout=5`` (any option of libFuzzer). Ends with an exit code
other than 0, and keeps the input, if an exception comes out or one input takes over 5 s.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["khabar.read"]):
    from khabar.errors import InputRefused
    from khabar.read.containers import pages_of
    from khabar.read.item import Input, Page
    from khabar.read.page import read_page_mapped

from benchmarks.fuzz_containers import SEEDS

NAMES = sorted({*SEEDS, "a.txt", "a.csv", "a.jsonl", "a.json", "a.parquet", "a.xml", "-"})
PAGES = 8
"""Pages read of one container: what stands in the first ones tells enough."""


def one(data: bytes) -> None:
    """Read one input, its first byte choosing the name it comes by."""
    if not data:
        return
    name = NAMES[data[0] % len(NAMES)]
    path = FOLDER / (name if name != "-" else "bare")
    path.write_bytes(data[1:])
    for number, item in enumerate(pages_of(Input(name, path))):
        if number == PAGES:
            break
        if not isinstance(item, Page):
            continue
        try:
            reading = read_page_mapped(item.data, name=item.name, media_type=item.media_type, url=item.url)
        except InputRefused:
            continue
        text = reading.document.text
        for passage in reading.document.passages:
            assert 0 <= passage.start <= passage.end <= len(text)
        assert reading.map.ranges(0, len(text)) is not None


if __name__ == "__main__":
    FOLDER = Path(tempfile.mkdtemp(prefix="khabar-fuzz-"))
    corpus = FOLDER / "corpus"
    corpus.mkdir()
    for name, data in SEEDS.items():
        (corpus / name).write_bytes(bytes([NAMES.index(name)]) + data)
    atheris.Setup([*sys.argv, str(corpus), "-max_len=20000"], one)
    atheris.Fuzz()
