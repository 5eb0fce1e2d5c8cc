"""Glossary files in, entries out: one topic a file, tab-separated with a header; a flaw stops the load with file, line and column.

Required columns: type, en, ar. The others are optional and stand in any order (COLUMNS). A list is separated by ` | `. In a list
of variants a form by itself is found and rewritten to the house form, `=form` is as good as the house form, `~form`
is so in a target but not looked for in a source, `!form` is forbidden; `form (not before الدين)` is something else when that word follows. Lines that begin with # are comments.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.glossary.entry import Entry, Kind, Policy, Sense, Standing, Variant
from translate.glossary.variants import normalise
from translate.text.clitics import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS: tuple[str, ...] = (
    "id", "type", "en", "ar", "en_short", "ar_short", "en_variants", "ar_variants", "policy", "status", "direction", "domain",
    "priority", "al", "gender", "number", "inflect", "plurals", "derived", "vocalised", "the", "ambiguous", "key", "for_ar",
    "against_ar", "for_en", "against_en", "near", "in", "qid", "evidence", "notes",
)  # fmt: skip
REQUIRED = ("type", "en", "ar")
CHOICES: dict[str, tuple[str, ...]] = {
    "type": tuple(Kind),
    "policy": ("", *Policy),
    "status": ("", "approved", "draft", "retired"),
    "direction": ("", "both", "en2ar", "ar2en"),
    "al": ("", "lex", "opt", "none"),
    "gender": ("", "m", "f", "mf"),
    "number": ("", "sg", "du", "pl"),
    "inflect": ("", "none", "kunya", "noun", "phrase", "demonym", "fixed"),
    "the": ("", "never", "optional", "always"),
    "ambiguous": ("", "yes", "mild", "no"),
    "key": ("", "yes", "no"),
}
MAX_BYTES = 64 * 1024 * 1024
MAX_FIELD = 2000  # characters

_STANDINGS = {"=": Standing.ADMITTED, "~": Standing.ADMITTED, "!": Standing.FORBIDDEN}
_NOT_BEFORE = re.compile(r"\s*\(not before ([^)]*)\)$")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufb50-\ufdff\ufe70-\ufefc]"
)
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
# Countries and their like are not spelt in free ways; their keys only bring false hits (Jordan, Jordin).
_UNKEYED = frozenset({"country", "capital", "world", "continent"})


def load(paths: Iterable[Path | str]) -> list[Entry]:
    """All entries of the files; retired ones are left out. Raises InputError for the first flaw: never half a glossary."""
    return [entry for entry, _ in rows(paths)]


def rows(paths: Iterable[Path | str]) -> list[tuple[Entry, dict[str, str]]]:
    """The entries of the files, each with its checked columns, from which `made` makes it again."""
    entries: list[tuple[Entry, dict[str, str]]] = []
    known: dict[str, Entry] = {}
    for path in paths:
        for entry, row in _parsed(read_text(Path(path)), str(path)):
            twin = known.setdefault(entry.id, entry)
            if twin is not entry:
                raise InputError(
                    f"the id {entry.id!r} is taken by {twin.file}:{twin.line}",
                    file=f"{entry.file}:{entry.line}:1",
                    advice="give one of them another id",
                )
            if entry.status != "retired":
                entries.append((entry, row))
    return entries


def read(path: Path | str) -> Iterator[Entry]:
    """Entries of one file."""
    path = Path(path)
    yield from parse(read_text(path), str(path))


def read_text(path: Path) -> str:
    """A glossary file as text; raises InputError where it cannot be read, is too big or is not UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(
                "too big for a glossary", file=path, advice=f"keep it under {MAX_BYTES // 1024 // 1024} MB"
            )
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", file=path) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise InputError(
            "not UTF-8", file=f"{path}:{line}:{column}", advice="save the file as UTF-8"
        ) from None


def parse(text: str, file: str) -> Iterator[Entry]:
    """Entries of the text of a file; `file` is its name in errors."""
    for entry, _ in _parsed(text, file):
        yield entry


def _parsed(text: str, file: str) -> Iterator[tuple[Entry, dict[str, str]]]:
    header: list[str] | None = None
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        values = line.split("\t")
        if header is None:
            header = _header(values, file, number)
            continue
        yield _entry(values, header, file, number)
    if header is None:
        raise InputError(
            "no header line",
            file=f"{file}:1:1",
            advice=f"begin with the column names {', '.join(REQUIRED)} …",
        )


