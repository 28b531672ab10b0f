"""Find the forms of the lexicon that let sentences through the gate and next to never name an event there.

    python training/gate/weak_forms.py ../shared/data src/khabar/event/data/weak.tsv

Codes a fixed sample of public gold texts (see SAMPLE; none of it is kept) with the gate wide open and counts, for each
form, in how many passed sentences it stands and in how many it is the word of an event. Forms seen at least MIN_SEEN
times that name an event in at most MAX_SHARE of them are weak: the gate leaves them out. The texts of the benchmark
(geo_lgl) are not in the sample.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from pathlib import Path

from khabar.event import Lexicon, find_events
from khabar.folding import fold
from khabar.parse import Gate, parse, split
from khabar.records import Document, Passage, PassageKind

SAMPLE = (
    ("gva_longtail/docs.jsonl", 150),
    ("polnear/train.jsonl", 60),
    ("wikievents/dev.jsonl", 20),
    ("india_police_events/docs.jsonl", 120),
    ("re3d/re3d.jsonl", 98),
    ("tempeval3/timebank.jsonl", 100),
    ("glocon_sample/documents.jsonl", 250),
    ("bellingcat_civharm/incidents.jsonl", 100),
    ("ecbplus/train.jsonl", 100),
)
MAX_CHARS = 6000
MIN_SEEN = 20
MAX_SHARE = 0.02
_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*")


def texts(folder: Path) -> list[str]:
    """Return the sample's texts, cut to MAX_CHARS."""
    found = []
    for name, wanted in SAMPLE:
        records = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        step = max(1, len(records) // wanted)
        found += [str(r.get("text") or r.get("description") or "")[:MAX_CHARS] for r in records[::step][:wanted]]
    return [text for text in found if text]


def main() -> None:
    """Write the table of weak forms and print what leaving them out costs and saves."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    lexicon = Lexicon.load()
    gate = Gate(lexicon.forms)
    single = {form for form in lexicon.forms if " " not in form}
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    passed: list[tuple[frozenset[str], bool]] = []
    for text in texts(folder):
        page = Document("d", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "sample", "", "text/plain")
        for s in parse(text, [x for x in split(page) if gate.passes(text[x.start : x.end])]):
            events = find_events(s, lexicon)
            triggers = {fold(s[i].text) for event in events for i in event.tokens}
            words = single.intersection(_WORD.findall(fold(s.text)))
            seen.update(words)
            named.update(words & triggers)
            passed.append((frozenset(words), bool(events)))
    weak = {w for w in seen if seen[w] >= MIN_SEEN and named[w] <= MAX_SHARE * seen[w]}
    kept = [has for words, has in passed if words - weak or not words]
    lines = [
        "# Forms of the lexicon that pass the gate often and next to never name an event; the gate leaves them out.",
        "# Made by training/gate/weak_forms.py from counts over public gold texts: sentences seen, named in.",
        f"# Over that sample the gate then passes {len(kept) / len(passed):.3f} of the sentences it passed before,"
        f" and keeps {sum(kept) / sum(has for _, has in passed):.3f} of those with events.",
        "form\tseen\tnamed",
        *(f"{w}\t{seen[w]}\t{named[w]}" for w in sorted(weak)),
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[2:3]), f"{len(weak)} weak forms")


if __name__ == "__main__":
    main()
