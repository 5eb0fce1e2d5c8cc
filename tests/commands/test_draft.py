"""`translate draft`: what it writes where, what it says, and the exit code, with the echo engine."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from translate import readers
from translate.model import Article, Block, BlockKind

if TYPE_CHECKING:
    from tests.conftest import Cli, Done

ENGLISH = "Wells run dry in Hasakah\n\nThe wells of the town were dry on Sunday, farmers said. They have waited for rain since March.\n"
ARABIC = "تجف الآبار في الحسكة\n\nقال المزارعون إن آبار المدينة جفت الأحد. وهم ينتظرون المطر منذ مارس.\n"
PAGE = '<h1>Wells run dry</h1><p>The <a href="https://example.org/?a=1&amp;b=2">wells</a> of the town are dry.</p>'


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an English and an Arabic article."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wells.txt").write_text(ENGLISH, "utf-8")
    (tmp_path / "abar.txt").write_text(ARABIC, "utf-8")
    return tmp_path


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))


def is_told_in_lines(done: Done) -> bool:
    """Whether every message is one line with the name of the program, and none is a traceback."""
    return all(line.startswith("translate: ") for line in done.err.splitlines())


# --- what is written


def test_text_stands_block_by_block_with_its_draft(cli: Cli, desk: Path) -> None:
    done = cli("draft", "wells.txt", "--engine", "echo", "--no-glossary")
    assert done.code == 0
    assert done.out.split("\n\n")[0].splitlines() == ["Wells run dry in Hasakah"] * 2
    assert "language: English" in done.err
    assert is_told_in_lines(done)


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("--format", "txt"), "Wells run dry\nWells run dry\n\nThe wells"),
        (
            ("--format", "md"),
            "# Wells run dry\n\n# Wells run dry\n\nThe [wells](<https://example.org/?a=1&b=2>)",
        ),
        (("--format", "html"), "<!DOCTYPE html>"),
        (("--format", "json"), '{\n "article": {'),
        (("-o", "draft.md"), "# Wells run dry"),
        (("-o", "draft.markdown"), "# Wells run dry"),
        (("-o", "draft.htm"), "<!DOCTYPE html>"),
        (("-o", "draft.HTML"), "<!DOCTYPE html>"),
        (("-o", "draft.json"), "{"),
        (("-o", "draft.txt"), "Wells run dry\nWells run dry"),
        (("-o", "draft.out"), "Wells run dry\nWells run dry"),
        (("-o", "new/folder/draft.html"), "<!DOCTYPE html>"),
        (("-o", "draft.html", "--format", "txt"), "Wells run dry\nWells run dry"),
    ],
)
def test_the_format_follows_the_option_or_the_suffix(
    arguments: tuple[str, ...], start: str, cli: Cli, desk: Path
) -> None:
    (desk / "page.html").write_text(PAGE, "utf-8")
    done = cli("draft", "page.html", "--engine", "echo", *arguments)
    written = (desk / arguments[1]).read_text("utf-8") if arguments[0] == "-o" else done.out
    assert done.code == 0
    assert written.startswith(start)
    assert arguments[0] == "--format" or done.out == ""


SHAPE: dict[str, Any] = {
    "article": {"id", "source", "format", "encoding", "language", "headline", "metadata", "notices"},
    "blocks": {"id", "kind", "source", "target", "level", "duplicate_of", "source_markup", "target_markup"},
    "segments": {"id", "block", "source", "target", "origin", "score", "truncated", "stop", "source_tokens", "target_tokens", "estimate", "terms", "issues"},
}  # fmt: skip


def test_json_has_the_keys_of_the_manual_and_no_other(cli: Cli, desk: Path) -> None:
    (desk / "page.html").write_text(PAGE + "<p>Damascus has 3 wells.</p><h1>Wells run dry</h1>", "utf-8")
    done = cli("draft", "page.html", "--format", "json", "--engine", "echo")
    drafted = json.loads(done.out)
    assert list(drafted) == [
        "article",
        "source_language",
        "target_language",
        "engine",
        "model",
        "signature",
        "blocks",
        "segments",
    ]
    assert set(drafted["article"]) == SHAPE["article"]
    assert {key for block in drafted["blocks"] for key in block} <= SHAPE["blocks"]
    assert all(set(segment) - {"retries"} == SHAPE["segments"] for segment in drafted["segments"])
    assert (drafted["source_language"], drafted["target_language"], drafted["engine"]) == ("en", "ar", "echo")
    (link,) = (mark for block in drafted["blocks"] for mark in block.get("target_markup", ()))
    assert link == {"tag": "a", "start": 4, "end": 9, "attributes": {"href": "https://example.org/?a=1&b=2"}}
    segments = {segment["id"]: segment for segment in drafted["segments"]}
    assert len(segments) == len(drafted["segments"])
    assert {segment["block"] for segment in segments.values()} <= {block["id"] for block in drafted["blocks"]}


def test_blocks_of_the_json_can_be_read_again(cli: Cli, desk: Path) -> None:
    drafted = json.loads(cli("draft", "abar.txt", "--format", "json", "--engine", "echo").out)
    again = {"blocks": [{"kind": block["kind"], "text": block["source"]} for block in drafted["blocks"]]}
    (article,) = readers.read(_written(desk / "again.jsonl", json.dumps(again)))
    assert [(block.kind, block.text) for block in article.blocks] == [
        (block["kind"], block["source"]) for block in drafted["blocks"]
    ]


def _written(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_several_articles_to_one_text_follow_each_other(cli: Cli, desk: Path) -> None:
    done = cli("draft", "wells.txt", "abar.txt", "-o", "all.txt", "--engine", "echo")
    assert done.code == 0
    written = (desk / "all.txt").read_text("utf-8")
    assert written.index("Wells run dry") < written.index("تجف الآبار")


def test_a_directory_is_drafted_file_by_file_into_a_directory(cli: Cli, desk: Path) -> None:
    archive = desk / "archive"
    (archive / "2019").mkdir(parents=True)
    for name, text in (
        ("a.txt", ENGLISH),
        ("a.md", f"# {ENGLISH}"),
        ("2019/a.txt", ARABIC),
        (".hidden.txt", ENGLISH),
    ):
        (archive / name).write_text(text, "utf-8")
    done = cli("draft", "archive", "--format", "json", "-o", "drafts", "--engine", "echo")
    assert done.code == 0
    drafts = {path.name: json.loads(path.read_text("utf-8")) for path in (desk / "drafts").iterdir()}
    assert sorted(drafts) == ["2019-a.json", "a.md.json", "a.txt.json"]
    assert drafts["2019-a.json"]["target_language"] == "en"


@pytest.mark.parametrize("output", ["drafts", "drafts.d"])
def test_one_article_goes_into_a_directory_that_is_there(output: str, cli: Cli, desk: Path) -> None:
    (desk / output).mkdir()
    assert cli("draft", "wells.txt", "-o", output, "--format", "html", "--engine", "echo").code == 0
    assert [path.name for path in (desk / output).iterdir()] == ["wells.html"]


def test_a_name_that_ends_in_a_slash_is_a_directory(cli: Cli, desk: Path) -> None:
    assert cli("draft", "abar.txt", "-o", "drafts/new/", "--format", "json", "--engine", "echo").code == 0
    assert [path.name for path in (desk / "drafts" / "new").iterdir()] == ["abar.json"]


NAMES = [
    # ids of articles, names of files
    (["a", "a", "A"], ["a.txt", "a-2.txt", "A-3.txt"]),
    (["../../etc/passwd"], ["etc-passwd.txt"]),
    ([".hidden", "...", ""], ["hidden.txt", "article.txt", "article-2.txt"]),
    (["a/b", "a-b", "a\\b", "a\x00b"], ["a-b.txt", "a-b-2.txt", "a-b-3.txt", "a-b-4.txt"]),
    (["غارة على الحسكة"], ["غارة-على-الحسكة.txt"]),
    (["ب" * 400], ["ب" * 75 + ".txt"]),
]


@pytest.mark.parametrize(("ids", "names"), NAMES)
def test_file_names_stay_in_the_directory_and_apart(ids: list[str], names: list[str]) -> None:
    from translate.commands.draft import _file_name

    written: set[str] = set()
    articles = [Article(name, "x.jsonl", "en", (Block("b1", BlockKind.PARAGRAPH, "Road"),)) for name in ids]
    assert [_file_name(article, ".txt", written) for article in articles] == names


def test_the_articles_of_a_jsonl_file_go_into_a_directory(cli: Cli, desk: Path) -> None:
    lines = [
        json.dumps({"id": f"no/{number}", "headline": "Wells", "text": "The wells are dry."})
        for number in (1, 2)
    ]
    _written(desk / "feed.jsonl", "\n".join([lines[0], "no json", lines[1]]))
    (desk / "drafts").mkdir()
    done = cli("draft", "feed.jsonl", "-o", "drafts", "--engine", "echo")
    assert done.code == 2
    assert sorted(path.name for path in (desk / "drafts").iterdir()) == ["no-1.txt", "no-2.txt"]
    assert "feed.jsonl, line 2" in done.err


def test_standard_input_is_read_where_no_input_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in ((), ("-",)):
        given(monkeypatch, ENGLISH.encode())
        done = cli("draft", *arguments, "--engine", "echo", "--format", "json")
        assert json.loads(done.out)["article"]["source"] == "-"


def test_furniture_is_left_alone_unless_asked_for(cli: Cli, desk: Path) -> None:
    (desk / "page.html").write_text("<nav><a href='/'>Editor Picks</a></nav>" + PAGE, "utf-8")
    left = json.loads(cli("draft", "page.html", "--format", "json", "--engine", "echo").out)
    done = json.loads(cli("draft", "page.html", "--format", "json", "--engine", "echo", "--furniture").out)
    assert (left["blocks"][0]["kind"], left["blocks"][0]["target"]) == ("furniture", "")
    assert done["blocks"][0]["target"] == "Editor Picks"


def test_a_glossary_beside_or_in_place_of_the_house_glossary(cli: Cli, desk: Path) -> None:
    _written(desk / "own.tsv", "type\ten\tar\nplace\tBarrow Hill\tتل البارو\n")
    _written(desk / "road.txt", "Two men were hurt near Barrow Hill and near Hasakah on Monday.\n")
    for arguments, wanted in (
        ((), {"hasakah"}),
        (("--glossary", "own.tsv"), {"hasakah", "barrow-hill"}),
        (("--glossary", "own.tsv", "--no-glossary"), {"barrow-hill"}),
        (("--no-glossary",), set()),
    ):
        done = cli("draft", "road.txt", "--format", "json", "--engine", "echo", *arguments)
        found = {term["entry"] for segment in json.loads(done.out)["segments"] for term in segment["terms"]}
        assert {name.rpartition(".")[2] for name in found} == wanted


# --- lines

LINES = [
    # input, output
    ("One.\nTwo.\nThree.\n", "One.\nTwo.\nThree.\n"),
    ("One.\n\n  \nTwo.\n\n", "One.\n\n\nTwo.\n\n"),
    ("One. Two is here. Three\tis.\nFour", "One. Two is here. Three is.\nFour\n"),
    ("One\r\n\r\nTwo\r\n", "One\n\nTwo\n"),
    ("\n", "\n"),
    ("", ""),
    ("\u2028One\u2028Two\x85Three\n", "One Two Three\n"),
    ("واحد؟ اثنان.\n\nثلاثة\n", "واحد؟ اثنان.\n\nثلاثة\n"),
]


@pytest.mark.parametrize(("text", "wanted"), LINES)
def test_line_n_of_the_output_belongs_to_line_n_of_the_input(
    text: str, wanted: str, cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given(monkeypatch, text.encode())
    done = cli("draft", "--lines", "--engine", "echo", "--no-glossary")
    assert (done.code, done.out) == (0, wanted)
    assert len(done.out.split("\n")) == len(wanted.split("\n"))
    path = tmp_path / "lines.txt"
    path.write_bytes(text.encode("utf-16"))
    assert cli("draft", "--lines", path, "--engine", "echo", "-o", tmp_path / "out.txt").code == 0
    assert not wanted or (tmp_path / "out.txt").read_text("utf-8") == wanted


# --- what cannot be done

WRONG = [
    # arguments, message
    (("missing.txt",), "missing.txt: cannot be read (no such file or directory)"),
    (("wells.txt", "--to", "fr"), "no language 'fr'"),
    (("wells.txt", "--from", "xx"), "no language 'xx'"),
    (("wells.txt", "--to", "en"), "the text is in English already"),
    (("wells.txt", "--from", "ar", "--to", "ar"), "the text is in Arabic already"),
    (("wells.txt", "--model", "nothing"), "no model 'nothing'"),
    (("wells.txt", "--model", "."), "no model in this directory"),
    (("wells.txt", "--engine", "nothing"), "no 'nothing' in engines; known: ctranslate2, echo, firefox, http, transformers"),
    (("wells.txt", "--engine", "__init__"), "no '__init__' in engines"),
    (("wells.txt", "--input-format", "odt"), "no 'odt' in readers; known:"),
    (("wells.txt", "--input-format", "../txt"), "no '../txt' in readers"),
    (("wells.txt", "--encoding", "klingon"), "no encoding 'klingon'"),
    (("wells.txt", "--encoding", "utf-16"), "wells.txt"),
    (("wells.txt", "--glossary", "none.tsv"), "none.tsv: cannot be read"),
    (("wells.txt", "--glossary", "bad.tsv"), "bad.tsv:2"),
    (("wells.txt", "--format", "docx"), "'docx' is not one of"),
    (("wells.txt", "--beam", "0"), "0 is not in the range"),
    (("wells.txt", "--threads", "many"), "is not a valid integer"),
    (("wells.txt", "--nothing"), "No such option"),
    (("wells.txt", "-o", "wells.txt"), "wells.txt: would be written over an input"),
    (("wells.txt", "abar.txt", "-o", "page.html"), "page.html: one html file holds one article"),
    (("wells.txt", "-o", "wells.txt/draft.txt"), "wells.txt/draft.txt: cannot be written"),
    (("wells.txt", "abar.txt", "-o", "taken"), "taken: cannot be written"),
    ((".", "-o", "."), ".: would be written over an input"),
    (("--lines", "wells.txt", "abar.txt"), "--lines takes one input"),
    (("--lines", "."), "a directory has no lines"),
    (("--lines", "missing.txt"), "missing.txt: cannot be read"),
    (("--lines", "picture.txt"), "picture.txt: this is a picture"),
    (("--lines", "wells.txt", "-o", "wells.txt"), "would be written over an input"),
    (("--lines", "wells.txt", "-o", "."), "is a directory"),
    (("--lines", "wells.txt", "--to", "en"), "the text is in English already"),
    (("https://example.org/",), "https://example.org/: addresses are not fetched"),
    (("a\x00b",), "cannot be read"),
    (("",), "an input without a name"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_a_wrong_order_is_one_line_and_exit_code_2(
    arguments: tuple[str, ...], message: str, cli: Cli, desk: Path
) -> None:
    _written(desk / "bad.tsv", "type\ten\tar\nplace\tHill\tHill\n")
    _written(desk / "taken", "a file")
    (desk / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
    before = {path: path.read_bytes() for path in desk.iterdir() if path.is_file()}
    engine = () if "--engine" in arguments or "--model" in arguments else ("--engine", "echo")
    done = cli("draft", *arguments, *engine)
    assert done.code == 2
    assert message in done.err
    assert is_told_in_lines(done)
    assert {path: path.read_bytes() for path in desk.iterdir() if path.is_file()} == before


def test_broken_inputs_among_good_ones_are_told_and_the_rest_goes_on(cli: Cli, desk: Path) -> None:
    (desk / "empty.txt").touch()
    (desk / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0d")
    (desk / "blank.txt").write_text(" \n\n\t\n", "utf-8")
    inputs = ("empty.txt", "wells.txt", "missing.txt", "picture.txt", "abar.txt", "blank.txt")
    done = cli("draft", *inputs, "-o", "drafts", "--engine", "echo")
    assert done.code == 2
    assert sorted(path.name for path in (desk / "drafts").iterdir()) == ["abar.txt", "wells.txt"]
    for name in ("empty.txt", "missing.txt", "picture.txt", "blank.txt"):
        assert sum(line.startswith(f"translate: {name}: ") for line in done.err.splitlines()) == 1
    assert is_told_in_lines(done)


def test_an_article_in_the_target_language_does_not_stop_the_batch(cli: Cli, desk: Path) -> None:
    done = cli("draft", "abar.txt", "wells.txt", "--to", "ar", "--engine", "echo")
    assert done.code == 2
    assert "Wells run dry" in done.out
    assert "the text is in Arabic already; give --to en" in done.err


def test_a_second_article_for_one_page_is_told_and_the_first_is_kept(cli: Cli, desk: Path) -> None:
    lines = [json.dumps({"headline": f"Well {number}", "text": "It is dry."}) for number in (1, 2)]
    _written(desk / "feed.jsonl", "\n".join(lines))
    done = cli("draft", "feed.jsonl", "-o", "page.html", "--engine", "echo")
    assert done.code == 2
    assert "page.html: one html file holds one article" in done.err
    page = (desk / "page.html").read_text("utf-8")
    assert "Well 1" in page
    assert "Well 2" not in page


def test_no_draft_is_written_over_an_input_of_the_same_batch(cli: Cli, desk: Path) -> None:
    _written(desk / "wells.html", PAGE)
    done = cli("draft", "wells.html", "wells.txt", "-o", ".", "--format", "txt", "--engine", "echo")
    assert done.code == 2
    assert (desk / "wells.txt").read_text("utf-8") == ENGLISH
    done = cli("draft", ".", "-o", "abar.txt", "--engine", "echo")
    assert done.code == 2
    assert (desk / "abar.txt").read_text("utf-8") == ARABIC


def test_no_input_and_a_terminal_is_told_what_to_give(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stdin in (Terminal(), None):
        monkeypatch.setattr("sys.stdin", stdin)
        done = cli("draft", "--engine", "echo")
        assert done.code == 2
        assert "no input; give a file" in done.err


def test_a_disk_that_takes_nothing_is_told_and_leaves_no_file(
    cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    done = cli("draft", "wells.txt", "-o", "draft.txt", "--engine", "echo")
    assert done.code == 2
    assert "draft.txt: cannot be written: No space left on device" in done.err
    assert sorted(path.name for path in desk.iterdir()) == ["abar.txt", "wells.txt"]


def test_an_interruption_ends_with_130(cli: Cli, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("translate.workflow.draft.draft_many", interrupted)
    done = cli("draft", "wells.txt", "--engine", "echo")
    assert (done.code, done.err.splitlines()[-1]) == (130, "translate: stopped")


def test_errors_found_in_a_draft_are_one_line_each(cli: Cli, desk: Path) -> None:
    done = cli("draft", "wells.txt", "--engine", "echo")
    assert done.code == 0
    assert "translate: wells.txt, segment b2.1: copy." in done.err


def test_a_file_name_cannot_break_a_message(cli: Cli, desk: Path) -> None:
    name = "a\nb\tc.txt"
    try:
        (desk / name).touch()
    except OSError:
        pytest.skip("this file system has no such names")
    done = cli("draft", name, "--engine", "echo")
    assert done.code == 2
    assert done.err.splitlines() == ["translate: a b c.txt: the file is empty; give an article"]
