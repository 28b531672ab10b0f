"""What a whole clause is: a statement, a question, an order."""

from __future__ import annotations

from khabar.parse import Sentence, Token
from khabar.records import Modality
from khabar.voice.scope.walk import Walk

_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_BEFORE = frozenset(
    {"please", "just", "so", "then", "also", "and", "but", "now", "always", "never", "simply", "do", "not"}
)
_FEELING = frozenset(
    {"love", "like", "thank", "hope", "wish", "want", "need", "miss", "hate", "think", "guess", "look"}
)
_PRESUPPOSING = frozenset({"why", "how", "when", "where"})


def at_root(walk: Walk, token: Token) -> None:
    """Apply what the clause at the top of a walk is."""
    if mark := question(walk.sentence, token):
        walk.put(Modality.ASKED, "question", mark)
    elif any(a.tag == "TO" for a in walk.sentence.children(token.i, "aux")):
        walk.put(Modality.EXPECTED, "to come", token)  # "Army to withdraw from Sake"
    elif imperative(walk.sentence, token):
        walk.put(Modality.ADVISED, "imperative", token)


def question(sentence: Sentence, token: Token) -> Token | None:
    """Return the question mark that asks whether, who or what; ``None`` where the clause is told.

    "Why did …?" takes for given that it did (Karttunen 1971b); "I live here, but is there …?" asks one thing only.
    """
    last = next((t for t in reversed(sentence.tokens) if t.text.strip("\"”’')")), token)
    if not last.text.startswith("?"):
        return None
    opener = sentence.child(token.i, "advmod")
    modal = any(a.tag == "MD" for a in sentence.children(token.i, "aux"))
    if opener and opener.tag == "WRB" and opener.lemma in _PRESUPPOSING and opener.i < token.i and not modal:
        return None
    if _turned(sentence, token) or not any(_turned(sentence, t) for t in sentence.tokens if t.is_verb):
        return last
    return None


def quoted_question(sentence: Sentence, token: Token, said: Token) -> Token | None:
    """Return the question mark between a clause and the verb that says it after: "“You left?” he said"."""
    return next((t for t in sentence.tokens[token.i : said.i] if t.text.startswith("?")), None)


def _turned(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb or its auxiliary stands before its subject, or a "who" or "what" is its argument."""
    subject = sentence.child(verb.i, *_SUBJECTS)
    if any(t.tag in ("WP", "WDT", "WRB") and t.i < verb.i for t in sentence.children(verb.i)) and verb.dep != "relcl":
        return True
    if subject is None:
        return False
    if subject.i > verb.i:
        return verb.lemma == "be"
    return any(a.i < subject.i for a in sentence.children(verb.i, "aux", "auxpass"))


def imperative(sentence: Sentence, token: Token) -> bool:
    """Return whether a verb is an order: a bare stem without a subject that opens its clause."""
    if token.tag not in ("VB", "VBP") or sentence.children(token.i, *_SUBJECTS, "mark"):
        return False
    if any(a.lemma not in ("do",) for a in sentence.children(token.i, "aux", "auxpass")):
        return False
    if token.tag == "VB":
        return True
    if token.lemma in _FEELING:
        return False
    words = [t for t in sentence.tokens[: token.i] if any(c.isalpha() for c in t.text)]
    return all(t.lemma in _BEFORE for t in words)


def subjunctive(sentence: Sentence, token: Token) -> bool:
    """Return whether a "that" clause stands in the bare form of what is wanted: "that he be released"."""
    if not sentence.child(token.i, "mark") or (sentence.children(token.i, "advmod") and token.tag == "VBP"):
        return False
    if any(t.lemma == "longer" for t in sentence.children(token.i, "advmod")):
        return False  # "so common that many no longer make the news"
    before = sentence.children(token.i, "aux", "auxpass")
    if any(a.tag in ("TO", "MD") or a.lemma == "do" for a in before):
        return False
    return (before or (token,))[0].tag == "VB" and (before or (token,))[0].text.lower() in ("be", token.lemma)
