"""Names and values go in, an SVG with bars comes out; the figures stand in it as text, and mirrored where the page is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from html import escape

_WIDE, _HIGH, _BASE, _SIDE = 640, 240, 200, 44


def bars(
    values: Sequence[tuple[str, float]], *, title: str, number: Callable[[float], str], is_rtl: bool
) -> str:
    """At most 24 bars with a scale of round numbers; `number` writes a value."""
    values = list(values)[:24]
    top = _round_up(max((value for _, value in values), default=1.0))
    room = (_WIDE - _SIDE - 8) / max(1, len(values))
    parts = [
        f'<svg class="plot" viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="{escape(title)}"><title>{escape(title)}</title>'
    ]
    for step in range(5):
        y = _BASE - step * (_BASE - 20) / 4
        x = _WIDE - _SIDE + 6 if is_rtl else _SIDE - 6
        anchor = "start" if is_rtl else "end"
        line = f'x1="{0 if is_rtl else _SIDE}" x2="{_WIDE - _SIDE if is_rtl else _WIDE}"'
        parts.append(f'<line class="grid" {line} y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(
            f'<text x="{x}" y="{y + 4:.1f}" text-anchor="{anchor}" direction="ltr">{escape(number(top * step / 4))}</text>'
        )
    for place, (name, value) in enumerate(values):
        left = _SIDE + place * room
        if is_rtl:
            left = _WIDE - left - room
        high = (_BASE - 20) * value / top if top else 0
        middle = left + room / 2
        label = name if len(name) <= 12 else name[:11] + "…"
        parts.append(
            f'<rect class="bar-fill" x="{left + room * 0.15:.1f}" width="{room * 0.7:.1f}" y="{_BASE - high:.1f}" height="{high:.1f}">'
            f"<title>{escape(name)}: {escape(number(value))}</title></rect>"
        )
        parts.append(
            f'<text x="{middle:.1f}" y="{_BASE - high - 5:.1f}" text-anchor="middle">{escape(number(value))}</text>'
        )
        if len(values) <= 12 or place % 2 == 0:
            parts.append(
                f'<text x="{middle:.1f}" y="{_BASE + 18}" text-anchor="middle">{escape(label)}</text>'
            )
    axis = f'x1="{0 if is_rtl else _SIDE}" x2="{_WIDE - _SIDE if is_rtl else _WIDE}"'
    return "".join(parts) + f'<line class="axis" {axis} y1="{_BASE}" y2="{_BASE}"/></svg>'


def _round_up(value: float) -> float:
    """The next 1, 2, 4, 5 or 10 times a power of ten."""
    if value <= 0 or not math.isfinite(value):
        return 1.0
    power: float = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 4, 5, 10) if value <= step * power)
