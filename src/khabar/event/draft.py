"""An event while it is being put together: one or more triggers, the slots that gave its actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from khabar.event.lexicon import Entry
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.event.tree import by_phrase, expand, prep_objects, span, subjects, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_CLOCK = frozenset(("am", "pm", "a.m.", "p.m.", "o'clock", "gmt", "hrs"))
Frame = tuple[tuple[Role, tuple[str, ...]], ...]
"""For each role the slots that are tried in turn."""

VERB_FRAME: Frame = ((Role.AGENT, ("subj",)), (Role.TARGET, ("obj",)))
ASSAULT_FRAME: Frame = ((Role.AGENT, ("subj",)), (Role.TARGET, ("obj", "against", "at", "on")))
REQUEST_FRAME: Frame = ((Role.AGENT, ("subj",)), (Role.TARGET, ("asked", "to", "on", "upon", "from", "of", "compsubj")))
THREATEN_FRAME: Frame = ((Role.AGENT, ("subj",)), (Role.TARGET, ("obj", "against", "comptarget", "on")))
ACCUSE_FRAME: Frame = ((Role.AGENT, ("subj",)), (Role.TARGET, ("obj", "against", "at", "on", "compsubj")))
ASSAULT_NOUN_FRAME: Frame = (
    (Role.AGENT, ("poss", "by", "name", "between", "whence")),
    (Role.TARGET, ("of", "on", "against", "at", "targeting")),
)
NOUN_FRAME: Frame = ((Role.AGENT, ("poss", "by", "name")), (Role.TARGET, ("of", "on", "against", "at", "targeting")))

DEMAND_FRAME: Frame = (
    (Role.AGENT, ("poss", "by", "from", "name")),
    (Role.TARGET, ("of", "on", "to", "against", "compsubj")),
)

_VERB_FRAMES = {
    EventType.ASSAULT: ASSAULT_FRAME,
    EventType.REQUEST: REQUEST_FRAME,
    EventType.ACCUSE: ACCUSE_FRAME,
    EventType.THREATEN: THREATEN_FRAME,
}
_NOUN_FRAMES = {EventType.REQUEST: DEMAND_FRAME, EventType.ASSAULT: ASSAULT_NOUN_FRAME}
_VERBAL = (
    EventType.AGREE,
    EventType.SUPPORT,
    EventType.CONCEDE,
    EventType.REQUEST,
    EventType.ACCUSE,
    EventType.REJECT,
    EventType.THREATEN,
    EventType.SANCTION,
)


@dataclass(slots=True)
class Draft:
    """An event under construction; ``tokens`` starts with the trigger."""

    i: int
    entry: Entry
    event_type: EventType
    mode: str | None
    cameo: str | None
    kind: str
    args: list[Argument] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    rules: list[str] = field(default_factory=list)
    contexts: list[str] = field(default_factory=list)

    @property
    def is_effect(self) -> bool:
        """Whether it only says how something ended, and not what was done."""
        return self.kind in ("effect", "toll")

    def add(self, role: Role, found: list[Argument]) -> None:
        """Add arguments, each token once in a role and never as both doer and sufferer."""
        for argument in found:
            if all(argument.i != a.i or (argument.role is not a.role and role is not Role.TARGET) for a in self.args):
                self.args.append(Argument(role, argument.i, argument.start, argument.end))

    def has(self, role: Role) -> bool:
        """Return whether someone is in ``role``."""
        return any(a.role is role for a in self.args)


def start(m: Matcher, i: int, entry: Entry) -> Draft:
    """Return the draft of the event that token ``i`` names, with the actors in its own slots."""
    assert entry.event_type is not None
    draft = Draft(i, entry, entry.event_type, entry.mode, entry.cameo, entry.kind, tokens=[i], rules=[entry.where])
    draft.contexts = list(entry.contexts)
    draft.tokens += _entry_tokens(m, entry, i)
    fill(m, draft, i, _frame(entry))
    return draft


def _frame(entry: Entry) -> Frame:
    default: Frame
    if entry.is_noun:
        default = _NOUN_FRAMES.get(entry.event_type, NOUN_FRAME) if entry.event_type else NOUN_FRAME
    else:
        default = _VERB_FRAMES.get(entry.event_type, VERB_FRAME) if entry.event_type else VERB_FRAME
    given = dict(entry.frame)
    return tuple((role, slots) for role, slots in default if role not in given) + entry.frame


def _entry_tokens(m: Matcher, entry: Entry, i: int) -> list[int]:
    if entry.is_noun:
        return [at for at in range(i - len(entry.words) + 1, i) if at >= 0]
    return [t.i for t in m.s.children(i, "prt") if t.lemma in entry.words[1:]]


def fill(m: Matcher, draft: Draft, i: int, frame: Frame) -> None:
    """Put the actors that stand in the slots of token ``i`` into the draft."""
    for role, slots in frame:
        for slot in slots:
            found = actors(m, i, slot, role)
            if role is not Role.AGENT and draft.event_type in _VERBAL:
                found = [a for argument in found for a in holders(m, argument)]
            if found:
                draft.add(role, found)
                break


def actors(m: Matcher, i: int, slot: str, role: Role) -> list[Argument]:
    """Return the noun phrases in a slot that can be actors (or things done to) in ``role``."""
    if slot == "name":
        return modifiers(m, i)
    if slot == "whence":
        return _whence(m, i)
    tokens: list[Token]
    if slot == "poss":
        tokens = [t for p in m.s.children(i, "poss") for t in expand(m.s, p.i)]
    elif slot == "by" and m.s[i].is_noun:
        tokens = by_phrase(m.s, i) or _late_by(m.s, i) or _far_by(m.s, i) or _planters(m.s, i)
    else:
        tokens = m.slot(slot, i) or _beside(m, i, slot) or _sides(m.s, i, slot) or _late_target(m.s, i, slot)
    found = []
    for token in tokens if slot != "at" else _of_first(m.s, tokens):
        if token.lemma in word_class("time") or token.tag in ("WDT", "EX") or token.is_verb:
            continue
        if role is Role.AGENT and any(t.tag == "WDT" for t in prep_objects(m.s, token.i, "of")):
            continue  # "mortar rounds, one of which wounded a child"
        if token.lemma.lower() in _CLOCK and m.s.children(token.i, "nummod"):
            continue  # "went off at 3.10 pm"
        if role is Role.TARGET and slot == "near" and _is_place(m, token):
            continue  # what goes off near a town strikes none
        if token.tag == "CD" and slot in ("of", "in") and _YEAR.fullmatch(token.text):
            continue  # "the invasion of 2003"
        if role is Role.AGENT and token.lemma in word_class("when_of") and prep_objects(m.s, token.i, "of"):
            continue  # "by the end of May"
        if role is Role.AGENT and token.lemma in word_class("utterance") and (issuer := _issuer(m.s, token)):
            found.append(Argument(role, issuer.i, *span(m.s, issuer.i)))
            continue
        if role is Role.AGENT and not _can_act(m, token):
            found += modifiers(m, token.i)
            found += _handlers(m.s, token.i)
            found += [] if found else _whence(m, token.i) or _owners(m.s, token.i)
            continue
        low, high = span(m.s, token.i)
        found.append(Argument(role, token.i, low, high))
    return found


def _is_place(m: Matcher, token: Token) -> bool:
    """Return whether a noun is a town's name, or "the town of" one."""
    names = [token, *prep_objects(m.s, token.i, "of")]
    return any(low <= t.start and t.end <= high for t in names if t.tag == "NNP" for low, high in m.places)


