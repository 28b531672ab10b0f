"""The events of a parsed sentence."""

from __future__ import annotations

from collections.abc import Collection

from khabar.event.aim import aim
from khabar.event.blamed import blame
from khabar.event.circumstance import add_circumstances, helpers
from khabar.event.draft import Draft, actors, fill, start
from khabar.event.given import GivenTrigger, given_entries
from khabar.event.layer import layers
from khabar.event.lexicon import Entry, Lexicon
from khabar.event.match import Matcher
from khabar.event.mention import Argument, EventMention
from khabar.event.merge import merged
from khabar.event.nobody import drop_nobody
from khabar.event.outer import future_offers, gapped, obligations
from khabar.event.placename import drop_places
from khabar.event.refine import refine
from khabar.event.tree import expand, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role
from khabar.trace import Trace, tracing

_TOGETHER = (EventType.CONSULT, EventType.COOPERATE, EventType.AGREE)
"""Types of what two sides do together."""
_ENDING = frozenset({"stop", "halt", "end", "suspend", "pause", "cease", "ban", "prohibit"})
_DECIDING = frozenset({"vote", "agree", "decide"})


def find_events(
    sentence: Sentence,
    lexicon: Lexicon,
    given: tuple[GivenTrigger, ...] = (),
    *,
    pardoned: Collection[int] = (),
    doubted: set[int] | None = None,
) -> list[EventMention]:
    """Return the events that a sentence names, in text order of their triggers, one for each happening.

    Whether they happened is not asked here: denied, planned and demanded events are mentions too. ``given`` are words
    that are events of a known type, whatever the lexicon says of them. Words that look like a figure of speech are left
    out, save those whose tokens are ``pardoned``; those of which the reader may know better are put into ``doubted``.
    """
    m = Matcher(sentence, lexicon, pardoned)
    for i, own in given_entries(sentence, given).items():
        known = m.entry(i)
        if known is None or known.event_type is not own.event_type:
            m.know(i, own)
    trace = tracing()
    if trace and not pardoned:
        trace.sentences.append(sentence)
    fitting = [(t.i, entry) for t in sentence.tokens if (entry := m.entry(t.i))]
    if doubted is not None:
        doubted |= m.doubted
    drafts = [start(m, i, entry) for i, entry in fitting if entry.event_type is not None]
    if not drafts:
        drafts = obligations(m, [])
        if not drafts:
            return []
    else:
        _lend(m, drafts, [(i, e) for i, e in fitting if e.event_type is None])
        drafts = [d for d in drafts if not _voted_down(sentence, d.i) and not _own_ways(sentence, d.i)]
        blame(m, drafts)
        drafts = helpers(sentence, merged(m, drafts))
        drafts = _arrest_raids(sentence, drafts)
        _take_deeds(sentence, drafts)
        _take_elided(sentence, drafts)
        _killed_by_the_other_side(sentence, drafts)
        drafts += obligations(m, drafts)
    for draft in drafts:
        named = list(draft.args) if trace else []
        drop_nobody(sentence, draft)
        drop_places(sentence, draft)
        if trace:
            _note_dropped(trace, sentence, draft, named)
        add_circumstances(m, draft)
        refine(m, draft)
        future_offers(m, draft)
    drafts += gapped(m, drafts)
    drafts.sort(key=lambda d: (d.i, d.event_type.value))
    placed = list(layers(m, drafts))
    aim(m, drafts, [embedded for _, embedded, _ in placed])
    return [_mention(m, draft, embedded, background) for draft, embedded, background in placed]


def _lend(m: Matcher, drafts: list[Draft], light: list[tuple[int, Entry]]) -> None:
    """Give the nouns that light verbs carry ("launched an offensive") the verbs' actors."""
    by_token = {d.i: d for d in drafts}
    for i, entry in light:
        slots: tuple[str, ...] = ("obj", *entry.words[1:])
        if entry.kind == "claim":
            slots += ("for",)
        nouns = [t for slot in slots for n in m.slot(slot, i) for t in m.unwrapped(n)]
        nouns += _so_called(m.s, i) or _deed_before(m.s, i, by_token)
        for noun in nouns:
            draft = by_token.get(noun.i)
            if draft is None or not m.s[noun.i].is_noun:
                continue
            draft.tokens.append(i)
            draft.rules.append(entry.where)
            if entry.kind == "claim":
                draft.kind = "claim"
            own = dict(entry.frame) or {Role.AGENT: ("subj",), Role.TARGET: ("against", "on", "at")}
            for role, role_slots in own.items():
                if role is Role.TARGET and draft.has(role):
                    continue
                if role is Role.AGENT:
                    lent = [a for slot in role_slots for a in actors(m, i, slot, role)]
                    if lent:
                        draft.args = [a for a in draft.args if a.role is not Role.AGENT]
                        draft.add(role, lent)
                else:
                    fill(m, draft, i, ((role, role_slots),))


