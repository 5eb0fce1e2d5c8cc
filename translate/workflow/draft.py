"""An article goes in; the article with its draft, block by block and segment by segment, comes out."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from translate import __version__, checks, engines, glossary, models, segmentation
from translate.config import settings
from translate.errors import InputError
from translate.languages import language, other
from translate.model import BlockDraft, BlockKind, Draft, DraftedArticle, Segment, Unit
from translate.text.dates import translate_date
from translate.workflow import terms
from translate.workflow.markup import carry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from translate.model import Article, Block, Hypothesis, Markup

LEFT_ALONE = frozenset({BlockKind.SITE, BlockKind.FURNITURE})


@dataclass(frozen=True, slots=True)
class Drafter:
    """What drafting holds open: an engine, a glossary (it may be empty), and how to decode."""

    engine: engines.Engine
    terms: glossary.Glossary = field(default_factory=lambda: glossary.Glossary(()))
    decoding: engines.Decoding = field(default_factory=engines.Decoding)

    def signature(self) -> str:
        """Everything that shaped a draft, in one line."""
        decoding = f"beam:{self.decoding.beam}|glossary:{self.terms.signature}"
        return f"dragoman:{__version__}|{self.engine.signature}|{decoding}"


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
    if engine == "echo":
        opened = engines.load("echo", None)
    else:
        found = models.find(model or wanted.model)
        if engine and engine != found.engine and engine in ("ctranslate2", "transformers"):
            raise InputError(
                f"{found.path} is a {found.engine} model",
                advice=f"give --engine {found.engine}, or a {engine} directory",
            )
        opened = engines.load(
            engine or found.engine, found.path, card=found.card, compute_type=compute_type, threads=threads
        )
    files = [*(glossary.house_files() if house_terms else []), *(glossaries or [])]
    return Drafter(
        opened, glossary.load(files) if files else glossary.Glossary(()), engines.Decoding(beam=beam)
    )


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
    source, target = pair(article.language, to, source=source)
    article = replace(article, language=source)
    wanted: list[Block] = []
    known: set[str] = set()
    for block in article.blocks:
        if furniture or block.kind not in LEFT_ALONE:
            if block.duplicate_of not in known:  # what repeats a block that is left alone is drafted itself
                wanted.append(block)
            known.add(block.id)
    chosen = {block.id for block in wanted}
    segments = [segment for segment in segmentation.segment(article) if segment.block in chosen]
    marked = {block.id for block in wanted if block.markup}
    units, alignments = draft_segments(
        segments,
        drafter,
        source=source,
        target=target,
        kinds={block.id: block.kind for block in wanted},
        aligned=marked,
        progress=progress,
    )
    done = _assembled(wanted, units, alignments)
    blocks = []
    for block in article.blocks:
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
        article=article,
        source_language=source,
        target_language=target,
        engine=drafter.engine.name,
        model=drafter.engine.model,
        signature=drafter.signature(),
        blocks=tuple(blocks),
        units=tuple(units),
    )


def draft_segments(
    segments: Sequence[Segment],
    drafter: Drafter,
    *,
    source: str,
    target: str,
    kinds: dict[str, BlockKind] | None = None,
    aligned: set[str] | frozenset[str] = frozenset(),
    progress: Callable[[int, int], object] | None = None,
) -> tuple[list[Unit], dict[str, Hypothesis]]:
    """Units in order, and for segments of the `aligned` blocks the hypothesis whose alignment lies over segment and target."""
    kinds = kinds or {}
    total, passed = len(segments), 0

    def count(number: int) -> None:
        nonlocal passed
        passed += number
        if progress:
            progress(min(passed, total), total)

    ready: dict[str, Unit] = {}
    for segment in segments:
        if kinds.get(segment.block) is BlockKind.DATE and (
            date := translate_date(segment.text, source, target)
        ):
            ready[segment.id] = Unit(segment, Draft(date, "rule"), date)
    count(len(ready))
    found: dict[str, Hypothesis] = {}
    matches = terms.find(segments, drafter.terms, source)
    for is_aligned in (False, True):
        part = [
            (segment, own)
            for segment, own in zip(segments, matches, strict=True)
            if segment.id not in ready and (segment.block in aligned) is is_aligned
        ]
        decoding = replace(drafter.decoding, alignment=is_aligned)
        desk = terms.Desk(drafter.engine, drafter.terms, source, target, decoding)
        translations = terms.translate(
            [segment for segment, _ in part], [own for _, own in part], desk, count
        )
        for (segment, _), made in zip(part, translations, strict=True):
            found[segment.id] = made.hypothesis
            ready[segment.id] = _unit(segment, made, drafter.engine.name)
    return [_checked(ready[segment.id], source, target) for segment in segments], found


def _unit(segment: Segment, made: terms.Translation, origin: str) -> Unit:
    found = made.hypothesis
    drafted = Draft(found.target, origin, found.score, found.source_tokens, found.target_tokens, found.stop)
    return Unit(segment, drafted, found.target, terms=made.terms)


def _checked(unit: Unit, source: str, target: str) -> Unit:
    if (
        unit.draft.origin == "rule"
    ):  # exact by construction; a Hijri date beside the Gregorian one is left out on purpose
        return unit
    return replace(unit, issues=tuple(checks.check_all(unit, source_language=source, target_language=target)))


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
