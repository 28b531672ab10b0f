"""Untrusted input: a page is read or refused with a reason, and nothing else ever happens."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khabar.errors import InputRefused, Reason
from khabar.limits import MAX_INPUT_BYTES
from khabar.read import read_page, read_page_mapped
from khabar.read.language import guess_language

ARTICLE = "Gunmen killed four farmers near Gwoza on Monday, and the army said that it was looking for them. "


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b" \n\t ", Reason.EMPTY),
        (b"\xef\xbb\xbf", Reason.EMPTY),
        ("\u00a0\n", Reason.EMPTY),
        (b"\x00\x01\x02\x03" * 50, Reason.BINARY),
        (b"\x89PNG\r\n\x1a\n" + b"a" * 100, Reason.BINARY),
        (b"\x1f\x8b\x08" + bytes(range(256)), Reason.BINARY),
        (b"%PDF-1.4 and so on", Reason.BINARY),
        ("text\x00text", Reason.BINARY),
        (ARTICLE.encode()[:50] + b"\xff\xfe\xfa\x81 and more", Reason.ENCODING),
        (b"Shells hit \xd7\xe2\xa8\xf0 and \xc3\x28 on Monday", Reason.ENCODING),
        ("Los soldados entraron en el pueblo y mataron a doce personas, según la policía.", Reason.LANGUAGE),
        ("Des hommes armés ont tué douze personnes dans le village, selon les autorités.", Reason.LANGUAGE),
        ("قتل عشرة أشخاص في غارة جوية على سوق", Reason.LANGUAGE),
        ("Российские войска обстреляли город", Reason.LANGUAGE),
        ("a" * (MAX_INPUT_BYTES + 1), Reason.TOO_LARGE),
        ("<div>" * 100_000 + ARTICLE, Reason.TOO_DEEP),
        ("<p " + " ".join(f"a{i}" for i in range(200_000)) + f">{ARTICLE}</p>", Reason.TOO_LARGE),
        ("<p " + " ".join(f'a{i}=">"' for i in range(100_000)) + f">{ARTICLE}</p>", Reason.TOO_LARGE),
        (f"<p>{ARTICLE}{'&amp;' * 300_001}</p>", Reason.TOO_LARGE),
        ("<html><body><nav><a>Home</a></nav></body></html>", Reason.NO_TEXT),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason_on_one_line(data: bytes | str, reason: Reason):
    started = time.monotonic()
    with pytest.raises(InputRefused) as refused:
        read_page(data, name="page")
    assert refused.value.reason is reason
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith("page: ")
    assert time.monotonic() - started < 5


def test_a_line_of_fifty_megabytes_is_refused_at_once():
    data = b"a" * 50_000_000
    started = time.monotonic()
    with pytest.raises(InputRefused, match="50,000,000 bytes"):
        read_page(data, name="page")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("depth", [257, 900])
def test_text_nested_deeper_than_the_parser_reads_is_read_without_its_tags_and_noted(depth: int):
    markup = "<div>" * depth + f"<p>{ARTICLE}</p><p>The army denied it.</p>" + "</div>" * depth + "<p>Two fled.</p>"
    reading = read_page_mapped(markup, name="page")
    assert reading.document.text == f"{ARTICLE.strip()}\nThe army denied it.\nTwo fled."
    assert [failure.reason for failure in reading.failures] == [Reason.TOO_DEEP]


def test_text_without_end_is_read_to_a_bound_and_noted():
    reading = read_page_mapped(f"<p>{ARTICLE * 120_000}</p>", name="page")
    assert len(reading.document.text) == 4_000_000
    assert [failure.reason for failure in reading.failures] == [Reason.TRUNCATED]
    ((start, end),) = reading.map.ranges(3_999_000, 4_000_000)
    assert end - start == 1_000


def test_nesting_that_the_parser_takes_is_read():
    page = read_page("<div>" * 200 + f"<p>{ARTICLE}</p>" + "</div>" * 200, name="page")
    assert page.text == ARTICLE.strip()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Zoë and José fled".encode("cp1252"), "Zoë and José fled"),
        ("“Ten died,” she said".encode("cp1252"), "“Ten died,” she said"),
        ("Zoë fled".encode("utf-8-sig"), "Zoë fled"),
        ("Zoë fled".encode("utf-16"), "Zoë fled"),
        ("The soldiers fled the town".encode("utf-16-le"), "The soldiers fled the town"),
        ('<meta charset="koi8-r"><p>The town of Мариуполь fell</p>'.encode("koi8-r"), "The town of Мариуполь fell"),
        ('<meta charset="utf-8"><p>Zoë fled</p>'.encode("cp1252"), "Zoë fled"),
        ('<meta charset="zip"><p>Zoë fled</p>'.encode(), "Zoë fled"),
        (b"<p>It&#146;s over</p>", "It’s over"),
        (b"It\x92s over", "It’s over"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(data: bytes, expected: str):
    assert read_page(data, name="page").text == expected


def test_one_bad_byte_in_a_long_page_stays_visible_in_it():
    data = ARTICLE.encode() * 20
    page = read_page(data + "Zoë fled. ".encode() * 3 + b"Li\xe2\x82 died. " + data, name="page")
    assert page.text.count("\ufffd") == 1


def test_a_short_text_is_taken_for_english_without_being_sure():
    assert read_page("Goma, Bukavu", name="page").language is None
    assert not guess_language("M23 Goma").sure


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wanajeshi wa serikali walishambulia mji na watu kumi waliuawa, alisema msemaji wa jeshi.", "sw"),
        ("Die Soldaten haben das Dorf nach Angaben der Polizei mit Raketen angegriffen und sind dann abgezogen.", "de"),
        ("Askerler köye saldırdı ve on kişi öldü, ancak bu olay için bir açıklama daha yapılmadı.", "tr"),
        ("Os soldados atacaram a aldeia e mataram doze pessoas, segundo um porta-voz da polícia.", "pt"),
        ("Tentara menyerang desa itu dan sepuluh orang tewas, kata polisi yang tidak mau disebut namanya.", "id"),
        ("军队袭击了村庄", "zh"),
        ("兵士が村を攻撃した", "ja"),
        ("군인들이 마을을 공격했다", "ko"),
        ("सेना ने गाँव पर हमला किया", "hi"),
    ],
)
def test_the_language_is_named(text: str, code: str):
    assert guess_language(text).code == code


def check(data: bytes | str, name: str) -> None:
    try:
        page = read_page(data, name=name)
    except InputRefused as refused:
        error = refused
        page = None
    if page is None:
        assert isinstance(error.reason, Reason)
        assert "\n" not in error.detail
        return
    at = 0
    for index, passage in enumerate(page.passages):
        assert passage.index == index
        assert at <= passage.start < passage.end <= len(page.text)
        assert page.text[passage.start : passage.end].strip() == page.text[passage.start : passage.end]
        at = passage.end
    assert page.passages
    page.text.encode("utf-8")


PIECES = [
    *(
        "<p>",
        "</p>",
        "<div class='comment'>",
        "</div>",
        "<article>",
        "<h1>",
        "<br>",
        "<ul><li>",
        "<section id=comments>",
    ),
    *("<time datetime=2020-13-40>", "<td colspan=9999999999999999>", "<table>", "<!--", "-->", "<script>", "&#0;"),
    *("&#xD800;", "<b>zed</b>", "\u202e", "\u200b", "\x85", "<meta charset=utf-7>", "</script>", "<iframe>", "<svg>"),
    *('<script type="application/ld+json">[[{', "<select><option>", "<title>", "<noscript>", "<![CDATA[", "<?xml"),
    *(ARTICLE, "I think you should go."),
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300), MARKUP), st.sampled_from(["a.txt", "a.html", "-"]))
@example("\ud800 lone", "a.txt")
@example("<td colspan=9999999999999999999>x", "a.html")
@example("\u200b", "a.html")
@example("\u200b", "a.txt")
def test_any_input_is_a_document_with_sound_passages_or_a_refusal(data: bytes | str, name: str):
    check(data, name)


@pytest.mark.parametrize(
    "unit",
    [
        "<a ",
        "<p>",
        "<b>x",
        '"',
        "“a",
        "'a ",
        "1 ",
        "1",
        "by a ",
        "a.",
        ":",
        "[edit ",
        "<!--",
        "<div class=comment>x</div>",
        "says",
        "\n",
    ],
)
def test_time_grows_with_length_and_no_faster(unit: str):
    def seconds(size: int) -> float:
        data = (ARTICLE + "\n" + unit * (size // len(unit)))[:size]
        started = time.process_time()
        check(data, "a.txt")
        check("<p>" + data, "a.html")
        return time.process_time() - started

    seconds(1_000)
    assert seconds(80_000) < 10 * seconds(20_000) + 1
