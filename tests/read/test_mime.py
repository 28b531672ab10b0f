"""Pages saved as a single file, and mail."""

from __future__ import annotations

import base64
import quopri
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.containers_made import found_in, story

from khabar.errors import Reason
from khabar.read import read_page
from khabar.read.item import Page
from khabar.records import Failure

PAGE = (
    "<html><head><title>Café shelled</title></head><body><article><h1>Café shelled</h1>"
    "<p>Shells hit the café of Bara, and two traders died.</p></article></body></html>"
)
FRAME = b"----b7--\r\nContent-Type: text/html\r\nContent-Location: cid:frame-1@mhtml.blink\r\n\r\n<p>Buy shoes</p>\r\n"


def mhtml(encoding: str = "quoted-printable", *, end: str = "----b7----\r\n") -> bytes:
    body = PAGE.encode()
    coded = {
        "quoted-printable": quopri.encodestring(body),
        "base64": base64.encodebytes(body),
        "8bit": body,
    }[encoding]
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/1\r\n"
        "Subject: =?utf-8?Q?Caf=C3=A9=20shelled?=\r\nDate: Sat, 16 Mar 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--b7--"\r\n\r\n\r\n'
        f"----b7--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n"
        "Content-Location: https://post.example/1\r\n\r\n"
    )
    frame = f"\r\n{FRAME.decode()}"
    picture = "----b7--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"
    return head.encode() + coded + (frame + picture + end).encode()


def one(found: list[Page | Failure]) -> Page:
    (page,) = found
    assert isinstance(page, Page), page
    return page


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("name", ["page.mhtml", "page.mht", "download"])
def test_a_saved_page_is_its_document_with_its_address(encoding: str, name: str, tmp_path: Path):
    page = one(found_in(mhtml(encoding), tmp_path, name))
    assert page.data.strip() == PAGE.encode()
    assert (page.url, page.title) == ("https://post.example/1", "Café shelled")
    assert page.gathered is not None
    document = read_page(page.data, name=page.name, url=page.url, media_type=page.media_type)
    assert "Shells hit the café of Bara" in document.text
    assert "shoes" not in document.text


def test_the_day_of_saving_is_no_day_of_publication(tmp_path: Path):
    assert one(found_in(mhtml(), tmp_path, "a.mhtml")).published is None


def test_frames_before_the_document_are_passed_over(tmp_path: Path):
    head, _, rest = mhtml().partition(b"\r\n\r\n\r\n")
    assert b"caf" in bytes(one(found_in(head + b"\r\n\r\n" + FRAME + rest, tmp_path, "a.mhtml")).data)


MAIL = (
    b"Received: from x\r\nMessage-ID: <1@x.example>\r\nFrom: Desk <desk@x.example>\r\nSubject: Morning brief\r\n"
    b"Date: Thu, 14 Mar 2024 06:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: multipart/mixed; boundary=outer\r\n\r\n"
    b"--outer\r\nContent-Type: multipart/alternative; boundary=inner\r\n\r\n"
    b"--inner\r\nContent-Type: text/plain\r\n\r\nplain words\r\n"
    b"--inner\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + story(3) + b"\r\n--inner--\r\n"
    b"--outer\r\nContent-Type: text/html\r\nContent-Disposition: attachment\r\n\r\n<p>other</p>\r\n--outer--\r\n"
)


def test_a_mail_is_its_html_published_on_the_day_it_was_sent(tmp_path: Path):
    page = one(found_in(MAIL, tmp_path, "brief.eml"))
    assert bytes(page.data).strip() == story(3)
    assert (page.title, page.published, page.published_from, page.url) == (
        "Morning brief", date(2024, 3, 14), "mail", None,
    )  # fmt: skip


def test_a_plain_mail_is_its_text(tmp_path: Path):
    data = b"Message-ID: <1@x>\nSubject: Brief\nDate: Thu, 14 Mar 2024 06:00:00 +0100\n\nGunmen killed two near Bara.\n"
    assert one(found_in(data, tmp_path, "brief")).data == b"Gunmen killed two near Bara.\n"


def test_a_saved_page_that_was_cut_off_is_damaged(tmp_path: Path):
    (failure,) = found_in(mhtml().partition(b"traders")[0], tmp_path, "a.mhtml")
    assert failure.reason is Reason.DAMAGED  # type: ignore[union-attr]


@pytest.mark.parametrize("subject", ["=?utfé?Q?x?=", "=?utf-8?B?!?=", "=?no-such?Q?x?=", "=?utf-8?Q?=FF?="])
def test_a_subject_that_is_wrongly_encoded_costs_nothing(subject: str, tmp_path: Path):
    data = f"Message-ID: <1@x>\nSubject: {subject}\nDate: x\n\nTwo died.\n".encode()
    assert one(found_in(data, tmp_path, "a.eml")).data == b"Two died.\n"


def test_a_mail_of_pictures_has_no_text(tmp_path: Path):
    data = b"Message-ID: <1@x>\nSubject: A\nDate: x\nContent-Type: image/png\n\n\x89PNG\n"
    (failure,) = found_in(data, tmp_path, "a.eml")
    assert failure.reason is Reason.NO_TEXT  # type: ignore[union-attr]


@given(
    noise=st.binary(max_size=300),
    at=st.integers(0, 1800),
    cut=st.integers(0, 300),
    source=st.sampled_from([mhtml(), mhtml("base64"), MAIL]),
)
def test_a_broken_message_never_breaks_the_reader(
    noise: bytes, at: int, cut: int, source: bytes, tmp_path_factory: pytest.TempPathFactory
):
    found = found_in(source[:at] + noise + source[at + cut :], tmp_path_factory.mktemp("mime"), "a.mhtml")
    assert len(found) == 1