def _of_first(s: Sentence, tokens: list[Token]) -> list[Token]:
    """Return those of the first "at": of "fired at marchers at Lekki" the marchers."""
    return [t for t in tokens if t is tokens[0] or t in expand(s, tokens[0].i)]


def holders(m: Matcher, argument: Argument) -> list[Argument]:
    """Return whose words or deeds an argument is: one rejects a country, not its proposal.

    A deed that is nobody's in the text is no actor; a plain noun stays what it is.
    """
    s, i = m.s, argument.i
    is_deed = (entry := m.entry(i)) is not None and entry.event_type is not None and s[i].is_noun
    if not is_deed and s[i].lemma not in word_class("content"):
        return [argument]
    tokens = list(s.children(i, "poss")) + by_phrase(s, i) + prep_objects(s, i, "from")
    found = [Argument(argument.role, t.i, *span(s, t.i)) for t in tokens if t.lemma not in word_class("time")]
    found = found or [Argument(argument.role, a.i, a.start, a.end) for a in modifiers(m, i)]
    found = found or [Argument(argument.role, a.i, a.start, a.end) for a in _led(s, i)]
    if not found:
        names = [t for t in prep_objects(s, i, "of") if t.tag in ("NNP", "NNPS")]
        found = [Argument(argument.role, t.i, *span(s, t.i)) for t in names]
    return found if found or is_deed else [argument]


