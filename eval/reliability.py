"""Whether confidence keeps its word: how often an answer was right, by how sure it was said to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BINS = 10
_SIDE = 240  # of the drawing, in pixels
_EDGE = 32
_LARGEST = 9.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like confidence: their mean confidence, the share that was right, how many."""

    confidence: float
    right: float
    count: int


def bins_of(confidences: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Equal steps of confidence from 0 to 1; one that no answer falls into is left out."""
    found = []
    for step in range(BINS):
        within = [
            at for at, value in enumerate(confidences) if min(int(value * BINS), BINS - 1) == step
        ]
        if within:
            count = len(within)
            found.append(
                Bin(
                    sum(confidences[at] for at in within) / count,
                    sum(right[at] for at in within) / count,
                    count,
                )
            )
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error (Naeini et al., 2015): the mean distance between how sure answers
    were and how often they were right; 0 without any."""
    total = sum(one.count for one in bins)
    apart = sum(one.count * abs(one.confidence - one.right) for one in bins)
    return apart / total if total else 0.0


def drawing(bins: Sequence[Bin]) -> str:
    """The reliability diagram as an inline SVG: on the diagonal, confidence keeps its word. The more answers
    a dot stands for, the larger it is."""
    return (
        f'<svg class="reliability" role="img" width="{_SIDE + 2 * _EDGE}" '
        f'height="{_SIDE + 2 * _EDGE}" aria-label="Share of right answers by confidence">'
        + "".join(_drawn(bins))
        + "</svg>"
    )


def _drawn(bins: Sequence[Bin]) -> Iterator[str]:
    yield (
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIDE}" height="{_SIDE}" fill="none" '
        f'stroke="currentColor" stroke-opacity="0.3"/>'
        f'<line x1="{_EDGE}" y1="{_EDGE + _SIDE}" x2="{_EDGE + _SIDE}" y2="{_EDGE}" '
        f'stroke="currentColor" stroke-dasharray="4" stroke-opacity="0.5"/>'
    )
    most = max((one.count for one in bins), default=1)
    for one in bins:
        x, y = _EDGE + one.confidence * _SIDE, _EDGE + (1 - one.right) * _SIDE
        radius = 2 + (_LARGEST - 2) * (one.count / most) ** 0.5
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="currentColor" '
            f'fill-opacity="0.6"><title>{one.count} answers: confidence {one.confidence:.2f}, '
            f"right {one.right:.2f}</title></circle>"
        )
    middle, end = _EDGE + _SIDE / 2, _EDGE + _SIDE
    yield (
        f'<text x="{middle}" y="{end + 22}" text-anchor="middle">confidence</text>'
        f'<text x="{middle}" y="{_EDGE - 10}" text-anchor="middle">share right</text>'
        f'<text x="{_EDGE - 6}" y="{end}" text-anchor="end">0</text>'
        f'<text x="{_EDGE - 6}" y="{_EDGE + 10}" text-anchor="end">1</text>'
        f'<text x="{end}" y="{end + 14}" text-anchor="end">1</text>'
    )
