"""Whom a word of harm says it of, by the parse, and by what stands next to it where the parse fails."""

from __future__ import annotations

import re

from khabar.event.labels import is_label
from khabar.event.tollwords import TollWords, toll_cues
from khabar.parse.sentence import Sentence, Token, once

_COUNTED_APART = frozenset({"kill", "wound", "injure"})
"""Of "20 were killed and wounded" neither is 20."""


def victims_of_verb(sentence: Sentence, verb: Token, words: TollWords) -> list[int]:
    """Return the head tokens of those that a transitive verb says were harmed."""
    objects = sentence.children(verb.i, "dobj", "obj")
    passive = sentence.child(verb.i, "nsubjpass")
    if passive is not None:
        return [_antecedent(sentence, verb, passive)]
    if objects:
        return [objects[0].i]
    if verb.tag == "VBN" and verb.dep in ("acl", "relcl") and verb.i > verb.head:
        return [verb.head]
    if verb.tag == "VBN" and verb.dep == "xcomp" and sentence.head(verb.i).lemma == "find":
        found = sentence.child(verb.head, "nsubjpass") or sentence.child(verb.head, "dobj")
        return [found.i] if found is not None else []  # "two men were found shot in a car"
    subject = sentence.child(verb.i, "nsubj")
    stays = sentence.child(verb.i, "auxpass")
    if stays is not None and (left := sentence.child(stays.i, "nsubj")) is not None:
        return [left.i]  # "a man remains hospitalized"
    beside = verb.i - 1
    if verb.tag in ("VBN", "VBD") and beside > 0 and sentence[beside].dep == "dobj" and _counted(sentence, beside):
        return [beside]  # "left four people wounded"
    if verb.tag in ("VBN", "VBD") and verb.dep == "advcl" and sentence.head(verb.i).lemma == "leave":
        of_all = sentence.head(beside)
        apart = sentence[of_all.i + 1].tag != "CC"  # "left nine dead and scores wounded"
        if sentence[beside].dep == "conj" and of_all.dep == "dobj" and of_all.head == verb.head and not apart:
            return [of_all.i]  # "left two guards and a child wounded"
    if subject is not None and (first := left_before(sentence, subject)) is not None:
        return [first.i]
    if (
        verb.tag in ("VBN", "VBD")
        and subject is not None
        and (
            _counted(sentence, subject.i)
            or subject.text.lower() in ("nobody", "none")
            or (subject.lemma in words.persons and sentence.child(subject.i, "det") is None)
        )
    ):
        # Headlines drop the auxiliary: "Three killed in blast".
        return [subject.i]
    if verb.tag == "VBN" and verb.dep == "conj" and sentence.child(verb.i, "nsubj", "auxpass") is None:
        above = sentence.head(verb.i)
        passive = sentence.child(above.i, "nsubjpass")
        if above.tag == "VBN" and passive is not None and above.lemma not in _COUNTED_APART:
            return [_antecedent(sentence, above, passive)]
        return []
    if verb.tag == "VBN" and verb.dep == "amod" and not sentence.child(verb.i, "auxpass"):
        return [verb.head] if verb.head > verb.i and _counted(sentence, verb.head) else []
    return []


def left_before(sentence: Sentence, last: Token) -> Token | None:
    """Return the first of those left in a state: the adults of "left two adults and a child wounded".

    ``last`` is the last of them, which parsers take for the subject of the state.
    """
    state, opens = sentence.head(last.i), min(sentence.subtree(last.i))
    if state.tag not in ("VBD", "VBN") or state.i != last.i + 1 or opens < 2 or sentence[opens - 1].tag != "CC":
        return None
    first = sentence[opens - 2]
    if first.text.lower() in toll_cues("other_harm"):
        return None  # "left nine dead and scores wounded"
    bare = sentence.child(state.i, "aux", "auxpass", "dobj") is None
    return first if bare and first.dep == "dobj" and sentence.head(first.i).lemma == "leave" else None


def was_before(word: Token) -> bool:
    """Return whether a word before a noun tells what its people were before: "200 displaced women were abducted"."""
    return word.dep == "amod" and word.text.lower() == "displaced"


