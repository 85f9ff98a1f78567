"""An HTTP camera that sends on: followed on its own host, refused to another, and never asked there."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from posecoach.errors import VideoError
from posecoach.video import open_source
from tests.video.makers import write_clip


class Sender:
    """Answers with a clip at /clip.mp4, and sends on from the other paths as `places` says."""

    def __init__(self, clip: bytes) -> None:
        self.asked: list[str] = []
        self.places: dict[str, str] = {}
        sender = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                sender.asked.append(self.path)
                place = sender.places.get(self.path)
                self.send_response(200 if place is None else 302)
                self.send_header("Location" if place else "Content-Type", place or "video/mp4")
                self.send_header("Content-Length", "0" if place else str(len(clip)))
                self.end_headers()
                if place is None:
                    self.wfile.write(clip)

            def log_message(self, *args: object) -> None:
                pass

            def handle(self) -> None:
                with suppress(ConnectionError):  # FFmpeg hangs up as soon as it knows enough
                    super().handle()

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server.server_port}{path}"


@pytest.fixture
def senders(tmp_path: Path) -> Iterator[tuple[Sender, Sender]]:
    clip = write_clip(tmp_path / "clip.mp4", frames=10, fps=20).read_bytes()
    pair = Sender(clip), Sender(clip)
    yield pair
    for one in pair:
        one.server.shutdown()
        one.server.server_close()


def test_another_host_is_refused_and_not_asked(senders: tuple[Sender, Sender]) -> None:
    camera, stranger = senders
    camera.places["/video"] = stranger.url("/clip.mp4", "localhost")
    with pytest.raises(VideoError, match="leads to another host, localhost"):
        open_source(camera.url("/video"))
    assert stranger.asked == []


def test_the_same_host_is_followed(senders: tuple[Sender, Sender]) -> None:
    camera, _ = senders
    camera.places["/video"] = "/clip.mp4"
    with open_source(camera.url("/video")) as source:
        assert source.info.frames == 10


def test_round_and_round_is_a_sentence(senders: tuple[Sender, Sender]) -> None:
    camera, _ = senders
    camera.places["/video"] = "/video"
    with pytest.raises(VideoError, match="without end"):
        open_source(camera.url("/video"))
