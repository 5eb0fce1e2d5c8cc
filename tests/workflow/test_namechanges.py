"""Names that post-edits spell otherwise: found by their sound, in both languages, without their clitics."""

from __future__ import annotations

import pytest

from translate.workflow.namechanges import MOST, name_changes

CASES = [
    # target language, source, draft, target, (English, Arabic, what the draft had)
    ("ar", "Residents of Al-Bukamal returned.", "عاد سكان أبو كمال.", "عاد سكان البوكمال.", [("Al-Bukamal", "البوكمال", "أبو كمال")]),
    ("ar", "They left Hasakah for Qamishli.", "غادروا الحسكة إلى كامشلي.", "غادروا الحسكة إلى القامشلي.", [("Qamishli", "القامشلي", "كامشلي")]),
    ("ar", "Trucks drove to Shaddadi.", "توجهت الشاحنات إلى شدادة.", "توجهت الشاحنات للشدادي.", [("Shaddadi", "الشدادي", "إلى شدادة")]),
    ("ar", "President Bashar Assad spoke.", "تحدث الرئيس بشار أساد.", "تحدث الرئيس بشار الأسد.", [("Bashar Assad", "بشار الأسد", "أساد")]),
    ("en", "عاد سكان البوكمال.", "Residents of Abu Kamal returned.", "Residents of Al-Bukamal returned.", [("Al-Bukamal", "البوكمال", "Abu Kamal")]),
    ("en", "وصل وفد إلى القامشلي.", "A delegation came to Kamishly.", "A delegation came to Qamishli's centre.", [("Qamishli", "القامشلي", "Kamishly")]),
    # no change of a name: a clitic, another word, the word order, a text that was drafted right
    ("ar", "The road to Hasakah is open.", "الطريق إلى الحسكة مفتوح.", "الطريق للحسكة مفتوح.", []),
    ("ar", "The road is open.", "الطريق مفتوح.", "الطريق مغلق.", []),
    ("ar", "The town of Raqqa is quiet.", "بلدة الرقة هادئة.", "بلدة الرقة هادئة.", []),
    ("en", "الرقة هادئة.", "raqqa is quiet.", "Raqqa is quiet.", [("Raqqa", "الرقة", "raqqa")]),
    ("en", "الطريق مفتوح.", "The road is open.", "The Road is shut.", []),
    ("ar", "x" * MOST + "x", "", "نص", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "source", "draft", "target", "wanted"), CASES)
def test_a_name_that_was_spelt_otherwise_is_found(
    language: str, source: str, draft: str, target: str, wanted: list[tuple[str, str, str]]
) -> None:
    assert name_changes(source, draft, target, target_language=language) == wanted
