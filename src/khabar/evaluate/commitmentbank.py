"""CommitmentBank: whether the author holds for true what stands below a verb, itself denied, asked, modal or
conditional (de Marneffe, Simons and Tonhauser 2019)."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from khabar.evaluate.factuality import Judged, figures_of
from khabar.evaluate.scores import Scores, read_gold
from khabar.parse import Sentence, Token, sentences_of
from khabar.voice import Certainty, certainty


def complement(sentence: Sentence, verb: str, prompt: str) -> Token | None:
    """Return the head of the clause that ``prompt`` puts in its own words, ``None`` if the sentence has no such clause.

    A prompt undoes elisions and inversions, so its words are aligned with the sentence's; the clause is the one below
    the embedding ``verb``, else the verb or the word that governs most of the aligned words.
    """
    words = [t.text.lower() for t in sentence.tokens]
    wanted = prompt.lower().replace("'", " '").split()
    blocks = SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks()
    aligned = {block.a + n for block in blocks for n in range(block.size)}
    embedding = [t for t in sentence.tokens if t.lemma == verb and t.is_verb]
    clauses = [c for t in embedding for c in sentence.children(t.i, "ccomp", "xcomp") if c.i > t.i]
    below = {i for t in embedding for i in sentence.subtree(t.i) if i != t.i}
    if not clauses and len(aligned) * 2 < len(wanted):
        return None
    predicates = [t for t in sentence.tokens if t.i in aligned and t.is_verb and t.dep not in ("aux", "auxpass")]
    rest = [t for t in sentence.tokens if t.i in aligned and t.dep not in ("aux", "auxpass", "neg", "punct")]
    for among in (clauses, [t for t in predicates if t.i in below], predicates, rest):
        if among:
            return max(among, key=lambda t: (len(aligned & set(sentence.subtree(t.i))), -t.i))
    return None


def judge(record: dict[str, Any]) -> Judged:
    """Return the people's value and khabar's for the clause of one record; one that is not found is a plain fact."""
    for target in (s for s in record["spans"] if s["type"] == "target"):
        for sentence in sentences_of(target["text"]):
            if head := complement(sentence, record["verb"], record["prompt"]):
                return judge_in(record, (sentence, head.i))
    return judge_in(record, None)


def judge_in(record: dict[str, Any], clause: tuple[Sentence, int] | None) -> Judged:
    """Return the people's value and khabar's for a clause. The prompt has its negation and its modals."""
    return Judged(float(record["mean"]), certainty(*clause, own=False) if clause else Certainty())


def score(path: Path) -> Scores:
    """Return macro F1 of the three classes, F1 of each, mean absolute error (in units of -3 to 3) and Pearson's r."""
    judged: Sequence[Judged] = [judge(r) for r in read_gold(path, ("text", "spans", "verb", "prompt", "mean"))]
    return Scores("commitmentbank", len(judged), figures_of(judged))
