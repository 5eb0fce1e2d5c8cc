"""Pages as they are copied from news sites: each line is written `role | line`; `=` stands for a line that repeats an earlier one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate import readers
from translate.errors import InputError
from translate.model import BlockKind

PAGES = {
    "English, everything above the body": """
site | Asharq Al-awsat English Middle-east and International News and Opinion
headline | Asharq Al-Awsat on the Road to Hajin
=headline | Asharq Al-Awsat on the Road to Hajin
date | Tuesday, 12 February, 2019 - 09:15
caption | Fighters rest beside a canal near Hajin, in Deir Ezzor province, eastern Syria (AFP)
dateline | Deir Ezzor (eastern Syria) - Kamal Sheikho
paragraph | The bridge had been down for a month when we reached the river.
paragraph | A ferryman asked for two thousand pounds, and for patience.
furniture | Editor Picks
""",
    "English, furniture glued to the last word": """
headline | Ferry Replaces the Bridge at Hajin
paragraph | The bridge had been down for a month when we reached the river.
paragraph | A ferryman asked for patience.@furniture | Editor Picks
""",
    "English, furniture behind the last full stop": """
headline | Ferry Replaces the Bridge at Hajin
paragraph | The bridge had been down for a month when we reached the river.
paragraph | “Have patience,” the ferryman said.” @furniture | Related Articles
""",
    "Arabic, everything above the body": """
site | الشرق الأوسط - صحيفة العرب الأولى
headline | «الشرق الأوسط» على طريق هجين
=headline | «الشرق الأوسط» على طريق هجين
date | الثلاثاء - 7 جمادى الآخرة 1440 هـ - 12 فبراير 2019 مـ رقم العدد [14686]
caption | مقاتلون يستريحون قرب قناة في هجين (أ.ف.ب)
dateline | دير الزور: كمال شيخو
paragraph | كان الجسر مقطوعاً منذ شهر حين وصلنا إلى النهر.
paragraph | وطلب صاحب العبّارة ألفي ليرة وشيئاً من الصبر.
furniture | اختيارات المحرر
""",
    "Arabic, furniture glued, titles of others below": """
headline | عبّارة بدل الجسر في هجين
date | ١٢ شباط ٢٠١٩
paragraph | كان الجسر مقطوعاً منذ شهر حين وصلنا إلى النهر.
paragraph | وطلب صاحب العبّارة شيئاً من الصبر.@furniture | اقرأ أيضاً
furniture | جسر جديد فوق الخابور
furniture | موسم القمح يتأخر
""",
    "Arabic, no paragraph ends with a full stop": """
headline | البرلمان يؤجل جلسة الموازنة
dateline | بغداد – فاضل النشمي
paragraph | أجل البرلمان العراقي جلسة كانت مقررة الثلاثاء للتصويت على الموازنة العامة
paragraph | وقال نائب عن كتلة كبيرة إن الخلاف على حصة الإقليم لم يحسم بعد
furniture | اقرأ أيضاً
furniture | الحكومة تبحث رواتب الموظفين
paragraph | وتابع النائب أن الجلسة قد تعقد نهاية الأسبوع إذا اتفقت الكتل الكبيرة
paragraph | تابع الوزير من جهته أن الأرقام التي نشرت ليست نهائية
furniture | مواضيع ذات صلة
furniture | الوسوم: العراق، البرلمان
furniture | شارك على فيسبوك
furniture | جميع الحقوق محفوظة © 2019
""",
    "agency style": """
section | World News
headline | Iraqi forces retake border crossing
byline | By John Smith and Leila Hadi
date | Published: Feb. 11, 2019 8:00 AM ET
date | Updated 3 hours ago
paragraph | BAGHDAD (AP) — Iraqi forces on Monday retook a crossing on the border with Syria, the military said.
caption | Soldiers stand guard at the crossing. (AP Photo/Some One)
furniture | ADVERTISEMENT
subhead | What happens next
paragraph | Officials said three steps would follow:
list_item | • reopening the customs hall
list_item | • paying the guards
list_item | • clearing mines
furniture | Read more: Iraq's long border
paragraph | The crossing had been closed since 2014.
furniture | ___
paragraph | Some One in Beirut contributed to this report.
byline | (Reporting by Leila Hadi; Editing by John Smith)
furniture | Share this article
furniture | Facebook Twitter WhatsApp
furniture | Sign up for our daily newsletter
furniture | 3 Comments
furniture | © 2019 The Example Times. All rights reserved.
""",
    "standfirst above the byline, caption below the body": """
headline | Drought empties the wells of Hasakah
subhead | Farmers who stayed through twelve years of war say that the lack of water may do what the fighting did not.
byline | Leila Hadi in Hasakah
date | Mon 11 Feb 2019 08.00 GMT
paragraph | The wells of Hasakah province are running dry for the third year, farmers say.
quote | “We are tired of waiting for rain that does not come.”
paragraph | — Abu Ahmad, farmer
paragraph | He spoke in his field near the border.
caption | Photo: Leila Hadi
""",
    "a menu above, tags and links below": """
