"""What users of the API build on: keys in their order, one shape of errors, pages, a description; hostile values."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from khabar.desk.app import make_app
from khabar.ledger import Ledger
from tests.desk.conftest import HOST, TOKEN

KEYS = json.loads(Path(__file__).with_name("keys.json").read_text())


def _id(desk: TestClient) -> str:
    return str(desk.get("/api/incidents", params={"q": "belgorod"}).json()["items"][0]["incident_id"])


def _answers(desk: TestClient) -> dict[str, dict[str, object]]:
    ident = _id(desk)
    page = desk.get(f"/api/incidents/{ident}").json()
    document = desk.get(f"/api/documents/{page['documents'][0]['doc_id']}").json()
    made = desk.post("/api/judgements", json={"decision": "accept", "id": ident}).json()
    summary = desk.get("/api/summary").json()
    incidents = desk.get("/api/incidents").json()
    actor = desk.get("/api/actors/M23").json()
    (answer,) = desk.get("/api/check", params={"claim": "Drones struck Belgorod on 12 February 2024."}).json()[
        "answers"
    ]
    return {
        "status": desk.get("/api/status").json(),
        "summary": summary,
        "summary.total": summary["total"],
        "summary.months": summary["months"][0],
        "summary.types": summary["types"][0],
        "summary.actors": summary["actors"][0],
        "incidents": incidents,
        "incidents.items": incidents["items"][0],
        "points.items": desk.get("/api/points").json()["items"][0],
        "incident": page,
        "incident.incident": page["incident"],
        "incident.grid": page["grid"],
        "incident.grid.columns": page["grid"]["columns"][0],
        "incident.grid.rows": page["grid"]["rows"][0],
        "incident.reports": page["reports"][0],
        "incident.documents": page["documents"][0],
        "incident.changes": page["changes"][0],
        "document": document,
        "document.document": document["document"],
        "document.passages": document["passages"][0],
        "document.reports": document["reports"][0],
        "document.explanations": document["explanations"][0],
        "actor": actor,
        "actor.partners": actor["partners"][0],
        "check.answers": answer,
        "queue.items": desk.get("/api/queue").json()["items"][0],
        "judgements.items": desk.get("/api/judgements").json()["items"][0],
        "judgements": made,
        "agreement": desk.get("/api/agreement").json(),
    }


def test_keys_are_only_ever_added_at_the_end(desk: TestClient) -> None:
    """``keys.json`` holds the keys of every answer, in order; a new one goes to the end there too."""
    answers = _answers(desk)
    assert set(KEYS) == set(answers)
    for name, keys in KEYS.items():
        assert list(answers[name])[: len(keys)] == keys, name


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/incidents?limit=0", 422),
        ("/api/incidents?limit=x", 422),
        ("/api/incidents?offset=-1", 422),
        ("/api/incidents?sort=worst", 400),
        ("/api/incidents?since=soon", 400),
        ("/api/incidents/i-none", 404),
        ("/api/documents/d-none", 404),
        ("/api/points?cell=0", 422),
        ("/api/queue?sample=", 422),
        ("/api/check?claim=" + "x" * 3000, 422),
        ("/api/none", 404),
    ],
)
def test_errors_have_one_shape(desk: TestClient, path: str, status: int) -> None:
    answer = desk.get(path)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert answer.json()["error"].strip()
    assert "\n" not in answer.json()["error"]


@pytest.mark.parametrize("content", ["", "{", "[]", '"a"', "null", "1"])
def test_a_body_that_is_none_is_told_in_the_same_shape(desk: TestClient, content: str) -> None:
    answer = desk.post("/api/judgements", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 422
    assert list(answer.json()) == ["error"]


def test_everything_under_api_is_described(desk: TestClient) -> None:
    described = desk.get("/api/openapi.json").json()
    routes = {
        "/api/" + one
        for one in (
            *("status", "summary", "incidents", "points", "incidents/{ident}", "documents/{ident}", "actors/{name}"),
            *("check", "queue", "judgements", "agreement", "preview", "undo"),
        )
    }
    assert set(described["paths"]) == routes
    for path, methods in described["paths"].items():
        for method, told in methods.items():
            assert told.get("description"), (path, method)
            for code in ("400", "422"):
                schema = told["responses"][code]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/Refusal"}, (path, method, code)
    named = {one["name"] for one in described["paths"]["/api/incidents"]["get"]["parameters"]}
    assert {"type", "actor", "country", "since", "until", "q", "bbox", "limit", "offset", "sort"} <= named


def test_a_sample_is_the_same_for_two_and_shows_nobody_what_the_other_said(desk: TestClient, ledger: Ledger) -> None:
    app = make_app(ledger, token=TOKEN, hosts=frozenset({HOST}), author="ben", writes=True)
    headers = {"authorization": f"Bearer {TOKEN}", "x-khabar": "desk"}
    asked = {"sample": "ours", "n": "2"}
    first = desk.get("/api/queue", params=asked).json()["items"]
    ident = first[0]["incident_id"]
    assert desk.post("/api/judgements", json={"decision": "reject", "id": ident}).status_code == 200
    assert [one["incident_id"] for one in desk.get("/api/queue", params=asked).json()["items"]] == [
        first[1]["incident_id"]
    ]
    ben = TestClient(app, base_url=f"http://{HOST}", headers=headers)
    seen = ben.get("/api/queue", params=asked).json()["items"]
    assert [one["incident_id"] for one in seen] == [one["incident_id"] for one in first]
    assert {(one["judged"], one["status"]) for one in seen} == {(0, "live")}
    ben.post("/api/judgements", json={"decision": "accept", "id": ident})
    assert ben.get("/api/agreement").json()["differing"] == {ident: {"ana": "reject", "ben": "accept"}}


_STEMS = (
    *("' OR 1=1 --", '" OR ""="', "'); DROP TABLE incidents; --", "'; ATTACH 'x.db'; --", "1) UNION SELECT 1"),
    *("$1", "?", "%s", "{0}", "\\'", "\x00", "a\u2028b", "\u202e", "i.status", "read_csv('/etc/passwd')"),
    *("a" * 3000, "🙂", "\ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"), "*", "NULL"),
)
_FIELDS = ("q", "actor", "agent", "target", "mode", "type", "country", "standing", "since", "bbox")
HOSTILE = [(key, stem) for key in _FIELDS for stem in _STEMS]


def test_hostile_values_are_values_and_nothing_else(desk: TestClient, ledger: Ledger) -> None:
    """HARDENING S12: 200 hostile names, each as a filter, as an id and as an actor; nothing is run, nothing changes."""
    assert len(HOSTILE) >= 200
    before = ledger.digest()
    for key, value in HOSTILE:
        for path in ("/api/incidents", "/api/summary"):
            answer = desk.get(path, params={key: value})
            assert answer.status_code in (200, 400), (key, value, answer.text[:200])
            if answer.status_code == 200:
                body = answer.json()
                assert (body["total"] if path.endswith("incidents") else body["total"]["incidents"]) == 0, (key, value)
    for value in _STEMS:
        for path in ("/api/incidents/", "/api/documents/", "/api/actors/"):
            answer = desk.get(path + "".join(f"%{byte:02x}" for byte in value.encode()))
            assert answer.status_code in (200, 400, 404), (path, value, answer.text[:200])
        for body in (
            {"decision": "accept", "id": value},
            {"decision": "correct", "id": _id(desk), "field": value, "value": 1},
        ):
            assert desk.post("/api/judgements", json=body).status_code in (400, 404)
    assert ledger.digest() == before
