"""Names of an article get one form when it is drafted, and what only the whole article shows is among the issues of its units."""

from __future__ import annotations

from tests.tiny import Scripted
from translate.glossary import Glossary
from translate.model import Article, Block, BlockKind, DraftedArticle
from translate.workflow.consistent import STEP
from translate.workflow.draft import Drafter, draft

SAID = {
    "The farmer, Barzan Hesso, sold his land in March.": "باع المزارع برزان حسو أرضه في آذار.",
    "Then the people of the village met Hesso at the mill.": "ثم التقى أهل القرية حسو عند المطحنة.",
    "They do not know what Barzan wants.": "لا يعرفون ماذا يريد بلزان.",
    "The wells are dry again.": "جفت الآبار من جديد.",
    "the wells are dry again.": "الآبار جافة من جديد.",
}


def drafted(*texts: str, terms: Glossary | None = None) -> DraftedArticle:
    blocks = tuple(Block(f"b{n}", BlockKind.PARAGRAPH, text) for n, text in enumerate(texts))
    drafter = Drafter(Scripted(lambda text, _: SAID[text]), terms or Glossary(()))
    return draft(Article("a", "a.txt", "en", blocks), drafter)


def test_a_name_of_no_glossary_is_put_into_the_form_that_it_has_elsewhere_and_the_draft_says_so() -> None:
    made = drafted(*list(SAID)[:3])
    assert made.blocks[2].target == "لا يعرفون ماذا يريد برزان."
    assert [unit.draft.target for unit in made.units] == [unit.target for unit in made.units]
    assert [STEP in unit.draft.retries for unit in made.units] == [False, False, True]
    assert "name.inconsistent" not in [issue.code for unit in made.units for issue in unit.issues]


def test_one_source_with_two_targets_is_an_issue_of_the_draft() -> None:
    made = drafted(*list(SAID)[3:])
    assert [issue.code for issue in made.units[1].issues][-1] == "consistency.target"
    assert made.units[1].estimate is not None or made.units[0].estimate is None
