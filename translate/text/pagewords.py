"""Word lists of news pages in both languages, folded: furniture, dates, outlets, sections. A line of text is looked up in them."""

from __future__ import annotations

from translate.text.folding import phrases, words

#: Headings over lists of other articles.
HEADINGS = phrases(
    """
editor picks|editor's picks|editors' picks|editors picks|editor's choice|editors' choice|our picks
top picks|most read|most viewed|most popular|most shared|most commented|most watched|most recent
popular now|popular posts|popular stories|related|related article|related articles|related story
related stories|related topics|related news|related posts|related content|related links|related coverage
related reading|related videos|more related news|read more|read also|also read|read next|read on
more stories|more news|more articles|more on this story|more on this topic|more from this section
more in this section|more from this author|more by this author|further reading|you may also like
you might also like|you may like|you might like|you may also be interested in|you might be interested in
what to read next|up next|recommended|recommended stories|recommended articles|recommended for you
recommended reading|suggested articles|trending|trending now|trending stories|trending topics
top stories|latest news|latest stories|latest articles|latest videos|latest headlines|don't miss
must read|must reads|in case you missed it|from the web|around the web|from our partners
sponsored content|promoted stories|promoted content|sponsored links|watch also|see also|next article
previous article|next story|previous story|in this section|also in the news|in other news|in pictures
اختيارات المحرر|مختارات المحرر|اختيارات المحررين|اختيار المحرر|مختارات|اخترنا لك|اخترنا لكم
من اختيارات المحرر|اقرأ أيضا|إقرأ أيضا|اقرأوا أيضا|اقرأ المزيد|إقرأ المزيد|اقرأ أيضا في|للمزيد
لقراءة المزيد|المزيد من الأخبار|مزيد من الأخبار|مواضيع ذات صلة|موضوعات ذات صلة|مقالات ذات صلة
أخبار ذات صلة|قصص ذات صلة|روابط ذات صلة|تقارير ذات صلة|محتوى ذو صلة|ذات صلة|مواضيع متعلقة|موضوعات متعلقة
مقالات متعلقة|أخبار متعلقة|مواضيع مشابهة|مقالات مشابهة|مقالات مقترحة|مواضيع مقترحة|قد يعجبك أيضا
قد يعجبكم أيضا|ربما يعجبك أيضا|قد يهمك|قد يهمك أيضا|قد يهمكم أيضا|ربما يهمك أيضا|مقالات قد تهمك
أخبار قد تهمك|الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|الأكثر تعليقا|الأكثر شيوعا|الأكثر رواجا
الأكثر مشاركة|الأكثر شعبية|رائج|رائج الآن|آخر الأخبار|أحدث الأخبار|أبرز الأخبار|أهم الأخبار|أخبار أخرى
مقالات أخرى|أحدث المقالات|آخر المقالات|شاهد أيضا|طالع أيضا|تابع أيضا|انظر أيضا|لا يفوتك|لا تفوتك
المقال التالي|الخبر التالي|المقال السابق|الخبر السابق|محتوى مدفوع
    """
)

