"""Copies, excerpts and updated versions of one text. All sentences are our own."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from khabar.folding import fold
from khabar.read import read_page
from khabar.read.sameness import Clusters, Sameness, Sketch, body_text, cluster, copied, likeness, signature, sketch

WIRE = """
Shells fell on the livestock market of Velm on Saturday morning and killed at least {dead} people, a hospital said.
The market was full when the first shell struck near the eastern gate, according to three traders who fled on foot.
Ambulances took more than forty of the wounded to a clinic in Oster, where doctors worked by the light of their phones.
The army of Xanadia said that it had aimed at a depot of the Free Banner outside the town and that it would look into
reports of other damage. The Free Banner denied that it kept weapons in Velm and called for an inquiry from abroad.
Traffic on the bridge across the Sorrel stopped for most of the day while engineers searched it for mines and wires.
The governor of the province ordered schools to stay shut until Wednesday and asked families to keep off the roads.
Velm has changed hands four times since the war began, and fewer than half of those who lived there have come back.
An envoy of the African Union is expected in the capital on Monday to speak with both sides about a pause in fighting.
Aid workers said that flour would run out within two weeks if the road from the south was not opened before the rains.
"""
OTHER = """
A court in the port of Maren sentenced nine members of a smuggling ring on Tuesday to between four and twelve years.
Prosecutors had told the judges that the men moved rifles in crates of dried fish for at least three summers in a row.
Two of the accused said that they had only driven the lorries and had never asked what was packed beneath the ice.
The defence announced an appeal and complained that a witness from the coast guard had been heard behind a screen.
The judge replied that his safety weighed more than the wish of the public to look him in the face while he spoke.
Outside the court relatives held up pictures and sang until the police moved them to the far side of the square.
"""
NOTE = "Our reporter in Oster, Amna Idris, added that the price of diesel had doubled since the bridge was closed."


def words(text: str, dead: int = 31) -> str:
    return fold(" ".join(text.replace("{dead}", str(dead)).split()))


def told(doc_id: str, text: str, day: int | None = 1, **given: object) -> Sketch:
    published = date(2024, 5, day) if day else None
    return replace(Sketch(doc_id, signature(words(text)), published=published), **given)  # type: ignore[arg-type]


def kinds(clusters: Clusters) -> dict[tuple[str, str], Sameness]:
    return {(pair.earlier, pair.later): pair.kind for pair in clusters.pairs}


SIGNED = "01f2b8274358084e16"
HALF = " ".join(WIRE.split()[: len(WIRE.split()) // 2])
EDITED = WIRE.replace("Saturday morning", "Saturday").replace("on foot", "barefoot").replace("more than forty", "43")
ROUND_UP = OTHER + WIRE
CORPUS = (
    told("agency", WIRE, 1, outlet="Agency"),
    told("daily", WIRE, 2, outlet="Daily"),
    told("evening", EDITED + NOTE, 2, outlet="Evening"),
    told("tabloid", HALF, 3, outlet="Tabloid"),
    replace(told("later", WIRE, 2, outlet="Agency"), signature=signature(words(WIRE.replace("forty", "fifty"), 48))),
    told("court", OTHER, 2, outlet="Daily"),
    told("week", ROUND_UP, 5, outlet="Weekly"),
)


def test_a_reprint_a_cut_story_and_an_update_are_named_for_what_they_are() -> None:
    found = kinds(cluster(CORPUS))
    assert found["agency", "daily"] is Sameness.EXACT
    assert found["agency", "evening"] is Sameness.COPY
    assert found["agency", "tabloid"] is Sameness.EXCERPT
    assert found["agency", "later"] is Sameness.UPDATE
    assert found["agency", "week"] is found["court", "week"] is Sameness.EXCERPT
    assert ("agency", "court") not in found


def test_a_round_up_does_not_make_one_text_of_the_stories_in_it() -> None:
    found = cluster(CORPUS)
    one = found.text_cluster["agency"]
    assert {doc for doc, name in found.text_cluster.items() if name == one} == {
        "agency", "daily", "evening", "tabloid", "later",
    }  # fmt: skip
    assert found.earliest[one] == "agency"
    assert found.text_cluster["court"] != one


def test_the_order_of_documents_changes_nothing() -> None:
    first = cluster(CORPUS)
    for seed in range(10):
        mixed = list(CORPUS)
        random.Random(seed).shuffle(mixed)
        assert cluster(mixed) == first


def test_a_cluster_keeps_its_name_as_copies_come_in_and_takes_that_of_an_earlier_one() -> None:
    names = [cluster(CORPUS[:n]).text_cluster["agency"] for n in range(1, len(CORPUS) + 1)]
    assert len(set(names)) == 1
    older = told("first", WIRE, None, published=date(2024, 4, 30))
    assert cluster([*CORPUS, older]).earliest[cluster([*CORPUS, older]).text_cluster["agency"]] == "first"


def test_a_document_of_unknown_day_is_never_the_earliest_of_dated_ones() -> None:
    found = cluster([told("a", WIRE, None), told("b", WIRE, 9)])
    assert set(found.earliest.values()) == {"b"}
    assert set(cluster([told("b", WIRE, None), told("a", WIRE, None)]).earliest.values()) == {"a"}


def test_of_one_day_the_first_gathered_is_the_earliest() -> None:
    early, late = datetime(2024, 5, 1, 6), datetime(2024, 5, 1, 7, tzinfo=UTC)
    assert set(cluster([told("a", WIRE, gathered=late), told("b", WIRE, gathered=early)]).earliest.values()) == {"b"}


def test_a_form_that_stands_in_the_place_of_articles_for_years_joins_nothing() -> None:
    form = told("form", WIRE, 1)
    years = [replace(form, doc_id=f"form{year}", published=date(year, 5, 1)) for year in range(2000, 2020)]
    found = cluster(years)
    assert len(set(found.text_cluster.values())) == len(years)
    assert [pair.kind for pair in found.pairs] == [Sameness.EXACT] * (len(years) - 1)


def test_texts_of_a_few_words_are_one_only_if_they_are_equal_and_say_something() -> None:
    short = "Nine people died in Velm on Saturday, a hospital said."
    found = cluster(
        [told("a", short), told("b", short), told("c", short + " More soon."), told("d", ""), told("e", "")]
    )
    assert len(set(found.text_cluster.values())) == 4
    assert found.text_cluster["a"] == found.text_cluster["b"]


def test_versions_of_an_address_are_kept_in_their_order() -> None:
    url = "https://post.example/velm/market"
    a = told("a", WIRE, 1, url=url)
    b = told("b", EDITED, 1, url="http://m.post.example/velm/market/?utm_source=feed", updated=date(2024, 5, 3))
    c = told("c", OTHER, 1, url="https://www.post.example/velm/market#top", updated=date(2024, 5, 2))
    again = told("z", WIRE, 4, url=url)
    other = told("o", WIRE, 1, url="https://post.example/velm/bridge")
    found = cluster([again, other, c, b, a])
    assert found.versions == {"post.example/velm/market": ("a", "c", "b", "z")}
    assert kinds(found)["a", "b"] is Sameness.UPDATE
    assert found.text_cluster["c"] != found.text_cluster["a"]
    assert not found.undated


def test_versions_that_nothing_tells_apart_are_not_numbered() -> None:
    url = "https://post.example/velm/market"
    noon, night = datetime(2024, 5, 1, 12, tzinfo=UTC), datetime(2024, 5, 1, 23, tzinfo=UTC)
    a, b = told("a", WIRE, 1, url=url), told("b", EDITED, 1, url=url)
    assert cluster([a, b]).undated == {"a", "b"}
    assert cluster([replace(a, published=None), b]).undated == {"a", "b"}
    by_time = cluster([replace(a, gathered=night), replace(b, gathered=noon)])
    assert (by_time.versions["post.example/velm/market"], by_time.undated) == (("b", "a"), frozenset())
    changed = cluster([replace(a, updated=date(2024, 5, 1)), b])
    assert (changed.versions["post.example/velm/market"], changed.undated) == (("b", "a"), frozenset())
    assert kinds(changed) == {("b", "a"): Sameness.UPDATE}
    later = told("c", OTHER, 9, url=url)
    assert cluster([a, b, later]).undated == {"a", "b"}


def test_a_line_under_every_page_of_an_outlet_makes_no_copies() -> None:
    footer = " ".join(f"sign up for the letter number {n} of the post" for n in range(3))
    rng = random.Random(3)
    pages = [
        told(f"p{n:03}", " ".join(f"{rng.choice('abcdefgh')}{rng.randrange(9999)}" for _ in range(120)) + " " + footer)
        for n in range(200)
    ]
    assert cluster(pages).pairs == ()


def test_hundreds_of_edited_copies_of_one_story_are_one_text() -> None:
    rng, base = random.Random(4), WIRE.split()
    many = []
    for n in range(300):
        edited = list(base)
        for _ in range(6):
            edited[rng.randrange(len(edited))] = f"word{rng.randrange(10**6)}"
        many.append(told(f"c{n:03}", " ".join(edited), rng.randrange(1, 9)))
    assert len(set(cluster(many).text_cluster.values())) == 1


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_the_share_of_a_cut_story_is_estimated_well(share: float) -> None:
    rng = random.Random(5)
    long = [f"w{rng.randrange(10**6)}" for _ in range(4000)]
    cut = int(1000 * share)
    short = long[:cut] + [f"x{rng.randrange(10**6)}" for _ in range(1000 - cut)]
    assert likeness(signature(" ".join(long)), signature(" ".join(short))).share == pytest.approx(share, abs=0.12)


def test_a_signature_is_the_same_everywhere_and_holds_no_word() -> None:
    signed = signature(words(WIRE))
    assert signed == signature(words(WIRE))
    assert signed[:9].hex() == SIGNED
    assert b"velm" not in signed
    assert len(signed) <= 565


def test_what_is_no_signature_is_refused() -> None:
    with pytest.raises(ValueError, match="no signature of format 1"):
        copied(b"\x07nonsense", signature(words(WIRE)))


def test_titles_and_comments_are_no_part_of_the_text_that_is_compared() -> None:
    body = "\n\n".join(line for line in WIRE.format(dead=31).strip().split("\n"))
    plain = read_page(body, name="a")
    page = read_page(
        f"Shells fall on Velm\n\n{body}\n\n3 comments\n\nShame on them all. You should be ashamed.", name="b"
    )
    assert body_text(page) == body_text(plain)
    assert copied(sketch(plain).signature, sketch(page).signature)
