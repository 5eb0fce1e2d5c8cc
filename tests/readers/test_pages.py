"""Twenty pages that are built differently, in both languages: the whole article is read from each, and nothing around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from translate import readers
from translate.model import Article

if TYPE_CHECKING:
    from pathlib import Path

EN = [
    [
        "Water returned to the taps of Tabqa on Monday after engineers repaired the main pump.",
        "The station had been out of service for eleven days, the water board said.",
        "“We carried water from the river every morning,” said Salma Darwish, a teacher.",
        "A second pump is due to arrive from the port next week.",
    ],
    [
        "Farmers in the Khabur valley began the barley harvest two weeks early this year.",
        "Low rain has cut the yield by half, according to the farmers' union.",
        "The union asked for seed and fuel before the autumn.",
        "Prices at the market in Qamishli rose to 410 dollars a ton.",
    ],
    [
        "The road between Homs and Palmyra opened to lorries for the first time in three years.",
        "Crews cleared 64 mines from the verge, the ministry said.",
        "Drivers said the trip now takes three hours instead of nine.",
    ],
    [
        "Three schools in Daraa will reopen in September after repairs.",
        "Parents painted the class rooms themselves.",
        "The council still lacks desks for 240 pupils.",
    ],
]
AR = [
    [
        "عادت المياه إلى أحياء الطبقة يوم الاثنين بعد إصلاح المضخة الرئيسية.",
        "وقالت مؤسسة المياه إن المحطة توقفت عن العمل أحد عشر يوماً.",
        "وقالت المعلمة سلمى درويش: «كنا نحمل الماء من النهر كل صباح».",
        "ومن المقرر أن تصل مضخة ثانية من المرفأ الأسبوع المقبل.",
    ],
    [
        "بدأ مزارعو وادي الخابور حصاد الشعير قبل موعده بأسبوعين هذا العام.",
        "وخفضت قلة الأمطار المحصول إلى النصف بحسب اتحاد الفلاحين.",
        "وطالب الاتحاد بالبذار والمحروقات قبل الخريف.",
    ],
    [
        "فتحت الطريق بين حمص وتدمر أمام الشاحنات للمرة الأولى منذ ثلاث سنوات.",
        "وأزالت الفرق أربعة وستين لغماً من جانبي الطريق.",
        "وقال السائقون إن الرحلة تستغرق الآن ثلاث ساعات بدلاً من تسع.",
    ],
]


def paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


PAGES: list[tuple[str, bytes, list[str], list[str]]] = []


def page(name: str, html: str, wanted: list[str], junk: list[str], encoding: str = "utf-8") -> None:
    PAGES.append((name, html.encode(encoding, "xmlcharrefreplace"), wanted, junk))


# 1 semantic
page(
    "semantic",
    f"""<!DOCTYPE html><html lang=en><head><title>Water returns to Tabqa | River Times</title></head><body><header><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a><li><a href=/s>Sport scores</a></ul></nav></header><main><article><h1>Water returns to Tabqa</h1><p class=byline>By Nour Haddad</p>{paragraphs(EN[0])}</article><aside><h2>Most read</h2><ul><li><a href=1>Ten recipes for lentils</a><li><a href=2>Who won the cup</a></ul></aside></main><footer><p>© 2026 River Times. All rights reserved.</p><a href=p>Privacy policy</a></footer></body></html>""",
    ["Water returns to Tabqa", *EN[0]],
    [
        "Sport scores",
        "Most read",
        "Ten recipes for lentils",
        "Who won the cup",
        "All rights reserved",
        "Privacy policy",
    ],
)
# 2 div soup
page(
    "divsoup",
    f"""<html><head><title>Barley harvest starts early</title></head><body><div id=wrap><div class=top><a href=a>Subscribe now</a> | <a href=b>Log in</a></div><div class=menu><a href=1>Politics</a><a href=2>Economy</a><a href=3>Culture and arts</a></div><div class=x1><div class=x2><div class=ttl>Barley harvest starts early</div>{"".join(f"<div>{x}</div>" for x in EN[1])}</div></div><div class=rel><div>Related stories</div><div><a href=q>Olive oil exports double</a></div><div><a href=q2>New dam planned for the north</a></div></div><div class=cpy>Copyright The Valley Paper</div></div></body></html>""",
    EN[1],
    [
        "Subscribe now",
        "Log in",
        "Culture and arts",
        "Related stories",
        "Olive oil exports double",
        "New dam planned",
        "Copyright The Valley",
    ],
)
# 3 table layout, br paragraphs
page(
    "table-br",
    f"""<html><head><title>Desert road opens</title></head><body bgcolor=white><table width=100%><tr><td colspan=2><img src=l.gif><font size=5>Desert Wire</font></td></tr><tr><td width=120><a href=1>Front page</a><br><a href=2>Archive 2019</a><br><a href=3>Weather for Friday</a><br></td><td><font size=4><b>Desert road opens</b></font><br><br>{"<br><br>".join(EN[2])}<br><br><a href=pr>Print this page</a> <a href=em>E-mail to a friend</a></td></tr><tr><td colspan=2><center>Best viewed in 800x600. Desert Wire 1999-2026</center></td></tr></table></body></html>""",
    EN[2],
    [
        "Front page",
        "Archive 2019",
        "Weather for Friday",
        "Print this page",
        "E-mail to a friend",
        "Best viewed",
    ],
)
# 4 cookie banner + newsletter inside
page(
    "cookies",
    f"""<!doctype html><html lang="en"><head><title>Schools reopen - South Post</title><meta property="og:title" content="Schools reopen in Daraa"></head><body><div id="cookie-consent" role="dialog"><p>We use cookies to make our site better. By clicking Accept you agree to our use of cookies and to the storage of data on your device.</p><button>Accept all</button></div><div class="page"><div class="content"><h1>Schools reopen in Daraa</h1><p>{EN[3][0]}</p><div class="newsletter-box"><p>Sign up for our daily newsletter and never miss a story.</p><form><input><button>Sign up</button></form></div><p>{EN[3][1]}</p><div class="ad"><p>Advertisement</p></div><p>{EN[3][2]}</p></div></div></body></html>""",
    ["Schools reopen in Daraa", *EN[3]],
    ["We use cookies", "Accept all", "daily newsletter", "Advertisement"],
)
# 5 comments
page(
    "comments",
    f"""<html><head><title>Water back</title></head><body><div class="post"><h2 class="entry-title">Water back in Tabqa</h2><div class="entry-content">{paragraphs(EN[0])}<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href=f>Facebook</a></li><li><a href=t>Twitter</a></li></ul></div></div></div><div id="comments"><h3>3 comments</h3><ol><li><div class=author>abu_sami</div><p>Thank God, at last, after so long we were tired of buying water every day.</p></li><li><div class=author>river_girl</div><p>They should have repaired it in winter, everyone knew the pump was old.</p></li></ol><h3>Leave a Reply</h3><form><label>Your email address will not be published.</label><textarea></textarea></form></div></body></html>""",
    EN[0],
    [
        "Share this",
        "Facebook",
        "3 comments",
        "Thank God, at last",
        "river_girl",
        "repaired it in winter",
        "Leave a Reply",
        "email address will not",
    ],
)
# 6 Arabic semantic
page(
    "ar-semantic",
    f"""<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>عودة المياه إلى الطبقة - وكالة النهر</title></head><body><header><nav><a href=/>الرئيسية</a><a href=/p>سياسة</a><a href=/e>اقتصاد</a></nav></header><article><h1>عودة المياه إلى الطبقة</h1><div class="meta"><span>نور حداد</span> <time>12 أيار 2026</time></div>{paragraphs(AR[0])}</article><section class="related"><h3>اقرأ أيضاً</h3><ul><li><a href=1>وصفات العدس العشر</a></li></ul></section><footer>جميع الحقوق محفوظة لوكالة النهر 2026</footer></body></html>""",
    ["عودة المياه إلى الطبقة", *AR[0]],
    ["سياسة", "اقرأ أيضاً", "وصفات العدس", "جميع الحقوق محفوظة"],
)
# 7 Arabic div soup windows-1256
page(
    "ar-1256",
    f"""<html dir=rtl><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1256"><title>حصاد الشعير</title></head><body><div><a href=1>اتصل بنا</a> <a href=2>من نحن</a></div><div id=body><span class=h>بدء حصاد الشعير في وادي الخابور</span><div>{"<br/><br/>".join(AR[1])}</div></div><div><a href=x>تابعنا على فيسبوك</a></div><div>تصميم وبرمجة شركة المدى</div></body></html>""",
    AR[1],
    ["اتصل بنا", "من نحن", "تابعنا على فيسبوك", "تصميم وبرمجة"],
    "cp1256",
)
# 8 Arabic with comments, tags
page(
    "ar-tags",
    f"""<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>فتح طريق تدمر</title></head><body class="rtl single"><div class="breadcrumb"><a href=/>الصفحة الرئيسية</a> » <a href=/n>أخبار</a></div><h1 class="title">فتح طريق تدمر أمام الشاحنات</h1><div class="share">شارك: <a>واتساب</a><a>تلغرام</a></div><div class="article-text">{paragraphs(AR[2])}</div><div class="tags">الوسوم: <a href=t1>حمص</a> <a href=t2>نقل بري</a></div><div class="comments"><h4>التعليقات (1)</h4><p>خبر جميل جداً ونتمنى أن تفتح كل الطرق قريباً بإذن الله.</p></div></body></html>""",
    AR[2],
    ["واتساب", "الوسوم", "نقل بري", "التعليقات", "خبر جميل جداً"],
)
# 9 JSON-LD + scripts + noscript
page(
    "scripts",
    f"""<html><head><title>Harvest</title><script type="application/ld+json">{{"@type":"NewsArticle","headline":"Early harvest"}}</script><style>.a{{color:red}}</style></head><body><script>var junk="scripted text here";</script><noscript><p>Please enable JavaScript to view this site properly.</p></noscript><div class="story"><h1>Early harvest in the Khabur valley</h1><div class="story-body">{paragraphs(EN[1])}</div></div><div class="taboola"><p>Sponsored: You will not believe these watches</p></div><template><p>template text hidden</p></template></body></html>""",
    ["Early harvest in the Khabur valley", *EN[1]],
    ["scripted text", "enable JavaScript", "You will not believe", "template text hidden"],
)
# 10 figure+caption+blockquote+subhead
page(
    "rich",
    f"""<html lang=en><head><title>Road opens</title></head><body><main id=content><article><header><h1>Road to Palmyra opens</h1></header><figure><img src=a.jpg alt=""><figcaption>Lorries wait at the first checkpoint near Furqlus.</figcaption></figure><p>{EN[2][0]}</p><h2>Sixty-four mines</h2><p>{EN[2][1]}</p><blockquote><p>{EN[2][2]}</p></blockquote></article></main><div role="complementary"><h2>Trending</h2><ol><li><a href=a>Gold price today</a></li></ol></div></body></html>""",
    [
        "Road to Palmyra opens",
        "Lorries wait at the first checkpoint near Furqlus.",
        "Sixty-four mines",
        *EN[2],
    ],
    ["Trending", "Gold price today"],
)
# 11 list article
page(
    "list",
    f"""<html><head><title>Five things</title></head><body><ul class=nav><li><a href=1>News</a><li><a href=2>Opinion pieces</a></ul><div class=main><h1>What we know about the water</h1><p>{EN[0][0]}</p><ul><li>{EN[0][1]}</li><li>{EN[0][3]}</li></ul></div><ul class=foot><li><a href=c>Contact the editors</a><li><a href=t>Terms of use</a></ul></body></html>""",
    ["What we know about the water", EN[0][0], EN[0][1], EN[0][3]],
    ["Opinion pieces", "Contact the editors", "Terms of use"],
)
# 12 hidden elements
page(
    "hidden",
    f"""<html><head><title>Schools</title></head><body><div style="display:none"><p>This hidden paragraph should not be read by anyone at all.</p></div><div hidden><p>Another hidden paragraph of the template.</p></div><div aria-hidden="true"><p>Decorative words for the eye only.</p></div><h1>Schools in Daraa reopen</h1>{paragraphs(EN[3])}</body></html>""",
    ["Schools in Daraa reopen", *EN[3]],
    ["This hidden paragraph", "Another hidden paragraph"],
)
# 13 next articles below
page(
    "infinite",
    f"""<html lang=en><head><title>Water returns</title></head><body><article class="main-article"><h1>Water returns to Tabqa taps</h1>{paragraphs(EN[0])}</article><div class="more-stories"><h2>More from this section</h2><div class=card><h3><a href=1>Barley trade slows in the east</a></h3><p>Traders wait for the state to set a price.</p></div><div class=card><h3><a href=2>Bridge repair delayed</a></h3><p>The steel has not arrived yet, builders say.</p></div></div></body></html>""",
    ["Water returns to Tabqa taps", *EN[0]],
    [
        "More from this section",
        "Barley trade slows",
        "Traders wait for",
        "Bridge repair delayed",
        "steel has not arrived",
    ],
)
# 14 AMP-like, sections
page(
    "amp",
    f"""<!doctype html><html amp lang=en><head><title>Harvest early</title></head><body><amp-sidebar id=s><ul><li><a href=/>Start page</a></li></ul></amp-sidebar><section class="article-header"><h1>Harvest comes early</h1></section><section class="article-body">{paragraphs(EN[1])}</section><amp-ad><p>Buy two get one free today only</p></amp-ad><section class="article-footer"><p>Follow us on social media for more updates.</p></section></body></html>""",
    ["Harvest comes early", *EN[1]],
    ["Start page", "Follow us on social"],
)
# 15 pre/plain article in td with spans
page(
    "spans",
    f"""<html><head><title>x</title></head><body><div class=c><span style="font-size:20px">Lorries on the desert road</span><p><span>{EN[2][0]}</span> <span>{EN[2][1]}</span></p><p><span>{EN[2][2]}</span></p><p><a href=1>&laquo; Previous article</a> <a href=2>Next article &raquo;</a></p></div></body></html>""",
    EN[2],
    ["Previous article", "Next article"],
)
# 16 Arabic related inside body
page(
    "ar-related",
    f"""<html lang=ar dir=rtl><head><meta charset=utf-8><title>حصاد الشعير</title></head><body><article><h1>حصاد مبكر للشعير</h1><p>{AR[1][0]}</p><div class="related-inline"><strong>اقرأ المزيد:</strong> <a href=1>أسعار الزيت ترتفع في أسواق حلب</a></div><p>{AR[1][1]}</p><p>{AR[1][2]}</p><p class="follow">للمزيد من الأخبار تابعونا على قناتنا في تلغرام</p></article><div class="most-read"><h3>الأكثر قراءة</h3><a href=2>نتائج مباريات الأمس</a></div></body></html>""",
    ["حصاد مبكر للشعير", *AR[1]],
    ["اقرأ المزيد", "أسعار الزيت ترتفع", "تابعونا على قناتنا", "الأكثر قراءة", "نتائج مباريات"],
)
# 17 XHTML with namespace, entity
page(
    "xhtml",
    f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>Pumps &amp; pipes</title></head><body><div id="nav"><p><a href="a">Skip to content</a></p></div><div id="main"><h1>Pumps &amp; pipes</h1>{paragraphs(EN[0])}</div><div id="footer"><p>Powered by WordPress</p></div></body></html>""",
    EN[0],
    ["Skip to content", "Powered by WordPress"],
)
# 18 live blog
page(
    "live",
    f"""<html lang=en><head><title>Live: road opens</title></head><body><h1>Live: the Palmyra road opens</h1><div class=live-entry><time>09:10</time><h2>First lorries pass</h2><p>{EN[2][0]}</p></div><div class=live-entry><time>10:45</time><h2>Mines cleared</h2><p>{EN[2][1]}</p><p>{EN[2][2]}</p></div><div class=pagination><a href=1>1</a><a href=2>2</a><a href=3>Older posts</a></div></body></html>""",
    ["First lorries pass", "Mines cleared", *EN[2]],
    ["Older posts"],
)
# 19 header with search form, select, buttons
page(
    "forms",
    f"""<html lang=en><head><title>Schools</title></head><body><form action=s><label>Search the archive</label><input name=q><select><option>English edition</option><option>Arabic edition</option></select><button>Search now</button></form><div class=article><h1>Desks are missing in Daraa</h1>{paragraphs(EN[3])}<button>Listen to this article</button></div><div class=legal><p>Reproduction without permission is prohibited.</p></div></body></html>""",
    ["Desks are missing in Daraa", *EN[3]],
    ["Search the archive", "English edition", "Search now", "Listen to this article", "Reproduction without"],
)
# 20 no headings, unclosed tags
page(
    "unclosed",
    f"""<title>Tabqa water</title><body><a href=h>Home page</a><hr><b>Water is back in Tabqa</b><p>{EN[0][0]}<p>{EN[0][1]}<p>{EN[0][2]}<p>{EN[0][3]}<hr><small>Contact: webmaster</small>""",
    EN[0],
    ["Home page", "webmaster"],
)


def warc(body: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000001-0000-4000-8000-000000000000>\r\n"
        "WARC-Date: 2026-05-12T09:00:00Z\r\nWARC-Target-URI: https://news.example/a\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize(("name", "html", "wanted", "junk"), PAGES, ids=[page[0] for page in PAGES])
def test_the_article_and_nothing_around_it_is_read(
    name: str, html: bytes, wanted: list[str], junk: list[str], tmp_path: Path
) -> None:
    path = tmp_path / f"{name}.warc"
    path.write_bytes(warc(html))
    (found,) = readers.read_each(path)
    assert isinstance(found, Article)
    text = "\n".join(block.text for block in found.blocks)
    assert [one for one in wanted if one not in text] == []
    assert [one for one in junk if one in text] == []
