"""How the names of videos end."""

VIDEO_SUFFIXES = (
    ".mp4", ".m4v", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".3gp", ".mts", ".m2ts", ".gif",
)  # fmt: skip
"""Files of a folder that are taken for videos, the usual endings first; one named by itself is taken whatever
its ending."""
