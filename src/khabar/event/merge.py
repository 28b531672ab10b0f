"""One event for one happening: an attack and the deaths it caused are two triggers and one event."""

from __future__ import annotations

from khabar.event.draft import Draft
from khabar.event.match import Matcher
from khabar.event.ownside import own_dead
from khabar.event.tree import surface_subject, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType, Role
from khabar.trace import tracing

_WITHIN = frozenset(("in", "by", "during", "from", "with", "amid", "at"))
_AFTER = frozenset(("after", "following", "when", "as", "while", "during", "once", "since"))
_OWN = ("abduct", "torture", "sexual")
"""Modes that are deeds of their own beside an attack in the same sentence."""
_SPELLS = frozenset(
    (
        "series",
        "wave",
        "number",
        "string",
        "spate",
        "day",
        "hour",
        "week",
        "month",
        "night",
        "round",
        "exchange",
        "bout",
    )
)
"""What deeds are counted by: "a wave of attacks", "two days of clashes"."""
_TOLL = "tells only what a deed cost, and no deed is there"
_KIND_ORDER = {"act": 0, "claim": 0, "instrument": 1, "effect": 2, "toll": 3}


def _same(s: Sentence, low: Draft, high: Draft) -> bool:
    """Return whether two assaults, one right below the other in the tree, are one happening."""
    if low.mode in _OWN or high.mode in _OWN:
        return low.mode == high.mode and low.is_effect != high.is_effect
    token = s[low.i]
    effect = low.is_effect or high.is_effect
    if token.is_noun:
        if token.dep in ("nsubj", "nsubjpass"):
            return True
        if token.dep == "pobj":
            prep = s.head(token.i).lemma
            if prep == "of" and (spell := s.head(s.head(token.i).i)).lemma in _SPELLS:
                return high.is_effect and spell.dep in ("nsubj", "nsubjpass")
            return prep in _WITHIN or (prep in _AFTER and high.is_effect)
        if token.dep == "dobj" and token.head in low.tokens and _own_clause(s, token.head):
            return False  # "shelled the camp after the army carried out a strike": two that did two things
        if token.dep in ("dobj", "appos"):
            return not low.is_effect or token.dep == "appos" or high.kind in ("instrument", "toll")
        if token.dep == "conj":
            return low.is_effect and high.is_effect
        return token.dep in ("compound", "npadvmod", "nmod")
    if token.tag == "VBG" and token.dep in ("aux", "advmod", "csubj", "compound", "amod") and token.i < high.i:
        return high.is_effect  # "Russian shelling wounded three": a noun that the parser takes for a form of the verb
    if token.dep == "pcomp" and s.head(token.i).lemma == "by":
        return effect  # "killed by shelling"
    if token.dep == "acl" and _fired(s, low, s.head(token.i)):
        return True
    if token.dep in ("relcl", "acl"):
        if effect and _in_which(s, low.i) and (s[high.i].tag == "VBG" or _is_deed(s.head(token.i))):
            return True
        if s[high.i].is_noun:
            subject = surface_subject(s, low.i)
            return effect or (subject is not None and subject.i == high.i)
        return False
    if token.dep == "amod":
        return low.is_effect  # "killed wounded fighters"
    if token.dep in ("advcl", "xcomp", "ccomp"):
        marks = {t.lemma for t in s.children(token.i, "mark", "advmod")}
        if not s.children(token.i, "nsubj", "nsubjpass"):
            return token.tag in ("VBG", "VBN") and (not marks or effect)
        if "after" in marks and (low.is_effect or low.has(Role.AGENT)) and high.has(Role.AGENT):
            return False  # "troops raided A after a bomb killed two in B"
        return effect and bool(marks & _AFTER)
    if token.dep in ("parataxis", "ccomp", "dep") and low.is_effect != high.is_effect:
        return _cost_after_semicolon(s, *((high, low) if low.is_effect else (low, high)))
    if token.dep == "conj":
        own = s.children(token.i, "nsubj", "nsubjpass")
        if own and any(t.lemma in _AFTER for t in s.children(token.i, "mark")):
            return high.is_effect  # "Dozens killed as gunmen ambush a convoy"
        if own and low.is_effect and high.is_effect and s.children(token.i, "auxpass"):
            return not _placed(s, high.i)
        if own:
            gapped = token.tag == "VBN" and not s.children(token.i, "aux", "auxpass")
            return low.is_effect and not low.has(Role.AGENT) and (gapped or not high.is_effect)
        if _dated(s, low.i) and _dated(s, high.i):
            return False
        return effect
    return False


