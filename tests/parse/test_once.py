"""What a sentence keeps of a function's answers."""

from khabar.parse import Sentence, Stretch
from khabar.parse.sentence import Token, once


def _sentence(word: str) -> Sentence:
    return Sentence.build(Stretch(0, len(word), 0, 0), word, (Token(0, word, 0, len(word), "NN", "ROOT", 0, word),))


def test_a_sentence_is_asked_once_of_each_token_and_function() -> None:
    asked: list[str] = []

    @once
    def length(sentence: Sentence, i: int) -> int | None:
        asked.append(sentence[i].text)
        return len(sentence[i].text)

    @once
    def nothing(sentence: Sentence, i: int) -> None:
        asked.append("none")

    one, other = _sentence("shells"), _sentence("fell")
    assert [length(one, 0), length(one, 0), length(other, 0), nothing(one, 0), nothing(one, 0)] == [6, 6, 4, None, None]
    assert asked == ["shells", "fell", "none"]


def test_what_is_kept_makes_no_sentences_differ() -> None:
    one, other = _sentence("shells"), _sentence("shells")
    once(lambda s, i: s[i].text)(one, 0)
    assert one == other
    assert hash(one) == hash(other)
    assert "_told" not in repr(one)
