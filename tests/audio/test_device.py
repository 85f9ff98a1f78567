"""Sound that really comes out: a private PulseAudio with a sink that only records what it is given."""

import shutil
import subprocess
import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from posecoach.audio.engine import VoiceSettings
from posecoach.audio.speech_thread import SpeechProcess, Way
from posecoach.audio.utterance import Priority, Tone, Utterance

PROGRAMS = ("espeak-ng", "pulseaudio", "pactl", "parec")
RATE_HZ = 22050
PATIENCE_S = 20.0

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)),
    reason=f"needs {', '.join(PROGRAMS)} to listen to: apt-get install pulseaudio pulseaudio-utils espeak-ng",
)


class Room:
    """A sound server with one recorded loudspeaker."""

    def __init__(self, folder: Path) -> None:
        socket = folder / "native"
        self.record = folder / "heard.raw"
        self._server = subprocess.Popen(
            [
                *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
                "--load=module-null-sink sink_name=room",
                f"--load=module-native-protocol-unix socket={socket}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._recorder: subprocess.Popen[bytes] | None = None
        end_s = time.monotonic() + 10
        while subprocess.run(["pactl", "info"], capture_output=True, check=False).returncode != 0:
            if time.monotonic() > end_s or self._server.poll() is not None:
                pytest.skip("PulseAudio does not start here")
            time.sleep(0.1)

    def listen(self) -> None:
        """Begin to record what is heard."""
        self._recorder = subprocess.Popen(
            [
                *("parec", "-d", "room.monitor", "--format=s16le", f"--rate={RATE_HZ}", "--channels=1"),
                *("--latency-msec=50", "--file-format=raw", str(self.record)),
            ],
            stderr=subprocess.DEVNULL,
        )
        time.sleep(0.5)

    def loud_s(self) -> float:
        """Seconds in which something could be heard so far."""
        if not self.record.exists():
            return 0.0
        data = self.record.read_bytes()
        values = array("h", data[: len(data) // 2 * 2])
        step = RATE_HZ // 50
        return sum(max(values[at : at + step], default=0) > 500 for at in range(0, len(values), step)) / 50

    def fall_silent_for_good(self) -> None:
        """The sound server goes away, as when a USB headset with its own driver is pulled."""
        self._server.kill()
        self._server.wait()

    def close(self) -> None:
        for process in (self._recorder, self._server):
            if process is not None:
                process.kill()
                process.wait()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    (tmp_path / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path / 'native'}")
    one = Room(tmp_path)
    yield one
    one.close()


def test_words_and_warnings_are_heard(room: Room) -> None:
    voice = SpeechProcess(VoiceSettings())
    room.listen()
    voice.put(Utterance("Smaller: keep your lower back on the mat.", Priority.WARNING, 9.0, Tone.WARNING))
    assert voice.wait(PATIENCE_S)
    time.sleep(2.5)
    heard_s = room.loud_s()
    voice.close()
    assert voice.problem == ""
    assert 1.2 < heard_s < 4.0


def test_hushed_it_is_silent_at_once(room: Room) -> None:
    voice = SpeechProcess(VoiceSettings())
    room.listen()
    voice.put(
        Utterance(
            "This is a long sentence, and it would take quite a while to say it to its end.", expires_s=9
        )
    )
    end_s = time.monotonic() + PATIENCE_S
    while room.loud_s() < 0.2:
        assert time.monotonic() < end_s, "nothing is heard"
        time.sleep(0.05)
    voice.hush()
    assert voice.wait(PATIENCE_S)
    time.sleep(2.5)
    voice.close()
    assert room.loud_s() < 3.0


def test_a_sound_device_that_goes_away_ends_in_silence_not_in_a_crash(room: Room) -> None:
    voice = SpeechProcess(VoiceSettings())
    assert isinstance(voice, SpeechProcess)
    voice.put(Utterance("One.", expires_s=9))
    assert voice.wait(PATIENCE_S)
    room.fall_silent_for_good()
    end_s = time.monotonic() + 2 * PATIENCE_S
    while voice.way is not Way.SILENCE:
        voice.put(Utterance("Two.", expires_s=9))
        assert time.monotonic() < end_s, f"still {voice.way} after the device is gone"
        time.sleep(0.2)
    assert voice.problem == "no_device"
    voice.close()
