"""What one line of a news page looks like by itself, in both languages."""

from __future__ import annotations

import pytest

from translate.text import lineforms

FORMS = [
    # dates
    ("Monday, 11 February, 2019 - 08:00", "date"),
    ("Feb. 11, 2019 8:00 AM ET", "date"),
    ("Mon 11 Feb 2019 08.00 GMT", "date"),
    ("11th February 2019", "date"),
    ("May 2019", "date"),
    ("2019-02-11T08:00:00Z", "date"),
    ("11/02/2019", "date"),
    ("Published: 11 February 2019", "date"),
    ("Last updated 3 hours ago", "date"),
    ("Updated 18:45 GMT", "date"),
    ("Yesterday at 16:25", "date"),
    ("الاثنين - 6 جمادى الآخرة 1440 هـ - 11 فبراير 2019 مـ", "date"),
    ("الاثنين - 6 جمادى الآخرة 1440 هـ - 11 فبراير 2019 مـ رقم العدد [14685]", "date"),
    ("الإثنين 11 شباط 2019 - 08:00", "date"),
    ("١١ كانون الثاني ٢٠١٩", "date"),
    ("نشر في: 11 أغسطس 2019", "date"),
    ("آخر تحديث: 09:10 بتوقيت غرينتش", "date"),
    ("منذ 3 ساعات", "date"),
    ("٢٠١٩/٠٢/١١", "date"),
    ("2019", ""),
    ("May", ""),
    ("10:30", ""),
    ("On Monday", ""),
    ("March on Damascus", ""),
    ("11 dead in Hajin", ""),
    ("11 قتيلاً في هجين", ""),
    ("February 11, 2019 was cold", ""),
    # bylines
    ("By Kamal Sheikho", "byline"),
    ("BY LEILA HADI", "byline"),
    ("By John Smith and Leila al-Hadi, Reuters", "byline"),
    ("By Jan van der Berg in Mosul", "byline"),
    ("Written by: the foreign desk", "byline"),
    ("Interviewed by Naji Karam", "byline"),
    ("(Reporting by Leila Hadi in Beirut; Editing by John Smith)", "byline"),
    ("بقلم: كمال شيخو", "byline"),
    ("بقلم كمال شيخو", "byline"),
    ("كتبت: ليلى هادي", "byline"),
    ("إعداد: قسم التوثيق", "byline"),
    ("By Sunday the road was open", ""),
    ("By Sunday.", ""),
    ("كتب كمال شيخو رواية عن الحرب", ""),
    # datelines
    ("Deir Ezzor (eastern Syria) - Kamal Sheikho", "dateline"),
    ("London - Asharq Al-Awsat", "dateline"),
    ("Muscat - AFP", "dateline"),
    ("Hull (northern England) - Agencies", "dateline"),
    ("The Hague - Joost van Rijn", "dateline"),
    ("Raqqa countryside - Omar Jalal", "dateline"),
    ("Sanaa - Aden - Jamal al-Saqqaf", "dateline"),
    ("Beirut: Leila Hadi", "dateline"),
    ("BAGHDAD (AP) —", "dateline"),
    ("DEIR EZZOR, Syria -", "dateline"),
    ("دير الزور: كمال شيخو", "dateline"),
    ("القائم (غرب العراق): ثامر الدليمي", "dateline"),
    ("بغداد – فاضل النشمي", "dateline"),
    ("لندن: «الشرق الأوسط»", "dateline"),
    ("صنعاء - عدن: جمال السقاف", "dateline"),
    ("الحسكة: ريزان علي", "dateline"),
    ("طرابلس (ليبيا): عبد السلام الغرياني", "dateline"),
    ("بغداد (أ ف ب) –", "dateline"),
    ("Attack on Vienna tram: what we know", ""),
    ("خبراء: ثلث الحجر الأصلي تعذر إنقاذه من الركام", ""),
    ("الوزير: لن نتراجع عن القرار", ""),
    ("The US-backed SDF", ""),
    # captions
    ("Fighters rest beside a canal (AFP)", "caption"),
    ("Smoke over Hajin, May 1, 2018 (AP Photo/Some One)", "caption"),
    ("Smoke over the town. (Getty Images)", "caption"),
    ("A ferry crosses the river near Hajin - Reuters", "caption"),
    ("A ferry crosses the river / AFP", "caption"),
    ("File photo: a ferry", "caption"),
    ("Photo by: Leila Hadi", "byline"),
    ("مقاتلون يستريحون قرب قناة (أ.ف.ب)", "caption"),
    ("عبّارة في هجين (رويترز)", "caption"),
    ("حفر في ماري (وكالة الصحافة الفرنسية)", "caption"),
    ("نساء في كوباني («الشرق الأوسط»)", "caption"),
    ("دخان فوق البلدة (أرشيفية)", "caption"),
    ("الصورة: ليلى هادي", "caption"),
    ("(AFP)", ""),
    ("Three people died (two of them children)", ""),
    ("قتل ثلاثة (بينهم طفلان)", ""),
    # separators
    ("***", "separator"),
    ("— — —", "separator"),
    ("ـــ", "separator"),
    ("😀", ""),
    ("ab", ""),
    ("", ""),
]


