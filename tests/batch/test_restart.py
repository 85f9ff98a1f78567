"""When a new tracker takes over from an old one."""

from posecoach.batch.restart import OVERLAP_FRAMES, SETTLE_FRAMES, RestartingTracker, Restarts, takes_over
from tests.batch.fakes import TORSO_PX, World, frame_at, pose_at

BLOCK = 100


def run(world: World, frames: int) -> list[int]:
    """Where the tracker in charge of each frame began."""
    tracker = RestartingTracker(world.make, Restarts(BLOCK))
    began = []
    for index in range(frames):
        tracker.estimate(frame_at(index))
        began.append(tracker.began)
    tracker.close()
    return began


def test_a_new_tracker_takes_over_once_it_has_settled_and_agrees() -> None:
    assert (
        run(World(restless=0, blind=0), 210)
        == [0] * (BLOCK + SETTLE_FRAMES) + [BLOCK] * (BLOCK - 0) + [200] * 2
    )


def test_one_that_never_agrees_is_given_up_and_the_old_one_goes_on() -> None:
    world = World(restless=1, blind=0)
    assert run(world, 150) == [0] * 150
    assert len(world.made) == 2


def test_a_short_video_knows_one_tracker_only() -> None:
    world = World()
    run(world, BLOCK)
    assert len(world.made) == 1


def test_every_tracker_is_closed() -> None:
    world = World(seed=3)
    run(world, 555)
    assert len(world.made) > 4 and world.open == 0


def test_agreeing_is_a_matter_of_torso_lengths() -> None:
    assert takes_over(SETTLE_FRAMES, pose_at(0, 0.0), pose_at(0, 0.03 * TORSO_PX))
    assert not takes_over(SETTLE_FRAMES, pose_at(0, 0.0), pose_at(0, 0.05 * TORSO_PX))


def test_a_tracker_that_has_not_settled_is_not_believed() -> None:
    assert not takes_over(SETTLE_FRAMES - 1, pose_at(0, 0.0), pose_at(0, 0.0))


def test_a_tracker_that_lost_the_person_is_replaced_but_never_by_losing_the_person() -> None:
    assert takes_over(SETTLE_FRAMES, None, pose_at(0, 0.0))
    assert takes_over(SETTLE_FRAMES, None, None)
    assert not takes_over(OVERLAP_FRAMES, pose_at(0, 0.0), None)


def test_restarts_stay_between_their_bounds() -> None:
    restarts = Restarts(100, after=200, before=500)
    assert [index for index in range(0, 1000) if restarts.at(index)] == [300, 400]
