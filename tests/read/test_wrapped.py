"""Text broken to a width is read in paragraphs; offsets and other line breaks stay."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from khabar.read import read_page
from khabar.read.wrapped import unwrap

STORY = (
    "Fighters of the Rapid Support Forces shelled the livestock market in Nyala on Tuesday, killing nine traders, "
    "according to two medics. The army said it had answered with artillery.\n\n"
    "Residents counted eleven bodies. “We carried them to the mosque in blankets because nobody would drive,” said "
    "Halima Idris, a teacher who lives beside the market."
)


def wrapped(width: int) -> str:
    return "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in STORY.split("\n\n"))


@given(st.integers(45, 95))
def test_any_width_gives_the_story_back(width):
    assert unwrap(wrapped(width)) == STORY


@given(st.text(alphabet="abc .,\n>-A", max_size=300))
def test_no_offset_moves_and_only_line_breaks_change(text):
    read = unwrap(text)
    assert len(read) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, read, strict=True))


def test_lists_verses_quotes_and_short_lines_stay():
    for text in (
        "What we know so far\nThe strike hit a school\nNine people died\nThe army denies it",
        "- a first thing that was said in the town of Sake on Monday\n- a second thing that was said there\n",
        "> They came at night and took the men who were asleep in the\n> second house, the one beside the well.\n",
        "Short.\nlines\nhere\n",
        STORY,
    ):
        assert unwrap(text) == text


def test_a_wrapped_page_reads_as_the_unwrapped_one():
    plain, folded = (read_page(text, name="story") for text in (STORY, wrapped(72)))
    assert folded.text == plain.text
