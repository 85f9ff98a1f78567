"""What the voice says during a set: counts, warnings, the end of the set, cues; what it keeps to itself."""

from dataclasses import replace
from pathlib import Path

from posecoach.audio.announcer import BACK_AGAIN_S
from posecoach.audio.utterance import Priority, Tone
from posecoach.coaching.events import Confidence, Phase, RepCounted, SetRestarted, WarningKind, WarningStarted
from posecoach.coaching.state import BackLevel, BackState
from posecoach.exercises.catalogue import find_exercise
from posecoach.exercises.parse import parse_exercise
from posecoach.language import load_language
from tests.audio.scene import BACK_MESSAGE, Scene, counting_scene, make_rep

HIDDEN = BackState(level=BackLevel.CANNOT_SEE, confidence=Confidence.CANNOT_SEE)
NOT_SEEN = load_language().say("back.cannot-see")
FIX = load_language().say("back.cannot-see_fix")


def test_a_lower_back_warning_is_spoken_at_once_with_a_sound_and_cuts_in() -> None:
    (utterance,) = counting_scene().warn()
    assert utterance.text == BACK_MESSAGE
    assert utterance.priority is Priority.WARNING
    assert utterance.tone is Tone.WARNING
    assert utterance.tone.with_speech
    assert utterance.interrupts


def test_a_warning_comes_before_a_count_of_the_same_moment() -> None:
    scene = counting_scene()
    warning = WarningStarted(0.5, WarningKind.LOWER_BACK, "pelvis_rise", BACK_MESSAGE)
    said = scene.frame(RepCounted(0.5, make_rep(9, 0.5)), warning)
    assert [utterance.text for utterance in said] == [BACK_MESSAGE, "Nine."]


def test_after_a_warning_there_is_quiet_for_some_seconds() -> None:
    scene = counting_scene()
    scene.warn()
    scene.stay(3)
    assert scene.warn() == []
    scene.stay(3)
    assert [utterance.text for utterance in scene.warn()] == [BACK_MESSAGE]


def test_what_is_not_sure_is_asked_and_not_again_for_half_a_minute() -> None:
    scene = counting_scene()
    question = load_language().say("back.ask-lying")

    def asked() -> bool:
        unsure = WarningStarted(
            scene.state.t_s, WarningKind.LOWER_BACK, "pelvis_rise", confidence=Confidence.LOW
        )
        return question in [utterance.text for utterance in scene.frame(unsure)]

    assert asked()
    scene.stay(28)
    assert not asked()
    scene.stay(2)
    assert asked()


def test_a_back_that_goes_on_moving_is_spoken_of_again_after_a_while() -> None:
    """The warning lasts, so that none begins; without a word ten more would be done like that."""
    scene = counting_scene()
    scene.warn()
    for index in range(1, 20):
        scene.stay(2.0)
        scene.complete(index, moved=True)
    told = [t_s for t_s, utterance in scene.said if utterance.text == BACK_MESSAGE]
    assert len(told) == 2 and BACK_AGAIN_S <= told[1] - told[0] < BACK_AGAIN_S + 3.0


def test_a_back_that_moved_once_is_not_spoken_of_again() -> None:
    scene = counting_scene()
    scene.warn()
    for index in range(1, 20):
        scene.stay(2.0)
        scene.complete(index)
    assert scene.texts.count(BACK_MESSAGE) == 1


def test_nobody_who_was_just_told_is_asked() -> None:
    scene = counting_scene()
    scene.warn()
    scene.stay(5.0)
    asked = WarningStarted(scene.state.t_s, WarningKind.LOWER_BACK, "pelvis_rise", confidence=Confidence.LOW)
    assert scene.frame(asked) == []


def test_a_warning_without_words_has_those_of_the_language() -> None:
    own = parse_exercise(
        '[count]\nsignal = "hip_flexion"\n[[lower_back]]\nmeasure = "pelvis_rise"\nlimit = 1\n', "my.toml"
    )
    (utterance,) = counting_scene().warn(message=own.back_message)
    assert utterance.text == load_language().say("warning.lower-back")


def test_the_end_of_a_set_is_told_with_its_number() -> None:
    scene = counting_scene()
    scene.frame(sets=3)
    assert scene.end_set(32) == ["Set 1 of 3 done. 32 times."]


def test_a_set_without_a_plan_is_just_done() -> None:
    assert counting_scene().end_set(1) == ["Set done. Once."]


def test_a_set_without_reps_is_not_mentioned() -> None:
    assert counting_scene().end_set(0) == []


def test_what_was_restarted_spoils_no_praise() -> None:
    scene = counting_scene()
    scene.complete(1, moved=True)
    scene.frame(SetRestarted(scene.state.t_s, 1), reps=0)
    scene.complete(1)
    assert scene.end_set(1) == ["Set done. Once. Your lower back stayed still."]


def test_a_still_lower_back_is_praised_when_it_was_seen_throughout() -> None:
    scene = counting_scene()
    for index in (1, 2):
        scene.complete(index)
    assert scene.end_set(2) == ["Set done. 2 times. Your lower back stayed still."]


def test_no_praise_when_one_rep_was_not_seen_well_or_asked_about() -> None:
    for moved in (False, True):
        scene = counting_scene()
        scene.complete(1)
        scene.complete(2, Confidence.LOW, moved)
        assert scene.end_set(2) == ["Set done. 2 times."]


