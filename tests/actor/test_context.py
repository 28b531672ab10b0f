"""Names as of a day, in a country, within their text."""

from datetime import date

import pytest

from khabar.actor import Register


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.mark.parametrize(
    ("on", "country", "phrase", "expected"),
    [
        ("2015-08-22", "SYR", "the president", "person:bashar-al-assad"),
        ("1995-08-22", "SYR", "the president", "person:hafez-al-assad"),
        ("1995-08-22", "SYR", "President Assad", "person:hafez-al-assad"),
        ("2018-04-19", "IRQ", "the prime minister", "person:haider-al-abadi"),
        ("2012-06-01", "SYR", "the regime", "SYR.GOV"),
        ("2012-06-01", "SYR", "the army", "SYR.MIL"),
        ("2017-08-10", None, "the North Korean leader", "person:kim-jong-un"),
        ("2019-11-20", "COD", "the ADF", "group:adf"),
        ("2023-05-05", "SDN", "the RSF", "group:rsf"),
        ("2018-04-19", "IRQ", "Jaish ul-Adl", "group:jaish-al-adl"),
        ("2018-04-19", None, "Haydar al-Abadi", "person:haider-al-abadi"),
        ("2011-09-20", None, "Muʿammar al-Qadhafi", "person:muammar-gaddafi"),
        ("2014-02-22", None, "Victor Yanukovich", "person:viktor-yanukovych"),
        ("2011-04-11", None, "Alassane Dramane Ouattara", "person:alassane-ouattara"),
        ("2024-05-05", None, "forces loyal to Bashar al-Assad", "SYR.MIL"),
        ("2024-03-14", None, "Myanmar's junta chief", "person:min-aung-hlaing"),
        ("2024-03-14", None, "Niger's junta chief", "person:abdourahamane-tiani"),
        ("2017-03-14", None, "Haider al-Abadi's Turkish counterpart", "person:binali-yildirim"),
    ],
)
def test_day_and_country_tell_who_is_meant(
    register: Register, on: str, country: str | None, phrase: str, expected: str
) -> None:
    match = register.resolve(phrase, on=date.fromisoformat(on), country=country)
    assert match is not None
    assert match.actor_id == expected


@pytest.mark.parametrize(
    ("on", "country", "phrase"),
    [
        ("2015-08-22", None, "the president"),
        ("2015-08-22", "SYR", "presidents"),
        ("2015-08-22", "SYR", "the university president"),
        ("2015-08-22", "SYR", "the commander"),
        ("2015-08-22", "SYR", "the former president"),
        ("1998-08-20", "COD", "M23 fighters"),
        ("1995-05-05", None, "the Wagner Group"),
        ("2023-05-05", None, "RSF"),
        ("2009-10-10", "PAK", "Mr Khan"),
        ("2016-10-11", "RUS", "Carla Putin"),
        ("2016-10-11", "SYR", "the Free Army of Zubara"),
        ("2022-02-25", "RUS", "Putin's lawyer"),
        ("2022-02-25", "RUS", "Putin's counterpart"),
        ("2017-06-10", "PHL", "Salma Maute"),
        ("2020-06-10", "IND", "the party"),
        ("2025-06-01", "SYR", "forces loyal to Bashar al-Assad"),
    ],
)
def test_who_cannot_be_told_stays_open(register: Register, on: str, country: str | None, phrase: str) -> None:
    match = register.resolve(phrase, on=date.fromisoformat(on), country=country)
    assert match is None or match.actor_id is None


@pytest.mark.parametrize(
    ("text", "mention", "expected"),
    [
        ("Robert Mugabe resigned. Crowds danced: Mugabe was gone.", "Mugabe was", "person:robert-mugabe"),
        ("They met Prime Minister Abadi on Monday.", "Abadi", "person:haider-al-abadi"),
        ("Abadi, the Iraqi prime minister, left.", "Abadi", "person:haider-al-abadi"),
        ("The baker Hussein Example and Mr Example met.", "Mr Example", None),
    ],
)
def test_the_text_around_a_mention_helps(register: Register, text: str, mention: str, expected: str | None) -> None:
    word = mention.removesuffix(" was")
    start = text.index(mention)
    match = register.resolve_mention(text, start, start + len(word), on=date(2017, 4, 19))
    assert (match.actor_id if match else None) == expected


