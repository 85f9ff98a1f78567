"""A small MJPEG-over-HTTP camera on this machine, which can be cut, refused, stalled and ended."""

import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = Callable[[int], NDArray[np.uint8]]


def numbered_picture(number: int) -> NDArray[np.uint8]:
    """A grey picture, 64x48, whose brightness is its number (40 to 239, then again from 40)."""
    return np.full((48, 64, 3), 40 + number % 200, np.uint8)


def number_of(image: NDArray[np.uint8]) -> int:
    return round(float(image.mean())) - 40


class MjpegServer:
    """Serves /video as MJPEG, and the files of `folder` below /files/, until stopped.

    `picture` gives the picture sent at each number; `fps` the rate. `cut()` closes the present connections,
    `stall()` leaves them open and silent, `stop()` makes the address refuse, `start()` brings it back.
    """

    def __init__(
        self, fps: float = 50.0, picture: Picture = numbered_picture, folder: Path | None = None
    ) -> None:
        self.fps = fps
        self.picture = picture
        self.folder = folder
        self.sent = 0
        self.refused = 0
        self.accepts = True
        self._stalled = False
        self._generation = 0
        self._port = 0
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/video"

    def file_url(self, name: str) -> str:
        return f"http://127.0.0.1:{self._port}/files/{name}"

    def start(self) -> None:
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camera._answer(self)

            def log_message(self, *args: object) -> None:
                pass

        ThreadingHTTPServer.allow_reuse_address = True
        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads = True
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self.cut()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def cut(self) -> None:
        self._generation += 1

    def stall(self, silent: bool = True) -> None:
        self._stalled = silent

    def __enter__(self) -> "MjpegServer":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        try:
            if request.path.startswith("/files/") and self.folder is not None:
                self._send_file(request, self.folder / request.path.removeprefix("/files/"))
            elif request.path == "/video" and self.accepts:
                self._send_pictures(request)
            else:
                self.refused += 1
                request.send_error(404)
        except OSError:
            pass  # the viewer has gone

    def _send_file(self, request: BaseHTTPRequestHandler, path: Path) -> None:
        data = path.read_bytes()
        start = 0
        asked = request.headers.get("Range", "")
        if asked.startswith("bytes="):
            start = int(asked.removeprefix("bytes=").split("-")[0])
        request.send_response(206 if asked else 200)
        request.send_header("Accept-Ranges", "bytes")
        request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        request.send_header("Content-Length", str(len(data) - start))
        request.end_headers()
        request.wfile.write(data[start:])

    def _send_pictures(self, request: BaseHTTPRequestHandler) -> None:
        generation = self._generation
        request.send_response(200)
        request.send_header("Content-Type", "multipart/x-mixed-replace; boundary=frame")
        request.end_headers()
        due = time.perf_counter()
        while generation == self._generation:
            if not self._stalled:
                jpeg = cv2.imencode(".jpg", self.picture(self.sent))[1].tobytes()
                head = f"--frame\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                request.wfile.write(head.encode() + jpeg + b"\r\n")
                self.sent += 1
            due += 1.0 / self.fps
            time.sleep(max(0.0, due - time.perf_counter()))
