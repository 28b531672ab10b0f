"""Words about deeds: whom they are aimed at and what they are about, where only the deed in them says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from khabar.event.draft import Draft
from khabar.event.match import Matcher
from khabar.event.mention import Argument
from khabar.event.tree import expand, span, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role
from khabar.tables import packaged, read_table

_AT_SOMEBODY = (
    EventType.REJECT,
    EventType.THREATEN,
    EventType.PROTEST,
    EventType.SUPPORT,
    EventType.SANCTION,
    EventType.REQUEST,
    EventType.AGREE,
    EventType.ACCUSE,
    EventType.MOBILIZE,
)
_TOWARDS = frozenset(
    ("over", "with", "to", "against", "of", "by", "on", "at", "between", "toward", "towards", "from", "for")
)
_DEPTH = 5
"""Steps from an event's word to whom it is aimed at: verb, object, preposition, name."""
_AIMING = (EventType.AGREE, EventType.THREATEN, EventType.REJECT, EventType.MOBILIZE, EventType.SANCTION)


def aim(m: Matcher, drafts: list[Draft], inside: Sequence[int | None]) -> None:
    """Give words the target and the mode of the deed that is their content ("threatened to attack X").

    ``inside`` is the position of each draft's outer event.
    """
    for n, outer in enumerate(drafts):
        contents = [d for d, place in zip(drafts, inside, strict=True) if place == n]
        if outer.event_type in _AIMING and not outer.has(Role.TARGET) and not outer.has(Role.PARTNER):
            _take_target(outer, contents)
        if outer.mode is None:
            _take_mode(m, outer, contents)
        if outer.event_type in _AT_SOMEBODY and not _aimed(m.s, outer):
            _take_named(m.s, outer)


def _aimed(s: Sentence, outer: Draft) -> bool:
    """Return whether an event is aimed at somebody already, or at a thing that is no mere content: a statue, a road."""
    aims = [s[a.i] for a in outer.args if a.role in (Role.TARGET, Role.PARTNER)]
    if outer.event_type is EventType.PROTEST and any(t.dep != "pobj" for t in aims):
        return True
    return any(_is_somebody(s, t) or t.lemma in word_class("target_thing") for t in aims)


def _take_named(s: Sentence, outer: Draft) -> None:
    """Aim words at whoever is named in the things that they are about: "break relations with X", "an end to X's rule".

    A threat is aimed at whose doing would lift it: "unless X withdraws".
    """
    doers = {k for a in outer.args if a.role is Role.AGENT for k in s.subtree(a.i)}
    if outer.event_type is EventType.MOBILIZE:
        found = next((t for t in _against(s, outer) if t.i not in doers), None)
    else:
        found = _conditioned(s, outer) if outer.event_type is EventType.THREATEN else None
        if found is None or found.tag not in ("NNP", "NNPS"):
            found = next((t for t in _below(s, outer) if t.i not in doers), found)
    if found is None:
        return
    outer.args = [a for a in outer.args if a.role is not Role.TARGET]
    outer.add(Role.TARGET, [Argument(Role.TARGET, t.i, *span(s, t.i)) for t in expand(s, found.i)])


def _conditioned(s: Sentence, outer: Draft) -> Token | None:
    """Return the subject of the condition of a threat."""
    for verb in (outer.i, *(t.i for t in s.children(outer.i, "xcomp", "ccomp", "advcl"))):
        for clause in s.children(verb, "advcl"):
            if any(t.lemma in ("unless", "if", "until") for t in s.children(clause.i, "mark")):
                subject = s.child(clause.i, "nsubj", "nsubjpass")
                if subject is not None and _is_somebody(s, subject):
                    return subject
    return None


