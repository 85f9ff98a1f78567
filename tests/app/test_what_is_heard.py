"""What is heard, in order and time, on a rendered clip as the real model saw it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from posecoach.app.live.programme import Block, Dose, block
from posecoach.coaching.events import Phase, StopReason
from posecoach.exercises.catalogue import find_exercise
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.kinematics.landmarks import Pose
from posecoach.session.track import read_track
from tests.app.ear import Listener, listen
from tests.app.fakes import Poses, nobody, shifted

CLIP = Path(__file__).parent / "hip_flexion_clean.npz"
"""What the full model sees in the sample of the same name: made by
`posecoach analyze samples/hip_flexion_clean.mp4 --exercise hip-flexion --model full --track FILE`."""

NOTE = "Only as far as it is comfortable."


@pytest.fixture(scope="module")
def clip() -> Poses:
    """Every picture of the sample and who was found in it; the person does hip flexion on the right."""
    return list(read_track(CLIP).poses())


def flexion(side: str = "right", note: str = "", **dose: int) -> Block:
    return replace(block(find_exercise("hip-flexion"), side, Dose(**dose)), note=note)


def in_position(clip: Poses) -> Poses:
    """The clip from the moment on at which the person holds the knee."""
    return shifted([one for one in clip if one[0] >= 1.0], -1.0)


def again(clip: Poses, times: int) -> Iterator[tuple[float, Pose | None]]:
    """The clip so many times, one after the other."""
    for turn in range(times):
        yield from shifted(clip, turn * (clip[-1][0] + 1 / 30))


def order(heard: Listener, *starts: str) -> None:
    """Each of these begins a sentence that was heard, one after the other."""
    texts = iter([one.text for one in heard.ear.heard])
    for start in starts:
        assert any(text.startswith(start) for text in texts), f"'{start}' is out of order in\n{heard.log}"


def test_who_is_in_position_at_once_hears_name_side_and_hold_still(tmp_path: Path, clip: Poses) -> None:
    heard = listen(tmp_path, [flexion(reps=5)]).play(in_position(clip))
    order(heard, "Hip flexion, right hip.", "Hold still.", "Five. That is all.")
    assert "Lying on your back" not in " ".join(heard.whole), heard.log
    assert heard.ear.heard[0].t_s < 0.5


def test_who_has_named_no_side_hears_which_was_found(tmp_path: Path, clip: Poses) -> None:
    heard = listen(tmp_path, [flexion("auto")]).play(in_position(clip))
    order(heard, "Hip flexion.", "Right hip. Hold still.")


def test_the_wrong_leg_is_named_and_taken(tmp_path: Path, clip: Poses) -> None:
    heard = listen(tmp_path, [flexion("left")]).play(again(clip, 3))  # type: ignore[arg-type]
    order(heard, "Hip flexion, left hip.", "That is your right leg. This set is for the left.")
    hints = [moment.state.hint for moment in heard.stage.moments if moment.state.hint]
    assert hints and hints[0].topic == "right", "the screen shows it, too"
    assert heard.stage.reps == 30, f"every repetition of the leg that is done counts\n{heard.log}"


def test_the_note_of_a_plan_is_heard_whole_after_the_name_and_can_be_read(
    tmp_path: Path, clip: Poses
) -> None:
    heard = listen(tmp_path, [flexion(note=NOTE, reps=5)]).play(in_position(clip))
    title, note = heard.ear.heard[:2]
    assert title.text == "Hip flexion, right hip." and not title.cut, heard.log
    assert note.text == NOTE and not note.cut, heard.log
    shown = {moment.state.phase: moment.notices.note for moment in heard.stage.moments}
    assert shown[Phase.HOLD] == NOTE and shown[Phase.COUNTING] == ""


def hand_up(pose: Pose | None) -> Pose | None:
    """The same person with an arm stretched upwards in the picture."""
    if pose is None:
        return None
    points, visibility = np.array(pose.image_px, float), np.array(pose.visibility, float)
    torso_px = np.linalg.norm(points[L.RIGHT_SHOULDER] - points[L.RIGHT_HIP])
    for joint, rise in ((L.RIGHT_ELBOW, 0.5), (L.RIGHT_WRIST, 1.0)):
        points[joint] = points[L.RIGHT_SHOULDER] - (0, rise * torso_px)
        visibility[joint] = 1.0
    return replace(pose, image_px=points, visibility=visibility)


def test_too_much_is_said_with_a_hand_and_the_reason_with_another(tmp_path: Path, clip: Poses) -> None:
    stop_s = 8.0
    arm_up = [(stop_s, 13.5), (18.5, 20.5)]  # until the set is stopped; then when "Pain?" is said
    poses = [
        (t_s, hand_up(pose) if any(a <= t_s < b for a, b in arm_up) else pose) for t_s, pose in again(clip, 2)
    ]
    heard = listen(tmp_path, [flexion()], hand=True).play(poses)
    order(heard, "Keep your hand up", "We stop this set.", "Pain?", "Then we stop for today.")
    heard.stage.controller.end()
    (session,) = heard.stage.controller.finished.sessions
    assert [stop.reason for stop in session.stops] == [StopReason.PAIN]


def near(pose: Pose | None) -> Pose | None:
    """The same person five times as large in the picture, as close to the camera as a hand on it is."""
    if pose is None:
        return None
    points = np.array(pose.image_px, float)
    return replace(pose, image_px=(320.0, 240.0) + 5.0 * (points - (320.0, 240.0)))


def test_whoever_sets_the_camera_up_is_led_to_the_place_and_into_position(
    tmp_path: Path, clip: Poses
) -> None:
    at_hand_s = 14.0
    first = clip[0][1]
    assert first is not None
    times = np.arange(0.0, at_hand_s, 0.05)
    poses = [(float(t_s), near(replace(first, t_s=float(t_s)))) for t_s in times]
    heard = listen(tmp_path, [flexion()]).play([*poses, *shifted(clip, at_hand_s)])
    leading = (heard.language.say("view.further"), heard.language.say("view.good_lying"))
    order(heard, "Hip flexion, right hip.", "You are too close.", *leading, "Hold still.")
    said = [one.t_s for one in heard.ear.heard if one.text == leading[1]]
    assert len(said) == 1 and at_hand_s < said[0] < at_hand_s + 3.0, heard.log


@pytest.mark.slow
def test_a_rest_waits_while_the_camera_is_moved_and_says_so(tmp_path: Path, clip: Poses) -> None:
    away_s = 16.5  # six reps are done
    begins_s, stands_s, back_s = 22.0, 60.0, 90.0  # the rest would be over at some 48 s
    room = np.kron(
        np.random.default_rng(1).integers(30, 220, (12, 60, 3), np.uint8), np.ones((20, 20, 1), np.uint8)
    )
    room = np.hstack([room, room])  # whoever turns around comes by the same places again

    def look(t_s: float) -> np.ndarray:
        left = round(40 * (min(max(t_s, begins_s), stands_s) - begins_s)) % 1200
        return room[:, left : left + 320]

    done = [one for one in clip if one[0] < away_s]
    poses = [*done, *nobody(away_s, back_s - away_s), *shifted(clip, back_s)]
    heard = listen(tmp_path, [flexion(sets=2, reps=5)]).play(poses, look)
    waits, goes_on = heard.language.say("rest.waits"), heard.language.say("rest.goes_on")
    order(heard, "Rest for 30 seconds.", waits, goes_on, "Ten seconds.", "Last set.", "Five. That is all.")
    between = [one.text for one in heard.ear.heard if begins_s + 2.0 < one.t_s < stands_s]
    assert between == [], f"nobody is hurried\n{heard.log}"


def test_in_a_rest_nobody_who_moves_the_camera_is_told_about_the_picture(tmp_path: Path, clip: Poses) -> None:
    away_s = 16.5  # six reps are done
    done = [one for one in clip if one[0] < away_s]
    poses = [*done, *nobody(away_s, 20.0), *shifted(clip, away_s + 35.0)]
    heard = listen(tmp_path, [flexion(sets=2, reps=5)]).play(poses)
    order(heard, "Five. That is all.", "Set 1 of 2 done.", "Rest for 30 seconds.", "Last set.")
    end = next(one.t_s for one in heard.ear.heard if one.text.startswith("Rest for"))
    told = [one.text for one in heard.ear.heard if end < one.t_s < end + 28.0]
    assert not [text for text in told if "see you" in text or "camera" in text.lower()], heard.log
    assert "Paused. Go on when you are ready." not in heard.whole, "the set is over, not paused"