#: Buttons and labels that stand alone.
ALONE = phrases(
    """
advertisement|advertisements|advertising|article continues below|article continues below advertisement
story continues below|story continues below advertisement|article continues after advertisement
continue reading|continue reading the main story|continue reading below|share this|share this article
share this story|share this page|share this post|share article|tweet this|print this article
print this page|email this article|email this story|send to a friend|send by email|save this article
save article|copy link|link copied|copy the link|leave a comment|leave a reply|post a comment
add a comment|write a comment|no comments|no comments yet|view comments|show comments|read the comments
comments are closed|join the conversation|join the discussion|subscribe now|newsletter signup
newsletter sign-up|all rights reserved|privacy policy|cookie policy|cookie settings|terms of use
terms of service|terms and conditions|terms & conditions|contact us|about us|advertise with us|follow us
skip to content|skip to main content|skip to navigation|back to top|return to top|load more|show more
view more|see more|view all|see all|download our app|download the app|get the app|listen to this article
listen to article|turn on notifications|unsubscribe|subscribe|sign up|share on social media
your email address|enter your email
إعلان|إعلانات|مساحة إعلانية|يتبع بعد الإعلان|شارك|شارك المقال|شارك الخبر|شارك هذا المقال|شارك هذا الخبر
شارك الموضوع|شاركها|شاركه|مشاركة الخبر|مشاركة المقال|مشاركة عبر|طباعة الخبر|طباعة المقال|أرسل إلى صديق
إرسال إلى صديق|إرسال بالبريد|نسخ الرابط|انسخ الرابط|تم نسخ الرابط|حفظ المقال|احفظ المقال|أضف تعليق
أضف تعليقا|أضف تعليقك|اترك تعليقا|اترك تعليقك|اترك ردا|اكتب تعليقا|اكتب تعليقك|لا توجد تعليقات
التعليقات مغلقة|شارك برأيك|شاركنا رأيك|اشترك الآن|النشرة البريدية|النشرة الإخبارية|تابعنا|تابعونا
جميع الحقوق محفوظة|كل الحقوق محفوظة|حقوق النشر محفوظة|سياسة الخصوصية|سياسة ملفات تعريف الارتباط
شروط الاستخدام|شروط الخدمة|الشروط والأحكام|اتصل بنا|من نحن|أعلن معنا|أعلن لدينا|تحميل المزيد|عرض المزيد
شاهد المزيد|عرض الكل|مشاهدة الكل|العودة إلى الأعلى|العودة للأعلى|انتقل إلى المحتوى
انتقل إلى المحتوى الرئيسي|تخطي إلى المحتوى|حمل التطبيق|حمل تطبيقنا|استمع إلى المقال|استمع إلى هذا المقال
تفعيل الإشعارات|إلغاء الاشتراك|الكلمات الدالة|كلمات دالة|الكلمات المفتاحية|كلمات مفتاحية|كلمات دلالية
    """
)

#: Furniture in words too common to be believed in the middle of an article.
AT_EDGE = phrases(
    """
share|tweet|print|email|e-mail|save|comment|comments|newsletter|newsletters|home|menu|search|sign in
log in|login|register|my account|next|previous|more|tags|topics|keywords|categories|top|latest|live
videos|video|photos|photo gallery|gallery|audio|podcasts|listen|watch|watch live|watch the video
play video|text size|font size|dark mode|language|arabic|english|en|ar|print edition
today's print edition|most popular in|rss|sitemap|site map|careers|jobs|help|faq|archive|accessibility
copyright|close|cancel|send|submit|ok|accept|accept all|accept cookies|i agree|got it|reject all|loading
reply|like|likes|views|follow|download|app store|google play
عربي|العربية|مشاركة|طباعة|إرسال|حفظ|تعليق|تعليقات|التعليقات|الرئيسية|القائمة|بحث|البحث|تسجيل الدخول
تسجيل|دخول|حسابي|التالي|السابق|المزيد|الوسوم|وسوم|المواضيع|مباشر|البث المباشر|البث الحي|فيديو|صور
معرض الصور|ألبوم صور|بودكاست|استمع|شاهد|حجم الخط|النسخة الورقية|عدد اليوم|خريطة الموقع|وظائف|مساعدة
الأرشيف|أرشيف|إغلاق|إلغاء|أوافق|موافق|قبول|قبول الكل|رد|إعجاب|مشاهدات|متابعة|تحميل|إنجليزي|الوضع الليلي
    """
)

#: Labels over a list of tags.
TAGS = phrases(
    "tags|topics|keywords|categories|الوسوم|وسوم|المواضيع|الكلمات الدالة|كلمات دالة|الكلمات المفتاحية|كلمات مفتاحية|كلمات دلالية"
)
#: Words of a row of share buttons.
SOCIAL = words(
    """
facebook twitter x instagram whatsapp telegram linkedin youtube pinterest reddit tiktok snapchat
messenger threads email mail print share tweet copy link rss flipboard viber wechat mastodon bluesky on
via and follow
فيسبوك فيس بوك تويتر إكس إنستغرام انستغرام واتساب واتس تلغرام تيليغرام تليغرام لينكدإن يوتيوب تيك توك
سناب شات ماسنجر طباعة مشاركة شارك البريد بريد نسخ رابط
    """
)

#: Words of such a row that do not make one by themselves.
SHARE_ONLY = words(
    """
x on via and follow link mail
توك شات بوك شارك
share print email tweet copy rss مشاركة طباعة البريد بريد نسخ رابط
    """
)

