"""What the engine and the checks said of the draft: its probability, its issues, its terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from translate.text.repetition import longest_row

if TYPE_CHECKING:
    from translate.model import Unit


def features(unit: Unit, *, source_language: str, target_language: str) -> dict[str, float]:
    """`doubt` is minus the mean log-probability a token (nats; left out where unknown); the rest are counts."""
    severities = [str(issue.severity) for issue in unit.issues]
    found = {
        "errors": float(min(4, severities.count("error"))),
        "warnings": float(min(4, severities.count("warning"))),
        "terms": float(sum(term.status == "missing" for term in unit.terms)),
        "repetition": float(min(3, longest_row(unit.target)) - 1),
    }
    if unit.draft.score < 0:
        found["doubt"] = min(3.0, -unit.draft.score)
    return found
