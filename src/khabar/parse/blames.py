"""Mending what hangs on verbs of telling, blaming and rejecting, and the harm told behind a relative clause."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.rehang import NOUNS, SUBJECTS, Tokens, has, is_below, rehung

_BLAMES: Final = frozenset({"accuse", "suspect", "convict", "acquit"})
_WORDS: Final = frozenset(
    {
        "statement",
        "letter",
        "report",
        "speech",
        "interview",
        "turn",
        "post",
        "message",
        "tweet",
        "broadcast",
        "conference",
    }
)
"""What somebody blames another in, which is of nobody's deed."""
_REJECTS: Final = frozenset({"reject", "dismiss", "describe", "denounce", "brand", "condemn", "decry"})
_HARMS: Final = frozenset({"killing", "wounding", "injuring", "maiming", "abducting"})
_HARMLESS: Final = frozenset(
    {"condemn", "denounce", "decry", "deplore", "criticise", "criticize", "praise", "hail", "thank", "honour", "honor"}
    | {
        "vow",
        "promise",
        "pledge",
        "want",
        "punish",
        "prosecute",
        "try",
        "convict",
        "sentence",
        "jail",
        "charge",
        "indict",
    }
    | {"sanction", "identify", "name", "blame", "accuse", "hunt", "seek", "trace", "arrest", "detain", "mourn", "expel"}
)
"""What kills nobody, so that who was killed behind it was killed in what a clause below it tells."""


def blames(tokens: Tokens) -> Tokens:
    """Return the tokens of a sentence with those clauses and phrases hung where they belong."""
    return _rejected_as(_blamed_of(_harm_of_relative(_told_chain(_taken_adjective(tokens)))))


def _told_chain(tokens: Tokens) -> Tokens:
    """Hang "told X that rebels came, took ten and killed them" together: who tells it took nobody."""
    for verb in tokens:
        told = next((t for t in tokens[verb.i :] if t.head == verb.i and t.dep == "ccomp"), None)
        if verb.lemma not in ("tell", "inform") or told is None or not _has_subject(tokens, told.i):
            continue
        joined = next((t for t in tokens[told.i :] if t.head == verb.i and t.dep in ("conj", "cc")), None)
        if joined is None or joined.dep == "cc" or joined.tag not in ("VBD", "VBN") or _has_subject(tokens, joined.i):
            continue
        if has(tokens, joined.i, "cc") and tokens[joined.i - 1].text == ",":
            tokens = rehung(tokens, {joined.i: (told.i, "conj")})
    return tokens


def _taken_adjective(tokens: Tokens) -> Tokens:
    """Give "said that masked men had come" its subject, where the parser takes "masked" for the verb."""
    for word in tokens:
        that, above = tokens[word.i - 1], tokens[word.head]
        if word.dep != "ccomp" or word.tag != "VBD" or word.i < 2 or that.text != "that" or that.head != word.i:
            continue
        noun = next((t for t in tokens[word.i :] if t.head == word.i and t.dep == "dobj"), None)
        after = (t for t in tokens[word.i + 1 :] if t.head == above.i and t.dep == "ccomp" and has(tokens, t.i, "aux"))
        verb = next(after, None)
        if (
            noun is None
            or noun.i != word.i + 1
            or noun.tag not in NOUNS
            or verb is None
            or _has_subject(tokens, verb.i)
        ):
            continue
        moved = {t.i: (verb.i, t.dep) for t in tokens[noun.i :] if t.head == word.i and t is not noun}
        hung = {that.i: (verb.i, "mark"), word.i: (noun.i, "amod"), noun.i: (verb.i, "nsubj")}
        tokens = rehung(tokens, moved | hung)
        tokens = tuple(replace(t, tag="VBN") if t.i == word.i else t for t in tokens)
    return tokens


def _harm_of_relative(tokens: Tokens) -> Tokens:
    """Hang the harm on the deed of a relative clause: "condemned the rebels who attacked Goma, killing five"."""
    for harm in tokens:
        verb = tokens[harm.head]
        if harm.dep != "advcl" or harm.text not in _HARMS or harm.i < 2 or tokens[harm.i - 1].text != ",":
            continue
        if verb.lemma not in _HARMLESS and verb.lemma != harm.lemma:
            continue
        deeds = [t for t in tokens[verb.i : harm.i] if t.dep == "relcl" and t.tag in ("VBD", "VBN")]
        deed = next((t for t in deeds if is_below(tokens, harm.i - 2, t.i) and is_below(tokens, t.i, verb.i)), None)
        if deed is not None and not any(t.head == deed.i and t.dep == "auxpass" for t in tokens):
            tokens = rehung(tokens, {harm.i: (deed.i, "advcl")})
    return tokens


def _blamed_of(tokens: Tokens) -> Tokens:
    """Hang "accused X in a statement of shelling the town" together, where the parser makes a statement of shelling."""
    for of in tokens:
        noun = tokens[of.head]
        prep = tokens[noun.head]
        verb = tokens[prep.head]
        if of.text != "of" or of.dep != "prep" or noun.dep != "pobj" or verb.lemma not in _BLAMES:
            continue
        if prep.dep not in ("prep", "agent"):
            continue
        if not any(t.head == verb.i and t.dep in ("dobj", "nsubjpass") and t.i < prep.i for t in tokens):
            continue
        if any(t.head == verb.i and t.text == "of" for t in tokens) or of.i + 1 >= len(tokens):
            continue
        doing = tokens[of.i + 1]
        if doing.tag == "VBG" and doing.dep == "amod" and tokens[doing.head].head == of.i and doing.head == doing.i + 1:
            tokens = rehung(tokens, {doing.i: (of.i, "pcomp"), doing.head: (doing.i, "dobj")})
        elif doing.dep != "pcomp" and noun.lemma not in _WORDS and not _of_deeds(tokens, of.i, prep.dep):
            continue
        tokens = rehung(tokens, {of.i: (verb.i, "prep")})
    return tokens


def _of_deeds(tokens: Tokens, of: int, dep: str) -> bool:
    """Return whether somebody is accused "by the United Nations of murder": no name follows, and no article."""
    goal = next((t for t in tokens[of:] if t.head == of and t.dep == "pobj"), None)
    return dep == "agent" and goal is not None and goal.tag in ("NN", "NNS") and not has(tokens, goal.i, "det")


def _rejected_as(tokens: Tokens) -> Tokens:
    """Give "rejected as “lies” the claim that …" its object, where the parser takes it for what it is called."""
    for claim in tokens:
        prep = tokens[claim.head]
        verb = tokens[prep.head]
        if claim.dep != "pobj" or prep.text != "as" or verb.lemma not in _REJECTS or claim.tag not in NOUNS:
            continue
        if prep.i != verb.i + 1 or has(tokens, verb.i, "dobj") or not has(tokens, claim.i, "acl"):
            continue
        first = next((t for t in tokens[prep.i : claim.i] if t.head == prep.i and t.dep == "pobj"), None)
        called = next((t for t in tokens[prep.i : claim.i] if t.head == claim.i and t.dep == "amod"), None)
        quoted = tokens[claim.i - 1].tag == "''"
        if first is not None:
            tokens = rehung(tokens, {claim.i: (verb.i, "dobj")})
        elif called is not None and quoted:
            tokens = rehung(tokens, {claim.i: (verb.i, "dobj"), called.i: (prep.i, "pobj")})
    return tokens


def _has_subject(tokens: Tokens, i: int) -> bool:
    return any(t.head == i and t.dep in SUBJECTS for t in tokens)


__all__ = ["blames"]
