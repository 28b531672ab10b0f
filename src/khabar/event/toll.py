"""What an event cost: the killed, injured, missing, detained, displaced and abducted, with the exact words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from khabar.event import victims as v
from khabar.event.labels import begins_with_label
from khabar.event.numbers import Quantity, quantities
from khabar.event.tollcount import count_of, group_of, has_number, left_out
from khabar.event.tolleach import by_group, each, victim
from khabar.event.tollfold import fatally, folds, hit
from khabar.event.tollgroups import ATTACKERS, group_in, own_deaths
from khabar.event.tollheadline import headline, one_set_apart
from khabar.event.tolljoined import takes_state
from khabar.event.tolllists import first_of_list, told_before
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollparts import listed, mark_unavailable, none_at_all, parts_of, parts_of_the_dead
from khabar.event.tollphrases import is_people, phrase_verbs, told_by_phrase
from khabar.event.tollplain import plain
from khabar.event.tollput import put
from khabar.event.tollsense import in_scare_quotes, is_fatal, of_illness, only_nearly, other_sense
from khabar.event.tollshared import felled, one_victim, shared, taken_hostage
from khabar.event.tollshares import as_many
from khabar.event.tollwords import TollWords, toll_cues, toll_words
from khabar.event.tollwounds import dies, hurt_by
from khabar.parse.sentence import Sentence, Token, kept
from khabar.records import Measure

__all__ = ["TollMention", "find_tolls"]


_NOT_DEADLY = frozenset({"non", "-", "nonlethal", "not", "less", "potentially"})
_TOLL_VERBS = r"(?:to|at|of|reach\w*|pass\w*|hit|is|was|now|exceed\w*|topp\w*|tops?|surpass\w*|cross\w*|:|as)"
_TOLL_AFTER = re.compile(rf"\b{_TOLL_VERBS} (?:(?:now|also|already|currently) )*", re.IGNORECASE)
_PASSED = re.compile(r"(?:pass|exceed|top|surpass|cross)", re.IGNORECASE)
"""A toll that "has passed 100" is no less than 100, and no figure of its own."""
_MONEY = re.compile(r"[$€£%]|\b(?:million|billion|dollars?|euros?|pounds?|rupees|per ?cent)\b", re.IGNORECASE)
_NUMBER_HARMED = re.compile(r"^ (?:of (?:[\w' -]{3,40}? )?)?(?P<state>killed|dead|wounded|injured|hurt)\b", re.I)
_COUNT_OF_DEAD = re.compile(r"^ of (?:the )?(?:dead|deaths|fatalities|(?:[\w-]+ ){0,6}?(?:killed|dead|died))\b", re.I)


def find_tolls(sentence: Sentence, words: TollWords | None = None) -> list[TollMention]:
    """Return the tolls that a sentence gives, in text order; offsets are code points into the document's text."""
    if words is not None:
        return _find(sentence, words)
    shared = toll_words()
    return list(kept(sentence, (find_tolls, id(shared)), lambda: _find(sentence, shared)))


def _find(sentence: Sentence, words: TollWords) -> list[TollMention]:
    found: list[TollMention] = []
    for token in sentence.tokens:
        if words.bears(token) or token.lemma in phrase_verbs():
            found.extend(_tolls_at(sentence, token, words))
    found = _settle(sentence, [*found, *folds(sentence)])
    found.extend(parts_of(sentence, found))
    parts = list(parts_of_the_dead(sentence))
    taken = {(m.toll.start, m.toll.end, m.toll.measure) for m in parts}
    found = [m for m in found if (m.toll.start, m.toll.end, m.toll.measure) not in taken] + parts
    found.extend(listed(sentence, found))
    lines = list(headline(sentence, found, words))
    found = [m for m in found if not any(_inside(m, line) for line in lines)] + lines
    wholes = list(put(sentence, words))
    found = [m for m in found if not any(_same_words(m, whole) for whole in wholes)] + wholes
    found.extend(plain(sentence, found, words))
    found.extend(m for m in hit(sentence) if not any(_overlap(m, other) for other in found))
    found = fatally(sentence, found)
    found.extend(m for m in own_deaths(sentence) if not any(_overlap(m, other) for other in found))
    equal = list(as_many(sentence, found, words))
    found = [m for m in found if not any(_overlap(m, other) for other in equal)] + equal
    found.extend(none_at_all(sentence))
    found = [m for m in found if not begins_with_label(sentence, m.toll.start, m.toll.end)]
    found = mark_unavailable(sentence, found)
    return sorted(found, key=lambda m: (m.toll.start, m.toll.of is not None, m.toll.end, m.head_i))


