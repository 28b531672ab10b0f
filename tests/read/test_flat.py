"""Flat texts, with readers' comments run on below the article and without. All sentences are our own."""

from pathlib import Path

import pytest

from khabar.read import find_passages, read_page
from khabar.records import PassageKind

SEED = Path(__file__).parents[2] / "../shared/seed/article.txt"

UKRAINE = [
    "Russian missiles hit a railway station in Pokrovsk on Tuesday, killing at least nine people, officials said.",
    "The governor of Donetsk said that two of the dead were children. Rescue workers were still searching the rubble.",
    "Moscow’s defence ministry said its forces had struck a depot of ammunition. “We spare civilians,” it said.",
]
UKRAINE_COMMENTS = [
    "I don’t believe a word of what that ministry says. You only have to look at the pictures! They should be ashamed.",
    "So where are the sanctions? I think Europe talks too much and does nothing.",
]
SUDAN = [
    "Fighters of the Rapid Support Forces attacked the town of Barah on Sunday, residents and a doctors’ union said.",
    "The union counted 31 dead and said that its hospital had been looted. The force did not comment.",
    "The army retook the town in September. It has changed hands four times since the war began.",
]
SUDAN_COMMENTS = [
    "Again? I have family there and nobody in the world cares about us. It is really a shame.",
    "@omar you are right, they should have sent peacekeepers years ago. [edited]",
    "What did you expect? Who sells them the drones? Follow the money, folks.",
]
CONGO = [
    "M23 rebels seized the town of Kanyabayonga on Friday after two days of fighting, according to local officials.",
    "Thousands of people fled south towards Butembo. The army said that it was regrouping.",
    "The United Nations mission said its peacekeepers had evacuated eleven wounded civilians on Saturday.",
]


@pytest.mark.parametrize(
    ("article", "comments"), [(UKRAINE, UKRAINE_COMMENTS), (SUDAN, SUDAN_COMMENTS), (CONGO, UKRAINE_COMMENTS[:1])]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_comments_that_run_on_below_an_article_are_found(article: list[str], comments: list[str], gap: str):
    text = gap.join([*article, *comments])
    passages = find_passages(text)
    assert [p.kind for p in passages] == [PassageKind.BODY] + [PassageKind.COMMENT] * len(comments)
    assert text[passages[0].start : passages[0].end] == gap.join(article)
    assert [text[p.start : p.end] for p in passages[1:]] == comments
    assert [p.comment for p in passages[1:]] == list(range(1, len(comments) + 1))
    assert all(0.5 <= p.confidence <= 1 for p in passages)


@pytest.mark.parametrize("article", [UKRAINE, SUDAN, CONGO])
def test_an_article_alone_has_no_comments(article: list[str]):
    assert [p.kind for p in find_passages("\n".join(article))] == [PassageKind.BODY]


def test_a_quotation_in_the_first_person_is_no_comment():
    text = "\n".join(
        [
            "Gunmen on motorcycles killed fourteen people in a village near Djibo on Monday, survivors said.",
            "“I was in the field when I heard the shots. I ran, and I did not look back,” said a woman.",
            "“We have asked you for soldiers! Why does nobody help us? You should be ashamed,” an elder said.",
            "The government declared three days of mourning and promised to reinforce its posts in the province.",
        ]
    )
    assert [p.kind for p in find_passages(text)] == [PassageKind.BODY]


def test_a_quotation_that_is_never_closed_is_no_comment():
    text = "\n".join(
        [
            "Police in Cali arrested eleven men on Thursday after an ambush in which three officers died.",
            "“I saw the whole thing from my window. They came in two cars and I could not believe it.",
            "“You have to understand that we are afraid. I think I will leave,” a shopkeeper told reporters.",
        ]
    )
    assert [p.kind for p in find_passages(text)] == [PassageKind.BODY]


def test_heads_of_comments_part_them_and_name_their_readers():
    text = "\n".join(
        [
            "Jets bomb a market in Lashio",
            "Jets of the Myanmar military bombed a market in Lashio on Monday, killing six people, a monitor said.",
            "The junta did not answer requests for comment. Fighting in the town has gone on since July.",
            "3 Comments",
            "moe says: October 24, 2024 at 5:14 am",
            "The generals will answer for this.",
            "And not before time.",
            "tin says: October 24, 2024 at 6:02 am",
            "I hope you are right.",
            "moe says: October 24, 2024 at 7:40 am",
            "I am.",
        ]
    )
    passages = find_passages(text)
    assert [p.kind.value for p in passages] == ["title", "body", "boilerplate", "comment", "comment", "comment"]
    assert [p.writer for p in passages[3:]] == ["reader 1", "reader 2", "reader 1"]
    assert text[passages[3].start : passages[3].end].endswith("And not before time.")


@pytest.mark.parametrize(
    "heading",
    ["Comments", "3 comments", "Comments (2)", "Readers' comments", "Readers’ comments:", "## Comments", "1 Comment"],
)
def test_whatever_stands_below_a_heading_of_comments_is_a_reader_s(heading: str):
    """A reader's "3,000 killed" reads like an article; only the heading tells whose it is."""
    remarks = ["3,000 killed there last week by the army.", "Shame.", "My cousin saw 40 dead in Bara on Friday."]
    text = "\n\n".join(["Shells fall on Bara", SUDAN[0], heading, *remarks])
    passages = find_passages(text)
    assert [text[p.start : p.end] for p in passages if p.kind is PassageKind.COMMENT] == remarks
    assert [p.kind.value for p in passages[:3]] == ["title", "body", "boilerplate"]


def test_a_link_to_the_comments_above_an_article_makes_no_comments_of_it():
    text = "\n\n".join(["Shells fall on Bara", "Read the story of the siege in full.", "3 comments", *SUDAN, *CONGO])
    assert PassageKind.COMMENT not in {p.kind for p in find_passages(text)}


def test_an_article_s_word_of_comments_is_no_heading():
    text = "\n".join([*SUDAN[:2], "The minister’s comments", *CONGO])
    assert [p.kind for p in find_passages(text)] == [PassageKind.BODY]


def test_a_headline_is_short_and_stands_above_longer_paragraphs():
    page = read_page("Shells fall on Bara\n\n" + "\n\n".join(SUDAN), name="t")
    assert page.title == "Shells fall on Bara"
    assert read_page("\n\n".join(SUDAN), name="t").title is None


def test_a_byline_below_the_headline_is_no_part_of_the_body():
    passages = find_passages("Shells fall on Bara\nBy Amna Idris\n4 May 2023\n" + "\n".join(SUDAN))
    assert [p.kind.value for p in passages] == ["title", "boilerplate", "body"]


def test_flat_text_is_kept_as_it_came():
    text = "  Troops entered Sirte.  \r\n\r\n\tTwo men died.\r"
    page = read_page(text, name="t")
    assert page.text == "  Troops entered Sirte.  \n\n\tTwo men died.\n"
    assert (page.passages[0].start, page.passages[-1].end) == (2, 41)


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside the repository")
def test_the_seed_is_four_paragraphs_and_three_readers():
    text = SEED.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line]
    page = read_page(SEED.read_bytes(), name="article.txt")
    assert page.text == text
    assert [(p.kind.value, p.comment) for p in page.passages] == [
        ("body", None), ("comment", 1), ("comment", 2), ("comment", 3),
    ]  # fmt: skip
    assert [page.text[p.start : p.end] for p in page.passages] == ["\n".join(lines[:4]), *lines[4:7]]


