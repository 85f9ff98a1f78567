"""Draws the pictures of this folder anew: `python -m docs.screens.make`, from the root of a checkout.

The person in them is the rendered one of samples/, with the joints and angles its truth file knows; the
counts are examples.
"""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from posecoach.app.start.settings import Settings
from posecoach.app.start.start_screen import setting_lines
from posecoach.coaching.state import CoachState
from posecoach.display.demonstration import PERIOD_S, demonstration_of
from posecoach.display.end import EndModel, EndRow, draw_end
from posecoach.display.large_screen import LargeScreen
from posecoach.display.layout import Rect
from posecoach.display.overlay import focus_of
from posecoach.display.questions import ChoiceModel, PainModel, draw_choice, draw_first_run, draw_pain
from posecoach.display.start import draw_start
from posecoach.display.start_model import StartModel
from posecoach.display.text import draw_in
from posecoach.display.theme import BOLD, INK, PANEL
from posecoach.exercises.catalogue import builtin_exercises, find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import Language, for_side, load_language, localise
from posecoach.sentences import Texts
from tests.display.camera_drawing import draw_diagram
from tests.display.gallery import Example, Scene, draw_example, examples

FOLDER = Path(__file__).parent
SAMPLES = FOLDER.parents[1] / "samples"
SIZE = (1280, 720)
FULL_HD = (1920, 1080)
DETAILED = ("counting", "back-moving")
"""States that are drawn in the detailed layout, too."""


@dataclass(frozen=True, slots=True, eq=False)
class Still:
    """A moment of a sample clip and what is true in it: index of the frame, the truth file's content."""

    image: np.ndarray
    index: int
    truth: dict[str, Any]

    @property
    def scene(self) -> Scene:
        joints = np.array(self.truth["frames"]["joints_px"][self.index], float)
        width, height = self.truth["size_px"]
        scores = np.ones(len(joints))
        return Scene(
            self.image, Pose(0.0, (width, height), joints, np.zeros((len(joints), 3)), scores, scores)
        )

    def angle_deg(self, exercise: Exercise, side: str) -> float:
        """The counted signal as a camera would see it."""
        frames, signal = self.truth["frames"], exercise.count.signal
        names = {
            "hip_flexion": (f"hip_flexion_{side}_deg", "lumbar_flexion_deg"),
            "knee_flexion": (f"knee_flexion_{side}_deg",),
            "hip_internal_rotation": (f"hip_internal_rotation_{side}_deg",),
            "trunk_inclination": ("trunk_pitch_deg",),
        }[signal]
        return float(sum(frames[name][self.index] for name in names))


def main() -> None:
    """Write every picture of the folder."""
    say = load_language().say
    for exercise in builtin_exercises():
        for dark in (True, False):
            place = FOLDER / f"camera_{exercise.id}{'' if dark else '_light'}.png"
            cv2.imwrite(str(place), draw_diagram(exercise, say, dark))
    for example in examples():
        example, scene = in_the_picture(example)
        write(f"state_{example.name}", draw_example(example, SIZE, say, scene, LargeScreen))
        write(f"1920x1080/{example.name}", draw_example(example, FULL_HD, say, scene, LargeScreen), 68)
        if example.name in DETAILED:
            write(f"details_{example.name}", draw_example(example, SIZE, say, scene))
    write("demonstration", demonstrations())
    settings = setting_lines(Settings(), load_language())
    last = say("start.last_session", when=say("start.yesterday"), n=214)
    preview = still_of(examples()[0]).image
    model = StartModel(builtin_exercises()[:4], 4, last, settings, "USB camera, 640 × 480", preview)
    write("start", draw_start(model, SIZE, say).image)
    write("pain", draw_pain(PainModel("before", 3), SIZE, say).image)
    choice = ChoiceModel("pain.high_title", "pain.high_words", "pain.high_yes", "pain.high_no")
    write("pain_high", draw_choice(choice, SIZE, say).image)
    write("end", draw_end(an_end(say), SIZE, say).image)
    write("first_run", draw_first_run(SIZE, say).image)
    for code in ("de", "fr", "zh"):
        write(f"language_{code}", three_screens(load_language(code)))


