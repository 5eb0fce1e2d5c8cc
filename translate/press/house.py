"""The table `house` of desk.toml goes in; the newsroom's name, address, logo and colours come out, judged."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from translate import config
from translate.errors import InputError
from translate.languages import ARABIC, ENGLISH
from translate.text.markup import safe_href

if TYPE_CHECKING:
    from collections.abc import Mapping

LAYOUTS = ("side-by-side", "interleaved", "target-only", "source-only")
PAPER, DARK_PAPER = "#fbfaf7", "#191816"
MOST_LOGO = 512 * 1024  # bytes; it stands in every page
_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, level AA
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGOS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"}
_MAGIC = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the house: PNG, JPEG or SVG."""

    media_type: str
    data: bytes

    @property
    def suffix(self) -> str:
        return next(suffix for suffix, kind in _LOGOS.items() if kind == self.media_type)

    @property
    def address(self) -> str:
        """A data: address that holds the picture."""
        return f"data:{self.media_type};base64,{base64.b64encode(self.data).decode()}"


@dataclass(frozen=True, slots=True)
class House:
    """Who publishes. `names` and `rights` are by language code, `url` ends with a slash or is empty, colours are `#rrggbb`."""

    names: Mapping[str, str] = field(default_factory=lambda: {"en": "", "ar": ""})
    rights: Mapping[str, str] = field(default_factory=lambda: {"en": "", "ar": ""})
    url: str = ""
    logo: Logo | None = None
    accent: str = "#8a4b08"
    accent_dark: str = "#e0a458"
    templates: Path | None = None

    def name(self, code: str) -> str:
        """The name in a language, or in the other one."""
        return self.names.get(code, "") or next(filter(None, self.names.values()), "")


@dataclass(frozen=True, slots=True)
class Look:
    """How an edition is shown: whose it is, the layout, and the language that comes first (the target's where empty).

    `alternates` are addresses of the same article by language code (`x-default` for both), `feeds` those of feeds by title,
    `home` that of the page above; a page that stands alone has none. `path` is where the page stands below the house's address.
    """

    house: House = field(default_factory=House)
    layout: str = "side-by-side"
    first: str = ""
    alternates: Mapping[str, str] = field(default_factory=dict)
    feeds: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    downloads: Mapping[str, str] = field(default_factory=dict)
    path: str = ""


def house(*, url: str | None = None, templates: Path | None = None) -> House:
    """The house of desk.toml in the working directory; raises InputError for a key that is not known or no good.

    `url` and `templates` go before the file's.
    """
    given = config.table("house")
    found = House()
    for key, value in given.items():
        if not isinstance(value, str):
            raise _wrong(key, "is not a text", "put it in quotes")
        found = _with(found, key, value)
    if url is not None:
        found = replace(found, url=_url(url, "--url"))
    if templates is not None:
        found = replace(found, templates=_folder(templates))
    return found


_KNOWN = ("name", "name_ar", "url", "logo", "accent", "accent_dark", "rights", "rights_ar", "templates")


def _with(found: House, key: str, value: str) -> House:
    text = " ".join(value.split())
    match key:
        case "name" | "name_ar":
            return replace(found, names={**found.names, _language(key): text})
        case "rights" | "rights_ar":
            return replace(found, rights={**found.rights, _language(key): text})
        case "url":
            return replace(found, url=_url(value, config.FILE))
        case "logo":
            return replace(found, logo=_logo(Path(value).expanduser()))
        case "accent":
            colour = _colour(key, value, PAPER)
            return replace(found, accent=colour, accent_dark=lightened(colour, DARK_PAPER))
        case "accent_dark":
            return replace(found, accent_dark=_colour(key, value, DARK_PAPER))
        case "templates":
            return replace(found, templates=_folder(Path(value).expanduser()))
    raise InputError(f"unknown setting house.{key}", file=config.FILE, advice=f"known: {', '.join(_KNOWN)}")


def _language(key: str) -> str:
    return ARABIC.code if key.endswith("_ar") else ENGLISH.code


def _wrong(key: str, problem: str, advice: str) -> InputError:
    return InputError(f"house.{key} {problem}", file=config.FILE, advice=advice)


def _url(value: str, where: str) -> str:
    address = safe_href(value)
    if not re.match(r"https?://[^/\s\"'<>]+", address):
        raise InputError(f"no web address: {value!r}", file=where, advice="give https://example.org/news/")
    return address.rstrip("/") + "/"


def _folder(path: Path) -> Path:
    if not path.is_dir():
        raise InputError("no such folder of templates", file=path, advice="give a directory")
    return path


def _colour(key: str, value: str, paper: str) -> str:
    if not _COLOUR.fullmatch(value):
        raise _wrong(key, f"is no colour: {value!r}", 'give six hexadecimal digits, "#8a4b08"')
    if contrast(value, paper) < _CONTRAST:
        raise _wrong(
            key,
            f"cannot be read on {paper}: contrast {contrast(value, paper):.1f}, {_CONTRAST} wanted",
            "give a lighter one" if key.endswith("dark") else "give a darker one",
        )
    return value.lower()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightened(colour: str, paper: str) -> str:
    """The colour mixed with white until it can be read on dark paper."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    for step in range(21):
        mixed = "#" + "".join(f"{round(value + (255 - value) * step / 20):02x}" for value in channels)
        if contrast(mixed, paper) >= _CONTRAST:
            return mixed
    return "#ffffff"


def _logo(path: Path) -> Logo:
    """A picture from a file; raises InputError for one that is too large or is not what its name says."""
    kind = _LOGOS.get(path.suffix.lower())
    if kind is None:
        raise _wrong("logo", f"is no picture: {path}", f"give one of {', '.join(_LOGOS)}")
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MOST_LOGO else b""
    except OSError as error:
        raise _wrong("logo", f"cannot be read: {path}: {error.strerror}", "give a file") from error
    if size > MOST_LOGO:
        raise _wrong("logo", f"has {size} bytes", f"give one of {MOST_LOGO} at most")
    if kind in _MAGIC and not data.startswith(_MAGIC[kind]):
        raise _wrong("logo", f"is not {kind}: {path}", "give the file its own suffix")
    if kind == "image/svg+xml" and not is_plain_svg(data):
        raise _wrong("logo", f"holds scripts, links or entities: {path}", "give a plain drawing")
    return Logo(kind, data)


def is_plain_svg(data: bytes) -> bool:
    """Whether a drawing draws and does nothing else: no script, no handler, no style of foreign origin, nothing to fetch."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return False
    from lxml import etree

    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return False
    for element in root.iter():
        if not isinstance(element.tag, str):  # a comment, an instruction
            if element.tag is etree.PI:
                return False
            continue
        name = etree.QName(element).localname.lower()
        if name in ("script", "foreignobject", "a", "image", "use", "animate", "set", "iframe", "handler"):
            return False
        for key, value in element.attrib.items():
            plain = etree.QName(key).localname.lower()
            if plain.startswith("on") or plain == "href" or "url(" in str(value).replace("url(#", ""):
                return False
        if name == "style" and re.search(r"@import|url\((?!#)", element.text or ""):
            return False
    return etree.QName(root).localname == "svg"
