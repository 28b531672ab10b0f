"""Which of a sentence's places is the event's, and which are governments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from khabar.place.gazetteer import gazetteer
from khabar.place.model import Entry, Kind, PlaceMention, ResolvedPlace
from khabar.place.relation import displacement
from khabar.place.words import words

if TYPE_CHECKING:
    from khabar.parse.sentence import Sentence, Token

_LOCATIVE = frozenset(
    {"in", "at", "near", "around", "outside", "inside", "within", "across", "throughout", "through", "off", "along",
     "over", "above", "between"}
)  # fmt: skip
_BESIDE = frozenset({"close", "next", "adjacent"})
"""What makes of a "to" that a place: "close to Bunia"."""
_RANGED = frozenset(
    {"fire", "launch", "lob", "hurl", "shoot", "come", "travel", "fly", "head", "return", "arrive", "send"}
)
"""What happens elsewhere than where it comes from."""
_CLOSER = 0.5
_ONTO = frozenset({"on", "into", "between", "to", "toward", "towards", "against", "of", "from"})
"""Prepositions that place some events (strikes on, marched to) and not others: weaker."""

_FOUGHT_FOR = frozenset({"battle", "fight", "war", "offensive", "campaign", "operation", "struggle", "fighting"})
_INSIDE_STATES = frozenset(
    {"conflict", "unrest", "uprising", "insurgency", "revolution", "coup", "violence", "fighting", "genocide", "riot",
     "protest", "demonstration", "rebellion", "revolt", "crackdown", "civil war"}
)  # fmt: skip
"""What happens inside a country that stands before it with a possessive."""
_UNDERGONE = frozenset({"see", "record", "witness", "experience", "suffer", "register", "endure", "reel"})
_SITES = frozenset(
    {"neighbourhood", "neighborhood", "district", "suburb", "outskirts", "outskirt", "edge", "village", "town", "city",
     "port", "centre", "center", "area", "part", "quarter", "province", "region", "streets", "capital", "camp",
     "airport"}
)  # fmt: skip
"""What is hit at a place when it is hit: "a strike on the eastern districts of Aleppo"."""
_CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "parataxis"})


def _head(sentence: Sentence, start: int, end: int) -> Token | None:
    """Return the token of the range that governs the others."""
    inside = [t for t in sentence.at(start, end) if t.dep != "det"]  # the gazetteer's "The Hague", and "The Orlando"
    indexes = {t.i for t in inside}
    return next((t for t in inside if t.head not in indexes or t.head == t.i), None)


def is_actor_use(sentence: Sentence, mention: PlaceMention) -> bool:
    """Return whether a place's name stands for a government: ``Damascus denied``, ``talks with Moscow``.

    True of the subject or ``by``-agent of a verb that only someone can do, and of countries and capitals only.
    """
    if not mention.metonym_able or mention.of_border:
        return False
    head = _head(sentence, mention.start, mention.end)
    if head is None:
        return False
    verb = sentence.head(head.i)
    if head.dep == "conj":
        above = sentence.head(head.i)
        head, verb = above, sentence.head(above.i)
    if head.dep == "nsubj" and verb.is_verb:
        return verb.lemma in words()["agentive"]
    if head.dep == "pobj":
        before = verb
        if before.dep == "agent" or before.lemma == "by":
            return True
        if before.lemma == "with":
            return True
        if before.lemma == "to":
            return sentence.head(before.i).lemma in ("accord", "according", "say", "respond", "appeal")
    return (
        head.dep == "poss"
        and sentence.head(head.i).tag.startswith("NN")
        and sentence.head(head.i).lemma in words()["state_thing"]
    )


def _preposition(sentence: Sentence, head: Token) -> Token | None:
    """Return the preposition that a place hangs on, passing over "the town of", conjuncts and appositions."""
    token = head
    for _ in range(6):
        if token.dep in ("pobj", "pcomp"):
            before = sentence.head(token.i)
            above = sentence.head(before.i)
            if before.lemma == "of" and above.is_noun and above.dep == "pobj":
                token = above
                continue
            return before
        if token.dep in ("conj", "appos", "nmod", "compound", "npadvmod", "poss"):
            token = sentence.head(token.i)
            continue
        return None
    return None


def steps_to(sentence: Sentence, i: int, trigger_i: int) -> int | None:
    """Return how far above a place the trigger stands in the tree; ``None`` if not, or a clause lies between."""
    if i == trigger_i:
        return 0
    at = sentence[i]
    for steps, above in enumerate(sentence.ancestors(i), start=1):
        if above.i == trigger_i:
            return steps
        at = above
        if at.dep in _CLAUSES and at.is_verb and at.dep not in ("conj",):
            return None
    return None


def _score(
    sentence: Sentence, place: ResolvedPlace, trigger_i: int, arg_ranges: Sequence[tuple[int, int]]
) -> float | None:
    """Return how well a place fits the event, lower being better, ``None`` if it does not fit."""
    mention = place.mention
    if is_actor_use(sentence, mention):
        return None
    head = _head(sentence, mention.start, mention.end)
    if head is None:
        return None
    trigger = sentence[trigger_i]
    near = min(abs(head.i - trigger_i), 40) / 40
    named_actor = any(start <= mention.start and mention.end <= end for start, end in arg_ranges)
    if head.head == trigger_i and trigger.is_noun and not named_actor and _names_the_deed(mention, head, trigger):
        return 1.5 + near
    if _had(sentence, head, trigger) or _shaken(sentence, head, trigger):
        return 1.0 + near
    before = _preposition(sentence, head)
    if _site_of(sentence, head, trigger_i, arg_ranges):
        return 1.0 + near
    if head.head == trigger_i and head.dep in ("dobj", "nsubjpass"):
        hit = not mention.metonym_able or trigger.lemma in words()["place_verb"]
        return 0.5 + near if hit else None
    inside_arg = next(((s, e) for s, e in arg_ranges if s <= mention.start and mention.end <= e), None)
    if inside_arg is not None:
        own = sentence.head(head.i)
        if own.lemma in ("of", "from") and displacement(mention.relation) != (None, None):
            return near
        if own.lemma == "of" and sentence.head(own.i).lemma in _SITES:
            return 2.5 + near
        kept = before is not None and before.start >= inside_arg[0] and before.lemma in _LOCATIVE
        subject = _head(sentence, *inside_arg)
        return (4.0 if subject and subject.dep == "nsubj" else 3.0) + near if kept else None
    if before is None:
        return 3.5 + near if mention.of_border else None
    governor = sentence.head(before.i)
    if before.lemma in ("across", "over", "beyond") and governor.lemma == "from":
        return None  # "shells fired from across the Dnipro"
    if _when_it_was(sentence, trigger_i, before.i):
        return None
    if governor.lemma in words()["speech"] and governor.i != trigger_i:
        return None
    if before.lemma in ("of", "between") and governor.i == trigger_i and trigger.is_noun:
        return None if mention.metonym_able and before.lemma == "between" else 1.0 + near
    displaced = displacement(mention.relation)
    if before.lemma in ("of", "from") and displaced != (None, None):
        # "south of Hajin", "30 km east of Goma": the direction word places the event, and more closely than "in".
        steps = steps_to(sentence, governor.i, trigger_i)
        if steps is None:
            return 3.0 + near if shares_clause(sentence, before.i, trigger_i) else None
        return steps / 4 + near - _CLOSER
    steps = steps_to(sentence, before.i, trigger_i)
    if mention.of_border and steps is not None:
        return _AT_BORDER + steps / 4 + near
    if (
        before.lemma in _LOCATIVE
        or mention.of_border
        or mention.relation in ("near", "around")
        or _beside(sentence, before)
    ):
        if steps is not None:
            return steps / 4 + near
        return 3.0 + near if shares_clause(sentence, before.i, trigger_i) else None
    if before.lemma == "for" and governor.i == trigger_i and trigger.lemma in _FOUGHT_FOR:
        return 1.0 + near
    if before.lemma not in _ONTO or (before.lemma == "from" and _far_off(sentence, trigger)):
        return None
    if steps == 1:
        return 2.0 + near
    onto = before.lemma in ("on", "into") and shares_clause(sentence, before.i, trigger_i)
    return 3.5 + near if onto and steps is None else None


_TAKING_PLACE = frozenset({"take", "happen", "occur", "begin", "start", "come"})
_WHEN = frozenset({"when", "before", "after", "while", "as"})


def _when_it_was(sentence: Sentence, trigger_i: int, i: int) -> bool:
    """Return whether a deed only tells when somebody was at a place: "he was fishing in X when the raid took place"."""
    clause = sentence.head(trigger_i)
    if sentence[trigger_i].dep != "nsubj" or clause.dep != "advcl" or clause.lemma not in _TAKING_PLACE:
        return False
    if i in sentence.subtree(clause.i) or all(
        t.lemma not in _WHEN for t in sentence.children(clause.i, "mark", "advmod")
    ):
        return False
    who = sentence.child(sentence.head(clause.i).i, "nsubj")
    return who is not None and who.tag in ("NNP", "PRP", "NN")


_AT_BORDER = 0.75
"""How much less closely a border places something than a town beside it: "in Rabia, near the Syrian border"."""


def _beside(sentence: Sentence, before: Token) -> bool:
    earlier = sentence[before.i - 1].lemma if before.i else ""
    return before.lemma == "to" and earlier in _BESIDE


def _far_off(sentence: Sentence, trigger: Token) -> bool:
    """Return whether a deed's "from" says where it came from, and not where it was."""
    return trigger.lemma in _RANGED or any(t.lemma in _RANGED for t in sentence.children(trigger.i, "acl", "amod"))


