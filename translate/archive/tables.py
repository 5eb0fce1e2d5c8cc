"""Drafted articles as JSON lines in; two Parquet files out: a row an article, and a row a unit with its statistics, issues and estimate."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from translate.archive.merge import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ISSUE = {
    "code": "string",
    "severity": "string",
    "message": "string",
    "side": "string",
    "start": "int32",
    "end": "int32",
}
ARTICLE = {
    "number": "int64",
    "id": "string",
    "source": "string",
    "format": "string",
    "source_language": "string",
    "target_language": "string",
    "headline": "string",
    "target_headline": "string",
    "source_text": "string",
    "target_text": "string",
    "segments": "int32",
    "source_words": "int32",
    "target_words": "int32",
    "source_tokens": "int32",
    "target_tokens": "int32",
    "errors": "int32",
    "warnings": "int32",
    "score": "float64",
    "estimate": "float64",
    "metadata": "string",
    "engine": "string",
    "model": "string",
    "signature": "string",
}
UNIT = {
    "number": "int64",
    "article": "string",
    "segment": "string",
    "block": "string",
    "kind": "string",
    "source_language": "string",
    "target_language": "string",
    "source": "string",
    "target": "string",
    "origin": "string",
    "score": "float64",
    "stop": "string",
    "truncated": "bool",
    "source_tokens": "int32",
    "target_tokens": "int32",
    "source_words": "int32",
    "target_words": "int32",
    "terms": "int32",
    "terms_missing": "int32",
    "errors": "int32",
    "warnings": "int32",
    "issues": "issues",
    "estimate": "float64",
}


@contextmanager
def writing(folder: Path, *, rows: int) -> Iterator[Tables]:
    """articles.parquet and units.parquet in a folder, `rows` rows a row group; whole when the block ends, or not there."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        "string": pa.string(),
        "int32": pa.int32(),
        "int64": pa.int64(),
        "float64": pa.float64(),
        "bool": pa.bool_(),
        "issues": pa.list_(pa.struct([(name, getattr(pa, kind)()) for name, kind in _ISSUE.items()])),
    }
    with ExitStack() as stack:
        files = []
        for name, columns in (("articles", ARTICLE), ("units", UNIT)):
            schema = pa.schema([(column, types[kind]) for column, kind in columns.items()])
            stream = stack.enter_context(replacing(folder / f"{name}.parquet"))
            writer = stack.enter_context(parquet.ParquetWriter(stream, schema, compression="zstd"))
            files.append(_File(writer, schema, rows))
        tables = Tables(*files)
        yield tables
        tables.finish()


@dataclass(slots=True)
class _File:
    writer: Any
    schema: Any
    size: int
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, row: dict[str, Any]) -> None:
        self.rows.append(row)
        if len(self.rows) >= self.size:
            self.finish()

    def finish(self) -> None:
        if self.rows:
            import pyarrow as pa

            self.writer.write_table(pa.Table.from_pylist(self.rows, self.schema))
            self.rows = []


@dataclass(frozen=True, slots=True)
class Tables:
    """The two files while they are written."""

    articles: _File
    units: _File

    def write(self, number: int, line: bytes) -> None:
        drafted = json.loads(line)
        units = list(unit_rows(number, drafted))
        self.articles.add(article_row(number, drafted, units))
        for unit in units:
            self.units.add(unit)

    def finish(self) -> None:
        self.articles.finish()
        self.units.finish()


def unit_rows(number: int, drafted: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A row for each unit of a drafted article."""
    kinds = {block["id"]: block["kind"] for block in drafted["blocks"]}
    for one in drafted["segments"]:
        severities = [issue["severity"] for issue in one["issues"]]
        yield {
            "number": number,
            "article": drafted["article"]["id"],
            "segment": one["id"],
            "kind": kinds.get(one["block"], ""),
            "source_language": drafted["source_language"],
            "target_language": drafted["target_language"],
            **{
                name: one[name]
                for name in (
                    "block",
                    "source",
                    "target",
                    "origin",
                    "score",
                    "stop",
                    "truncated",
                    "source_tokens",
                    "target_tokens",
                )
            },
            "source_words": len(one["source"].split()),
            "target_words": len(one["target"].split()),
            "terms": len(one["terms"]),
            "terms_missing": sum(term["status"] == "missing" for term in one["terms"]),
            "errors": severities.count("error"),
            "warnings": severities.count("warning"),
            "issues": [{name: issue.get(name) for name in _ISSUE} for issue in one["issues"]],
            "estimate": estimate(one),
        }


def estimate(one: dict[str, Any]) -> float | None:
    """The estimate of a segment (predicted HTER, 0–100), where it has one."""
    found = one.get("estimate")
    return float(found["hter"]) if found else None


def article_row(number: int, drafted: dict[str, Any], units: list[dict[str, Any]]) -> dict[str, Any]:
    """The row of a drafted article."""
    article = drafted["article"]
    headline = next((block for block in drafted["blocks"] if block["kind"] == "headline"), None)
    sums = {
        name: sum(unit[name] for unit in units)
        for name in ("source_words", "target_words", "source_tokens", "target_tokens", "errors", "warnings")
    }
    return {
        "number": number,
        "id": article["id"],
        "source": article["source"],
        "format": article["format"],
        "headline": article["headline"],
        "target_headline": headline["target"] if headline else "",
        "source_text": "\n\n".join(block["source"] for block in drafted["blocks"] if block["target"]),
        "target_text": "\n\n".join(block["target"] for block in drafted["blocks"] if block["target"]),
        "segments": len(units),
        **sums,
        "score": _mean([unit["score"] for unit in units if unit["score"]]),
        "estimate": _mean([unit["estimate"] for unit in units if unit["estimate"] is not None]),
        "metadata": json.dumps(article["metadata"], ensure_ascii=False, sort_keys=True),
        **{
            name: drafted[name]
            for name in ("source_language", "target_language", "engine", "model", "signature")
        },
    }


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None
