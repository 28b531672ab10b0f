"""The desk as a web application: its pages, and the same data as JSON under ``/api``."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, TypeVar

from fastapi import Body, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware

from khabar import __version__, judge
from khabar.actor import Register
from khabar.check import check_claim, check_comments
from khabar.coder import Coder
from khabar.desk.assets import Assets
from khabar.desk.called import names_in_texts, unresolved
from khabar.desk.columns import SORTS
from khabar.desk.decide import Decided, decide, preview, undo_last
from khabar.desk.described import ABOUT, DECISION, FILTERS, PREVIEW, REFUSALS, UNDOING
from khabar.desk.filters import Asked, asked
from khabar.desk.grid import document_page, incident_page
from khabar.desk.guard import Guard
from khabar.desk.queue import drawn, queue
from khabar.desk.view import MOST, PAGE, View
from khabar.errors import KhabarError, LedgerError
from khabar.judge.values import choices
from khabar.ledger import Ledger
from khabar.records import to_json
from khabar.settings import Settings, parse_day
from khabar.which import actor_ids

STATIC: Final = Path(__file__).parent / "static"
LEAST_PACKED: Final = 4096
"""Bytes of an answer that is worth compressing."""

LONGEST_CLAIM: Final = 2000
"""Signs of a claim that is checked."""

T = TypeVar("T")
Limit = Annotated[int, Query(ge=1, le=MOST)]
Offset = Annotated[int, Query(ge=0, le=10_000_000)]


def make_app(
    ledger: Ledger,
    *,
    token: str,
    hosts: frozenset[str],
    author: str,
    settings: Settings | None = None,
    writes: bool,
    turn: threading.RLock | None = None,
) -> Guard:
    """Return the desk over an open ledger, behind its guard.

    ``author`` is the name under which decisions are kept; without ``writes`` none can be made, and the desk says so.
    The ledger is one connection, and DuckDB refuses a second thread that asks it: who asks it besides the desk, takes
    the ``turn`` that is given here.
    """
    settings = settings or Settings()
    register = Register.load(settings.data_actors)
    view = View(ledger)
    turn = turn or threading.RLock()
    coder = Coder(settings)
    app = FastAPI(
        title="khabar desk",
        version=__version__,
        description=ABOUT,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses=REFUSALS,
    )

    def filters(request: Request) -> Asked:
        query: dict[str, list[str]] = {}
        for key, value in request.query_params.multi_items():
            query.setdefault(key, []).append(value)
        return asked(query, register)

    @app.exception_handler(RequestValidationError)
    def unfit(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"][1:]) or "the body"
        return JSONResponse({"error": f"{where}: {first['msg'][:1].lower()}{first['msg'][1:]}"}, status_code=422)

    @app.exception_handler(HTTPException)
    def missing(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse({"error": str(error.detail)}, status_code=error.status_code, headers=error.headers)

    @app.exception_handler(KhabarError)
    def told(_: Request, error: KhabarError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, status_code=404 if "no report, incident" in str(error) else 400)

    @app.get("/api/status")
    def status() -> dict[str, Any]:
        """Say which ledger this is, whether and under which name decisions can be made, and what some fields can be."""
        ((documents, first, last),) = _turn(
            lambda: ledger.query("SELECT count(*), min(published), max(published) FROM documents").fetchall()
        )
        return {
            "ledger": ledger.path.name if ledger.path else "in memory",
            "writes": writes,
            "author": author,
            "documents": documents,
            "first": to_json(first),
            "last": to_json(last),
            "version": __version__,
            "choices": choices(),
        }

    @app.get("/api/summary", openapi_extra=FILTERS)
    def summary(request: Request) -> dict[str, Any]:
        """Count the incidents that the filters ask for: by month, type, country, standing and actor."""
        return _plain(view.summary(filters(request)))

    @app.get("/api/incidents", openapi_extra=FILTERS)
    def incidents(request: Request, limit: Limit = PAGE, offset: Offset = 0, sort: str = "date") -> dict[str, Any]:
        """List the incidents that the filters ask for, ``limit`` at a time; ``next`` is the offset of the rest."""
        if sort not in SORTS:
            raise LedgerError(f"sort={sort!r} is no order; expected one of {', '.join(SORTS)}")
        wanted = filters(request)
        total = view.total(wanted)
        items = view.page(wanted, sort=sort, limit=limit, offset=offset)
        after = offset + len(items)
        return _plain({"items": items, "total": total, "next": after if after < total else None, "words": wanted.words})

    @app.get("/api/points", openapi_extra=FILTERS)
    def points(request: Request, cell: Annotated[float, Query(gt=0, le=30)] = 1.0) -> dict[str, Any]:
        """Give the marks of a map: single incidents, or where there are many those of a cell (degrees) together."""
        return _plain({"items": view.points(filters(request), cell=cell)})

    @app.get("/api/incidents/{ident}")
    def incident(ident: str) -> dict[str, Any]:
        """Give an incident with its grid, reports, documents and history; an old id leads to the incident of today."""

        return _turn(lambda: incident_page(ledger, ledger.incident(ident)))

    @app.get("/api/documents/{ident}")
    def document(ident: str) -> dict[str, Any]:
        """Give a document with its passages, reports and explanations."""

        def found() -> dict[str, Any]:
            kind, whole = ledger.find(ident)
            if kind != "document":
                raise LedgerError(f"{ident}: is a{'n' if kind == 'incident' else ''} {kind}; expected a document")
            return document_page(ledger, whole)

        return _turn(found)

    @app.get("/api/actors/{name:path}")
    def actor(name: str, request: Request) -> dict[str, Any]:
        """Give whom an actor struck, met, helped and was struck by, its names, and who is called alike."""
        ids = list(actor_ids(name, register))
        entity = register.entity(ids[0]) if ids else None
        return _plain(
            {
                "ids": ids,
                "name": entity.name if entity else name,
                "kind": entity.kind if entity else None,
                "names": list(register.names_of(ids[0])) if ids else [],
                "affiliations": [
                    {"id": one, "name": register.name(one)} for one in (register.affiliations(ids[0]) if ids else ())
                ],
                "partners": view.partners(filters(request), ids, [] if ids else [name]),
                "alike": [to_json(one) for one in register.candidates(name, limit=8) if one.actor_id not in ids],
                "appeared": _turn(lambda: names_in_texts(ledger, ids, [] if ids else [name])),
                "unresolved": unresolved(view, [name, *(register.names_of(ids[0]) if ids else ())]),
            }
        )

    @app.get("/api/check")
    def check(
        claim: Annotated[str, Query(max_length=LONGEST_CLAIM)] = "", on: str | None = None, doc: str | None = None
    ) -> dict[str, Any]:
        """Check a claim, or what readers claim below a document, against the ledger."""
        day = parse_day(on) if on else None
        if not doc and not claim.strip():
            raise LedgerError("claim is missing; expected a sentence, such as claim=Rebels shelled Sake on Monday")
        if doc:
            return {
                "answers": _turn(lambda: [to_json(a) for a in check_comments(ledger, ledger.find(doc)[1], coder=coder)])
            }
        return {"answers": _turn(lambda: [to_json(a) for a in check_claim(ledger, claim, on=day, coder=coder)])}

    @app.get("/api/queue", openapi_extra=FILTERS)
    def waiting(
        request: Request,
        limit: Limit = PAGE,
        sample: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
        n: Annotated[int, Query(ge=1, le=10_000)] = 100,
    ) -> dict[str, Any]:
        """List what nobody has decided on, the least sure and most consequential first.

        With ``sample``, a seed, list what you have not decided on of ``n`` incidents that are the same for everybody.
        """
        if sample is not None:
            return _plain({"items": _turn(lambda: drawn(view, ledger, sample, n=n, author=author, limit=limit))})
        return _plain({"items": queue(view, filters(request), limit=limit)})

    @app.get("/api/judgements")
    def judgements() -> dict[str, Any]:
        """List all decisions, the last first, each with whether it holds."""

        def listed() -> list[dict[str, Any]]:
            states = ledger.judgement_states()
            made = reversed(ledger.judgements())
            return [{**to_json(one), "state": states[one.judgement_id].value} for one in made]

        return {"items": _turn(listed)}

    @app.get("/api/agreement")
    def agreed(
        sample: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
        n: Annotated[int, Query(ge=1, le=10_000)] = 100,
    ) -> dict[str, Any]:
        """Say how far those who judged agree, over all that was judged twice, or over a sample of it."""
        return _plain(
            to_json(_turn(lambda: judge.agreement(ledger, None if sample is None else judge.sample(ledger, n, sample))))
        )

    @app.post("/api/preview", openapi_extra=PREVIEW)
    def previewed(body: Annotated[dict[str, Any], Body()]) -> dict[str, Any]:
        """Say what a merge or a split would make, without making it."""
        return _turn(lambda: preview(ledger, body, author=author, writes=writes))

    @app.post("/api/judgements", openapi_extra=DECISION)
    def judged(body: Annotated[dict[str, Any], Body()]) -> JSONResponse:
        """Make a decision: accept, correct, merge, split or reject."""
        return _made(lambda: decide(ledger, body, author=author))

    @app.post("/api/undo", openapi_extra=UNDOING)
    def undone(body: Annotated[dict[str, Any], Body()]) -> JSONResponse:
        """Take a decision back: that of ``judgement_id``, or one's own last one."""
        return _made(lambda: undo_last(ledger, body, author=author))

    def _made(make: Callable[[], Decided]) -> JSONResponse:
        if not writes:
            said = (
                "this ledger is open for reading only: another process has it; decisions can be made when that is done"
            )
            return JSONResponse({"error": said}, status_code=409)
        with turn:
            done = make()
            view.fill(done.touched)
        return JSONResponse({"judgement": to_json(done.judgement), "touched": list(done.touched)})

    def _turn(ask: Callable[[], T]) -> T:
        with turn:
            return ask()

    @app.get("/api/{path:path}", include_in_schema=False)
    def nothing(path: str) -> JSONResponse:
        return JSONResponse({"error": f"/api/{path}: there is nothing here; see /api/openapi.json"}, status_code=404)

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str) -> FileResponse:
        return FileResponse(STATIC / "index.html", headers={"cache-control": "no-cache"})

    app.router.routes.insert(-1, _static())
    # The desk speaks plainly to this machine, and no secret stands in an answer: lengths give nothing away (BREACH).
    app.add_middleware(GZipMiddleware, minimum_size=LEAST_PACKED, compresslevel=4)
    return Guard(app, token=token, hosts=hosts)


def _static() -> Any:
    from starlette.routing import Mount

    return Mount("/assets", Assets(STATIC / "assets"))


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value with days as texts."""
    plain: dict[str, Any] = to_json(dict(value))
    return plain
