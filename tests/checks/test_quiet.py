"""Good pairs that once were told, each beside a broken one that must be told still: what a check takes for a slip and is none."""

from __future__ import annotations

import pytest

from translate import checks
from translate.checks import Rules, check_all
from translate.model import Draft, Segment, TermMatch, Unit
from translate.workflow import recheck

CASES = [
    # source language, source, good target, broken target, code, and info where it is told as such
    ("en", "The ferry returns in May after repairs.", "تعود العبّارة في أيار بعد الإصلاحات.", "تعود العبّارة في آذار بعد الإصلاحات.", "date.month"),
    ("en", "In early May the bakers strike again.", "في مطلع مايو يضرب الخبازون من جديد.", "", "modality.missing"),
    ("en", "Rain may delay the match.", "قدْ يؤخر المطر المباراة.", "يؤخر المطر المباراة.", "modality.missing"),
    ("en", "The dam will probably hold.", "سيصمد السد غالباً.", "سيصمد السد.", "modality.missing"),
    ("ar", "ولعلّ الطريق مفتوح.", "Perhaps the road is open.", "The road is open.", "modality.missing"),
    ("ar", "السعر قد تغير.", "The price has changed.", "", "modality.missing"),
    ("ar", "لا تقلل من خطر النهر.", "Do not play down the danger of the river.", "Play down the danger of the river.", "negation.missing"),
    ("ar", "الفضاء لا نهائي.", "Space is infinite.", "", "negation.missing"),
    ("ar", "لم يبع الفلاح القمح فحسب، بل باع التبن أيضاً.", "The farmer sold the wheat, and the straw too.", "", "negation.missing"),
    ("en", "She ordered that nobody open the gate.", "أمرت بألا يفتح أحد البوابة.", "أمرت بأن يفتح الحارس البوابة.", "negation.missing"),
    ("en", "The baker did not eat and did not sleep.", "لم يأكل الخباز ولم ينم.", "أكل الخباز ونام.", "negation.missing"),
    ("en", "The load does not exceed three tonnes.", "لا تزيد الحمولة على ثلاثة أطنان.", "تزيد الحمولة على ثلاثة أطنان.", "negation.missing"),
    ("ar", "يعمل النجار على إنشاء جسر.", "The carpenter is building a bridge.", "", "unit.missing"),
    ("ar", "طول السور 12 ميلاً.", "The wall is 12 mi long.", "The wall is 12 long.", "unit.missing"),
    ("ar", "الجوع سم.", "Hunger is poison.", "", "unit.missing"),
    ("ar", "يمكن الجمع بين الرحلتين.", "The two trips can be combined.", "", "date.missing"),
    ("ar", "تفتح المكتبة أيام الجمعة.", "The library opens on Fridays.", "The library opens.", "date.missing"),
    ("en", "The tools (hammers, saws, nails, rope, etc.)", "العدة (مطارق ومناشير ومسامير وحبال إلخ)", "", "punctuation.end"),
    ("ar", "هذه الطريق ليست الوحيدة إلى الساحل (انظر أدناه).", "This road is not the only one to the coast. (see below)", "This road is not the only one to the coast", "punctuation.end"),
    ("en", "The boat sank near the pier.", "غرق قارب جيت قرب الرصيف.", "غرق القارب اكثر قرب الرصيف.", "spelling.hamza"),
    ("en", "The Hungarian cook stayed.", "بقي الطاهي المجري.", "بقي الطاهى فى المطبخ.", "spelling.ya"),
    ("ar", "دفعت المرأة عربة الخضار.", "The woman pushed the vegetable cart.", "", "name.missing"),
    ("ar", "يبدأ الدوام في يناير.", "Work begins in Jan.", "", "name.missing"),
    ("ar", "وصل عبد الرحمن.", "Abdelrahman arrived.", "", "name.missing"),
    ("en", "The American nurse stayed.", "بقيت الممرضة القادمة من الولايات المتحدة.", "", "name.missing"),
    ("en", "A total of 20 publishers from 35 countries came.", "جاء 20 ناشراً من 35 بلداً.", "جاء 35 ناشراً من 20 بلداً.", "number.swapped"),
    ("en", "The bakery sold 40 percent of the bread to 25 shops.", "باع المخبز 40 في المئة من الخبز إلى 25 متجراً.", "باع المخبز 25 في المئة من الخبز إلى 40 متجراً.", "number.swapped"),
    ("en", "On 12 January the list held 70 names.", "في 12 يناير ضمت القائمة 70 اسماً.", "في 70 يناير ضمت القائمة 12 اسماً.", "number.swapped"),
    ("en", "Only 12 of the 30 wells work.", "لا تعمل سوى 12 بئراً من أصل 30.", "لا تعمل سوى 30 بئراً من أصل 12.", "number.swapped"),
    ("ar", "وقالت رهف: البيت بعيد.", "The house is far, said Rahaf.", "The house is far, she said.", "name.missing info"),
    ("ar", "وصلت نوجين شيخو إلى القرية.", "Nujin Sheikho reached the village.", "Sheikho reached the village.", "name.missing info"),
    ("ar", "قال المحامي كريم منصور إن الحكم جائر.", "Lawyer Karim Mansour called the verdict unjust.", "The lawyer called the verdict unjust.", "name.missing"),
    ("en", "Mayor Tobias Renner opened the bridge.", "افتتح رئيس البلدية توبياس رينر الجسر.", "افتتح رئيس البلدية توبياس الجسر.", "name.missing info"),
    ("en", "\"Nobody told us about the danger,\" the guard said.", "قال الحارس: «لم يخبرنا أحد بالخطر».", "«لم يخبرنا أحد بالخطر».", "quote.attribution"),
    ("ar", "بلغت الحرارة ناقص ست درجات.", "It was minus six degrees.", "It was six degrees.", "number.sign"),
    ("ar", "نام القط.", "The cat slept.", "The little black cat slept on the old green sofa near the window over the sea.", "length.long"),
    ("en", "Dear {name}, welcome.", "عزيزي {name}، أهلاً.", "عزيزي name، أهلاً.", "untranslated.word"),
    ("en", "Take the train to Hutbooker and Washington.", "خذ القطار إلى Hutbooker وواشنطن.", "خذ القطار إلى هتبوكر وإلى Washington.", "untranslated.word"),
    ("en", "We saw the Whirling Acrobats there.", "رأينا البهلوانات هناك.", "", "name.missing"),
    ("en", "The virus H5N1 killed 9 swans.", "قتل فيروس H5N1 تسعاً من البجع.", "", "number.swapped"),
]  # fmt: skip


