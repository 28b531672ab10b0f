"""From a text to its entities: what the tagger and the lists find, resolved by the register and the gazetteer."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from khabar.actor import Register
from khabar.entity.model import Entity, Form
from khabar.entity.tagger import Tagger
from khabar.entity.words import Words, words_in
from khabar.place import ResolvedPlace, resolve_places

PRONOUNS: Final = frozenset(
    {"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours"}
    | {"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"}
    | {"they", "them", "their", "theirs", "themselves", "who", "whom", "whose", "which", "that"}
    | {"this", "those", "these", "here", "there"}
)
PLATFORMS: Final = frozenset({"aircraft", "drone", "helicopter", "ship", "tank", "vehicle"})
"""The kinds of ``event/data/weapons.tsv`` that carry weapons and troops."""

_ARTICLES: Final = frozenset({"the", "a", "an"})


def entities(text: str, *, published: date | None = None, register: Register | None = None) -> tuple[Entity, ...]:
    """Return the entities that a plain text mentions, in text order, none overlapping.

    Names ("Martha Kobe"), generic mentions ("three gunmen") and pronouns ("they") are all found; ``form`` tells them
    apart. ``published`` is the day of the text: it decides who held an office. ``register`` is one with a user's own
    actors. The tagger finds what no list has; lists give ids and countries.

    Raises:
        MissingPart: if the gazetteer is not compiled.

    >>> text = "Rebels of the M23 shelled Goma with mortars on Monday, Colonel Guillaume Ndjike said."
    >>> [(e.text, e.kind) for e in entities(text) if e.form is Form.NAME and e.kind != "organisation"]
    [('Goma', 'place'), ('Colonel Guillaume Ndjike', 'person')]
    """
    if register is None:
        register = Register.load()
    words = words_in(text, register)
    tagged = [_Mention(*words.range_of(t.first, t.last), t.kind, t.p) for t in Tagger.load().tag(words)]
    tagged += _listed(words, tagged)
    places = resolve_places(words.places, text=text)
    home = _most(places)
    tagged.sort(key=lambda mention: mention.start)
    return tuple(_entity(words, one, places, home, register, published) for one in tagged)


class _Mention(NamedTuple):
    """A range of the text with its kind; ``p`` is the tagger's chance, ``None`` where a list found it."""

    start: int
    end: int
    kind: str
    p: float | None = None


_KIND_OF_RULE: Final = {"person": "person", "demonym": "nationality"}
"""What a name of the register is by the rule that knows it; others are organisations."""


def _listed(words: Words, tagged: Sequence[_Mention]) -> list[_Mention]:
    """Return what the lists know where the tagger has nothing: places, then actors, then plain weapons."""
    found: list[_Mention] = []

    def add(start: int, end: int, kind: str) -> None:
        if not any(m.start < end and start < m.end for m in (*tagged, *found)):
            found.append(_Mention(start, end, kind))

    for place in words.places:
        add(place.start, place.end, "place")
    for actor in words.actors:
        if actor.rule != "capital":
            add(actor.start, actor.end, _KIND_OF_RULE.get(actor.rule, "organisation"))
    for start, end, weapon in words.weapons:
        if weapon.plain:
            add(start, end, "platform" if weapon.kind in PLATFORMS else "weapon")
    return found


def _entity(
    words: Words,
    mention: _Mention,
    places: Sequence[ResolvedPlace],
    home: str | None,
    register: Register,
    published: date | None,
) -> Entity:
    start, end, kind, p = mention
    text = words.text[start:end]
    form = form_of(text, _nouns(register), begins=_begins(words, mention))
    bare = (start, end, text, kind, form)
    if kind == "place":
        inside = [x for x in places if start <= x.mention.start and x.mention.end <= end and x.entry is not None]
        entry = inside[0].entry if inside else None
        if entry is not None:
            return Entity(*bare, None, entry.place_id, entry.name, entry.country_iso3, p)
    elif kind == "nationality":
        bearers = [a for a in words.actors if a.start < end and start < a.end]
        country = bearers[0].country_iso3 if bearers else None
        return Entity(*bare, None, None, register.name(country) if country else None, country, p)
    elif kind in ("person", "organisation") and form is not Form.PRONOUN:
        match = register.resolve_mention(words.text, start, end, on=published, country=home, named=words.actors)
        if match is not None:
            return Entity(*bare, match.actor_id, None, match.name, match.country_iso3, p)
    return Entity(*bare, None, None, None, None, p)


def form_of(text: str, nouns: Container[str] = (), *, begins: bool = False) -> Form:
    """Return how words name an entity: by a pronoun, by a name (a capital that no article is), by a noun.

    ``nouns`` are words in lower case whose capital makes no name ("the President"); ``begins`` says that the words
    begin their sentence and that no list knows them, so that their first capital says nothing.

    >>> [form_of(words, {"president"}).value for words in ("They", "the town", "The President", "Wad Madani")]
    ['pronoun', 'noun', 'noun', 'name']
    """
    words = text.split()
    if len(words) == 1 and words[0].lower() in PRONOUNS:
        return Form.PRONOUN
    if words and (begins or words[0].lower() in _ARTICLES):
        words = words[1:]
    named = any(word[:1].isupper() and word.lower() not in nouns for word in words)
    return Form.NAME if named else Form.NOUN


def _begins(words: Words, mention: _Mention) -> bool:
    """Return whether a mention of one word, of people, begins its sentence and stands on no list."""
    signs = words.signs[words.at(mention.start)]
    known = any(sign.startswith(("B-actor=", "B-place")) for sign in signs)
    one = " " not in words.text[mention.start : mention.end]
    return one and "first" in signs and not known and mention.kind not in ("person", "place")


@lru_cache(maxsize=4)
def _nouns(register: Register) -> frozenset[str]:
    """Return the words of the common nouns that the register knows."""
    return frozenset(word for noun in register.index.nouns for word in noun.split(" "))


def _most(places: Iterable[ResolvedPlace]) -> str | None:
    """Return the country that most of a text's places lie in; of several the first in the alphabet."""
    seen: dict[str, int] = {}
    for place in places:
        if place.entry is not None and place.entry.country_iso3:
            seen[place.entry.country_iso3] = seen.get(place.entry.country_iso3, 0) + 1
    return min(seen, key=lambda iso3: (-seen[iso3], iso3)) if seen else None