def _voted_down(s: Sentence, i: int) -> bool:
    """Return whether a deed is only what somebody decides to have no more: "parliament voted to end air strikes"."""
    verb = s.head(i)
    if not s[i].is_noun or s[i].dep != "dobj" or verb.lemma not in _ENDING or verb.tag != "VB" or verb.dep != "xcomp":
        return False
    return s.head(verb.i).lemma in _DECIDING


def _own_ways(s: Sentence, i: int) -> bool:
    """Return whether somebody only says what his deeds are like at all times: "our strikes are precise"."""
    verb = s.head(i)
    ours = s[i].tag == "NNS" and any(t.text.lower() in ("our", "my") for t in s.children(i, "poss"))
    if not ours or s[i].dep not in ("nsubj", "nsubjpass", "dobj") or not verb.is_verb:
        return False
    first = next(iter(s.children(verb.i, "aux", "auxpass")), verb)
    return first.tag in ("VBP", "VBZ") and first.lemma != "have" and verb.tag != "VBG"


def _deed_before(s: Sentence, i: int, by_token: dict[int, Draft]) -> list[Token]:
    """Return the deed of "massacres in a suburb carried out by jets", whose participle is parsed under the suburb."""
    if s[i].dep != "acl" or s[i].tag != "VBN" or s.head(i).i in by_token:
        return []
    for above in s.ancestors(i):
        if above.i in by_token and above.is_noun:
            return [above]
        if not above.is_noun and above.dep not in ("prep", "pobj"):
            return []
    return []


def _so_called(s: Sentence, i: int) -> list[Token]:
    """Return what a verb does by the name that somebody gives it: "launched what it called an operation"."""
    return [
        noun
        for clause in s.children(i, "dobj", "ccomp", "pcomp")
        if clause.lemma in ("call", "term", "describe", "dub", "label")
        if any(t.tag == "WP" for t in s.children(clause.i))
        for prep in (clause, *s.children(clause.i, "prep"))
        for noun in s.children(prep.i, "oprd", "dobj", "ccomp", "attr", "pobj")
        if noun.is_noun
    ]


def _note_dropped(trace: Trace, sentence: Sentence, draft: Draft, named: list[Argument]) -> None:
    """Note the words that stood where an actor would and name none."""
    left = {(a.role, a.i) for a in draft.args}
    for argument in (a for a in named if (a.role, a.i) not in left):
        words = sentence.slice(argument.start, argument.end)
        reason = f"nobody, a place or a tally where the {argument.role} would stand"
        trace.drop("actor", f"“{words}”", reason, argument.start, argument.end)


def _arrest_raids(s: Sentence, drafts: list[Draft]) -> list[Draft]:
    """Return drafts with a raid in which people were arrested, and nobody hurt, as one with the arrest."""
    arrests = {i: d for d in drafts if d.event_type is EventType.COERCE and d.mode == "arrest" for i in d.tokens}
    if not arrests or any(_tells_harm(s, d) for d in drafts):
        return drafts
    kept = []
    for draft in drafts:
        prep = s.head(draft.i)
        arrest = arrests.get(prep.head)
        raid = draft.event_type is EventType.ASSAULT and s[draft.i].lemma == "raid" and draft.mode is None
        if raid and arrest is not None and prep.lemma in ("in", "during") and set(draft.tokens) == {draft.i}:
            arrest.tokens.append(draft.i)
            arrest.add(Role.AGENT, [a for a in draft.args if a.role is Role.AGENT and not arrest.has(Role.AGENT)])
        else:
            kept.append(draft)
    return kept


def _take_deeds(s: Sentence, drafts: list[Draft]) -> None:
    """Add to assaults the nouns that name the same deed and are no event of the lexicon: "damaged by the blast"."""
    taken = {i for d in drafts for i in d.tokens}
    for draft in drafts:
        if draft.event_type is not EventType.ASSAULT:
            continue
        for i in tuple(draft.tokens):
            preps = [p for p in s.children(i, "prep", "agent") if p.lemma in ("in", "by", "from", "during")]
            nouns = [*s.children(i, "nsubj"), *(g for p in preps for g in s.children(p.i, "pobj"))]
            for noun in nouns:
                if noun.lemma in word_class("deed_noun") and noun.i not in taken and s[i].is_verb:
                    draft.tokens.append(noun.i)
                    draft.args = [a for a in draft.args if a.i != noun.i]
                    taken.add(noun.i)


