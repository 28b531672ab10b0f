"""Whose words are whose: which event of a sentence a date or a place hangs on, and which one its tale is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from khabar.coding.draft import Draft
from khabar.coding.words import word_class
from khabar.date.verbs import verbs
from khabar.event import EventMention
from khabar.parse import Sentence, Token
from khabar.records import Role


def belongs_to_other(
    sentence: Sentence, start: int, end: int, mine: EventMention, events: Sequence[EventMention]
) -> bool:
    """Return whether the words at ``start:end`` hang on another event of the sentence than ``mine``.

    The nearest event above the words owns them. An event that depends on the owner shares them ("attacked the town on
    Monday and looted shops") unless a clause with a subject of its own lies between.
    """
    inside = {t.i for t in sentence.at(start, end)}
    top = next((i for i in sorted(inside) if sentence[i].head not in inside or sentence[i].head == i), None)
    if top is None:
        return False
    owners = {i: event for event in events for i in (event.i, *event.tokens)}
    above = (owners[t.i] for t in (sentence[top], *sentence.ancestors(top)) if t.i in owners)
    owner = next((event for event in above if event is mine or not only_ended(sentence, event.i)), None)
    if owner is None or owner is mine or is_meanwhile(sentence, owner, mine) or is_meanwhile(sentence, mine, owner):
        return False
    path = [sentence[mine.i], *sentence.ancestors(mine.i)]
    # Of two clauses that hang on one event, the words of the second are its own: "and fighting went on in Sake".
    below = {t.i for t in _up_to(sentence, top, owner)}
    between: list[int] = []
    for token in path:
        if token.i in below:
            return any(_own_clause(sentence, i) for i in between)
        if token.i == owner.i or token.i in owner.tokens:
            return any(_own_clause(sentence, i) for i in between)
        between.append(token.i)
    return True


def is_meanwhile(sentence: Sentence, owner: EventMention, mine: EventMention) -> bool:
    """Return whether one event is what those did to whom the other was done: "shot at people protesting in Goma"."""
    verb = sentence[owner.i]
    if verb.tag != "VBG" or verb.lemma not in verbs("presence") or verb.dep not in ("acl", "relcl"):
        return False
    who, of = sentence.head(verb.i), sentence.head(verb.head)
    whole = of.head if who.dep == "pobj" and of.lemma == "of" else who.i  # "hundreds of people protesting"
    return any(a.i in (who.i, whole) for a in mine.of(Role.TARGET))


_ENDING: Final = frozenset({"end", "stop", "halt", "cease", "prevent", "avert"})


def only_ended(sentence: Sentence, i: int) -> bool:
    """Return whether a deed is only what somebody means to end: "signed a deal to end two years of fighting"."""
    for token in sentence.ancestors(i):
        if token.is_verb:
            purpose = any(t.tag == "TO" for t in sentence.children(token.i, "aux"))
            return sentence[i].is_noun and purpose and token.lemma in _ENDING and token.dep in _PURPOSE
    return False


def is_left_out(sentence: Sentence, i: int) -> bool:
    """Return whether a deed is only said not to have gone with another: "arrested him without firing a shot"."""
    above = sentence.head(i)
    return sentence[i].dep == "pcomp" and above.lemma == "without" and sentence[i].tag == "VBG"


def is_where_one_was(sentence: Sentence, i: int, start: int, end: int) -> bool:
    """Return whether the words at ``start:end`` only place a person of office while a deed was done elsewhere.

    "The president was in Paris when rebels attacked the palace"; not "when gunmen shot him", nor "a crowd was in the
    square when shells fell".
    """
    clause = sentence[i]
    while not (clause.is_verb and clause.dep == "advcl") and clause.head != clause.i:
        if clause.is_verb and clause.dep not in ("conj", "xcomp", "ccomp"):
            return False
        clause = sentence.head(clause.i)
    mark = sentence.child(clause.i, "advmod", "mark")
    if clause.dep != "advcl" or mark is None or mark.lemma not in ("when", "as", "while"):
        return False
    main = sentence.head(clause.i)
    who = sentence.child(main.i, "nsubj")
    inside = set(sentence.subtree(clause.i))
    if who is None or any(t.i in inside for t in sentence.at(start, end)):
        return False
    if not {who.lemma, *(t.lemma for t in sentence.children(who.i, "compound"))} & word_class("of state"):
        return False
    struck = [sentence[k] for k in inside if sentence[k].dep in ("dobj", "nsubjpass", "pobj")]
    return bool(struck or sentence[i].is_noun) and not any(
        t.tag == "PRP" or any(p.tag == "PRP$" for p in sentence.children(t.i, "poss")) for t in struck
    )


_PURPOSE: Final = frozenset({"acl", "advcl", "xcomp", "relcl"})
_BESIDE_THE_TALE: Final = frozenset({"after", "before", "since"})


def in_main_clause(told: Sequence[Draft]) -> list[Draft]:
    """Return deeds without those that a sentence only dates another one by.

    "Jets bombed Beirut, hours after rockets hit Haifa. Eight people were killed" goes on with what the jets did.
    """
    main = {id(d.sentence) for d in told if not _only_dates(d)}
    return [d for d in told if id(d.sentence) not in main or not _only_dates(d)]


def dates_since(draft: Draft) -> bool:
    """Return whether a deed only tells since when something has been: "since the fighting broke out in April"."""
    s = draft.sentence
    over = s.head(draft.mention.i)
    if over.lemma == "since" and over.dep in ("prep", "mark") and draft.when is not None:
        return True  # "since the invasion of 2003"
    above = (s[draft.mention.i], s.head(draft.mention.i))
    return any(t.dep == "advcl" and any(m.lemma == "since" for m in s.children(t.i, "mark")) for t in above)


def _only_dates(draft: Draft) -> bool:
    s, i = draft.sentence, draft.mention.i
    return s[i].dep == "advcl" and any(t.lemma in _BESIDE_THE_TALE for t in s.children(i, "mark"))


def _up_to(sentence: Sentence, i: int, owner: EventMention) -> list[Token]:
    """Return the verbs from token ``i`` up to an event, itself left out, that open clauses of their own."""
    found: list[Token] = []
    for token in (sentence[i], *sentence.ancestors(i)):
        if token.i == owner.i or token.i in owner.tokens:
            break
        if _own_clause(sentence, token.i):
            found.append(token)
    return found


def _own_clause(sentence: Sentence, i: int) -> bool:
    return sentence[i].is_verb and bool(sentence.children(i, "nsubj", "nsubjpass"))
