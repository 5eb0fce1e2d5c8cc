"""A model's name goes in; what is known of it before it is here comes out: licence, size, published scores, limits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from translate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

EN_AR, AR_EN = "en-ar", "ar-en"
BOTH = (EN_AR, AR_EN)


@dataclass(frozen=True, slots=True)
class Published:
    """Scores on the devtest part of FLORES-200 (1,012 sentences); None where nobody published one. chrF has no word n-grams."""

    bleu: float | None = None
    chrf: float | None = None
    chrf_words: float | None = None

    @property
    def rank(self) -> float:
        """One figure to order models by: chrF++, or chrF less 3.5, which is what lies between them here (3.2–3.8 of 8 models)."""
        if self.chrf_words is not None:
            return self.chrf_words
        return self.chrf - 3.5 if self.chrf is not None else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """A model that can be pulled by name. Sizes in megabytes; `hub` is its place on the hub, `revision` the commit that is taken.

    `kind` is how a text is put to it: marian, m2m, nllb, firefox. Where `revision` is empty the newest commit is taken and
    written into the card.
    """

    name: str
    kind: str
    languages: tuple[str, ...]
    licence: str
    download: int
    installed: int
    hub: str = ""
    revision: str = ""
    is_commercial: bool = True
    flores: Mapping[str, Published] = field(default_factory=dict)
    limits: tuple[str, ...] = ()
    architecture: str = ""

    @property
    def engine(self) -> str:
        return "firefox" if self.kind == "firefox" else "ctranslate2"


_OPUS_LIMITS = (
    "Sentences are translated one by one, at most some 200 pieces at a time.",
    "Cannot be told house terms before decoding; names are put right afterwards.",
)
_FIREFOX_LIMITS = (
    "Runs on the CPU, greedy, one hypothesis: no n-best lists, no scores, no alignment.",
    "Cannot be told house terms before decoding; names are put right afterwards.",
)
_NLLB_LIMITS = (
    "Not for commercial use.",
    "Made for research on 200 languages; news in Arabic is not what it does best.",
)

#: Scores: FLORES-200 devtest as published by mozilla/translations, the OPUS-MT leaderboard and the models' own cards.
#: Revisions: the commits of the hub that public code pins, read in November 2026.
KNOWN = {
    known.name: known
    for known in (
        Known(
            "newsdesk",
            "marian",
            BOTH,
            "CC BY-SA 4.0",
            0,
            10,
            limits=("Small; embedded, so that everything works offline. A draft needs a translator.",),
        ),
        Known(
            "firefox",
            "firefox",
            BOTH,
            "MPL-2.0",
            60,
            90,
            architecture="base",
            flores={EN_AR: Published(29.5, 61.1, 57.4), AR_EN: Published(38.9, 64.9, 63.0)},
            limits=_FIREFOX_LIMITS,
        ),
        Known(
            "firefox-base-memory",
            "firefox",
            BOTH,
            "MPL-2.0",
            45,
            65,
            architecture="base-memory",
            flores={EN_AR: Published(29.0, 60.9, 57.2), AR_EN: Published(38.6, 64.7, 62.8)},
            limits=_FIREFOX_LIMITS,
        ),
        Known(
            "opus-mt-tc-big-en-ar",
            "marian",
            (EN_AR,),
            "CC BY 4.0",
            456,
            250,
            hub="Helsinki-NLP/opus-mt-tc-big-en-ar",
            revision="ae9f1b2fd512000ca9440eb3b8ec9aa9acb298ac",
            flores={EN_AR: Published(29.7, 61.5)},
            limits=(*_OPUS_LIMITS, "Its conversion on the hub was reported broken once (OPUS-MT issue 86)."),
        ),
        Known(
            "opus-mt-tc-big-ar-en",
            "marian",
            (AR_EN,),
            "CC BY 4.0",
            575,
            250,
            hub="Helsinki-NLP/opus-mt-tc-big-ar-en",
            revision="bcb4acd39ee8e3552e171653a8e31a10729b4330",
            flores={AR_EN: Published(42.8, 67.2)},
            limits=_OPUS_LIMITS,
        ),
        Known(
            "opus-mt-en-ar",
            "marian",
            (EN_AR,),
            "Apache-2.0",
            310,
            80,
            hub="Helsinki-NLP/opus-mt-en-ar",
            flores={EN_AR: Published(22.8, 54.3, 50.5)},
            limits=_OPUS_LIMITS,
        ),
        Known(
            "opus-mt-ar-en",
            "marian",
            (AR_EN,),
            "Apache-2.0",
            310,
            80,
            hub="Helsinki-NLP/opus-mt-ar-en",
            flores={AR_EN: Published(33.9, 61.0, 59.1)},
            limits=_OPUS_LIMITS,
        ),
        Known(
            "nllb-200-distilled-600M",
            "nllb",
            BOTH,
            "CC BY-NC 4.0",
            2470,
            620,
            hub="facebook/nllb-200-distilled-600M",
            revision="f8d333a098d19b4fd9a8b18f94170487ad3f821d",
            is_commercial=False,
            flores={EN_AR: Published(21.5, 53.6, 49.8), AR_EN: Published(36.5, 62.4, 60.6)},
            limits=_NLLB_LIMITS,
        ),
        Known(
            "nllb-200-distilled-1.3B",
            "nllb",
            BOTH,
            "CC BY-NC 4.0",
            5480,
            1380,
            hub="facebook/nllb-200-distilled-1.3B",
            revision="7be3e24664b38ce1cac29b8aeed6911aa0cf0576",
            is_commercial=False,
            flores={EN_AR: Published(25.2, 56.5), AR_EN: Published(40.2, 66.1)},
            limits=_NLLB_LIMITS,
        ),
        Known(
            "m2m100_418M",
            "m2m",
            BOTH,
            "MIT",
            1940,
            490,
            hub="facebook/m2m100_418M",
            revision="55c2e61bbf05dfb8d7abccdc3fae6fc8512fd636",
            flores={EN_AR: Published(19.3, 51.1), AR_EN: Published(29.2, 57.4)},
            limits=("Weaker than the others into Arabic, and given to leaving words out.",),
        ),
    )
}
#: One name for the models that make a pair.
PAIRS = {
    "opus-mt-tc-big": ("opus-mt-tc-big-en-ar", "opus-mt-tc-big-ar-en"),
    "opus-mt": ("opus-mt-en-ar", "opus-mt-ar-en"),
}
ALIASES = {
    "firefox-base": "firefox",
    "nllb": "nllb-200-distilled-600M",
    "m2m100": "m2m100_418M",
}


def known(name: str) -> Known | None:
    """The entry of that name, alias or place on the hub; None where there is none."""
    name = ALIASES.get(name, name)
    return KNOWN.get(name) or next((one for one in KNOWN.values() if one.hub and one.hub == name), None)


def members(name: str) -> tuple[str, ...]:
    """The models that a name stands for: itself, or the two of a pair."""
    return PAIRS.get(name, (ALIASES.get(name, name),))


def from_hub(place: str, *, revision: str = "") -> Known:
    """An entry for any place on the hub (`owner/name`), of which nothing is known yet. Raises InputError for what is no place."""
    owner, slash, name = place.partition("/")
    if not slash or not is_name(owner) or not is_name(name):
        known_names = ", ".join([*(one for one in KNOWN if one != "newsdesk"), *PAIRS])
        raise InputError(
            f"no model {place!r}",
            advice=f"known: {known_names}; or give a place on the hub (owner/name) or a directory",
        )
    return Known(name, "", (), "unknown", 0, 0, hub=place, revision=revision)


def is_name(name: str) -> bool:
    """Whether this can be the name of a model: letters, digits, `-`, `_`, `.`, no leading dot, at most 96."""
    return (
        0 < len(name) <= 96
        and not name.startswith((".", "-"))
        and all(letter.isascii() and (letter.isalnum() or letter in "-_.") for letter in name)
    )
