"""The house in desk.toml: names, colours that can be read, logos that only draw, addresses, errors that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.errors import InputError
from translate.press.house import DARK_PAPER, PAPER, House, Logo, contrast, house, is_plain_svg, lightened

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><!-- x --><rect width="9" height="9" fill="url(#a)"/></svg>'
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20


def desk(folder: Path, text: str) -> None:
    (folder / "desk.toml").write_text(f"[house]\n{text}\n", "utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_file_the_house_has_no_name(here: Path) -> None:
    assert house() == House()
    assert House().name("ar") == ""


def test_everything_that_a_house_may_say(here: Path) -> None:
    (here / "logo.svg").write_bytes(SVG)
    (here / "mine").mkdir()
    desk(
        here,
        'name = "Euphrates  Desk"\nname_ar = "مكتب الفرات"\nurl = "https://example.org/desk"\nlogo = "logo.svg"\n'
        'accent = "#004080"\nrights = "© us"\nrights_ar = "© نحن"\ntemplates = "mine"',
    )
    found = house()
    assert found.names == {"en": "Euphrates Desk", "ar": "مكتب الفرات"}
    assert (found.name("ar"), found.url, found.accent) == (
        "مكتب الفرات",
        "https://example.org/desk/",
        "#004080",
    )
    assert contrast(found.accent_dark, DARK_PAPER) >= 4.5
    assert found.logo == Logo("image/svg+xml", SVG)
    assert found.logo is not None
    assert found.logo.address.startswith("data:image/svg+xml;base64,")
    assert found.logo.suffix == ".svg"
    assert found.rights["ar"] == "© نحن"
    assert found.templates == Path("mine")
    assert house(url="http://a.org/x/").url == "http://a.org/x/"
    assert House(names={"en": "A", "ar": ""}).name("ar") == "A"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nam = 'x'", "unknown setting house.nam; known: name, name_ar, url"),
        ("name = 3", "house.name is not a text; put it in quotes"),
        ("url = 'javascript:alert(1)'", "no web address: 'javascript:alert"),
        ("url = 'example.org'", "no web address"),
        ("accent = 'red'", "house.accent is no colour: 'red'; give six hexadecimal digits"),
        (
            "accent = '#ffff00'",
            "house.accent cannot be read on #fbfaf7: contrast 1.0, 4.5 wanted; give a darker one",
        ),
        ("accent_dark = '#202020'", "give a lighter one"),
        ("accent = '#000000;}'", "is no colour"),
        ("logo = 'logo.gif'", "house.logo is no picture: logo.gif; give one of .png"),
        ("logo = 'none.png'", "house.logo cannot be read: none.png"),
        ("logo = 'text.png'", "house.logo is not image/png: text.png"),
        ("logo = 'evil.svg'", "holds scripts, links or entities"),
        ("logo = 'large.png'", "house.logo has 524289 bytes"),
        ("templates = 'none'", "no such folder of templates"),
    ],
)
def test_what_is_wrong_is_told(here: Path, text: str, told: str) -> None:
    (here / "text.png").write_text("no picture")
    (here / "evil.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    (here / "large.png").write_bytes(PNG + b"0" * (512 * 1024 + 1 - len(PNG)))
    desk(here, text)
    with pytest.raises(InputError) as error:
        house()
    assert told in str(error.value)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<a href='https://example.org'><rect/></a>",
        "<image href='https://example.org/a.png'/>",
        "<foreignObject/>",
        "<rect onclick='x'/>",
        "<rect fill='url(https://example.org/a)'/>",
        "<style>@import 'https://example.org/a.css';</style>",
        "<?xml-stylesheet href='a.css'?>",
        "<use href='#a'/>",
        "<rect",
    ],
)
def test_a_logo_only_draws(inside: str) -> None:
    assert not is_plain_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode())


def test_a_logo_declares_no_entities() -> None:
    assert is_plain_svg(SVG)
    assert not is_plain_svg(b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + SVG)
    assert not is_plain_svg(b"<html/>")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert contrast(House().accent, PAPER) >= 4.5
    assert lightened("#000000", "#ffffff") == "#000000"
    assert lightened("#ffffff", "#fefefe") == "#ffffff"
