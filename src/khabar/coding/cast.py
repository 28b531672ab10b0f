"""The actors of one document: names resolved as of a day, pronouns and short names by what stood before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from khabar.actor import ActorMatch, Register
from khabar.coding.apposed import CALLED, apposed, held_by, of_another_trade
from khabar.coding.belonging import whose_people
from khabar.coding.forces import forces_of
from khabar.coding.known import GROUPS, Known, Setting, by_part_of_name, state_of
from khabar.coding.nobody import is_bare_figure, is_unknown_before
from khabar.coding.origin import country_of
from khabar.coding.pronouns import (
    IT,
    ONE,
    OWNERS,
    PRONOUNS,
    REFLEXIVE,
    SELVES,
    THEY,
    is_quoted,
    subjects_above,
    taken_up,
    told_to,
)
from khabar.coding.ruled import is_ruled, local_name
from khabar.coding.style import without_style
from khabar.coding.voicekinds import VoiceKinds
from khabar.coding.words import word_class
from khabar.event import Argument, EventMention
from khabar.parse import Sentence
from khabar.records import Actor, EventType, Link, Role, SourceKind, Span

_BODIES = frozenset({"military", "police", "government", "rebel", "militia", "armed", "political", "intelligence"})
"""Kinds of doers without a name that "it" takes up: "The army shelled the town. It blamed rebels"."""
_BY_OFFICE = frozenset({"office", "context", "leader", "counterpart"})
"""Rules that tell who somebody is by his office alone."""
_MEMBERS = frozenset({"rebel", "armed", "militia", "political", "military", "person", "civilian"})
_BACK = re.compile(r"(?:the|this|that|these|those|said)\s+(.+)", re.IGNORECASE)
_SENTENCE_CHARS = 400
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])|\n")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&-]+(?:-[A-Z][a-z]+)?s?")
"""A name in capitals behind its article, which is of one group and takes up no other: "the LTTE", "the PKK"."""
_SPOKESMAN = re.compile(r"(?:(?:the|an?) )?((?:[\w-]+ ){1,3}?)spokes(?:man|woman|person)\b", re.IGNORECASE)
_IS_ONE = re.compile(
    r"spokes|leader|command|chief|general|colonel|captain|official|minister|president|officer|member|fighter|head"
    r"|governor|mayor|doctor",
    re.IGNORECASE,
).search


class Cast:
    """Who has been named so far in a document.

    ``on`` is the day as of which offices are resolved, ``None`` if it is not known; ``home`` is the country (ISO
    alpha-3) that the document is about, if it is about one.
    """

    def __init__(self, register: Register, text: str, on: date | None, home: str | None = None) -> None:
        self._register = register
        self._text = text
        self._on = on
        self._home = home
        self._at = 0
        self._before: int | None = None
        self._aimed_at: set[str | None] = set()
        self._aimed_at_state: set[str | None] = set()
        self._known: list[Known] = []
        self._struck: set[tuple[int, int]] = set()
        self._striking: set[tuple[int, int]] = set()
        self._speaker: ActorMatch | None = None
        self._nameless: tuple[int, ActorMatch] | None = None
        self._foreign = is_ruled(home, on)
        self._kinds = VoiceKinds(register, on)

    def enter(self, sentence: Sentence, before: Sentence | None, events: Sequence[EventMention]) -> None:
        """Go on to a sentence and its events; ``before`` is the one read before it, wherever that stands."""
        aimed = (self.resolve(sentence.slice(a.start, a.end)) for e in events for a in e.of(Role.TARGET))
        named = [match for match in aimed if match is not None]
        self._aimed_at = {match.country_iso3 for match in named}
        self._aimed_at_state = {match.country_iso3 for match in named if match.kind not in GROUPS}
        assaults = [e for e in events if e.event_type is EventType.ASSAULT]
        self._struck = {(a.start, a.end) for e in assaults for a in e.of(Role.TARGET)}
        self._striking = {(a.start, a.end) for e in assaults for a in e.of(Role.AGENT)}
        self._at = sentence.stretch.start
        near = before is not None and not self._text[before.stretch.end : self._at].strip()
        same = before is not None and before.stretch.passage == sentence.stretch.passage
        self._before = before.stretch.start if before is not None and near and same else None

    def resolve(self, words: str) -> ActorMatch | None:
        """Return whom the words name; the country and the names of the document tell namesakes apart."""
        seen = {known.match.actor_id for known in self._known if known.match.actor_id}
        words = local_name(words, self._home)
        match = self._register.resolve(words, on=self._on, country=self._home, seen=seen)
        if match is not None and match.rule == "context":
            return self._register.resolve(words, on=self._on)
        return match

    def _holder(self, words: str) -> ActorMatch | None:
        """Return who holds an office of the country that the document is about: "the president"."""
        match = self._register.resolve(words, on=self._on, country=self._home)
        return match if match is not None and match.rule == "context" and match.kind == "person" else None

    def actor(self, sentence: Sentence, argument: Argument) -> tuple[Actor, str] | None:
        """Return the actor that an argument names and the rule that told, ``None`` for a thing or a vague place."""
        head = sentence[argument.i]
        words = sentence.slice(argument.start, argument.end)
        if words.lower() in REFLEXIVE or is_bare_figure(sentence, argument):
            return None
        if (found := taken_up(sentence, argument)) is not None:
            named = self.actor(sentence, found)
            return named and (replace(named[0], inferred=True), f"{named[1]}, of “{words}”")
        if words.lower() in PRONOUNS and is_quoted(self._text, argument.start):
            return None
        if words.lower() == "it" and (argument.start, argument.end) in self._struck:
            return None  # what is shelled is the town or the camp, and not whoever spoke before
        match, inferred = self._match(sentence, argument.i, words)
        if match is not None and match.rule == "capital" and (argument.start, argument.end) in self._struck:
            # What is shelled is the town, and not the government that sits in it.
            match = replace(match, actor_id=None, name=None, kind=None, rule="capital, struck")
        if (match is None and head.lemma == "counterpart") or (match is not None and match.rule in _BY_OFFICE):
            match, inferred = held_by(sentence, argument.i, words, self.resolve) or match, inferred
        if (
            match is None
            and head.lemma != "counterpart"
            and (owner := sentence.child(argument.i, "poss"))
            and head.tag == "NN"
        ):
            match, inferred = self._match(sentence, owner.i, owner.text)[0], True
        if match is None and (words.lower() in PRONOUNS or self._is_thing(sentence, argument)):
            return None
        if match is None or (match.actor_id is None and match.kind in CALLED):
            match = apposed(sentence, argument.i, self.resolve) or match
        if (match is None or match.actor_id is None) and (
            side := whose_people(sentence, argument, self.resolve)
        ) is not None:
            match = side
        if match is not None and match.kind == "person" and match.actor_id and of_another_trade(sentence, argument.i):
            match = ActorMatch(None, None, "civilian", None, 0.4, "a namesake, by what stands beside the name")
        if match is not None and not inferred:
            self._remember(head.lemma, words, match, argument.role)
            if argument.role is Role.AGENT and match.actor_id is None and head.tag == "NN":
                self._nameless = (self._at, replace(match, name=words))
        if match is not None and (argument.start, argument.end) in self._striking:
            match = forces_of(match, self.resolve)
        rule = f"register: {match.rule}" if match else "words only"
        actor = _actor(argument.role, words, argument.start, argument.end, match, inferred)
        if actor.actor_id is None and actor.country_iso3 is None and words.lower() not in PRONOUNS:
            country = country_of(sentence, argument, self.resolve)
            if country is not None:
                return replace(actor, country_iso3=country), f"{rule}, country named beside"
        if is_unknown_before(sentence, argument, actor):
            return None
        return actor, f"{rule}, inferred" if inferred else rule

    def self_named(self, actor: Actor, chain: Sequence[Link]) -> Actor | None:
        """Return an actor with "we" read as whoever speaks; ``None`` for a "we" or "you" that nobody known speaks."""
        words = (actor.text or "").lower()
        if words not in SELVES or actor.text == "US":
            return actor
        speaker = chain[-1]
        if words in ("you", "your") or len(chain) == 1 or speaker.actor_id is None:
            return None
        found = speaker.actor_id
        if words in ("we", "our", "us") and (body := self._spoken_for(speaker.text or "")) is not None:
            found = body
        return replace(
            actor,
            actor_id=found,
            name=self._register.name(found),
            kind=self._register.kind(found),
            country_iso3=self._register.country_of(found),
            inferred=True,
        )

    def _spoken_for(self, words: str) -> str | None:
        """Return the id of whom somebody speaks for, by his title: the army, of "Colonel X, the army spokesman"."""
        for part in words.split(","):
            if (whose := _SPOKESMAN.match(part.strip())) is not None and (
                match := self.meant(f"the {whose.group(1).strip()}")
            ):
                return match.actor_id
        return None

    def source(self, sentence: Sentence | None, span: Span, speaker: Span | None) -> tuple[ActorMatch | None, bool]:
        """Return who a source is, and whether that was inferred. ``speaker`` is its last full naming, if another."""
        if speaker is not None and speaker != span:
            match, _ = self._match(sentence, None, speaker.text)
            if span.text.lower() in ONE and match is not None and match.kind in GROUPS and not _IS_ONE(speaker.text):
                match = None
            return match, match is not None
        if span.text.lower() in word_class("paper"):
            return self._speaker, self._speaker is not None
        match, inferred = self._match(sentence, None, span.text)
        if match is not None and not inferred:
            self._remember(span.text.split()[-1].lower(), span.text, match, None)
        self._speaker = match or self._speaker
        return match, inferred

    def kind_of(self, kind: SourceKind, match: ActorMatch | None) -> SourceKind:
        """Return what kind of voice a source is: what its words say, else what is known of who it is."""
        return self._kinds.of(kind, match)

    def _match(self, sentence: Sentence | None, i: int | None, words: str) -> tuple[ActorMatch | None, bool]:
        low = words.lower()
        if low in SELVES and words != "US":
            return None, False
        if low in PRONOUNS:
            return self._pronoun(low, sentence, i), True
        first, _, rest = words.partition(" ")
        if first.lower() in OWNERS and rest:
            owner = self._pronoun(first.lower(), sentence, i)
            own = self.resolve(rest)
            if own is None or own.actor_id is not None or owner is None or owner.name is None:
                return own, False
            owned = self.resolve(f"{owner.name}'s {rest}")
            if owned is None and own.kind in _MEMBERS:
                owned = owner
            return owned or own, owned is not None
        match = self.resolve(words)
        if match is not None and match.actor_id is not None:
            return match, False
        if (state := self._state_of(words, is_source=i is None)) is not None:
            return state, True
        if (again := self._again(words, match) or self._holder(words)) is not None:
            return again, True
        return match, False

    def meant(self, words: str) -> ActorMatch | None:
        """Return whom the words name, or the state's forces that they mean: "the army said that it had fired"."""
        match = self.resolve(words)
        if match is None or match.actor_id is not None or match.kind not in _BODIES:
            return match
        return self._state_of(words, is_source=False) or match

    def _state_of(self, words: str, *, is_source: bool) -> ActorMatch | None:
        """Return the state's actor that a bare "officials" or "the army" means, if the document leaves one state."""
        setting = Setting(self._known, self._text, self._home, self._foreign, self._aimed_at, self._aimed_at_state)
        found = state_of(words, setting, self.resolve, is_source=is_source)
        country = self._register.name(found[1]) if found else None
        return self.resolve(f"{country}'s {found[0]}") if found and country else None

    def _pronoun(self, pronoun: str, sentence: Sentence | None, i: int | None) -> ActorMatch | None:
        """Return the actor that a pronoun can stand for: a person for "he", no person for "it".

        First the subjects of the clauses above it, from the nearest; then who acted or spoke in the sentence right
        before. Further back, a wrong perpetrator is likelier than the right one.
        """
        if sentence is not None and i is not None and pronoun in THEY and told_to(sentence, i, self.resolve):
            return None
        above = subjects_above(sentence, i, self.meant) if sentence is not None and i is not None else []
        before = [
            known.match
            for known in reversed(self._known)
            if known.role in (None, Role.AGENT) and known.sentence in (self._at, self._before)
        ]
        own = self._own_doer(sentence, i) if sentence is not None and i is not None else None
        for match in (*above, *before):
            if own is not None and match.actor_id == own:
                continue
            person = match.kind == "person"
            unknown = match.actor_id is None and match.kind is None
            if (person or unknown) if pronoun in ONE else not person:
                return match
        if pronoun in IT and self._nameless is not None and self._nameless[0] in (self._at, self._before):
            return self._nameless[1] if self._nameless[1].kind in _BODIES else None
        return None

    def _own_doer(self, sentence: Sentence, i: int) -> str | None:
        """Return the id of the one who does to a pronoun what its own verb says: "the army accused them"."""
        verb = sentence.head(i)
        if sentence[i].dep != "dobj" or not verb.is_verb or sentence[i].text.lower() in REFLEXIVE:
            return None
        doer = sentence.child(verb.i, "nsubj")
        below = sentence.subtree(doer.i, without=("relcl", "acl", "appos", "conj", "cc", "punct")) if doer else ()
        match = self.resolve(sentence.slice(*sentence.cover(below))) if below else None
        return match.actor_id if match is not None else None

    def _again(self, words: str, match: ActorMatch | None) -> ActorMatch | None:
        """Return an actor named before whom a short or definite naming takes up: "Rasool", "the coalition"."""
        back = _BACK.fullmatch(words)
        if back is not None:
            if _ACRONYM.fullmatch(back.group(1)):
                return self._by_acronym(words, match)
            noun = back.group(1).lower().split()[-1]
            if (group := by_part_of_name(back.group(1), self._known)) is not None:
                return group
            for known in reversed(self._known):
                titled = known.match.kind == "person" and noun in known.text.lower().split()
                if known.noun == noun or titled or known.text.lower().endswith(" " + back.group(1).lower()):
                    return known.match
            if (match is not None and match.kind in GROUPS) or noun in word_class("group"):
                return self._only_group()
            return None
        words = without_style(words)
        if words[:1].isupper() and " " not in words:
            if (group := by_part_of_name(words, self._known)) is not None:
                return group
            for known in reversed(self._known):
                if known.match.kind == "person" and words in known.text.split():
                    return known.match
        return None

    def _by_acronym(self, words: str, match: ActorMatch | None) -> ActorMatch | None:
        """Return the group that a name in capitals stands for: one named in full before, else the one that bears it.

        It never takes up another group of the document, as "the rebels" do.
        """
        if match is None or match.kind not in GROUPS:
            return None
        bearers = {c.actor_id for c in match.candidates}
        for known in reversed(self._known):
            if known.match.actor_id in bearers:
                return known.match
        return self._register.resolve(words, seen=bearers) if len(bearers) == 1 else None

    def _only_group(self) -> ActorMatch | None:
        """Return the armed or political group that the sentence before names, if it names just one.

        Where it names none, the only one of the document.
        """
        text = self._text[max(0, self._at - _SENTENCE_CHARS) : self._at].rstrip()
        start = max((end.end() for end in _SENTENCE_END.finditer(text)), default=0)
        named = (self.resolve(text[m.start : m.end]) for m in self._register.find_actors(text) if m.start >= start)
        groups: dict[str | None, ActorMatch] = {
            m.actor_id: m for m in named if m is not None and m.kind in GROUPS and m.actor_id
        }
        groups = groups or {k.match.actor_id: k.match for k in self._known if k.match.kind in GROUPS}
        return next(iter(groups.values())) if len(groups) == 1 else None

    def _is_thing(self, sentence: Sentence, argument: Argument) -> bool:
        head = sentence[argument.i]
        if head.lemma in word_class("vague"):
            return not any(t.tag == "NNP" for t in sentence.at(head.end, argument.end))  # "a part of Aleppo" is known
        return head.tag in ("DT", "WDT", "WP", "EX") or (head.is_verb and argument.role is not Role.TARGET)

    def _remember(self, noun: str, words: str, match: ActorMatch, role: Role | None) -> None:
        if match.actor_id is not None:
            self._known.append(Known(noun, words, match, role, self._at))


def _actor(role: Role, words: str, start: int, end: int, match: ActorMatch | None, inferred: bool) -> Actor:
    if match is None:
        return Actor(role, words, start, end)
    return Actor(role, words, start, end, match.actor_id, match.name, match.kind, match.country_iso3, inferred)
