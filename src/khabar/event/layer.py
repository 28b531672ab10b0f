"""Which event of a sentence is the content of another, and which stands in the background."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.event.draft import Draft
from khabar.event.match import Matcher
from khabar.records import EventType

_ASIDE = frozenset(("relcl", "advcl", "appos", "parataxis", "npadvmod"))
WORDS = (EventType.AGREE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.ACCUSE, EventType.SUPPORT)
_WHEN = frozenset(
    (
        "after",
        "before",
        "since",
        "during",
        "following",
        "amid",
        "until",
        "despite",
        "in",
        "as",
        "at",
        "by",
        "from",
        "with",
    )
)


def layers(m: Matcher, drafts: list[Draft]) -> Iterator[tuple[Draft, int | None, bool]]:
    """Yield each draft with the position of the event that it is the content of, and whether it is background."""
    owner = {i: n for n, d in reversed(list(enumerate(drafts))) for i in d.tokens}
    for n, draft in enumerate(drafts):
        yield draft, *_place(m, draft, n, owner, drafts)


def _place(m: Matcher, draft: Draft, n: int, owner: dict[int, int], drafts: list[Draft]) -> tuple[int | None, bool]:
    s = m.s
    aside = False
    if (modal := _modal(m, draft, owner)) is not None:
        return modal, False
    top = _top(m, draft)
    at = top
    while s[at].dep != "ROOT":
        token, head = s[at], s.head(at)
        other = owner.get(head.i)
        mine = head.i in draft.tokens
        if draft.event_type is EventType.COOPERATE and token.dep == "prep" and token.lemma == "in":
            return None, False
        if token.dep == "conj":
            if other is not None and other != n and head.is_verb == token.is_verb:
                at = head.i
                continue
        elif (
            token.dep in ("acl", "relcl")
            and other is not None
            and drafts[other].event_type in WORDS
            and drafts[other].entry.is_noun
        ):
            return other, False
        elif (
            token.dep in _ASIDE
            or (token.dep == "acl" and token.tag != "VB")
            or (token.dep == "prep" and token.lemma in _WHEN)
            or (token.dep in ("nsubj", "nsubjpass", "csubj") and other is not None and other != n)
        ):
            aside = True
        if head.is_verb and (modal := _must(m, head.i, owner)) not in (None, n) and not aside:
            return modal, False
        if other is not None and other != n and not mine:
            return (None, True) if aside else (other, False)
        at = head.i
    return None, aside


def _modal(m: Matcher, draft: Draft, owner: dict[int, int]) -> int | None:
    """Return the demand that lies in the "must" of the event's own verb."""
    if m.s[draft.i].tag == "MD":
        return None
    return _must(m, draft.i, owner)


def _must(m: Matcher, verb: int, owner: dict[int, int]) -> int | None:
    musts = (owner.get(t.i) for t in m.s.children(verb, "aux") if t.tag == "MD")
    return next((n for n in musts if n is not None), None)


def _top(m: Matcher, draft: Draft) -> int:
    """Return the trigger token that stands highest in the tree."""
    if m.s[draft.i].tag == "MD":
        return m.s[draft.i].head
    depth = {i: sum(1 for _ in m.s.ancestors(i)) for i in draft.tokens}
    return min(draft.tokens, key=lambda i: (depth[i], i))