furniture | Skip to content
furniture | Home
furniture | News
furniture | Politics
furniture | Sports
section | Home > News > Middle East
headline | Drought empties the wells
subhead | Farmers say they will leave if no rain falls this month
byline | Leila Hadi
date | 11 February 2019
paragraph | The wells of Hasakah province are running dry for the third year, farmers say.
furniture | Tags
furniture | Syria
furniture | Drought
furniture | Most Read
furniture | Wheat harvest falls again
furniture | Newsletter | Podcasts | Archive
furniture | World
""",
    "a short headline under a menu is not part of it": """
furniture | Home
furniture | World
furniture | Sports
section | Opinion
headline | Wells Run Dry
subhead | Farmers of the Khabur valley say they will leave before summer
dateline | Hasakah - Leila Hadi
paragraph | The wells of Hasakah province are running dry for the third year, farmers say.
""",
    "a short headline with meta lines is not a menu": """
headline | Wells Run Dry
byline | Leila Hadi
date | 11 February 2019
dateline | Hasakah
paragraph | The wells of Hasakah province are running dry for the third year, farmers say.
""",
    "the title of the page above the headline": """
site | Drought empties the wells | Example News
site | Example News
headline | Drought empties the wells
paragraph | The wells of Hasakah province are running dry for the third year, farmers say.
""",
    "a kicker above a headline printed twice is no banner": """
paragraph | War in Syria Enters Its Eighth Year
headline | Drought empties the wells
=headline | Drought empties the wells
paragraph | The wells of Hasakah province are running dry for the third year, farmers say.
""",
    "a headline with the form of a dateline": """
headline | Baccalaureate Results: Joy in Homes and Tears in Others
dateline | Damascus - Leila Hadi
paragraph | The results came at noon, and the telephone network went down a minute later.
""",
    "an Arabic headline with the form of a dateline": """
headline | سوق القامشلي: كل اللغات تحت سقف واحد
dateline | القامشلي (شمال شرقي سوريا): ليلى هادي
paragraph | يبدأ السوق قبل شروق الشمس، حين تصل أولى عربات الخضار.
""",
    "a headline of a city": """
headline | الرياض - واشنطن: شراكة جديدة
subhead | الطرفان يوقعان خمس اتفاقات في مجال الطاقة خلال زيارة تستمر يومين
date | نشر في: 11 فبراير 2019
paragraph | وقع الجانبان اتفاقات في مجال الطاقة، بحسب بيان مشترك.
""",
    "headline that begins like furniture": """
headline | Map: who controls what along the Euphrates
paragraph | Four forces hold the banks of the river, and each of them mans its own bridges.
furniture | Map: settlements along the Khabur
""",
    "headline that begins like Arabic furniture": """
headline | المزيد من القتلى في غارات على دير الزور
paragraph | قتل خمسة أشخاص في غارات جديدة، بحسب ما قال مصدر طبي.
furniture | المزيد من الأخبار
""",
    "a dated section, a name, a reading time": """
date | WORLD NEWS FEBRUARY 11, 2019 / 8:05 AM / 3 YEARS AGO
headline | Ferry replaces the bridge at Hajin
byline | Leila Hadi
furniture | 4 MIN READ
paragraph | HAJIN, Syria (Reuters) - A ferry began to run across the Euphrates on Monday, a commander said.
paragraph | The bridge had been down for a month.
byline | Reporting by Leila Hadi; Writing by John Smith; Editing by Jane Doe
paragraph | The ferry is free of charge.
furniture | MORE FROM REUTERS
""",
    "a kicker, labels of pictures, a list of topics": """
section | Euphrates crossings
headline | Ferry replaces the bridge at Hajin after a month
subhead | Farmers on both banks share the price of diesel
byline | Leila Hadi in Hajin
date | Last modified on Tue 12 Feb 2019 09.10 GMT
furniture | Share
caption | Image source, AFP
paragraph | A ferry began to run across the Euphrates on Monday, a commander said.
furniture | You may also be interested in:
furniture | Why the bridge was not rebuilt
paragraph | The bridge had been down for a month.
furniture | Topics
furniture | Euphrates
furniture | Middle East and north Africa
""",
    "Arabic television": """
section | أخبار|سوريا
headline | عبّارة تحل محل الجسر في هجين شرق سوريا
caption | العبّارة تنقل المزارعين بين ضفتي النهر (الأناضول)
date | 11/2/2019|آخر تحديث: 11/2/2019 08:15 م (مكة المكرمة)
furniture | حفظ
furniture | شارك
paragraph | بدأت عبّارة تنقل المزارعين بين ضفتي الفرات الاثنين، بحسب قائد محلي.
subhead | شهر من الانتظار
paragraph | وكان الجسر مقطوعاً منذ شهر.
byline | المصدر : الجزيرة + وكالات
furniture | الأكثر قراءة
""",
    "numbered answers": """
