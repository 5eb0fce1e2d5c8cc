"""Dragoman: English–Arabic news translation, from article to bilingual edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from translate.model import Article, DraftedArticle

__version__ = "0.1.0"
__all__ = ["__version__", "draft"]

_open: dict[tuple[Any, ...], Any] = {}


def draft(
    article: str | Article,
    *,
    to: str | None = None,
    source: str | None = None,
    model: str | Path | None = None,
    engine: str | None = None,
    glossaries: tuple[Path | str, ...] = (),
    house_terms: bool = True,
    furniture: bool = False,
    beam: int = 4,
    compute_type: str | None = None,
    threads: int | None = None,
) -> DraftedArticle:
    """Draft a text or an article that a reader read, into the other language or into `to` (`en`, `ar`).

    `source` overrides the detected language, `beam` 1 is greedy, `threads` None takes every core. A model stays open for
    the next call. Raises InputError for a text or a language pair that cannot be drafted, ModelError, MissingExtra.

    >>> import translate
    >>> translate.draft("The town is quiet.", to="ar").blocks[0].target  # doctest: +SKIP
    'البلدة هادئة.'
    """
    from translate.readers import read_text
    from translate.workflow import draft as workflow

    key = (str(model), engine, tuple(map(str, glossaries)), house_terms, beam, compute_type, threads)
    if key not in _open:
        _open[key] = workflow.open_drafter(
            model=model,
            engine=engine,
            glossaries=glossaries,
            house_terms=house_terms,
            beam=beam,
            compute_type=compute_type,
            threads=threads,
        )
    if isinstance(article, str):
        article = read_text(article, format="txt", language=source)
    return workflow.draft(article, _open[key], to=to, source=source, furniture=furniture)