@pytest.mark.parametrize(("line", "form"), FORMS)
def test_a_line_has_its_form(line: str, form: str) -> None:
    assert lineforms.form(line) == form


def test_a_long_line_is_body_text_unless_it_ends_with_a_credit() -> None:
    assert lineforms.form("A ferry crosses the river and " * 14 + "stops (AFP)") == "caption"
    assert lineforms.form("A ferry crosses the river and " * 14 + "stops") == ""
    assert lineforms.form("A ferry crosses the river and " * 30 + "stops (AFP)") == ""


PREDICATES = [
    # function, lines for which it holds, lines for which it does not
    ("is_name", ["Kamal Sheikho", "Leila al-Hadi", "كمال شيخو", "Reuters", "وكالات", "Asharq Al-Awsat"], ["Kamal", "The wells are dry", "SYRIA TODAY", "كمال", "كمال شيخو: 3", ""]),
    ("is_place", ["Erbil", "Qameshli (northeastern Syria)", "Amman, March 9", "القامشلي (شمال شرقي سوريا)", "عمّان، 9 مارس"], ["Text.", "Deir Ezzor", "Amman, again", "the road", "Why?"]),
    ("is_quote", ["“We are tired.”", "«تعبنا».", '"Enough"', "> quoted", "‘So be it’", "«قال «نعم» ومضى»"], ["“A,” he said. “B.”", "«أ» و«ب»", '"A" and "B"', "plain", "“", "“open", "«»»"]),
    ("is_separator", ["***", "___", "• • •", "\u200f"], ["a", "١", "", "☀", "😀"]),
    ("ends_sentence", ["Dry.", "Dry?”", "جافة؟", "Dry…", "جافة».", "He left at 4 a.m."], ["Dry", "Back to the U.S.", "Dry:", ""]),
    ("ends_with_stop", ["Dry.", "Dry.”", "جافة».", "(Dry.)"], ["Dry?", "Dry...", "Dry", "Back to the U.S.", "جافة؟"]),
    ("ends_sentence_before_credit", ["He left. (AFP)", "غادر. (رويترز)"], ["He left (AFP)", "He left.", "(AFP)"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "others"), PREDICATES)
def test_what_holds_for_a_line(name: str, lines: list[str], others: list[str]) -> None:
    holds = getattr(lineforms, name)
    assert [line for line in [*lines, *others] if holds(line)] == lines


BULLETS = [
    ("• a", "strong"),
    ("▪ a", "strong"),
    ("- a", "weak"),
    ("1. a", "weak"),
    ("٢) ب", "weak"),
    ("(a) b", "weak"),
    ("أ) ب", "weak"),
    ("a", ""),
    ("-", ""),
    ("2019 was dry", ""),
]


@pytest.mark.parametrize(("line", "kind"), BULLETS)
def test_bullets_are_sure_or_need_neighbours(line: str, kind: str) -> None:
    assert lineforms.bullet(line) == kind
