"""Short clips cut of the samples."""

from itertools import islice
from pathlib import Path

from posecoach.app.offline.demo import sample
from posecoach.video import open_source, pictures
from posecoach.video.writer import ClipWriter


def cut_sample(path: Path, first: int, last: int, every: int = 1) -> Path:
    """Pictures `first` to `last` of the sample, in which ten reps of hip flexion are done in 20 s."""
    return cut(sample(), path, first, last, every)


def cut(video: Path, path: Path, first: int, last: int, every: int = 1) -> Path:
    """Pictures `first` to `last` of `video`, or one in `every` of them, written to `path`."""
    with (
        open_source(video) as source,
        ClipWriter(path, source.info.size_px, source.info.fps / every) as writer,
    ):
        for frame in islice(pictures(source), first, last, every):
            writer.write(frame.image, frame.t_s)
    return path
