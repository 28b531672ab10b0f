"""Who held which office when: no two at once, nobody missing in the states that news of conflict is about."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from khabar.actor.load import PERSON_COLUMNS, day
from khabar.tables import packaged, read_table

FIRST, LAST = date(1990, 1, 1), date(2025, 12, 31)
SHARED_OFFICES = {
    ("BIH", "head_of_state"): "a presidency of three since 1996",
    ("CIV", "head_of_state"): "two sworn-in presidents, December 2010 to April 2011",
}
G20 = "ARG AUS BRA CAN CHN DEU FRA GBR IDN IND ITA JPN KOR MEX RUS SAU TUR USA ZAF"
AT_WAR = """
AFG AGO ARM AZE BDI BFA BGD BHR BIH BOL CAF CHL CIV CMR COD COG COL DJI DZA ECU EGY ERI ESP ETH
GEO GIN GNB GRC GTM HND HRV HTI IRL IRN IRQ ISR JOR KEN KGZ KHM KWT LAO LBN LBR LBY LKA MDA MKD
MLI MMR MOZ MYS NAM NER NGA NIC NPL PAK PAN PER PHL PNG PRK PRY PSE QAT RWA SDN SEN SLB SLE SLV
SOM SRB SSD SUN SYR TCD THA TJK TLS TUN UGA UKR UZB VEN VNM XKX YEM YUG ZWE ARE
"""
NO_PREMIER = """
AFG AGO ARG BDI BOL BRA CHL CMR COG COL ECU ERI GIN GNB GTM HND IDN IRN KEN LBR MEX NAM NGA NIC
PAN PHL PRY SDN SLE SLV SSD TCD USA VEN ZAF ZWE
"""
"""States where the head of state heads the government, for all or much of the time."""
BEGAN = {
    "ARM": date(1991, 11, 11),
    "AZE": date(1991, 10, 18),
    "BIH": date(1992, 3, 3),
    "ERI": date(1993, 5, 24),
    "GEO": date(1991, 4, 14),
    "HRV": date(1991, 6, 25),
    "KGZ": date(1991, 8, 31),
    "MDA": date(1991, 8, 27),
    "MKD": date(1991, 9, 8),
    "NAM": date(1990, 3, 21),
    "PSE": date(1994, 7, 5),
    "RUS": date(1991, 7, 10),
    "SRB": date(2006, 6, 5),
    "SSD": date(2011, 7, 9),
    "TJK": date(1991, 9, 9),
    "TLS": date(2002, 5, 20),
    "UKR": date(1991, 8, 24),
    "UZB": date(1991, 9, 1),
    "XKX": date(2008, 2, 17),
    "YEM": date(1990, 5, 22),
}
ENDED = {"SUN": date(1991, 12, 25), "YUG": date(2003, 2, 4)}
KNOWN_GAPS = Path(__file__).with_name("gaps.tsv")


class Held(NamedTuple):
    """A term as it stands in the file: the days between which it may have begun and ended."""

    name: str
    country: str
    office: str
    begin: date
    begin_late: date
    end_early: date
    end: date


def terms() -> Iterator[Held]:
    """Yield the terms of states that have a beginning."""
    for row in read_table(packaged("khabar.actor", "leaders.tsv"), PERSON_COLUMNS, optional=("title", "group", "note")):
        if row["country"] and row["office"] and row["from"]:
            begin, begin_late = day(row, "from"), day(row, "from", last=True)
            assert begin is not None
            assert begin_late is not None
            early, late = day(row, "to"), day(row, "to", last=True)
            yield Held(
                row["name"], row["country"], row["office"], begin, begin_late, early or date.max, late or date.max
            )


@pytest.fixture(scope="module")
def held() -> dict[tuple[str, str], list[Held]]:
    by_office = defaultdict(list)
    for term in terms():
        by_office[term.country, term.office].append(term)
    return by_office


@pytest.mark.parametrize("office", ["head_of_state", "head_of_government", "foreign_minister", "defence_minister"])
def test_a_state_has_one_holder_of_an_office_a_day(held: dict[tuple[str, str], list[Held]], office: str) -> None:
    """Two terms overlap for certain at most by the day of the handover; a year alone may be any day of it."""
    clashes = [
        (country, one, other)
        for (country, kind), found in held.items()
        if kind == office and (country, kind) not in SHARED_OFFICES
        for one, other in combinations(found, 2)
        if min(one.end_early, other.end_early) - max(one.begin_late, other.begin_late) > timedelta(days=1)
    ]
    assert clashes == []


def test_nobody_holds_an_office_for_a_lifetime_but_monarchs(held: dict[tuple[str, str], list[Held]]) -> None:
    for found in held.values():
        for term in found:
            assert date(1940, 1, 1) <= term.begin <= date(2026, 12, 31), term
            assert term.begin <= term.end, term
            if term.office not in ("head_of_state", "head_of_government", "supreme_leader", "group_leader"):
                assert (min(term.end_early, LAST) - term.begin_late).days < 50 * 366, term


def gaps(found: list[Held], first: date, last: date) -> Iterator[tuple[str, str]]:
    """Yield the stretches of more than a day between ``first`` and ``last`` that no term covers."""
    sure = first
    for term in sorted(found, key=lambda term: term.begin):
        if term.end < sure:
            continue
        if term.begin - sure > timedelta(days=1):
            yield sure.isoformat(), min(term.begin, last).isoformat()
        sure = max(sure, term.end)
        if sure >= last:
            return
    if last - sure > timedelta(days=1):
        yield sure.isoformat(), last.isoformat()


def known_gaps(country: str, office: str) -> set[tuple[str, str]]:
    rows = read_table(KNOWN_GAPS, ("country", "office", "from", "to", "why"))
    return {(row["from"], row["to"]) for row in rows if (row["country"], row["office"]) == (country, office)}


@pytest.mark.parametrize("country", sorted({*G20.split(), *AT_WAR.split()}))
def test_every_day_has_its_heads(held: dict[tuple[str, str], list[Held]], country: str) -> None:
    """From 1990 to 2025 every day has a head of state, and of government, but for the gaps in ``gaps.tsv``."""
    first, last = max(FIRST, BEGAN.get(country, FIRST)), min(LAST, ENDED.get(country, LAST))
    offices = ["head_of_state"] if country in NO_PREMIER.split() else ["head_of_state", "head_of_government"]
    for office in offices:
        found = [*held[country, office], *(held[country, "supreme_leader"] if office == "head_of_state" else [])]
        assert set(gaps(found, first, last)) == known_gaps(country, office), (country, office)


@pytest.mark.parametrize("country", sorted(G20.split()))
@pytest.mark.parametrize("office", ["foreign_minister", "defence_minister"])
def test_ministers_of_the_g20_are_almost_complete(
    held: dict[tuple[str, str], list[Held]], country: str, office: str
) -> None:
    """Days without a minister are less than one in twenty (defence in Brazil since there is such a ministry)."""
    first = date(1999, 6, 10) if (country, office) == ("BRA", "defence_minister") else FIRST
    first = max(first, BEGAN.get(country, first))
    missing = sum(
        (date.fromisoformat(end) - date.fromisoformat(begin)).days
        for begin, end in gaps(held[country, office], first, LAST)
    )
    assert missing < (LAST - first).days / 20
