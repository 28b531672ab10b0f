"""Which event of a sentence is the content of another, and which stands in the background."""

from __future__ import annotations

from collections.abc import Iterator

from khabar.event.draft import Draft
from khabar.event.match import Matcher

_ASIDE = frozenset(("relcl", "advcl", "appos", "parataxis", "npadvmod"))
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
        yield draft, *_place(m, draft, n, owner)


def _place(m: Matcher, draft: Draft, n: int, owner: dict[int, int]) -> tuple[int | None, bool]:
    s = m.s
    aside = False
    top = _top(m, draft)
    at = top
    while s[at].dep != "ROOT":
        token, head = s[at], s.head(at)
        other = owner.get(head.i)
        mine = head.i in draft.tokens
        if token.dep == "conj":
            if other is not None and other != n and head.is_verb == token.is_verb:
                at = head.i
                continue
        elif token.dep in _ASIDE or (token.dep == "acl" and token.tag != "VB") or (token.dep == "prep" and token.lemma in _WHEN) or (token.dep in ("nsubj", "nsubjpass", "csubj") and other is not None and other != n):
            aside = True
        if other is not None and other != n and not mine:
            return (None, True) if aside else (other, False)
        at = head.i
    return None, aside


def _top(m: Matcher, draft: Draft) -> int:
    """Return the trigger token that stands highest in the tree."""
    depth = {i: sum(1 for _ in m.s.ancestors(i)) for i in draft.tokens}
    return min(draft.tokens, key=lambda i: (depth[i], i))