def subject_of(sentence: Sentence, verb: Token) -> list[int]:
    """Return the head token of a verb's subject, with "who" replaced by the one it stands for."""
    subject = sentence.child(verb.i, "nsubj", "nsubjpass")
    if subject is not None and subject.is_verb:  # "Teen shot in Velm has died": the teen
        subject = sentence.child(subject.i, "nsubj", "nsubjpass")
    if subject is not None:
        return [_antecedent(sentence, verb, subject)]
    if verb.dep in ("acl", "relcl"):
        return [verb.head]
    if verb.dep == "xcomp":
        above = sentence.head(verb.i)
        raised = sentence.child(above.i, "nsubjpass", "dobj") or sentence.child(above.i, "nsubj")
        return [_antecedent(sentence, above, raised)] if raised is not None else []
    above = sentence.head(verb.i)
    if verb.dep == "conj" and above.tag == "VB" and above.dep == "xcomp" and verb.tag in ("VBD", "VBZ"):
        above = sentence.head(above.i)  # "helped to carry him and died"
    shared = verb.dep == "conj" and above.is_verb and sentence.child(above.i, "nsubj", "nsubjpass") is not None
    if shared and verb.lemma in ("die", "perish", "succumb"):
        return subject_of(sentence, above)
    return []


def _antecedent(sentence: Sentence, verb: Token, subject: Token) -> int:
    if subject.tag in ("WP", "WDT") or subject.lemma in ("who", "which", "that"):
        return verb.head if verb.dep == "relcl" else subject.i
    return subject.i


def of_noun(sentence: Sentence, noun: Token) -> list[int]:
    """Return the head of the "of"-phrase of a noun, or its possessor."""
    for child in sentence.children(noun.i, "prep"):
        if child.lemma == "of" and (inner := sentence.child(child.i, "pobj")):
            return [inner.i]
    possessor = sentence.child(noun.i, "poss")
    return [possessor.i] if possessor is not None and possessor.tag != "PRP$" else []


def of_state(sentence: Sentence, word: Token) -> list[int]:
    """Return whom an adjective of harm is said of."""
    subject = sentence.child(word.i, "nsubj", "nsubjpass")
    if subject is not None:
        return [subject.i]
    if word.dep == "amod" and word.head > word.i:
        return [word.head]
    head = sentence.head(word.i)
    if (
        word.dep in ("acomp", "oprd", "attr", "ccomp", "advcl", "xcomp", "advmod", "acl", "amod", "prep")
        and head.i != word.i
    ):
        if head.is_noun or head.tag == "CD":
            return [head.i]
        if head.lemma in toll_cues("be_dead"):
            found = sentence.child(head.i, "nsubjpass") or sentence.child(head.i, "dobj")
            found = found or (sentence.child(head.i, "nsubj") if head.lemma in _STAYS else None)
            found = found or _shared_subject(sentence, head) or _found_so(sentence, head)
            if found is not None and found.i != word.i:
                return [_antecedent(sentence, head, found)]
    return []


_STATE_DEPS = frozenset(
    {"acomp", "oprd", "attr", "ccomp", "advcl", "xcomp", "advmod", "acl", "amod", "prep"}  # "shot dead two guards"
)


def _shared_subject(sentence: Sentence, verb: Token) -> Token | None:
    """The subject that a verb shares with the passive it is joined to: "was shot in Velm and pronounced dead"."""
    above = sentence.head(verb.i)
    if verb.dep != "conj" or not above.is_verb or sentence.child(verb.i, "nsubj", "nsubjpass", "dobj") is not None:
        return None
    return sentence.child(above.i, "nsubjpass")


def _found_so(sentence: Sentence, harm: Token) -> Token | None:
    """Who is found as a participle says: the judge of "the judge was found shot dead"."""
    above = sentence.head(harm.i)
    if harm.tag != "VBN" or harm.dep not in ("xcomp", "oprd", "acomp") or above.lemma not in ("find", "discover"):
        return None
    return sentence.child(above.i, "nsubjpass") or sentence.child(above.i, "dobj")


_STAYS = frozenset({"be", "lie", "feel", "go", "remain", "stay"})
"""Verbs that say of their subject that it is dead, hurt or missing."""
_REACH = 12
"""How many words away a counted phrase may stand where the parse gives none."""


