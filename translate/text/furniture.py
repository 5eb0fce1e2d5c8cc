"""One line of a page goes in; whether it is furniture (share, read more, newsletter, copyright), and how surely, comes out."""

from __future__ import annotations

import re
from enum import IntEnum

from translate.text.folding import fold, fold_letters
from translate.text.pagewords import ALONE, AT_EDGE, HEADINGS, SHARE_ONLY, SOCIAL

MAX_LENGTH = 300  # characters; no piece of furniture that this module knows is longer


class Furniture(IntEnum):
    """How surely a line is furniture: below the body, above or below it, anywhere, or anywhere with titles of others under it."""

    NO = 0
    BELOW = 1
    AT_EDGE = 2
    ALONE = 3
    HEADING = 4


_NETWORKS = (
    r"(?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|youtube|tiktok|social media|google news|email|messenger|"
    r"فيسبوك|فيس بوك|تويتر|اكس|انستغرام|واتساب|تلغرام|تليغرام|لينكدان|يوتيوب|تيك توك|غوغل نيوز|جوجل نيوز|اخبار غوغل|"
    r"شبكات التواصل|مواقع التواصل|البريد)"
)
_ROW = (  # networks one after the other, an address of ours behind them, and nothing else: `he shared on Facebook that …` is no button
    rf"(?:(?:تطبيق|قناة|منصة|قناتنا علي|our|the) )?{_NETWORKS}(?:\s?(?:[,،/|&-]|and|or|و)?\s?{_NETWORKS}){{0,5}}"
    r"(?:\s?[:(]?@\S{1,30}\)?)?(?:\s?\(opens in (?:a )?new window\))?\W{0,5}"
)
_NUMBER = "[0-9٠-٩]{1,7}"


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_ANYWHERE = _any_of(
    # share and follow
    r"(?:click to )?(?:share|tweet|pin|post|follow us|find us|like us|join us) (?:this )?(?:article |story )?(?:on|via|with|by) "
    + _ROW,
    r"(?:شارك|شاركها|شاركه|مشاركة|انشر|تابعنا|تابعونا|تابعوا اخبارنا|تابع اخبارنا) (?:المقال |الخبر |هذا المقال )?(?:علي|عبر|في) "
    + _ROW,
    # copyright
    r"(?:copyright|©|\(c\)|حقوق النشر|حقوق الطبع)\s*(?:©|\(c\)|محفوظة|[0-9٠-٩]{4}).{0,160}",
    r"(?:©|\(c\))\s*\S.{0,160}",
    r"(?:.{0,90}[.|,;©–—-]\s*|.{0,60}[0-9]{4}\s+)?all rights reserved(?:[.,|;–—-].{0,60})?",
    r"(?:.{0,60}[.|،؛©–—-]\s*|.{0,40}[0-9٠-٩]{4}\s+)?(?:جميع|كل|كافة) الحقوق محفوظة(?:\s+ل\S.{0,60}|\s*[©.|،؛0-9٠-٩–—-].{0,60})?",
    # newsletters
    r"(?:sign up|subscribe|register)(?: now| here| today)? (?:to|for) (?:our|the|a) "
    r".{0,50}(?:newsletter|newsletters|bulletin|briefing|mailing list|channel)\b.{0,60}",
    r"(?:get|receive) (?:our|the) .{0,40}(?:newsletter|headlines|news)\b.{0,30}(?:inbox|email)\b.{0,20}",
    r"(?:اشترك|اشتركوا|سجل|سجلوا)(?: الان)? (?:في|ب)\s?(?:نشرتنا|النشرة|نشرة|قناتنا|موجز|الموجز).{0,80}",
    # comments, views, reading time
    rf"(?:{_NUMBER}|no|one) (?:comments?|views|shares|likes)",
    rf"(?:comments?|تعليقات|التعليقات)\s?\({_NUMBER}\)?",
    rf"{_NUMBER} (?:تعليقات|تعليقا|تعليق|مشاهدة|مشاهدات|مشاركة)",
    rf"{_NUMBER}[- ](?:min|mins|minute|minutes)[- ]read|(?:reading time|read time)\W{{1,3}}{_NUMBER} ?\w{{0,10}}",
    rf"(?:مدة|وقت|زمن) القراءة\W{{0,3}}.{{1,20}}|{_NUMBER} (?:دقائق|دقيقة) (?:قراءة|للقراءة)",
    r"listen to (?:this )?article\W.{0,20}|استمع الي (?:هذا )?المقال\W.{0,20}",
    # links to other articles
    r"(?:read (?:more|also|next)|also read|see also|watch also|related(?: (?:article|story|topics|news))?)\s?[:|>»]\s?.{1,200}",
    r"(?:اقرا ايضا|اقرا المزيد|شاهد ايضا|طالع ايضا|تابع ايضا|انظر ايضا|اقرا|ذات صلة|"
    r"(?:مواضيع|موضوعات|مقالات|اخبار) ذات صلة|المقال التالي)\s?[:|>»]\s?.{1,200}",
    r"(?:next|previous) (?:article|story|post)\s?[:|>»]\s?.{1,200}",
    r"[«<‹←]? ?(?:previous|older|المقال السابق|الخبر السابق) ?(?:article|story|post|posts)? ?[|·/]? ?"
    r"(?:next|newer|المقال التالي|الخبر التالي) ?(?:article|story|post|posts)? ?[»>›→]?",
    # forms and notices of the site
    r"(?:reproduction|republication|copying)\b.{0,60} (?:prohibited|not allowed|forbidden)\W{0,2}",
    r"best viewed (?:in|with|at) .{1,120}",
    r"was this (?:article|page|story) (?:useful|helpful).{0,30}|هل كان هذا المقال مفيدا.{0,20}",
    rf"you have read {_NUMBER} of (?:your )?{_NUMBER} free articles.{{0,30}}|قرات {_NUMBER} من مقالاتك المجانية.{{0,30}}",
    r"(?:we use|this (?:web)?site uses) cookies\b.{0,200}(?:site|experience|traffic|polic|brows|content|setting|accept|consent).{0,100}",
    r"نستخدم ملفات تعريف الارتباط.{0,200}|يستخدم (?:هذا )?الموقع ملفات تعريف الارتباط.{0,200}",
    r"your e-?mail address will not be published.{0,60}|لن ينشر عنوان بريدك الالكتروني.{0,60}",
)
_EDGE = _any_of(
    r"(?:tags?|topics?|keywords|filed under|categor(?:y|ies)|related topics)\s?:\s?.{1,200}",
    r"(?:الوسوم|وسوم|المواضيع|مواضيع|الكلمات الدالة|الكلمات المفتاحية|كلمات دلالية|كلمات مفتاحية|تصنيفات|التصنيف)\s?:\s?.{1,200}",
    r"#\w+(?:\s+#\w+)*",
)
#: Without a full stop at the end, below the body; above it such a line may well be the headline.
_BELOW = _any_of(
    r"(?:more|latest|most read|most viewed|read more|all articles|see all) (?:news |stories |articles )?(?:from|in|on|by|about) \w.{1,40}",
    r"(?:المزيد من|المزيد عن|المزيد في|مزيد من|اقرا المزيد عن|اقرا المزيد من|الاكثر قراءة في) \w.{1,40}",
    r"(?:photo gallery|gallery|photos|pictures|in pictures|video|watch|watch live|listen|podcast|live|live updates|map|infographic|graphic|graphics|"
    r"data and graphics|chart|table|timeline|explainer|in depth|in numbers|profile|background|newsletter|poll|quiz|glossary|"
    r"guide|checklist|calculator|document|from the archive|next week|also in this section|have your say|breaking news alerts)\s?:\s?.{1,120}",
    r"(?:معرض صور|البوم صور|صور|بالصور|فيديو|بالفيديو|شاهد|شاهدوا|استمع|استمعوا|بودكاست|مباشر|تغطية مباشرة|خريطة|انفوغراف|انفوغرافيك|رسم بياني|"
    r"بيانات ورسوم|جدول|تسلسل زمني|شرح|تقرير معمق|بالارقام|بروفايل|خلفية|نشرة|النشرة|استطلاع|اختبار|مسرد|دليل|قائمة|وثيقة|"
    r"من الارشيف|الاسبوع المقبل|في هذا القسم ايضا)\s?:\s?.{1,120}",
    r"(?:send us|write to us|follow our|download our|sign up|subscribe|refresh the page|rate this|ask our|save this|"
    r"see the interactive|supported by our|more to follow|for more news)\b.{0,70}",
    r"(?:راسلنا|راسلونا|ارسل الينا|ارسلوا الينا|اقرا النص|اقرا المزيد|حملوا التطبيق|حمل التطبيق)\b.{0,70}",
    r"(?:published|powered|hosted|designed) by .{1,40}|تصميم (?:وتطوير|وبرمجة|وتنفيذ).{0,40}",
    r"(?:contact|webmaster)\s?: ?.{1,60}|(?:للمزيد من الاخبار|لمزيد من الاخبار) (?:تابعونا|تابعنا|اشتركوا).{0,80}",
)
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]]*\s*")
_STOPPED = re.compile(r"\.[\"'”’»)\]]*\s*$")
_LONGEST_PHRASE = max(map(len, HEADINGS | ALONE)) + 20


