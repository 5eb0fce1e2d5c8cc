"""Drafts go in, and editions come out; an edition as JSON, which is how it is kept, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from translate.errors import InputError
from translate.languages import language
from translate.model import (
    Block,
    BlockDraft,
    BlockKind,
    Change,
    Correction,
    Edition,
    EditionStatus,
    Markup,
    Pin,
    Segment,
)
from translate.press.words import moment, stamp
from translate.text.isolates import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from translate.exchange import Record
    from translate.model import Article, DraftedArticle

LARGEST = 64 * 1024 * 1024  # bytes of a file with one drafted article
#: Where an article may tell of itself, by what it tells.
_TOLD = {
    "time": ("date", "published", "published_at", "datePublished", "modified"),
    "section": ("section", "category", "articleSection"),
    "author": ("author", "authors", "byline"),
    "address": ("url", "address", "canonical", "link"),
}


def of_drafted(drafted: DraftedArticle, *, time: str = "") -> Edition:
    """A drafted article as a draft of an edition: marked as such, without a number."""
    blocks = {one.block.id: one for one in drafted.blocks}
    pins = tuple(
        Pin(unit.segment, unit.target, 0, "drafted") for unit in drafted.units if unit.segment.block in blocks
    )
    return Edition(
        article=drafted.article.id,
        number=0,
        status=EditionStatus.DRAFT,
        source_language=drafted.source_language,
        target_language=drafted.target_language,
        blocks=drafted.blocks,
        pins=pins,
        signature=drafted.signature,
        **told(drafted.article, time=time),
    )


def told(article: Article, *, time: str = "") -> dict[str, Any]:
    """What an article tells of itself, as fields of an edition; a time that is none is left out."""
    metadata = {key: str(value) for key, value in article.metadata.items() if value}

    def first(*names: str) -> str:
        return next((metadata[name] for name in names if metadata.get(name)), "")

    when = time
    if not when:
        for name in _TOLD["time"]:
            try:
                when = stamp(moment(metadata[name])) if name in metadata else when
            except InputError:
                continue
            if when:
                break
    by = next((block.text for block in article.blocks if block.kind is BlockKind.BYLINE), "")
    section = next((block.text for block in article.blocks if block.kind is BlockKind.SECTION), "")
    author = first(*_TOLD["author"]) or by.removeprefix("By ").strip()
    address = first(*_TOLD["address"])
    if not address and article.source.startswith(("http://", "https://")):
        address = article.source
    return {
        "time": when,
        "first_time": when,
        "section": first(*_TOLD["section"]) or section,
        "authors": (author,) if author else (),
        "address": address if address.startswith(("http://", "https://")) else "",
    }


# --- the JSON of a draft -----------------------------------------------------------------------------


def drafts(path: Path, *, time: str = "") -> Iterator[Edition | InputError]:
    """The drafted articles of a file, or of every .json file in a folder and below it, each as a draft of an edition.

    In place of one that cannot be read stands its InputError, so that the rest goes on.
    """
    if not path.is_dir():
        yield _read(path, time)
        return
    found = sorted(
        one for one in path.rglob("*.json") if not any(p.startswith(".") for p in one.relative_to(path).parts)
    )
    if not found:
        yield InputError(
            "no drafted article", file=path, advice="make some: translate draft --format json -o DIR"
        )
    for one in found:
        yield _read(one, time)


def _read(path: Path, time: str) -> Edition | InputError:
    try:
        return of_json(path, time=time)
    except InputError as error:
        return error


def of_json(path: Path, *, time: str = "") -> Edition:
    """What `translate draft --format json` wrote, as a draft of an edition. Raises InputError with file and place."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(
                f"has {size} bytes", file=path, advice=f"give one article, {LARGEST} bytes at most"
            )
        value = json.loads(path.read_bytes())
    except OSError as error:
        raise InputError(
            f"cannot be read ({error.strerror})",
            file=path,
            advice="give an article of the queue, or a drafted article",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"is no JSON: {error}", file=path, advice="give what translate draft --format json wrote"
        ) from error
    try:
        return _of_shape(value, time)
    except (KeyError, TypeError, ValueError, AttributeError, InputError) as error:
        what = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise InputError(
            f"is no drafted article: {what}",
            file=path,
            advice="give what translate draft --format json wrote",
        ) from error


