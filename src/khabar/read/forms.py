"""What a block of a page is in its layout, and which parts of an article only repeat it or lead away from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from khabar.folding import key_of
from khabar.read.blocks import Block, says
from khabar.records import Block as LaidOut
from khabar.records import Form, PassageKind

MIN_REPEATED: Final = 20
"""Fewest letters of a quotation that are taken for a repetition and not for a phrase that comes twice."""

_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TABLE_CELLS: Final = frozenset({"td", "th"})
_PULL: Final = re.compile(r"(?:^|[-_])pull(?:ed)?[-_]?quotes?(?:$|[-_])|(?:^|[-_])(?:quote[-_]pull|callout[-_]quote)")
_BOX: Final = re.compile(
    r"(?:^|[-_])(?:related|recirc|recommend(?:ed|ations)?|newsletter|sign-?up|subscribe|subscription|also-?(?:read|like)"
    r"|read-?(?:more|next|also)|more-(?:on|from|stories|news|coverage)|most-?(?:read|popular)|trending|promo|inline-?promo"
    r"|in-?article-?(?:link|promo|related)|story-?links?|teasers?|partners?-links|donate|membership|paywall|cta)(?:$|[-_])"
)
_LEADS_AWAY: Final = re.compile(
    r"[\W_]*(?:read\s(?:more|next|also|this)|see\salso|also\s(?:read|see|on\s\w)|related(?:\s(?:stor(?:y|ies)|articles?|coverage"
    r"|content|links?|news|topics?|reading))?|more\son\sthis(?:\sstory|\stopic)?|more\sfrom|more\sstories|recommended(?:\sfor\syou)?|don['’]t\smiss"
    r"|you\smay\s(?:also\s)?(?:like|be\sinterested)|you\smight\s(?:also\s)?like|editor['’]?s['’]?\spicks?|most\s(?:read|popular)"
    r"|trending(?:\snow)?|must\sread|watch|listen|in\spictures|explainer|top\sstories|up\snext)(?=\W|$)",
    re.IGNORECASE,
)
_NEWSLETTER: Final = re.compile(
    r"[\W_]*(?:(?:sign\sup|signup|register|subscribe)\s(?:for|to|now|here|today)|get\s(?:our|the)\s[^.!?]{0,60}\b(?:newsletter|inbox|briefing|app)"
    r"|(?:our|the|a|your)\s[^.!?]{0,40}\bnewsletters?\b[^.!?]{0,60}(?:inbox|email|free|sign)|follow\sus\son|like\sus\son|join\sour\s(?:channel|whatsapp|telegram)"
    r"|download\s(?:our|the)\s[^.!?]{0,30}\bapp\b|support\sour\sjournalism|become\sa\s(?:member|subscriber)|advertisement\s*$)",
    re.IGNORECASE,
)
MIN_HELD: Final = 3
"""Paragraphs that an element must hold, with more than half of the article's text, to be the article and no box."""

MAX_BOX_CHARS: Final = 400
"""Longest paragraph that is taken for an invitation to read on or to subscribe."""


def _inner(block: Block) -> Iterator[Any]:
    """Yield the elements around a block, innermost first, below the one that holds the whole article."""
    for element in block.up:
        if element.tag in ("html", "body", "article", "main"):
            return
        yield element


def _linked_share(block: Block) -> float:
    """Return how much of a block's text is links."""
    if any(element.tag == "a" for element in block.up[:3]):
        return 1.0
    linked = sum(len("".join(link.itertext()).strip()) for link in block.element.iter("a"))
    return min(1.0, linked / max(1, len(block.text)))


def find_forms(blocks: Sequence[Block], kinds: Sequence[PassageKind | None]) -> list[tuple[Form, Any] | None]:
    """Return what each block is in the layout, with the element that is it; ``None`` for a plain paragraph.

    >>> from khabar.read.blocks import blocks_of, parse_html
    >>> tree = parse_html("<article><h2>Toll</h2><ul><li>Two died.</li></ul><p>Police came.</p></article>", name="demo")
    >>> blocks = blocks_of(tree)
    >>> [form and form[0].value for form in find_forms(blocks, [PassageKind.BODY] * 3)]
    ['heading', 'list', None]
    """
    holders = _holders(blocks, kinds)
    own = {i: _form_of(block, kinds[i], holders) for i, block in enumerate(blocks)}
    repeats = _Repetitions(blocks, kinds)
    away = False
    found: list[tuple[Form, Any] | None] = []
    for i, block in enumerate(blocks):
        form = own[i]
        if kinds[i] is PassageKind.BODY:
            if form and form[0] in (Form.QUOTE, Form.PULL_QUOTE):
                form = (Form.PULL_QUOTE if repeats.has(i, form[1]) else Form.QUOTE, form[1])
            away = _goes_away(block, away, form)
            if away:
                form = (Form.RELATED, form[1] if form and form[0] is not Form.HEADING else block.element)
        elif kinds[i] is not None and kinds[i] is not PassageKind.BOILERPLATE:
            away = False
        found.append(form)
    return found