def before(sentence: Sentence, i: int) -> int | None:
    """Return the nearest counted noun or number before token ``i`` in its clause; ``None`` if none."""
    for at in range(i - 1, max(-1, i - 1 - _REACH), -1):
        token = sentence[at]
        if (
            token.text in (";", ":", ".", "—", "–", "…")
            or token.text.lower() in toll_cues("other_harm")
            or (token.is_verb and token.text.lower() not in toll_cues("fillers"))
        ):
            return None
        if is_age(sentence, at) or _is_day(sentence, at) or is_label(sentence, at):
            continue
        if (token.is_noun or token.tag == "CD") and _counted(sentence, at):
            return climb(sentence, at) if token.dep == "pobj" else at  # "three men of one family killed"
    return None


def is_age(sentence: Sentence, i: int) -> bool:
    """Whether the number is an age: "Boy, 16, shot", "aged 23", the 19 of "19-year-old"."""
    if sentence[i].tag != "CD":
        return False
    left = sentence[i - 1].text.lower() if i else ""
    right = sentence[i + 1].text if i + 1 < len(sentence) else ""
    if left in ("age", "aged", "ages"):
        return True
    if left in ("and", "or", "to", ",") and i > 2 and is_age(sentence, i - 2):
        return left != "," or sentence[i - 3].text.lower() in ("age", "aged", "ages")
    if right == "-" and i + 2 < len(sentence) and sentence[i + 2].lemma in ("year", "month", "yr"):
        return True
    if _OLD.match(sentence.slice(sentence[i].end, min(sentence[i].end + 14, sentence.tokens[-1].end))):
        return True
    if left == "of" and i > 1 and sentence[i - 2].text.lower() in _PARENTS:
        return True  # a father of five is one man
    if right.lower() in ("yo", "y", "y/o", "y.o."):
        return True
    set_off = left == "," and right == "," and len(sentence[i].text) < 3
    return (
        set_off
        and i > 1
        and (sentence[i - 2].tag in ("NN", "NNP", "UH") or sentence[i - 2].text.lower() in _ONE_OF_SEVERAL)
    )


_OLD = re.compile(r" ?-? ?(?:year|yr|month|week)s?[ -]+old", re.IGNORECASE)
_ONE_OF_SEVERAL = frozenset({"other", "another", "one", "first", "second", "third", "fourth", "fifth"})
"""Words that stand for one person, behind which an age may be set: "the other, 20, is in hospital"."""
_PARENTS = frozenset({"father", "mother", "dad", "mom", "mum", "parent", "grandfather", "grandmother"})


def is_year(sentence: Sentence, i: int) -> bool:
    """Whether the number is a year behind a month and day: the 2016 of "December 26, 2016"."""
    text = sentence[i].text
    if sentence[i].tag != "CD" or len(text) != 4 or text[:2] not in ("19", "20"):
        return False
    before = [t for t in sentence.tokens[max(0, i - 3) : i] if t.text != ","]
    if before and before[-1].text.rstrip(".").lower()[:3] in _MONTHS:
        return True
    return len(before) > 1 and before[-1].tag == "CD" and _is_day(sentence, before[-1].i)


def _is_day(sentence: Sentence, i: int) -> bool:
    """Whether the number is a day of a month: the 18 of "Dec. 18"."""
    return sentence[i].tag == "CD" and i > 0 and sentence[i - 1].text.rstrip(".").lower()[:3] in _MONTHS


def is_day_before(sentence: Sentence, i: int) -> bool:
    """Whether the number is a day with its month behind it: "the killing of 3 June", "the raids of 6 and 7 May"."""
    at = i
    while at + 1 < len(sentence) and (sentence[at].text in _JOINS or _is_day_number(sentence[at].text)):
        at += 1
    month = sentence[at].text.rstrip(".")
    if at == i or sentence[at - 1].text in _JOINS or not _MONTH.fullmatch(month):
        return False
    # "Bomb kills 9 Dec. 3" has its day behind the month.
    followed = at + 1 < len(sentence) and _is_day_number(sentence[at + 1].text)
    return _is_day_number(sentence[i].text) and not followed and not (i and sentence[i - 1].is_verb)


def _is_day_number(word: str) -> bool:
    return word.isdigit() and 1 <= int(word) <= 31


_MONTH = re.compile(
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|"
    "Dec(?:ember)?"
)
_JOINS = frozenset(["and", "or", "to", "-", "–", "/", ",", "&"])


_MONTHS = frozenset(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])


