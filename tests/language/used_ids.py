"""The ids of sentences: those that English has, and those that the program says or puts together."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import posecoach
from posecoach.app.live.stopping import REASONS
from posecoach.audio.counting import Counting
from posecoach.audio.guidance import STEPS
from posecoach.cli.history import COLUMNS as HISTORY_COLUMNS
from posecoach.coaching.events import Confidence, Phase, StopReason
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.hip_range.result import Reason
from posecoach.coaching.position.hints import CAUSES
from posecoach.display.end import CHOICES
from posecoach.display.questions import FIRST_RUN
from posecoach.exercises.definition import POSITIONS, POSTURES, SIDES, SIGNALS
from posecoach.kinematics.posture import Posture
from posecoach.kinematics.view import ViewProblem
from posecoach.language.localise import REQUIREMENTS
from posecoach.pose.model import WORDS
from posecoach.toml import read_toml

PACKAGE = Path(posecoach.__file__).parent


HINT_IDS = (
    *("wrong-side", "changed", "alternating"),
    *CAUSES,
    *(f"requirement_{signal}" for signal in REQUIREMENTS),
)


LESSON_PAGE = (
    *("course", "figure", "rest", "pulled", "why", "others", "signal", "repetitions", "size", "suits"),
    *("of_torso", "no_picture", "title"),
)
"""Words of session/report/templates/lesson.html.j2."""


def put_together() -> set[str]:
    """The ids that the program makes of a section and a word that it knows."""
    words = words_of_a_live_run() | words_of_the_rest()
    said = {f"{start}{word}" for start, found in words.items() for word in found}
    said |= {f"hips.{one.value}_means" for one in Movement}  # session/report/measurement_page.py
    said |= {f"hips.{same}_{kind}" for same in ("same", "differ") for kind in ("own", "largest")}
    said |= {f"measure.{one.value}_summary" for one in Movement}  # app/live/range_test.py
    said |= {f"tally.{word}_{among}" for word in ("still", "moved") for among in ("all", "of")}
    return said | {f"progress.chart_{word}_note" for word in words["progress.chart_"]}


def words_of_a_live_run() -> dict[str, Iterable[str]]:
    """What is heard and seen around a set: how the ids begin, and the words that end them."""
    return {
        "back.ask-": POSITIONS,
        "back.clothes-": ("lying", "any"),  # audio/announcer.py
        "camera.": picture_troubles(),
        "computer.": ("slow", "too_slow"),  # app/live/status_messages.py
        "computer_short.": ("slow", "too_slow"),
        "firstrun.": FIRST_RUN,
        "hint.": HINT_IDS,
        "hint_short.": HINT_IDS,
        "measure.": [one.value for one in Movement],
        "measure_reason.": [one.value for one in Reason if one is not Reason.NONE],
        "measure.result": ("", "_both"),  # audio/range_announcer.py
        "measure.not_seen": ("", "_both"),
        "pain.": ("before", "after"),  # when it is asked, app/start/questions.py
        "phase.": [phase.name.lower() for phase in Phase],
        "phase.position_": POSITIONS,
        "routine.exercise": ("", "_side", "_next", "_side_next"),  # audio/introductions.py
        "start.": ("quit", "report", "progress", "history", "routine", "short"),  # display/start.py
        "routine.place": ("", "_front", "_head", "_same"),  # audio/introductions.py
        "end.": ["rest", *(choice.name.lower() for choice in CHOICES)],  # app/live/end_page.py
        "end.pain": ("", "_before", "_after"),
        "screen.hint_": [phase.name.lower() for phase in Phase if phase is not Phase.COUNTING],
        "screen.stop_": [reason.name.lower() for reason in REASONS],
        "stop.": [reason.name.lower() for reason in REASONS],
        "stop.then_": [reason.name.lower() for reason in StopReason],
        "routine.stopped": ("", "_empty", "_lost", "_unkept"),  # app/live/session_controller.py
        "side.": (*SIDES, "left_hip", "right_hip"),
        "sound.": ("no_speech", "no_device", "speech_failed"),  # audio/speech_thread.py
        "start.count_": [counting.value for counting in Counting],
        "start.model_": WORDS,
        "view.": [*(problem.value for problem in ViewProblem), *STEPS.values()],
        "view.good_": POSITIONS,
        "view_short.": [problem.value for problem in ViewProblem],
    }


def words_of_the_rest() -> dict[str, Iterable[str]]:
    """The same of reports, pages, tables, the terminal and what they share with the live run."""
    return {
        "command.": ("yes", "no"),  # cli/output.py
        "learn.signal_": SIGNALS,
        "posture_now.": [word.replace(" ", "-") for word in POSTURES],
        "posture_wanted.": [word.replace(" ", "-") for word in POSTURES],
        "posture_short.": [word.replace(" ", "-") for word in POSTURES],
        "hips.": ids_in_the_pages("hips"),
        "advice.begin_": ("square", "turned", "asked"),  # session/report/advice.py
        "advice.place_": ("square", "turned", "asked"),
        "advice.view_": [problem.value for problem in ViewProblem],
        "camera_view.toward_": ("head", "feet", "front", "back"),  # session/words.py
        "chart.": words_in_the_scripts(),
        "confidence.": [confidence.name.lower() for confidence in Confidence],
        "doctor.": ("works", "limited", "missing"),  # cli/doctor.py
        "doctor.part_": ("camera", "model", "screen", "sound", "storage", "versions"),  # app/doctor.py
        "exercises.": POSITIONS,
        "history.": HISTORY_COLUMNS,
        "welcome.": ("demo", "live", "routine", "exercises", "doctor", "help"),  # cli/start.py
        "learn.": ("sure", "fairly", "unsure"),  # learning/lesson.py
        "learn.into_": [posture.name.lower() for posture in Posture if posture is not Posture.UNKNOWN],
        "learn.hidden_": ("from-the-feet", "too-far", "too-dark", "cut-off", "too-close"),
        "learn.page_": LESSON_PAGE,
        "level.": ("sure", "fairly-sure", "not-sure", "cannot-say"),  # session/report/facts.py
        "page.": ids_in_the_pages("page"),
        "page.view_": [problem.value for problem in ViewProblem],
        "posture.": [word.replace(" ", "-") for word in POSTURES],
        "progress.": ids_in_the_pages("progress"),
        "progress.chart_": ("range", "clean", "reps", "sides", "pain"),  # session/report/progress.py
        "record.": (*CAUSES, "changed", "alternating", *(problem.value for problem in ViewProblem)),
        "summary.column_": ("set", "reps", "still", "range", "pull", "release", "moved", "sure"),
        "summary.stopped_": [reason.name.lower() for reason in StopReason],
        "tally.": ("still", "moved", "unseen"),
        "unit.": ("percent_torso", "seconds"),  # session/summary.py
        "voice.engine_": ("linux", "darwin", "win32"),  # audio/voice.py
    }


def ids_in_the_pages(section: str) -> set[str]:
    """The ids of a section that the page's templates name."""
    folder = PACKAGE / "session" / "report" / "templates"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.j2"))
    columns = re.findall(r'"(column_\w+|range|share)"', text) if section == "page" else []
    return {*re.findall(rf'"{section}\.(\w+)"', text), *columns}


