"""Gold to what the tagger learns from: ``python training/entities/prepare.py DATA OUT.npz``, with the package's python.

Words behind that name sources of re3d that nothing is to be learnt from, such as ``bbc``.
``DATA`` is the folder of the gold sets. Each word of each document has its vectors, its signs and its tag: of re3d in
khabar's kinds, of the sets that only help to learn what an entity is in their own.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from khabar.actor import Register
from khabar.entity.words import Words, words_in
from khabar.evaluate.re3d import CONFIDENT, KIND_OF_TYPE, is_held
from khabar.evaluate.scores import read_gold

TYPES = {
    "re3d": {**KIND_OF_TYPE, "MilitaryPlatform": "platform", "Vehicle": "platform"},
    "wikievents": {t: t for t in ("PER", "ORG", "GPE", "LOC", "FAC", "WEA", "VEH")},
    "crossre": {
        **dict.fromkeys(("person", "politician"), "person"),
        **dict.fromkeys(("organisation", "politicalparty"), "organisation"),
        **dict.fromkeys(("country", "location"), "place"),
        **dict.fromkeys(("election", "event", "misc"), "other"),
    },
}
FILES = (
    ("re3d", "re3d.jsonl"),
    ("wikievents", "dev.jsonl"),
    *(("crossre", f"{domain}_{part}.jsonl") for domain in ("news", "politics") for part in ("train", "dev")),
)


def tags_of(words: Words, spans: list[tuple[int, int, str]]) -> list[str]:
    """Return the tag of each word; of spans that overlap the longest counts."""
    tags = ["O"] * len(words)
    for start, end, kind in sorted(set(spans), key=lambda s: (s[0] - s[1], s)):
        inside = np.nonzero((words.ends > start) & (words.starts < end) & (words.ends > words.starts))[0].tolist()
        if not inside or any(tags[i] != "O" for i in inside):
            continue
        for i in inside:
            tags[i] = f"I-{kind}"
        tags[inside[0]] = f"B-{kind}"
    return tags


def main() -> None:
    """Prepare the sets."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    barred = set(sys.argv[3:])
    register = Register.load()
    vectors: list[np.ndarray] = []
    signs: list[list[str]] = []
    tags: list[str] = []
    sentences: list[tuple[int, int]] = []
    documents: list[dict[str, object]] = []
    at = 0
    for name, file in FILES:
        for record in read_gold(data / name / file, ["id", "text", "spans"]):
            held = name == "re3d" and is_held(record["id"])
            if record.get("subset") in barred and not held:
                continue
            words = words_in(record["text"], register)
            types = TYPES[name]
            spans = [
                (s["start"], s["end"], types[s["type"]])
                for s in record["spans"]
                if s["type"] in types and s.get("confidence", 1) >= CONFIDENT
            ]
            vectors.append(words.vectors.astype(np.float16))
            signs += words.signs
            tags += tags_of(words, spans)
            first = len(sentences)
            sentences += [(a + at, b + at) for a, b in words.sentences if a < b]
            documents.append(
                {
                    "set": name,
                    "held": held,
                    "sentences": [first, len(sentences)],
                    "starts": words.starts.tolist(),
                    "ends": words.ends.tolist(),
                    "first": at,
                    "gold": [s for s in spans if s[2] != "platform"],
                }
            )
            at += len(words)
    told = json.dumps({"signs": signs, "tags": tags, "sentences": sentences, "documents": documents})
    np.savez(out, vectors=np.concatenate(vectors), told=np.frombuffer(told.encode(), np.uint8))


if __name__ == "__main__":
    main()
