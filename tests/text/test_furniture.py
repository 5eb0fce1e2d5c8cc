"""What surrounds an article on a page, in both languages; and body text that only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translate.text.furniture import MAX_LENGTH, Furniture, cut_furniture, furniture

LINES = {
    Furniture.HEADING: [
        "Editor Picks", "EDITOR’S PICKS:", "Most Read", "Related Articles", "You may also like", "Trending now", "Recommended", "اختيارات المحرر", "اقرأ أيضاً",
        "إقرأ أيضا", "مواضيع ذات صلة", "مواضيع ذات صلة:", "الأكثر قراءة", "قد يعجبك أيضاً", "\u200fاقرأ أيضاً\u200f", "« المزيد من الأخبار »",
    ],
    Furniture.ALONE: [
        "Advertisement", "Share this article", "Share on Facebook", "Share on Facebook, Twitter and WhatsApp", "Follow us on Twitter @example", "Facebook Twitter WhatsApp",
        "Click to share on X (Opens in new window)", "Sign up for our daily newsletter", "Subscribe to our newsletter and never miss a story", "12 Comments", "Comments (3)",
        "5 min read", "5-minute read", "Reading time: 5 minutes", "© 2019 Example News", "(c) Example News", "Copyright © 2019", "Example News. All rights reserved.",
        "Read more: wells run dry", "READ ALSO | Wells run dry", "Related: the hidden cost", "Next article: Wheat fails", "Skip to main content", "Was this article helpful? Yes / No",
        "We use cookies to improve your experience.", "Your e-mail address will not be published.", "You have read 3 of your 5 free articles this month",
        "إعلان", "شارك الخبر", "شارك على فيسبوك", "شارك عبر واتساب وتلغرام", "تابعونا على تويتر", "فيسبوك تويتر واتساب", "اشترك في نشرتنا الأسبوعية عن العراق", "جميع الحقوق محفوظة © 2019",
        "كل الحقوق محفوظة للشركة السعودية", "اقرأ أيضاً: الآبار تجف", "شاهد أيضاً | الآبار تجف", "أضف تعليقاً", "التعليقات (3)", "٣ تعليقات", "مدة القراءة: 5 دقائق", "نستخدم ملفات تعريف الارتباط لتحسين تجربتك.",
    ],
    Furniture.AT_EDGE: ["Home", "Share", "Comments", "Search", "Tags: Syria, water", "#Syria #water", "الرئيسية", "مشاركة", "المزيد", "الوسوم: سوريا، المياه"],
    Furniture.BELOW: ["More from Hasakah", "Photo gallery: wells", "Watch: the rain", "Send us your pictures", "المزيد من القتلى في غزة", "معرض صور: الآبار", "Newsletter: the week in business"],
    Furniture.NO: [
        "The wells are dry.", "Read more than one map before you go", "Share prices fall", "Comments by the minister anger farmers", "Copyright law passes in parliament", "Related deaths rise",
        "Send us your pictures, he said.", "Follow us, he told the farmers.", "We use cookies in the kitchen", "شارك على فيسبوك صوراً للجسر المدمر", "تابعنا على الضفة الأخرى رجالاً ينقلون الطحين",
        "سجل الفريق هدفين", "تابع الوزير أن الأرقام ليست نهائية", "شارك المئات في المسيرة", "إعلان حالة الطوارئ في بغداد", "", "x" * (MAX_LENGTH + 1), "© " + "x" * MAX_LENGTH,
    ],
}  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), [(line, kind) for kind, lines in LINES.items() for line in lines])
def test_a_line_is_furniture_or_not(line: str, kind: Furniture) -> None:
    assert furniture(line) is kind


GLUED = [
    # line, furniture at its end
    ("the extremist diehards.Editor Picks", "Editor Picks"),
    ("the extremist diehards. Editor Picks", "Editor Picks"),
    ("the extremist diehards.”Editor’s Picks:", "Editor’s Picks:"),
    ("the extremist diehards? Most Read Related Articles", "Most Read Related Articles"),
    ("the extremist diehards. Share this article", "Share this article"),
    ("the extremist diehards. Advertisement", "Advertisement"),
    ("المتطرفين.اختيارات المحرر", "اختيارات المحرر"),
    ("المتطرفين». اقرأ أيضاً", "اقرأ أيضاً"),
    ("The winners were our Editor Picks", ""),
    ("He told them to stop. Subscribe", ""),
    ("He had one answer. Trending", ""),
    ("أسئلة المواطن: «متى تنتهي المعركة؟».", ""),
    ("Editor Picks", ""),
    ("© 2019 Example News. All rights reserved", ""),
    ("", ""),
]


@pytest.mark.parametrize(("line", "tail"), GLUED)
def test_furniture_is_cut_from_the_end_of_a_line(line: str, tail: str) -> None:
    pieces = cut_furniture(line)
    assert pieces == ([line.removesuffix(tail), tail] if tail else [line])


@given(
    st.text()
    | st.lists(
        st.sampled_from(["diehards", ".", " ", "Editor Picks", "?", "”", "اقرأ أيضاً", "Most Read"])
    ).map("".join)
)
def test_cutting_loses_nothing(line: str) -> None:
    assert "".join(cut_furniture(line)) == line
