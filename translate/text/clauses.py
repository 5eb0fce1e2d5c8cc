"""A text too long for an engine goes in, parts that fit come out: as few as can be, of like length, cut where speech pauses."""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from translate.text.graphemes import boundary_after, boundary_before
from translate.text.sentences import CLOSERS, OPENERS

if TYPE_CHECKING:
    from collections.abc import Callable


class Cut(IntEnum):
    """How well a text can be cut at a place, best first."""

    SENTENCE = 0
    SEMICOLON = 1
    COLON = 2
    COMMA_LINK = 3
    LINK = 4
    COMMA = 5
    SPACE = 6
    TIGHT = 7
    INSIDE = 8


#: What a cut costs. The other cost is (distance from equal lengths ÷ length of a part)², times two.
COST = {
    Cut.SENTENCE: 0.0,
    Cut.SEMICOLON: 0.1,
    Cut.COLON: 0.2,
    Cut.COMMA_LINK: 0.2,
    Cut.LINK: 0.35,
    Cut.COMMA: 0.4,
    Cut.SPACE: 1.0,
    Cut.TIGHT: 1.3,
    Cut.INSIDE: 3.0,
}
#: Up to this many parts, one more part is tried where a clause would be cut in the middle otherwise.
SPARE = 6


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINKS = {
    "en": _words(
        "and but or so yet nor while because which who whom whose where although though since as after before when whereas "
        "if unless until that despite including saying adding noting according with"
    ),
    "ar": _words(
        "ثم لكن حيث فيما إذ كما بينما لأن بل أو ولكن مما الذي التي الذين اللذين اللتين بعدما قبلما عندما حين حينما حتى رغم "
        "بحسب وفق وفقا وفقاً مشيرا مشيراً مشيرة مضيفا مضيفاً مضيفة مؤكدا مؤكداً مؤكدة موضحا موضحاً موضحة معتبرا معتبراً قائلا "
        "قائلاً قائلة غير إلا سواء لكنه لكنها لكنهم فإن فقد إذا لو كي لكي"
    ),
}
#: Links that need no comma before them.
_BARE_LINKS = {
    "en": _words("but while because although whereas which unless until"),
    "ar": _words("ثم لكن حيث فيما إذ كما بينما لأن ولكن بعدما عندما حينما لكنه لكنها لكنهم"),
}
#: Words that begin with a و of their own.
_WAW = _words(
    "وزير وزيرة وزراء وزارة وزارات وزاري وزارية وكالة وكالات وكيل وكيلة وقت وقته وقتها واحد واحدة واحدا واحداً وسط وسطه وسطها "
    "وضع وضعه وضعها وضعت وضعوا وطن وطني وطنية وطنه والد والده والدها والدي والدته والدتها والدة وجه وجهه وجهها وجهت وجود "
    "وجوده وجودها وجد وجدت وجدوا وفد وفاة وفاته وفاتها وصل وصلت وصلوا وصول وصوله وصولها وحدة وحدات وحده وحدها وحدهم ورق ورقة "
    "ورش ورشة واشنطن ولاية ولايات ولاء ولد ولدت ولادة وادي وثيقة وثائق وثق وثقت وظيفة وظائف وعد وعدت وعود وعي وقع وقعت وقوع "
    "وقف وقفت وقود وباء ورثة ورث وردت ورد ورود وساطة وسيط وسائل وسيلة وسام وشيك وصف وصفه وصفها وصفت وصية وعاء وفر وفرت وفق "
    "وفقا وفقاً ولي وهم وهمية واقع واقعة واجب واجبات واجه واجهت واجهة واسع واسعة واضح واضحة وافق وافقت وافد وافدة وارد واردات "
    "وراء وزن وزنه وزع وزعت وسع وسعت وسعه وكر وحش وحشية وحوش وديعة ودائع وتيرة وجبة وجبات وجهة وجيه "
    "ونصف وربع وثلث وعشرين وعشرون وثلاثين وثلاثون وأربعين وأربعون وخمسين وخمسون وستين وستون وسبعين وسبعون وثمانين وثمانون وتسعين "
    "وتسعون ومئة ومائة ومئتين ومئتان وألف"
)
_TIGHT = _words(
    "the a an of in on at to for from by with as is are was were be been not no his her its their our my and or than would will "
    "could can should may might must has have had who which whose very more most less least about around"
    " الذي التي الذين في من على إلى عن مع بين عند منذ قبل بعد لا لم لن ما قد كان كانت هذا هذه ذلك تلك كل أي غير أن إن و ف ب ل ك"
)
_TOKEN = re.compile(r"\S+")
_DASHES = frozenset(("-", "–", "—", "―", "--"))
_GLUED_DASH = re.compile(r"(?<=[^\W\d_])[—―](?=[^\W\d_])")
_END = re.compile(r"[.!?؟…۔]$")
_MARKS = re.compile("[\u064b-\u0652\u0670]")


