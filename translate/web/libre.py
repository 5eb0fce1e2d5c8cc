"""The routes of LibreTranslate, so that its clients work unchanged; beside them a `glossary` option."""

from __future__ import annotations

import io
import json
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import FileResponse, JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from translate import publishers
from translate.errors import InputError
from translate.languages import KNOWN
from translate.press.house import Look, house
from translate.readers import read_each
from translate.text.decode import decode
from translate.text.detect import detect
from translate.web.drafting import Translated, Translator
from translate.web.fragments import translate_html
from translate.web.guard import Refused
from translate.web.metrics import METRICS
from translate.web.options import Options
from translate.workflow.draft import draft
from translate.workflow.edition import of_drafted

router = APIRouter(tags=["LibreTranslate"])
_KEPT = 3600  # seconds that a translated file can be fetched
_FILES = (".txt", ".md", ".html", ".htm", ".docx")
_MOST = 10  # alternatives
_NAME = re.compile(r"[0-9a-f]{32}\.(txt|md|html|docx)")
_VISIBLE = r"[^\s\u0000-\u001f\u007f-\u009f]"
_NO_HTML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what no parser of HTML keeps
_HOUSE, _NONE = (
    ("", "true", "1", "house", "on"),
    ("false", "0", "none", "off"),
)  # the glossary that a form asks for
_MARKDOWN = re.compile(r"^(\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d+[.)]\s+)*)(.*)$")


class Refusal(Exception):
    """What LibreTranslate answers: {"error": message}."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message, self.status = message, status


class Sent(NamedTuple):
    """A file that came with a form."""

    name: str
    data: bytes


def refused(_: Request, error: Exception) -> Response:
    """A refusal in the shape that clients of LibreTranslate read."""
    assert isinstance(error, Refusal)  # noqa: S101 - registered for nothing else
    return JSONResponse({"error": error.message}, error.status)


async def _given(request: Request) -> dict[str, Any]:
    """The fields of a request, sent as JSON, as a form or as parts."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind == "application/json":
        try:
            found = json.loads(await request.body())
        except (ValueError, RecursionError):
            raise Refusal("Invalid JSON format") from None
        if not isinstance(found, dict):
            raise Refusal("Invalid JSON format")
        return found
    try:
        form = await request.form(max_files=1, max_fields=2_000, max_part_size=request.app.state.options.body)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - whatever a parser says of a broken form
        raise Refusal("Invalid request: the form cannot be read") from None
    found = dict(form.multi_items())
    if isinstance(file := found.get("file"), UploadFile):
        found["file"] = Sent(file.filename or "", await file.read())
    texts = form.getlist("q")
    await form.close()
    if len(texts) > 1:
        found["q"] = texts
    return found or dict(request.query_params)


def _check_key(request: Request, given: dict[str, Any]) -> None:
    options: Options = request.app.state.options
    key = given.get("api_key")
    if key is not None and not isinstance(key, str):
        raise Refusal("Invalid request: api_key parameter is not a string")
    bearer = request.headers.get("authorization", "")
    if bearer.casefold().startswith("bearer "):
        key = bearer[7:].strip()
    known: Callable[[str], bool] | None = getattr(request.app.state, "is_key", None)
    if key and known is not None:
        if options.keys and not known(key):
            raise Refusal("Invalid API key", 403)
        return
    if options.keys:
        raise Refusal("Please contact the server operator to get an API key", 403)


def _code(given: dict[str, Any], name: str, *, automatic: bool = False) -> str:
    value = given.get(name)
    if not value:
        raise Refusal(f"Invalid request: missing {name} parameter")
    if not isinstance(value, str):
        raise Refusal(f"Invalid request: {name} parameter is not a string")
    code = value.casefold().partition("-")[0]
    if code == "auto" and automatic:
        return "auto"
    if code not in KNOWN:
        raise Refusal(f"{value[:40]} is not supported")
    return code


