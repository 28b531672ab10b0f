"""What the lexicon has to do with a word: the lines that gave a value, and those that the word does not fit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from khabar.coding.draft import Draft
from khabar.event import Lexicon
from khabar.event.lexicon import Entry
from khabar.event.match import Matcher
from khabar.event.refine import means
from khabar.parse import Sentence, Token
from khabar.parse.lemma import lemma
from khabar.why.model import Dropped, Option

MOST = 3
"""Lines of the lexicon shown for one word."""

NO_EVENT = "a meaning that is no event"


@dataclass(slots=True)
class Lines:
    """The lexicon by its lines, and what its lines say of the words of a sentence."""

    lexicon: Lexicon
    _by_line: dict[str, list[Entry]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self.lexicon:
            self._by_line.setdefault(entry.where, []).append(entry)

    def rules(self, draft: Draft) -> str:
        """Return the rules that name an event, each line of the lexicon with its words."""
        return "; ".join(self._worded(rule, draft) for rule in draft.mention.rule.split("; "))

    def giver(self, draft: Draft, name: str, value: str) -> str:
        """Return which rule of an event gave it a value: its mode, its CAMEO code or one of its contexts.

        Later rules override earlier ones; where no line has the value, a rule that is no line of a file gave it.
        """
        rules = draft.mention.rule.split("; ")
        for rule in reversed(rules):
            if any(_has(one, name, value) for one in (*self._by_line.get(rule, ()), *_means_of(rule))):
                return self._worded(rule, draft)
            if rule.startswith("content.tsv:"):
                return rule
        return next((rule for rule in reversed(rules) if ".tsv:" not in rule), self._worded(rules[0], draft))

    def tried(self, draft: Draft) -> tuple[Option, ...]:
        """Return the lines for a trigger's word that are more specific than the one taken, and what it lacks."""
        matcher = Matcher(draft.sentence, self.lexicon)
        taken = draft.mention.rule.split("; ")[0]
        options = []
        for entry in self._entries(matcher, draft.sentence[draft.mention.i]):
            if entry.where == taken:
                break
            unmet = matcher.unmet(entry, draft.mention.i)
            if unmet and not _is_worded_otherwise(unmet):
                options.append(Option(_name(entry), entry.where, None, ", ".join(unmet)))
        return tuple(options[:MOST])

    def failures(self, sentence: Sentence, forms: Collection[str]) -> Iterator[Dropped]:
        """Yield for each word of a sentence that has lines in the lexicon and names no event, why not.

        Only words of the ``forms`` that passed the gate are told of: "be" and "say" have lines too.
        """
        matcher = Matcher(sentence, self.lexicon)
        words = {word for form in forms for word in form.split()}
        for token in sentence.tokens:
            if not any(token.text in word for word in words):
                continue
            entries = self._entries(matcher, token)
            taken = matcher.entry(token.i)
            if not entries or (taken is not None and taken.event_type is not None):
                continue
            for entry, reason in self._reasons(matcher, token, entries, taken):
                what = f"“{token.text}”: {_name(entry)}, {entry.where}"
                yield Dropped("lexicon", what, reason, token.start, token.end)

    def _entries(self, matcher: Matcher, token: Token) -> list[Entry]:
        if not token.is_noun and not token.is_verb:
            return []
        found = list(self.lexicon.entries(matcher.joined(token.i) or token.lemma, is_noun=token.is_noun))
        if not found and token.tag in ("VB", "VBP"):
            found = list(self.lexicon.entries(lemma(token.text, "VBD"), is_noun=False))
        return found

    def _reasons(
        self, matcher: Matcher, token: Token, entries: list[Entry], taken: Entry | None
    ) -> Iterator[tuple[Entry, str]]:
        if taken is not None:
            light = taken.kind in ("light", "claim")
            yield taken, "carries no noun that names an event" if light else NO_EVENT
            return
        unmet = [(entry, matcher.unmet(entry, token.i)) for entry in entries]
        fitting = [entry for entry, reasons in unmet if not reasons]
        if fitting:
            before = token.dep == "compound"
            figure = "a figure of speech here, or a word of another field (sport, film, business …)"
            yield fitting[0], "only stands before another noun" if before else figure
            return
        close = [(e, reasons) for e, reasons in unmet if e.event_type is not None and not _is_worded_otherwise(reasons)]
        for entry, reasons in close[:MOST]:
            yield entry, ", ".join(reasons)

    def _worded(self, rule: str, draft: Draft) -> str:
        entries = self._by_line.get(rule)
        if not entries:
            return rule
        matcher, s = Matcher(draft.sentence, self.lexicon), draft.sentence
        at = sorted({draft.mention.i, *draft.mention.tokens})
        own = [(e, i) for e in entries for i in at if e.head == s[i].lemma]
        entry = next((e for e, i in own if not matcher.unmet(e, i)), own[0][0] if own else entries[0])
        return f"{rule} ({' '.join(entry.words)})"


def _is_worded_otherwise(unmet: list[str]) -> bool:
    """Return whether a line is of other words than the text has ("call for" where it has "call"): no near miss."""
    return unmet[0].startswith("needs the words")


def _name(entry: Entry) -> str:
    what = "light verb" if entry.kind == "light" else "claim" if entry.kind == "claim" else NO_EVENT
    if entry.event_type is not None:
        what = f"{entry.event_type}{f' {entry.mode}' if entry.mode else ''}"
    return f"{' '.join(entry.words)} → {what}"


def _means_of(rule: str) -> Iterator[object]:
    name, _, line = rule.partition(":")
    if name == "modes.tsv" and line.isdigit():
        yield from (one for one in means().values() if one.rank == int(line))


def _has(one: object, name: str, value: str) -> bool:
    held = getattr(one, name)
    return value in held if isinstance(held, tuple) else held == value
