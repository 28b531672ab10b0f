"""What "they", "it", "him" and "her" may stand for, by the words of their own sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from khabar.actor import ActorMatch
from khabar.coding.words import word_class
from khabar.event import Argument
from khabar.event.figure import person_nouns
from khabar.event.tree import span, surface_subject
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence, Token
from khabar.records import Role

Resolve = Callable[[str], ActorMatch | None]

THEY: Final = frozenset({"they", "them", "their", "themselves"})
IT: Final = frozenset({"it", "its", "itself"})
ONE: Final = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
REFLEXIVE: Final = frozenset({"themselves", "itself", "himself", "herself", "each other", "one"})
PRONOUNS: Final = THEY | IT | ONE
OWNERS: Final = frozenset({"its", "their", "his", "her"})
SELVES: Final = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})


def told_to(sentence: Sentence, i: int, resolve: Resolve) -> bool:
    """Return whether a verb above names two that "they" can be: "officials told the leaders that they …"."""
    for verb in sentence.ancestors(i):
        named = [
            resolve(sentence.slice(*sentence.cover(sentence.subtree(t.i, without=("relcl", "acl", "appos")))))
            for t in sentence.children(verb.i, "nsubj", "dobj", "dative")
            if t.i != i and i not in sentence.subtree(t.i) and t.tag != "PRP"
        ]
        if len({m.actor_id or m.name for m in named if m is not None}) > 1:
            return True
    return False


def is_quoted(text: str, at: int) -> bool:
    """Return whether a place in the text lies in a quotation that was opened in its paragraph."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    return line.count("“") > line.count("”") or line.count('"') % 2 == 1


def subjects_above(sentence: Sentence, i: int, resolve: Resolve) -> list[ActorMatch]:
    """Return who does what the clauses above a word tell, from the nearest."""
    found: list[ActorMatch] = []
    own_clause = sentence[i].head if sentence[i].dep in ("dobj", "pobj", "dative") else -1
    for verb in sentence.ancestors(i):
        if verb.i == own_clause:
            continue
        own = sentence.children(verb.i, "nsubj", "nsubjpass")
        if not own and verb.dep == "pcomp":  # "accused the army of firing on its own people"
            own = tuple(t for t in [surface_subject(sentence, verb.i)] if t is not None and t.dep == "dobj")
        for subject in own:
            below = sentence.subtree(subject.i, without=("relcl", "acl", "appos", "conj", "cc", "punct"))
            if subject.i >= i or i in below:
                continue
            words = sentence.slice(*sentence.cover(below))
            match = resolve(words)
            if match is None and (subject.tag in ("NNP", "NNPS") or subject.lemma in word_class("group")):
                match = ActorMatch(None, words, None, None, 0.0, "named above, not in the register")
            if match is not None:
                found.append(match)
    return found


_SAID: Final = frozenset({"tell", "inform", "assure", "warn", "remind", "notify"})
_OBJECTS: Final = frozenset({"him", "her", "them"})


def taken_up(s: Sentence, argument: Argument) -> Argument | None:
    """Return whom "him", "her" or "them" was done to, where the sentence told it: "stopped the trader and shot him".

    The nearest object or passive subject before it that agrees in number; whoever does the deed is not meant.
    """
    pronoun = s[argument.i]
    if argument.role is not Role.TARGET or pronoun.lemma not in _OBJECTS or pronoun.text.lower() not in _OBJECTS:
        return None
    verb = next((t for t in s.ancestors(pronoun.i) if t.is_verb), pronoun)
    doer = surface_subject(s, verb.i) if verb.is_verb else None
    for token in reversed(s.tokens[: pronoun.i]):
        if token.dep not in ("dobj", "nsubjpass", "pobj") or not _agrees(s, token, pronoun.text.lower()):
            continue
        if doer is not None and (token.i == doer.i or token.head == doer.i):
            continue
        if any(t.i == token.i for t in s.ancestors(pronoun.i)):
            continue
        if (first := _before_from(s, token, pronoun.text.lower())) is not None:
            token = first
        if any(t.lemma in _SAID and t.i == token.head for t in s.ancestors(pronoun.i)):
            return None  # "officials told the leaders that X attacked them": either may be meant
        return Argument(argument.role, token.i, *span(s, token.i))
    return None


def _before_from(s: Sentence, token: Token, pronoun: str) -> Token | None:
    """Return the men of "separated the men from the women and took them away"."""
    prep = s.head(token.i)
    verb = s.head(prep.i)
    if token.dep != "pobj" or prep.lemma != "from":
        return None
    verb = s.head(verb.i) if verb.dep == "dobj" else verb
    goal = s.child(verb.i, "dobj") if verb.is_verb else None
    return goal if goal is not None and _agrees(s, goal, pronoun) else None


def _agrees(s: Sentence, token: Token, pronoun: str) -> bool:
    """Return whether a noun can be taken up by a pronoun: people only, one or several."""
    if token.tag == "CD":
        return pronoun == "them"
    if not token.is_noun or token.lemma not in event_words("person") | event_words("force") | person_nouns():
        return token.tag == "NNP" and pronoun != "them" and token.dep != "pobj"
    several = token.tag in ("NNS", "NNPS") or bool(s.children(token.i, "conj"))
    return several == (pronoun == "them")
