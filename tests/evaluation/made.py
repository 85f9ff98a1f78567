"""Hand-made truths, reps and sessions for the tests of the scores."""

import numpy as np

from posecoach.coaching.events import Confidence, HipBackSplit, LowerBackReading, Rep, WarningKind
from posecoach.evaluation.truth import Episode, TrueRep, Truth
from posecoach.session.record import Session, SetRecord, Source, WarningRecord
from posecoach.session.series import Series


def true_reps(count: int, period_s: float = 2.0, start_s: float = 5.0) -> tuple[TrueRep, ...]:
    """Reps one after the other, peak in the middle."""
    times = [start_s + index * period_s for index in range(count)]
    return tuple(TrueRep(t, t + period_s / 2, t + period_s, 10.0) for t in times)


def truth(reps: tuple[TrueRep, ...], **changes: object) -> Truth:
    """A truth with these reps."""
    base: dict[str, object] = {
        "clip": "made",
        "exercise": "hip-flexion",
        "side": "right",
        "counts": (len(reps),),
    }
    return Truth(**(base | {"reps": reps} | changes))  # type: ignore[arg-type]


def rep(
    start_s: float, peak_s: float, end_s: float, counted_s: float | None = None, **changes: object
) -> Rep:
    """A counted rep."""
    base: dict[str, object] = {
        "set_index": 1,
        "index": 1,
        "start_s": start_s,
        "peak_s": peak_s,
        "end_s": end_s,
        "counted_s": peak_s + 0.2 if counted_s is None else counted_s,
        "range_deg": 10.0,
        "peak_deg": 110.0,
    }
    return Rep(**(base | changes))  # type: ignore[arg-type]


def counted_like(reps: tuple[TrueRep, ...], late_s: float = 0.0, **changes: object) -> list[Rep]:
    """Reps counted just as they were, `late_s` later."""
    return [rep(r.start_s + late_s, r.peak_s + late_s, r.end_s + late_s, **changes) for r in reps]


def back(deg: float, moved: bool, confidence: Confidence = Confidence.HIGH) -> dict[str, object]:
    """What a rep says about the lower back."""
    return {
        "lower_back": LowerBackReading("pelvis_rise", deg / 5, 1.5, "% torso", confidence),
        "lower_back_moved": moved,
        "share": HipBackSplit(hip_deg=10.0, back_deg=deg, confidence=confidence),
    }


def session(
    reps: list[Rep], warnings: tuple[tuple[float, float], ...] = (), series: Series | None = None
) -> Session:
    """A finished session with one set of these reps and these lower-back warnings."""
    sets = (SetRecord(1, reps[0].start_s, reps[-1].end_s, tuple(reps)),) if reps else ()
    records = tuple(
        WarningRecord(a, b, WarningKind.LOWER_BACK, "pelvis_rise", "Smaller.") for a, b in warnings
    )
    return Session("hip-flexion", "right", Source(), sets, records, series or Series.empty())


def series(t_s: np.ndarray, **columns: np.ndarray) -> Series:
    """A series with these columns, NaN elsewhere."""
    empty = np.full(len(t_s), np.nan, dtype=np.float32)
    names = [name for name in Series.__dataclass_fields__ if name != "t_s"]
    return Series(t_s, **{name: columns.get(name, empty).astype(np.float32) for name in names})


__all__ = ["Episode", "back", "counted_like", "rep", "series", "session", "true_reps", "truth"]