def told(
    language: str, source: str, target: str, terms: tuple[TermMatch, ...] = (), *, infos: bool = False
) -> dict[str, str]:
    """Codes and severities of what is told of a pair, infos left out unless wanted."""
    unit = Unit(Segment("b1.1", "b1", source, 0), Draft(target, "given"), target, terms=terms)
    other = "ar" if language == "en" else "en"
    return {
        issue.code: issue.severity
        for issue in check_all(unit, source_language=language, target_language=other, rules=Rules())
        if infos or issue.severity != "info"
    }


@pytest.mark.parametrize(("language", "source", "good", "broken", "code"), CASES)
def test_a_good_pair_is_quiet_and_its_broken_sister_is_told(
    language: str, source: str, good: str, broken: str, code: str
) -> None:
    code, _, severity = code.partition(" ")
    assert code not in told(language, source, good)
    assert not broken or code in told(language, source, broken, infos=bool(severity))


TERMS = [
    # source, its term, house English, good target, broken target
    ("تملك المدينة مكتبة حديثة.", "حديثة", "Haditha", "The city has a modern library.", "The city has a library."),
    ("انتهى العداء بين القريتين بعرس.", "القريتين", "Al-Qaryatayn", "The feud of the two villages ended with a wedding.", "The feud ended with a wedding."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "term", "house", "good", "broken"), TERMS)
def test_a_term_whose_ordinary_meaning_stands_in_the_target_is_no_lost_name(
    source: str, term: str, house: str, good: str, broken: str
) -> None:
    start = source.index(term)
    match = TermMatch("x", house, term, start, start + len(term), term, status="missing")
    assert not {"name.missing", "term.missing"} & set(told("ar", source, good, (match,)))
    assert "term.missing" in told("ar", source, broken, (match,))


def test_another_spelling_of_a_name_is_told_as_info() -> None:
    source, target = "The plane left Wellington.", "غادرت الطائرة ويلنجتون."
    match = TermMatch("x", "Wellington", "ويلينغتون", 15, 25, "Wellington", status="missing")
    unit = Unit(Segment("b1.1", "b1", source, 0), Draft(target, "given"), target, terms=(match,))
    found = checks.check_all(unit, source_language="en", target_language="ar", rules=Rules())
    assert [
        f"{issue.code} {issue.severity}" for issue in found if issue.code.startswith(("name", "term"))
    ] == ["term.missing info"]


@pytest.mark.parametrize("month", ["Nov.", "Sept", "November"])
def test_a_month_is_no_name(month: str) -> None:
    target = "أغلق الجسر في 24 نوفمبر."
    assert "name.missing" not in told("en", f"The bridge was shut on {month} 24.", target, infos=True)
    assert "name.missing" in told("en", f"The bridge was shut by Zorvala on {month} 24.", target, infos=True)


def test_an_address_does_not_tell_the_language_of_a_row() -> None:
    assert recheck.direction("انظر https://paper.example/ar/5 للمزيد.", "See https://paper.example/ar/5") == (
        "ar",
        "en",
    )


LEFT = [
    # language, source, target, code
    ("en", "The nurses demanded better pay and safer wards at the hospital.", "طالبت الممرضات بأجور أفضل and safer wards at the hospital.", "untranslated.run"),
    ("ar", "باع المزارع محصوله.", "The farmer sold محصوله.", "untranslated.word"),
    ("en", "The teachers ended their strike.", "أنهى المعلمون إضرابهم بعدما وعدت الوزارة بدفع رواتب الأشهر الماضية وتحسين ظروف العمل.", "addition.passage"),
    ("ar", "أنهى المعلمون إضرابهم بعدما وعدت الوزارة بدفع رواتب الأشهر الماضية وتحسين ظروف العمل في المدارس.", "The teachers ended their strike.", "omission.passage"),
    ("ar", "بلغت النسبة ٤٥٫٥٪ هذا العام.", "The rate reached 45.5 this year.", "number.percent"),
    ("ar", "التقى الوفد سامر البيطار في عمّان.", "The delegation met Samer in Amman.", "name.missing"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "target", "code"), LEFT)
def test_what_only_its_sister_told_is_told_under_its_own_name(
    language: str, source: str, target: str, code: str
) -> None:
    assert code in told(language, source, target, infos=True)


def test_a_placeholder_is_no_per_cent_sign() -> None:
    assert "number.percent" not in told("en", "Delete %d files?", "حذف ملفات؟")


def test_the_agency_of_a_dateline_may_be_signed_by_its_letters() -> None:
    match = TermMatch("x", "AP", "أسوشييتد برس", 7, 9, "AP", status="missing")
    assert not told("en", "CAIRO (AP) — The trial began.", "القاهرة (أ ب) — بدأت المحاكمة.", (match,))
