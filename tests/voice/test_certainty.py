"""How surely an event is put: one sentence a case, the event's word between stars."""

import json
from pathlib import Path

import pytest

from khabar.parse import Sentence, Stretch, parse
from khabar.records import Aspect, Modality, Polarity
from khabar.voice import certainty

PROBE = Path(__file__).parents[2] / "../shared/data/probe/probe.jsonl"

AFFIRMED_ACTUAL = [
    "Government forces *shelled* the market in El Fasher on Friday.",
    "Ukrainian officials said that Russian drones *struck* a power station.",
    "The army *managed* to retake the airport, and rebels *fled*.",
    "Soldiers managed to *retake* the airport near Goma.",
    "M23 fighters began *shelling* the camp at dawn.",
    "Residents know that the junta *burned* their village.",
    "The rebels did not know that drones had *hit* their convoy.",
    "The bishop regretted that troops *fired* on mourners.",
    "The United Nations condemned the *attack* on the clinic in Bamenda.",
    "An *attack* took place near Maiduguri on Sunday.",
    "Rebels carried out an *ambush* near Goma.",
    "Villagers fled when gunmen *attacked* the mosque.",
    "The bridge collapsed because jets *bombed* it.",
    "He will meet the men who *kidnapped* his brother.",
    "The accord could end a war that *killed* thousands.",
    "Police reportedly *shot* two students in Yangon.",
    "Fighters allegedly *looted* the hospital.",
    "The colonel was accused of *ordering* the killings.",
    "The court may hear the general, who *led* the siege of Taiz.",
    "The ministry warned that rebels had *attacked* three checkpoints.",
    "The militia killed the chief and *burned* his house.",
    "The minister resigned after troops *opened* fire on miners.",
    "The group claimed responsibility for the *bombing* in Quetta.",
    "The soldiers were able to *escape* through the river.",
    "Thousands had to *flee* the fighting.",
    "The rebels did not fail to *capture* the hill.",
    "The council discussed the *massacre* of the villagers.",
    "Villagers did not know that troops had *burned* the mill.",
    "Why did the army *shell* the school?",
    "She could not believe that they had *killed* him.",
    "Soldiers failed to prevent the *massacre* of villagers.",
    "The mayor denied reports *published* by the paper.",
]

DENIED_ACTUAL = [
    "Colombian troops did not *attack* the camp.",
    "The rebels never *entered* the town.",
    "No soldiers were *killed* in the raid.",
    "No *attack* took place in Kharkiv overnight.",
    "Nobody was *injured* in the blast.",
    "The army denied that its jets *bombed* the school.",
    "Rwanda denied *backing* the rebels.",
    "The army denied the *attack*.",
    "The guerrillas failed to *seize* the barracks.",
    "The governor refused to *leave* the city.",
    "The troops withdrew without *firing* a shot.",
    "The rebels neither *attacked* nor *shelled* the town.",
    "Neither the militia nor the soldiers *attacked* the mill.",
    "The militia *attacked* neither the mill nor the bridge.",
    "Peacekeepers prevented the militia from *entering* the camp.",
    "Soldiers *killed* no one during the operation.",
    "The soldiers watched instead of *protecting* the villagers.",
    "Police forgot to *search* the truck.",
    "Police prevented an *attack* on the market.",
    "Soldiers refrained from *shooting* at the crowd.",
    "The militia stopped short of *attacking* the base.",
    "The army is far from *capturing* the town.",
    "The village was spared an *attack*.",
    "The court cleared the officer of *killing* the protester.",
    "The man was wrongly accused of *killing* the judge.",
    "The general rejected accusations that his men had *looted* the hospital.",
    "It is not true that the army *bombed* the camp.",
    "The claim that the army *bombed* the camp is false.",
    "I do not think that the army *bombed* the camp.",
    "The envoy has no trip *planned*.",
    "At no time did our men *enter* the village.",
    "The soldiers were unable to *reach* the town.",
]

