"""How many people a noun phrase is: figures, names, ages, "a man and his two sons"."""

from __future__ import annotations

import re
from dataclasses import replace

from khabar.event import victims as v
from khabar.event.labels import is_label
from khabar.event.numbers import ELSE, NOT_ONE, SIZED, Quantity, hedged_before, quantities
from khabar.event.tolljoined import is_member, joined, takes_state
from khabar.event.tollnamed import aged_names, names_beside, of_both, one_person, personal_name
from khabar.event.tollshared import one_of_some
from khabar.event.tollshares import share_at
from khabar.event.tollwords import TollWords, toll_cues
from khabar.numerals import NUMERAL, WORD, integer
from khabar.parse.sentence import Sentence, Token
from khabar.rare import Rare

_AGED = re.compile(r"^(?:(?:an?|the|another|his|her|their) )?(?:[\w'-]+ )*?\w+[ -](?:year|month)[ -]old$", re.I)
_IS_AGED = re.compile(r"\b(?:an?|the|another|his|her|their) (?:[\w'-]+ )*?[\w-]+[ -](?:year|month)[ -]old\b", re.I)
_PRONOUN_ONE = frozenset(["he", "she", "him", "her", "himself", "herself", "someone", "somebody"])
_PRONOUN_NONE = frozenset({"nobody", "none"})
_ORDINALS = frozenset(
    {
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "twentieth",
    }
)
_ORDINAL_DEPS = frozenset({"nsubjpass", "nsubj", "dobj", "conj", "npadvmod"})
_TITLES_OF_TWO = {"couple": 2, "pair": 2, "duo": 2, "twins": 2, "trio": 3, "quartet": 4}
"""Nouns that are a number of people themselves: "the couple was shot"."""

_NAMED = ("nsubjpass", "nsubj", "dobj", "pobj", "poss", "conj", "appos", "ROOT")


def group_of(sentence: Sentence, head: int, words: TollWords, state: int | None = None) -> Quantity | None:
    """Return the count of a noun phrase with those coordinated with it: "a man and his two sons" are three.

    Of members that are not counted ("his sons") only a low is left. ``state`` is the token of the harm that is said of
    all of them, where it is an adjective ("left five soldiers and two rebels dead").
    """
    if (share := share_at(sentence, *v.phrase(sentence, head))) is not None:
        return share
    if (names := aged_names(sentence, head)) is not None:
        return names
    total = count_of(sentence, head, words) or _one_beside(sentence, head, words)
    beside = list(joined(sentence, head)) if total is not None else []
    if total is not None and _is_glossed(sentence, head, total, words):
        return total
    if state == head + 1 and any(takes_state(sentence, following.i) for following in beside):
        return total  # "man dead, infant and another man wounded"
    open_ended = False
    for following in beside:
        if v.is_other(sentence, following.i, words) or not is_member(sentence, following):
            break
        if _AMONG_THEM.search(sentence.slice(sentence[head].end, sentence[following.i].start)):
            break  # "three leaders, among them Ada Holt and Tom Reed": the two are of the three
        if following.dep == "appos" and sentence[head].lemma in _ANYBODY:
            break  # "three others, a boy and two girls were hurt": the boy and the girls are the three
        if sentence.child(head, "relcl") is not None and sentence.child(following.i, "relcl") is not None:
            break  # "two men who were killed and two guards who were hurt"
        if takes_state(sentence, following.i) and (following.i + 1 != state or takes_state(sentence, head)):
            break
        more = _count_of_member(sentence, following.i, words)
        if more is None:
            open_ended = True  # "58 soldiers and police and 21 civilians": 79 at least
        elif _DASH.search(sentence.slice(v.phrase(sentence, head)[0], v.phrase(sentence, following.i)[0])):
            break  # "three people - two Indians and a Pakistani -": the two and the one are the three
        elif total is not None:
            total += more
    if total is not None and open_ended:
        return replace(total, low=total.low if total.low is not None else total.best, best=None, high=None)
    return total