def in_the_picture(example: Example) -> tuple[Example, Scene]:
    """The example with the side and the angle of the person in the sample's picture, and that picture."""
    still = still_of(example)
    if example.pull is None:
        # Too near the edge: only a part of the frame, with the feet outside.
        problem = "cut-off" if example.state.view_problem else ""
        scene = Scene(np.ascontiguousarray(still.image[90:375, :380]), still.scene.pose)
        return replace(example, state=replace(example.state, view_problem=problem)), scene
    state = true_state(example, still)
    if not example.state.side:
        return replace(example, state=replace(state, side="")), still.scene
    exercise = for_side(find_exercise(example.exercise.id), state.side, load_language())
    return replace(example, exercise=exercise, state=state), still.scene


def demonstrations() -> np.ndarray:
    """Released, pulled, and how not to, for each exercise, on the right and on the left."""
    room = Rect(0, 0, 420, 290)
    rows = []
    for exercise in builtin_exercises():
        row = []
        for side in ("right", "left"):
            player = demonstration_of(for_side(exercise, side, load_language()), side)
            if player is None:
                continue
            for periods in (3.0, 2.5, 0.5):
                image = np.empty((room.h + 60, room.w, 3), np.uint8)
                image[:] = PANEL
                moment = player.at(player.length_s - periods * PERIOD_S + 0.01)
                player.draw(image, room.inset(16), moment)
                draw_in(image, moment.words, Rect(0, room.h, room.w, 50).inset(16, 0), 26, INK, BOLD, 0.5)
                row.append(image)
        rows.append(np.hstack(row))
    return np.vstack(rows)


def three_screens(language: Language) -> np.ndarray:
    """The start screen, a set and the question for pain in another language, side by side."""
    say = language.say
    exercises = tuple(localise(one, language) for one in builtin_exercises()[:4])
    last = say("start.last_session", when=say("start.yesterday"), n=214)
    model = StartModel(exercises, 4, last, setting_lines(Settings(), language), "USB, 640 × 480")
    moving = next(one for one in examples(language) if one.name == "back-moving")
    screens = (
        draw_start(model, SIZE, say).image,
        draw_example(moving, SIZE, say, kind=LargeScreen),
        draw_pain(PainModel("before", 3), SIZE, say).image,
    )
    small = [cv2.resize(one, (640, 360), interpolation=cv2.INTER_AREA) for one in screens]
    return np.hstack(small)


def an_end(say: Texts) -> EndModel:
    """The last page of an example."""
    rows = (
        EndRow("Hip flexion, left", say("end.reps", n=32), say("end.back_still", still=30, n=32)),
        EndRow(
            "Hip flexion, right",
            say("end.reps", n=30),
            say("end.back_unsure", still=20, moved=4, unseen=6),
        ),
    )
    return EndModel(say("end.title"), rows, say("end.pain", before=3, after=2), say("pain.better"))


def still_of(example: Example) -> Still:
    """The middle of a pull in the sample of the exercise; the first frame for an example without a figure."""
    clip = "back" if example.name == "back-moving" else "clean"
    stem = SAMPLES / f"{example.exercise.id.replace('-', '_')}_{clip}"
    truth = json.loads(stem.with_suffix(".json").read_text(encoding="utf-8"))
    reps = [rep for rep in truth["reps"] if rep["lower_back_moved"]] or truth["reps"]
    rep = reps[len(reps) // 2]
    at_s = rep["peak_s"] if clip == "back" else (rep["start_s"] + rep["peak_s"]) / 2
    index = 0 if example.pull is None else round(at_s * truth["fps"])
    video = cv2.VideoCapture(str(stem.with_suffix(".mp4")))
    for _ in range(index + 1):
        found, image = video.read()
        if not found:
            raise SystemExit(f"{stem.name}.mp4 is shorter than its truth file says.")
    return Still(image, index, truth)


def true_state(example: Example, still: Still) -> CoachState:
    """The example's state with the side and the angle of the person in the picture."""
    side = still.truth["side"] or "both"
    state = replace(example.state, side="left" if example.state.hint else side, working_joint=-1)
    joint = focus_of(example.exercise, state).joint
    counted = "right" if joint % 2 == 0 else "left"
    return replace(state, working_joint=joint, primary_deg=still.angle_deg(example.exercise, counted))


def write(name: str, image: np.ndarray, quality: int = 82) -> None:
    """Write a picture, small enough for a repository."""
    path = FOLDER / f"{name}.jpg"
    path.parent.mkdir(exist_ok=True)
    cv2.imwrite(str(path), image, [cv2.IMWRITE_JPEG_QUALITY, quality])


if __name__ == "__main__":
    main()
