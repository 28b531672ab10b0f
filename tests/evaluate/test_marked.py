"""Marks in place of offsets: what they mean, and what is refused."""

import pytest

from khabar.errors import DataFileError
from khabar.evaluate.marked import read_marked
from khabar.evaluate.voice_gold import read, score


def words(text, ranges):
    return [text[start:end] for start, end in ranges]


def test_marks_nest_and_come_in_pieces():
    text, (outer, inner) = read_marked(
        "¶{X1 “No,”} {C1 said} {S1 {S2 the mayor}}. {X1 “Never.”}¶Then he {C2? left} {X2? it}."
    )
    assert text == "“No,” said the mayor. “Never.”\n\nThen he left it."
    assert words(text, outer.content) == ["“No,”", "“Never.”"]
    assert words(text, outer.source) == words(text, inner.source) == ["the mayor"]
    assert (outer.optional, inner.optional) == (False, True)


@pytest.mark.parametrize("marked", ["{S1 Open", "closed}", "{X1 }", "{S1 a} {C1 says} nothing"])
def test_wrong_marks_are_named(marked, tmp_path):
    with pytest.raises(ValueError, match=r"mark|content"):
        read_marked(marked)
    path = tmp_path / "gold.tsv"
    path.write_text(f"id\tmarked\none\t{marked}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="line 2"):
        list(read(path))


def test_an_optional_attribution_is_neither_wanted_nor_wrong(tmp_path):
    path = tmp_path / "gold.tsv"
    rows = [
        "id\tmarked",
        "right\t{S1 The army} {C1 said} {X1 the bridge was down}.",
        "optional\t{S1? The army} {C1? said} {X1? the bridge was down}.",
        "missed\tThey met, {C1 by} {S1 his} {C1 account of the evening}, {X1 in a barn}.",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    figures = score(path).figures
    assert figures["linked_precision"] == 1.0
    assert figures["linked_recall"] == 0.5
