"""What holds for any sentence, and for any data file."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.errors import DataFileError
from khabar.parse import parse, split
from khabar.records import Document, Passage, PassageKind
from khabar.voice import Cues, Sources, attribute, certainty, chain_at
from khabar.voice.operators import Operators

WORDS = (
    *("the", "a", "no", "officials", "rebels", "army", "said", "denied", "told", "that", "whether", "if", "reported"),
    *("reportedly", "according", "to", "accused", "of", "not", "never", "may", "will", "would", "have", "been", "was"),
    *("attack", "attacked", "killing", "killed", "and", "but", "or", ",", ".", ";", ":", "“", "”", '"', "''", "he"),
    *("they", "who", "which", "Mr", "Kabila", "Goma", "refused", "failed", "tried", "plan", "threat", "in", "by", "as"),
    *("without", "from", "is", "it", "?", "!", "—", "n't", "‘", "’", "\n"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40))
def test_any_words_are_read(words: list[str]) -> None:
    text = " ".join(words)
    document = Document("d", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "n", "", "text/plain")
    sentences = parse(text, split(document))
    found = attribute(sentences)
    assert found == attribute(sentences)
    for a in found:
        for span in (a.source, a.speaker, a.cue):
            assert span is None or text[span.start : span.end] == span.text
        assert a.content
        assert all(0 <= low < high <= len(text) for low, high in a.content)
    for sentence in sentences:
        for token in sentence.tokens:
            assert -3 <= certainty(sentence, token.i).value <= 3
            chain_at(found, token.start, token.end)


def test_nothing_is_read_of_nothing() -> None:
    assert attribute([]) == []


@pytest.mark.parametrize(
    ("loader", "header", "line"),
    [
        (Cues, "lemma\tkind\tclass\tstance\tframes", "utter\tverb\tspeech\tmumbles\tclause"),
        (Cues, "lemma\tkind\tclass\tstance\tframes", "utter\tverb\tspeech\tsays\tsong"),
        (Sources, "word\tkind", "wizard\tmagic"),
        (
            Operators,
            "word\tpos\trole\tpolarity\tmodality\taspect\tnegated\tscope",
            "ponder\tverb\tclause\t\tmaybe\t\tflip\tover",
        ),
    ],
)
def test_a_wrong_line_is_named(
    tmp_path: Path, loader: type[Cues | Sources | Operators], header: str, line: str
) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text(f"{header}\n# a remark\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"mine\.tsv.*3"):
        loader.load([path])


def test_a_user_s_cue_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.tsv"
    path.write_text("lemma\tkind\tclass\tstance\tframes\naver\tverb\tspeech\tsays\tclause\n", encoding="utf-8")
    text = "The colonel averred that rebels killed the guide."
    document = Document("d", text, (Passage(0, PassageKind.BODY, 0, len(text)),), "n", "", "text/plain")
    [found] = attribute(parse(text, split(document)), extra=[path])
    assert found.source is not None
    assert found.source.text == "The colonel"
