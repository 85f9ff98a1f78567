"""The middle of the panel: the count in its ring, or what takes its place while nothing is counted.

Pulls that are seen before they are counted are shown quietly, so that nobody pulls harder meanwhile.
"""

import math

from posecoach.coaching.events import Phase
from posecoach.coaching.state import CoachState
from posecoach.display import shapes
from posecoach.display.diagrams import DARK, draw_plan
from posecoach.display.figures import Inks, draw_figure, mirrored, stance_of
from posecoach.display.icons import draw_icon
from posecoach.display.layout import Rect
from posecoach.display.shapes import Image
from posecoach.display.text import draw_figures, draw_in
from posecoach.display.theme import BOLD, DIM, GREEN, INK, QUIET, TRACK, Colour, Icon, Look, Type, mix
from posecoach.exercises.definition import CountRule, Exercise
from posecoach.sentences import Texts

GAP_TURN = 0.11
"""Half of the ring's opening at the bottom, where the target stands, in turns."""


def draw_dial(
    image: Image,
    rect: Rect,
    exercise: Exercise,
    state: CoachState,
    look: Look,
    waited: float,
    seen: int,
    turned: bool,
    kind: Type,
    texts: Texts,
) -> None:
    """Draw what belongs in the dial; `waited` (0..1) is how much of the hold or the rest is over, `seen` how
    many pulls wait to be counted, `turned` whether the figure faces left.
    """
    if state.phase is Phase.LOOKING:
        draw_plan(image, rect.inset(0, kind.gap), exercise, DARK, kind.unit_px / 110, texts)
    elif state.phase is Phase.POSITION:
        stance = mirrored(stance_of(exercise)) if turned else stance_of(exercise)
        draw_figure(image, rect.inset(0, 0.06 * rect.h), stance, Inks(look.accent))
    elif state.phase is Phase.HOLD:
        _draw_hold(image, rect, math.ceil(state.hold_left_s - 1e-6), waited, look, kind)
    elif state.phase is Phase.REST:
        seconds = math.ceil(state.rest_left_s - 1e-6)
        _draw_wait(image, rect, seconds, 1 - waited, look, kind, texts("screen.state_rest"))
    elif state.phase is Phase.DONE:
        _draw_done(image, rect, state, look, kind, texts)
    else:
        _draw_count(image, rect, state, look, seen, kind, texts)


def range_text(target: tuple[int, int], texts: Texts) -> str:
    """The target, as "30–50" or "12"."""
    least, most = target
    text = str(most) if least == most else texts("screen.target_range", least=least, most=most)
    return text.replace("-", "–")


def _ring(rect: Rect, kind: Type) -> tuple[tuple[float, float], float, float]:
    """Centre, radius and width of the ring."""
    width = 0.03 * kind.unit_px
    radius = min(rect.w, rect.h) / 2 - width / 2 - 2
    return (rect.centre[0], rect.y + min(rect.h, rect.w) / 2), radius, width


def _draw_number(
    image: Image, text: str, centre: tuple[float, float], radius: float, size: float, colour: Colour
) -> None:
    """Figures in the middle of a ring, always a fifth of the screen high."""
    draw_figures(image, text, centre, 1.74 * radius, size, colour, BOLD)


def _draw_count(
    image: Image, rect: Rect, state: CoachState, look: Look, seen: int, kind: Type, texts: Texts
) -> None:
    centre, radius, width = _ring(rect, kind)
    paused = state.phase is Phase.PAUSED
    least, most = state.target
    begin, end = 0.5 + GAP_TURN, 1.5 - GAP_TURN
    span = end - begin
    reached = least > 0 and state.reps >= least
    colour = DIM if paused else GREEN if reached and look.icon is Icon.PULSE else look.accent
    shapes.arc(image, centre, radius, width, mix(look.ground, TRACK, 0.9), begin, end)
    if most > 0 and state.reps > 0:
        share = min(1.0, state.reps / most)
        shapes.arc(image, centre, radius, width, colour, begin, begin + share * span)
    if 0 < least < most:
        turn = begin + span * least / most
        tick = [shapes.on_ring(centre, radius + reach * width, turn) for reach in (-0.85, 0.55)]
        shapes.stroke(image, tick, max(2, 0.3 * width), INK)
    if seen and not state.reps:
        _draw_seen(image, centre, radius, seen, look)
    else:
        _draw_number(image, str(state.reps), centre, radius - width / 2, kind.count, DIM if paused else INK)
    target = range_text(state.target, texts)
    words = texts("screen.of", target=target) if most > 0 else texts("summary.column_reps")
    room = Rect(rect.x, round(centre[1] + 0.62 * radius), rect.w, round(0.36 * radius))
    draw_in(image, words, room.inset(0.28 * room.w, 0), kind.label, GREEN if reached else QUIET, BOLD, 0.5)


