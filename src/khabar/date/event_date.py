"""Which date expression of a sentence is the event's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from khabar.date.clauses import is_aftermath, is_cleft, is_due, is_in_court, is_means, is_of_means
from khabar.date.meaning import DateMention, Edge, Kind
from khabar.date.verbs import verbs
from khabar.parse.sentence import Sentence, Token

_UP = frozenset({"xcomp", "acl", "pcomp", "dobj", "obj", "nsubj", "nsubjpass", "pobj", "attr", "prep", "dep", "agent",
                 "conj", "advcl", "oprd", "acomp", "compound", "nmod", "poss", "relcl", "appos", "amod", "csubj",
                 "aux"})  # fmt: skip


def event_date(sentence: Sentence, trigger_i: int, mentions: Sequence[DateMention]) -> DateMention | None:
    """Return the date expression that dates the event whose trigger is token ``trigger_i``, ``None`` if none does.

    A date counts if it hangs from the trigger or from a word of its clause, or from a clause that governs it
    ("on Monday gunmen stormed the base, killing two"); never one that says when somebody spoke ("police said
    Tuesday"), unless the trigger is itself that verb. A dateline is none.

    Raises:
        IndexError: if the sentence has no such token.
    """
    trigger = sentence[trigger_i]
    usable = [m for m in mentions if m.meaning.dates and sentence.stretch.start <= m.start < sentence.stretch.end]
    if not usable:
        return None
    hosts = [_host(sentence, mention) for mention in usable]
    best: tuple[tuple[int, int, int], DateMention] | None = None
    for mention, host in zip(usable, hosts, strict=True):
        if host is None or _compares(sentence, mention, host):
            continue
        at = sentence.at(mention.start, mention.end)[0].i
        owned, edged = _owned(sentence, mention), bool(mention.meaning.edge)
        steps = _distance(sentence, trigger.i, host, first=at, owned=owned, edged=edged)
        if steps is None and _sees(sentence, mention, host) and host in _seen_by(sentence, trigger):
            steps = 1
        if steps is None and mention.start > trigger.end and about(sentence, host) and trigger.i != host:
            # "On Thursday X condemned the killing in Y on Sunday": of two dates at one verb, the later is the event's.
            earlier = any(h == host and m.end <= trigger.start for m, h in zip(usable, hosts, strict=True))
            # What is remembered on a day with its year, was on that day; what is remembered today has none.
            earlier = earlier or (mention.meaning.year is not None and sentence[host].lemma in verbs("remember"))
            steps = 9 if earlier and host in {t.i for t in sentence.ancestors(trigger.i)} else None
        if steps is None:
            continue
        key = (steps, _granularity(mention), abs(mention.start - trigger.start))
        if best is None or key < best[0]:
            best = key, mention
    return best[1] if best else None


def told_when(sentence: Sentence, trigger_i: int, mentions: Sequence[DateMention]) -> DateMention | None:
    """Return the date that a deed is told to have been on by "when", ``None`` if none is.

    "On 5 May, when gunmen shot nine", "the worst raid since May, when rebels shot nine" (in May, not since), "the siege
    began on Sunday when gunmen shot nine".
    """
    clause = sentence[trigger_i]
    while clause.dep in ("conj", "dobj", "nsubj", "nsubjpass") and clause.head != clause.i:
        clause = sentence.head(clause.i)
    when = sentence.child(clause.i, "advmod", "mark")
    if clause.dep not in ("relcl", "advcl") or when is None or when.lemma != "when":
        return None
    for mention in mentions:
        tokens = sentence.at(mention.start, mention.end)
        at_once = bool(tokens) and (tokens[-1].i + 1 == when.i or sentence[when.i - 1].text == ",")
        inside = any(t.i == clause.head for t in tokens)
        beside = (
            clause.dep == "advcl" and at_once and mention.end < when.start and _host(sentence, mention) == clause.head
        )
        if mention.meaning.dates and (inside or beside):
            return replace(mention, meaning=replace(mention.meaning, edge=None))
    return None


def since_when(sentence: Sentence, trigger_i: int, mentions: Sequence[DateMention]) -> DateMention | None:
    """Return the date from which on a deed went on, by what began then: "shelled it since the war began in May"."""
    for clause in sentence.children(trigger_i, "advcl"):
        mark = sentence.child(clause.i, "mark")
        if mark is None or mark.lemma != "since" or clause.tag != "VBD" or clause.lemma not in verbs("starts"):
            continue
        for mention in mentions:
            if mention.meaning.dates and not mention.meaning.edge and _host(sentence, mention) == clause.i:
                return replace(mention, meaning=replace(mention.meaning, edge=Edge.SINCE))
    return None


def _sees(sentence: Sentence, mention: DateMention, verb: int) -> bool:
    """Whether a time is the subject of what happened in it: "the summer of 1988 saw thousands executed"."""
    if sentence[verb].lemma not in verbs("sees"):
        return False
    subject = sentence.child(verb, "nsubj") or sentence.child(verb, "npadvmod")
    return bool(subject and mention.start <= subject.start < mention.end and subject.i < verb)


def _seen_by(sentence: Sentence, trigger: Token) -> tuple[int, ...]:
    """Return the verb above a trigger, and above the noun that it is said of: "saw hundreds shot"."""
    above = sentence.head(trigger.i)
    return (above.i, sentence.head(above.i).i) if trigger.dep == "acl" else (above.i,)


def _granularity(mention: DateMention) -> int:
    """Days before months before years, where two dates hang from one word."""
    meaning = mention.meaning
    if meaning.day or meaning.kind in (Kind.WEEKDAY, Kind.DAY, Kind.RANGE):
        return 0
    return 1 if meaning.month or meaning.kind is not Kind.CALENDAR else 2


def _host(sentence: Sentence, mention: DateMention) -> int | None:
    """Return the token outside the mention that it modifies, prepositions passed over."""
    words = sentence.at(mention.start, mention.end)
    inside = {t.i for t in words}
    if not inside:
        return None
    if (verb := _speaks_before(sentence, words[0].i)) is not None:
        return verb
    if is_due(sentence, words[0].i):
        return None
    top = next((sentence[i] for i in sorted(inside) if sentence[i].head not in inside or sentence[i].head == i), None)
    if top is None or top.head == top.i:
        return top.i if top else None
    at = sentence.head(top.i)
    if top.dep != "poss" and top.tag != "JJ" and at.i > words[-1].i and at.tag.startswith("NN"):
        before = sentence[words[0].i - 1] if words[0].i else None
        if before is not None and before.tag == "IN" and at.head == before.i and before.head != before.i:
            # "On 13 August gunmen ...": the day is no part of the noun that happens to follow it.
            at = before
    while top.dep != "poss" and at.dep in ("compound", "nmod") and at.head > at.i > words[-1].i:
        at = sentence.head(at.i)
    while at.tag in _PASSED_TAGS and at.dep in _PASSED_DEPS and at.head != at.i and not _is_deed(sentence, at):
        at = sentence.head(at.i)
    if at.tag.startswith("NN") and at.lemma in _PARTS_OF_TIME:
        while at.head != at.i and not (at.is_verb or at.dep in ("nsubj", "dobj")):
            at = sentence.head(at.i)
    return at.i


def _is_deed(sentence: Sentence, at: Token) -> bool:
    """Whether a form in -ing is a verb of its own: "for stabbing a nurse in 2011", not "following the vote in 2011"."""
    return at.tag == "VBG" and at.dep == "pcomp" and sentence.child(at.i, "dobj") is not None


_PASSED_TAGS = frozenset({"IN", "TO", "RB", "VBG", "JJ"})
_PASSED_DEPS = frozenset({"prep", "pcomp", "advmod", "mark", "npadvmod", "agent", "quantmod"})
_PARTS_OF_TIME = frozenset({"night", "morning", "evening", "hour", "day", "eve", "early", "afternoon"})


def _speaks_before(sentence: Sentence, i: int) -> int | None:
    """Return the verb of saying that a date follows at once: "police said on Saturday they had arrested nine".

    Parsers like to give such a day to the clause behind it.
    """
    at = i - 1
    while at > 0 and sentence[at].text.lower() in ("on", "late", "early", "earlier", "in"):
        at -= 1
    if at < 0 or not about(sentence, at) or sentence[at].tag not in ("VBD", "VBZ", "VBP"):
        return None
    return at


def _owned(sentence: Sentence, mention: DateMention) -> bool:
    """Whether the date belongs to a noun: "Friday's attack", "the 2014 war", "the killing of 3 June"."""
    tokens = sentence.at(mention.start, mention.end)
    for t in tokens:
        of = sentence.head(t.i)
        if t.dep == "pobj" and of.lemma == "of" and sentence.head(of.i).lemma in verbs("deed"):
            return True
    return any(t.dep in ("poss", "compound", "nummod", "amod", "nmod") and t.head > tokens[-1].i for t in tokens)


def _compares(sentence: Sentence, mention: DateMention, host: int) -> bool:
    """Whether the date only says how long there was none such: "the deadliest attack since 2011"."""
    if mention.meaning.edge is not Edge.SINCE:
        return False
    return any(t.tag in ("JJS", "RBS") or t.lemma in ("first", "only", "worst") for t in sentence.children(host))


def _distance(
    sentence: Sentence, trigger: int, host: int, *, first: int, owned: bool, edged: bool = False
) -> int | None:
    """Return how far the date's host stands from the trigger in its chain of clauses; ``None`` if not in it.

    ``first`` is the first word of the date, ``owned`` and ``edged`` whether it belongs to a noun, and whether it is one
    end of an open interval.
    """
    if host == trigger:
        return 0
    if about(sentence, host):
        return None
    path = [t.i for t in sentence.ancestors(host)]
    if trigger in path:
        if sentence[host].dep in ("relcl", "acl") and sentence[host].head == trigger and not sentence[trigger].is_verb:
            return 1 if sentence[host].lemma in verbs("takes_place") else None
        if owned and (
            _is_in_the_course(sentence, host, trigger)
            or _is_scene(sentence, host, trigger)
            or _is_toll(sentence, host, trigger)
        ):
            return 2
        if owned and not (sentence[host].dep == "nsubj" and sentence[host].head == trigger):
            return None
        if _own_clause(sentence, host, trigger):
            return 1
        return 3 if not edged and _meanwhile(sentence, host, trigger) else None
    if owned:
        return None
    if _closes(sentence, trigger, host):
        return 2
    steps, at = 1, sentence[trigger]
    aside = False
    for above in sentence.ancestors(trigger):
        if at.dep == "acl" and at.tag in ("VBN", "VBD") and above.dep == "pobj" and sentence.head(above.i).lemma in _OF:
            # "families of the men shot dead in Homs gathered on Monday"
            return None
        aside = aside or (above.tag in ("IN", "TO") and above.lemma in _ON_ACCOUNT)
        later = above.lemma in verbs("custody") or above.lemma in verbs("measure") or is_in_court(sentence, above)
        if (aside and above.is_verb and later) or (above.i != host and about(sentence, above.i)):
            # "was arrested on Tuesday over the murders", "met on Saturday to discuss the attack"
            return None
        if at.i != trigger and not trigger < first < above.i and is_aftermath(sentence, at, above):
            return None
        relative = at.dep == "relcl"
        free = is_means(sentence, at, above) if relative else is_cleft(sentence, at, above, host)
        free = free or (relative and at.tag == "VBG" and _at_one_time(sentence, at))
        if (at.dep == "relcl" or at.dep not in _UP) and not free:
            return None
        if at.dep in ("advcl", "conj") and _has_own_time(at, sentence):
            return None
        steps += 1
        if above.i == host:
            return steps
        if host in _clause_words(sentence, above.i) or _closes(sentence, above.i, host):
            return steps + 1
        at = above
    return None


def after_it_began(sentence: Sentence, i: int, mention: DateMention) -> bool:
    """Whether a deed told in the perfect has gone on since a day of the clause before: "war broke out on Saturday and
    has killed 200".
    """
    verb = sentence[i]
    perfect = any(t.lemma == "have" and t.tag in ("VBZ", "VBP") for t in sentence.children(i, "aux"))
    if not perfect or verb.dep != "conj" or mention.meaning.edge or _host(sentence, mention) != verb.head:
        return False
    return sentence[verb.head].tag == "VBD"


def _is_scene(sentence: Sentence, noun: int, trigger: int) -> bool:
    """Whether a noun with a day of its own is where the deed was done: "killed seven at Friday's rally"."""
    at = sentence.head(noun)
    if at.lemma not in ("at", "during") or sentence[noun].dep != "pobj" or not sentence[trigger].is_verb:
        return False
    above = sentence.head(at.i)
    while above.i != trigger and above.dep in ("dobj", "prep", "pobj", "nsubjpass") and not above.is_verb:
        above = sentence.head(above.i)
    return above.i == trigger and sentence[noun].lemma in verbs("gathering")


def _is_in_the_course(sentence: Sentence, noun: int, trigger: int) -> bool:
    """Whether a noun with a time of its own is what a deed was part of: "killed during the 1992-95 war", "in overnight
    raids troops arrested nine".
    """
    at = sentence.head(noun)
    if sentence[noun].dep != "pobj" or at.head != trigger or not sentence[trigger].is_verb or at.i == trigger:
        return False
    lemma = sentence[noun].lemma
    # "Arrested a man in the 14 May shooting": for it, on another day.
    held = sentence[trigger].lemma in verbs("custody") and lemma not in ("raid", "riot", "clash", "unrest")
    return at.lemma in ("during", "in") and (lemma in verbs("course") or (lemma in verbs("deed") and not held))


def course_date(sentence: Sentence, trigger_i: int, mentions: Sequence[DateMention]) -> DateMention | None:
    """Return the date of what a deed was part of, though that is an event of its own: "shot at a rally on 4 May"."""
    for mention in mentions:
        host = _host(sentence, mention) if mention.meaning.dates and not mention.meaning.edge else None
        if host is None or host == trigger_i:
            continue
        scene = sentence.head(host).head == trigger_i and _is_scene(sentence, host, trigger_i)
        if scene or _is_in_the_course(sentence, host, trigger_i) or is_of_means(sentence, host, trigger_i):
            return mention
    return None


def _is_toll(sentence: Sentence, noun: int, trigger: int) -> bool:
    """Whether a deed with a day of its own is the one whose dead are counted: "the toll from Sunday's raid"."""
    at = sentence.head(noun)
    above = sentence[trigger]
    return (
        sentence[noun].dep == "pobj" and at.head == trigger and above.lemma in ("toll", "death", "casualty", "victim")
    )


def _meanwhile(sentence: Sentence, host: int, trigger: int) -> bool:
    """Whether a date is in a clause that tells what else was at the time of the deed above it: "and wounded ten on
    Monday", "when a bomb fell on Monday", "people who were watching a match on Monday".
    """
    at = sentence[host]
    while at.i != trigger:
        above = sentence.head(at.i)
        clause = at.dep in ("ccomp", "relcl", "advcl", "parataxis", "acl", "csubj", "poss")
        if (clause or (at.dep == "conj" and at.is_verb)) and not _at_one_time(sentence, at):
            return False
        if about(sentence, at.i):
            return False
        at = above
    return True


def _at_one_time(sentence: Sentence, clause: Token) -> bool:
    aux = {t.lemma for t in sentence.children(clause.i, "aux")}
    if clause.dep == "conj":
        return _closes(sentence, clause.head, clause.i)
    if clause.dep == "advcl":
        mark = sentence.child(clause.i, "advmod", "mark")
        return mark is not None and mark.lemma in ("when", "as", "while") and "have" not in aux
    present = clause.lemma in verbs("presence") and clause.tag in ("VBD", "VBN", "VBG")
    if clause.dep == "acl":
        return present and clause.tag == "VBG"
    return clause.dep == "relcl" and (present or (clause.tag == "VBG" and "be" in aux))


_OF = frozenset({"of", "for", "to"})
_ON_ACCOUNT = frozenset({"for", "over", "with", "to", "as", "of", "about", "into", "after"})
"""Prepositions by which a verb of custody names the deed that somebody is held for, and not what went on."""


def _closes(sentence: Sentence, verb: int, host: int) -> bool:
    """Whether ``host`` is the verb that shares the subject of ``verb`` and goes on from it: "killed ten and wounded
    twelve on Monday" dates both.
    """
    later = sentence[host]
    shares = later.dep == "conj" and later.head == verb and later.is_verb and sentence[verb].is_verb
    return shares and not sentence.children(host, "nsubj", "nsubjpass", "aux")


def _has_own_time(token: Token, sentence: Sentence) -> bool:
    """An adverbial clause with a conjunction of time or condition is not at its governor's time."""
    mark = sentence.child(token.i, "mark", "advmod")
    return token.dep == "advcl" and mark is not None and mark.lemma in (
        "after", "before", "if", "unless", "because", "although", "though", "since", "until", "while", "whereas",
    )  # fmt: skip


def about(sentence: Sentence, i: int) -> bool:
    """Return whether the verb speaks of an event or reacts to one."""
    token = sentence[i]
    if token.dep in ("acl", "relcl") and token.lemma in verbs("presence") and not sentence.children(i, "dobj"):
        return False  # "people protesting in the square" are there
    return token.is_verb and (token.lemma in verbs("speech") or token.lemma in verbs("reaction"))


def _own_clause(sentence: Sentence, i: int, top: int) -> bool:
    """Whether token ``i`` stands below ``top`` with no other clause between."""
    while i != top:
        token = sentence[i]
        if token.dep in ("ccomp", "relcl", "advcl", "parataxis", "acl", "csubj") or about(sentence, i):
            return False
        if token.dep == "conj" and token.is_verb:
            return False
        if token.dep == "poss":
            return False
        i = token.head
    return True


def _clause_words(sentence: Sentence, verb: int) -> set[int]:
    """Return the words of a verb's own clause, without the clauses below it."""
    return {i for i in sentence.subtree(verb) if i == verb or _own_clause(sentence, i, verb)}
