"""Arabic names behind their clitics, misspelt, ambiguous, and common nouns in their paradigms: cases of our own, unseen in tuning."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate.glossary import Glossary, find, load

Write = Callable[..., Path]

# text, Arabic house form, strict, detect
FORMS = [
    ("وصلوا إلى منبج", "منبج", True, True),
    ("ومنبج", "منبج", True, True),
    ("بمنبج", "منبج", True, True),
    ("لمنبج", "منبج", True, True),
    ("وبمنبج", "منبج", True, True),
    ("المنبج", "منبج", False, False),
    ("منبجي", "منبج", False, False),
    ("سمنبج", "منبج", False, False),
    ("للشدادي", "الشدادي", True, True),
    ("بالشدادي", "الشدادي", True, True),
    ("الشدادى", "الشدادي", False, True),
    ("للسويداء", "السويداء", True, True),
    ("والسويداء", "السويداء", True, True),
    ("لأعزاز", "أعزاز", True, True),
    ("في اعزاز", "أعزاز", False, True),
    ("لتل أبيض", "تل أبيض", True, True),
    ("وبتل أبيض", "تل أبيض", True, True),
    ("تل الأبيض", "تل أبيض", False, False),
    ("في تل ابيض", "تل أبيض", False, True),
    ("رأس\u00a0العين", "رأس العين", True, True),
    ("برأس العين", "رأس العين", True, True),
    ("راس العين", "رأس العين", False, True),
    ("الرأس العين", "رأس العين", False, False),
    ("لـ«قسد»", "قسد", True, True),
    ("وقسد", "قسد", True, True),
    ("للبيشمركة", "البيشمركة", True, True),
    ("قوات البيشمركة", "البيشمركة", True, True),
    ("للأمم المتحدة", "الأمم المتحدة", True, True),
    ("الامم المتحدة", "الأمم المتحدة", False, True),
    ("لمجلس الأمن", "مجلس الأمن", True, True),
    ("بحزب الله", "حزب الله", True, True),
    ("لأبي مهدي المهندس", "أبو مهدي المهندس", True, True),
    ("أبا مهدي المهندس", "أبو مهدي المهندس", True, True),
    ("أبومهدي المهندس", "أبو مهدي المهندس", False, True),
    ("للعراق", "العراق", True, True),
    ("بالعراق", "العراق", True, True),
    ("في دمشق", "دمشق", True, True),
    ("كدمشق", "دمشق", True, True),
    ("ألمانيا", "ألمانيا", True, True),
    ("لألمانيا", "ألمانيا", True, True),
    ("في المانيا", "ألمانيا", False, True),
    ("بيروت", "بيروت", True, True),
    ("لبيروت", "بيروت", True, True),
    ("وكالة (أ.ف.ب)", "وكالة الصحافة الفرنسية", True, True),
    ("ﺩﻣﺸﻖ", "دمشق", True, True),
    ("دِمَشْق", "دمشق", True, True),
    ("دمــشق", "دمشق", True, True),
    ("وزيرا الخارجية", "وزير الخارجية", True, True),
    ("لوزيرة الخارجية", "وزير الخارجية", True, True),
    ("وزراء الخارجية", "وزير الخارجية", True, True),
    ("الغارات الجوية", "غارة جوية", True, True),
    ("لطائراتها", "طائرة", True, True),
    ("طائرتين", "طائرة", True, True),
    ("طائره", "طائرة", False, True),
    ("وبصواريخهم", "صاروخ", True, True),
    ("لاجئين", "لاجئ", True, True),
    ("للاجئات", "لاجئ", True, True),
    ("لاجئو المخيمات", "لاجئ", True, True),
    ("نازحوها", "نازح", True, True),
    ("هجومين", "هجوم", True, True),
    ("هجماتهم", "هجوم", True, True),
    ("كتيبتي", "كتيبة", True, True),
    ("أوبئة", "وباء", True, True),
    ("للوباء", "وباء", True, True),
    ("مخبئه", "مخبأ", True, True),
    ("السوريين", "سوري", True, True),
    ("للسوريات", "سوري", True, True),
    ("سوريتان", "سوري", True, True),
    ("الأكراد", "كردي", True, True),
    ("الكورية الجنوبية", "كوري جنوبي", True, True),
    ("الجنوب أفريقية", "جنوب أفريقي", True, True),
    ("سوريون", "سوري", True, True),
    ("سورياً", "سوريا", False, False),
    ("من سوريا", "سوريا", True, True),
    ("اربيل", "أربيل", False, True),
    ("بإربيل", "أربيل", False, True),
    ("قرب مارب", "مأرب", False, True),
    ("نينوي", "نينوى", False, True),
    ("تلتمر", "تل تمر", False, True),
    ("قال ترامب", "دونالد ترمب", False, True),
    ("لاعزاز", "أعزاز", False, True),
    ("سافر إلى انقره", "أنقرة", False, True),
    ("في غزه", "غزة", False, True),
    ("باكراً", "أكرا", False, False),
    ("عرض بصري", "بصرى", False, False),
    ("زواره", "زوارة", False, False),
    ("هيئه تحرير الشام", "هيئة تحرير الشام", False, True),
    ("الحرس الثوري الايراني", "الحرس الثوري الإيراني", False, True),
    ("ابي مهدي المهندس", "أبو مهدي المهندس", False, True),
    ("محافظاتها", "محافظة", True, True),
    ("سوريالي", "سوري", False, False),
]


@pytest.mark.parametrize(("text", "arabic", "strict", "detect"), FORMS)
def test_a_form_is_accepted_or_detected_or_neither(
    text: str, arabic: str, strict: bool, detect: bool, house: Glossary
) -> None:
    assert (arabic in [match.arabic for match in find(text, "ar", house, "strict")]) is strict
    assert (arabic in [match.arabic for match in find(text, "ar", house, "detect")]) is detect


SENSES = [
    ("قصفت الطائرات بلدة السوسة شرق دير الزور", "السوسة", True),
    ("تصيب السوسة الحمراء أشجار النخيل", "السوسة", False),
    ("عاد الهدوء إلى مدينة الطبقة", "الطبقة", True),
    ("تعاني الطبقة الوسطى من الغلاء", "الطبقة", False),
    ("تقع بلدة القصير جنوب حمص", "القصير", True),
    ("في المدى القصير لن يتغير شيء", "القصير", False),
    ("اشتباكات في مدينة القائم العراقية", "القائم", True),
    ("الاتفاق القائم بين الطرفين", "القائم", False),
    ("معبر نصيب الحدودي", "معبر نصيب", True),
    ("كان من نصيب الفريق", "نصيب", False),
    ("في محافظة حجة شمال غربي اليمن", "حجة", True),
    ("أقوى حجة في النقاش", "حجة", False),
    ("أشاد بدور المرأة وعقيدتها", "الدور", False),
    ("وصل القطار إلى مدينة جدة السعودية", "جدة", True),
    ("زار بيت جده", "جدة", False),
    ("أغلق الباب بهدوء", "الباب", False),
    ("قتل مدنيان في الباب وجرابلس وأعزاز", "الباب", True),
    ("كسرت النافذة", "سرت", False),
    ("مدينة الرقه", "الرقة", True),
    ("قتل ثلاثة في الرقة", "الرقة", True),
    ("وصلوا من حمص", "حمص", False),
    ("وصلوا إلى حمص", "حمص", True),
    ("تدمر (وسط سوريا): زاهر الأسعد", "تدمر", True),
    ("الرقة: إبراهيم الخليل", "الرقة", True),
    ("الصور: من مراسلنا", "الصور", False),
    ("الطريق بين الصور والبصيرة في دير الزور", "الصور", True),
    ("طريقا منبج والرقة", "الرقة", True),
    ("بحجة أن السعر مرتفع في صنعاء", "حجة", False),
    ("البيت القائم وحيداً في الريف", "القائم", False),
    ("قبائل من أواسط الأنبار", "واسط", False),
    ("بمنتهى الرقه", "الرقة", False),
    ("منطقة عالية الخطورة", "عاليه", False),
    ("في حي باب النيرب", "إب", False),
    ("كل أليافا أكثر", "يافا", False),
    ("الحد الأقصى", "المسجد الأقصى", False),
    ("1.5 بليون دولار", "ليون", False),
    ("قوات في مدينة سرت الليبية", "سرت", True),
    ("سيول جارفة تضرب البلاد", "سيول", False),
    ("قالت كيف الحال", "كييف", False),
    ("بمنتهى الرقة", "الرقة", False),
    ("مجلس الرقة المدني", "الرقة", True),
    ("عُمان والبحرين", "عُمان", True),
    ("عمّان وإربد", "عمّان", True),
    ("سلطنة عمان", "عُمان", True),
    ("من عمان إلى إربد والمفرق", "عمّان", True),
    ("عاد إلى الصور بعد غياب", "الصور", True),
    ("عاد إلى الصور القديمة في درجه", "الصور", False),
    ("انفجار عبوة بالصور", "الصور", True),
    ("غارتان على الباب", "الباب", True),
    ("دخل من الباب الخلفي", "الباب", False),
    ("قصف بالميادين", "الميادين", True),
    ("في الشوارع والميادين", "الميادين", False),
    ("وجهاء البصيرة", "البصيرة", True),
    ("وجبات على شكل برقة", "برقة", False),
    ("في برقة شرق ليبيا", "برقة", True),
    ("وقال الخليل إن المحصول جيد", "الخليل", False),
    ("القامشلي: سعاد الخليل", "الخليل", False),
    ("الدكتور الخليل مدير المستشفى", "الخليل", False),
    ("هدم منازل في الخليل ونابلس", "الخليل", True),
    ("محمد والخليل صديقان، وعلى الخليل حصار", "الخليل", True),
    ("سبح طالبان عبر النهر", "طالبان", False),
    ("عودة «طالبان» إلى السلطة", "طالبان", True),
    ("سمكة الأسد نوع غاز", "الأسد", False),
    ("قال الأسد في خطاب", "الأسد", True),
]


@pytest.mark.parametrize(("text", "arabic", "expected"), SENSES)
def test_the_neighbourhood_tells_a_place_from_a_word(
    text: str, arabic: str, expected: bool, house: Glossary
) -> None:
    assert (arabic in [match.arabic for match in find(text, "ar", house)]) is expected


# text, English house forms of the names in it, in order
NAMES = [
    ("اجتمعت دول أفريقيا في كينيا", ["Africa", "Kenya"]),
    ("دعت سورية إلى حوار", ["Syria"]),
    ("عاد إلى سورية أمس", ["Syria"]),
    ("قالت مصادر سورية", ["Syrian"]),
    ("دخلت قوات سورية البلدة", ["Syrian"]),
    ("غارة روسية أو سورية", ["Russian", "Syrian"]),
    ("على أرض سورية", ["Syrian"]),
    ("أصيب في يده اليمنى", []),
    ("قال الرئيس اليمني", ["Yemeni"]),
    ("وقف أمام الباب وأعرب عن شكره", []),
    ("جر الحمار عربة قديمة", []),
    ("زاد الإنفاق على عمله", []),
    ("زار شيلي والدانمرك ولكسمبرغ", ["Chile", "Denmark", "Luxembourg"]),
    ("سفير كرغيزستان في استكهولم", ["Kyrgyzstan", "Stockholm"]),
    ("رئيس غينيا - بيساو", ["Guinea-Bissau"]),
    ("سوق على الضفة الغربية لنهر دجلة", ["Western", "Tigris"]),
    ("اقتحم الجيش مدن الضفة الغربية", ["West Bank"]),
    ("اللاجئون القبارصة والسوفيت", ["Cypriot", "Soviet"]),
]


@pytest.mark.parametrize(("text", "names"), NAMES)
def test_names_and_words_that_look_like_them(text: str, names: list[str], house: Glossary) -> None:
    common = {entry.english for entry in house if not entry.is_name and entry.kind != "demonym"}
    found = [match.english for match in find(text, "ar", house) if match.english not in common]
    assert found == names
    assert not {"imam", "tunnel", "currency"} & {match.english for match in find(text, "ar", house)}


def test_the_newspaper_is_told_from_the_region(house: Glossary) -> None:
    assert "Asharq Al-Awsat" in [m.english for m in find("قال لـ«الشرق الأوسط» إن الوضع صعب", "ar", house)]
    assert "Asharq Al-Awsat" in [m.english for m in find("القاهرة: الشرق الأوسط", "ar", house)]
    assert "Middle East" in [m.english for m in find("في دول الشرق الأوسط وشمال أفريقيا", "ar", house)]


def test_a_name_that_is_plain_once_is_plain_in_the_whole_article(house: Glossary) -> None:
    sentence = "وقال من الصور إنها آمنة."
    article = f"عاد الأهالي إلى بلدة الصور شمال دير الزور. {sentence}"
    assert not [match for match in find(sentence, "ar", house) if match.arabic == "الصور"]
    assert [match for match in find(sentence, "ar", house, document=article) if match.arabic == "الصور"]
    assert find(sentence, "ar", house, document=article) == find(sentence, "ar", house, document=article)


def test_contexts_of_many_articles_do_not_mix(house: Glossary) -> None:
    sentence = "وقال من الصور إنها آمنة."
    for number in range(12):
        find(sentence, "ar", house, document=f"مقال {number} عن حلب. {sentence}")
    assert not [
        m for m in find(sentence, "ar", house, document=f"مقال 0 عن حلب. {sentence}") if m.arabic == "الصور"
    ]


def test_a_match_tells_clitics_place_and_mode(house: Glossary) -> None:
    text = "تعزيزات \u200fوللحسكة وادلب"
    first, second = (match for match in find(text, "ar", house) if match.status == "pending")
    assert (first.surface, first.clitics, first.mode) == ("وللحسكة", "ول", "strict")
    assert (second.surface, second.clitics, second.mode, second.note) == (
        "وادلب",
        "و",
        "detect",
        "misspelt",
    ) or second.note
    assert text[first.start : first.end] == first.surface


def test_a_forbidden_form_is_found_in_a_source_and_named(house: Glossary) -> None:
    (match,) = [m for m in find("تابعة للقوات السورية الديمقراطية", "ar", house) if m.entry == "sdf"]
    assert match.note == "forbidden form"


def test_a_form_for_the_target_is_not_looked_for_in_a_source(house: Glossary) -> None:
    assert not [m for m in find("قال في القطاع الخاص", "ar", house) if m.entry == "gaza-strip"]


def test_phrases_and_listed_plurals(write: Write) -> None:
    glossary = load(
        write(
            "type ; en ; ar ; inflect ; plurals ; gender ; number ; al",
            "common ; security source ; مصدر أمني ; phrase ; مصادر أمنية ; m ; sg ; none",
            "common ; court ruling ; حكم المحكمة ; noun ; أحكام المحاكم ; m ; sg ; none",
            "common ; water ; مياه ; noun ;  ; f ; pl ; none",
            "common ; prayer ; صلاة ; noun ;  ; f ; sg ; none",
            "common ; part ; جزء ; noun ; أجزاء ; m ; sg ; none",
            "common ; forecast ; تنبؤ ; noun ;  ; m ; sg ; none",
            "common ; principle ; مبدأ ; noun ; مبادئ ; m ; sg ; none",
            "common ; world ; دنيا ; noun ;  ; f ; sg ; none",
            "org ; Fixed Body ; هيئة ثابتة ; fixed",
        )
    )
    for text in (
        "المصدر الأمني", "مصدرا أمنيا", "مصدران أمنيان", "للمصدرين الأمنيين", "المصادر الأمنية", "أحكام المحاكم", "حكما المحكمة",
        "مياهها", "صلاته", "صلوات", "جزءا", "جزأين", "جزئه", "جزؤهم", "تنبؤاتها", "مبدئه", "مبدأها", "مبدأين", "دنياهم", "وهيئة ثابتة",
    ):  # fmt: skip
        assert find(text, "ar", glossary, "strict"), text
    for text in ("مصدر الأمني", "المحكمة", "هيئات ثابتة"):
        assert not find(text, "ar", glossary), text
