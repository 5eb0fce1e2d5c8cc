"""Editions in both directions that the tests of press and publishers share: mixed lines, lists, quotes, links, and hostile ones."""

from __future__ import annotations

from dataclasses import replace

from translate.model import (
    Block,
    BlockDraft,
    BlockKind,
    Change,
    Correction,
    Edition,
    EditionStatus,
    Markup,
    Pin,
    Segment,
)

TIME = "2026-11-24T18:30:00Z"
LINK = (("href", "https://example.org/qamishli?a=1&b=2"),)
# kind, English, Arabic; each a list of sentences
TEXTS: list[tuple[BlockKind, list[str], list[str]]] = [
    (BlockKind.SECTION, ["Security"], ["أمن"]),
    (
        BlockKind.HEADLINE,
        ["SDF says an S-400 battery reached Qamishli airport"],
        ["«قسد»: بطارية S-400 وصلت إلى مطار القامشلي"],
    ),
    (BlockKind.DATE, ["Tuesday, 24 November 2026"], ["الثلاثاء 24 نوفمبر 2026"]),
    (BlockKind.BYLINE, ["By Salma Haddad"], ["سلمى حداد"]),
    (BlockKind.DATELINE, ["HASAKAH (northeast Syria)"], ["الحسكة (شمال شرق سوريا)"]),
    (
        BlockKind.PARAGRAPH,
        [
            "A spokesman for the SDF said that an S-400 had reached the airport on Sunday.",
            "Call +963 11 222 3344 for details.",
        ],
        [
            "وقال متحدث باسم SDF إن S-400 وصلت إلى المطار يوم الأحد.",
            "للتفاصيل اتصلوا على الرقم +963 11 222 3344.",
        ],
    ),
    (
        BlockKind.PARAGRAPH,
        ["Prices in Hasakah (الحسكة) rose by 25% and bread by 3.5%."],
        ["وارتفعت الأسعار في الحسكة بنسبة 25% والخبز ٣٫٥٪ (وفق Reuters)."],
    ),
    (
        BlockKind.QUOTE,
        ["“We will not go back,” said the spokeswoman."],
        ["«لن نعود»، قالت المتحدثة، مضيفةً أن «الطريق مغلق»."],
    ),
    (BlockKind.SUBHEAD, ["What comes next"], ["ماذا بعد"]),
    (BlockKind.LIST_ITEM, ["Wheat is at $1.2 a kilo."], ["كيلو القمح بسعر $1.2."]),
    (BlockKind.LIST_ITEM, ["The Boeing 737 MAX lands at 10:30."], ["تهبط طائرة Boeing 737 MAX عند 10:30."]),
    (
        BlockKind.PARAGRAPH,
        ["The figures stand at https://example.org/figures?year=2026."],
        ["الأرقام منشورة على https://example.org/figures?year=2026."],
    ),
    (BlockKind.FURNITURE, ["Editor Picks"], [""]),
]
MARKED = 6  # the block whose words carry a link and emphasis


