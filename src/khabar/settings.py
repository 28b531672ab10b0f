"""Every setting in one place, with one default and one sentence: argument > environment > ``khabar.toml`` > default.

The environment's name of a setting is ``KHABAR_SECTION_KEY``, as in ``KHABAR_READ_PUBLISHED=2018-04-19``; lists of
paths are separated as in ``PATH``. A path in ``khabar.toml`` counts from the folder of that file.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, replace
from datetime import date
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Any, Final

from khabar.errors import SettingsError

FILE_NAME: Final = "khabar.toml"

FORMATS: Final = ("table", "jsonl", "csv")
"""What a command can print: for the eyes, for programs, for spreadsheets."""


def _setting(default: Any, sentence: str) -> Any:
    return field(default=default, metadata={"sentence": sentence})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. ``Settings()`` holds the defaults; `Settings.load` also reads file and environment.

    A field ``section_key`` is ``key`` of ``[section]`` in the file. ``origins`` tells where each setting that is
    not a default came from.

    >>> Settings().read_published is None
    True
    """

    data_lexicon: tuple[Path, ...] = _setting((), "Extra event lexicons, read after khabar's own.")
    data_ontology: tuple[Path, ...] = _setting((), "Extra codes: tables of the form of acled.tsv or cameo.tsv.")
    data_actors: tuple[Path, ...] = _setting((), "Extra registers of actors, with the dates they hold for.")
    data_cues: tuple[Path, ...] = _setting(
        (), "Extra cues, sources and operators: tables of the form of cues.tsv, sources.tsv or modality.tsv."
    )
    data_places: tuple[Path, ...] = _setting(
        (), "Extra places and names of places: tables of the form of features.tsv or aliases.tsv."
    )
    data_tolls: tuple[Path, ...] = _setting(
        (), "Extra words of harm and of victims: tables of the form of tolls.tsv or victims.tsv."
    )
    read_published: date | None = field(
        default=None,
        metadata={"sentence": "Publication day, YYYY-MM-DD; unset, what each page says of itself."},
    )
    read_keep_handles: bool = _setting(False, "Keep the handles of commenters; unset, each has a pseudonym.")
    read_text_col: str | None = _setting(None, "Column of a table that holds the text; unset, told by its name.")
    read_date_col: str | None = _setting(None, "Column that holds the day of publication; unset, told by its name.")
    read_url_col: str | None = _setting(None, "Column that holds the page's address; unset, told by its name.")
    read_title_col: str | None = _setting(None, "Column that holds the headline; unset, told by its name.")
    read_outlet_col: str | None = _setting(None, "Column that holds the outlet; unset, told by its name.")
    read_id_col: str | None = _setting(None, "Column that names the row in messages; unset, told by its name.")
    read_date_format: str | None = _setting(
        None, "How a table writes its days, as in %d/%m/%Y; unset, as they can be read in one way only."
    )
    voice_reader: bool = _setting(
        True, "Ask the trained reader, beside the rules, who says what and how surely; rules alone are faster."
    )
    link_grades: Path | None = field(
        default=None,
        metadata={"sentence": "Table of grades used instead of khabar's own: one of the form of grades.tsv."},
    )
    link_caution: float = _setting(
        0.0,
        "Further log-odds that reports of two documents must have to be one incident; 2.6 where none may be merged.",
    )
    judge_author: str | None = _setting(None, "Whose name stands under judgements; unset, the name of the login.")
    output_format: str = _setting("table", f"What is printed on standard output: {', '.join(FORMATS)}.")
    output_quiet: bool = _setting(False, "Print neither progress nor counts.")
    ledger_keep_raw: bool = _setting(True, "Keep the bytes of pages as they came in, compressed, in the ledger.")
    ledger_threads: int | None = _setting(None, "Threads the database may use; unset, as many as there are cores.")
    ledger_memory: str | None = _setting(
        None, "Memory the database may use, as in 512MB; unset, most of what there is."
    )
    origins: tuple[tuple[str, str], ...] = ()

    @classmethod
    def load(
        cls,
        *,
        file: Path | None = None,
        beside: Path | None = None,
        environ: Mapping[str, str] | None = None,
        arguments: Mapping[str, object] | None = None,
    ) -> Settings:
        """Return the settings from arguments, environment and ``khabar.toml``, in this order of precedence.

        Args:
            file: the settings file; without it, ``khabar.toml`` beside the ledger, or else in the working folder.
            beside: the ledger whose folder is looked at first.
            environ: the environment; without it, that of the process.
            arguments: values by ``section.key``; those that are ``None`` are passed over.

        Raises:
            SettingsError: naming file and key, if a key is unknown or its value of the wrong type.
        """
        settings = cls()
        origins: dict[str, str] = {}
        path = _find(file, beside)
        given: list[tuple[str, str, object]] = []
        if path is not None:
            given += [(key, str(path), value) for key, value in _from_file(path)]
        given += list(_from_environment(os.environ if environ is None else environ))
        given += [(key, "argument", value) for key, value in (arguments or {}).items() if value is not None]
        for key, origin, value in given:
            settings = _with(settings, key, value, origin, path)
            origins[key] = origin
        return replace(settings, origins=tuple(sorted(origins.items())))

    def items(self) -> Iterator[tuple[str, Any, str, str]]:
        """Yield name (``section.key``), value, origin and sentence of every setting, in the order they are declared."""
        origins = dict(self.origins)
        for name, declared in _declared().items():
            value = getattr(self, declared.name)
            yield name, value, origins.get(name, "default"), declared.metadata["sentence"]

    def data_files(self) -> tuple[Path, ...]:
        """Return all extra data files, in the order of their settings."""
        return tuple(path for f in fields(self) if f.name.startswith("data_") for path in getattr(self, f.name))

    def data_digest(self) -> str | None:
        """Return eight hexadecimal digits for the content of the extra data files, ``None`` if there are none.

        What is coded hangs on them: a coder's version carries this.

        Raises:
            SettingsError: naming the file that cannot be read.

        >>> Settings().data_digest() is None
        True
        """
        if not self.data_files():
            return None
        hashed = sha256()
        for f in fields(self):
            for path in getattr(self, f.name) if f.name.startswith("data_") else ():
                try:
                    hashed.update(f"{f.name}\0".encode() + sha256(path.read_bytes()).digest())
                except OSError as error:
                    name = f.name.replace("_", ".", 1)
                    raise SettingsError(
                        f"{path}: cannot be read ({error.strerror or error}); {name} names it"
                    ) from None
        return hashed.hexdigest()[:8]

    def in_force(self) -> dict[str, dict[str, Any]]:
        """Return value and origin of every setting as plain JSON values, as stored with each run."""
        return {name: {"value": _plain(value), "origin": origin} for name, value, origin, _ in self.items()}


