"""How many independent sources stand behind an incident.

The rule, in order:

1. A reader's comment is no origin, and neither is a report that does not open an incident.
2. A report that a named speaker is given for has that speaker as its origin: the innermost link of its chain whose
   actor the register knows, or whose words name a speaker. Two articles that cite one speaker for one incident
   share one origin; a speaker called by surname is the one whose full name ends in it, if there is only one.
3. An article with no such speaker is an origin of its own under its outlet's name. Two articles of one outlet are
   one. What an article says in its own voice beside a speaker's statement is not counted again, and neither is the
   speaker whom its title names for short ("the army says") beside those of its text ("the army's spokesman ...").
4. Articles of one text (``khabar.read.sameness``: copies, updates, excerpts) are one origin together with all their
   speakers.

The kinds of voices and the words that the rule goes by are in ``data/origins.tsv``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Final

from khabar.errors import DataFileError
from khabar.folding import fold
from khabar.read.address import host_of
from khabar.read.sameness import Sketch, body_text, cluster, signature
from khabar.records import Document, PassageKind, Report
from khabar.tables import packaged, word_classes

_CLASSES: Final = ("no origin", "by name", "determiner", "rank", "particle", "preposition", "common")


@cache
def _words(kind: str) -> frozenset[str]:
    """Return the words of one class of ``data/origins.tsv``.

    Raises:
        DataFileError: if the file has a class that the rule does not know.
    """
    classes = word_classes("khabar.link", "origins.tsv")
    unknown = sorted(set(classes) - set(_CLASSES))
    if unknown:
        raise DataFileError(packaged("khabar.link", "origins.tsv"), 0, unknown[0], f"one of {', '.join(_CLASSES)}")
    return classes.get(kind, frozenset())


@cache
def _determiner() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(map(re.escape, sorted(_words('determiner'))))}) ", re.IGNORECASE)


@cache
def _ranks() -> re.Pattern[str]:
    """Return what finds ranks and offices before a name; a word with ``*`` stands for all that begin so."""
    words = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in sorted(_words("rank"), reverse=True))
    return re.compile(rf"^(?:(?:{words})\.? )+", re.IGNORECASE)


def outlet_of(document: Document) -> str:
    """Return the outlet of a document: as the page names it, else the host of its address, else its name.

    The address of a web archive is that of the page it keeps.
    """
    if document.outlet:
        return document.outlet
    return (host_of(document.url) or document.name).removeprefix("www.")


def speaker_of(report: Report) -> str | None:
    """Return who a report goes back to: the innermost named speaker of its chain, ``None`` without one.

    A register id, or ``~`` and a name: of a person without rank and office, of a body with all its words.
    """
    for link in reversed(report.chain):
        if link.actor_id:
            return link.actor_id
        if link.text and link.kind.value not in _words("no origin"):
            name = name_of(link.text)
            if name is None and link.kind.value not in _words("by name"):
                name = _body_of(link.text)
            if name is not None:
                return "~" + name
    return None


def spelled(origin: str, reports: Iterable[Report]) -> str:
    """Return what an origin is called where it is no id of the register: its name as ``reports`` first write it."""
    if not origin.startswith("~"):
        return origin
    name = origin[1:]
    n_words = len(name.split())
    for report in reports:
        for link in report.chain:
            words = (link.text or "").split()
            for at in range(len(words) - n_words + 1):
                told = " ".join(words[at : at + n_words]).strip(",;:")
                if fold(told) == name:
                    return told
    return name


def name_of(text: str) -> str | None:
    """Return the folded name that a speaker is called by, ``None`` where the words only say what he or she is.

    >>> name_of("The army spokesman, Colonel Tarik Melun"), name_of("Velm police"), name_of("a resident of Velm")
    ('tarik melun', None, None)
    """
    for part in " ".join(text.split()).split(","):
        words = _determiner().sub("", part.strip()).split()
        at = len(words)
        while at and (words[at - 1][0].isupper() or (at < len(words) and words[at - 1] in _words("particle"))):
            at -= 1
        name = fold(_ranks().sub("", " ".join(words[at:])))
        if name and name not in _words("common") and not (at and words[at - 1] in _words("preposition")):
            return name
    return None


def _body_of(text: str) -> str | None:
    """Return the folded words for a body that is told from others by a name: "Velm police", not "Police"."""
    words = _determiner().sub("", " ".join(text.split()))
    first, _, rest = words.partition(" ")
    named = any(char.isupper() for char in (rest if fold(first) in _words("common") else words))
    return fold(words) if named else None


def origins_of(
    reports: Iterable[Report], documents: Mapping[str, Document], signatures: Mapping[str, bytes] | None = None
) -> dict[str, str]:
    """Return the origin of each report of one incident, by report id.

    With ``signatures`` of the documents, by id, their texts are not looked at.
    """
    by_document: dict[str, list[Report]] = {}
    for report in reports:
        if report.opens:
            by_document.setdefault(report.doc_id, []).append(report)
    own: dict[str, str] = {}
    in_document: dict[str, list[str]] = {}
    full = _full_names(report for given in by_document.values() for report in given)
    for doc_id in sorted(by_document):
        speakers = {r.report_id: full.get(s, s) if (s := speaker_of(r)) else None for r in by_document[doc_id]}
        titled = {report.report_id for report in by_document[doc_id] if report.passage is PassageKind.TITLE}
        told = sorted({speaker for report_id, speaker in speakers.items() if speaker and report_id not in titled})
        if told:
            speakers |= {report_id: None for report_id in titled if speakers[report_id] not in told}
        named = told or sorted({speaker for speaker in speakers.values() if speaker})
        fallback = named[0] if named else outlet_of(documents[doc_id])
        for report_id, speaker in speakers.items():
            own[report_id] = speaker or fallback
        in_document[doc_id] = named or [fallback]
    joined = _join(in_document, documents, signatures or {})
    return {report_id: joined[origin] for report_id, origin in own.items()}


def _full_names(reports: Iterable[Report]) -> dict[str, str]:
    """Return, for speakers called by a part of a name, the one speaker of the incident whose name ends in it.

    "Melun" is "Tarik Melun", and both are the person that the register knows by that name, unless two could be meant.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for report in reports:
        speaker = speaker_of(report)
        link = next((link for link in reversed(report.chain) if link.actor_id == speaker), None) if speaker else None
        if speaker and speaker.startswith("~"):
            names[speaker].add(speaker[1:])
        elif speaker and speaker.startswith("person:") and link and link.text and (name := name_of(link.text)):
            names[speaker].add(name)
    full: dict[str, str] = {}
    for speaker in sorted(names):
        if speaker.startswith("~"):
            short = speaker[1:]
            longer = sorted(
                other
                for other, called in names.items()
                if other != speaker
                and any(n.endswith(" " + short) or (n == short and not other.startswith("~")) for n in called)
            )
            if len(longer) == 1:
                full[speaker] = longer[0]
    return {speaker: full.get(to, to) for speaker, to in full.items()}


