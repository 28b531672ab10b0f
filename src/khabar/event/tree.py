"""Grammatical slots of a parsed sentence: who is subject, object or complement of a word, however it is put.

Slots are deep ones: the subject of a passive is the phrase with "by", its object what stands before the verb.
Relative clauses, participles, infinitives and coordination lend their missing subject from where grammar has it.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from khabar.parse import Sentence, Token
from khabar.parse.sentence import once
from khabar.tables import word_classes

RELATIVE = ("who", "whom", "which", "that")
_DEPTH = 6
"""Clauses to climb for a missing subject; deeper ones are parser noise more often than grammar."""


@cache
def word_class(name: str) -> frozenset[str]:
    """Return the lemmas of a word class of ``data/classes.tsv``; none of that name is an empty class."""
    return classes().get(name, frozenset())


def classes() -> dict[str, frozenset[str]]:
    """Return all word classes of ``data/classes.tsv`` by name."""
    return word_classes("khabar.event", "classes.tsv")


def _is_relative(token: Token) -> bool:
    return token.tag in ("WDT", "WP") or (token.lemma in RELATIVE and token.tag in ("IN", "DT", "WDT"))


@once
def is_passive(s: Sentence, i: int) -> bool:
    """Return whether the verb ``i`` is passive: with its auxiliary, or as a bare past participle."""
    token = s[i]
    if token.lemma in word_class("intransitive"):
        return False
    if s.children(i, "nsubjpass", "auxpass"):
        return True
    if token.dep == "conj" and token.tag == "VBN" and s.head(i).is_verb and not s.children(i, "aux", "dobj"):
        return is_passive(s, token.head)  # "ten were killed and dozens wounded" leaves the auxiliary out
    if token.dep == "acl" and token.tag == "VBD" and not s.children(i, "nsubj", "dobj"):
        return True  # "the members killed": a participle that the tagger takes for the past tense
    if _in_headline(s, i):
        return True
    if token.tag not in ("VBN", "VBD") or s.children(i, "nsubj", "aux"):
        return False
    if token.dep in ("acl", "amod", "oprd", "ccomp", "advcl", "xcomp") and token.tag == "VBN":
        return not s.children(i, "dobj")
    if token.dep == "conj" and s.head(i).is_verb:
        return is_passive(s, token.head) and not s.children(i, "dobj")
    return False


def _in_headline(s: Sentence, i: int) -> bool:
    """Return whether a verb of harm has lost its auxiliary, as in headlines: "Four soldiers slain in ambush".

    Verbs that are never without an object are then passive ("Army accused of killings"), and what is struck with a
    thing that can strike nobody ("Market shelled", "Hospital attacked").
    """
    verb, subject = s[i], s.child(i, "nsubj")
    if verb.tag not in ("VBN", "VBD") or subject is None or verb.dep == "relcl":
        return False
    taken = [t for t in s.children(i, "dobj") if t.lemma not in word_class("time")]  # "shot dead hours after"
    if verb.lemma in ("gun", "mow", "shoot") and not taken and not s.children(i, "aux") and _how_it_ended(s, i):
        return True  # "Rapper gunned down in Velm": who does it has whom it is done to behind the verb
    blown = verb.lemma == "blow" and verb.tag == "VBN"  # "Bridge blown up near Velm"
    if taken or s.children(i, "aux", "ccomp", "xcomp") or (s.children(i, "prt") and not blown):
        return False
    if any(c.is_verb and s.children(c.i, "dobj") and not s.children(c.i, "mark") for c in s.children(i, "conj")):
        return False
    if verb.lemma in word_class("suffered") or any(
        c.tag == "VBN" and s.children(c.i, "agent") and not s.children(c.i, "auxpass") for c in s.children(i, "conj")
    ):
        return not _is_relative(subject) and subject.tag not in ("PRP", "WP")
    struck = word_class("target_thing") | word_class("struck_site")
    if (blown or verb.lemma in word_class("struck")) and subject.lemma in struck:
        return subject.lemma not in word_class("force") or subject.lemma == "convoy"
    if verb.lemma in ("kill", "wound", "injure") and _counts_people(s, subject):
        return True
    if verb.lemma in _KILLS and _is_victim(s, i, subject):
        return True
    if verb.lemma not in word_class("harm"):
        return False
    return any(p.lemma in ("in", "by", "as", "during", "near", "at", "after") for p in s.children(i, "prep", "agent"))


_KILLS: Final = ("kill", "stab", "poison", "shoot")


def _is_victim(s: Sentence, i: int, subject: Token) -> bool:
    """Return whether nobody but the subject can be whom it was done to: "Rebel leader killed days before talks"."""
    fights = subject.lemma in word_class("force") | word_class("abductor")
    return subject.lemma in word_class("person") and not fights and all(t.tag != "CD" for t in s.tokens[i + 1 :])


def _how_it_ended(s: Sentence, i: int) -> bool:
    """Return whether "down" or "dead" hangs on a verb of shooting."""
    return any(t.lemma in ("down", "dead") and t.i == i + 1 for t in s.children(i))


def _counts_people(s: Sentence, token: Token) -> bool:
    """Return whether a number stands for people: "Dozens killed as gunmen ambush convoy", "Nine wounded in Velm"."""
    if token.tag in ("PRP", "DT", "WP", "WDT"):
        return False
    return token.tag == "CD" or token.lemma in ("dozen", "score", "hundred", "thousand", "several", "many", "ten")


def expand(s: Sentence, i: int) -> list[Token]:
    """Return the noun ``i`` and the nouns coordinated with it."""
    found, at = [s[i]], i
    while (also := s.child(at, "conj")) and (also.is_noun or also.tag in ("PRP", "CD", "DT", "JJ", "VBN", "VBG")):
        found.append(also)
        at = also.i
    return found


def _antecedent(s: Sentence, verb: int, token: Token) -> Token:
    if not _is_relative(token):
        return token
    if s[verb].dep == "relcl":
        return _deed_above(s, verb, token) or s.head(verb)
    clause = next((a for a in s.ancestors(verb) if a.dep == "relcl"), None)
    return s.head(clause.i) if clause else token


def _deed_above(s: Sentence, verb: int, token: Token) -> Token | None:
    """Return the deed that did harm where the clause is parsed under its place: "a blast at a cafe which killed 13"."""
    at = s.head(verb)
    if (
        token.lemma not in ("which", "that")
        or s[verb].lemma not in word_class("toll_verb")
        or not s.children(verb, "dobj")
    ):
        return None
    if at.lemma in word_class("person") | word_class("force") | word_class("instrument"):
        return None
    for _ in range(_DEPTH):
        if at.dep == "conj":
            at = s.head(at.i)
        if at.dep != "pobj" or not (above := s.head(s.head(at.i).i)).is_noun:
            return None
        if above.lemma in word_class("instrument"):
            return above
        at = above
    return None


def _thwarted(s: Sentence, i: int) -> Token | None:
    """Return the plot that an infinitive tells of and the subject foiled: "police foiled a plot to bomb a bridge"."""
    head = s.head(i)
    verb = head if head.is_verb else s.head(head.i)
    if verb.lemma not in word_class("thwart"):
        return None
    return next((t for t in s.children(verb.i, "dobj", "nsubjpass") if t.lemma in word_class("plan")), None)


def _controller(s: Sentence, verb: int, depth: int) -> Token | None:
    """Return who does what an infinitive or participle under ``verb`` says."""
    lemma = s[verb].lemma
    if lemma not in word_class("subject_control") and not (lemma in SUMMONING and _complains(s, verb)):
        if is_passive(s, verb):
            return surface_subject(s, verb, depth)
        if goal := s.child(verb, "dobj", "dative"):
            return _antecedent(s, verb, goal)
        if lemma in word_class("appeal") and (prep := s.child(verb, "prep")) and (goal := s.child(prep.i, "pobj")):
            return goal
    return surface_subject(s, verb, depth)


SUMMONING = frozenset({"summon", "call", "phone", "telephone"})
"""Verbs by which one gets somebody to speak to him."""


def _complains(s: Sentence, verb: int) -> bool:
    """Return whether it is the one who summons that speaks: "summoned the envoy to complain"."""
    return any(c.lemma in ("complain", "protest", "demand", "condemn", "express") for c in s.children(verb, "xcomp"))


def surface_subject(s: Sentence, i: int, depth: int = 0) -> Token | None:
    """Return the word that stands as subject of the verb ``i``, its own or lent, or ``None``."""
    if depth > _DEPTH:
        return None
    own = s.child(i, "nsubj", "nsubjpass")
    if own is not None:
        return _antecedent(s, i, own)
    token, head = s[i], s.head(i)
    if token.tag == "VB" and (plan := _thwarted(s, i)) is not None:
        return s.child(plan.i, "poss") or next(iter(by_phrase(s, plan.i)), None)
    if token.dep in ("relcl", "acl"):
        if not head.is_verb and token.tag in ("VBG", "VBN", "VBD", "VBP", "VBZ"):
            return _all_of_headline(s, token, head)
        return _holder(s, head.i, depth)
    if token.dep == "conj" and head.is_verb:
        while token.tag == "VBD" and head.tag == "VB" and head.dep in ("ccomp", "xcomp") and s.head(head.i).is_verb:
            head = s.head(head.i)  # "made the passengers get down and shot nine": not the passengers
        return surface_subject(s, head.i, depth + 1)
    if token.dep == "dobj" and token.tag == "VBG" and head.is_verb:
        return surface_subject(s, head.i, depth + 1)  # "denied firing on the town"
    if token.dep == "conj" and token.tag == "VBG" and head.is_noun and s.children(i, "dobj"):
        # "retook the area, bombing and starving it": the parser takes the participle for one more thing retaken.
        above = next((a for a in s.ancestors(i) if a.is_verb), None)
        return surface_subject(s, above.i, depth + 1) if above is not None else None
    if token.dep in ("xcomp", "ccomp") and head.is_verb and token.tag in ("VB", "VBG", "VBN"):
        return _controller(s, head.i, depth + 1)
    if token.dep in ("xcomp", "ccomp") and not head.is_verb:
        return surface_subject(s, head.head, depth + 1) if head.dep in ("acomp", "attr", "oprd") else None
    if token.dep == "advcl" and token.tag == "VBG" and token.lemma in word_class("toll_verb") and is_passive(s, head.i):
        return next(iter(by_phrase(s, head.i)), None)  # "the house was hit, killing four": not by the house
    if token.dep == "advcl" and head.is_verb and token.tag in ("VB", "VBG", "VBN"):
        return surface_subject(s, head.i, depth + 1)
    if token.dep == "pcomp":
        above = s.head(head.i)
        bare = not s.children(i, "dobj", "xcomp", "ccomp")
        if head.lemma == "by" and bare and (is_passive(s, above.i) or above.dep == "acl"):
            return None  # "wounded by shelling": the wounded shelled nobody
        if not above.is_verb and head.lemma == "of" and _is_blamed(s, above):
            return above
        if above.lemma in word_class("time") and above.dep == "pobj":
            above = s.head(s.head(above.i).i)  # "withdrew after nine years of fighting rebels"
        if above.is_verb:
            blamed = above.lemma in word_class("blame")
            return _controller(s, above.i, depth + 1) if blamed else surface_subject(s, above.i, depth + 1)
        return _holder(s, above.i, depth)
    return None


def _all_of_headline(s: Sentence, participle: Token, noun: Token) -> Token:
    """Return the first of those that a headline's participle is said of: "Two officers and a guard killed in Velm"."""
    first = noun
    while first.dep == "conj" and s.head(first.i).is_noun:
        first = s.head(first.i)
    whole = first.dep == "ROOT" and participle.tag in ("VBN", "VBD") and participle.lemma in word_class("toll_verb")
    return first if whole else noun


