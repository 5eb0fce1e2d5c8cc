"""A thousand inputs that nobody should write: each gives a draft or an InputError, never another exception, and loses no text."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from tests.tiny import Scripted
from translate import publishers, readers, segmentation
from translate.errors import InputError
from translate.model import Article
from translate.text.decode import decode
from translate.text.normalise import for_engine
from translate.workflow.draft import HEADLINES, Drafter, draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import Cli

ENGLISH = [
    "The",
    "wells",
    "of",
    "Hasakah",
    "are",
    "dry",
    ".",
    "Farmers",
    "wait",
    ",",
    "said",
    "Mr.",
    "Ali",
    "(",
    "45",
    ")",
    "11 February, 2019",
]
ARABIC = [
    "قال",
    "المزارعون",
    "إن",
    "آبار",
    "المدينة",
    "جفت",
    "،",
    "وهم",
    "ينتظرون",
    "«",
    "المطر",
    "»",
    ".",
    "الأحد",
    "١١ شباط",
    "٢٠١٩",
]
SIGNS = [
    "\u200f", "\u202b", "\u202e", "\u2066", "\u2067", "\u2069", "\u200b", "\u200d", "\ufeff", "\u0640", "\u0301", "\u064b", "\u0651",
    "🙂", "👩‍👩‍👧", "🇸🇾", "漢", "か", "한", "ก", "Ω", "я", "𝔸", "ﷺ", "ﻼ", "½", "Ⅷ", "²", "İ", "ı", "ſ", "ß", "\u2028", "\u2029", "\x85", "\x0b",
    "\x0c", "\xa0", "\u3000", "<x1>", "</t>", ">>ara<<", "</s>", "%s", "{0}", "\\", "`", "*", "_", "#", "|", "&", "&amp;", "<", ">", "«", "»",
    "“", "”", "\"", "'", "…", "...", "?!", "؟", "http://", "https://example.org/?a=1", "a@b.c", "@name", "--", "—", "- ", "> ", "1. ", "(", "[", "}",
]  # fmt: skip
GAPS = ["", " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\r"]
TAGS = [
    "p",
    "div",
    "h1",
    "h2",
    "ul",
    "li",
    "blockquote",
    "b",
    "i",
    "a",
    "span",
    "table",
    "tr",
    "td",
    "pre",
    "figcaption",
    "nav",
    "br",
    "q",
    "center",
]
UNSEEN = [
    "script",
    "style",
    "title",
    "head",
    "template",
    "svg",
    "textarea",
    "select",
    "iframe",
    "!--",
    "![CDATA[",
    "?php",
    "plaintext",
    "xmp",
]


def words(chance: random.Random, count: int) -> str:
    """Words of both languages, and signs, with gaps of all kinds."""
    pool = [ENGLISH, ARABIC, SIGNS]
    return "".join(chance.choice(chance.choice(pool)) + chance.choice(GAPS) for _ in range(count))


def noise(chance: random.Random) -> bytes:
    """Any bytes at all."""
    return chance.randbytes(chance.randrange(200))


def mixture(chance: random.Random) -> bytes:
    """Words in any encoding, cut anywhere, with a byte that does not belong."""
    encoding = chance.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-be", "windows-1256", "utf-32"])
    data = words(chance, chance.randrange(60)).encode(encoding, "replace")
    place = chance.randrange(len(data) + 1)
    return chance.choice([data, data[:place], data[:place] + chance.randbytes(1) + data[place:]])


def page(chance: random.Random) -> bytes:
    """Tags that open, close, cross and break off."""
    parts = []
    for _ in range(chance.randrange(40)):
        tag = chance.choice(TAGS if chance.random() < 0.8 else UNSEEN)
        parts.append(
            chance.choice(
                [f"<{tag}>", f"</{tag}>", f"<{tag} class=\"x\" href='y' {chance.choice(SIGNS)}=", f"<{tag}"]
            )
        )
        parts.append(words(chance, 3))
    data = "".join(parts).encode("utf-8", "replace")
    return data[: chance.randrange(len(data) + 1)] if chance.random() < 0.5 else data


def markdown(chance: random.Random) -> bytes:
    """Signs of Markdown in any order."""
    signs = [
        "# ",
        "> ",
        "- ",
        "1. ",
        "```\n",
        "***",
        "| a | b |\n|---|---|\n",
        "[a](",
        "![",
        "---\n",
        "    ",
        "<!--",
        "<div>",
        "[^1]:",
        "$$",
        "\\",
    ]
    return "".join(
        chance.choice(signs) + words(chance, 3) + "\n" for _ in range(chance.randrange(20))
    ).encode("utf-8", "replace")


def lines(chance: random.Random) -> bytes:
    """Objects that are articles, nearly articles, or no JSON."""
    values = [
        "",
        None,
        5,
        [],
        {},
        [1, {"a": []}],
        "x" * 50,
        words(chance, 8),
        {"text": words(chance, 3)},
        True,
        1e400,
        [words(chance, 3)] * 3,
    ]
    keys = [
        "headline",
        "title",
        "text",
        "body",
        "paragraphs",
        "blocks",
        "language",
        "id",
        "date",
        "markup",
        "kind",
        "html",
        words(chance, 1),
    ]
    made = []
    for _ in range(chance.randrange(1, 4)):
        told: dict[str, object] = {key: chance.choice(values) for key in chance.sample(keys, 4)}
        if chance.random() < 0.7:
            told |= {"headline": words(chance, 4), "text": words(chance, 9)}
        line = json.dumps(told, ensure_ascii=chance.random() < 0.5)
        broken = [line[: chance.randrange(len(line))], line + "}", f"[{line}", "[" * 200, "\ud800"]
        made.append(chance.choice(broken) if chance.random() < 0.3 else line)
    return "\n".join(made).encode("utf-8", "surrogatepass")


def only(data: bytes) -> Callable[[random.Random], bytes]:
    return lambda chance: data


BIG = 2**20
KINDS: dict[str, tuple[int, Callable[[random.Random], bytes]]] = {
    # what, how many of it
    "noise": (150, noise),
    "mixture": (400, mixture),
    "page": (200, page),
    "markdown": (120, markdown),
    "lines": (120, lines),
}
SINGLE = {
    "nothing": b"",
    "zeros": bytes(4000),
    "a text with zeros": b"The \x00 road\x00 is open.\n" * 9,
    "newlines": b"\n" * 10_000,
    "lone surrogates": "The \ud800road\udfff is open.".encode("utf-8", "surrogatepass"),
    "emoji": "🙂👩‍👩‍👧🇸🇾 ".encode() * 500,
    "bidi": ("\u202e\u2067\u2069\u202c" * 2000 + "end").encode(),
    "combining": ("a" + "\u0301" * 20_000).encode(),
    "one word": b"a" * BIG,
    "one arabic word": "ب".encode() * (BIG // 2),
    "one line": ("The road to Hasakah is open, he said; " * (BIG // 38)).encode(),
    "one arabic line": ("الطريق إلى الحسكة مفتوح، كما قال؛ " * (BIG // 60)).encode(),
    "a long line": ("The road to Hasakah is open, he said; " * 900).encode(),
    "a long arabic line": ("الطريق إلى الحسكة مفتوح، كما قال؛ " * 600).encode(),
    "one address": b"http://a.b/" + b"a." * (BIG // 2),
    "one mail address": b"a.b-c+d" * (BIG // 7),
    "quotes": b'"' * 50_000,
    "brackets": b"(" * 50_000 + b"a" + b")" * 50_000,
    "full stops": b". " * 50_000,
    "asterisks": b"*a" * 5_000,
    "pipes": b"|" * 20_000,
    "quotations": b"> " * 5_000 + b"a",
    "deep divisions": b"<div>" * 50_000 + b"end",
    "deep bold": b"<p>" + b"<b>" * 20_000 + b"end" + b"</b>" * 20_000,
    "deep lists": b"<ul><li>" * 2_000 + b"end",
    "an open tag": b"<p>end<a href='" + b"x" * 300_000,
    "attributes": b"<p " + b"a=1 " * 50_000 + b">end</p>",
    "entities": b"<p>" + b"&lt;&#1;&#xffffff;&nosuch;&" * 5_000 + b"end</p>",
    "a declaration": b"<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><p>&c;end</p>",
    "deep json": b"[" * 100_000,
    "a long number": b'{"headline": ' + b"9" * 10_000 + b"}",
}  # fmt: skip


def hostile(kind: str) -> Iterator[tuple[str, bytes]]:
    count, make = KINDS[kind]
    for number in range(count):
        yield f"{kind} {number}", make(random.Random(f"{kind} {number}"))


SUFFIX = {"noise": ".txt", "mixture": ".txt", "page": ".html", "markdown": ".md", "lines": ".jsonl"}
MOST = 100_000  # characters that are drafted too; the guards of the door see to every word forty times
ECHO = Drafter(Scripted(lambda text, _: text, limit=60, placeholders=("<x1>", "<x2>")))


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum() and letter != "\u0640")


def solid(text: str) -> str:
    """Every character that is no white space."""
    return "".join(text.split())


def tried(path: Path) -> list[Article | InputError]:
    """Read, cut, draft and publish; what comes out of that is looked at on the way."""
    found = list(readers.read_each(path))
    assert found
    for article in found:
        if isinstance(article, InputError):
            assert str(article).startswith(str(path))
            assert "\n" not in str(article)
            continue
        assert any(block.text.strip() for block in article.blocks)
        joined = dict.fromkeys((block.id for block in article.blocks if block.text.strip()), "")
        assert len(joined) == sum(bool(block.text.strip()) for block in article.blocks)
        for segment in segmentation.segment(article):
            assert segment.text == segment.text.strip()
            joined[segment.block] += segment.lead + segment.text + segment.separator
        assert joined == {block.id: block.text for block in article.blocks if block.text.strip()}
        if sum(map(len, joined.values())) > MOST:
            continue
        drafted = draft(article, ECHO, furniture=True)
        for block in drafted.blocks:
            if not any(
                unit.draft.origin == "rule"
                for unit in drafted.units
                if unit.segment.block in (block.block.id, block.block.duplicate_of)
            ):
                told = for_engine(block.block.text, article.language)
                said = letters(block.target)
                if block.block.kind in HEADLINES:  # told as sentences
                    said, told = said.upper(), letters(told).upper()
                assert said == letters(told)
            assert all(0 <= mark.start <= mark.end <= len(block.target) for mark in block.markup)
        for name in publishers.drafts():
            assert publishers.publisher(name).render(drafted).encode()
    return found


def text_of(found: list[Article | InputError]) -> str:
    return "\n".join(
        block.text for article in found if isinstance(article, Article) for block in article.blocks
    )


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_random_input_gives_a_draft_or_an_input_error(kind: str, tmp_path: Path) -> None:
    read = 0
    for name, data in hostile(kind):
        path = tmp_path / f"{name}{SUFFIX[kind]}"
        path.write_bytes(data)
        found = tried(path)
        read += any(isinstance(article, Article) for article in found)
        if kind in ("noise", "mixture") and isinstance(found[0], Article) and found[0].format == "txt":
            assert solid(text_of(found)) == solid(decode(data).text), name
    assert read >= (10 if kind == "noise" else KINDS[kind][0] // 4)


@pytest.mark.slow
@pytest.mark.parametrize("name", SINGLE)
def test_input_of_one_strange_kind_gives_a_draft_or_an_input_error(name: str, tmp_path: Path) -> None:
    suffix_of = {b"<": ".html", b"*": ".md", b"|": ".md", b">": ".md", b"[": ".jsonl", b"{": ".jsonl"}
    for suffix in {".txt", suffix_of.get(SINGLE[name][:1], ".txt")}:
        path = tmp_path / f"a{suffix}"
        path.write_bytes(SINGLE[name])
        found = tried(path)
        if isinstance(found[0], Article):
            if found[0].format == "txt":
                assert solid(text_of(found)) == solid(decode(SINGLE[name]).text)
            if b"end" in SINGLE[name]:
                assert "end" in text_of(found)


def test_every_word_of_a_page_that_a_browser_shows_is_in_a_block() -> None:
    for number in range(60):
        chance = random.Random(number)
        parts, wanted = [], []
        for word in range(30):
            tag = chance.choice(TAGS)
            wanted.append(f"w{number}x{word}")
            parts.append(
                chance.choice([f"<{tag}>", f"</{tag}>", f"<{tag} id='a'>", "", "<p>", "</p>"])
                + f" {wanted[-1]} "
            )
        article = readers.read_text("<body>" + "".join(parts), format="html")
        assert " ".join(block.text for block in article.blocks).split() == wanted or sorted(
            word
            for block in article.blocks
            for word in block.text.replace("“", " ").replace("”", " ").split()
        ) == sorted(wanted)


@pytest.mark.slow
def test_the_command_drafts_what_can_be_drafted_and_tells_the_rest(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    count = 0
    for kind, suffix in SUFFIX.items():
        for (name, data), _ in zip(hostile(kind), range(12), strict=False):
            (folder / f"{name}{suffix}").write_bytes(data)
            count += 1
    for name in ("nothing", "zeros", "lone surrogates", "newlines", "deep json", "quotes"):
        (folder / f"{name}.txt").write_bytes(SINGLE[name])
    (folder / "a directory.txt").mkdir()
    done = cli("draft", folder, "-o", tmp_path / "out", "--format", "json", "--engine", "echo")
    assert done.code == 2
    told = [line for line in done.err.splitlines() if " segments, " not in line]  # how far it is
    assert [line for line in told if not line.startswith("translate: ")] == []
    assert "a flaw of this program" not in done.err
    drafts = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "out").iterdir()]
    assert len(drafts) > count // 3
    assert all(
        segment["source"] and segment["target"]
        for drafted in drafts
        for segment in drafted["segments"]
        if letters(segment["source"])
    )


@pytest.mark.parametrize(
    "name", ["nothing", "zeros", "a text with zeros", "lone surrogates", "newlines", "emoji", "bidi"]
)
def test_lines_of_any_kind_come_out_one_for_one(name: str, cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_bytes(SINGLE[name])
    done = cli("draft", "--lines", tmp_path / "in.txt", "--engine", "echo")
    assert done.code in (0, 2)
    assert done.code == 2 or done.out.count("\n") == SINGLE[name].count(b"\n") + (
        not SINGLE[name].endswith(b"\n") and name != "nothing"
    )


def test_a_directory_is_no_file_and_an_empty_one_no_archive(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.txt").mkdir()
    done = cli("draft", tmp_path / "a.txt", "--engine", "echo")
    assert done.code == 2
    assert "a.txt: no articles in this directory" in done.err