def _join(
    in_document: Mapping[str, list[str]], documents: Mapping[str, Document], signatures: Mapping[str, bytes]
) -> dict[str, str]:
    """Return, for each origin, the one that stands for it once copies are put together."""
    parent = {origin: origin for origins in in_document.values() for origin in origins}

    def find(origin: str) -> str:
        while parent[origin] != origin:
            origin = parent[origin]
        return origin

    if len(in_document) < 2:
        return {origin: origin for origin in sorted(parent)}
    texts: dict[str, str] = {}
    sketches = (_sketch(documents[doc_id], signatures.get(doc_id)) for doc_id in sorted(in_document))
    same = cluster(sketches).text_cluster
    for doc_id in sorted(in_document):
        leader = texts.setdefault(same[doc_id], doc_id)
        roots = sorted({find(origin) for origin in (*in_document[doc_id], *in_document[leader])})
        for root in roots[1:]:
            parent[root] = roots[0]
    return {origin: find(origin) for origin in sorted(parent)}


def _sketch(document: Document, signed: bytes | None) -> Sketch:
    signed = signed if signed is not None else _signature(body_text(document))
    return Sketch(document.doc_id, signed, document.url, document.outlet, document.published)


@lru_cache(maxsize=4096)
def _signature(text: str) -> bytes:
    return signature(text)
