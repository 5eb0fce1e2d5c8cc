"""Draft articles: English into Arabic and back, side by side."""

from __future__ import annotations

import os
import sys
from collections import deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.commands import progress, replaced
from translate.errors import InputError, NotAllowed, TranslateError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from translate.model import Article, DraftedArticle
    from translate.review import Desk
    from translate.workflow.draft import Drafter

_ONE_ARTICLE = ("html", "json")  # formats of which a file holds one article
EXAMPLES = """\b
Examples:
  translate draft article.txt --to ar
  translate draft article.html --to ar --format html -o draft.html
  translate draft archive/ --to en --format json -o drafts/
  translate draft --lines --from en --to ar < sentences.txt > drafts.txt
  translate draft article.txt --to ar --queue --topic syria
"""


@click.command(name="draft", epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--to", metavar="ar|en", help="Language to draft into; guessed when it is plain.")
@click.option("--from", "source", metavar="LANG", help="Language of the input; detected unless given.")
@click.option("--model", metavar="NAME|DIR", help="Model to use; the embedded one unless given.")
@click.option("--engine", metavar="NAME", help="Engine to use: ctranslate2, transformers or echo.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["txt", "md", "html", "json"]),
    help="Output format; by the suffix of -o, else txt.",
)
@click.option(
    "-o",
    "--output",
    help="File, or directory for several articles (or ending in /); standard output unless given.",
)
@click.option(
    "--glossary",
    "glossaries",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A glossary file (.tsv) beside the house glossary; may be repeated.",
)
@click.option("--no-glossary", is_flag=True, help="Leave the house glossary out.")
@click.option("--furniture", is_flag=True, help="Draft site name and page furniture too.")
@click.option("--lines", is_flag=True, help="One text a line in, one target a line out; no article is read.")
@click.option(
    "--input-format",
    metavar="NAME",
    help="Format of the input: txt, html, markdown or jsonl; found unless given.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of the input; found unless given.")
@click.option(
    "--beam", type=click.IntRange(min=1), default=4, show_default=True, help="Beam size; 1 is greedy."
)
@click.option("--compute-type", metavar="TYPE", help="Arithmetic: int8, float32, bfloat16 ...")
@click.option("--threads", type=click.IntRange(min=1), metavar="N", help="Threads; all cores unless given.")
@click.option(
    "--memory",
    is_flag=True,
    help="Take from the translation memory what it has exactly, and draft the rest.",
)
@click.option(
    "--queue",
    is_flag=True,
    help="Put the drafts into the review queue; nothing is printed unless -o or --format is given.",
)
@click.option("--topic", metavar="TEXT", help="With --queue: what the articles are about.")
@click.option(
    "--priority",
    type=click.FloatRange(min=0, min_open=True),
    metavar="N",
    help="With --queue: 1 is usual, 2 twice as urgent.",
)
@click.option(
    "--deadline", metavar="TIME", help="With --queue: when they are wanted, such as 2026-11-25T18:00+03:00."
)
@click.option("--user", metavar="NAME", help="With --queue: who brings them; the desk itself unless given.")
@click.option(
    "--database",
    metavar="URL",
    help="With --queue or --memory: database, or SQLite file; that of the settings unless given.",
)
def command(
    inputs: tuple[str, ...],
    to: str | None,
    source: str | None,
    model: str | None,
    engine: str | None,
    format_: str | None,
    output: str | None,
    glossaries: tuple[Path, ...],
    no_glossary: bool,
    furniture: bool,
    lines: bool,
    input_format: str | None,
    encoding: str | None,
    beam: int,
    compute_type: str | None,
    threads: int | None,
    memory: bool,
    queue: bool,
    topic: str | None,
    priority: float | None,
    deadline: str | None,
    user: str | None,
    database: str | None,
) -> int:
    """Draft each INPUT (a file, a directory or - for standard input) and print source and target block by block."""
    from translate.languages import language
    from translate.workflow.draft import open_drafter

    if not inputs:
        if sys.stdin is None or (not lines and sys.stdin.isatty()):
            raise InputError("no input", advice="give a file, a directory, or - for standard input")
        inputs = ("-",)
    if "" in inputs:
        raise InputError(
            "an input without a name", advice="give a file, a directory, or - for standard input"
        )
    if not queue and any(value is not None for value in (topic, priority, deadline, user)):
        raise InputError(
            "--topic, --priority, --deadline and --user are for the queue", advice="give --queue"
        )
    if database is not None and not (queue or memory):
        raise InputError("--database is for queue and memory", advice="give --queue or --memory")
    if queue and lines:
        raise InputError("--queue takes articles", advice="leave --lines out")
    for code in (to, source):
        if code:
            language(code)
    drafter = open_drafter(
        model=model,
        engine=engine,
        glossaries=glossaries,
        house_terms=not no_glossary,
        beam=beam,
        compute_type=compute_type,
        threads=threads,
    )
    if memory:
        from translate.workflow.memory import recalling

        drafter = recalling(drafter, database)
    place = Path(output) if output else None
    if lines:
        return _lines(inputs, drafter, to=to, source=source, encoding=encoding, output=place)
    with _queue(user, database, deadline, queue=queue) as desk:

        def submit(drafted: DraftedArticle) -> None:
            if desk is not None:
                _submit(desk, drafted, topic=topic, priority=priority, deadline=deadline)

        return _articles(
            inputs,
            drafter,
            to=to,
            source=source,
            format_=_format(format_, place),
            output=place,
            to_folder=bool(output and output.endswith(("/", os.sep))),
            furniture=furniture,
            input_format=input_format,
            encoding=encoding,
            submit=submit,
            is_quiet=queue and not format_,
        )


@contextmanager
def _queue(
    user: str | None, database: str | None, deadline: str | None, *, queue: bool
) -> Iterator[Desk | None]:
    """The desk that drafts go to, opened before hours of drafting; none without --queue."""
    if not queue:
        yield None
        return
    from translate import review
    from translate.review.submit import moment
    from translate.workflow.desk import open_desk

    if deadline:
        moment(deadline)

    with open_desk(user, url=database) if user else review.open_service(url=database) as desk:
        if not desk.may("submit"):
            raise NotAllowed(
                f"{desk.person.name} ({desk.person.role}) may not submit articles; leave --user out"
            )
        yield desk


def _submit(
    desk: Desk, drafted: DraftedArticle, *, topic: str | None, priority: float | None, deadline: str | None
) -> None:
    known = {unit.segment.id: 100.0 for unit in drafted.units if unit.draft.origin == "memory"}
    made = desk.submit(drafted, topic=topic, priority=priority, deadline=deadline, matches=known)
    if made.status == "unchanged":
        desk.place(made.article, topic=topic, priority=priority, deadline=deadline)
    told = [
        f"{len(part)} {name}"
        for name, part in (("new", made.added), ("stale", made.stale), ("removed", made.removed))
        if part
    ]
    told += [f"{made.kept} as before"] if made.kept else []
    _say(
        f"{drafted.article.source}: {made.status} in the queue as {made.article}, units: {', '.join(told) or 'none'}"
    )


def _format(name: str | None, output: Path | None) -> str:
    suffix = output.suffix.lower().lstrip(".") if output and not name else ""
    name = name or {"htm": "html", "markdown": "md"}.get(suffix, suffix)
    return {"md": "markdown", "html": "html", "json": "json"}.get(name, "txt")


def _articles(
    inputs: tuple[str, ...],
    drafter: Drafter,
    *,
    to: str | None,
    source: str | None,
    format_: str,
    output: Path | None,
    to_folder: bool,
    furniture: bool,
    input_format: str | None,
    encoding: str | None,
    submit: Callable[[DraftedArticle], None],
    is_quiet: bool,
) -> int:
    """Every article of every input; what cannot be read or drafted is one line on stderr, and the rest goes on."""
    from translate import publishers, readers
    from translate.workflow.draft import draft_many

    publisher = publishers.publisher(format_)
    many = len(inputs) > 1 or any(Path(name).is_dir() for name in inputs if name != "-")
    folder = output if output and (to_folder or output.is_dir() or (many and not output.suffix)) else None
    if output:
        _prepare(output, folder, inputs)
    if output and not folder and len(inputs) > 1 and format_ in _ONE_ARTICLE:
        raise _too_many(format_, output)
    failures: list[int] = []
    pieces: list[str] = []
    written: set[str] = set()
    places: deque[Path | None] = deque()  # where each article goes that is being drafted

    def articles() -> Iterator[Article | TranslateError]:
        count = 0
        for name in inputs:
            for found in readers.read_each(name, format=input_format, language=source, encoding=encoding):
                if not folder and output and not isinstance(found, TranslateError):
                    _refuse_input(output, (found.source,))
                path = None
                try:
                    if isinstance(found, TranslateError):
                        raise found
                    if count and output and not folder and format_ in _ONE_ARTICLE:
                        raise _too_many(format_, output)
                    path = folder / _file_name(found, publisher.suffix, written) if folder else None
                    if path:
                        _refuse_input(path, (found.source, *inputs))
                except TranslateError as error:
                    places.append(None)
                    yield error
                    continue
                _notify(found)
                count += 1
                places.append(path)
                yield found

    label = inputs[0] if len(inputs) == 1 else f"{len(inputs)} inputs"
    with progress(label) as show:
        for drafted in draft_many(
            articles(), drafter, to=to, source=source, furniture=furniture, progress=show
        ):
            path = places.popleft()
            try:
                if isinstance(drafted, TranslateError):
                    raise drafted
                submit(drafted)
            except TranslateError as error:
                _say(str(error))
                failures.append(error.exit_code)
                continue
            _report(drafted)
            text = publisher.render(drafted)
            if path:
                _write(path, text)
            elif output:
                pieces.append(text)
            elif not is_quiet:
                sys.stdout.write(text)
                sys.stdout.flush()
    if output and not folder and pieces:
        _write(output, "\n".join(pieces))
    return max(failures, default=0)


def _prepare(output: Path, folder: Path | None, inputs: tuple[str, ...]) -> None:
    """See that the output can be written and is no input: hours of drafting must not end for the want of a folder."""
    try:
        (folder or output.parent).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"cannot be written: {error.strerror}", file=output, advice="give another -o"
        ) from error
    if not folder and output.is_dir():
        raise InputError("is a directory", file=output, advice="give a file to -o")
    _refuse_input(output, inputs)