def split_clauses(text: str, fits: Callable[[str], bool], language: str) -> list[str]:
    """Parts of the text, white space behind them included: joined they are the text, and each fits once stripped.

    `fits` says whether an engine takes a text; what is shorter than a text that fits must fit too. As few parts as can be,
    and one more only to keep clauses whole. A single character (as read) that does not fit is a part all the same.
    `fits` is asked about four times for each part of the answer, so that a megabyte costs a few of its lengths.
    """
    if fits(text.strip()):
        return [text]
    places = _Places(text, fits, language)
    fewest = places.forward()
    plan = places.balanced(len(fewest) - 1) or fewest
    if len(plan) <= SPARE and places.worst(plan) >= Cut.SPACE:
        more = places.balanced(len(plan))
        if more and places.worst(more) < Cut.SPACE:
            plan = more
    starts = [places.starts[index] for index in plan]
    return [
        text[start:end] for start, end in zip([0, *starts[1:-1]], [*starts[1:-1], len(text)], strict=True)
    ]


class _Places:
    """Where the text can be cut: `starts` ascending (with both ends), `cuts` how well; a plan is a list of indexes."""

    def __init__(self, text: str, fits: Callable[[str], bool], language: str) -> None:
        self.text, self.fits = text, fits
        found = cuts(text, language)
        self.starts = [0, *(place for place, _ in found), len(text)]
        self.cuts = [Cut.SENTENCE, *(cut for _, cut in found), Cut.SENTENCE]

    def fit(self, left: int, right: int) -> bool:
        """Whether the part between two places fits."""
        return self.fits(self.text[self.starts[left] : self.starts[right]].strip())

    def worst(self, plan: list[int]) -> Cut:
        """The worst cut of a plan."""
        return max((self.cuts[index] for index in plan[1:-1]), default=Cut.SENTENCE)

    def forward(self) -> list[int]:
        """The plan with the fewest parts, each as long as can be; adds places inside a token that does not fit alone."""
        plan = [0]
        step = 1
        while plan[-1] < len(self.starts) - 1:
            left = plan[-1]
            right = self.reach(left, step)
            if right == left:
                self._open(left)
                right = max(left + 1, self.reach(left, 1))
            step = max(1, right - left)
            plan.append(right)
        return plan

    def reach(self, left: int, guess: int = 1) -> int:
        """The last place up to which the text fits, from `left` on; `left` itself where nothing does."""
        last = len(self.starts) - 1
        low, high = left, min(last, left + guess)
        while self.fit(left, high):
            low = high
            if high == last:
                return last
            high = min(last, left + 2 * (high - left))
        while high - low > 1:
            middle = (low + high) // 2
            if self.fit(left, middle):
                low = middle
            else:
                high = middle
        return low

    def reach_back(self, right: int, guess: int = 1) -> int:
        """The first place from which the text fits up to `right`."""
        low, high = max(0, right - guess), right
        while self.fit(low, right):
            high = low
            if low == 0:
                return 0
            low = max(0, right - 2 * (right - low))
        while high - low > 1:
            middle = (low + high) // 2
            if self.fit(middle, right):
                high = middle
            else:
                low = middle
        return high

    def _open(self, left: int) -> None:
        """Put places into the token that starts at `left`, as far apart as fits."""
        start, end = self.starts[left], self.starts[left + 1]
        inside: list[int] = []
        size = 1
        while True:
            low, high = start, min(end, start + size)
            while self.fits(self.text[start:high].strip()) and high < end:
                low, high = high, min(end, start + 2 * (high - start))
            if high == end and self.fits(self.text[start:high].strip()):
                break
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if self.fits(self.text[start:middle].strip()) else (low, middle)
            size = max(1, low - start)
            start = (
                boundary_before(self.text, low, start) if low > start else boundary_after(self.text, start)
            )
            if start >= end:
                break
            inside.append(start)
        self.starts[left + 1 : left + 1] = inside
        self.cuts[left + 1 : left + 1] = [Cut.INSIDE] * len(inside)

    def balanced(self, parts: int) -> list[int] | None:
        """The best plan with that many parts, each near an equal length and cut well; None where one would not fit."""
        last = len(self.starts) - 1
        if parts > last:
            return None
        earliest = [last]
        for _ in range(parts - 1):
            step = earliest[-2] - earliest[-1] if len(earliest) > 1 else 1
            earliest.append(self.reach_back(earliest[-1], max(1, step)) if earliest[-1] else 0)
        plan = [0]
        guess = 1
        for rest in range(parts - 1, 0, -1):
            left = plan[-1]
            high = min(self.reach(left, guess), last - rest)
            low = max(left + 1, earliest[rest])
            if low > high:
                return None
            size = (len(self.text) - self.starts[left]) / (rest + 1)
            target = self.starts[left] + size
            plan.append(min(range(low, high + 1), key=lambda index: self._cost(index, target, size)))
            guess = max(1, plan[-1] - left)
        plan.append(last)
        return plan if all(self.fit(left, right) for left, right in pairwise(plan)) else None

    def _cost(self, index: int, target: float, size: float) -> float:
        return COST[self.cuts[index]] + 2 * ((self.starts[index] - target) / size) ** 2


