"""Data files that a user can read and extend: tab-separated, ``#`` comments, a header line.

Every loader goes through here, so that a wrong line is always named by file and number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from khabar.errors import DataFileError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file: its values by column name, and where it stands."""

    path: str
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def items(self, column: str, separator: str = "|") -> tuple[str, ...]:
        """Return a column's ``|``-separated values, without blanks."""
        value = self.values[column]
        return tuple([part for raw in value.split(separator) if (part := raw.strip())]) if value else ()

    def error(self, found: str, expected: str) -> DataFileError:
        """Return the error that names this line."""
        return DataFileError(self.path, self.line, found, expected)


def packaged(package: str, name: str) -> Path:
    """Return the path of a data file that ships inside ``package``."""
    return Path(str(files(package).joinpath("data", name)))


@cache
def word_classes(package: str, name: str) -> dict[str, frozenset[str]]:
    """Return the words of each class of a shipped file with the columns ``class`` and ``words``."""
    found: dict[str, set[str]] = {}
    for row in read_table(packaged(package, name), ["class", "words"]):
        found.setdefault(row["class"], set()).update(row.items("words"))
    return {kind: frozenset(words) for kind, words in found.items()}


def read_table(path: Path | str, columns: Sequence[str], *, optional: Iterable[str] = ()) -> Iterator[Row]:
    """Yield the rows of a data file.

    Args:
        path: a UTF-8 file of tab-separated values; its first line that is no comment is the header.
        columns: the columns that must be there.
        optional: columns that may be missing, and are then empty.

    Raises:
        DataFileError: naming the line, if the header or a row does not fit.
    """
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataFileError(path, 0, "no such file", "a data file") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataFileError(path, line, "bytes that are not UTF-8", "UTF-8 text") from None
    header: list[str] | None = None
    allowed = [*columns, *optional]
    blank, name = dict.fromkeys(allowed, ""), str(path)
    for number, raw in enumerate(text.split("\n"), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in raw.split("\t")]
        if header is None:
            header = cells
            missing = [column for column in columns if column not in header]
            unknown = [column for column in header if column not in allowed]
            if missing or unknown:
                found = f"header {' '.join(header)!r}"
                raise DataFileError(path, number, found, f"tab-separated columns {', '.join(allowed)}")
            continue
        if len(cells) > len(header):
            raise DataFileError(path, number, f"{len(cells)} cells", f"at most {len(header)} ({', '.join(header)})")
        cells += [""] * (len(header) - len(cells))
        yield Row(name, number, {**blank, **dict(zip(header, cells, strict=True))})
