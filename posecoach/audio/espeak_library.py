"""Speech through libespeak-ng itself, for systems that have the library but not the command.

Ubuntu's desktop is such a system: its screen reader brings the library. Used inside the voice's own process
only, so that nothing the library does can harm the program. Constants are those of espeak-ng's speak_lib.h.
"""

import ctypes
from contextlib import suppress
from typing import Any

from posecoach.audio.engine import EngineSettings, SpeechError, VoiceName
from posecoach.audio.sound import Sound, Stopped

LIBRARIES = ("libespeak-ng.so.1", "libespeak-ng.so", "libespeak.so.1")

AUDIO_OUTPUT_SYNCHRONOUS = 2
DONT_EXIT = 0x8000
RATE = 1
CHARS_UTF8 = 1
CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class _VoiceRecord(ctypes.Structure):
    """The beginning of espeak_VOICE; `languages` is a priority byte followed by the code."""

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
    )


class EspeakLibrary:
    """An engine (see `posecoach.audio.engine.Engine`). Only one can be made in a process.

    Raises:
        SpeechError: the library is not there, does not start, or has no such voice.
    """

    name = "libespeak-ng"

    def __init__(self, settings: EngineSettings) -> None:
        self._library = _load()
        if self._library is None:
            raise SpeechError("libespeak-ng is not installed")
        self._rate_hz = self._library.espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, 0, None, DONT_EXIT)
        if self._rate_hz <= 0:
            raise SpeechError("libespeak-ng does not start; its voice data may be missing")
        voice = settings.voice or settings.language
        if self._library.espeak_SetVoiceByName(voice.encode("utf-8")) != 0:
            raise SpeechError(f"there is no voice '{voice}'")
        self._library.espeak_SetParameter(RATE, settings.safe_rate_wpm, 0)
        self._samples = bytearray()
        self._stopped: Stopped = lambda: False
        self._callback = CALLBACK(self._collect)
        self._library.espeak_SetSynthCallback(self._callback)

    def synthesise(self, text: str, stopped: Stopped) -> Sound | None:
        self._samples.clear()
        self._stopped = stopped
        data = text.encode("utf-8") + b"\0"
        failed = self._library.espeak_Synth(data, len(data), 0, 0, 0, CHARS_UTF8, None, None)
        if stopped():
            return None
        if failed or not self._samples:
            raise SpeechError("libespeak-ng made no sound")
        return Sound(bytes(self._samples), self._rate_hz)

    def voices(self) -> list[VoiceName]:
        self._library.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
        found, at = [], self._library.espeak_ListVoices(None)
        for index in range(1000):
            if not at[index]:
                break
            record = at[index].contents
            language = (record.languages or b"?")[1:].decode("utf-8", "replace")
            found.append(VoiceName(record.name.decode("utf-8", "replace").replace(" ", "_"), language))
        return found

    def _collect(self, samples: Any, count: int, _events: object) -> int:
        """Called by the library with each piece; a 1 tells it to stop."""
        if samples and count > 0:
            self._samples += ctypes.string_at(samples, count * 2)
        return 1 if self._stopped() else 0


def is_installed() -> bool:
    """Whether the library can be loaded."""
    return _load() is not None


def _load() -> Any:
    for name in LIBRARIES:
        with suppress(OSError):
            return ctypes.CDLL(name)
    return None
