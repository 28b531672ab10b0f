"""The place of an event by the rest of its document, where its own sentence gives none or only a site without a name.

A desk's ladder: the event that it takes up; "there" and "the town" by the town named last; a street, a hospital or an
unlisted village by the town around it; the lead's event by the town that the document leaves no doubt of; what follows
in the next sentence by the sentence before. Never the outlet's home, and never what the text does not name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from khabar.coding.apart import is_apart, named_last
from khabar.coding.carried import beside, taken_up
from khabar.coding.clause import belongs_to_other, dates_since, in_main_clause, is_where_one_was, only_ended
from khabar.coding.draft import Draft, Why
from khabar.coding.focus import Focus, is_dateline, lies_in, outlets, town_of_story
from khabar.coding.outskirts import beside_town, stand_beside
from khabar.coding.own_place import DEEDS
from khabar.coding.quarter import is_quarter
from khabar.coding.sites import is_site
from khabar.coding.there import relation_to_town, the_town
from khabar.event import EventMention
from khabar.place import PlaceMention, ResolvedPlace, resolve_places, to_place
from khabar.place.event import is_actor_use
from khabar.place.gazetteer import gazetteer
from khabar.place.words import words
from khabar.rare import Rare
from khabar.records import Document, EventType, Modality, PassageKind, Place, Role

_FORCE: Final = frozenset({EventType.ASSAULT, EventType.COERCE})
_AT: Final = frozenset({None, "in", "from", "to", "of", "off", "along", "between", "border"})
"""Relations of the town of a story that leave a deed in it; what its lede tells of near, or south of it, is not."""
_BACKGROUND_DAYS: Final = 45
"""Events dated so long before the page are no part of its story."""
_LEAD_PARAGRAPHS: Final = 2
_BEFORE_CHARS: Final = 160
"""About a sentence: how far before a site's sentence its town may stand."""

SURE: Final = {
    "taken up": 0.95,
    "beside": 0.9,
    "there": 0.85,
    "site": 0.9,
    "story": 0.94,
    "only": 0.8,
    "before": 0.8,
    "quarter": 0.8,
}
"""How far each rung lowers the score of the name itself. ``story`` is measured: on 135 pages on gun violence the town
was right for .89, of names with a mean score of .95 (decision 0031); the others are set beside it, not measured."""


def place_by_document(document: Document, drafts: Sequence[Draft], places: Sequence[ResolvedPlace]) -> None:
    """Give deeds without a resolved place the one that their document leaves no doubt of.

    ``drafts`` stand in text order; ``places`` are all of the document, in text order.
    """
    if not any(_is_deed(d) for d in drafts):
        return
    lead = _lead_end(document, drafts)
    first = _of_lead(document, drafts, lead)
    focus = town_of_story(document, places, first.place if first is not None else None)
    if (
        focus is not None
        and first is not None
        and focus.grounds == ("dateline",)
        and _UNNAMED.search(first.sentence.text)
    ):
        focus = None  # filed from the capital, of "a mountain hamlet"
    for n, draft in enumerate(drafts):
        if focus is not None and _is_deed(draft) and is_quarter(draft, focus, document, places):
            assert draft.place is not None
            draft.place = replace(draft.place, place_id=None)
            rule = f"a quarter of the story's town, by its {', '.join(focus.grounds)}; the namesake is far off"
            _give(draft, to_place(focus.place, "in"), rule, "quarter", None)
            continue
        if _is_deed(draft) and (around := beside_town(draft, document, places)) is not None:
            stand_beside(draft, around)
            continue
        if not (_is_open(draft) or _is_wide(draft, focus)) or _is_background(draft, document):
            continue
        if only_ended(draft.sentence, draft.mention.i):
            continue  # where they sign to end the fighting is not where it was
        before = _last_told(drafts[:n], draft)
        told = draft.root
        if _is_open(draft) and told is not draft and told.place is not None and told.place.place_id:
            _give(draft, told.place, "that of the event that it takes up", "taken up", told.place)
        elif _is_open(draft) and (border := _own_border(draft)) is not None:
            _give(draft, border, "the border of those who met there", "there", None)
        elif _is_open(draft) and (town := the_town(document, draft, places)) is not None:
            _give(draft, to_place(town, relation_to_town(draft)), "the town named before", "there", None)
        elif _is_open(draft) and (near := beside(draft, drafts)) is not None and near.place is not None:
            _give(draft, near.place, "that of the deed in its sentence", "beside", near.place)
        elif is_apart(draft, drafts[:n]):
            continue
        elif _is_open(draft) and (town := _around_site(draft, places)) is not None:
            _give(draft, to_place(town, "in"), "the town named before its site", "site", None)
        elif _is_open(draft) and (other := _taken_up(document, draft, drafts[:n], places)) is not None:
            whole = other if draft.place is None else None
            _give(draft, other, "that of the deed before, by what both tell of", "before", whole)
        elif focus is not None and _may_be_there(draft, focus, document, places, lead):
            rule = f"the town of the story, by its {', '.join(focus.grounds)}"
            worded = focus.place.mention.relation
            relation = "in" if worded in _AT else worded
            _give(draft, to_place(focus.place, relation), rule, "site" if draft.place else "story", None)
        elif _is_open(draft) and (town := _only(document, draft, drafts, places)) is not None:
            _give(draft, to_place(town), "the only town of its headline", "only", None)
        elif _is_open(draft) and before is not None and _goes_on(draft, before, places):
            assert before.place is not None
            _give(draft, before.place, "that of the sentence before", "before", before.place)


