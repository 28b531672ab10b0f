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
        (
            "mona_k\n3 points · 3 years ago\nI do not believe it.\nReply Share\n\nZed_99\n1 points · 3 years ago\n"
            "You never do.\nReply Share",
            ["mona_k", "Zed_99"],
        ),
        (
            "Sort by Best\n\nKofi_9 • 4 years ago\nWhat a shame.\n1 • Reply • Share ›\n\nmona_k • 4 years ago\n"
            "I agree.\n2 • Reply • Share ›",
            ["Kofi_9", "mona_k"],
        ),
        (
            "Kofi_9, Leeds, United Kingdom, 2 years ago\n\nWhat a shame.\n\nthe old soldier, Perth, Australia, "
            "2 years ago\n\nI agree with you.",
            ["Kofi_9", "the old soldier"],
        ),
        (
            "1. Posted by Kofi_9\non 15 Jul 2021 20:11\nWhat a shame.\n\n2. Posted by mona_k\non 15 Jul 2021 20:21\n"
            "I agree with you.",
            ["Kofi_9", "mona_k"],
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
