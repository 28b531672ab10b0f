"""How a verb takes what is said: a clause, a quotation, an object, "X as Y" and the like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from khabar.parse import Sentence, Token
from khabar.records import Stance
from khabar.voice.cues import Cue, cues
from khabar.voice.model import CueClass
from khabar.voice.quotes import Quoted
from khabar.voice.spans import below, is_passive, noun_phrase, verb_group
from khabar.voice.turns import CLAIMS, asks_to_know

_ROUND = frozenset({"dozen", "score", "hundred", "thousand"})
_PAUSES = frozenset(",.?!…—–-")


@dataclass(slots=True)
class Match:
    """What a frame found: the tokens or ranges of the content, and the cue's own further tokens."""

    frame: str
    content: set[int] = field(default_factory=set)
    ranges: list[tuple[int, int]] = field(default_factory=list)
    cue: set[int] = field(default_factory=set)
    theme: set[int] = field(default_factory=set)
    hearsay: bool = False


def match_frame(sentence: Sentence, verb: Token, entry: Cue, frame: str, quoted: Sequence[Quoted]) -> Match | None:
    """Return what a frame of a cue finds around its verb, ``None`` if it is not there."""
    if asks_to_know(sentence, verb) or (
        frame == "inf" and any(asks_to_know(sentence, c) for c in sentence.children(verb.i, "xcomp"))
    ):
        return None  # "wanted to know whether" asks, and is one cue
    if frame == "prep":
        return _prepositional(sentence, verb, entry) if entry.prepositions else None
    if frame not in entry.frames or (frame in ("as", "quote") and _denied_claim(sentence, verb, entry)):
        return None
    if frame == "clause":
        return _clause(sentence, verb, entry)
    if frame == "quote":
        return quotation(sentence, verb, quoted)
    if frame == "passive":
        return _passive(sentence, verb)
    if frame == "of":
        return _of(sentence, verb)
    if frame == "as":
        return _as(sentence, verb)
    if frame == "at":
        return _at(sentence, verb)
    if frame == "on":
        return _on(sentence, verb, "to" if "to" in entry.prepositions else "on")
    if frame == "small":
        return _small(sentence, verb)
    if frame in ("inf", "ing"):
        return _infinitive(sentence, verb, frame)
    return _object(sentence, verb, entry)


def _denied_claim(sentence: Sentence, verb: Token, entry: Cue) -> bool:
    """Whether a claim is denied, whatever it is called: "rejected as “lies” the claim that …"."""
    if entry.stance is not Stance.DENIES or "obj" not in entry.frames:
        return False
    return any(t.lemma in CLAIMS for t in sentence.children(verb.i, "dobj", "nsubjpass"))


def _clause(sentence: Sentence, verb: Token, entry: Cue) -> Match | None:
    """A finite clause below the verb, or above it where the verb is thrown in ("…, police said, …")."""
    clauses = [c for c in sentence.children(verb.i, "ccomp") if not _bare(sentence, c)]
    if not clauses and entry.stance is Stance.ASKS:
        # "wonder if they left": the parser takes the question for a condition
        clauses = [
            c
            for c in sentence.children(verb.i, "advcl")
            if c.i > verb.i and any(m.lemma in ("if", "whether") for m in sentence.children(c.i, "mark"))
        ]
    if clauses:
        after = [c for c in clauses if c.i > verb.i]
        if len(after) < len(clauses) and after:
            clauses = [c for c in clauses if c.i > verb.i or not _cut_off(sentence, c.i, verb.i)]
        content: set[int] = set()
        for clause in clauses:
            content |= below(sentence, clause.i, _additions(sentence, clause, verb))
            if clause.i > verb.i and not sentence.children(clause.i, "nsubj", "nsubjpass", "expl", "csubj", "mark"):
                # the parser hung the clause's subject on the verb of speech
                content |= set(range(verb.i + 1, clause.i))
        first, last = min(content), max(content)
        if first > verb.i:
            content |= _tail(sentence, verb, last)
        return Match("clause", content - set(verb_group(sentence, verb.i)))
    head = sentence.head(verb.i)
    inserted = verb.dep == "parataxis" or (
        verb.dep == "advcl"
        and any(m.lemma == "as" and m.i < verb.i for m in sentence.children(verb.i, "mark", "advmod"))
    )
    if inserted and head.i != verb.i and not sentence.children(verb.i, "dobj", "xcomp"):
        return Match("inserted", below(sentence, head.i, [verb.i]))
    return None


