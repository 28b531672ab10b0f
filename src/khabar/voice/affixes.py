"""Words that carry their negation with them: "unpleasant", "impossible", "motionless"."""

from __future__ import annotations

from khabar.parse import Token
from khabar.parse.lemma import is_known

_PREFIXES = ("un", "im", "in", "ir", "il", "dis", "non-")
_NOT = frozenset(
    {
        *("intense", "invaluable", "infamous", "indifferent", "inside", "impressed", "informed", "intent", "infirm"),
        *("immediate", "immediately", "impassive", "impassively", "disgraceful", "distasteful", "diseased", "disposed"),
        *("helpless", "helplessly", "hopeless", "hopelessly", "restless", "restlessly", "reckless", "recklessly"),
        *("incredible", "incredibly", "invalid", "unwonted", "inadvertent", "inadvertently", "ruthless", "needless"),
        *("distinct", "distinctly", "distressed", "discerning", "imposing", "impending", "invested", "income"),
    }
)
"""Words that look alike and negate nothing."""
_EMPTY = frozenset({"unless", "bless", "regardless", "nevertheless", "nonetheless", "doubtless", "countless"})
_TAGS = ("JJ", "RB", "VBN", "VBD", "NN")

Range = tuple[int, int]


def affix(token: Token) -> tuple[Range, Range] | None:
    """Return the document ranges of the negating affix of a word and of what it negates, ``None`` if it has none."""
    word = token.text.lower()
    if not token.tag.startswith(_TAGS) or word in _NOT or word in _EMPTY:
        return None
    for prefix in _PREFIXES:
        if word.startswith(prefix) and _stands(word[len(prefix) :], token.tag, prefix):
            cut = token.start + len(prefix)
            return (token.start, cut), (cut, token.end)
    for suffix in ("lessly", "less"):
        stem = word.removesuffix(suffix)
        if stem != word and token.tag.startswith(("JJ", "RB")) and is_known(stem, "noun"):
            cut = token.start + len(stem)
            return (cut, cut + len("less")), (token.start, cut)
    return None


def _stands(base: str, tag: str, prefix: str) -> bool:
    """Whether what a prefix leaves is itself such a word."""
    if len(base) < 4:
        return False
    if tag.startswith("RB"):
        return base.endswith("ly") and (is_known(base, "adv") or is_known(base.removesuffix("ly"), "adj"))
    if tag.startswith("JJ"):
        return is_known(base, "adj")
    return prefix == "un" and tag in ("VBN", "VBD", "JJ") and is_known(base, "adj")
