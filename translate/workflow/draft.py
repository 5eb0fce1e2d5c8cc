"""An article goes in; the article with its draft, block by block and segment by segment, comes out."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from translate import __version__, checks, engines, estimators, glossary, models, registry, segmentation
from translate.config import settings, table
from translate.errors import InputError, TranslateError, UnknownPart
from translate.languages import language, other
from translate.model import BlockDraft, BlockKind, Draft, DraftedArticle, Segment, Unit
from translate.models.catalogue import PAIRS
from translate.runners import give_back
from translate.text import headlines
from translate.text.dates import translate_date
from translate.text.housestyle import CHOICES, Style, restyled
from translate.workflow import terms
from translate.workflow.consistent import consistent
from translate.workflow.datelines import Dateline, dateline
from translate.workflow.markup import carry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from translate.model import Article, Block, Hypothesis, Markup

LEFT_ALONE = frozenset({BlockKind.SITE, BlockKind.FURNITURE})
HEADLINES = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEAD, BlockKind.SECTION})
FRAGMENTS = HEADLINES | {
    BlockKind.CAPTION,
    BlockKind.BYLINE,
    BlockKind.LIST_ITEM,
    BlockKind.DATELINE,
    BlockKind.SITE,
}
_LOOKED_AT = 500  # segments of an article that tell how it writes a word
WINDOW = 1024  # segments of articles that are drafted together
_DIRECTIONS = (("en", "ar"), ("ar", "en"))


@dataclass(frozen=True, slots=True)
class Drafter:
    """What drafting holds open: an engine, a glossary (it may be empty), and how to decode."""

    engine: engines.Engine
    terms: glossary.Glossary = field(default_factory=lambda: glossary.Glossary(()))
    decoding: engines.Decoding = field(default_factory=engines.Decoding)
    style: Style = field(default_factory=Style)
    directions: tuple[str, ...] = ()
    elsewhere: Mapping[str, Callable[[], engines.Engine]] = field(
        default_factory=dict, compare=False, repr=False
    )
    fallback: Callable[[], engines.Engine] | None = field(default=None, compare=False, repr=False)
    recall: Callable[[Sequence[Segment], str], Mapping[str, str]] | None = field(
        default=None, compare=False, repr=False
    )  # segments and their language -> targets of the memory, by segment id

    def signature(self) -> str:
        """Everything that shaped a draft, in one line."""
        decoding = f"beam:{self.decoding.beam}|glossary:{self.terms.signature}"
        if str(self.style):
            decoding += f"|style:{self.style}"
        if self.recall:
            decoding += "|memory"
        return f"dragoman:{__version__}|{self.engine.signature}|{decoding}"

    def towards(self, source: str, target: str) -> Drafter:
        """The drafter with the engine for a direction, where each has its own. Raises InputError where there is none."""
        direction = f"{source}-{target}"
        if direction in self.elsewhere:
            return replace(self, engine=self.elsewhere[direction](), directions=(), elsewhere={})
        if self.directions and direction not in self.directions:
            raise InputError(
                f"{self.engine.model} translates {' and '.join(self.directions)}, not {direction}",
                advice="give another --model, or none, and the best one is taken",
            )
        return self


def open_drafter(
    *,
    model: str | Path | None = None,
    engine: str | None = None,
    glossaries: Iterable[Path | str] | None = None,
    house_terms: bool = True,
    beam: int = 4,
    compute_type: str | None = None,
    threads: int | None = None,
) -> Drafter:
    """Open what `draft` needs: the default model and the house glossary, unless told otherwise.

    Files in `glossaries` are used beside the house glossary. Raises InputError, ModelNotFound, ModelError, MissingExtra.
    """
    if beam < 1:
        raise InputError(f"a beam of {beam}", advice="give 1 (greedy) or more")
    wanted = settings()
    threads = threads or wanted.threads or None
    if threads and threads < 0:
        raise InputError(f"{threads} threads", advice="give 1 or more, or 0 for every core")
    files = [*(glossary.house_files() if house_terms else []), *(glossaries or [])]
    known = glossary.load(files) if files else glossary.Glossary(())
    how = engines.Decoding(beam=beam)
    if engine is not None and engine not in registry.names("engines"):
        raise UnknownPart("engines", engine, registry.names("engines"))
    if engine in models.WITHOUT:  # echo, http: no model of ours
        return Drafter(engines.load(engine, None, threads=threads), known, how, style())

    def opened(found: models.Model) -> engines.Engine:
        if engine and engine != found.engine:
            raise InputError(
                f"{found.path} is a {found.engine} model",
                advice=f"give --engine {found.engine}, or a {engine} directory",
            )
        loaded = engines.load(
            found.engine, found.path, card=found.card, compute_type=compute_type, threads=threads
        )
        return engines.Cached(loaded, memory()) if wanted.cache else loaded

    @lru_cache(maxsize=1)
    def memory() -> engines.Memory:
        from translate.store.cache import Cache

        return Cache(Path(wanted.cache).expanduser())

    chosen = _chosen(model or wanted.model or None, engine)
    embedded = lru_cache(maxsize=1)(lambda: opened(models.embedded()))
    first = next(iter(chosen.values()))
    ways = {direction: lru_cache(maxsize=1)(partial(opened, found)) for direction, found in chosen.items()}
    is_one = len({found.path for found in chosen.values()}) == 1
    return Drafter(
        opened(first) if is_one else next(iter(ways.values()))(),
        known,
        how,
        style(),
        directions=first.languages if is_one else (),
        elsewhere={} if is_one else ways,
        fallback=None if first.is_builtin or engine else embedded,
    )


def style() -> Style:
    """How the house writes: the table `style` of desk.toml. Raises InputError for a key or value that is none."""
    given = table("style")
    for key, value in given.items():
        if key not in CHOICES or value not in CHOICES[key]:
            known = ", ".join(CHOICES.get(key, CHOICES))
            raise InputError(
                f"no {key} {value!r}" if key in CHOICES else f"unknown key {key!r}",
                file="desk.toml",
                place="[style]",
                advice=f"use one of {known}",
            )
    return Style(**{key: str(value) for key, value in given.items()})


def _chosen(name: str | Path | None, engine: str | None) -> dict[str, models.Model]:
    """The model for each direction: the named one for both, a pair's, or without a name the best that is here."""
    if name is None and engine is None:
        return {f"{source}-{target}": models.best(source, target)[0] for source, target in _DIRECTIONS}
    if name is not None and str(name) in PAIRS:
        return {f"{source}-{target}": models.find_for(name, source, target) for source, target in _DIRECTIONS}
    found = models.find(name)
    return {f"{source}-{target}": found for source, target in _DIRECTIONS}