def _refuse_input(path: Path, inputs: tuple[str, ...]) -> None:
    if any(_is_same(path, name) for name in inputs):
        raise InputError("would be written over an input", file=path, advice="give another -o")


def _too_many(format_: str, output: Path | None) -> InputError:
    return InputError(
        f"one {format_} file holds one article, and there are more",
        file=output,
        advice="give a directory to -o",
    )


def _is_same(path: Path, source: str) -> bool:
    """Whether both are one file; standard input is none."""
    try:
        return source != "-" and path.samefile(source)
    except (OSError, ValueError):
        return False


def _file_name(article: Article, suffix: str, written: set[str]) -> str:
    """A file name from the article's id: no separators, no leading dot, not used before."""
    stem = (
        "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in article.id).strip(".-")
        or "article"
    )
    stem = stem.encode()[:150].decode(errors="ignore")  # file systems take 255 bytes
    name, number = f"{stem}{suffix}", 2
    while name.casefold() in written:
        name, number = f"{stem}-{number}{suffix}", number + 1
    written.add(name.casefold())
    return name


def _write(path: Path, text: str) -> None:
    """The whole file or none: written beside its place, then moved there."""
    with replaced(path) as stream:
        stream.write(text.encode())


def _notify(article: Article) -> None:
    for notice in article.notices:
        _say(f"{article.source}: {notice}")


