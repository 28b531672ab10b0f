"""The Relationship and Entity Extraction Evaluation Dataset (re3d): who, where and with what, as mentions in a text.

Gold are the spans of the five types that khabar has kinds for (Person, Organisation, Nationality, Location, Weapon)
with an annotator confidence of at least .5. All of them are wanted: names, generic mentions ("civilians", "the town")
and pronouns, and a span that stands inside another as well as the other, so that what is not nested (khabar's entities
are not) loses there. A span found answers the gold span of its own type that it shares most characters with, one to
one; one that overlaps only gold of another type, or gold below .5, is wrong. Vehicles and military platforms are
khabar's kind ``platform``: neither wanted nor given here.

``held_f1`` and what goes with it are of the documents that the tagger never saw (``is_held``): the figures to trust.
``names_f1`` leaves out pronouns on both sides and gold and finds that begin without a capital.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from khabar.entity import entities
from khabar.evaluate.scores import Counts, Scores, read_gold

KIND_OF_TYPE: Final = {
    "Person": "person",
    "Organisation": "organisation",
    "Nationality": "nationality",
    "Location": "place",
    "Weapon": "weapon",
}
CONFIDENT: Final = 0.5

Found = tuple[int, int, str]


def is_held(document_id: str) -> bool:
    """Return whether a document belongs to the third that nothing was trained on."""
    return int(sha256(document_id.encode()).hexdigest(), 16) % 3 == 0


def count(found: Sequence[Found], gold: Sequence[Found]) -> dict[str, Counts]:
    """Return counts by kind: pairs of the same kind, those that share most characters first, one to one."""
    shared = [
        (max(a[0], b[0]) - min(a[1], b[1]), i, j)
        for i, a in enumerate(found)
        for j, b in enumerate(gold)
        if a[2] == b[2] and a[0] < b[1] and b[0] < a[1]
    ]
    used: set[int] = set()
    answered: set[int] = set()
    for _, i, j in sorted(shared):
        if i not in used and j not in answered:
            used.add(i)
            answered.add(j)
    return {
        kind: Counts(
            sum(gold[j][2] == kind for j in answered),
            sum(f[2] == kind for f in found),
            sum(g[2] == kind for g in gold),
        )
        for kind in KIND_OF_TYPE.values()
    }


def score(path: Path) -> Scores:
    """Return F1, precision and recall over all documents and over those held out, and F1 by kind and of names.

    Raises:
        DataFileError: naming a line of the gold file that cannot be used.
    """
    everything: dict[str, Counts] = {}
    held: dict[str, Counts] = {}
    names = Counts()
    n = 0
    for record in read_gold(path, ["id", "text", "spans"]):
        n += 1
        text = record["text"]
        gold = [
            (span["start"], span["end"], KIND_OF_TYPE[span["type"]])
            for span in record["spans"]
            if span["type"] in KIND_OF_TYPE and span["confidence"] >= CONFIDENT
        ]
        found = [(e.start, e.end, e.kind) for e in entities(text) if e.kind in KIND_OF_TYPE.values()]
        counts = count(found, gold)
        _add(everything, counts)
        if is_held(record["id"]):
            _add(held, counts)
        names += _sum(count(_named(found, text), _named(gold, text)).values())
    figures: dict[str, float] = {}
    for label, counts in (("", everything), ("held_", held)):
        total = _sum(counts.values())
        figures |= {f"{label}f1": total.f1, f"{label}precision": total.precision, f"{label}recall": total.recall}
        figures |= {f"{label}{kind}_f1": of.f1 for kind, of in counts.items()}
    return Scores("re3d", n, figures | {"names_f1": names.f1})


_PRONOUNS: Final = frozenset({"i", "we", "he", "she", "it", "they", "you", "this", "those", "here", "there", "our"})


def _named(spans: Iterable[Found], text: str) -> list[Found]:
    found = []
    for start, end, kind in spans:
        words = text[start:end].split()
        if words and words[0].lower() in ("the", "a", "an"):
            words = words[1:]
        if words and words[0][:1].isupper() and words[0].lower() not in _PRONOUNS:
            found.append((start, end, kind))
    return found


def _add(total: dict[str, Counts], more: dict[str, Counts]) -> None:
    for kind, counts in more.items():
        total[kind] = total.get(kind, Counts()) + counts


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for one in counts:
        total += one
    return total
