"""An edition in, IPTC ninjs 2.1 out: the translation as a news object, its source as an associated one, both with text and HTML."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from translate.languages import language
from translate.model import EditionStatus
from translate.press.runs import plain
from translate.press.view import page, title, web_address
from translate.press.words import WORDS, file_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.model import Edition
    from translate.press.house import Look
    from translate.press.view import Row

suffix = ".json"
SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#"
_STATUS = {EditionStatus.DRAFT: "withheld", EditionStatus.RETRACTED: "canceled"}


def write(edition: Edition, look: Look) -> bytes:
    """One object, whatever the layout: a receiver chooses the side. Keys stand in a fixed order."""
    return (json.dumps(shape(edition, look), ensure_ascii=False, indent=1) + "\n").encode()


def shape(edition: Edition, look: Look) -> dict[str, Any]:
    """The object as dictionaries and lists."""
    target, source = edition.target_language, edition.source_language
    name = file_name(edition.article)
    found: dict[str, Any] = {
        "uri": _uri(look, name, target),
        "type": "text",
        "representationtype": "full",
        "profile": "bilingual-edition",
        "version": str(edition.number),
        "pubstatus": _STATUS.get(edition.status, "usable"),
        "standard": {"name": "ninjs", "version": "2.1", "schema": SCHEMA},
    }
    if edition.time:
        found |= {"firstcreated": edition.first_time or edition.time, "versioncreated": edition.time}
    notes = [WORDS[code]["draft"] for code in ("en", "ar")] if edition.is_draft else []
    notes += [
        f"{WORDS[code]['correction']} {one.number}: {plain(text)}"
        for one in edition.corrections
        for code, text in sorted(one.notes.items())
    ]
    if notes:
        found["ednote"] = "\n".join(notes)
    found |= _side(edition, look, target)
    people = [
        {"name": plain(person), "rel": rel}
        for rel, persons in (("translator", edition.translators), ("editor", (edition.editor,)))
        for person in persons
        if person
    ]
    if people:
        found["people"] = people
    if edition.section:
        found["subjects"] = [{"name": plain(edition.section)}]
    if rights := look.house.rights.get(target) or look.house.rights.get(source):
        found["copyrightnotice"] = rights
    if holder := look.house.name(target):
        found["infosources"] = [
            {"name": holder, "role": "http://cv.iptc.org/newscodes/infosourcerole/origcont"}
        ]
    original = {
        "name": "source",
        "uri": _uri(look, name, source),
        "type": "text",
        **_side(edition, look, source),
    }
    if address := web_address(edition.address):
        original["altids"] = [{"role": "address", "value": address}]
    found["associations"] = [original]
    return found


def _uri(look: Look, name: str, code: str) -> str:
    """The name of a text that stays over its corrections."""
    from urllib.parse import quote

    if look.house.url:
        return f"{look.house.url}{quote(name)}.html#{code}"
    return f"urn:dragoman:{quote(name, safe='')}:{code}"


def _side(edition: Edition, look: Look, code: str) -> dict[str, Any]:
    from dataclasses import replace

    layout = "target-only" if code == edition.target_language else "source-only"
    shown = page(edition, replace(look, layout=layout))
    text = "\n\n".join(row.sides[0].text for row in shown.rows)
    bodies = [
        {
            "role": "main",
            "contenttype": "text/plain",
            "charcount": len(text),
            "wordcount": len(text.split()),
            "value": text,
        },
        {"role": "main", "contenttype": "text/html", "value": "\n".join(_html(shown.rows))},
    ]
    found: dict[str, Any] = {
        "language": code,
        "title": title(edition, code),
        "headlines": [{"role": "main", "contenttype": "text/plain", "value": title(edition, code)}],
    }
    if about := shown.summaries[code]:
        found["descriptions"] = [{"role": "summary", "contenttype": "text/plain", "value": about}]
    if edition.authors:
        found["by"] = plain(WORDS[code]["comma"].join(edition.authors))
    if shown.rows:
        found["bodies"] = bodies
    return found


def _html(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        side = row.sides[0]
        element = "li" if row.kind == "list_item" else row.element
        inside = f'<{element} lang="{side.language}" dir="{language(side.language).direction}">{side.bare_html}</{element}>'
        if row.kind == "quote":
            inside = f"<blockquote>{inside}</blockquote>"
        if row.kind == "list_item":
            inside = f"<ul>{inside}</ul>"
        yield inside