def _take_elided(s: Sentence, drafts: list[Draft]) -> None:
    """Give a deed the people and the verb that its words leave out: "90 were killed, including ten in police firing".

    "Five died in stabbings and two in police firing": whoever died of the second deed is a number by itself.
    """
    effects = [d for d in drafts if d.event_type is EventType.ASSAULT and _tells_harm(s, d)]
    for draft in drafts if effects else ():
        prep = s.head(draft.i)
        number = s.head(prep.i)
        if draft.event_type is not EventType.ASSAULT or s[draft.i].dep != "pobj" or draft.has(Role.TARGET):
            continue
        if (
            prep.lemma not in ("in", "by", "during")
            or number.tag != "CD"
            or number.dep not in ("pobj", "conj", "appos")
        ):
            continue
        above = {t.i for t in s.ancestors(number.i)}
        verb = next((i for d in effects if d is not draft for i in d.tokens if i in above and s[i].is_verb), None)
        if verb is not None:
            draft.tokens.append(verb)
            draft.add(Role.TARGET, [Argument(Role.TARGET, number.i, number.start, number.end)])


def _tells_harm(s: Sentence, draft: Draft) -> bool:
    return any(s[i].lemma in ("kill", "die", "wound", "injure", "perish", "hurt") for i in draft.tokens)


def _killed_by_the_other_side(s: Sentence, drafts: list[Draft]) -> None:
    """Make those the doers whom people were killed in a fight with: "two men died in an encounter with the police"."""
    for draft in drafts:
        if draft.event_type is not EventType.ASSAULT or draft.has(Role.AGENT):
            continue
        fights = [i for i in draft.tokens if s[i].lemma in word_class("clash") | {"encounter"} and s[i].is_noun]
        sides = {
            t.i
            for i in fights
            for prep in s.children(i, "prep")
            if prep.lemma in ("with", "against")
            for goal in s.children(prep.i, "pobj")
            for t in expand(s, goal.i)
        }
        if sides and any(a.role is Role.TARGET and a.i not in sides for a in draft.args):
            draft.args = [
                Argument(Role.AGENT, a.i, a.start, a.end) if a.role is Role.TARGET and a.i in sides else a
                for a in draft.args
            ]


def _mention(m: Matcher, draft: Draft, embedded: int | None, background: bool) -> EventMention:
    s, i = m.s, draft.i
    token = s[i]
    span_tokens = [i]
    if m.joined(i):
        span_tokens.append(i - 2)
    if draft.entry.is_noun:
        span_tokens += [
            k for k in draft.tokens if i - 4 < k < i and s[k].dep in ("compound", "amod", "nmod") and k in draft.tokens
        ]
    elif draft.entry.words[1:]:
        span_tokens += [t.i for t in s.children(i, "prt") if t.i == i + 1]
    low, high = s.cover(tuple(span_tokens))
    definite = any(
        t.lemma in ("the", "this", "that", "these", "those") or t.dep == "poss" for t in s.children(i, "det", "poss")
    )
    order = {role: n for n, role in enumerate(Role)}
    return EventMention(
        i=i,
        start=low,
        end=high,
        event_type=draft.event_type,
        mode=draft.mode,
        contexts=tuple(dict.fromkeys(draft.contexts)),
        cameo=draft.cameo,
        args=tuple(sorted(_one_thing_each(s, _one_role_each(draft)), key=lambda a: (order[a.role], a.start))),
        is_noun=token.is_noun,
        definite=token.is_noun and definite,
        rule="; ".join(dict.fromkeys(draft.rules)),
        tokens=tuple(sorted(set(draft.tokens))),
        kind=draft.kind,
        embedded_in=embedded,
        background=background,
    )


def _one_thing_each(s: Sentence, arguments: list[Argument]) -> list[Argument]:
    """Return arguments without a thing that is struck twice: "hit a market …, killing nine at the crowded market"."""
    kept: list[Argument] = []
    for one in arguments:
        lemma = s[one.i].lemma
        thing = one.role is Role.TARGET and lemma in word_class("target_thing") | word_class("struck_site")
        plain = thing and not s.children(one.i, "nummod") and not any(t.tag == "NNP" for t in s.at(one.start, one.end))
        if not (plain and any(k.role is Role.TARGET and s[k.i].lemma == lemma for k in kept)):
            kept.append(one)
    return kept


def _one_role_each(draft: Draft) -> list[Argument]:
    """Return the arguments with nobody a target and a partner: who is met or worked with is the partner."""
    partners = {a.i for a in draft.args if a.role is Role.PARTNER}
    if draft.event_type in _TOGETHER:
        return [a for a in draft.args if a.role is not Role.TARGET or a.i not in partners]
    targets = {a.i for a in draft.args if a.role is Role.TARGET}
    return [a for a in draft.args if a.role is not Role.PARTNER or a.i not in targets]


__all__ = ["EventMention", "EventType", "find_events"]
