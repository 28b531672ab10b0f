"""Make ``src/khabar/parse/data/common.tsv``: words that news writes small, from texts of news.

Usage: python training/headlines/common.py DATA > src/khabar/parse/data/common.tsv

DATA is the folder of the gold sets. Counted are words right behind a word in small letters, so neither the first of a
sentence nor those of headlines in capitals.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

SETS = (
    "gva_longtail/docs.jsonl",
    "geo_lgl/lgl.jsonl",
    "glocon_sample/documents.jsonl",
    "india_police_events/docs.jsonl",
    "polnear/train.jsonl",
    "wikievents/dev.jsonl",
    "rams/dev.jsonl",
    "re3d/re3d.jsonl",
)
LEAST = 4
"""Times that a word stands small."""
SHARE = 0.4
"""Share of its places in which it does."""
CAPITALS = 0.01
"""Share of a text's letters that are capitals, at least: some texts have none."""
_WORD = re.compile(r"(?<=[a-z,] )[A-Za-z]{2,}\b(?![-'’.])")

HEAD = """\
# Words that news writes with a small letter within a sentence: in at least 4 places, and in 40 of 100 places where
# they do not begin one. Made by training/headlines/common.py from eight sets of news texts. The parser is given
# them so where a headline has all its words in capitals (parse/capitals.py).
"""


def texts(data: Path) -> Iterator[str]:
    """Yield the sets' texts."""
    for name in SETS:
        with (data / name).open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def main(data: Path) -> None:
    """Print the table."""
    small: Counter[str] = Counter()
    large: Counter[str] = Counter()
    for text in texts(data):
        if sum(map(str.isupper, text)) < CAPITALS * len(text):
            continue
        for word in _WORD.findall(text):
            (small if word.islower() else large)[word.lower()] += 1
    kept = sorted(w for w, n in small.items() if n >= LEAST and n >= SHARE * (n + large[w]))
    print(HEAD + "class\twords")
    for letter in sorted({w[0] for w in kept}):
        print(f"{letter}\t{'|'.join(w for w in kept if w[0] == letter)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
