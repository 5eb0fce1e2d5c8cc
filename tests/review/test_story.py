"""The history of a unit as a story: who, when, what changed word by word, and why."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from translate.review.story import shape, tell
from translate.store.rows import Revision

if TYPE_CHECKING:
    from translate.store.rows import QueuedUnit


def revision(version: int, action: str, target: str, person: str = "amal", **more: object) -> Revision:
    at = f"2026-11-25T08:{version:02}:00.000000Z"
    return Revision("u1", version, action, "edited", target, person, at, **more)  # type: ignore[arg-type]


HISTORY = [
    revision(
        1,
        "draft",
        "وصل الوفد إلى دمشق.",
        "desk",
        origin="ctranslate2",
        source="The delegation reached Aleppo.",
    ),
    revision(2, "edit", "وصل الوفد إلى حلب.", active_seconds=75.0),
    revision(3, "return", "وصل الوفد إلى حلب.", "basim", reason="style", comment="Write \x1b[2J it in full"),
    revision(4, "stale", "وصل الوفد إلى حلب.", "desk", source="The delegation reached Homs."),
    revision(5, "approve", "وصل الوفد إلى حمص.", solo=True),
]
UNIT = cast(
    "QueuedUnit",
    SimpleNamespace(
        id="u1", article="art-1", kind="paragraph", state="reviewed", source="The delegation reached Homs."
    ),
)


def test_the_story_says_who_when_what_and_why() -> None:
    assert tell(UNIT, HISTORY).splitlines() == [
        "u1, art-1, paragraph: reviewed",
        "  The delegation reached Homs.",
        "",
        "  1  2026-11-25 08:01  ctranslate2 drafted it",
        "     وصل الوفد إلى دمشق.",
        "  2  2026-11-25 08:02  amal edited it (1 min 15 s)",
        "     وصل الوفد إلى [-دمشق-]{+حلب+}.",
        "  3  2026-11-25 08:03  basim returned it: style",
        "     “Write \\x1b[2J it in full”",
        "     source: The delegation reached Homs.",
        "  4  2026-11-25 08:04  desk found its source corrected",
        "  5  2026-11-25 08:05  amal approved it, alone",
        "     وصل الوفد إلى [-حلب-]{+حمص+}.",
    ]
    assert "\x1b[31" in tell(UNIT, HISTORY, color=True)


def test_the_history_as_json_has_what_scripts_ask_for() -> None:
    told = shape(HISTORY)
    assert [entry["version"] for entry in told] == [1, 2, 3, 4, 5]
    assert {"version", "at", "user", "action", "target", "comment"} <= told[0].keys()
    assert (told[2]["user"], told[2]["action"], told[2]["reason"]) == ("basim", "return", "style")
    assert told[0]["diff"] == told[2]["diff"] == []
    assert ["insert", "حلب"] in told[1]["diff"]
