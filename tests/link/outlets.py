"""Pages of one or several outlets (``outlets.tsv``): what linking joins of them that is two, and parts that is one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from khabar.coder import Coder
from khabar.link import link_reports
from khabar.read import read_page
from khabar.records import Coded
from khabar.tables import read_table

TABLE = Path(__file__).parent / "outlets.tsv"


@dataclass(frozen=True)
class Page:
    """A page: its corpus, its outlet, its day, and its sentences (the title first) after the incident of each."""

    corpus: str
    outlet: str
    published: date
    sentences: list[tuple[str, str]]

    def coded(self, coder: Coder) -> Coded:
        """Return the page as it is coded."""
        title, *body = (sentence for _, sentence in self.sentences)
        text = title + "\n\n" + "\n\n".join(body) + "\n"
        name = f"{self.corpus}-{self.outlet}"
        return coder.code(read_page(text, name=name, published=self.published, outlet=self.outlet))

    def incident(self, text: str, start: int) -> str | None:
        """Return which incident the sentence tells of that holds offset ``start`` of ``text``."""
        for incident, sentence in self.sentences:
            at = text.find(sentence)
            if at <= start < at + len(sentence):
                return incident
        return None


@dataclass
class Tally:
    """What came out: incidents with several reports, those of several deeds; deeds over outlets, those in parts."""

    several: int = 0
    impure: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    over_outlets: int = 0
    parted: list[tuple[str, str]] = field(default_factory=list)


@cache
def pages() -> list[Page]:
    """Return the pages of the table."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for row in read_table(TABLE, ("corpus", "outlet", "published", "incident", "sentence")):
        key = row["corpus"], row["outlet"], row["published"]
        found.setdefault(key, []).append((row["incident"], row["sentence"]))
    return [Page(corpus, outlet, date.fromisoformat(day), told) for (corpus, outlet, day), told in found.items()]


def tally(coded: Sequence[tuple[Page, Coded]]) -> Tally:
    """Link the pages of each corpus, and return what is wrong."""
    result = Tally()
    by_corpus: dict[str, list[tuple[Page, Coded]]] = defaultdict(list)
    for page, one in coded:
        by_corpus[page.corpus].append((page, one))
    for corpus, own in by_corpus.items():
        home = {m.report_id: m.incident_id for m in link_reports([one for _, one in own]).memberships}
        held: dict[str, list[tuple[str, str]]] = defaultdict(list)
        outlets: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for page, one in own:
            for report in one.reports:
                deed = page.incident(one.document.text, report.trigger.start)
                if report.opens and deed is not None and report.event_type.value == "ASSAULT":
                    held[home[report.report_id]].append((deed, report.quote))
                    outlets[deed][page.outlet].add(home[report.report_id])
        for told in held.values():
            result.several += len(told) > 1
            if len({deed for deed, _ in told}) > 1:
                result.impure.append((corpus, told))
        for deed, by_outlet in outlets.items():
            if len(by_outlet) > 1:
                result.over_outlets += 1
                if not set.intersection(*by_outlet.values()):
                    result.parted.append((corpus, deed))
    return result
