"""Nothing of a session is lost on its way through the session file, the store, the journal or the tables."""

from dataclasses import fields, is_dataclass, replace
from enum import Enum

import numpy as np
import pytest

from posecoach.coaching.events import RepCompleted, WarningEnded, WarningStarted
from posecoach.session.builder import EventLog
from posecoach.session.json_format import dumps, loads
from posecoach.session.record import Session, Source
from posecoach.session.rows import dump_event, load_event
from posecoach.session.store import Store
from posecoach.session.tables import REP_COLUMNS, rep_rows
from tests.session.filled import FILLED, REP, unfilled

OTHER_COLUMNS = {
    "set_index": "set",
    "index": "rep",
    "share.hip_deg": "hip_deg",
    "share.back_deg": "back_deg",
    "share.hip_share": "hip_share",
    "share.uncertainty_deg": "back_uncertainty_deg",
    "share.confidence": "share_confidence",
}
"""Columns of the table of reps that are not called as the field is."""

NO_COLUMN: set[str] = set()
"""Fields of a rep that are left out of its table on purpose, each with its reason."""


def assert_same(back, session=FILLED):
    assert back == session
    for field in fields(session.series):
        ours, theirs = (one.series.column(field.name) for one in (session, back))
        assert ours.dtype == theirs.dtype
        np.testing.assert_allclose(theirs, ours, atol=1e-4, err_msg=field.name)


def test_the_filled_session_has_something_in_every_field():
    assert list(unfilled(FILLED)) == [], "fill the new field in tests/session/filled.py"


def test_the_search_for_empty_fields_finds_them():
    bare = Session("squat", "left", Source())
    assert {"sets", "series.t_s", "source.fps", "view.problems", "plan.reps", "uid"} <= set(unfilled(bare))
    hidden = replace(FILLED.sets[0], reps=(replace(REP, lower_back=None),))
    assert list(unfilled(replace(FILLED, sets=(hidden,)))) == ["sets[0].reps[0].lower_back"]


def test_every_field_of_a_session_comes_back_from_its_file():
    assert_same(loads(dumps(FILLED)))


def test_every_field_of_a_session_comes_back_from_the_store(tmp_path):
    with Store(tmp_path) as store:
        assert_same(store.load(store.add(FILLED)))


def test_every_field_of_a_rep_comes_back_from_the_journal():
    event = RepCompleted(12.25, REP)
    assert load_event(dump_event(event)) == event


def test_every_field_of_a_warning_is_kept_from_its_event():
    (warning,) = FILLED.warnings
    kept = {
        name: getattr(warning, name)
        for name in ("kind", "measure", "message", "limit", "unit", "confidence", "wanted")
    }
    started = WarningStarted(t_s=warning.start_s, value=1.75, **kept)
    assert list(unfilled(started)) == []
    log = EventLog()
    log.add(started)
    log.add(WarningEnded(warning.end_s, warning.kind, warning.start_s, warning.value))
    assert log.warnings(20.0) == FILLED.warnings


def scalars(record, path=""):
    """The fields of a rep that hold one value, with it."""
    for field in fields(record):
        value = getattr(record, field.name)
        if is_dataclass(value):
            yield from scalars(value, f"{path}{field.name}.")
        else:
            yield f"{path}{field.name}", value


@pytest.mark.parametrize(("field", "value"), list(scalars(REP)), ids=str)
def test_every_field_of_a_rep_has_a_column(field, value):
    if field in NO_COLUMN:
        return
    (row,) = rep_rows(FILLED)
    column = OTHER_COLUMNS.get(field, field.replace("lower_back.", "lower_back_"))
    assert column in REP_COLUMNS
    assert row[column] == (value.value if isinstance(value, Enum) else value)


def test_what_has_no_column_is_a_field_all_the_same():
    assert {field for field, _ in scalars(REP)} >= NO_COLUMN | OTHER_COLUMNS.keys()