def cuts(text: str, language: str) -> list[tuple[int, Cut]]:
    """Every place where a part can start, in order, with how well it can; linear."""
    found: list[tuple[int, Cut]] = []
    glued = [match.end() for match in _GLUED_DASH.finditer(text)]
    before = ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        if before:
            found.append((match.start(), _cut(before[-48:], token[:48], language)))
        if glued:
            low, high = bisect_right(glued, match.start()), bisect_right(glued, match.end())
            found.extend((place, Cut.COLON) for place in glued[low:high])
        before = token
    return found


def _cut(left: str, right: str, language: str) -> Cut:
    """How well the text can be cut between two tokens."""
    bare = left.rstrip(CLOSERS)
    word = _MARKS.sub("", right.strip(OPENERS + ",.،؛:;!?؟" + CLOSERS))
    if (
        _END.search(bare)
        and not word[:1].islower()
        and (len(bare) > 4 or bare != left or not bare.endswith("."))
    ):
        return Cut.SENTENCE
    if bare.endswith((";", "؛")):
        return Cut.SEMICOLON
    if right in _DASHES or (bare.endswith((":", "—", "–")) and left not in _DASHES):
        return Cut.COLON
    if left in _DASHES:
        return Cut.TIGHT
    lowered = word.lower()
    is_waw = language == "ar" and len(word) > 3 and word[0] == "و" and word not in _WAW
    if bare.endswith((",", "،")) or left.endswith((",", "،")):
        return Cut.COMMA_LINK if is_waw or lowered in _LINKS[language] else Cut.COMMA
    if is_waw or lowered in _BARE_LINKS[language]:
        return Cut.LINK
    return Cut.TIGHT if _MARKS.sub("", bare.lower().lstrip(OPENERS)) in _TIGHT else Cut.SPACE
