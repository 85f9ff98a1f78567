"""Sentences by id: English has every one, each is used, and all are fit to be listened to."""

import re
from string import Formatter

import pytest

from posecoach.app.live.status_messages import GONE
from posecoach.coaching.events import Phase, WarningKind
from posecoach.coaching.state import Hint
from posecoach.kinematics.view import ViewProblem
from posecoach.language import load_language
from posecoach.language.localise import hint_line, hint_sentence
from tests.language.used_ids import english_ids, ids_in_the_program, picture_troubles, put_together

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


def test_every_id_in_the_program_has_a_sentence() -> None:
    ids, files = set(english_ids()), {"clip.mp4", "progress.html", "sound.wav"}
    sections = "|".join({one.split(".")[0] for one in ids})
    written = {re.sub(r"\\(.)", r"\1", one) for one in ids_in_the_program()}
    whole = {one for one in written if re.fullmatch(rf"({sections})\.[a-z0-9_-]*[a-z0-9]", one)}
    assert len(whole) > 500 and whole - ids == files


def test_every_id_that_is_put_together_is_known_here() -> None:
    """Else a pattern such as `camera.{id}` would pass for the use of anything under [camera]."""
    sections = {one.split(".")[0] for one in english_ids()}
    sections -= {one.rstrip("._") for one in COMMAND_LINE}
    patterns = [one for one in ids_in_the_program() if ".*" in one and one.split("\\.")[0] in sections]
    assert "camera\\..*" in patterns
    known = put_together()
    assert [one for one in patterns if not any(re.fullmatch(one, each) for each in known)] == []


def test_the_troubles_of_a_picture_are_found() -> None:
    assert picture_troubles() >= {*GONE, "black", "frozen", "slow", "rotated"}


def test_the_coach_never_diagnoses() -> None:
    english = load_language()
    for sentence_id in (one for one in english.ids() if one.split(".")[0] not in READ):
        words = english.template(sentence_id).lower()
        assert not any(bad in words for bad in ("diagnos", "injured", "damage", "bad posture")), sentence_id