def _own_clause(s: Sentence, verb: int) -> bool:
    return s[verb].dep in ("advcl", "relcl", "ccomp") and bool(s.children(verb, "nsubj", "nsubjpass"))


def _cost_after_semicolon(s: Sentence, deed: Draft, effect: Draft) -> bool:
    """Return whether an effect is that of the deed before it: "troops shelled the town; at least nine died"."""
    if not deed.i < effect.i or effect.has(Role.AGENT) or _placed(s, effect.i) or _dated(s, effect.i):
        return False
    return sum(t.text in (";", ":", "–", "—") for t in s.tokens[deed.i : effect.i]) == 1


def _in_which(s: Sentence, i: int) -> bool:
    """Return whether a clause hangs on the event before it, whatever noun the parser gives it to: "in which"."""
    return s[i].dep in ("relcl", "acl") and any(
        goal.tag == "WDT"
        for prep in s.children(i, "prep")
        if prep.lemma in ("in", "during")
        for goal in s.children(prep.i, "pobj")
    )


def _is_deed(noun: Token) -> bool:
    """Return whether a noun is what somebody fired or did: "opened fire in which two men died"."""
    return noun.lemma in ("fire", "firing", "shot") or noun.lemma in word_class("deed_noun")


_COMES_OF = frozenset(("due", "to", "because", "of", "from", "in", "by", "during", "as", "result", "owing"))
_HAPPENS = frozenset(("take", "occur", "happen", "result", "be", "come", "follow"))


def _deaths_of(s: Sentence, deed: Draft, drafts: list[Draft]) -> Draft | None:
    """Return the deaths that are said to come of a deed: "40 of these deaths occurred due to police firing"."""
    if deed.is_effect or not s[deed.i].is_noun or deed.event_type is not EventType.ASSAULT:
        return None
    verb = next((t for t in s.ancestors(deed.i) if t.lemma not in _COMES_OF), None)
    if verb is None or verb.lemma not in _HAPPENS:
        return None
    told = {i for t in s.children(verb.i, "nsubj", "nsubjpass") for i in s.subtree(t.i, without=("relcl", "acl"))}
    return next((d for d in drafts if d.is_effect and d.i in told and s[d.i].is_noun), None)


def _placed(s: Sentence, i: int) -> bool:
    """Return whether a verb has a place, a day or a doer of its own: "three were killed in A and two wounded in B"."""
    return any(
        t.lemma in ("in", "at", "near", "on", "by", "outside", "when", "after") for t in s.children(i, "prep", "agent")
    ) or any(t.tag != "RB" for t in s.children(i, "npadvmod", "advcl"))


def _dated(s: Sentence, i: int) -> bool:
    """Return whether a verb has a day of its own: "killed two on Monday and attacked a base on Tuesday"."""
    days = [g for p in s.children(i, "prep") if p.lemma in ("on", "in", "at") for g in s.children(p.i, "pobj")]
    return any(t.lemma in word_class("time") for t in (*days, *s.children(i, "npadvmod")))


def _same_words(s: Sentence, low: Draft, high: Draft) -> bool:
    """Return whether two events of one other type are a verb and its own noun: "held talks", "voiced support"."""
    token = s[low.i]
    if not token.is_noun or token.dep == "conj":
        return False
    return token.dep in ("dobj", "nsubjpass", "compound", "nmod") or (
        token.dep == "pobj"
        and not s[high.i].is_noun
        and s.head(token.i).lemma in ("on", "in", "for", "of", "under", "into")
    )


def _fired(s: Sentence, low: Draft, above: Token) -> bool:
    """Return whether ``above`` is the weapon that did harm and ``low`` how it set out: "a shell fired by X hit Y"."""
    return (
        s[low.i].head == above.i
        and s[low.i].tag == "VBN"
        and above.dep == "nsubj"
        and above.lemma in word_class("weapon")
    )


