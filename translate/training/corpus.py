"""Sources of a recipe go in; clean, de-duplicated pairs with weight and split come out."""

from __future__ import annotations

import hashlib
import lzma
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translate.errors import InputError
from translate.text.normalise import for_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from translate.training.recipe import Recipe, Source

_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Pair:
    """One English and one Arabic text that say the same, as an engine sees them."""

    english: str
    arabic: str
    weight: float
    own: bool = False
    article: str = ""


def protected_key(sentence: str) -> str:
    """The first 12 hex digits of SHA-1 over the folded sentence: tells whether it stands in a protected test set, without showing it."""
    text = unicodedata.normalize("NFKC", sentence).lower()
    text = re.sub("[\u064b-\u0652\u0670\u0640]", "", text)
    text = re.sub(r"[\W_]+", " ", text).strip()
    return hashlib.sha1(text.encode("utf-8"), usedforsecurity=False).hexdigest()[:12]


def split_of(article: str) -> str:
    """`train` (94 %), `dev` (3 %) or `test` (3 %), fixed for ever by a hash of the article id."""
    bucket = int(hashlib.sha1(article.encode("utf-8"), usedforsecurity=False).hexdigest()[:8], 16) % 100
    return "train" if bucket < 94 else "dev" if bucket < 97 else "test"


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a TSV file, plain or .xz; raises InputError when it cannot be read as UTF-8 text."""
    try:
        with (
            lzma.open(path, "rt", encoding="utf-8")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8") as lines
        ):
            for line in lines:
                yield line.rstrip("\n").split("\t")
    except (OSError, EOFError, UnicodeDecodeError, lzma.LZMAError) as error:
        raise InputError(f"cannot be read: {error}", file=path) from error


def read(recipe: Recipe, *, home: Path, data: Path | None, split: str = "train") -> list[Pair]:
    """All pairs of a recipe, own corpus first; `home` is the recipe's folder, `data` the folder of public sources.

    A pair whose either side stands in the protected test sets (testset_hashes) is left out; so is one that was seen before. Raises InputError when there is nothing to train on.
    """
    protected = _hashes(home / recipe.testset_hashes) if recipe.testset_hashes else frozenset()
    seen: set[tuple[str, str]] = set()
    pairs: list[Pair] = []
    for source in sorted(recipe.sources, key=lambda source: not source.own):
        if not source.own and (data is None or split != "train"):
            continue
        for pair in _pairs(source, home if source.own or data is None else data, split):
            key = (pair.english.lower(), pair.arabic)
            if key in seen or not is_usable(pair):
                continue
            if protected and (
                protected_key(pair.english) in protected or protected_key(pair.arabic) in protected
            ):
                continue
            seen.add(key)
            pairs.append(pair)
    if not pairs and split == "train":
        raise InputError(
            "the recipe has no pairs",
            file=recipe.name,
            advice="check the paths of its sources, or give --data",
        )
    return pairs


def _hashes(path: Path) -> frozenset[str]:
    """The keys of protected sentences; without them training must not begin."""
    try:
        return frozenset(path.read_text("utf-8").split())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", file=path) from error


def _pairs(source: Source, folder: Path, split: str) -> Iterator[Pair]:
    paths = sorted(folder.glob(source.path)) if "*" in source.path else [folder / source.path]
    if not paths:
        raise InputError(
            f"no file {source.path!r} of the source {source.name!r}", file=folder, advice="check its path"
        )
    english, arabic = source.columns
    for path in paths:
        for row in rows(path):
            if len(row) <= max(source.columns):
                continue
            article = row[0] if source.own else ""
            if source.own and split_of(article) != split:
                continue
            yield Pair(
                for_engine(row[english], "en"),
                for_engine(row[arabic], "ar"),
                source.weight,
                source.own,
                article,
            )


def is_usable(pair: Pair) -> bool:
    """Both sides in their own script, of comparable length (characters), neither empty nor a copy."""
    if not _LATIN.search(pair.english) or not _ARABIC.search(pair.arabic) or _ARABIC.search(pair.english):
        return False
    latin = len(_LATIN.findall(pair.arabic))
    if latin > 0.4 * len(pair.arabic):
        return False
    long, short = max(len(pair.english), len(pair.arabic)), min(len(pair.english), len(pair.arabic))
    return long <= 40 or long <= 2.4 * short
