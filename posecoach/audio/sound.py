"""Sound as samples, and where it goes: PortAudio, a player program, or a folder of WAV files.

Tones are sums of sines, speech is read from WAV. Little is imported: it starts fast.
"""

import math
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import wave
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from posecoach.audio.utterance import Tone

Stopped = Callable[[], bool]
"""Asked again and again during long work; True means give up."""

TONE_RATE_HZ = 22050
FADE_S = 0.012
"""Rise and fall of every note, so that it does not click."""

NOTES: dict[Tone, tuple[tuple[float, float], ...]] = {
    Tone.COUNT: ((880.0, 0.07),),
    Tone.ATTENTION: ((587.3, 0.12), (784.0, 0.16)),
    Tone.GO: ((784.0, 0.10), (1046.5, 0.22)),
    Tone.REST: ((659.3, 0.16), (523.3, 0.24)),
    Tone.DONE: ((523.3, 0.13), (659.3, 0.13), (784.0, 0.30)),
    Tone.WARNING: ((440.0, 0.08), (349.2, 0.14)),
}
"""Each tone as (frequency in Hz, seconds) one after the other: rising is good, falling asks for care."""

LOUDNESS = 0.5


@dataclass(frozen=True, slots=True)
class Sound:
    """One channel of 16-bit little-endian `samples` at `rate_hz`."""

    samples: bytes
    rate_hz: int

    @property
    def seconds(self) -> float:
        """How long it lasts."""
        return len(self.samples) / 2 / self.rate_hz

    def at_rate(self, rate_hz: int) -> "Sound":
        """The same sound at another rate, by taking the nearest sample: good enough for short tones."""
        if rate_hz == self.rate_hz:
            return self
        source = array("h", self.samples)
        count = int(len(source) * rate_hz / self.rate_hz)
        step = self.rate_hz / rate_hz
        return Sound(array("h", (source[int(i * step)] for i in range(count))).tobytes(), rate_hz)


def tone_sound(tone: Tone) -> Sound:
    """The sound of `tone`; empty for `Tone.NONE`."""
    samples = array("h")
    for frequency_hz, seconds in NOTES.get(tone, ()):
        count = int(seconds * TONE_RATE_HZ)
        for i in range(count):
            t_s = i / TONE_RATE_HZ
            fade = min(1.0, t_s / FADE_S, (seconds - t_s) / FADE_S)
            # A little of the octave above makes the note carry on small laptop speakers.
            angle = math.tau * frequency_hz * t_s
            value = (math.sin(angle) + 0.25 * math.sin(2 * angle)) / 1.25
            samples.append(int(32767 * LOUDNESS * fade * value))
    return Sound(samples.tobytes(), TONE_RATE_HZ)


def read_wav(data: bytes) -> Sound:
    """The sound in the 16-bit mono WAV `data`; sizes in its header are not believed.

    Speech engines that write to a pipe do not know the length beforehand and put in a huge one, which the
    standard library's reader refuses.

    Raises:
        ValueError: it is no such WAV.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("no WAV data")
    at, rate_hz = 12, 0
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        if name == b"fmt ":
            kind, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", data, at + 8)
            if kind not in (1, 0xFFFE) or channels != 1 or bits != 16:
                raise ValueError("the WAV is not 16-bit mono")
        elif name == b"data" and rate_hz:
            samples = data[at + 8 : at + 8 + min(size, len(data))]
            return Sound(samples[: len(samples) // 2 * 2], rate_hz)
        at += 8 + size + size % 2
    raise ValueError("the WAV has no samples")


def write_wav(path: Path, sound: Sound) -> None:
    """Write `sound` to `path` as a WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate_hz)
        file.writeframes(sound.samples)


CHUNK_S = 0.05
"""How soon playing stops when it is asked to."""

PLAYERS = {"linux": ("pw-play", "paplay", "aplay"), "darwin": ("afplay",)}
"""Programs that play a WAV file, where PortAudio is not installed or sees no device."""


class PlaybackError(Exception):
    """The sound cannot be played; the text says why. Stays inside the voice's process."""


class Output(Protocol):
    """Something that plays sound."""

    @property
    def name(self) -> str:
        """What it is called in `doctor`."""

    def play(self, sound: Sound, stopped: Stopped) -> None:
        """Play `sound` to its end, or until `stopped` says so.

        Raises:
            PlaybackError: it cannot be played.
        """


