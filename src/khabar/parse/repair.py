"""Mending what the small parser regularly gets wrong in news prose."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from khabar.parse.blames import blames
from khabar.parse.bounds import whole
from khabar.parse.clauses import clauses
from khabar.parse.finite import finite
from khabar.parse.headlines import worded_as_noun
from khabar.parse.lemma import is_known, lemma
from khabar.parse.rehang import FINITE, NOUNS, SUBJECTS, TIMES, Tokens, has, leftmost, rehung
from khabar.parse.sentence import Token
from khabar.parse.states import of_deeds
from khabar.parse.strikes import bare_subject, two_strikes
from khabar.parse.weekdays import off_names

_MOVABLE = frozenset({"advcl", "prep", "npadvmod", "advmod"})
_ENDING = frozenset(
    {"killing", "wounding", "injuring", "leaving", "damaging", "destroying", "displacing", "causing", "hitting"}
    | {"striking", "burning", "maiming", "forcing", "abducting", "setting", "trapping", "claiming", "sparking"}
    | {"triggering"}
)
"""Participles that tell how a deed ended; others after a verb of saying go on with what the speaker did ("adding")."""


def mend(tokens: Tokens) -> Tokens:
    """Return the tokens of a sentence with the tree mended where it is known to break."""
    tokens = clauses(finite(worded_as_noun(_plural_noun(whole(tokens)))))
    tokens = _after_date(_struck_name(off_names(two_strikes(bare_subject(tokens)))))
    tokens = _finite_after_name(_part(_name_after_adjective(_noun_in_ing(_misspelt(_forces(tokens))))))
    tokens = of_deeds(_give_speaker(_free_closing(_unfold_headline(_raise_deed(_own_subject(tokens))))))
    return blames(_hang_adjuncts(tokens))


_THINGS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_BESIDE: Final = frozenset({"compound", "amod", "nummod", "det", "poss"})


def _plural_noun(tokens: Tokens) -> Tokens:
    """Make "strikes" in "Artillery strikes by the army killed ten" the noun that its place in the tree says it is."""
    found = {}
    for t in tokens:
        if t.tag == "VBZ" and t.i and t.dep in _THINGS:
            before, base = tokens[t.i - 1], lemma(t.text, "NNS")
            if before.head == t.i and before.dep in _BESIDE and is_known(base, "noun"):
                found[t.i] = replace(t, tag="NNS", lemma=base)
    return tuple(found.get(t.i, t) for t in tokens) if found else tokens


def _struck_name(tokens: Tokens) -> Tokens:
    """Give "Turkey bombed Aleppo on Monday" its object, where the parser takes the name for a time."""
    for name in tokens:
        verb = tokens[name.head]
        if name.dep != "npadvmod" or name.tag != "NNP" or verb.tag not in ("VBD", "VBN") or name.lemma in TIMES:
            continue
        first = min([name.i, *(t.i for t in tokens if t.head == name.i and t.dep == "compound")])
        subject = any(t.head == verb.i and t.dep == "nsubj" for t in tokens)
        taken = any(t.head == verb.i and t.dep in ("dobj", "aux", "auxpass", "nsubjpass") for t in tokens)
        if first == verb.i + 1 and subject and not taken:
            tokens = rehung(tokens, {name.i: (verb.i, "dobj")})
            tokens = tuple(replace(t, tag="VBD") if t.i == verb.i else t for t in tokens)
    return tokens


def _after_date(tokens: Tokens) -> Tokens:
    """Give "On 15 April 2024 Turkey bombed the town" its subject, where the parser takes all before it for the date."""
    for name in tokens:
        prep = tokens[name.head]
        if name.tag != "NNP" or name.dep != "pobj" or prep.text.lower() not in ("on", "in") or prep.i > name.i:
            continue
        verb = tokens[min(name.i + 1, len(tokens) - 1)]
        before = [t for t in tokens[prep.i + 1 : name.i] if t.lemma in TIMES or (t.tag == "CD" and len(t.text) == 4)]
        if verb.tag != "VBD" or not before or any(t.head == verb.i and t.dep in SUBJECTS for t in tokens):
            continue
        top = next((t for t in before if t.lemma in TIMES), before[0])
        last = max(t.i for t in before)
        changed = {name.i: (verb.i, "nsubj"), top.i: (prep.i, "pobj")}
        dated = [t for t in tokens[prep.i + 1 : last + 1] if t.i != top.i and t.head == name.i]
        tokens = rehung(tokens, changed | {t.i: (top.i, t.dep) for t in dated})
    return tokens


_HAPPENINGS = frozenset({"clash", "fighting", "fight", "battle", "casualty", "martyr", "shelling", "explosion",
                         "raid", "airstrike", "bombardment", "injury", "protest", "attack", "killing", "fire",
                         "ambush", "blast", "strike", "displacement", "death", "bombing"})  # fmt: skip
_DOERS = frozenset({"force", "troop", "army", "military", "regime", "warplane", "helicopter", "rebel", "militant",
                    "faction", "fighter", "police", "militia", "militiaman", "gunman", "soldier", "insurgent", "jet",
                    "guard", "gang", "bandit"})  # fmt: skip


def _own_subject(tokens: Tokens) -> Tokens:
    """Give the second half of a headline its doer: "Clashes in the suburbs and rebel forces shell the port".

    The parser takes all before the verb for one subject, and the doer for one more of what the first half is about.
    """
    for verb in tokens:
        if verb.tag not in FINITE or verb.i < 4:
            continue
        doer = tokens[verb.i - 1]
        begins = min(t.i for t in tokens if t.i == doer.i or (t.head == doer.i and t.i < doer.i))
        if begins == 0 or tokens[begins - 1].text.lower() not in ("and", "as", "while", ","):
            continue
        if (doer.lemma not in _DOERS and doer.tag != "NNP") or not _one_more(tokens, doer, verb):
            continue
        first = next((t for t in tokens if t.head == verb.i and t.dep in ("nsubj", "csubj") and t.i < begins), None)
        if first is None and verb.head < begins and tokens[verb.head].is_verb and doer.lemma in _DOERS:
            tokens = rehung(tokens, {verb.i: (verb.head, "conj"), doer.i: (verb.i, "nsubj")})
        elif first is not None and first.lemma in _HAPPENINGS:
            tokens = rehung(tokens, {first.i: (verb.i, "parataxis"), doer.i: (verb.i, "nsubj")})
    return tokens


def _one_more(tokens: Tokens, doer: Token, verb: Token) -> bool:
    """Return whether a noun is parsed as one more of what stands before it, or as a second subject of the verb."""
    if doer.dep == "conj":
        return tokens[doer.head].dep in ("pobj", "conj", "dobj")
    return doer.dep == "nsubj" and doer.head == verb.i


_NOUN_PLACES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj"})
_BEFORENOUNS = frozenset({"compound", "amod", "nmod", "det", "poss"})
_DEEDS_IN_ING = frozenset({"firing", "shelling", "bombing", "shooting", "looting", "rioting", "stoning", "targeting"})


def _forces(tokens: Tokens) -> Tokens:
    """Take "forces" for the noun where it stands as a subject or an object: "The regime forces advance"."""
    changed: dict[int, tuple[int, str]] = {}
    nouns = {t.i for t in tokens if t.tag == "VBZ" and t.text.lower() == "forces" and t.dep in _NOUN_PLACES}
    if not nouns:
        return tokens
    for t in tokens:
        if t.head in nouns and t.i not in nouns and t.i < t.head and t.dep in SUBJECTS:
            changed[t.i] = (t.head, "compound")
    tokens = rehung(tokens, changed)
    return tuple(replace(t, tag="NNS", lemma="force") if t.i in nouns else t for t in tokens)


def _misspelt(tokens: Tokens) -> Tokens:
    """Give a deed that lacks a letter behind "in" and its doer the lemma of what is meant: "killed in police firng"."""
    slips: dict[int, str] = {}
    for t in tokens:
        if t.tag != "NN" or t.dep != "pobj" or tokens[t.head].lemma not in ("in", "by", "during") or len(t.text) < 5:
            continue
        doer = tokens[t.i - 1]
        if doer.head == t.i and doer.tag in NOUNS and not is_known(t.lemma, "noun") and not is_known(t.lemma, "verb"):
            meant = [deed for deed in sorted(_DEEDS_IN_ING) if _lacks_one(t.lemma, deed)]
            slips |= {t.i: meant[0]} if meant else {}
    return tuple(replace(t, lemma=slips[t.i]) if t.i in slips else t for t in tokens) if slips else tokens


def _lacks_one(word: str, whole: str) -> bool:
    """Return whether a word is another without one of its letters."""
    return any(whole[:i] + whole[i + 1 :] == word for i in range(len(whole)))


_SPELLS = frozenset({"exchange", "round", "bout", "day", "hour", "week", "resumption", "escalation", "wave"})
_BELOW_VERBS = frozenset({"dobj", "nsubj", "aux", "xcomp", "ccomp", "prt", "acomp", "nsubjpass"})


def _noun_in_ing(tokens: Tokens) -> Tokens:
    """Take a word in -ing for a noun where only a noun can stand: "killed in police firing"."""
    nouns = set()
    tokens = _flared(tokens)
    for t in tokens:
        if t.i and t.tag not in ("VBG", "NN"):
            continue
        if t.dep == "pcomp" and (_done_by(tokens, t) or _exchanged(tokens, t)):
            tokens = rehung(tokens, {t.i: (t.head, "pobj")})
        if t.tag == "VBG" and t.dep in _NOUN_PLACES:
            below = {k.dep for k in tokens if k.head == t.i and k.i != t.i and (k.i < t.i or k.dep in _BELOW_VERBS)}
            if below & _BEFORENOUNS and not below & _BELOW_VERBS:
                nouns.add(t.i)
        if _done_by(tokens, t) or _exchanged(tokens, t):
            nouns.add(t.i)
        elif _opens(tokens, t):
            nouns.add(t.i)
            tokens = rehung(tokens, {t.i: (t.head, "nsubj")})
        elif _is_police_firing(tokens, t):
            nouns.add(t.i)
            doer = tokens[t.i - 1]
            tokens = rehung(tokens, {t.i: (doer.head, doer.dep), doer.i: (t.i, "compound")})
    return tuple(replace(t, tag="NN", lemma=t.text.lower()) if t.i in nouns else t for t in tokens)


def _flared(tokens: Tokens) -> Tokens:
    """Make the past tense the verb of "Fighting flared in the suburbs", where the parser takes it for a participle."""
    if len(tokens) < 3 or tokens[0].text.lower() not in _DEEDS_IN_ING | {"fighting"} or tokens[0].head != 0:
        return tokens
    verb = tokens[1]
    if verb.tag not in ("VBN", "VBD") or verb.dep != "acl" or verb.head != 0 or has(tokens, 1, "agent"):
        return tokens
    changed = {t.i: (1, t.dep) for t in tokens[2:] if t.head == 0} | {0: (1, "nsubj"), 1: (1, "ROOT")}
    return tuple(replace(t, tag="VBD") if t.i == 1 else t for t in rehung(tokens, changed))


def _opens(tokens: Tokens, t: Token) -> bool:
    """Whether a word in -ing without an object opens a sentence as its subject: "Fighting flared in the suburbs"."""
    if t.i != 0 or t.text.lower() not in _DEEDS_IN_ING | {"fighting"} or t.head == t.i or len(tokens) < 2:
        return False
    verb = tokens[t.head]
    subject = t.dep in ("csubj", "nsubj") or (
        t.dep == "advcl" and not any(k.head == verb.i and k.dep in SUBJECTS for k in tokens)
    )
    return subject and verb.tag in FINITE and not any(k.head == t.i and k.dep in _BELOW_VERBS for k in tokens)


def _done_by(tokens: Tokens, t: Token) -> bool:
    """Whether a word in -ing has its doer behind "by", and no object: "killed in firing by the police"."""
    if t.tag != "VBG" or t.text.lower() not in _DEEDS_IN_ING:
        return False
    below = [k for k in tokens if k.head == t.i and k.i != t.i]
    return any(k.text.lower() == "by" for k in below) and not any(k.dep in _BELOW_VERBS for k in below)


def _exchanged(tokens: Tokens, t: Token) -> bool:
    """Whether a word in -ing is what was exchanged or went on: "an exchange of shelling", "a day of shelling"."""
    if t.tag != "VBG" or t.text.lower() not in _DEEDS_IN_ING or tokens[t.head].text.lower() != "of":
        return False
    above = tokens[tokens[t.head].head]
    return above.lemma in _SPELLS and not any(k.head == t.i and k.dep in _BELOW_VERBS for k in tokens)


def _is_police_firing(tokens: Tokens, t: Token) -> bool:
    """Whether a bare noun and a word in -ing after a preposition are one noun: "killed in police firing"."""
    if t.tag not in ("VBG", "NN") or t.dep not in ("acl", "advcl") or t.text.lower() not in _DEEDS_IN_ING:
        return False
    doer = tokens[t.i - 1]
    if doer.tag not in NOUNS or doer.dep != "pobj" or t.head not in (doer.i, tokens[doer.head].head):
        return False
    if any(k.head == doer.i and k.i < doer.i and k.dep in ("det", "poss", "nummod") for k in tokens):
        return False
    return not any(k.head == t.i and k.dep in _BELOW_VERBS for k in tokens)


def _name_after_adjective(tokens: Tokens) -> Tokens:
    """Make the name the head in "the paramilitary Rapid Support Forces", where the parser takes the adjective."""
    for name in tokens:
        head = tokens[name.head]
        if name.dep != "appos" or head.tag != "JJ" or head.i > name.i or name.tag not in NOUNS:
            continue
        if any(t.dep == "punct" for t in tokens[head.i : name.i]):
            continue
        changed = {name.i: (head.head if head.head != head.i else name.i, head.dep), head.i: (name.i, "amod")}
        changed |= {t.i: (name.i, t.dep) for t in tokens if t.head == head.i and t.i not in (head.i, name.i)}
        tokens = rehung(tokens, changed)
    return tokens


def _unfold_headline(tokens: Tokens) -> Tokens:
    """Read the participle under one of two subjects as the verb: "Thirty fighters killed near Hajin, says the army".

    Likewise "An air strike killed ten in Togoga, a medic said", where the parser has the strike speak, too.
    """
    for said in tokens:
        if said.tag not in FINITE:
            continue
        subjects = [t for t in tokens if t.head == said.i and t.dep in SUBJECTS]
        if len(subjects) < 2 or subjects[0].i > said.i:
            continue
        whole, speaker = subjects[0], subjects[-1]
        deed = next((t for t in tokens if t.head == whole.i and t.dep == "acl" and t.tag in ("VBN", "VBD")), None)
        after = said.i if speaker.i > said.i else leftmost(tokens, speaker.i)
        if deed is None or not deed.i < after or tokens[after - 1].text != ",":
            continue
        active = has(tokens, deed.i, "dobj")
        tokens = rehung(tokens, {deed.i: (said.i, "ccomp"), whole.i: (deed.i, "nsubj" if active else "nsubjpass")})
        if active:
            tokens = tuple(replace(t, tag="VBD") if t.i == deed.i else t for t in tokens)
    return tokens


def _free_closing(tokens: Tokens) -> Tokens:
    """Free a closing "…, a witness recalled", which the parser hangs on the noun before the comma."""
    said = next((t for t in reversed(tokens) if t.dep != "punct"), None)
    if said is None or said.tag not in ("VBD", "VBZ") or said.dep not in ("acl", "relcl"):
        return tokens
    if any(t.head == said.i and t.i != said.i and t.dep != "punct" for t in tokens):
        return tokens
    speaker = tokens[said.head]
    first = leftmost(tokens, speaker.i)
    root = next((t for t in tokens[:first] if t.head == t.i), None)
    if root is None or not root.tag.startswith("VB") or first == 0 or tokens[first - 1].text != ",":
        return tokens
    if speaker.dep not in ("appos", "conj", "npadvmod", "dep", "nmod") or speaker.i != said.i - 1:
        return tokens
    return rehung(tokens, {root.i: (said.i, "ccomp"), said.i: (said.i, "ROOT"), speaker.i: (said.i, "nsubj")})


def _give_speaker(tokens: Tokens) -> Tokens:
    """Give a closing "…, a doctors' network said" its subject, which the parser hangs on the noun before the comma."""
    for said in tokens:
        if said.tag not in FINITE or said.i < 3 or tokens[said.i - 1].tag not in NOUNS:
            continue
        below = [t for t in tokens if t.head == said.i and t.i != said.i]
        if any(t.dep in SUBJECTS for t in below) or not any(t.dep == "ccomp" and t.i < said.i for t in below):
            continue
        comma = next((t.i for t in reversed(tokens[: said.i]) if t.text == ","), None)
        if comma is None or said.i - comma > 12:
            continue
        top = said.i - 1
        while comma < tokens[top].head < said.i and tokens[top].head != top:
            top = tokens[top].head
        if tokens[top].dep in ("appos", "conj", "npadvmod", "dep", "nmod", "pobj", "dobj", "attr"):
            tokens = rehung(tokens, {top: (said.i, "nsubj")})
    return tokens


def _part(tokens: Tokens) -> Tokens:
    """Part what a semicolon parts: "they exchanged fire; no casualties were reported" reports no exchange."""
    apart = {
        t.i: (t.head, "parataxis")
        for t in tokens
        if t.dep == "ccomp" and t.head > t.i and any(k.text == ";" for k in tokens[t.i : t.head])
    }
    return rehung(tokens, apart)


def _finite_after_name(tokens: Tokens) -> Tokens:
    """Give "Forces loyal to the marshal arrested ten men" its subject, where the parser says it of the marshal."""
    for verb in tokens:
        if verb.tag not in ("VBD", "VBN") or verb.dep != "acl" or not has(tokens, verb.i, "dobj"):
            continue
        prep = tokens[tokens[verb.head].head]
        adjective = tokens[prep.head]
        subject = tokens[adjective.head]
        if prep.dep != "prep" or not adjective.tag.startswith("JJ") or subject.tag not in NOUNS or subject.i > prep.i:
            continue
        whole = subject.head == subject.i
        changed = {verb.i: (verb.i if whole else subject.head, "ROOT" if whole else "ccomp")}
        changed[subject.i] = (verb.i, "nsubj")
        tokens = rehung(tokens, changed)
    return tokens


_HELD = frozenset({"suspected", "believed", "thought", "understood", "alleged", "reported", "said"})
"""Participles that say after a noun what somebody is held to be."""


def _raise_deed(tokens: Tokens) -> Tokens:
    """Give "Gunmen believed to be bandits killed five" its verb, where the parser takes "believed" for it."""
    for held in tokens:
        if held.text.lower() not in _HELD:
            continue
        below = [t for t in tokens if t.head == held.i and t.i != held.i]
        subject = next((t for t in below if t.dep == "nsubj"), None)
        be = next((t for t in below if t.dep == "xcomp" and t.text.lower() == "be"), None)
        if subject is None or be is None or any(t.dep[:3] == "aux" for t in below):
            continue
        within = {be.i, *(t.i for t in tokens if t.head == be.i)}
        deed = next((t for t in tokens[be.i + 1 :] if _is_deed(tokens, t, held.i, within)), None)
        if deed is None:
            continue
        whole = held.head == held.i
        changed = {deed.i: (deed.i if whole else held.head, held.dep), held.i: (subject.i, "acl")}
        changed |= {t.i: (deed.i, t.dep) for t in below if t.i > deed.i or t.dep == "punct"}
        changed[subject.i] = (deed.i, "nsubj")
        tokens = rehung(tokens, changed)
    return tokens


def _is_deed(tokens: Tokens, verb: Token, held: int, within: set[int]) -> bool:
    """Return whether a finite verb without a subject stands after what somebody is held to be."""
    below = [t for t in tokens if t.head == verb.i]
    if any(t.dep in SUBJECTS for t in below) or (verb.head != held and verb.head not in within):
        return False
    if verb.dep not in ("ccomp", "acl", "conj", "relcl"):
        return False
    return verb.tag in FINITE or any(t.dep == "aux" and t.tag in ("VBP", "VBZ", "VBD") for t in below)


def _hang_adjuncts(tokens: Tokens) -> Tokens:
    """Hang the adjuncts of a fronted statement on the statement.

    In "Jets hit a base, when they crossed the river, the army said" the parser hangs the clause with "when" on "said",
    though it stands between the statement and the speaker.
    """
    moved: dict[int, tuple[int, str]] = {}
    for said in tokens:
        if not said.tag.startswith("VB"):
            continue
        below = [t for t in tokens if t.head == said.i and t.i != said.i]
        statement = next((t for t in below if t.dep == "ccomp" and t.i < said.i), None)
        if statement is None:
            continue
        speaker = min((t.i for t in below if t.dep in SUBJECTS), default=said.i)
        first = leftmost(tokens, min(speaker, said.i))
        moved |= {t.i: (statement.i, t.dep) for t in below if t.dep in _MOVABLE and statement.i < t.i < first}
        # "Jets bombed a village, monitors said, killing 11": the monitors killed nobody
        ends = [t for t in below if t.dep == "advcl" and t.tag == "VBG" and t.i > said.i and t.text.lower() in _ENDING]
        moved |= {t.i: (statement.i, t.dep) for t in ends}
    return rehung(tokens, moved)
