"""What the desk's API gives, and what a decision changes in it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

import khabar
from khabar.actor import Register
from khabar.desk.app import make_app
from khabar.desk.filters import asked
from khabar.desk.grid import incident_page
from khabar.desk.view import View
from khabar.ledger import Ledger
from tests.desk.conftest import HOST, TOKEN


def _incident(desk: TestClient, **query: str) -> str:
    return str(desk.get("/api/incidents", params=query).json()["items"][0]["incident_id"])


def test_lists_and_sums_agree(desk: TestClient, ledger: Ledger) -> None:
    summary, listed = desk.get("/api/summary").json(), desk.get("/api/incidents").json()
    assert summary["total"]["incidents"] == listed["total"] == len(list(ledger.incident_records())) == 3
    assert sum(one["incidents"] for one in summary["months"]) + summary["total"]["undated"] == 3
    assert len(desk.get("/api/points").json()["items"]) == 3 - summary["total"]["unplaced"]


@pytest.mark.parametrize(
    ("query", "n"),
    [
        ({"actor": "Ukraine"}, 1),
        ({"agent": "M23"}, 1),
        ({"country": "NGA"}, 1),
        ({"q": "belgorod"}, 1),
        ({"since": "2024-03-01"}, 1),
        ({"until": "2024-03-01"}, 2),
        ({"type": "PROTEST"}, 0),
        ({"disputed": "1", "country": "COD"}, 1),
        ({"min_origins": "2"}, 1),
        ({"bbox": "0,0,20,20"}, 1),
        ({"rejected": "1"}, 0),
    ],
)
def test_filters_hold(desk: TestClient, query: dict[str, str], n: int) -> None:
    assert desk.get("/api/incidents", params=query).json()["total"] == n
    assert desk.get("/api/summary", params=query).json()["total"]["incidents"] == n


@pytest.mark.parametrize(
    "query",
    [
        {"since": "soon"},
        {"type": "RAID"},
        {"min_origins": "-1"},
        {"bbox": "a,b"},
        {"sort": "worst"},
        {"country": "Xyz"},
    ],
)
def test_what_cannot_be_used_is_told(desk: TestClient, query: dict[str, str]) -> None:
    answer = desk.get("/api/incidents", params=query)
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_lists_are_given_in_stretches(desk: TestClient) -> None:
    first = desk.get("/api/incidents", params={"limit": "2"}).json()
    rest = desk.get("/api/incidents", params={"limit": "2", "offset": first["next"]}).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    assert desk.get("/api/incidents", params={"limit": "100000"}).status_code == 422


def test_an_incident_has_a_grid_with_a_column_an_origin(desk: TestClient) -> None:
    page = desk.get(f"/api/incidents/{_incident(desk, q='belgorod')}").json()
    killed = next(row for row in page["grid"]["rows"] if row["field"] == "killed")
    assert not killed["agrees"]
    assert {value["label"] for cell in killed["cells"] for value in cell} == {"3", "4"}
    assert len(page["grid"]["columns"]) == page["incident"]["n_origins"] == 2
    known = {report["report_id"] for report in page["reports"]}
    assert all(
        one in known for row in page["grid"]["rows"] for cell in row["cells"] for v in cell for one in v["report_ids"]
    )


def test_a_denial_stands_beside_and_not_in_the_grid(desk: TestClient) -> None:
    page = desk.get(f"/api/incidents/{_incident(desk, country='COD')}").json()
    beside = [one for one in page["reports"] if one["report_id"] in page["beside"]]
    assert [one["polarity"] for one in beside] == ["denied"]


def test_a_document_gives_its_spans_in_code_points(desk: TestClient) -> None:
    page = desk.get(f"/api/incidents/{_incident(desk, q='kaduna')}").json()
    document = desk.get(f"/api/documents/{page['documents'][0]['doc_id']}").json()
    for report in document["reports"]:
        assert document["document"]["text"][report["start"] : report["end"]] == report["quote"]
        assert document["incidents"][report["report_id"]]


def test_decisions_are_kept_shown_and_undone(desk: TestClient) -> None:
    ident = _incident(desk, q="kaduna")
    kept = desk.post(
        "/api/judgements",
        json={"decision": "correct", "id": ident, "field": "killed", "value": "2", "reason": "the hospital"},
    )
    assert kept.status_code == 200
    row = desk.get("/api/incidents", params={"q": "kaduna"}).json()["items"][0]
    assert (row["killed_best"], row["judged"]) == (2, 1)
    assert ident not in {one["incident_id"] for one in desk.get("/api/queue").json()["items"]}
    assert desk.post("/api/undo", json={}).status_code == 200
    row = desk.get("/api/incidents", params={"q": "kaduna"}).json()["items"][0]
    assert (row["killed_best"], row["judged"]) == (None, 0)
    assert desk.post("/api/undo", json={}).json()["error"] == "there is no decision of yours to undo"


def test_a_rejected_incident_is_counted_no_more(desk: TestClient) -> None:
    ident = _incident(desk, q="kaduna")
    assert desk.post("/api/judgements", json={"decision": "reject", "id": ident}).status_code == 200
    assert desk.get("/api/summary").json()["total"]["incidents"] == 2
    assert desk.get("/api/incidents", params={"rejected": "1"}).json()["total"] == 1
    desk.post("/api/undo", json={})
    assert desk.get("/api/summary").json()["total"]["incidents"] == 3


def test_two_incidents_become_one_and_two_again(desk: TestClient) -> None:
    one, other = _incident(desk, q="kaduna"), _incident(desk, q="belgorod")
    shown = desk.post("/api/preview", json={"ids": [one, other]}).json()
    assert "place" in shown["differs"]
    assert desk.post("/api/judgements", json={"decision": "merge", "id": one, "others": [other]}).status_code == 200
    assert desk.get("/api/summary").json()["total"]["incidents"] == 2
    desk.post("/api/undo", json={})
    assert desk.get("/api/summary").json()["total"]["incidents"] == 3


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"decision": "accept"},
        {"decision": "praise", "id": "i-1"},
        {"decision": "accept", "id": "i-none"},
        {"decision": "merge", "id": "i-1"},
        {"decision": "split", "id": "i-1", "leaving": "all"},
    ],
)
def test_a_decision_that_cannot_be_made_changes_nothing(desk: TestClient, body: dict[str, object]) -> None:
    answer = desk.post("/api/judgements", json=body)
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]
    assert desk.get("/api/judgements").json()["items"] == []


def test_a_desk_for_reading_makes_no_decision_and_says_so(ledger: Ledger) -> None:
    app = make_app(ledger, token=TOKEN, hosts=frozenset({HOST}), author="ana", writes=False)
    desk = TestClient(app, base_url=f"http://{HOST}", headers={"authorization": f"Bearer {TOKEN}", "x-khabar": "desk"})
    assert desk.get("/api/status").json()["writes"] is False
    answer = desk.post("/api/judgements", json={"decision": "accept", "id": _incident(desk)})
    assert answer.status_code == 409
    assert "reading only" in answer.json()["error"]


def test_an_actor_shows_whom_it_struck(desk: TestClient) -> None:
    actor = desk.get("/api/actors/M23").json()
    assert actor["ids"] == ["group:m23"]
    assert any(one["as_role"] == "agent" and one["other_role"] == "target" for one in actor["partners"])


def test_a_claim_is_checked(desk: TestClient) -> None:
    (answer,) = desk.get(
        "/api/check", params={"claim": "Ukrainian drones struck Belgorod on 12 February 2024."}
    ).json()["answers"]
    assert answer["verdict"] == "supported"
    assert desk.get("/api/check", params={"claim": "x" * 3000}).status_code == 422


def test_the_api_is_described(desk: TestClient) -> None:
    described = desk.get("/api/openapi.json").json()
    assert {"/api/incidents", "/api/incidents/{ident}", "/api/judgements", "/api/check"} <= set(described["paths"])


def test_a_preview_shows_what_there_would_be_and_keeps_nothing(desk: TestClient, ledger: Ledger) -> None:
    one, other = _incident(desk, q="kaduna"), _incident(desk, q="belgorod")
    before = ledger.digest()
    shown = desk.post("/api/preview", json={"ids": [one, other]}).json()
    (after,) = shown["after"]
    assert after["n_documents"] == 3
    page = desk.get(f"/api/incidents/{other}").json()
    leaving = [report["report_id"] for report in page["reports"] if report["doc_id"] == page["documents"][0]["doc_id"]]
    shown = desk.post("/api/preview", json={"id": other, "leaving": leaving}).json()
    assert sorted(one["n_documents"] for one in shown["after"]) == [1, 1]
    assert ledger.digest() == before
    assert desk.get("/api/judgements").json()["items"] == []
    assert desk.post("/api/preview", json={"id": other, "leaving": ["r-none"]}).status_code in (400, 404)


def test_an_actor_shows_how_texts_call_it_and_names_like_its_own(desk: TestClient) -> None:
    actor = desk.get("/api/actors/M23").json()
    assert {one["text"]: one["reports"] for one in actor["appeared"]}
    assert all(set(one) == {"name", "incidents", "like", "score"} for one in actor["unresolved"])


@pytest.mark.parametrize("damaged", [b"", b"\x09" + bytes(40), b"\x01" + bytes(22)])
def test_a_signature_of_another_format_is_worked_out_anew(desk: TestClient, ledger: Ledger, damaged: bytes) -> None:
    (first,) = [one for one in desk.get("/api/incidents").json()["items"] if one["n_documents"] == 2]
    before = desk.get(f"/api/incidents/{first['incident_id']}").json()
    kept = ledger.signatures([one["doc_id"] for one in before["documents"]])
    ledger._connection.execute("UPDATE signatures SET signature = ?", [damaged])
    assert ledger.signatures(kept) == kept
    assert desk.get(f"/api/incidents/{first['incident_id']}").json() == before


def test_an_origin_is_named_as_a_report_writes_it() -> None:
    with Ledger.memory() as made:
        khabar.code(
            "Gunmen killed four farmers in Sake on Monday, Captain Tarik Melun told reporters."
            " Gunmen killed five farmers in Sake on Monday, said Velm police.",
            published="2024-02-20",
            ledger=made,
        )
        incident = max(made.incident_records(), key=lambda one: one.n_reports)
        names = {one["name"] for one in incident_page(made, incident)["grid"]["columns"]}
    assert {"Tarik Melun", "Velm police"} <= names


def test_a_filter_that_there_is_not_is_refused_with_those_that_there_are(desk: TestClient) -> None:
    for path in ("/api/incidents", "/api/summary", "/api/points", "/api/queue"):
        answer = desk.get(path, params={"conutry": "SYR"})
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("'conutry' is no filter; there are type, mode, actor")


def test_countries_are_found_by_name_in_any_case(desk: TestClient) -> None:
    by_code = desk.get("/api/incidents", params={"country": "UKR"}).json()["total"]
    assert [desk.get("/api/incidents", params={"country": one}).json()["total"] for one in ("Ukraine", "ukraine")] == [
        by_code
    ] * 2


def test_an_empty_claim_is_told_what_a_claim_is(desk: TestClient) -> None:
    assert desk.get("/api/check", params={"claim": " "}).json()["error"].startswith("claim is missing; expected")


def test_what_is_sent_is_described(desk: TestClient) -> None:
    paths = desk.get("/api/openapi.json").json()["paths"]
    for path, key in (("/api/judgements", "decision"), ("/api/undo", "judgement_id"), ("/api/preview", "leaving")):
        schema = paths[path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert key in schema["properties"]


def test_a_vague_day_and_who_is_only_described_come_last(ledger: Ledger) -> None:
    khabar.code("A man shot dead two traders in Goma in 2023, police said.", published="2024-02-20", ledger=ledger)
    view = View(ledger)
    items = view.page(asked({}, Register.load()))
    assert "2023-01-01" in [str(one["date_start"]) for one in items]
    assert [one["date_prec"] == 5 for one in items] == sorted(one["date_prec"] == 5 for one in items)
    summary = view.summary(asked({}, Register.load()))
    assert str(summary["total"]["first"]) > "2024"
    names = [one["name"] for one in summary["actors"]]
    assert names.index("A man") > names.index("March 23 Movement")
