import pytest

from khabar.evaluate.commitmentbank import complement
from khabar.parse import sentences_of


@pytest.mark.parametrize(
    ("text", "verb", "prompt", "head"),
    [
        ("He does not know that the bridge fell.", "know", "the bridge fell", "fell"),
        ("Do you think they'll leave, sir?", "think", "they will leave", "leave"),
        ("I never said anybody was hurt there.", "say", "somebody was hurt there", "hurt"),
    ],
)
def test_the_clause_that_the_prompt_puts_in_its_own_words(text: str, verb: str, prompt: str, head: str) -> None:
    found = complement(sentences_of(text)[0], verb, prompt)
    assert found is not None
    assert found.text == head


def test_no_clause_is_found_where_none_is() -> None:
    assert complement(sentences_of("It rained.")[0], "say", "the bridge fell") is None
