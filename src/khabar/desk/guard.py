"""Who may ask the desk: this machine's own browser, with the token of the start address, and no other page."""

from __future__ import annotations

import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Final
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE: Final = "khabar_desk"
CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:;"
    " font-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
"""No script, style, picture or connection but the desk's own (HARDENING S6); pictures of the map are made in place."""

HEADERS: Final = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
_READING: Final = frozenset({"GET", "HEAD"})
_OWN_SITE: Final = frozenset({"same-origin", "none"})


class Guard:
    """Lets through what the desk's own page asks, and refuses everything else before it reaches the desk.

    The host must be this machine by a name of ``hosts`` (a page elsewhere may point a name of its own here), the token
    must have been given once in the start address, and what changes something must come from the desk's own page.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: frozenset[str]) -> None:
        self.app = app
        self.token = token
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("cache-control", "no-store")
            await send(message)

        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        if refused is not None:
            await PlainTextResponse(refused, status_code=403)(scope, receive, with_headers)
        elif (entered := self._entered(scope)) is not None:
            await entered(scope, receive, with_headers)
        elif not self._knows(headers):
            said = "This desk opens with the address that khabar printed when it started; look there."
            await PlainTextResponse(said, status_code=401)(scope, receive, with_headers)
        else:
            await self.app(scope, receive, with_headers)

    def _refused(self, scope: Scope, headers: Headers) -> str | None:
        """Return why a request is refused whoever asks it, ``None`` if it is not."""
        if len(headers.getlist("host")) != 1 or headers["host"].lower() not in self.hosts:
            return "This desk answers on this machine's own address only."
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in self.hosts}:
            return "Another page asked; the desk answers its own page only."
        site = headers.get("sec-fetch-site")
        if scope["method"] in _READING:
            # Somebody who follows a link to the desk comes from elsewhere, but reads only, and as a page.
            embedded = headers.get("sec-fetch-dest", "document") not in ("document", "empty") or origin is not None
            return (
                "Another page asked; the desk answers its own page only." if site == "cross-site" and embedded else None
            )
        if site is not None and site not in _OWN_SITE:
            return "Another page asked; the desk answers its own page only."
        if headers.get("x-khabar") != "desk" or not headers.get("content-type", "").startswith("application/json"):
            return "A decision comes from the desk's own page."
        return None

    def _entered(self, scope: Scope) -> RedirectResponse | None:
        """Return where somebody with the token goes, the token out of sight; ``None`` without one."""
        pairs = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        given = next((value for key, value in pairs if key == "token"), None)
        if given is None or scope["method"] != "GET" or not secrets.compare_digest(given.encode(), self.token.encode()):
            return None
        rest = urlencode([(key, value) for key, value in pairs if key != "token"])
        path = scope["path"] if scope["path"].startswith("/") and not scope["path"].startswith(("//", "/\\")) else "/"
        response = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        response.set_cookie(COOKIE, self.token, httponly=True, samesite="strict", path="/")
        return response

    def _knows(self, headers: Headers) -> bool:
        given = headers.get("authorization", "").removeprefix("Bearer ")
        if not given:
            jar = SimpleCookie()
            try:
                jar.load(headers.get("cookie", ""))
            except CookieError:
                return False
            given = jar[COOKIE].value if COOKIE in jar else ""
        return secrets.compare_digest(given.encode(), self.token.encode())
