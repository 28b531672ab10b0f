"""Happenings → what they name: all words over documents that speak of one deed, arrest, trial or statement."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from khabar.link.happenings import SPEECH, Happening, find_happenings
from khabar.link.linked import Linked
from khabar.link.stories import stories
from khabar.records import Coded, Document


@dataclass(frozen=True, slots=True)
class Named:
    """A happening by all words that name it, in the order of document and text.

    ``story`` numbers the articles on one case. ``incident_id`` is the incident of most of the words that reports hang
    on, ``None`` where no report does.
    """

    sense: str
    story: int
    words: tuple[Happening, ...]
    incident_id: str | None = None


def link_happenings(
    documents: Iterable[Document], *, coded: Iterable[Coded] = (), linked: Linked | None = None
) -> list[Named]:
    """Return what documents tell as happenings, each with all words that name it; the larger first.

    Words of one sense in articles on one case name one happening; what is said is one only from one speaker. With the
    documents' reports and their linking, each happening also has its incident. The result depends on the set of
    documents alone, not on their order, and changes no report and no incident.

    >>> from khabar.read import read_page
    >>> page = read_page("Gunmen killed two men in Velm. The murders were condemned.", name="a")
    >>> [(named.sense, [word.text for word in named.words]) for named in link_happenings([page])]
    [('kill', ['killed', 'murders']), ('condemn', ['condemned'])]
    """
    ordered = sorted({d.doc_id: d for d in documents}.values(), key=lambda d: d.doc_id)
    together: dict[tuple[int, str, str], list[Happening]] = defaultdict(list)
    for number, positions in enumerate(stories(ordered)):
        for word in (h for at in positions for h in find_happenings(ordered[at])):
            together[number, word.sense, _whose(word)].append(word)
    incidents = _Incidents(coded, linked)
    named = [Named(sense, story, tuple(words), incidents.of(words)) for (story, sense, _), words in together.items()]
    return sorted(named, key=lambda one: (-len(one.words), one.words[0].doc_id, one.words[0].start))


def _whose(word: Happening) -> str:
    """Return what parts words of one sense: whose statement it is, and one without a speaker is like no other."""
    if word.sense != SPEECH:
        return ""
    return word.speaker or f"{word.doc_id} {word.start}"


class _Incidents:
    """Which incident the words are of that reports hang on."""

    def __init__(self, coded: Iterable[Coded], linked: Linked | None) -> None:
        home = {m.report_id: m.incident_id for m in linked.memberships} if linked else {}
        self._at: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for one in coded:
            for report in one.reports:
                if report.report_id in home:
                    at = report.trigger.start, report.trigger.end, home[report.report_id]
                    self._at[one.document.doc_id].append(at)

    def of(self, words: Sequence[Happening]) -> str | None:
        """Return the incident of most words, the first by id of several; ``None`` if no report hangs on any."""
        votes = Counter(
            incident
            for word in words
            for start, end, incident in self._at.get(word.doc_id, ())
            if start < word.end and word.start < end
        )
        return min(votes, key=lambda incident: (-votes[incident], incident), default=None)
