"""A word of frequency makes a habit of a deed; a deed that was counted stays done."""

import pytest

from khabar.parse import sentences_of
from khabar.records import Aspect
from khabar.voice import certainty


@pytest.mark.parametrize(
    ("text", "word", "aspect"),
    [
        ("Soldiers beat prisoners every week.", "beat", Aspect.HABITUAL),
        ("The militia regularly shells the town.", "shells", Aspect.HABITUAL),
        ("Villages are frequently bombed by jets.", "bombed", Aspect.HABITUAL),
        ("The police routinely arrested students.", "arrested", Aspect.HABITUAL),
        ("The army carries out raids in the camp every Friday.", "raids", Aspect.HABITUAL),
        ("Armed men often attack the convoys, a driver said.", "attack", Aspect.HABITUAL),
        ("Jets bombed villages every night last week.", "bombed", Aspect.DONE),
        ("The group has repeatedly attacked the base.", "attacked", Aspect.DONE),
        ("Rebels attacked the base on Monday.", "attacked", Aspect.DONE),
    ],
)
def test_frequency(text, word, aspect):
    [sentence] = sentences_of(text)
    event = next(token.i for token in sentence.tokens if token.text == word)
    assert certainty(sentence, event).aspect is aspect
