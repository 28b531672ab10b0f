"""Who may ask the desk (HARDENING S6 headers, S8): pages elsewhere, other names, forged decisions, open redirects."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from khabar.desk.guard import COOKIE, CSP
from tests.desk.conftest import HOST, TOKEN

ROUTES = (
    "/",
    "/incident/i-1",
    "/review",
    "/api/status",
    "/api/summary",
    "/api/incidents",
    "/api/incidents/i-none",
    "/api/points",
    "/api/queue",
    "/api/judgements",
    "/api/openapi.json",
    "/assets/none.js",
)


@pytest.mark.parametrize("route", ROUTES)
def test_every_answer_bears_the_headers(desk: TestClient, stranger: TestClient, route: str) -> None:
    for answer in (desk.get(route), stranger.get(route)):
        assert answer.headers["content-security-policy"] == CSP
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "access-control-allow-origin" not in answer.headers


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in CSP.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == "'self'"
    assert rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert not any("http" in rule or "*" in rule or "unsafe" in rule for rule in rules.values())


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_without_the_token_sees_anything(stranger: TestClient, route: str) -> None:
    assert stranger.get(route).status_code == 401


@pytest.mark.parametrize("token", ["", "wrong", TOKEN[:-1], TOKEN + "x", TOKEN.upper(), "é"])
def test_a_wrong_token_opens_nothing(stranger: TestClient, token: str) -> None:
    assert stranger.get("/", params={"token": token}).status_code == 401
    assert (
        stranger.get(
            "/api/status", headers={"cookie": f"{COOKIE}={token.encode('ascii', 'ignore').decode()}"}
        ).status_code
        == 401
    )


def test_the_start_address_gives_a_cookie_that_scripts_and_other_pages_do_not_get(stranger: TestClient) -> None:
    answer = stranger.get("/", params={"token": TOKEN, "type": "ASSAULT"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?type=ASSAULT"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    stranger.cookies.set(COOKIE, TOKEN)
    assert stranger.get("/api/status").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "//evil.example/%2f..", "/%2f%2fevil.example"])
def test_the_way_in_leads_nowhere_else(stranger: TestClient, path: str) -> None:
    answer = stranger.get(f"http://{HOST}{path}?token={TOKEN}")
    location = answer.headers.get("location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1",
        "127.0.0.1:80",
        "localhost.evil.example:8000",
        "0.0.0.0:8000",
        "",
    ],
)
def test_another_name_for_this_machine_is_refused(desk: TestClient, host: str) -> None:
    assert desk.get("/api/status", headers={"host": host}).status_code == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:8000", "http://127.0.0.1:8001", "file://"]
)
def test_another_page_is_refused(desk: TestClient, origin: str) -> None:
    assert desk.get("/api/status", headers={"origin": origin}).status_code == 403
    assert desk.post("/api/judgements", json={}, headers={"origin": origin}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"x-khabar": "page"},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "multipart/form-data"},
    ],
)
def test_a_forged_decision_is_refused(desk: TestClient, headers: dict[str, str]) -> None:
    given = {"content-type": "application/json", **headers}
    answer = desk.post("/api/judgements", content='{"decision": "reject", "id": "i-1"}', headers=given)
    assert answer.status_code == 403
    assert desk.get("/api/judgements").json()["items"] == []


@pytest.mark.parametrize("kind", ["script", "image", "iframe", "style"])
def test_the_desk_is_embedded_nowhere(desk: TestClient, kind: str) -> None:
    headers = {"sec-fetch-site": "cross-site", "sec-fetch-dest": kind}
    assert desk.get("/api/status", headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_change_nothing(desk: TestClient, method: str) -> None:
    assert desk.request(method, "/api/judgements").status_code in (403, 405)


@pytest.mark.parametrize("path", ["/assets/../index.html", "/assets/%2e%2e/%2e%2e/app.py", "/assets/..%2f..%2fapp.py"])
def test_no_file_but_the_desks_own_is_given(desk: TestClient, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 404 or "from khabar" not in answer.text