def _header(values: list[str], file: str, number: int) -> list[str]:
    names = [value.strip().lower() for value in values]
    for place, name in enumerate(names):
        where = _where(file, number, values, place)
        if name not in COLUMNS:
            raise InputError(
                f"unknown column {values[place]!r}", file=where, advice=f"use {', '.join(COLUMNS)}"
            )
        if name in names[:place]:
            raise InputError(f"column {name!r} stands twice", file=where)
    for name in REQUIRED:
        if name not in names:
            raise InputError(f"no column {name!r}", file=f"{file}:{number}:1", advice="name it in the header")
    return names


def _where(file: str, number: int, values: list[str], place: int) -> str:
    return f"{file}:{number}:{sum(len(value) + 1 for value in values[:place]) + 1}"


def _entry(values: list[str], header: list[str], file: str, number: int) -> tuple[Entry, dict[str, str]]:
    if len(values) > len(header):
        raise InputError(
            f"{len(values)} fields, but the header names {len(header)}",
            file=_where(file, number, values, len(header)),
            advice="remove the extra tab",
        )
    row = {name: value for name, value in zip(header, map(str.strip, values), strict=False) if value}

    def flaw(name: str, problem: str, advice: str | None = None) -> InputError:
        place = header.index(name) if name in header else 0
        return InputError(f"{name}: {problem}", file=_where(file, number, values, place), advice=advice)

    for name, value in row.items():
        if len(value) > MAX_FIELD:
            raise flaw(name, f"longer than {MAX_FIELD} characters")
        unseen = _UNSEEN.search(value)
        if unseen:
            raise flaw(
                name,
                f"holds the invisible or presentation character U+{ord(unseen[0]):04X}",
                "write plain letters",
            )
        allowed = CHOICES.get(name)
        if allowed is not None and value not in allowed:
            raise flaw(
                name, f"{value!r} is not known", f"use {', '.join(choice for choice in allowed if choice)}"
            )
    for name in REQUIRED:
        if not row.get(name):
            raise flaw(name, "is empty", "fill it in")
    for name, script, word in (("ar", _ARABIC, "Arabic"), ("en", _LATIN, "Latin")):
        if not script.search(row[name]):
            raise flaw(name, f"{row[name]!r} holds no {word} letter")
    for name in ("ar_variants", "ar_short", "plurals", "derived", "vocalised"):
        value = row.get(name, "")
        if value and not _ARABIC.search(value):
            raise flaw(name, f"{value!r} holds no Arabic letter")
    try:
        return made(row, file, number), row
    except ValueError as error:
        name, _, problem = str(error).partition(": ")
        raise flaw(name, problem) from None


def made(row: dict[str, str], file: str, number: int) -> Entry:
    """The entry of a checked row; raises ValueError `column: problem`."""
    kind = Kind(row["type"])
    english, arabic = " ".join(row["en"].split()), " ".join(row["ar"].split())
    is_name = kind not in (Kind.COMMON, Kind.DEMONYM)
    derived = split(row.get("derived", ""))
    ident = row.get("id") or slug(english)
    if not _ID.fullmatch(ident):
        raise ValueError(f"id: {ident!r} is not made of a–z, 0–9, dot and hyphen")
    al = row.get("al") or ("lex" if is_name and arabic.startswith(ARTICLE) else "none")
    if al in ("lex", "opt") and not arabic.startswith(ARTICLE):
        raise ValueError(f"al: {al} needs an Arabic form that begins with {ARTICLE}")
    priority = row.get("priority") or "0"
    if not re.fullmatch(r"-?[0-9]{1,6}", priority):
        raise ValueError(f"priority: {priority!r} is not a whole number")
    default = Policy.SUGGEST if not is_name else Policy.RELAXED if derived else Policy.STRICT
    domain = row.get("domain", "")
    keyed = row.get("key")
    sense = Sense(
        *(tuple(split(row.get(name, ""))) for name in ("for_ar", "against_ar", "for_en", "against_en"))
    )
    return Entry(
        id=ident,
        kind=kind,
        english=english,
        arabic=arabic,
        english_short=row.get("en_short", ""),
        arabic_short=row.get("ar_short", ""),
        english_variants=tuple(variant(item, "en_variants") for item in split(row.get("en_variants", ""))),
        arabic_variants=tuple(variant(item, "ar_variants") for item in split(row.get("ar_variants", ""))),
        policy=Policy(row["policy"]) if row.get("policy") else default,
        status=row.get("status") or "approved",
        direction=row.get("direction") or "both",
        domain=domain,
        priority=int(priority),
        al=al,
        gender=row.get("gender") or "m",
        number=row.get("number") or "sg",
        inflect=row.get("inflect") or inflection(kind, arabic),
        plurals=tuple(split(row.get("plurals", ""))),
        derived=tuple(derived),
        vocalised=row.get("vocalised", ""),
        article=row.get("the") or "never",
        ambiguous=row.get("ambiguous") or "no",
        is_keyed=keyed == "yes" or (keyed != "no" and is_name and domain not in _UNKEYED),
        sense=sense,
        near=tuple(split(row.get("near", ""))),
        within=row.get("in", ""),
        notes=row.get("notes", ""),
        file=file,
        line=number,
    )