def _tolls_at(sentence: Sentence, token: Token, words: TollWords) -> Iterator[TollMention]:
    lemma = token.lemma
    if v.was_before(token) or _spared(sentence, token):
        return
    if (one := _another(sentence, token, words)) is not None:
        yield one
        return
    if (hostages := taken_hostage(sentence, token)) is not None:
        yield from each(sentence, hostages, Measure.ABDUCTED, [token.i], words)
        return
    if token.tag in ("NN", "NNS") and lemma in toll_cues("wound_nouns") and (heads := hurt_by(sentence, token)):
        yield from each(sentence, token, Measure.INJURED, _people(sentence, heads, words), words)
        return
    if told := told_by_phrase(sentence, token, words):
        yield from each(sentence, token, told[0], told[1], words)
        return
    if token.is_verb or (token.tag in ("JJ", "VBN", "NN", "NNP") and words.measure("verb", lemma.removesuffix("ed"))):
        measure = words.measure("verb", lemma) or felled(sentence, token)
        as_noun = words.measure("count", lemma) or words.measure("act", lemma)
        if measure and token.is_noun and as_noun and v.of_noun(sentence, token):
            yield from _noun(sentence, token, words)  # "the murder of five farmers"
            return
        if measure and (is_fatal(sentence, token) or not other_sense(sentence, token)):
            measure = Measure.KILLED if is_fatal(sentence, token) else measure
            if (figure := _right_after(sentence, token)) is not None:
                yield from each(sentence, token, measure, [figure], words)
                return
            heads = [_better(sentence, head, words) for head in v.victims_of_verb(sentence, token, words)]
            heads = [first_of_list(sentence, token, told_before(sentence, token, head)) for head in heads]
            heads = [h for h in heads if h < token.i or not takes_state(sentence, h)]
            if any(v.is_other(sentence, head, words) for head in heads):
                heads = _beside(sentence, token) if token.dep == "acl" else []  # "the raid killed from 30 to 40"
                if not heads:
                    return
            if not any(
                group_of(sentence, h, words) or one_victim(sentence, token, h) or _named(sentence, h) for h in heads
            ):
                heads = _beside(sentence, token)
            yield from each(sentence, token, measure, [*heads, *left_out(sentence, token, heads)], words)
            return
        measure = words.measure("verb_done", lemma)
        if lemma == "survive" and sentence.child(token.i, "neg") is not None:
            measure = Measure.KILLED
        if measure and (of_illness(sentence, token) or only_nearly(sentence, token)):
            return
        if measure:
            heads = v.subject_of(sentence, token)
            heads = [h for h in heads if lemma != "flee" or _driven_out(sentence, h)]
            yield from each(sentence, token, measure, [*heads, *left_out(sentence, token, heads)], words)
            return
    low = token.text.lower()
    if measure := words.measure("at_least_one", low):
        if sentence.head(token.i).lemma in toll_cues("deadly_things") or (
            token.i and sentence[token.i - 1].text.lower() in _NOT_DEADLY
        ):
            return
        if in_scare_quotes(sentence, token):
            return
        yield TollMention(toll_of(sentence, measure, Quantity(1, None, None, token.start, token.end)), token.i, None)
        return
    if measure := words.measure("state", low):
        if token.is_verb and low not in ("missing", "displaced"):
            return
        yield from _state(sentence, token, measure, words)
        return
    if heads := hurt_by(sentence, token):
        yield from each(sentence, token, Measure.INJURED, _people(sentence, heads, words), words)
        return
    if token.is_noun:
        yield from _noun(sentence, token, words)


def _spared(sentence: Sentence, token: Token) -> bool:
    """Whether a clause sets people apart as not harmed: "three customers who weren't hurt"."""
    no = sentence.child(token.i, "neg") if token.is_verb and token.dep in ("relcl", "acl") else None
    if no is None or token.lemma == "survive" or no.i + 1 >= len(sentence):
        return False
    return sentence[no.i + 1].text.lower() not in ("only", "just", "merely")