#: Months: English, Arabic as in Egypt, as in the Levant, as in the Maghreb, and of the Islamic calendar.
MONTHS = words(
    """
january february march april may june july august september october november december jan feb mar apr
jun jul aug sep sept oct nov dec
يناير فبراير مارس أبريل إبريل مايو يونيو يونيه يوليو يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر شباط آذار
نيسان أيار حزيران تموز آب أيلول تشرين كانون جانفي فيفري أفريل ماي جوان جويلية أوت غشت شتنبر نونبر دجنبر
محرم صفر ربيع جمادى جمادي رجب شعبان رمضان شوال القعدة الحجة
    """
)

#: Days of the week.
WEEKDAYS = words(
    """
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد اثنين ثلاثاء أربعاء خميس جمعة سبت أحد
    """
)

#: Words that make an age of a number.
AGO = words(
    """
ago yesterday today
منذ قبل أمس اليوم
    """
)

#: Units of such an age.
UNITS = words(
    """
second seconds minute minutes min mins hour hours hr hrs day days week weeks month months year years an
a one two three four
ثانية ثوان ثواني دقيقة دقيقتين دقائق ساعة ساعتين ساعات يوم يومين أيام أسبوع أسبوعين أسابيع شهر شهرين
أشهر شهور سنة سنتين سنوات عام عامين أعوام
    """
)

#: What else a date line may hold.
DATE_FILLERS = words(
    """
published updated last first posted modified created issued issue no on at date time update the of st nd
rd th am pm a p m t z gmt utc est edt et bst cet cest ast makkah mecca ksa local beirut damascus baghdad
cairo riyadh london
نشر نشرت نشرة في آخر تحديث تاريخ النشر التحديث جرى الساعة بتوقيت غرينتش جرينتش غرينيتش مكة المكرمة
القاهرة دمشق بغداد بيروت الرياض لندن صباحا مساء ظهرا ص م هـ ه مـ ميلادي ميلادية هجري هجرية رقم العدد عدد
الموافق الثاني الأول الثانية الأولى الآخر الآخرة الاخر ذو ذي محدث يوم عند و ت
    """
)

#: Papers, agencies and stations that print their name above an article.
OUTLETS = phrases(
    """
asharq al-awsat|asharq al awsat|aawsat|reuters|afp|agence france-presse|associated press
the associated press|ap news|bbc|bbc news|bbc arabic|cnn|cnn arabic|al jazeera|al jazeera english
aljazeera|al arabiya|al arabiya english|sky news|sky news arabia|arab news|the national|gulf news
khaleej times|gulf today|the jordan times|jordan times|the daily star|daily star|al-monitor|al monitor
middle east eye|middle east monitor|the new arab|new arab|rudaw|kurdistan 24|kurdistan24|north press
north press agency|hawar news|enab baladi|sana|syria direct|the guardian|guardian|the new york times
new york times|the washington post|washington post|the wall street journal|financial times|the economist
the times|the independent|independent arabia|france 24|dw|deutsche welle|euronews|rt|sputnik
anadolu agency|anadolu|trt world|xinhua|tass|al-ahram|ahram online|al-ahram weekly|egypt today
egypt independent|mada masr|l'orient today|l'orient le jour|naharnet|an-nahar|annahar
the times of israel|haaretz|the jerusalem post|un news|voice of america|voa|radio free europe|npr|pbs
cbs news|nbc news|abc news|fox news|usa today|bloomberg|politico|axios|newsweek|the atlantic
foreign policy|al-hayat|al-quds al-arabi|al-araby|iraqi news|shafaq news|iraqi news agency|wafa
spa|wam
الشرق الأوسط|جريدة الشرق الأوسط|صحيفة الشرق الأوسط|رويترز|وكالة رويترز|فرانس برس|وكالة الصحافة الفرنسية
بي بي سي|بي بي سي عربي|بي بي سي نيوز عربي|سي إن إن|سي إن إن بالعربية|الجزيرة|الجزيرة نت|العربية
العربية نت|سكاي نيوز عربية|القدس العربي|العربي الجديد|عنب بلدي|إندبندنت عربية|اندبندنت عربية
النهار|النهار العربي|الأهرام|بوابة الأهرام|المصري اليوم|اليوم السابع
الإمارات اليوم|عكاظ|القبس|السفير|رصيف22|رووداو|كوردستان 24
نورث برس|هاوار|وكالة هاوار|سانا|الوكالة العربية السورية للأنباء|الأناضول|وكالة الأناضول|سبوتنيك|آر تي
روسيا اليوم|فرانس 24|دويتشه فيله|يورونيوز|مونت كارلو الدولية|واس|وكالة الأنباء السعودية|وام|بترا|وفا
كونا|واع|وكالة الأنباء العراقية|شفق نيوز|السومرية|السومرية نيوز|بغداد اليوم|أخبار الأمم المتحدة
صوت أمريكا|إيلاف|المونيتور
    """
)

