"""What lint finds in a glossary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from translate.glossary import Glossary, load
from translate.glossary.guess import entry_of
from translate.glossary.lint import conflicts, lint

Write = Callable[..., Path]
HEADER = "type ; en ; ar ; en_variants ; ar_variants ; ambiguous ; near ; vocalised ; for_en ; direction"

CASES = [
    # lines, codes
    (["place ; Aleppo ; حلب"], []),
    (["place ; Aleppo ; حلب", "place ; Halab Town ; حلب"], ["term.conflict", "term.conflict"]),
    (
        ["place ; Aleppo ; حلب", "place ; Halab Town ; حلب ;  ;  ;  ; Aleppo"],
        ["term.conflict", "term.conflict"],
    ),
    (["place ; Aleppo ; حلب ;  ;  ;  ; Halab Town", "place ; Halab Town ; حلب ;  ;  ;  ; Aleppo"], []),
    (["place ; Aleppo ; حلب ; Halab", "place ; Halab ; حلبا"], ["term.conflict", "term.conflict"]),
    (["place ; Aleppo ; حلب ; ~Halab", "place ; Halab ; حلبا"], []),
    (["place ; Aleppo ; حلب", "place ; Aleppos ; حلبس ;  ; حلب ;  ;  ;  ;  ; en2ar"], []),
    (["place ; Aleppo ; حلب ; Halab", "place ; Halab ; حلبا ;  ;  ;  ;  ;  ;  ; ar2en"], []),
    (["place ; Aleppo ; حلب ; Halab | Halab"], ["term.repeated"]),
    (["place ; Aleppo ; حلب ; Aleppo"], ["term.repeated"]),
    (["place ; Aleppo ; حلب ; aleppo"], []),
    (["place ; Hasakah ; الحسكة ;  ; الحسكه"], ["term.unreachable"]),
    (["place ; Hasakah ; الحسكة ;  ; =الحسكه"], []),
    (["place ; Hasakah ; الحسکة"], ["term.encoding"]),
    (["place ; Hasakah ; الحســـكة"], ["term.encoding"]),
    (["org ; Union ; الإتحاد"], ["term.hamza"]),
    (["place ; Homs town ; حمص ;  ;  ;  ;  ; حَمَاة"], ["term.vocalised"]),
    (["place ; Sometown ; بلدتنا ;  ;  ; yes"], ["term.cues"]),
    (["place ; Doorton ; الباب"], ["term.common"]),
    (["place ; Salt ; السلط"], ["term.common"]),
    (["place ; Salt ; السلط ;  ;  ;  ;  ;  ; Jordan"], []),
    (["place ; Doorton ; الباب ;  ;  ; mild ; Nowhere"], ["term.reference"]),
    (["event ; Vision ; رؤية 2030"], ["term.letters"]),
    (["common ; door ; باب"], []),
]


@pytest.mark.parametrize(("lines", "codes"), CASES)
def test_lint_finds_flaws(lines: list[str], codes: list[str], write: Write) -> None:
    flaws = lint(load(write(HEADER, *lines)))
    assert [flaw.code for flaw in flaws] == codes


def test_a_flaw_is_one_line_with_file_and_line(write: Write) -> None:
    path = write(HEADER, "place ; Aleppo ; حلب", "place ; Doorton ; الباب")
    (flaw,) = lint(load(path))
    assert (
        str(flaw) == f"{path}:3: warning: الباب is a common word; set ambiguous and give cues [term.common]"
    )


def test_new_entries_are_held_against_the_glossary(house: Glossary) -> None:
    new = entry_of("Halab", "حلب الجديدة", taken=set(house.entries), file="x", line=1)
    assert [flaw.code for flaw in conflicts([new], house)] == ["term.conflict"]
    other = entry_of("Newville", "نيوفيل", taken=set(house.entries), file="x", line=1)
    assert conflicts([other], house) == []
