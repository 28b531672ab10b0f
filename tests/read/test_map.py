"""Every character of a text leads back to the bytes that carry it."""

import html
import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from khabar.errors import InputRefused
from khabar.read import SourceMap, read_page_mapped
from khabar.read.encoding import decode, tidy
from khabar.read.handles import STAND_IN
from khabar.read.page import PageReading
from khabar.records import PassageKind

ARTICLE = "Gunmen killed four farmers near Gwoza on Monday, and the army said that it was looking for them. "


def meaning(data: bytes, encoding: str, is_html: bool) -> str:
    """Return what bytes cut out of a page mean: decoded, references resolved, blanks collapsed."""
    padding = "x" * 1_000
    text = tidy(padding + data.decode(encoding, "replace"), name="piece").removeprefix(padding)
    if is_html:
        text = re.sub(r"\s+", " ", html.unescape(text))
    return text


def check_map(raw: bytes, reading: PageReading, media_type: str | None = None) -> None:
    """Check every character, that what we made ourselves is blank, and that the order of the page is kept."""
    text, source = reading.document.text, reading.map
    encoding = decode(raw, name="page", media_type=media_type).encoding
    is_html = reading.document.media_type == "text/html"
    at = 0
    while at < len(text):
        found = source.ranges(at, at + 1)
        if not found:
            assert text[at].isspace()
            at += 1
            continue
        assert len(found) == 1
        end = at + 1
        while end < len(text) and source.ranges(end, end + 1) == found:
            end += 1
        ((first, last),) = found
        piece = raw[first:last]
        # A handle that readers wrote is not in the text; what stands for it leads to where it is on the page.
        if "\ufffd" not in text[at:end] and text[at:end] != STAND_IN:
            assert meaning(piece, encoding, is_html) == text[at:end], (piece, text[at:end])
        at = end
    assert SourceMap.from_bytes(source.to_bytes()) == source
    for passage in reading.document.passages:
        # A title may stand in the head, and comments in a script of it.
        if passage.kind is PassageKind.BODY:
            starts = [start for start, _ in source.ranges(passage.start, passage.end)]
            assert starts == sorted(starts)


PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}">
<title>Shells hit B&aacute;ra &amp; Um Ruwaba | Nile Courier</title>
<script>if (a < b) document.write("<p>no text</p>");</script>
<!-- <p>no text either</p> --></head>
<body><nav><a href="/">Home</a></nav><article>
<h1>Shells hit
    B&aacute;ra &amp; Um Ruwaba</h1>
