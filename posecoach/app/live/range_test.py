"""The tests of the hip's range, live or recorded, as blocks of a run; the measurement that comes of them."""

import uuid
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from posecoach import __version__, sentences
from posecoach.app.live.programme import Block
from posecoach.app.live.run import run_blocks
from posecoach.app.live.run_options import Devices, RunOptions, RunResult
from posecoach.app.live.speaker import ReadAlong, Tell, welcome
from posecoach.app.offline.analyze import analyze_video, estimator_options
from posecoach.app.pipeline import Pipeline
from posecoach.coaching.hip_range.protocol import PROTOCOLS, Movement
from posecoach.coaching.hip_range.range_coach import RangeCoach
from posecoach.coaching.hip_range.result import HipRange
from posecoach.coaching.position.gate import allowed_postures
from posecoach.coaching.sets import Plan
from posecoach.errors import SessionError
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import CameraAdvice, Exercise, ExerciseText, Requirement
from posecoach.files import write_aside
from posecoach.kinematics.posture import Posture
from posecoach.language import Language, load_language
from posecoach.motion.tracker import open_tracker
from posecoach.session.measurement import TEST_PREFIX, Measurement, collected, wanted
from posecoach.session.measurement_json import write_measurement
from posecoach.session.record import Source
from posecoach.session.track import Track, read_track

REPEATS = (2, 3)
"""Movements of each test: two, and a third where they do not agree."""

FROM_THE_FRONT = CameraAdvice("front", 0.8, 2.5)
"""Inward rotation is measured sitting: lying, one camera sees that the hip turns but not how far. The camera
stays where it is for the others, and the person turns to face it."""

SEATED = Requirement("hip_height", at_most=130.0)
"""Seen from the front, standing and sitting differ by the height of the hips over the ankles: 150 % of the
torso, and 85 to 125 on chairs."""

CHANGE_S = 12.0
"""To hear the result and what comes next, and to turn round, before the next test."""


def range_blocks(movements: Sequence[Movement], sides: Sequence[str], language: Language) -> list[Block]:
    """A block for each movement and side."""
    plan = Plan(sets=1, reps=REPEATS, rest_s=CHANGE_S, limited=True)
    blocks: list[Block] = []
    for movement, side in wanted(movements):
        if side in ("left", "right") and side not in sides:
            continue
        same = bool(blocks) and blocks[-1].tests is movement
        turns = same and movement is not Movement.INTERNAL_ROTATION  # which is seen from the front
        note = language.say("measure.turn", side=language.say(f"side.{side}")) if turns else ""
        watched = find_exercise(PROTOCOLS[movement].exercise)
        blocks.append(Block(_as_exercise(movement, side, language), side, plan, note, movement, watched))
    return blocks


def run_measurement(
    movements: Sequence[Movement],
    sides: Sequence[str],
    options: RunOptions,
    tell: Tell,
    *,
    devices: Devices | None = None,
    read_along: ReadAlong | None = None,
) -> tuple[Measurement, RunResult]:
    """Lead through the tests; the measurement holds an entry for each hip, also where nothing was seen.

    Raises:
        PoseCoachError: as `run_blocks`.
    """
    language = load_language(options.language)
    # Its page is what stays at the end, and movements of a test are no session that could hurt more or less.
    options = replace(options, stay_s=0.0, pain=False)
    blocks = range_blocks(movements, sides, language)
    tell(welcome(blocks, language))
    result = run_blocks(blocks, options, tell, devices=devices, read_along=read_along)
    found = [hip for hip, _ in result.ranges]
    info = result.source
    source = Source(info.kind, info.name, info.fps, model=result.model) if info is not None else Source()
    # Who did the other side than was asked for had that one measured, and told.
    entries = [hip for hip in collected(found, movements) if hip.side in (*sides, "both") or hip.trials]
    measurement = Measurement(
        tuple(entries),
        source,
        tuple(course for _, course in result.ranges if len(course.t_s)),
        datetime.now().astimezone(),
        f"posecoach {__version__}",
        uuid.uuid4().hex,
    )
    return measurement, result


def keep(measurement: Measurement, folder: Path | None = None) -> tuple[int, str]:
    """Store it; its number, or 0 and a sentence. Nothing is kept where nothing was measured.

    What the store does not take goes as a file into the folder for temporary files, which the sentence names.
    """
    from posecoach.session.store import Store

    if not any(hip.trials for hip in measurement.hips):
        return 0, ""
    try:
        with Store(folder) as store:
            return store.add_measurement(measurement), ""
    except SessionError as error:
        path = write_aside("measurement.json", lambda path: write_measurement(measurement, path))
        return 0, sentences.say("measure_command.kept", trouble=error, path=path) if path else str(error)


def _as_exercise(movement: Movement, side: str, language: Language) -> Exercise:
    """The test as an exercise: the posture and camera of the one it is taken from, words of its own.

    The exercise's own requirements do not hold, as the movement begins where it is not yet; and nothing is
    said of the lower back meanwhile.
    """
    base = find_exercise(PROTOCOLS[movement].exercise)
    if movement is Movement.INTERNAL_ROTATION:
        postures = (Posture.SITTING.value, Posture.STANDING.value)
        base = replace(base, position="sitting", postures=postures, camera=FROM_THE_FRONT)
    count = base.count
    if movement is Movement.EXTENSION:
        count = replace(count, signal="hip_flexion")  # what is shown: the rear hip, not the front knee
    said = "" if side == "both" else language.say(f"side.{side}")
    summary = language.say(f"measure.{movement.value}_summary", side=said)
    steps = tuple(f"{part.strip()}." for part in summary.split(". ") if part.strip(" ."))
    return replace(
        base,
        id=f"{TEST_PREFIX}{movement.value}",
        name=language.say(f"measure.{movement.value}"),
        count=count,
        require=(SEATED,) if movement is Movement.INTERNAL_ROTATION else (),
        sets=1,
        reps=REPEATS,
        rest_s=CHANGE_S,
        lower_back=(),
        text=ExerciseText(
            summary, tuple(step.replace("..", ".") for step in steps), (language.say("measure.go"),)
        ),
    )


def measure_track(track: Track, movement: Movement, side: str) -> HipRange:
    """The range of the hip of `side` ("left", "right"; "both" for the lean) in recorded landmarks."""
    (block,) = range_blocks((movement,), (side,), load_language())
    pipeline = Pipeline(block.exercise, block.side, block.plan, tests=movement)
    for t_s, pose in track.poses():
        pipeline.step(t_s, pose)
    pipeline.finish()
    assert isinstance(pipeline.coach, RangeCoach)
    return pipeline.coach.result


def measure_file(path: Path, movement: Movement, side: str, model: str) -> HipRange:
    """The same in a track (.npz) or a video; raises as `read_track` and `analyze_video`."""
    if path.suffix == ".npz":
        return measure_track(read_track(path), movement, side)
    exercise = find_exercise(PROTOCOLS[movement].exercise)
    postures = allowed_postures(_as_exercise(movement, side, load_language()))
    options = replace(estimator_options(model, exercise, movement), postures=postures)
    with closing(open_tracker(options)) as estimator:
        return measure_track(analyze_video(path, exercise, side, estimator=estimator).track, movement, side)
