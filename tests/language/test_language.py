"""Sentences by id: English has every one, each is used, and all are fit to be listened to."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import posecoach
from posecoach.app.live.status_messages import GONE
from posecoach.app.live.stopping import REASONS
from posecoach.audio.counting import Counting
from posecoach.audio.guidance import STEPS
from posecoach.cli.history import COLUMNS as HISTORY_COLUMNS
from posecoach.coaching.events import Confidence, Phase, StopReason, WarningKind
from posecoach.coaching.hip_range.measure import Reason
from posecoach.coaching.hip_range.protocol import Movement
from posecoach.coaching.position.hints import CAUSES
from posecoach.coaching.state import Hint
from posecoach.display.end import CHOICES
from posecoach.display.questions import FIRST_RUN
from posecoach.exercises.catalogue import builtin_exercises
from posecoach.exercises.definition import POSITIONS, POSTURES, SIDES, SIGNALS
from posecoach.kinematics.posture import Posture
from posecoach.kinematics.view import ViewProblem
from posecoach.language import load_language
from posecoach.language.localise import REQUIREMENTS, hint_line, hint_sentence
from posecoach.pose.model import WORDS
from posecoach.session.report.sets import IDS as CHART_IDS
from posecoach.toml import read_toml

PACKAGE = Path(posecoach.__file__).parent

HINT_IDS = (
    *("wrong-side", "changed", "alternating"),
    *CAUSES,
    *(f"requirement_{signal}" for signal in REQUIREMENTS),
)

LESSON_PAGE = (
    *("course", "figure", "rest", "pulled", "why", "others", "signal", "repetitions", "size", "suits"),
    *("of_torso", "no_picture"),
)
"""Headings of app/teach/page.py."""

READ = {
    *("click", "commands", "option", "analyze", "welcome", "learn_command", "measure_command", "notice"),
    *("clip", "command", "computer", "data", "demo", "doctor", "exercises", "files"),
    *("help", "history", "advice", "chart", "model", "page", "progress", "report_command"),
    *("run", "store", "summary", "video", "voice", "window"),
}
"""Sections of what is read on paper or in a terminal, where a sentence may be longer and a file damaged."""

COMMAND_LINE = ("click.", "commands.", "help.", "option.", "option_")
"""What only --help and click say: tests/cli/test_help.py holds it to the command line."""


def test_a_sentence_is_said_by_its_id() -> None:
    assert load_language().say("phase.hold") == "Hold still."


def test_words_in_braces_are_filled_in() -> None:
    assert load_language().say("rest.start", seconds=30) == "Rest for 30 seconds."


def test_one_has_its_own_form() -> None:
    english = load_language("en")
    assert english.say("count.set_done", n=1) == "Set done. Once."
    assert english.say("count.set_done", n=2) == "Set done. 2 times."


def test_a_sentence_nobody_wrote_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError, match=r"phase\.dancing"):
        load_language().say("phase.dancing")


@pytest.mark.parametrize("problem", [problem for problem in ViewProblem if problem.value])
def test_english_has_a_sentence_and_a_short_line_for_every_view_problem(problem: ViewProblem) -> None:
    english = load_language()
    assert english.has(f"view.{problem.value}")
    assert english.has(f"view_short.{problem.value}")


@pytest.mark.parametrize(
    ("hint", "said", "shown"),
    [
        (
            Hint(WarningKind.POSITION, "all fours", "on the back"),
            "You are on all fours. This exercise starts lying on your back.",
            "Lie on your back",
        ),
        (
            Hint(WarningKind.WRONG_SIDE, "right", "left"),
            "That is your right leg. This set is for the left.",
            "Your right leg: this set is for the left",
        ),
        (
            Hint(WarningKind.WRONG_SIDE, "changed", "right"),
            "Then I count your right leg.",
            "Counting your right leg",
        ),
        (
            Hint(WarningKind.NOT_COUNTED, "requirement", "foot_height"),
            "Lift that foot off the floor to be in position.",
            "Lift that foot off the floor",
        ),
        (
            Hint(WarningKind.NOT_COUNTED, "requirement", "trunk_inclination"),
            "You are not quite in position. Look at the steps, then hold still.",
            "Not quite in position",
        ),
    ],
)
def test_a_hint_says_what_is_so_and_what_to_change(hint: Hint, said: str, shown: str) -> None:
    english = load_language()
    assert hint_sentence(english.say, hint.kind.value, hint.topic, hint.wanted) == said
    assert hint_line(english.say, hint.kind.value, hint.topic, hint.wanted) == shown


@pytest.mark.parametrize("phase", list(Phase))
def test_english_names_every_phase_aloud_and_on_the_screen(phase: Phase) -> None:
    english = load_language()
    assert english.has(f"phase.{phase.name.lower()}")
    assert english.has(f"screen.state_{phase.name.lower()}")


def test_english_counts_in_words_as_far_as_any_set_goes() -> None:
    english = load_language()
    most = max(exercise.reps[1] for exercise in builtin_exercises())
    assert english.number(23) == "twenty-three"
    assert all(not english.number(n).isdigit() for n in range(most + 1))
    assert english.number(1000) == "1000"


def test_english_sentences_are_short_enough_to_be_listened_to() -> None:
    english = load_language()
    for sentence_id in english.ids():
        text = english.template(sentence_id)
        assert text, sentence_id
        assert sentence_id.split(".")[0] in READ or len(text.split()) <= 25, (
            f"{sentence_id} is too long to be listened to"
        )
        for _, name, spec, conversion in Formatter().parse(text):
            assert name is None or (name.isidentifier() and not spec and not conversion), sentence_id


def test_every_english_sentence_is_said_or_shown_somewhere() -> None:
    written = {re.sub(r"\\(.)", r"\1", one) for one in ids_in_the_program() if ".*" not in one}
    said = written | put_together()
    texts = [one for one in english_ids() if not one.startswith(COMMAND_LINE)]
    assert [one for one in texts if not {one, one.removesuffix("_one")} & said] == []


def test_every_id_that_is_put_together_is_known_here() -> None:
    """Else a pattern such as `camera.{id}` would pass for the use of anything under [camera]."""
    sections = {one.split(".")[0] for one in english_ids()}
    sections -= {one.rstrip("._") for one in COMMAND_LINE}
    patterns = [one for one in ids_in_the_program() if ".*" in one and one.split("\\.")[0] in sections]
    assert "camera\\..*" in patterns
    assert [one for one in patterns if not any(re.fullmatch(one, each) for each in put_together())] == []


def put_together() -> set[str]:
    """The ids that the program makes of a section and a word that it knows."""
    words: dict[str, Iterable[str]] = {
        "back.ask-": POSITIONS,
        "back.clothes-": ("lying", "any"),  # audio/announcer.py
        "camera.": picture_troubles(),
        "command.": ("yes", "no"),  # cli/output.py
        "learn.signal_": SIGNALS,
        "computer.": ("slow", "too_slow"),  # app/live/status_messages.py
        "computer_short.": ("slow", "too_slow"),
        "firstrun.": FIRST_RUN,
        "hint.": HINT_IDS,
        "hint_short.": HINT_IDS,
        "posture_now.": [word.replace(" ", "-") for word in POSTURES],
        "posture_wanted.": [word.replace(" ", "-") for word in POSTURES],
        "posture_short.": [word.replace(" ", "-") for word in POSTURES],
        "measure.": [one.value for one in Movement],
        "hips.": ids_in_the_pages("hips"),
        "measure_reason.": [one.value for one in Reason if one is not Reason.NONE],
        "measure.result": ("", "_both"),  # audio/range_announcer.py
        "measure.not_seen": ("", "_both"),
        "pain.": ("before", "after"),  # when it is asked, app/start/questions.py
        "phase.": [phase.name.lower() for phase in Phase],
        "phase.position_": POSITIONS,
        "routine.exercise": ("", "_side", "_next", "_side_next"),  # audio/introductions.py
        "start.": ("quit", "report", "progress", "history", "routine", "short"),  # display/start.py
        "routine.place": ("", "_front", "_head", "_same"),  # audio/introductions.py
        "end.": [choice.name.lower() for choice in CHOICES],  # app/live/end_page.py
        "end.pain": ("", "_before", "_after"),
        "screen.stop_": [reason.name.lower() for reason in REASONS],
        "stop.": [reason.name.lower() for reason in REASONS],
        "stop.then_": [reason.name.lower() for reason in StopReason],
        "routine.stopped": ("", "_empty", "_lost"),  # app/live/session_controller.py
        "side.": (*SIDES, "left_hip", "right_hip"),
        "sound.": ("no_speech", "no_device", "speech_failed"),  # audio/speech_thread.py
        "start.count_": [counting.value for counting in Counting],
        "start.model_": WORDS,
        "view.": [*(problem.value for problem in ViewProblem), *STEPS.values()],
        "view.good_": POSITIONS,
        "advice.begin_": ("square", "turned", "asked"),  # session/report/advice.py
        "advice.place_": ("square", "turned", "asked"),
        "advice.view_": [problem.value for problem in ViewProblem],
        "camera_view.toward_": ("head", "feet", "front", "back"),  # session/words.py
        "certainty.": ("reps", "range", "times", "back", "share"),  # session/report/facts.py
        "chart.": CHART_IDS,
        "confidence.": [confidence.name.lower() for confidence in Confidence],
        "doctor.": ("works", "limited", "missing"),  # cli/doctor.py
        "doctor.part_": ("camera", "model", "screen", "sound", "storage", "versions"),  # app/doctor.py
        "exercises.": POSITIONS,
        "exercises.column_": ("exercise", "position", "dose"),
        "history.": HISTORY_COLUMNS,
        "welcome.": ("demo", "live", "routine", "exercises", "doctor", "help"),  # cli/start.py
        "learn.": ("sure", "fairly", "unsure"),  # learning/lesson.py
        "learn.into_": [posture.name.lower() for posture in Posture if posture is not Posture.UNKNOWN],
        "learn.hidden_": ("from-the-feet", "too-far", "too-dark", "cut-off", "too-close"),
        "learn.page_": LESSON_PAGE,
        "level.": ("sure", "fairly-sure", "not-sure", "cannot-say"),  # session/report/facts.py
        "page.": ids_in_the_pages("page"),
        "page.view_": [problem.value for problem in ViewProblem],
        "plural.": ("rep", "repetition", "set", "session", "day", "exercise"),
        "posture.": [word.replace(" ", "-") for word in POSTURES],
        "progress.": ids_in_the_pages("progress"),
        "progress.chart_": ("range", "clean", "reps", "sides", "pain"),  # session/report/render.py
        "record.": (*CAUSES, "changed", "alternating", *(problem.value for problem in ViewProblem)),
        "summary.column_": ("set", "reps", "still", "range", "pull", "release", "moved", "sure"),
        "summary.stopped_": [reason.name.lower() for reason in StopReason],
        "tally.": ("still", "moved", "unseen"),
        "unit.": ("percent_torso", "seconds"),  # session/summary.py
        "voice.engine_": ("linux", "darwin", "win32"),  # audio/voice.py
        "view_short.": [problem.value for problem in ViewProblem],
    }
    said = {f"{start}{word}" for start, found in words.items() for word in found}
    said |= {f"hips.{one.value}_means" for one in Movement}  # session/report/measurement_page.py
    said |= {f"hips.{same}_{kind}" for same in ("same", "differ") for kind in ("own", "largest")}
    said |= {f"measure.{one.value}_summary" for one in Movement}  # app/live/range_test.py
    said |= {f"tally.{word}_{among}" for word in words["tally."] for among in ("all", "of")}
    return said | {f"progress.chart_{word}_note" for word in words["progress.chart_"]}


def ids_in_the_pages(section: str) -> set[str]:
    """The ids of a section that the page's templates name."""
    folder = PACKAGE / "session" / "report" / "templates"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.j2"))
    columns = re.findall(r'"(column_\w+|range|share)"', text) if section == "page" else []
    return {*re.findall(rf'"{section}\.(\w+)"', text), *columns}


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


def test_the_troubles_of_a_picture_are_found() -> None:
    assert picture_troubles() >= {*GONE, "black", "frozen", "slow", "rotated"}


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


def test_the_coach_never_diagnoses() -> None:
    english = load_language()
    for sentence_id in (one for one in english.ids() if one.split(".")[0] not in READ):
        words = english.template(sentence_id).lower()
        assert not any(bad in words for bad in ("diagnos", "injured", "damage", "bad posture")), sentence_id
