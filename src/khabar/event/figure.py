"""Whether a word of the lexicon is only a figure of speech, a story, or a matter of chance where it stands.

Four signs, each general: the doer or the thing done to is no person, group, place or made thing; the sentence is about
a field that borrows its words from war; the event happens in a work of fiction or long ago; the dead are those of an
accident, of weather or of a disease. Words that only conflict has ("gunmen", "airstrike") outweigh the fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from khabar.event.domain import TELLS
from khabar.event.lexicon import Entry
from khabar.event.mishap import is_no_deed
from khabar.event.tree import word_class
from khabar.parse import Token
from khabar.records import EventType
from khabar.tables import word_classes

if TYPE_CHECKING:
    from khabar.event.match import Matcher

_CONFLICT: Final = frozenset(
    {
        EventType.THREATEN,
        EventType.PROTEST,
        EventType.SANCTION,
        EventType.MOBILIZE,
        EventType.COERCE,
        EventType.ASSAULT,
        EventType.RETREAT,
    }
)
_GAMES: Final = ("sport", "game")
_CHANCE: Final = ("accident", "weather", "disease")
_HARM: Final = ("effect", "toll", "instrument")
_HOUSES: Final = ("museum", "exhibition", "book", "memoir")
"""What may also report: "the museum said its depot was looted"."""
_TORTURE: Final = ("execution", "execute", "hanging", "drowning", "burial")
"""What is done to prisoners in mock: a deed all the same."""
_ON: Final = ("on", "against", "of", "at", "from")


def is_figure(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether token ``i``, which fits ``entry``, tells of no conflict all the same."""
    if entry.event_type not in _CONFLICT:
        return False
    return any(sign(m, entry, i) for sign in (*_FIRM, *_OPEN))


def is_open(m: Matcher, entry: Entry, i: int) -> bool:
    """Return whether a figure of speech is only told by what its sentence is about, so that the reader may know better.

    "A fan was stabbed outside the stadium" is told so; what is staged or an accident is not: there the reader errs.
    """
    return not any(sign(m, entry, i) for sign in _FIRM)


def person_nouns() -> frozenset[str]:
    """Return the nouns that mostly mean a person, beside the class ``person``."""
    return _nouns("person")


def _nouns(name: str) -> frozenset[str]:
    return word_classes("khabar.event", "nouns.tsv").get(name, frozenset())


def _thing(m: Matcher, token: Token) -> str | None:
    """Return the class of a plain noun that can neither strike nor be struck, ``None`` of all others."""
    if token.tag not in ("NN", "NNS") or (token.text[:1].isupper() and token.i > 0):
        return None
    if token.lemma in word_class("nature"):
        return "creature"
    for name in ("abstract", "creature", "growth"):
        if token.lemma in _nouns(name):
            return name
    return None


def _unreal(m: Matcher, entry: Entry, i: int) -> bool:
    """Whether the doers or the things done to are abstract, or animals and plants: "tortured by doubt"."""
    if entry.event_type is not EventType.ASSAULT or entry.kind == "toll":
        return False
    asked = {c.slot for c in entry.when if not c.negated and any(a[0] != "#" for a in c.alternatives)}
    if entry.is_noun:
        slots = [m.slot(name, i) for name in _ON]
    else:
        slots = [m.slot(name, i) for name in ("subj", "obj") if name not in asked]
        if entry.kind == "act" and not m.slot("obj", i):
            slots += [m.slot(name, i) for name in ("on", "against", "at", "with") if name not in asked]
    for tokens in slots:
        kinds = [_thing(m, t) for t in tokens]
        if kinds and all(kinds) and not (kinds[0] != "abstract" and _by_force(m, i)):
            return True
    return False


def _worded(m: Matcher, entry: Entry, i: int) -> bool:
    """Whether those who attack do it in words or at their trade: "the senator's attack on the bill"."""
    if entry.event_type not in (EventType.ASSAULT, EventType.COERCE) or entry.kind != "act":
        return False
    if entry.mode not in (None, "restrict", "heavy-weapons"):
        return False
    if (
        entry.head in word_class("bodily")
        or m.holds("real")
        or m.holds("strikes", without=("attack", "assault", "raid", "shell"))
    ):
        return False
    doers = _doers(m, entry, i)
    return bool(doers) and all(_is_talker(m, t) for t in doers)


def _doers(m: Matcher, entry: Entry, i: int) -> list[Token]:
    if not entry.is_noun:
        return [*m.slot("subj", i), *m.slot("by", i)]
    found = [*m.slot("poss", i), *m.slot("by", i), *m.slot("from", i)]
    verb = m.s.head(i)
    return found or (m.slot("subj", verb.i) if m.s[i].dep == "dobj" and verb.is_verb else [])


def _is_talker(m: Matcher, token: Token) -> bool:
    talkers = word_class("talker")
    before = m.s[token.i - 1].text.lower() if token.i else ""
    return token.tag not in ("NNP", "NNPS") and (token.lemma in talkers or f"{before} {token.lemma}" in talkers)


def _by_force(m: Matcher, i: int) -> bool:
    doers = [*m.slot("subj", i), *m.slot("by", i)]
    return any(t.lemma in word_class("force") for t in doers)