def pair(article_language: str, to: str | None, *, source: str | None = None) -> tuple[str, str]:
    """Source and target language of an article; the target is the other language unless given. Raises InputError."""
    source = language(source or article_language).code
    target = language(to).code if to else other(source).code
    if source == target:
        raise InputError(
            f"the text is in {language(source).name} already",
            advice=f"give --to {other(source).code}, or --from if it is not",
        )
    return source, target


def draft(
    article: Article,
    drafter: Drafter,
    *,
    to: str | None = None,
    source: str | None = None,
    furniture: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> DraftedArticle:
    """Draft an article; `source` overrides the language that was detected, `furniture` drafts site name and furniture too.

    `progress` is called with segments done and segments in all. Raises InputError for a language pair that is none.
    """
    (drafted,) = draft_many([article], drafter, to=to, source=source, furniture=furniture, progress=progress)
    if isinstance(drafted, TranslateError):
        raise drafted
    return drafted


def draft_many(
    articles: Iterable[Article | TranslateError],
    drafter: Drafter,
    *,
    to: str | None = None,
    source: str | None = None,
    furniture: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Iterator[DraftedArticle | TranslateError]:
    """Draft articles together, one after the other in, one after the other out: the engine always has enough to do.

    Articles are taken as they are needed (about WINDOW segments ahead), so memory does not grow with their number. What cannot be
    drafted comes out as its error, in its place, and the rest goes on. `progress` is told the segments done and those of all
    articles taken so far.
    """
    tally = _Tally(progress)
    plans = (
        _planned(article, to=to, source=source, furniture=furniture, tally=tally) for article in articles
    )
    for way, run in groupby(plans, key=lambda plan: plan.way if isinstance(plan, _Plan) else ""):
        if not way:
            yield from (error for error in run if isinstance(error, TranslateError))
            continue
        ours = (plan for plan in run if isinstance(plan, _Plan))
        try:
            fitting = drafter.towards(*way.split("-"))
        except TranslateError as error:
            yield from (error for _ in ours)
            continue
        for plan in _worked(ours, fitting):
            yield plan.drafted(fitting)


def _planned(
    article: Article | TranslateError,
    *,
    to: str | None,
    source: str | None,
    furniture: bool,
    tally: _Tally,
) -> _Plan | TranslateError:
    if isinstance(article, TranslateError):
        return article
    try:
        source, target = pair(article.language, to, source=source)
    except TranslateError as error:
        return error
    article = replace(article, language=source)
    wanted, segments = chosen(article, furniture=furniture)
    return _Plan(
        segments,
        source,
        target,
        kinds={block.id: block.kind for block in wanted},
        aligned={block.id for block in wanted if block.markup},
        tally=tally,
        article=article,
        wanted=wanted,
    )


def chosen(article: Article, *, furniture: bool = False) -> tuple[list[Block], list[Segment]]:
    """The blocks of an article that are drafted, repeats left out, and their segments."""
    wanted: list[Block] = []
    known: set[str] = set()
    for block in article.blocks:
        if furniture or block.kind not in LEFT_ALONE:
            if block.duplicate_of not in known:  # what repeats a block that is left alone is drafted itself
                wanted.append(block)
            known.add(block.id)
    ids = {block.id for block in wanted}
    return wanted, [segment for segment in segmentation.segment(article) if segment.block in ids]


class _Tally:
    """Segments done and in all, for whoever shows them."""

    def __init__(self, show: Callable[[int, int], object] | None) -> None:
        self.show, self.done, self.total = show, 0, 0

    def add(self, number: int) -> None:
        self.done += number
        if self.show:
            self.show(self.done, self.total)


class _Plan:
    """Segments that are being drafted, and how far they are."""

    def __init__(
        self,
        segments: Sequence[Segment],
        source: str,
        target: str,
        *,
        kinds: Mapping[str, BlockKind],
        aligned: set[str] | frozenset[str],
        tally: _Tally,
        article: Article | None = None,
        wanted: Sequence[Block] = (),
    ) -> None:
        self.segments, self.source, self.target = segments, source, target
        self.kinds, self.aligned, self.tally = kinds, aligned, tally
        self.article, self.wanted = article, wanted
        self.way = f"{source}-{target}"
        self.units: list[Unit | None] = [None] * len(segments)
        self.found: dict[str, Hypothesis] = {}
        self.forms: dict[str, str] | None = None
        self.rules: checks.Rules | None = None  # read once: asking for desk.toml takes longer than a check
        self.datelines: dict[int, Dateline] = {}
        self.left = len(segments)
        tally.total += self.left

    def tasks(self, drafter: Drafter) -> list[tuple[int, terms.Task]]:
        """What the engine has to do; a date is translated by rule at once, what the memory knows is taken from there."""
        style = drafter.style
        known = drafter.recall(self.segments, self.source) if drafter.recall else {}
        document = terms.document(self.segments)
        tasks = []
        for index, segment in enumerate(self.segments):
            is_date = self.kinds.get(segment.block) is BlockKind.DATE
            date = translate_date(segment.text, self.source, self.target) if is_date else None
            if date:
                date = restyled(date, self.target, style)
                self.units[index] = Unit(segment, Draft(date, "rule"), date)
                self.left -= 1
            elif segment.id in known:
                self._remember(index, known[segment.id], drafter)
            else:
                tasks.append((index, self._task(index, document, drafter)))
        if self.left < len(self.segments):
            self.tally.add(len(self.segments) - self.left)
        return tasks

    def _task(self, index: int, document: str, drafter: Drafter) -> terms.Task:
        """What the engine is given of a segment: without its dateline, a headline without its capitals."""
        segment = self.segments[index]
        is_first = not index or self.segments[index - 1].block != segment.block
        if is_first and self.kinds.get(segment.block, BlockKind.PARAGRAPH) is BlockKind.PARAGRAPH:
            found = dateline(segment.text, self.source, self.target, drafter.terms)
            if found:
                found = found._replace(target=restyled(found.target, self.target, drafter.style))
                self.datelines[index] = found
        return terms.Task(self.asked(index), document, segment.block in self.aligned, self.recased(segment))

    def asked(self, index: int) -> Segment:
        """The segment without its dateline."""
        segment, found = self.segments[index], self.datelines.get(index)
        return replace(segment, text=segment.text[found.length :]) if found else segment

    def _remember(self, index: int, target: str, drafter: Drafter) -> None:
        """A target of the memory is a draft like any other: its terms are looked up, and it is checked."""
        segment = self.segments[index]
        found = glossary.find(segment.text, self.source, drafter.terms)
        own = glossary.verify(found, target, self.target, drafter.terms)
        self._settle(index, Unit(segment, Draft(target, "memory"), target, terms=tuple(own)))

    def _settle(self, index: int, unit: Unit) -> None:
        """Keep a unit with its issues and its estimate."""
        self.rules = self.rules or checks.configured()
        issues = checks.check_all(
            unit, source_language=self.source, target_language=self.target, rules=self.rules
        )
        unit = replace(unit, issues=tuple(issues))
        foretold = estimators.estimate(unit, source_language=self.source, target_language=self.target)
        self.units[index] = replace(unit, estimate=foretold)
        self.left -= 1

    def recased(self, segment: Segment) -> str:
        """A headline as a sentence would be written, by how the article writes its words; empty where nothing is to do."""
        if self.source != "en" or self.kinds.get(segment.block) not in HEADLINES:
            return ""
        if self.forms is None:
            self.forms = headlines.forms(one.text for one in self.segments[:_LOOKED_AT])
        text = headlines.as_sentence(segment.text, self.forms)
        return text if text != segment.text and len(text) == len(segment.text) else ""

    def fitting(self, segment: Segment, made: terms.Translation) -> terms.Translation:
        """A fragment gets no full stop that its source does not have, and an English headline a capital."""
        kind, target = self.kinds.get(segment.block), made.hypothesis.target
        if kind in FRAGMENTS:
            target = headlines.without_stop(segment.text, target)
        if kind in HEADLINES and self.target == "en":
            target = headlines.begun(target)
        return made if target == made.hypothesis.target else terms.retold(made, target)

    def put(self, index: int, made: terms.Translation, origin: str) -> None:
        if index in self.datelines:
            made = terms.preceded(made, *self.datelines[index])
        made = self.fitting(self.segments[index], made)
        segment, found = self.segments[index], made.hypothesis
        drafted = Draft(
            found.target,
            origin,
            found.score,
            found.source_tokens,
            found.target_tokens,
            found.stop,
            found.retries,
        )
        self._settle(index, Unit(segment, drafted, found.target, terms=made.terms))
        if segment.block in self.aligned:
            self.found[segment.id] = found
        self.tally.add(1)

    def done(self) -> list[Unit]:
        """The units in order."""
        return [unit for unit in self.units if unit is not None]

    def drafted(self, drafter: Drafter) -> DraftedArticle:
        """The article with its draft."""
        if self.article is None:
            raise ValueError("these segments are of no article")
        units = consistent(self.done(), source_language=self.source, target_language=self.target)
        for unit in units:
            found = self.found.get(unit.segment.id)
            if found and found.target != unit.target:
                self.found[unit.segment.id] = terms.retold(
                    terms.Translation(found, ()), unit.target
                ).hypothesis
        done = _assembled(self.wanted, units, self.found)
        blocks = []
        for block in self.article.blocks:
            if block.id in done:
                blocks.append(done[block.id])
            elif block.duplicate_of in done:
                repeated = replace(
                    done[block.duplicate_of],
                    block=block,
                    markup=carry(block.markup, block.text, done[block.duplicate_of].target, ()),
                )
                blocks.append(done.setdefault(block.id, repeated))
            else:
                blocks.append(BlockDraft(block, ""))
        return DraftedArticle(
            article=self.article,
            source_language=self.source,
            target_language=self.target,
            engine=drafter.engine.name,
            model=drafter.engine.model,
            signature=drafter.signature(),
            blocks=tuple(blocks),
            units=tuple(units),
        )


def _worked(plans: Iterable[_Plan], drafter: Drafter) -> Iterator[_Plan]:
    """The plans in order, each when all its segments are drafted. All are of one language pair."""
    plans = iter(plans)
    first = next(plans, None)
    if first is None:
        return
    desk = terms.Desk(
        drafter.engine, drafter.terms, first.source, first.target, drafter.decoding, drafter.style
    )
    held: deque[_Plan] = deque()
    placed: dict[int, tuple[_Plan, int]] = {}

    def tasks() -> Iterator[terms.Task]:
        place = 0
        for window in _windows(chain([first], plans)):
            give_back()  # what is free: glibc keeps it otherwise, and 20,000 segments held a fifth more than 2,000
            held.extend(window)
            wanted = [(plan, index, task) for plan in window for index, task in plan.tasks(drafter)]
            wanted.sort(key=lambda one: one[2].is_aligned)  # what needs the alignment is decoded apart
            for plan, index, task in wanted:
                placed[place] = (plan, index)
                place += 1
                yield task

    for place, made in terms.translate(tasks(), desk):
        plan, index = placed.pop(place)
        made, origin = _mended(plan, index, made, drafter)
        plan.put(index, made, origin)
        while held and not held[0].left:
            yield held.popleft()
    yield from held  # those of which nothing had to be translated


def _windows(plans: Iterable[_Plan]) -> Iterator[list[_Plan]]:
    """Plans in groups of some WINDOW segments."""
    window: list[_Plan] = []
    size = 0
    for plan in plans:
        window.append(plan)
        size += len(plan.segments)
        if size >= WINDOW:
            yield window
            window, size = [], 0
    if window:
        yield window


def _mended(
    plan: _Plan, index: int, made: terms.Translation, drafter: Drafter
) -> tuple[terms.Translation, str]:
    """The translation and its engine; where the ladder could not mend it, that of the embedded model if it does better."""
    steps = made.hypothesis.retries
    if drafter.fallback is None or "unmended" not in steps:
        return made, drafter.engine.name
    engine = drafter.fallback()
    if engine.signature == drafter.engine.signature:
        return made, drafter.engine.name
    task = terms.Task(plan.asked(index), terms.document(plan.segments))
    desk = terms.Desk(engine, drafter.terms, plan.source, plan.target, drafter.decoding, drafter.style)
    ((_, other),) = terms.translate([task], desk)
    if "unmended" in other.hypothesis.retries:
        return made, drafter.engine.name
    told = (*(step for step in steps if step != "unmended"), f"other-engine:{engine.model}")
    return replace(other, hypothesis=replace(other.hypothesis, retries=told)), engine.name


def draft_segments(
    segments: Sequence[Segment],
    drafter: Drafter,
    *,
    source: str,
    target: str,
    kinds: Mapping[str, BlockKind] | None = None,
    aligned: set[str] | frozenset[str] = frozenset(),
    progress: Callable[[int, int], object] | None = None,
) -> tuple[list[Unit], dict[str, Hypothesis]]:
    """Units in order, and for segments of the `aligned` blocks the hypothesis whose alignment lies over segment and target."""
    plan = _Plan(segments, source, target, kinds=kinds or {}, aligned=aligned, tally=_Tally(progress))
    for _ in _worked([plan], drafter.towards(source, target)):
        pass
    return plan.done(), plan.found


def draft_lines(
    lines: Sequence[str],
    drafter: Drafter,
    *,
    source: str,
    target: str,
    progress: Callable[[int, int], object] | None = None,
) -> list[str]:
    """One target a line, in order; a blank line stays blank. Lines of several sentences are translated sentence by sentence."""
    plan: list[list[str]] = []
    separators: list[list[str]] = []
    segments: list[Segment] = []
    for number, line in enumerate(lines):
        pieces = segmentation.segment_text(line, source) if line.strip() else []
        plan.append([f"{number}.{index}" for index in range(len(pieces))])
        separators.append([piece.separator for piece in pieces])
        segments.extend(
            Segment(f"{number}.{index}", str(number), piece.text, 0) for index, piece in enumerate(pieces)
        )
    units, _ = draft_segments(segments, drafter, source=source, target=target, progress=progress)
    targets = {unit.segment.id: unit.target for unit in units}
    return [
        " ".join("".join(targets[name] + (gap or " ") for name, gap in zip(names, gaps, strict=True)).split())
        for names, gaps in zip(plan, separators, strict=True)
    ]


def _assembled(
    blocks: Sequence[Block], units: Sequence[Unit], alignments: dict[str, Hypothesis]
) -> dict[str, BlockDraft]:
    """Each block with the targets of its segments, joined with the separators of the source, and the markup over them."""
    by_block: dict[str, list[Unit]] = {}
    for unit in units:
        by_block.setdefault(unit.segment.block, []).append(unit)
    return {block.id: _joined(block, by_block.get(block.id, []), alignments) for block in blocks}


def _joined(block: Block, units: Sequence[Unit], alignments: dict[str, Hypothesis]) -> BlockDraft:
    text = ""
    markup: list[Markup] = []
    for unit, inside in zip(units, _inside(block.markup, units), strict=True):
        segment = unit.segment
        alignment = alignments[segment.id].alignment if segment.id in alignments else ()
        markup.extend(
            replace(mark, start=mark.start + len(text), end=mark.end + len(text))
            for mark in carry(inside, segment.text, unit.target, alignment)
        )
        text += unit.target + (segment.separator or " ") if text or unit.target else ""
    text = text.rstrip()
    size = len(text)  # an empty target at the end leaves its markup behind the text
    inside_text = (replace(mark, start=min(mark.start, size), end=min(mark.end, size)) for mark in markup)
    return BlockDraft(block, text, tuple(inside_text))


def _inside(markup: Sequence[Markup], units: Sequence[Unit]) -> list[list[Markup]]:
    """For each unit the markup over its segment, in characters of the segment."""
    ends = [unit.segment.start + len(unit.segment.text) for unit in units]
    found: list[list[Markup]] = [[] for _ in units]
    for mark in markup:
        for index in range(bisect_right(ends, mark.start), len(units)):
            begin = units[index].segment.start
            if begin >= mark.end:
                break
            start, end = max(mark.start, begin), min(mark.end, ends[index])
            if start < end:
                found[index].append(replace(mark, start=start - begin, end=end - begin))
    return found
