"""Count how rare words are in news (``src/khabar/link/data/vocabulary.tsv``).

    python training/link/vocabulary.py DATA OUT.tsv

``DATA`` is the folder of the visible gold sets. Two kinds of news are counted apart, as each would call the other's
commonest words rare: crime (``gva_longtail``), and politics and war (all others). A term's rarity is that of the kind
that holds it more often. Nothing but counts leaves this script, and terms of fewer than ``LEAST`` articles are left
out, so that no article can be told from the table.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

from khabar.folding import fold
from khabar.link.words import _WORD

CRIME = ("gva_longtail/docs.jsonl",)
OTHER = (
    "polnear/train.jsonl",
    "polnear/dev.jsonl",
    "muc4/dev.jsonl",
    "muc4/tst1.jsonl",
    "wikievents/dev.jsonl",
    "rams/dev.jsonl",
    "geo_lgl/lgl.jsonl",
    "ecbplus/train.jsonl",
    "ecbplus/dev.jsonl",
    "india_police_events/docs.jsonl",
    "glocon_sample/documents.jsonl",
    "tempeval3/timebank.jsonl",
    "tempeval3/aquaint.jsonl",
    "re3d/re3d.jsonl",
    "geo_geovirus/geovirus.jsonl",
    "dragnet_comments/pages.jsonl",
)
LEAST = 10
"""A term of fewer articles is taken for as rare as any."""

HEAD = (
    "# How rare a word, or two capitalised words in a row, is in news: the natural logarithm of one over the share of"
    " articles\n# that hold it, in the kind of news (crime, or politics and war) that holds it more often. Counted by"
    " training/link/vocabulary.py;\n# folded words of ten articles or more. What is not here is taken for as rare as"
    " RAREST in words.py.\nterm\trarity\n"
)


def main() -> None:
    """Count both kinds and write the table."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    counted = [count(data, files) for files in (CRIME, OTHER)]
    terms = {t for frequencies, _ in counted for t in frequencies}
    rows = []
    for term in sorted(terms):
        if sum(frequencies[term] for frequencies, _ in counted) >= LEAST:
            share = max(frequencies[term] / n for frequencies, n in counted)
            rows.append(f"{term}\t{-log(share):.1f}")
    out.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(rows)} terms of {' and '.join(str(n) for _, n in counted)} articles")


def count(data: Path, files: tuple[str, ...]) -> tuple[Counter[str], int]:
    """Return in how many articles of these files each term stands, and how many articles there are."""
    frequencies: Counter[str] = Counter()
    n = 0
    for name in files:
        for text in texts(data / name):
            n += 1
            frequencies.update(terms_of(text))
    return frequencies, n


def texts(path: Path) -> Iterator[str]:
    """Yield the articles of a set, each with its title; one in capitals throughout is read in small letters."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if isinstance(text := record.get("text"), str):
                text = f"{record['title']}\n{text}" if record.get("title") else text
                yield text.lower() if text.isupper() else text


def terms_of(text: str) -> set[str]:
    """Return the terms of an article, as ``khabar.link.words`` reads them: words, and two capitalised in a row."""
    found: set[str] = set()
    for line in text.splitlines():
        last, before, capital_before = -2, "", False
        for match in _WORD.finditer(line):
            word, capital = fold(match.group()), match.group()[0].isupper()
            found.add(word)
            if capital and capital_before and match.start() == last + 1 and line[last] == " ":
                found.add(f"{before} {word}")
            last, before, capital_before = match.end(), word, capital
    return found


if __name__ == "__main__":
    main()
