"""The reader alone: sentences a second on one thread, of sentences as long as those of political news.

Takes a file of texts (JSON Lines with ``text``); without one, texts of our own of about the same length a sentence.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from khabar.reader import Reader
from khabar.reader.reader import split_plain

OWN = (
    "The governor of the northern province said on Thursday that at least nine people had been killed when shells hit "
    "a row of shops near the bus station. Two nurses who treated the wounded put the toll higher. “We ran out of beds "
    "before noon,” one of them said, asking not to be named because she feared for her work. A spokesman for the army "
    "denied that its guns had fired on the town, and called the reports an invention of the other side.\n\n"
)
FLOOR = 190


def main() -> int:
    """Print sentences a second of processor time, splitting and tokenising among it."""
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for _, line in zip(range(30), lines, strict=False)]
    else:
        texts = [OWN * 8] * 10
    began = time.perf_counter()
    reader = Reader.load()
    reader.read(OWN)
    print(f"start                       {time.perf_counter() - began:.2f} s")
    count = sum(len(split_plain(text)[0]) for text in texts)
    began = time.process_time()
    pieces = sum(len(reader.read(text).pieces) for text in texts)
    seconds = time.process_time() - began
    print(f"sentences a second          {count / seconds:.0f} (floor {FLOOR}), {pieces / count:.0f} pieces each")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
