"""Events in the journal: every kind the coach knows comes back equal, to the last digit."""

import inspect
import math
from dataclasses import replace

import pytest

from posecoach.coaching import events as vocabulary
from posecoach.coaching.events import (
    NAN,
    Event,
    Phase,
    PhaseChanged,
    RepCompleted,
    RepCounted,
    SetEnded,
    SetRestarted,
    SetStarted,
    SetStopped,
    StopReason,
    WarningEnded,
    WarningKind,
    WarningStarted,
)
from posecoach.session.rows import dump_event, load_event
from tests.session.examples import make_session

REP = make_session().reps[3]
EXAMPLES = [
    RepCounted(1 / 3, replace(REP, end_s=NAN, lower_back=None)),
    RepCompleted(0.1 + 0.2, REP),
    WarningStarted(2.0, WarningKind.LOWER_BACK, "pelvis_rise", "“Smaller” <still>\n.", 1.6, 1.5, "% torso"),
    WarningEnded(3.0, WarningKind.LOWER_BACK, 2.0),
    PhaseChanged(4.0, Phase.REST),
    SetStarted(5.0, 1),
    SetRestarted(5.5, 1),
    SetEnded(6.0, 1, 12, 5.0, 6.0),
    SetStopped(6.5, 1, StopReason.TIRED),
]


@pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)
def test_an_event_comes_back_equal(event):
    line = dump_event(event)
    back = load_event(line)
    assert "\n" not in line
    assert "NaN" not in line
    assert repr(back) == repr(event)


def test_every_kind_of_event_is_tried_here():
    kinds = {
        kind for _, kind in inspect.getmembers(vocabulary, inspect.isclass) if issubclass(kind, Event)
    } - {Event}
    assert {type(event) for event in EXAMPLES} == kinds


def test_an_event_of_a_newer_program_is_left_aside():
    assert load_event('{"event": "Sneezed", "t_s": 1.0}') is None
    assert load_event('{"event": "Enum"}') is None
    assert load_event('{"event": "SetStarted", "t_s": 1.0, "index": 1, "mood": "good"}') == SetStarted(1.0, 1)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "[]",
        '{"event": "SetStarted"}',
        '{"event": "SetStarted", "t_s": "x", "index": 1}',
        '{"event": "SetStarted", "t_s": 1.0, "index": "one"}',
        '{"event": "PhaseChanged", "t_s": 1.0, "phase": "flying"}',
        '{"event": "RepCounted", "t_s": 1.0, "rep": 3}',
    ],
)
def test_a_damaged_line_is_a_value_error(line):
    with pytest.raises(ValueError):
        load_event(line)


def test_what_is_not_a_number_stays_that():
    event = load_event(dump_event(WarningEnded(3.0, WarningKind.TEMPO, 2.0)))
    assert math.isnan(event.value)