def _site_of(sentence: Sentence, head: Token, trigger_i: int, arg_ranges: Sequence[tuple[int, int]]) -> bool:
    """Return whether a place names the site that was hit: "an attack on Khartoum airport", "the hall of Zuwara"."""
    above = sentence.head(head.i)
    if head.dep == "pobj" and above.lemma == "of":
        above = sentence.head(above.i)
    elif head.dep not in ("compound", "nmod", "poss", "amod"):
        return False
    site = above.lemma in words()["site"] or above.lemma in _SITES
    if not site or above.i == head.i:
        return False
    if above.dep in ("dobj", "nsubjpass"):
        return above.head == trigger_i
    before = sentence.head(above.i)
    return (
        above.dep == "pobj" and before.lemma in ("on", "against", "at", "in", "into", "of") and before.head == trigger_i
    )


def _names_the_deed(mention: PlaceMention, head: Token, trigger: Token) -> bool:
    """Return whether a place before a noun is where it was: "the Orlando shooting", "Syria's civil war".

    A country or capital with a possessive is more often the doer ("Israel's raid"), except of what happens inside it.
    """
    if head.dep == "compound":
        return True
    inner = trigger.lemma in _INSIDE_STATES or (trigger.lemma == "war" and head.dep == "poss")
    return head.dep in ("nmod", "poss", "amod") and (inner or not mention.metonym_able)


