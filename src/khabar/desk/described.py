"""What the description of the API says of every route: the filters it takes, and the one shape of a refusal."""

from __future__ import annotations

from typing import Any, Final

from pydantic import BaseModel, Field

from khabar.desk.filters import LISTS


class Refusal(BaseModel):
    """Why a request was not answered, in one line."""

    error: str = Field(description="What is wrong, and what was expected.")


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Refusal, "description": "A value that cannot be used."},
    401: {"description": "The token of the start address is missing; a line of plain text."},
    403: {"description": "Asked by another page, or under another name; a line of plain text."},
    404: {"model": Refusal, "description": "There is nothing of this id."},
    409: {"model": Refusal, "description": "The ledger is open for reading only."},
    422: {"model": Refusal, "description": "A value of the wrong kind, or out of bounds."},
}

ABOUT: Final = (
    "What `khabar desk` shows, as JSON. Send the token of the start address as `Authorization: Bearer TOKEN`; what"
    " changes something also needs `Content-Type: application/json` and `X-Khabar: desk`. Lists give `limit` items from"
    " `offset` on; `next` is the offset of the rest, null at the end. Keys are only ever added at the end. Offsets into"
    " texts are code points, end exclusive. A filter that there is not is refused."
)


def _body(*required: str, **told: dict[str, Any]) -> dict[str, Any]:
    schema = {"type": "object", "properties": told, "required": list(required)}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _word(description: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "description": description, **more}


def _words(description: str) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string"}, "description": description}


DECISION: Final = _body(
    "decision",
    "id",
    decision=_word("What is decided.", enum=["accept", "correct", "merge", "split", "reject"]),
    id=_word("Id of the incident, or the beginning of it."),
    reason=_word("Why."),
    field=_word("To correct: killed, injured, date, place, agents, targets, mode, event_type, standing …"),
    value=_word("To correct: 12, 10..15, 10..15~12, 2024-02-12, a name, names; separated, unknown."),
    others=_words("To merge: ids of the other incidents."),
    leaving=_words("To split: ids of the reports, or of the documents, that tell of another incident."),
)
UNDOING: Final = _body(judgement_id=_word("Id of the decision to take back; without it, your own last one."))
PREVIEW: Final = _body(
    ids=_words("Before a merge: the incidents."),
    id=_word("Before a split: the incident."),
    leaving=_words("Before a split: ids of the reports, or of the documents, that would leave."),
)
"""What the routes that change something, or show what would change, take in their body."""

_TOLD: Final = {
    "type": "PLOVER event type, as ASSAULT.",
    "mode": "PLOVER mode, as aerial.",
    "actor": "Id of the register or name of an actor in any role; stands for its parts too (IRQ for IRQ.MIL.AIR).",
    "agent": "The same, of who did it.",
    "target": "The same, of whom it was done to.",
    "country": "ISO 3166-1 alpha-3 code, or the name of a country.",
    "standing": "How an incident stands, as disputed.",
    "since": "First day, YYYY-MM-DD; incidents whose span touches the period are in it, those without a day are not.",
    "until": "Last day, inside.",
    "min_origins": "Least number of independent sources.",
    "with_toll": "1: with dead or injured only.",
    "disputed": "1: only where reports contradict each other.",
    "rejected": "1: those that somebody rejected, in place of the others.",
    "q": "Words in ids, types, places and actors; case and accents do not count.",
    "bbox": "west,south,east,north in degrees.",
}
FILTERS: Final = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": told + (" May be given several times: any of them." if name in LISTS else ""),
            "schema": {"type": "array", "items": {"type": "string"}} if name in LISTS else {"type": "string"},
        }
        for name, told in _TOLD.items()
    ]
}
"""What every list and count can be narrowed by."""