def _report(drafted: DraftedArticle) -> None:
    """Errors found in the draft, one line each on stderr; the rest stands in the JSON."""
    for unit in drafted.units:
        for issue in unit.issues:
            if issue.severity == "error":
                _say(f"{drafted.article.source}, segment {unit.segment.id}: {issue.code}: {issue.message}")


def _say(message: str) -> None:
    """One line on stderr, whatever a file name holds."""
    print(f"translate: {' '.join(message.split())}", file=sys.stderr)


def _lines(
    inputs: tuple[str, ...],
    drafter: Drafter,
    *,
    to: str | None,
    source: str | None,
    encoding: str | None,
    output: Path | None,
) -> int:
    from translate.text.decode import decode
    from translate.text.detect import detect
    from translate.workflow.draft import draft_lines, pair

    if len(inputs) != 1:
        raise InputError("--lines takes one input", advice="give one file, or - for standard input")
    name = inputs[0]
    if output:
        _prepare(output, None, inputs)
    if name != "-" and Path(name).is_dir():
        raise InputError("a directory has no lines", file=name, advice="leave --lines out")
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", file=name) from error
    try:
        text = decode(data, encoding=encoding).text if data else ""
    except InputError as error:
        raise InputError(str(error), file=name) from None
    lines = text.split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if not lines:
        return 0
    found = source or detect(text).language
    source_code, target = pair(found, to, source=source)
    with progress(name) as show:
        targets = draft_lines(lines, drafter, source=source_code, target=target, progress=show)
    written = "\n".join(targets) + "\n"
    if output:
        _write(output, written)
    else:
        sys.stdout.write(written)
    return 0
