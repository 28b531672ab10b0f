"""The file of the compiled gazetteer: a small header and aligned arrays, mapped into memory and never copied."""

from __future__ import annotations

import json
import mmap
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAGIC = b"KHABARGZ"
VERSION = 3
"""Raised when the layout changes, so that an old file is refused with a word and not misread."""

_ALIGN = 8


def write(path: Path, meta: Mapping[str, Any], arrays: Mapping[str, array[int] | bytes]) -> None:
    """Write a container: the same arguments give the same bytes. Numbers are little-endian."""
    toc: dict[str, list[Any]] = {}
    blobs: list[bytes] = []
    at = 0
    for name, values in arrays.items():
        code = "B" if isinstance(values, bytes) else values.typecode
        blob = bytes(values) if isinstance(values, bytes) else values.tobytes()
        toc[name] = [code, at, len(blob)]
        blob += bytes(-len(blob) % _ALIGN)
        blobs.append(blob)
        at += len(blob)
    head = json.dumps({"version": VERSION, "meta": meta, "toc": toc}, sort_keys=True, separators=(",", ":")).encode()
    head += b" " * (-len(head) % _ALIGN)
    part = path.with_name(path.name + ".part")
    with part.open("wb") as out:
        out.write(MAGIC + len(head).to_bytes(8, "little") + head)
        out.writelines(blobs)
    part.replace(path)


def read(path: Path) -> tuple[dict[str, Any], dict[str, memoryview]]:
    """Return the header's ``meta`` and the arrays of a container, as views of the mapped file.

    Raises:
        ValueError: if the file is no container of this version.
        OSError: if it cannot be opened.
    """
    with path.open("rb") as file:
        view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if bytes(view[:8]) != MAGIC:
        raise ValueError("not a compiled gazetteer")
    size = int.from_bytes(view[8:16], "little")
    head = json.loads(bytes(view[16 : 16 + size]))
    if head["version"] != VERSION:
        raise ValueError(f"a compiled gazetteer of version {head['version']}, not {VERSION}")
    start = 16 + size
    arrays = {n: view[start + at : start + at + length].cast(code) for n, (code, at, length) in head["toc"].items()}
    return head["meta"], arrays
