"""Single sentences and short pages: who did what to whom where, by classes of news prose that once went wrong."""

from __future__ import annotations

from datetime import date

import pytest

from khabar.coder import Coder
from khabar.read import read_page
from khabar.records import EventType, Modality, Polarity, Report, Role


def reports(text: str) -> tuple[Report, ...]:
    return Coder().code(read_page(text, name="x", published=date(2024, 5, 9))).reports


def of(text: str, trigger: str) -> Report:
    return next(r for r in reports(text) if r.trigger.text == trigger)


def named(report: Report, role: Role) -> str:
    return " ".join(f"{a.text} {a.name or ''}" for a in report.actors if a.role is role)


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("A bomb killed nine people in the Afghan capital on Sunday.", "killed", "Kabul"),
        ("In Niger, bandits ambushed a convoy near Agadez.", "ambushed", "Agadez"),
        ("A strike in Sidon killed a commander. Critics blamed him for the blast that killed six in Kiryat Shmona.",
         "blast", "iryat Shmona"),
        ("LAGOS, Nigeria - Raiders overran the town of Baga on Monday.\n\nThe raiders also burned the clinic.",
         "burned", "Baga"),
        ("ACCRA - Mortars hit a bakery in Bouake on Friday.\n\nResidents said that eleven people died in the bakery.",
         "died", "Bouak"),
        ("Rebels seized the mayor of Goma in his office, his wife said.", "seized", "Goma"),
        ("Kyiv denied shelling Donetsk and blamed Russia.", "shelling", "Donetsk"),
    ],
)  # fmt: skip
def test_where(text: str, trigger: str, name: str) -> None:
    place = of(text, trigger).place
    assert place is not None
    assert name in (place.name or "")


def test_a_village_no_list_has_keeps_its_name_within_its_country() -> None:
    place = of("Gunmen stormed a road camp near Zorbelam in northern Cameroon on Friday.", "stormed").place
    assert place is not None
    assert (place.text, place.name, place.relation) == ("Zorbelam", "Cameroon", "near")


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Gunmen seized 40 pupils in Kagara.", "seized", EventType.ASSAULT),
        ("Hezbollah seized two Israeli soldiers on the border.", "seized", EventType.ASSAULT),
        ("Militants took 30 women from a village in Borno.", "took", EventType.ASSAULT),
        ("Police seized two suspects in Kano.", "seized", EventType.COERCE),
        ("Israel seized two Hamas fighters near Jenin.", "seized", EventType.COERCE),
        ("Rebels seized two ships off Hodeida.", "seized", EventType.COERCE),
    ],
)
def test_people_are_abducted_by_the_armed_and_arrested_by_the_state(text: str, trigger: str, kind: EventType) -> None:
    assert of(text, trigger).event_type is kind


@pytest.mark.parametrize(
    ("text", "trigger", "role", "words"),
    [
        ("A gunman shot dead the Belgian consul, Luc Peeters, at a gallery.", "shot", Role.TARGET, "consul"),
        ("Near Zorbelam, rebels ambushed a patrol.", "ambushed", Role.AGENT, "rebels"),
        ("Troops captured Zorbelamsk on Saturday.", "captured", Role.TARGET, "Zorbelamsk"),
        ("Rockets filled with sarin hit the suburb before dawn.", "hit", Role.TARGET, "suburb"),
    ],
)  # fmt: skip
def test_who_and_whom(text: str, trigger: str, role: Role, words: str) -> None:
    assert words in named(of(text, trigger), role)


def test_who_denies_is_who_accuses() -> None:
    text = "The commander denied that his men had fired on the embassy and accused the government of doing so."
    accused = of(text, "accused")
    assert named(accused, Role.AGENT).startswith("The commander")
    assert accused.polarity is Polarity.AFFIRMED
    assert of(text, "fired").polarity is Polarity.DENIED


@pytest.mark.parametrize(
    ("text", "trigger", "group"),
    [
        ("Renamo fighters attacked a train near Moatize on Friday. The HVO shelled Mostar on Monday.",
         "shelled", "group:hvo"),
        ("The Taliban attacked a convoy near Kunduz on Friday. The LTTE attacked Mannar on Sunday.",
         "attacked", "group:ltte"),
        ("Boko Haram fighters raided a village near Maiduguri on Friday. The group killed nine people.",
         "killed", "group:boko-haram"),
        ("Boko Haram fighters raided a village near Maiduguri on Friday. The JTF killed nine people.", "killed", None),
    ],
)  # fmt: skip
def test_an_acronym_is_its_own_group_and_takes_up_no_other(text: str, trigger: str, group: str | None) -> None:
    last = [r for r in reports(text) if r.trigger.text == trigger][-1]
    assert [a.actor_id for a in last.actors if a.role is Role.AGENT] == [group]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Gunmen killed a priest in Aleppo on Friday. A bishop was kidnapped by unknown men.", "kidnapped"),
        ("Rebels shelled Douma on Monday. In a separate attack, gunmen shot dead a judge outside his home.", "shot"),
        ("Two policemen were shot dead in Karachi on Monday. Elsewhere in the country, a bomb killed three.", "killed"),
        ("Police shot a man in Marseille on Monday. The minister visited Lille. A clerk was stabbed at a station.",
         "stabbed"),
        ("A bus was attacked near Quetta on Friday. Pilgrims were often killed on the way.", "killed"),
        ("The Taliban attacked a convoy near Kunduz on Friday. The LRA killed nine people on Monday.", "killed"),
        ("The president flew to Kampala on Monday for talks. Rebels killed six rangers in the park.", "killed"),
    ],
)  # fmt: skip
def test_another_deed_takes_no_place_from_the_one_before(text: str, trigger: str) -> None:
    place = [r for r in reports(text) if r.trigger.text == trigger][-1].place
    assert place is None or place.place_id is None


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        ("Gunmen stormed a hotel in Mogadishu on Friday. The attackers were all shot dead by the next morning.",
         "shot", "Mogadishu"),
        ("A bomb went off in Peshawar on Friday. More than 60 worshippers died.", "died", "Peshawar"),
        ("A helicopter was shot down over Luhansk on Monday. The crew were taken captive.", "taken", "Luhansk"),
    ],
)  # fmt: skip
def test_what_goes_on_was_where_it_began(text: str, trigger: str, name: str) -> None:
    place = [r for r in reports(text) if r.trigger.text == trigger][-1].place
    assert place is not None
    assert place.name == name


def test_a_far_town_of_another_war_is_no_quarter_of_the_city_before() -> None:
    text = "The Taliban attacked a convoy near Kunduz on Friday. The KLA ambushed police at Glogovac on Monday."
    place = of(text, "ambushed").place
    assert place is not None
    assert place.country_iso3 == "XKX"


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Had the bomb in Kano gone off on Friday, hundreds would have died.", "gone off"),
        ("Had the men in the car been shot in Kano, there would have been a riot.", "shot"),
    ],
)
def test_what_had_to_happen_first_is_supposed(text: str, trigger: str) -> None:
    assert of(text, trigger).modality is Modality.HYPOTHETICAL


@pytest.mark.parametrize(
    ("denial", "doer"),
    [
        ("The army denied any part in the killing of the nine.", "killing"),
        ("The Liberation Tigers of Tamil Eelam said on Monday that they had no hand in the attack.", "attack"),
    ],
)
def test_who_denies_a_share_denies_the_deed(denial: str, doer: str) -> None:
    report = of(f"A car bomb killed nine people in Karbala on Monday. {denial}", doer)
    assert report.polarity is Polarity.DENIED
    assert named(report, Role.AGENT)
