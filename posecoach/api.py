"""The Python interface: count repetitions in a recording, replay landmarks, load an exercise.

Everything here is re-exported by the package itself (`import posecoach`).
"""

from pathlib import Path

from posecoach.app.offline.analyze import analyze_video, replay_track
from posecoach.app.teach.teach import learn_from, made_id, watch_file, with_figure
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.definition import Exercise
from posecoach.learning.lesson import Order
from posecoach.pose.model import AUTO
from posecoach.session.record import Session
from posecoach.session.track import Track, read_track

PathLike = str | Path
SIDES = ("left", "right", "both", "auto")


def load_exercise(name: PathLike) -> Exercise:
    """Load an exercise by its id, or from a TOML file of your own.

    Args:
        name: an id of the catalogue, such as ``"hip-flexion"``, or the path of a ``.toml`` file.

    Returns:
        The exercise: what is counted, which lower-back measures are watched, camera advice and texts.

    Raises:
        ExerciseError: there is no such exercise, or the file is not a valid one.

    Example:
        >>> import posecoach
        >>> exercise = posecoach.load_exercise("hip-flexion")
        >>> exercise.name, exercise.count.signal, exercise.count.unit
        ('Hip flexion', 'hip_flexion', 'deg')
    """
    return find_exercise(str(name))


def analyze(
    video: PathLike,
    exercise: Exercise | PathLike,
    side: str = "auto",
    *,
    model: PathLike = AUTO,
    jobs: int = 1,
) -> Session:
    """Analyze a recorded video: count its repetitions and say in which of them the lower back moved.

    Args:
        video: a file that OpenCV can read.
        exercise: an `Exercise`, an id of the catalogue, or the path of a TOML file.
        side: the hip that is stretched: ``"left"``, ``"right"``, ``"both"``, or ``"auto"`` to find out.
        model: the pose model: ``"lite"``, ``"full"``, ``"heavy"``, or the path of a bundle (``.task``);
            ``"auto"`` is the most exact one, heavy. Full is more than twice as fast.
        jobs: number of processes that estimate poses. The result does not depend on it. With more than one,
            the calling script needs the usual ``if __name__ == "__main__":``.

    Returns:
        The session: sets, repetitions, warnings, and the angles of every frame. Times in seconds from the
        start of the video, angles in degrees.

    Raises:
        VideoError: the file cannot be read, or shows nobody.
        ExerciseError: there is no such exercise.
        ModelError: the pose model cannot be used.
        ValueError: `side` is none of the four words.

    Example:
        >>> import posecoach
        >>> session = posecoach.analyze("samples/hip_flexion_clean.mp4", "hip-flexion", "right", model="full")
        >>> len(session.sets[0].reps) == len(session.reps)
        True
        >>> rep = session.reps[0]
        >>> rep.start_s < rep.peak_s < rep.end_s
        True
    """
    chosen = _exercise(exercise)
    return analyze_video(Path(video), chosen, _side(side), model=str(model), jobs=jobs).session


def count_reps(video: PathLike, exercise: Exercise | PathLike, side: str = "auto") -> Session:
    """Count the repetitions in a recorded video.

    The short form of `analyze`: ``len(session.reps)`` is the count.

    Args:
        video: a file that OpenCV can read.
        exercise: an `Exercise`, an id of the catalogue, or the path of a TOML file.
        side: the hip that is stretched, or ``"auto"``.

    Returns:
        The session, as from `analyze`.

    Raises:
        VideoError: the file cannot be read, or shows nobody.
        ExerciseError: there is no such exercise.

    Example:
        >>> import posecoach
        >>> session = posecoach.count_reps("samples/hip_flexion_clean.mp4", "hip-flexion")
        >>> len(session.reps)
        10
    """
    return analyze(video, exercise, side)


def replay(track: Track | PathLike, exercise: Exercise | PathLike, side: str = "auto") -> Session:
    """Run recorded landmarks through the coach, without any video.

    Args:
        track: a `Track` of n frames, or the path of a ``.npz`` file as ``posecoach analyze --track`` writes
            it: ``t_s (n,)``, ``image_px (n, 33, 2)``, ``world_m (n, 33, 3)``, ``visibility (n, 33)``,
            ``presence (n, 33)``, ``size_px (2,)``; rows of NaN where nobody was found.
        exercise: an `Exercise`, an id of the catalogue, or the path of a TOML file.
        side: the hip that is stretched, or ``"auto"``.

    Returns:
        The session, the same for the same track every time.

    Raises:
        TrackError: the file is missing, damaged, or no track.
        ExerciseError: there is no such exercise.

    Example:
        >>> import posecoach
        >>> session = posecoach.replay("samples/tracks/variety_001.npz", "hip-flexion")
        >>> session.source.kind
        'track'
    """
    if isinstance(track, Track):
        return replay_track(track, "track", _exercise(exercise), _side(side))
    path = Path(track)
    return replay_track(read_track(path), path.name, _exercise(exercise), _side(side))


def learn(
    recording: PathLike, name: str, reps: int | None = None, *, model: PathLike = AUTO, jobs: int = 1
) -> Exercise:
    """Learn an exercise from a recording in which somebody shows it five to fifteen times.

    Args:
        recording: a video, or the path of recorded landmarks (``.npz``).
        name: what the exercise is called; its id is made of it.
        reps: how many repetitions are shown, where that is known.
        model: the pose model, as for `analyze`.
        jobs: number of processes that estimate poses in a video.

    Returns:
        The exercise, with wide limits and placeholders for its texts.
        `posecoach.exercises.write.exercise_toml` makes a file of it.

    Raises:
        PoseCoachError: the recording cannot be read, or shows nothing to be learned; it says why.

    Example:
        >>> import posecoach
        >>> exercise = posecoach.learn("samples/tracks/variety_004.npz", "Knee to chest", reps=7)
        >>> exercise.id, exercise.count.signal, exercise.sides
        ('knee-to-chest', 'hip_flexion', ('left', 'right'))
    """
    track = watch_file(Path(recording), str(model), jobs=jobs)
    lesson = learn_from(track, Order(made_id(name), name, reps))
    return with_figure(lesson, track).draft.exercise


def _exercise(exercise: Exercise | PathLike) -> Exercise:
    return exercise if isinstance(exercise, Exercise) else load_exercise(exercise)


def _side(side: str) -> str:
    if side not in SIDES:
        raise ValueError(f"side must be one of {', '.join(SIDES)}, not {side!r}")
    return side
