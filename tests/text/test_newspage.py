"""Every article of our corpus, line by line: what is body stays body, in both languages, with and without full stops."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from translate.text import newspage

CORPUS = Path(__file__).parents[2] / "corpora" / "news"
BODY = ("paragraph", "quote", "list")


def articles(column: int) -> list[list[tuple[str, str]]]:
    """The articles of the corpus as kinds and lines of one language (column 3: English, 4: Arabic)."""
    found: defaultdict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for path in sorted(CORPUS.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = line.split("\t")
            if len(fields) >= 5 and not line.startswith("#"):
                found[path.name, fields[0]].append((fields[1], fields[column]))
    return [
        lines
        for lines in found.values()
        if sum(kind in BODY for kind, _ in lines) > 2 and lines[0][0] == "headline"
    ]


@pytest.mark.parametrize("column", [3, 4], ids=["English", "Arabic"])
@pytest.mark.parametrize("is_stopped", [True, False], ids=["with full stops", "without"])
def test_articles_of_the_corpus_keep_their_body_and_their_headline(column: int, is_stopped: bool) -> None:
    roles: Counter[tuple[str, str]] = Counter()
    for lines in articles(column):
        page = [line if is_stopped or kind not in BODY else line.rstrip(".") for kind, line in lines]
        pieces = newspage.assign(page)
        assert [piece.text for piece in pieces] == page
        roles.update((kind, piece.role) for (kind, _), piece in zip(lines, pieces, strict=True))
    kinds = Counter(kind for kind, _ in roles.elements())
    assert kinds["paragraph"] > 5000
    lost = {
        pair: count for pair, count in roles.items() if pair[0] in BODY and pair[1] in ("furniture", "site")
    }
    assert not lost
    assert not [
        pair
        for pair in roles
        if pair[0] in ("headline", "subhead", "caption") and pair[1] in ("furniture", "site")
    ]
    floors = {
        ("headline", "headline"): 0.98,
        ("dateline", "dateline"): 0.98,
        ("paragraph", "paragraph"): 0.98 if is_stopped else 0.9,
    }
    assert {pair: roles[pair] / kinds[pair[0]] >= floor for pair, floor in floors.items()} == dict.fromkeys(
        floors, True
    )