#: What may stand behind such a name.
SITE_WORDS = words(
    """
english arabic edition international middle east middle-east news opinion newspaper online website
official site home page the and from of world arab daily breaking latest today live tv channel agency
network magazine press media com net org www asharq al-awsat
صحيفة جريدة وكالة موقع قناة شبكة مجلة أخبار الأخبار أنباء الأنباء العرب العربية العربي الأولى الدولية
الدولي نيوز نت عربي عربية الرسمي الإلكترونية الإلكتروني اليومية الصفحة الرئيسية آخر أحدث و من العالم على
مدار الساعة مستقلة سياسية يومية تصدر في لندن
    """
)

#: Nouns that names of outlets are made with.
SITE_NOUNS = words(
    """
newspaper news times post herald daily gazette tribune online agency magazine press journal chronicle observer network tv channel radio website
صحيفة جريدة وكالة موقع قناة شبكة مجلة إذاعة نيوز أخبار أنباء تلفزيون
    """
)
#: Names of sections.
SECTIONS = phrases(
    """
middle east|mideast|the middle east|middle east news|middle east and north africa|world|world news
politics|business|economy|markets|money|finance|sports|sport|opinion|opinions|editorial|editorials
culture|arts|arts and culture|arab world|arab affairs|the levant|levant|gulf|the gulf|gulf news|maghreb
the maghreb|north africa|iran|iran affairs|iraq|syria|lebanon|jordan|egypt|yemen|libya|sudan|palestine
israel|turkey|saudi arabia|turkey and iran|africa|asia|europe|americas|united states|us|u.s|uk|features
feature|exclusive|interview|interviews|analysis|breaking|breaking news|news|local|local news
international|technology|tech|science|health|environment|climate|lifestyle|life & style|society|people
varieties|entertainment|travel|education|in depth|in-depth|investigations|investigative reports
reportage|report|reports|special report|long reads|long read|explainer|explainers|letters|obituaries
weather|energy|media|front page|the front page|security|military|diplomacy|human rights|women
العالم العربي|المشرق العربي|المغرب العربي|بلاد الشام|الشرق الأوسط|العالم|أخبار العالم|سياسة|السياسة
اقتصاد|الاقتصاد|أعمال|أسواق|أسواق وطاقة|طاقة|رياضة|الرياضة|رأي|الرأي|آراء|مقالات|افتتاحية|ثقافة|الثقافة
ثقافة وفنون|فنون|أخبار|الأخبار|أخبار عربية|أخبار محلية|عربي|عربي ودولي|دولي|دوليات|عربيات|عربية
عربية ودولية|محليات|محلية|تحقيقات|تحقيق|تقارير|تقرير|تقارير خاصة|خاص|حصري|عاجل|الأولى|الصفحة الأولى
الأخيرة|الخليج|أخبار الخليج|إيران|شؤون إيرانية|شؤون إقليمية|شؤون عربية|الشؤون العربية|سوريا|العراق|لبنان
الأردن|مصر|اليمن|ليبيا|السودان|فلسطين|إسرائيل|تركيا|تركيا وإيران|السعودية|شمال أفريقيا|أفريقيا|آسيا
أوروبا|الولايات المتحدة|أميركا|تكنولوجيا|تقنية|علوم|علوم وبيئة|بيئة|مناخ|صحة|صحة وعافية|منوعات|مجتمع
حياة|ترفيه|سفر|سفر وسياحة|تعليم|قصص|مقابلات|مقابلة|حوار|حوارات|تحليل|تحليلات|ملفات|ملفات خاصة
قراءات مطولة|يوميات الشرق|يوميات الشرق الأوسط|بريد القراء|كاريكاتير|بيانات ورسوم|إعلام|أمن|دبلوماسية
حقوق الإنسان|مرأة|سينما
    """
)