def words_in_the_scripts() -> set[str]:
    """The quoted words of the pages' scripts, which name the sentences of [chart]."""
    folder = PACKAGE / "session" / "report" / "templates"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.js"))
    quoted = set(re.findall(r'"(\w+)"', text))
    return quoted & {one.removeprefix("chart.") for one in english_ids()}


def picture_troubles() -> set[str]:
    """What `posecoach.video` calls a picture that cannot be coached by, or none."""
    found: set[str] = set()
    for path in (PACKAGE / "video").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                ids = [keyword.value for keyword in node.keywords if keyword.arg == "id"]
                ids += node.args[:1] if ast.unparse(node.func) == "Health" else []
                found |= {str(one.value) for one in ids if isinstance(one, ast.Constant)}
    return found


def english_ids() -> list[str]:
    raw = read_toml(PACKAGE / "language" / "en.toml", "language file")
    apart = {"language", "numbers", "exercise"}
    return [f"{section}.{word}" for section, words in raw.items() if section not in apart for word in words]


@cache
def ids_in_the_program() -> frozenset[str]:
    """Patterns of the ids that stand in the source, `.*` for what is filled in or added."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py"))
    patterns = {pattern_of(node) for tree in trees for node in ast.walk(tree)}
    return frozenset(pattern for pattern in patterns if re.match(r"[a-z_]+\\\.", pattern))


def pattern_of(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(part) or ".*" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return pattern_of(node.left) and pattern_of(node.left) + ".*"
    return ""