def _of_shape(value: Any, time: str) -> Edition:
    from translate.model import Article

    if not isinstance(value, dict) or not isinstance(value["blocks"], list):
        raise ValueError("not an object with blocks")  # noqa: TRY004  (one kind of flaw, one error)
    source, target = language(_text(value["source_language"])), language(_text(value["target_language"]))
    if source is target:
        raise ValueError("both languages are the same")
    blocks = tuple(_block(block) for block in value["blocks"])
    about = value["article"]
    metadata = {str(key): _flat(item) for key, item in dict(about.get("metadata", {})).items()}
    article = Article(
        _text(about["id"]),
        _text(about.get("source", "")),
        source.code,
        tuple(one.block for one in blocks),
        metadata=metadata,
    )
    return Edition(
        article=article.id,
        number=0,
        status=EditionStatus.DRAFT,
        source_language=source.code,
        target_language=target.code,
        blocks=blocks,
        pins=tuple(_pins(blocks, value.get("segments", []))),
        signature=_text(value.get("signature", "")),
        **told(article, time=time),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is not a text")  # noqa: TRY004
    return value


def _flat(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _block(value: Mapping[str, Any]) -> BlockDraft:
    block = Block(
        _text(value["id"]),
        BlockKind(value["kind"]),
        _text(value["source"]),
        _marks(value.get("source_markup", [])),
        int(value.get("level", 0)),
        value.get("duplicate_of"),
    )
    return BlockDraft(block, _text(value["target"]), _marks(value.get("target_markup", [])))


def _marks(values: Sequence[Mapping[str, Any]]) -> tuple[Markup, ...]:
    return tuple(
        Markup(
            _text(value["tag"]),
            int(value["start"]),
            int(value["end"]),
            tuple((_text(name), _text(text)) for name, text in dict(value.get("attributes", {})).items()),
        )
        for value in values
    )


def _pins(blocks: Sequence[BlockDraft], segments: Sequence[Mapping[str, Any]]) -> Iterator[Pin]:
    """The segments at their places in the blocks; the JSON of a draft names them in order and without places."""
    texts = {one.block.id: one.block.text for one in blocks}
    places = dict.fromkeys(texts, 0)
    for value in segments:
        block, source = _text(value["block"]), _text(value["source"])
        if block not in texts:
            continue
        start = texts[block].find(source, places[block])
        start = places[block] if start < 0 else start
        places[block] = start + len(source)
        yield Pin(Segment(_text(value["id"]), block, source, start), _text(value["target"]), 0, "drafted")


# --- an edition as it is kept ------------------------------------------------------------------------


def to_shape(edition: Edition) -> dict[str, Any]:
    """An edition as dictionaries and lists; `of_shape` gives it back."""
    return {
        "article": edition.article,
        "number": edition.number,
        "status": str(edition.status),
        "time": edition.time,
        "first_time": edition.first_time,
        "source_language": edition.source_language,
        "target_language": edition.target_language,
        "address": edition.address,
        "section": edition.section,
        "authors": list(edition.authors),
        "translators": list(edition.translators),
        "editor": edition.editor,
        "signature": edition.signature,
        "blocks": [
            {
                "id": one.block.id,
                "kind": str(one.block.kind),
                "level": one.block.level,
                "duplicate_of": one.block.duplicate_of,
                "source": one.block.text,
                "source_markup": [_mark(mark) for mark in one.block.markup],
                "target": one.target,
                "target_markup": [_mark(mark) for mark in one.markup],
            }
            for one in edition.blocks
        ],
        "pins": [
            {
                "unit": pin.segment.id,
                "block": pin.segment.block,
                "source": pin.source,
                "start": pin.segment.start,
                "separator": pin.segment.separator,
                "lead": pin.segment.lead,
                "target": pin.target,
                "revision": pin.revision,
                "state": pin.state,
            }
            for pin in edition.pins
        ],
        "corrections": [
            {
                "number": one.number,
                "time": one.time,
                "notes": dict(one.notes),
                "changes": [
                    {
                        "segment": change.segment,
                        "source_before": change.source_before,
                        "source": change.source,
                        "target_before": change.target_before,
                        "target": change.target,
                    }
                    for change in one.changes
                ],
            }
            for one in edition.corrections
        ],
    }


def _mark(mark: Markup) -> dict[str, Any]:
    return {"tag": mark.tag, "start": mark.start, "end": mark.end, "attributes": dict(mark.attributes)}


def of_shape(value: Mapping[str, Any]) -> Edition:
    """An edition from the JSON that it is kept in."""
    return Edition(
        article=value["article"],
        number=value["number"],
        status=EditionStatus(value["status"]),
        time=value["time"],
        first_time=value["first_time"],
        source_language=value["source_language"],
        target_language=value["target_language"],
        address=value["address"],
        section=value["section"],
        authors=tuple(value["authors"]),
        translators=tuple(value["translators"]),
        editor=value["editor"],
        signature=value["signature"],
        blocks=tuple(_block(block) for block in value["blocks"]),
        pins=tuple(
            Pin(
                Segment(
                    pin["unit"], pin["block"], pin["source"], pin["start"], pin["separator"], pin["lead"]
                ),
                pin["target"],
                pin["revision"],
                pin["state"],
            )
            for pin in value["pins"]
        ),
        corrections=tuple(
            Correction(
                one["number"], one["time"], one["notes"], tuple(Change(**change) for change in one["changes"])
            )
            for one in value["corrections"]
        ),
    )


# --- other tools -------------------------------------------------------------------------------------


def records(edition: Edition) -> Iterator[Record]:
    """The pins of an edition as other tools see units; none where it was withdrawn."""
    from translate.exchange import STATES, Record

    if edition.is_retracted:
        return
    state = "drafted" if edition.is_draft else "final"
    for index, pin in enumerate(edition.pins):
        yield Record(
            id=clean(pin.segment.id),
            source=clean(pin.source),
            target=clean(pin.target),
            state=pin.state if pin.state in STATES else state,
            version=pin.revision or None,
            article=clean(edition.article),
            source_language=edition.source_language,
            target_language=edition.target_language,
            previous=clean(edition.pins[index - 1].source) if index else "",
            next=clean(edition.pins[index + 1].source) if index + 1 < len(edition.pins) else "",
            changed=edition.time,
        )