def _last_told(earlier: Sequence[Draft], draft: Draft) -> Draft | None:
    """Return the deed before a draft's sentence that is told last, and not only to date another."""
    last = next((d for d in reversed(earlier) if d.sentence is not draft.sentence), None)
    if last is None:
        return None
    return in_main_clause([d for d in earlier if d.sentence is last.sentence])[-1]


_UNNAMED: Final = re.compile(
    r"\b(?:in|at|on|near|outside) an? (?:[a-z-]+ ){0,3}(?:village|hamlet|town|settlement|island|province|district"
    r"|region|farm|ranch|jungle|forest|valley|desert|mountain|countryside|highway)\b"
    r"|\bin the (?:[\w'’-]+ ){0,3}(?:(?:north|south)(?:-?(?:east|west))?|east|west|interior|hinterland|countryside"
    r"|mountains|highlands)\b(?! of (?:the )?[A-Z]| [A-Z])"
)


def _of_lead(document: Document, drafts: Sequence[Draft], lead: int) -> Draft | None:
    """Return the first deed of force of the body, if it is of the lead."""
    for draft in drafts:
        if draft.passage.kind is PassageKind.BODY and draft.mention.event_type in _FORCE and _is_deed(draft):
            inside = draft.sentence.stretch.start < lead and not _is_background(draft, document)
            return draft if inside else None
    return None


def _taken_up(
    document: Document, draft: Draft, earlier: Sequence[Draft], places: Sequence[ResolvedPlace]
) -> Place | None:
    """Return the place of the deed that a deed shares its own with, where its sentence names none of its own."""
    if draft.passage.kind is not PassageKind.BODY or (draft.place is not None and not _is_again(draft.place)):
        return None
    if [p for p in _here(draft, places) if not is_dateline(document.text, p)]:
        return None
    told = [d for d in earlier if d.sentence is not draft.sentence and not _is_background(d, document)]
    found = taken_up(draft, told)
    return found.place if found is not None else None


def _is_again(place: Place) -> bool:
    """Return whether a place is a site without a name that the text has told of: "the cathedral"."""
    return place.text.lower().startswith(("the ", "that ")) and is_site(place.text)


def _is_deed(draft: Draft) -> bool:
    """Return whether a draft is a deed told as fact."""
    return (
        draft.mention.event_type in DEEDS
        and draft.certainty.modality is Modality.ACTUAL
        and draft.passage.kind in (PassageKind.TITLE, PassageKind.BODY, PassageKind.CAPTION)
    )


def _is_open(draft: Draft) -> bool:
    """Return whether a draft is a deed told as fact whose place nobody has resolved."""
    return _is_deed(draft) and (draft.place is None or draft.place.place_id is None)


def _is_wide(draft: Draft, focus: Focus | None) -> bool:
    """Return whether a draft's own place is a state or country around the story's town."""
    return (
        focus is not None
        and draft.place is not None
        and draft.mention.event_type in _FORCE
        and draft.certainty.modality is Modality.ACTUAL
        and draft.place.relation in (None, "in")
        and draft.place.where_prec in (4, 6)
        and lies_in(focus.place, draft.place.place_id)
        and bool({"title", "lead"} & set(focus.grounds))
    )


def _is_background(draft: Draft, document: Document) -> bool:
    when = draft.when
    if when is None or when.date_end is None or document.published is None:
        return False
    return (document.published - when.date_end).days > _BACKGROUND_DAYS


