"""Segments and a glossary go in; their targets with every name in its house form, as far as the engine can be brought to it, come out.

The order is verify first (research on frozen engines): decode once, as if there were no glossary; put misspelt and forbidden
forms right; put what is still missing in place of the words that the engine wrote for it, and let the engine say the rest anew
or keep it, whichever it thinks better of; look through a wide list for what cannot be put in; never take a target that the
engine thinks much worse of. What remains missing is said in the unit's terms. An engine that was taught to listen is told the
names where it has to think again, and not before: telling it at once cost 0.7 (en→ar) and 1.1 (ar→en) points of chrF++ in
segments with names and found fewer of them (benchmarks/terms.py, 250 segments each way, November 2026).
"""

from __future__ import annotations

from collections import OrderedDict, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from translate import engines, glossary
from translate.text.housestyle import Style, restyled
from translate.text.normalise import as_written
from translate.text.spans import places
from translate.workflow.splice import Wanted, can_splice, put_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from translate.model import Hypothesis, Segment, TermMatch

DROP = 0.35  # nats a token: the most that bringing a name in may cost
#: The same for a name that is put in: its letters are what the engine does not know, so they cost more. 400 test segments each way (November
#: 2026, newsdesk of 51 M tokens): names right 94.6 → 98.8 % (to Arabic) and 95.5 → 98.8 % against 0.35, chrF++ ±0.0 and −0.2; 1.6 brings no more.
SPLICE_DROP = 1.2
HOPELESS = -1.2  # nats a token: below it an engine guesses, and a wide list brings one missing name in ten
WIDE = 6  # hypotheses looked through for a name that is missing
_TOGETHER = 32  # segments with missing names that are looked through together
#: Tasks: what waits for company longer is done without. Until it is done its article waits, and all behind it, in memory.
_BEHIND = 2 * engines.CHUNK
_KEPT = 2_048  # texts that are remembered, to decode none twice; with their alignments some 8 kB each
_DOCUMENT = 2000  # segments of an article that tell which sense an ambiguous name has


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment's hypothesis over its own text, and what became of its terms."""

    hypothesis: Hypothesis
    terms: tuple[TermMatch, ...]

    @property
    def missing(self) -> int:
        return sum(match.status == "missing" for match in self.terms)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the steps share: engine, glossary, language pair, decoding."""

    engine: engines.Engine
    terms: glossary.Glossary
    source: str
    target: str
    decoding: engines.Decoding
    style: Style = field(default_factory=Style)

    def find(self, task: Task) -> tuple[TermMatch, ...]:
        """The terms of a segment; an ambiguous name is judged in the whole article."""
        if not len(self.terms):
            return ()
        return glossary.find(task.segment.text, self.source, self.terms, document=task.document)

    def told(self, task: Task, matches: tuple[TermMatch, ...]) -> str:
        """The text as the engine is given it: with its names announced where the engine was taught to listen."""
        return (
            glossary.annotate(task.plain, matches, self.target)
            if self.engine.tags and matches
            else task.plain
        )


@dataclass(frozen=True, slots=True)
class Task:
    """A segment to translate. `document` is the article it stands in, `is_aligned` whether its markup needs the alignment.

    `text` is what the engine is given for the segment's own text, character for character as long (a headline without its
    capitals); empty, it is given the segment's own.
    """

    segment: Segment
    document: str = ""
    is_aligned: bool = False
    text: str = ""

    @property
    def plain(self) -> str:
        return self.text or self.segment.text


def document(segments: Sequence[Segment]) -> str:
    """What of an article tells which sense an ambiguous name has."""
    return "\n".join(segment.text for segment in segments[:_DOCUMENT])


def translate(tasks: Iterable[Task], desk: Desk) -> Iterator[tuple[int, Translation]]:
    """The place of each task and its translation, as they are ready; a text that comes twice is decoded once.

    While the engine decodes, terms are found in what comes next and verified in what is done. Tasks are taken as they are needed,
    so that memory does not grow with them; those that need the alignment are best given together.
    """
    run = _Run(tasks, desk)
    yield from run.drained(run.first_parts())
    while run.bare or run.judging or run.wide:  # names that are missing in the last parts
        yield from run.put_in()
        yield from run.drained(run.wide_parts(1))


class _Open(NamedTuple):
    """A task and its terms."""

    place: int
    task: Task
    terms: tuple[TermMatch, ...]


class _Short(NamedTuple):
    """A task of which names are missing: what the engine is told of it, its first translation, and the best that was found since.

    `rest` are the missing names that have not been put in yet.
    """

    open: _Open
    told: str
    first: Translation
    best: Translation
    rest: tuple[TermMatch, ...]


class _Key(NamedTuple):
    """What the engine is given, and how it is asked: with the alignment where it is wanted, or a name may have to be put in."""

    text: str
    is_aligned: bool
    has_names: bool


class _Part(NamedTuple):
    """What was sent together: distinct texts, for the first time (`keys`) or for a wide list of what is short of names."""

    texts: list[str]
    decoding: engines.Decoding
    keys: list[_Key]
    short: list[_Short]


class _Run:
    """The state of one translate(): what waits for the engine, what was said, and which names are still looked for."""

    def __init__(self, tasks: Iterable[Task], desk: Desk) -> None:
        self.tasks, self.desk = tasks, desk
        self.waiting: dict[_Key, list[_Open]] = {}
        self.said: OrderedDict[_Key, list[Hypothesis]] = OrderedDict()
        self.again: list[tuple[_Key, _Open]] = []  # said before: nothing to decode
        self.bare: list[_Short] = []  # names are missing: they are put in
        self.judging: list[_Short] = []  # they were put in: the engine looks at them
        self.judged_by: Callable[[], list[list[Hypothesis]]] = list  # what waits for its answer
        self.wide: list[_Short] = []  # nor can they be: a longer list may have them
        self.sent: deque[_Part] = deque()
        self.place = 0  # of the last task that was taken

    def first_parts(self) -> Iterator[_Part]:
        """Texts for the first time, so many at a time; between them wide lists where enough of them are wanted."""
        gathered: dict[tuple[bool, bool], list[_Key]] = {}
        for place, task in enumerate(self.tasks):
            self.place = place
            own = self.desk.find(task)
            one = _Open(place, task, own)
            key = _Key(task.plain, task.is_aligned, any(match.status != "suggested" for match in own))
            if key in self.said:
                self.again.append((key, one))
            elif key in self.waiting:
                self.waiting[key].append(one)
            else:
                self.waiting[key] = [one]
                keys = gathered.setdefault(key[1:], [])
                keys.append(key)
                if len(keys) >= engines.CHUNK:
                    yield self.first_part(gathered.pop(key[1:]))
                    late = [kind for kind, own in gathered.items() if self.is_late(self.waiting[own[0]][0])]
                    for kind in late:
                        yield self.first_part(gathered.pop(kind))
                    yield from self.wide_parts(_TOGETHER)
        for keys in gathered.values():
            yield self.first_part(keys)

    def is_late(self, one: _Open) -> bool:
        """Whether a task has waited for company long enough."""
        return self.place - one.place > _BEHIND

    def first_part(self, keys: list[_Key]) -> _Part:
        """Texts with names with their alignment: a name may have to be put in."""
        decoding = replace(self.desk.decoding, alignment=keys[0].is_aligned or keys[0].has_names)
        return _Part([key.text for key in keys], decoding, keys, [])

    def wide_parts(self, least: int) -> Iterator[_Part]:
        """Texts of which names are missing, for wide lists: with the names announced where the engine was taught to listen."""
        how = replace(
            self.desk.decoding, beam=max(WIDE, self.desk.decoding.beam), hypotheses=WIDE, alignment=False
        )
        while len(self.wide) >= least or (self.wide and self.is_late(self.wide[0].open)):
            part, self.wide[:] = self.wide[: engines.CHUNK], self.wide[engines.CHUNK :]
            is_aligned = any(one.open.task.is_aligned for one in part)
            texts = dict.fromkeys(one.told for one in part)
            yield _Part(list(texts), replace(how, alignment=is_aligned), [], part)

    def drained(self, parts: Iterator[_Part]) -> Iterator[tuple[int, Translation]]:
        """What is ready of the parts, while the engine works on the next."""

        def sent() -> Iterator[tuple[list[str], engines.Decoding]]:
            for part in parts:
                self.sent.append(part)
                yield part.texts, part.decoding

        for found in engines.stream(
            self.desk.engine, sent(), source=self.desk.source, target=self.desk.target
        ):
            part = self.sent.popleft()
            if part.keys:
                yield from self.heard(part, found)
            else:
                yield from self.widened(part, dict(zip(part.texts, found, strict=True)))
            yield from self.repeated()
            yield from self.put_in(_TOGETHER)
        yield from self.repeated()

    def heard(self, part: _Part, found: list[list[Hypothesis]]) -> Iterator[tuple[int, Translation]]:
        for key, hypotheses in zip(part.keys, found, strict=True):
            self.said[key] = hypotheses
            for one in self.waiting.pop(key):
                yield from self.judged(one, hypotheses)
        while len(self.said) > _KEPT and not self.again:
            self.said.popitem(last=False)

    def repeated(self) -> Iterator[tuple[int, Translation]]:
        again, self.again = self.again, []
        for key, one in again:
            yield from self.judged(one, self.said[key])

    def judged(self, one: _Open, hypotheses: list[Hypothesis]) -> Iterator[tuple[int, Translation]]:
        plain = one.task.plain
        made = _judged(_clean(hypotheses[0], plain, plain, self.desk), one.terms, "", self.desk)
        if made.missing:
            rest = tuple(match for match in made.terms if match.status == "missing")
            short = _Short(one, self.desk.told(one.task, one.terms), made, made, rest)
            if can_splice(self.desk.engine, plain, self.desk.source):
                self.bare.append(short)
                return
            if made.hypothesis.score >= HOPELESS:
                self.wide.append(short)
                return
        yield one.place, made

    def put_in(self, least: int = 1) -> Iterator[tuple[int, Translation]]:
        """What came of the names that were put in before, and the next ones begun, so many segments together at least.

        The engine looks at them while Python goes on. What it cannot live with goes on to a wide list.
        """
        begun, found = self.judging, self.judged_by
        self.judging, self.judged_by = [], list
        if len(self.bare) >= least or (self.bare and self.is_late(self.bare[0].open)):
            self.judging, self.judged_by = self.bare, _put_in(self.bare, self.desk)
            self.bare = []
        for short, own in zip(begun, found(), strict=True):
            best = _spliced(short, own, self.desk)
            if short.rest[1:]:
                self.bare.append(short._replace(best=best, rest=short.rest[1:]))
            elif best.missing and short.first.hypothesis.score >= HOPELESS:
                self.wide.append(short._replace(best=best))
            else:
                yield short.open.place, best

    def widened(self, part: _Part, lists: dict[str, list[Hypothesis]]) -> Iterator[tuple[int, Translation]]:
        for short in part.short:
            yield short.open.place, _best(short, lists[short.told], self.desk)


def _put_in(shorts: Sequence[_Short], desk: Desk) -> Callable[[], list[list[Hypothesis]]]:
    """Start putting the next name into the best so far of each: the engine is asked for all at once."""
    return put_in(
        [Wanted(short.best.hypothesis, short.rest[0], short.told) for short in shorts],
        engine=desk.engine,
        terms=desk.terms,
        source=desk.source,
        target=desk.target,
        decoding=desk.decoding,
        drop=SPLICE_DROP,
    )


def _spliced(short: _Short, found: Sequence[Hypothesis], desk: Desk) -> Translation:
    """The best so far, or the first of those with a name put in that has more of its names."""
    start = short.best.hypothesis
    for spliced in found:
        text = _rewritten(replace(start, score=spliced.score), spliced.target)
        made = _judged(text, short.first.terms, "spliced", desk)
        if made.missing < short.best.missing:
            return made
    return short.best


def _best(short: _Short, hypotheses: Sequence[Hypothesis], desk: Desk) -> Translation:
    """The translation with the fewest missing names: the best so far, or one of a list; the more probable one where equal."""
    best, told, plain = short.best, short.told, short.open.task.plain
    seen = {short.first.hypothesis.target}
    way = "n-best" if told == plain else "annotated"
    for hypothesis in sorted(
        hypotheses, key=lambda one: -one.score
    ):  # the first that misses nothing is the best
        if hypothesis.score < short.first.hypothesis.score - DROP:
            break
        if not hypothesis.target.strip() or hypothesis.is_truncated or hypothesis.target in seen:
            continue
        seen.add(hypothesis.target)
        made = _judged(_clean(hypothesis, told, plain, desk), short.first.terms, way, desk)
        best = min(best, made, key=lambda one: (one.missing, -one.hypothesis.score))
        if not best.missing:
            break
    return best


def retold(made: Translation, target: str) -> Translation:
    """The translation with another target, its alignment moved along."""
    return replace(made, hypothesis=_rewritten(made.hypothesis, target))


def preceded(made: Translation, target: str, length: int, names: Sequence[TermMatch]) -> Translation:
    """The translation of the rest of a segment behind the `target` of its first `length` characters, with the names in these."""
    found = made.hypothesis
    begun = (0, len(target.rstrip()), 0, length)
    moved = tuple(
        (begin + len(target), end + len(target), start + length, stop + length)
        for begin, end, start, stop in found.alignment
    )
    own = (replace(name, status="present", note="dateline") for name in names)
    rest = (replace(match, start=match.start + length, end=match.end + length) for match in made.terms)
    hypothesis = replace(
        found, target=target + found.target, alignment=(begun, *moved) if found.alignment else ()
    )
    return Translation(hypothesis, (*own, *rest))


def _judged(hypothesis: Hypothesis, matches: tuple[TermMatch, ...], way: str, desk: Desk) -> Translation:
    """The hypothesis in house style with wrong forms of its names put right, and the verdict on each; `way` says how a name came in."""
    hypothesis = _rewritten(hypothesis, as_written(hypothesis.target, desk.target))
    if not matches:
        return Translation(_styled(hypothesis, desk), ())
    text, notes = hypothesis.target, {}
    for entry in _to_repair(text, matches, desk):
        text, note = glossary.micro_repair(text, desk.terms[entry], desk.target, glossary=desk.terms)
        if note:
            notes[entry] = note
    hypothesis = _rewritten(hypothesis, text)
    verdicts = matches  # what is only suggested stays as it is
    if any(match.status != "suggested" for match in matches):
        verdicts = glossary.verify(matches, text, desk.target, desk.terms)
    told = tuple(_told(verdict, notes.get(verdict.entry, ""), way) for verdict in verdicts)
    return Translation(_styled(hypothesis, desk), told)


def _styled(hypothesis: Hypothesis, desk: Desk) -> Hypothesis:
    return _rewritten(hypothesis, restyled(hypothesis.target, desk.target, desk.style))


def _to_repair(text: str, matches: tuple[TermMatch, ...], desk: Desk) -> list[str]:
    """The entries of which a form stands in the text that may be wrong: one search for all, where most have nothing to repair."""
    wanted = dict.fromkeys(match.entry for match in matches)
    found = {
        hit.entry.id
        for hit in glossary.search(text, desk.target, desk.terms, repairs=True)
        if hit.entry.id in wanted
        and not (hit.is_strict and _is_as_is(hit.entry, text[hit.start : hit.end], desk))
    }
    return [entry for entry in wanted if entry in found]


def _is_as_is(entry: glossary.Entry, surface: str, desk: Desk) -> bool:
    """Whether a right form is written as the house writes it; in Arabic a right form always is."""
    house = entry.english.casefold()
    return desk.target == "ar" or surface.casefold() in (house, house.removeprefix("the "))


def _told(verdict: TermMatch, note: str, way: str) -> TermMatch:
    if verdict.status != "present":
        return verdict
    if note:
        return replace(verdict, status="repaired", note=note)
    return replace(verdict, status=way) if way == "annotated" else replace(verdict, note=verdict.note or way)


def _clean(hypothesis: Hypothesis, told: str, plain: str, desk: Desk) -> Hypothesis:
    """The hypothesis without marks that leaked into it, its alignment moved from the announced text to the segment's own."""
    marks = [mark for mark in desk.engine.tags or () if mark in hypothesis.target and mark not in plain]
    if marks:
        target = hypothesis.target
        for mark in marks:
            target = target.replace(mark, " ")
        hypothesis = _rewritten(hypothesis, " ".join(target.split()))
    if told == plain or not hypothesis.alignment:
        return hypothesis
    back = places(plain, told)
    moved = tuple((begin, end, back[start], back[stop]) for begin, end, start, stop in hypothesis.alignment)
    return replace(hypothesis, alignment=moved)


def _rewritten(hypothesis: Hypothesis, target: str) -> Hypothesis:
    """The hypothesis with another target, its alignment moved along."""
    if target == hypothesis.target:
        return hypothesis
    if not hypothesis.alignment:
        return replace(hypothesis, target=target)
    new = places(target, hypothesis.target)
    last = len(new) - 1
    moved = tuple(
        (new[min(begin, last)], new[min(end, last)], start, stop)
        for begin, end, start, stop in hypothesis.alignment
    )
    return replace(hypothesis, target=target, alignment=moved)
