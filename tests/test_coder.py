"""The coder: what one document gives, and what it refuses to guess."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from khabar import coder as module
from khabar.coder import Coder
from khabar.errors import Reason
from khabar.read import read_page
from khabar.records import Coded, Measure, Modality, Polarity, Role, SourceKind, Stance, Standing

THURSDAY = date(2024, 3, 14)


@cache
def code(text: str, published: date | None = THURSDAY) -> Coded:
    return Coder().code(read_page(text, name="test", published=published))


def test_a_page_without_events_has_no_reports() -> None:
    assert code("The weather in Goma was mild and the lake was calm.").reports == ()


def test_bare_officials_are_those_of_the_only_state_that_acts_and_marked_as_inferred() -> None:
    (report,) = code("Kenyan warplanes bombed al-Shabaab camps near Gedo on Monday, according to officials.").reports
    assert (report.chain[-1].actor_id, report.chain[-1].inferred) == ("KEN.GOV", True)


def test_officials_stay_unknown_where_two_states_act() -> None:
    text = "Kenyan warplanes bombed a camp on Monday. Ethiopian troops attacked a village on Tuesday, officials said."
    assert [r.chain[-1].actor_id for r in code(text).reports if len(r.chain) > 1] == [None]


def test_what_is_taken_up_is_the_same_event_and_says_only_what_is_new() -> None:
    text = (
        "Turkish jets bombed Kurdish positions near Kobani on Tuesday. "
        "The strikes, ordered by President Recep Tayyip Erdogan, were described as deadly. "
        "Residents said the strikes went on."
    )
    coded = code(text)
    same = {r.report_id for r in coded.relations if r.kind == "same_event"}
    assert len(same) == 2
    ordered = [a.name for r in coded.reports for a in r.actors if a.role is Role.ORDERED_BY]
    assert ordered == ["Recep Tayyip Erdogan"]
    hearsay = [r for r in coded.reports if r.standing is Standing.HEARSAY]
    assert [t.low for r in hearsay for t in r.tolls] == [1]


def test_another_strike_is_marked_as_another() -> None:
    text = "A drone strike killed two men in Marib on Monday. A second drone strike hit Marib on Monday."
    coded = code(text)
    assert [r.kind for r in coded.relations] == ["distinct"]


def test_a_circumstance_borrows_the_day_and_the_doer() -> None:
    text = (
        "Chadian helicopters attacked Boko Haram camps near Bol on Wednesday. "
        "The army said the attack was carried out in coordination with the Nigerian army."
    )
    coded = code(text)
    (about,) = [r for r in coded.reports if r.event_type == "COOPERATE"]
    assert about.date is not None
    assert (about.date.date_start, about.date.anchor) == (date(2024, 3, 13), "event")
    assert {a.actor_id for a in about.actors if a.role is Role.PARTNER} == {"NGA.MIL"}
    assert all(a.inferred for a in about.actors if a.role is Role.AGENT)
    assert "about" in {r.kind for r in coded.relations}


def test_a_reaction_is_aimed_at_the_doer_and_comes_after_the_deed() -> None:
    (reaction,) = [
        r
        for r in code("The Malian government objected to Monday's French-led raids on Gao.").reports
        if r.event_type == "REJECT"
    ]
    assert {a.actor_id for a in reaction.actors if a.role is Role.TARGET} == {"FRA"}
    assert reaction.date is not None
    assert (reaction.date.date_start, reaction.date.date_end) == (date(2024, 3, 11), THURSDAY)


def test_pronouns_are_those_of_the_clause_above() -> None:
    (report,) = [
        r for r in code("Rwanda denied that its troops attacked Bunagana.").reports if r.event_type == "ASSAULT"
    ]
    (agent,) = [a for a in report.actors if a.role is Role.AGENT]
    assert (agent.text, agent.actor_id, agent.inferred) == ("its troops", "RWA.MIL", True)
    assert (report.polarity, report.chain[-1].stance) == (Polarity.DENIED, Stance.DENIES)


def test_a_pronoun_far_from_any_name_names_nobody() -> None:
    text = (
        "Defence Minister Ivan Velasquez blamed dissidents of the FARC for the ambush near Corinto. "
        "“They opened fire from both sides of the road,” a survivor told reporters."
    )
    (shots,) = [r for r in code(text).reports if r.trigger.text == "opened"]
    assert [a for a in shots.actors if a.role is Role.AGENT] == []


def test_we_is_whoever_is_quoted() -> None:
    (report,) = code("“We attacked the base at dawn,” the Taliban said in a statement.").reports
    (agent,) = [a for a in report.actors if a.role is Role.AGENT]
    assert (agent.text, agent.name, agent.inferred) == ("We", "Taliban", True)


def test_a_denial_of_what_was_told_is_a_report() -> None:
    text = "Fighters of the RSF shelled a market in Kutum on Monday. The RSF denied carrying out the attack."
    denied = [r for r in code(text).reports if r.polarity is Polarity.DENIED]
    assert [(r.event_type.value, r.chain[-1].stance.value) for r in denied] == [("ASSAULT", "denies")]
    assert [r.kind for r in code(text).relations] == ["same_event"]


def test_whoever_denies_what_was_struck_by_such_means_denies_that_deed() -> None:
    text = (
        "Gunners fired mortars into Dobrinja on Monday, killing nine people who queued for water. "
        "The Yugoslav army denied shelling a water queue."
    )
    assert [r.kind for r in code(text).relations] == ["same_event"]
    other = text.replace("shelling a water queue", "shelling a school")
    assert [r.kind for r in code(other).relations] == []


def test_the_army_is_that_of_the_country_a_page_is_about() -> None:
    (report,) = code("Gunmen ambushed soldiers near Corinto in Cauca, Colombia, the army said.").reports
    assert (report.chain[-1].actor_id, report.chain[-1].inferred) == ("COL.MIL", True)


def test_a_toll_alone_is_of_the_attack_told_before() -> None:
    text = (
        "Shells fell on a market in Kutum on Monday when the RSF shelled the town. Traders fled. "
        "The health ministry put the death toll at five. An earlier toll put the number of dead at nine."
    )
    tolls = [(r.chain[-1].text, t.low) for r in code(text).reports for t in r.tolls]
    assert ("The health ministry", 5) in tolls
    assert 9 in [low for _, low in tolls]
    assert {r.event_type for r in code(text).reports if r.tolls} == {"ASSAULT"}


def test_a_toll_of_something_else_stays_out() -> None:
    assert not [t for r in code("Flood waters rose in Kutum. The death toll rose to nine.").reports for t in r.tolls]


def test_soldiers_are_nobodys_where_two_armies_were_named() -> None:
    text = (
        "Ethiopian troops attacked a village near Adwa on Monday. Eritrean troops attacked a church in Axum. "
        "Soldiers killed nine men in Adwa, residents said."
    )
    killing = code(text).reports[-1]
    assert [a.actor_id for a in killing.actors if a.role is Role.AGENT] == [None]


def test_a_bare_office_is_not_of_the_state_it_speaks_of_striking() -> None:
    (report,) = [r for r in code("The minister ruled out an attack on Iran.").reports if r.event_type == "ASSAULT"]
    assert not [a for a in report.actors if a.role is Role.AGENT and a.country_iso3 == "IRN"]


def test_it_is_the_group_of_the_clause_above_known_or_not() -> None:
    (report,) = [
        r for r in code("The group denied that it had carried out the bombing.").reports if r.event_type == "ASSAULT"
    ]
    assert [a.name for a in report.actors if a.role is Role.AGENT] == ["The group"]


@pytest.mark.parametrize(
    ("title", "voice", "kind"),
    [
        ("Army shelled market in Kutum: monitors", "monitors", "organisation"),
        ("RSF attack on Kutum kills 20 – UN", "UN", "organisation"),
        ("Gunmen kill nine in Goma - police", "police", "official"),
        ("Rebels attack Goma - again", None, "author"),
        ("Rebels attack Goma: three killed", None, "author"),
    ],
)
def test_the_voice_at_the_end_of_a_headline(title: str, voice: str | None, kind: str) -> None:
    body = "The town was quiet in the evening. People stayed at home and nobody went to the market to buy anything."
    coded = Coder().code(
        read_page(f"<html><body><article><h1>{title}</h1><p>{body}</p></article></body></html>", name="x")
    )
    heads = [r for r in coded.reports if r.passage == "title"]
    assert {(r.chain[-1].text, r.chain[-1].kind.value) for r in heads} == {(voice, kind)}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Nobody has shown that the strikes killed civilians.", Modality.POSSIBLE),
        ("Officials doubted that rebels attacked the convoy.", Modality.POSSIBLE),
        ("Reporters asked whether soldiers had attacked the village.", Modality.ASKED),
    ],
)
def test_nothing_is_surer_than_its_voice(text: str, modality: Modality) -> None:
    assert {r.modality for r in code(text).reports if r.event_type == "ASSAULT"} == {modality}


def test_what_is_owned_is_not_its_owner() -> None:
    text = "The RSF said the army had shelled its own district in Khartoum."
    (report,) = [r for r in code(text).reports if r.event_type == "ASSAULT"]
    assert not [a for a in report.actors if a.role is Role.TARGET and a.actor_id == "group:rsf"]


def test_two_days_later_counts_from_what_was_told() -> None:
    text = "Rebels attacked Beni on 3 May 2023. Two days later, soldiers attacked a rebel camp near Mbau."
    days = [str(r.date.date_start) for r in code(text).reports if r.date is not None]
    assert days == ["2023-05-03", "2023-05-05"]


def test_a_dateline_is_nobody() -> None:
    (report,) = code("KYIV, March 13 - Russian missiles struck a power station overnight.").reports
    assert {a.country_iso3 for a in report.actors if a.role is Role.AGENT} == {"RUS"}


def test_a_thought_of_the_author_is_no_voice_but_analysis() -> None:
    (report,) = [
        r for r in code("Sudan may feel that Egypt supports the militia.").reports if r.event_type == "SUPPORT"
    ]
    assert [link.kind for link in report.chain] == [SourceKind.AUTHOR]
    assert report.modality is Modality.POSSIBLE
    assert report.standing is Standing.ANALYSIS


@pytest.mark.parametrize("text", ["Rebels attacked Goma on Thursday.", "Rebels attacked Goma last week."])
def test_without_publication_day_no_relative_date_is_resolved(text: str) -> None:
    (report,) = code(text, None).reports
    assert report.date is not None
    assert (report.date.date_start, report.date.date_end, report.date.anchor) == (None, None, None)


def test_every_value_that_was_decided_is_explained() -> None:
    coded = code("Rebels killed three soldiers near Beni on Monday, the army said.")
    (report,) = coded.reports
    explained = {e.field for e in coded.explanations if e.report_id == report.report_id}
    assert {"event_type", "chain", "place", "date", "tolls"} <= explained


def test_what_lies_beyond_the_ceiling_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_TEXT_CHARS", 60)
    coded = code("Rebels attacked Goma on Monday, police said. Then soldiers attacked Bukavu on Tuesday.")
    assert [r.trigger.start < 60 for r in coded.reports] == [True]
    assert [f.reason for f in coded.failures] == [Reason.TRUNCATED]


def test_nobody_is_partner_and_target_or_twice_the_doer() -> None:
    (met,) = code("The Iraqi prime minister met the Hungarian foreign minister in Baghdad.").reports
    assert [a.role for a in met.actors] == [Role.AGENT, Role.PARTNER]
    (attack,) = code("The Syrian army, with government troops, attacked rebels in Idlib on Monday.").reports
    agents = [a.actor_id for a in attack.actors if a.role is Role.AGENT]
    assert len(agents) == len(set(agents))


@pytest.mark.parametrize(
    "text",
    [
        "The priest, who had been kidnapped by rebels on March 4, was found dead on Monday.",
        "A nurse abducted last week in Cauca was found dead.",
        "Two engineers who were abducted by gunmen in Borno on March 3 have been found dead.",
    ],
)
def test_a_death_does_not_take_the_day_of_the_abduction(text: str) -> None:
    assert not [t for r in code(text).reports for t in r.tolls if t.measure is Measure.KILLED and r.date]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        (
            "The raids followed an attack on Haifa in which four people - a Thai and three Indians - died.",
            "attack",
        ),
        ("The strikes came after a bombing in Quetta in which six people were killed.", "bombing"),
        ("The march on Sunday marks the massacre in which 34 miners were killed.", "massacre"),
    ],
)
def test_a_clause_with_in_which_is_of_the_event_right_before_it(text: str, trigger: str) -> None:
    assert [r.trigger.text for r in code(text).reports if r.tolls] == [trigger]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("The mob lynched three traders accused of theft in Lagos.", "lynched"),
        ("A man suspected of the bombing was shot dead by police in Lyon.", "shot"),
        ("Two brothers suspected of spying were beheaded by militants in Raqqa.", "beheaded"),
        ("The colonel accused of ordering the massacre was arrested in Lima.", "arrested"),
    ],
)
def test_a_suspicion_of_somebody_does_not_hedge_what_befell_him(text: str, trigger: str) -> None:
    told = [r for r in code(text).reports if r.trigger.text == trigger]
    assert [r.standing for r in told] == [Standing.REPORTED]


@pytest.mark.parametrize(
    "text",
    [
        "Troops bombed Kunduz on Friday; nine people died.",
        "Rebels attacked Beni on Monday; three soldiers were wounded, officials said.",
        "Gunmen stormed the market in Jos on Sunday; at least 14 traders, two of them women, were killed.",
    ],
)
def test_what_a_deed_cost_may_stand_behind_a_semicolon(text: str) -> None:
    [report] = [r for r in code(text).reports if r.event_type == "ASSAULT"]
    assert report.tolls
    assert report.date


def test_people_killed_elsewhere_are_not_those_of_the_deed_before_a_semicolon() -> None:
    text = "Jets bombed Taiz on Friday; nine people were killed in Aden."
    assert len([r for r in code(text).reports if r.event_type == "ASSAULT"]) == 2


def test_a_negated_condition_denies_nothing() -> None:
    text = "If the rebels do not attack the town, the army will not bomb their camps."
    assert Standing.ANALYSIS in {r.standing for r in code(text).reports if r.modality is Modality.HYPOTHETICAL}


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen fired at the airport in Goma on Monday. No one was hurt.",
        "Rebels attacked Beni on Monday. Nobody was killed.",
        "A bomb exploded outside a bank in Jos on Friday. No soldiers were wounded.",
    ],
)
def test_a_toll_of_none_denies_nothing(text: str) -> None:
    coded = code(text)
    assert Standing.DENIED not in {r.standing for r in coded.reports}
    assert [t.best for r in coded.reports for t in r.tolls] == [0]
    assert [r.kind for r in coded.relations] == ["same_event"]
