"""No value without a reason, and what was dropped is told with the reason."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import khabar
from khabar.records import Report
from khabar.why import Explained, explain

VARIED = (
    "Rebels shelled Sake on Monday, the army said.",
    "Iraqi warplanes launched airstrikes on ISIS positions in Syria on Thursday, killing at least 36 fighters.",
    "A car bomb killed six people and wounded a dozen others in Mogadishu last week.",
    "We did not attack the village, the rebels said.",
    "Unidentified gunmen may have killed a judge in San Jose, residents said.",
    "According to Ukraine, Moscow plans to attack Kharkiv in spring.",
    "The airstrikes, ordered by President Bashar al-Assad, destroyed a hospital in Aleppo.",
    "France condemned the attack on the embassy in Tripoli on Tuesday.",
    "Police arrested 54 protesters in Tbilisi during a march against the law.",
    "Hundreds of students marched in Dhaka on 3 March 2024.",
    "The United States imposed sanctions on Myanmar's army chief.",
    "The rebels threatened to kill the hostages unless they were paid.",
    "Norway delivered food to refugees in Chad.",
    "The strike was carried out in coordination with the Syrian army.",
    "If the militia attacks the town, thousands will flee.",
    "Did the army bomb the market in Idlib?",
    "The general is said to have been killed near Tal Afar.",
    "Nobody has claimed responsibility for the bombing, but officials blamed al-Shabaab.",
    "Militants tried to storm the base on the Iraq-Syria border and failed.",
    "Turkish shelling of Kurdish positions wounded three women, a monitor said.",
    "The army and the rebels clashed near Goma, and the death toll rose to 17 from 12.",
    "Gunmen on motorcycles kidnapped 140 pupils from a school in Kaduna on Friday night.",
    "Pakistan deported thousands of Afghans in November 2023.",
    "The minister said that the rebels must disarm.",
    "Kenya will send 1,000 police officers to Haiti, the president announced.",
    "Soldiers withdrew from the town after a ceasefire was signed in Doha.",
    "The militia has attacked villages every night since June.",
    "He doubted that the army had used chemical weapons in Khan Sheikhoun.",
    "The UN demanded the release of the hostages held by Hamas.",
    "Protesters hurled petrol bombs at riot police in Athens; two officers were hurt.",
    "No casualty figures were available after a drone strike on a convoy in Marib.",
)
SINGLE = (
    "event_type", "event_mode", "cameo", "acled_event", "acled_sub_event", "polarity", "modality", "aspect", "standing",
    "place", "date", "confidence", "certainty", "instrument", "ucdp_violence",
)  # fmt: skip
SEVERAL = ("contexts", "actors", "tolls", "chain", "places")


def wanted(report: Report) -> Iterator[str]:
    yield from (name for name in SINGLE if getattr(report, name) is not None)
    yield from (f"{name}[{n}]" for name in SEVERAL for n in range(len(getattr(report, name))))


@pytest.fixture(scope="module")
def told() -> dict[str, Explained]:
    return {text: explain(text, "2024-03-14") for text in VARIED}


@pytest.mark.parametrize("text", VARIED)
def test_no_value_without_a_reason(text: str, told: dict[str, Explained]) -> None:
    explained = told[text]
    for one in explained.reports:
        reasons = {given.field for given in one.values if given.rule.strip()}
        assert [name for name in wanted(one.report) if name not in reasons] == []


@pytest.mark.parametrize("text", VARIED)
def test_words_stand_where_they_are_said_to(text: str, told: dict[str, Explained]) -> None:
    explained = told[text]
    for given in (given for one in explained.reports for given in one.values if given.start is not None):
        assert explained.document.text[given.start : given.end] == given.text
    for sentence in explained.sentences:
        assert explained.document.text[sentence.start : sentence.end] == sentence.text
        assert all(sentence.start <= d.start < d.end <= sentence.end for d in sentence.dropped)


def test_most_of_the_varied_sentences_make_reports(told: dict[str, Explained]) -> None:
    assert sum(bool(explained.reports) for explained in told.values()) >= len(VARIED) - 2


def test_the_same_is_coded_with_and_without_a_trace() -> None:
    text = " ".join(VARIED)
    document = khabar.read_page(text, name="text")
    plain = khabar.Coder(khabar.Settings.load()).code(document).reports
    assert tuple(one.report for one in explain(document).reports) == plain


DROPPED = (
    ("lexicon", "The talks killed time.", "“killed”: kill → ASSAULT", "barred by obj:time"),
    ("event", "Rebels attacked Goma, killing three people.", "“killing”", "one happening with “attacked”"),
    ("event", "The number of casualties rose to 15.", "“casualties”", "no deed is there"),
    ("actor", "We attacked the village.", "“We” as agent", "of nobody known"),
    ("actor", "It attacked the village near Goma.", "“It” as agent", "nobody named"),
    ("actor", "No one was hurt in the attack in Goma.", "“No one”", "nobody"),
    ("place", "Damascus denied that its army had bombed Idlib.", "“Damascus” as the place", "stands for a government"),
    ("place", "Gunmen killed a judge in Goma after leaving Kampala.", "“Kampala”", "“Goma” stands nearer"),
    ("date", "Gunmen killed a judge on Monday, and police arrested two men on Tuesday.", "“Tuesday”", "another event"),
    ("date", "Police said on Tuesday that gunmen had killed a judge on Sunday.", "“Tuesday”", "“Sunday” stands nearer"),
    ("date", "Gunmen killed a judge in Goma, police said on Tuesday.", "“Tuesday” as the date", "when somebody spoke"),
    ("toll", "Rebels attacked Goma. The strike did not kill six people.", "killed", "denied"),
    ("voice", "He may feel that the rebels attacked Goma.", "“He”", "weighs rather than tells"),
    ("report", "Rebels attacked Goma on Monday. The attack was brutal.", "ASSAULT of “attack”", "takes up “attacked”"),
)


@pytest.mark.parametrize(("stage", "text", "what", "reason"), DROPPED, ids=[f"{d[0]}-{d[2]}" for d in DROPPED])
def test_what_is_dropped_is_told_with_the_reason(stage: str, text: str, what: str, reason: str) -> None:
    dropped = [d for d in explain(text, "2024-03-14").dropped if d.stage == stage]
    assert any(what in d.what and reason in d.reason for d in dropped), dropped


def test_the_gate_is_told_with_its_words() -> None:
    passed, stopped = explain("Rebels opened fire on the convoy. The minister likes opera.").sentences
    assert passed.parsed
    assert "fire" in passed.forms
    assert not stopped.parsed
    assert stopped.forms == ()
    assert stopped.gate.startswith("not passed")


def test_a_toll_of_what_was_told_passes_by_its_own_words() -> None:
    _, toll = explain("Rebels attacked Goma. The ministry put the toll at 15.").sentences
    assert (toll.gate, toll.forms) == ("passed for a toll of the attack told on the page", ("toll",))
    [alone] = explain("The ministry put the toll at 15.").sentences
    assert alone.gate.startswith("not passed")


def test_namesakes_of_a_place_are_options() -> None:
    [told] = explain("Rebels attacked Goma on Monday.").reports
    [place] = [given for given in told.values if given.field == "place"]
    assert place.text == "Goma"
    assert all(option.ident and option.score for option in place.options)


def test_lines_that_are_more_specific_than_the_one_taken_are_options() -> None:
    [told] = explain("Rebels attacked Goma on Monday.").reports
    [event] = [given for given in told.values if given.field == "event_type"]
    assert any("cyber" in option.what and "needs obj:" in option.reason for option in event.options)


def test_an_explanation_is_plain_json() -> None:
    body = explain("Rebels attacked Goma on Monday.", "2024-03-14").to_json()
    assert list(body) == ["doc_id", "name", "published", "coder", "sentences"]
    [report] = body["sentences"][0]["reports"]
    assert {"field", "value", "rule", "text", "start", "end", "options"} == set(report["values"][0])