class PortAudio:
    """The system's default output through `sounddevice`: one stream, open all the time.

    So a device does not sleep and swallow a first syllable, and to stop is to forget what is left.

    Only ever made in the voice's own process: PortAudio may hang while it looks for devices, and the import
    itself does that looking.

    Raises:
        PlaybackError: PortAudio is not installed or has no output device.
    """

    RATE_HZ = 22050
    LATENCY_S = 0.1
    STALL_S = 3.0
    """A device that has not asked for samples for this long is gone."""

    def __init__(self) -> None:
        try:
            import sounddevice
        except (OSError, ImportError) as error:
            raise PlaybackError(f"PortAudio is not installed ({error})") from None
        self._left = b""
        self._asked_s = time.monotonic()
        try:
            self.name = str(sounddevice.query_devices(kind="output")["name"])
            self._stream: Any = sounddevice.RawOutputStream(
                samplerate=self.RATE_HZ,
                channels=1,
                dtype="int16",
                latency=self.LATENCY_S,
                callback=self._fill,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError, KeyError, TypeError) as error:
            raise PlaybackError(f"no output device ({error})") from None

    def play(self, sound: Sound, stopped: Stopped) -> None:
        self._asked_s = time.monotonic()
        self._left = sound.at_rate(self.RATE_HZ).samples
        while self._left:
            if stopped():
                self._left = b""
            elif not self._stream.active or time.monotonic() - self._asked_s > self.STALL_S:
                raise PlaybackError("the sound device has stopped")
            time.sleep(CHUNK_S / 5)

    def _fill(self, out: Any, _frames: int, _time: object, _status: object) -> None:
        """Called by PortAudio's thread whenever it wants `len(out)` bytes."""
        self._asked_s = time.monotonic()
        left = self._left
        now, later = left[: len(out)], left[len(out) :]
        out[: len(now)] = now
        out[len(now) :] = bytes(len(out) - len(now))
        if self._left is left:
            self._left = later


class Player:
    """A program of the system that plays WAV files."""

    def __init__(self, command: str) -> None:
        self.name = Path(command).name
        self._command = command

    def play(self, sound: Sound, stopped: Stopped) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "sound.wav"
            write_wav(path, sound)
            try:
                process = subprocess.Popen(
                    [self._command, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            except OSError as error:
                raise PlaybackError(f"{self.name} does not start ({error})") from None
            while process.poll() is None:
                if stopped():
                    process.kill()
                    process.wait()
                    return
                time.sleep(CHUNK_S / 2)
            if process.returncode != 0:
                raise PlaybackError(f"{self.name} ended with code {process.returncode}")


class Folder:
    """WAV files instead of sound, numbered in the order of playing, each taking its real time."""

    def __init__(self, folder: Path) -> None:
        self.name = f"folder {folder}"
        self._folder = folder
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)

    def play(self, sound: Sound, stopped: Stopped) -> None:
        self._count += 1
        try:
            write_wav(self._folder / f"{self._count:04d}.wav", sound)
        except OSError as error:
            raise PlaybackError(f"{self._folder} cannot be written ({error})") from None
        end_s = time.monotonic() + sound.seconds
        while not stopped() and (left_s := end_s - time.monotonic()) > 0:
            time.sleep(min(CHUNK_S, left_s))


def choose_output(folder: Path | None = None) -> Output | None:
    """Where sound goes on this machine (or `folder`, when given); None when there is no way out."""
    if folder is not None:
        return Folder(folder)
    try:
        return PortAudio()
    except PlaybackError:
        # A player may still reach a sound server that PortAudio was not built for.
        for name in PLAYERS.get(sys.platform, ()):
            if (command := shutil.which(name)) and _sound_server_or_card(sys.platform):
                return Player(command)
    return None


def _sound_server_or_card(platform: str) -> bool:
    """Whether Linux has a sound card or a sound server's socket; elsewhere assume so."""
    if not platform.startswith("linux"):
        return True
    if any(Path("/dev/snd").glob("pcm*p")):
        return True
    sockets = ("pulse/native", "pipewire-0")
    return any(path.exists() for socket in sockets for path in Path("/run/user").glob(f"*/{socket}"))