def _link(m: Matcher, low: Draft, by_token: dict[int, Draft]) -> Draft | None:
    """Return the nearest draft above, if nothing but grammar stands between."""
    s = m.s
    if s[low.i].dep == "ROOT":
        return None
    for above in s.ancestors(low.i):
        found = by_token.get(above.i)
        if found is not None and found is not low:
            return found
        if found is low or _fired(s, low, above):
            continue
        if low.is_effect and above.is_noun and _in_which(s, low.i):
            continue  # "an attack on a village in which ten men were killed"
        if low.is_effect and s[low.i].dep == "amod" and above.i == s[low.i].head and above.dep == "dobj":
            continue
        if above.tag == "IN" or above.dep in ("prep", "agent", "prt") or above.lemma in _SPELLS:
            continue
        if low.is_effect and above.is_verb and s[low.i].tag == "VBG" and s[low.i].dep == "advcl":
            # "clashes erupted in the town, killing five"
            return next((by_token[t.i] for t in s.children(above.i, "nsubj") if t.i in by_token), None)
        return None
    return None


def merged(m: Matcher, drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with those that name one happening made one, in text order of their triggers."""
    by_token = {i: d for d in drafts for i in d.tokens}
    parent = {id(d): d for d in drafts}

    def root(d: Draft) -> Draft:
        while parent[id(d)] is not d:
            d = parent[id(d)]
        return d

    for low in sorted(drafts, key=lambda d: d.i):
        high = _link(m, low, by_token)
        if high is None or low.event_type is not high.event_type:
            continue
        one, two = root(low), root(high)
        if one is two or not (_same if low.event_type is EventType.ASSAULT else _same_words)(m.s, low, high):
            continue
        if own_dead(m.s, low, high):
            continue
        first, second = _ordered(m.s, one, two, low, high)
        parent[id(second)] = first
        _absorb(first, second)
        if trace := tracing():
            kept_word, word = m.s[first.i], m.s[second.i]
            what = f"{second.event_type} of “{word.text}”, {second.entry.where}"
            trace.drop("event", what, f"one happening with “{kept_word.text}”", word.start, word.end)
    for deed in drafts:
        deaths = _deaths_of(m.s, deed, drafts)
        if deaths is not None and root(deaths) is not root(deed):
            parent[id(root(deaths))] = root(deed)
            _absorb(root(deed), deaths)
    kept = [d for d in drafts if parent[id(d)] is d and d.kind != "toll"]
    if trace := tracing():
        for draft in (d for d in drafts if parent[id(d)] is d and d.kind == "toll"):
            word = m.s[draft.i]
            trace.drop(
                "event", f"{draft.event_type} of “{word.text}”, {draft.entry.where}", _TOLL, word.start, word.end
            )
    return sorted(kept, key=lambda d: d.i)


def _ordered(s: Sentence, one: Draft, two: Draft, low: Draft, high: Draft) -> tuple[Draft, Draft]:
    """Return the draft that names the deed first, the one that is absorbed second."""
    if _fired(s, low, s.head(low.i)):
        return two, one  # where it hit is where it was, not where it set out
    key_one = (_KIND_ORDER[one.kind], one.mode is None, one is low)
    key_two = (_KIND_ORDER[two.kind], two.mode is None, two is low)
    return (one, two) if key_one < key_two else (two, one)


def _absorb(main: Draft, other: Draft) -> None:
    main.tokens += [i for i in other.tokens if i not in main.tokens]
    main.rules += other.rules
    for role in Role:
        found = [a for a in other.args if a.role is role]
        if role is Role.AGENT and main.has(role):
            continue
        taken = set(main.tokens)
        main.add(role, [a for a in found if a.i not in taken])
    main.args = [a for a in main.args if a.i not in main.tokens]
    if main.mode is None:
        bombed = main.cameo == "195" and other.mode is None  # that ten died says nothing of how they were bombed
        main.mode, main.cameo = other.mode, main.cameo if bombed else other.cameo or main.cameo
    main.contexts += [c for c in other.contexts if c not in main.contexts]
    main.kind = "act" if "act" in (main.kind, other.kind) else main.kind