def _texts(given: dict[str, Any], options: Options) -> tuple[list[str], bool]:
    if "q" not in given or given["q"] is None or given["q"] == "":
        raise Refusal("Invalid request: missing q parameter")
    is_batch = isinstance(given["q"], list)
    texts = given["q"] if is_batch else [given["q"]]
    if not all(isinstance(text, str) for text in texts):
        raise Refusal("Invalid request: q parameter is not a string or a list of strings")
    if len(texts) > options.batch:
        raise Refusal(f"Invalid request: request ({len(texts)}) exceeds batch limit ({options.batch})")
    size = sum(len(text) for text in texts)
    if size > options.characters:
        raise Refusal(f"Invalid request: request ({size}) exceeds text limit ({options.characters})")
    return texts, is_batch


def _alternatives(given: dict[str, Any]) -> int:
    value = given.get("alternatives")
    if value in (None, ""):
        return 0
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        raise Refusal("Invalid request: alternatives parameter is not a number") from None
    if isinstance(value, bool) or (isinstance(value, float) and value != number):
        raise Refusal("Invalid request: alternatives parameter is not a number")
    if not 0 <= number <= _MOST:
        raise Refusal(f"Invalid request: alternatives parameter is not between 0 and {_MOST}")
    return number


def _terms(given: dict[str, Any]) -> str | list[tuple[str, str]]:
    """The glossary that a request asks for: `house`, `none`, or pairs of its own (source, target) beside the house glossary."""
    value = given.get("glossary", True)
    if isinstance(value, str):
        text = value.strip()
        if text.casefold() in _HOUSE:
            return "house"
        if text.casefold() in _NONE:
            return "none"
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            raise Refusal(
                "Invalid request: glossary parameter is neither true, false nor a list of terms"
            ) from None
    if isinstance(value, bool) or value is None:
        return "none" if value is False else "house"
    pairs = []
    items = list(value.items()) if isinstance(value, dict) else value
    if not isinstance(items, list):
        raise Refusal("Invalid request: glossary parameter is neither true, false nor a list of terms")
    for item in items:
        one, two = (item.get("source"), item.get("target")) if isinstance(item, dict) else _two(item)
        if not isinstance(one, str) or not isinstance(two, str):
            raise Refusal("Invalid request: a term of the glossary is not a pair of source and target")
        if not _says(one) or not _says(two):
            raise Refusal("Invalid request: a term without one of its sides; give both languages")
        pairs.append((one, two))
    return pairs


def _known(translator: Translator, terms: str | list[tuple[str, str]], source: str) -> str:
    """The translator's key of a glossary."""
    if isinstance(terms, str):
        return terms
    try:
        return translator.own_terms([pair if source == "en" else pair[::-1] for pair in terms])
    except InputError as error:
        raise Refusal(f"Invalid request: {error}") from None


def _says(text: str) -> bool:
    return re.search(_VISIBLE, text) is not None


def _two(item: Any) -> tuple[Any, Any]:
    return (item[0], item[1]) if isinstance(item, list | tuple) and len(item) == 2 else (None, None)


@router.post("/translate")
async def translate(request: Request) -> Response:
    """Translate `q` (a text or a list) from `source` (or auto) into `target`; `format` text or html, `alternatives`, `glossary`.

    `glossary` is true (the house glossary, as without it), false, or the request's own terms beside the house glossary:
    an object of source and target forms or a list of pairs. With it the answer tells under `terms` what became of each.
    """
    given = await _given(request)
    _check_key(request, given)
    return JSONResponse(await run_in_threadpool(_translate, request, given))