def after(sentence: Sentence, i: int) -> int | None:
    """Return the head of the number or counted noun that begins right after token ``i``; ``None`` if none."""
    for at in range(i + 1, min(len(sentence), i + 6)):
        token = sentence[at]
        if token.tag == "CD":
            if is_age(sentence, at) or is_label(sentence, at):
                return None
            end = at
            while end + 1 < len(sentence) and (
                sentence[end + 1].is_noun or sentence[end + 1].tag in ("CD", "JJ", "``", "''")
            ):
                if sentence[end].is_noun and not sentence[end + 1].is_noun:
                    break
                end += 1
            return end
        if token.text.lower() not in toll_cues("hedge_words"):
            return None
    return None


def climb(sentence: Sentence, i: int) -> int:
    """Return the counted noun that an uncounted one depends on by a preposition: "9 members of the force"."""
    at = i
    for above in sentence.ancestors(i):
        if above.tag == "IN" and above.dep == "prep":
            continue
        if not (above.is_noun or above.tag == "CD"):
            break
        at = above.i
        if _counted(sentence, at):
            return at
    return i


def _counted(sentence: Sentence, i: int) -> bool:
    token = sentence[i]
    if token.tag == "CD" or token.lemma in ("dozen", "score", "hundred", "thousand", "several", "dozens"):
        return True
    return any(c.tag == "CD" or c.lemma in ("several", "dozen", "many") for c in sentence.children(i)) or (
        sentence.child(i, "det") is not None and sentence.child(i, "det").lemma in ("a", "an")  # type: ignore[union-attr]
    )


@once
def phrase(sentence: Sentence, i: int) -> tuple[int, int]:
    """Return the document range of the words up to and with the noun ``i``: its determiners, numbers and adjectives."""
    first = i
    lower = {sentence[k].i for k in sentence.subtree(i, without=("relcl", "acl", "appos", "conj", "cc")) if k < i}
    lower = {k for k in lower if sentence[k].dep != "punct" or sentence[k].text in toll_cues("inside")}
    while first - 1 >= 0 and (first - 1 in lower or _belongs_left(sentence, first - 1, i)):
        first -= 1
    last = i
    if (
        sentence[i].tag == "CD"
        and i + 2 < len(sentence)
        and sentence[i + 1].lemma in ("to", "or", "-")
        and sentence[i + 2].tag == "CD"
    ):
        last = i + 2
    return sentence[first].start, sentence[last].end


def _belongs_left(sentence: Sentence, k: int, noun: int) -> bool:
    token = sentence[k]
    if token.text in ("-", "–") and k and sentence[k - 1].tag == "CD" == sentence[k + 1].tag:
        return True
    if token.text.isupper() and len(token.text) > 1 and k and sentence[k - 1].tag == "CD":
        # "3 IS militants": taggers take the group for a verb.
        return True
    if token.tag == "CD" or token.text.lower() in ("least", "than", "most", "dozen", "hundred", "thousand"):
        return not is_label(sentence, k)
    following = sentence[k + 1].text.lower()
    if (token.text.lower(), following) == ("or", "so") or (token.text.lower() == "so" and _or_so(sentence, k)):
        return True
    joins = token.text.lower() in ("or", "and") and k and sentence[k - 1].tag == "CD" == sentence[k + 1].tag
    if joins and (token.text.lower() == "or" or sentence[k - 1].lemma in ("hundred", "thousand", "million")):
        return True  # "three or four people", "a hundred and five people"
    if f"{token.text.lower()} {following}" in toll_cues("hedge_pairs"):
        return True
    if token.text.lower() in toll_cues("before_a_number"):
        return sentence[k + 1].tag == "CD" and (token.text.lower() != "to" or (k > 0 and sentence[k - 1].tag == "CD"))
    return token.text.lower() == "and" and sentence[k + 1].tag == "CD" and k >= 2 and sentence[k - 2].lemma == "between"


def _or_so(sentence: Sentence, k: int) -> bool:
    """Whether "so" ends "a dozen or so"."""
    return k > 1 and sentence[k - 1].text.lower() == "or" and _belongs_left(sentence, k - 2, k)


def is_other(sentence: Sentence, i: int, words: TollWords) -> bool:
    """Whether the noun is time, money, a measure or a thing, and so no victim."""
    token = sentence[i]
    return (
        token.lemma in words.others or token.text.lower() in words.others or token.text.startswith(("$", "€", "£", "%"))
    )
