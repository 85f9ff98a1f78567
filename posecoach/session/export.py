"""Sessions and measurements as files for other programs, in one folder."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from posecoach.coaching.hip_range.result import Estimate, HipRange, Reason
from posecoach.files import make_folder
from posecoach.session.json_format import write_session
from posecoach.session.measurement import Measurement
from posecoach.session.measurement_json import write_measurement
from posecoach.session.opensim import write_measurement_mot, write_mot, write_trc
from posecoach.session.record import Session
from posecoach.session.store import Store
from posecoach.session.strict import number, picked
from posecoach.session.tables import Cell, require_parquet, write_csv, write_frames, write_parquet, write_reps
from posecoach.session.track import write_track

FORMATS = ("json", "csv", "mot", "trc", "track", "parquet")
USUAL_FORMATS = FORMATS[:-1]

SESSION_WRITERS: dict[str, tuple[str, Callable[[Session, Path], None]]] = {
    "json": (".json", write_session),
    "csv": ("-frames.csv", write_frames),
    "mot": (".mot", write_mot),
    "parquet": ("-frames.parquet", partial(write_frames, write=write_parquet)),
}
"""Formats of one file a session: how its name ends and who writes it."""


def export_sessions(
    store: Store, numbers: Sequence[int], folder: Path, formats: Sequence[str] = USUAL_FORMATS
) -> list[Path]:
    """Write these sessions into `folder` in each of `formats`; returns the files written.

    "csv" and "parquet" give one table of all reps and one table of frames a session; "trc" and "track" are
    left out for sessions without landmarks.

    Raises:
        SessionError: there is no such session. OutputError: a file cannot be written.
    """
    if "parquet" in formats:
        require_parquet()
    make_folder(folder)
    written: list[Path] = []
    sessions = []
    for stored_as in numbers:
        session = store.load(stored_as)
        sessions.append(session)
        written += _write_one(store, stored_as, session, folder, formats)
    for name, write in (("csv", write_csv), ("parquet", write_parquet)):
        if name in formats and sessions:  # an empty table would take the place of an earlier one
            path = folder / f"reps.{name}"
            write_reps(sessions, path, write)
            written.append(path)
    return written


def export_measurements(
    measurements: Mapping[int, Measurement], folder: Path, formats: Sequence[str]
) -> list[Path]:
    """Write these measurements, by their numbers in the store, into `folder`.

    `formats` are some of `FORMATS`; "csv" gives one table, a row for each hip and movement.

    Raises:
        OutputError: a file cannot be written.
    """
    written: list[Path] = []
    for stored_as, measurement in measurements.items():
        day = measurement.taken_at.strftime("%Y-%m-%d") if measurement.taken_at else "unknown"
        base = folder / f"measurement-{stored_as:04d}-{day}"
        if "json" in formats:
            written.append(base.with_suffix(".json"))
            write_measurement(measurement, written[-1])
        if "mot" in formats and measurement.courses:
            written.append(base.with_suffix(".mot"))
            write_measurement_mot(measurement, written[-1])
    rows = [
        _result_row(measurement, hip) for measurement in measurements.values() for hip in measurement.hips
    ]
    if "csv" in formats and rows:
        written.append(folder / "measurements.csv")
        write_csv(written[-1], rows[0], rows)
    return written


def _result_row(measurement: Measurement, hip: HipRange) -> dict[str, Cell]:
    return {
        "measurement": measurement.uid,
        "taken_at": measurement.taken_at.isoformat() if measurement.taken_at else None,
        **picked(hip, 2, "movement", "side"),
        **_figure("largest", hip.largest, hip.largest_reason),
        **_figure("onset", hip.onset, hip.onset_reason),
        **picked(hip, 2, "repeat_sd_deg", "onset_repeat_sd_deg"),
        "view_off_deg": number(hip.yaw_off_deg, 1),
        "trials": len(hip.trials),
        "trials_used": sum(trial.used for trial in hip.trials),
    }


def _figure(name: str, estimate: Estimate | None, reason: Reason) -> dict[str, Cell]:
    return {
        f"{name}_deg": number(estimate.value_deg, 2) if estimate else None,
        f"{name}_sd_deg": number(estimate.sd_deg, 2) if estimate else None,
        f"{name}_reason": reason.value,
    }


def _write_one(
    store: Store, stored_as: int, session: Session, folder: Path, formats: Sequence[str]
) -> list[Path]:
    base = f"session-{stored_as:04d}-{_safe(session.exercise)}-{_safe(session.side)}"
    written = []
    for name in formats:
        if name in SESSION_WRITERS:
            ending, write = SESSION_WRITERS[name]
            path = folder / f"{base}{ending}"
            write(session, path)
            written.append(path)
    wanted = [name for name in ("trc", "track") if name in formats]
    track = store.landmarks(stored_as) if wanted else None
    if track is not None and len(track):
        for name in wanted:
            path = folder / f"{base}.{'npz' if name == 'track' else name}"
            (write_track if name == "track" else write_trc)(track, path)
            written.append(path)
    return written


def _safe(text: str) -> str:
    """Part of a file name: an exercise's id may come from another computer."""
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in text)[:60]
