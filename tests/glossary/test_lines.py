"""Names in lines of news, and only these: clitics, common words that look like towns, surnames, spellings, headlines in capitals."""

from __future__ import annotations

import re

import pytest

from translate.glossary import Glossary, find

# {} stands round each name of the house glossary; what stands outside is none.
ARABIC = """\
أعلن مصدر عسكري في {دمشق} أن القوات انسحبت من محيط {السويداء} باتجاه {درعا}.
وبحسب سكان {وبالميادين} فإن القصف لم يتوقف منذ الفجر.
وصلت الطائرة إلى {بيروت} قادمة من {باريس} بعد توقف قصير في {أثينا}.
فتح الرجل باب داره وأغلق النافذة ثم جلس حول المائدة.
نشرت الصحيفة صور الضحايا على صفحتها الأولى.
تقع بلدة {تل تمر} شرق {الحسكة} على ضفاف {الخابور}.
تجمع الأهالي عند عين الماء قرب التل القديم.
أكل الأطفال حمص وفلافل في المطعم الجديد.
تعامل المدرس مع تلاميذه برقة ولطف.
سافر الوفد من {صنعاء} إلى {عدن} ومنها {للمكلا} جواً.
قالت {أنقرة} إنها لن تسحب قواتها من شمال {سوريا} قبل التوصل إلى اتفاق.
وكان الرئيس العراقي قد التقى في {بغداد} وفداً من {أربيل}.
وأضاف المتحدث أن {لإيران} دوراً في المفاوضات.
وكانت {قطر} {والسعودية} قد استأنفتا العلاقات.
شدد {الاتحاد الأوروبي} على ضرورة احترام القانون الدولي.
قال {بوتين} في {موسكو} إن بلاده تدعم {الأسد}.
وأكد {للأمم المتحدة} التزام بلاده بالقرار.
في قطر الدائرة نقطة لا تتحرك.
قطر الدائرة ضعف نصف قطرها.
هرب السجناء من {حمص} إلى {حماة} عبر الطريق الدولي.
ترك له جده أرضاً وبيتاً صغيراً.
اندلعت اشتباكات عنيفة في {الباب} شرق {حلب} بين فصائل معارضة.
دق الباب ثم دخل من دون أن يستأذن.
أسفر انفجار في سوق {الرقة} عن مقتل ثلاثة مدنيين.
وأشار إلى أن صور الأقمار الصناعية تظهر دماراً واسعاً.
وقال أحد وجهاء {البصيرة} إن العشائر ترفض التجنيد.
يحتاج القائد إلى البصيرة قبل السيف.
وصل نازحون من {دير الزور} إلى {مخيم الهول} أمس.
مر الحول على المال فوجبت الزكاة.
تحدث الكاتب حول الأزمة من زاوية جديدة.
حذرت {الرياض} من التصعيد في {البحر الأحمر}.
ازدهرت الرياض والحدائق في المدينة بعد المطر.
تعهدت {لندن} بتقديم مساعدات {لليمن} بقيمة مليون جنيه.
زار {ماكرون} {بيروت} مرتين في شهر واحد.
قتل جنديان من {الجيش اللبناني} قرب {عرسال}.
تظاهر آلاف السودانيين في {الخرطوم} {وأم درمان}.
قال مسؤول تركي إن {تركيا} ملتزمة بالاتفاق.
أقام باب الحارة في ذاكرة المشاهدين.
انتقل من شرق المدينة إلى غربها مشياً.
اتهمت {واشنطن} {طهران} بتزويد {الحوثيين} بالصواريخ.
أعادت {القاهرة} فتح {معبر رفح} لأيام.
كانت المدينة قاهرة للغزاة عبر التاريخ.
القوة القاهرة تعفي من المسؤولية.
وصل إلى {تونس} وزير الخارجية الجزائري.
أعلنت {الجزائر} سحب سفيرها من {باريس}.
قال {الأردن} إنه يستضيف مليون لاجئ.
وقع الاتفاق في {الدوحة} بحضور {عُمان} {والكويت}.
دخل المقاتلون {سنجار} فجراً من جهة {تلعفر}.
زرع الفلاحون نوى التمر في الحقول.
كشف المبعوث عن خطة جديدة {لليبيا}.
استهدفت طائرة مسيرة {قاعدة عين الأسد} في {الأنبار}.
نقل الجرحى إلى مستشفى في {القامشلي}.
سقطت قذيفة على {كوباني} قرب الحدود التركية.
تشهد {إدلب} {واللاذقية} قصفاً متبادلاً.
قال {مظلوم عبدي} إن قواته مستعدة للحوار.
رجل مظلوم قضى عمره في السجن.
لم يكن الطريق هيناً، لكنه نجا من الموت.
هيت لك الفرصة فلا تضيعها.
استعادت القوات مدينة {هيت} في {الأنبار} من التنظيم.
أصيب رجل في {صور} بجنوب {لبنان}.
أظهرت صور نشرتها {وكالة رويترز} دخاناً كثيفاً.
تجاوزت المفاوضات العقبة الأولى.
وصلت باخرة إلى ميناء {العقبة} في {الأردن}.
هذه العين تبصر وتلك لا.
فاز نادي {العين} الإماراتي بالبطولة.
سار في طريق الخير والسلام.
التقى وزير الخارجية المصري نظيره القطري في {نيويورك}.
دان {مجلس الأمن} الهجوم على {مقديشو}.
وفي {الحديدة} قالت مصادر إن الهدنة صامدة.
صنع الحداد الحديدة في النار.
استقبل رئيس {إقليم كردستان} السفير الفرنسي.
هبت عاصفة على {أبوظبي} {ودبي} {والشارقة}.
عادت {فرنسا} إلى المحادثات مع {ألمانيا} {وبريطانيا}.
طالبت {هيومن رايتس ووتش} بتحقيق مستقل.
وأكدت {داعش} مسؤوليتها عن التفجير في {كابل}.
نفت {طالبان} أي صلة لها بالهجوم في {أفغانستان}.
طالبان من جامعة المدينة فازا بالجائزة.
عاد الهدوء إلى {الموصل} بعد سنوات من الحرب.
الطريق الموصل إلى القرية مغلق.
تدرس {اليابان} إرسال سفن إلى {خليج عدن}.
تدمر الحرب كل شيء في طريقها.
عثر على آثار رومانية في {تدمر} وسط {سوريا}.
دخلت القافلة {الغوطة الشرقية} بعد حصار طويل.
وتوجه {نتنياهو} إلى {واشنطن} للقاء {ترمب}.
عبس الأستاذ في وجه تلميذه.
سقط صاروخ على {عسقلان} أطلق من {قطاع غزة}.
اقتحم {الجيش الإسرائيلي} {جنين} {ونابلس} {والخليل}.
ولد في بطن أمه جنين ميت.
قال إبراهيم الخليل للصحافيين إن الوضع صعب.
الصديق والخليل لا يفترقان.
تدفق العراقيون على مراكز الاقتراع في {البصرة} {وذي قار}.
وشهدت {كربلاء} مسيرات ضخمة وفدت من {النجف}.
عبر الجسر إلى الضفة الأخرى من النهر.
تراجعت أسعار النفط في {الكويت} أمس.
أكدت {الهند} {وباكستان} وقف إطلاق النار.
أرسلت {الصين} مبعوثاً إلى {الشرق الأوسط}.
ضرب زلزال {إسطنبول} وشعر به سكان {بورصة}.
خسرت بورصة الأسهم ثلث قيمتها.
واصلت {قسد} عملياتها ضد خلايا {داعش} بريف {دير الزور}.
عاد إلى {الصور} بعد غياب خمس سنوات.
عاد إلى الصور القديمة في درج مكتبه.
وقال {المرصد السوري لحقوق الإنسان} إن الغارات استهدفت {معرة النعمان}.
شرب من ماء العين حتى ارتوى ثم نام في الظل.
ومن {منبج} إلى {جرابلس} انتشرت الحواجز.
وقفت الشاحنات أمام {معبر نصيب} أياماً.
له نصيب من الثروة.
وصل {غوتيريش} إلى {كييف} ومنها إلى {موسكو}.
قال كيف نخرج من الأزمة؟
انعقدت القمة في {الظهران} شرق {السعودية}.
استولى المتمردون على {الفاشر} {ونيالا} في {دارفور}.
انتخب {السيسي} رئيساً {لمصر} لولاية ثانية.
سرت شائعات في المدينة عن هدنة.
سيطر الجيش على {سرت} {ومصراتة} غرب {ليبيا}.
وأوضح لـ«{الشرق الأوسط}» أن {بلجيكا} تسلمت أطفالاً من {مخيم روج}.
اللغة والأدب من أقسام الجامعة.
غرق قارب قرب {قبرص} كان متجهاً إلى {اليونان}.
قال وزير خارجية {روسيا} {لافروف} إن {للولايات المتحدة} أهدافاً أخرى.
كلف {الحريري} تشكيل الحكومة في {لبنان}.
حيوان بري هاجم المزارع.
"""
ENGLISH = """\
Fighters left {Abu Kamal} for {Mayadeen} on Friday, residents said.
Iraqi trucks crossed into {Albu Kamal} after the border post reopened.
The road to {Al Bukamal} was cut by shelling near {Al-Salihiyah}.
Two drones hit a depot outside {al-Boukamal}, {Syria}.
He was born in {Abou Kamal} and studied in {Aleppo}.
Thousands fled {Hassakeh} province for {Al-Hasaka}'s schools.
The {Hasakeh} governorate borders {Turkey}.
Troops reached {Dayr az-Zawr} by dawn, {SANA} reported.
{Deir al-Zor}'s airport was shelled twice.
{Deir Ezzor}’s tribes met {SDF} commanders.
{DEIR EZZOR} UNDER FIRE AS {ISIS} CELLS RETURN
{SDF}-held areas near the {Euphrates} were quiet.
An {ISIS}-claimed blast killed a judge.
The {Idlib}-based group denied the report.
{Turkey}-backed factions shelled {Manbij}.
A {Damascus}-based diplomat said talks would resume.
The {US-led coalition} bombed {Raqqa} for months.
Kurdish-led forces withdrew from {Ras al-Ayn}.
{Kobane} and {Tel Abyad} lie on the Turkish border.
Clashes erupted in {Tall Abyad}, {Ayn Issa} and {Tell Tamer}.
The town of {Al-Shaddadah} was retaken.
{Qamishlo} airport stayed open, the governor of {Qamishli} said.
A car bomb struck {A'zaz} near the {Bab al-Salameh} crossing.
Rebels advanced on {Saraqeb} and {Ma'arrat al-Nu'man}.
He told {Reuters} that {Khan Shaykhun} was empty.
They hit a bump and the van turned over.
The male turkey was split and baked with salt.
She was reading in the bath when the hail began.
The mare won the race by a nose.
Chad Smith plays the drums.
The aid reached {Chad} and {Sudan} by air.
{Jordan}'s king met {Saudi Arabia}'s crown prince in {Jeddah}.
Michael Jordan scored forty points.
The tyre burst on the motorway.
{Israel} struck {Tyre} in southern {Lebanon}, {Hezbollah} said.
The {Houthis} fired at ships in the {Gulf of Aden}.
{Hodeida} port, run by the {Houthis}, handles most imports.
Residents of {Ta'izz} and {Ma'rib} sought shelter.
A {United Nations} team flew from {Sana'a} to {Aden}.
{Al-Qa'ida} claimed the raid in {Abyan}.
{Al Qaeda}'s leader was killed in {Kabul}.
He flew to {Doha}, {Abu Dhabi} and {Riyadh}.
The {GCC} summit opens in {Manama} on Monday.
{Baghdad}'s green zone was hit by rockets.
Protesters in {Basrah} and {Nassiriya} blocked roads.
{Mosul}'s old city lies in ruins.
{Sulaimaniya} and {Irbil} airports closed.
{Kurdistan Region} president {Nechirvan Barzani} visited {Paris}.
{Muqtada al-Sadr}'s followers stormed parliament.
{Nouri al-Maliki} rejected the proposal.
Militias in {Fallujah} and {Ramadi} clashed with the army.
A {PMF} convoy was hit near {Al-Qa'im}.
{Tikrit} fell in June.
Salt is cheap this year in the market.
The bab was a gate in old cities.
The {Syrian Observatory for Human Rights} said 12 people died.
{Bashar al-Asad}'s palace overlooks {Damascus}.
President {Erdogan} called {Putin} and {Macron}.
{Donald Trump} ordered troops out of {Syria}.
{Benjamin Netanyahu} flew to {Washington}.
{Hamas}-run {Gaza} has little fuel.
{Rafah}, {Khan Yunis} and {Jabaliya} were bombed.
Settlers burned cars in {Hebron} and {Nablus}.
{Ramallah} condemned the raid on {Jenin}.
The {West Bank} town of {Tulkarem} was sealed.
{Egypt}'s {Sisi} opened a museum in {Cairo}.
{Alexandria} and {Suez} ports are busy.
{Khartoum} and {Omdurman} were shelled by the {RSF}.
{El-Fasher} in {Darfur} is under siege.
{Tripoli} and {Benghazi} have rival governments in {Libya}.
{Khalifa Haftar}'s men left {Sirte}.
{Tunis} and {Algiers} signed a gas deal.
{Morocco} restored ties with {Spain}.
{Mogadishu} was rocked by an {al-Shabab} bomb.
{Ethiopia}'s {Tigray} region is at peace.
The {Taliban} took {Kabul} in August.
{Iran's Revolutionary Guards} seized a tanker in the {Strait of Hormuz}.
{Tehran} and {Moscow} support {Damascus}.
{Hassan Nasrallah} spoke from {Beirut}'s suburbs.
{UNICEF} and the {WFP} appealed for funds.
{UNHCR} tents filled {Zaatari camp} in {Jordan}.
The {European Union} and {NATO} condemned it.
{France}, {Germany} and {Britain} back the deal.
The {Arab League} met in {Cairo}.
{WASHINGTON} AND {TEHRAN} RESUME TALKS
{YEMEN}'S {HOUTHIS} FREE 100 PRISONERS
WHO WILL PAY FOR US ALL?
The {WHO} warned of cholera in {Aleppo}.
Who are they to us?
It may march on in august company.
He has a house in the {Golan Heights}.
{Al-Hol camp} holds thousands of women.
{al-Hawl camp} guards fired in the air.
The {Al-Omar oil field} was attacked, near {Dhiban}.
{Baghuz} was the group's last pocket.
{Hajin} and {Susah} fell that winter.
Families returned to {Rastan} and {Talbiseh}, north of {Homs}.
{Hama}'s countryside was shelled from {Morek}.
{Swaida} and {Dara'a} protest weekly.
The {Lattakia} and {Tartous} ports reopened.
{Tartus} hosts a Russian base.
{Palmyra}'s temples were destroyed.
Homing pigeons came home to roost.
Ana said the bill was a hit.
"""
LINES = [("ar", line) for line in ARABIC.splitlines()] + [("en", line) for line in ENGLISH.splitlines()]


@pytest.mark.parametrize(("language", "line"), LINES)
def test_the_names_of_a_line_are_found_and_nothing_else(language: str, line: str, house: Glossary) -> None:
    names = [name.strip() for name in re.findall(r"\{(.*?)\}", line)]
    text = re.sub("[{}]", "", line)
    found = [
        match.surface
        for match in find(text, language, house)
        if match.status != "suggested" and house[match.entry].is_name
    ]
    assert found == names
