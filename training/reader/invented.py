"""Sentences of our own for what public sets lack, filled from lists, nothing taken from a set.

Voices on war and crime: headlines, counts, hearsay, nouns as cues. Certainty in everyday words: orders, wishes, aims,
what would have been.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

FILL = {
    "who": """the army|the navy|the ministry of defence|the interior ministry|a police officer|the regional prosecutor
        |a hospital director|two survivors|a militia commander|the rebel alliance|the junta|the separatists
        |a spokeswoman for the mission|the foreign ministry|a retired colonel|villagers|a border guard|an aid worker
        |the mayor's office|Captain Tariq Nassar|Dr. Amina Bello|Governor Pavel Hrynko|a truck driver from Osmark
        |General Idris Kouyate|a rights monitor|the state news agency|the coroner|a priest|relatives of the dead
        |an intelligence official|the peacekeepers|the union of nurses|a man who gave his name as Yusuf|the court
        |Lieutenant Sara Lindqvist|a fisherman|the cartel|a prison warden|the archbishop|one of the drivers""",
    "deed": """gunmen raided the market in Tel Qara|a drone hit the bakery|soldiers burned eleven houses
        |the bridge at Lomba was blown up|nine people died in the blast|the convoy came under fire near the river
        |a mine killed three farmers|militiamen took forty hostages|the town had fallen|a suspect was arrested
        |the shells came from across the border|police shot at the crowd|the prisoners were moved at night
        |an air strike flattened a school in Beled|the attackers fled on motorcycles|two officers were wounded
        |the truce had been broken twice|the dam was mined|fighters looted the clinic|the pilot survived
        |rebels hold the northern district|a bus was set alight in Corvena|the victim had been stabbed
        |masked men abducted the editor|the ceasefire was still in place|tanks were moving towards Ramat""",
    "act": """shelling the port|killing the teachers|hiding weapons in a mosque|breaking the truce|jamming the radar
        |burning the crops|firing on ambulances|arming the militia|robbing the convoy|jailing students
        |smuggling rockets|poisoning wells|kidnapping aid workers|using cluster bombs""",
    "noun": """the raid on the depot|the attack|the killing of the judge|the arrests|the strike on the power plant
        |the abductions|the ambush|the fire at the camp|the shooting|the explosion|the clashes in Duma
        |the loss of the airfield|the report|the accusation""",
    "num": "4|seven|eleven|at least 19|more than thirty|some 250|nearly 90|two dozen|1,300|no fewer than five",
    "unit": "dead|bodies|wounded|people killed|missing|families without shelter|houses destroyed|detainees",
    "day": "on Monday|on Friday night|late on Tuesday|at dawn|over the weekend|a week ago|in March|earlier",
    "head": """army|police|rebels|ministry|UN|witnesses|rights group|mayor|Kremlin|prosecutors|envoy|hospital
        |coast guard|Red Cross|state TV|governor|president|NGO""",
    "hdeed": """drone hits bakery in Beled|nine killed in market blast|gunmen abduct editor|bridge at Lomba destroyed
        |rebels seize airfield|convoy attacked near border|suspect held over stabbing|shelling kills two in Corvena
        |troops leave the valley|prison riot leaves 12 dead|hostages freed after raid|mine kills farmers""",
    "quote": """They came in the night and took my brothers|We will not leave this hill|There was smoke everywhere
        |Nobody has counted the dead yet|Our forces hit what they aimed at|It was not us|The road is closed
        |I saw three men fall|We have no bread and no medicine|This was murder|The talks are over""",
}
VOICES = """{S1 <Who>} {C1 put} {X1 the toll at <num> <unit>}.
{S1 <Who>} {C1 puts} {X1 the number of <unit> at <num>} <day>.
{S1 <Who>} {C1 spoke of} {X1 <num> <unit>}, without giving details.
{S1 <Who>} {C1 counted} {X1 <num> <unit>} <day>.
{S1 <Who>} {C1 listed} {X1 <num> <unit>} by name.
{X1 <Hdeed>}{C1 :} {S1 <head>}
{S1 <Head>}{C1 :} {X1 <hdeed>}
{X1 <Hdeed>}, {S1 <head>} {C1 says}
{X1 <Hdeed>}, {C1 say} {S1 <head>}
{X1 <Hdeed>} {C1 -} {S1 <head>}
{X1 “<Quote>”}{C1 :} {S1 <head>}
{S1 <Head>} {C1 denies} {X1 <noun>}
{S1 <Head>} {C1 blames} {X1 rebels for <noun>}
{C1 It is feared} {X1 that <deed>}.
{C1 It was not clear} {X1 whether <deed>}.
{C1 It remains unclear} {X1 who was behind <noun>}.
{C1 Rumours} spread <day> {X1 that <deed>}.
{C1 Claims} {X1 that <deed>} could not be checked.
{C1 Reports} {X1 that <deed>} are being looked into by the court.
{X1 <Deed>}, {C1 it was claimed} <day>.
{X1 <Num> people were} {C1 reportedly} {X1 killed in <noun>}.
{X1 The gang} {C1 allegedly} {X1 paid for <noun>}.
{C1 Apparently} {X1 <deed>}.
The suspect is {C1 said} {X1 to have been <act>} <day>.
The group is {C1 believed} {X1 to be <act>}.
{X1 <Num> <unit>} were {C1 reported} <day>.
There was no {C1 confirmation} from the capital {X1 that <deed>}.
{S1 <Who>} {C1 suspects} {X1 that <deed>}.
{S1 <Who>} {C1 knew} {X1 that <deed>}.
{S1 <Who>} {C1 doubts} {X1 that <deed>}.
{S1 <Who>} {C1 feared} {X1 that <deed>}.
{S1 <Who>} {C1 found} {X1 that <deed>}.
{S1 <Who>} {C1 heard} {X1 that <deed>}.
{S1 <Who>} {C1 learned} <day> {X1 that <deed>}.
{S1 <Who>} {C1 concluded} {X1 that <deed>}.
{S1 <Who>} {C1 could not confirm} {X1 that <deed>}.
{S1 <Who>} {C1 has not commented on} {X1 <noun>}.
{S1 <Who>} {C1 refused to say} {X1 whether <deed>}.
{S1 Video from the scene} {C1 shows} {X1 that <deed>}.
{S1 Images taken by a satellite} {C1 show} {X1 <num> burnt vehicles}.
{S1 Documents seen by the court} {C1 suggest} {X1 that <deed>}.
{S1 A leaked memo} {C1 describes} {X1 <noun>}.
{S1 <Who>} {C1 accused} {X1 the rebels of <act>}.
{S1 <Who>} {C1 charged} {X1 that <deed>}.
{S1 <Who>} {C1 claimed responsibility for} {X1 <noun>}.
{S1 <Who>} {C1 threatened} {X1 to answer <noun>}.
{S1 <Who>} {C1 vowed} {X1 to avenge <noun>}.
{S1 <Who>} {C1 warned of} {X1 more attacks}.
{S1 <Who>} {C1 condemned} {X1 <noun>}.
{S1 <Who>} {C1 called} {X1 <noun> “a crime”}.
{S1 <Who>} {C1 described} {X1 <noun> as an accident}.
{S1 <Who>} {C1 dismissed} {X1 <noun> as propaganda}.
{S1 <Who>} {C1 rejected} {X1 <noun>}.
{C1 In the words of} {S1 <who>}, {X1 <deed>}.
{C1 In the view of} {S1 <who>}, {X1 <deed>}.
{C1 For} {S1 <who>}, {X1 <noun> changed everything}.
{X1 <Deed>}, {C1 according to} {S1 <who>}.
{C1 According to} {S1 <who>}, {X1 <deed>} <day>.
{X1 <Deed>}, {S1 <who>} {C1 said} <day>.
{X1 “<Quote>,”} {C1 said} {S1 <who>}. {X1 “<Quote>.”}
{S1 <Who>}{C1 :} {X1 “<Quote>.”}
{S1 <Who>} {C1 told} reporters <day> {X1 that <deed>}.
{S1 <Who>} {C1 wrote} on Telegram {X1 that <deed>}.
{S1 <Who>} {C1 posted}: {X1 “<Quote>.”}
{S1 <Who>} {C1 retracted} {X1 the statement that <deed>}.
{S1 <Who>} {C1 corrected} {X1 the toll to <num>}.
<Who> offered a reward for the gang's leader.
<Who> released a video <day>, and <deed>.
<Who> did not answer calls <day>.
<Deed> <day>, and <deed>.
<Deed>. <Deed> <day>.
<Who> met relatives of the victims <day>.
<Who> asked not to be named.
<Who> ordered an inquiry into <noun>."""
EVENTS = """call|calls|called|calling|called;visit|visits|visited|visiting|visited;buy|buys|bought|buying|bought
    ;repair|repairs|repaired|repairing|repaired;send|sends|sent|sending|sent;eat|eats|ate|eating|eaten
    ;attack|attacks|attacked|attacking|attacked;shoot|shoots|shot|shooting|shot;leave|leaves|left|leaving|left
    ;read|reads|read|reading|read;sign|signs|signed|signing|signed;burn|burns|burned|burning|burned
    ;meet|meets|met|meeting|met;sell|sells|sold|selling|sold;watch|watches|watched|watching|watched
    ;bomb|bombs|bombed|bombing|bombed;kill|kills|killed|killing|killed;help|helps|helped|helping|helped
    ;arrest|arrests|arrested|arresting|arrested;contact|contacts|contacted|contacting|contacted
    ;try|tries|tried|trying|tried;destroy|destroys|destroyed|destroying|destroyed;open|opens|opened|opening|opened"""
THINGS = "them|the office|my friends|the house|the place|the soldiers|the guests|it|the village|our neighbours|everyone"
WHOS = "we|they|the owner|the troops|my brother|the staff|the rebels|our team|a neighbour|the police|people|the manager"
CERTAIN = """-2 Please [v] <x>.
-2 [V] <x> when you get there.
-2 Do [v] <x> if you can.
-2 [V] <x>, you will not regret that.
-2.5 Don't [v] <x>.
-2 Feel free to [v] <x>.
-2 Let me know if you want to [v] <x>.
-2 You should [v] <x>.
-1.5 You can [v] <x> any day.
-1 <W> can [v] <x>.
-1.5 <W> may [v] <x>.
-1.5 <W> might [v] <x> tomorrow.
-1 <W> would [v] <x>.
-2 If <w> [v] <x>, tell me.
-2 When you [v] <x>, be careful.
-1 I hope to [v] <x> soon.
-1 <W> want to [v] <x>.
-1 <W> plan to [v] <x>.
-1 <W> came here to [v] <x>.
-1 <W> was sent to [v] <x>.
-1 <W> agreed to [v] <x>.
-1 <W> threatened to [v] <x>.
-1 <W> offered to [v] <x>.
-1.5 <W> asked us to [v] <x>.
-1.5 Would you [v] <x> again?
-1 Did <w> [v] <x>?
-0.5 <W> will [v] <x> next week.
-0.5 <W> is going to [v] <x>.
-3 <W> did not [v] <x>.
-3 <W> never [d] <x>.
-3 <W> failed to [v] <x>.
-3 <W> refused to [v] <x>.
-3 <W> would have [n] <x>, but it was too late.
-3 <W> should have [n] <x>.
-3 <W> could have [n] <x> but chose not to.
-3 <W> left without [g] <x>.
-3 Instead of [g] <x>, <w> went home.
-3 <W> forgot to [v] <x>.
-3 <W> pretended to [v] <x>.
-2.5 <W> nearly [d] <x>.
-2.5 Nobody [d] <x>.
-2.5 There is no need to [v] <x>.
-2 I doubt that <w> will [v] <x>.
-2 I wish <w> [d] <x>.
-2 <W> has yet to [v] <x>.
-2 Unless <w> [s] <x>, nothing will change.
3 <W> [d] <x>.
3 Yesterday <w> [d] <x>.
3 <W> has [n] <x>.
3 <W> managed to [v] <x>.
3 <W> was able to [v] <x> at last.
3 <W> stopped [g] <x>.
3 <W> finished [g] <x>.
3 <W> regret that <w> [d] <x>.
3 <W> did not know that <w> [d] <x>.
3 <W> was [g] <x> all day.
2.5 <W> used to [v] <x>.
2.5 <W> always [v] <x>.
2 <W> [s] <x> every day.
1 <W> must have [n] <x>.
0.5 I think <w> [d] <x>.
0.5 Perhaps <w> [d] <x>.
0 Maybe <w> [d] <x>."""


def _options(text: str, sign: str = "|") -> list[str]:
    return [" ".join(part.split()) for part in text.split(sign)]


def voices(count: int, rng: np.random.Generator) -> Iterator[str]:
    """Yield sentences with marks as in `khabar.evaluate.marked`, at times two or three in a paragraph."""
    lists = {name: _options(text) for name, text in FILL.items()}
    lines = VOICES.splitlines()

    def filled(line: str) -> str:
        def word(match: re.Match[str]) -> str:
            name = match.group(1)
            found = str(rng.choice(lists[name.lower()]))
            return found[0].upper() + found[1:] if name[0].isupper() else found

        return re.sub(r"<(\w+)>", word, line)

    for _ in range(count):
        parts = [filled(str(rng.choice(lines))) for _ in range(int(rng.choice([1, 2, 3], p=[0.5, 0.3, 0.2])))]
        shifted = [re.sub(r"\{([SCX])1", rf"{{\g<1>{i + 1}", p) for i, p in enumerate(parts)]
        yield str(rng.choice([" ", "¶"])).join(shifted)


def certain(count: int, rng: np.random.Generator) -> Iterator[tuple[str, int, int, float]]:
    """Yield sentences, each with the range of an event's word and how surely the event is put, from -3 to 3."""
    verbs = [part.strip().split("|") for part in EVENTS.split(";")]
    things, whos = _options(THINGS), _options(WHOS)
    for _ in range(count):
        value, line = str(rng.choice(CERTAIN.splitlines())).split(" ", 1)
        verb = dict(zip("vsdgn", verbs[int(rng.integers(len(verbs)))], strict=True))
        verb["V"] = verb["v"].capitalize()

        def word(match: re.Match[str]) -> str:
            found = str(rng.choice(things if match.group(1) == "x" else whos))
            return found[0].upper() + found[1:] if match.group(1) == "W" else found

        line = re.sub(r"<(\w)>", word, line)
        key = line[line.index("[") + 1]
        start = line.index("[")
        yield line.replace(f"[{key}]", verb[key]), start, start + len(verb[key]), float(value)