def _is_glossed(sentence: Sentence, head: int, total: Quantity, words: TollWords) -> bool:
    """Whether those put beside are the same people told apart: "13 people, 11 males and two females"."""
    if total.best is None or total.best < 2 or sentence[head].lemma in _BY_SEX:
        return False
    beside = list(joined(sentence, head))
    if len(beside) < 2 or "," not in sentence.slice(sentence[head].end, beside[0].start):
        return False
    if sentence[head].lemma not in _ANYBODY and not all(token.lemma in _BY_SEX for token in beside):
        return False
    counts = [_count_of_member(sentence, token.i, words) or _bare_one(token) for token in beside]
    return sum(count.best or 0 for count in counts if count is not None) == total.best


def _bare_one(token: Token) -> Quantity | None:
    """Return one for the last of "a man and woman"."""
    return Quantity(1, 1, 1, token.start, token.end) if token.tag == "NN" and token.lemma in _BY_SEX else None


_BY_SEX = frozenset({
    "man", "woman", "boy", "girl", "male", "female", "child", "adult", "teenager", "teen", "juvenile", "toddler",
    "infant", "baby",
})  # fmt: skip
_DASH = re.compile(r" [-–—] | ?-- ?|—")


def _count_of_member(sentence: Sentence, i: int, words: TollWords) -> Quantity | None:
    """Return the count of a conjunct; beside counted people "a Somali" is one of them."""
    found = count_of(sentence, i, words)
    token = sentence[i]
    determiner = sentence.child(i, "det")
    if found is None and token.tag in ("JJ", "NNP") and determiner is not None and determiner.text.lower() in _ONE:
        start, end = v.phrase(sentence, i)
        return Quantity(1, 1, 1, start, end)
    return found if found is not None else one_of_some(sentence, i, theirs=True)


_AMONG_THEM = re.compile(
    r"\b(?:among|one of|some of) (?:them|whom)\b|\b(?:including|such as|notably|namely)\b", re.IGNORECASE
)
_ANYBODY = frozenset({"other", "person", "people", "victim", "individual"})
_ONE = frozenset({"a", "an", "another", "one"})


def _one_beside(sentence: Sentence, head: int, words: TollWords) -> Quantity | None:
    """Return one for a person by no known noun, with people put beside: "an interpreter and two soldiers".

    So is one whose wife or guards are put beside him: "the district head and his four bodyguards".
    """
    following = sentence.child(head, "conj")
    if following is None or not sentence[head].is_noun or v.is_other(sentence, head, words):
        return None
    owner = sentence.child(following.i, "poss")
    theirs = owner is not None and owner.text.lower() in ("his", "her") and sentence[head].tag in ("NN", "NNP")
    if theirs and count_of(sentence, following.i, words) is not None:
        return Quantity(1, 1, 1, *v.phrase(sentence, head))
    if v.is_other(sentence, following.i, words) or count_of(sentence, following.i, words) is None:
        return None
    return one_of_some(sentence, head)


def with_others(sentence: Sentence, verb: Token, head: int, words: TollWords) -> Quantity | None:
    """Return how many are put beside the victims by "along with" or "together with"; ``None`` if nobody is."""
    for token in sentence.tokens:
        if token.text.lower() not in ("along", "together") or token.i + 1 >= len(sentence):
            continue
        joined = sentence[token.i + 1]
        if joined.text.lower() != "with" or not {joined.head, token.head} & {verb.i, head}:
            continue
        goal = sentence.child(joined.i, "pobj")
        if goal is not None and not v.is_other(sentence, goal.i, words):
            return group_of(sentence, goal.i, words)
    return None


def left_out(sentence: Sentence, verb: Token, heads: list[int]) -> list[int]:
    """Return the counts that leave the verb out: "six were killed in the first blast and four in the second"."""
    if not heads:
        return []
    joined = sentence.children(verb.i, "conj")
    return [c.i for c in joined if c.tag == "CD" and c.i not in heads and sentence.child(c.i, "prep") is not None]


