"""C code is silenced for a moment; afterwards standard error speaks again."""

import os
import sys
import threading

import pytest

from posecoach.video.quiet import hushed_stderr, quiet_backends


def test_what_c_code_prints_meanwhile_is_gone_and_later_it_is_not(capfd: pytest.CaptureFixture[str]) -> None:
    with hushed_stderr():
        os.write(2, b"tag is not supported\n")
    os.write(2, b"heard again\n")
    assert capfd.readouterr().err == "heard again\n"


def test_standard_error_speaks_again_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="x"), hushed_stderr():
        raise ValueError("x")
    os.write(2, b"heard\n")
    assert capfd.readouterr().err == "heard\n"


def test_one_silence_may_lie_within_another_on_any_thread(capfd: pytest.CaptureFixture[str]) -> None:
    def within() -> None:
        with hushed_stderr():
            os.write(2, b"from a thread\n")

    with hushed_stderr():
        thread = threading.Thread(target=within)
        thread.start()
        thread.join(10.0)
        assert not thread.is_alive()
        os.write(2, b"still within the outer one\n")
        print("Python is heard", file=sys.stderr)
    os.write(2, b"and all is heard again\n")
    assert capfd.readouterr().err == "Python is heard\nand all is heard again\n"


def test_a_developer_who_asked_for_noise_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENCV_FFMPEG_LOGLEVEL", "48")
    quiet_backends()
    assert os.environ["OPENCV_FFMPEG_LOGLEVEL"] == "48"
