"""Several people in view: noticed beside the coach, the nearest one is followed."""

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from posecoach.app.live.bystanders import BystanderDetector, SteeredEstimator, box_around, only
from posecoach.app.live.setup_checks import hips_px, people
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator
from posecoach.video.frame import Frame
from tests.app.fakes import GREY, simulated


@pytest.fixture(scope="module")
def somebody():
    return next(pose for _, pose in simulated(reps=1) if pose is not None)


def moved(pose, by_px: float, scale: float = 1.0):
    return type(pose)(
        pose.t_s,
        pose.size_px,
        pose.image_px * scale + np.array([by_px, 0.0]),
        pose.world_m,
        pose.visibility,
        pose.presence,
    )


def test_one_person_found_twice_is_one_person(somebody) -> None:
    assert len(people([somebody, moved(somebody, 4.0)])) == 1


def test_the_largest_of_several_comes_first(somebody) -> None:
    small = moved(somebody, 500.0, 0.6)
    assert people([small, somebody]) == [somebody, small]


def test_somebody_far_behind_does_not_count(somebody) -> None:
    assert len(people([somebody, moved(somebody, 600.0, 0.2)])) == 1


class Nobody:
    def everybody(self, frame: Frame):
        return []

    def close(self) -> None:
        pass


def test_several_people_are_told_for_a_while_and_then_no_more(somebody) -> None:
    bystanders = BystanderDetector(Nobody)
    bystanders.judge(Frame(GREY, 10.0, 0), somebody, [somebody, moved(somebody, 500.0)])
    assert bystanders.look(Frame(GREY, 10.1, 1), somebody)
    assert not bystanders.look(Frame(GREY, 20.0, 2), somebody)
    bystanders.close()


def test_it_looks_in_a_thread_of_its_own_and_nobody_waits(somebody) -> None:
    freed = threading.Event()

    class Slow:
        looked = 0

        def everybody(self, frame: Frame):
            Slow.looked += 1
            assert freed.wait(60.0), "a look has waited for the thread"
            return [somebody, moved(somebody, 500.0)]

        def close(self) -> None:
            pass

    bystanders = BystanderDetector(Slow)
    for index in range(300):
        bystanders.look(Frame(GREY, index / 30, index), somebody)
    assert Slow.looked <= 1, "it is still at the first picture"
    freed.set()
    bystanders.close()


@pytest.fixture(scope="module")
def two_in_one_picture(clips: Path):
    """Frames with the same person twice, one above the other; the lower one comes after a second."""
    capture = cv2.VideoCapture(str(clips / "rendered" / "dev_hip_flexion_clean.mp4"))

    def frame(index: int) -> Frame:
        picture = capture.read()[1]
        below = picture if index >= 20 else np.full_like(picture, 140)
        return Frame(np.vstack([picture, below]), index / 20, index)

    return [frame(index) for index in range(60)]


def test_two_people_are_found(two_in_one_picture) -> None:
    with MediaPipeEstimator(EstimatorOptions(people=2)) as estimator:
        found = [estimator.everybody(frame) for frame in two_in_one_picture[20:25]]
    assert len(people(found[-1])) == 2


def test_the_estimator_can_be_turned_to_another_person(two_in_one_picture) -> None:
    bystanders = BystanderDetector(lambda: pytest.fail("not needed"))
    with MediaPipeEstimator() as estimator:
        steered = SteeredEstimator(estimator, bystanders)
        for frame in two_in_one_picture[:30]:
            pose = steered.estimate(frame)
        assert pose is not None and hips_px(pose)[1] < 480
        bystanders.nearest = (0, 480, 640, 960)
        for frame in two_in_one_picture[30:]:
            pose = steered.estimate(frame)
        assert pose is not None and hips_px(pose)[1] > 480
        assert bystanders.nearest is None, "the whole picture is shown to it again"


def test_only_the_box_is_left_of_the_picture(somebody) -> None:
    image = np.full((480, 640, 3), 200, np.uint8)
    left, top, right, bottom = box_around(somebody, image)
    alone = only(image, (left, top, right, bottom))
    assert (alone[top:bottom, left:right] == 200).all()
    assert alone.sum() == 200 * 3 * (right - left) * (bottom - top)
