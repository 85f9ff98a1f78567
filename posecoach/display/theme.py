"""The look in one place: colours, type sizes, spacing, and how each state of a set is told apart."""

from dataclasses import dataclass
from enum import Enum

from posecoach.coaching.events import Phase
from posecoach.coaching.state import BackLevel, CoachState

Colour = tuple[int, int, int]
"""Blue, green, red, each 0..255, as OpenCV wants them."""


def rgb(code: str) -> Colour:
    """A colour from its hexadecimal code, such as "56B4E9"."""
    return int(code[4:6], 16), int(code[2:4], 16), int(code[0:2], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """`first` with `share` (0..1) of `second` mixed in."""
    blue, green, red = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return blue, green, red


# Surfaces and inks. On PANEL, INK has a contrast of 16:1 and QUIET of 8:1 (WCAG 2.2 asks for 4.5:1).
STAGE = rgb("0B0E12")
PANEL = rgb("151A21")
RAISED = rgb("212933")
TRACK = rgb("323C49")
INK = rgb("F4F6F8")
QUIET = rgb("AEB9C6")
DIM = rgb("7C8998")
DARK_INK = rgb("0B0E12")

# Accents after Okabe and Ito (2008), whose hues stay apart with any common colour blindness; the darker
# ones are lightened for a dark background. No accent is ever the only sign: a shape and a word go with it.
# Orange and vermillion are the lower back's alone. What is to be mended is yellow; an emergency, or a
# recording, is red.
SKY = rgb("56B4E9")
GREEN = rgb("2BC99B")
ORANGE = rgb("F0A92B")
VERMILLION = rgb("FF6B2C")
RED = rgb("FF5470")
YELLOW = rgb("F0E442")
PURPLE = rgb("D795BC")
SLATE = rgb("9DB0C4")
SILVER = rgb("D3DAE2")
WHITE = rgb("FFFFFF")


class Icon(Enum):
    """The shapes that go with a state."""

    SEEK = "corners of a viewfinder"
    PLACE = "a body on a mat"
    CIRCLE = "an open circle"
    PULSE = "two arrows, to and fro"
    TRIANGLE = "a warning triangle"
    PAUSE = "two bars"
    REST = "an hourglass"
    CHECK = "a tick"
    DISC = "a filled circle"
    DIAMOND = "a diamond"
    UNSEEN = "a crossed-out eye"
    CROSS = "a cross"


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown: accent, shape, the id of its word, and the panel's ground.

    `begun` is False for the states before anything is measured: their banner is an outline, not a band.
    """

    accent: Colour
    icon: Icon
    text_id: str
    ground: Colour = PANEL
    begun: bool = True


PHASE_LOOKS = {
    Phase.LOOKING: Look(SLATE, Icon.SEEK, "screen.state_looking", begun=False),
    Phase.POSITION: Look(YELLOW, Icon.PLACE, "screen.state_position", begun=False),
    Phase.HOLD: Look(YELLOW, Icon.CIRCLE, "screen.state_hold", mix(PANEL, YELLOW, 0.13)),
    Phase.COUNTING: Look(SKY, Icon.PULSE, "screen.state_counting"),
    Phase.PAUSED: Look(SILVER, Icon.PAUSE, "screen.state_paused"),
    Phase.REST: Look(PURPLE, Icon.REST, "screen.state_rest", mix(PANEL, PURPLE, 0.10)),
    Phase.DONE: Look(GREEN, Icon.CHECK, "screen.state_done", mix(PANEL, GREEN, 0.10)),
}
NOTHING_DONE = Look(SILVER, Icon.DISC, "screen.state_done")
BACK_MOVING = Look(VERMILLION, Icon.TRIANGLE, "screen.state_back", mix(PANEL, VERMILLION, 0.20))

BACK_LOOKS = {
    BackLevel.STILL: Look(GREEN, Icon.DISC, "screen.back_still"),
    BackLevel.NEAR: Look(ORANGE, Icon.DIAMOND, "screen.back_near"),
    BackLevel.MOVING: Look(VERMILLION, Icon.TRIANGLE, "screen.back_moving"),
    BackLevel.CANNOT_SEE: Look(SLATE, Icon.UNSEEN, "confidence.cannot_see"),
}


QUIET_PHASES = (Phase.PAUSED, Phase.REST, Phase.DONE)
"""Phases in which the picture steps back."""


def look_of(state: CoachState) -> Look:
    """The look of the present state: a moving back while counting outdoes the phase; no tick for no rep."""
    if state.phase is Phase.DONE and not max(state.total_reps, state.reps):
        return NOTHING_DONE
    if state.phase is Phase.COUNTING and state.back.level is BackLevel.MOVING:
        return BACK_MOVING
    return PHASE_LOOKS[state.phase]


class _Share:
    """A size that is so much of the unit."""

    def __init__(self, share: float) -> None:
        self._share = share

    def __get__(self, kind: "Type", owner: type) -> float:
        return self._share * kind.unit_px


@dataclass(frozen=True, slots=True)
class Type:
    """Type sizes and spaces in pixels, all fractions of one unit (the window's height in a wide window).

    `far` is for what must be read while lying, three metres away: on a screen of 14 inches, 16:9 (174.3 mm
    high), its capitals are 18 mm high: 20.6 minutes of arc, of the 20 to 22 that ISO 9241-303 recommends. The
    rest is for who sits near. In size `count`, figures are a little over a fifth of the unit high (Rubik:
    0.755 of the size). `gap` is the space between things that belong together; everything else is a multiple
    of it.
    """

    unit_px: float

    count = _Share(0.272)
    far = _Share(0.1385)
    state = _Share(0.066)
    cue = _Share(0.062)
    title = _Share(0.052)
    label = _Share(0.042)
    body = _Share(0.034)
    small = _Share(0.026)
    gap = _Share(0.0125)

    @property
    def stroke(self) -> float:
        """A hairline that still shows at three metres."""
        return max(1.0, 0.0035 * self.unit_px)


MEDIUM, BOLD = 540, 680
"""Weights of the variable typeface (Rubik)."""
