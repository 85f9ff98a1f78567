"""Teaching as one job: learn from a track, write the exercise file and the page beside it."""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from posecoach.app.teach.figure import shown_movement
from posecoach.app.teach.page import lesson_page
from posecoach.app.teach.watching import bodies_of, watch_file
from posecoach.exercises.catalogue import builtin_exercise
from posecoach.exercises.parse import parse_exercise
from posecoach.exercises.write import exercise_toml
from posecoach.files import write_whole
from posecoach.learning.lesson import Lesson, Order, learn
from posecoach.learning.words import PLACEHOLDER
from posecoach.learning.wrong import learn_back
from posecoach.sentences import say
from posecoach.session.track import Track

FIGURE = (
    "The moving figure: one repetition as it was shown, as landmarks; no picture. Each row is a moment: x "
    "and y of nose, shoulders, elbows, wrists, hips, knees, ankles, toes, left before right, in % of the "
    "torso."
)


def made_id(name: str) -> str:
    """An id, and a file's name, of what the teacher calls the exercise."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "exercise"


def free_id(name: str, place: Path | None = None) -> str:
    """The same, but of no exercise that comes with the program, nor of a file in `place`."""
    made = made_id(name)
    free, number = made, 1
    while builtin_exercise(free) is not None or (place is not None and (place / f"{free}.toml").exists()):
        number += 1
        free = f"{made}-{number}"
    return free


def learn_from(track: Track, order: Order, start_s: float = 0.0, end_s: float = float("inf")) -> Lesson:
    """Learn from the part of a track between two times; raises NotLearnedError."""
    return learn(bodies_of(track, start_s, end_s), order)


def with_back(lesson: Lesson, wrong: Path, model: str) -> Lesson:
    """The lesson with what watches the lower back, by a recording in which it moves.

    Raises:
        BackNotLearnedError: nothing of the back differs there. VideoError, TrackError: it cannot be read.
    """
    return learn_back(lesson, bodies_of(watch_file(wrong, model, back=True)))


def with_figure(lesson: Lesson, track: Track) -> Lesson:
    """The lesson with the moving figure of whoever taught it."""
    exercise = replace(lesson.draft.exercise, shown=shown_movement(lesson, track))
    return replace(lesson, draft=replace(lesson.draft, exercise=exercise))


def file_text(lesson: Lesson, order: Order, source: str) -> str:
    """The exercise file, with a comment for each limit."""
    comments = dict(lesson.draft.comments)
    doubts = " ".join(lesson.reasons)
    comments["head"] = (
        f"{lesson.draft.exercise.name}: learned from {source}.\n"
        f"{lesson.counted} repetitions were counted there. {say(f'learn.{lesson.sureness}')} {doubts}\n"
        "Change what you like: `posecoach exercises show FILE.toml` tells whether the file is still whole."
    )
    comments["count"] = "The signal that showed the repetitions best."
    if not (order.text.steps and order.text.cues):
        comments["text"] = PLACEHOLDER
    comments["demonstration"] = FIGURE
    return exercise_toml(lesson.draft.exercise, comments)


def keep(lesson: Lesson, order: Order, track: Track, out: Path, page: Path, source: str) -> None:
    """Write the exercise file and the page.

    Raises:
        ExerciseError: the teacher's words cannot stand in such a file.
        OutputError: a file cannot be written.
    """
    text = file_text(with_figure(lesson, track), order, source)
    parse_exercise(text, out.name)
    write_whole(out, text)
    write_whole(page, lesson_page(lesson, track))
