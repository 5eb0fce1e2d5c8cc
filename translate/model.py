"""The nouns of the desk: article → blocks → segments → drafts → issues. Frozen; a change makes a copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class BlockKind(StrEnum):
    """What a block is in the newsroom; the values stand in JSON."""

    SITE = "site"
    SECTION = "section"
    HEADLINE = "headline"
    SUBHEAD = "subhead"
    DATE = "date"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    LIST_ITEM = "list_item"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Markup:
    """Inline markup over block.text[start:end] (characters): a link, emphasis. `tag` is an HTML element name."""

    tag: str
    start: int
    end: int
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One thing the newsroom wrote: a headline, a paragraph. `text` is plain, `markup` lies over it.

    `duplicate_of` names the block that this one repeats word for word (a headline printed twice).
    """

    id: str
    kind: BlockKind
    text: str
    markup: tuple[Markup, ...] = ()
    level: int = 0
    duplicate_of: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """An article as a reader found it: blocks in order; `source` is the path, URL or `-` it came from."""

    id: str
    source: str
    language: str
    blocks: tuple[Block, ...]
    format: str = "txt"
    encoding: str = "utf-8"
    metadata: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        """The first headline, or an empty string."""
        return next((block.text for block in self.blocks if block.kind is BlockKind.HEADLINE), "")


@dataclass(frozen=True, slots=True)
class Segment:
    """The piece translated as one: block.text[start:start + len(text)], followed by `separator`.

    Joining text and separator of all segments of a block gives block.text back; `lead` is what stands before the first.
    """

    id: str
    block: str
    text: str
    start: int
    separator: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One engine output. `score` is the mean log-probability per target token (nats, ≤ 0; 0 where unknown).

    `stop` is `end` (the engine ended by itself), `length` (it ran into the limit) or `split` (joined from clauses).
    `alignment` maps target character spans to source character spans where the engine can tell. `retries` are the steps
    that were needed because the engine's first answer was wrong, as `flaw:step`; `unmended` at the end where none helped.
    """

    target: str
    score: float = 0.0
    source_tokens: int = 0
    target_tokens: int = 0
    stop: str = "end"
    alignment: tuple[tuple[int, int, int, int], ...] = ()
    retries: tuple[str, ...] = ()

    @property
    def is_truncated(self) -> bool:
        return self.stop == "length"


class Severity(StrEnum):
    """How bad an issue is: an error stops publication, a warning wants a look, info tells what was done."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Issue:
    """What a check found: a code such as `number.missing`, and where (characters of source or target).

    `suggestion` is what text[start:end] should read, where that is known; `message_ar` says the message in Arabic.
    """

    code: str
    severity: Severity
    message: str
    side: str = "target"
    start: int | None = None
    end: int | None = None
    suggestion: str | None = None
    message_ar: str = ""


@dataclass(frozen=True, slots=True)
class TermMatch:
    """A glossary entry found in a source text: text[start:end] == surface; english and arabic are the house forms.

    `clitics` are the proclitics on the surface (Arabic), `mode` how it matched (listed, key, strict, detect), `sense` the
    sense score of an ambiguous name (None where the name is not ambiguous). `status` tells what became of it in the
    target: `pending`, `present`, `annotated`, `repaired`, `missing`.
    """

    entry: str
    english: str
    arabic: str
    start: int
    end: int
    surface: str
    clitics: str = ""
    mode: str = "listed"
    sense: float | None = None
    status: str = "pending"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A target that nobody has edited; `origin` is an engine (`ctranslate2`) or the memory (`memory`).

    `retries` are the steps that a wrong first answer made necessary (see Hypothesis).
    """

    target: str
    origin: str
    score: float = 0.0
    source_tokens: int = 0
    target_tokens: int = 0
    stop: str = "end"
    retries: tuple[str, ...] = ()

    @property
    def is_truncated(self) -> bool:
        return self.stop == "length"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The effort that a draft will cost: `hter` is the predicted HTER, 0-100 edits a hundred target words; `reason` says why, in both languages."""

    hter: float
    reason: str = ""
    reason_ar: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A translation unit: segment, draft, and the target as it stands; terms and issues found in it."""

    segment: Segment
    draft: Draft
    target: str
    terms: tuple[TermMatch, ...] = ()
    issues: tuple[Issue, ...] = ()
    estimate: Estimate | None = None

    @property
    def source(self) -> str:
        return self.segment.text


@dataclass(frozen=True, slots=True)
class BlockDraft:
    """A block and its target, with the inline markup that came back over the target."""

    block: Block
    target: str
    markup: tuple[Markup, ...] = ()

    @property
    def is_translated(self) -> bool:
        return bool(self.target)


@dataclass(frozen=True, slots=True)
class DraftedArticle:
    """An article with its draft. `signature` names everything that shaped the draft (model checksum, decoding, version)."""

    article: Article
    source_language: str
    target_language: str
    engine: str
    model: str
    signature: str
    blocks: tuple[BlockDraft, ...]
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Pin:
    """A unit as an edition holds it: segment and target, and the revision of the unit that they are (0 where nothing is kept)."""

    segment: Segment
    target: str
    revision: int = 0
    state: str = ""

    @property
    def source(self) -> str:
        return self.segment.text


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction changed in one segment; a text that did not change stands in both places."""

    segment: str
    source_before: str
    source: str
    target_before: str
    target: str


@dataclass(frozen=True, slots=True)
class Correction:
    """Why edition `number` differs from the one before it; `notes` are what the editor says, by language code."""

    number: int
    time: str
    notes: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()


class EditionStatus(StrEnum):
    """What an edition is: a draft is a page that no editor has approved; the values stand in files."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Edition:
    """A bilingual article as it is published: numbered, and never changed once it is.

    `number` counts from 1 (a draft is 0). `time` is when this edition was made, `first_time` when the first was: UTC,
    `2026-11-24T18:30:00Z`, or empty where nobody has said; every time in every file comes from them. `blocks` hold what is
    shown, `pins` which revision of which unit that is. `corrections` are all of them, the last one first.
    """

    article: str
    number: int
    status: EditionStatus
    time: str
    source_language: str
    target_language: str
    blocks: tuple[BlockDraft, ...]
    pins: tuple[Pin, ...] = ()
    first_time: str = ""
    address: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    translators: tuple[str, ...] = ()
    editor: str = ""
    signature: str = ""
    corrections: tuple[Correction, ...] = ()

    @property
    def is_draft(self) -> bool:
        return self.status is EditionStatus.DRAFT

    @property
    def is_retracted(self) -> bool:
        return self.status is EditionStatus.RETRACTED