def _lead_end(document: Document, drafts: Sequence[Draft]) -> int:
    """Return where the paragraphs end in which the story's own event stands."""
    body = [
        d
        for d in drafts
        if d.passage.kind is PassageKind.BODY
        and d.mention.event_type in _FORCE
        and d.certainty.modality is Modality.ACTUAL
        and not _is_background(d, document)
    ]
    paragraphs = list(dict.fromkeys(d.sentence.stretch.paragraph for d in body))
    kept = set(paragraphs[:_LEAD_PARAGRAPHS])
    return max((d.sentence.stretch.end for d in body if d.sentence.stretch.paragraph in kept), default=0)


_BORDER: Final = re.compile(r"^(?:the|their) (?:\w+ )?(?:border|frontier)$", re.IGNORECASE)


def _own_border(draft: Draft) -> Place | None:
    """Return the border at which the forces of two neighbours met where the text calls it "the border"."""
    if draft.place is None or not _BORDER.match(draft.place.text):
        return None
    sides = tuple(dict.fromkeys(a.country_iso3 for a in draft.actors if a.country_iso3))
    if len(sides) != 2 or gazetteer().border(*sides) is None:
        return None
    own = draft.place
    mention = PlaceMention(own.start, own.end, own.text, own.text, (), "border", of_border=sides)
    return to_place(resolve_places([mention], text="")[0], "border")


