"""Which date expression of a sentence is the event's, and which way in time its clause points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from khabar.date.meaning import DateMention, Kind, Tense
from khabar.parse.sentence import Sentence, Token

_SPEECH = frozenset(
    "say tell report announce add confirm claim declare state warn note write admit acknowledge deny insist stress "
    "explain quote describe reveal disclose allege argue suggest believe think accuse blame vow pledge promise urge call "
    "estimate indicate publish tweet post respond reply comment remark emphasize emphasise assert maintain recall recount "
    "testify rule conclude find show mention cite reiterate".split()
)
_WILL = frozenset("will shall 'll ’ll wo".split())
_TO_COME = frozenset(
    "plan intend expect schedule set due vow threaten pledge promise prepare aim hope seek want agree urge order propose "
    "likely poised ready bound slate".split()
)
_CLAUSE = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "parataxis", "csubj", "pcomp", "csubjpass"}
)
_UP = frozenset({"xcomp", "acl", "pcomp", "dobj", "obj", "nsubj", "nsubjpass", "pobj", "attr", "prep", "dep", "agent",
                 "conj", "advcl", "oprd", "acomp", "compound", "nmod", "poss", "relcl", "appos", "amod"})  # fmt: skip


def event_date(sentence: Sentence, trigger_i: int, mentions: Sequence[DateMention]) -> DateMention | None:
    """Return the date expression that dates the event whose trigger is token ``trigger_i``, ``None`` if none does.

    A date counts if it hangs from the trigger or from a word of its clause, or from a clause that governs it
    ("on Monday gunmen stormed the base, killing two"); never one that says when somebody spoke ("police said
    Tuesday"), unless the trigger is itself that verb. A dateline is none.

    Raises:
        IndexError: if the sentence has no such token.
    """
    trigger = sentence[trigger_i]
    usable = [m for m in mentions if m.meaning.dates and sentence.stretch.start <= m.start < sentence.stretch.end]
    if not usable:
        return None
    heads = {id(mention): _host(sentence, mention) for mention in usable}
    best: tuple[tuple[int, int, int], DateMention] | None = None
    for mention in usable:
        host = heads[id(mention)]
        if host is None:
            continue
        steps = _distance(sentence, trigger.i, host)
        if steps is None:
            continue
        key = (steps, _granularity(mention), abs(mention.start - trigger.start))
        if best is None or key < best[0]:
            best = key, mention
    return best[1] if best else None


def _granularity(mention: DateMention) -> int:
    """Days before months before years, where two dates hang from one word."""
    meaning = mention.meaning
    if meaning.day or meaning.kind in (Kind.WEEKDAY, Kind.DAY, Kind.RANGE):
        return 0
    return 1 if meaning.month or meaning.kind is not Kind.CALENDAR else 2


def _host(sentence: Sentence, mention: DateMention) -> int | None:
    """Return the token outside the mention that it modifies, prepositions passed over."""
    inside = {t.i for t in sentence.at(mention.start, mention.end)}
    if not inside:
        return None
    top = next((sentence[i] for i in sorted(inside) if sentence[i].head not in inside or sentence[i].head == i), None)
    if top is None or top.head == top.i:
        return top.i if top else None
    at = sentence.head(top.i)
    while at.tag in ("IN", "TO", "RB", "VBG", "JJ") and at.dep in (
        "prep",
        "pcomp",
        "advmod",
        "mark",
        "npadvmod",
        "agent",
        "quantmod",
    ):
        if at.head == at.i:
            break
        at = sentence.head(at.i)
    if at.tag.startswith("NN") and at.lemma in (
        "night",
        "morning",
        "evening",
        "hour",
        "day",
        "eve",
        "early",
        "afternoon",
    ):
        while at.head != at.i and not (at.is_verb or at.dep in ("nsubj", "dobj")):
            at = sentence.head(at.i)
    return at.i


def _distance(sentence: Sentence, trigger: int, host: int) -> int | None:
    """Return how far the date's host stands from the trigger in its chain of clauses; ``None`` if not in it."""
    if host == trigger:
        return 0
    if _heads_speech(sentence, host) and host != trigger and _speaks_for(sentence, host, trigger):
        return None
    below = host
    path = [t.i for t in sentence.ancestors(below)]
    if trigger in path:
        if _own_clause(sentence, below, trigger):
            return 1
        return None
    steps, at = 1, sentence[trigger]
    for above in sentence.ancestors(trigger):
        if at.dep in ("ccomp", "parataxis") or (at.dep == "relcl" and above.i != host) or at.dep not in _UP:
            return None
        if at.dep == "relcl":
            return None
        if at.dep in ("advcl", "conj") and _has_own_time(at, sentence):
            return None
        steps += 1
        if above.i == host:
            return steps
        if host in _clause_words(sentence, above.i):
            return steps + 1
        at = above
    return None


def _has_own_time(token: Token, sentence: Sentence) -> bool:
    """An adverbial clause with a conjunction of time or condition is not at its governor's time."""
    mark = sentence.child(token.i, "mark", "advmod")
    return token.dep == "advcl" and mark is not None and mark.lemma in (
        "after", "before", "if", "unless", "because", "although", "though", "since", "until", "while", "whereas",
    )  # fmt: skip


def _speaks_for(sentence: Sentence, verb: int, trigger: int) -> bool:
    return trigger != verb


def _heads_speech(sentence: Sentence, i: int) -> bool:
    token = sentence[i]
    return token.is_verb and token.lemma in _SPEECH


def _own_clause(sentence: Sentence, i: int, top: int) -> bool:
    """Whether token ``i`` stands below ``top`` with no other clause between."""
    while i != top:
        token = sentence[i]
        if token.dep in ("ccomp", "relcl", "advcl", "parataxis", "acl", "csubj") or _heads_speech(sentence, i):
            return False
        if token.dep == "conj" and token.is_verb:
            return False
        if token.dep == "poss":
            return False
        i = token.head
    return True


def _clause_words(sentence: Sentence, verb: int) -> set[int]:
    """Return the words of a verb's own clause, without the clauses below it."""
    return {i for i in sentence.subtree(verb) if i == verb or _own_clause(sentence, i, verb)}


def tense_of(sentence: Sentence, i: int) -> Tense:
    """Return which way the clause of token ``i`` points: ``FUTURE`` for will, is to, plans to; ``PRESENT`` for a
    plain present; else ``PAST``.

    A noun takes the tense of the verb it hangs from.
    """
    at = sentence[i]
    seen = 0
    while seen < len(sentence):
        seen += 1
        tense = _verb_tense(sentence, at) if at.is_verb or at.dep == "ROOT" else None
        if tense is not None:
            return tense
        if at.head == at.i:
            break
        at = sentence.head(at.i)
    return Tense.PAST


def _auxiliaries(sentence: Sentence, i: int) -> Iterator[Token]:
    for child in sentence.children(i, "aux", "auxpass"):
        yield child


def _verb_tense(sentence: Sentence, verb: Token) -> Tense | None:
    auxiliaries = list(_auxiliaries(sentence, verb.i))
    words = {a.text.lower() for a in auxiliaries}
    if words & _WILL:
        return Tense.FUTURE
    if "to" in words and verb.dep in ("xcomp", "acl", "advcl", "ccomp", "relcl") and "have" not in words:
        governor = sentence.head(verb.i)
        if governor.lemma in _TO_COME or governor.lemma in (
            "be",
            "go",
            "decision",
            "plan",
            "deal",
            "agreement",
            "offer",
        ):
            return Tense.FUTURE
        return None
    if verb.tag == "VBG" and any(a.lemma == "be" and a.tag in ("VBZ", "VBP") for a in auxiliaries):
        return Tense.FUTURE if verb.lemma == "go" else Tense.PRESENT
    if any(a.tag in ("VBD", "VBN") or a.lemma == "have" for a in auxiliaries) or verb.tag == "VBD":
        return Tense.PAST
    if verb.tag == "VBN" and not auxiliaries:
        if verb.lemma in _TO_COME and verb.lemma in ("schedule", "expect", "plan", "set", "slate"):
            return Tense.FUTURE
        return None if verb.dep in ("acl", "amod", "advcl", "conj", "xcomp") and verb.dep != "ROOT" else Tense.PAST
    if verb.tag == "VBG":
        return None
    if verb.tag in ("VBZ", "VBP") or any(a.tag in ("VBZ", "VBP", "MD") for a in auxiliaries):
        return Tense.PRESENT
    return Tense.PAST if verb.dep == "ROOT" else None
