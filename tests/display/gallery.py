"""Example moments of a session, so that every state of the screen can be drawn without camera or window."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from posecoach.app.start.setting_choices import own_page
from posecoach.coaching.events import Confidence, HipBackSplit, Phase, WarningKind
from posecoach.coaching.state import BackLevel, BackState, CoachState, Hint
from posecoach.display import shapes
from posecoach.display.card_page import CardPage
from posecoach.display.exercise_screen import ExerciseScreen
from posecoach.display.figures import Inks, Stance, draw_stance, stance_of
from posecoach.display.layout import Rect
from posecoach.display.questions import ShowingModel
from posecoach.display.screen import Screen
from posecoach.display.shapes import Image, Point
from posecoach.display.stage import Notices, Reasons
from posecoach.display.theme import rgb
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import CountRule, Exercise
from posecoach.kinematics.landmarks import LANDMARK_COUNT, Landmark, Pose
from posecoach.language import Language, for_side, load_language, localise
from posecoach.sentences import Texts

FRAME_PX = (1280, 720)
HOLD_S = 2.0
SHARE = HipBackSplit(
    hip_deg=7.1, back_deg=2.0, hip_share=0.78, uncertainty_deg=1.1, confidence=Confidence.HIGH
)
MOVED = HipBackSplit(
    hip_deg=5.2, back_deg=5.6, hip_share=0.48, uncertainty_deg=1.2, confidence=Confidence.HIGH
)
STILL = BackState(BackLevel.STILL, 0.4, 1.5, "% torso", Confidence.HIGH, SHARE)


NOTHING = Notices()
NOTE = "Only as far as it is comfortable; stop when the leg tingles."
OTHER_LEG = Hint(WarningKind.WRONG_SIDE, "right", "left")


@dataclass(frozen=True, slots=True)
class Example:
    """One moment: `pull` poses the figure, None leaves the picture empty.

    `after_s` is how long it has lasted.
    """

    name: str
    exercise: Exercise
    state: CoachState
    pull: float | None = 0.5
    notices: Notices = NOTHING
    mirrored: bool = False
    privacy: bool = False
    after_s: float = 0.0


def examples(language: Language | None = None) -> tuple[Example, ...]:
    """Every state of the screen, in the order of a session; in English where no language is named."""
    language = language or load_language()
    unsided = localise(find_exercise("hip-flexion"), language)
    flexion = for_side(unsided, "right", language)
    why = Reasons(tuple(language.say(f"screen.stop_{word}") for word in ("pain", "tired", "other")), 1)
    lost = Notices(message=language.say("camera.lost"))
    paused = Notices(message=language.say("screen.hint_raise"))
    after = localise(find_exercise("hip-internal-rotation"), language)
    following = Notices(next_up=f"{after.name}, {language.say('side.left')}", upcoming=(after, "left"))
    at = CoachState(
        t_s=0.0, phase=Phase.COUNTING, exercise_id=flexion.id, side="right", set_index=2, sets=3,
        target=flexion.reps, working_joint=int(Landmark.RIGHT_HIP),
    )  # fmt: skip
    counting = replace(
        at, reps=23, total_reps=53, clean_reps=21, position=0.64, primary_deg=112.0, range_now=9.0, back=STILL
    )
    moving = replace(
        counting,
        position=0.97,
        primary_deg=119.0,
        back=BackState(BackLevel.MOVING, 1.95, 1.5, "% torso", Confidence.HIGH, MOVED),
    )
    near = replace(
        counting,
        reps=31,
        back=BackState(BackLevel.NEAR, 1.25, 1.5, "% torso", Confidence.LOW, SHARE),
    )
    position = replace(at, phase=Phase.POSITION)
    looking = replace(at, phase=Phase.LOOKING, working_joint=-1, view_problem="too-far")
    rest = replace(at, phase=Phase.REST, reps=32, total_reps=62, clean_reps=30, rest_left_s=21.0, back=STILL)
    done = replace(rest, phase=Phase.DONE, set_index=3, total_reps=96, rest_left_s=0.0)
    return (
        Example("looking", flexion, looking, None),
        Example("position", flexion, position, 0.0),
        Example("mistake", flexion, position, 0.0, after_s=17.4),
        Example("side-unknown", unsided, replace(position, side=""), 0.0),
        Example("hold", flexion, replace(at, phase=Phase.HOLD, hold_left_s=0.8, primary_deg=104.0), 0.0),
        Example("first-pulls", flexion, replace(at, primary_deg=104.0), 0.5, after_s=5.0),
        Example("counting", flexion, counting, 0.5),
        Example("back-near", flexion, near, 0.7, Notices(muted=True, recording=True, slow_fps=11.0)),
        Example("back-moving", flexion, moving, 1.0),
        Example("bridged", flexion, replace(counting, frame_ok=False), 0.5),
        Example("paused", flexion, replace(counting, phase=Phase.PAUSED), 0.2, paused),
        Example("camera-lost", flexion, replace(counting, phase=Phase.PAUSED), None, lost),
        Example("rest", flexion, rest, 0.1),
        Example("break", flexion, rest, 0.1, following),
        Example("done", flexion, done, 0.1),
        Example("help", flexion, counting, 0.5, Notices(help=True)),
        Example("note", flexion, position, 0.0, Notices(note=NOTE)),
        Example("wrong-leg", flexion, replace(position, side="left", hint=OTHER_LEG), 0.4),
        Example("stopping", flexion, replace(counting, phase=Phase.PAUSED), 0.2, Notices(reasons=why)),
        Example("leaving", flexion, counting, 0.5, Notices(leaving=True)),
        Example("privacy", flexion, counting, 0.5, privacy=True),
        _other(language, "hip-internal-rotation", "right", int(Landmark.RIGHT_KNEE), 14.0, mirrored=True),
        _other(language, "hip-external-rotation", "both", int(Landmark.RIGHT_HIP), 24.0),
        _other(language, "hip-extension", "left", int(Landmark.RIGHT_KNEE), 63.0),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A frame of shape (H, W, 3) and the pose in it, to show instead of the drawn figure."""

    image: Image
    pose: Pose


