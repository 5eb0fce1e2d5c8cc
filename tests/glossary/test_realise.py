"""Writing a name with its clitics is the inverse of accepting it."""

from __future__ import annotations

import pytest

from translate.glossary import Glossary, realise
from translate.glossary.match import search
from translate.glossary.realise import CASES
from translate.text.clitics import CLUSTERS, QUESTIONED

WRITTEN = [
    ("hasakah", "", "nominative", "الحسكة"),
    ("hasakah", "ل", "nominative", "للحسكة"),
    ("hasakah", "ول", "nominative", "وللحسكة"),
    ("latakia", "ل", "nominative", "للاذقية"),
    ("idlib", "ل", "nominative", "لإدلب"),
    ("germany", "ل", "nominative", "لألمانيا"),
    ("eu", "ل", "nominative", "للاتحاد الأوروبي"),
    ("abu-bakr-al-baghdadi", "", "nominative", "أبو بكر البغدادي"),
    ("abu-bakr-al-baghdadi", "", "genitive", "أبي بكر البغدادي"),
    ("abu-bakr-al-baghdadi", "", "accusative", "أبا بكر البغدادي"),
    ("abu-bakr-al-baghdadi", "ل", "nominative", "لأبي بكر البغدادي"),
    ("abu-bakr-al-baghdadi", "و", "nominative", "وأبو بكر البغدادي"),
    ("amman", "ب", "nominative", "بعمّان"),
]


@pytest.mark.parametrize(("entry", "clitics", "case", "written"), WRITTEN)
def test_a_name_is_written_with_its_clitics(
    entry: str, clitics: str, case: str, written: str, house: Glossary
) -> None:
    assert realise(house[entry], clitics, case) == written


def test_every_entry_with_every_cluster_is_accepted_as_written(house: Glossary) -> None:
    refused = []
    for place, entry in enumerate(house):
        clusters = CLUSTERS if place % 7 else (*CLUSTERS, *QUESTIONED)
        for cluster in clusters:
            text = realise(entry, cluster, CASES[place % 3])
            hits = search(text, "ar", house, strict=True, nested=True, rejected=True)
            if not any(hit.entry is entry and hit.clitics == cluster and hit.start == 0 for hit in hits):
                refused.append((entry.id, cluster, text))
    assert refused == []


def test_quotes_keep_the_article_from_contracting(house: Glossary) -> None:
    assert realise(house["hasakah"], "ل", quoted=True) == "لـ«الحسكة»"
    assert realise(house["isis"], "و", quoted=True) == "و«داعش»"
    assert realise(house["isis"], quoted=True) == "«داعش»"


def test_short_forms_and_english(house: Glossary) -> None:
    assert realise(house["sdf"], "ل", short=True) == "لقسد"
    assert realise(house["sdf"], language="en", short=True) == "SDF"
    assert realise(house["al-qaeda"], language="en", is_first=True) == "Al-Qaeda"
    assert realise(house["hasakah"], language="en", short=True) == "Hasakah"


def test_what_does_not_exist_is_an_error(house: Glossary) -> None:
    with pytest.raises(ValueError, match="case is one of"):
        realise(house["hasakah"], case="vocative")
    with pytest.raises(ValueError, match="not a nominal proclitic"):
        realise(house["hasakah"], "س")
    with pytest.raises(ValueError, match="not a nominal proclitic"):
        realise(house["hasakah"], "س", quoted=True)