def _translate(request: Request, given: dict[str, Any]) -> dict[str, Any]:
    options: Options = request.app.state.options
    translator: Translator = request.app.state.translator
    texts, is_batch = _texts(given, options)
    source = _code(given, "source", automatic=True)
    target = _code(given, "target")
    shape = given.get("format") or "text"
    if shape not in ("text", "html"):
        raise Refusal(f"{str(shape)[:40]} format is not supported")
    alternatives, asked = _alternatives(given), _terms(given)
    found = [_detected(text) for text in texts] if source == "auto" else []
    codes = [one["language"] for one in found] or [source] * len(texts)
    METRICS.event("characters", sum(len(text) for text in texts))
    results: list[Translated] = [Translated(text) for text in texts]
    for code in dict.fromkeys(codes):
        if code == target:
            continue
        places = [place for place, own in enumerate(codes) if own == code and texts[place].strip()]
        if not places:
            continue
        terms = _known(translator, asked, code)
        wanted = [texts[place] for place in places]
        try:
            done = _made(translator, wanted, code, target, shape, terms, alternatives)
        except InputError as error:
            raise Refusal(str(error)) from None
        for place, one in zip(places, done, strict=True):
            results[place] = one
    answer: dict[str, Any] = {
        "translatedText": [one.target for one in results] if is_batch else results[0].target
    }
    if source == "auto":
        answer["detectedLanguage"] = found if is_batch else found[0]
    if alternatives:
        others = [list(one.alternatives) for one in results]
        answer["alternatives"] = others if is_batch else others[0]
    if "glossary" in given:
        told = [_told(one, target) for one in results]
        answer["terms"] = told if is_batch else told[0]
    return answer


def _made(
    translator: Translator,
    texts: list[str],
    source: str,
    target: str,
    shape: str,
    terms: str,
    alternatives: int,
) -> list[Translated]:
    if shape == "text":
        return translator.translate(
            texts, source=source, target=target, terms=terms, alternatives=alternatives
        )
    return [_html(translator, text, source, target, terms) for text in texts]


def _html(translator: Translator, text: str, source: str, target: str, terms: str) -> Translated:
    found: list[Any] = []

    def work(drafter: Any) -> str:
        def made(article: Any) -> Any:
            drafted = draft(article, drafter, to=target, source=source)
            found.extend(term for unit in drafted.units for term in unit.terms)
            return drafted

        return translate_html(_NO_HTML.sub(" ", text), made, source=source, target=target)

    written: str = translator.call(work, terms=terms)
    return Translated(written, (), tuple(found))


def _told(one: Translated, target: str) -> list[dict[str, str]]:
    return [
        {
            "source": term.surface,
            "target": term.arabic if target == "ar" else term.english,
            "status": term.status,
        }
        for term in one.terms
    ]


def _detected(text: str) -> dict[str, Any]:
    found = detect(text)
    return {"confidence": round(found.confidence * 100, 1), "language": found.language}


@router.post("/detect")
async def detect_language(request: Request) -> Response:
    """The language of a text, with a confidence of 0 to 100."""
    given = await _given(request)
    _check_key(request, given)
    texts, is_batch = _texts(given, request.app.state.options)
    found = [[_detected(text)] for text in texts]
    return JSONResponse(found if is_batch and len(found) > 1 else found[0])


@router.get("/languages")
def languages() -> list[dict[str, Any]]:
    """The languages, each with what it is translated into."""
    return [{"code": one.code, "name": one.name, "targets": sorted(KNOWN)} for one in KNOWN.values()]


@router.post("/suggest")
async def suggest(request: Request) -> Response:
    """A better translation of `q`, proposed: it goes to the desk's inbox and is used once somebody has accepted it."""
    given = await _given(request)
    _check_key(request, given)
    for name in ("q", "s"):
        if not isinstance(given.get(name), str) or not _says(given[name]):
            raise Refusal(f"Invalid request: missing {name} parameter")
    source, target = _code(given, "source", automatic=True), _code(given, "target")
    if len(given["q"]) + len(given["s"]) > request.app.state.options.characters:
        raise Refusal("Invalid request: request exceeds text limit")
    keep = getattr(request.app.state, "keep_suggestion", None)
    if keep is None:
        raise Refusal("Suggestions are disabled on this server.", 403)
    if source == "auto":
        source = detect(given["q"]).language
    await run_in_threadpool(keep, source, target, given["q"], given["s"])
    return JSONResponse({"success": True})


