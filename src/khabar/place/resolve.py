"""Resolution: which of its candidates a name means, by what the rest of the text says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from itertools import pairwise
from math import exp, log1p, log10

from khabar.globe import distance_km
from khabar.place.certainty import chance
from khabar.place.clause import is_new_clause
from khabar.place.evidence import unit_at
from khabar.place.find import find_places
from khabar.place.gazetteer import Gazetteer, demonyms, gazetteer
from khabar.place.home import Home
from khabar.place.model import Candidate, Entry, Kind, NameKind, PlaceMention, ResolvedPlace
from khabar.place.names import key, skeleton
from khabar.place.tied import tie
from khabar.place.tokens import tokenize
from khabar.place.words import words
from khabar.tables import packaged, read_table

_NEAR_KM = 60.0
_ROUNDS = 2
"""Each round sees the last one's choices; a third changed one name in a thousand."""

_LIKELY = 0.12
"""Least share of the candidates' weight for a choice; below it the name stays unresolved."""

_SURE = 0.5
"""Least share with which a place lends its country to names that the gazetteer only has in another spelling."""

_BEYOND_DOUBT = 0.9
"""Share of a town that the province of its name in another country does not stand in for."""

_SEAT = 10_000
"""Least population of a town that a bare name means rather than the unit of the same name around it."""

_SPELLED = 5
"""Least length of a name that is sought in other spellings beside its own."""

_KNOWN = 20_000
"""Least population of a town that a text may name without its country."""

_LOCAL = (Kind.TOWN, Kind.ADMIN2)
_SEAT_KM = 80.0
_NEAR_ALIKE = (Kind.TOWN, Kind.ADMIN1, Kind.ADMIN2)
_UNITS = (Kind.ADMIN1, Kind.ADMIN2, Kind.REGION)
_MAX_CANDIDATES = 60
_BORDER = -1
"""Number of entries that no gazetteer has: the border of two countries."""


@cache
def weights() -> dict[str, float]:
    """Return the weight of each feature of a candidate."""
    rows = read_table(packaged("khabar.place", "ranker.tsv"), ["feature", "weight"])
    return {row["feature"]: float(row["weight"]) for row in rows}


@dataclass(slots=True)
class Context:
    """What the rest of the text says about where it is: weights of countries, and the places chosen so far."""

    countries: Counter[str] = field(default_factory=Counter)
    home: tuple[float, float] | None = None
    home_country: str | None = None
    chosen: dict[str, Entry] = field(default_factory=dict)
    units: Counter[int] = field(default_factory=Counter)
    picks: dict[str, tuple[Entry, float]] = field(default_factory=dict)

    def besides(self, name: str) -> Counter[str]:
        """Return the weights of countries without what ``name`` was taken for, which proves nothing of itself."""
        if name not in self.picks:
            return self.countries
        counts = Counter(self.countries)
        _lend(counts, *self.picks[name], sign=-1)
        return counts