def _led(s: Sentence, i: int) -> list[Argument]:
    """Return the name in "US-led attacks"."""
    verbs = [v for v in s.children(i, "amod", "compound") if v.lemma in ("lead", "led")]
    names = [n for v in verbs for n in s.children(v.i, "npadvmod", "amod", "compound")]
    return [Argument(Role.AGENT, n.i, n.start, n.end) for n in names]


def _late_by(s: Sentence, i: int) -> list[Token]:
    """Return the doers in "an attack on a village by militants", where "by" is parsed under the village."""
    return [
        t
        for prep in s.children(i, "prep")
        for goal in s.children(prep.i, "pobj")
        for t in by_phrase(s, goal.i)
        if prep.lemma != "by"
    ]


def _late_target(s: Sentence, i: int, slot: str) -> list[Token]:
    """Return what is struck in "shelling by rebels on a village", "bombings aimed at a base"."""
    if slot not in ("on", "against", "at") or not s[i].is_noun:
        return []
    aimed = [v for v in s.children(i, "acl") if v.tag == "VBN" and v.lemma in _AIMED]
    if slot == "at":
        return [t for verb in aimed for t in prep_objects(s, verb.i, slot)]
    return [t for above in (*by_phrase(s, i), *aimed) for t in prep_objects(s, above.i, slot)]


def _beside(m: Matcher, i: int, slot: str) -> list[Token]:
    """Return whom a deed that is an object is aimed at where that is parsed under the verb: "halt raids against X"."""
    verb = m.s.head(i)
    if slot != "against" or not m.s[i].is_noun or m.s[i].dep not in ("dobj", "nsubjpass") or not verb.is_verb:
        return []
    return [t for t in m.slot(slot, verb.i) if t.i > i]


_AIMED = frozenset(("aim", "target", "direct"))
_ROUNDS = frozenset(
    ("exchange", "round", "bout", "day", "hour", "week", "resumption", "escalation", "series", "outbreak")
)


_WAYS = frozenset(
    {"road", "highway", "motorway", "route", "border", "line", "street", "way", "railway", "track", "stretch"}
)
"""What lies between two towns, which are no sides."""


def _sides(s: Sentence, i: int, slot: str) -> list[Token]:
    """Return the two sides that stand apart from a fight: "exchange of shelling between A and B", "fighting raged in
    the suburbs between A and B"."""
    if slot != "between" or not s[i].is_noun:
        return []
    tops = {i}
    if s[i].dep == "pobj" and (above := s.head(s.head(i).i)).lemma in _ROUNDS:
        tops.add(above.i)
    tops |= {s[k].head for k in tops if s[k].dep in ("nsubj", "nsubjpass") and s.head(k).is_verb}
    for prep in s.tokens[i + 1 :]:
        goals = s.children(prep.i, "pobj") if prep.lemma == "between" else ()
        if not goals or not _near(s, prep.i, tops):
            continue
        if s.head(prep.i).lemma in _WAYS and goals[0].lemma not in word_class("force"):
            continue
        if s.children(goals[0].i, "conj"):
            return expand(s, goals[0].i)
        if (other := _parted(s, goals[0])) is not None:
            return [goals[0], other]
    return []