def _draw_seen(image: Image, centre: tuple[float, float], radius: float, seen: int, look: Look) -> None:
    """A dot for each pull that is seen and waits to be confirmed."""
    for index in range(MOST):
        at = (centre[0] + (index - (MOST - 1) / 2) * 0.46 * radius, centre[1])
        shapes.disc(image, at, 0.13 * radius, look.accent if index < seen else TRACK)


def _draw_hold(image: Image, rect: Rect, seconds: int, waited: float, look: Look, kind: Type) -> None:
    """A disc that fills from the middle: full is "now we begin"."""
    centre, radius, width = _ring(rect, kind)
    shapes.circle(image, centre, radius, max(2, 0.3 * width), look.accent)
    shapes.disc(image, centre, radius, mix(look.ground, look.accent, 0.10))
    shapes.disc(image, centre, max(2.0, waited * radius), mix(look.ground, look.accent, 0.34))
    shapes.arc(image, centre, radius, width, look.accent, 0.0, waited)
    _draw_number(image, str(max(0, seconds)), centre, radius - width, kind.count, INK)


def _draw_wait(
    image: Image, rect: Rect, seconds: int, left: float, look: Look, kind: Type, word: str
) -> None:
    """A ring that runs empty round the seconds left."""
    centre, radius, width = _ring(rect, kind)
    shapes.arc(image, centre, radius, width, mix(look.ground, TRACK, 0.9))
    shapes.arc(image, centre, radius, width, look.accent, 0.0, left)
    _draw_number(image, clock_text(seconds), centre, radius - width, kind.count, INK)
    room = Rect(rect.x, round(centre[1] + 0.5 * radius), rect.w, round(0.3 * radius))
    draw_in(image, word, room.inset(0.3 * room.w, 0), kind.label, QUIET, BOLD, 0.5)


def _draw_done(image: Image, rect: Rect, state: CoachState, look: Look, kind: Type, texts: Texts) -> None:
    centre, radius, width = _ring(rect, kind)
    shapes.arc(image, centre, radius, width, look.accent)
    total = max(state.total_reps, state.reps)
    _draw_number(image, str(total), centre, radius - width, kind.count, INK)
    if total:
        above = (centre[0], centre[1] - 0.7 * radius)
        draw_icon(image, Icon.CHECK, above, 0.13 * radius, look.accent, look.ground)
    room = Rect(rect.x, round(centre[1] + 0.5 * radius), rect.w, round(0.3 * radius))
    draw_in(image, texts("summary.column_reps"), room.inset(0.3 * room.w, 0), kind.label, QUIET, BOLD, 0.5)


def clock_text(seconds: int) -> str:
    """Seconds as they are counted down: plain below a hundred, then minutes and seconds."""
    seconds = max(0, seconds)
    return str(seconds) if seconds < 100 else f"{seconds // 60}:{seconds % 60:02d}"


MOST = 3
"""More are not shown: by then the first reps are counted, or the coach says why not."""


class SeenPulls:
    """Follows the signal from turn to turn while nothing is counted; knows neither tempo nor doubt."""

    def __init__(self, rule: CountRule) -> None:
        self._rule = rule
        self._low, self._high, self._start = math.inf, -math.inf, math.inf
        self._rising, self._pulls = False, 0

    def update(self, state: CoachState) -> int:
        """How many pulls there were since the counting began, at most `MOST`; 0 once reps are counted."""
        if state.phase is not Phase.COUNTING or state.reps > 0:
            self._forget()
            return 0
        value = state.primary_deg * self._rule.direction
        if not math.isfinite(value):
            return min(self._pulls, MOST)
        self._low, self._high = min(self._low, value), max(self._high, value)
        if self._rising and self._high - value >= self._rule.min_range:
            self._pulls += int(self._high - self._start >= self._rule.min_range)
            self._rising, self._low = False, value
        elif not self._rising and value - self._low >= self._rule.min_range:
            self._rising, self._start, self._high = True, self._low, value
        return min(self._pulls, MOST)

    def _forget(self) -> None:
        self._low, self._high, self._start = math.inf, -math.inf, math.inf
        self._rising, self._pulls = False, 0