def _lend(counts: Counter[str], entry: Entry, share: float, *, sign: int = 1) -> None:
    """Add a choice to the weights of countries, as much as it is sure."""
    if entry.country_iso3 and entry.kind is not Kind.COUNTRY:
        counts[entry.country_iso3] += sign * share  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the features of all candidates of a mention hang on: its key, their most people, and the places chosen."""

    own: str
    largest: int
    countries: Counter[str]
    total: float
    others: list[Entry]

    @classmethod
    def of(cls, mention: PlaceMention, context: Context) -> _Beside:
        own = key(mention.name)
        countries = context.besides(own)
        return cls(
            own,
            max((c.entry.population for c in mention.candidates), default=-1),
            countries,
            max(sum(countries.values()), 1.0),
            [other for name, other in context.chosen.items() if name != own],
        )


_KIND_FEATURES = {kind: f"kind_{kind.name.lower()}" for kind in Kind}
_NAME_FEATURES = {kind: f"name_{kind.name.lower()}" for kind in NameKind}


def features(
    entry: Entry, name_kind: NameKind, mention: PlaceMention, context: Context, beside: _Beside | None = None
) -> dict[str, float]:
    """Return the features of a candidate, by the names that ``weights`` has."""
    gazette = gazetteer()
    beside = beside or _Beside.of(mention, context)
    own = beside.own
    found: dict[str, float] = {
        "population": log10(entry.population + 10)
        if entry.kind is not Kind.ADMIN2
        else log10(entry.population + 10) / 2,
        _KIND_FEATURES[entry.kind]: 1.0,
        _NAME_FEATURES[name_kind]: 1.0,
        "fame": log1p(entry.fame),
        "news": float(entry.is_news and name_kind is NameKind.MAIN),
    }
    if entry.population == beside.largest:
        found["largest"] = 1.0
    if entry.is_capital and not _outdone(entry, name_kind, mention):
        found["capital"] = 1.0
    if name_kind is NameKind.OTHER and _bones(entry.name) == _bones(mention.name) != "":
        found["like_main"] = 1.0
    if entry.latitude is None:
        found["no_point"] = 1.0
    named = [beside.countries.get(c, 0.0) for c in entry.countries]
    most = max(named, default=0.0)
    found["country_share"] = most / beside.total
    found["country_named"] = float(most >= 1)
    if context.home_country:
        found["home_country"] = float(context.home_country in entry.countries)
    point = None if entry.latitude is None or entry.longitude is None else (entry.latitude, entry.longitude)
    if context.home and point and not entry.kind.is_vague and entry.kind is not Kind.COUNTRY:
        away = distance_km(point, context.home)
        found |= {"home_near": exp(-away / 150), "home_close": exp(-away / 40), "home_far": exp(-away / 800)}
    others = [other for other in beside.others if other.number != entry.number]
    around = {o.kind for o in others if gazette.within(entry, o)}
    if Kind.ADMIN1 in around:
        found["in_named_unit"] = 1.0
    if Kind.ADMIN2 in around:
        found["in_named_county"] = 1.0
    if Kind.COUNTRY in around:
        found["in_named_country"] = 1.0
    if any(gazette.within(o, entry) for o in others):
        found["holds_named"] = 1.0
    if entry.admin1 is not None:
        found["unit_share"] = context.units.get(entry.admin1, 0) / (sum(context.units.values()) or 1)
    if point and entry.kind is not Kind.COUNTRY and not entry.kind.is_vague:
        far = [
            distance_km(point, (o.latitude, o.longitude))
            for o in others
            if o.latitude is not None and o.longitude is not None and o.kind in (Kind.TOWN, Kind.ADMIN2, Kind.CAMP)
        ]
        if far:
            found["near_named"] = exp(-min(far) / _NEAR_KM)
            found["near_all"] = sum(exp(-d / 300) for d in far) / len(far)
    if mention.admin_word:
        is_town = mention.admin_word in words()["town"]
        found["admin_word"] = float(entry.kind is Kind.TOWN) if is_town else float(entry.kind in _UNITS)
    if entry.kind in (Kind.ADMIN1, Kind.ADMIN2):
        seats = (c.entry for c in mention.candidates if c.entry.kind is Kind.TOWN and c.entry.population >= _SEAT)
        if not mention.admin_word and (
            any(_is_seat(seat, entry, gazette) for seat in seats)
            or (entry.kind is Kind.ADMIN1 and _is_outgrown(entry, name_kind, mention))
        ):
            found["unit_of_town"] = 1.0
        elif key(entry.name) == own:
            found["unit_full_name"] = 1.0
    return found


@lru_cache(maxsize=65536)
def _bones(name: str) -> str:
    return skeleton(name)


def _outdone(capital: Entry, name_kind: NameKind, mention: PlaceMention) -> bool:
    """Return whether a capital is only called so by a name of old, which a town of half its size bears as its own."""
    if name_kind is NameKind.MAIN:
        return False
    return any(
        c.name_kind is NameKind.MAIN and c.entry.kind is Kind.TOWN and 2 * c.entry.population >= capital.population
        for c in mention.candidates
    )


def _is_outgrown(unit: Entry, name_kind: NameKind, mention: PlaceMention) -> bool:
    """Return whether a town of a unit's name has more people than it: Portland in Oregon, and the parish in Jamaica.

    A quarter of its people are enough where the name is not the unit's whole one: Beni, and El Beni.
    """
    share = 1 if name_kind is NameKind.MAIN else 4
    return any(
        c.name_kind is NameKind.MAIN
        and c.entry.kind is Kind.TOWN
        and c.entry.population >= _SEAT
        and c.entry.population * share >= unit.population
        for c in mention.candidates
    )


def _is_seat(town: Entry, unit: Entry, gazette: Gazetteer) -> bool:
    """Return whether a town of a unit's name is its seat: in it by the units listed, or else near where it is put."""
    if gazette.within(town, unit):
        return True
    if town.countries != unit.countries or town.latitude is None or town.longitude is None:
        return False
    if unit.latitude is None or unit.longitude is None:
        return True
    return distance_km((town.latitude, town.longitude), (unit.latitude, unit.longitude)) <= _SEAT_KM