def _here(draft: Draft, places: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """Return the places of a draft's sentence that stand for no government."""
    start, end = draft.sentence.stretch.start, draft.sentence.stretch.end
    inside = [p for p in places if start <= p.mention.start < end]
    return [p for p in inside if not is_actor_use(draft.sentence, p.mention)]


def _around_site(draft: Draft, places: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """Return the one town of the sentence before, around a site that has no name: "outside the university"."""
    own, low = draft.place, draft.sentence.stretch.start
    if own is None or not is_site(own.text):
        return None
    if here := [p for p in _here(draft, places) if p.entry is not None]:
        return _of_owner(draft, own, here)
    near = [p for p in places if p.entry is not None and low - _BEFORE_CHARS <= p.mention.start < low]
    towns = {p.entry.place_id: p for p in near if p.entry is not None and p.entry.kind.is_point}
    if near and near[-1].mention.relation in ("to", "from"):
        return None
    return next(iter(towns.values())) if len(towns) == 1 else None


_THEIRS: Final = re.compile(r"^(?:his|her|their)\s", re.IGNORECASE)


def _of_owner(draft: Draft, own: Place, here: Sequence[ResolvedPlace]) -> ResolvedPlace | None:
    """Return the town of whoever was struck at a site of theirs: "seized the mayor of Goma in his office"."""
    if not _THEIRS.match(own.text) or len(here) != 1 or here[0].entry is None or not here[0].entry.kind.is_point:
        return None
    at = here[0].mention
    held = any(a.start <= at.start and at.end <= a.end for a in draft.mention.of(Role.TARGET))
    return here[0] if held else None


_REGION: Final = Rare(
    r"\bin the (?:[\w-]+ ){0,2}(?:(?:north|south)(?:-?(?:east|west))?|east|west|interior|countryside|highlands)\b"
    r"(?! of the (?:city|town|capital|village)| side| bank| wing)",
    re.IGNORECASE,
)
"""A part of a country without a name: "in the rebel-held northeast"."""


def _may_be_there(draft: Draft, focus: Focus, document: Document, places: Sequence[ResolvedPlace], lead: int) -> bool:
    """Return whether a draft's event was in the story's town: a site of it, or the lead's event.

    What the sentence itself names elsewhere speaks against it; so does, where nothing but the dateline of a capital
    speaks for the town, a doer from another country.
    """
    entry = focus.place.entry
    assert entry is not None
    others = [p for p in _here(draft, places) if not is_dateline(document.text, p) and not _fits(p, focus)]
    if others or _REGION.search(draft.sentence.text):
        return False
    last = named_last(draft, document.text, places)
    if last is not None and not is_dateline(document.text, last) and not _fits(last, focus):
        return False
    if draft.place is None and "dateline" in focus.grounds and _UNNAMED.search(draft.sentence.text):
        return False
    in_lead = draft.passage.kind is PassageKind.TITLE or draft.sentence.stretch.start < lead
    if draft.place is not None and draft.place.place_id is None:
        return is_site(draft.place.text) and (in_lead or _is_street(draft.place))
    if not in_lead or (draft.distinct and draft.passage.kind is PassageKind.BODY):
        return False
    if focus.grounds == ("dateline",) and entry.is_capital:
        return not any(a.country_iso3 not in (None, *entry.countries) for a in draft.actors)
    return True


_STREET: Final = re.compile(
    r"\b(?:[Bb]lock|Street|St\.?|Road|Rd\.?|Avenue|Ave\.?|Drive|Lane|Boulevard|Square|Market)\b"
)


def _is_street(place: Place) -> bool:
    return bool(_STREET.search(place.text))


def _fits(place: ResolvedPlace, focus: Focus) -> bool:
    """Return whether a place is the story's town, or holds it, or is nothing that anybody knows."""
    if place.entry is None or focus.place.entry is None:
        return True
    same = place.entry.place_id == focus.place.entry.place_id
    return same or lies_in(focus.place, place.entry.place_id)


_OF_SOMEBODY: Final = re.compile(r"-(?:born|based|backed|bound|held|led)\b|['’]s?\s")


def _only(
    document: Document, draft: Draft, drafts: Sequence[Draft], places: Sequence[ResolvedPlace]
) -> ResolvedPlace | None:
    """Return the one town that a headline names, where a deed of it has none; parsers lose what headlines leave out."""
    alone = draft.passage.kind is PassageKind.BODY and len(document.text.strip()) == len(draft.sentence.text.strip())
    if not (alone or draft.passage.kind is PassageKind.TITLE) or draft.mention.event_type not in _FORCE:
        return None
    here = [p for p in _here(draft, places) if p.mention.start not in outlets(document, places)]
    towns = [p for p in here if p.entry is not None and p.entry.kind.is_point]
    if len(here) != 1 or len(towns) != 1 or towns[0].mention.relation in ("from", "to"):
        return None
    start, end = towns[0].mention.start, towns[0].mention.end
    doers = [a for a in draft.mention.args if a.role is not Role.TARGET]
    if any(a.start <= start and end <= a.end for a in doers) or _OF_SOMEBODY.match(document.text, end):
        return None
    beside = [d.mention for d in drafts if d.sentence is draft.sentence]
    if is_where_one_was(draft.sentence, draft.mention.i, start, end) or _of_another(draft, start, end, beside):
        return None
    told = draft.sentence.at(start, end)
    spoken = any(t.lemma in words()["speech"] for k in told[:1] for t in draft.sentence.ancestors(k.i))
    return None if spoken else towns[0]


def _of_another(draft: Draft, start: int, end: int, beside: Sequence[EventMention]) -> bool:
    """Return whether a town is that of a deed that somebody in this one had done: "shot a man wanted for a raid in"."""
    s, own = draft.sentence, {a.i for a in draft.mention.args}
    others = [
        e
        for e in beside
        if not e.is_noun and any(t.dep == "acl" and t.head in own for t in (s[e.i], *s.ancestors(e.i)))
    ]
    return belongs_to_other(s, start, end, draft.mention, [draft.mention, *others])


def _goes_on(draft: Draft, before: Draft, places: Sequence[ResolvedPlace]) -> bool:
    """Return whether a deed of force goes on with the one of the sentence before, and so was where that was."""
    kind = draft.mention.event_type
    if kind not in _FORCE or before.mention.event_type is not kind or draft.distinct or is_inferred(before):
        return False
    if dates_since(draft):
        return False
    if before.place is None or before.place.place_id is None or draft.passage is not before.passage:
        return False
    if before.certainty.modality is not Modality.ACTUAL or (draft.when is not None and before.when is not None):
        return False
    gap = draft.sentence.stretch.start - before.sentence.stretch.end
    same = draft.sentence.stretch.paragraph == before.sentence.stretch.paragraph
    return same and gap <= 2 and not _here(draft, places)


_INFERRED: Final = frozenset({"that of the sentence before", "that of the event that it takes up"})


def is_inferred(draft: Draft) -> bool:
    """Return whether a draft's place is itself that of another event."""
    return any(w.field == "place" and w.rule in _INFERRED for w in draft.why)


def _give(draft: Draft, place: Place, rule: str, rung: str, whole: Place | None) -> None:
    """Give a draft a place; the words of a site that its own sentence names stay."""
    sure = None if place.confidence is None else round(place.confidence * SURE[rung], 3)
    given = replace(place, confidence=sure)
    own = draft.place
    if own is not None and own.place_id is None and whole is None:
        relation = given.relation if given.relation == "border" else own.relation or given.relation
        given = replace(given, text=own.text, start=own.start, end=own.end, relation=relation)
    draft.place = given
    draft.why.append(Why("place", rule, place.start, place.end))
