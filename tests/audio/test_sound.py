"""Tones and WAV data: tones tell the kinds of news apart, and speech from a pipe can be read."""

import struct
from array import array
from pathlib import Path

import pytest

from posecoach.audio.sound import NOTES, read_wav, tone_sound, write_wav
from posecoach.audio.utterance import Tone


def wav(
    samples: bytes, size: int | None = None, channels: int = 1, bits: int = 16, extra: bytes = b""
) -> bytes:
    size = len(samples) if size is None else size
    form = struct.pack("<HHIIHH", 1, channels, 22050, 44100, 2, bits)
    return (
        b"RIFF"
        + b"\0\0\0\0"
        + b"WAVE"
        + b"fmt \x10\0\0\0"
        + form
        + extra
        + b"data"
        + struct.pack("<I", size)
        + samples
    )


SAMPLES = array("h", [0, 1000, -1000, 5]).tobytes()


def test_a_wav_is_read() -> None:
    sound = read_wav(wav(SAMPLES))
    assert (sound.samples, sound.rate_hz) == (SAMPLES, 22050)
    assert sound.seconds == pytest.approx(4 / 22050)


def test_a_wav_from_a_pipe_may_lie_about_its_length() -> None:
    assert read_wav(wav(SAMPLES, size=0x7FFFF000)).samples == SAMPLES
    assert read_wav(wav(SAMPLES + b"\1", size=0x7FFFF000)).samples == SAMPLES


def test_other_chunks_are_passed_over() -> None:
    assert read_wav(wav(SAMPLES, extra=b"LIST\3\0\0\0abc\0")).samples == SAMPLES


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFF", b"not a sound at all", wav(SAMPLES, channels=2), wav(SAMPLES, bits=8), wav(SAMPLES)[:36]],
)
def test_what_is_no_16_bit_mono_wav_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="WAV"):
        read_wav(data)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    write_wav(path, tone_sound(Tone.GO))
    assert read_wav(path.read_bytes()) == tone_sound(Tone.GO)


@pytest.mark.parametrize("tone", [tone for tone in Tone if tone is not Tone.NONE])
def test_every_tone_is_short_loud_enough_and_does_not_click(tone: Tone) -> None:
    sound = tone_sound(tone)
    values = array("h", sound.samples)
    assert 0.05 < sound.seconds < 0.7
    assert 10_000 < max(values) < 20_000
    assert abs(values[0]) < 500
    assert abs(values[-1]) < 500


def test_no_tone_is_no_sound() -> None:
    assert tone_sound(Tone.NONE).samples == b""


def test_tones_can_be_told_apart_and_good_news_rises() -> None:
    assert len(set(NOTES.values())) == len(NOTES)
    for tone in (Tone.GO, Tone.DONE):
        assert NOTES[tone][-1][0] > NOTES[tone][0][0]
    assert NOTES[Tone.WARNING][-1][0] < NOTES[Tone.WARNING][0][0]


def test_the_sound_before_a_warnings_words_leaves_them_within_half_a_second() -> None:
    assert tone_sound(Tone.WARNING).seconds < 0.3


def test_another_rate_keeps_the_length() -> None:
    sound = tone_sound(Tone.DONE)
    assert sound.at_rate(16000).seconds == pytest.approx(sound.seconds, abs=0.001)
    assert sound.at_rate(sound.rate_hz) is sound