NAMES_ABOVE = (
    "kestrel77\n\nThey always say that. Do you believe it?\n\nA. Reader\n\nMy uncle drives a lorry there. It was "
    "worse.\n\n"
    "kestrel77\n\nThen tell us what he saw.\n\npedant\n\nIt is Barah, not Bara.\n\nHeads in sand again."
)
HEADS_BELOW = (
    "I have been saying this for years and nobody listens to me.\n\nPosted by: Nell | May 06, 2024 at 02:14 PM\n\n"
    "You forgot the town of Oster, they shelled it too!\n\nPosted by: Idris K. | May 06, 2024 at 02:51 PM\n\n"
    "Thanks for this.\n\nPosted by: Nell | May 07, 2024 at 09:03 AM"
)
SAID_AND_TIME = (
    "Nell said...\n\nHow terrible. What can we do?\n\n6 May 2024 2:14 PM\n\nidris said...\n\nNothing, as always.\n"
    "Sorry.\n\n6 May 2024 2:51 PM"
)
TIME_THEN_NAME = (
    "2 hours ago\nNell\n\nHow terrible. I hope they are all right.\n\n3 hours ago\nidris\n\nThey are not, believe "
    "me.\n\n"
    "3 hours ago\nNell\n\nThat is so sad."
)


@pytest.mark.parametrize(
    ("below", "firsts", "writers"),
    [
        (NAMES_ABOVE, ["kestrel77", "A. Reader", "kestrel77", "pedant"], 3),
        (HEADS_BELOW, ["I have been", "You forgot", "Thanks for"], 2),
        (SAID_AND_TIME, ["Nell said", "idris said"], 2),
        (TIME_THEN_NAME, ["2 hours ago", "3 hours ago", "3 hours ago"], 2),
    ],
)
def test_the_layout_of_heads_is_learned_from_the_page(below: str, firsts: list[str], writers: int):
    article = "\n\n".join(["Shells fall on Bara", *SUDAN, *CONGO])
    text = f"{article}\n\n{below}"
    found = [p for p in find_passages(text) if p.kind is PassageKind.COMMENT]
    assert found[0].start == len(article) + 2
    assert [text[p.start :][: len(first)] for p, first in zip(found, firsts, strict=True)] == firsts
    assert len({p.writer for p in found}) == writers


def test_what_police_said_is_no_head_of_a_comment():
    lines = [
        *SUDAN,
        "Four people were hurt and one was killed, police said.",
        "Police are still looking for the gunmen.",
    ]
    assert [p.kind for p in find_passages("\n\n".join(lines))] == [PassageKind.BODY]


def test_lines_below_an_article_that_are_no_voice_are_no_comments():
    lines = [*CONGO, "Read or share this story: https://post.example/1", "(555) 010-2277", "desk@post.example"]
    assert PassageKind.COMMENT not in {p.kind for p in find_passages("\n\n".join(lines))}


def test_a_very_long_text_is_read_in_time_in_proportion():
    text = "\n".join([*SUDAN, *UKRAINE_COMMENTS] * 2_000)
    assert find_passages(text)[-1].end == len(text)
