"""Rows of a Parquet file, read in batches, only the columns that are needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from khabar.errors import InputRefused, Reason
from khabar.read.table_rows import BadRow, ByteStream, Row

_BATCH_BYTES: Final = 16 * 1024 * 1024
_MAX_BATCH: Final = 1_000
"""What is in memory at once: as many rows as have these bytes, as the file counts them, and never more than these."""


def read_parquet(
    stream: ByteStream, name: str, size: int | None = None, *, columns: Sequence[str] | None = None
) -> Iterator[Row | BadRow]:
    """Yield the rows of a Parquet file, all columns or those in ``columns``; columns of columns are objects.

    Raises:
        InputRefused: ``UNREADABLE`` if it is no whole Parquet file, or not one that can be sought in; ``EMPTY``.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not stream.seekable():
        detail = "a Parquet file can only be read from a file; save it, and give its name"
        raise InputRefused(Reason.UNREADABLE, detail, name=name)
    try:
        start = stream.tell()
        texts = _texts(pq.ParquetFile(stream))
        stream.seek(start)
        # A text that many rows share stands once in the file, and must not become as many in memory.
        file = pq.ParquetFile(stream, read_dictionary=texts, pre_buffer=False, buffer_size=1024 * 1024)
        total = file.metadata.num_rows
        n_bytes = sum(file.metadata.row_group(number).total_byte_size for number in range(file.metadata.num_row_groups))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputRefused(
            Reason.UNREADABLE, f"no whole Parquet file ({_line(error)}); get the file again", name=name
        ) from None
    if not total:
        raise InputRefused(Reason.EMPTY, "the table has no rows", name=name)
    number = 0
    batch_size = max(1, min(_MAX_BATCH, _BATCH_BYTES * total // max(n_bytes, 1)))
    try:
        for batch in file.iter_batches(batch_size=batch_size, columns=list(columns) if columns else None):
            for values in _plain_rows(batch):
                number += 1
                yield Row(number, values, number / total)
    except (pa.ArrowException, OSError, ValueError) as error:
        said = "the rows before it are used; get the file again"
        detail = f"the file cannot be read after row {number} ({_line(error)}); {said}"
        yield BadRow(number + 1, Reason.TRUNCATED, detail)


def _texts(file: Any) -> list[str]:
    """Return the columns of text that are not in another column."""
    columns = [file.schema.column(number) for number in range(len(file.schema.names))]
    return [column.path for column in columns if column.physical_type == "BYTE_ARRAY" and "." not in column.path]


def _plain_rows(batch: Any) -> Iterator[dict[str, Any]]:
    names = batch.schema.names
    for row in range(batch.num_rows):
        yield {name: _plain(column[row]) for name, column in zip(names, batch.columns, strict=True)}


def _plain(value: Any) -> Any:
    try:
        return value.as_py()
    except (ValueError, OverflowError):
        # A time finer than Python's, or text that is not UTF-8: what is not asked for must not cost the row.
        return str(value) if value.is_valid else None


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
