"""What other stages may use of `posecoach.video` is exactly what it names."""

import posecoach.video as video


def test_every_public_name_is_there_and_documented() -> None:
    for name in video.__all__:
        assert getattr(video, name) is not None
    assert sorted(video.__all__) == video.__all__