def test_no_praise_for_the_others_when_one_of_four_reps_was_asked_about() -> None:
    scene = counting_scene()
    scene.complete(1, Confidence.LOW, moved=True)
    for index in (2, 3, 4):
        scene.complete(index)
    assert scene.end_set(4) == ["Set done. 4 times."]


def test_a_back_that_moved_is_said_at_the_end_of_the_set_as_its_stillness_is() -> None:
    scene = counting_scene()
    for index in range(1, 5):
        scene.complete(index, Confidence.HIGH, moved=index > 2)
    assert scene.end_set(4) == ["Set done. 4 times. Your lower back moved in 2."]


def test_reps_asked_about_are_named_at_the_end_of_the_set_where_they_are_several() -> None:
    for sure, said in (
        (0, "Your lower back may have moved in 3."),
        (1, "Your lower back moved in one. It may have moved in 3 more."),
    ):
        scene = counting_scene()
        for index in range(sure + 3):
            scene.complete(index + 1, Confidence.HIGH if index < sure else Confidence.LOW, moved=True)
        assert scene.end_set(sure + 3) == [f"Set done. {sure + 3} times. {said}"]


def test_three_of_thirty_reps_asked_about_are_as_many_as_chance_makes() -> None:
    scene = counting_scene()
    for index in range(1, 31):
        scene.complete(index, Confidence.LOW, moved=index <= 3)
    assert scene.end_set(30) == ["Set done. 30 times."]


def test_praise_says_in_how_many_where_one_of_four_was_not_seen_well() -> None:
    scene = counting_scene()
    for index, confidence in enumerate((Confidence.LOW, *3 * [Confidence.HIGH]), 1):
        scene.complete(index, confidence)
    assert scene.end_set(4) == ["Set done. 4 times. Your lower back stayed still in 3."]


def test_no_praise_when_some_reps_had_no_reading() -> None:
    scene = counting_scene()
    scene.complete(1)
    assert scene.end_set(3) == ["Set done. 3 times."]


def test_a_hidden_lower_back_is_told_once() -> None:
    scene = counting_scene()
    assert scene.stay(15, back=HIDDEN) == [NOT_SEEN]
    assert scene.stay(4, back=HIDDEN) == []


def test_what_to_change_is_told_after_the_set() -> None:
    scene = counting_scene()
    scene.stay(15, back=HIDDEN)
    assert scene.end_set(9) == ["Set done. 9 times.", FIX]
    assert scene.end_set(9, index=2) == ["Set done. 9 times."]


def test_nobody_is_sent_elsewhere_where_the_back_is_hardly_seen_from_any_place() -> None:
    scene = Scene(exercise_id="hip-internal-rotation", phase=Phase.COUNTING)
    assert NOT_SEEN in scene.stay(15, back=HIDDEN)
    assert FIX not in scene.end_set(9)


def test_advice_on_clothes_waits_for_the_end_of_the_set() -> None:
    scene = counting_scene()
    clothes = load_language().say("back.clothes-lying")
    assert scene.warn(WarningKind.CLOTHES, "clothes-lying", "") == []
    assert scene.end_set(9) == ["Set done. 9 times.", clothes]


def test_what_to_change_is_not_repeated_where_the_view_was_wrong_altogether() -> None:
    scene = counting_scene()
    assert NOT_SEEN in scene.stay(15, back=HIDDEN, view_problem="wrong-view")
    assert FIX not in scene.end_set(9)


def test_it_is_told_again_for_the_other_side() -> None:
    scene = counting_scene()
    scene.stay(5, back=HIDDEN)
    assert NOT_SEEN in scene.stay(5, back=HIDDEN, side="right")


def test_a_moments_loss_of_the_lower_back_is_not_worth_a_word() -> None:
    scene = counting_scene()
    for _ in range(5):
        assert scene.stay(1.0, back=HIDDEN) == []
        scene.stay(1.0, back=BackState(level=BackLevel.STILL))


def test_before_the_set_a_hidden_lower_back_is_not_mentioned() -> None:
    scene = Scene(phase=Phase.POSITION, back=HIDDEN)
    assert NOT_SEEN not in scene.stay(20)


def test_an_exercise_that_watches_no_back_says_nothing_of_it() -> None:
    own = replace(find_exercise("hip-flexion"), id="own", lower_back=())
    scene = Scene(exercises=[own], exercise_id="own", phase=Phase.COUNTING)
    assert NOT_SEEN not in scene.stay(20, back=HIDDEN)


def test_now_and_then_a_cue_of_the_exercise() -> None:
    scene = counting_scene()
    said = scene.stay(100, reps=10, target=(30, 50))
    assert said == ["Small and even.", "Keep your lower back heavy on the mat.", "Breathe."]


def test_a_warning_takes_the_place_of_a_cue() -> None:
    scene = counting_scene()
    scene.stay(28, reps=10, target=(30, 50))
    scene.warn()
    assert scene.stay(28) == []
    assert scene.stay(4) == ["Small and even."]


def test_no_cue_while_the_rhythm_is_being_found_or_at_the_end() -> None:
    assert counting_scene().stay(60, reps=2, target=(30, 30)) == []
    assert counting_scene().stay(60, reps=27, target=(30, 30)) == []


def test_another_language_is_spoken_throughout(tmp_path: Path) -> None:
    path = tmp_path / "de.toml"
    path.write_text('[numbers]\nwords = ["null", "eins"]\n[count]\nnumber = "{word}!"', encoding="utf-8")
    scene = Scene(language=load_language(str(path)), phase=Phase.COUNTING)
    assert "Eins!" in scene.count(1)
