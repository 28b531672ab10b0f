"""Who says what: sentences of our own about many wars."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from khabar.parse import Sentence, parse, split
from khabar.records import Document, Manner, Passage, PassageKind, SourceKind, Stance
from khabar.voice import Attribution, CueClass, attribute, chain_at

PROBE = Path(__file__).parents[2] / "../shared/data/probe/probe.jsonl"


def read(text: str) -> list[Sentence]:
    body = Passage(0, PassageKind.BODY, 0, len(text))
    document = Document("d", text, (body,), "test", "", "text/plain")
    return parse(text, split(document))


def chain(text: str, word: str) -> list[Attribution]:
    """Return the voices over the first place of a word."""
    at = text.index(word)
    return chain_at(attribute(read(text)), at, at + len(word))


ONE_VOICE = [
    # text, word reported, source, cue, kind, stance
    (
        "Sudanese officials said the paramilitaries shelled a market.",
        "shelled",
        "Sudanese officials",
        "said",
        "official",
        "says",
    ),
    (
        "The paramilitaries shelled a market, Sudanese officials said.",
        "shelled",
        "Sudanese officials",
        "said",
        "official",
        "says",
    ),
    ("The paramilitaries, a witness said, shelled a market.", "shelled", "a witness", "said", "witness", "says"),
    (
        "According to a local doctor, drones hit the maternity ward.",
        "hit",
        "a local doctor",
        "According to",
        "expert",
        "says",
    ),
    (
        "Drones hit the maternity ward, according to the Red Cross.",
        "hit",
        "the Red Cross",
        "according to",
        "organisation",
        "says",
    ),
    ("The army denied that it had burned the village.", "burned", "The army", "denied", "military", "denies"),
    ("The rebels denied shelling the airport.", "shelling", "The rebels", "denied", "group", "denies"),
    ("The ministry warned that gunmen could attack churches.", "attack", "The ministry", "warned", "official", "warns"),
    ("Reporters asked whether soldiers had looted the shops.", "looted", "Reporters", "asked", "media", "asks"),
    (
        "Analysts questioned whether the raid had killed the commander.",
        "killed",
        "Analysts",
        "questioned",
        "expert",
        "doubts",
    ),
    (
        "The junta has not confirmed that its jets bombed the school.",
        "bombed",
        "The junta",
        "has not confirmed",
        "official",
        "has_not_said",
    ),
    (
        "The army refused to confirm that drones struck the convoy.",
        "struck",
        "The army",
        "refused to confirm",
        "military",
        "has_not_said",
    ),
    (
        "The rebels declined to say who ordered the killing.",
        "killing",
        "The rebels",
        "declined to say",
        "group",
        "has_not_said",
    ),
    (
        "The two states have never said the raid was coordinated.",
        "coordinated",
        "The two states",
        "have never said",
        "official",
        "has_not_said",
    ),
    ("Ethiopia accused Eritrean troops of killing farmers.", "killing", "Ethiopia", "accused", "official", "says"),
    ("The group claimed that its fighters ambushed a patrol.", "ambushed", "The group", "claimed", "group", "says"),
    ("The group claimed responsibility for the bombing.", "bombing", "The group", "claimed", "group", "says"),
    ("Police confirmed the arrest of four men.", "arrest", "Police", "confirmed", "official", "says"),
    ("Kyiv's claim that Russian missiles hit a hospital angered Moscow.", "hit", "Kyiv's", "claim", "official", "says"),
    (
        "A survivor told Reuters that militiamen beheaded the chief.",
        "beheaded",
        "A survivor",
        "told",
        "witness",
        "says",
    ),
    ("“They burned our homes,” said Ko Aung, a farmer.", "burned", "Ko Aung, a farmer", "said", "witness", "says"),
    ("A police spokesman said five men were abducted.", "abducted", "A police spokesman", "said", "official", "says"),
    ("A rebel spokesman said five men were abducted.", "abducted", "A rebel spokesman", "said", "group", "says"),
    (
        "The Syrian Observatory for Human Rights reported that jets struck Idlib.",
        "struck",
        "The Syrian Observatory for Human Rights",
        "reported",
        "organisation",
        "says",
    ),
    (
        "Relatives of the dead miners say soldiers fired first.",
        "fired",
        "Relatives of the dead miners",
        "say",
        "relative",
        "says",
    ),
    (
        "State television announced that the president had fled.",
        "fled",
        "State television",
        "announced",
        "media",
        "says",
    ),
    ("Figures show that attacks on clinics doubled.", "attacks", "Figures", "show", "expert", "says"),
    ("A source said the hostages had been moved.", "moved", "A source", "said", "unnamed", "says"),
    (
        "Residents said soldiers had entered the camp, adding that shots were fired.",
        "fired",
        "Residents",
        "adding",
        "witness",
        "says",
    ),
    ("The bishop wrote that militiamen had killed two nuns.", "killed", "The bishop", "wrote", "witness", "says"),
    ("NATO said the boat was sunk by a mine.", "sunk", "NATO", "said", "military", "says"),
    ("Hamas said Israeli troops raided the hospital.", "raided", "Hamas", "said", "group", "says"),
    (
        "The militia's denial that it killed the miners convinced no one.",
        "killed",
        "The militia's",
        "denial",
        "group",
        "denies",
    ),
]


@pytest.mark.parametrize(("text", "word", "source", "cue", "kind", "stance"), ONE_VOICE)
def test_one_voice(text: str, word: str, source: str, cue: str, kind: str, stance: str) -> None:
    [found] = chain(text, word)
    assert found.source is not None
    assert found.cue is not None
    assert (found.source.text, found.cue.text) == (source, cue)
    assert (found.kind, found.stance) == (SourceKind(kind), Stance(stance))


HEARSAY = [
    ("Troops reportedly shot at the crowd.", "shot", "reportedly"),
    ("The mayor was allegedly abducted by gunmen.", "abducted", "allegedly"),
    ("The rebels are said to have crossed the river.", "crossed", "are said"),
    ("The general was reported to have fled to Chad.", "fled", "was reported"),
    ("It was reported that the town had fallen.", "fallen", "was reported"),
    ("There were reports that looters had emptied the stores.", "emptied", "reports"),
    ("The blast was described as deadly.", "deadly", "was described as"),
]


@pytest.mark.parametrize(("text", "word", "cue"), HEARSAY)
def test_hearsay_has_no_source(text: str, word: str, cue: str) -> None:
    [found] = chain(text, word)
    assert found.source is None
    assert found.kind is SourceKind.HEARSAY
    assert found.cue is not None
    assert found.cue.text == cue


CHAINS = [
    (
        "The agency quoted a general as saying that guerrillas had attacked a base.",
        "attacked",
        ["The agency", "a general"],
    ),
    (
        "The envoy told the council that officials had admitted that rebels shelled the town.",
        "shelled",
        ["The envoy", "officials"],
    ),
    ("Al Jazeera reported that villagers said the army burned the huts.", "burned", ["Al Jazeera", "villagers"]),
    (
        "The UN said witnesses claimed that police believed the gang killed him.",
        "killed",
        ["The UN", "witnesses", "police"],
    ),
]


@pytest.mark.parametrize(("text", "word", "sources"), CHAINS)
def test_nested_voices_stand_outermost_first(text: str, word: str, sources: list[str]) -> None:
    assert [a.source.text for a in chain(text, word) if a.source] == sources


AUTHORS_OWN = [
    ("Malian troops attacked the camp on Monday.", "attacked"),
    ("The government objected to the attack on its embassy.", "attack"),
    ("Amnesty condemned the killing of the monks.", "killing"),
    ("Soldiers entered the town, where officials said schools were closed.", "entered"),
    ("The strikes, ordered by the prime minister, were described as precise.", "strikes"),
    ("The minister spoke after gunmen killed two guards.", "killed"),
]


@pytest.mark.parametrize(("text", "word"), AUTHORS_OWN)
def test_what_the_author_says(text: str, word: str) -> None:
    assert chain(text, word) == []


def test_a_quotation_goes_on() -> None:
    text = "“We heard shots,” said Amina Yusuf, a farmer. “Then they burned the huts.”\n\n“They took my brother.”"
    for word in ("burned", "took"):
        [found] = chain(text, word)
        assert found.carried
        assert found.manner is Manner.DIRECT
        assert found.source is not None
        assert found.source.text == "Amina Yusuf, a farmer"


def test_a_quotation_does_not_cross_other_sentences() -> None:
    text = "“We heard shots,” said a farmer. The road was empty. The mayor had left.\n\nA “safe” zone was shelled."
    assert chain(text, "shelled") == []


def test_a_quotation_goes_on_behind_a_gate() -> None:
    text = "“We saw it. They came at night. They burned the huts,” said a farmer."
    sentences = read(text)
    assert len(sentences) == 3
    found = attribute([sentences[0], sentences[2]])
    at = text.index("burned")
    assert [a.source.text for a in chain_at(found, at, at + 6) if a.source] == ["a farmer"]


def test_pronouns_are_resolved_to_the_last_speaker() -> None:
    text = "The mayor, Ibrahim Sow, said rebels took the bridge. He added that police fled."
    [found] = chain(text, "fled")
    assert found.source is not None
    assert found.speaker is not None
    assert (found.source.text, found.speaker.text) == ("He", "The mayor, Ibrahim Sow")
    assert found.kind is SourceKind.OFFICIAL


def test_pronouns_with_two_antecedents_are_left_open() -> None:
    text = "Musa Ali said that rebels fled, and Omar Bah said that police fled. He said the war was over."
    [found] = chain(text, "over")
    assert found.speaker is not None
    assert found.speaker.text == "He"


def test_a_subject_before_in_the_sentence_is_the_speaker() -> None:
    text = "Chad has struck the border towns, but it has never said the raids were planned."
    [found] = chain(text, "planned")
    assert found.speaker is not None
    assert (found.speaker.text, found.stance) == ("Chad", Stance.HAS_NOT_SAID)


def test_thought_is_marked() -> None:
    [found] = chain("Diplomats believe that the army killed the monks.", "killed")
    assert found.mental
    assert found.cue_class is CueClass.MENTAL


def test_titles_give_short_names_their_kind() -> None:
    text = "General Ousmane Diarra visited the camp. Diarra said rebels killed two men."
    [found] = chain(text, "killed")
    assert found.kind is SourceKind.MILITARY


@pytest.mark.skipif(not PROBE.exists(), reason="the probe set is not beside the repository")
def test_probe_speakers_and_stances() -> None:
    for line in PROBE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        expect = record["expect"][0]
        if "speaker" not in expect:
            continue
        word = next(w for w in ("attacked", "attack", "killed", "bombed", "shelled") if w in record["text"])
        found = chain(record["text"], word)
        if expect["speaker"] is None:
            assert found == [], record["id"]
            continue
        voice = found[-1].source or found[-1].cue
        assert voice is not None
        assert expect["speaker"] in voice.text, record["id"]
        assert found[-1].stance == expect.get("stance", "says"), record["id"]
