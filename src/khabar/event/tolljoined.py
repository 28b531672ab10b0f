"""The members of a coordination: those the parser hangs on the first, on one of them, or on the verb."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.event import victims as v
from khabar.parse.sentence import Sentence, Token


def joined(sentence: Sentence, head: int) -> Iterator[Token]:
    """Yield the further members of a coordination in text order: those hung on the first, and those on one of them."""
    found = {token.i: token for token in _hung_on_verb(sentence, head)}
    waiting = [head, *found]
    while waiting:
        at = waiting.pop()
        for following in (*sentence.children(at, "conj"), *filter(None, [_next(sentence, at)])):
            if following.i not in found:
                found[following.i] = following
                waiting.append(following.i)
    yield from (found[i] for i in sorted(found))


def _hung_on_verb(sentence: Sentence, head: int) -> list[Token]:
    """Return the member that the parser hangs on the verb itself: "kidnapped a doctor and his driver"."""
    verb, dep = sentence.head(head), sentence[head].dep
    if dep not in ("dobj", "nsubjpass") or sentence.child(head, "conj") is not None:
        return []
    for member in sentence.children(verb.i, dep):
        first = min(sentence.subtree(member.i))
        if member.i > head and sentence[first - 1].text == "," and sentence.child(member.i, "conj") is not None:
            return [member]  # "killing his mother, step-father and aunt"
        if member.i > head and sentence[first - 1].head == head and sentence[first - 1].dep == "cc":
            return [member]  # "a warlord and 12 of his men were killed"
    if dep == "dobj" and (last := left_so(sentence, verb, sentence[head])) is not None:
        return [last]
    for member in () if dep == "nsubjpass" else sentence.children(verb.i, "conj"):
        first = min(sentence.subtree(member.i))
        own = sentence.child(member.i, "det", "poss", "nummod", "nsubj", "aux")
        if (
            is_member(sentence, member)
            and own is not None
            and own.dep in ("det", "poss", "nummod")
            and first == head + 2
        ):
            return [member]
    return []


def left_so(sentence: Sentence, verb: Token, first: Token) -> Token | None:
    """Return the last of those whom a deed leaves in a state: the child of "left two adults and a child wounded".

    Parsers take it for the subject of the state.
    """
    if verb.lemma != "leave":
        return None
    for last in sentence.tokens[first.i + 2 : first.i + 8]:
        if last.dep == "nsubj" and v.left_before(sentence, last) is first:
            return last
    return None


def _next(sentence: Sentence, i: int) -> Token | None:
    """Return the next member of a coordination, past the age or the name set beside this one.

    Names and ages are hung on the noun before them ("a neighbour, Ada Holt, 34, and his wife"), and what follows them
    in turn on those.
    """
    if (following := sentence.child(i, "conj")) is not None:
        return following
    if sentence[i].tag not in ("NN", "NNP"):
        # "two of the dead, Ian Holt and Tom Reed": the names are those of the two
        glosses = sentence.children(i, "appos")
        return next((b for b in glosses if _lists_on(sentence, i, b) or _ends_list(sentence, i, b)), None)
    for beside in sentence.children(i, "appos"):
        following = sentence.child(beside.i, "conj")
        if following is None:
            continue
        if sentence.child(beside.i, "nummod", "poss") is not None:
            return beside  # "his wife, two children and a neighbour"
        if _each_one(sentence, i, beside, following):
            return beside  # "a woman, a man and a girl"
        if {sentence[i].tag, beside.tag, following.tag} == {"NNP"} and sentence.child(beside.i, "compound") is not None:
            return beside  # "5-year-old Ann Lee, 8-year-old Joe Park and Tom Reed"
        if _bare(sentence, following):
            if _bare(sentence, beside):
                return beside  # "his wife, son and daughter"
            continue  # "Ann Lee, a neighbour and close friend"
        return following
    return None


def _each_one(sentence: Sentence, i: int, *others: Token) -> bool:
    """Whether all of a list have an article of their own, and but the last "and" stands behind the second of them."""
    tokens = [sentence[i], *others]
    articles = [sentence.child(token.i, "det") for token in tokens]
    if any(a is None or a.lemma not in ("a", "an", "another") for a in articles):
        return False
    last = articles[-1]
    between = sentence.slice(tokens[1].end, last.start).strip() if last is not None else ""
    return between == "and"


def _bare(sentence: Sentence, token: Token) -> bool:
    """Whether a common noun for one has nothing of its own before it that counts or owns."""
    return token.tag == "NN" and sentence.child(token.i, "det", "poss", "nummod") is None


def _of_them(sentence: Sentence, beside: Token) -> bool:
    """Whether an apposition counts out a part of those before it."""
    return any(
        goal.text.lower() in ("them", "whom")
        for t in sentence.tokens[min(sentence.subtree(beside.i)) : beside.i]
        if t.lemma == "of"
        for goal in sentence.children(t.i, "pobj")
    )


def _ends_list(sentence: Sentence, i: int, beside: Token) -> bool:
    """Whether an apposition ends a headline's list, before the harm of all: "four soldiers, a civilian dead"."""
    determiner = sentence.child(beside.i, "det")
    one = (
        determiner is not None
        and determiner.lemma in ("a", "an")
        and determiner.start == v.phrase(sentence, beside.i)[0]
    )
    return one and beside.i > i and sentence.child(i, "nummod") is not None and takes_state(sentence, beside.i)


def _lists_on(sentence: Sentence, i: int, beside: Token) -> bool:
    """Whether an apposition is the next of a list, "two Kenyans, a Ugandan and three Somalis", and no gloss.

    A gloss, "two soldiers, a captain and a private, were killed", ends with a comma too.
    """
    if _of_them(sentence, beside):
        return False  # "24 people, ten of them children and four women"
    determiner = sentence.child(beside.i, "det")
    counted = sentence.child(beside.i, "nummod") or (
        determiner if determiner and determiner.lemma in ("a", "an") else None
    )
    last = sentence.child(beside.i, "conj")
    if counted is None or last is None or sentence.child(i, "nummod") is None or beside.i < i:
        return False
    after = max(sentence.subtree(last.i)) + 1
    return after < len(sentence) and sentence[after].text not in (",", "-", "–", "—")


def takes_state(sentence: Sentence, i: int) -> bool:
    """Whether the phrase has a word of harm of its own right after it: "5 dead and 12 wounded"."""
    after = sentence[i + 1].lemma if i + 1 < len(sentence) else ""
    return after in ("injured", "wounded", "wound", "injure", "dead", "kill", "missing", "hurt", "arrest", "detain")


def is_member(sentence: Sentence, token: Token) -> bool:
    """Whether a conjunct is people: a noun, a number, or a nation's adjective that is counted ("one Israeli")."""
    if token.is_noun or token.tag == "CD" or token.text.lower() == "old":  # "a 19-year-old and a 22-year-old"
        return True
    return token.tag == "JJ" and token.text[0].isupper() and sentence.child(token.i, "nummod", "det") is not None
