"""Dates counted from another event of the same sentence: "two days after gunmen killed 11"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from khabar.date.event_date import about, after_it_began, course_date, event_date, since_when, told_when
from khabar.date.meaning import DateMention, Edge, Kind, Meaning, Tense
from khabar.date.resolve import date_prec, days_of
from khabar.date.spans import Interval
from khabar.date.tense import due, tense_of
from khabar.date.verbs import verbs
from khabar.parse.sentence import Sentence, Token
from khabar.records import When


@dataclass(frozen=True, slots=True)
class Counted:
    """A date with what it counts from: the tokens that head the clause it dates and the other event, and the latter's
    words.
    """

    mention: DateMention
    dated: int
    root: int
    other: frozenset[int]


def dated(
    sentence: Sentence,
    i: int,
    mentions: Sequence[DateMention],
    *,
    published: date | None,
    told: Interval | None = None,
    named: Sequence[DateMention] | None = None,
) -> tuple[When, DateMention, Tense] | None:
    """Return the days of the event of token ``i``, with the words that give them and its tense; ``None`` if none do.

    ``told`` are the days of the event told last, from which "two days later" counts. Where the other event stands in
    the same sentence, the one is counted from the other, whichever of them has a day of its own: "they struck on
    Saturday, two days after rebels killed 11". ``named`` are all dates of the sentence, those of other events among
    them, where ``mentions`` are not: from them others can be counted ("and a week later they").
    What is past has not happened after the day of publication.
    """
    tense = tense_of(sentence, i)
    counted = [c for m in mentions if (c := counted_from(sentence, m)) is not None]
    # "the same day that gunmen shot nine" stands in the clause of the other deed, and dates both.
    others_too = [m for m in named or () if m.meaning.n == 0 and all(m != c.mention for c in counted)]
    counted += [c for m in others_too if (c := counted_from(sentence, m)) is not None and i in c.other]
    plain = [m for m in mentions if all(m is not c.mention for c in counted)]
    others = [m for m in named or mentions if all(m != c.mention for c in counted)]
    if (when := told_when(sentence, i, named or mentions)) is not None and not when.meaning.event:
        return days_of(when, published=published, tense=Tense.PAST), when, Tense.PAST
    if (since := since_when(sentence, i, named or mentions)) is not None and not since.meaning.event:
        return days_of(since, published=published, tense=Tense.PAST), since, Tense.PAST
    for one in counted:
        if i in one.other:
            if (own := event_date(sentence, i, plain)) is not None and _inside(sentence, own, one.other):
                return _past(days_of(own, published=published, tense=tense, event=told), published, tense), own, tense
            base = event_date(sentence, one.dated, [m for m in others if not _inside(sentence, m, one.other)])
            days = _days(base, published, tense)
            if base is None and told is not None and _takes_up(sentence, one.dated):
                days = told
            elif base is None or days is None:
                return None
            back = replace(one.mention.meaning, shift=-(one.mention.meaning.shift or 1))
            found = days_of(replace(one.mention, meaning=back), published=published, tense=tense, event=days)
            return _past(found, published, tense), one.mention, tense
    mention = event_date(sentence, i, mentions) or next((c.mention for c in counted if _of(sentence, i, c)), None)
    if (from_ := next((c for c in counted if c.mention is mention), None)) is not None:
        # "on Monday evening, hours after another was shot": the day itself says more than the count.
        own = event_date(sentence, i, [m for m in plain if m.meaning.dates and not _inside(sentence, m, from_.other)])
        mention = own if own is not None and own.meaning.kind in _DAYS and not own.meaning.edge else mention
        if mention is from_.mention and event_date(sentence, from_.root, others) is None:
            # "in a coup on Monday, hours before parliament was to meet": what nobody dates tells no day.
            mention = own or course_date(sentence, i, named or ()) or mention
    mention = mention or course_date(sentence, i, named or ())
    if mention is None:
        return _at_an_hour(sentence, i, mentions, named or mentions, told)
    if after_it_began(sentence, i, mention):
        mention = replace(mention, meaning=replace(mention.meaning, edge=Edge.SINCE))
    if not sentence[i].is_verb:
        tense = tense_of(sentence, _top(sentence, mention))
    event = told if mention.meaning.event else None
    if (from_ := next((c for c in counted if c.mention is mention), None)) is not None:
        from_day = event_date(sentence, from_.root, others)
        tokens = sentence.at(from_day.start, from_day.end) if from_day and mention.meaning.shift == -1 else []
        ahead = bool(tokens) and tense_of(sentence, tokens[0].i) is Tense.FUTURE
        event = _days(from_day, published, Tense.FUTURE if ahead else Tense.PAST)
    elif mention.meaning.event and mention.meaning.shift == -1 and (said := _said_on(sentence, i, plain)) is not None:
        event = _days(said, published, Tense.PAST) or event
    elif mention.meaning.event and (before := _before(sentence, mention, others)) is not None:
        close = _days(before, published, Tense.PAST)
        if close is None and mention.meaning.n is None:
            # "overran it in July and shot thousands in the days that followed": some time in July.
            return days_of(before, published=published, tense=tense), before, tense
        event = close or event
    spoken = _spoken_on(sentence, mention, plain, published)
    read = due(sentence, mention)
    found = days_of(read, published=spoken, tense=tense, event=event)
    return (_past(found, published, tense) if mention.meaning.event else found), mention, tense


_DAYS = (Kind.WEEKDAY, Kind.DAY)


def _at_an_hour(
    sentence: Sentence, i: int, mentions: Sequence[DateMention], named: Sequence[DateMention], told: Interval | None
) -> tuple[When, DateMention, Tense] | None:
    """Return the day told last for a deed that has an hour only: "At 9.30 a.m. they shot the chief"."""
    if told is None or told[0] != told[1] or any(m.meaning.dates for m in named):
        return None
    that_day = Meaning(Kind.AGO, n=0.0, unit="day", shift=1, event=True)
    hours = [replace(m, meaning=that_day) for m in mentions if m.meaning.kind is Kind.CLOCK]
    hour = event_date(sentence, i, hours)
    if hour is None or tense_of(sentence, i) is not Tense.PAST:
        return None
    return days_of(hour, published=None, tense=Tense.PAST, event=told), hour, Tense.PAST


def _takes_up(sentence: Sentence, verb: int) -> bool:
    """Whether a clause only says when what was told before happened: "it came two days after gunmen shot nine"."""
    subject = sentence.child(verb, "nsubj")
    return sentence[verb].lemma in ("come", "happen", "occur", "take", "follow") and (
        subject is not None and subject.lemma in ("it", "this", "that", *verbs("deed"))
    )


def _top(sentence: Sentence, mention: DateMention) -> int:
    """Return the word of a date that owns a noun ("Thursday night's shooting"), else its first."""
    tokens = sentence.at(mention.start, mention.end)
    return next((t.i for t in tokens if t.dep == "poss"), tokens[0].i)


def _of(sentence: Sentence, i: int, one: Counted) -> bool:
    """Whether token ``i`` is the verb that a counted date is said of, or its subject: "the raid came a day after"."""
    token = sentence[i]
    return one.dated in (i, token.head if token.dep in ("nsubj", "nsubjpass") else i)


def counted_from(sentence: Sentence, mention: DateMention) -> Counted | None:
    """Return what a date counts from where its last word opens a clause or a phrase with another event."""
    if mention.meaning.kind is not Kind.AGO or not mention.meaning.event:
        return None
    tokens = sentence.at(mention.start, mention.end)
    if tokens and mention.meaning.n == 0:
        return _same_as(sentence, mention, tokens[-1])
    if not tokens or tokens[-1].lemma not in ("after", "before", "following"):
        return None
    word = tokens[-1]
    head = sentence.head(word.i)
    if word.dep == "mark" and head.is_verb:
        above = sentence.head(head.i)
        return Counted(mention, above.i, head.i, frozenset(sentence.subtree(head.i))) if above.i != head.i else None
    goal = sentence.child(word.i, "pobj", "pcomp")
    if goal is None or head.i == word.i:
        return None
    return Counted(mention, head.i, goal.i, frozenset(sentence.subtree(goal.i)))


def _same_as(sentence: Sentence, mention: DateMention, day: Token) -> Counted | None:
    """Return "the same day that gunmen shot nine" as counted from that: both deeds are of one day."""
    verb = sentence.child(day.i, "relcl", "advcl")
    above = next((t for t in sentence.ancestors(day.i) if t.is_verb), None)
    if verb is None or above is None or above.i == verb.i:
        return None
    if not any(
        t.lemma in ("that", "as", "when", "which") for t in sentence.children(verb.i, "advmod", "mark", "prep", "nsubj")
    ):
        return None
    return Counted(mention, above.i, verb.i, frozenset(sentence.subtree(verb.i)))


def _inside(sentence: Sentence, mention: DateMention, words: frozenset[int]) -> bool:
    return any(t.i in words for t in sentence.at(mention.start, mention.end))


def _days(mention: DateMention | None, published: date | None, tense: Tense) -> Interval | None:
    """Return the days of a mention that names them closely enough to count from: a week at most."""
    if mention is None:
        return None
    found = days_of(mention, published=published, tense=tense)
    return (found.date_start, found.date_end) if found.date_prec in (1, 2, 3) else None


def _past(found: When, published: date | None, tense: Tense) -> When:
    """Return a date that has ended by publication, without its days where something past would lie after it."""
    if published and tense is Tense.PAST and found.date_start and found.date_start > published:
        return When(found.text, found.start, found.end)
    if published and tense is Tense.PAST and found.date_start and found.date_end and found.date_end > published:
        return replace(found, date_end=published, date_prec=date_prec(found.date_start, published))
    return found


def _said_on(sentence: Sentence, i: int, others: Sequence[DateMention]) -> DateMention | None:
    """Return the day on which somebody says what was "a day earlier": "the army said on Sunday it had shelled ..."."""
    for other in others:
        tokens = sentence.at(other.start, other.end)
        verb = next((t for t in sentence.ancestors(tokens[-1].i) if t.is_verb), None) if tokens else None
        if verb is not None and about(sentence, verb.i) and verb.i in {t.i for t in sentence.ancestors(i)}:
            return other if other.meaning.dates and not other.meaning.event else None
    return None


def _before(sentence: Sentence, mention: DateMention, others: Sequence[DateMention]) -> DateMention | None:
    """Return the day named last before in the sentence: "on 3 June, and a week later"; none on which somebody spoke."""
    for other in reversed([o for o in others if o.end <= mention.start]):
        tokens = sentence.at(other.start, other.end)
        verb = next((t for t in sentence.ancestors(tokens[-1].i) if t.is_verb), None) if tokens else None
        if other.meaning.dates and not other.meaning.edge and not (verb is not None and about(sentence, verb.i)):
            return None if other.meaning.event else other
    return None


def _spoken_on(
    sentence: Sentence, mention: DateMention, others: Sequence[DateMention], published: date | None
) -> date | None:
    """Return the day that "overnight" is said on: "an overnight raid, police said on Monday" was over by Monday."""
    if published is None or mention.meaning.kind is not Kind.DAY or mention.meaning.daypart != "ON":
        return published
    for other in others:
        tokens = sentence.at(other.start, other.end)
        if other is mention or other.meaning.kind is not Kind.WEEKDAY or not tokens:
            continue
        verb = next((t for t in sentence.ancestors(tokens[-1].i) if t.is_verb), None)
        if verb is not None and about(sentence, verb.i):
            said = days_of(other, published=published, tense=Tense.PAST).date_start
            return said if said and said < published else published
    return published