def _score(found: Mapping[str, float]) -> float:
    table = weights()
    return sum([table.get(name, 0.0) * value for name, value in found.items()])


def _rank(mention: PlaceMention, context: Context, inside: Entry | None) -> list[tuple[Entry, float]]:
    """Return a mention's candidates with shares of the weight, best first."""
    scored = []
    gazette = gazetteer()
    beside = _Beside.of(mention, context)
    for candidate in mention.candidates[:_MAX_CANDIDATES]:
        value = _score(features(candidate.entry, candidate.name_kind, mention, context, beside))
        if inside is not None:
            value += weights()["contained"] if gazette.within(candidate.entry, inside) else 0.0
        scored.append((candidate.entry, value))
    if not scored:
        return []
    top = max(value for _, value in scored)
    mass = sum(exp(value - top) for _, value in scored) + exp(weights()["none"] - top)
    shares = [(entry, exp(value - top) / mass) for entry, value in scored]
    return sorted(shares, key=lambda pair: (-pair[1], pair[0].number))


def rank_in(mention: PlaceMention, context: Context) -> list[tuple[Entry, float]]:
    """Return a mention's candidates with their shares of the weight in a context, best first."""
    return _rank(mention, context, None)


def _ranked_by(mention: PlaceMention, inside: Entry | None) -> object:
    """Return all that a rank depends on but for the context, so that a name that comes again is not ranked again."""
    candidates = tuple((c.entry.number, c.name_kind) for c in mention.candidates[:_MAX_CANDIDATES])
    return mention.name, mention.admin_word, candidates, len(mention.candidates), inside and inside.number


_BLAME_CHARS = 24
_BLAMED = re.compile(
    r"\b(?:blam(?:e[ds]?|ing)|accus(?:e[ds]?|ing)|condemn(?:s|ed|ing)?|denounc(?:e[ds]?|ing))\s(?:the\s)?$"
)
"""Before a country that is named for what it is said to do, wherever that was: "denied shelling Donetsk and blamed"."""


def country_counts(text: str, mentions: Sequence[PlaceMention], gazette: Gazetteer) -> Counter[str]:
    """Return how often the text names each country: by demonym, or by a name that only a country has."""
    found: Counter[str] = Counter()
    table = demonyms()
    previous = ""
    for word in tokenize(text):
        own = key(word.text) if word.is_capital else ""
        if iso2 := table.get(f"{previous} {own}") if previous and own else None:
            found[gazette.iso2[iso2]] += 1
            if wrong := table.get(own):
                found[gazette.iso2[wrong]] -= 1
        elif iso2 := table.get(own):
            found[gazette.iso2[iso2]] += 1
        previous = own
    for mention in mentions:
        countries = {c.entry.country_iso3 for c in mention.candidates if c.entry.kind is Kind.COUNTRY}
        if countries and _BLAMED.search(text, max(0, mention.start - _BLAME_CHARS), mention.start):
            continue
        if len(countries) == 1 and len(mention.candidates) <= 4:
            found[str(next(iter(countries)))] += 1
        for side in mention.of_border:
            found[side] += 1
    return +found