@router.post("/translate_file")
async def translate_file(request: Request) -> Response:
    """Translate a file (txt, md, html, docx) into one of the same kind; the answer tells where to fetch it for an hour.

    A Word file comes back as the desk writes Word files, with the words at its head that it is a machine's draft.
    """
    given = await _given(request)
    _check_key(request, given)
    file = given.get("file")
    if not isinstance(file, Sent):
        raise Refusal("Invalid request: missing file parameter")
    source, target = _code(given, "source", automatic=True), _code(given, "target")
    name = Path(file.name.replace("\\", "/")).name
    suffix = Path(name).suffix.casefold()
    if not name:
        raise Refusal("Invalid request: empty file")
    if suffix not in _FILES:
        raise Refusal("Invalid request: file format not supported")
    made = await run_in_threadpool(_file, request, file.data, suffix, source, target, given)
    ticket = secrets.token_hex(16) + (".html" if suffix == ".htm" else suffix)
    folder: Path = request.app.state.files
    _sweep(folder)
    (folder / ticket).write_bytes(made)
    url = str(request.base_url) + f"download_file/{ticket}"
    return JSONResponse({"translatedFileUrl": url})


def _file(
    request: Request, data: bytes, suffix: str, source: str, target: str, given: dict[str, Any]
) -> bytes:
    options: Options = request.app.state.options
    translator: Translator = request.app.state.translator
    if suffix == ".docx":
        return _word(translator, data, source, target, given, options)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refusal("Invalid request: this is not a text file")
    try:
        text = decode(data).text
    except InputError as error:
        raise Refusal(f"Invalid request: {error}") from None
    _check_size(len(text), options)
    code = detect(text).language if source == "auto" else source
    if code == target or not text.strip():
        return text.encode()
    terms = _known(translator, _terms(given), code)
    try:
        if suffix in (".html", ".htm"):
            return _html(translator, text, code, target, terms).target.encode()
        if suffix == ".md":
            return _markdown(translator, text, code, target, terms).encode()
        return translator.translate([text], source=code, target=target, terms=terms)[0].target.encode()
    except InputError as error:
        raise Refusal(str(error)) from None


def _check_size(size: int, options: Options) -> None:
    if size > options.characters * 10:
        raise Refusal(f"Invalid request: request ({size}) exceeds text limit ({options.characters * 10})")


def _word(
    translator: Translator, data: bytes, source: str, target: str, given: dict[str, Any], options: Options
) -> bytes:
    """A Word file, read, drafted and written as the desk does it; as it was where it is in the wanted language already."""
    language = None if source == "auto" else source
    try:
        [article] = read_each("file.docx", format="docx", language=language, stream=io.BytesIO(data))
    except InputError as error:
        raise Refusal(f"Invalid request: {error}") from None
    if isinstance(article, InputError):
        raise Refusal(f"Invalid request: {article}")
    _check_size(sum(len(block.text) for block in article.blocks), options)
    if article.language == target:
        return data
    terms = _known(translator, _terms(given), article.language)
    drafted = translator.call(lambda drafter: draft(article, drafter, to=target), terms=terms)
    edition = of_drafted(drafted)
    return publishers.for_editions("docx").write(edition, Look(house=house(), layout="target-only"))


def _markdown(translator: Translator, text: str, source: str, target: str, terms: str) -> str:
    """Line by line: the signs at the beginning of a line stay, fenced code stays whole."""
    lines, wanted, places, fenced = text.split("\n"), [], [], False
    for place, line in enumerate(lines):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
            continue
        shape = _MARKDOWN.match(line)
        if fenced or shape is None or not shape[2].strip() or re.fullmatch(r"[\s|:=*_-]+", shape[2]):
            continue
        wanted.append(shape[2])
        places.append((place, shape[1]))
    done = translator.translate(wanted, source=source, target=target, terms=terms) if wanted else []
    for (place, lead), one in zip(places, done, strict=True):
        lines[place] = lead + one.target
    return "\n".join(lines)


def _sweep(folder: Path) -> None:
    """Forget files that are older than an hour."""
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.stat().st_mtime < time.time() - _KEPT:
            path.unlink(missing_ok=True)