def _parted(s: Sentence, side: Token) -> Token | None:
    """Return the second side of "between A and B" where the parser hangs it elsewhere."""
    at = s.subtree(side.i)[-1]
    at += s[at].lemma != "and"
    if at + 1 >= len(s) or s[at].lemma != "and":
        return None
    last = at
    while last + 1 < len(s) and (s[last + 1].is_noun or s[last + 1].tag in ("DT", "JJ", "PRP$", "HYPH", "POS", "CD")):
        last += 1
    return s[last] if s[last].is_noun else None


def _near(s: Sentence, i: int, tops: set[int]) -> bool:
    """Return whether nothing but nouns and prepositions stands between a word and one of ``tops`` above it."""
    for above in s.ancestors(i):
        if above.i in tops:
            return True
        if above.is_verb:
            return False
    return False


def _far_by(s: Sentence, i: int) -> list[Token]:
    """Return the doers in "condemned the killing of ten men by gunmen", where "by" is parsed under the verb."""
    verb = s.head(i)
    if s[i].dep != "dobj" or not verb.is_verb or not s.children(i, "prep"):
        return []
    return [t for t in by_phrase(s, verb.i) if t.i > i and t.lemma in word_class("person") | word_class("force")]


def _whence(m: Matcher, i: int) -> list[Argument]:
    """Return those whom fire comes from: "gunfire from the army base", "rockets from militants"; never a mere place."""
    s = m.s
    found = []
    for token in prep_objects(s, i, "from"):
        force = token.lemma in word_class("force") - word_class("weapon")
        theirs = any(
            t.lemma in word_class("force") or (t.text[:1].isupper() and t.tag in ("JJ", "NNP"))
            for t in s.children(token.i, "amod", "compound", "nmod", "poss")
        )
        held = theirs and token.lemma in word_class("armed_place") | {"line", "side", "territory"}
        if force or held or (token.tag == "NNP" and token.text.isupper() and len(token.text) > 1):
            found.append(Argument(Role.AGENT, token.i, *span(s, token.i)))
    return found


def _handlers(s: Sentence, i: int) -> list[Argument]:
    """Return who fired, planted or flew the weapon ``i`` ("a rocket fired by militants")."""
    verbs = [v for v in s.children(i, "acl", "relcl") if v.tag == "VBN"]
    found = [t for verb in verbs for t in by_phrase(s, verb.i)] or _planters(s, i)
    return [Argument(Role.AGENT, t.i, *span(s, t.i)) for t in found]


def _planters(s: Sentence, i: int) -> list[Token]:
    """Return who planted the mine that a blast is of, wherever under the blast that is said."""
    verbs = [t for t in s.tokens[i + 1 :] if t.tag == "VBN" and t.lemma in ("plant", "lay")]
    return [t for verb in verbs if _near(s, verb.i, {i}) for t in by_phrase(s, verb.i)]


def _owners(s: Sentence, i: int) -> list[Argument]:
    """Return whose weapon ``i`` is: "killed by the shells of the army", "by the junta's rockets"."""
    if s[i].lemma not in word_class("weapon"):
        return []
    owners = [t for t in s.children(i, "poss") if t.tag not in ("PRP$", "CD")] or [
        t for t in prep_objects(s, i, "of") if t.tag in ("NNP", "NNPS") or t.lemma in word_class("holder")
    ]
    owners = [t for t in owners if t.lemma not in word_class("time")]
    return [Argument(Role.AGENT, t.i, *span(s, t.i)) for t in owners]


def _issuer(s: Sentence, token: Token) -> Token | None:
    """Return who issued the words that demand or threaten: "the party issued a declaration demanding …"."""
    owner = s.child(token.i, "poss") or next(iter(by_phrase(s, token.i)), None)
    if owner is None and token.dep == "dobj":
        owner = next(iter(subjects(s, s.head(token.i).i)), None)
    return owner


def _can_act(m: Matcher, token: Token) -> bool:
    """Weapons, weather and the attack itself do things in grammar only."""
    if token.lemma in word_class("instrument"):
        return False
    if token.lemma in word_class("nature") and not (token.i and token.text[:1].isupper() and token.text[-1] == "s"):
        return False  # "Tigers", "the Eagles" are the names of those who fight under them
    entry = m.entry(token.i)
    return entry is None or entry.event_type is None or not token.is_noun