headline | What we know so far
list_item | 1. The bridge is down.
list_item | 2. The ferry runs at night.
list_item | 3. Nobody knows who pays.
""",
    "chronology": """
headline | A month on the river
paragraph | The bridge was hit on the first day of the month, residents say.
paragraph | They crossed by rope.
paragraph | The rope held for two days.
paragraph | Then it did not.
date | 3 February 2019
paragraph | A ferry arrives from Raqqa on the back of a lorry.
""",
    "copyright and comments in Arabic": """
headline | عبّارة بدل الجسر في هجين
byline | بقلم: ليلى هادي
paragraph | كان الجسر مقطوعاً منذ شهر حين وصلنا إلى النهر.
furniture | التعليقات (3)
furniture | أضف تعليقاً
furniture | فيسبوك تويتر واتساب
furniture | اشترك في نشرتنا الأسبوعية
furniture | كل الحقوق محفوظة للشركة
""",
    "only paragraphs": """
paragraph | The road from the city is long.
paragraph | It took five hours.
paragraph | Nobody complained.
""",
    "two short lines": """
headline | Bridge Opens at Hajin
paragraph | It opened yesterday.
""",
    "one sentence": """
paragraph | The road is long.
""",
    "one title": """
headline | Ferry Replaces the Bridge at Hajin
""",
    "one word": """
paragraph | Hasakah
""",
    "one word that would be furniture": """
paragraph | Share
""",
    "verbs that look like buttons": """
headline | شهادات من النهر
paragraph | شارك على فيسبوك صوراً للجسر المدمر، ثم حذفها بعد ساعات.
paragraph | تابعنا على الضفة الأخرى رجالاً ينقلون الطحين على أكتافهم.
paragraph | Read more than one map before you go, he told us.
paragraph | He shared on Facebook what he had seen.
""",
}


def lines_of(page: str) -> tuple[str, list[tuple[str, str]]]:
    """The page as text, and its blocks as role and text; `@` parts what stands on one line."""
    lines, wanted = [], []
    for line in page.strip().splitlines():
        parts = [part.split(" | ", 1) for part in line.split("@")]
        lines.append("".join(text for _, text in parts))
        wanted += [(role, text.strip()) for role, text in parts]
    return "\n".join(lines), wanted


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(
    "gap", ["\n", "\n\n", "\r\n", "\n \u00a0\n\t"], ids=["lines", "blank lines", "Windows", "odd blanks"]
)
def test_every_line_has_its_role(page: str, gap: str) -> None:
    text, wanted = lines_of(page)
    article = readers.read_text(text.replace("\n", gap), format="txt")
    found = [("=" * (block.duplicate_of is not None) + block.kind, block.text) for block in article.blocks]
    assert found == wanted


def test_a_repeat_names_the_block_it_repeats() -> None:
    text, _ = lines_of(PAGES["English, everything above the body"])
    blocks = readers.read_text(text, format="txt").blocks
    assert blocks[2].duplicate_of == blocks[1].id == "b2"


WRAPPED = """\
Subject to change

The road from the city of Qameshli to the eastern Syrian province of
Deir Ezzor is about 300 kilometers long, and the trip usually takes two
and a half hours on a good day.

But it took more than five hours on Sunday due to security measures and
checkpoints.
"""


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    blocks = readers.read_text(WRAPPED, format="txt").blocks
    assert [block.text[-11:] for block in blocks] == ["t to change", "a good day.", "heckpoints."]


def test_headlines_in_a_narrow_column_are_not_joined() -> None:
    text = "Ferry Replaces the Bridge at Hajin After a Month of Waiting\nBy Leila Hadi\nThe ferry began to run on Sunday.\n"
    assert [block.kind for block in readers.read_text(text, format="txt").blocks] == [
        "headline",
        "byline",
        "paragraph",
    ]


LINES = st.sampled_from(
    [
        line.split(" | ", 1)[1]
        for page in PAGES.values()
        for line in page.strip().splitlines()
        if "@" not in line
    ]
    + [
        "",
        " ",
        "***",
        "😀",
        "\u200f",
        "> a",
        "- b",
        "1. c",
        "…",
        "٣",
        "المتطرفين. اقرأ أيضاً",
        "end.Most Read Related",
    ]
)


def bare(text: str) -> str:
    return "".join(text.split())


@given(st.lists(LINES | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60), max_size=25))
def test_no_line_is_lost_doubled_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        article = readers.read_text(text, format="txt")
    except InputError:
        assert not bare(text)
        return
    assert bare("".join(block.text for block in article.blocks)) == bare(text)
    assert len({block.id for block in article.blocks}) == len(article.blocks)


@given(
    st.lists(
        LINES.filter(lambda line: line.endswith(".") and len(line.split()) > 5 and "©" not in line),
        min_size=2,
        max_size=12,
    )
)
def test_sentences_are_never_furniture(lines: list[str]) -> None:
    kinds = {block.kind for block in readers.read_text("\n".join(lines), format="txt").blocks}
    assert not kinds & {BlockKind.FURNITURE, BlockKind.SITE}
