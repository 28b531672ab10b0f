"""Our own sentences on war, crime and unrest with who says what marked in them (``tests/gold/voice_*.tsv``)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from khabar.evaluate.marked import Triple, read_marked
from khabar.evaluate.polnear import linked_pairs, token_counts, tokenize
from khabar.evaluate.scores import Counts, Scores
from khabar.parse import parse, split
from khabar.records import Document, Passage, PassageKind
from khabar.tables import read_table
from khabar.voice import attribute


def read(path: Path) -> Iterator[tuple[str, str, list[Triple]]]:
    """Yield id, text and attributions of each line.

    Raises:
        DataFileError: naming a line whose marks cannot be read.
    """
    for row in read_table(path, ["id", "marked"]):
        try:
            text, triples = read_marked(row["marked"])
        except ValueError as error:
            raise row.error(str(error), "marks as in {S1 The army} {C1 said} {X1 the bridge was down}") from None
        yield row["id"], text, triples


def given(text: str) -> list[Triple]:
    """Return every attribution that khabar finds, nested ones too, pieces of one quotation together."""
    document = Document("voice", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "voice", "", "text/plain")
    merged: dict[tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]], list[tuple[int, int]]] = {}
    for a in attribute(parse(text, split(document))):
        source = ((a.source.start, a.source.end),) if a.source else ()
        cue = ((a.cue.start, a.cue.end),) if a.cue else ()
        merged.setdefault((source, cue), []).extend(a.content)
    return [Triple(source, cue, tuple(sorted(set(content)))) for (source, cue), content in merged.items()]


def score(path: Path) -> Scores:
    """Return linked F1, precision and recall as in `khabar.evaluate.polnear`, nested attributions counted as well.

    An attribution that is marked as optional is neither wanted nor wrong.
    """
    parts = {part: Counts() for part in ("source", "cue", "content")}
    linked = Counts()
    records = 0
    for _, text, gold in read(path):
        records += 1
        tokens, have = tokenize(text), given(text)
        pairs = linked_pairs(tokens, gold, have)
        excused = {h for g, h in pairs if gold[g].optional}
        excused |= {h for h, one in enumerate(have) if any(t.optional and set(t.cue) & set(one.cue) for t in gold)}
        wanted = [triple for triple in gold if not triple.optional]
        kept = [one for h, one in enumerate(have) if h not in excused]
        right = sum(not gold[g].optional and h not in excused for g, h in pairs)
        linked += Counts(right, len(kept), len(wanted))
        for part in parts:
            parts[part] += token_counts(tokens, wanted, kept, part)
    figures = {
        "linked_f1": linked.f1,
        "linked_precision": linked.precision,
        "linked_recall": linked.recall,
        **{f"{part}_f1": counts.f1 for part, counts in parts.items()},
    }
    return Scores("voice_gold", records, figures)
