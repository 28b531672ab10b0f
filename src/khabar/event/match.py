"""Which line of the lexicon a word of a sentence fits."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from khabar.event.domain import domain_scores
from khabar.event.figure import is_figure, is_open, person_nouns
from khabar.event.lexicon import Condition, Entry, Lexicon
from khabar.event.tree import (
    SUMMONING,
    by_phrase,
    expand,
    is_passive,
    objects,
    prep_objects,
    subjects,
    surface_subject,
    word_class,
)
from khabar.parse import Sentence, Token
from khabar.parse.lemma import lemma
from khabar.place import find_places

PARTITIVES = "partitive"
_NAME_TAGS = ("NNP", "NNPS")


DOMAINS = ("sport", "film", "business")
"""Word classes of fields whose language is borrowed from war; names ("Arab League") do not count."""
_DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,3}-?\d{1,3}[A-Z]{0,2}s?")
"""What aircraft, tanks and missiles are called: F-16s, MiG-29, Su-24, T-72, S-300."""


@dataclass(slots=True)
class Matcher:
    """Finds the entry of each token of one sentence; answers are kept, since conditions ask about other tokens.

    Tokens that look like a figure of speech have none, save those ``pardoned``; ``doubted`` are those of them of which
    the reader may know better.
    """

    s: Sentence
    lexicon: Lexicon
    pardoned: Collection[int] = ()
    doubted: set[int] = field(default_factory=set)
    _known: dict[int, Entry | None] = field(default_factory=dict)
    _lemmas: frozenset[str] = frozenset()
    _common: frozenset[str] = frozenset()
    _pairs: frozenset[str] | None = None
    _domains: Counter[str] | None = None
    _places: list[tuple[int, int]] | None = None
    _near: dict[int, set[str]] = field(default_factory=dict)
    _slots: dict[tuple[str, int], list[Token]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._lemmas = frozenset(t.lemma for t in self.s.tokens)
        self._common = frozenset(t.lemma for t in self.s.tokens if t.tag not in _NAME_TAGS)

    @property
    def domains(self) -> Counter[str]:
        """How strongly the sentence tells of fields other than conflict; worked out when first asked for."""
        if self._domains is None:
            self._domains = domain_scores(self.s)
        return self._domains

    @property
    def places(self) -> list[tuple[int, int]]:
        """The ranges of names of places that are nobody's surname; looked for when first asked for."""
        if self._places is None:
            found = ((m.start, m.end) for m in find_places(self.s.text, offset=self.s.stretch.start) if m.candidates)
            self._places = [(low, high) for low, high in found if not self._is_surname(low)]
        return self._places

    def _is_surname(self, start: int) -> bool:
        """Return whether another name stands right before the one that starts here: "Joaquín Guzmán"."""
        at = next((t.i for t in self.s.tokens if t.start == start), 0)
        return at > 0 and self.s[at - 1].tag in _NAME_TAGS and self.s[at - 1].dep == "compound"

    def entry(self, i: int) -> Entry | None:
        """Return the most specific entry that token ``i`` fits, or ``None``."""
        if i in self._known:
            return self._known[i]
        self._known[i] = None
        token = self.s[i]
        is_noun = token.is_noun
        if not is_noun and not token.is_verb:
            return None
        if token.dep == "compound" and not self._tells(token, self.s.head(i)):
            return None
        entries = self.lexicon.entries(self.joined(i) or token.lemma, is_noun=is_noun)
        if not entries and token.tag in ("VB", "VBP"):
            entries = self.lexicon.entries(lemma(token.text, "VBD"), is_noun=False)
        for entry in entries:
            if self._fits(entry, i):
                if i in self.pardoned or not is_figure(self, entry, i):
                    self._known[i] = entry
                elif is_open(self, entry, i):
                    self.doubted.add(i)
                break
        return self._known[i]

    def joined(self, i: int) -> str | None:
        """Return the lemma of a word written with hyphens that ends in token ``i`` ("sit-in", "cease-fire"), if any."""
        if i < 2 or self.s[i - 1].text != "-" or self.s[i - 2].end != self.s[i - 1].start:
            return None
        word = f"{self.s[i - 2].text.lower()}-{self.s[i].lemma}"
        return word if self.lexicon.entries(word, is_noun=self.s[i].is_noun) else None

    def holds(self, name: str, without: Collection[str] = ()) -> bool:
        """Return whether the sentence holds a word, or two words in a row, of a word class."""
        words = word_class(name).difference(without) if without else word_class(name)
        if not words.isdisjoint(self._lemmas):
            return True
        return not words.isdisjoint(self.pairs)

    @property
    def pairs(self) -> frozenset[str]:
        """Each two words in a row, the second as its lemma; worked out when first asked for."""
        if self._pairs is None:
            self._pairs = frozenset([f"{a.text.lower()} {b.lemma}" for a, b in pairwise(self.s.tokens)])
        return self._pairs

    def _tells(self, token: Token, head: Token) -> bool:
        """Whether a noun before ``head`` is still an event: "airstrike victims", but not "murder charge"."""
        if head.lemma in word_class("outcome"):
            return True
        if head.tag in _NAME_TAGS:
            return token.tag not in _NAME_TAGS
        found = self.entry(head.i)
        return found is not None and found.event_type is not None

    def know(self, i: int, entry: Entry) -> None:
        """Take a token for a trigger with ``entry``, whatever the lexicon says."""
        self._known[i] = entry

    def _fits(self, entry: Entry, i: int) -> bool:
        if not (self._noun_words(entry, i) if entry.is_noun else self._verb_words(entry, i)):
            return False
        return all(self._holds(c, i) for c in entry.when) and not any(self._holds(c, i) for c in entry.unless)

    def unmet(self, entry: Entry, i: int) -> list[str]:
        """Return what keeps token ``i`` from fitting an entry, conditions as the lexicon writes them.

        Nothing where it fits; where the words of the entry are not there, no condition is asked.
        """
        if not (self._noun_words(entry, i) if entry.is_noun else self._verb_words(entry, i)):
            return [f"needs the words “{' '.join(entry.words)}”"]
        needed = [f"needs {c}" for c in entry.when if not self._holds(c, i)]
        return needed + [f"barred by {one}" for c in entry.unless for one in self._met(c, i)]

    def _met(self, condition: Condition, i: int) -> list[Condition]:
        """Return a condition that holds as the one of its alternatives that does."""
        if not self._holds(condition, i) or condition.negated:
            return [condition] if self._holds(condition, i) else []
        each = (Condition(condition.slot, (word,)) for word in condition.alternatives)
        return [one for one in each if self._holds(one, i)][:1] or [condition]

    def _noun_words(self, entry: Entry, i: int) -> bool:
        at = i
        for word in reversed(entry.words[:-1]):
            at -= 1
            while at >= 0 and self.s[at].text == "-":
                at -= 1
            if at < 0 or word not in (self.s[at].lemma, self.s[at].text.lower()):
                return False
        return True

    def _verb_words(self, entry: Entry, i: int) -> bool:
        if len(entry.words) == 1:
            return True
        if i not in self._near:
            self._near[i] = self._words_near(i)
        near = self._near[i]
        return all(word in near or self._next(i, word) for word in entry.words[1:])

    def _words_near(self, i: int) -> set[str]:
        """Return the words that hang on a verb, or on its object, and may be part of an entry."""
        near = {
            t.lemma for t in self.s.children(i, "prt", "prep", "advmod", "dative", "agent", "acomp", "oprd", "npadvmod")
        }
        if (goal := self.s.child(i, "dobj")) and goal.is_noun:
            near |= {t.lemma for t in self.s.children(goal.i, "prep")}
        return near | {t.lemma for p in self.s.children(i, "prep", "prt") for t in self.s.children(p.i, "prep")}

    def _next(self, i: int, word: str) -> bool:
        return i + 1 < len(self.s) and self.s[i + 1].lemma == word

    def slot(self, name: str, i: int) -> list[Token]:
        """Return the tokens that fill a slot of token ``i``; an unknown name is a preposition."""
        s = self.s
        match name:
            case "subj":
                return subjects(s, i)
            case "obj":
                return objects(s, i)
            case "iobj":
                return [
                    t
                    for d in s.children(i, "dative")
                    for t in (expand(s, d.i) if d.is_noun else prep_objects(s, i, "to"))
                ]
            case "by":
                return by_phrase(s, i)
            case "comp":
                verbs = list(s.children(i, "xcomp", "ccomp"))
                verbs += [c for p in s.children(i, "prep") for c in s.children(p.i, "pcomp")]
                verbs += [c for t in s.children(i, "acl", "relcl") if s[i].is_noun for c in (t,)]
                return verbs
            case "compsubj":
                clauses = self.s.children(i, "xcomp", "ccomp", "acl", "relcl")
                found = [t for c in clauses if (t := surface_subject(s, c.i)) and t.dep != "expl"]
                return [t for f in found for t in expand(s, f.i)]
            case "compaux":
                return [t for c in s.children(i, "xcomp", "ccomp") for t in s.children(c.i, "aux")]
            case "asked":
                own = [t for c in self.s.children(i, "ccomp", "xcomp") if self._to(c) for t in s.children(c.i, "nsubj")]
                return [t for o in own for t in expand(s, o.i)] or objects(s, i)
            case "comptarget":
                clauses = self.s.children(i, "xcomp", "ccomp")
                return [
                    t for v in clauses for t in (*objects(s, v.i), *self.slot("against", v.i), *self.slot("on", v.i))
                ]
            case "inf":
                return [t for t in self.s.children(i, "xcomp", "ccomp") if self._to(t)]
            case "negcomp":
                return [t for t in self.s.children(i, "xcomp", "ccomp") if self.s.children(t.i, "neg")]
            case "poss":
                return list(s.children(i, "poss"))
            case "summoned":
                return objects(s, s[i].head) if s[i].dep == "xcomp" and s.head(i).lemma in SUMMONING else []
            case "comer":
                return self._comers(i)
            case "mod":
                return [t for t in s.children(i, "compound", "amod", "nmod", "poss", "npadvmod") if t.i < i]
            case "case":
                return [s.head(i)] if s[i].dep == "pobj" else []
            case "head":
                return [s.head(i)] if s[i].dep != "ROOT" else []
            case "det":
                return list(s.children(i, "det", "poss"))
            case "neg":
                return list(s.children(i, "neg"))
            case "aux":
                return list(s.children(i, "aux"))
            case "adv":
                return list(s.children(i, "advmod", "prt", "acomp", "oprd"))
            case _:
                found = prep_objects(s, i, name)
                if not found and s[i].is_verb:
                    goals = [g for g in objects(s, i) if g.is_noun]
                    found = [t for g in goals for t in prep_objects(s, g.i, name)]
                return found

    def _comers(self, i: int) -> list[Token]:
        """Return who comes for what a noun names: "negotiators returned to Geneva for talks"."""
        prep = self.s.head(i)
        above = self.s.head(prep.i)
        if self.s[i].dep != "pobj" or prep.lemma != "for":
            return []
        verb = above if above.is_verb else next((t for t in self.s.ancestors(above.i) if t.is_verb), above)
        return subjects(self.s, verb.i) if verb.lemma in word_class("coming") else []

    def _to(self, token: Token) -> bool:
        return any(t.tag == "TO" for t in self.s.children(token.i, "aux", "mark"))

    def _holds(self, condition: Condition, i: int) -> bool:
        if condition.slot == "any":
            held = any(self._in_sentence(a) for a in condition.alternatives)
        elif condition.slot == "voice":
            held = ("passive" if is_passive(self.s, i) else "active") in condition.alternatives
        elif condition.slot == "tag":
            held = self.s[i].tag in condition.alternatives
        else:
            where = (condition.slot, i)
            if where not in self._slots:
                self._slots[where] = self.slot(*where)
            tokens = self._slots[where]
            if tokens:
                held = any(self._alternative(a, tokens) for a in condition.alternatives)
            else:
                held = "#none" in condition.alternatives
        return held != condition.negated

    def _in_sentence(self, alternative: str) -> bool:
        if alternative[1:] in DOMAINS:
            return not word_class(alternative[1:]).isdisjoint(self._common)
        if alternative[0] == "@":
            return not word_class(alternative[1:]).isdisjoint(self._lemmas)
        if " " in alternative:
            return alternative in self.pairs
        return alternative in self._lemmas

    def _alternative(self, alternative: str, tokens: list[Token]) -> bool:
        if alternative == "#none":
            return False
        if alternative == "#any":
            return True
        return any(self._is(alternative, t) for token in tokens for t in self.unwrapped(token))

    def _is(self, alternative: str, token: Token) -> bool:
        if alternative[0] == "@":
            words = word_class(alternative[1:])
            if alternative == "@weapon" and token.is_noun and _DESIGNATION.fullmatch(token.text):
                return True
            if alternative == "@person" and token.tag in ("NN", "NNS") and token.lemma in person_nouns():
                return True
            return (
                token.lemma in words
                or (token.i > 0 and f"{self.s[token.i - 1].text.lower()} {token.lemma}" in words)
                or (token.i > 1 and f"{self.s[token.i - 2].text.lower()}-{token.lemma}" in words)
            )
        if alternative[0] == "%":
            return self._names(alternative[1:], token, 0)
        if alternative == "#name":
            return token.tag in _NAME_TAGS or (token.is_noun and len(token.text) > 1 and token.text.isupper())
        if alternative == "#place":
            return token.tag in _NAME_TAGS and any(
                low <= token.start and token.end <= high for low, high in self.places
            )
        if alternative == "#several":
            return any(
                c.dep == "conj"
                for m in self.s.children(token.i, "amod", "compound", "nmod")
                for c in self.s.children(m.i)
            ) or any(c.dep == "conj" and c.is_noun for c in self.s.children(token.i))
        if alternative == "#number":
            return token.tag == "CD"
        if alternative == "#person":
            return (
                token.tag in ("PRP", *_NAME_TAGS)
                or token.lemma in word_class("person")
                or token.lemma in person_nouns()
            )
        if " " in alternative:
            return token.i > 0 and alternative == f"{self.s[token.i - 1].text.lower()} {token.lemma}"
        return alternative in (token.lemma, token.text.lower())

    def _names(self, event_type: str, token: Token, depth: int) -> bool:
        """Return whether a token names an event of a type, by itself or by the noun or verb it carries."""
        entry = self.entry(token.i)
        if entry is not None and entry.event_type is not None:
            return entry.event_type == event_type
        carries = entry is not None or token.lemma in word_class("aspectual")
        if depth > 2 or not token.is_verb or not carries:
            return False
        below = [*self.slot("obj", token.i), *self.s.children(token.i, "xcomp", "ccomp")]
        return any(self._names(event_type, t, depth + 1) for b in below for t in self.unwrapped(b))

    def unwrapped(self, token: Token) -> list[Token]:
        """Return a noun and, under "a series of", "dozens of", what it counts."""
        if token.lemma in word_class(PARTITIVES) or token.tag == "CD":
            return [token, *prep_objects(self.s, token.i, "of")]
        return [token]