def test_namesakes_are_listed_with_their_reasons(register: Register) -> None:
    found = register.candidates("RSF", on=date(2023, 5, 5))
    assert {one.actor_id for one in found[:2]} == {"group:rsf", "org:rsf-ngo"}
    assert all(one.reason for one in found)


def test_a_candidate_says_its_term(register: Register) -> None:
    one = register.candidates("the Iraqi prime minister", on=date(2018, 4, 19))[0]
    assert one.name == "Haider al-Abadi"
    assert one.term is not None
    assert one.term.end == date(2018, 10, 25)
    assert one.reason == "held the office on that day"


def test_before_its_founding_a_group_is_only_a_candidate(register: Register) -> None:
    one = register.candidates("M23", on=date(1998, 8, 20), country="COD")[0]
    assert (one.actor_id, one.in_term) == ("group:m23", False)
    assert "founded after 1998-08-20" in one.reason


def test_names_of_an_actor(register: Register) -> None:
    names = register.names_of("group:islamic-state")
    assert names[0] == "Islamic State"
    assert {"ISIS", "Daesh"} <= set(names)


@pytest.mark.parametrize(
    ("phrase", "actor_id", "country"),
    [
        ("Israeli army bulldozers", "ISR.MIL", "ISR"),
        ("Palestinian lorries", None, "PSE"),
        ("President Laurent Gbago", "person:laurent-gbagbo", "CIV"),
        ("Georgian President Eduard Shevardnadze", "person:eduard-shevardnadze", "GEO"),
        ("Chechen villagers", "group:chechens", "RUS"),
        ("Hungarian officials", "HUN.GOV", "HUN"),
    ],
)
def test_whose_people_and_things_they_are(register: Register, phrase: str, actor_id: str | None, country: str) -> None:
    match = register.resolve(phrase)
    assert match is not None
    assert (match.actor_id, match.country_iso3) == (actor_id, country)


@pytest.mark.parametrize(
    ("phrase", "kind", "country"),
    [
        ("a wedding party", "civilian", None),
        ("a Turkish party", "political", "TUR"),
        ("ethnic Armenians", "ethnic", None),
        ("22 Indian security men", "military", "IND"),
        ("a farm leader", "civilian", None),
        ("four officers", "police", None),
        ("army officers", "military", None),
    ],
)
def test_words_around_a_noun_say_what_it_is(register: Register, phrase: str, kind: str, country: str | None) -> None:
    match = register.resolve(phrase)
    assert match is not None
    assert (match.kind, match.country_iso3) == (kind, country)


@pytest.mark.parametrize(("on", "country"), [("1999-01-01", "PRT"), ("2022-01-01", None)])
def test_whoever_heads_the_united_nations_speaks_for_no_country(
    register: Register, on: str, country: str | None
) -> None:
    match = register.resolve("Antonio Guterres", on=date.fromisoformat(on))
    assert match is not None
    assert match.country_iso3 == country


@pytest.mark.parametrize(
    ("on", "country", "phrase", "expected"),
    [
        ("2005-01-01", "CHN", "President Hu", "person:hu-jintao"),
        ("2018-01-01", "KOR", "President Moon", "person:moon-jae-in"),
        ("2011-02-01", None, "Omar Suleiman", "person:omar-suleiman"),
        ("2009-06-12", None, "Mir Hossein Moussavi", "person:mir-hossein-mousavi"),
        ("2009-06-12", "IRQ", "the Islamic State of Iraq", "group:isi-iraq"),
        ("2015-06-12", "IRQ", "Islamic State in Iraq", "group:islamic-state"),
        ("2010-04-06", "IND", "Maoist rebels", "group:naxalites"),
        ("2002-04-06", "NPL", "Maoist rebels", "group:cpn-maoist"),
        ("2001-04-06", "MKD", "the National Liberation Army", "group:nla-mkd"),
        ("2018-04-06", None, "the National Liberation Army", "group:eln"),
    ],
)
def test_names_that_several_bear_are_told_apart(
    register: Register, on: str, country: str | None, phrase: str, expected: str
) -> None:
    match = register.resolve(phrase, on=date.fromisoformat(on), country=country)
    assert match is not None
    assert match.actor_id == expected


def test_a_namesake_of_another_age_is_less_sure(register: Register) -> None:
    then = register.resolve("Stephen Smith", on=date(2009, 1, 1))
    long_before = register.resolve("Stephen Smith", on=date(1960, 1, 1))
    assert then is not None
    assert long_before is not None
    assert long_before.score < then.score
