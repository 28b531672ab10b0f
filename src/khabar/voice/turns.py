"""Turns of phrase that mark a voice where no word does so alone: "cast doubt on", "pointed the finger at"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khabar.parse import Sentence, Token
from khabar.records import Stance
from khabar.tables import packaged, read_table
from khabar.voice.model import CueClass
from khabar.voice.negation import negation, withheld
from khabar.voice.spans import agent, below, is_passive, subject

CLAIMS = frozenset(
    {
        "claim",
        "allegation",
        "report",
        "accusation",
        "suggestion",
        "rumour",
        "rumor",
        "charge",
        "assertion",
        "statement",
        "testimony",
        "account",
        "story",
        "insinuation",
        "contention",
        "confession",
        "article",
        "tweet",
    }
)
TOLL_NOUNS = frozenset({"toll", "number", "count", "figure", "tally", "estimate"})
_REVISING = frozenset(
    {"raise", "lower", "revise", "correct", "increase", "cut", "reduce", "update", "upgrade", "adjust", "amend"}
)
_REMARKS = frozenset({"remark", "comment", "word", "criticism", "threat", "promise", "pledge", "denial"})
_COMPANION = ("dobj", "nsubjpass", "acomp", "oprd", "attr", "prt", "advmod", "xcomp")
_OPENERS = frozenset({"that", "whether", "if", "who", "what", "how", "why", "where", "when"})
_CLAUSES = ("ccomp", "acl", "relcl", "advcl")
_WANTING = frozenset({"want", "demand", "ask", "seek", "wish", "like", "need", "love"})
_WORDS = frozenset({"comment", "word", "response", "reaction", "statement", "reply", "explanation"})
"""What there is none of where somebody keeps silent: "no comment from the army"."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn of phrase: the words beside its verb, the prepositions to what is said, and how it takes that.

    ``stance`` is ``None`` where only its negation marks a voice ("would not be drawn on"), ``if_not`` where only it
    itself does.
    """

    words: frozenset[str]
    prepositions: frozenset[str]
    cue_class: CueClass
    stance: Stance | None
    if_not: Stance | None


@dataclass(frozen=True, slots=True)
class Turned:
    """A turn found in a sentence: whose voice, the tokens of its cue, what is said, and what it does with that."""

    cue_i: int
    cue: frozenset[int]
    source: Token | None
    content: frozenset[int]
    goals: frozenset[int]
    cue_class: CueClass
    stance: Stance
    negated: bool
    rule: str


@cache
def turns() -> dict[str, tuple[Turn, ...]]:
    """Return the turns of phrase by the lemma of their verb, in the order of their file.

    Raises:
        DataFileError: naming the line that is no turn.
    """
    found: dict[str, list[Turn]] = {}
    for row in read_table(packaged("khabar.voice", "turns.tsv"), ["verb", "with", "by", "class", "stance", "if_not"]):
        try:
            turn = Turn(
                frozenset(row.items("with")),
                frozenset(row.items("by")),
                CueClass(row["class"]),
                Stance(row["stance"]) if row["stance"] else None,
                Stance(row["if_not"]) if row["if_not"] else None,
            )
        except ValueError as error:
            raise row.error(str(error), "a class and a stance of cues.tsv") from None
        for verb in row.items("verb"):
            found.setdefault(verb, []).append(turn)
    return {verb: tuple(ones) for verb, ones in found.items()}


def turned(sentence: Sentence, verb: Token) -> Turned | None:
    """Return the turn of phrase that ``verb`` makes with what stands by it, ``None`` if it makes none."""
    if not verb.is_verb:
        return None
    for turn in turns().get(verb.lemma, ()):
        if found := _fits(sentence, verb, turn):
            return found
    return None


def all_turned(sentence: Sentence) -> Iterator[Turned]:
    """Yield the voices that turns of phrase mark in a sentence: those of the file, revised tolls, asking, silence."""
    for token in sentence.tokens:
        if token.is_verb:
            for found in (turned(sentence, token), _revised(sentence, token), _asking(sentence, token)):
                if found is not None and found.source is not None:
                    yield found
        elif token.lemma in _WORDS and (found := _silence(sentence, token)):
            yield found


def asks_to_know(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb by which somebody asks to "know": "wanted to know whether"; ``None`` if none does."""
    if verb.lemma not in ("know", "learn") or verb.dep != "xcomp":
        return None
    above = sentence.head(verb.i)
    return above if above.lemma in _WANTING and not negation(sentence, above) else None


