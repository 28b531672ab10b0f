"""Settings written into a user's ``khabar.toml``, of which nothing else is changed."""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from khabar.errors import SettingsError


def remember(path: Path, values: Mapping[str, str | Sequence[str]]) -> None:
    """Write ``values``, by ``section.key``, into the settings file ``path``, which is made if it is not there.

    Only the lines of these keys are replaced or added; comments, order and everything else stay as they are. If that
    cannot be done safely, the file stays as it was.

    Raises:
        SettingsError: if the file is not TOML, cannot be written, or writes a key in a way that cannot be replaced;
            it says what to add by hand.
    """
    try:
        old = path.read_bytes().decode("utf-8") if path.exists() else ""
        before = tomllib.loads(old)
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: cannot be changed ({_reason(error)})") from None
    new = old
    for name, value in values.items():
        section, _, key = name.partition(".")
        new = _patched(new, section, key, _quoted(value))
    wanted: dict[str, Any] = {name: dict(keys) if isinstance(keys, dict) else keys for name, keys in before.items()}
    for name, value in values.items():
        section, _, key = name.partition(".")
        wanted.setdefault(section, {})[key] = value if isinstance(value, str) else list(value)
    try:
        safe = tomllib.loads(new) == wanted
    except tomllib.TOMLDecodeError:
        safe = False
    if not safe:
        lines = "; ".join(f"{name.partition('.')[2]} = {_quoted(value)}" for name, value in values.items())
        section = next(iter(values)).partition(".")[0]
        raise SettingsError(
            f"{path}: cannot be changed without touching the rest of it; add under [{section}]: {lines}"
        )
    if new != old:
        _replace(path, new)


def _patched(text: str, section: str, key: str, value: str) -> str:
    """Return ``text`` with ``key`` of ``section`` set, as far as lines tell; the caller checks what came of it."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines(keepends=True)
    head = re.compile(rf"\s*\[\s*{section}\s*\]\s*(?:#.*)?")
    any_head = re.compile(r"\s*\[")
    own = re.compile(rf"""(\s*{key}\s*=\s*)(?:"(?:[^"\\]|\\.)*"|'[^']*'|\[[^\[\]#]*\])(\s*(?:#.*)?)""")
    start = next((number for number, line in enumerate(lines) if head.fullmatch(line.rstrip("\r\n"))), None)
    if start is None:
        before = text if not text or text.endswith("\n") else text + end
        blank = end if before.strip() else ""
        return f"{before}{blank}[{section}]{end}{key} = {value}{end}"
    stop = next((n for n in range(start + 1, len(lines)) if any_head.match(lines[n])), len(lines))
    for number in range(start + 1, stop):
        line = lines[number].rstrip("\r\n")
        if found := own.fullmatch(line):
            lines[number] = f"{found.group(1)}{value}{found.group(2)}{lines[number][len(line) :]}"
            return "".join(lines)
    # Behind the section's last key, before the comments that belong to what follows.
    last = max(n for n in range(start, stop) if lines[n].strip() and not lines[n].lstrip().startswith("#"))
    if not lines[last].endswith("\n"):
        lines[last] += end
    lines.insert(last + 1, f"{key} = {value}{end}")
    return "".join(lines)


def _quoted(value: str | Sequence[str]) -> str:
    """Return a text, or a list of texts, as TOML writes it."""
    if not isinstance(value, str):
        return f"[{', '.join(map(_quoted, value))}]"
    signs = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    shown = (
        signs.get(char) or (f"\\u{ord(char):04x}" if ord(char) < 32 or ord(char) == 127 else char) for char in value
    )
    return f'"{"".join(shown)}"'


def _replace(path: Path, text: str) -> None:
    """Write a file whole or not at all, where a link points to and with the rights it had."""
    target = path.resolve()
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise SettingsError(f"{path}: cannot be written ({_reason(error)})") from None


def _reason(error: Exception) -> str:
    return " ".join(str(getattr(error, "strerror", None) or error).split())
