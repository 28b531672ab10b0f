"""Makes the training arrays: ``python training/reader/prepare.py ../shared/data OUT``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import corpus
import invented
import numpy as np

from khabar.reader.pieces import tokenizer

PLAIN = {
    "gva_longtail/docs.jsonl": 700,
    "wikievents/dev.jsonl": 100,
    "rams/dev.jsonl": 2000,
    "re3d/re3d.jsonl": 500,
    "muc4/dev.jsonl": 900,
    "india_police_events/docs.jsonl": 400,
    "glocon_sample/documents.jsonl": 400,
    "ucdp_syria_candidate/events.jsonl": 4000,
}
"""Texts on war, crime and unrest that teachers read to the pupil, with the number of records taken."""
LONGEST = 6000
SEED = 20161108
DATES = """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
september october november december"""
"""Words written with a capital that are no names."""


def taken(root: Path, name: str, count: int) -> Iterator[str]:
    """Yield texts of a set, evenly over its records."""
    path = root / name
    with path.open(encoding="utf-8") as lines:
        total = sum(1 for _ in lines)
    step = max(1, total // count)
    for record in islice(corpus.records(path), 0, step * count, step):
        text = " ".join(record["text"].split("\r"))
        yield text[:LONGEST] if len(text) <= LONGEST else text[: text.rfind(" ", 0, LONGEST)]


def main(root: Path, out: Path) -> None:
    """Write one file for each corpus, and the tables of names."""
    out.mkdir(parents=True, exist_ok=True)
    corpus.polnear(root / "polnear/train.jsonl", primary=False).save(out / "polnear_train.npz")
    corpus.polnear(root / "polnear/dev.jsonl", primary=True).save(out / "polnear_dev.npz")
    for split in ("train", "dev"):
        corpus.factuality(root / f"uw_factuality/{split}.jsonl").save(out / f"uw_{split}.npz")
        corpus.negation(root / f"negation_cdsco/{split}.jsonl").save(out / f"cdsco_{split}.npz")
    rng = np.random.default_rng(SEED)
    corpus.invented_voices(invented.voices(3000, rng)).save(out / "invented_voices.npz")
    corpus.invented_values(invented.certain(3000, rng)).save(out / "invented_values.npz")
    corpus.factuality(root / "uds_ih2/dev.jsonl").save(out / "uds_dev.npz")
    texts = [t for name, count in PLAIN.items() for t in taken(root, name, count)]
    corpus.plain(texts).save(out / "plain.npz")
    politics = corpus.names((r["text"] for r in corpus.records(root / "polnear/train.jsonl")), 40)
    war = corpus.names(texts, 6)
    for table in (politics, war):
        for word in DATES.split():
            table.pop(tokenizer().token_to_id(word), None)
    np.savez(out / "names.npz", old=np.array(sorted(politics)), new=np.array(sorted(set(war) - set(politics))))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
