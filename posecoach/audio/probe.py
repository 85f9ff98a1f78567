"""What this machine can say and play, asked in a process of its own, for `doctor`."""

import sys
from dataclasses import dataclass

from posecoach.audio.worker import WorkerSettings
from posecoach.audio.worker_process import WORKER, first_answer

LINUX_ENGINE = "Install a speech engine: sudo apt install espeak-ng (or your system's package of that name)."
LINUX_DEVICE = (
    "Check that headphones or loudspeakers are connected and chosen in the sound settings; "
    "PoseCoach reaches them through libportaudio2, pw-play, paplay or aplay, so install one of these."
)
OTHER_ENGINE = {
    "darwin": "Check that the command 'say' works in a terminal.",
    "win32": "Add a voice under Settings, Time and language, Speech.",
}
OTHER_DEVICE = "Check that headphones or loudspeakers are connected and chosen in the sound settings."


@dataclass(frozen=True, slots=True)
class SoundReport:
    """What there is: the speech engine's and the sound device's names, "" for none.

    `error` is what went wrong in the engine's own words, `hint` what to do, both "" when all is well.
    """

    engine: str
    output: str
    error: str = ""
    hint: str = ""

    @property
    def sentence(self) -> str:
        """One honest line."""
        if not self.output:
            return "No sound device: PoseCoach will be silent."
        if not self.engine:
            return f"Sound through {self.output}, but no speech engine: you will hear tones."
        return f"Speech by {self.engine} through {self.output}."


def probe(settings: WorkerSettings | None = None, timeout_s: float = 8.0) -> SoundReport:
    """Look for a speech engine and a sound device; takes half a second, at most `timeout_s`.

    Looking for devices can hang, so the voice's process does it and is ended afterwards.
    """
    said = first_answer(WORKER, (settings or WorkerSettings()).to_json(), timeout_s)
    engine, output = str(said.get("engine", "")), str(said.get("output", ""))
    return SoundReport(engine, output, str(said.get("error", "")), _hint(engine, output, sys.platform))


def _hint(engine: str, output: str, platform: str) -> str:
    linux = platform.startswith("linux")
    if not output:
        return LINUX_DEVICE if linux else OTHER_DEVICE
    if not engine:
        return LINUX_ENGINE if linux else OTHER_ENGINE.get(platform, LINUX_ENGINE)
    return ""