def _is_blamed(s: Sentence, noun: Token) -> bool:
    """Return whether "of" plus a deed hangs on whom a verb blames: "accused the rebels of shelling the town"."""
    return noun.dep == "dobj" and s.head(noun.i).lemma in word_class("blame")


def _offence(s: Sentence, prep: int) -> bool:
    """Return whether it is a deed that somebody is blamed of: "convicted five men of the bombing"."""
    return any(t.lemma in word_class("offence") for t in s.children(prep, "pobj"))


def _holder(s: Sentence, noun: int, depth: int) -> Token | None:
    """Return whose plan, decision or right a noun is: its possessor, or the subject of the verb it is object of."""
    if owner := s.child(noun, "poss"):
        return owner
    verb = s.head(noun)
    if verb.lemma in ("give", "offer", "grant", "allow", "leave") and (receiver := s.child(verb.i, "dative", "iobj")):
        return receiver if receiver.is_noun or receiver.tag == "PRP" else s.child(receiver.i, "pobj")
    return surface_subject(s, verb.i, depth + 1) if verb.is_verb and verb.i != noun else None


def by_phrase(s: Sentence, i: int) -> list[Token]:
    """Return the nouns of the phrase with "by" under ``i``."""
    return [
        noun
        for prep in s.children(i, "agent", "prep")
        if prep.lemma == "by"
        for goal in s.children(prep.i, "pobj")
        for noun in expand(s, goal.i)
    ]