def _holders(blocks: Sequence[Block], kinds: Sequence[PassageKind | None]) -> set[Any]:
    """Return the elements that hold most of the article, and so are no box in it ("subscription-content")."""
    body = [block for block, kind in zip(blocks, kinds, strict=True) if kind is PassageKind.BODY]
    weight: Counter[Any] = Counter()
    several: Counter[Any] = Counter()
    for block in body:
        weight.update(dict.fromkeys(block.up, len(block.text)))
        several.update(block.up)
    total = sum(len(block.text) for block in body)
    return {el for el, chars in weight.items() if chars * 2 > total and several[el] >= MIN_HELD}


def _form_of(block: Block, kind: PassageKind | None, holders: set[Any]) -> tuple[Form, Any] | None:
    if kind in (None, PassageKind.COMMENT, PassageKind.TITLE):
        return None
    if kind is PassageKind.CAPTION:
        return Form.CAPTION, block.element
    around = list(_inner(block))
    if (box := next((el for el in around if el not in holders and says(el, _BOX)), None)) is not None:
        return Form.RELATED, box
    if kind is PassageKind.BOILERPLATE:
        return None
    if (pulled := next((element for element in around if says(element, _PULL)), None)) is not None:
        return Form.PULL_QUOTE, pulled
    for element in around:
        if element.tag in _HEADINGS:
            return Form.HEADING, element
        if element.tag in ("blockquote", "q"):
            return Form.QUOTE, element
        if element.tag in ("ul", "ol", "dl"):
            return Form.LIST, element
        if element.tag in _TABLE_CELLS:
            table = next((up for up in element.iterancestors("table")), None)
            # A table that holds headline and paragraphs is how pages were laid out once.
            is_layout = table is None or next(table.iter("h1", "p"), None) is not None
            return None if is_layout else (Form.TABLE, table)
        if element.tag == "caption":
            return Form.TABLE, element.getparent()
    return None


class _Repetitions:
    """Which quotations only repeat what the article says."""

    def __init__(self, blocks: Sequence[Block], kinds: Sequence[PassageKind | None]) -> None:
        self._blocks = blocks
        self._keys = {i: key_of(block.text) for i, block in enumerate(blocks) if kinds[i] is PassageKind.BODY}
        self._known: dict[Any, bool] = {}

    def has(self, number: int, element: Any) -> bool:
        """Return whether the quotation ``element``, of which a block is part, stands in the article as well.

        Its longest part decides, so that the name of the speaker goes with the words.
        """
        if element not in self._known:
            parts = [i for i in self._keys if element in self._blocks[i].up]
            longest = max((self._keys[i] for i in parts), key=len)
            rest = (key for i, key in self._keys.items() if i not in parts)
            self._known[element] = len(longest) >= MIN_REPEATED and any(longest in key for key in rest)
        return self._known[element]


def _goes_away(block: Block, away: bool, form: tuple[Form, Any] | None) -> bool:
    """Return whether a block leads to other pages, or invites to subscribe, or lists on below one that does."""
    if form and form[0] is Form.RELATED:
        return True
    text = block.text
    if len(text) <= MAX_BOX_CHARS and _NEWSLETTER.match(text):
        return True
    linked = _linked_share(block)
    if _LEADS_AWAY.match(text) and len(text) <= MAX_BOX_CHARS:
        is_label = len(text) <= 40 and ((form is not None and form[0] is Form.HEADING) or text.rstrip().endswith(":"))
        return is_label or linked > 0.5
    return away and linked > 0.7


def settle_kinds(
    kinds: Sequence[PassageKind | None], forms: Sequence[tuple[Form, Any] | None]
) -> list[PassageKind | None]:
    """Return the kinds of the blocks, with what repeats the article or leads away from it as boilerplate."""
    found = list(kinds)
    for i, form in enumerate(forms):
        if kinds[i] is PassageKind.BODY and form and form[0] in (Form.PULL_QUOTE, Form.RELATED):
            found[i] = PassageKind.BOILERPLATE
    return found


def laid_out(places: Sequence[tuple[int, Block]], forms: dict[int, tuple[Form, Any] | None]) -> tuple[LaidOut, ...]:
    """Return the layout of a text: neighbouring blocks of one list, table or quotation are one.

    ``places`` are where in the text each block begins, ``forms`` the forms by the block's ``id``.
    """
    found: list[tuple[LaidOut, Any]] = []
    before = False
    for at, block in places:
        form = forms.get(id(block))
        if form is None:
            before = False
            continue
        end = at + len(block.text)
        if before and found[-1][0].form is form[0] and found[-1][1] is form[1]:
            found[-1] = (LaidOut(form[0], found[-1][0].start, end), form[1])
        else:
            found.append((LaidOut(form[0], at, end), form[1]))
        before = True
    return tuple(one for one, _ in found)