def _had(sentence: Sentence, head: Token, trigger: Token) -> bool:
    """Return whether a place is said to have had the event: "Chicago recorded 473 homicides"."""
    verb = sentence.head(trigger.i)
    return (
        head.dep == "nsubj"
        and trigger.dep in ("dobj", "pobj")
        and (verb if trigger.dep == "dobj" else sentence.head(verb.i)).lemma in _UNDERGONE
        and head.head == (verb.i if trigger.dep == "dobj" else verb.head)
    )


_SHAKE = frozenset(
    {"shake", "rock", "hit", "strike", "rattle", "jolt", "engulf", "sweep", "grip", "paralyse", "paralyze", "plague",
     "devastate", "convulse", "roil", "ravage", "target"}
)  # fmt: skip


def _shaken(sentence: Sentence, head: Token, trigger: Token) -> bool:
    """Return whether a place is what the event did something to: "a blast rocked Kabul", "protests sweep Iran"."""
    verb = sentence.head(head.i)
    if head.dep == "pobj" and verb.lemma in ("through", "across"):
        verb = sentence.head(verb.i)
    elif head.dep not in ("dobj", "nsubjpass"):
        return False
    if verb.lemma not in _SHAKE or not trigger.is_noun:
        return False
    if head.dep == "nsubjpass":
        agents = [p for by in sentence.children(verb.i, "agent") for p in sentence.children(by.i, "pobj")]
        return any(p.i == trigger.i for p in agents)
    return trigger.head == verb.i and trigger.dep == "nsubj"


def shares_clause(sentence: Sentence, i: int, trigger_i: int) -> bool:
    """Return whether a word and the trigger hang on the same verb that is no verb of saying."""
    above_trigger = {trigger_i, *(t.i for t in sentence.ancestors(trigger_i))}
    for token in sentence.ancestors(i):
        if token.i in above_trigger:
            return token.lemma not in words()["speech"] or token.i == trigger_i
        if token.is_verb and token.dep in _CLAUSES and token.dep != "conj":
            return False
    return False


_RANK = {Kind.COUNTRY: 5, Kind.CONTINENT: 6, Kind.REGION: 4, Kind.ADMIN1: 3, Kind.ADMIN2: 2, Kind.SEA: 5}


def _breadth(entry: Entry | None) -> int:
    """Return how large a kind of place is, towns 0."""
    if entry is None:
        return 1
    return _RANK.get(entry.kind, 3 if entry.kind.is_vague else 0)


def _head_noun(sentence: Sentence, i: int) -> int:
    """Return the noun that an event stands before: the "bombing campaign" is where the campaign is."""
    while sentence[i].dep in ("compound", "nmod") and sentence.head(i).is_noun and sentence[i].head > i:
        i = sentence[i].head
    return i