def prep_objects(s: Sentence, i: int, word: str) -> list[Token]:
    """Return the nouns that hang on ``i`` by the preposition ``word``."""
    return [
        noun
        for prep in s.children(i, "prep", "dative", "agent", "prt")
        if prep.text.lower() != "according"  # who tells of it is not whom it was done to
        for inner in (prep, *s.children(prep.i, "prep", "pcomp"))
        if word in (prep.lemma, inner.lemma)
        for goal in s.children(inner.i, "pobj")
        for noun in expand(s, _antecedent(s, s[i].i, goal).i)
    ]


def subjects(s: Sentence, i: int) -> list[Token]:
    """Return the deep subjects of verb ``i``."""
    if is_passive(s, i):
        return by_phrase(s, i)
    found = surface_subject(s, i)
    return expand(s, found.i) if found else []


def objects(s: Sentence, i: int) -> list[Token]:
    """Return the deep objects of verb ``i``, shared ones of coordinated verbs among them."""
    adjective = s[i].dep == "amod" and s[i].tag == "VBN" and s.head(i).i > i and s.head(i).is_noun
    if adjective and any(s[i].lemma in word_class(name) for name in ("harm", "toll_verb", "suffered")):
        return [s.head(i)]  # "the slain general"
    if is_passive(s, i):
        found = surface_subject(s, i)
        return expand(s, found.i) if found else []
    if own := s.child(i, "dobj"):
        return expand(s, _antecedent(s, i, own).i) + _late_objects(s, i)
    for particle in s.children(i, "prep", "prt"):
        if particle.tag == "RP" and (goal := s.child(particle.i, "pobj")):
            return expand(s, goal.i)  # "burned down the church"
    if (
        s[i].dep == "relcl"
        and (subject := s.child(i, "nsubj"))
        and not _is_relative(subject)
        and not _wh_place(s, i)
        and all(t.tag != "WP$" for t in s.children(subject.i, "poss"))  # "Chad, whose troops fought beside them"
    ):
        return [s.head(i)]
    later = s.child(i, "conj")
    if later is not None and later.is_verb and not s.children(later.i, "nsubj", "nsubjpass", "prep"):
        shared = s.child(later.i, "dobj")
        return expand(s, shared.i) if shared and not s.children(i, "prep", "ccomp", "xcomp") else []
    return []


