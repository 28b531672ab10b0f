"""What the things beside a word of force say of it: a vehicle met a wall, a wreck was cleared, only words flew.

Six signs, each over classes of ``classes.tsv`` (docs/decisions/0041-things-that-are-no-deed.md): a train, or a car
that meets a road user or a wall, was not aimed; ice, chimneys and found bombs are blown up to be rid of them; flyers
and questions are no projectiles; money is not attacked with arms; "displaced people" are not being displaced; what
comes of a craft that came to grief by itself is an accident. A word of intent or of arms outweighs the first and the
last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.event.lexicon import Entry
from khabar.event.tree import prep_objects, subjects, word_class
from khabar.parse import Sentence, Token
from khabar.records import EventType

if TYPE_CHECKING:
    from khabar.event.match import Matcher

_MET: Final = (("rails", None), ("vehicle", "met"), ("aircraft", "met_in_flight"))
"""Who cannot aim, or cannot have aimed at what it met."""
_LINKS: Final = 4
"""How many verbs of a chain are looked at on the way up to the one that tells of a mishap."""
_CRAFT: Final = ("rails", "vehicle", "aircraft", "craft")
_WITH_OBJECT: Final = frozenset(("overshoot", "overrun", "undershoot", "catch"))
"""Verbs of a mishap that have an object: the runway, fire."""
_LEFT: Final = frozenset(("displace", "uproot"))
_CLEARING: Final = frozenset(
    ("blow", "dynamite", "blast", "detonate", "demolish", "destroy", "level", "raze", "flatten", "explode")
)
_PELTING: Final = frozenset(
    ("attack", "assault", "bomb", "bombard", "pelt", "shell", "besiege", "ambush", "hit", "hammer", "pound")
)


def is_no_deed(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether one of the signs holds of token ``i``, which fits ``entry``."""
    signs = (_is_crash, _is_accident, _is_standing, _is_clearing, _is_pelting, _is_market)
    return any(sign(m, entry, i) for sign in signs)


def _is_crash(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether harm is done by a vehicle that met something: "a lorry struck and injured a cyclist"."""
    if entry.event_type is not EventType.ASSAULT or m.holds("aimed") or not m.s[i].is_verb:
        return False
    above = m.s.head(i)
    verbs = [i, above.i] if m.s[i].dep in ("conj", "advcl", "xcomp") and above.is_verb else [i]
    return any(_meets(m, verb) for verb in verbs)


def _is_accident(m: Matcher, entry: Entry, i: int) -> bool:
    if entry.event_type is not EventType.ASSAULT or not m.s[i].is_verb or not m.holds("mishap"):
        return False
    return not m.holds("strikes") and not m.holds("brought_down") and comes_of_mishap(m.s, i)


def comes_of_mishap(s: Sentence, i: int) -> bool:
    """Return whether harm comes of a craft's own mishap: "overshot the runway and burst into flames, killing ten".

    ``i`` is the verb of harm. Whether the craft was brought down is not asked here.
    """
    chain = [i]
    while s[chain[-1]].dep in ("conj", "advcl", "xcomp") and s.head(chain[-1]).is_verb and len(chain) < _LINKS:
        chain.append(s[chain[-1]].head)
    verbs = {v.i for k in chain for v in (s[k], *s.children(k, "conj")) if v.is_verb}
    return any(_comes_to_grief(s, verb) for verb in verbs)


def _comes_to_grief(s: Sentence, verb: int) -> bool:
    """Return whether a craft is the subject of a mishap; who sinks a ship or crashes into a tower does a deed."""
    lemma = s[verb].lemma
    words = {lemma, f"{lemma} {s[verb + 1].lemma if verb + 1 < len(s) else ''}"}
    words |= {f"{s[verb - 2].text.lower()}-{lemma}"} if verb > 1 and s[verb - 1].text == "-" else set()
    if words.isdisjoint(word_class("mishap")) or (lemma not in _WITH_OBJECT and s.children(verb, "dobj")):
        return False
    met = prep_objects(s, verb, "into") if lemma in ("crash", "plough", "plow") else []
    doers = subjects(s, verb)
    craft = bool(doers) and all(any(_in(s, t, name) for name in _CRAFT) for t in doers)
    return craft and all(_in(s, t, "met_in_flight") for t in met)


def _meets(m: Matcher, verb: int) -> bool:
    doers = [*m.slot("subj", verb), *m.slot("by", verb)]
    met = [t for name in ("obj", "into", "with", "on", "through") for t in m.slot(name, verb)]
    for name, needed in _MET:
        if doers and all(_in(m.s, t, name) for t in doers):
            return needed is None or any(_in(m.s, t, needed) for t in met)
    return False


def _is_standing(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether people are only told to have had to leave their homes some time: "a camp of displaced people"."""
    return entry.event_type is EventType.COERCE and m.s[i].lemma in _LEFT and m.s[i].dep == "amod"


def _is_clearing(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether something is blown up to be rid of it: "engineers blew up an ice dam"."""
    if entry.event_type is not EventType.ASSAULT or _CLEARING.isdisjoint((entry.head, m.s[i].lemma)):
        return False
    hit = m.slot("obj", i)
    if bool(hit) and all(_in(m.s, t, "cleared") for t in hit):
        return True
    doers = [*m.slot("subj", i), *m.slot("by", i)]
    return any(_in(m.s, t, "deminer") for t in doers) and any(_in(m.s, t, "explosive") for t in hit)


def _is_pelting(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether only words or paper fly: "bombarded with flyers"."""
    if not m.s[i].is_verb or entry.head not in _PELTING:
        return False
    means = m.slot("with", i)
    return bool(means) and all(_in(m.s, t, "flung_words") for t in means)


def _is_market(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether what is attacked is money or what is traded: "vigilantes attack the lira"."""
    if entry.event_type not in (EventType.ASSAULT, EventType.COERCE, EventType.THREATEN) or entry.kind != "act":
        return False
    names = ("on", "against") if entry.is_noun else ("obj",)
    hit = [t for name in names for t in m.slot(name, i)]
    return bool(hit) and all(_in(m.s, t, "money") for t in hit)


def _in(s: Sentence, token: Token, name: str) -> bool:
    """Whether a noun, alone or with the word before it, is of a class; a capital at the start says nothing."""
    words = word_class(name)
    before = s[token.i - 1].text.lower() if token.i else ""
    if f"{before} {token.lemma.lower()}" in words or f"{before} {token.text.lower()}" in words:
        return True
    plain = token.tag in ("NN", "NNS") or token.i == 0
    return plain and not words.isdisjoint((token.lemma.lower(), token.text.lower()))
