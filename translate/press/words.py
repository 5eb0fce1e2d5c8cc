"""What a page says of itself, in both languages; times and file names."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

from translate.errors import InputError
from translate.text.dates import MONTHS

WORDS = {
    "en": {
        "draft": "Machine draft, not reviewed by a translator. Not for publication.",
        "draft_short": "Machine draft",
        "correction": "Correction",
        "corrections": "Corrections",
        "corrected": "This translation was corrected.",
        "changes": "What was changed",
        "retracted": "This article has been withdrawn.",
        "retracted_short": "Withdrawn",
        "edition": "Edition",
        "published": "Published",
        "updated": "Corrected",
        "withdrawn": "Withdrawn",
        "author": "By",
        "translator": "Translation",
        "editor": "Editor",
        "original": "Original article",
        "sentence": "Sentence",
        "in_other": "in Arabic",
        "contents": "Contents",
        "latest": "Latest",
        "sections": "Sections",
        "dates": "By date",
        "languages": "Languages",
        "both": "English and Arabic",
        "name": "English",
        "feeds": "Feeds",
        "downloads": "Download",
        "home": "All articles",
        "skip": "Skip to the article",
        "skip_list": "Skip to the list",
        "before": "Before",
        "after": "After",
        "cover": "Cover",
        "source": "Source",
        "articles": "articles",
        "navigation": "Pages of this site",
        "no_articles": "There is nothing here yet.",
        "comma": ", ",
        "removed": "removed",
        "added": "added",
    },
    "ar": {
        "draft": "مسودة ترجمة آلية لم يراجعها مترجم. ليست للنشر.",
        "draft_short": "مسودة آلية",
        "correction": "تصويب",
        "corrections": "تصويبات",
        "corrected": "جرى تصويب هذه الترجمة.",
        "changes": "ما الذي تغيّر",
        "retracted": "سُحبت هذه المادة.",
        "retracted_short": "مسحوبة",
        "edition": "الطبعة",
        "published": "نُشرت",
        "updated": "صُوّبت",
        "withdrawn": "سُحبت",
        "author": "بقلم",
        "translator": "ترجمة",
        "editor": "تحرير",
        "original": "المادة الأصلية",
        "sentence": "الجملة",
        "in_other": "بالإنجليزية",
        "contents": "المحتويات",
        "latest": "الأحدث",
        "sections": "الأقسام",
        "dates": "حسب التاريخ",
        "languages": "اللغات",
        "both": "العربية والإنجليزية",
        "name": "العربية",
        "feeds": "الخلاصات",
        "downloads": "تنزيل",
        "home": "كل المواد",
        "skip": "إلى المادة",
        "skip_list": "إلى القائمة",
        "before": "قبل",
        "after": "بعد",
        "cover": "الغلاف",
        "source": "المصدر",
        "articles": "مواد",
        "navigation": "صفحات هذا الموقع",
        "no_articles": "لا شيء هنا بعد.",
        "comma": "، ",
        "removed": "حُذف",
        "added": "أُضيف",
    },
}
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)))
)
_LONGEST = 100  # bytes of a file name without its suffixes
_EARLIEST = 1980  # what a zip file and a PDF can hold


def moment(text: str) -> datetime:
    """A time as an edition holds it (`2026-11-24T18:30:00Z`), in UTC; a day alone begins at midnight. Raises InputError."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"no time: {text!r}", advice="give 2026-11-24 or 2026-11-24T18:30:00Z") from None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        found = found.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        raise InputError(f"no time: {text!r}", advice="give a year from 1980 on") from None
    if found.year < _EARLIEST:
        raise InputError(f"the year {found.year}", advice="give a year from 1980 on")
    return found


def stamp(when: datetime) -> str:
    """A time as an edition holds it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def spoken(text: str, code: str) -> str:
    """A time for people: `24 November 2026, 18:30 UTC`; midnight is a day without a time, no time an empty text."""
    if not text:
        return ""
    when = moment(text)
    day = f"{when.day} {MONTHS[code][when.month - 1]} {when.year}"
    if not (when.hour or when.minute):
        return day
    clock = f"{when.hour:02}:{when.minute:02}"
    return f"{day}، {clock} بتوقيت غرينتش" if code == "ar" else f"{day}, {clock} UTC"


def file_name(text: str) -> str:
    """A name that is safe as a file's and in an address: letters, digits, - and _ of any script; `article` where none is left."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in text)
    kept = "-".join(filter(None, kept.split("-"))).encode(errors="ignore")[:_LONGEST].decode(errors="ignore")
    kept = kept.strip("-_") or "article"
    return f"{kept}-1" if kept.casefold() in _RESERVED else kept
