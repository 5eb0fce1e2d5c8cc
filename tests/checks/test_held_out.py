"""Cases of the classes that are hardest, written by hand and never looked at while the rules were made: each pair is quiet, broken it is told."""

from __future__ import annotations

import pytest

from translate.checks import Rules, check_all
from translate.model import Draft, Segment, Unit

CASES = [
    # language, source, good target, broken target, family
    ("en", "The bakers did not raise the price of bread.", "لم يرفع الخبازون سعر الخبز.", "رفع الخبازون سعر الخبز.", "negation"),
    ("en", "Nobody was hurt when the roof collapsed.", "لم يصب أحد عندما انهار السقف.", "أصيب شخص عندما انهار السقف.", "negation"),
    ("en", "The minister denied that talks had begun.", "نفى الوزير بدء المحادثات.", "أكد الوزير بدء المحادثات.", "negation"),
    ("en", "The refugees cannot return to the village.", "لا يستطيع اللاجئون العودة إلى القرية.", "يستطيع اللاجئون العودة إلى القرية.", "negation"),
    ("en", "He won't sign the illegal contract.", "لن يوقع العقد غير القانوني.", "سيوقع العقد غير القانوني.", "negation"),
    ("ar", "لم تعلن الشرطة اسم الضحية.", "Police did not announce the victim's name.", "Police announced the victim's name.", "negation"),
    ("ar", "لا توجد أدوية في المستشفى.", "There is no medicine in the hospital.", "There is medicine in the hospital.", "negation"),
    ("ar", "ليست هذه أول مرة تغلق فيها المدرسة.", "This is not the first time that the school has closed.", "This is the first time that the school has closed.", "negation"),
    ("ar", "ينفي الجيش قصف البلدة.", "The army denies shelling the town.", "The army is shelling the town.", "negation"),
    ("ar", "لن يوقع الوفد الاتفاق قبل الأحد.", "The delegation will not sign the agreement before Sunday.", "The delegation will sign the agreement before Sunday.", "negation"),
    ("en", "The dam may burst within hours.", "قد ينهار السد خلال ساعات.", "سينهار السد خلال ساعات.", "modality"),
    ("en", "The suspect allegedly fled to the coast.", "يُزعم أن المشتبه به فر إلى الساحل.", "فر الرجل إلى الساحل.", "modality"),
    ("en", "Drivers must carry two documents.", "يجب على السائقين حمل وثيقتين.", "يحمل السائقون وثيقتين.", "modality"),
    ("ar", "ربما غادر الوفد المدينة.", "The delegation may have left the city.", "The delegation has left the city.", "modality"),
    ("ar", "قد تستغرق الرحلة يوماً كاملاً.", "The journey might take a whole day.", "The journey takes a whole day.", "modality"),
    ("ar", "يجب إخلاء المبنى فوراً.", "The building must be evacuated at once.", "The building is evacuated at once.", "modality"),
    ("en", "The harvest was poor this year. Farmers blame the late rain.", "كان الحصاد ضعيفاً هذا العام. ويلوم المزارعون تأخر المطر.", "كان الحصاد ضعيفاً هذا العام.", "omission"),
    ("ar", "أغلقت السلطات المعبر صباح الاثنين. ولم يعرف السبب بعد.", "The authorities closed the crossing on Monday morning. The reason is not yet known.", "The authorities closed the crossing on Monday morning.", "omission"),
    ("en", "The court sentenced the former governor to eight years in prison and ordered him to repay the money that he had taken.", "حكمت المحكمة على المحافظ السابق بالسجن ثماني سنوات وأمرته بإعادة الأموال التي أخذها.", "حكمت المحكمة على المحافظ السابق بالسجن ثماني سنوات.", "omission"),
    ("ar", "وزعت المنظمة خياماً وأغطية على مئات العائلات التي فقدت بيوتها في الفيضان، وأعلنت أن المساعدات ستستمر حتى الربيع.", "The organization distributed tents and blankets to hundreds of families who lost their homes in the flood, and announced that aid would continue until spring.", "The organization distributed tents and blankets to hundreds of families.", "omission"),
]  # fmt: skip


def families(language: str, source: str, target: str) -> set[str]:
    """The families of what is told of a pair."""
    unit = Unit(Segment("b1.1", "b1", source, 0), Draft(target, "echo"), target)
    found = check_all(
        unit,
        source_language=language,
        target_language="ar" if language == "en" else "en",
        rules=Rules(),
    )
    return {issue.code.partition(".")[0] for issue in found}


@pytest.mark.parametrize(("language", "source", "good", "broken", "family"), CASES)
def test_what_is_broken_is_told_and_what_is_good_is_not(
    language: str, source: str, good: str, broken: str, family: str
) -> None:
    assert family not in families(language, source, good)
    assert family in families(language, source, broken) or (
        family == "omission" and "length" in families(language, source, broken)
    )