def _another(sentence: Sentence, token: Token, words: TollWords) -> TollMention | None:
    """The toll of "another hurt" after others that were harmed, which parsers take for a noun."""
    measure = words.measure("state", token.text.lower())
    if measure is None or token.i < 2 or not token.is_noun or sentence[token.i - 1].text.lower() != "another":
        return None
    one = sentence[token.i - 1]
    return TollMention(toll_of(sentence, measure, Quantity(1, 1, 1, one.start, one.end)), token.i, None)


def _people(sentence: Sentence, heads: list[int], words: TollWords) -> list[int]:
    """The heads that are no things; of those told to die in the sentence, none is hurt."""
    if dies(sentence, heads):
        return []
    return [h for h in heads if sentence[h].lemma not in words.others]


def _driven_out(sentence: Sentence, head: int) -> bool:
    """Whether those who flee are driven from their homes: one man runs away, and so do the attackers."""
    noun = sentence[head]
    return noun.tag not in ("PRP", "NN", "NNP") and group_in(noun.text) not in (ATTACKERS, "fighters", "prisoners")


def _inside(one: TollMention, other: TollMention) -> bool:
    a, b = one.toll, other.toll
    return a.measure is b.measure and b.start <= a.start and a.end <= b.end


def _same_words(one: TollMention, other: TollMention) -> bool:
    return one.toll.start < other.toll.end and other.toll.start < one.toll.end


def _overlap(one: TollMention, other: TollMention) -> bool:
    a, b = one.toll, other.toll
    return a.measure is b.measure and a.start < b.end and b.start < a.end


def _better(sentence: Sentence, head: int, words: TollWords) -> int:
    """The noun that bears the count, where the parse hangs the harm on a noun below it."""
    if count_of(sentence, head, words) is not None or sentence[head].dep != "pobj":
        return head
    return v.climb(sentence, head)


def _named(sentence: Sentence, head: int) -> bool:
    """Whether the victims are plainly given and plainly not counted: pronouns, "the soldiers"."""
    token = sentence[head]
    return token.tag in ("PRP", "WP") or (sentence.child(head, "det", "poss") is not None and token.tag == "NNS")


def _right_after(sentence: Sentence, token: Token) -> int | None:
    """The figure right after a word of harm in the active: "killed 1, injured 6", which parsers read as passives."""
    following = sentence[token.i + 1] if token.i + 1 < len(sentence) else token
    if following.tag != "CD" or token.tag not in ("VBD", "VBN", "VBZ", "VBG", "NNS", "JJ", "NNP"):
        return None
    if sentence.child(token.i, "auxpass", "nsubjpass", "dobj") is not None:
        return None
    at = v.after(sentence, token.i)
    before = sentence[token.i - 1] if token.i else token
    if at is None or before.tag == "CD" or (before.is_noun and token.tag != "VBZ" and token.tag != "VBG"):
        return None
    return None if v.is_age(sentence, token.i + 1) or takes_state(sentence, at) else at


def _beside(sentence: Sentence, token: Token) -> list[int]:
    """The counted phrase next to the word, where the parse gives none."""
    active = token.tag in ("VBG", "VBD", "VBZ", "VBP", "VB") or (token.tag, token.dep) == ("VBN", "acl")
    nearest = v.after(sentence, token.i) if active else None
    if nearest is None and any(t.lemma == "neither" for t in sentence.tokens[: token.i]):
        return []  # "neither of the two guards was killed"
    if nearest is not None and takes_state(sentence, nearest):
        nearest = None  # "1 killed 3 injured"
    if nearest is None and token.tag in ("VBN", "VBD", "JJ"):
        nearest = v.before(sentence, token.i)
    return [nearest] if nearest is not None and has_number(sentence, nearest) else []


