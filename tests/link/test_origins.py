"""Outlets and origins are counted apart."""

from __future__ import annotations

from khabar.link import link_reports
from khabar.link.origins import copies, outlet_of
from khabar.records import Document, Incident, PassageKind
from tests.link.build import Say, coded

COPY = " ".join(f"word{n} of the agency's long account of that day in Velm" for n in range(30))


def one(*documents: object) -> Incident:
    [incident] = link_reports(documents).incidents  # type: ignore[arg-type]
    return incident


def test_articles_that_copy_one_text_are_one_origin() -> None:
    incident = one(coded("A", Say("Velm was hit, we hear"), body=COPY), coded("B", Say("Velm was struck"), body=COPY))
    assert (incident.n_outlets, incident.n_origins) == (2, 1)


def test_articles_that_cite_one_speaker_are_one_origin() -> None:
    incident = one(
        *(coded(o, Say("Velm was hit", speaker="XXA.MIL")) for o in "ABC"), coded("D", Say("Velm: hit", speaker="REB"))
    )
    assert (incident.n_outlets, incident.n_origins) == (4, 2)


def test_what_an_article_says_beside_its_speaker_is_not_counted_again() -> None:
    page = coded("A", Say("Velm was hit", speaker="XXA.MIL"), Say("The strike was deadly", same_as=0))
    assert (one(page).n_reports, one(page).n_origins) == (2, 1)


def test_two_articles_of_one_outlet_are_one_origin() -> None:
    incident = one(coded("A", Say("Velm was hit")), coded("A", Say("Velm was hit by jets"), published="2020-05-03"))
    assert (incident.n_documents, incident.n_outlets, incident.n_origins) == (2, 1, 1)


def test_a_comment_is_no_origin() -> None:
    page = coded(
        "A", Say("Jets struck rebels in Velm"), Say("Velm was hit", passage=PassageKind.COMMENT, speaker="REB")
    )
    assert one(page).n_origins == 1


def test_an_outlet_is_named_by_page_host_or_file() -> None:
    def document(**given: str) -> Document:
        return Document("d", "x", (), name="a.html", raw_sha256="0", media_type="text/html", **given)  # type: ignore[arg-type]

    assert outlet_of(document(outlet="The Velm Post", url="https://post.example/1")) == "The Velm Post"
    assert outlet_of(document(url="https://www.post.example/1")) == "post.example"
    assert outlet_of(document()) == "a.html"


def test_a_shared_sentence_is_no_copy() -> None:
    other = " ".join(f"other{n} reporting from another valley on another morning" for n in range(30))
    a, b = coded("A", Say("Velm was hit"), body=COPY), coded("B", Say("Velm was hit"), body=other)
    assert copies(a.document, a.document)
    assert not copies(a.document, b.document)
