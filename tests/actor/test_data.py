"""The register's own consistency."""

import pytest

from khabar.actor import KINDS, Register
from khabar.actor.load import Tables

SHARED_ON_PURPOSE = {
    *("civil guard", "rsf", "jem", "ansar al sunnah", "ansar al islam", "national liberation army"),
    *("maoist", "maoists", "maoist rebels", "maoist guerrillas", "maoist insurgents"),
}
"""Names of two groups or organisations: date, country, capitals (JEM, JeM) or the order of the files decide."""


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Register.load().tables


def test_every_kind_is_in_the_list(tables: Tables) -> None:
    assert {entity.kind for entity in tables.entities.values()} <= set(KINDS)
    assert {branch.kind for branch in tables.branches.values()} <= set(KINDS)


def test_every_parent_is_in_the_register(tables: Tables) -> None:
    missing = [
        (entity.actor_id, parent)
        for entity in tables.entities.values()
        for parent in entity.parents
        if tables.entity(parent) is None
    ]
    assert missing == []


def test_no_group_is_its_own_ancestor(tables: Tables) -> None:
    for actor_id, entity in tables.entities.items():
        above, front = set(), set(entity.parents)
        while front:
            above |= front
            front = {p for up in front if (e := tables.entity(up)) for p in e.parents} - above
        assert actor_id not in above, actor_id


def test_terms_and_years_end_after_they_begin(tables: Tables) -> None:
    for entity in tables.entities.values():
        for start, end in [(entity.start, entity.end), *((t.start, t.end) for t in entity.terms)]:
            assert start is None or end is None or start <= end, entity.actor_id


def test_a_strong_name_has_one_meaning_unless_listed(tables: Tables) -> None:
    """Names of groups, organisations and services never clash; persons may share a surname, which is left open."""
    shared = {
        key
        for key, names in tables.names.items()
        if len({n.actor_id for n in names if not n.weak and n.rule in ("group", "organisation", "service")}) > 1
    }
    assert shared == SHARED_ON_PURPOSE


def test_every_country_has_a_name_and_almost_all_a_demonym(tables: Tables) -> None:
    states = [entity for entity in tables.entities.values() if entity.kind == "state"]
    assert len(states) >= 249
    demonyms = {name.actor_id for names in tables.names.values() for name in names if name.rule == "demonym"}
    assert len(demonyms) >= 220


def test_the_register_is_broad(tables: Tables) -> None:
    ids = list(tables.entities)
    assert sum(actor_id.startswith("group:") for actor_id in ids) >= 500
    assert sum(actor_id.startswith("org:") for actor_id in ids) >= 300
    assert sum(len(entity.terms) for entity in tables.entities.values()) >= 400