def edition(
    source: str = "en", status: EditionStatus = EditionStatus.PUBLISHED, **changed: object
) -> Edition:
    """The edition of those texts with English or Arabic as its source."""
    blocks, pins = [], []
    for number, (kind, english, arabic) in enumerate(TEXTS):
        ours, theirs = (english, arabic) if source == "en" else (arabic, english)
        text, target, place = " ".join(ours), " ".join(theirs), 0
        marks: list[tuple[Markup, ...]] = [(), ()]
        if number == MARKED:
            marks = [
                (Markup("a", 0, 17, LINK), Markup("strong", 10, 17)),
                (Markup("a", 8, 25, LINK), Markup("em", 19, 25)),
            ]
            marks = marks if source == "en" else marks[::-1]
        blocks.append(BlockDraft(Block(f"b{number}", kind, text, marks[0]), target, marks[1]))
        for index, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            pins.append(Pin(Segment(f"b{number}.{index}", f"b{number}", one, place), other, 3, "reviewed"))
            place += len(one) + 1
    made = Edition(
        article="qamishli-airport",
        number=0 if status is EditionStatus.DRAFT else 1,
        status=status,
        time=TIME,
        source_language=source,
        target_language="ar" if source == "en" else "en",
        blocks=tuple(blocks),
        pins=tuple(pins),
        first_time="2026-11-24T18:30:00Z",
        address="https://example.org/news/qamishli",
        section="Security",
        authors=("Salma Haddad",),
        translators=("ليلى الجبوري",),
        editor="Omar Tayeb",
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def corrected(source: str = "en") -> Edition:
    """Edition 2: a number was wrong in both texts."""
    change = Change(
        "b6.0",
        "Prices in Hasakah (الحسكة) rose by 20% and bread by 3.5%.",
        "Prices in Hasakah (الحسكة) rose by 25% and bread by 3.5%.",
        "وارتفعت الأسعار في الحسكة بنسبة 20% والخبز ٣٫٥٪ (وفق Reuters).",
        "وارتفعت الأسعار في الحسكة بنسبة 25% والخبز ٣٫٥٪ (وفق Reuters).",
    )
    if source == "ar":
        change = Change(
            change.segment, change.target_before, change.target, change.source_before, change.source
        )
    notes = {
        "en": "An earlier edition gave the rise in prices as 20%.",
        "ar": "ذكرت طبعة سابقة أن الأسعار ارتفعت بنسبة 20%.",
    }
    correction = Correction(2, "2026-11-25T08:00:00Z", notes, (change,))
    return edition(
        source,
        EditionStatus.CORRECTED,
        number=2,
        time="2026-11-25T08:00:00Z",
        corrections=(correction,),
    )


def retracted(source: str = "en") -> Edition:
    """Edition 3: withdrawn, with a notice in both languages."""
    notes = {
        "en": "The event did not take place.",
        "ar": "لم يقع الحدث.",
    }
    correction = Correction(3, "2026-11-26T08:00:00Z", notes)
    return edition(
        source,
        EditionStatus.RETRACTED,
        number=3,
        time="2026-11-26T08:00:00Z",
        corrections=(correction,),
    )


ATTACK = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}&#60;b&#62;]]>--></style>"
    "\u202eevil\u202c\u2066x\u200b\x00\x1b[31m<!--<![CDATA[ @import url(javascript:x); \u2028"
)


def hostile(source: str = "en") -> Edition:
    """Everything that somebody could put into an article to get out of a page."""
    marks = (
        Markup("a", 0, 3, (("href", "javascript:alert(1)"), ("onclick", ATTACK))),
        Markup("a", 2, 9, (("href", f"https://example.org/{ATTACK}"), ("title", ATTACK), ("style", ATTACK))),
        Markup("a", 9, 12, (("href", "JaVa\tScRiPt:alert(1)"),)),
        Markup("a", 12, 14, (("href", "data:text/html,<script>alert(1)</script>"),)),
        Markup("script", 1, 5),
        Markup("style", 3, 8),
        Markup("span", 3, 8, (("lang", ATTACK), ("dir", ATTACK), ("style", "position:fixed"))),
        Markup("iframe", -4, 9999, (("src", "https://example.org"),)),
        Markup("em", 40, 20),
    )
    blocks = [BlockDraft(Block(f"../{kind}\x00", kind, ATTACK, marks), ATTACK, marks) for kind in BlockKind]
    pins = [
        Pin(Segment(f"{ATTACK}.{one.block.kind}", one.block.id, ATTACK, 0), ATTACK, 1, ATTACK)
        for one in blocks
    ]
    correction = Correction(2, TIME, {"en": ATTACK, "ar": ATTACK}, (Change(ATTACK, "", ATTACK, ATTACK, ""),))
    return Edition(
        article=f"../../etc/passwd/{ATTACK}",
        number=2,
        status=EditionStatus.CORRECTED,
        time=TIME,
        source_language=source,
        target_language="ar" if source == "en" else "en",
        blocks=tuple(blocks),
        pins=tuple(pins),
        first_time=TIME,
        address=f"javascript:{ATTACK}",
        section=ATTACK,
        authors=(ATTACK,),
        translators=(ATTACK,),
        editor=ATTACK,
        signature=ATTACK,
        corrections=(correction,),
    )