def modifiers(m: Matcher, i: int) -> list[Argument]:
    """Return the doers that stand before a noun: "Turkish shelling", "an army raid", "Boko Haram attacks"."""
    s = m.s
    if pair := _hyphened_sides(m, i):
        return [Argument(Role.AGENT, t.i, t.start, t.end) for t in pair]
    found: list[Token] = []
    own = entry.words if (entry := m.entry(i)) else ()
    before = s.children(i, "amod", "compound", "nmod")
    arms = word_class("weapon")  # "Israeli tank shelling" is Israel's
    before += tuple(
        c for t in before if t.lemma in own or t.lemma in arms for c in s.children(t.i, "amod", "compound", "nmod")
    )
    for token in sorted(before, key=lambda t: t.i):
        if (
            token.i > i
            or token.lemma in own
            or token.lemma in word_class("time")
            or token.lemma in word_class("instrument")
        ):
            continue
        named = token.text[:1].isupper() and token.tag in ("JJ", "NNP", "NNPS", "NN", "NNS") and token.i > 0
        named = named or (
            token.i == 0
            and (token.tag in ("NNP", "NNPS", "JJ") or (token.is_noun and token.text.isupper()))
            and token.lemma not in word_class("adjective")
        )
        if (named and not m.entry(token.i)) or (
            token.is_noun and token.lemma in word_class("force") - word_class("weapon")
        ):
            found.append(token)
    if not found:
        return []
    last = found[-1]
    own_words = [c for t in found for c in s.children(t.i, "amod", "compound")]
    plain = [c.i for c in own_words if not (c.tag == "JJ" and c.lemma in word_class("adjective"))]
    low = min([last.i, *(t.i for t in found), *plain])
    start_at, end_at = s.cover((low, last.i))
    if any(s[k].tag in ("CC", ",") for k in range(low, last.i)):
        return [Argument(Role.AGENT, t.i, t.start, t.end) for t in found]
    if other := _other_side(m, i, last):
        return [Argument(Role.AGENT, t.i, *span(s, t.i) if t is other else (t.start, t.end)) for t in (other, last)]
    return [Argument(Role.AGENT, last.i, start_at, end_at)]


_PREFIXES = frozenset(
    ("al", "el", "an", "ar", "as", "ash", "anti", "pro", "non", "inter", "multi", "post", "pre", "ex")
)


def _hyphened_sides(m: Matcher, i: int) -> list[Token]:
    """Return both sides of "police-student clash", however the parser takes them; one of them must be a force."""
    s = m.s
    if i < 3 or s[i].lemma not in word_class("clash") or s[i - 2].text not in ("-", "–"):
        return []
    first, second = s[i - 3], s[i - 1]
    words = {first.text.lower(), first.lemma, second.text.lower(), second.lemma}
    if first.text.lower() in _PREFIXES or not words & word_class("force") or second.is_verb:
        return []
    return [first, second]


def _other_side(m: Matcher, i: int, last: Token) -> Token | None:
    """Return the first of two sides that a hyphen joins before what both do: "a police-student clash"."""
    s, entry = m.s, m.entry(i)
    both = s[i].lemma in word_class("clash") or (entry and entry.event_type in (EventType.CONSULT, EventType.AGREE))
    if not both or last.i < 2 or s[last.i - 1].text not in ("-", "–"):
        return None
    first = s[last.i - 2]
    return first if first.is_noun and first.text.lower() not in _PREFIXES else None


def prep_nouns(s: Sentence, i: int, words: frozenset[str]) -> list[tuple[Token, Token]]:
    """Return each preposition of ``words`` under ``i`` with its noun."""
    return [
        (prep, goal)
        for prep in s.children(i, "prep", "agent")
        if prep.lemma in words
        for goal in s.children(prep.i, "pobj")
    ]


__all__ = ["Draft", "actors", "fill", "modifiers", "prep_nouns", "prep_objects", "start"]
