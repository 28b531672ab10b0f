import pytest

from khabar.parse import Sentence, parse, split
from khabar.place import event_places, find_places, is_actor_use, resolve_places
from khabar.records import Document, Passage, PassageKind


def read(text: str) -> Sentence:
    passages = (Passage(0, PassageKind.BODY, 0, len(text)),)
    document = Document("d-1", text, passages, "-", "0", "text/plain")
    return parse(text, split(document))[0]


def trigger(sentence: Sentence, word: str) -> int:
    return next(t.i for t in sentence.tokens if t.text == word)


CASES = [
    ("Iraqi F-16s struck fighters in Hajin in Deir ez-Zor, Syria, on Thursday.", "struck", "Hajin"),
    ("Jets carried out airstrikes on the Syrian side of the border.", "airstrikes", "the Syrian side of the border"),
    ("Israel bombed Gaza on Monday.", "bombed", "Gaza"),
    ("Damascus denied that it had shelled Idlib.", "shelled", "Idlib"),
    ("Speaking in Geneva, the envoy said militants killed 20 people in Goma.", "killed", "Goma"),
    ("Gunmen killed 12 farmers in Zurmi, Zamfara state, police in Abuja said.", "killed", "Zurmi"),
    ("The army shelled the Zamzam camp near El Fasher on Friday.", "shelled", "Zamzam camp"),
    ("A car bomb exploded outside a hotel in Mogadishu, killing nine.", "killing", "Mogadishu"),
    ("Houthi fighters in Yemen attacked a ship in the Red Sea.", "attacked", "Red Sea"),
    ("Washington accused Tehran of arming the rebels.", "accused", None),
    ("The government objected to the attacks on Syria.", "objected", None),
    ("Two soldiers were killed in an ambush 30 km east of Gao, Mali's army said.", "killed", "Gao"),
    ("Thousands protested in Khartoum against the coup in Gabon.", "protested", "Khartoum"),
    ("The Turkish military launched strikes in northern Iraq, Ankara said.", "strikes", "Iraq"),
    ("Troops shot five people in the town of Bethlehem, south of Jerusalem, on Monday.", "shot", "Bethlehem"),
    ("A drone hit a house in Kharkiv, northeast of Kyiv, on Monday.", "hit", "Kharkiv"),
    ("China sanctioned two American companies.", "sanctioned", None),
]


@pytest.mark.parametrize(("text", "word", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_the_place_of_the_event(text: str, word: str, expected: str | None) -> None:
    sentence = read(text)
    i = trigger(sentence, word)
    actors = [sentence.cover(sentence.subtree(c.i)) for c in sentence.children(i, "nsubj", "dobj", "nsubjpass")]
    found = event_places(sentence, i, actors, resolve_places(find_places(text), text=text))
    assert (found[0].mention.text if found else None) == expected


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Damascus denied the report.", {"Damascus"}),
        ("Moscow accused Kyiv of shelling Donetsk.", {"Moscow"}),
        ("Rebels entered Damascus at dawn.", set()),
        ("A deal was signed by Ethiopia in Nairobi.", {"Ethiopia"}),
        ("Fighting reached Khartoum.", set()),
    ],
)
def test_governments_under_the_names_of_places(text: str, actors: set[str]) -> None:
    sentence = read(text)
    assert {m.text for m in find_places(text) if is_actor_use(sentence, m)} == actors