def _below(s: Sentence, outer: Draft) -> Iterator[Token]:
    """Yield those who are named in the object and the content of an event, the nearest first."""
    level = [s[i] for i in sorted({outer.i, *outer.tokens})]
    seen = {t.i for t in level}
    for _ in range(_DEPTH):
        following: list[Token] = []
        for token in level:
            following += [t for t in s.children(token.i, "dobj", "xcomp", "ccomp", "acl") if t.i not in seen]
            if token.is_verb:
                following += [t for t in s.children(token.i, "advcl") if t.i > token.i and _demands(s, t)]
            for prep in s.children(token.i, "prep", "dative", "agent"):
                inner = s.children(prep.i, "pobj", "pcomp") if prep.i > token.i else ()
                way = prep.lemma in _TOWARDS
                following += [t for t in inner if t.i not in seen and (way or t.lemma in word_class("demand"))]
            if token.is_noun and token.i != outer.i:
                following += [t for t in s.children(token.i, "poss") if _is_somebody(s, t)]
        yield from (t for t in following if _is_somebody(s, t))
        seen |= {t.i for t in following}
        level = following


def _demands(s: Sentence, verb: Token) -> bool:
    """Return whether a clause says what for: "to demand reforms", "calling for independence"."""
    if verb.tag == "VBG":
        return verb.lemma in word_class("demand")
    return verb.tag == "VB" and bool(s.children(verb.i, "aux"))


def _against(s: Sentence, outer: Draft) -> Iterator[Token]:
    """Yield whom forces are readied against: "mobilized reservists for a war against X"."""
    for i in s.subtree(outer.i, without=("relcl", "conj", "ccomp")):
        if s[i].lemma == "against" and s[i].dep == "prep":
            yield from (t for t in s.children(i, "pobj") if _is_somebody(s, t))


def _is_somebody(s: Sentence, token: Token) -> bool:
    """Return whether a noun is a name, people, or something that names whose it is by an office: "X's government"."""
    if token.lemma in word_class("time"):
        return False
    if token.tag == "JJ" and token.i and token.text[:1].isupper():
        return True  # "an Indian proposal"
    if token.tag in ("NNP", "NNPS", "PRP") or token.lemma in word_class("person") | word_class("force"):
        return True
    named = any(t.text[:1].isupper() for t in s.children(token.i, "poss", "amod", "compound", "nmod") if t.i)
    return named and token.is_noun and token.lemma in word_class("body")


def _take_target(outer: Draft, contents: list[Draft]) -> None:
    doers = {a.i for a in outer.args if a.role is Role.AGENT}
    for content in contents:
        aimed = [a for a in content.args if a.role in (Role.TARGET, Role.PARTNER) and a.i not in doers]
        outer.add(Role.TARGET, [Argument(Role.TARGET, a.i, a.start, a.end) for a in aimed])


@cache
def _modes() -> dict[str, list[tuple[tuple[str, ...], str, str | None, str]]]:
    """Return for each type of words the contents that show a mode, in the order of ``data/content.tsv``."""
    found: dict[str, list[tuple[tuple[str, ...], str, str | None, str]]] = {}
    for row in read_table(packaged("khabar.event", "content.tsv"), ["outer", "inner", "mode", "cameo"]):
        if row["outer"] not in EventType.__members__:
            raise row.error(f"type {row['outer']!r}", f"one of {', '.join(EventType)}")
        line = (row.items("inner"), row["mode"], row["cameo"] or None, f"content.tsv:{row.line}")
        found.setdefault(row["outer"], []).append(line)
    return found


def _take_mode(m: Matcher, outer: Draft, contents: list[Draft]) -> None:
    table = _modes().get(outer.event_type)
    if not table:
        return
    named = {f"%{d.event_type}" for d in contents}
    named |= {t.lemma for slot in ("obj", "for", "comp", "on", "to") for t in m.slot(slot, outer.i)}
    for inner, mode, cameo, where in table:
        if not named.isdisjoint(inner):
            outer.mode, outer.cameo = mode, cameo or outer.cameo
            outer.rules.append(where)
            return
