"""The handles of those who comment below a flat text give way to dots, and every offset stays."""

from __future__ import annotations

import pytest

from khabar.read import find_passages, read_page

ARTICLE = (
    "Shells fall on Bara\n\nShells hit the market of Bara on Wednesday, and two traders died, a doctor said. "
    "The army said that it had not fired, and that it would look into the matter.\n\n3 comments\n\n"
)


@pytest.mark.parametrize(
    ("comments", "handles"),
    [
        (
            "Zed_99 says: May 4, 2023 at 10:12 am\nI do not believe a word of this.\n\nNile Girl says: May 4, 2023 at "
            "11:30 am\n@Zed_99 you should. Zed_99 never does!\n\nZed_99 says: May 5, 2023 at 9:00 am\nWhy should I?",
            ["Zed_99", "Nile Girl"],
        ),
        (
            "Posted by Kofi A on 4 May 2023, 10:12\nWhat a shame.\n\nPosted by mona on 4 May 2023, 10:40\nI agree.",
            ["Kofi A", "mona"],
        ),
    ],
)
def test_no_handle_is_left_and_no_offset_moves(comments: str, handles: list[str]) -> None:
    text = ARTICLE + comments
    page = read_page(text, name="bara.txt", salt=b"salt")
    assert len(page.text) == len(text)
    assert page.text.startswith(ARTICLE)
    assert not [handle for handle in handles if handle in page.text]
    assert [(p.start, p.end, p.kind) for p in page.passages] == [(p.start, p.end, p.kind) for p in find_passages(text)]


def test_names_in_the_article_stay() -> None:
    text = (
        ARTICLE.replace("a doctor said", "Amna Idris wrote") + "Amna says: May 4, 2023 at 10:12 am\nSo sad, I am sorry."
    )
    assert "Amna Idris wrote" in read_page(text, name="bara.txt").text
