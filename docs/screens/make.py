"""Draws the pictures of this folder anew: `python docs/screens/make.py`, from the root of a checkout.

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
from posecoach.display.diagrams import write_diagrams
from posecoach.display.end import EndModel, EndRow, draw_end
from posecoach.display.gallery import Example, Scene, draw_example, examples
from posecoach.display.overlay import focus_of
from posecoach.display.questions import ChoiceModel, PainModel, draw_choice, draw_first_run, draw_pain
from posecoach.display.start import StartModel, draw_start
from posecoach.display.wording import Texts
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import Exercise
from posecoach.kinematics.landmarks import Pose
from posecoach.language import load_language

FOLDER = Path(__file__).parent
SAMPLES = FOLDER.parents[1] / "samples"
SIZE = (1280, 720)
SHOWN = (
    "looking", "position", "hold", "counting", "back-moving", "paused", "rest", "done", "help", "privacy",
    "note", "wrong-leg", "stopping", "leaving",
    "hip-internal-rotation", "hip-external-rotation", "hip-extension",
)  # fmt: skip


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
    write_diagrams(FOLDER, say)
    for example in examples():
        if example.name in SHOWN:
            still = still_of(example)
            if example.pull is None:
                # Too near the edge: only a part of the frame, with the feet outside.
                example = replace(example, state=replace(example.state, view_problem="cut-off"))
                scene = Scene(np.ascontiguousarray(still.image[90:375, :380]), still.scene.pose)
            else:
                example, scene = replace(example, state=true_state(example, still)), still.scene
            write(f"state_{example.name}", draw_example(example, SIZE, say, scene))
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


def write(name: str, image: np.ndarray) -> None:
    """Write a picture, small enough for a repository."""
    cv2.imwrite(str(FOLDER / f"{name}.jpg"), image, [cv2.IMWRITE_JPEG_QUALITY, 86])


if __name__ == "__main__":
    main()
