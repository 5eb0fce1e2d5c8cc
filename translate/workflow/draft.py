"""An article goes in; the article with its draft, block by block and segment by segment, comes out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translate import __version__, checks, engines, glossary, models, segmentation
from translate.config import settings
from translate.errors import InputError, ModelError
from translate.languages import language, other
from translate.model import BlockDraft, BlockKind, Draft, DraftedArticle, Hypothesis, Unit
from translate.text.dates import translate_date
from translate.text.normalise import normalise
from translate.text.spans import places
from translate.workflow.markup import carry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from translate.model import Article, Block, Markup, Segment, TermMatch

LEFT_ALONE = frozenset({BlockKind.SITE, BlockKind.FURNITURE})
_MARGIN = 0.10  # nats a token: how much worse a hypothesis with the right names may be (research: 0.10)
_DROP = 0.35  # nats a token: the most that telling the engine a name may cost (research: 0.35)


@dataclass(frozen=True, slots=True)
class Drafter:
    """What drafting holds open: an engine, a glossary (None for none), and how to decode."""

    engine: engines.Engine
    terms: glossary.Glossary | None = None
    decoding: engines.Decoding = engines.Decoding()

    def signature(self) -> str:
        """Everything that shaped a draft, in one line."""
        decoding = f"beam:{self.decoding.beam}|glossary:{len(self.terms) if self.terms is not None else 0}"
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
            raise InputError(f"{found.path} is a {found.engine} model", advice=f"give --engine {found.engine}, or a {engine} directory")
        opened = engines.load(engine or found.engine, found.path, card=found.card, compute_type=compute_type, threads=threads)
    files = [*(glossary.house_files() if house_terms else []), *(glossaries or [])]
    return Drafter(opened, glossary.load(files) if files else None, engines.Decoding(beam=beam))


def pair(article_language: str, to: str | None, *, source: str | None = None) -> tuple[str, str]:
    """Source and target language of an article; the target is the other language unless given. Raises InputError."""
    source = language(source or article_language).code
    target = language(to).code if to else other(source).code
    if source == target:
        raise InputError(f"the text is in {language(source).name} already", advice=f"give --to {other(source).code}, or --from if it is not")
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
    by_id = {block.id: block for block in article.blocks}
    wanted = [block for block in article.blocks if (furniture or block.kind not in LEFT_ALONE) and block.duplicate_of not in by_id]
    chosen = {block.id for block in wanted}
    segments = [segment for segment in segmentation.segment(article) if segment.block in chosen]
    marked = {block.id for block in wanted if block.markup}
    units, alignments = draft_segments(segments, drafter, source=source, target=target, kinds={block.id: block.kind for block in wanted}, aligned=marked, progress=progress)
    done = {block.id: _assembled(block, [unit for unit in units if unit.segment.block == block.id], alignments) for block in wanted} if len(wanted) < 50 else _all_assembled(wanted, units, alignments)
    blocks = []
    for block in article.blocks:
        if block.id in done:
            blocks.append(done[block.id])
        elif block.duplicate_of in done:
            blocks.append(replace(done[block.duplicate_of], block=block, markup=()))
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

    terms = _terms(segments, drafter, source)
    by_rule: dict[str, str] = {}
    for segment in segments:
        if kinds.get(segment.block) is BlockKind.DATE and (date := translate_date(segment.text, source, target)):
            by_rule[segment.id] = date
    open_segments = [segment for segment in segments if segment.id not in by_rule]
    count(len(by_rule))
    found: dict[str, Hypothesis] = {}
    statuses: dict[str, tuple[TermMatch, ...]] = {}
    for with_alignment in (False, True):
        part = [segment for segment in open_segments if (segment.block in aligned) is with_alignment]
        if part:
            decoding = replace(drafter.decoding, alignment=with_alignment)
            for segment, (hypothesis, matches) in zip(part, _translated(part, [terms[segment.id] for segment in part], drafter, decoding, source, target, count), strict=True):
                found[segment.id], statuses[segment.id] = hypothesis, matches
    units = []
    for segment in segments:
        if segment.id in by_rule:
            made = Draft(by_rule[segment.id], "rule")
            matches: tuple[TermMatch, ...] = ()
        else:
            hypothesis = found[segment.id]
            made = Draft(hypothesis.target, drafter.engine.name, hypothesis.score, hypothesis.source_tokens, hypothesis.target_tokens, hypothesis.stop)
            matches = statuses[segment.id]
        unit = Unit(segment, made, made.target, terms=matches)
        units.append(replace(unit, issues=tuple(checks.check_all(unit, source_language=source, target_language=target))))
    return units, found


def draft_lines(lines: Sequence[str], drafter: Drafter, *, source: str, target: str, progress: Callable[[int, int], object] | None = None) -> list[str]:
    """One target a line, in order; a blank line stays blank. Lines of several sentences are translated sentence by sentence."""
    from translate.model import Segment

    plan: list[list[str]] = []
    separators: list[list[str]] = []
    segments: list[Segment] = []
    for number, line in enumerate(lines):
        pieces = segmentation.segment_text(line, source) if line.strip() else []
        plan.append([f"{number}.{index}" for index in range(len(pieces))])
        separators.append([piece.separator for piece in pieces])
        segments.extend(Segment(f"{number}.{index}", str(number), piece.text, 0) for index, piece in enumerate(pieces))
    units, _ = draft_segments(segments, drafter, source=source, target=target, progress=progress)
    targets = {unit.segment.id: unit.target for unit in units}
    return [
        " ".join("".join(targets[name] + (gap or " ") for name, gap in zip(names, gaps, strict=True)).split())
        for names, gaps in zip(plan, separators, strict=True)
    ]


def _terms(segments: Sequence[Segment], drafter: Drafter, source: str) -> dict[str, tuple[TermMatch, ...]]:
    if drafter.terms is None or not len(drafter.terms):
        return {segment.id: () for segment in segments}
    document = "\n".join(segment.text for segment in segments[:2000])
    return {segment.id: glossary.find(segment.text, source, drafter.terms, document=document) for segment in segments}


def _translated(
    segments: Sequence[Segment],
    terms: Sequence[tuple[TermMatch, ...]],
    drafter: Drafter,
    decoding: engines.Decoding,
    source: str,
    target: str,
    count: Callable[[int], None],
) -> list[tuple[Hypothesis, tuple[TermMatch, ...]]]:
    """Each distinct text is decoded once, told its names if the engine was taught to listen; names that are missing are seen to."""
    engine, known = drafter.engine, drafter.terms
    texts = [glossary.annotate(segment.text, matches, target) if engine.tags and matches else segment.text for segment, matches in zip(segments, terms, strict=True)]
    distinct = list(dict.fromkeys(texts))
    repeated = len(texts) - len(distinct)
    hypotheses = dict(zip(distinct, engines.translate(engine, distinct, source=source, target=target, decoding=decoding, progress=count), strict=True))
    count(repeated)
    results = []
    for segment, matches, text in zip(segments, terms, texts, strict=True):
        best = hypotheses[text][0]
        if known is None or not matches:
            results.append((_over(best, text, segment.text), matches))
            continue
        results.append(_with_terms(segment.text, text, best, matches, drafter, decoding, source, target))
    return results


def _with_terms(
    plain: str,
    told: str,
    best: Hypothesis,
    matches: tuple[TermMatch, ...],
    drafter: Drafter,
    decoding: engines.Decoding,
    source: str,
    target: str,
) -> tuple[Hypothesis, tuple[TermMatch, ...]]:
    """The first of these that has every name: as decoded, repaired, the n-best list told and not told its names; else the best of them."""
    assert drafter.terms is not None
    candidates = [(_repaired(_over(_unmarked(best, drafter.engine), told, plain), matches, drafter, target), "annotated" if told != plain else "")]
    checked = [_judged(candidates[0], matches, drafter, target)]
    if _missing(checked[0][1]):
        wide = replace(decoding, beam=max(8, decoding.beam), hypotheses=8)
        for text in dict.fromkeys((told, plain)):
            for found in engines.translate(drafter.engine, [text], source=source, target=target, decoding=wide)[0]:
                repaired = _repaired(_over(_unmarked(found, drafter.engine), text, plain), matches, drafter, target)
                candidate = _judged((repaired, "annotated" if text != plain else "n-best"), matches, drafter, target)
                if candidate[0].target.strip() and candidate[0].score >= checked[0][0].score - _DROP and not candidate[0].is_truncated:
                    checked.append(candidate)
    return min(checked, key=lambda candidate: (_missing(candidate[1]), -candidate[0].score if _missing(candidate[1]) else 0))


def _judged(candidate: tuple[tuple[Hypothesis, dict[str, str]], str], matches: tuple[TermMatch, ...], drafter: Drafter, target: str) -> tuple[Hypothesis, tuple[TermMatch, ...]]:
    assert drafter.terms is not None
    (hypothesis, notes), way = candidate
    verdicts = glossary.verify(matches, hypothesis.target, target, drafter.terms)
    return hypothesis, tuple(
        replace(
            verdict,
            status=("repaired" if verdict.entry in notes else way or "present") if verdict.status == "present" and way != "n-best" else verdict.status,
            note=notes.get(verdict.entry, verdict.note),
        )
        for verdict in verdicts
    )


def _missing(matches: tuple[TermMatch, ...]) -> int:
    return sum(match.status == "missing" for match in matches)


def _repaired(hypothesis: Hypothesis, matches: tuple[TermMatch, ...], drafter: Drafter, target: str) -> tuple[Hypothesis, dict[str, str]]:
    """Misspelt and forbidden forms of the names put right, without decoding."""
    assert drafter.terms is not None
    text, notes = hypothesis.target, {}
    for entry in dict.fromkeys(match.entry for match in matches):
        changed, note = glossary.micro_repair(text, drafter.terms[entry], target, glossary=drafter.terms)
        if note:
            text, notes[entry] = changed, note
    return (replace(hypothesis, target=text, alignment=()) if notes else hypothesis), notes


def _unmarked(hypothesis: Hypothesis, engine: engines.Engine) -> Hypothesis:
    """Term marks that leaked into a target are taken out."""
    if not engine.tags or not any(tag in hypothesis.target for tag in engine.tags):
        return hypothesis
    target = hypothesis.target
    for tag in engine.tags:
        target = target.replace(tag, " ")
    return replace(hypothesis, target=" ".join(target.split()), alignment=())


def _over(hypothesis: Hypothesis, told: str, plain: str) -> Hypothesis:
    """The hypothesis with its alignment moved from the text that was told its names to the segment's own text."""
    if told == plain or not hypothesis.alignment:
        return hypothesis
    back = places(plain, told)
    return replace(hypothesis, alignment=tuple((begin, end, back[start], back[stop]) for begin, end, start, stop in hypothesis.alignment))


def _all_assembled(blocks: Sequence[Block], units: Sequence[Unit], alignments: dict[str, Hypothesis]) -> dict[str, BlockDraft]:
    by_block: dict[str, list[Unit]] = {}
    for unit in units:
        by_block.setdefault(unit.segment.block, []).append(unit)
    return {block.id: _assembled(block, by_block.get(block.id, []), alignments) for block in blocks}


def _assembled(block: Block, units: Sequence[Unit], alignments: dict[str, Hypothesis]) -> BlockDraft:
    """The targets of a block's segments joined with the separators of the source, and the markup over them."""
    text, markup = "", []
    for unit in units:
        segment = unit.segment
        inside: list[Markup] = []
        for mark in block.markup:
            begin, end = max(mark.start, segment.start), min(mark.end, segment.start + len(segment.text))
            if begin < end:
                inside.append(replace(mark, start=begin - segment.start, end=end - segment.start))
        hypothesis = alignments.get(segment.id)
        for mark in carry(inside, segment.text, unit.target, hypothesis.alignment if hypothesis else ()):
            markup.append(replace(mark, start=mark.start + len(text), end=mark.end + len(text)))
        text += unit.target + (segment.separator or " ")
    return BlockDraft(block, text.strip(), tuple(markup))
