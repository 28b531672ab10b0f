"""Files of a user's own actors: taken in beside ``khabar.toml``, listed, taken out again."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from khabar.actor.user import FileCheck, check_file
from khabar.errors import DataFileError, SettingsError
from khabar.settings import Settings
from khabar.settings_file import remember

FOLDER: Final = "actors"
"""Folder beside ``khabar.toml`` that files are kept in."""

_KEY: Final = "data.actors"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of actors that the settings name. ``check`` is ``None`` where the file cannot be read at all."""

    path: Path
    check: FileCheck | None
    trouble: str | None = None


def add_actors(file: Path, settings_file: Path, *, replace: bool = False) -> tuple[Path, FileCheck]:
    """Take a file of actors in: a copy beside ``settings_file``, and its name in that file's ``data.actors``.

    Nothing is changed if a row cannot be used: then the check bears the errors.

    Raises:
        DataFileError: if the file cannot be read, or is no file of actors.
        SettingsError: if another file of that name is there and ``replace`` is not given, or nothing can be written.
    """
    listed = _listed(settings_file)
    kept = settings_file.parent / FOLDER / file.name
    at = next((i for i, path in enumerate(listed) if path.resolve() == kept.resolve()), len(listed))
    check = check_file(file, listed[:at])
    if not check.errors:
        check = dataclasses.replace(check, errors=_errors([*listed[:at], file], listed[at + 1 :]))
    if check.errors:
        return kept, check
    same = kept.exists() and kept.read_bytes() == file.read_bytes()
    if kept.exists() and not same and not replace:
        raise SettingsError(f"{kept}: is there already, with other content; --replace puts the new file in its place")
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        if not same:
            shutil.copyfile(file, kept)
    except OSError as error:
        raise SettingsError(f"{kept}: cannot be written ({error.strerror or error})") from None
    if at == len(listed):
        _write(settings_file, [*listed, kept])
    return kept, check


def list_actors(settings: Settings) -> list[OwnFile]:
    """Return the files of actors in force, in the order in which they are read."""
    found: list[OwnFile] = []
    for number, path in enumerate(settings.data_actors):
        try:
            found.append(OwnFile(path, check_file(path, [p for p in settings.data_actors[:number] if p.exists()])))
        except DataFileError as error:
            found.append(OwnFile(path, None, str(error)))
    return found


def remove_actors(name: str, settings_file: Path) -> Path:
    """Take a file, by its name or path, out of ``data.actors``; the copy that `add_actors` made is deleted.

    Raises:
        SettingsError: if the settings file names no such file, or two.
    """
    listed = _listed(settings_file)
    meant = [path for path in listed if name in (str(path), path.name) or Path(name).resolve() == path.resolve()]
    if len(meant) != 1:
        there = ", ".join(path.name for path in listed) or "none"
        raise SettingsError(f"{settings_file}: {_KEY} names {len(meant)} files {name!r}; there are: {there}")
    rest = [path for path in listed if path != meant[0]]
    at = listed.index(meant[0])
    for error in _errors(rest[:at], rest[at:]):
        raise SettingsError(f"{meant[0]}: not removed, another file rests on it: {error}")
    _write(settings_file, rest)
    if meant[0].parent.resolve() == (settings_file.parent / FOLDER).resolve():
        meant[0].unlink(missing_ok=True)
    return meant[0]


def _errors(before: Sequence[Path], later: Sequence[Path]) -> tuple[DataFileError, ...]:
    """Return what is wrong with the files read later, once those before are as given."""
    errors: list[DataFileError] = []
    for number, path in enumerate(later):
        errors += check_file(path, [*before, *later[:number]]).errors if not errors else ()
    return tuple(errors)


def _listed(settings_file: Path) -> list[Path]:
    """Return the files that the settings file itself names; those of the environment are not its own."""
    if not settings_file.is_file():
        return []
    return list(Settings.load(file=settings_file, environ={}).data_actors)


def _write(settings_file: Path, paths: Sequence[Path]) -> None:
    base = settings_file.parent
    shown = [path.relative_to(base).as_posix() if path.is_relative_to(base) else str(path) for path in paths]
    remember(settings_file, {_KEY: shown})
