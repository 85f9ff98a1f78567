"""Speech engines: text in, samples out. Each is the platform's own speech program, run as a child process.

Why not pyttsx3 (2.99): on Linux it calls the same libespeak but plays through `aplay` from inside the
library's callback, cannot be interrupted there, and leaves a temporary file behind whenever that fails; on
macOS it needs the whole of PyObjC and is known to hang in its second run loop, on every platform in
`runAndWait`. The commands below come with the system (or are one package), need no Python dependency,
answer in some 15 ms (espeak-ng), and a child that hangs is simply ended. None of them uses the network:
the voices are those installed.

Engines only make samples. They are played by `posecoach.audio.output`, the same way on every platform, so
that words and tones share one way out, playing can stop in the middle, and a missing sound device is seen
(espeak-ng left to play by itself reports success without one).
"""

import shutil
import sys

from posecoach.audio import espeak_library
from posecoach.audio.command_engines import Espeak, Say
from posecoach.audio.engine import Engine, EngineSettings
from posecoach.audio.windows_speech import WindowsSpeech


def choose_engine(settings: EngineSettings, platform: str = sys.platform) -> Engine | None:
    """The speech engine of this machine, None when it has none.

    Raises:
        SpeechError: there is one, but it does not start.
    """
    if platform == "win32" and (powershell := shutil.which("powershell") or shutil.which("pwsh")):
        return WindowsSpeech([powershell, "-NoProfile", "-NonInteractive", "-Command"], settings)
    if platform == "darwin" and (say := shutil.which("say")):
        return Say(say, settings)
    for name in ("espeak-ng", "espeak"):
        if command := shutil.which(name):
            return Espeak(command, settings)
    if platform.startswith("linux") and espeak_library.is_installed():
        return espeak_library.EspeakLibrary(settings)
    return None
