"""A stand-in for the voice's process that misbehaves as it is told to; run as a program.

Arguments: a behaviour, the file to note every request in, and the settings the real one would get. Each
sentence takes `TAKES_S`, or a second when slow. A behaviour "hangs-with-speech" and the like stops
misbehaving once only tones are asked for.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

TAKES_S = 0.02
SLOW_S = 0.6


class Fake:
    def __init__(self, behaviour: str, notes: Path, settings: dict[str, object]) -> None:
        tones = bool(settings.get("tones_only"))
        misbehaves = not (tones and behaviour.endswith("-with-speech"))
        self.behaviour = behaviour.removesuffix("-with-speech") if misbehaves else "works"
        self.notes = notes
        self.engine = "" if tones or self.behaviour == "no-engine" else "fake"
        self.output = "" if self.behaviour == "no-device" else "fake"
        self.stopped: set[int] = set()

    def note(self, **entry: object) -> None:
        with self.notes.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"pid": os.getpid(), "engine": self.engine, **entry}) + "\n")

    def answer(self, **said: object) -> None:
        print(json.dumps(said), flush=True)

    def begin(self) -> None:
        self.note(started=True)
        if self.behaviour == "never-ready":
            time.sleep(60)
        if self.behaviour == "dies-at-start":
            sys.exit(3)
        print("a library's chatter", flush=True)
        self.answer(ready=True, engine=self.engine, output=self.output)

    def say(self, request: dict[str, object]) -> None:
        number = int(str(request["say"]))
        self.note(asked=request["text"], tone=request["tone"])
        if self.behaviour == "hangs":
            time.sleep(60)
        if self.behaviour == "crashes":
            os._exit(11)
        if self.behaviour == "fails":
            self.answer(failed=number, error="no such voice")
            return
        seconds = SLOW_S if self.behaviour in ("slow", "deaf") else TAKES_S
        self.answer(playing=number, seconds=seconds)
        end_s = time.monotonic() + seconds
        while time.monotonic() < end_s and (number not in self.stopped or self.behaviour == "deaf"):
            time.sleep(0.005)
        cut = number in self.stopped
        self.note(**({"cut": request["text"]} if cut else {"said": request["text"]}))
        self.answer(done=number)


def main() -> None:
    fake = Fake(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]))
    fake.begin()
    for line in sys.stdin:
        request = json.loads(line)
        if "stop" in request:
            fake.stopped.add(int(request["stop"]))
        else:
            threading.Thread(target=fake.say, args=(request,), daemon=True).start()


if __name__ == "__main__":
    main()