POSSIBLE = [
    "The militia may have *killed* dozens in Ituri.",
    "Rebels might *attack* the dam.",
    "Perhaps the army *shelled* the village.",
    "Analysts believe that Houthi fighters *fired* the missile.",
    "Police suspect that the gang *kidnapped* the priest.",
    "It is possible that soldiers *burned* the huts.",
    "Troops are likely to *advance* on Mocha.",
    "There is a risk of *fighting* in Juba.",
    "The UN warned of *attacks* on convoys.",
    "The ceasefire gave the rebels a chance to *regroup*.",
    "Aid groups fear that the militia *burned* the camp.",
    "The army refused to confirm that its drones *struck* the wedding.",
    "The ministry has not said whether police *killed* the man.",
    "The generals seem to have *ordered* the raid.",
    "Diplomats doubt that the rebels *signed* the truce.",
    "Rumours of an *attack* emptied the streets.",
    "If he says that troops *shot* the man, nobody will believe him.",
    "The report may say that troops *shot* the man.",
    "I do not know that the rebels *left*.",
    "There were rumours that separatists *stormed* the barracks.",
    "There is no evidence that the rebels *used* gas.",
    "It remains unclear if the rebels *left* the town.",
    "The men are suspected of *robbing* a bank.",
    "They know how to *blow* up a bridge.",
    "The militia apparently *burned* the mill.",
    "Investigators want proof, and troops may have crossed the river and *attacked* the post.",
    "Congress debated air *strikes* on Monday.",
    "The two leaders discussed *strikes* on Idlib.",
    "The ministers took no decision on air *strikes*.",
    "A vote on air *strikes* is due in March.",
]

EXPECTED = [
    "Kenyan troops will *attack* the camp next week.",
    "The junta plans to *bomb* the hills.",
    "The rebels threatened to *kill* the hostages.",
    "Ethiopia is set to *withdraw* its soldiers.",
    "The army is preparing to *storm* the town.",
    "The colonel vowed to *crush* the mutiny.",
    "The group wants to *capture* the oilfield.",
    "Troops moved south to *attack* the rebels.",
    "The general said his men would *strike* at night.",
    "The two sides agreed to *exchange* prisoners.",
    "The planned *offensive* worries the villagers.",
    "The brigade is going to *attack* Bakhmut.",
]

ADVISED = [
    "Please *leave* the building at once.",
    "The court asked that the boy be *released*.",
    "The rebels ought to *release* the nurses.",
    "The government should *arrest* the warlord.",
    "Activists called for *protests* on Friday.",
    "The bishop urged the army to *stop* the killing.",
    "The UN demanded that Rwanda *withdraw* its troops.",
    "The army must *leave* the villages.",
    "Envoys called on the rebels to *disarm*.",
]

HYPOTHETICAL = [
    "If the rebels *attack* Goma, thousands will flee.",
    "Unless the army *withdraws*, the talks are dead.",
    "The town could have been *attacked* and *looted*.",
    "The raid would have *killed* many more people.",
    "The raid could (and should) have been *carried* out by the police.",
    "The regime would *arrest* every protester.",
    "Had the army *withdrawn*, the town would be quiet.",
    "Should the rebels *attack* Goma, thousands will flee.",
    "If rebels take the bridge and the army *flees*, the town is lost.",
]

ASKED = [
    "Did the army *shell* the hospital?",
    "Reporters asked whether troops had *burned* the village.",
    "Who *ordered* the massacre?",
    "“They *shelled* the school?” she said.",
]

ATTEMPTED = [
    "Rebels tried to *storm* the barracks in Kindu.",
    "Militants attempted to *kidnap* the doctor.",
    "The failed *attack* shook the capital.",
    "Police foiled an *attack* on the church in Lahore.",
    "The attempted *coup* ended at noon.",
]

ENDED = [
    "The army stopped *bombing* the hills.",
    "The coalition has suspended air *strikes* in Yemen.",
    "The rebels halted their *offensive* in Kivu.",
]

HABITUAL = ["The militia used to *tax* the miners."]