<p>Government   soldiers shelled the <b>market</b> of <i>Bára</i> on Wednesday,\r
\t killing at&nbsp;least &#49;2 people, “residents” said&period; 5 < 6 &notit; &lt;b&gt;</p>
<p>One<br>line&#x2014;and <!-- gone -->another.<br>
It ended.</p> Loose text<span> here </span> <span>and there</span>.
<blockquote>“We did not fire,” a spokesman said.</blockquote></article></body></html> After the end."""


@pytest.mark.parametrize(
    "charset", ["utf-8", "windows-1252", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "gb18030", "mac-roman"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_page_leads_back_to_its_bytes_in_every_encoding(charset: str, line_end: str):
    page = PAGE.format(charset=charset).replace("\r\n", "\n").replace("\n", line_end)
    raw = page.encode(charset)
    reading = read_page_mapped(
        raw, name="page", media_type=None if "utf-" in charset else f"text/html; charset={charset}"
    )
    check_map(raw, reading, None if "utf-" in charset else f"text/html; charset={charset}")
    assert "Bára on Wednesday, killing at least 12 people, “residents” said. 5 < 6 ¬it; <b>" in reading.document.text
    assert "After the end." in reading.document.text


ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "examples").glob("*.html"), *(ROOT / "tests" / "pages").glob("*.html")])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_of_ours_leads_back_to_its_bytes(path: Path):
    raw = path.read_bytes()
    check_map(raw, read_page_mapped(raw, name=path.name))


def test_a_word_leads_to_its_own_place_and_not_to_its_like():
    raw = b"<p>Bara. <a>Bara</a>, Ba<b>ra</b> &amp; B&#97;ra, said men from Bara on the day.</p>"
    reading = read_page_mapped(raw, name="page.html")
    text, source = reading.document.text, reading.map
    places = [match.span() for match in re.finditer("Bara", text)]
    found = [b"".join(raw[a:b] for a, b in source.ranges(*place)) for place in places]
    assert found == [b"Bara", b"Bara", b"Bara", b"B&#97;ra", b"Bara"]
    assert [source.ranges(*place)[0][0] for place in places] == [3, 12, 22, 40, 64]


def test_a_headline_that_only_the_head_holds_leads_into_the_head():
    raw = b'<head><meta property="og:title" content="Ten die &amp; two flee"></head><p>' + ARTICLE.encode() + b"</p>"
    reading = read_page_mapped(raw, name="page")
    assert reading.document.title == "Ten die & two flee"
    check_map(raw, reading)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbfShells hit Bara\r\n\r\nTen died in the market of Bara.\r\n",
        "Zoë said “no” to the men.\n\n𝔘 was there.".encode(),
        "Zoë said “no” to the men.\r\n\r\nShe left the town.".encode("cp1252"),
        "Zoë said “no” to the men.\r\n\r\nShe left 😀 the town.".encode("utf-16"),
        ARTICLE.encode() * 30 + b"Li\xe2\x82 died.\nNUL \x00 here. \xffgone. The \xe2\x80\x9cend\xe2\x80\x9d.",
        "It\x92s over in the town of Bara\x0b and the men went home.".encode("latin-1"),
        "Rows\u2028of lines in the town, said the men.".encode(),
    ],
)
def test_flat_text_leads_back_to_its_bytes(raw: bytes):
    check_map(raw, read_page_mapped(raw, name="page.txt"))


def test_what_cannot_be_read_leads_to_the_bytes_that_could_not():
    raw = ARTICLE.encode() * 30 + b"Li\xe2\x82 died. The \xe2\x80\x9cend\xe2\x80\x9d."
    reading = read_page_mapped(raw, name="page.txt")
    at = reading.document.text.index("\ufffd")
    ((first, last),) = reading.map.ranges(at, at + 1)
    assert raw[first:last] == b"\xe2\x82"
    check_map(raw, reading)


def test_a_map_that_is_cut_short_is_refused():
    whole = read_page_mapped(b"<p>Fire &amp; smoke over the town of Bara.</p>", name="page").map.to_bytes()
    for end in range(3, len(whole)):
        try:
            cut = SourceMap.from_bytes(whole[:end])
        except ValueError:
            continue
        assert len(cut.segments) < len(SourceMap.from_bytes(whole).segments)
    with pytest.raises(ValueError, match="expected bytes that"):
        SourceMap.from_bytes(b"")


PIECES = [
    *("<p>", "</p>", "<div class='comment'>", "</div>", "<article>", "<h1>", "</h1>", "<br>", "<ul><li>", "</ul>"),
    *("<b>", "</b>", "<i>", "</i>", " ", "  ", "\n", "\r\n", "\t", "\r", "\xa0", "&nbsp;", "&#32;", "&#13;", "&#10;"),
    *("&amp;", "&lt;", "&ampx", "&notit;", "&fjlig;", "&#0;", "&#1;", "&#x80;", "&#xD800;", "&bogus;", "&", "& ", "&#"),
    *("<", "< ", "<3", "</", "</ x>", "<!", "<!-->", "<!-- x -->", "<!x>", "<?y>", "<![CDATA[z]]>", "-->", ">"),
    *(
        '<p a="1>2">',
        "<p a='\">",
        "<p =x>",
        '<a href=x="y>',
        "<a/b>",
        "<o:p>",
        "<f$o>",
        "<x\x01y>",
        "<P\n\nclass = q >",
    ),
    *("<script>", "</script>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>", "<xmp>"),
    *("</xmp>", "<iframe>", "</iframe>", "<noscript>", "</noscript>", "<plaintext>", "<svg>", "</svg>", "<template>"),
    *("<table>", "<tr>", "<td>", "</table>", "<select><option>", "</select>", "<pre>", "</pre>", "<html>", "<body>"),
    *("</body>", "</html>", "<head>", "</head>", "<frameset>", "<frame>", "<noframes>", "</noframes>", "<hr>", "<img>"),
    *("é", "“", "𝔘", "\u202e", "\u200b", "\x85", "\x01", "\u2028", "x", "word ", "men ", ARTICLE, ARTICLE),
]
MARKUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])


@settings(max_examples=300, deadline=None)
@given(MARKUP, ENCODINGS, st.sampled_from(["a.html", "a.txt"]))
@example("<noscript><p>word </noscript><title>x<br></title>", "utf-8", "a.html")
def test_any_page_leads_back_to_its_bytes(markup: str, encoding: str, name: str):
    raw = (f"<html><p>{ARTICLE * 6}" + markup if name == "a.html" else ARTICLE + markup).encode(encoding, "replace")
    media_type = f"text/html; charset={encoding}" if name == "a.html" else f"text/plain; charset={encoding}"
    try:
        reading = read_page_mapped(raw, name=name, media_type=media_type)
    except InputRefused:
        return
    check_map(raw, reading, media_type)
    assert not [failure for failure in reading.failures if "parser lost" in failure.detail]