def _additions(sentence: Sentence, clause: Token, verb: Token) -> list[int]:
    """The heads of ", adding that …" and the like in a content clause: the speaker of ``verb`` goes on there."""
    if clause.i < verb.i:
        return []
    return [t.i for t in sentence.tokens[clause.i :] if is_addition(sentence, t) and verb.i in _above(sentence, t)]


def _above(sentence: Sentence, token: Token) -> set[int]:
    return {t.i for t in sentence.ancestors(token.i)}


def is_addition(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is ", adding that …", ", saying …": a participle of speech after a comma, with its own clause."""
    if token.tag != "VBG" or token.dep != "advcl" or token.i == 0 or sentence[token.i - 1].text not in (",", "--", "–"):
        return False
    if sentence.children(token.i, "nsubj", "aux") or not sentence.children(token.i, "ccomp", "dobj"):
        return False
    return any(c.cue_class is CueClass.SPEECH and "quote" in c.frames for c in cues().find("verb", token.lemma))


def _cut_off(sentence: Sentence, low: int, high: int) -> bool:
    """Whether a semicolon or dash stands between two tokens."""
    return any(t.text in (";", "--", "—", "–") for t in sentence.tokens[low:high])


def _bare(sentence: Sentence, clause: Token) -> bool:
    """Whether a clause is no statement: one word, an interjection."""
    return len(sentence.subtree(clause.i)) < 2


def asides(sentence: Sentence, verb: Token, content: set[int]) -> set[int]:
    """Return a clause of the author's own at the end of reported words: "…, which lies in the north"."""
    if not content or min(content) < verb.i:
        return set()
    last = max(content)
    for token in sentence.tokens:
        if token.i in content and token.dep == "relcl" and max(below(sentence, token.i)) >= last - 1:
            branch = below(sentence, token.i)
            low = min(branch)
            if low > verb.i + 2 and sentence[low - 1].text == "," and sentence[low].tag in ("WDT", "WP", "WP$", "WRB"):
                return branch
    return set()


def _tail(sentence: Sentence, verb: Token, last: int) -> set[int]:
    """What follows a content clause and hangs on the cue, where a small parser hung it too high."""
    found: set[int] = set()
    for child in sentence.children(verb.i):
        if child.i <= last:
            continue
        subjects = sentence.children(child.i, "nsubj", "nsubjpass", "expl")
        if child.dep == "conj":
            # "said that A, but B": B is said too, unless it has a voice of its own
            if not subjects or child.lemma == verb.lemma or sentence.children(child.i, "ccomp"):
                break
            found |= below(sentence, child.i)
        elif child.dep in ("prep", "advcl", "npadvmod", "advmod"):
            if child.tag == "VBG":
                break
            found |= below(sentence, child.i)
        elif child.dep == "parataxis":
            break
    return found


def quotation(sentence: Sentence, verb: Token, quoted: Sequence[Quoted]) -> Match | None:
    """Return the quotation beside the verb, both parts of it where the verb interrupts it."""
    if is_passive(sentence, verb.i):
        return None
    pieces = [q for q in quoted if not q.covers(verb.start, verb.end)]
    if len(pieces) < len(quoted) and not pieces:
        return None
    before = [q for q in pieces if q.end <= verb.start]
    after = [q for q in pieces if q.start >= verb.end]
    ranges: list[tuple[int, int]] = []
    if before and _ends_pause(sentence, before[-1]) and _adjoins(sentence, before[-1].end, verb.start, verb):
        ranges.append((before[-1].start, before[-1].end))
    if after and _opens_speech(sentence, after[0], verb) and _adjoins(sentence, verb.end, after[0].start, verb):
        ranges.append((after[0].start, after[0].end))
    return Match("quote", ranges=ranges) if ranges else None


def _ends_pause(sentence: Sentence, piece: Quoted) -> bool:
    """Whether a quotation ends with a mark that makes it an utterance, inside or outside of it."""
    at = piece.end - sentence.stretch.start
    inner = sentence.text[:at].rstrip("\"”»'’")
    return inner[-1:] in _PAUSES or sentence.text[at : at + 1] in (",", "—", "–", "-")


def _opens_speech(sentence: Sentence, piece: Quoted, verb: Token) -> bool:
    """Whether a quotation after a verb is an utterance: after a comma or colon, or right after the verb."""
    before = sentence.slice(verb.end, piece.start).rstrip()
    return not before or before[-1] in ",:" or len(before.split()) <= 2


def _adjoins(sentence: Sentence, start: int, end: int, verb: Token) -> bool:
    """Whether nothing but the verb's own subject, auxiliaries, addressee and adverbs stands between."""
    for token in sentence.at(start, end):
        if token.i == verb.i or token.start >= end or token.end <= start:
            continue
        if token.tag.startswith("VB") and token.dep not in ("aux", "auxpass", "amod", "acl", "relcl", "conj"):
            return False
        if token.tag in (".", "``", "''") and token.text in ".?!":
            return False
    return end - start < 160


def _passive(sentence: Sentence, verb: Token) -> Match | None:
    """ "X was said to …", "it was reported that …"."""
    if not is_passive(sentence, verb.i):
        return None
    theme = sentence.child(verb.i, "nsubjpass", "nsubj", "expl")
    clause = sentence.child(verb.i, "ccomp")
    if clause and (theme is None or theme.lemma == "it"):
        return Match("passive", below(sentence, clause.i), hearsay=True)
    complement = sentence.child(verb.i, "xcomp", "oprd")
    if complement is None:
        preps = sentence.children(verb.i, "prep")
        as_ = next(
            (p for p in preps if p.lemma == "as" or (p.lemma in ("to", "by") and sentence.child(p.i, "pcomp"))), None
        )
        if as_ is None or (verb.lemma == "know" and as_.lemma == "as"):
            return None  # "known as" gives a name
        complement = as_
    content = below(sentence, complement.i)
    if theme and theme.lemma not in ("it", "there"):
        content |= set(noun_phrase(sentence, theme.i))
    elif verb.dep == "acl":
        content |= set(noun_phrase(sentence, verb.head)) - below(sentence, verb.i) | content
    return Match("passive", content, hearsay=True)


def _of(sentence: Sentence, verb: Token) -> Match | None:
    """ "accused X of …": who and what."""
    of = next((p for p in sentence.children(verb.i, "prep") if p.lemma == "of"), None)
    who = sentence.child(verb.i, "nsubjpass") if is_passive(sentence, verb.i) else sentence.child(verb.i, "dobj")
    if of is None and who:
        of = next((p for p in sentence.children(who.i, "prep") if p.lemma == "of"), None)
    if of is None:
        return None
    content = below(sentence, of.i)
    if who:
        content |= below(sentence, who.i)
    return Match("of", content)


def _as(sentence: Sentence, verb: Token) -> Match | None:
    """ "described X as Y", "X was described as Y", "quoted X as saying"."""
    as_ = next((p for p in sentence.children(verb.i, "prep", "advcl") if p.lemma == "as"), None)
    passive = is_passive(sentence, verb.i)
    theme = sentence.child(verb.i, "nsubjpass") if passive else sentence.child(verb.i, "dobj")
    if as_ is None and theme:
        as_ = next((p for p in sentence.children(theme.i, "prep") if p.lemma == "as"), None)
    if as_ is None or as_.i < verb.i:
        return None
    content = below(sentence, as_.i)
    spoken_of = below(sentence, theme.i) if theme else set()
    cue = {as_.i} if as_.i == verb.i + 1 else set()
    if sentence.child(as_.i, "pcomp"):
        return Match("as", content | spoken_of, hearsay=passive)
    return Match("as", content | spoken_of, hearsay=passive, theme=spoken_of, cue=cue)


def _at(sentence: Sentence, verb: Token) -> Match | None:
    """ "put the death toll at nine", "estimated the number of dead at 40": a figure for something countable."""
    theme = sentence.child(verb.i, "dobj")
    holders = (verb.i, theme.i) if theme else ()
    at = next((p for i in holders for p in sentence.children(i, "prep") if p.lemma == "at"), None)
    figure = sentence.child(at.i, "pobj") if at else None
    if theme is None or at is None or figure is None:
        return None
    counted = figure.tag == "CD" or sentence.children(figure.i, "nummod") or figure.lemma in _ROUND
    return Match("at", below(sentence, theme.i) | below(sentence, at.i)) if counted else None


def _on(sentence: Sentence, verb: Token, prep: str) -> Match | None:
    """ "blamed the raid on the army", "the raid was attributed to the army"."""
    passive = is_passive(sentence, verb.i)
    theme = sentence.child(verb.i, "nsubjpass") if passive else sentence.child(verb.i, "dobj")
    holders = (verb.i, theme.i) if theme else ()
    on = next((p for i in holders for p in sentence.children(i, "prep") if p.lemma == prep and p.i > verb.i), None)
    if theme is None or on is None:
        return None
    return Match("on", below(sentence, theme.i) | below(sentence, on.i), hearsay=passive)


def _small(sentence: Sentence, verb: Token) -> Match | None:
    """ "called the raid a success", "the raid was called a success"."""
    predicate = sentence.child(verb.i, "oprd", "ccomp", "xcomp")
    if predicate is None or predicate.i < verb.i or (predicate.is_verb and predicate.dep != "oprd"):
        return None
    content = below(sentence, predicate.i)
    theme = sentence.child(verb.i, "nsubjpass") if is_passive(sentence, verb.i) else sentence.child(verb.i, "dobj")
    spoken_of = below(sentence, theme.i) if theme and theme.i != predicate.i else set()
    return Match("small", content | spoken_of, hearsay=is_passive(sentence, verb.i), theme=spoken_of)


def _infinitive(sentence: Sentence, verb: Token, frame: str) -> Match | None:
    wanted = "VBG" if frame == "ing" else "VB"
    for child in sentence.children(verb.i, "xcomp", "ccomp"):
        if child.i > verb.i and child.tag == wanted:
            content = below(sentence, child.i)
            object_ = sentence.child(verb.i, "dobj")
            if object_ and verb.i < object_.i < child.i:
                content |= below(sentence, object_.i)
            return Match(frame, content)
    return None


def _prepositional(sentence: Sentence, verb: Token, entry: Cue) -> Match | None:
    """ "called for a truce": the preposition belongs to the cue."""
    if is_passive(sentence, verb.i) and sentence.child(verb.i, "nsubjpass") and not entry.frames & {"who", "obj"}:
        return None
    for prep in sentence.children(verb.i, "prep"):
        if prep.lemma in entry.prepositions and prep.i > verb.i:
            content = below(sentence, prep.i) - {prep.i}
            if content:
                for clause in sentence.children(verb.i, "xcomp", "advcl", "ccomp"):
                    if clause.i > prep.i and clause.tag == "VB":
                        content |= below(sentence, clause.i)
                cue = {prep.i} if prep.i - verb.i <= 2 else set()
                return Match("prep", content if cue else content | {prep.i}, cue=cue)
    return None


def _object(sentence: Sentence, verb: Token, entry: Cue) -> Match | None:
    if is_passive(sentence, verb.i):
        theme = sentence.child(verb.i, "nsubjpass")
        if theme is not None and verb.lemma == "blame" and not sentence.child(verb.i, "agent", "prep", "ccomp"):
            return Match("blamed", below(sentence, theme.i), hearsay=True)  # "… as rebels were blamed"
        if theme is None or not sentence.child(verb.i, "agent"):
            return None
    else:
        theme = sentence.child(verb.i, "dobj")
    if theme is None or theme.tag in ("WDT", "WP"):
        return None
    content = below(sentence, theme.i)
    if entry.cue_class is CueClass.EVIDENCE:
        # "polls show the party with a third of the vote"
        for child in sentence.children(verb.i, "prep", "oprd", "acl", "xcomp"):
            if child.i > theme.i:
                content |= below(sentence, child.i)
    return Match("obj", content)
