"""How news writes numbers, in both languages: what is read, and what stands for what."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.errors import InputError
from translate.text.numbers import read_numbers, unmatched, values
from translate.text.numerals import Kind, numeral, tokenise

ENGLISH = [
    # text, values that are no hints
    ("300 families", "300"),
    ("1,234 and 1,234,567", "1234 1234567"),
    ("1,234.5 riyals", "1234.5"),
    ("3.5 percent", "3.5"),
    ("1.234.567 pounds", "1234567"),
    ("12.5.2020", "12 5 2020"),
    ("12/5/2020", "12 5 2020"),
    ("a score of 3-2", "3 2"),
    ("at 17:30 and at 17:00", "17 30 17"),
    ("1.5 million people", "1500000"),
    ("$5bn, €3 billion, £2.5m, 400K", "5000000000 3000000000 2500000 400000"),
    ("a 5-million-dollar house", "5000000"),
    ("2½ hours", "2.5"),
    ("the 1970s and the 80s", "1970 80"),
    ("the eighties and the nineteen-eighties", "80 80"),
    ("the 10 millionth ticket", "10000000"),
    ("S-400, F-16 and H5N1", "400 16 5 1"),
    ("twenty-five men", "25"),
    ("twenty five men", "25"),
    ("four hundred thousand", "400000"),
    ("a hundred and eleven days", "111"),
    ("one thousand nine hundred and seventy-six", "1976"),
    ("two million three hundred thousand", "2300000"),
    ("half a million", "500000"),
    ("a quarter of a million people", "250000"),
    ("two and a half million", "2500000"),
    ("a million and a half", "1500000"),
    ("two dozen trucks", "24"),
    ("three or four men", "3 4"),
    ("twelve, thirteen", "12 13"),
    ("seven out of ten", "7 10"),
    ("risen sevenfold", "7"),
    ("the third and the twenty-first", "3 21"),
    ("its hundredth day", "100"),
    ("on May 5, 2019", "5 2019"),
    ("two thirds and a third of it, three-quarters", ""),
    ("one of them, both, a pair, a decade, World War II", ""),
    ("thousands of people, dozens, millions", ""),
    ("see https://example.org/2019/300 or write to a1@b2.org", ""),
    ("no numbers here", ""),
    ("1995-96", "1995 96"),
    ("9" * 60, "9" * 24),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english_numbers_are_read(text: str, expected: str) -> None:
    assert values(read_numbers(text, "en")) == [Decimal(value) for value in expected.split()]


ARABIC = [
    ("300 عائلة و٣٠٠ خيمة و۳۰۰ كيس", "300 300 300"),
    ("1,234 و١٬٢٣٤٬٥٦٧", "1234 1234567"),
    ("٣٫٥ في المئة و3.5 في المائة و5 بالمئة", "3.5 3.5 5"),
    ("512،300 كيلومتراً", "512300"),
    ("400 ألف", "400000"),
    ("٣ ملايين و200 ألف لاجئ", "3200000"),
    ("5 آلاف و3 ملايين", "5000 3000000"),
    ("20 ألفاً و500", "20500"),
    ("1.5 مليون و5.3 مليارات", "1500000 5300000000"),
    ("أربعمئة ألف وأربعمائة ألف", "400000 400000"),
    ("نصف مليون وربع مليون", "500000 250000"),
    ("مليون ونصف", "1500000"),
    ("مليونين ونصف المليون", "2500000"),
    ("ثلاثة ونصف مليون", "3500000"),
    ("ثلاثة رجال وثلاث نساء", "3 3"),
    ("خمسة عشر رجلاً وخمس عشرة امرأة", "15 15"),
    ("أحد عشر واثنا عشر واثنتي عشرة", "11 12 12"),
    ("خمسة وعشرون وخمساً وعشرين", "25 25"),
    ("مئة وأحد عشر يوماً", "111"),
    ("مئة وخمسة وعشرون", "125"),
    ("مئتا دولار ومئتين ومائتان", "200 200 200"),
    ("ثلاثمئة وثلاثمائة وثلاث مئة", "300 300 300"),
    ("ألف وتسعمئة وستة وسبعون", "1976"),
    ("ألفان وألفين وألفي", "2000 2000 2000"),
    ("مليوني شخص", "2000000"),
    ("مئة ألف مليون", "100000000000"),
    ("ألف مليون", "1000000000"),
    ("مئة و20 ألفاً", "120000"),
    ("ألف قتيل و200 جريح", "1000 200"),
    ("شخصان ويومين ومرتين", "2 2 2"),
    ("اثنان من الجنود", "2"),
    ("الثالث والثالثة وثالثاً", "3 3 3"),
    ("القرن التاسع عشر والحادي والعشرين", "19 21"),
    ("السبعينات والسبعينيات وسبعينات القرن الماضي", "70 70 70"),
    ("ثلاثينيات القرن التاسع عشر وسبعينيات القرن العشرين", "1830 1970"),
    ("تشرين الثاني وكانون الأول 2019", "2019"),
    ("الساعة 17:30 والساعة 17:00", "17 30 17"),
    ("بثلاثة ولخمسة وكعشرين وللستة", "3 5 20 6"),
    ("يوم الاثنين وكل اثنين", ""),
    ("واحد منهم وإحدى النساء وأول مرة", ""),
    ("عشرات ومئات وآلاف وملايين الناس", ""),
    ("ثلثهم وخمسها وثلاثة أرباع", ""),
    ("لست على عجلة، وألّف كتاباً، وأثنى عليه", ""),
    ("كل عقدين وكل قرن", ""),
    ("ثلاثة عقود", "3"),
    ("بين 18 و21 مليار دولار", "18 21000000000"),
    ("https://example.org/٣٠٠", ""),
]


@pytest.mark.parametrize(("text", "expected"), ARABIC)
def test_arabic_numbers_are_read(text: str, expected: str) -> None:
    assert values(read_numbers(text, "ar")) == [Decimal(value) for value in expected.split()]


SAME = [
    # English, Arabic that says the same numbers
    ("400,000 people", "400 ألف شخص"),
    ("four hundred thousand", "٤٠٠٬٠٠٠"),
    ("1.5 million", "مليون ونصف مليون"),
    ("two people", "شخصان"),
    ("both people", "شخصان"),
    ("2 people", "شخصان"),
    ("2 trucks in 2 days", "شاحنتان في يومين"),
    ("the 1970s", "السبعينات"),
    ("in his seventies", "سبعيني"),
    ("30 years", "ثلاثة عقود"),
    ("twenty years", "عقدين"),
    ("the third", "الثالث"),
    ("5G", "الجيل الخامس"),
    ("at 5:30 p.m.", "الساعة الخامسة والنصف"),
    ("at 5:30 p.m.", "الساعة 17:30"),
    ("on 11 February 2019", "11/2/2019"),
    ("$18 billion to $21 billion", "بين 18 و21 مليار دولار"),
    ("18 to 21 billion", "بين 18 مليار و21 مليار"),
    ("two or three hundred", "مئتان أو ثلاثمئة"),
    ("a 1.5 hour drive", "ساعة ونصف الساعة"),
    ("the 1995-96 season", "موسم 1995-1996"),
    ("a third of them", "ثلثهم"),
    ("in 1.234 seconds", "خلال 1.234 ثانية"),
    ("1,234", "1.234"),
    ("3 million and 200 thousand", "3 ملايين و200 ألف"),
    ("John Paul II in the 2 countries", "يوحنا بولس الثاني في البلدين"),
    ("every 3 months", "كل ثلاثة أشهر"),
    ("a dozen", "اثنا عشر"),
]


@pytest.mark.parametrize(("english", "arabic"), SAME)
def test_numbers_that_mean_the_same_match_both_ways(english: str, arabic: str) -> None:
    left, right = read_numbers(english, "en"), read_numbers(arabic, "ar")
    assert unmatched(left, right) == []
    assert unmatched(right, left) == []


OTHER = [
    ("300 people", "500 شخص"),
    ("300 people", "3 آلاف شخص"),
    ("three people", "أربعة أشخاص"),
    ("1.5 million", "1.5 مليار"),
    ("5 killed and 5 hurt and 7 missing", "مقتل 5 وفقدان 9"),
    ("the 1970s", "الثمانينات"),
    ("on 11 February", "12 فبراير"),
    ("10 people", "الناس"),
    ("the third man", "الرجل الرابع"),
]


@pytest.mark.parametrize(("english", "arabic"), OTHER)
def test_numbers_that_differ_do_not_match(english: str, arabic: str) -> None:
    assert unmatched(read_numbers(english, "en"), read_numbers(arabic, "ar"))


def test_a_number_knows_its_place_and_kind() -> None:
    text = "Some 1.5 million of twenty-five, the third"
    numbers = [number for number in read_numbers(text, "en") if number.kind is not Kind.HINT]
    assert [(text[one.start : one.end], one.kind) for one in numbers] == [
        ("1.5 million", Kind.DIGITS),
        ("twenty-five", Kind.WORDS),
        ("third", Kind.ORDINAL),
    ]
    text = "قال إن ٣ ملايين و200 ألف شخص رأوا شاحنتين"
    numbers = [number for number in read_numbers(text, "ar") if number.kind is not Kind.HINT]
    assert [(text[one.start : one.end], one.kind) for one in numbers] == [
        ("٣ ملايين و200 ألف", Kind.DIGITS),
        ("شاحنتين", Kind.DUAL),
    ]
    assert numbers[0].parts == (Decimal(3_000_000), Decimal(200_000))


def test_a_numeral_with_both_separators_keeps_its_decimals() -> None:
    assert numeral("1.234,5") == ([Decimal("1234.5")], ())
    assert numeral("1.234") == ([Decimal("1.234")], (Decimal(1234),))
    assert numeral("1,2.3,4") == ([Decimal(value) for value in (1, 2, 3, 4)], ())
    assert numeral("0,123")[0] == [Decimal("0.123")]


def test_a_language_of_another_desk_is_refused() -> None:
    with pytest.raises(InputError):
        read_numbers("3", "fr")


PIECES = st.sampled_from(
    ["3", "٣", "1,234", "12:30", "و", "ونصف", "ألف", "مليون", "مئة", "ثلاثة", "عشر", "وعشرون", "الثالث", "القرن", "سبعينات", "5 آلاف", "و200",
     "hundred", "a", "and", "half", "million", "twenty", "-", "five", "first", "seventies", "thirds", "II", ".", " ", "½"]
)  # fmt: skip
TEXTS = (
    st.text(max_size=60)
    | st.lists(PIECES | st.text(max_size=4), max_size=14).map(" ".join)
    | st.lists(PIECES, max_size=14).map("".join)
)


@given(text=TEXTS, language=st.sampled_from(["en", "ar"]))
def test_any_text_is_read_and_places_lie_inside_in_order(text: str, language: str) -> None:
    numbers = read_numbers(text, language)
    for number in numbers:
        assert 0 <= number.start < number.end <= len(text)
    assert [one.start for one in numbers] == sorted(one.start for one in numbers)
    assert unmatched(numbers, numbers) == []


@given(text=TEXTS)
def test_tokens_cover_everything_but_white_space(text: str) -> None:
    tokens = tokenise(text)
    assert "".join(text[token.start : token.end] for token in tokens) == "".join(text.split())


@given(value=st.integers(0, 10**12))
def test_digits_of_both_scripts_give_the_same_value(value: int) -> None:
    arabic = f"{value:,}".translate(
        {ord(str(digit)): chr(0x660 + digit) for digit in range(10)} | {ord(","): "٬"}
    )
    assert values(read_numbers(arabic, "ar")) == values(read_numbers(f"{value:,}", "en")) == [Decimal(value)]


@pytest.mark.parametrize(
    "text",
    [
        "3" * 200_000,
        "3," * 100_000,
        "ثلاثة و" * 30_000,
        "one hundred and " * 12_000,
        "ألف " * 50_000,
        "3 " * 100_000,
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_long_texts_end(text: str, language: str) -> None:
    numbers = read_numbers(text, language)
    assert unmatched(numbers, numbers) == []
