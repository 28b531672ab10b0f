"""The actors of one document: names resolved as of a day, pronouns and short names by what stood before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from khabar.actor import ActorMatch, Register
from khabar.coding.belonging import whose_people
from khabar.coding.origin import country_of
from khabar.coding.words import word_class
from khabar.event import Argument, EventMention
from khabar.event.figure import person_nouns
from khabar.event.tree import span, surface_subject
from khabar.event.tree import word_class as event_words
from khabar.parse import Sentence, Token
from khabar.records import Actor, EventType, Link, Role, SourceKind, Span

_THEY = frozenset({"they", "them", "their", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_ONE = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_REFLEXIVE = frozenset({"themselves", "itself", "himself", "herself", "each other", "one"})
_PRONOUNS = _THEY | _IT | _ONE
_OWNERS = frozenset({"its", "their", "his", "her"})
_SELVES = frozenset({"i", "we", "me", "us", "my", "our", "you", "your"})
_BODIES = frozenset({"military", "police", "government", "rebel", "militia", "armed", "political", "intelligence"})
"""Kinds of doers without a name that "it" takes up: "The army shelled the town. It blamed rebels"."""
_MEMBERS = frozenset({"rebel", "armed", "militia", "political", "military", "person", "civilian"})
_FORCES = frozenset({"military"})
_OFFICES = frozenset({"government", "police", "intelligence", "legislature", "judiciary"})
_GROUPS = frozenset({"rebel", "armed", "militia", "political"})
_CALLED = frozenset({None, "government", "political", "person", "igo", "ngo"})
_NAMED = frozenset({"person", "igo", "ngo", "political"})
"""What a noun with no name may be, and the kinds of names that tell in apposition who that is."""
_BACK = re.compile(r"(?:the|this|that|these|those|said)\s+(.+)", re.IGNORECASE)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9.&-]+(?:-[A-Z][a-z]+)?s?")
"""A name in capitals behind its article, which is of one group and takes up no other: "the LTTE", "the PKK"."""
_IS_ONE = re.compile(
    r"spokes|leader|command|chief|general|colonel|captain|official|minister|president|officer|member|fighter|head"
    r"|governor|mayor|doctor",
    re.IGNORECASE,
).search
_QUALIFIED = re.compile(r"(?:the )?(?:(?:senior|local|military|security|government|defen[cs]e) )*(.+)", re.IGNORECASE)


_VOICES = {
    "state": SourceKind.OFFICIAL,
    "government": SourceKind.OFFICIAL,
    "legislature": SourceKind.OFFICIAL,
    "judiciary": SourceKind.OFFICIAL,
    "police": SourceKind.OFFICIAL,
    "intelligence": SourceKind.OFFICIAL,
    "military": SourceKind.MILITARY,
    "rebel": SourceKind.GROUP,
    "militia": SourceKind.GROUP,
    "armed": SourceKind.GROUP,
    "political": SourceKind.GROUP,
    "criminal": SourceKind.GROUP,
    "igo": SourceKind.ORGANISATION,
    "ngo": SourceKind.ORGANISATION,
    "media": SourceKind.MEDIA,
    "expert": SourceKind.EXPERT,
    "witness": SourceKind.WITNESS,
}


_OFFICE_VOICES = {"army_chief": SourceKind.MILITARY, "group_leader": SourceKind.GROUP}
"""What the holders of offices speak as; those of all others are officials."""
_CRAFT = frozenset({"jets", "warplanes"})
"""What any state may fly over another: whose they are the country that is struck does not tell."""


@dataclass(frozen=True, slots=True)
class Known:
    """An actor that the document has named: by which head noun, and who it is."""

    noun: str
    text: str
    match: ActorMatch
    role: Role | None
    sentence: int


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
        self._known: list[Known] = []
        self._struck: set[tuple[int, int]] = set()
        self._speaker: ActorMatch | None = None
        self._nameless: tuple[int, ActorMatch] | None = None
        self._kinds: dict[str, SourceKind] = {}

    def enter(self, sentence: Sentence, before: Sentence | None, events: Sequence[EventMention]) -> None:
        """Go on to a sentence and its events; ``before`` is the one read before it, wherever that stands."""
        aimed = (self.resolve(sentence.slice(a.start, a.end)) for e in events for a in e.of(Role.TARGET))
        self._aimed_at = {match.country_iso3 for match in aimed if match is not None}
        self._struck = {
            (a.start, a.end) for e in events if e.event_type is EventType.ASSAULT for a in e.of(Role.TARGET)
        }
        self._at = sentence.stretch.start
        near = before is not None and not self._text[before.stretch.end : self._at].strip()
        same = before is not None and before.stretch.passage == sentence.stretch.passage
        self._before = before.stretch.start if before is not None and near and same else None

    def resolve(self, words: str) -> ActorMatch | None:
        """Return whom the words name; the country and the names of the document tell namesakes apart."""
        seen = {known.match.actor_id for known in self._known if known.match.actor_id}
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
        if words.lower() in _REFLEXIVE:
            return None
        if (found := _taken_up(sentence, argument)) is not None:
            named = self.actor(sentence, found)
            return named and (replace(named[0], inferred=True), f"{named[1]}, of “{words}”")
        if words.lower() in _PRONOUNS and self._is_quoted(argument.start):
            return None
        match, inferred = self._match(sentence, argument.i, words)
        if match is not None and match.rule == "capital" and (argument.start, argument.end) in self._struck:
            # What is shelled is the town, and not the government that sits in it.
            match = replace(match, actor_id=None, name=None, kind=None, rule="capital, struck")
        if match is None and (owner := sentence.child(argument.i, "poss")) and head.tag == "NN":
            match, inferred = self._match(sentence, owner.i, owner.text)[0], True
        if match is None and (words.lower() in _PRONOUNS or self._is_thing(sentence, argument)):
            return None
        if match is None or (match.actor_id is None and match.kind in _CALLED):
            match = self._apposed(sentence, argument.i) or match
        if (match is None or match.actor_id is None) and (
            side := whose_people(sentence, argument, self.resolve)
        ) is not None:
            match = side
        if (
            match is not None
            and match.kind == "person"
            and match.actor_id
            and self._of_another_trade(sentence, argument.i)
        ):
            match = ActorMatch(None, None, "civilian", None, 0.4, "a namesake, by what stands beside the name")
        if match is not None and not inferred:
            self._remember(head.lemma, words, match, argument.role)
            if argument.role is Role.AGENT and match.actor_id is None and head.tag == "NN":
                self._nameless = (self._at, replace(match, name=words))
        rule = f"register: {match.rule}" if match else "words only"
        actor = _actor(argument.role, words, argument.start, argument.end, match, inferred)
        if actor.actor_id is None and actor.country_iso3 is None and words.lower() not in _PRONOUNS:
            country = country_of(sentence, argument, self.resolve)
            if country is not None:
                return replace(actor, country_iso3=country), f"{rule}, country named beside"
        return actor, f"{rule}, inferred" if inferred else rule

    def _of_another_trade(self, sentence: Sentence, i: int) -> bool:
        """Return whether a name is said to be somebody who holds no office: "David Cameron, a Toronto surgeon"."""
        for beside in sentence.children(i, "appos"):
            article = any(t.lemma in ("a", "an") for t in sentence.children(beside.i, "det"))
            former = any(t.lemma in ("former", "retired", "ex") for t in sentence.children(beside.i, "amod"))
            if article and not former and beside.lemma in event_words("trade"):
                return True
        return False

    def _apposed(self, sentence: Sentence, i: int) -> ActorMatch | None:
        """Return who the name behind an office or a noun is: "the chairman of the Union, Salma Example"."""
        for beside in sentence.children(i, "appos"):
            if sentence[i].tag == "NN" and beside.tag == "NNP":
                low = beside.i
                while low and sentence[low - 1].head == beside.i and sentence[low - 1].dep == "compound":
                    low -= 1
                named = self.resolve(sentence.slice(*sentence.cover((low, beside.i))))
                if named is not None and named.kind in _NAMED and named.actor_id is not None:
                    return named
        return None

    def self_named(self, actor: Actor, chain: Sequence[Link]) -> Actor | None:
        """Return an actor with "we" read as whoever speaks; ``None`` for a "we" or "you" that nobody known speaks."""
        words = (actor.text or "").lower()
        if words not in _SELVES or actor.text == "US":
            return actor
        speaker = chain[-1]
        if words in ("you", "your") or len(chain) == 1 or speaker.actor_id is None:
            return None
        found = speaker.actor_id
        return replace(
            actor,
            actor_id=found,
            name=self._register.name(found),
            kind=self._register.kind(found),
            country_iso3=self._register.country_of(found),
            inferred=True,
        )

    def source(self, sentence: Sentence | None, span: Span, speaker: Span | None) -> tuple[ActorMatch | None, bool]:
        """Return who a source is, and whether that was inferred. ``speaker`` is its last full naming, if another."""
        if speaker is not None and speaker != span:
            match, _ = self._match(sentence, None, speaker.text)
            if span.text.lower() in _ONE and match is not None and match.kind in _GROUPS and not _IS_ONE(speaker.text):
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
        if match is None or match.actor_id is None:
            return kind
        if kind is SourceKind.UNNAMED:
            kind = self._kinds.get(match.actor_id) or _VOICES.get(match.kind or "") or self._by_office(match, kind)
        if kind is not SourceKind.UNNAMED:
            self._kinds.setdefault(match.actor_id, kind)
        return kind

    def _by_office(self, match: ActorMatch, kind: SourceKind) -> SourceKind:
        """Return what kind of voice a person is by the office held on the day, ``kind`` for one without."""
        if match.kind != "person" or match.actor_id is None:
            return kind
        terms, on = self._register.terms_of(match.actor_id), self._on
        held = [t for t in terms if on is None or ((t.start or on) <= on <= (t.end or on))]
        kinds = {_OFFICE_VOICES.get(t.office, SourceKind.OFFICIAL) for t in held}
        if len(kinds) == 1:
            return kinds.pop()
        return SourceKind.OFFICIAL if SourceKind.OFFICIAL in kinds else kind

    def _match(self, sentence: Sentence | None, i: int | None, words: str) -> tuple[ActorMatch | None, bool]:
        low = words.lower()
        if low in _SELVES and words != "US":
            return None, False
        if low in _PRONOUNS:
            return self._pronoun(low, sentence, i), True
        first, _, rest = words.partition(" ")
        if first.lower() in _OWNERS and rest:
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

    def _pronoun(self, pronoun: str, sentence: Sentence | None, i: int | None) -> ActorMatch | None:
        """Return the actor that a pronoun can stand for: a person for "he", no person for "it".

        First the subjects of the clauses above it, from the nearest; then who acted or spoke in the sentence right
        before. Further back, a wrong perpetrator is likelier than the right one.
        """
        if sentence is not None and i is not None and pronoun in _THEY and self._told_to(sentence, i):
            return None
        above = self._subjects_above(sentence, i) if sentence is not None and i is not None else []
        before = [
            known.match
            for known in reversed(self._known)
            if known.role in (None, Role.AGENT) and known.sentence in (self._at, self._before)
        ]
        for match in (*above, *before):
            person = match.kind == "person"
            unknown = match.actor_id is None and match.kind is None
            if (person or unknown) if pronoun in _ONE else not person:
                return match
        if pronoun in _IT and self._nameless is not None and self._nameless[0] in (self._at, self._before):
            return self._nameless[1] if self._nameless[1].kind in _BODIES else None
        return None

    def _told_to(self, sentence: Sentence, i: int) -> bool:
        """Return whether a verb above names two that "they" can be: "officials told the leaders that they …"."""
        for verb in sentence.ancestors(i):
            named = [
                self.resolve(sentence.slice(*sentence.cover(sentence.subtree(t.i, without=("relcl", "acl", "appos")))))
                for t in sentence.children(verb.i, "nsubj", "dobj", "dative")
                if t.i != i and i not in sentence.subtree(t.i) and t.tag != "PRP"
            ]
            if len({m.actor_id or m.name for m in named if m is not None}) > 1:
                return True
        return False

    def _is_quoted(self, at: int) -> bool:
        """Return whether a place in the text lies in a quotation that was opened in its paragraph."""
        line = self._text[self._text.rfind("\n", 0, at) + 1 : at]
        return line.count("“") > line.count("”") or line.count('"') % 2 == 1

    def _subjects_above(self, sentence: Sentence, i: int) -> list[ActorMatch]:
        found: list[ActorMatch] = []
        own_clause = sentence[i].head if sentence[i].dep in ("dobj", "pobj", "dative") else -1
        for verb in sentence.ancestors(i):
            if verb.i == own_clause:
                continue
            for subject in sentence.children(verb.i, "nsubj", "nsubjpass"):
                below = sentence.subtree(subject.i, without=("relcl", "acl", "appos", "conj", "cc", "punct"))
                if subject.i >= i or i in below:
                    continue
                words = sentence.slice(*sentence.cover(below))
                match = self.resolve(words)
                if match is None and (subject.tag in ("NNP", "NNPS") or subject.lemma in word_class("group")):
                    match = ActorMatch(None, words, None, None, 0.0, "named above, not in the register")
                if match is not None:
                    found.append(match)
        return found

    def _again(self, words: str, match: ActorMatch | None) -> ActorMatch | None:
        """Return an actor named before whom a short or definite naming takes up: "Rasool", "the coalition"."""
        back = _BACK.fullmatch(words)
        if back is not None:
            if _ACRONYM.fullmatch(back.group(1)):
                return self._by_acronym(words, match)
            noun = back.group(1).lower().split()[-1]
            for known in reversed(self._known):
                titled = known.match.kind == "person" and noun in known.text.lower().split()
                if known.noun == noun or titled or known.text.lower().endswith(" " + back.group(1).lower()):
                    return known.match
            if (match is not None and match.kind in _GROUPS) or noun in word_class("group"):
                return self._only_group()
            return None
        if words[:1].isupper() and " " not in words:
            for known in reversed(self._known):
                if known.match.kind == "person" and words in known.text.split():
                    return known.match
        return None

    def _by_acronym(self, words: str, match: ActorMatch | None) -> ActorMatch | None:
        """Return the group that a name in capitals stands for: one named in full before, else the one that bears it.

        It never takes up another group of the document, as "the rebels" do.
        """
        if match is None or match.kind not in _GROUPS:
            return None
        bearers = {c.actor_id for c in match.candidates}
        for known in reversed(self._known):
            if known.match.actor_id in bearers:
                return known.match
        return self._register.resolve(words, seen=bearers) if len(bearers) == 1 else None

    def _only_group(self) -> ActorMatch | None:
        """Return the armed or political group that the document has named, if it has named just one."""
        groups = {k.match.actor_id: k.match for k in self._known if k.match.kind in _GROUPS}
        return next(iter(groups.values())) if len(groups) == 1 else None

    def _state_of(self, words: str, *, is_source: bool) -> ActorMatch | None:
        """Return the state's actor that a bare "officials" or "the army" means, if the document leaves one state.

        The one state whose forces (or officials) were named before; else, for a source, the one that the document names
        by the same noun anywhere or that has acted so far. Who did something must not be guessed: there the state that
        was named or has acted and the country that the document is about must be one, and not the one that it is done
        to.
        """
        bare = _QUALIFIED.fullmatch(words)
        if bare is None or bare.group(1).lower() not in word_class("state"):
            return None
        noun = bare.group(1)
        family = _FORCES if noun.lower() in word_class("military") else _OFFICES
        before = {k.match.country_iso3 for k in self._known if _is_state(k.match) and k.match.kind in family}
        acting = {
            k.match.country_iso3
            for k in self._known
            if k.role is Role.AGENT and _is_state(k.match) and k.match.kind in _FORCES | _OFFICES | {"state"}
        }
        if before:
            abroad = not is_source and self._home is not None and self._home not in before
            states = set() if abroad or (not is_source and self._home is None) else before
        elif is_source:
            states = self._named_anywhere(noun) or acting or {self._home}
        elif noun.lower() in _CRAFT:
            states = acting - self._aimed_at
        else:
            states = (acting | {self._home}) - self._aimed_at if self._home else set()
        found = [state for state in states if state]
        country = self._register.name(found[0]) if len(found) == 1 else None
        return self.resolve(f"{country}'s {noun}") if country else None

    def _named_anywhere(self, noun: str) -> set[str | None]:
        """Return the states that the document names with a noun: that of "Iraqi officials"."""
        return {
            match.country_iso3
            for found in re.finditer(rf"\b([A-Z][\w-]+(?: [A-Z][\w-]+)?) {re.escape(noun)}\b", self._text)
            if (match := self.resolve(found.group())) is not None and match.country_iso3 and match.actor_id
        }

    def _is_thing(self, sentence: Sentence, argument: Argument) -> bool:
        head = sentence[argument.i]
        if head.lemma in word_class("vague"):
            return True
        return head.tag in ("DT", "WDT", "WP", "EX") or (head.is_verb and argument.role is not Role.TARGET)

    def _remember(self, noun: str, words: str, match: ActorMatch, role: Role | None) -> None:
        if match.actor_id is not None:
            self._known.append(Known(noun, words, match, role, self._at))


_SAID = frozenset({"tell", "inform", "assure", "warn", "remind", "notify"})
_OBJECTS = frozenset({"him", "her", "them"})


def _taken_up(s: Sentence, argument: Argument) -> Argument | None:
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
        if any(t.lemma in _SAID and t.i == token.head for t in s.ancestors(pronoun.i)):
            return None  # "officials told the leaders that X attacked them": either may be meant
        return Argument(argument.role, token.i, *span(s, token.i))
    return None


def _agrees(s: Sentence, token: Token, pronoun: str) -> bool:
    """Return whether a noun can be taken up by a pronoun: people only, one or several."""
    if token.tag == "CD":
        return pronoun == "them"
    if not token.is_noun or token.lemma not in event_words("person") | event_words("force") | person_nouns():
        return token.tag == "NNP" and pronoun != "them" and token.dep != "pobj"
    several = token.tag in ("NNS", "NNPS") or bool(s.children(token.i, "conj"))
    return several == (pronoun == "them")


def _is_state(match: ActorMatch) -> bool:
    return bool(match.actor_id and match.country_iso3 and match.actor_id.split(".")[0] == match.country_iso3)


def _actor(role: Role, words: str, start: int, end: int, match: ActorMatch | None, inferred: bool) -> Actor:
    if match is None:
        return Actor(role, words, start, end)
    return Actor(role, words, start, end, match.actor_id, match.name, match.kind, match.country_iso3, inferred)