def members_of(sentence: Sentence, head: int, words: TollWords, state: int | None = None) -> list[tuple[int, Quantity]]:
    """Return the counted members of a coordination with their head tokens, empty if one of them is not counted."""
    counted = count_of(sentence, head, words)
    found = [(head, counted)] if counted is not None else []
    for following in joined(sentence, head) if found else ():
        if v.is_other(sentence, following.i, words) or not is_member(sentence, following):
            break
        if takes_state(sentence, following.i) and following.i + 1 != state:
            break
        if sentence.child(head, "relcl") is not None and sentence.child(following.i, "relcl") is not None:
            break
        if (counted := _count_of_member(sentence, following.i, words)) is None:
            return []
        found.append((following.i, counted))
    return found


def count_of(sentence: Sentence, i: int, words: TollWords) -> Quantity | None:
    """Return how many people the noun phrase of token ``i`` is, ``None`` if it does not say."""
    token = sentence[i]
    if _HALF_AN_AGE.match(sentence.slice(token.start, sentence.tokens[-1].end)):
        return Quantity(1, 1, 1, *v.phrase(sentence, i))  # "a 25- and 35-year-old"
    if v.is_age(sentence, i):
        return count_of(sentence, i - 2, words) if i > 1 and sentence[i - 2].is_noun else None
    if (whole := _one_of_those(sentence, i)) is not None:
        return count_of(sentence, whole, words)
    start, end = v.phrase(sentence, i)
    if (share := share_at(sentence, start, end)) is not None:
        return share
    of = next((c for c in sentence.children(i, "prep") if c.lemma == "of"), None)
    if none := NOT_ONE.match(sentence.slice(start, end)):
        return Quantity(0, 0, 0, start, start + none.end())
    if (sized := SIZED.search(sentence.slice(start, end))) and (n := integer(sized["n"].lower())):
        return Quantity(n, n, n, start, end)
    if half := _AND_A_HALF.search(sentence.slice(sentence.tokens[0].start, start)):
        start -= len(half[0])  # the parser hangs "one and a half" beside "million people"
    counted = [q for q in quantities(sentence.slice(start, end)) if not _no_count(sentence, start + q.start)]
    if counted:
        quantity = counted[0]
        if (first := _number_before(sentence, i)) is not None and first.start < quantity.start:
            quantity = first + quantity
        if quantity.high == 0 and ELSE.match(sentence.slice(end, sentence.tokens[-1].end)):
            return None
        if (pair := of_both(sentence, i, start + quantity.start)) is not None:
            return pair if pair.best else None
        quantity = replace(quantity, start=start + quantity.start, end=start + quantity.end)
        return _or_more(sentence, hedged_before(quantity, sentence.slice(sentence.tokens[0].start, quantity.start)))
    low = token.text.lower()
    if low in _PRONOUN_NONE or (low in ("one", "body") and i and sentence[i - 1].text.lower() == "no"):
        return Quantity(0, 0, 0, start, end)
    if low in _ORDINALS and token.dep in _ORDINAL_DEPS and i and sentence[i - 1].tag == "DT":
        return Quantity(1, 1, 1, start, end)  # "two were shot dead and a third was hurt"
    if low == "other" and token.dep in _ORDINAL_DEPS and i and sentence[i - 1].text.lower() == "the":
        return Quantity(1, 1, 1, start, end)  # "killing one of them and wounding the other"
    if low == "another" and token.dep in _ORDINAL_DEPS:
        return Quantity(1, 1, 1, token.start, token.end)  # "one was killed and another hurt"
    if low in _PRONOUN_ONE:
        return Quantity(1, 1, 1, token.start, token.end)
    if of is not None and low in toll_cues("counted_by") and (inner := sentence.child(of.i, "pobj")):
        return count_of(sentence, inner.i, words)
    if (several := _TITLES_OF_TWO.get(low)) is not None and of is None:
        return Quantity(several, several, several, start, end)
    if _AGED.search(sentence.slice(start, end)):
        return Quantity(1, 1, 1, start, end)
    if token.tag == "NNP" and _IS_AGED.match(sentence.slice(start, end)) and token.text in _DAYS:
        # "shot an 11-year-old last Friday": the age is hung on the day.
        return Quantity(1, 1, 1, start, end)
    determiner = sentence.child(i, "det")
    if token.tag == "NN" and determiner is not None and determiner.text.lower() in ("a", "an", "another", "one"):
        return Quantity(1, 1, 1, start, end) if one_person(sentence, i, words) else None
    if token.tag == "NN" and one_person(sentence, i, words):
        return Quantity(1, 1, 1, start, end)
    if token.tag == "NNS" and any(c.lemma == "twin" for c in sentence.children(i, "compound", "amod")):
        return Quantity(2, 2, 2, start, end)
    if token.tag == "NNS" and (names := names_beside(sentence, i)) is not None:
        return names
    if token.tag == "NNP" and token.dep in _NAMED and personal_name(sentence, i):
        return Quantity(1, 1, 1, start, end)
    return None