def split(value: str) -> list[str]:
    """The parts of a list field."""
    return [" ".join(part.split()) for part in value.split("|") if part.strip()]


def variant(item: str, column: str) -> Variant:
    """A variant as written in a list: `form`, `=form`, `~form`, `!form`, `form (not before word, word)`."""
    standing = _STANDINGS.get(item[0], Standing.DEPRECATED)
    text = item[1:].strip() if item[0] in _STANDINGS else item
    limit = _NOT_BEFORE.search(text)
    words: tuple[str, ...] = ()
    if limit:
        words = tuple(word.strip() for word in re.split("[,،]", limit[1]) if word.strip())
        text = text[: limit.start()]
    if not text:
        raise ValueError(f"{column}: {item!r} is a mark without a form")
    return Variant(text, standing, words, for_target=item[0] == "~")


def inflection(kind: Kind, arabic: str) -> str:
    """How a form inflects where the file does not say."""
    words = arabic.split()
    if kind is Kind.DEMONYM:
        return "demonym"
    if kind is Kind.COMMON:
        if len(words) == 1 or (not words[0].startswith(ARTICLE) and words[1].startswith(ARTICLE)):
            return "noun"
        return "phrase"
    return "kunya" if words[0] == "أبو" else "none"


def slug(english: str) -> str:
    """An id from an English form: Deir Ezzor → deir-ezzor."""
    return re.sub("[^a-z0-9]+", "-", normalise(english.replace("-", " ").replace("+", " plus"))).strip("-")


def row(entry: Entry) -> dict[str, str]:
    """The columns of an entry that differ from what a reader would assume; the inverse of reading."""
    sense = entry.sense
    values = {
        "id": entry.id if entry.id != slug(entry.english) else "",
        "type": entry.kind.value,
        "en": entry.english,
        "ar": entry.arabic,
        "en_short": entry.english_short,
        "ar_short": entry.arabic_short,
        "en_variants": " | ".join(map(written, entry.english_variants)),
        "ar_variants": " | ".join(map(written, entry.arabic_variants)),
        "policy": entry.policy.value,
        "status": entry.status,
        "direction": entry.direction,
        "domain": entry.domain,
        "priority": str(entry.priority),
        "al": entry.al,
        "gender": entry.gender,
        "number": entry.number,
        "inflect": entry.inflect,
        "plurals": " | ".join(entry.plurals),
        "derived": " | ".join(entry.derived),
        "vocalised": entry.vocalised,
        "the": entry.article,
        "ambiguous": entry.ambiguous,
        "key": "yes" if entry.is_keyed else "no",
        "for_ar": " | ".join(sense.for_ar),
        "against_ar": " | ".join(sense.against_ar),
        "for_en": " | ".join(sense.for_en),
        "against_en": " | ".join(sense.against_en),
        "near": " | ".join(entry.near),
        "in": entry.within,
        "notes": entry.notes,
    }
    told = {name: value for name, value in values.items() if value}
    for name in [name for name in told if name not in REQUIRED]:
        shorter = {key: value for key, value in told.items() if key != name}
        if made(shorter, entry.file, entry.line) == entry:
            told = shorter
    return told


def written(item: Variant) -> str:
    """A variant as a list field has it."""
    mark = {Standing.ADMITTED: "~" if item.for_target else "=", Standing.FORBIDDEN: "!"}.get(
        item.standing, ""
    )
    limit = f" (not before {'، '.join(item.not_before)})" if item.not_before else ""
    return f"{mark}{item.text}{limit}"


def dump(entries: Iterable[Entry]) -> str:
    """Entries as the text of a glossary file: only the columns that are used, in the order of COLUMNS."""
    rows = [row(entry) for entry in entries]
    used = [name for name in COLUMNS if name in REQUIRED or any(name in line for line in rows)]
    lines = ["\t".join(used), *("\t".join(line.get(name, "") for name in used).rstrip("\t") for line in rows)]
    return "\n".join(lines) + "\n"
