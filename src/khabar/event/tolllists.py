"""Lists of those harmed that headlines put before one word of harm, which parsers hang on the last of them."""

from __future__ import annotations

from khabar.event import victims as v
from khabar.event.tollcount import has_number
from khabar.event.tolljoined import takes_state
from khabar.parse.sentence import Sentence, Token


def told_before(sentence: Sentence, verb: Token, head: int) -> int:
    """Return the noun that "them" stands for: "dragged 16 passengers off a coach and shot them"."""
    above = sentence.head(verb.i)
    if sentence[head].text.lower() != "them" or verb.dep != "conj" or not above.is_verb:
        return head
    noun = sentence.child(above.i, "dobj")
    return noun.i if noun is not None and has_number(sentence, noun.i) else head


def first_of_list(sentence: Sentence, harm: Token, last: int) -> int:
    """Return the first of those whom a word of harm after the last of them is said of, in headlines.

    Parsers hang it on the last alone: "Nine soldiers and scores of rebels killed", "four soldiers, a civilian dead".
    """
    token, above = sentence[last], sentence.head(last)
    own = sentence.child(harm.i, "auxpass", "nsubjpass", "nsubj", "aux") is not None
    if (
        above.is_verb
        or harm.i < last
        or harm.dep not in ("acl", "amod", "relcl")
        or token.dep not in ("conj", "appos")
        or own
    ):
        return last
    if token.dep == "appos" and sentence.child(last, "det") is None:
        return last
    between = {t.text.lower() for t in sentence.tokens[above.i + 1 : _first(sentence, last)]}
    left = above.dep == "dobj" and sentence.head(above.i).lemma == "leave"  # "left three guards and a cook hurt"
    first = left or (above.dep in ("ROOT", "nsubj") and sentence.child(above.i, "det") is None)
    counted = has_number(sentence, above.i) and not takes_state(sentence, above.i)
    return above.i if above.i < last and first and counted and between <= {"and", ",", "&"} else last


def _first(sentence: Sentence, i: int) -> int:
    """Return the first token of the noun phrase of token ``i``."""
    start = v.phrase(sentence, i)[0]
    return next((t.i for t in sentence.tokens if t.start >= start), i)
