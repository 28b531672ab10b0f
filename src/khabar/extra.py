"""A user's own data files, in force while documents are coded with them.

Cues, tolls, codes and places are looked up deep inside their stages. Which extra files hold is said once, around the
coding, rather than handed through every function on the way: each loader asks here for those of its form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from khabar.errors import DataFileError

if TYPE_CHECKING:
    from khabar.settings import Settings

FORMS: Final[Mapping[str, Mapping[str, tuple[str, ...]]]] = {
    "cues": {
        "cues": ("lemma", "kind", "class", "stance", "frames"),
        "sources": ("word", "kind"),
        "operators": ("word", "pos", "role", "polarity", "modality", "aspect", "negated", "scope"),
    },
    "ontology": {
        "acled": ("type", "mode", "cameo", "event", "sub_event"),
        "cameo": ("cameo", "type", "mode", "meaning"),
    },
    "tolls": {"tolls": ("word", "how", "measure"), "victims": ("words", "what")},
    "places": {
        "features": ("kind", "name", "latitude", "longitude"),
        "aliases": ("geonames", "name"),
        "homes": ("outlet", "country", "latitude", "longitude"),
    },
}
"""By setting of ``[data]`` the forms that its files may have, each with the columns that tell it."""

_Files = Mapping[str, tuple[Path, ...]]
_NONE: Final[_Files] = {}
_in_force: ContextVar[_Files] = ContextVar("khabar_extra_files", default=_NONE)
_reader: ContextVar[bool] = ContextVar("khabar_reader", default=True)


@contextmanager
def using(settings: Settings) -> Iterator[None]:
    """Let the data files of ``settings``, and its word on the reader, hold inside the ``with`` block, in this thread.

    Raises:
        DataFileError: naming the file whose header fits no form of its setting.
    """
    given = {
        "cues": settings.data_cues,
        "ontology": settings.data_ontology,
        "tolls": settings.data_tolls,
        "places": settings.data_places,
    }
    token = _in_force.set(_sorted_by_form(tuple(given.items())) if any(given.values()) else _NONE)
    heard = _reader.set(settings.voice_reader)
    try:
        yield
    finally:
        _reader.reset(heard)
        _in_force.reset(token)


def reader_on() -> bool:
    """Return whether the trained reader is asked who says what; it is, unless settings that hold now turn it off."""
    return _reader.get()


def files(form: str) -> tuple[Path, ...]:
    """Return the user's files of a form that hold now, in the order in which they were named."""
    return _in_force.get().get(form, ())


@lru_cache(maxsize=16)
def _sorted_by_form(given: Sequence[tuple[str, tuple[Path, ...]]]) -> _Files:
    found: dict[str, tuple[Path, ...]] = {}
    for setting, paths in given:
        for path in paths:
            form = _form_of(path, setting)
            found[form] = (*found.get(form, ()), path)
    return found


def _form_of(path: Path, setting: str) -> str:
    forms = FORMS[setting]
    number, header = _header(path)
    fitting = [form for form, columns in forms.items() if set(columns) <= set(header)]
    if not fitting:
        expected = "; or ".join(", ".join(columns) for columns in forms.values())
        raise DataFileError(path, number, f"header {' '.join(header)!r}", f"tab-separated columns {expected}")
    return fitting[0]


def _header(path: Path) -> tuple[int, list[str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise DataFileError(path, 0, error.strerror or "no such file", "a data file") from None
    except UnicodeDecodeError:
        raise DataFileError(path, 0, "bytes that are not UTF-8", "UTF-8 text") from None
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.startswith("#"):
            return number, [cell.strip() for cell in line.split("\t")]
    return 0, []
