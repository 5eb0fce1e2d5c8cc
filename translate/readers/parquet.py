"""A Parquet file in, an article out for each row; the columns are called as the fields of JSON Lines."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from translate import readers
from translate.errors import InputError, MissingExtra

if TYPE_CHECKING:
    from collections.abc import Iterator

    from translate.model import Article

suffixes = (".parquet",)

_ROWS = 64  # read at once
_GROUP = 2**31  # bytes of a row group, unpacked
_BODY = {"text", "body", "content", "html", "articleBody", "blocks", "paragraphs"}


def looks_like(head: str) -> bool:
    """It begins as Parquet files do."""
    return head.startswith("PAR1")


def read(intake: readers.Intake) -> Iterator[Article | InputError]:
    """An article a row, a few rows at a time. Raises InputError for what is no Parquet file, or has no column of text."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingExtra("archive", library="pyarrow") from error
    stream: Any = intake.stream
    if _is_seekable(stream):
        stream.seek(0)
    else:
        stream = io.BytesIO(intake.data())
    count = 0
    try:
        file = parquet.ParquetFile(stream, pre_buffer=False)
        groups = [file.metadata.row_group(place) for place in range(file.num_row_groups)]
        if any(group.total_byte_size > _GROUP for group in groups):
            raise InputError(
                f"a row group of more than {_GROUP / 2**30:.0f} GiB",
                file=intake.source,
                advice="write smaller ones",
            )
        names = file.schema_arrow.names
        if not _BODY & set(names):
            raise InputError(
                f"no column is called {', '.join(sorted(_BODY))}",
                file=intake.source,
                advice="rename the text's",
            )
        for batch in file.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                count += 1
                value = {name: _plain(cell) for name, cell in row.items() if cell is not None}
                yield readers.from_object(intake, value, format="parquet", number=count, what="row")
    except (pa.ArrowException, OSError, ValueError) as error:
        told = " ".join(str(error).split())[:200]
        yield InputError(
            f"this Parquet file cannot be read ({told})", file=intake.source, place=f"row {count + 1}"
        )
        return
    if not count:
        yield InputError("there is no row in it", file=intake.source, advice="give articles")


def _is_seekable(stream: Any) -> bool:
    try:
        return bool(stream.seekable())
    except AttributeError:
        return False


def _plain(cell: Any) -> Any:
    """What JSON can hold; times and bytes as text."""
    if isinstance(cell, dict):
        return {str(name): _plain(value) for name, value in cell.items() if value is not None}
    if isinstance(cell, list):
        return [_plain(value) for value in cell]
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return cell if isinstance(cell, (str, int, float, bool)) else str(cell)
