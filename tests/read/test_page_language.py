"""Pages in two languages: what is read, and what is set aside with its language."""

import pytest

from khabar.errors import InputRefused, Reason
from khabar.read import read_page
from khabar.read.language import guess_page_language

ENGLISH = (
    "Gunmen killed four farmers near Gwoza on Monday, and the army said that it was looking for them in the hills."
)
FRENCH = "Des hommes armés ont tué quatre paysans près de Gwoza lundi, et l’armée a dit qu’elle les cherchait encore."
ARABIC = "قتل مسلحون أربعة مزارعين قرب غوزا يوم الاثنين، وقال الجيش إنه يبحث عنهم في التلال المحيطة بالبلدة منذ الصباح."


def page(body: list[str], comments: list[str]) -> str:
    said = "".join(f"<li class=comment><cite>reader{i}</cite><p>{text}</p></li>" for i, text in enumerate(comments))
    story = "".join(f"<p>{text}</p>" for text in body)
    return f"<html><body><article><h1>Gwoza</h1>{story}</article><ol class=commentlist>{said}</ol></body></html>"


@pytest.mark.parametrize(
    ("body", "comments"),
    [
        ([ENGLISH, ENGLISH, f"“{ARABIC}”", ENGLISH], []),
        ([ENGLISH, ENGLISH, ENGLISH, ARABIC, ARABIC, ARABIC, ARABIC], []),
        ([ENGLISH, ENGLISH, ENGLISH], [FRENCH, FRENCH, FRENCH, ARABIC, FRENCH]),
    ],
    ids=["an Arabic statement", "a translation below", "foreign comments"],
)
def test_an_english_article_is_read_whatever_stands_in_or_under_it(body: list[str], comments: list[str]):
    document = read_page(page(body, comments), name="page")
    assert document.language == "en"
    assert all(text in document.text for text in (*body, *comments))


@pytest.mark.parametrize(
    ("body", "comments", "code"),
    [
        ([FRENCH, FRENCH, FRENCH], [ENGLISH] * 6, "fr"),
        ([ARABIC, ARABIC, ARABIC], [ENGLISH] * 6, "ar"),
        ([FRENCH, FRENCH, FRENCH, FRENCH, "“We did not fire,” said the spokesman."], [], "fr"),
    ],
)
def test_an_article_in_another_language_is_set_aside_whatever_its_readers_write(
    body: list[str], comments: list[str], code: str
):
    with pytest.raises(InputRefused, match=rf"\({code}\)") as refused:
        read_page(page(body, comments), name="page")
    assert refused.value.reason is Reason.LANGUAGE


def test_the_language_of_a_page_is_that_of_its_paragraphs():
    assert guess_page_language([ENGLISH] * 3 + [ARABIC] * 5).code == "en"
    assert guess_page_language([ENGLISH] + [ARABIC] * 5).code == "ar"
