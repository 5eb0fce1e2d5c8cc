"""Known sentences and what a model made of them go in; what speaks against the model comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.text.copies import is_copy
from translate.text.repetition import is_loop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.model import Hypothesis

#: Plain sentences of the desk's daily bread; a model that works says something sensible of each.
SENTENCES = {
    "en-ar": (
        "Three people were killed near the city on Sunday.",
        "The minister said that the road to the border is open again.",
        "Prices rose by 3% in May, the central bank said.",
        "Where did the families go after the flood?",
        "The council met in the capital to discuss the new law.",
        "She has worked as a doctor in the camp for ten years.",
    ),
    "ar-en": (
        "قُتل ثلاثة أشخاص قرب المدينة يوم الأحد.",
        "قال الوزير إن الطريق إلى الحدود فُتح من جديد.",
        "ارتفعت الأسعار بنسبة 3% في مايو، بحسب البنك المركزي.",
        "إلى أين ذهبت العائلات بعد الفيضان؟",
        "اجتمع المجلس في العاصمة لمناقشة القانون الجديد.",
        "تعمل طبيبة في المخيم منذ عشر سنوات.",
    ),
}
_ENDS = (".", "!", "?", "؟", "…", "»", '"', "”")


def judge(direction: str, found: Sequence[Hypothesis]) -> list[str]:
    """What speaks against a model whose best hypotheses for SENTENCES[direction] these are; an empty list where nothing does.

    A flaw counts when more than half of the sentences have it, so that one odd sentence does not condemn a model; the same
    text for two different sentences always counts.
    """
    source, _, target = direction.partition("-")
    sentences = SENTENCES[direction]
    flaws: dict[str, int] = {}

    def count(flaw: str, has_it: bool) -> None:
        flaws[flaw] = flaws.get(flaw, 0) + has_it

    for text, hypothesis in zip(sentences, found, strict=True):
        said = hypothesis.target.strip()
        letters = [letter for letter in said if letter.isalpha()]
        right = sum(is_arabic(letter) == (target == "ar") for letter in letters)
        count("nothing is said", not letters)
        count("the source is copied", is_copy(text, said, source_language=source, target_language=target))
        count("the script is wrong", bool(letters) and right * 2 < len(letters))
        count("the text goes round in a loop", is_loop(said, source=text))
        count("the text is cut off", hypothesis.is_truncated)
        count("the full stop is missing", not said.endswith(_ENDS))
        count("far more is said than there was to say", len(said) > 4 * len(text) + 20)
    told = [
        f"{flaw} ({number} of {len(sentences)})"
        for flaw, number in flaws.items()
        if number * 2 > len(sentences)
    ]
    different = len({hypothesis.target.strip() for hypothesis in found})
    if different < len(sentences) and "nothing is said" not in " ".join(told):
        told.append(f"different sentences get the same translation ({different} texts for {len(sentences)})")
    return told


def is_arabic(letter: str) -> bool:
    """Whether a letter is of the Arabic script."""
    return "\u0600" <= letter <= "\u06ff" or "\u0750" <= letter <= "\u077f" or "\ufb50" <= letter <= "\ufeff"