BOTH = [
    ("The rebels will not *attack* the town.", Polarity.DENIED, Modality.EXPECTED, Aspect.DONE),
    ("The attacks cannot be *done* by the police.", Polarity.DENIED, Modality.POSSIBLE, Aspect.DONE),
    ("Do not *enter* the village.", Polarity.DENIED, Modality.ADVISED, Aspect.DONE),
    ("Police foiled a plot to *bomb* the embassy.", Polarity.DENIED, Modality.EXPECTED, Aspect.DONE),
    ("The army has not stopped *shelling* the town.", Polarity.AFFIRMED, Modality.ACTUAL, Aspect.HABITUAL),
    ("The army should not *shell* the town.", Polarity.DENIED, Modality.ADVISED, Aspect.DONE),
    ("The rebels did not fail to *capture* the town.", Polarity.AFFIRMED, Modality.ACTUAL, Aspect.DONE),
    ("The army did not manage to *capture* the town.", Polarity.DENIED, Modality.ACTUAL, Aspect.DONE),
    (
        "They have never said the strike was *coordinated* with Damascus.",
        Polarity.AFFIRMED,
        Modality.POSSIBLE,
        Aspect.DONE,
    ),
]

TABLE = [
    *((text, Polarity.AFFIRMED, Modality.ACTUAL, Aspect.DONE) for text in AFFIRMED_ACTUAL),
    *((text, Polarity.DENIED, Modality.ACTUAL, Aspect.DONE) for text in DENIED_ACTUAL),
    *((text, None, Modality.POSSIBLE, Aspect.DONE) for text in POSSIBLE),
    *((text, Polarity.AFFIRMED, Modality.EXPECTED, Aspect.DONE) for text in EXPECTED),
    *((text, Polarity.AFFIRMED, Modality.ADVISED, Aspect.DONE) for text in ADVISED),
    *((text, Polarity.AFFIRMED, Modality.HYPOTHETICAL, Aspect.DONE) for text in HYPOTHETICAL),
    *((text, Polarity.AFFIRMED, Modality.ASKED, Aspect.DONE) for text in ASKED),
    *((text, Polarity.AFFIRMED, Modality.ACTUAL, Aspect.ATTEMPTED) for text in ATTEMPTED),
    *((text, Polarity.AFFIRMED, Modality.ACTUAL, Aspect.ENDED) for text in ENDED),
    *((text, Polarity.AFFIRMED, Modality.ACTUAL, Aspect.HABITUAL) for text in HABITUAL),
    *BOTH,
]


def read(marked: str) -> tuple[Sentence, list[int]]:
    """Return the parsed sentence and the indexes of the starred words."""
    starts, text = [], ""
    for at, part in enumerate(marked.split("*")):
        if at % 2:
            starts.append(len(text))
        text += part
    sentence = parse(text, [Stretch(0, len(text), 0, 0)])[0]
    return sentence, [sentence.at(start, start + 1)[0].i for start in starts]


@pytest.mark.parametrize(("marked", "polarity", "modality", "aspect"), TABLE)
def test_certainty(marked: str, polarity: Polarity | None, modality: Modality, aspect: Aspect) -> None:
    sentence, triggers = read(marked)
    for i in triggers:
        found = certainty(sentence, i)
        assert (polarity or found.polarity, modality, aspect) == (found.polarity, found.modality, found.aspect)


def test_reasons_point_at_words() -> None:
    sentence, [i] = read("The rebels may not *attack* the town.")
    found = certainty(sentence, i)
    words = {(b.field, sentence.slice(b.start, b.end)) for b in found.because}
    assert words == {("polarity", "not"), ("modality", "may")}


def test_value_orders_the_classes() -> None:
    values = []
    for marked in ("They *attacked*.", "They may *attack*.", "They did not *attack*."):
        sentence, [i] = read(marked)
        values.append(certainty(sentence, i).value)
    assert 3 >= values[0] > values[1] > values[2] >= -3


@pytest.mark.skipif(not PROBE.exists(), reason="the probe set is not beside the repository")
def test_probe_polarity_and_modality() -> None:
    stems = ("attack", "kill", "shell", "bomb")
    for line in PROBE.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        text, expect = record["text"], record["expect"][0]
        sentence = parse(text, [Stretch(0, len(text), 0, 0)])[0]
        trigger = next(t for t in sentence.tokens if t.is_verb and t.lemma.startswith(stems))
        found = certainty(sentence, trigger.i)
        assert found.polarity == expect["polarity"], record["id"]
        assert found.modality in expect["modality"], record["id"]
