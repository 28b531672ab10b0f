"""The desk's own scripts, styles and map, each compressed once and kept by the browser as long as it is the same."""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

_NAME: Final = re.compile(r"[A-Za-z0-9][\w.-]*")
_HASHED: Final = re.compile(r"-[A-Z0-9]{8}\.\w+$")
"""Names that hold a hash of what is in the file: another content has another name."""

_TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
}
_MOST: Final = 256


class Assets:
    """Gives the files of one folder, and none beside it.

    They are compressed: nothing of a person's stands in them, so their length tells nobody anything.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        await self._answer(Request(scope))(scope, receive, send)

    def _answer(self, request: Request) -> Response:
        name = request.scope["path"].rpartition("/assets/")[2]
        path = self.folder / name
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("Method Not Allowed", status_code=405)
        if not _NAME.fullmatch(name) or not path.is_file():
            return PlainTextResponse("Not Found", status_code=404)
        plain, packed, tag = _kept(path, path.stat().st_mtime_ns)
        headers = {
            "etag": tag,
            "vary": "accept-encoding",
            "cache-control": "private, max-age=31536000, immutable" if _HASHED.search(name) else "private, no-cache",
            "content-type": _TYPES.get(path.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream",
        }
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return Response(packed, headers={**headers, "content-encoding": "gzip"})
        return Response(plain, headers=headers)


@lru_cache(maxsize=_MOST)
def _kept(path: Path, _changed: int) -> tuple[bytes, bytes, str]:
    """Return a file as it is and compressed, and what names this content."""
    plain = path.read_bytes()
    return plain, gzip.compress(plain, 6, mtime=0), f'"{sha256(plain).hexdigest()[:32]}"'
