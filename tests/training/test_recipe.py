"""A recipe is read whole, and a flaw in it is told with file, place and what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.errors import InputError
from translate.training.recipe import load

ROOT = Path(__file__).parents[2]
FLAWS = [
    # text, what the message says
    ("name = [", "cannot be read"),
    ("colour = 'red'", "top level: unknown key 'colour'; known: name, shape"),
    ("[shape]\ndepth = 3", "[shape]: unknown key 'depth'; known: encoder_layers"),
    ("[shape]\nwidth = 30\nheads = 4", "[shape]: width is not a multiple of heads"),
    ("[schedule]\noptimizer = 'sgd'", "[schedule]: no optimizer 'sgd'; use muon or adamw"),
    ("[schedule]\nrate = 'fast'", "[schedule]: rate is not a number"),
    (
        "[[source]]\nname = 'a'\npath = 'b.tsv'\nweight = 1\ncolor = 2",
        "[[source]] number 1: unknown key 'color'",
    ),
    ("[[source]]\nname = 'a'", "[[source]] number 1"),
]


@pytest.mark.parametrize(("text", "told"), FLAWS)
def test_a_flaw_is_told_with_its_place(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(caught.value).startswith(str(path))
    assert told in str(caught.value)


def test_a_missing_recipe_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a recipe"):
        load(tmp_path / "none.toml")


def test_every_source_of_the_embedded_model_tells_origin_and_licence() -> None:
    recipe = load(ROOT / "corpora" / "newsdesk.toml")
    assert [source.name for source in recipe.sources if not source.licence or not source.origin] == []
    assert [source.name for source in recipe.sources if not source.own and len(source.sha256) != 64] == []
    assert not any("GPL-3" in source.licence for source in recipe.sources)
