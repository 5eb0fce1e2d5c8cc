"""The house glossary itself: its size, its spellings, and that lint finds nothing in it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from translate.glossary import Glossary, Kind, find, house_files
from translate.glossary.lint import lint

# Spellings that hold wherever the name occurs, on both sides.
HOUSE = """
Al-Bukamal البوكمال · Hasakah الحسكة · Deir Ezzor دير الزور · Qameshli القامشلي · Baghouz الباغوز · Al-Shuhayl الشحيل · Raqqa الرقة ·
Tabqa الطبقة · Kobani كوباني · Manbij منبج · Al-Bab الباب · Jarabulus جرابلس · Afrin عفرين · Tal Abyad تل أبيض · Ras al-Ain رأس العين ·
Tal Tamr تل تمر · Al-Malikiyah المالكية · Al-Shaddadi الشدادي · Al-Hol الهول · Aleppo حلب · Idlib إدلب · Homs حمص · Hama حماة ·
Daraa درعا · Sweida السويداء · Quneitra القنيطرة · Latakia اللاذقية · Tartus طرطوس · Palmyra تدمر · Damascus دمشق ·
Eastern Ghouta الغوطة الشرقية · Al-Tanf التنف · al-Tanak oil field حقل التنك النفطي · Al-Omar oil field حقل العمر النفطي ·
Euphrates نهر الفرات · Khabur نهر الخابور · Baghdad بغداد · Mosul الموصل · Basra البصرة · Erbil أربيل · Kirkuk كركوك ·
Sulaimaniyah السليمانية · Anbar الأنبار · Al-Qaim القائم · Sinjar سنجار · Najaf النجف · Karbala كربلاء · Tikrit تكريت ·
Fallujah الفلوجة · Ramadi الرمادي · Beirut بيروت · Tripoli طرابلس · Sidon صيدا · Amman عمّان · Irbid إربد · Mafraq المفرق ·
Zaatari الزعتري · Gaza غزة · Ramallah رام الله · Jerusalem القدس · Cairo القاهرة · Riyadh الرياض · Jeddah جدة ·
Mecca مكة المكرمة · Sanaa صنعاء · Aden عدن · Hodeidah الحديدة · Marib مأرب · Doha الدوحة · Abu Dhabi أبوظبي · Dubai دبي ·
Manama المنامة · Muscat مسقط · Kuwait الكويت · Tehran طهران · Ankara أنقرة · Istanbul إسطنبول · Gaziantep غازي عنتاب ·
Moscow موسكو · Geneva جنيف · Brussels بروكسل · Washington واشنطن · London لندن · Paris باريس · Berlin برلين · Khartoum الخرطوم ·
Tunis تونس · Rabat الرباط · Algiers الجزائر · Benghazi بنغازي · Syrian Democratic Forces قوات سوريا الديمقراطية · SDF قسد ·
People's Protection Units وحدات حماية الشعب · YPG وحدات حماية الشعب · Asayish قوات الأسايش · Autonomous Administration الإدارة الذاتية ·
Syrian Observatory for Human Rights المرصد السوري لحقوق الإنسان · international coalition التحالف الدولي ·
Hayat Tahrir al-Sham هيئة تحرير الشام · Popular Mobilization Forces الحشد الشعبي · PMF الحشد الشعبي · Peshmerga البيشمركة ·
Houthis الحوثيون · Hezbollah حزب الله · Hamas حماس · United Nations الأمم المتحدة · Security Council مجلس الأمن ·
UNHCR المفوضية السامية للأمم المتحدة لشؤون اللاجئين · UNICEF يونيسف · World Food Programme برنامج الأغذية العالمي ·
World Health Organization منظمة الصحة العالمية · OCHA مكتب تنسيق الشؤون الإنسانية · ICRC اللجنة الدولية للصليب الأحمر ·
Syrian Arab Red Crescent الهلال الأحمر العربي السوري · White Helmets الخوذ البيضاء · Arab League جامعة الدول العربية ·
GCC مجلس التعاون الخليجي · OPEC أوبك · OPEC+ أوبك بلس · European Union الاتحاد الأوروبي · NATO حلف شمال الأطلسي ·
International Monetary Fund صندوق النقد الدولي · World Bank البنك الدولي · Asharq Al-Awsat الشرق الأوسط ·
AFP وكالة الصحافة الفرنسية · Reuters رويترز · AP أسوشييتد برس · ISIS داعش · Al Sour الصور · Al Basira البصيرة · Hajin هجين ·
Al-Mayadin الميادين
"""
PAIRS = [
    (match[1].strip(), match[2].strip())
    for match in re.finditer(
        r"([A-Z al-]*[A-Za-z'+ -]+) ([\u0600-\u06ff ]+?) ?(?:·|$)", HOUSE.replace("\n", " ")
    )
]


def test_the_list_above_is_read_whole() -> None:
    assert len(PAIRS) == HOUSE.count("·") + 1


@pytest.mark.parametrize(("english", "arabic"), PAIRS)
def test_a_house_name_leads_to_its_house_form(english: str, arabic: str, house: Glossary) -> None:
    found = find(f"It was reported from the town of {english} on Monday.", "en", house)
    assert arabic in [match.arabic for match in found]
    assert english in [match.english for match in found]


@pytest.mark.parametrize(("english", "arabic"), PAIRS)
def test_a_house_form_leads_to_its_house_name(english: str, arabic: str, house: Glossary) -> None:
    lead = {"الشرق الأوسط": "قالت صحيفة", "الكويت": "عاد إلى"}.get(arabic, "وصل إلى مدينة")
    found = find(f"{lead} {arabic} أمس", "ar", house, "strict")
    names = {match.english for match in found} | {house[match.entry].english_short for match in found}
    shared = {house[other].english for match in found for other in house.written(house[match.entry].arabic)}
    assert english in names | shared


def test_the_house_glossary_is_large_and_of_all_kinds(house: Glossary) -> None:
    kinds = Counter(entry.kind for entry in house)
    assert len(house) >= 2000
    assert kinds[Kind.PLACE] >= 1000
    assert all(kinds[kind] for kind in Kind if kind is not Kind.PERSON_F)
    assert len(house_files()) >= 10


def test_lint_finds_nothing(house: Glossary) -> None:
    assert [str(flaw) for flaw in lint(house)] == []


def test_no_entry_holds_a_month(house: Glossary) -> None:
    months = {
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    }
    assert not months & {entry.arabic for entry in house}
