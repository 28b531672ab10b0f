"""How surely an event is put: polarity, modality and aspect, by a walk from its word up the tree.

At each word passed, what stands with it (negation, modals, hedges) and what governs it ("failed to …", "plans to …",
"the risk of …") changes the state; a border of scope (a relative clause, "when …", a definite noun) ends the walk.
"""

from __future__ import annotations

from khabar.parse import Sentence, Token
from khabar.records import Aspect, Modality, Polarity, Stance
from khabar.voice.claims import turn_of
from khabar.voice.cues import cues
from khabar.voice.grades import grade
from khabar.voice.model import Because, Certainty, CueClass
from khabar.voice.negation import inverted, negation, ranked, withheld
from khabar.voice.operators import Operator, Operators, operators

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_TEMPORAL = frozenset({"after", "before", "during", "since", "following", "amid", "despite", "until", "till", "while"})
_OVERRIDING = frozenset({Modality.HYPOTHETICAL, Modality.ASKED})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SPEECH = frozenset({CueClass.SPEECH, CueClass.EVIDENCE, CueClass.HEARSAY})


def certainty(sentence: Sentence, i: int) -> Certainty:
    """Return how surely the event named by token ``i``, a verb or an event noun, is put in its sentence.

    Who is accused, suspected or believed to have done something is put as having done it by whoever accuses: that
    is the chain's to tell, so the event stays actual under "accused of", and is possible under "suspected",
    "believed", as crowd workers have it.
    """
    walk = _Walk(sentence, operators())
    token = sentence[i]
    at = sentence.head(i) if token.dep in ("aux", "auxpass") else token
    if token.lemma == "must" and at.dep == "ccomp":
        at = sentence.head(at.i)  # the demand is what is reported, not what is demanded
    walk.from_(at)
    return walk.result()


