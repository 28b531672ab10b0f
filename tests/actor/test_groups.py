"""The armed groups of the register: how many, since when, part of whom, and by which names."""

import re
from collections import Counter
from datetime import date

import pytest

from khabar.actor import Register
from khabar.actor.load import GROUP_COLUMNS, Entity, Tables
from khabar.tables import packaged, read_table

ARMED = ("rebel", "militia", "criminal", "armed")
ORDINARY_TOO = {"Afar", "Commonwealth"}
"""Names of one word that are ordinary words as well: news means the actor when it writes them with a capital."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Register.load().tables


@pytest.fixture(scope="module")
def groups(tables: Tables) -> list[Entity]:
    return [entity for actor_id, entity in tables.entities.items() if actor_id.startswith("group:")]


def test_at_least_800_groups_are_armed(groups: list[Entity]) -> None:
    """Parties, peoples and communities do not count, nor do armies and governments that few recognise."""
    kinds = Counter(group.kind for group in groups)
    assert sum(kinds[kind] for kind in ARMED) >= 1100
    assert kinds["rebel"] >= 700
    assert kinds["militia"] >= 280


def test_every_armed_group_but_those_of_many_lands_has_a_country(groups: list[Entity]) -> None:
    nowhere = {group.actor_id for group in groups if group.kind in ARMED and not group.countries}
    assert nowhere == {"group:al-qaeda", "group:islamic-state"}


def test_groups_began_and_ended_in_years_that_can_be(groups: list[Entity]) -> None:
    for group in groups:
        for day in (group.start, group.end):
            assert day is None or date(1790, 1, 1) <= day <= date(2026, 12, 31), group.actor_id
        if group.kind in ("rebel", "militia") and group.start is not None:
            assert group.start >= date(1850, 1, 1), group.actor_id


def test_a_group_is_part_of_groups_of_its_time(tables: Tables, groups: list[Entity]) -> None:
    for group in groups:
        for parent in group.parents:
            above = tables.entity(parent)
            assert above is not None, (group.actor_id, parent)
            if above.end is not None and group.start is not None and group.kind in ARMED and above.kind in ARMED:
                assert group.start <= above.end, (group.actor_id, parent)


def test_ids_of_groups_and_organisations_are_plain() -> None:
    for name in ("groups.tsv", "organisations.tsv"):
        for row in read_table(packaged("khabar.actor", name), GROUP_COLUMNS, optional=("note",)):
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["group_id"]), row["group_id"]


def test_no_row_says_a_name_twice() -> None:
    for name in ("groups.tsv", "organisations.tsv"):
        for row in read_table(packaged("khabar.actor", name), GROUP_COLUMNS, optional=("note",)):
            aliases = [row["name"], *row.items("aliases")]
            assert len(aliases) == len(set(aliases)), (row["group_id"], aliases)


def test_no_single_word_is_an_ordinary_one_unless_listed(tables: Tables) -> None:
    """Acronyms match in capitals only, and may spell a word."""
    ordinary = {row["word"] for row in read_table(packaged("khabar.place", "ordinary.tsv"), ("word",))}
    found = {
        name.alias
        for key, names in tables.names.items()
        if key in ordinary
        for name in names
        if not name.weak and name.rule in ("group", "organisation", "service", "person") and not name.alias.isupper()
    }
    assert found <= ORDINARY_TOO
