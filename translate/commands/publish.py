"""Publish bilingual editions; correct and withdraw them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translate.commands import progress
from translate.errors import InputError, TranslateError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from translate.model import Edition
    from translate.press.house import Look
    from translate.review import Desk
    from translate.workflow.site import Source

FORMATS = ("html", "epub", "docx", "pdf", "md", "txt", "json", "po", "xliff", "tmx", "feed")
LAYOUTS = ("side-by-side", "interleaved", "target-only", "source-only")
EXAMPLES = """\b
Examples:
  translate publish 5c1f0e7d --format html,epub,docx -o public/
  translate publish 5c1f0e7d --correct --note "An earlier edition gave a wrong date."
  translate publish 5c1f0e7d --retract --note "The event did not take place."
  translate publish --site --format html,epub,json,feed -o public/
  translate publish drafts/ --draft --format html,docx -o proofs/
  translate publish --all --book "The week" --format epub,pdf -o week/
"""


@click.command(name="publish", epilog=EXAMPLES)
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@click.option(
    "--format",
    "formats",
    multiple=True,
    metavar="NAMES",
    help=f"What to write: {', '.join(FORMATS)}, or all; with commas, or repeated.  [default: html]",
)
@click.option(
    "--layout",
    type=click.Choice(LAYOUTS),
    default="side-by-side",
    show_default=True,
    help="Both texts beside each other, under each other, or one of them.",
)
@click.option(
    "--first",
    type=click.Choice(["ar", "en"]),
    help="Language that comes first; the one translated into unless given.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default="published",
    show_default=True,
    help="Folder for the files.",
)
@click.option(
    "--draft",
    "is_draft",
    is_flag=True,
    help="Show what stands now, marked as a machine draft; ARTICLE may be what `translate draft --format json` wrote, or a folder of it.",
)
@click.option(
    "--correct",
    "is_correction",
    is_flag=True,
    help="Make the next edition, with a notice of correction and what was changed.",
)
@click.option(
    "--retract", "is_retraction", is_flag=True, help="Withdraw the edition; a notice stays in its place."
)
@click.option(
    "--note",
    "notes",
    multiple=True,
    metavar="TEXT",
    help="What the notice says; once in English and once in Arabic.",
)
@click.option(
    "--edition",
    "number",
    type=click.IntRange(min=1),
    metavar="N",
    help="Write this edition again; the newest unless given.",
)
@click.option("--all", "everything", is_flag=True, help="Every article that has an edition.")
@click.option(
    "--site",
    "is_site",
    is_flag=True,
    help="Make a site: pages by date, section and language, feeds, a map; only what changed is made again.",
)
@click.option("--book", metavar="TITLE", help="Bind all ARTICLEs into one book (epub, pdf).")
@click.option(
    "--date",
    "time",
    metavar="TIME",
    help="When the edition is said to be made (2026-11-24T18:30:00Z); now unless given.",
)
@click.option("--url", metavar="URL", help="Where the files will stand; house.url of desk.toml unless given.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder of templates that go before ours; house.templates unless given.",
)
@click.option(
    "--dry-run", is_flag=True, help="Say what stands in the way, or what would change; write nothing."
)
@click.option("--user", metavar="NAME", help="Who you are; your name on this machine unless given.")
@click.option(
    "--database", metavar="URL", help="Database, or SQLite file; that of the settings unless given."
)
def command(
    articles: tuple[str, ...],
    formats: tuple[str, ...],
    layout: str,
    first: str | None,
    output: Path,
    is_draft: bool,
    is_correction: bool,
    is_retraction: bool,
    notes: tuple[str, ...],
    number: int | None,
    everything: bool,
    is_site: bool,
    book: str | None,
    time: str | None,
    url: str | None,
    templates: Path | None,
    dry_run: bool,
    user: str | None,
    database: str | None,
) -> int:
    """Publish each ARTICLE of the queue (its id, see `translate queue list`) as an edition: numbered, and never changed.

    Only what was approved is published: every unit reviewed, no error that nobody waived, every name there.
    """
    from translate.press.house import Look, house
    from translate.press.words import moment, stamp

    _refuse_orders(articles, is_draft, is_correction, is_retraction, notes, number, everything, is_site, book)
    wanted = _formats(formats)
    look = Look(house=house(url=url, templates=templates), layout=layout, first=first or "")
    when = stamp(moment(time)) if time else ""
    if output.exists() and not output.is_dir():
        raise InputError("is a file", file=output, advice="give a folder to -o")
    job = _Job(
        articles=articles,
        formats=wanted,
        look=look,
        output=output,
        is_draft=is_draft,
        is_correction=is_correction,
        is_retraction=is_retraction,
        notes=notes,
        number=number,
        everything=everything or (is_site and not articles),
        time=when,
        user=user,
        database=database,
    )
    if dry_run:
        return job.told()
    if is_site:
        return job.site()
    if book is not None:
        return job.bound(book)
    return job.files()


def _refuse_orders(
    articles: Sequence[str],
    is_draft: bool,
    is_correction: bool,
    is_retraction: bool,
    notes: Sequence[str],
    number: int | None,
    everything: bool,
    is_site: bool,
    book: str | None,
) -> None:
    """Orders that contradict each other are told before anything is done."""
    if sum((is_draft, is_correction, is_retraction, number is not None)) > 1:
        raise InputError(
            "--draft, --correct, --retract and --edition exclude each other", advice="give one of them"
        )
    if notes and not (is_correction or is_retraction):
        raise InputError("--note without --correct or --retract", advice="say what the note is for")
    if is_retraction and not notes:
        raise InputError("an edition is withdrawn for a reason", advice="say it with --note")
    if (is_correction or is_retraction) and (everything or is_site or book is not None):
        raise InputError(
            "one article at a time is corrected or withdrawn", advice="name it, then make the site"
        )
    if is_site and book is not None:
        raise InputError("--site and --book exclude each other", advice="give one of them")
    if everything and articles:
        raise InputError("--all and an ARTICLE", advice="give one of them")
    if not articles and not everything and not is_site:
        raise InputError("no article", advice="give its id (see translate queue list), or --all")
    if "" in articles:
        raise InputError("an article without a name", advice="give its id")


def _formats(given: Sequence[str]) -> list[str]:
    """The formats in the order of FORMATS, each once; raises InputError for one that is not known."""
    names = [name.strip().lower() for text in given for name in text.split(",") if name.strip()]
    names = [
        {"markdown": "md", "text": "txt", "ninjs": "json", "rss": "feed", "atom": "feed"}.get(name, name)
        for name in names
    ]
    unknown = [name for name in names if name not in (*FORMATS, "all")]
    if unknown:
        raise InputError(f"no format {unknown[0]!r}", advice=f"known: {', '.join(FORMATS)}, all")
    if "all" in names:
        return list(FORMATS)
    return [name for name in FORMATS if name in names] or ["html"]


class _Job:
    """What was ordered; the desk is opened when something of the queue is asked for."""

    def __init__(
        self,
        *,
        articles: tuple[str, ...],
        formats: list[str],
        look: Look,
        output: Path,
        is_draft: bool,
        is_correction: bool,
        is_retraction: bool,
        notes: tuple[str, ...],
        number: int | None,
        everything: bool,
        time: str,
        user: str | None,
        database: str | None,
    ) -> None:
        from translate.workflow.publish import notes as told_notes

        self.articles, self.formats, self.look, self.output = articles, formats, look, output
        self.is_draft, self.is_correction, self.is_retraction = is_draft, is_correction, is_retraction
        self.notes = told_notes(notes)
        self.number, self.everything, self.time = number, everything, time
        self.user, self.database = user, database
        self._desk: Desk | None = None
        self.failures: list[int] = []

    @property
    def desk(self) -> Desk:
        if self._desk is None:
            from translate.workflow.desk import open_desk

            self._desk = open_desk(self.user, url=self.database)
        return self._desk

    # --- one file a format ---

    def files(self) -> int:
        """Every format of every article; what cannot be published is one line on stderr, and the rest goes on."""
        from translate.press import feeds
        from translate.press.words import file_name
        from translate.workflow.site import put, suffix, written

        entries = []
        names: set[str] = set()
        for made in self._editions():
            name = file_name(made.article)
            try:
                if name.casefold() in names:
                    raise InputError(
                        f"two articles would be the file {name}",
                        advice="publish them into folders of their own",
                    )
                names.add(name.casefold())
                for one in self.formats:
                    if one == "feed":
                        continue
                    data = written(made, one, self.look)
                    path = self.output / f"{name}{suffix(one)}"
                    if data is None:
                        path.unlink(missing_ok=True)
                        continue
                    put(path, data)
                    print(path)
            except TranslateError as error:
                self._fail(error)
                continue
            entries.append(feeds.entry(made, self.look, name=name))
        if "feed" in self.formats and entries:
            self._warn_of_nowhere()
            for path_of_feed, data in feeds.feeds(entries, self.look):
                put(self.output / path_of_feed, data)
                print(self.output / path_of_feed)
        return max(self.failures, default=0)

    def _warn_of_nowhere(self) -> None:
        from translate.press import feeds

        if not self.look.house.url:
            _say(
                f"no address of the house is set, feeds and map say {feeds.NOWHERE}; set house.url in desk.toml, or --url"
            )

    def _fail(self, error: TranslateError) -> None:
        _say(str(error))
        self.failures.append(error.exit_code)

    # --- where editions come from ---

    def _editions(self) -> Iterator[Edition]:
        for name in self._names():
            for found in self._found(name):
                if isinstance(found, TranslateError):
                    self._fail(found)
                else:
                    yield found

    def _names(self) -> Iterator[str]:
        if not self.everything:
            yield from dict.fromkeys(self.articles)
            return
        from translate.workflow import publish

        if self.is_draft:
            cursor: str | None = None
            while True:
                page = self.desk.articles(limit=200, cursor=cursor)
                yield from (one.id for one in page.items)
                cursor = page.cursor
                if cursor is None:
                    return
        yield from (one.article for one in publish.published(self.desk))

    def _found(self, name: str) -> Iterator[Edition | TranslateError]:
        """The editions that a name on the command line stands for."""
        from translate.workflow import edition, publish

        try:
            if self.is_draft and not self.everything and self._is_path(name):
                yield from edition.drafts(Path(name), time=self.time)
            elif self.is_draft:
                yield publish.draft(self.desk, name, time=self.time)
            elif self._is_path(name) and name.endswith(".json"):
                raise InputError(
                    "is a machine draft that nobody has approved",
                    file=name,
                    advice="give --draft, or bring it to the desk: translate draft --queue",
                )
            elif self.is_correction:
                yield publish.correct(self.desk, name, self.notes, time=self.time)
            elif self.is_retraction:
                yield publish.retract(self.desk, name, self.notes)
            elif self.number is not None or self.everything:
                yield publish.edition(self.desk, name, self.number)
            else:
                yield publish.publish(self.desk, name, time=self.time)
        except TranslateError as error:
            yield error

    def _is_path(self, name: str) -> bool:
        try:
            return Path(name).exists()
        except (OSError, ValueError):
            return False

    # --- a book ---

    def bound(self, title: str) -> int:
        """One book of all articles, in each format that can hold many; the file is called by the title."""
        from translate.press.words import WORDS, file_name
        from translate.publishers import BOOKS, Book, binder
        from translate.workflow.site import put

        formats = (
            [one for one in self.formats if one in BOOKS] if self.formats != ["html"] else list(BOOKS[:1])
        )
        if not formats:
            raise InputError(f"a book is no {self.formats[0]}", advice=f"give --format {','.join(BOOKS)}")
        found = sorted(self._editions(), key=lambda one: (one.first_time, one.article))
        if not found:
            if self.failures:
                return max(self.failures)
            raise InputError("a book of nothing", advice="give articles that have an edition")
        last = max((one.time for one in found), default="")
        titles = _titles(title) or {code: WORDS[code]["latest"] for code in WORDS}
        made = Book(titles, tuple(found), self.time or last)
        for one in formats:
            part = binder(one)
            path = self.output / f"{file_name(title)}{part.suffix}"
            put(path, part.bind(made, self.look))
            print(path)
        return max(self.failures, default=0)

    # --- a site ---

    def site(self) -> int:
        """The site of all articles, or of those that are named."""
        from translate.workflow import site

        formats = [one for one in self.formats if one != "feed"]  # a site has its feeds
        sources, total = self._sources()
        self._warn_of_nowhere()
        with progress(str(self.output), unit="articles") as show:
            built = site.build(sources, self.output, self.look, formats=formats, progress=show, total=total)
        for error in built.failures:
            self._fail(error)
        print(self.output / "index.html")
        _say(f"{built.made} articles made, {built.kept} unchanged, {built.removed} files taken away")
        return max(self.failures, default=0)

    def _sources(self) -> tuple[Iterator[Source], int]:
        from translate.workflow import publish

        if self.is_draft or not self.everything:
            paths = list(self._draft_paths())
            return self._drafts(paths), len(paths)
        # What an edition says is read when its page is made: memory holds names, however many there are.
        found = [(publish.key(one), one.article, one.number) for one in publish.published(self.desk)]
        return self._rows(found), len(found)

    def _rows(self, found: Sequence[tuple[str, str, int]]) -> Iterator[Source]:
        from translate.workflow import publish
        from translate.workflow.site import Source

        for key, article, number in found:
            yield Source(
                key,
                lambda article=article, number=number: publish.edition(self.desk, article, number),  # type: ignore[misc]
                article,
            )

    def _draft_paths(self) -> Iterator[Path | str]:
        for name in self._names():
            path = Path(name)
            if self.is_draft and not self.everything and self._is_path(name):
                if path.is_dir():
                    yield from sorted(one for one in path.rglob("*.json") if not one.name.startswith("."))
                else:
                    yield path
            else:
                yield name

    def _drafts(self, paths: Sequence[Path | str]) -> Iterator[Source]:
        from hashlib import sha256

        from translate.workflow import edition, publish
        from translate.workflow.site import Source

        for path in paths:
            if isinstance(path, Path):
                try:
                    digest = sha256(path.read_bytes()).hexdigest()
                except OSError as error:
                    self._fail(InputError(f"cannot be read ({error.strerror})", file=path))
                    continue
                yield Source(
                    f"draft|{digest}|{self.time}",
                    lambda path=path: edition.of_json(path, time=self.time),  # type: ignore[misc]
                    str(path),
                )
                continue
            for found in self._found(path):
                if isinstance(found, TranslateError):
                    self._fail(found)
                else:
                    shape = publish.fingerprint(found)
                    yield Source(shape, lambda found=found: found, found.article)  # type: ignore[misc]

    # --- what would be done ---

    def told(self) -> int:
        """What stands in the way of each article, or what a correction would change."""
        from translate.text.diff import diff, to_terminal
        from translate.workflow import publish

        code = 0
        for name in self._names():
            try:
                if self.is_draft:
                    found = list(self._found(name))
                    for one in found:
                        if isinstance(one, TranslateError):
                            raise one
                        print(f"{one.article}: a draft of {len(one.pins)} units")
                    continue
                stand = publish.barriers(self.desk, name)
                for line in stand:
                    print(f"{name}: {line}")
                code = max(code, 1 if stand else 0)
                if not stand:
                    print(f"{name}: can be published")
                if self.is_correction:
                    for change in publish.changes(self.desk, name):
                        for before, after in (
                            (change.source_before, change.source),
                            (change.target_before, change.target),
                        ):
                            if before != after:
                                print(to_terminal(diff(before, after), color=sys.stdout.isatty()))
            except TranslateError as error:
                self._fail(error)
        return max(code, *self.failures, 0)


def _titles(title: str) -> dict[str, str]:
    """A title for a book: `English / Arabic`, or one for both."""
    parts = [part.strip() for part in title.split(" / ", 1) if part.strip()]
    if len(parts) == 2:
        from translate.text.detect import detect

        codes = [detect(part).language for part in parts]
        if codes[0] != codes[1]:
            return dict(zip(codes, parts, strict=True))
    return dict.fromkeys(("en", "ar"), title.strip()) if title.strip() else {}


def _say(message: str) -> None:
    print(f"translate: {' '.join(message.split())}", file=sys.stderr)
