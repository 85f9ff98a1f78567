"""A stream's address: its parts, what of it may be shown, and where it sends whoever asks for it.

FFmpeg would follow a redirection to any host, and say nothing.
"""

import base64
import http.client
from urllib.parse import SplitResult, urljoin, urlsplit

from posecoach import sentences
from posecoach.errors import VideoError


def split_address(url: str) -> SplitResult:
    """The parts of an address; raises VideoError, which does not show it: it may hold a password."""
    try:
        return urlsplit(url)
    except ValueError:
        raise VideoError.of("video.bad_address", "video.write_as") from None


def stream_name(url: str) -> str:
    """The address without what may be secret: user, password and query."""
    parts = split_address(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"


MOST_REDIRECTS = 3
ANSWER_S = 3.0


def redirected(url: str) -> str | None:
    """The address on the same host that `url` leads to; None where it leads nowhere else, or nobody answers.

    Raises:
        VideoError: it leads to another host, or round and round.
    """
    for count in range(MOST_REDIRECTS + 1):
        target = _location(url)
        if target is None:
            return url if count else None
        here, there = split_address(url), split_address(target)
        if there.hostname != here.hostname or there.scheme not in ("http", "https"):
            raise VideoError.of(
                "video.other_host",
                "video.name_itself",
                url=stream_name(url),
                host=there.hostname or sentences.say("video.nameless"),
            )
        account = here.netloc.rpartition("@")[0]
        if account and "@" not in there.netloc:
            there = there._replace(netloc=f"{account}@{there.netloc}")
        url = there.geturl()
    raise VideoError.of("video.endless", url=stream_name(url))


def _location(url: str) -> str | None:
    parts = split_address(url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    account = parts.netloc.rpartition("@")[0]
    headers = {"Authorization": f"Basic {base64.b64encode(account.encode()).decode()}"} if account else {}
    try:
        connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_S)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            place = answer.getheader("Location") if 300 <= answer.status < 400 else None
        finally:
            connection.close()
    except (OSError, ValueError, http.client.HTTPException):
        return None
    return urljoin(url, place) if place else None
