"""A drafted article or an edition in, one self-contained page out: both texts side by side, each in its own direction, no scripts."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from translate.languages import language
from translate.model import BlockKind, Severity
from translate.press.templates import render as fill
from translate.press.view import page
from translate.press.words import file_name
from translate.text.markup import to_html

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.languages import Language
    from translate.model import Block, BlockDraft, DraftedArticle, Edition, Issue, Markup
    from translate.press.house import Look

suffix = ".html"

# Logical properties mirror themselves; isolation keeps a Latin name in an Arabic line from moving its neighbours.
_STYLE = """
:root { color-scheme: light dark; --ink: #1c1b19; --soft: #6a655d; --paper: #fbfaf7; --line: #ddd8cd; --mark: #8a4b08; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece9e2; --soft: #a8a297; --paper: #191816; --line: #3a3732; --mark: #e0a458; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.65 Georgia, "Times New Roman", serif; }
main { max-width: 76rem; margin: 0 auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; }
.notice { margin: 0 0 1.5rem; padding: .6rem 1rem; border: 1px solid var(--mark); color: var(--mark); font: .9rem/1.5 system-ui, sans-serif; }
.notice p { margin: 0; }
.row { display: grid; grid-template-columns: 1fr 1fr; column-gap: clamp(1.5rem, 4vw, 3.5rem); padding-block: .55rem; border-block-start: 1px solid var(--line); }
.row > * { margin: 0; min-width: 0; overflow-wrap: anywhere; }
[lang=ar] { font-family: "Noto Naskh Arabic", "Amiri", "Traditional Arabic", "Geeza Pro", "Times New Roman", serif; font-size: 1.15em; line-height: 1.85; }
[lang=ar] :is(em, i) { font-style: normal; font-weight: 600; }
h1 { font-size: 1.75rem; line-height: 1.3; } [lang=ar]:is(h1) { font-size: 1.9rem; line-height: 1.55; }
h2 { font-size: 1.25rem; line-height: 1.4; } [lang=ar]:is(h2) { font-size: 1.4rem; }
blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 1rem; }
.item::before { content: "• "; color: var(--soft); }
.meta, .alone { color: var(--soft); font-size: .95rem; } [lang=ar].meta, [lang=ar].alone { font-size: 1.05rem; }
.alone { grid-column: 1 / -1; }
.issues { grid-column: 1 / -1; list-style: none; padding: 0; color: var(--mark); font: .85rem/1.5 system-ui, sans-serif; }
footer { margin-block-start: 2.5rem; color: var(--soft); font: .8rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: inherit; }
@media (max-width: 46rem) { .row { grid-template-columns: 1fr; row-gap: .35rem; } }
@media print { body { background: none; font-size: 11pt; } main { max-width: none; padding: 0; } .row { break-inside: avoid; } }
"""
_ELEMENTS = {BlockKind.HEADLINE: "h1", BlockKind.SUBHEAD: "h2", BlockKind.QUOTE: "blockquote"}
_META = frozenset(
    {
        BlockKind.DATE,
        BlockKind.BYLINE,
        BlockKind.DATELINE,
        BlockKind.CAPTION,
        BlockKind.SECTION,
        BlockKind.SITE,
    }
)
_NOTICE = {
    "en": "Machine draft, not reviewed by a translator.",
    "ar": "مسودة ترجمة آلية لم يراجعها مترجم.",
}


def render(drafted: DraftedArticle) -> str:
    """A whole HTML document; every text is escaped, of the markup only safe elements and links are kept."""
    source, target = language(drafted.source_language), language(drafted.target_language)
    headline = next((block for block in drafted.blocks if block.block.kind is BlockKind.HEADLINE), None)
    title = (headline.target or headline.block.text) if headline else drafted.article.id
    issues: dict[str, list[Issue]] = {}
    for unit in drafted.units:
        issues.setdefault(unit.segment.block, []).extend(
            issue for issue in unit.issues if issue.severity is not Severity.INFO
        )
    rows = "\n".join(
        _row(block, source, target, issues.get(block.block.id, ()), is_first=block is headline)
        for block in drafted.blocks
    )
    notices = "".join(
        f'<p lang="{code}" dir="{language(code).direction}">{_NOTICE[code]}</p>'
        for code in (source.code, target.code)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{target.code}" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Dragoman">\n<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n'
        f'<div class="notice">{notices}</div>\n{rows}\n'
        f'<footer dir="ltr" lang="en">{escape(drafted.article.source)} · {escape(drafted.signature)}</footer>\n</main>\n</body>\n</html>\n'
    )


def _row(
    drafted: BlockDraft, source: Language, target: Language, issues: Sequence[Issue], *, is_first: bool
) -> str:
    block = drafted.block
    if not drafted.is_translated:
        return f'<div class="row">{_side(block, block.text, block.markup, source, "alone", "p")}</div>'
    element = _ELEMENTS.get(block.kind, "p")
    if element == "h1" and not is_first:
        element = "h2"
    name = "meta" if block.kind in _META else "item" if block.kind is BlockKind.LIST_ITEM else ""
    sides = _side(block, block.text, block.markup, source, name, element) + _side(
        block, drafted.target, drafted.markup, target, name, element
    )
    # Columns run in the reading direction of the source, so that an Arabic source stands on the right.
    told = "".join(f'<li dir="auto">{escape(issue.message)}</li>' for issue in issues)
    listed = f'<ul class="issues">{told}</ul>' if told else ""
    return f'<div class="row" dir="{source.direction}">{sides}{listed}</div>'


def _side(block: Block, text: str, markup: Sequence[Markup], side: Language, name: str, element: str) -> str:
    styled = f' class="{name}"' if name else ""
    return f'<{element} lang="{side.code}" dir="{side.direction}"{styled}>{to_html(text, markup)}</{element}>'


def write(edition: Edition, look: Look) -> bytes:
    """The page of an edition, by the template page.html. One that stands alone names itself and its original as the alternates."""
    name = file_name(edition.article)
    path = look.path or f"{quote(name)}{suffix}"
    shown = page(edition, look, name=name, path=path)
    canonical = shown.canonical or path.rpartition("/")[2]
    alternates = look.alternates or {
        edition.target_language: canonical,
        edition.source_language: shown.original or canonical,
        "x-default": canonical,
    }
    return fill(
        "page.html",
        look.house.templates,
        page=shown,
        look=look,
        house=look.house,
        canonical=canonical,
        alternates=alternates,
    ).encode()