def _played(m: Matcher, entry: Entry, i: int) -> bool:
    """Whether the sentence is about a match, a game or a market, and nothing in it is of another kind."""
    if m.holds("real"):
        return False
    if any(m.domains[name] >= TELLS for name in _GAMES):
        hurts = entry.kind in _HARM or (m.domains["sport"] >= TELLS and entry.head in ("shoot", "stab", "gun"))
        if hurts:
            return not _people(m, i)
        return entry.event_type is not EventType.PROTEST or entry.head in ("strike", "rally", "march")
    if m.holds("grave"):
        return False
    if m.domains["business"] >= TELLS:
        if entry.event_type in (EventType.PROTEST, EventType.SANCTION) or entry.head in word_class("bodily"):
            return False
        if entry.kind in _HARM:
            return not _people(m, i)
        return not _by_force(m, i)
    if m.domains["fiction"] >= TELLS and entry.event_type is EventType.ASSAULT:
        return entry.head not in word_class("bodily") and not _people(m, i) and not _by_force(m, i)
    return False


def _people(m: Matcher, i: int) -> bool:
    """Whether those who came to harm are people."""
    hit = m.slot("obj", i) if m.s[i].is_verb else m.slot("of", i)
    return any(
        t.tag == "CD" or t.lemma in word_class("person") or t.lemma in word_class("force") or t.tag in ("NNP", "NNPS")
        for token in hit
        for t in m.unwrapped(token)
    )


def _by_chance(m: Matcher, entry: Entry, i: int) -> bool:
    """Whether harm is that of an accident, of weather or of a disease, and no deed is named beside it."""
    chance = [name for name in _CHANCE if m.domains[name] >= TELLS]
    if not chance:
        return False
    if entry.event_type is EventType.MOBILIZE:
        return not m.holds("real", without=("troop", "troops", "soldier", "police"))
    if entry.event_type is not EventType.ASSAULT or m.holds("strikes"):
        return False
    if entry.kind in _HARM:
        doers = [] if m.holds("accidental") else _doers(m, entry, i)
        return not any(
            t.lemma in word_class("abductor") or (chance == ["accident"] and _is_somebody(m, t)) for t in doers
        )
    return m.holds("accidental") and entry.kind == "act" and not m.holds("real")


def _is_somebody(m: Matcher, doer: Token) -> bool:
    """Whether a doer is a name, and not that of a storm or a train: "Al-Shabaab killed 17 bus passengers"."""
    parts = {t.lemma for t in m.s.children(doer.i, "compound", "amod", "nmod")} | {doer.lemma}
    return doer.tag in ("NNP", "NNPS") and not parts & (word_class("nature") | word_class("accident"))


def _staged(m: Matcher, entry: Entry, i: int) -> bool:
    """Whether it happens in a work of fiction, is shown or enacted, or lies before the wars of this age."""
    if m.domains["history"] >= TELLS and (m.domains["old"] or not m.holds("modern")):
        return not (m.domains["old"] and m.holds("modern") and not _dated_old(m, i))
    s = m.s
    if _is_mock(m, i) or any(t.lemma in word_class("work") for t in m.slot("in", i)):
        return True
    for above in s.ancestors(i):
        if above.is_noun and (_is_work(m, above) or _is_part_of_tale(m, above)):
            return True
        if not above.is_verb:
            continue
        if above.lemma in word_class("enact") and above.lemma != "play":
            return True
        if above.lemma == "enact" and above.i > 1 and s[above.i - 1].text == "-":
            return True  # "re-enacted", which the parser takes apart
        if above.lemma == "play" and any(t.lemma in word_class("person") for t in m.slot("obj", above.i)):
            return True
        tellers = [t for t in s.children(above.i, "nsubj", "nsubjpass") if _is_work(m, t)]
        if any(above.lemma not in word_class("say") or t.lemma not in _HOUSES for t in tellers):
            return True
        if any(_is_work(m, g) for p in s.children(above.i, "prep") if p.lemma == "in" for g in s.children(p.i, "pobj")):
            return True
    doers = m.slot("subj", i) if s[i].is_verb else []
    return any(_is_work(m, t) for d in doers for t in (d, *s.children(d.i, "poss")))


def _is_mock(m: Matcher, i: int) -> bool:
    """Whether a deed, its doer or what it is done to is one for practice: "a mock bombing", "blew up dummy charges"."""
    if m.s[i].lemma in _TORTURE:
        return False
    sides = [*m.slot("subj", i), *m.slot("obj", i)] if m.s[i].is_verb else []
    return any(
        t.lemma in word_class("mock") or t.text.lower() in word_class("mock")
        for one in (m.s[i], *sides)
        for t in m.s.children(one.i, "amod", "compound", "nmod")
    )


def _is_work(m: Matcher, token: Token) -> bool:
    """Whether a noun is a work of art or a show, and not "a series of attacks", "the play of forces"."""
    before = m.s[token.i - 1].text.lower() if token.i else ""
    if token.lemma not in word_class("work") and f"{before} {token.lemma}" not in word_class("work"):
        return False
    if before == "war" or (token.lemma == "series" and not m.s.children(token.i, "compound")):
        return False
    return token.tag in ("NN", "NNS")


def _is_part_of_tale(m: Matcher, token: Token) -> bool:
    """Whether a noun is a part of a tale that the sentence is about: "the scene in which"."""
    return token.lemma in word_class("tale_part") and max(m.domains["fiction"], m.domains["game"]) >= TELLS


def _dated_old(m: Matcher, i: int) -> bool:
    """Whether the old date hangs on the event itself: "raided in 795"."""
    years = (g for p in m.s.children(i, "prep") for g in m.s.children(p.i, "pobj"))
    return any(g.tag == "CD" and g.text.isdigit() and int(g.text) < 1900 for g in years)


_FIRM: Final = (_worded, _by_chance, _staged, is_no_deed)
_OPEN: Final = (_unreal, _played)
"""The signs that stand, and those that the reader may overrule."""
