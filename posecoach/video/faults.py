"""Says in one sentence why a file, a camera or a stream cannot be opened."""

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from posecoach.errors import VideoError
from posecoach.files import is_unicode
from posecoach.video.address import split_address, stream_name

# What stands first in an MP4 or QuickTime file: ISO/IEC 14496-12, and Apple's QuickTime File Format.
_MP4_BOXES = frozenset((b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"styp", b"moof"))
_HEAD_BYTES = 4096
_PORTS = {"http": 80, "https": 443, "rtsp": 554, "rtsps": 322, "rtmp": 1935}
_PROBE_S = 2.0


def check_file(path: Path) -> None:
    """Raise VideoError where a look at the file itself, without decoding, shows that it is no whole video."""
    if not path.exists():
        raise VideoError.of("video.no_file", "video.check_name", path=path)
    if not is_unicode(path):  # OpenCV ends the whole program
        raise VideoError.of("video.not_unicode", "video.other_name", path=path)
    if path.is_dir():
        raise VideoError.of("video.folder", "video.name_inside", path=path)
    if not path.is_file():
        raise VideoError.of("video.no_real_file", path=path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise VideoError.of(
            "video.not_read", "video.check_permissions", path=path, why=error.strerror
        ) from error
    if not head:
        raise VideoError.of("video.empty", "video.again", path=path)
    if _is_text(head):
        raise VideoError.of("video.text", "video.name_video", path=path)
    if _is_cut_off(path, head):
        raise VideoError.of("video.cut_off", "video.again", path=path)


def no_picture(label: str) -> VideoError:
    """The error for a recording that opens but has not one frame."""
    return VideoError.of("video.no_picture", "video.convert", label=label)


def camera_fault(index: int, *, device: Path | None = None, platform: str = sys.platform) -> VideoError:
    """The error for a camera that does not open, or gives no picture.

    `device` is the camera's file on Linux (default /dev/videoN), `platform` as sys.platform has it.
    """
    hint = {"darwin": "video.allow_mac", "win32": "video.allow_windows"}.get(platform)
    if hint is None:
        return _linux_camera_fault(index, device or Path(f"/dev/video{index}"))
    return VideoError.of("video.camera_closed", hint, index=index)


def stream_fault(url: str) -> VideoError:
    """The error for a stream that does not open: asks its host, once and briefly, what is the matter.

    FFmpeg has told nobody but its log, so this repeats the connection alone. The URL's password and query
    stay out of the sentence.
    """
    name = stream_name(url)
    parts = split_address(url)
    try:
        port = parts.port or _PORTS.get(parts.scheme)
    except ValueError:
        return VideoError.of("video.bad_port", name=name)
    if parts.hostname is None or port is None:
        return VideoError.of("video.no_address", "video.use_http", name=name)
    host = f"{parts.hostname}:{port}"
    try:
        socket.create_connection((parts.hostname, port), timeout=_PROBE_S).close()
    except ConnectionRefusedError:
        return VideoError.of("video.refused", "video.check_port", host=host)
    except socket.gaierror:
        return VideoError.of("video.no_host", "video.check_address", host=parts.hostname)
    except OSError:
        return VideoError.of("video.silent", "video.check_network", host=host)
    return VideoError.of("video.no_video", "video.check_path", host=host, name=name)


def _is_text(head: bytes) -> bool:
    # A playlist is text too, and would have FFmpeg fetch what it names: no file is allowed to do that.
    if b"\0" in head:
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4 and len(head) == _HEAD_BYTES  # a letter cut at the end of `head`
    return True


def _is_cut_off(path: Path, head: bytes) -> bool:
    """Whether an MP4 or QuickTime file ends within a box, or lacks its index ("moov", often written last)."""
    if head[4:8] not in _MP4_BOXES:
        return False
    size = path.stat().st_size
    boxes = list(_boxes(path, size))
    kinds = {kind for kind, _ in boxes}
    if b"moov" not in kinds:
        return True
    if b"moof" in kinds:  # written in fragments, so that what is there stays readable
        return False
    # Only what must be whole: some cameras append bytes of their own that are no box at all.
    return any(kind in (b"mdat", b"moov") and end > size for kind, end in boxes)


def _boxes(path: Path, size: int) -> Iterator[tuple[bytes, int]]:
    """Each outermost box: its kind and the offset where it says that it ends."""
    at = 0
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            header = file.read(16)
            length, kind = int.from_bytes(header[:4], "big"), header[4:8]
            if length == 1:  # a 64-bit length follows
                length = int.from_bytes(header[8:16], "big")
            elif length == 0:  # up to the end of the file
                length = size - at
            if length < 8:
                return
            yield kind, at + length
            at += length


def _linux_camera_fault(index: int, device: Path) -> VideoError:
    if not device.exists():
        others = sorted(int(p.name[5:]) for p in device.parent.glob("video*") if p.name[5:].isdigit())
        if not others:
            return VideoError.of("video.no_camera_at_all", "video.plug_in", index=index)
        listed = ", ".join(map(str, others))
        return VideoError.of("video.no_camera", "video.devices", index=index, listed=listed)
    if not os.access(device, os.R_OK | os.W_OK):
        return VideoError.of("video.forbidden", "video.join_group", index=index)
    return VideoError.of("video.camera_no_picture", "video.close_others", index=index)
