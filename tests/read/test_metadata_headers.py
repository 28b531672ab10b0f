"""Which day a page says it was published on, from heads in every way that pages write them."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from khabar.read import read_page

HEADERS = Path(__file__).parent / "headers"
ARTICLE = (
    "<p>Government soldiers shelled the market of Bara on Wednesday, killing at least 12 people, residents said, in "
    "the worst attack of the year.</p><p>The army denied it. “We did not fire,” a spokesman said in the capital.</p>"
)


@dataclass(frozen=True)
class Variant:
    name: str
    published: str | None
    place: str | None
    updated: str | None
    url: str | None
    page: str


def variants() -> list[Variant]:
    found = []
    for path in sorted(HEADERS.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("### ")[1:]:
            line, _, markup = part.partition("\n")
            name, *values = (value.strip() for value in line.split("|"))
            published, place, updated, url = [None if value == "-" else value for value in (*values, "-")][:4]
            if "{article}" in markup:
                markup = markup.replace("{article}", ARTICLE)
            else:
                markup += f"<body><article><h1>Shells hit the market of Bara</h1>{ARTICLE}</article></body>"
            if "<html" not in markup:
                markup = f'<!doctype html><html lang="en">{markup}</html>'
            found.append(Variant(f"{path.stem}: {name}", published, place, updated, url, markup))
    return found


VARIANTS = variants()


def read(variant: Variant) -> tuple[str | None, str | None, str | None]:
    page = read_page(variant.page, name="page.html", url=variant.url)
    published = page.published.isoformat() if page.published else None
    return published, page.published_from, page.updated.isoformat() if page.updated else None


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_the_days_of_a_page_are_those_that_it_states(variant: Variant):
    assert read(variant) == (variant.published, variant.place, variant.updated)


def test_all_of_more_than_sixty_heads_in_ten_families_are_read_right():
    right = sum(read(variant)[0] == variant.published for variant in VARIANTS)
    print(f"day of publication right on {right} of {len(VARIANTS)} heads")
    assert len(VARIANTS) >= 60
    assert right == len(VARIANTS)


def test_every_statement_is_kept_with_its_place_and_the_chosen_first():
    page = read_page(
        '<html lang="en-GB"><head><title>Shells hit Bara | Nile Courier</title>'
        '<meta name="author" content="Amna Idris">'
        '<meta property="og:title" content="Shells hit Bara"><meta property="og:site_name" content="Nile Courier">'
        '<meta property="article:published_time" content="2018-04-19T10:00:00+01:00">'
        '<meta name="created" content="2018-04-17">'
        '<meta property="article:modified_time" content="2018-04-20T10:00:00+01:00"></head>'
        f"<body><h1>Shells hit Bara</h1>{ARTICLE}</body></html>",
        name="page",
        url="https://nile.example/2018/04/19/bara",
    )
    said = [(statement.field, statement.value, statement.where) for statement in page.statements]
    assert said[:2] == [
        ("published", "2018-04-19", "meta article:published_time"),
        ("updated", "2018-04-20", "meta article:modified_time"),
    ]
    assert ("published", "2018-04-19", "url") in said
    assert ("published", "2018-04-17", "meta created") in said
    assert ("title", "Shells hit Bara", "meta og:title") in said
    assert ("title", "Shells hit Bara | Nile Courier", "title") in said
    assert ("byline", "Amna Idris", "meta author") in said
    assert ("outlet", "Nile Courier", "meta og:site_name") in said
    assert ("language", "en-GB", "html lang") in said
    assert all(0 < statement.confidence <= 1 for statement in page.statements)
    assert page.statements[0].confidence > 0.97
