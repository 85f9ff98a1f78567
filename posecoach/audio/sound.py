"""Sound as samples: tones made from sums, speech read from WAV. Standard library only: it starts fast."""

import math
import struct
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from posecoach.audio.utterance import Tone

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
        """How long it sounds."""
        return len(self.samples) / 2 / self.rate_hz

    def followed_by(self, other: "Sound") -> "Sound":
        """This sound, then `other`, which is brought to this one's rate."""
        return Sound(self.samples + other.at_rate(self.rate_hz).samples, self.rate_hz)

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
    return Sound(_notes(NOTES.get(tone, ())), TONE_RATE_HZ)


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


def _notes(notes: Sequence[tuple[float, float]]) -> bytes:
    samples = array("h")
    for frequency_hz, seconds in notes:
        count = int(seconds * TONE_RATE_HZ)
        for i in range(count):
            t_s = i / TONE_RATE_HZ
            fade = min(1.0, t_s / FADE_S, (seconds - t_s) / FADE_S)
            # A little of the octave above makes the note carry on small laptop speakers.
            angle = math.tau * frequency_hz * t_s
            value = (math.sin(angle) + 0.25 * math.sin(2 * angle)) / 1.25
            samples.append(int(32767 * LOUDNESS * fade * value))
    return samples.tobytes()
