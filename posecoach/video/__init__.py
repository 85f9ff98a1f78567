"""Pictures in and out: files, cameras and streams as one kind of source, and annotated clips."""

from posecoach.video.cameras import Camera, list_cameras
from posecoach.video.file import FileSource
from posecoach.video.frame import Frame, FrameSource, Image, Interruption, SourceInfo, pictures
from posecoach.video.health import Health
from posecoach.video.live import LiveSource
from posecoach.video.open import check_source, is_live, open_source
from posecoach.video.realtime_file import PacedSource
from posecoach.video.writer import ClipWriter, check_clip_path, unfinished_clip

__all__ = [
    "Camera",
    "ClipWriter",
    "FileSource",
    "Frame",
    "FrameSource",
    "Health",
    "Image",
    "Interruption",
    "LiveSource",
    "PacedSource",
    "SourceInfo",
    "check_clip_path",
    "check_source",
    "is_live",
    "list_cameras",
    "open_source",
    "pictures",
    "unfinished_clip",
]
