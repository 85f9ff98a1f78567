"""The parts of a stream's address, and what of it may be shown."""

from urllib.parse import SplitResult, urlsplit

from posecoach import sentences
from posecoach.errors import VideoError


def split_address(url: str) -> SplitResult:
    """The parts of an address; raises VideoError, which does not show it: it may hold a password."""
    try:
        return urlsplit(url)
    except ValueError:
        raise VideoError(sentences.say("video.bad_address"), sentences.say("video.write_as")) from None


def stream_name(url: str) -> str:
    """The address without what may be secret: user, password and query."""
    parts = split_address(url)
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host}{parts.path}"