def _late_objects(s: Sentence, i: int) -> list[Token]:
    """Return people who are parsed as coordinated with the verb: "shot two men in A and a boy in B"."""
    return [
        t
        for t in s.children(i, "conj")
        if t.is_noun and t.lemma in word_class("person") and s.children(t.i, "det", "nummod") and t.i > i
        and all(p.lemma != "from" for p in s.children(t.i, "prep"))
    ]  # fmt: skip


def _wh_place(s: Sentence, i: int) -> bool:
    """Whether a relative clause has its gap elsewhere: "where", "when", "in which"."""
    return any(t.lemma in ("where", "when", "why") for t in s.children(i, "advmod")) or any(
        _is_relative(goal) for prep in s.children(i, "prep") for goal in s.children(prep.i, "pobj")
    )


def span(s: Sentence, i: int) -> tuple[int, int]:
    """Return the document range of the noun phrase of ``i`` without clauses, appositions and adjuncts of place."""
    kept = {i}
    stack = [c for c in s.children(i) if _belongs(s, c, i)]
    while stack:
        token = stack.pop()
        kept.add(token.i)
        stack.extend(
            c for c in s.children(token.i) if c.dep not in ("relcl", "acl", "appos", "advcl") and not _comma(c)
        )
    low = high = i
    while low - 1 in kept:
        low -= 1
    if s[low].lemma == "dead" and low < i and (s[low + 1].tag == "CD" or (low and s[low - 1].lemma == "shoot")):
        low += 1  # "shot dead two men", "shot dead Salma Example"
    low = _after_day(s, low, i)
    while high + 1 in kept:
        high += 1
    while high > i and s[high].tag == "IN":
        high -= 1  # what a quotation mark cuts off: "a meeting of “terrorists”"
    return s.cover((low, high))


