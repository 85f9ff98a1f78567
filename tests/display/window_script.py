"""Opens a real window and prints what it hears; started by test_window on a virtual screen."""

import time

from posecoach.display.window import Click, Window
from tests.display.gallery import room_picture


def main() -> None:
    picture = room_picture()
    with Window("PoseCoach test") as window:
        size, until = window.size_px, time.monotonic() + 40
        begun = False
        while window.is_open and time.monotonic() < until:
            window.show(picture)
            heard = window.poll(10)
            if not begun:
                print(f"ready {window.size_px[0]}x{window.size_px[1]}", flush=True)
                begun = True
            for event in heard:
                said = f"click {event.x} {event.y}" if isinstance(event, Click) else f"key {event.name}"
                print(said, flush=True)
            if window.size_px != size:
                size = window.size_px
                print(f"size {size[0]}x{size[1]}", flush=True)
        print("time is up" if window.is_open else "closed", flush=True)


if __name__ == "__main__":
    main()