@router.get("/download_file/{name}", include_in_schema=False)
def download(request: Request, name: str) -> Response:
    """A file that was translated within the last hour."""
    path: Path = request.app.state.files / name
    if not _NAME.fullmatch(name) or not path.is_file() or path.stat().st_mtime < time.time() - _KEPT:
        raise Refusal("The file is not here, or no longer", 404)
    return FileResponse(path, media_type="application/octet-stream", filename=f"translated{path.suffix}")


@router.get("/frontend/settings")
def frontend(request: Request) -> dict[str, Any]:
    """What a LibreTranslate front end asks for."""
    options: Options = request.app.state.options
    return {
        "charLimit": options.characters,
        "frontendTimeout": 500,
        "apiKeys": options.keys,
        "keyRequired": options.keys,
        "suggestions": getattr(request.app.state, "keep_suggestion", None) is not None,
        "filesTranslation": True,
        "supportedFilesFormat": list(_FILES),
        "language": {
            "source": {"code": "auto", "name": "Auto Detect"},
            "target": {"code": "ar", "name": "Arabic"},
        },
    }


PATHS = frozenset(
    ("/translate", "/detect", "/languages", "/suggest", "/translate_file", "/frontend/settings")
)

_ERROR = {
    "description": "The request cannot be used",
    "content": {
        "application/json": {
            "schema": {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}}
        }
    },
}
_KEY: dict[str, Any] = {"type": ["string", "null"]}
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}
_SAID = {**_TEXT, "pattern": _VISIBLE}
_PAIR: dict[str, Any] = {
    "anyOf": [
        {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 2, "maxItems": 2},
        {
            "type": "object",
            "required": ["source", "target"],
            "properties": {"source": _TEXT, "target": _TEXT},
        },
    ]
}
_BODIES: dict[str, dict[str, Any]] = {
    "/translate": {
        "type": "object",
        "required": ["q", "source", "target"],
        "properties": {
            "q": {"anyOf": [_TEXT, {"type": "array", "items": {"type": "string"}, "minItems": 1}]},
            "source": {"enum": ["auto", "en", "ar"]},
            "target": {"enum": ["en", "ar"]},
            "format": {"enum": ["text", "html"]},
            "alternatives": {
                "anyOf": [
                    {"type": "integer", "minimum": 0, "maximum": _MOST},
                    {"enum": [None, "", *map(str, range(_MOST + 1))]},
                ]
            },
            "glossary": {
                "anyOf": [
                    {"type": ["boolean", "null"]},
                    {"enum": [*_HOUSE, *_NONE]},
                    {"type": "object", "propertyNames": _SAID, "additionalProperties": _SAID},
                    {"type": "array", "items": _PAIR},
                ]
            },
            "api_key": _KEY,
        },
    },
    "/detect": {
        "type": "object",
        "required": ["q"],
        "properties": {"q": _TEXT, "api_key": _KEY},
    },
    "/suggest": {
        "type": "object",
        "required": ["q", "s", "source", "target"],
        "properties": {
            "q": _SAID,
            "s": _SAID,
            "source": {"enum": ["auto", "en", "ar"]},
            "target": {"enum": ["en", "ar"]},
            "api_key": _KEY,
        },
    },
}


def describe(document: dict[str, Any]) -> None:
    """Tell the OpenAPI document what the routes take and how they refuse."""
    for path, body in _BODIES.items():
        operation = document["paths"][path]["post"]
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    document["paths"]["/translate_file"]["post"]["requestBody"] = {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file", "source", "target"],
                    "properties": {
                        "file": {"type": "string", "contentMediaType": "application/octet-stream"},
                        "source": {"enum": ["auto", "en", "ar"]},
                        "target": {"enum": ["en", "ar"]},
                        "api_key": _KEY,
                    },
                }
            }
        },
    }
    for path in (*_BODIES, "/translate_file"):
        for status in ("400", "403", "429", "500"):
            document["paths"][path]["post"]["responses"].setdefault(status, _ERROR)
