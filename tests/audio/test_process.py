"""A voice in its own process: never waits, drops what is stale, survives an engine that misbehaves."""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from posecoach.audio.speech_thread import Limits, SpeechProcess, Way
from posecoach.audio.utterance import Priority, Tone, Utterance

FAKE = Path(__file__).parent / "fake_worker.py"
QUICK = Limits(start_s=5.0, synthesis_s=0.8, playing_s=0.8, stop_s=0.4)
PATIENCE_S = 15.0

WARNING = Utterance("Smaller.", Priority.WARNING, 5.0, Tone.WARNING, interrupts=True)


def count(number: int, expires_s: float = 1.0) -> Utterance:
    return Utterance(str(number), Priority.COUNT, expires_s, Tone.COUNT, "count")


def sentence(text: str) -> Utterance:
    return Utterance(text, Priority.GUIDE, expires_s=30.0)


class Heard:
    """A voice over the fake process, and the fake's notes on what it was asked and what it said."""

    def __init__(self, folder: Path, behaviour: str, limits: Limits = QUICK) -> None:
        self.notes = folder / "notes.jsonl"
        self.voice = SpeechProcess(
            command=[sys.executable, str(FAKE), behaviour, str(self.notes)], limits=limits
        )

    def entries(self, key: str) -> list[Any]:
        """The notes of one kind, in order."""
        if not self.notes.exists():
            return []
        lines = [json.loads(line) for line in self.notes.read_text(encoding="utf-8").splitlines()]
        return [line[key] for line in lines if key in line]

    def pids(self) -> list[int]:
        lines = [json.loads(line) for line in self.notes.read_text(encoding="utf-8").splitlines()]
        return sorted({line["pid"] for line in lines})

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true; fails after a generous while."""
        end_s = time.monotonic() + PATIENCE_S
        while not true():
            assert time.monotonic() < end_s, f"waited {PATIENCE_S} s; asked for {self.entries('asked')}"
            time.sleep(0.01)


@pytest.fixture
def hear(tmp_path: Path) -> Iterator[Callable[..., Heard]]:
    opened: list[Heard] = []

    def open_one(behaviour: str, limits: Limits = QUICK) -> Heard:
        opened.append(Heard(tmp_path, behaviour, limits))
        return opened[-1]

    yield open_one
    for heard in opened:
        heard.voice.close()


def test_what_is_put_is_said_in_order(hear: Callable[..., Heard]) -> None:
    heard = hear("works")
    heard.voice.put(sentence("Set done."))
    heard.voice.put(sentence("Rest."))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.entries("said") == ["Set done.", "Rest."]
    assert heard.voice.spoken == ("Set done.", "Rest.")
    assert heard.voice.problem == ""
    assert heard.voice.way is Way.SPEECH


@pytest.mark.parametrize("behaviour", ["works", "slow", "hangs", "crashes", "never-ready", "dies-at-start"])
def test_putting_never_waits_whatever_the_engine_does(hear: Callable[..., Heard], behaviour: str) -> None:
    heard = hear(behaviour)
    for number in range(1000):
        heard.voice.put(count(number))
    assert len(heard.entries("asked")) < 1000, "each has waited for the one before it"


def test_a_slow_engine_drops_stale_counts_and_says_the_newest(hear: Callable[..., Heard]) -> None:
    heard = hear("slow")
    heard.voice.put(sentence("Go."))
    heard.until(lambda: heard.entries("asked") == ["Go."])
    for number in range(1, 8):
        heard.voice.put(count(number))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.entries("said") == ["Go.", "7"]


def test_a_count_that_waited_too_long_is_not_said(hear: Callable[..., Heard]) -> None:
    heard = hear("slow")
    heard.voice.put(sentence("A long sentence."))
    heard.until(lambda: heard.entries("asked") != [])
    heard.voice.put(count(1, expires_s=0.1))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.entries("asked") == ["A long sentence."]


def test_a_warning_interrupts_a_count_and_overtakes_what_waits(hear: Callable[..., Heard]) -> None:
    heard = hear("slow")
    heard.voice.put(count(1, expires_s=5.0))
    heard.until(lambda: heard.entries("asked") == ["1"])
    heard.voice.put(sentence("Rest."))
    heard.voice.put(WARNING)
    assert heard.voice.wait(PATIENCE_S)
    assert heard.entries("cut") == ["1"]
    assert heard.entries("said") == ["Smaller.", "Rest."]
    assert heard.voice.spoken == ("Smaller.", "Rest.")


def test_an_engine_that_does_not_stop_for_a_warning_is_replaced(hear: Callable[..., Heard]) -> None:
    heard = hear("deaf")
    heard.voice.put(count(1, expires_s=5.0))
    heard.until(lambda: heard.entries("asked") == ["1"])
    heard.voice.put(WARNING)
    heard.until(lambda: "Smaller." in heard.entries("asked"))
    assert len(heard.pids()) == 2
    assert heard.entries("said")[:1] != ["1"]


def test_an_engine_that_hangs_is_killed_and_replaced_and_then_there_are_tones(
    hear: Callable[..., Heard],
) -> None:
    heard = hear("hangs-with-speech")
    for number in range(3):
        heard.voice.put(sentence(f"Sentence {number}."))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.voice.way is Way.TONES
    assert heard.voice.problem == "speech_failed"
    assert "did not answer" in heard.voice.error
    assert heard.entries("said") == ["Sentence 2."]
    pids = heard.pids()
    assert len(pids) == 3
    assert [pid for pid in pids if psutil.pid_exists(pid)] == pids[-1:]


def test_an_engine_that_crashes_is_replaced_and_then_there_are_tones(hear: Callable[..., Heard]) -> None:
    heard = hear("crashes-with-speech")
    for number in range(3):
        heard.voice.put(sentence(f"Sentence {number}."))
    assert heard.voice.wait(PATIENCE_S)
    assert (heard.voice.way, heard.voice.problem) == (Way.TONES, "speech_failed")
    assert heard.entries("said") == ["Sentence 2."]


def test_silence_between_sentences_is_no_hang(hear: Callable[..., Heard]) -> None:
    heard = hear("works", Limits(start_s=5.0, synthesis_s=0.6, playing_s=0.1, stop_s=0.4))
    for text in ("One.", "Two."):
        heard.voice.put(sentence(text))
        assert heard.voice.wait(PATIENCE_S)
        time.sleep(1.0)
    assert heard.voice.spoken == ("One.", "Two.")
    assert len(heard.pids()) == 1


def test_one_crash_is_forgiven(hear: Callable[..., Heard]) -> None:
    heard = hear("works")
    heard.voice.put(sentence("One."))
    assert heard.voice.wait(PATIENCE_S)
    psutil.Process(heard.pids()[0]).kill()
    heard.until(lambda: len(heard.entries("started")) == 2)
    heard.voice.put(sentence("Two."))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.voice.spoken == ("One.", "Two.")
    assert heard.voice.way is Way.SPEECH


def test_an_engine_that_reports_failure_says_why(hear: Callable[..., Heard]) -> None:
    heard = hear("fails-with-speech")
    for number in range(3):
        heard.voice.put(sentence(f"Sentence {number}."))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.voice.error == "no such voice"
    assert heard.voice.way is Way.TONES


@pytest.mark.parametrize("behaviour", ["hangs", "crashes", "fails", "dies-at-start"])
def test_when_tones_fail_too_there_is_silence_and_one_honest_line(
    hear: Callable[..., Heard], behaviour: str
) -> None:
    heard = hear(behaviour)
    for number in range(8):
        heard.voice.put(sentence(f"Sentence {number}."))
    assert heard.voice.wait(PATIENCE_S)
    assert (heard.voice.way, heard.voice.problem) == (Way.SILENCE, "no_device")
    started = len(heard.entries("started"))
    heard.voice.put(sentence("Anybody there?"))
    assert heard.voice.wait(PATIENCE_S)
    assert len(heard.entries("started")) == started == 4


def test_without_a_speech_engine_there_are_tones(hear: Callable[..., Heard]) -> None:
    heard = hear("no-engine")
    heard.voice.put(count(1, expires_s=10))
    assert heard.voice.wait(PATIENCE_S)
    assert (heard.voice.way, heard.voice.problem) == (Way.TONES, "no_speech")
    assert heard.entries("tone") == ["count"]


def test_without_a_sound_device_there_is_silence(hear: Callable[..., Heard]) -> None:
    heard = hear("no-device")
    heard.voice.put(sentence("Hello?"))
    assert heard.voice.wait(PATIENCE_S)
    assert (heard.voice.way, heard.voice.problem) == (Way.SILENCE, "no_device")
    assert heard.entries("asked") == []
    assert not psutil.pid_exists(heard.pids()[0])


def test_a_program_that_cannot_be_started_ends_in_silence() -> None:
    voice = SpeechProcess(command=["/nonexistent/speaker"], limits=QUICK)
    voice.put(sentence("Hello?"))
    assert voice.wait(PATIENCE_S)
    assert voice.problem == "no_device"
    voice.close()


def test_muted_it_falls_silent_and_forgets(hear: Callable[..., Heard]) -> None:
    heard = hear("slow")
    heard.voice.put(sentence("A long sentence."))
    heard.until(lambda: heard.entries("asked") != [])
    heard.voice.put(sentence("Another."))
    heard.voice.muted = True
    heard.voice.put(sentence("While muted."))
    assert heard.voice.wait(PATIENCE_S)
    heard.voice.muted = False
    heard.voice.put(sentence("Back."))
    assert heard.voice.wait(PATIENCE_S)
    assert heard.entries("cut") == ["A long sentence."]
    assert heard.entries("said") == ["Back."]


def test_closing_ends_the_process(hear: Callable[..., Heard]) -> None:
    heard = hear("works")
    heard.voice.put(sentence("Done."))
    assert heard.voice.wait(PATIENCE_S)
    heard.voice.close()
    assert not any(psutil.pid_exists(pid) for pid in heard.pids())


def test_the_last_words_can_be_waited_for(hear: Callable[..., Heard]) -> None:
    heard = hear("slow")
    heard.voice.put(sentence("That was everything for today."))
    heard.voice.close(timeout_s=PATIENCE_S, finish=True)
    assert heard.entries("said") == ["That was everything for today."]


@pytest.mark.parametrize("behaviour", ["hangs", "never-ready"])
@pytest.mark.parametrize("finish", [True, False])
def test_closing_takes_a_bounded_time_even_when_the_engine_hangs(
    hear: Callable[..., Heard], behaviour: str, finish: bool
) -> None:
    heard = hear(behaviour, Limits())
    heard.voice.put(sentence("Hello."))
    heard.until(lambda: heard.entries("started" if behaviour == "never-ready" else "asked") != [])
    heard.voice.close(timeout_s=0.5, finish=finish)
    heard.until(lambda: not any(psutil.pid_exists(pid) for pid in heard.pids()))