def _observe(context: Context, base: Counter[str], picks: Mapping[str, tuple[Entry, float]]) -> None:
    """Renew the context with the choices of the last round, each as much as it is sure."""
    context.chosen = {name: entry for name, (entry, share) in picks.items() if share >= 0.3}
    context.countries = Counter(base)
    context.units = Counter()
    context.picks = dict(picks)
    for entry, share in picks.values():
        _lend(context.countries, entry, share)
        unit = entry.number if entry.kind is Kind.ADMIN1 else entry.admin1
        if unit is not None:
            context.units[unit] += 1


def resolve_places(
    mentions: Sequence[PlaceMention],
    *,
    text: str,
    countries: Mapping[str, float] | None = None,
    home: Home | str | tuple[float, float] | None = None,
) -> list[ResolvedPlace]:
    """Return the mentions of one document resolved, in the same order, one for one.

    Args:
        mentions: the names found in the document.
        text: the document's text, for the demonyms in it.
        countries: more countries of the document, say of its actors, by ISO 3166-1 alpha-3 code with a weight each.
        home: where the outlet is at home: voted or given, an ISO 3166-1 alpha-3 code, or a point in degrees.
    """
    gazette = gazetteer()
    mentions = _share_units([_with_units(mention, gazette) for mention in mentions])
    base = country_counts(text, mentions, gazette)
    for iso3, weight in (countries or {}).items():
        base[iso3] += weight  # type: ignore[assignment]
    mentions = [_with_spellings(mention, set(base), gazette) for mention in mentions]
    context = Context(Counter(base))
    if isinstance(home, str):
        context.home_country = home
    elif isinstance(home, Home):
        context.home, context.home_country = home.point, home.country
    elif home is not None:
        context.home = home
    starts = {m.start: m for m in mentions}
    inside_names = {m.start: m.inside for m in mentions if m.inside is not None}
    ranked: dict[int, list[tuple[Entry, float]]] = {}
    for _ in range(_ROUNDS + 1):
        picks: dict[str, tuple[Entry, float]] = {}
        alike: dict[object, list[tuple[Entry, float]]] = {}
        for at in range(len(mentions) - 1, -1, -1):
            mention = mentions[at]
            larger = _larger(mention, inside_names, starts, ranked, text, mentions)
            same = _ranked_by(mention, larger)
            if same not in alike:
                alike[same] = _rank(mention, context, larger)
            ranked[at] = alike[same]
            if ranked[at] and not mention.of_border:
                best = ranked[at][0]
                known = picks.get(key(mention.name))
                if known is None or best[1] > known[1]:
                    picks[key(mention.name)] = best
        _observe(context, base, picks)
    settled = _one_sense(mentions, ranked, inside_names, base)
    _drop_strange(mentions, settled, set(base))
    _drop_misplaced(mentions, settled, text)
    return tie(text, [_settle(m, settled[at], base, gazette) for at, m in enumerate(mentions)])


def _with_units(mention: PlaceMention, gazette: Gazetteer) -> PlaceMention:
    """Return a mention like "Hasakah province" with the unit that bears its chief town's name among its candidates.

    GeoNames lists more spellings of towns than of the units that are called after them.
    """
    if not mention.admin_word or mention.admin_word in words()["town"]:
        return mention
    if any(c.entry.kind in _UNITS for c in mention.candidates):
        return mention
    named_after = {
        unit.number: Candidate(unit, NameKind.OTHER)
        for c in mention.candidates
        if c.entry.kind is Kind.TOWN
        for number in (c.entry.admin1, c.entry.admin2)
        if number is not None and key((unit := gazette.entry(number)).name) == key(c.entry.name)
    }
    return replace(mention, candidates=(*mention.candidates, *named_after.values())) if named_after else mention