def _around(unknown: ResolvedPlace, others: Sequence[ResolvedPlace]) -> ResolvedPlace:
    """Return the known place right after an unknown one ("Kuriga, Kaduna State"), else the unknown one itself."""
    after = unknown.mention.end
    return next((p for p in others if p.entry is not None and after < p.mention.start <= after + 4), unknown)


def event_places(
    sentence: Sentence,
    trigger_i: int,
    arg_ranges: Sequence[tuple[int, int]],
    resolved: Sequence[ResolvedPlace],
) -> list[ResolvedPlace]:
    """Return the places of the event at token ``trigger_i`` in text order, none if the sentence gives none.

    ``arg_ranges`` are the document ranges of the event's actors: a place inside one (``Houthi fighters in Yemen`` keeps
    its own preposition) is not the event's, unless the place itself was hit. Of several places that fit the nearest in
    the tree counts; a place that contains it (``Hajin in Deir ez-Zor, Syria``) folds into it; places that are listed
    with it (``in Douma, Harasta and Zamalka``) are the event's too.
    """
    trigger_i = _head_noun(sentence, trigger_i)
    low, high = sentence.stretch.start, sentence.stretch.end
    here = [place for place in resolved if low <= place.mention.start < high]
    scored = [(score, p) for p in here if (score := _score(sentence, p, trigger_i, arg_ranges)) is not None]
    if not scored:
        return []
    best = min(scored, key=lambda pair: (pair[0], _breadth(pair[1].entry), pair[1].mention.start))[1]
    if best.entry is None:
        best = _around(best, [p for _, p in scored])
    gazette = gazetteer()
    for _, place in sorted(scored, key=lambda pair: (_breadth(pair[1].entry), pair[0], pair[1].mention.start)):
        inner, outer = place.entry, best.entry
        if inner and outer and inner.number >= 0 and outer.number >= 0 and gazette.within(inner, outer):
            best = place
            break
    return listed_with(sentence, _named_before(sentence, best, [p for _, p in scored]), here)


_APPOSED: Final = re.compile(r",\s(?:an?\s(?:[\w-]+\s){1,3})?")


def _named_before(sentence: Sentence, best: ResolvedPlace, fitting: Sequence[ResolvedPlace]) -> ResolvedPlace:
    """Return the known town told by its direction from another ("Kharkiv, east of Kyiv") rather than that other."""
    relation = best.mention.relation
    if relation is None or displacement(relation)[1] is None:
        return best
    for place in fitting:
        if place.entry is None or not place.entry.kind.is_point or place.mention.end >= best.mention.start:
            continue
        between = sentence.slice(place.mention.end, best.mention.start)
        found = _APPOSED.match(between)
        if found is not None and between[found.end() :].startswith(relation.split()[0]):
            return place
    return best


_LINK = re.compile(
    r"\s*(?P<comma>,)?\s*(?P<and>and|&|as well as|or)?\s*(?:both|also|then|later)?"
    r"\s*(?:in|at|on|near|around|of)?\s*(?:the)?\s*"
)
"""What stands between two names of a list."""


def listed_with(sentence: Sentence, place: ResolvedPlace, here: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Return the list of places that a place stands in, in text order; itself alone where it stands in none.

    A list ends in "and"; units and countries that hold a place named before them ("Culiacán, Sinaloa") are no members.
    """
    run, joined, before = [place], False, None
    found: list[tuple[list[ResolvedPlace], bool]] = []
    for one in sorted(here, key=lambda p: p.mention.start):
        link = None
        if before is not None and before.mention.end <= one.mention.start:
            link = _LINK.fullmatch(sentence.slice(before.mention.end, one.mention.start))
        if link is None or not (link["comma"] or link["and"]):
            found.append((run, joined))
            run, joined = [one], False
        elif not (link["comma"] and before is not None and _holds(one, before)):
            run.append(one)
            joined = joined or bool(link["and"])
        before = one
    found.append((run, joined))
    run, joined = next(((r, j) for r, j in found[1:] if place in r), ([place], False))
    return run if joined and len(run) > 1 else [place]


def _holds(outer: ResolvedPlace, inner: ResolvedPlace) -> bool:
    """Return whether a place holds the one named before it, or may: nobody knows where an unknown one lies."""
    if outer.entry is None or outer.entry.kind.is_point:
        return False
    if inner.entry is None:
        return True
    if inner.mention.inside == outer.mention.start:
        return True
    known = inner.entry.number >= 0 and outer.entry.number >= 0
    return known and gazetteer().within(inner.entry, outer.entry)
