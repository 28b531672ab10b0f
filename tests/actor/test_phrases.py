"""Noun phrases as they stand in news, with whom they name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.actor import Register

NAMED = """
2018-04-19 | Iraqi warplanes | IRQ.MIL.AIR
2018-04-19 | ISIS forces | group:islamic-state
2018-04-19 | IS | group:islamic-state
2018-04-19 | the so-called Islamic State group | group:islamic-state
2018-04-19 | Daesh militants | group:islamic-state
2018-04-19 | ISIL fighters | group:islamic-state
2018-04-19 | Prime Minister Hayder Abadi | person:haider-al-abadi
2018-04-19 | the Iraqi prime minister | person:haider-al-abadi
2018-04-19 | Iraq's prime minister | person:haider-al-abadi
2018-04-19 | the prime minister of Iraq | person:haider-al-abadi
2018-04-19 | Iraqi Prime Minister Haidar al-Abadi | person:haider-al-abadi
2018-04-19 | Abadi | person:haider-al-abadi
2021-04-19 | Prime Minister Abadi | person:haider-al-abadi
2018-04-19 | the Syrian Army | SYR.MIL
2018-04-19 | Syrian government forces | SYR.MIL
2018-04-19 | Syrian troops | SYR.MIL
2018-04-19 | Assad’s forces | SYR.MIL
2018-04-19 | the Assad regime | SYR.GOV
2018-04-19 | Assad | person:bashar-al-assad
1995-04-19 | Assad | person:hafez-al-assad
2018-04-19 | Damascus | SYR.GOV
2018-04-19 | Iraqi officials | IRQ.GOV
2018-04-19 | The Iraqi government | IRQ.GOV
2018-04-19 | Iraqi civilians | IRQ.CIV
2018-04-19 | US | USA
2018-04-19 | the U.S. | USA
2018-04-19 | the United States | USA
2018-04-19 | America | USA
2018-04-19 | the US military | USA.MIL
2018-04-19 | U.S. warplanes | USA.MIL.AIR
2018-04-19 | US-led coalition | org:cjtf-oir
2018-04-19 | the Kurds | group:kurds
2018-04-19 | Syrian Kurds | group:kurds
2018-04-19 | former Free Syrian Army | group:fsa
2018-04-19 | Turkish police | TUR.POL
2018-04-19 | Turkish President Recep Tayyip Erdogan | person:recep-tayyip-erdogan
2018-04-19 | the Turkish president | person:recep-tayyip-erdogan
2018-04-19 | Iraqi military spokesman Yahya Rasool | person:yahya-rasool
2018-04-19 | YPG fighters | group:ypg
2018-04-19 | the Kurdish-led Syrian Democratic Forces | group:sdf
2018-04-19 | Jaish al-Islam rebels | group:jaysh-islam
2018-04-19 | Turkish-backed Syrian rebels | SYR.REB
2018-04-19 | the White Helmets | group:white-helmets
2018-04-19 | the Syrian Observatory for Human Rights | org:sohr
2018-04-19 | SANA | org:sana
2023-06-01 | Sudanese army | SDN.MIL
2023-06-01 | the Sudanese Armed Forces | SDN.MIL
2023-06-01 | SAF | SDN.MIL
2023-06-01 | the paramilitary Rapid Support Forces | group:rsf
2023-06-01 | RSF fighters | group:rsf
2023-06-01 | Burhan | person:abdel-fattah-al-burhan
2023-06-01 | Hemedti | person:mohamed-hamdan-dagalo
2023-06-01 | Mohamed Hamdan Daglo | person:mohamed-hamdan-dagalo
2023-06-01 | Hemedti's forces | group:rsf
2005-06-01 | Janjaweed militias | group:janjaweed
2018-06-01 | Sudanese President Omar al-Bashir | person:omar-al-bashir
2022-03-10 | Russian forces | RUS.MIL
2022-03-10 | Russian missiles | RUS.MIL
2022-03-10 | the Kremlin | RUS.GOV
2022-03-10 | Moscow | RUS.GOV
2022-03-10 | Russia's Defence Ministry | RUS.GOV.DEF
2022-03-10 | the Russian Ministry of Defense | RUS.GOV.DEF
2022-03-10 | Ukrainian President Volodymyr Zelenskyy | person:volodymyr-zelensky
2022-03-10 | Zelenskiy | person:volodymyr-zelensky
2022-03-10 | Putin | person:vladimir-putin
2022-03-10 | Wagner mercenaries | group:wagner
2022-03-10 | Ukrainian soldiers | UKR.MIL
2022-03-10 | the Security Service of Ukraine | UKR.SPY.SBU
2022-03-10 | FSB officers | RUS.SPY.FSB
2015-02-10 | pro-Russian separatists | group:donbas-separatists
2015-02-10 | the Donetsk People's Republic | group:dpr
2015-02-10 | Ukrainian President Petro Poroshenko | person:petro-poroshenko
2015-02-10 | the Ukrainian president | person:petro-poroshenko
2023-02-10 | M23 rebels | group:m23
2023-02-10 | Congolese soldiers | COD.MIL
2023-02-10 | FARDC troops | COD.MIL
2023-02-10 | soldiers from Rwanda | RWA.MIL
2023-02-10 | ADF militants | group:adf
2023-02-10 | CODECO militiamen | group:codeco
2023-02-10 | Mai-Mai fighters | group:mai-mai
2023-02-10 | MONUSCO peacekeepers | org:monusco
2023-02-10 | Congolese President Felix Tshisekedi | person:felix-tshisekedi
2022-05-10 | the Tatmadaw | MMR.MIL
2022-05-10 | Myanmar's junta | MMR.GOV
2022-05-10 | Myanmar soldiers | MMR.MIL
2022-05-10 | PDF fighters | group:pdf
2022-05-10 | the Arakan Army | group:arakan-army
2022-05-10 | the Kachin Independence Army | group:kia
2022-05-10 | KNLA troops | group:knla
2022-05-10 | Rohingya villagers | group:rohingya
2022-05-10 | Burmese police | MMR.POL
2012-05-10 | the FARC | group:farc
2012-05-10 | Farc guerrillas | group:farc
2012-05-10 | ELN rebels | group:eln
2020-05-10 | FARC dissidents | group:farc-dissidents
2020-05-10 | the Gulf Clan | group:clan-golfo
2020-05-10 | Colombian police | COL.POL
2020-05-10 | Colombian President Iván Duque | person:ivan-duque
2016-05-10 | Boko Haram insurgents | group:boko-haram
2016-05-10 | suspected Boko Haram fighters | group:boko-haram
2016-05-10 | Nigerian troops | NGA.MIL
2016-05-10 | the Nigerian Air Force | NGA.MIL.AIR
2016-05-10 | ISWAP | group:iswap
2016-05-10 | the Nigerian president | person:muhammadu-buhari
2016-05-10 | at least 12 Houthi fighters | group:houthis
2016-05-10 | Ansar Allah | group:houthis
2016-05-10 | Saudi-led coalition | org:saudi-coalition
2016-05-10 | Saudi warplanes | SAU.MIL.AIR
2016-05-10 | President Abd-Rabbu Mansour Hadi | person:abd-rabbu-mansour-hadi
2011-05-10 | Moammar Gadhafi | person:muammar-gaddafi
2011-05-10 | forces loyal to Muammar Gaddafi | LBY.MIL
2019-05-10 | forces loyal to Khalifa Haftar | group:lna
2019-05-10 | Haftar's forces | group:lna
2016-05-10 | al-Shabaab militants | group:al-shabaab
2016-05-10 | al Shabaab | group:al-shabaab
2021-01-10 | Ethiopian troops | ETH.MIL
2021-01-10 | the TPLF | group:tplf
2021-01-10 | Prime Minister Abiy Ahmed | person:abiy-ahmed
2023-11-10 | Hamas gunmen | group:hamas
2023-11-10 | Israeli airstrikes | ISR.MIL.AIR
2023-11-10 | the IDF | ISR.MIL
2023-11-10 | the Israeli prime minister | person:benjamin-netanyahu
2022-08-10 | the Israeli prime minister | person:yair-lapid
2023-11-10 | Palestinian civilians | PSE.CIV
2023-11-10 | Hezbollah positions | group:hezbollah
2008-11-10 | the Tamil Tigers | group:ltte
2010-11-10 | Maoist rebels of Nepal | group:cpn-maoist
2010-11-10 | Naxalites | group:naxalites
2010-11-10 | Taliban spokesman Zabihullah Mujahid | person:zabihullah-mujahid
2010-11-10 | the Afghan Taliban | group:taliban
2010-11-10 | Pakistani Taliban | group:ttp
2010-11-10 | the Afghan president | person:hamid-karzai
2004-11-10 | US President George W. Bush | person:george-w-bush
2004-11-10 | Bush | person:george-w-bush
1991-01-20 | Bush | person:george-h-w-bush
2014-11-10 | Séléka fighters | group:seleka
2014-11-10 | anti-balaka militias | group:anti-balaka
2010-11-10 | the Lord’s Resistance Army | group:lra
2000-11-10 | RUF rebels | group:ruf
2020-11-10 | JNIM | group:jnim
2020-11-10 | people of Mali | MLI.CIV
2020-11-10 | Human Rights Watch | org:hrw
2020-11-10 | UN peacekeepers | org:un
2020-11-10 | Reuters | org:reuters
2020-11-10 | IRAQI WARPLANES | IRQ.MIL.AIR
"""

KINDS_ONLY = """
unidentified gunmen | armed
troops | military
officials | government
residents of Aleppo | civilian
protesters | protesters
local journalists | media
the separatists | rebel
suspected militants | rebel
a suicide bomber | armed
two policemen | police
dozens of villagers | civilian
medics | ngo
witnesses | witness
pirates | criminal
Karachi police | police
a group of militants | rebel
Hezbollah hostages | civilian
"""

NOBODY = """
Karachi
northern Syria
southern Ukraine
a Syrian town
us
is
who
aid
turkey
they
the strike
Friday
in Damascus
Aleppo
!!!
"""


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split(" | ")] for line in table.strip().splitlines()]


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.mark.parametrize(("on", "phrase", "expected"), rows(NAMED))
def test_a_phrase_names_its_actor(register: Register, on: str, phrase: str, expected: str) -> None:
    match = register.resolve(phrase, on=date.fromisoformat(on))
    assert match is not None
    assert match.actor_id == expected


@pytest.mark.parametrize(("phrase", "kind"), rows(KINDS_ONLY))
def test_a_common_noun_gives_only_the_kind(register: Register, phrase: str, kind: str) -> None:
    match = register.resolve(phrase)
    assert match is not None
    assert (match.actor_id, match.kind) == (None, kind)


@pytest.mark.parametrize("phrase", [row[0] for row in rows(NOBODY)])
def test_what_is_no_actor_stays_unresolved(register: Register, phrase: str) -> None:
    assert register.resolve(phrase) is None


def test_an_office_goes_with_its_dates(register: Register) -> None:
    during = register.resolve("Prime Minister Abadi", on=date(2018, 4, 19))
    after = register.resolve("Prime Minister Abadi", on=date(2021, 4, 19))
    assert during is not None
    assert during.office == "Prime Minister of Iraq"
    assert after is not None
    assert after.office == "former Prime Minister of Iraq"


def test_an_office_without_a_date_is_the_government_not_a_person(register: Register) -> None:
    match = register.resolve("the Iraqi prime minister")
    assert match is not None
    assert (match.actor_id, match.name) == ("IRQ.GOV", "Prime Minister of Iraq")


def test_a_namesake_is_not_the_one_in_office(register: Register) -> None:
    match = register.resolve("Iraqi Prime Minister Karim Example", on=date(2018, 4, 19))
    assert match is not None
    assert match.actor_id == "IRQ.GOV"


def test_two_presidents_of_one_name_stay_open_without_a_date(register: Register) -> None:
    match = register.resolve("Bush")
    assert match is not None
    assert match.actor_id is None
    assert len(match.candidates) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hayder Abadi", "Haider al-Abadi"),
        ("Moamer Qadhafi", "Muammar Gaddafi"),
        ("Volodimir Zelenskij", "Volodymyr Zelensky"),
        ("Khalifah Hiftar", "Khalifa Haftar"),
        ("Al Shabab", "al-Shabaab"),
        ("Hizbollah", "Hezbollah"),
    ],
)
def test_candidates_go_over_spellings(register: Register, name: str, expected: str) -> None:
    assert expected in [candidate.name for candidate in register.candidates(name)[:3]]


@given(st.text(max_size=80))
def test_resolve_and_find_actors_take_any_text(text: str) -> None:
    register = Register.load()
    register.resolve(text)
    for mention in register.find_actors(text, offset=7):
        assert text[mention.start - 7 : mention.end - 7] == mention.text


HEAP = st.sampled_from(["the", "Iraqi", "Syria's", "US", "-led", "forces", "of", "ISIS", "and", ",", "police", "Abadi"])


@given(st.lists(HEAP))
def test_resolve_takes_any_heap_of_its_own_words(words: list[str]) -> None:
    Register.load().resolve(" ".join(words), on=date(2018, 4, 19))