def _state(sentence: Sentence, token: Token, measure: Measure, words: TollWords) -> Iterator[TollMention]:
    if token.dep == "amod" and token.head > token.i and not has_number(sentence, token.head):
        shot = sentence[token.i - 1] if token.i else token
        if token.lemma == "dead" and shot.is_verb and shot.lemma in ("shoot", "stab"):
            yield from each(sentence, token, measure, [token.head], words)  # "shot dead the deputy mayor"
        return
    if (one := one_set_apart(sentence, token, words)) is not None:
        yield TollMention(toll_of(sentence, measure, one), token.i, (one.start, one.end))
        return
    beside = sentence[token.i - 1] if token.i else token
    if token.dep == "oprd" and beside.is_noun and beside.head == token.i and has_number(sentence, beside.i):
        yield from each(sentence, token, measure, [beside.i], words)  # "left five injured and one person dead"
        return
    own = quantities(sentence.slice(*v.phrase(sentence, token.i))) if token.dep not in ("acomp", "oprd") else []
    if own:
        start = v.phrase(sentence, token.i)[0]
        quantity = replace(own[-1], start=start + own[-1].start, end=start + own[-1].end)
        yield TollMention(toll_of(sentence, measure, quantity), token.i, None)
        return
    heads = [h for h in v.of_state(sentence, token) if h != token.i]
    heads = [first_of_list(sentence, token, head) for head in heads]
    counted = [h for h in heads if not v.is_other(sentence, h, words) and group_of(sentence, h, words)]
    if not counted and heads and (head := _better(sentence, heads[0], words)) not in heads:
        counted = [head]
    if not counted and (near := v.before(sentence, token.i)) is not None and has_number(sentence, near):
        counted = [near]
    for head in counted[:1]:
        if not v.is_other(sentence, head, words) and (found := group_of(sentence, head, words, token.i)):
            if others := shared(sentence, token, measure, words):
                if found.high is None:
                    continue
                found = replace(found, low=None, best=None)
                for other in others:
                    yield TollMention(toll_of(sentence, other, found), token.i, victim(sentence, head))
            yield TollMention(toll_of(sentence, measure, found), token.i, victim(sentence, head))
            yield from by_group(sentence, token, measure, head, words)


def _noun(sentence: Sentence, token: Token, words: TollWords) -> Iterator[TollMention]:
    lemma = token.lemma
    harmed = _NUMBER_HARMED.match(sentence.slice(token.end, sentence.tokens[-1].end))
    if lemma in ("number", "count") and harmed:
        dead = harmed["state"].lower() in ("killed", "dead")
        yield from _figure_after(sentence, token, Measure.KILLED if dead else Measure.INJURED)
        return
    if lemma in ("number", "count") and _COUNT_OF_DEAD.match(sentence.slice(token.end, sentence.tokens[-1].end)):
        yield from _figure_after(sentence, token, Measure.KILLED)
        return
    if measure := words.measure("toll", lemma):
        yield from _toll_noun(sentence, token, measure)
        return
    if measure := words.measure("lives", lemma):
        governor = sentence.head(token.i)
        above = sentence.head(governor.i)
        if governor.lemma not in ("claim", "take", "cost", "lose") and above.lemma not in ("loss", "cost"):
            return
        own = list(_own_count(sentence, token, measure))
        heads = v.of_noun(sentence, token)
        if not own and not heads and governor.lemma == "lose":
            heads = v.subject_of(sentence, governor)
        if not own and not heads and governor.lemma == "cost":
            heads = [c.i for c in sentence.children(governor.i, "dobj", "dative") if c.i != token.i]
        yield from own or each(sentence, token, measure, heads, words)
        return
    if measure := words.measure("body", lemma):
        for head in v.of_noun(sentence, token):
            own = list(_own_count(sentence, token, measure))
            yield from own or each(sentence, token, measure, [head], words)
            return
        governor = sentence.head(token.i)
        if governor.lemma in toll_cues("body_found") or sentence.head(governor.i).lemma == "grave":
            yield from _own_count(sentence, token, measure)
        return
    if words.measure("either", lemma):
        for mention in _own_count(sentence, token, Measure.KILLED):
            n = mention.toll.best or mention.toll.low or mention.toll.high
            for measure in (Measure.KILLED, Measure.INJURED) if n else ():
                yield replace(mention, toll=replace(mention.toll, measure=measure, low=None, best=None, high=n))
        return
    if _only_tried(sentence, token):
        return
    if measure := words.measure("count", lemma):
        of = sentence.head(token.i)
        if of.lemma == "of" and token.dep == "pobj" and sentence.head(of.i).tag == "CD":
            yield from each(sentence, token, measure, [of.head], words)  # "40 of these deaths"
            return
        own = list(_own_count(sentence, token, measure))
        if own:
            yield from own
            return
    if lemma == "loss" and sentence.head(token.i).lemma == "put" and not _MONEY.search(sentence.text):
        yield from _figure_after(sentence, token, Measure.KILLED)  # "put its losses at six"
        return
    if measure := words.measure("act_people", lemma):
        heads = [i for i in v.of_noun(sentence, token) if is_people(sentence, i, words)]
        if any(words.measure("at_least_one", c.lemma) for c in sentence.children(token.i, "amod")):
            measure = Measure.KILLED  # "the fatal shooting of two boys"
        yield from each(sentence, token, measure, heads, words)
        return
    measure = words.measure("count", lemma) or words.measure("act", lemma)
    if measure:
        yield from each(sentence, token, measure, v.of_noun(sentence, token), words)