def furniture(line: str) -> Furniture:
    """How surely the whole line is furniture; a line longer than MAX_LENGTH characters never is."""
    if len(line) > MAX_LENGTH:
        return Furniture.NO
    folded = fold(line)
    if folded in HEADINGS:
        return Furniture.HEADING
    if folded in ALONE:
        return Furniture.ALONE
    if _is_social(folded):
        return Furniture.ALONE
    lettered = fold_letters(line).rstrip(" .:|")
    if _ANYWHERE.fullmatch(lettered):
        return Furniture.ALONE
    if folded in AT_EDGE or _EDGE.fullmatch(lettered):
        return Furniture.AT_EDGE
    return Furniture.BELOW if _BELOW.fullmatch(lettered) and not _STOPPED.search(line) else Furniture.NO


def cut_furniture(line: str) -> list[str]:
    """A line and the furniture glued to its end, as in `diehards.Editor Picks`; the pieces joined give the line back."""
    if furniture(line):
        return [line]
    look = max(0, len(line) - _LONGEST_PHRASE)
    for end in _SENTENCE_END.finditer(line, look):
        phrases = line[end.end() :]
        folded = fold(phrases).split()
        if folded and _is_phrases(folded):
            return [line[: end.end()], phrases]
    return [line]


def _is_phrases(words: list[str]) -> bool:
    """Whether the words are known phrases one after the other; single words but `advertisement` are not believed."""
    if not words:
        return True
    if len(words) > 12:
        return False
    for length in range(1, len(words) + 1):
        phrase = " ".join(words[:length])
        if phrase in HEADINGS or (phrase in ALONE and (length > 1 or phrase in ("advertisement", "اعلان"))):
            if length == 1 and phrase in ("related", "recommended", "trending", "مختارات", "للمزيد", "رائج"):
                continue
            if _is_phrases(words[length:]):
                return True
    return False


def _is_social(folded: str) -> bool:
    words = re.findall(r"\w+", folded)
    return (
        bool(words)
        and len(words) <= 14
        and all(word in SOCIAL for word in words)
        and not all(word in SHARE_ONLY for word in words)
    )
