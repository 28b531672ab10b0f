"""Parts of a toll, tolls of none, and figures that are not to be had: read from the words, not the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from khabar.event.numbers import Quantity, quantities
from khabar.event.tollgroups import group_in
from khabar.event.tollmention import TollMention, toll_of
from khabar.event.tollshares import share_of_them
from khabar.event.tollwords import toll_words
from khabar.numerals import WORD, integer
from khabar.parse.sentence import Sentence
from khabar.rare import Rare
from khabar.records import Measure, Toll

_PART = re.compile(
    r"(?:(?P<n1>[\w ,-]{1,40}?) of (?:them|whom|those|which)(?:,? (?:were|was|are|is))?(?: (?:a|an|all))? "
    r"(?P<of1>[^\W\d][\w' -]{2,40})"
    r"|\b(?:including|among (?:them|whom)(?: were| was)?) (?P<of2>[\w' -]{2,70}?)"
    r"(?=[,.;)]| in | at | on | when | and (?:\w+ing|wounded|injured|left)|$))"
)
_PART_WORDS = (" of them", " of whom", " of those", " of which", "including ", "among them", "among whom")
_NEW_MEMBER = re.compile(
    rf"(?:,|,? and) (?=(?:at least |about |some |up to )?(?:\d|(?:an? )?{WORD}\b|an? ))", re.IGNORECASE
)
_END_OF_MEMBER = re.compile(
    r"[,.;:()–—]| - | (?:in|at|on|when|who|which|were|was|are|is|from|by|during|after|but|while|according)\b"
    r"| and (?:\w+ing|wounded|injured|left)\b|$"
)
_ONE_NAMED = re.compile(r"(?:(?:the|his|her|their|its) )?(?=[\w'-]+(?: [\w'-]+)?$)", re.IGNORECASE)
"""Opens one person in a list: "including the attacker", in headlines "including pastor"."""
_ARTICLE = re.compile(r"an? (?=[^\W\d])", re.IGNORECASE)
_STATE = re.compile(r" ?(?:and )?(?:were|was|are|is|have|had)? ?(?:wounded|injured|hurt|killed|dead|missing)\b", re.I)
_NO_GROUP = re.compile(
    r"(?:\w+ly|in|at|on|under|still|being|been|had|has|have|later|not|dead|died|dying|killed|slain|wounded|injured|hurt|missing|alive|survived)"
    r"\b(?! \w+s\b)",
    re.IGNORECASE,
)
"""What is said of a part and names no group: "11 of them critically", "none of them died"."""
_OF_THE_FORMER = re.compile(
    r"^(?:of|among) (?:the|those) (?P<whole>[^.;]{1,90}?), (?:at least |about |only )?(?P<n>[\w-]+(?: [\w-]+)?) "
    r"(?:were|was|are|is) (?P<of>[^\W\d][\w' -]{2,40})",
    re.IGNORECASE,
)
"""A part told after its whole: "of the 14 people killed in the raid, seven were children"."""
_OF_THE_DEAD = Rare(
    r"(?P<n>[\w ,-]{1,30}?) of (?:the|those) (?:(?!were |was |are |is |has |ha[dv]e? )(?P<whole>\d+|[\w-]+) )?"
    r"(?:(?!were |was |are |is |has |ha[dv]e? )[\w-]+ )??"
    r"(?P<state>dead|killed|slain|wounded|injured|missing|fatalities|deaths) "
    r"(?:(?:in|by|at|on|near|during|when|from) [^.;]{3,60}? )?(?:were|are|was|is) (?P<of>[^\W\d][\w' -]{2,40})",
    re.IGNORECASE,
)
_AMONG_THE_DEAD = Rare(
    r"(?P<of>[\w' ,-]{3,60}?) (?:were|was|are|is) (?:also )?among (?:the |those |at least |more than |some |\d){1,3}"
    r"(?:[\w-]+ ){0,3}?(?P<state>dead|killed|slain|wounded|injured|missing)\b",
    re.IGNORECASE,
)
_LISTED = Rare(
    r"\b(?:(?P<first>the|those)|(?:among|of) (?:the|those)) (?:[\w-]+ )??"
    r"(?P<state>dead|killed|slain|wounded|injured|missing|victims)"
    r"(?: (?:in|by|at|on|near|during|when|from) [^.;,]{3,60}?)? (?(first)includ(?:e[sd]?|ing)|(?:were|was|are|is)) "
    r"(?P<who>[^.;]{3,90})",
    re.IGNORECASE,
)
"""Opens a list of some of the dead: "the dead included four children", "among those killed were three clerks"."""
_OF_OR_AMONG = re.compile(r" of tho?se | of the | among ", re.IGNORECASE)
"""What both patterns hold: they try every run of words, so they are only tried where it stands."""
_STATES = {"wounded": Measure.INJURED, "injured": Measure.INJURED, "missing": Measure.MISSING}
_NONE_AT_ALL = Rare(r"\bthere (?:were|are|have been|had been) no (?:\w+ )?casualties\b|\bcaus\w+ no casualties\b", re.I)
_NEITHER = Rare(r"\b(?:caus\w+|(?:were|was|are)) neither (?P<one>[a-z]+) nor (?P<other>[a-z]+)\b", re.IGNORECASE)
_NONE_OF = {
    **dict.fromkeys(("deaths", "fatalities", "death"), (Measure.KILLED,)),
    **dict.fromkeys(("injuries", "injury"), (Measure.INJURED,)),
    "casualties": (Measure.KILLED, Measure.INJURED),
}
_UNAVAILABLE = Rare(
    r"\bno (?:\w+ ){0,3}(?:casualt(?:y|ies)|death|deaths|toll|fatalities|injur(?:y|ies)|figures?|numbers?)"
    r"(?: (?:figures?|counts?|numbers?|details?|tolls?|estimates?|information|data))?"
    r"(?: (?:was|were|is|are|has been|have been|had been))?"
    r"(?: \w+ly)? (?:available|known|given|released|provided|issued|reported|disclosed|published|on hand|announced)"
    r"|\b(?:casualty|death|number of (?:casualties|dead|killed|victims|deaths|injured|wounded)|casualties|"
    r"death toll|toll)"
    r"(?: (?:figures?|counts?|numbers?|toll|details))? (?:was|were|is|are|remain(?:s|ed)?|could)(?: still)?"
    r"(?: not| n't)?(?: be)?(?: \w+ly)? (?:unknown|unclear|unavailable|not (?:\w+ly )?(?:known|clear|available|"
    r"verified|given)|"
    r"(?<=not )(?:known|clear|available|verified|confirmed|determined)|(?:independently )?verified)"
    r"|\bno (?:immediate |further |other |official )*(?:reports?|word|details?|information|confirmation)"
    r" (?:of|on|about) (?:any )?(?:\w+ )?(?:casualties|deaths|injuries|victims|fatalities)"
    r"|\b(?:gave|gives?|given|provided|released|issued|had) no (?:exact |precise |casualty )?(?:figures?|numbers?)"
    r" (?:for|of|on) (?:the )?(?:number of )?(?:wounded|injured|dead|killed|casualties|victims)"
    r"|\b(?:(?:could|can|would|did) ?(?:not|n't)|cannot|unable to|declined to|not|n't) (?:\w+ly )?"
    r"(?:say|tell|clear|known|specify|determine|confirm) (?:exactly |precisely )?how many(?: [\w-]+){0,6}? "
    r"(?:killed|dead|died|dying|wounded|injured|hurt|missing)"
    r"|\bhow many(?: [\w-]+){0,12}? (?:is|was|remain(?:s|ed)?) (?:\w+ly )?"
    r"(?:not (?:\w+ly )?(?:known|clear)|unknown|unclear)"
    r"|\bnot (?:\w+ ){0,2}(?:known|clear) (?:whether|if) (?:anyone |anybody |there (?:were|are|had been) (?:any )?)"
    r"(?:[\w-]+ ){0,6}?(?:killed|dead|died|wounded|injured|hurt|casualties|injuries|deaths)"
    r"|\b(?:information|details|data|figures) (?:on|about|of) (?:any )?(?:casualties|losses|victims|the dead)"
    r" (?:is|are|was|were) (?:still )?being (?:clarified|established|verified|determined|checked)"
    r"|\b(?:gave|gives?|given|provided|released|issued|had) no (?:further |immediate )?(?:details|word|information)"
    r" (?:of|on|about) (?:any )?(?:its |their |the )?(?:losses|casualties|dead|victims)"
    r"|\ban? (?:undetermined|unknown|unspecified|undisclosed) number (?:of (?:[\w-]+ ){1,3}?)?"
    r"(?:(?:were|was|are|is|have been|had been) )?(?:also )?(?:killed|dead|wounded|injured|hurt|missing)\b"
    r"|\b(?:did not|didn't|without) (?:giv(?:e|ing)|provid(?:e|ing)|releas(?:e|ing)|specify(?:ing)?) "
    r"(?:\w+ ){0,2}(?:casualty|death|casualties)(?: figures?| toll| numbers?)?",
    re.IGNORECASE,
)  # fmt: skip


_HURT = frozenset({"injury", "wound", "injure", "hurt", "wounded", "injured"})
_HARMS = _HURT | {"casualty", "death", "fatality", "victim", "toll", "kill", "die", "dead"}


def parts_of(sentence: Sentence, found: list[TollMention]) -> list[TollMention]:
    """Return tolls for the parts that the text counts out: "12 people, including three children"."""
    parts: list[TollMention] = []
    for mention in found:
        begin = max(mention.toll.end, mention.victim[1] if mention.victim else 0)
        others = [m.toll.start for m in found if m.toll.start > begin]
        stop = sentence.tokens[-1].end
        rest = sentence.slice(begin, stop)
        match = _PART.search(rest) if any(word in rest for word in _PART_WORDS) else None
        if match is None or match.start() > 60:
            continue
        at = match.start()
        if match["of1"]:
            base = begin + match.start("n1")
            share = share_of_them(match["n1"], mention.toll.best)
            counted = [share] if share is not None else quantities(match["n1"])[-1:]
            group = _NEW_MEMBER.split(match["of1"])[0].strip()
            listed = [(quantity, group) for quantity in counted]
            listed += _further(rest, match.start("of1") + len(group), base - begin) if counted else []
            at = match.start("n1") + (counted[0].start if counted else 0)
        else:
            base = begin + match.start("of2")
            listed = _members(rest[match.start("of2") :])
        if any(o < begin + at for o in others):
            continue
        for quantity, of in listed:
            if not of or _NO_GROUP.match(of):
                continue
            toll = toll_of(
                sentence,
                mention.toll.measure,
                replace(quantity, start=base + quantity.start, end=base + quantity.end),
                _short(of),
            )
            if any(m.toll.start == toll.start and m.toll.measure is not toll.measure for m in found):
                continue
            parts.append(TollMention(toll, mention.head_i, None))
    parts.extend(_of_the_former(sentence, found))
    taken = {(m.toll.start, m.toll.end, m.toll.measure) for m in parts}
    found[:] = [m for m in found if (m.toll.start, m.toll.end, m.toll.measure) not in taken]
    return parts


def _of_the_former(sentence: Sentence, found: list[TollMention]) -> Iterator[TollMention]:
    match = _OF_THE_FORMER.match(sentence.text)
    if match is None or _NO_GROUP.match(match["of"]):
        return
    base = sentence.stretch.start
    whole = next((m for m in found if m.toll.end <= base + match.end("whole") and m.toll.of is None), None)
    for quantity in quantities(match["n"])[:1] if whole is not None else ():
        moved = replace(
            quantity, start=base + match.start("n") + quantity.start, end=base + match.start("n") + quantity.end
        )
        assert whole is not None
        yield TollMention(toll_of(sentence, whole.toll.measure, moved, _short(match["of"])), whole.head_i, None)


def _members(text: str) -> list[tuple[Quantity, str]]:
    """Return the counts and the groups of a list that begins ``text``: "19 women, 8 children and a nurse"."""
    found: list[tuple[Quantity, str]] = []
    at = 0
    while True:
        stop = _END_OF_MEMBER.search(text, at)
        following = _NEW_MEMBER.search(text, at)
        end = min(stop.start() if stop else len(text), following.start() if following else len(text))
        one = text[at:end]
        counted = quantities(one)
        the = None
        if counted:
            quantity = replace(counted[0], start=at + counted[0].start, end=at + counted[0].end)
        elif article := _ARTICLE.match(one):
            quantity = Quantity(1, 1, 1, at, at + article.end() - 1)
        elif _names_people(one) and (the := _ONE_NAMED.match(one)):
            quantity = Quantity(1, 1, 1, at, end)
        else:
            break
        of = text[quantity.end : end].strip() or one[the.end() if the else 0 :]
        if found and not (_names_people(of) and not _STATE.match(text, end)):
            break  # "including three children, and 40 others were wounded"
        found.append((quantity, of))
        if following is None or following.start() != end:
            break
        at = following.end()
    return found


def _last_members(text: str) -> list[tuple[Quantity, str]]:
    """Return the list of people that ends ``text``, from the first count on: "six policemen and three attackers"."""
    for counted in quantities(text):
        members = _members(text[counted.start :])
        if members and all(_names_people(of) for _, of in members):
            return [(replace(q, start=q.start + counted.start, end=q.end + counted.start), of) for q, of in members]
    return []


def _further(rest: str, at: int, base: int) -> list[tuple[Quantity, str]]:
    """Return the further members of a list that goes on at ``at``, counted from ``base``: "… and four women"."""
    following = _NEW_MEMBER.match(rest, at)
    if following is None:
        return []
    shift = following.end() - base
    return [
        (replace(quantity, start=quantity.start + shift, end=quantity.end + shift), of)
        for quantity, of in _members(rest[following.end() :])
        if _names_people(of)
    ]


def _names_people(words: str) -> bool:
    """Return whether a phrase ends with a noun that is certainly people, singular or plural."""
    last = words.rpartition(" ")[2].lower()
    return group_in(words) is not None or bool({last, last.removesuffix("s")} & toll_words().persons)


def parts_of_the_dead(sentence: Sentence) -> Iterator[TollMention]:
    """Yield the parts that come without a whole: "Eight of the dead were civilians"."""
    if not _OF_OR_AMONG.search(sentence.text):
        return
    for pattern in (_OF_THE_DEAD, _AMONG_THE_DEAD):
        for match in pattern.finditer(sentence.text):
            group = "n" if pattern is _OF_THE_DEAD else "of"
            counted = quantities(match[group])
            if group == "n" and match["whole"]:
                share = share_of_them(match["n"], integer(match["whole"].lower()))
                counted = [share] if share is not None else counted
            if not counted or (group == "n" and _NO_GROUP.match(match["of"])):
                continue
            base = sentence.stretch.start + match.start(group)
            of = match["of"] if group == "n" else match["of"][counted[-1].end :]
            state = sentence.at(
                sentence.stretch.start + match.start("state"), sentence.stretch.start + match.end("state")
            )
            if not state or not of.strip():
                continue
            measure = _STATES.get(match["state"].lower(), Measure.KILLED)
            if group == "of" and len(members := _last_members(match["of"])) > 1:
                for part, who in members:
                    moved = replace(part, start=base + part.start, end=base + part.end)
                    yield TollMention(toll_of(sentence, measure, moved, _short(who)), state[0].i, None)
                continue
            quantity = replace(counted[-1], start=base + counted[-1].start, end=base + counted[-1].end)
            yield TollMention(toll_of(sentence, measure, quantity, _short(of)), state[0].i, None)


def listed(sentence: Sentence, found: list[TollMention]) -> Iterator[TollMention]:
    """Yield the parts that a list of some of the dead or hurt gives: "the dead included four children and a nurse"."""
    if "includ" not in sentence.text and "mong th" not in sentence.text and "Of th" not in sentence.text:
        return
    for match in _LISTED.finditer(sentence.text):
        base = sentence.stretch.start + match.start("who")
        state = sentence.at(sentence.stretch.start + match.start("state"), sentence.stretch.start + match.end("state"))
        for quantity, of in _members(match["who"]) if state else ():
            start, end = base + quantity.start, base + quantity.end
            if not _names_people(of) or _NO_GROUP.match(of) or any(m.toll.start == start for m in found):
                continue
            measure = _STATES.get(match["state"].lower(), Measure.KILLED)
            part = replace(quantity, start=start, end=end)
            yield TollMention(toll_of(sentence, measure, part, _short(of)), state[0].i, None)


def none_at_all(sentence: Sentence) -> Iterator[TollMention]:
    """Yield nobody killed and nobody injured for "there were no casualties"."""
    for match in _NEITHER.finditer(sentence.text):
        for word in ("one", "other"):
            start, end = sentence.stretch.start + match.start(word), sentence.stretch.start + match.end(word)
            harm = sentence.at(start, end)
            for measure in _NONE_OF.get(match[word].lower(), ()) if harm else ():
                yield TollMention(toll_of(sentence, measure, Quantity(0, 0, 0, start, end)), harm[0].i, None)
    for match in _NONE_AT_ALL.finditer(sentence.text):
        start, end = sentence.stretch.start + match.start(), sentence.stretch.start + match.end()
        noun = sentence.at(start, end)[-1]
        for measure in (Measure.KILLED, Measure.INJURED):
            yield TollMention(toll_of(sentence, measure, Quantity(0, 0, 0, start, end)), noun.i, None)


def _short(of: str) -> str:
    """The group of a part, or where its noun is in none the noun phrase that names it, up to the next clause."""
    named = (
        re.split(r"\b(?:in|at|on|when|after|who|which|were|was|from|by|during|and (?=\w+ing\b|wounded|injured))\b", of)[
            0
        ].strip()
        or of
    )
    return named if " and " in named else group_in(named) or named


def mark_unavailable(sentence: Sentence, found: list[TollMention]) -> list[TollMention]:
    """Return the tolls with "no figures were available" marked on the one it is said of, or as a toll of its own."""
    match = _UNAVAILABLE.search(sentence.text)
    if match is None:
        return found
    start, end = sentence.stretch.start + match.start(), sentence.stretch.start + match.end()
    found = [m for m in found if not (m.toll.start >= start and m.toll.end <= end)]
    open_ended = next((m for m in found if m.toll.measure is Measure.KILLED and m.toll.best is None), None)
    if open_ended is not None:
        toll = replace(open_ended.toll, unavailable=True)
        return [replace(m, toll=toll) if m is open_ended else m for m in found]
    tokens = sentence.at(start, end)
    if not tokens:
        return found
    noun = next((t for t in tokens if t.lemma in _HARMS), tokens[0])
    measure = Measure.INJURED if noun.lemma in _HURT else Measure.KILLED
    toll = Toll(measure, None, None, None, sentence.slice(start, end), start, end, None, True)
    return [*found, TollMention(toll, noun.i, None)]
