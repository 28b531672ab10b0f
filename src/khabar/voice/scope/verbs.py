"""The way up from a verb: what its clause is to the word above it."""

from __future__ import annotations

from khabar.parse import Token
from khabar.records import Modality, Stance
from khabar.voice.claims import CLAIMS
from khabar.voice.cues import cues
from khabar.voice.model import CueClass
from khabar.voice.negation import inverted, joining_nor, negation, ranked, withheld
from khabar.voice.scope.beside import SPEECH, beside, happened, infinitive, opened_by, past
from khabar.voice.scope.governed import operator_of, under
from khabar.voice.scope.mood import at_root, imperative, quoted_question, subjunctive
from khabar.voice.scope.nouns import TEMPORAL, above_noun, across, turn
from khabar.voice.scope.unsettled import unsettled
from khabar.voice.scope.walk import Step, Walk

_TO_COME = frozenset({"when", "whenever", "once", "until", "before", "after", "wherever", "whatever"})
_ADDING = frozenset({"cite", "say", "add", "note", "insist", "accuse", "blame", "claim", "argue"})
_SHORT = frozenset({("short", "of"), ("far", "from"), ("close", "to"), ("near", "to")})
"""What is not reached: "stopped short of attacking", "came close to seizing"."""
_WON_OVER = frozenset({"convinced", "persuaded", "satisfied"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def above_conjunct(walk: Walk, token: Token, head: Token) -> Step:
    """Return where the walk goes on above one of several joined words, and what they share."""
    if not token.is_verb or not head.is_verb:
        return head, not token.is_verb
    own = walk.sentence.children(token.i, "nsubj", "nsubjpass", "aux")
    if nor := joining_nor(walk.sentence, token):
        walk.deny("negation", nor)
        return head, False
    if token.tag in ("VBD", "VBZ") and head.tag == "VB" and not own:
        # "failed to come up with a plan and filed for help": the second hangs on "failed"
        finite = next((t for t in walk.sentence.ancestors(token.i) if t.tag in _FINITE), None)
        return finite, False
    if any(t.dep != "aux" for t in own):
        return _next_clause(walk, token, head)
    shares = not own and token.tag not in ("VBD", "VBZ") and not (token.tag == "VBP" and head.tag != "VB")
    perfect = any(a.lemma == "have" for a in walk.sentence.children(head.i, "aux"))
    if not own and token.tag == "VBD" and perfect and token.text.endswith("ed"):
        shares = True  # "may have crossed the river and attacked": the form is the participle's too
    contrast = any(c.lemma == "but" for c in walk.sentence.children(head.i, "cc"))
    return head, shares and not contrast


def _next_clause(walk: Walk, token: Token, head: Token) -> Step:
    """A joined clause with a subject of its own: it shares the first one's "if", not its question."""
    first = head
    while first.dep == "conj" and walk.sentence.head(first.i).is_verb:
        first = walk.sentence.head(first.i)
    if walk.sentence.head(first.i).i == first.i:
        at_root(walk, token)
        return None, False
    for mark in walk.sentence.children(first.i, "mark"):
        if mark.lemma in ("if", "unless") and not walk.sentence.children(token.i, "mark"):
            opened_by(walk, first, mark)
    return head, False


def above_verb(walk: Walk, token: Token, head: Token) -> Step:
    """Return where the walk goes on above a verb."""
    dep = token.dep
    if dep == "relcl" and head.lemma in CLAIMS and _says_that(walk, token):
        return _acl(walk, token, head)  # "reports that they had left": what they say, not which ones
    if dep in ("relcl", "appos"):
        if dep == "relcl" and infinitive(walk, token) and not ranked(walk.sentence, head):
            walk.put(Modality.EXPECTED, "infinitive", token)
        return None, False
    if dep == "acl":
        return _acl(walk, token, head)
    if dep == "advcl":
        return _adverbial(walk, token, head)
    if dep == "csubj" and token.tag == "VBG" and head.tag in ("VBZ", "VBP", "VB"):
        walk.put(Modality.POSSIBLE, "gerund subject", token)  # "having a dog is no trouble" tells of no dog
        return None, False
    if dep == "ccomp" and inverted(walk.sentence, token):
        walk.put(Modality.HYPOTHETICAL, "inversion", token)
        return None, False
    if dep in ("ccomp", "xcomp", "csubj", "csubjpass"):
        return _complement(walk, token, head)
    if dep == "pcomp":
        return _gerund(walk, token, head)
    if dep in ("parataxis", "dep"):
        if imperative(walk.sentence, token):
            walk.put(Modality.ADVISED, "imperative", token)
        return None, False
    if dep in ("dobj", "pobj", "attr", "nsubj", "nsubjpass"):
        return above_noun(walk, token, head)
    return None, False


def _says_that(walk: Walk, token: Token) -> bool:
    """Whether a clause that is parsed as relative lacks nothing: its "that" only opens it."""
    if walk.sentence.child(token.i, "mark"):
        return True
    objects = walk.sentence.children(token.i, "dobj")
    return any(t.lemma == "that" for t in objects) and len(objects) > 1


def _acl(walk: Walk, token: Token, head: Token) -> Step:
    if infinitive(walk, token):
        if found := walk.table.find("noun", head.lemma, "clause"):
            return under(walk, found, head)
        if not ranked(walk.sentence, head):
            walk.put(Modality.EXPECTED, "infinitive", token)
        return None, False
    if subjunctive(walk.sentence, token):
        walk.put(Modality.ADVISED, "bare verb", token)
    if token.tag in ("VBG", "VBN") and (no := negation(walk.sentence, head)):
        walk.deny("negation", no)  # "no trip planned", "nothing linking them"
        return None, False
    if token.tag == "VBN" and not walk.sentence.child(token.i, "mark"):
        return None, False  # "denied accusations made by them": they were made
    if walk.sentence.child(token.i, "mark") and (found := walk.table.find("noun", head.lemma, "that")):
        return under(walk, found, head)
    turn(walk, head)
    return None, False


def _adverbial(walk: Walk, token: Token, head: Token) -> Step:
    if infinitive(walk, token):
        goal = next(
            (g for g in walk.sentence.children(head.i, "dobj") if g.i == walk.sentence.subtree(token.i)[0] - 1), None
        )
        if goal and (found := walk.table.find("noun", goal.lemma, "clause")):
            return under(walk, found, goal)  # "foiled a plot to bomb": the plot's, where the parser hung it too high
        if head.is_verb and (found := operator_of(walk, head, "clause")) and found.scope != "pass":
            return under(walk, found, head)
        if head.tag.startswith("JJ") and (found := walk.table.find("adjective", head.lemma, "clause")):
            return under(walk, found, head)
        walk.put(Modality.EXPECTED, "purpose", token)
        return None, False
    if inverted(walk.sentence, token):
        walk.put(Modality.HYPOTHETICAL, "inversion", token)
        return None, False
    mark = walk.sentence.child(token.i, "mark", "advmod")
    if mark and mark.lemma == "than" and walk.sentence[mark.i - 1].lemma in ("rather", "instead"):
        walk.deny("rather than", mark)
        return None, False
    if token.tag == "VBG" and token.lemma in _ADDING:
        return None, False  # "would not go on, citing the law"
    if token.tag in ("VBG", "VBN") and mark is None and head.is_verb:
        # "may strike, killing …": the modal holds for both; "did not stop, killing …": the negation does not
        beside(walk, head, negated=False)
        return head, False
    future = any(a.tag == "MD" for a in walk.sentence.children(head.i, "aux")) or imperative(walk.sentence, head)
    present = token.tag in ("VBP", "VBZ") or (
        token.tag in ("VBN", "VBG")
        and any(a.tag in ("VBP", "VBZ") for a in walk.sentence.children(token.i, "aux", "auxpass"))
    )
    if future and mark and mark.lemma in _TO_COME and present:
        walk.put(Modality.EXPECTED, f"mark:{mark.lemma}", mark)
    return None, False


def _complement(walk: Walk, token: Token, head: Token) -> Step:
    if head.lemma == "be" or not head.is_verb:
        return _predicate(walk, token, head)
    passive = bool(walk.sentence.children(head.i, "auxpass"))
    if head.text.lower() in _WON_OVER and head.tag == "VBN" and walk.sentence.child(token.i, "mark"):
        walk.put(Modality.POSSIBLE, f"adjective:{head.text.lower()}", head)  # a belief, held or not
        return None, False
    if token.dep == "ccomp" and walk.sentence.child(token.i, "mark") and subjunctive(walk.sentence, token):
        walk.put(Modality.ADVISED, "bare verb", token)
        return None, False
    if _bare(walk, token) and (head.tag != "VB" or walk.sentence.child(token.i, "mark")):
        # "demanded that he leave", "“Stop the killing,” they chanted"
        walk.put(Modality.ADVISED, "bare verb", token)
        return None, False
    if infinitive(walk, token) and _by_the_way(walk, token):
        walk.put(Modality.POSSIBLE, "how to", token)
        return None, False
    if infinitive(walk, token):
        if head.lemma == "go" and head.tag == "VBG":
            walk.put(Modality.EXPECTED, "going to", head)
        if head.lemma == "have" and happened(walk.sentence, head):
            return head, False  # "thousands had to flee": they fled
        if head.lemma == "have":
            roles: tuple[str, ...] = ("have_to",)
        else:
            roles = ("passive", "clause") if passive else ("clause",)
        if head.lemma == "use" and walk.sentence.children(head.i, "dobj"):
            return head, True  # "used missiles to hit the base"
        if found := operator_of(walk, head, *roles):
            return under(walk, found, head)
        if told := _spoken(walk, token, head):
            return told
        walk.put(Modality.EXPECTED, "infinitive", token)
        return head, True
    finite = (
        token.tag in _FINITE
        or _told(walk, token)
        or any(a.tag in _FINITE or a.tag == "MD" for a in walk.sentence.children(token.i, "aux", "auxpass"))
    )
    if finite and (told := _spoken(walk, token, head)):
        return told
    if finite and (found := operator_of(walk, head, "that")):
        return under(walk, found, head)
    if found := operator_of(walk, head, "clause"):
        return under(walk, found, head)
    if told := _spoken(walk, token, head):
        return told
    return (None, False) if finite else (head, True)


def _by_the_way(walk: Walk, token: Token) -> bool:
    """Whether an infinitive tells how, where or whom to: "they know how to shell a town"."""
    return any(t.tag in ("WRB", "WP", "WDT") and t.i < token.i for t in walk.sentence.children(token.i))


def _bare(walk: Walk, token: Token) -> bool:
    """Whether a verb is a bare stem that no "to", modal or "do" carries and no causative governs."""
    if token.tag != "VB" or token.dep != "ccomp" or walk.sentence.children(token.i, "aux"):
        return False
    if _told(walk, token):
        return False
    head = walk.sentence.head(token.i)
    return any(c.cue_class is CueClass.SPEECH for c in cues().find("verb", head.lemma))


def _told(walk: Walk, token: Token) -> bool:
    """Whether a stem is the present of a headline: "Rebels seize town, army says" tells, "he leave" is wanted."""
    subject = walk.sentence.child(token.i, "nsubj")
    return (
        token.tag == "VB"
        and subject is not None
        and subject.i < token.i < token.head
        and (subject.tag in ("NNS", "NNPS") or walk.sentence.child(subject.i, "conj") is not None)
        and not walk.sentence.children(token.i, "aux", "auxpass", "mark")
    )


def _spoken(walk: Walk, token: Token, head: Token) -> Step | None:
    """A verb of speech over a clause: what it does to the event, or ``None`` if it is no such verb."""
    entries = [c for c in cues().find("verb", head.lemma) if c.cue_class in SPEECH and "clause" in c.frames]
    if not entries:
        return None
    stance = entries[0].stance
    if token.i < head.i and (mark := quoted_question(walk.sentence, token, head)):
        walk.put(Modality.ASKED, "question", mark)
        return None, False
    if no := negation(walk.sentence, head) or withheld(walk.sentence, head):
        walk.put(Modality.POSSIBLE, "has_not_said", no)
        return None, False
    if stance is not Stance.ASKS and (why := unsettled(walk.sentence, head)):
        walk.put(Modality.POSSIBLE, "unsettled", why)
    elif stance is Stance.DENIES:
        walk.deny(f"verb:{head.lemma}", head)
    elif stance is Stance.DOUBTS:
        walk.put(Modality.POSSIBLE, f"verb:{head.lemma}", head)
    elif stance is Stance.ASKS:
        walk.put(Modality.ASKED, f"verb:{head.lemma}", head)
    elif stance is Stance.WARNS and not past(walk, token):
        walk.put(Modality.POSSIBLE, f"verb:{head.lemma}", head)
    return None, False


def _predicate(walk: Walk, token: Token, head: Token) -> Step:
    """ "It is possible that …", "is likely to …", "the fear is that …"."""
    if not head.is_verb:
        found = walk.table.find(
            "adjective" if head.tag[:2] in ("JJ", "RB", "IN", "VB") else "noun", head.lemma, "clause", "that"
        )
        if found is None and infinitive(walk, token):
            walk.put(Modality.EXPECTED, "infinitive", token)
            return None, False
        if found is None:
            return None, False
        if head.lemma == "able" and (be := walk.sentence.head(head.i)).is_verb and happened(walk.sentence, be):
            return be, False  # "was able to escape": he escaped
        below = under(walk, found, head)
        if below[0] is not None and (verb := walk.sentence.head(head.i)).is_verb:
            return verb, found.scope == "pass"
        if (
            found.negated == "flip"
            and (verb := walk.sentence.head(head.i)).is_verb
            and (n := negation(walk.sentence, verb))
        ):
            walk.deny("negation", n)
        return below
    for child in walk.sentence.children(head.i, "acomp", "nsubj", "attr"):
        if child.lemma == "able" and happened(walk.sentence, head):
            return head, False
        pos = "adjective" if child.tag.startswith("JJ") else "noun"
        if found := walk.table.find(pos, child.lemma, "clause" if pos == "adjective" else "that"):
            walk.apply(found, child)
            if found.negated == "flip" and (no := negation(walk.sentence, head)):
                walk.deny("negation", no)
            return None, False
    if infinitive(walk, token) and token.dep == "xcomp":
        walk.put(Modality.EXPECTED, "be to", head)
        return head, True
    return (head, False)


def _gerund(walk: Walk, token: Token, prep: Token) -> Step:
    """ "without …", "from …", "of …" and a gerund."""
    if found := walk.table.find("preposition", prep.lemma, "any"):
        walk.apply(found, prep)
        return None, False
    head = walk.sentence.head(prep.i)
    if head.i == prep.i or prep.lemma in TEMPORAL:
        return None, False
    words = {head.lemma, *(t.lemma for t in walk.sentence.children(prep.i, "advmod"))}
    if words & {"instead", "rather"}:
        walk.deny("instead of", prep)
        return None, False
    if any((t.lemma, prep.lemma) in _SHORT for t in (head, *walk.sentence.children(head.i, "advmod"))):
        walk.deny("short of", prep)
        return None, False
    return across(walk, prep, head, definite=False, gerund=True)
