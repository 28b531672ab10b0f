"""Outlets and origins are counted apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.link.origins import name_of, outlet_of
from khabar.read import read_page
from khabar.records import Coded, Document, Incident, Link, PassageKind, SourceKind
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


def test_whom_a_title_names_for_short_is_no_origin_beside_the_text() -> None:
    title = Say("Velm was hit, says army", passage=PassageKind.TITLE, speaker="XXA.MIL")
    page = coded("A", title, Say("Velm was hit", speaker="person:spokesman"))
    assert (one(page).n_reports, one(page).n_origins) == (2, 1)
    assert one(coded("A", title, Say("Velm was hit"))).fields["date"][0].origins == ("XXA.MIL",)


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
    incident = one(coded("A", Say("Velm was hit"), body=COPY), coded("B", Say("Velm was hit"), body=other))
    assert (incident.n_outlets, incident.n_origins) == (2, 2)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The army spokesman, Colonel Tarik Melun", "tarik melun"),
        ("Tarik Melun, a spokesman for the army of Xanadia", "tarik melun"),
        ("Lt. Col. Tarik al Melun", "tarik al melun"),
        ("Melun", "melun"),
        ("Velm police", None),
        ("a resident of Velm", None),
        ("Officials in Velm", None),
        ("Police", None),
    ],
)
def test_a_speaker_is_known_by_name_without_rank_and_office(text: str, name: str | None) -> None:
    assert name_of(text) == name


def quoting(outlet: str, speaker: str, kind: SourceKind = SourceKind.UNNAMED) -> Coded:
    """Return an article that has its one report from ``speaker``, who is not in the register."""
    page = coded(outlet, Say("Velm was hit"), body=f"{speaker} told {outlet} so.")
    start = page.document.text.index(speaker)
    link = Link(kind, speaker, start, start + len(speaker))
    return replace(page, reports=(replace(page.reports[0], chain=(Link(SourceKind.AUTHOR), link)),))


def test_one_spokesman_under_several_titles_is_one_origin() -> None:
    incident = one(
        quoting("A", "The army spokesman, Colonel Tarik Melun", SourceKind.MILITARY),
        quoting("B", "Tarik Melun, a spokesman for the army"),
        quoting("C", "Melun"),
    )
    assert (incident.n_outlets, incident.n_origins) == (3, 1)


def test_a_surname_that_two_speakers_bear_is_neither() -> None:
    incident = one(quoting("A", "Tarik Melun"), quoting("B", "Sara Melun"), quoting("C", "Melun"))
    assert (incident.n_outlets, incident.n_origins) == (3, 3)


def test_unnamed_speakers_of_two_articles_are_two_origins() -> None:
    assert one(quoting("A", "a resident"), quoting("B", "a resident")).n_origins == 2
    assert one(quoting("A", "Police", SourceKind.OFFICIAL), quoting("B", "police", SourceKind.OFFICIAL)).n_origins == 2
    assert one(*(quoting(o, "Velm police", SourceKind.OFFICIAL) for o in "AB")).n_origins == 1


@pytest.fixture(scope="module")
def example() -> Incident:
    coder = Coder()
    pages = [
        coder.code(read_page(path.read_bytes(), name=path.name, published=None))
        for path in sorted((Path(__file__).parents[2] / "examples").glob("*.html"))
    ]
    return max(link_reports(pages).incidents, key=lambda incident: incident.n_documents)


def test_the_examples_count_origins_apart_from_outlets(example: Incident) -> None:
    assert (example.n_documents, example.n_outlets, example.n_origins) == (4, 4, 3)
    assert "person:yahya-rasool" in {
        origin for values in example.fields.values() for v in values for origin in v.origins
    }


def test_two_pages_that_quote_one_spokesman_are_one_origin() -> None:
    coder = Coder()
    texts = [
        "Rebels shelled Goma on Monday, army spokesman Guillaume Ndjike said.",
        "Rebels have shelled Goma on Monday, according to Lieutenant Colonel Guillaume Ndjike, an army spokesman.",
    ]
    pages = [coder.code(read_page(text, name=f"page {n}", published=date(2024, 5, 14))) for n, text in enumerate(texts)]
    incident = one(*pages)
    assert (incident.n_outlets, incident.n_origins) == (2, 1)