_HALF_AN_AGE = re.compile(r"\d{1,2}-,? (?:and|or) (?:an? )?\d{1,2}[- ](?:year|month)s?[- ]old\b")


def _one_of_those(sentence: Sentence, i: int) -> int | None:
    """Return the head of the whole in "he was one of five people shot", where the harm is said of all five."""
    token = sentence[i]
    if token.lemma != "one" or token.dep not in ("attr", "pobj", "appos"):
        return None
    of = next((c for c in sentence.children(i, "prep") if c.lemma == "of"), None)
    goal = sentence.child(of.i, "pobj") if of is not None else None
    if goal is None or sentence.child(goal.i, "acl", "relcl") is None or sentence.child(goal.i, "nummod") is None:
        return None
    return goal.i


def _no_count(sentence: Sentence, start: int) -> bool:
    """Whether the number at this offset is an age or of a date: "Ada Holt, 24, fatally shot", "June 3, 2016 Teen"."""
    token = next((t for t in sentence.tokens if t.start <= start < t.end), None)
    if token is None:
        return False
    dates = v.is_year(sentence, token.i) or v.is_day_before(sentence, token.i)
    return dates or v.is_age(sentence, token.i) or is_label(sentence, token.i)


_PERHAPS = re.compile(rf",? (?:perhaps|possibly|maybe|some said)(?: even)? (?P<n>{NUMERAL})\b", re.IGNORECASE)


def _or_more(sentence: Sentence, quantity: Quantity) -> Quantity:
    """Return an exact count as a range where a higher one is held possible: "two, perhaps three, gendarmes"."""
    more = _PERHAPS.match(sentence.slice(quantity.end, sentence.tokens[-1].end)) if quantity.best else None
    high = integer(more["n"].lower()) if more is not None else None
    if more is None or high is None or high <= (quantity.best or 0) or quantity.low != quantity.best:
        return quantity
    return Quantity(quantity.low, None, high, quantity.start, quantity.end + more.end())


_SCALES = frozenset({"hundred", "thousand", "million", "billion", "dozen"})
_AND_A_HALF = Rare(
    r"\b(?:(?:about|some|nearly|almost|over|more than|at least) )?"
    rf"(?:(?:an?|{WORD}) and a half|(?:an? |one |three )?quarters? of) $",
    re.IGNORECASE,
)


def _number_before(sentence: Sentence, i: int) -> Quantity | None:
    """Return the first of two numbers that one noun has, counted from the noun phrase: "12 and 7 villagers"."""
    start = v.phrase(sentence, i)[0]
    for number in sentence.children(i, "nummod"):
        joined = sentence.child(number.i, "conj")
        between = sentence.slice(number.end, joined.start).strip() if joined is not None else ""
        if joined is None or joined.tag != "CD" or between != "and":
            continue
        alone = quantities(sentence.slice(number.start, number.end))
        if len(alone) == 1 and number.lemma not in _SCALES:  # "a hundred and five" is one number
            shift = number.start - start
            return replace(alone[0], start=alone[0].start + shift, end=alone[0].end + shift)
    return None


_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})


def has_number(sentence: Sentence, i: int) -> bool:
    """Whether the noun phrase of token ``i`` holds a figure."""
    start, end = v.phrase(sentence, i)
    return bool(quantities(sentence.slice(start, end)))
