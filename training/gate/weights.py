"""Count how much the words beside a form of the lexicon speak for its naming an event.

    python training/gate/weights.py ../shared/data src/khabar/event/data/gate.tsv

Codes a fixed sample of public gold texts (see SAMPLE; none of it is kept) with the gate wide open and learns, by
logistic regression over what ``khabar.event.gate`` sees of each form, whether the form is the word of an event.
Features seen fewer than MIN_SEEN times are left out. The labels are the coder's own events: those that people gave to
sentences, by which the gate is scored, play no part in it, nor do the texts of the benchmark (geo_lgl).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from khabar.event import Lexicon, find_events
from khabar.event.gate import ANY, ITSELF, NEVER, EventGate, Feature
from khabar.folding import fold
from khabar.parse import parse, split
from khabar.records import Document, Passage, PassageKind

SAMPLE = (
    ("gva_longtail/docs.jsonl", 400),
    ("polnear/train.jsonl", 400),
    ("wikievents/dev.jsonl", 20),
    ("india_police_events/docs.jsonl", 400),
    ("re3d/re3d.jsonl", 98),
    ("tempeval3/timebank.jsonl", 150),
    ("glocon_sample/documents.jsonl", 700),
    ("bellingcat_civharm/incidents.jsonl", 300),
    ("ecbplus/train.jsonl", 300),
    ("muc4/dev.jsonl", 200),
    ("rams/dev.jsonl", 400),
)
MAX_CHARS = 6000
MIN_SEEN = 6
ROUNDS = 8
RATE = 0.2
SHRINK = 1e-3
MISSED = 3.0
"""How much worse it is to leave an event out than to parse a sentence for nothing."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A form of the lexicon in a sentence, and whether it is the word of an event there."""

    features: tuple[Feature, ...]
    names: bool


def texts(folder: Path) -> Iterator[str]:
    """Yield the sample's texts, cut to MAX_CHARS."""
    for name, wanted in SAMPLE:
        records = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n") if line.strip()]
        step = max(1, len(records) // wanted)
        for record in records[::step][:wanted]:
            if text := str(record.get("text") or record.get("description") or "")[:MAX_CHARS]:
                yield text


def look_at(text: str, gate: EventGate, lexicon: Lexicon) -> Iterator[Seen]:
    """Yield the forms of one text that do not open the gate whatever stands beside them."""
    page = Document("d", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "sample", "", "text/plain")
    stretches = [s for s in split(page) if gate.look(text[s.start : s.end]).odds > NEVER]
    for sentence in parse(text, stretches):
        named = {fold(sentence[i].text) for event in find_events(sentence, lexicon) for i in event.tokens}
        force = gate.has_force(sentence.text)
        for hit in gate.hits(sentence.text, fold(sentence.text), force=force):
            yield Seen(hit.features, not named.isdisjoint(hit.form.split()))


def learn(seen: Sequence[Seen]) -> dict[Feature, float]:
    """Return the weights of a logistic regression (AdaGrad, a fixed order of its own)."""
    counts = Counter(feature for one in seen for feature in one.features)
    index = {feature: i for i, feature in enumerate(sorted(f for f, n in counts.items() if n >= MIN_SEEN))}
    rows = [np.array([index[f] for f in one.features if f in index], dtype=np.int64) for one in seen]
    weights, squares = np.zeros(len(index)), np.full(len(index), 0.1)
    order = np.random.default_rng(0)
    for _ in range(ROUNDS):
        for k in order.permutation(len(rows)):
            row, names = rows[k], seen[k].names
            chance = 1 / (1 + np.exp(-weights[row].sum()))
            step = (chance - names) * (MISSED if names else 1.0) + SHRINK * weights[row]
            squares[row] += step * step
            weights[row] -= RATE * step / np.sqrt(squares[row])
    return {feature: float(weights[i]) for feature, i in index.items()}


def main() -> None:
    """Write the table of weights."""
    folder, target = Path(sys.argv[1]), Path(sys.argv[2])
    lexicon = Lexicon.load()
    gate = EventGate(lexicon)
    seen = [one for text in texts(folder) for one in look_at(text, gate, lexicon)]
    weights = learn(seen)
    kept = {f: w for f, w in weights.items() if abs(w) >= 0.05 or (f[1] == ITSELF and f[0] != ANY)}
    lines = [
        "# What speaks for (above 0) and against a form of the lexicon naming an event, as log odds that add up.",
        "# Made by training/gate/weights.py from public gold texts, labelled by the coder's own events.",
        f"# {len(seen)} forms seen, of which {sum(one.names for one in seen)} name an event.",
        "form\twhere\tbeside\tweight",
        *(f"{form}\t{where}\t{beside}\t{weight:.2f}" for (form, where, beside), weight in sorted(kept.items())),
    ]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines[2:3]), f"{len(kept)} weights")


if __name__ == "__main__":
    main()