def _declared() -> dict[str, Field[Any]]:
    return {f.name.replace("_", ".", 1): f for f in fields(Settings) if "sentence" in f.metadata}


def _sections() -> list[str]:
    return list(dict.fromkeys(name.partition(".")[0] for name in _declared()))


def _find(file: Path | None, beside: Path | None) -> Path | None:
    if file is not None:
        return file
    folders = [beside.parent] if beside is not None else []
    for folder in [*folders, Path()]:
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def file_for(file: Path | None, beside: Path | None) -> Path:
    """Return the settings file that `Settings.load` reads for the same arguments, or, if there is none, would read."""
    return _find(file, beside) or (beside.parent if beside is not None else Path()) / FILE_NAME


def _from_file(path: Path) -> Iterator[tuple[str, object]]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from None
    for section, keys in content.items():
        if section not in _sections() or not isinstance(keys, dict):
            raise SettingsError(f"{path}: unknown section {section!r}; there are {', '.join(_sections())}")
        for key, value in keys.items():
            yield f"{section}.{key}", value


def _from_environment(environ: Mapping[str, str]) -> Iterator[tuple[str, str, object]]:
    names = {f"KHABAR_{declared.name}".upper(): name for name, declared in _declared().items()}
    prefixes = tuple(f"KHABAR_{section}_".upper() for section in _sections())
    for name, text in sorted(environ.items()):
        if not name.startswith(prefixes) or not text:
            continue
        if name not in names:
            raise SettingsError(f"environment: unknown setting {name}; there are {', '.join(names)}")
        yield names[name], f"environment ({name})", text


def _with(settings: Settings, name: str, value: object, origin: str, file: Path | None) -> Settings:
    declared = _declared().get(name)
    if declared is None:
        raise SettingsError(f"{origin}: unknown key {name!r}; there are {', '.join(_declared())}")
    kind = str(declared.type)
    base = file.parent if file is not None and origin == str(file) else Path()
    try:
        converted = _convert(kind, value, base, as_text=origin.startswith("environment"))
    except ValueError as expected:
        raise SettingsError(f"{origin}: {name} = {value!r}, expected {expected}") from None
    if name == "output.format" and converted not in FORMATS:
        raise SettingsError(f"{origin}: {name} = {value!r}, expected one of {', '.join(FORMATS)}")
    changed: dict[str, Any] = {declared.name: converted}
    return replace(settings, **changed)


def _convert(kind: str, value: object, base: Path, *, as_text: bool) -> object:
    """Return ``value`` as its setting's type; the ValueError raised otherwise says what was expected."""
    if kind.startswith("tuple"):
        return _paths(value, base, as_text=as_text)
    if kind.startswith("Path"):
        if not isinstance(value, (str, Path)):
            raise ValueError("a path")
        return base / value
    if kind.startswith("date"):
        return _day(value)
    if kind.startswith("bool"):
        return _switch(value, as_text=as_text)
    if kind.startswith("int"):
        return _number(value, as_text=as_text)
    if kind.startswith("float"):
        return _decimal(value, as_text=as_text)
    if isinstance(value, str):
        return value
    raise ValueError("a text in quotes")


def _paths(value: object, base: Path, *, as_text: bool) -> tuple[Path, ...]:
    if as_text and isinstance(value, str):
        value = [part for part in value.split(os.pathsep) if part]
    if not isinstance(value, (list, tuple)) or not all(isinstance(part, (str, Path)) for part in value):
        raise ValueError("a list of paths")
    return tuple(base / part for part in value)


def _decimal(value: object, *, as_text: bool) -> float:
    try:
        number = float(value) if as_text and isinstance(value, str) else value
    except ValueError:
        number = None
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not isfinite(number):
        raise ValueError("a number")
    return float(number)


def _day(value: object) -> date:
    if type(value) is date:
        return value
    try:
        # fromisoformat also takes 20180419 and 2018-W16-4, which nobody means here: only the form it writes counts.
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("a day, YYYY-MM-DD")


def _switch(value: object, *, as_text: bool) -> bool:
    if as_text:
        value = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(str(value).lower())
    if isinstance(value, bool):
        return value
    raise ValueError("true or false")


def _number(value: object, *, as_text: bool) -> int:
    if as_text and isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise ValueError("a whole number above 0")


def parse_day(text: str) -> date:
    """Return the day that ``YYYY-MM-DD`` names.

    Raises:
        SettingsError: if it names none.

    >>> parse_day("2018-04-19")
    datetime.date(2018, 4, 19)
    """
    try:
        return _day(text)
    except ValueError as expected:
        raise SettingsError(f"{text!r} is no date: expected {expected}") from None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [str(part) for part in value]
    if isinstance(value, Path):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