class _Walk:
    """The state of one walk."""

    def __init__(self, sentence: Sentence, table: Operators) -> None:
        self.sentence = sentence
        self.table = table
        self.denied = False
        self.modality = Modality.ACTUAL
        self.aspect = Aspect.DONE
        self.because: list[Because] = []
        self.negations: set[int] = set()

    def result(self) -> Certainty:
        polarity = Polarity.DENIED if self.denied else Polarity.AFFIRMED
        value = grade(polarity, self.modality, self.aspect, self.because)
        return Certainty(polarity, self.modality, self.aspect, value, tuple(self.because))

    # What changes the state

    def deny(self, rule: str, at: Token) -> None:
        if at.i in self.negations:
            return
        self.negations.add(at.i)
        self.denied = not self.denied
        self.because.append(Because("polarity", rule, at.start, at.end))

    def put(self, modality: Modality | None, rule: str, at: Token) -> None:
        if modality is None or modality is Modality.ACTUAL or modality is self.modality:
            return
        if self.modality is Modality.ACTUAL or (modality in _OVERRIDING and self.modality not in _OVERRIDING):
            self.modality = modality
            self.because.append(Because("modality", rule, at.start, at.end))

    def phase(self, aspect: Aspect | None, rule: str, at: Token) -> None:
        if aspect and self.aspect is Aspect.DONE:
            self.aspect = aspect
            self.because.append(Because("aspect", rule, at.start, at.end))

    def apply(self, operator: Operator, at: Token) -> None:
        rule = f"{operator.pos}:{operator.word}:{operator.role}"
        if operator.denies:
            self.deny(rule, at)
        self.put(operator.modality, rule, at)
        self.phase(operator.aspect, rule, at)

    # The way up

    def from_(self, token: Token) -> None:
        seen: set[int] = set()
        at: Token | None = token
        local = True
        while at is not None and at.i not in seen:
            seen.add(at.i)
            if local:
                self.beside(at)
            at, local = self.step(at)

    def step(self, token: Token) -> tuple[Token | None, bool]:
        """Return where the walk goes on from ``token``, and whether what stands beside that word counts."""
        head = self.sentence.head(token.i)
        if head.i == token.i:
            self.at_root(token)
            return None, False
        if token.dep == "conj":
            return self.up_conjunct(token, head)
        if token.is_verb and token.dep not in ("amod", "compound", "nmod"):
            return self.up_verb(token, head)
        return self.up_noun(token, head)

    def under(self, operator: Operator, head: Token) -> tuple[Token | None, bool]:
        """Return the way on above ``head``, once its operator is applied."""
        if operator.aspect is Aspect.ENDED and operator.scope == "stop" and self.to_come(head):
            return None, False
        self.apply(operator, head)
        if operator.scope in ("pass", "light"):
            return head, True
        if (no := negation(self.sentence, head)) and operator.negated != "keep":
            if operator.negated == "open":
                self.put(Modality.POSSIBLE, "negated", no)
            else:
                self.deny("negation", no)
        if operator.scope == "stop":
            return None, False
        if operator.modality is None:
            return head, False
        self.hypothetical(head)
        return None, False

    def to_come(self, head: Token) -> bool:
        """Whether an end is only asked for or planned, so that it goes on: "urged them to halt the siege"."""
        goals = self.sentence.children(head.i, "dobj")
        if not any(self.definite(g) for g in goals):
            return False
        if any(a.tag == "MD" for a in self.sentence.children(head.i, "aux")):
            return True
        return self.infinitive(head) and self.sentence.head(head.i).lemma not in ("manage", "help", "be", "have")

    def hypothetical(self, head: Token) -> None:
        """A condition or a "would" over a plan or a thought makes what is planned hypothetical."""
        for mark in self.sentence.children(head.i, "mark"):
            if mark.lemma in ("if", "unless"):
                self.put(Modality.HYPOTHETICAL, f"mark:{mark.lemma}", mark)
        for aux in self.sentence.children(head.i, "aux"):
            if aux.text.lower() in ("would", "'d", "’d") and not self.reported(head):
                self.put(Modality.HYPOTHETICAL, "aux:would", aux)

    def verb(self, head: Token, *roles: str) -> Operator | None:
        """Return the operator of a verb, with its particle where it has one: "ruled out an attack"."""
        for particle in self.sentence.children(head.i, "prt"):
            if found := self.table.find("verb", f"{head.lemma} {particle.lemma}", *roles):
                return found
        return self.table.find("verb", head.lemma, *roles)

    # Beside a word

    def beside(self, token: Token, *, negated: bool = True) -> None:
        if negated and (no := negation(self.sentence, token)):
            self.deny("negation", no)
        for child in self.sentence.children(token.i):
            if child.dep == "aux":
                self.modal(token, child)
            elif child.dep in ("advmod", "amod") and child.i != token.i:
                role, pos = ("any", "adverb") if child.dep == "advmod" else ("modifier", "adjective")
                if found := self.table.find(pos, child.lemma, role) or self.table.find(pos, child.text.lower(), role):
                    self.apply(found, child)
            elif child.dep == "mark":
                self.opened_by(token, child)

    def opened_by(self, token: Token, mark: Token) -> None:
        """A clause that "if" or "whether" opens: a condition, or a question where someone asks it."""
        found = self.table.find("mark", mark.lemma, "any")
        if found is None:
            return
        if mark.lemma == "whether" or (mark.lemma == "if" and token.dep == "ccomp"):
            asks = any(c.stance is Stance.ASKS for c in cues().find("verb", self.sentence.head(token.i).lemma))
            self.put(Modality.ASKED if asks else Modality.POSSIBLE, f"mark:{mark.lemma}", mark)
        else:
            self.apply(found, mark)

    def modal(self, token: Token, aux: Token) -> None:
        word = aux.text.lower().replace("’", "'")
        if aux.tag != "MD":
            return
        perfect = any(a.lemma == "have" for a in self.sentence.children(token.i, "aux"))
        modality = found.modality if (found := self.table.find("aux", word, "any")) else None
        if perfect and word in ("could", "would", "should", "'d"):
            modality = Modality.HYPOTHETICAL
        elif perfect and word in ("must", "can"):
            modality = Modality.POSSIBLE
        elif word in ("would", "'d") and self.reported(token):
            modality = Modality.EXPECTED
        self.put(modality, f"aux:{word}", aux)

    def reported(self, token: Token) -> bool:
        """Whether a clause is reported in the past, so that its "would" is a "will"."""
        return any(
            t.tag in ("VBD", "VBN") and any(c.cue_class in _SPEECH for c in cues().find("verb", t.lemma))
            for t in self.sentence.ancestors(token.i)
        )

    # Above a verb

    def up_conjunct(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        if not token.is_verb or not head.is_verb:
            return head, not token.is_verb
        own = self.sentence.children(token.i, "nsubj", "nsubjpass", "aux")
        if nor := next((c for c in self.sentence.children(head.i, "cc") if c.lemma == "nor" and c.i < token.i), None):
            self.deny("negation", nor)
            return head, False
        shares = not own and token.tag not in ("VBD", "VBZ") and not (token.tag == "VBP" and head.tag != "VB")
        contrast = any(c.lemma == "but" for c in self.sentence.children(head.i, "cc"))
        return head, shares and not contrast

    def up_verb(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        dep = token.dep
        if dep in ("relcl", "appos"):
            if dep == "relcl" and self.infinitive(token) and not ranked(self.sentence, head):
                self.put(Modality.EXPECTED, "infinitive", token)
            return None, False
        if dep == "acl":
            return self.up_acl(token, head)
        if dep == "advcl":
            return self.up_adverbial(token, head)
        if dep in ("ccomp", "xcomp", "csubj", "csubjpass"):
            return self.up_complement(token, head)
        if dep == "pcomp":
            return self.up_gerund(token, head)
        if dep == "parataxis":
            return None, False
        if dep in ("dobj", "pobj", "attr", "nsubj", "nsubjpass"):
            return self.up_noun(token, head)
        return None, False

    def bare(self, token: Token) -> bool:
        """Whether a verb is a bare stem that no "to", modal or "do" carries and no causative governs."""
        if token.tag != "VB" or token.dep != "ccomp" or self.sentence.children(token.i, "aux"):
            return False
        head = self.sentence.head(token.i)
        return any(c.cue_class is CueClass.SPEECH for c in cues().find("verb", head.lemma))

    def infinitive(self, token: Token) -> bool:
        return any(a.tag == "TO" for a in self.sentence.children(token.i, "aux"))

    def up_acl(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        if self.infinitive(token):
            if found := self.table.find("noun", head.lemma, "clause"):
                return self.under(found, head)
            if not ranked(self.sentence, head):
                self.put(Modality.EXPECTED, "infinitive", token)
            return None, False
        if token.tag == "VB" and self.sentence.child(token.i, "mark") and not self.sentence.children(token.i, "aux"):
            self.put(Modality.ADVISED, "bare verb", token)
        if self.sentence.child(token.i, "mark") and (found := self.table.find("noun", head.lemma, "that")):
            return self.under(found, head)
        self.turn(head)
        return None, False

    def turn(self, noun: Token) -> None:
        """What is said of a claim holds of the deed in it: "rejected claims that his men had shot at the crowd"."""
        if found := turn_of(self.sentence, noun):
            if found.denies:
                self.deny(found.rule, found.at)
            else:
                self.put(Modality.POSSIBLE, found.rule, found.at)

    def up_adverbial(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        if self.infinitive(token):
            if head.is_verb and (found := self.verb(head, "clause")) and found.scope != "pass":
                return self.under(found, head)
            if head.tag.startswith("JJ") and (found := self.table.find("adjective", head.lemma, "clause")):
                return self.under(found, head)
            self.put(Modality.EXPECTED, "purpose", token)
            return None, False
        if inverted(self.sentence, token):
            self.put(Modality.HYPOTHETICAL, "inversion", token)
            return None, False
        mark = self.sentence.child(token.i, "mark", "advmod")
        if token.tag in ("VBG", "VBN") and mark is None and head.is_verb:
            # "may strike, killing …": the modal holds for both; "did not stop, killing …": the negation does not
            self.beside(head, negated=False)
            return head, False
        future = any(a.lemma in ("will", "shall") for a in self.sentence.children(head.i, "aux"))
        if future and mark and mark.lemma in ("when", "once", "until") and token.tag in ("VBP", "VBZ"):
            self.put(Modality.EXPECTED, f"mark:{mark.lemma}", mark)
        return None, False

    def up_complement(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        if head.lemma == "be" or not head.is_verb:
            return self.up_predicate(token, head)
        passive = bool(self.sentence.children(head.i, "auxpass"))
        if self.bare(token) and (head.tag != "VB" or self.sentence.child(token.i, "mark")):
            # "demanded that he leave", "“Stop the killing,” they chanted"
            self.put(Modality.ADVISED, "bare verb", token)
            return None, False
        if self.infinitive(token):
            if head.lemma == "go" and head.tag == "VBG":
                self.put(Modality.EXPECTED, "going to", head)
            if head.lemma == "have":
                roles: tuple[str, ...] = ("have_to",)
            else:
                roles = ("passive", "clause") if passive else ("clause",)
            if head.lemma == "use" and self.sentence.children(head.i, "dobj"):
                return head, True  # "used missiles to hit the base"
            if found := self.verb(head, *roles):
                return self.under(found, head)
            if said := self.said(token, head):
                return said
            self.put(Modality.EXPECTED, "infinitive", token)
            return head, True
        finite = token.tag in _FINITE or any(
            a.tag in _FINITE or a.tag == "MD" for a in self.sentence.children(token.i, "aux", "auxpass")
        )
        if finite and (said := self.said(token, head)):
            return said
        if finite and (found := self.verb(head, "that")):
            return self.under(found, head)
        if found := self.verb(head, "clause"):
            return self.under(found, head)
        if said := self.said(token, head):
            return said
        return (None, False) if finite else (head, True)

    def said(self, token: Token, head: Token) -> tuple[Token | None, bool] | None:
        """A verb of speech over a clause: what it does to the event, or ``None`` if it is no such verb."""
        entries = [c for c in cues().find("verb", head.lemma) if c.cue_class in _SPEECH and "clause" in c.frames]
        if not entries:
            return None
        stance = entries[0].stance
        if no := negation(self.sentence, head) or withheld(self.sentence, head):
            self.put(Modality.POSSIBLE, "has_not_said", no)
            return None, False
        if stance is Stance.DENIES:
            self.deny(f"verb:{head.lemma}", head)
        elif stance is Stance.DOUBTS:
            self.put(Modality.POSSIBLE, f"verb:{head.lemma}", head)
        elif stance is Stance.ASKS:
            self.put(Modality.ASKED, f"verb:{head.lemma}", head)
        elif stance is Stance.WARNS and not self.past(token):
            self.put(Modality.POSSIBLE, f"verb:{head.lemma}", head)
        return None, False

    def past(self, token: Token) -> bool:
        return token.tag == "VBD" or any(
            a.lemma in ("have", "be") and a.tag in ("VBD", "VBZ", "VBP") and a.text.lower() != "be"
            for a in self.sentence.children(token.i, "aux", "auxpass")
        )

    def up_predicate(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        """ "It is possible that …", "is likely to …", "the fear is that …"."""
        if not head.is_verb:
            found = self.table.find(
                "adjective" if head.tag[:2] in ("JJ", "RB", "IN", "VB") else "noun", head.lemma, "clause", "that"
            )
            if found is None and self.infinitive(token):
                self.put(Modality.EXPECTED, "infinitive", token)
                return None, False
            if found is None:
                return None, False
            below = self.under(found, head)
            if below[0] is not None and (verb := self.sentence.head(head.i)).is_verb:
                return verb, found.scope == "pass"
            if (
                found.negated == "flip"
                and (verb := self.sentence.head(head.i)).is_verb
                and (n := negation(self.sentence, verb))
            ):
                self.deny("negation", n)
            return below
        for child in self.sentence.children(head.i, "acomp", "nsubj", "attr"):
            pos = "adjective" if child.tag.startswith("JJ") else "noun"
            if found := self.table.find(pos, child.lemma, "clause" if pos == "adjective" else "that"):
                self.apply(found, child)
                if found.negated == "flip" and (no := negation(self.sentence, head)):
                    self.deny("negation", no)
                return None, False
        if self.infinitive(token) and token.dep == "xcomp":
            self.put(Modality.EXPECTED, "be to", head)
            return head, True
        return (head, False)

    def up_gerund(self, token: Token, prep: Token) -> tuple[Token | None, bool]:
        """ "without …", "from …", "of …" and a gerund."""
        if found := self.table.find("preposition", prep.lemma, "any"):
            self.apply(found, prep)
            return None, False
        head = self.sentence.head(prep.i)
        if head.i == prep.i or prep.lemma in _TEMPORAL:
            return None, False
        words = {head.lemma, *(t.lemma for t in self.sentence.children(prep.i, "advmod"))}
        if words & {"instead", "rather"}:
            self.deny("instead of", prep)
            return None, False
        return self.across(prep, head, definite=False, gerund=True)

    # Above a noun

    def definite(self, noun: Token) -> bool:
        return any(
            d.lemma in _DEFINITE or d.dep == "poss" for d in self.sentence.children(noun.i, "det", "poss")
        ) or noun.tag.startswith("NNP")

    def up_noun(self, token: Token, head: Token) -> tuple[Token | None, bool]:
        dep = token.dep
        definite = self.definite(token)
        if dep in ("dobj", "dative", "attr", "oprd", "acomp"):
            if head.lemma == "be":
                return head, True
            return self.argument(head, ("object",), definite)
        if dep in ("nsubj", "nsubjpass"):
            passive = dep == "nsubjpass"
            found = self.verb(head, *(("object", "subject") if passive else ("subject",)))
            if found:
                return self.under(found, head)
            if head.lemma == "be" and not definite and not self.sentence.children(head.i, "attr", "acomp"):
                return head, True
            if not definite:
                self.hypothetical(head)
            if not definite and any(
                a.tag == "MD" and a.lemma in ("would", "could", "may", "might")
                for a in self.sentence.children(head.i, "aux")
            ):
                for aux in self.sentence.children(head.i, "aux"):
                    self.modal(head, aux)
            return None, False
        if dep in ("pobj", "pcomp"):
            if head.text.lower() == "without" or (found := self.table.find("preposition", head.lemma, "any")):
                self.deny(f"preposition:{head.lemma}", head)
                return None, False
            above = self.sentence.head(head.i)
            if above.i == head.i or head.lemma in _TEMPORAL:
                return None, False
            return self.across(head, above, definite=definite, gerund=False)
        if dep in ("compound", "nmod") and head.is_noun:
            if found := self.table.find("noun", head.lemma, "object"):
                return self.under(found, head)
            return None, False
        return None, False

    def argument(self, head: Token, roles: tuple[str, ...], definite: bool) -> tuple[Token | None, bool]:
        if definite and head.lemma == "claim":
            return None, False  # "no group has claimed the attack": there was one
        if head.lemma == "order" and head.tag == "VBG" and head.dep == "pcomp":
            return None, False  # "jailed for ordering the murders"
        if found := self.verb(head, *roles):
            return self.under(found, head)
        for entry in cues().find("verb", head.lemma):
            if entry.cue_class in _SPEECH and "obj" in entry.frames:
                if negation(self.sentence, head) or withheld(self.sentence, head):
                    self.put(Modality.POSSIBLE, "has_not_said", head)
                elif entry.stance is Stance.DENIES:
                    self.deny(f"verb:{head.lemma}", head)
                return None, False
        return (None, False) if definite else (head, True)

    def across(self, prep: Token, head: Token, *, definite: bool, gerund: bool) -> tuple[Token | None, bool]:
        """From the object of a preposition to what the preposition hangs on."""
        if head.is_noun:
            if found := self.table.find("noun", head.lemma, "object"):
                return self.under(found, head)
            self.turn(head)
            return None, False
        be = self.sentence.head(head.i) if head.lemma == "responsible" else head
        if be.lemma == "be" and (head.lemma, prep.lemma) in (("responsible", "for"), ("be", "behind")):
            self.beside(be)
            return None, False
        if head.lemma == "do" and self.sentence.head(head.i).lemma == "nothing":
            self.deny("nothing to do with", head)
            return None, False
        pos = "adjective" if head.tag.startswith("JJ") else "verb"
        if found := self.table.find(pos, head.lemma, prep.lemma):
            return self.under(found, head)
        if (gerund or (prep.dep == "agent" and not definite)) and prep.lemma in ("by", "in", "from") and head.is_verb:
            return head, True
        return None, False

    # At the top

    def at_root(self, token: Token) -> None:
        last = next((t for t in reversed(self.sentence.tokens) if t.text.strip("\"”’')")), token)
        if last.text.startswith("?"):
            self.put(Modality.ASKED, "question", last)
        elif (
            token.tag == "VB"
            and token.is_verb
            and not self.sentence.children(token.i, "nsubj", "nsubjpass", "aux", "auxpass", "expl")
        ):
            self.put(Modality.ADVISED, "imperative", token)
