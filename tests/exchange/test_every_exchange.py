"""What holds for every format: records come back as they went, official schemas accept them, and hostile files end in one line."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import astuple, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import translate.exchange as door
from translate.errors import InputError
from translate.exchange import STATES, Code, Record, Suggestion, exchange, formats
from translate.text.inline import UNWRITABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

SCHEMAS = Path(__file__).parents[3] / "shared" / "schemas"
KEPT = pytest.mark.skipif(not SCHEMAS.exists(), reason="the official schema is not on this machine")
FORMATS = [name for name in formats() if name != "docx"]
UNITS = [
    Record(
        id="18e0ba0078615a23",
        source='He said <b>"go & stop"</b>\nand left\tat 7 \U0001f600 ]]> C:\\new',
        target="قال «اذهب وقف» \u2067ومضى\u2069 عند ٧ <x>&amp;",
        state="drafted",
        version=3,
        article="the bridge",
        origin="newsdesk",
        source_codes=(
            Code(0, 7, '<a href="https://example.org/?a=1&amp;b=2">', "</a>", "link"),
            Code(3, 12, "<i>", "</i>", "italic"),
            Code(12, 12, "<br>"),
        ),
        target_codes=(Code(4, 4, "<b>", "</b>"),),
        notes=("number.missing: 3 is not in the translation", "salma: see the map"),
        terms=(("Hasakah", "الحسكة"),),
        matches=(Suggestion("He said so", "قال ذلك", 101),),
    ),
    Record(id="a/2", source="=1+1", version=1, article="the bridge"),
    Record(
        id="a.3",
        source="\n-led from above\n",
        target="بقيادة",
        state="edited",
        version=2,
        article="the bridge",
    ),
    Record(
        id="مادة ٤",
        source="Old & new",
        target="'=قديم",
        state="stale",
        version=9,
        article="الجسر",
        previous_source="Old",
        author="مي",
        changed="2026-11-25T01:02:03Z",
    ),
    *(
        Record(id=f"s-{name}", source="s", target="ت", state=name, version=1)
        for name in STATES
        if name != "new"
    ),
]


def written(name: str, records: Sequence[Record]) -> bytes:
    stream = io.BytesIO()
    exchange(name).write(iter(records), stream)
    return stream.getvalue()


def read(name: str, data: bytes) -> list[Record]:
    return list(exchange(name).read(io.BytesIO(data), f"units.{name}"))


@pytest.mark.parametrize("name", formats())
def test_units_come_back_as_they_went(name: str) -> None:
    back = read(name, written(name, UNITS))
    part = exchange(name)
    for before, after in zip(UNITS, back, strict=True):
        wanted = (before.id, before.source, before.target, before.state, before.version)
        assert (after.id, after.source, after.target, after.state, after.version) == wanted
        assert (after.source_language, after.target_language) == ("en", "ar")
        if part.keeps_codes:
            assert [code.opening for code in after.source_codes] == [
                code.opening for code in before.source_codes
            ]
            assert [(c.start, c.end) for c in after.target_codes] == [
                (c.start, c.end) for c in before.target_codes
            ]


@pytest.mark.parametrize("name", ["xliff2", "xliff1", "po", "jsonl"])
def test_terms_and_history_come_back(name: str) -> None:
    back = read(name, written(name, UNITS))
    assert back[0].terms == UNITS[0].terms
    assert back[0].notes == UNITS[0].notes
    assert back[3].previous_source == "Old"
    assert back[3].author == "مي"


TEXT = st.text(
    st.one_of(
        st.sampled_from(
            list(
                "ab <>&\"'\\\t\n=+-@;,|{}[]%\u0627\u0644\u062d\u0633\u0643\u0629٣«»،؟\u2067\u2069\u200f\u0640\u064b\U0001f600\u00a0\u2028\u0085"
            )
        ),
        st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"),
    ),
    max_size=30,
)


@st.composite
def _record(draw: Any) -> Record:
    source, target = draw(TEXT), draw(TEXT)
    codes = []
    for text in (source, target):
        found = []
        for _ in range(draw(st.integers(0, 3))):
            one, two = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
            found.append(
                Code(
                    one,
                    two,
                    draw(st.sampled_from(["<b>", '<a href="x&amp;y">', "{1}"])),
                    "</b>" if one < two else "",
                )
            )
        codes.append(tuple(found))
    return Record(
        id="u", source=source, target=target, state="edited" if target else "new", version=1,
        source_codes=codes[0], target_codes=codes[1] if target else (),
    )  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60)
@given(record=_record())
def test_any_text_comes_back(name: str, record: Record) -> None:
    (back,) = read(name, written(name, [record]))
    assert (back.source, back.target) == (record.source, record.target)
    if exchange(name).keeps_codes:
        for after, before in (
            (back.source_codes, record.source_codes),
            (back.target_codes, record.target_codes),
        ):
            assert sorted(map(astuple, after)) == sorted(map(astuple, before))


@settings(max_examples=30)
@given(record=_record())
def test_a_word_processor_file_keeps_what_it_can_hold(record: Record) -> None:
    (back,) = read("docx", written("docx", [record]))
    kept = [UNWRITABLE.sub("\ufffd", text) for text in (record.source, record.target)]
    assert [back.source, back.target] == kept


class _Here(etree.Resolver):
    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        if system_url.endswith("xml.xsd"):
            place = SCHEMAS / "xliff-2.1" / "informativeCopiesOf3rdPartySchemas" / "w3c" / "xml.xsd"
            return self.resolve_filename(str(place), context)  # type: ignore[attr-defined]
        return None


def schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Here())
    path = SCHEMAS / name
    return etree.XMLSchema(etree.fromstring(path.read_bytes().lstrip(), parser, base_url=str(path)))


@KEPT
@pytest.mark.parametrize(
    ("name", "file"),
    [("xliff1", "xliff-core-1.2-strict.xsd"), ("xliff2", "xliff-2.1/xliff_core_2.0.xsd")],
)
def test_xliff_is_valid(name: str, file: str) -> None:
    schema(file).assertValid(etree.fromstring(written(name, UNITS)))


@KEPT
@pytest.mark.parametrize("module", ["matches", "glossary", "metadata"])
def test_modules_of_xliff_are_valid(module: str) -> None:
    judge = schema(f"xliff-2.1/{module}.xsd")
    found = list(etree.fromstring(written("xliff2", UNITS)).iter(f"{{*}}{module}"))
    assert found
    for element in found:
        judge.assertValid(etree.fromstring(etree.tostring(element)))


@KEPT
def test_tmx_is_valid() -> None:
    with (SCHEMAS / "tmx14.dtd").open("rb") as stream:
        judge = etree.DTD(stream)
    root = etree.fromstring(written("tmx", UNITS))
    assert judge.validate(root), judge.error_log


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="gettext is not on this machine")
def test_gettext_takes_the_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "units.po"
    file.write_bytes(written("po", UNITS))
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_word_processor_opens_the_table() -> None:
    import docx

    document = docx.Document(io.BytesIO(written("docx", UNITS)))
    first = document.tables[0]
    assert [cell.text for cell in first.rows[0].cells] == ["Unit", "Source (en)", "Target (ar)", "Remarks"]
    assert first.rows[2].cells[1].text == "=1+1"


def test_tracked_changes_count_as_accepted() -> None:
    data = written("docx", [Record(id="u", source="a", target="ت", state="edited", version=1)])
    package = zipfile.ZipFile(io.BytesIO(data))
    text = package.read("word/document.xml").decode()
    old = '<w:t xml:space="preserve">ت</w:t>'
    assert old in text
    text = text.replace(
        old,
        "<w:t>ت</w:t></w:r><w:ins><w:r><w:t>جديد</w:t></w:r></w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:r>",
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as out:
        for name in package.namelist():
            out.writestr(name, text if name == "word/document.xml" else package.read(name))
    (back,) = read("docx", stream.getvalue())
    assert back.target == "تجديد"


FOREIGN = [
    # format, file, records (source, target, codes of the source)
    (
        "tmx",
        '<tmx version="1.4"><header srclang="en-US" segtype="sentence"/><body><tu tuid="7"><tuv xml:lang="EN-US"><seg>Hello <bpt i="1">{\\b </bpt>big'
        '<ept i="1">}</ept> world<ph/></seg></tuv><tuv xml:lang="ar-SY"><seg>مرحبا</seg></tuv><tuv xml:lang="ar_EG"><seg>أهلاً</seg></tuv>'
        '<tuv xml:lang="fr"><seg>Bonjour</seg></tuv></tu><tu><tuv lang="ar"><seg>نعم</seg></tuv><tuv lang="en"><seg><hi>Yes</hi></seg></tuv></tu></body></tmx>',
        [("Hello big world", "مرحبا", 2), ("Hello big world", "أهلاً", 2), ("Yes", "نعم", 0)],
    ),
    (
        "xliff1",
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x" source-language="en" target-language="ar" datatype="html"><body>'
        '<group><trans-unit id="9"><source>A <g id="1">b</g><x id="2"/></source><seg-source><mrk mtype="seg" mid="0">A</mrk></seg-source>'
        '<target state="translated"><mrk mtype="seg" mid="0">أ</mrk></target></trans-unit></group></body></file></xliff>',
        [("A b", "أ", 2)],
    ),
    (
        "xliff2",
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="ar"><file id="f"><group id="g"><unit id="1"><segment><source>One.</source>'
        '<target>واحد.</target></segment><ignorable><source> </source></ignorable><segment state="final"><source>T<mrk id="m" type="term">w</mrk>o.</source><target>اثنان.</target></segment>'
        "</unit></group></file></xliff>",
        [("One. Two.", "واحد. اثنان.", 0)],
    ),
    ("po", 'msgid ""\nmsgstr "Language: ar\\n"\n\n#: a.c:1\nmsgid "Yes"\nmsgstr "نعم"\n\n#~ msgid "old"\n#~ msgstr "قديم"\n', [("Yes", "نعم", 0)]),
    ("po", 'msgid "a\\\\101 \\x22\\x22"\nmsgstr "\\331\\206\\330\\271\\331\\205\\\\060"\n', [('a\\101 ""', "نعم\\060", 0)]),
    ("tsv", "\ufeffID\tTarget\tSource\n1\tنعم\tYes\n\n", [("Yes", "نعم", 0)]),
    ("csv", 'id,source,target\r\n1,"a, ""b""\nc",نعم\r\n', [('a, "b"\nc', "نعم", 0)]),
    ("csv", '\ufeff"id";source;target\r\n1;"a; b, c";نعم\r\n', [("a; b, c", "نعم", 0)]),
    ("jsonl", '\n{"id": "1", "source": "Yes", "target": "نعم", "more": [1]}\n', [("Yes", "نعم", 0)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "expected"), FOREIGN)
def test_files_of_others_are_read(name: str, text: str, expected: list[tuple[str, str, int]]) -> None:
    found = read(name, text.encode())
    assert [(one.source, one.target, len(one.source_codes)) for one in found] == expected


def test_a_table_in_utf_16_is_read() -> None:
    (found,) = read("tsv", "id\tsource\ttarget\n1\tYes\tنعم\n".encode("utf-16"))
    assert found.target == "نعم"


def _prefixed(data: bytes) -> bytes:
    """Elements of the default namespace with a prefix."""
    return re.sub(rb"<(/?)(?![a-z]+:|[?!/])", rb"<\1x:", data).replace(b" xmlns=", b" xmlns:x=")


def _in_utf_16(data: bytes) -> bytes:
    return data.decode().replace("utf-8", "utf-16").replace("UTF-8", "UTF-16").encode("utf-16")


RESAVED = [
    ("xliff1", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")),
    ("xliff1", _prefixed),
    ("xliff1", _in_utf_16),
    ("xliff2", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")),
    ("xliff2", _prefixed),
    ("xliff2", _in_utf_16),
    ("tmx", _in_utf_16),
    ("tmx", lambda data: data.replace(b'"en"', b'"EN-US"').replace(b'"ar"', b'"AR-SA"')),
    ("po", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")),
    ("csv", lambda data: b"\xef\xbb\xbf" + data),
    ("tsv", lambda data: data.decode("utf-8-sig").encode("utf-16")),
    ("jsonl", lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n\r\n")),
]


@pytest.mark.parametrize(("name", "saved"), RESAVED)
def test_what_other_tools_do_in_saving_changes_nothing(name: str, saved: Any) -> None:
    data = written(name, UNITS)
    for before, after in zip(read(name, data), read(name, saved(data)), strict=True):
        assert (after.id, after.source, after.target, after.version) == (
            before.id,
            before.source,
            before.target,
            before.version,
        )


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
TU = '<tmx version="1.4"><header srclang="en"/><body><tu><tuv xml:lang="en"><seg>{}</seg></tuv><tuv xml:lang="ar"><seg>ب</seg></tuv></tu></body></tmx>'
HOSTILE = [
    ("tmx", BOMB + TU.format("&c;"), "declares entities"),
    ("tmx", OUTSIDE + TU.format("&a;"), "declares entities"),
    ("tmx", TU.format("x")[:-30], "not XML"),
    ("tmx", "no tmx at all", "not XML"),
    ("tmx", "<html/>", "not TMX"),
    ("tmx", "", "not XML"),
    ("tmx", TU.format("<a>" * 400), "not XML"),
    ("tmx", '<?xml version="1.0" encoding="windows-1256"?>' + TU.format("الحسكة والبوكمال"), "written in UTF-8"),
    ("tmx", '<?xml version="1.0" encoding="nonsense"?>' + TU.format("x"), "not XML"),
    ("tmx", b'<?xml version="1.0" encoding="utf-8"?>' + TU.format("الحسكة").encode("cp1256"), "not XML"),
    ("tmx", TU.replace("<seg>{}</seg>", ""), "without a segment"),
    ("xliff2", BOMB + "<xliff/>", "declares entities|version none"),
    ("xliff2", "<xliff version='1.2'/>", "version 1.2"),
    ("xliff2", '<xliff version="2.0"><file><unit id="1"><segment/></unit></file></xliff>', "without a source"),
    ("xliff1", "<xliff version='2.0'/>", "version 2.0"),
    ("xliff1", '<xliff version="1.2"><file><body><trans-unit id="1"/></body></file></xliff>', "without a source"),
    ("xliff1", "<tmx/>", "not XLIFF"),
    ("po", "rubbish", "not a PO file"),
    ("po", 'msgid "a\nmsgstr "b"\n', "not a PO file"),
    ("po", 'msgid "é"\nmsgstr ""\n'.encode("latin-1"), "not UTF-8"),
    ("tsv", "", "no column"),
    ("tsv", "id\tsource\n1\t2\n", "no column target"),
    ("tsv", "id\tsource\ttarget\n1\ta\n", ":2: a row that ends early"),
    ("tsv", "id\tsource\ttarget\n1\ta\tb\tc\n", ":2: 4 cells"),
    ("tsv", "id\tsource\ttarget\tversion\n1\ta\tb\tx\n", "version 'x'"),
    ("tsv", "id\tsource\ttarget\n1\tعر\tب\n".encode("cp1256"), "not UTF-8"),
    ("csv", 'id,source,target\n1,"a,b\n', ":2: not a table"),
    ("jsonl", "{", ":1: not JSON"),
    ("jsonl", "[1]", ":1: not an object"),
    ("jsonl", '{"id": "1"}', "no source"),
    ("jsonl", '{"id": "1", "source": 3, "target": ""}', "source is not a text"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "version": "x"}', "version"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "notes": 1}', "not a list"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "source_codes": [{"start": 0}]}', "code of the source"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "source_codes": [{"start": 0, "end": 9, "opening": "x"}]}', "outside"),
    ("jsonl", "[" * 200_000, "not JSON"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "terms": [3]}', "no pair of texts"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "matches": [{"score": "no"}]}', "without source, target and score"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "matches": [{"source": "", "target": "", "score": 1e999}]}', "without source"),
    ("jsonl", '{"id": "1", "source": "a", "target": "\\ud800"}', "half a character"),
    ("jsonl", '{"id": "1", "source": "a\\u0000", "target": ""}', "NUL"),
    ("jsonl", '{"id": "1", "source": "a", "target": "", "version": 99999999999999999999}', "version"),
    ("tsv", "id\tsource\ttarget\tversion\n1\ta\tb\t99999999999\n", "version"),
    ("tsv", "id\tsource\ttarget\n1\ta\tb\0\n", ":2: holds a NUL"),
    ("tsv", "id\tsource\ttarget\tstate\n1\ta\tمعر", ":2: ends in the middle of a row"),
    ("csv", "id,source,target,state\r\n1,a,معر", ":2: ends in the middle of a row"),
    ("tmx", '<!DOCTYPE tmx SYSTEM "tmx14.dtd">' + TU.format("40 &deg; in the shade"), "has &deg;, which the file does not explain"),
    ("xliff1", '<!DOCTYPE x SYSTEM "x.dtd"><xliff version="1.2"><file source-language="en"><body><trans-unit id="1"><source>a&b;</source></trans-unit></body></file></xliff>', "has &b;"),
    ("po", 'msgid ""\nmsgstr "Content-Type: text/plain; charset=windows-1256\\n"\n\nmsgid "a"\nmsgstr "ب"\n', "declares windows-1256, but is written in UTF-8"),
    ("po", 'msgid "a"\nmsgstr "\0"\n', "NUL"),
    ("po", 'msgid "a"\nmsgstr "\\331\\n"\n', "not UTF-8"),
    ("docx", "PK no zip", "not a word-processor file"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), HOSTILE)
def test_what_is_broken_or_hostile_is_one_line(name: str, text: str | bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read(name, text if isinstance(text, bytes) else text.encode())
    assert "\n" not in str(caught.value)


class _Endless(io.RawIOBase):
    """A file that begins as a unit and never ends it."""

    def __init__(self, head: bytes, body: bytes, times: int) -> None:
        self.parts = iter([head, *[body] * times])
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        data = next(self.parts, b"")
        self.given += len(data)
        return data


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("tmx", b'<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>'),
        ("tmx", b'<tmx version="1.4"><header/><body><tu tuid="'),
        ("xliff2", b'<xliff version="2.1"><file id="f"><unit id="u"><segment><source>'),
        ("xliff1", b'<xliff version="1.2"><file><body><trans-unit id="u"><source>'),
    ],
)
def test_a_segment_of_a_gigabyte_ends_soon(name: str, head: bytes) -> None:
    stream: Any = _Endless(head, b"x" * 65_536, 16_384)
    with pytest.raises(InputError, match=r"without a whole unit|not XML"):
        list(exchange(name).read(stream, "huge"))
    assert stream.given < 16 * 1024 * 1024


def test_many_small_things_in_one_unit_end_soon() -> None:
    stream: Any = _Endless(
        b'<tmx version="1.4"><header/><body><tu>', b"<prop type='x'>y</prop>" * 2_000, 16_384
    )
    with pytest.raises(InputError, match="without a whole unit"):
        list(exchange("tmx").read(stream, "huge"))


def test_a_line_of_a_gigabyte_ends_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_LONGEST", 1_000)
    for name in ("tsv", "jsonl"):
        with pytest.raises(InputError, match="a line of more than 1000"):
            read(name, b"id\tsource\ttarget\n" + b"x" * 5_000 if name == "tsv" else b"x" * 5_000)


def test_a_catalogue_and_a_text_have_their_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    data, long = written("po", UNITS), written("xliff2", [replace(UNITS[1], source="x" * 200)])
    monkeypatch.setattr(door, "MAX_WHOLE", 10)
    monkeypatch.setattr(door, "MAX_TEXT", 100)
    with pytest.raises(InputError, match="more than 0 MB"):
        read("po", data)
    with pytest.raises(InputError, match="a text of 200 characters"):
        read("xliff2", long)


def test_a_zip_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    from translate.exchange import docx as part

    monkeypatch.setattr(part, "_MAX_PART", 100)
    with pytest.raises(InputError, match="too big"):
        read("docx", written("docx", UNITS))


def test_a_damaged_or_foreign_document_is_told() -> None:
    data = bytearray(written("docx", UNITS * 20))
    place = data.index(b"word/document.xml") + 200
    data[place : place + 40] = b"\0" * 40
    with pytest.raises(InputError, match=r"broken|not XML"):
        read("docx", bytes(data))
    stream = io.BytesIO()
    import docx

    document = docx.Document()
    document.add_table(2, 3)
    document.save(stream)
    with pytest.raises(InputError, match="no table of units"):
        read("docx", stream.getvalue())


@pytest.mark.parametrize("name", ["xliff2", "po"])
def test_one_file_holds_one_direction(name: str) -> None:
    other = replace(UNITS[1], source_language="ar", target_language="en")
    with pytest.raises(InputError, match="one pair of languages"):
        written(name, [UNITS[1], other])


@pytest.mark.parametrize("name", ["xliff2", "xliff1", "po", "tmx"])
def test_nothing_to_export_is_told(name: str) -> None:
    with pytest.raises(InputError, match="no unit"):
        written(name, [])


DETECTED = [
    ("a.tmx", b"", "tmx"),
    ("a.XLF", b'<xliff version="1.2"/>', "xliff1"),
    ("a.xliff", b'<xliff version="2.1"/>', "xliff2"),
    ("a.po", b"", "po"),
    ("a.csv", b"", "csv"),
    ("a.docx", b"", "docx"),
]


@pytest.mark.parametrize(("name", "data", "expected"), DETECTED)
def test_a_format_is_found(name: str, data: bytes, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert door.detect(tmp_path / name) == expected


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b""), ("a.xlf", b"<tmx/>")])
def test_a_format_that_is_none_is_told(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError):
        door.detect(tmp_path / name)
