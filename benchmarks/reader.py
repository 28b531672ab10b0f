"""The reader alone: sentences a second on one thread, beside spaCy's tagger and parser on the same sentences.

Takes a file of texts (JSON Lines with ``text``); without one, texts of our own of about the same length a sentence.
Both are timed in turn, five times, in processor time; the best of the five counts, and the ratio of the two is what can
be compared across machines and loads.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from khabar.reader import Reader
from khabar.reader.reader import split_plain

OWN = (
    "The governor of the northern province said on Thursday that at least nine people had been killed when shells hit "
    "a row of shops near the bus station. Two nurses who treated the wounded put the toll higher. “We ran out of beds "
    "before noon,” one of them said, asking not to be named because she feared for her work. A spokesman for the army "
    "denied that its guns had fired on the town, and called the reports an invention of the other side.\n\n"
)
FLOOR = 190
TEXTS = 10
RUNS = 5


def parser_of() -> Callable[[list[str]], object]:
    """Return spaCy's tagger and parser on sentences."""
    import spacy

    from khabar.parse.parser import model_path

    nlp = spacy.load(model_path(), exclude=["ner", "lemmatizer", "attribute_ruler"])
    return lambda sentences: list(nlp.pipe(sentences))


def seconds(action: Callable[[], object]) -> float:
    """Return the processor time of a run."""
    began = time.process_time()
    action()
    return time.process_time() - began


def main() -> int:
    """Print sentences a second of processor time, splitting and tokenising among it."""
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open(encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for _, line in zip(range(TEXTS), lines, strict=False)]
    else:
        texts = [OWN * 8] * TEXTS
    began = time.perf_counter()
    reader = Reader.load()
    reader.read(OWN)
    print(f"start                       {time.perf_counter() - began:.2f} s")
    sentences = [sentence for text in texts for sentence in split_plain(text)[0]]
    pieces = sum(len(reader.read(text).pieces) for text in texts)
    parse = parser_of()
    parse(sentences[:20])
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: [reader.read(text) for text in texts]))
        theirs.append(seconds(lambda: parse(sentences)))
    count = len(sentences)
    print(f"sentences                   {count}, {pieces / count:.0f} pieces each")
    print(f"sentences a second          {count / min(ours):.0f} (floor {FLOOR})")
    print(f"spaCy tagger and parser     {count / min(theirs):.0f}")
    print(f"reader's time over spaCy's  {min(ours) / min(theirs):.2f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
