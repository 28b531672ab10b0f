"""Start the desk: take the ledger, listen on this machine alone, print the address to open."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from khabar.errors import KhabarError, LedgerError
from khabar.ledger import Ledger
from khabar.settings import Settings

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
MEMORY: Final = "256MB"
"""What the database may keep of a ledger's file if `Settings.ledger_memory` says nothing: filling the desk's tables
reads every incident once, and 200,000 of them would stay for good. With half of what it was a desk on a million reports
takes 625 MB and not 872; filling, a page of an incident, and merging across the largest take as long as before."""


def open_ledger(path: Path, *, settings: Settings, read_only: bool = False) -> tuple[Ledger, str | None]:
    """Return the ledger, and why no decision can be made (``None`` if it can).

    The writer's place is asked for first. Where another process has it, or the file may not be written, the ledger is
    opened for reading.

    Raises:
        LedgerError: if it can be opened in neither way.
    """
    if settings.ledger_memory is None:
        settings = replace(settings, ledger_memory=MEMORY)
    if read_only:
        return Ledger.open(path, read_only=True, settings=settings), "it was opened with --read-only"
    if not path.exists():
        raise LedgerError(f"{path}: no such ledger; `khabar code INPUT -o {path}` makes one")
    try:
        return Ledger.open(path, settings=settings), None
    except LedgerError as error:
        try:
            return Ledger.open(path, read_only=True, settings=settings), str(error)
        except LedgerError:
            raise error from None


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens at ``host`` and ``port``; port 0 takes a free one.

    Raises:
        KhabarError: if the port is taken, or may not be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # From here on a browser that is quicker than the desk waits, and is not turned away.
        listener.listen()
    except OSError as error:
        listener.close()
        raise KhabarError(f"{host}:{port}: cannot listen there, {error.strerror}; --port gives another") from None
    return listener


def hosts_of(host: str, port: int) -> frozenset[str]:
    """Return the names by which a browser on this machine may call the desk."""
    names = {"127.0.0.1", "localhost", "[::1]"} if host in LOOPBACK else {host}
    return frozenset(f"{name}:{port}" for name in names)


def serve(
    path: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    author: str,
    settings: Settings | None = None,
    read_only: bool = False,
    started: Callable[[str, str | None], None],
) -> None:
    """Serve the desk until it is interrupted. ``started`` is told the address, and why no decision can be made.

    Raises:
        LedgerError: if the ledger cannot be opened.
        KhabarError: if the desk cannot listen.
    """
    import uvicorn

    from khabar.desk.app import make_app

    settings = settings or Settings()
    listener = listening(host, port)
    try:
        ledger, closed = open_ledger(path, settings=settings, read_only=read_only)
        with ledger:
            chosen = listener.getsockname()[1]
            token = secrets.token_urlsafe(32)
            app = make_app(
                ledger,
                token=token,
                hosts=hosts_of(host, chosen),
                author=author,
                settings=settings,
                writes=closed is None,
            )
            shown = f"[{host}]" if ":" in host else host
            started(f"http://{shown}:{chosen}/?token={token}", closed)
            config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
            uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()