def _with_spellings(mention: PlaceMention, named: set[str], gazette: Gazetteer) -> PlaceMention:
    """Return a mention whose namesakes all lie elsewhere with near spellings in the countries that the text names."""
    if not named or not mention.candidates or mention.of_border or len(mention.name) < _SPELLED:
        return mention
    if any(c.entry.kind not in _LOCAL or not named.isdisjoint(c.entry.countries) for c in mention.candidates):
        return mention
    if any(c.entry.population >= _KNOWN for c in mention.candidates):
        return mention
    near = tuple(c for c in gazette.find_like(mention.name) if not named.isdisjoint(c.entry.countries))
    return replace(mention, candidates=(*mention.candidates, *near)) if near else mention


def _share_units(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Return the mentions with a bare "Hasakah" open to the province where the text also says "Hasakah province"."""
    units: dict[str, tuple[Candidate, ...]] = {}
    for mention in mentions:
        if mention.admin_word and (found := tuple(c for c in mention.candidates if c.entry.kind in _UNITS)):
            units.setdefault(key(mention.name), found)
    shared = []
    for mention in mentions:
        more = units.get(key(mention.name), ())
        if more and not any(c.entry.kind in _UNITS for c in mention.candidates):
            mention = replace(mention, candidates=(*mention.candidates, *more))
        shared.append(mention)
    return shared


def _larger(
    mention: PlaceMention,
    inside: Mapping[int, int],
    starts: Mapping[int, PlaceMention],
    ranked: Mapping[int, list[tuple[Entry, float]]],
    text: str,
    mentions: Sequence[PlaceMention],
) -> Entry | None:
    """Return the place that the text says a mention lies in."""
    at = inside.get(mention.start)
    if at is None:
        return None
    outer = starts.get(at)
    if outer is None:
        return unit_at(text, at)
    number = next(i for i, m in enumerate(mentions) if m is outer)
    found = ranked.get(number)
    gazette = gazetteer()
    for entry, _ in found or [(c.entry, 0.0) for c in outer.candidates]:
        if any(gazette.within(c.entry, entry) for c in mention.candidates):
            return entry
    return None


def _one_sense(
    mentions: Sequence[PlaceMention],
    ranked: Mapping[int, list[tuple[Entry, float]]],
    inside: Mapping[int, int],
    named: Mapping[str, float],
) -> dict[int, list[tuple[Entry, float]]]:
    """Let a name mean the same throughout a text, the surest mention deciding, but for those tied to a larger place."""
    best: dict[tuple[str, str], list[tuple[Entry, float]]] = {}
    for at, mention in enumerate(mentions):
        sense = (key(mention.name), mention.admin_word or "")
        if ranked[at] and (sense not in best or ranked[at][0][1] > best[sense][0][1]):
            best[sense] = ranked[at]
    settled = {
        at: ranked[at] if mention.start in inside else best.get((key(mention.name), mention.admin_word or ""), [])
        for at, mention in enumerate(mentions)
    }
    provinces = {
        name: found[0]
        for (name, admin_word), found in best.items()
        if admin_word and found and found[0][0].kind is Kind.ADMIN1
    }
    for at, mention in enumerate(mentions):
        # "Hasakah" where the text also says "Hasakah province" may be either; the wider one is not wrong.
        unit = provinces.get(key(mention.name))
        if unit is not None and not mention.admin_word and not _is_abroad(unit[0], settled[at], named):
            settled[at] = [unit, *settled[at]]
    return settled


def _is_abroad(unit: Entry, ranked: Sequence[tuple[Entry, float]], named: Mapping[str, float]) -> bool:
    """Return whether a bare name surely means a place of a country that the text names, and the unit is elsewhere."""
    if not ranked or ranked[0][1] < _BEYOND_DOUBT or named.keys() & set(unit.countries):
        return False
    return bool(named.keys() & set(ranked[0][0].countries))


def _drop_strange(
    mentions: Sequence[PlaceMention], settled: dict[int, list[tuple[Entry, float]]], named: set[str]
) -> None:
    """Take away towns that only sound like the name and lie in countries that the text does not speak of.

    Their names are mostly villages that the gazetteer lacks, and no place at all: better unknown than in another war.
    """
    alike = {at for at, m in enumerate(mentions) if m.candidates and m.candidates[0].name_kind is NameKind.SKELETON}
    if not alike:
        return
    for at, ranked in settled.items():
        if at not in alike and ranked and ranked[0][1] >= _SURE:
            named.update(ranked[0][0].countries)
    for at in alike:
        settled[at] = [(e, share) for e, share in settled[at] if e.kind not in _NEAR_ALIKE or named & set(e.countries)]


_TIE = re.compile(r"\s?,\s")
_LIST = re.compile(r"\s?,?\s(?:and|or)\b|\s?,\s(?=[A-Z])")


def _drop_misplaced(mentions: Sequence[PlaceMention], settled: dict[int, list[tuple[Entry, float]]], text: str) -> None:
    """Take away towns of another country than the one written behind them: "Kobe, Ethiopia" is not Kobe of Japan.

    It is a village that the gazetteer lacks, and the country behind it is all that is known. Capitals and lists are
    left alone ("Damascus, Iran and Russia").
    """
    for at, (mention, outer) in enumerate(pairwise(mentions)):
        if (
            mention.inside is not None
            or not settled[at]
            or not settled[at + 1]
            or not _TIE.fullmatch(text[mention.end : outer.start])
            or is_new_clause(text, mention.start, outer.end)
        ):
            continue
        country, share = settled[at + 1][0]
        if country.kind is not Kind.COUNTRY or share < _SURE or _LIST.match(text, outer.end):
            continue
        town = settled[at][0][0]
        if town.kind in _LOCAL and not town.is_capital and not set(country.countries) & set(town.countries):
            settled[at] = [(e, s) for e, s in settled[at] if set(country.countries) & set(e.countries)]


def _settle(
    mention: PlaceMention, ranked: list[tuple[Entry, float]], countries: Counter[str], gazette: Gazetteer
) -> ResolvedPlace:
    if mention.of_border:
        return _settle_border(mention, countries, gazette)
    if not ranked or ranked[0][1] < _LIKELY:
        return ResolvedPlace(mention, None, chance(ranked[0][1]) if ranked else 0.0, tuple(ranked[:5]))
    entry, share = ranked[0]
    return ResolvedPlace(mention, entry, chance(share), tuple(ranked[:5]), entry.latitude, entry.longitude)


def _settle_border(mention: PlaceMention, countries: Counter[str], gazette: Gazetteer) -> ResolvedPlace:
    """Resolve a border: two named sides give the border; one gives its country, at the border if the other is known."""
    sides = list(mention.of_border)
    first = gazette.country(sides[0])
    if len(sides) == 1:
        near = [c for c, _ in sorted(countries.items(), key=lambda p: (-p[1], p[0])) if gazette.border(sides[0], c)]
        sides += near[:1]
    point = gazette.border(sides[0], sides[1]) if len(sides) > 1 else None
    if first is None:
        return ResolvedPlace(mention, None, 0.0)
    if mention.relation != "side" and len(mention.of_border) > 1:
        other = gazette.country(sides[1])
        names = [c.name for c in (first, other) if c]
        name = "–".join(names) + " border"
        slug = "-".join(sorted(key(n).replace(" ", "-") for n in names))
        border = Entry(
            _BORDER,
            f"khabar:border-{slug}",
            name,
            Kind.BORDER,
            point[0] if point else None,
            point[1] if point else None,
            0,
            tuple(sides),
        )
        return ResolvedPlace(mention, border, 1.0, ((border, 1.0),), border.latitude, border.longitude)
    lat, lon = point if point else (first.latitude, first.longitude)
    return ResolvedPlace(replace(mention, relation="border"), first, 1.0, ((first, 1.0),), lat, lon)


def resolve(text: str, *, home: Home | str | tuple[float, float] | None = None) -> list[ResolvedPlace]:
    """Return the places named in ``text``, resolved, in order.

    >>> [(p.mention.text, p.entry.place_id) for p in resolve("Clashes broke out in Nyala, South Darfur.") if p.entry]
    [('Nyala', 'geonames:369004'), ('South Darfur', 'geonames:408660')]
    """
    return resolve_places(find_places(text, bodies=True), text=text, home=home)
