"""Bytes of every encoding that newsrooms still hand over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import InputError
from translate.text.decode import decode

ARABIC = "تجف آبار محافظة الحسكة للعام الثالث على التوالي؟ «نعم».\n"
ENGLISH = "The wells of Hasakah — “dry” for the third year.\n"

FOUND = [
    # bytes, text, encoding
    (ARABIC.encode(), ARABIC, "utf-8"),
    (ENGLISH.encode("utf-8-sig"), ENGLISH, "utf-8"),
    (ARABIC.encode("utf-16"), ARABIC, "utf-16-le"),
    (b"\xfe\xff" + ARABIC.encode("utf-16-be"), ARABIC, "utf-16-be"),
    (ARABIC.encode("utf-16-le"), ARABIC, "utf-16-le"),
    (ARABIC.encode("utf-16-be"), ARABIC, "utf-16-be"),
    (ENGLISH.encode("utf-16-le"), ENGLISH, "utf-16-le"),
    (ENGLISH.encode("utf-16-be"), ENGLISH, "utf-16-be"),
    ("الحسكة".encode("utf-16-le"), "الحسكة", "utf-16-le"),
    ("Hi".encode("utf-16-be"), "Hi", "utf-16-be"),
    (ENGLISH.encode("utf-32"), ENGLISH, "utf-32-le"),
    (ARABIC.encode("windows-1256"), ARABIC, "windows-1256"),
    ("الحسكة".encode("windows-1256"), "الحسكة", "windows-1256"),
    ("محافظة الحسكة".encode("iso-8859-6"), "محافظة الحسكة", "iso-8859-6"),
    (ENGLISH.encode("windows-1252"), ENGLISH, "windows-1252"),
    ("Café à Hasakah".encode("latin-1"), "Café à Hasakah", "windows-1252"),
    (b"", "", "utf-8"),
    (b"a", "a", "utf-8"),
]


@pytest.mark.parametrize(("data", "text", "encoding"), FOUND)
def test_the_encoding_is_found(data: bytes, text: str, encoding: str) -> None:
    found = decode(data)
    assert (found.text, found.encoding) == (text, encoding)
    assert found.notices == (() if encoding == "utf-8" else (found.notices[0],))


FLAWED = [
    # bytes, text, notices
    ("wells “dry” ".encode() * 3 + b"\x93quoted\x94", "wells “dry” " * 3 + "“quoted”", ["bytes that are not UTF-8: 2, read as Windows-1252"]),
    (ARABIC.strip().encode()[:-1], ARABIC.strip()[:-1], []),
    ("تجف آبار".encode()[:-1], "تجف آبا\ufffd", ["bytes that are not UTF-8: 1, read as Windows-1256", "characters that cannot be read and stand as \ufffd: 1"]),
    (b"wells\x07 are dry, he said", "wells\ufffd are dry, he said", ["control characters replaced by \ufffd: 1"]),
    (b"wells \xed\xa0\x80 are dry", "wells \ufffd are dry", ["control characters replaced by \ufffd: 1"]),
    ("wells\ufffd".encode(), "wells\ufffd", ["characters that cannot be read and stand as \ufffd: 1"]),
    (b"\xff\xfea\x00b", "a\ufffd", ["read as UTF-16-LE", "characters that cannot be read and stand as \ufffd: 1"]),
    (b"GIF8 is a format of pictures", "GIF8 is a format of pictures", []),
]  # fmt: skip


@pytest.mark.parametrize(("data", "text", "notices"), FLAWED)
def test_a_flaw_is_repaired_and_told(data: bytes, text: str, notices: list[str]) -> None:
    found = decode(data)
    assert (found.text, list(found.notices)) == (text, notices)


REFUSED = [
    # bytes, message
    (b"%PDF-1.4", "this is a PDF file, not a text; save its text as .txt or .html"),
    (b"{\\rtf1 wells}", "this is an RTF file, not a text"),
    (b"PK\x03\x04\0\0", "this is a zip or Office file"),
    (b"\xd0\xcf\x11\xe0\0", "this is an old Office file"),
    (b"\x1f\x8b\x08\0", "this is a gzip file, not a text; unpack it first"),
    (b"\x89PNG\r\n\x1a\n\0", "this is a picture, not a text"),
    (b"\0" * 50, "this is not a text"),
    (bytes(range(32)) * 4, "this is not a text"),
    ("Это русский текст для проверки".encode("cp1251"), "its encoding is not known; save the file as UTF-8"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_text_is_named(data: bytes, message: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data)
    assert str(caught.value).startswith(message)


DECLARED = [
    # bytes, declared, text
    ("سوق".encode("iso-8859-6"), "ISO-8859-6", "سوق"),
    ("سوق".encode("windows-1256"), "windows-1256", "سوق"),
    ("محافظة الحسكة".encode("windows-1256"), "iso-8859-1", "محافظة الحسكة"),
    ("Café".encode("latin-1"), "latin1", "Café"),
    ("Это русский текст".encode("koi8-r"), "koi8-r", "Это русский текст"),
    ("محافظة الحسكة".encode("windows-1256"), "utf-7", "محافظة الحسكة"),
    ("محافظة الحسكة".encode("windows-1256"), "no such", "محافظة الحسكة"),
    ("محافظة الحسكة".encode(), "windows-1256", "محافظة الحسكة"),
]


@pytest.mark.parametrize(("data", "declared", "text"), DECLARED)
def test_a_declaration_is_believed_where_it_fits(data: bytes, declared: str, text: str) -> None:
    assert decode(data, declared=declared).text == text


def test_an_order_is_followed_or_refused() -> None:
    assert decode("سوق".encode("cp720"), encoding="cp720").text == "سوق"
    assert decode(b"\xef\xbb\xbfwells", encoding="utf-8").text == "wells"
    assert decode("wells".encode("utf-16"), encoding="utf-16").text == "wells"
    with pytest.raises(InputError, match="no encoding 'nope'; try utf-8"):
        decode(b"wells", encoding="nope")
    with pytest.raises(InputError, match="this is not utf-8"):
        decode("سوق".encode("cp720"), encoding="utf-8")
    with pytest.raises(InputError, match="no encoding 'hex'"):
        decode(b"wells", encoding="hex")


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")).filter(lambda sign: sign != "\ufffd"), min_size=1)
)
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(
    st.lists(st.sampled_from(ARABIC.split()), min_size=2, max_size=30),
    st.sampled_from(["windows-1256", "utf-16-le", "utf-16-be"]),
)
def test_arabic_words_come_back_from_every_encoding(words: list[str], encoding: str) -> None:
    text = " ".join(words)
    assert decode(text.encode(encoding)).text == text
