"""What kind of voice a source is: what its words say, else what is known of who it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from khabar.actor import ActorMatch, Register
from khabar.records import SourceKind

_VOICES: Final = {
    "state": SourceKind.OFFICIAL,
    "government": SourceKind.OFFICIAL,
    "legislature": SourceKind.OFFICIAL,
    "judiciary": SourceKind.OFFICIAL,
    "police": SourceKind.OFFICIAL,
    "intelligence": SourceKind.OFFICIAL,
    "military": SourceKind.MILITARY,
    "rebel": SourceKind.GROUP,
    "militia": SourceKind.GROUP,
    "armed": SourceKind.GROUP,
    "political": SourceKind.GROUP,
    "criminal": SourceKind.GROUP,
    "igo": SourceKind.ORGANISATION,
    "ngo": SourceKind.ORGANISATION,
    "media": SourceKind.MEDIA,
    "expert": SourceKind.EXPERT,
    "witness": SourceKind.WITNESS,
}


_OFFICE_VOICES: Final = {"army_chief": SourceKind.MILITARY, "group_leader": SourceKind.GROUP}
"""What the holders of offices speak as; those of all others are officials."""


@dataclass(slots=True)
class VoiceKinds:
    """The kinds of the voices of one document; who was one once is one throughout. ``on`` is the document's day."""

    register: Register
    on: date | None
    _kinds: dict[str, SourceKind] = field(default_factory=dict)

    def of(self, kind: SourceKind, match: ActorMatch | None) -> SourceKind:
        """Return what kind of voice a source is: what its words say, else what is known of who it is."""
        if match is None or match.actor_id is None:
            return kind
        if kind is SourceKind.UNNAMED:
            kind = self._kinds.get(match.actor_id) or _VOICES.get(match.kind or "") or self._by_office(match, kind)
        if kind is not SourceKind.UNNAMED:
            self._kinds.setdefault(match.actor_id, kind)
        return kind

    def _by_office(self, match: ActorMatch, kind: SourceKind) -> SourceKind:
        """Return what kind of voice a person is by the office held on the day, ``kind`` for one without."""
        if match.kind != "person" or match.actor_id is None:
            return kind
        terms, on = self.register.terms_of(match.actor_id), self.on
        held = [t for t in terms if on is None or ((t.start or on) <= on <= (t.end or on))]
        kinds = {_OFFICE_VOICES.get(t.office, SourceKind.OFFICIAL) for t in held}
        if len(kinds) == 1:
            return kinds.pop()
        return SourceKind.OFFICIAL if SourceKind.OFFICIAL in kinds else kind
