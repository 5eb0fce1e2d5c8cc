"""One line of a page goes in; whether it is furniture (share, read more, newsletter, copyright), and how surely, comes out."""

from __future__ import annotations

import re
from enum import IntEnum

from translate.text.folding import fold, fold_letters
from translate.text.pagewords import ALONE, AT_EDGE, HEADINGS, SHARE_ONLY, SOCIAL

MAX_LENGTH = 300  # characters; no piece of furniture that this module knows is longer


class Furniture(IntEnum):
    """How surely a line is furniture: only at the edge of a page, anywhere, or anywhere and titles of others follow."""

    NO = 0
    AT_EDGE = 1
    ALONE = 2
    HEADING = 3


_NETWORKS = (
    r"(?:facebook|twitter|x|instagram|whatsapp|telegram|linkedin|youtube|tiktok|social media|google news|email|messenger|"
    r"فيسبوك|فيس بوك|تويتر|اكس|انستغرام|واتساب|تلغرام|تليغرام|لينكدان|يوتيوب|تيك توك|غوغل نيوز|جوجل نيوز|اخبار غوغل|شبكات التواصل|مواقع التواصل|البريد)"
)
_PATTERNS = [
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Furniture.ALONE,
            r"(?:click to )?(?:share|tweet|pin|post|follow us|find us|like us|join us) (?:this )?(?:article |story )?(?:on|via|with|by) "
            + _NETWORKS
            + r"\b.{0,60}",
        ),
        (
            Furniture.ALONE,
            r"(?:شارك|شاركها|شاركه|مشاركة|انشر|تابعنا|تابعونا|تابعوا اخبارنا|تابع اخبارنا) (?:المقال |الخبر |هذا المقال )?(?:علي|عبر|في) (?:تطبيق |قناة |منصة |قناتنا علي )?"
            + _NETWORKS
            + r".{0,60}",
        ),
        (
            Furniture.ALONE,
            r"(?:copyright|©|\(c\)|حقوق النشر|حقوق الطبع)\s*(?:©|\(c\)|محفوظة|\d{4}|[٠-٩]{4}).{0,160}",
        ),
        (Furniture.ALONE, r"(?:©|\(c\))\s*\S.{0,160}"),
        (Furniture.ALONE, r"(?:[^.!?]{0,90}\W)?all rights reserved(?:\W.{0,60})?"),
        (Furniture.ALONE, r"(?:[^.!؟]{0,60}\W)?(?:جميع|كل|كافة) الحقوق محفوظة(?:\W.{0,80})?"),
        (
            Furniture.ALONE,
            r"(?:sign up|subscribe|register)(?: now| here| today)? (?:to|for) (?:our|the|a) .{0,50}(?:newsletter|newsletters|bulletin|briefing|mailing list|channel)\b.{0,60}",
        ),
        (
            Furniture.ALONE,
            r"(?:get|receive) (?:our|the) .{0,40}(?:newsletter|headlines|news)\b.{0,30}(?:inbox|email)\b.{0,20}",
        ),
        (
            Furniture.ALONE,
            r"(?:اشترك|اشتركوا|سجل|سجلوا)(?: الان)? (?:في|ب)\s?(?:نشرتنا|النشرة|نشرة|قناتنا|موجز|الموجز).{0,80}",
        ),
        (Furniture.ALONE, r"(?:[\d٠-٩]+|no|one) (?:comments?|views|shares|likes)"),
        (Furniture.ALONE, r"(?:comments?|تعليقات|التعليقات)\s?\([\d٠-٩]+\)?"),
        (Furniture.ALONE, r"[\d٠-٩]+ (?:تعليقات|تعليقا|تعليق|مشاهدة|مشاهدات|مشاركة)"),
        (
            Furniture.ALONE,
            r"[\d٠-٩]+[- ](?:min|mins|minute|minutes)[- ]read|(?:reading time|read time)\W{1,3}[\d٠-٩]+ ?\w{0,10}",
        ),
        (
            Furniture.ALONE,
            r"(?:مدة|وقت|زمن) القراءة\W{0,3}.{1,20}|[\d٠-٩]+ (?:دقائق|دقيقة) (?:قراءة|للقراءة)",
        ),
        (Furniture.ALONE, r"listen to (?:this )?article\W.{0,20}|استمع الي (?:هذا )?المقال\W.{0,20}"),
        (
            Furniture.ALONE,
            r"(?:read (?:more|also|next)|also read|see also|watch also|related(?: (?:article|story|topics|news))?)\s?[:|>»]\s?.{1,200}",
        ),
        (
            Furniture.ALONE,
            r"(?:اقرا ايضا|اقرا المزيد|شاهد ايضا|طالع ايضا|تابع ايضا|انظر ايضا|اقرا|ذات صلة|(?:مواضيع|موضوعات|مقالات|اخبار) ذات صلة|المقال التالي)\s?[:|>»]\s?.{1,200}",
        ),
        (Furniture.ALONE, r"(?:next|previous) (?:article|story|post)\s?[:|>»]\s?.{1,200}"),
        (
            Furniture.ALONE,
            r"was this (?:article|page|story) (?:useful|helpful).{0,30}|هل كان هذا المقال مفيدا.{0,20}",
        ),
        (
            Furniture.ALONE,
            r"you have read [\d٠-٩]+ of (?:your )?[\d٠-٩]+ free articles.{0,30}|قرات [\d٠-٩]+ من مقالاتك المجانية.{0,30}",
        ),
        (
            Furniture.ALONE,
            r"(?:we use|this (?:web)?site uses) cookies\b.{0,200}|نستخدم ملفات تعريف الارتباط.{0,200}|يستخدم (?:هذا )?الموقع ملفات تعريف الارتباط.{0,200}",
        ),
        (
            Furniture.ALONE,
            r"your e-?mail address will not be published.{0,60}|لن ينشر عنوان بريدك الالكتروني.{0,60}",
        ),
        (
            Furniture.AT_EDGE,
            r"(?:tags?|topics?|keywords|filed under|categor(?:y|ies)|related topics|more on|more about)\s?:\s?.{1,200}",
        ),
        (
            Furniture.AT_EDGE,
            r"(?:الوسوم|وسوم|المواضيع|مواضيع|الكلمات الدالة|الكلمات المفتاحية|كلمات دلالية|كلمات مفتاحية|تصنيفات|التصنيف)\s?:\s?.{1,200}",
        ),
        (
            Furniture.AT_EDGE,
            r"(?:more|latest|read more|all articles|see all) (?:news |stories |articles )?(?:from|in|on|by) \w.{1,40}",
        ),
        (Furniture.AT_EDGE, r"(?:المزيد من|مزيد من|اقرا المزيد عن|اقرا المزيد من) \w.{1,40}"),
        (Furniture.AT_EDGE, r"(?:published|powered|hosted|designed) by .{1,40}|تصميم وتطوير.{0,40}"),
        (Furniture.AT_EDGE, r"#\w+(?:\s+#\w+)*"),
    )
]
_SENTENCE_END = re.compile(r"[.!?؟…][\"'”’»)\]]*\s*")
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
    for kind, pattern in _PATTERNS:
        if pattern.fullmatch(lettered):
            return kind
    return Furniture.AT_EDGE if folded in AT_EDGE else Furniture.NO


def cut_furniture(line: str) -> list[str]:
    """A line and the furniture glued to its end, as in `diehards.Editor Picks`; the pieces joined give the line back."""
    look = max(0, len(line) - _LONGEST_PHRASE)
    for end in _SENTENCE_END.finditer(line, look):
        phrases = line[end.end() :]
        if phrases and _is_phrases(fold(phrases).split()):
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
