"""Pairs go in; first vectors of the pieces come out, alike for pieces that stand in the same pairs, whatever their language.

Translations stand in the same pairs, so the network knows from its first step which words may say the same. The vectors
are the strongest directions of positive pointwise mutual information (Levy & Goldberg 2014) over whole pairs.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translate.training.corpus import Pair
    from translate.training.vocabulary import Pieces

KNOWN = 0.95  # share of a vector's length that is known; the rest is chance, which keeps alike pieces apart
_WEIGHTY = 0.2  # sources of which less is seen in an epoch have no say


def likeness(pairs: Sequence[Pair], pieces: Pieces, width: int) -> Any:
    """A float32 matrix (pieces with <pad>, width) of vectors of length 1; a piece that stands nowhere has a vector of chance.

    None when there are too few pairs to tell anything.
    """
    import torch

    told = [pair for pair in pairs if pair.weight >= _WEIGHTY]
    size = pieces.pad + 1
    if len(told) < size or size < 2 * width:
        return None
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    english, arabic = (
        pieces.encode([pair.english for pair in told]),
        pieces.encode([pair.arabic for pair in told]),
    )
    for row, ids in enumerate(zip(english, arabic, strict=True)):
        together = sorted({*ids[0], *ids[1]})
        rows += [row] * len(together)
        columns += together
        weights += [len(together) ** -0.5] * len(together)
    places = torch.tensor([rows, columns])
    stands = torch.sparse_coo_tensor(
        places, torch.tensor(weights), (len(told), size), check_invariants=True
    ).coalesce()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # CSR matrices are called a beta feature
        joint = torch.sparse.mm(stands.t().to_sparse_csr(), stands.to_sparse_csr()).to_dense()
    joint.fill_diagonal_(0)
    alone = joint.sum(1).clamp(min=1e-9)
    surprise = (joint * joint.sum() / (alone[:, None] * alone[None]) + 1e-9).log().clamp(min=0)
    left, strength, _ = torch.svd_lowrank(surprise, q=width + 16, niter=2)
    known = left[:, :width] * strength[:width].sqrt()
    known -= known.mean(0)
    known /= known.norm(dim=1, keepdim=True).clamp(min=1e-9)
    chance = torch.randn(size, width) * width**-0.5
    vectors = KNOWN * known + (1 - KNOWN**2) ** 0.5 * chance
    return torch.where((alone > 1e-9)[:, None], vectors, chance)