def _fits(sentence: Sentence, verb: Token, turn: Turn) -> Turned | None:
    goal = sentence.child(verb.i, "dobj", "nsubjpass")
    by = _companion(sentence, verb, goal, turn) if turn.words else None
    if turn.words and by is None:
        return None
    holders = {t.i for t in (verb, by, goal) if t is not None}
    preps = [p for i in sorted(holders) for p in sentence.children(i, "prep") if p.lemma in turn.prepositions]
    preps = [p for p in preps if p.i > verb.i]
    content: set[int] = set()
    goals: set[int] = set()
    if not turn.prepositions:
        if goal is None or goal is by or goal.lemma not in CLAIMS | _REMARKS:
            return None  # one may take back a horse
        content |= below(sentence, goal.i)
        goals.add(goal.i)
    else:
        for prep in preps[:1]:
            content |= below(sentence, prep.i) - {prep.i}
            goals |= {t.i for t in sentence.children(prep.i, "pobj", "pcomp")}
        for clause in _clauses(sentence, holders if by is not None else {verb.i}, verb):
            content |= below(sentence, clause.i)
            goals.add(clause.i)
        if not goals:
            return None
        if goal is not None and goal is not by:
            content |= below(sentence, goal.i)
        for prep in sentence.children(verb.i, "prep"):
            if prep.lemma == "for" and prep not in preps and prep.i > verb.i:
                content |= below(sentence, prep.i)  # "pointed the finger at them for the raid"
    negated = bool(
        negation(sentence, verb)
        or withheld(sentence, verb)
        or (by is not None and by.dep != "nsubjpass" and negation(sentence, by))
    )
    stance = turn.if_not if negated else turn.stance
    if stance is None:
        return None
    cue = {verb.i, *({by.i} if by else ())}
    content -= cue
    source = agent(sentence, verb.i) if is_passive(sentence, verb.i) and by is not None else subject(sentence, verb.i)
    rule = "turn:" + " ".join(t.lemma for t in (verb, by) if t)
    return Turned(
        verb.i, frozenset(cue), source, frozenset(content), frozenset(goals), turn.cue_class, stance, negated, rule
    )


def _companion(sentence: Sentence, verb: Token, goal: Token | None, turn: Turn) -> Token | None:
    near = [*sentence.children(verb.i, *_COMPANION)]
    if goal is not None:
        near += [t for t in sentence.children(goal.i, "amod", "acomp", "relcl", "acl") if t.i > goal.i]
    # a particle is parsed as a preposition now and then: "took back her claim"
    near += [t for t in sentence.children(verb.i, "prep") if t.tag == "RP"]
    return next((t for t in near if t.lemma in turn.words or t.text.lower() in turn.words), None)


def _clauses(sentence: Sentence, holders: set[int], verb: Token) -> list[Token]:
    """Return the clauses below some words that "that", "whether" and the like open."""
    return [
        c
        for i in sorted(holders)
        for c in sentence.children(i, *_CLAUSES)
        if c.i > verb.i
        and any(m.lemma in _OPENERS and m.i < c.i for m in sentence.children(c.i, "mark", "advmod", "nsubj"))
        and not (c.dep == "advcl" and any(m.lemma in ("if", "when") for m in sentence.children(c.i, "mark", "advmod")))
    ]


def _revised(sentence: Sentence, verb: Token) -> Turned | None:
    """ "Raised the toll from 11 to 15": who gives a new figure says it."""
    if verb.lemma not in _REVISING:
        return None
    passive = is_passive(sentence, verb.i)
    toll = sentence.child(verb.i, "nsubjpass" if passive else "dobj")
    if toll is None or toll.lemma not in TOLL_NOUNS or negation(sentence, verb):
        return None
    inside = below(sentence, toll.i)
    preps = [p for i in sorted({verb.i, *inside}) for p in sentence.children(i, "prep")]
    preps += [p for above in preps for p in sentence.children(above.i, "prep")]  # "from four to nine"
    preps = [p for p in preps if p.lemma in ("to", "at")]
    if not any(t.tag == "CD" for p in preps for t in sentence.tokens if t.i in below(sentence, p.i)):
        return None
    content = set(inside)
    for prep in sentence.children(verb.i, "prep"):
        if prep.lemma in ("from", "to", "at"):
            content |= below(sentence, prep.i)
    source = agent(sentence, verb.i) if passive else subject(sentence, verb.i)
    cue = frozenset({verb.i})
    rule = f"turn:{verb.lemma} the toll"
    return Turned(verb.i, cue, source, frozenset(content), frozenset(), CueClass.SPEECH, Stance.SAYS, False, rule)


def _asking(sentence: Sentence, verb: Token) -> Turned | None:
    """ "Wanted to know whether", "demanded to know who"."""
    if (above := asks_to_know(sentence, verb)) is None:
        return None
    clauses = [c for c in sentence.children(verb.i, "ccomp", "advcl") if c.i > verb.i]
    if not clauses:
        return None
    content = frozenset(below(sentence, clauses[0].i))
    cue = frozenset(range(above.i, verb.i + 1))
    who = subject(sentence, above.i)
    rule = f"turn:{above.lemma} to know"
    return Turned(verb.i, cue, who, content, frozenset({clauses[0].i}), CueClass.SPEECH, Stance.ASKS, False, rule)


def _silence(sentence: Sentence, noun: Token) -> Turned | None:
    """ "No comment from the army on the raid", "no word from him on whether"."""
    if not any(d.lemma == "no" for d in sentence.children(noun.i, "det")):
        return None
    preps = [*sentence.children(noun.i, "prep"), *sentence.children(noun.head, "prep")]
    preps += [p for f in tuple(preps) for g in sentence.children(f.i, "pobj") for p in sentence.children(g.i, "prep")]
    who = next((g for p in preps if p.lemma in ("from", "by") for g in sentence.children(p.i, "pobj")), None)
    about = next((p for p in preps if p.lemma in ("on", "about", "to", "over") and p.i > noun.i), None)
    if who is None or about is None:
        return None
    content = below(sentence, about.i) - {about.i}
    goals = frozenset(t.i for t in sentence.children(about.i, "pobj", "pcomp"))
    low = next(d.i for d in sentence.children(noun.i, "det") if d.lemma == "no")
    cue = frozenset(range(low, noun.i + 1))
    return Turned(
        noun.i, cue, who, frozenset(content), goals, CueClass.SPEECH, Stance.HAS_NOT_SAID, True, f"turn:no {noun.lemma}"
    )