def draw_example(
    example: Example,
    size_px: tuple[int, int],
    texts: Texts,
    scene: Scene | None = None,
    kind: type[ExerciseScreen] = Screen,
) -> Image:
    """The screen at the moment of `example`, of `scene` or of a drawn figure in a drawn room."""
    screen = kind(example.exercise, size_px, example.mirrored, example.privacy, texts)
    if example.state.phase is Phase.HOLD:
        # The hold is shown by how much of it is over: the screen must have seen it begin.
        screen.draw(None, None, replace(example.state, hold_left_s=HOLD_S), example.notices)
    if example.after_s:
        _lead_up(screen, example)
    if example.pull is None:
        empty = room_picture() if scene is None else scene.image
        return screen.draw(empty, None, example.state, example.notices)
    if scene is None:
        stance = stance_of(example.exercise, example.pull)
        scene = Scene(figure_picture(stance), figure_pose(stance))
    return screen.draw(scene.image, scene.pose, example.state, example.notices, example.after_s)


def _lead_up(screen: ExerciseScreen, example: Example) -> None:
    """Two pulls that are not counted yet, or the beginning of the demonstration."""
    for degrees in (100.0, 108.0, 100.0, 108.0, 100.0):
        state = replace(example.state, primary_deg=degrees)
        screen.draw(None, None, state, example.notices, 0.0)


def room_picture(size_px: tuple[int, int] = FRAME_PX) -> Image:
    """An empty room: wall, floor and mat."""
    return _room(size_px).copy()


@cache
def _room(size_px: tuple[int, int]) -> Image:
    width, height = size_px
    image: Image = np.empty((height, width, 3), np.uint8)
    wall = np.linspace(0.72, 1.0, height)[:, None, None] * np.array(rgb("8D8578"))
    image[:] = wall.astype(np.uint8)
    floor = round(0.66 * height)
    image[floor:] = rgb("6B5A48")
    left, top, right, bottom = 0.68 * width, 0.08 * height, 0.9 * width, 0.4 * height
    shapes.fill(image, Rect(round(left), round(top), round(right - left), round(bottom - top)), rgb("A9B4BA"))
    mat = [(0.06, 0.9), (0.94, 0.9), (0.88, 0.78), (0.12, 0.78)]
    shapes.polygon(image, [(x * width, y * height) for x, y in mat], rgb("4C6A70"))
    return image


def figure_picture(stance: Stance, size_px: tuple[int, int] = FRAME_PX) -> Image:
    """The figure in that room, as a camera might show it."""
    image = room_picture(size_px)
    inks = Inks(rgb("B79F86"), rgb("C9B49C"), rgb("7F6E5E"))
    draw_stance(image, stance, *_standpoint(stance, size_px), inks)
    return image


def figure_pose(stance: Stance, size_px: tuple[int, int] = FRAME_PX) -> Pose:
    """The landmarks of that figure: the near side is the person's right."""
    origin, torso_px = _standpoint(stance, size_px)
    points = stance.points * torso_px + origin
    scores = np.full(LANDMARK_COUNT, 0.98)
    return Pose(0.0, size_px, points, np.zeros((LANDMARK_COUNT, 3)), scores, scores)


def _standpoint(stance: Stance, size_px: tuple[int, int]) -> tuple[Point, float]:
    (left, top), (right, bottom) = stance.points.min(axis=0), stance.points.max(axis=0)
    torso_px = min(0.72 * size_px[0] / (right - left), 0.68 * size_px[1] / (bottom - top), 0.34 * size_px[1])
    return (size_px[0] / 2 - (left + right) / 2 * torso_px, 0.86 * size_px[1] - bottom * torso_px), torso_px


def _other(
    language: Language, exercise_id: str, side: str, joint: int, value: float, mirrored: bool = False
) -> Example:
    exercise = for_side(localise(find_exercise(exercise_id), language), side, language)
    level = BackState(BackLevel.CANNOT_SEE) if exercise_id == "hip-internal-rotation" else STILL
    state = CoachState(
        t_s=0.0, phase=Phase.COUNTING, exercise_id=exercise_id, side=side, set_index=1, sets=3, reps=8,
        total_reps=8, clean_reps=8, target=exercise.reps, position=0.3, primary_deg=value, range_now=6.0,
        unit=exercise.count.unit, working_joint=joint, back=level,
    )  # fmt: skip
    return Example(exercise_id, exercise, state, 0.5, mirrored=mirrored)


def taught_page(language: Language) -> CardPage:
    """As many exercises as there are cards for."""
    names = [language.say("teach.name", n=n) for n in range(1, 9)]
    return own_page([Exercise(name, name, CountRule("hip_flexion")) for name in names], language)


def getting_ready(texts: Texts) -> ShowingModel:
    """Before an exercise is shown, with all that is said then."""
    spoken = (texts("teach.welcome"), texts("teach.place"), texts("teach.time", ready=20, seconds=45))
    return ShowingModel("teach.ready", 20, spoken=" ".join(spoken))


def watching(texts: Texts) -> ShowingModel:
    """While it is shown."""
    return ShowingModel("teach.watching", 45, True, spoken=texts("teach.begin"))
