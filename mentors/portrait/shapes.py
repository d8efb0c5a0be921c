"""The shapes of the drawing: small pictures of 24 by 24 units, an island, a boat, a stretch of water."""

from __future__ import annotations

from mentors.cards.choices import Icon

#: Strokes of each small picture. Some stand for the areas of life that guides belong to.
ICONS = {
    Icon.STAR.value: "M12 3l2.7 5.8 6.3.8-4.6 4.3 1.2 6.2-5.6-3.1-5.6 3.1 1.2-6.2L3 9.6l6.3-.8z",
    Icon.PHONE.value: "M8 3h8v18H8zM11 18h2",
    Icon.LETTER.value: "M3 6h18v12H3zM3 7l9 6 9-6",
    Icon.HEALTH.value: "M12 20C5 15 3 11 5 8c2-3 6-2 7 1 1-3 5-4 7-1 2 3 0 7-7 12z",
    Icon.MONEY.value: "M3 7h18v10H3zM12 9.5a2.5 2.5 0 1 0 .01 0M6 12h.01M18 12h.01",
    Icon.HOME.value: "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    Icon.TRAVEL.value: "M5 5h14v11H5zM5 11h14M8 19v-3M16 19v-3",
    Icon.SCHOOL.value: "M3 6c3-1 6-1 9 1 3-2 6-2 9-1v12c-3-1-6-1-9 1-3-2-6-2-9-1zM12 7v12",
    Icon.PEOPLE.value: "M9 11a3 3 0 1 0-.01 0M16 12a2.5 2.5 0 1 0-.01 0M3 20c0-4 3-6 6-6s6 2 6 6M17 14c3 0 4 2 4 5",
    "computer": "M4 5h16v10H4zM9 19h6M12 15v4",
    "login": "M7 8a4 4 0 1 0 .01 0M11 12h10M18 12v4M15 12v3",
    "safety": "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6z",
}

#: How far an uneven hand strays from a circle: right, bottom, left, top.
_HANDS = ((1.0, 0.5, -0.6, 1.4), (-0.8, 1.2, 0.9, -0.4), (0.4, -1.0, 1.3, 0.7))

#: A boat of 60 by 52 units with two sails, as on the house's mark.
HULL = "M6 38q22 6 48-1-2 9-9 12-16 3-31 0-6-3-8-11z"
MAINSAIL = "M31 2q4 17 1 33-14 1-26-1Q20 22 31 2z"
FORESAIL = "M36 9q12 11 17 24-8 2-17 1 2-13 0-25z"
MAST = "M33.5 1v38"


def island(x: float, y: float, radius: float, number: int) -> str:
    """A ring as drawn by hand, round (x, y). The same number, the same ring."""
    right, bottom, left, top = (radius + stray for stray in _HANDS[number % len(_HANDS)])
    bow = 0.5523
    return (
        f"M{x + right:.1f} {y:.1f}"
        f"C{x + right:.1f} {y + bottom * bow:.1f} {x + right * bow:.1f} {y + bottom:.1f} {x:.1f} {y + bottom:.1f}"
        f"S{x - left:.1f} {y + bottom * bow:.1f} {x - left:.1f} {y:.1f}"
        f"S{x - left * bow:.1f} {y - top:.1f} {x:.1f} {y - top:.1f}"
        f"S{x + right:.1f} {y - top * bow:.1f} {x + right:.1f} {y:.1f}z"
    )


def water(width: float, height: float) -> str:
    """A stretch of water along one side, with an uneven shore."""
    shore, y, out = [f"M0 0H{width:.0f}"], 0.0, True
    while y < height:
        step = min(34.0, height - y)
        shore.append(f"q{6 if out else -6} {step / 2:.1f} 0 {step:.1f}")
        y, out = y + step, not out
    return "".join(shore) + "H0z"


def route(points: list[tuple[float, float]]) -> str:
    """A line from one point to the next that sways a little."""
    if len(points) < 2:
        return ""
    (x, y), parts = points[0], []
    for number, (to_x, to_y) in enumerate(points[1:]):
        sway = 9 if number % 2 else -9
        third = (to_y - y) / 3
        parts.append(
            f"C{x + sway:.1f} {y + third:.1f} {to_x - sway:.1f} {to_y - third:.1f} {to_x:.1f} {to_y:.1f}"
        )
        x, y = to_x, to_y
    return f"M{points[0][0]:.1f} {points[0][1]:.1f}" + "".join(parts)
