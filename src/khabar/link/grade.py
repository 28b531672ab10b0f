"""The grade of an incident: how reliable its best source is, how well what it says is borne out (Admiralty code).

The rule is a table, ``data/grades.tsv``, which a user may replace (``[link] grades`` in ``khabar.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from operator import ge, le
from pathlib import Path
from typing import Final

from khabar.errors import DataFileError
from khabar.link.sides import OTHERS, Dispute, side_of
from khabar.records import Actor, Document, Grade, Incident, Report, Role
from khabar.tables import Row, packaged, read_table

SOURCE, INFORMATION = "source", "information"
_SIGNS: Final[Mapping[str, str]] = {SOURCE: "ABCDEF", INFORMATION: "123456"}
_KEYS: Final[Mapping[str, frozenset[str]]] = {
    SOURCE: frozenset({"kind", "party", "named", "actor", "outlet"}),
    INFORMATION: frozenset({"origins", "outlets", "documents", "denials", "whether", "who", "standing"}),
}
_COUNTS: Final = frozenset({"origins", "outlets", "documents", "denials"})
_TEST: Final = re.compile(r"(\w+)(>=|<=|!=|=)(.+)")
_COMPARE: Final[Mapping[str, Callable[[int, int], bool]]] = {">=": ge, "<=": le}

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line of the table: its sign where all of its tests hold, and why."""

    sign: str
    tests: tuple[tuple[str, str, str], ...]
    why: str

    def holds(self, facts: Facts) -> bool:
        """Return whether all tests hold."""
        return all(_holds(facts[key], key, sign, wanted) for key, sign, wanted in self.tests)


Grades = Mapping[str, tuple[Rule, ...]]

_table: ContextVar[Path | None] = ContextVar("khabar_grades", default=None)


@contextmanager
def grading_by(path: Path | None) -> Iterator[None]:
    """Let a user's table of grades hold inside the ``with`` block, in this thread; ``None``: khabar's own.

    Raises:
        DataFileError: naming the line that cannot be used.
    """
    load_grades(path)
    token = _table.set(path)
    try:
        yield
    finally:
        _table.reset(token)


def load_grades(path: Path | None = None) -> Grades:
    """Return the rules by axis, in their order.

    Raises:
        DataFileError: naming the line that cannot be used, or the axis without a line that always holds.
    """
    path = path or packaged("khabar.link", "grades.tsv")
    try:
        changed = path.stat().st_mtime_ns
    except OSError:
        changed = 0
    return _load(path, changed)


@lru_cache(maxsize=8)
def _load(path: Path, changed_ns: int) -> Grades:
    rules: dict[str, list[Rule]] = {axis: [] for axis in _SIGNS}
    for row in read_table(path, ("axis", "sign", "when", "why")):
        axis = row["axis"]
        if axis not in _SIGNS:
            raise row.error(f"axis {axis!r}", f"one of {', '.join(_SIGNS)}")
        if row["sign"] not in tuple(_SIGNS[axis]):
            raise row.error(f"sign {row['sign']!r}", f"one of {', '.join(_SIGNS[axis])}")
        rules[axis].append(Rule(row["sign"], tuple(_tests(row, axis)), row["why"]))
    for axis, lines in rules.items():
        if not lines or lines[-1].tests:
            raise DataFileError(path, 0, f"no line of axis {axis} that always holds", "* as the last of its tests")
    return {axis: tuple(lines) for axis, lines in rules.items()}


def _tests(row: Row, axis: str) -> Iterator[tuple[str, str, str]]:
    for test in row["when"].split():
        if test == "*":
            continue
        match = _TEST.fullmatch(test)
        if match is None or match[1] not in _KEYS[axis]:
            raise row.error(f"test {test!r}", f"KEY=VALUE, KEY>=N …, where KEY is {', '.join(sorted(_KEYS[axis]))}")
        if (match[2] in _COMPARE or match[1] in _COUNTS) and not match[3].isdigit():
            raise row.error(f"test {test!r}", "a whole number")
        if match[2] in _COMPARE and match[1] not in _COUNTS:
            raise row.error(f"test {test!r}", f"one of {', '.join(sorted(_COUNTS))} before {match[2]}")
        yield match[1], match[2], match[3].replace("_", " ")


def _holds(fact: str | int, key: str, sign: str, wanted: str) -> bool:
    if sign in _COMPARE:
        return _COMPARE[sign](int(fact), int(wanted))
    options = wanted.split("|")
    if key == "actor":
        met = any(fact == one or str(fact).startswith(f"{one}.") for one in options)
    else:
        met = str(fact).replace("_", " ") in options
    return met is (sign == "=")


def grade_of(
    incident: Incident, opening: Sequence[Report], documents: Mapping[str, Document], dispute: Dispute
) -> Grade:
    """Return the grade of an incident by the table that holds now. Readers' comments have no part in it."""
    table = load_grades(_table.get())
    doers, struck = _ids(incident.agents), _ids(incident.targets)
    signs = [_first(table[SOURCE], _voice(report, documents, doers, struck)) for report in opening]
    source = min(signs, key=lambda rule: rule.sign) if signs else table[SOURCE][-1]
    information = _first(table[INFORMATION], _facts(incident, dispute))
    return Grade(source.sign, int(information.sign), source.why, information.why)


def _first(rules: Sequence[Rule], facts: Facts) -> Rule:
    return next(rule for rule in rules if rule.holds(facts))


def _voice(report: Report, documents: Mapping[str, Document], doers: list[str], struck: list[str]) -> Facts:
    link = report.chain[-1]
    return {
        "kind": link.kind.value,
        "party": "no" if side_of(link.actor_id, doers, struck) == OTHERS else "yes",
        "named": "yes" if link.actor_id else "no",
        "actor": link.actor_id or "",
        "outlet": documents[report.doc_id].outlet or "",
    }


def _facts(incident: Incident, dispute: Dispute) -> Facts:
    doubted = any(line.startswith("whether it happened: doubted") for line in incident.contradictions)
    return {
        "origins": incident.n_origins,
        "outlets": incident.n_outlets,
        "documents": incident.n_documents,
        "denials": len(dispute.own) + len(dispute.deniers),
        "whether": "denied" if dispute.deniers else "doubted" if doubted else "agreed",
        "who": "contested" if dispute.own or dispute.rivals else "agreed",
        "standing": incident.standing.value,
    }


def _ids(actors: Sequence[Actor]) -> list[str]:
    return [actor.actor_id for actor in actors if actor.actor_id and actor.role is not Role.ABOUT]
