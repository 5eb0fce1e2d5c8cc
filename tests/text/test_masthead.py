"""Names of sites and sections, and titles of pages."""

from __future__ import annotations

import pytest

from translate.text.masthead import is_banner, is_section, is_site, title_parts, without_site

CASES = [
    # function, lines for which it holds, lines for which it does not
    (is_site, ["Asharq Al-Awsat", "BBC News", "Asharq Al-awsat English Middle-east and International News and Opinion from Asharq Al-awsat Newspaper", "www.aawsat.com", "https://example.org/news",
               "الشرق الأوسط", "«الشرق الأوسط»", "الشرق الأوسط - صحيفة العرب الأولى", "صحيفة الحياة", "Asharq Al-Awsat | Middle East", "World | Reuters"],
     ["Reuters journalist killed in Hajin", "Asharq Al-Awsat at Frontline of Last Pocket", "الرياض - واشنطن: شراكة جديدة", "الشرق الأوسط: تصعيد جديد", "صحيفة تكشف تفاصيل الصفقة الجديدة مع الحكومة", "Wells - Reuters", "x" * 200]),
    (is_section, ["Middle East", "OPINION", "العالم العربي", "Home > News > Middle East", "الرئيسية » أخبار » سوريا", "World / Asia"], ["Wells run dry", "a > b", "Hajin/Baghouz front", "x > " * 60]),
    (is_banner, ["Hasakah Herald", "The voice of the farmers of the Khabur valley, a daily newspaper", "صوت الجزيرة، جريدة يومية مستقلة تصدر في الحسكة"], ["War in Syria Enters Its Eighth Year", "word " * 30 + "news"]),
]  # fmt: skip


@pytest.mark.parametrize(("holds", "lines", "others"), CASES)
def test_what_holds_for_a_line(holds: object, lines: list[str], others: list[str]) -> None:
    assert callable(holds)
    assert [line for line in [*lines, *others] if holds(line)] == lines


TITLES = [
    # title, name of the site, headline
    ("Wells run dry | Example News", "", "Wells run dry"),
    ("Wells run dry - Example News", "Example News", "Wells run dry"),
    ("Wells run dry - Reuters", "", "Wells run dry"),
    ("Wells run dry - farmers leave", "", "Wells run dry - farmers leave"),
    ("الآبار تجف اليوم - الشرق الأوسط", "", "الآبار تجف اليوم"),
    ("Wells | Example", "", "Wells | Example"),
    ("Wells run dry", "", "Wells run dry"),
    ("x | " * 200, "", "x | " * 200),
    ("", "", ""),
]


@pytest.mark.parametrize(("title", "site", "headline"), TITLES)
def test_the_site_is_taken_off_a_title(title: str, site: str, headline: str) -> None:
    assert without_site(title, site) == headline


def test_parts_of_a_title_are_what_stands_before_its_separators() -> None:
    assert title_parts("Wells Run Dry | World | Example") == {"wells run dry", "wells run dry | world"}
    assert title_parts("Wells | Example") == title_parts("x - " * 200) == set()