def _comma(token: Token) -> bool:
    return (
        token.dep == "punct"
        and token.tag != "HYPH"
        and token.text in (",", ";", ":", "–", "—", "(", ")", "-", "“", "”", '"', "``", "''")
    )


def _after_day(s: Sentence, low: int, i: int) -> int:
    """Return where a phrase begins behind a day that the parser takes for a part of it: "On 3 May 2023 Chad bombed"."""
    at = low
    while at < i and (s[at].tag == "CD" or s[at].text in word_class("day")):
        at += 1
    dated = any(s[k].text in word_class("day") for k in range(low, at))
    return at if dated and s[at].text[:1].isupper() | (low == 0) and at <= i else low


_COUNTED = frozenset(
    {"member", "element", "casualty", "martyr", "dead", "fighter", "soldier", "person", "people", "man"}
)


def _whose(s: Sentence, prep: Token, head: int) -> bool:
    """Return whether a preposition tells whose a number of people are: "at least 26 from the army", "ten dead among
    the rebels", "losses in the ranks of the militia"."""
    if prep.lemma not in ("from", "among", "in") or (s[head].tag != "CD" and s[head].lemma not in _COUNTED):
        return False
    goals = s.children(prep.i, "pobj")
    if prep.lemma == "in":
        return any(g.lemma == "rank" for g in goals)
    return any(g.lemma in word_class("force") for g in goals)


def _belongs(s: Sentence, token: Token, head: int) -> bool:
    if token.dep == "prep":
        if token.lemma == "of" and _is_blamed(s, s[head]) and (s.children(token.i, "pcomp") or _offence(s, token.i)):
            return False
        if token.lemma == "for" and _is_blamed(s, s[head]):
            return False
        return token.i > head and (token.lemma in ("of", "for") or _whose(s, token, head))
    if token.dep in ("relcl", "acl", "appos", "conj", "cc", "advcl", "preconj", "case") or _comma(token):
        return False
    return not (token.dep in ("advmod", "npadvmod", "prep") and token.i > head)