def _only_tried(sentence: Sentence, token: Token) -> bool:
    """Whether nobody died yet: "the attempted murder of two guards"."""
    return any(c.lemma in ("attempted", "attempt", "planned", "foiled") for c in sentence.children(token.i, "amod"))


def _own_count(sentence: Sentence, token: Token, measure: Measure) -> Iterator[TollMention]:
    start, end = v.phrase(sentence, token.i)
    for quantity in quantities(sentence.slice(start, end))[:1]:
        if quantity.high == 0 and not _plainly_none(sentence, token):
            return
        found = replace(quantity, start=start + quantity.start, end=start + quantity.end)
        if not begins_with_label(sentence, found.start, found.end):
            yield TollMention(toll_of(sentence, measure, found), token.i, None)


def _plainly_none(sentence: Sentence, token: Token) -> bool:
    """Whether "no deaths" is said flatly: "no deaths were reported" leaves it open."""
    return sentence.head(token.i).lemma in ("be", "cause", "have", "there") or token.dep == "ROOT"


def _toll_noun(sentence: Sentence, token: Token, measure: Measure) -> Iterator[TollMention]:
    kind = next((c.lemma for c in sentence.children(token.i, "compound", "amod")), "")
    if kind not in ("death", "dead", "fatality", "", "body", "official", "human", "overall", "total", "final"):
        return
    told = re.search(r"\b(?:death|dead|killed)\b", sentence.text, re.IGNORECASE)
    moves = {sentence.head(token.i).lemma, *(t.lemma for t in sentence.tokens[token.i + 1 : token.i + 2])}
    if kind == "" and not told and not moves & toll_cues("toll_moves"):
        return
    yield from _figure_after(sentence, token, measure)


def _figure_after(sentence: Sentence, token: Token, measure: Measure) -> Iterator[TollMention]:
    rest = sentence.slice(token.end, sentence.tokens[-1].end)[:120]
    for match in _TOLL_AFTER.finditer(rest.split(";")[0]):
        begin = match.end()
        for quantity in quantities(rest[begin:])[:1]:
            if quantity.start <= 1:
                found = replace(
                    quantity, start=token.end + begin + quantity.start, end=token.end + begin + quantity.end
                )
                if _PASSED.match(match[0]):
                    found = replace(found, best=None, high=None)
                yield TollMention(toll_of(sentence, measure, found), token.i, None)
                return


def _settle(sentence: Sentence, found: list[TollMention]) -> list[TollMention]:
    """Return one toll per words and measure, and per words only the worst of "shot and killed"."""
    kept: dict[tuple[int, int, Measure], TollMention] = {}
    for mention in found:
        kept.setdefault((mention.toll.start, mention.toll.end, mention.toll.measure), mention)
    killed = {(m.toll.start, m.toll.end) for m in kept.values() if m.toll.measure is Measure.KILLED}
    return [
        m
        for m in kept.values()
        if m.toll.measure is Measure.KILLED
        or (m.toll.start, m.toll.end) not in killed
        or (m.toll.low is None and m.toll.best is None)
        or (m.toll.measure is not Measure.INJURED and sentence[m.head_i].lemma not in ("abduct", "kidnap"))
    ]
