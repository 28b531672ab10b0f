"""What is printed can neither command a terminal nor run in a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.cli.printing import FORMULA_SIGNS, cell, visible

BLANKS = "' \u00a0\u3000\ufeff\u200b"


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-2",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "  =1",
        "\u3000=1",
        "\u200b=1",
    ],
)
def test_a_formula_becomes_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-2, 1.5, 0, "", "calm - and quiet", "3 people", "'twas"])
def test_what_is_no_formula_stays_as_it_is(value: object) -> None:
    assert cell(value) == value


@given(st.text(alphabet=st.one_of(st.sampled_from(BLANKS + FORMULA_SIGNS), st.characters()), max_size=8))
def test_the_apostrophe_can_be_taken_off_again(text: str) -> None:
    guarded = cell(text)
    bare = guarded.lstrip(BLANKS)
    restored = guarded[1:] if guarded.startswith("'") and bare[:1] and bare[0] in FORMULA_SIGNS else guarded
    assert restored == text
    assert not guarded.startswith(tuple(FORMULA_SIGNS))


@given(st.text(max_size=50))
def test_visible_text_has_the_same_length_and_no_control(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert not set(shown) & {
        *map(chr, range(9)),
        *map(chr, range(11, 32)),
        "\x7f",
        "\x9b",
        "\u202e",
        "\u2066",
        "\u2069",
    }
