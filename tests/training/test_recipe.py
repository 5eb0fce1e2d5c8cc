"""A recipe is read whole, and a flaw in it is told with file, place and what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from translate.errors import InputError
from translate.training.recipe import load

ROOT = Path(__file__).parents[2]
SOURCE = "[[source]]\nname = 'a'\npath = 'b.tsv'\nweight = 1\n"
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
    ("[[source]]\nname = 'a'", "[[source]] number 1: path and weight missing"),
    ("sources = []", "top level: unknown key 'sources'"),
    ("name = 5", "top level: name is not a text"),
    ("testset_hashes = true", "top level: testset_hashes is not a text"),
    ("limits = 'none'", "top level: limits is not a list"),
    ("shape = 5", "[shape]: is not a table"),
    ("[source]\nname = 'a'", "[source]: a source is a list; write [[source]]"),
    ("source = [5]", "[[source]] number 1: is not a table"),
    ("[shape]\nwidth = 2.5", "[shape]: width is not a whole number"),
    ("[shape]\nwidth = true", "[shape]: width is not a whole number"),
    ("[shape]\nheads = 0", "[shape]: heads is 0"),
    ("[shape]\nvocabulary = -1", "[shape]: vocabulary is -1"),
    ("[shape]\ndropout = 1.5", "[shape]: dropout is 1.5, and a share is at most 1"),
    ("[schedule]\nrate = nan", "[schedule]: rate is nan"),
    ("[schedule]\nrate = inf", "[schedule]: rate is inf"),
    ("[schedule]\ncooldown = 2", "[schedule]: cooldown is 2"),
    ("[schedule]\nbatch = 0", "[schedule]: batch is 0"),
    ("[schedule]\nmax_pieces = 600", "[schedule]: max_pieces does not fit into 512 positions"),
    ("[augmentation]\nterms = 40", "[augmentation]: terms is 40"),
    (f"{SOURCE}columns = [1]", "[[source]] number 1: columns are not two numbers"),
    (f"{SOURCE}columns = [-1, 2]", "[[source]] number 1: columns are not two numbers"),
    (f"{SOURCE}columns = ['a', 'b']", "[[source]] number 1: columns are not two numbers"),
    (f"{SOURCE}columns = 3", "[[source]] number 1: columns is not a list"),
    (f"{SOURCE}own = 1", "[[source]] number 1: own is not true or false"),
    ("[[source]]\nname = 'a'\npath = '/b/*.tsv'\nweight = 1", "[[source]] number 1: path is absolute"),
    ("[[source]]\nname = 'a'\npath = 'b.tsv'\nweight = -1", "[[source]] number 1: weight is -1"),
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


def test_a_recipe_of_nothing_is_one_of_defaults(tmp_path: Path) -> None:
    path = tmp_path / "plain.toml"
    path.write_text(f"{SOURCE}columns = [3, 4]\nown = true\n[schedule]\nwarmup = 0\nrate = 1", "utf-8")
    recipe = load(path)
    assert (recipe.name, recipe.shape.width, recipe.schedule.rate, recipe.limits) == ("plain", 384, 1, ())
    assert recipe.sources[0].columns == (3, 4)
