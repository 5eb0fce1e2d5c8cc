"""The editing page of a 60-segment article as a browser loads it: what it fetches, and when it answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from translate import review
from translate.readers import read_text
from translate.workflow.draft import draft, open_drafter

if TYPE_CHECKING:
    from translate.store import Store

ARTICLE, SEGMENTS, BYTES = "sixty", 60, 200_000
LINES = (
    "The water works of Hasakah were repaired on Sunday after {number} weeks, said the head of the works, Ahmad Hasan.",
    "Prices of bread rose {number}% in Deir ez-Zor in May, and families in the villages east of the Euphrates bake at home again.",
    "The council of Al-Bukamal will meet on {number} June; it is to decide where the new bridge is built, and who pays for it.",
)


@dataclass(slots=True)
class Fetched:
    """One load: bytes of each address, fonts left out; milliseconds until the page answers, and of its longest task."""

    sizes: dict[str, int] = field(default_factory=dict)
    ready: float = 0.0
    longest: float = 0.0


def fill(opened: Store) -> None:
    """Put an article of sixty segments into the queue."""
    text = "\n\n".join(LINES[number % 3].format(number=number + 1) for number in range(SEGMENTS))
    article = replace(read_text(text, format="txt"), id=ARTICLE, source="sixty.txt")
    review.open_service(store=opened).submit(draft(article, open_drafter(engine="echo")))


def load(context: Any, base: str) -> tuple[Fetched, int]:
    """Open the page with an empty cache; also how many segments it shows."""
    page = context.new_page()
    fetched = Fetched()
    types: dict[str, tuple[str, str]] = {}
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.on(
        "Network.responseReceived",
        lambda event: types.__setitem__(event["requestId"], (event["type"], event["response"]["url"])),
    )

    def done(event: dict[str, Any]) -> None:
        kind, url = types.get(event["requestId"], ("", ""))
        if kind != "Font" and url.startswith(base):
            fetched.sizes[url] = fetched.sizes.get(url, 0) + int(event["encodedDataLength"])

    wire.on("Network.loadingFinished", done)
    page.add_init_script(
        """window.longest = 0;
        new PerformanceObserver(found => found.getEntries().forEach(one => { window.longest = Math.max(window.longest, one.duration) })
        ).observe({ type: 'longtask', buffered: true });
        const look = () => {
            const editor = document.querySelector('#editor[data-ready="1"]');
            if (editor && document.querySelector('#side section') && document.activeElement.tagName === 'TEXTAREA') {
                document.documentElement.dataset.answers = performance.now();
            } else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);"""
    )
    page.goto(f"{base}/articles/{ARTICLE}/edit")
    page.wait_for_selector("html[data-answers]", state="attached")
    page.wait_for_load_state("networkidle")
    fetched.ready, fetched.longest = page.evaluate(
        "[Number(document.documentElement.dataset.answers), window.longest]"
    )
    segments = page.locator("textarea[id^=t-]").count()
    page.close()
    return fetched, segments
