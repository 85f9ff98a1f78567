"""The session file: written exactly as the contract says, read back whole, refused by name when wrong."""

import copy
import json
import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecoach.errors import OutputError, SessionError
from posecoach.session.json_format import dumps, from_json, loads, read_session, to_json, write_session
from posecoach.session.record import Prescription
from tests.session.examples import Dose, bare_session, make_session

SESSION = make_session(Dose(reps=4, back_from=(3, 4)))
DATA = json.loads(dumps(SESSION))

CONTRACT = {
    "": "schema exercise side source totals sets warnings series",
    "source": "kind name fps frames duration_s pose_frames model",
    "totals": "reps clean_reps sets warnings",
    "sets": "index start_s end_s reps",
    "sets/reps": "index start_s peak_s end_s counted_s range_deg peak_deg pull_s release_s lower_back_moved "
    "lower_back hip_deg back_deg hip_share share_confidence",
    "sets/reps/lower_back": "value limit unit confidence",
    "warnings": "start_s end_s kind measure value limit message",
    "series": "t_s primary_deg hip_flexion_left_deg hip_flexion_right_deg knee_flexion_left_deg "
    "knee_flexion_right_deg trunk_inclination_deg lower_back",
}


def at(data, path):
    """The (first) object at a path such as "sets/reps"."""
    for key in filter(None, path.split("/")):
        data = data[key][0] if isinstance(data[key], list) else data[key]
    return data


@pytest.mark.parametrize("path", CONTRACT)
def test_every_key_of_the_contract_is_there(path):
    assert set(CONTRACT[path].split()) <= at(DATA, path).keys()


def test_totals_add_up():
    assert DATA["schema"] == "posecoach.session/1"
    assert DATA["totals"] == {"reps": 8, "clean_reps": 5, "sets": 2, "warnings": 3}


def test_what_is_not_a_number_is_null():
    first = DATA["series"]["hip_flexion_left_deg"][0]
    assert first is None
    assert "NaN" not in dumps(SESSION)


def test_a_back_that_was_not_seen_is_an_object_that_says_so_and_old_files_are_read():
    rep = replace(SESSION.reps[0], lower_back=None)
    session = replace(SESSION, sets=(replace(SESSION.sets[0], reps=(rep,)),))
    data = to_json(session)
    back = at(data, "sets/reps")["lower_back"]
    assert (back["value"], back["limit"], back["confidence"]) == (None, None, "cannot see")
    assert loads(dumps(session)).reps[0].lower_back is None
    at(data, "sets/reps")["lower_back"] = None
    assert from_json(data).reps[0].lower_back is None


def test_a_session_comes_back_as_it_was_written():
    back = loads(dumps(SESSION))
    assert to_json(back) == to_json(SESSION)
    assert back.started_at == SESSION.started_at
    for field in fields(back.series):
        np.testing.assert_allclose(
            back.series.column(field.name), SESSION.series.column(field.name), atol=1e-4, equal_nan=True
        )


def test_the_smallest_session_comes_back_too():
    session = bare_session(plan=Prescription(None, (5, 8), "slowly"))
    assert to_json(loads(dumps(session))) == to_json(session)


def test_keys_of_a_newer_program_are_left_aside():
    assert to_json(from_json({**DATA, "mood": {"before": 3}})) == to_json(SESSION)


def test_a_session_of_an_older_program_may_lack_what_is_not_in_the_contract():
    old = {key: DATA[key] for key in CONTRACT[""].split()}
    assert len(from_json(old).reps) == 8


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("schema", "posecoach.session/9", "written by a newer PoseCoach: posecoach.session/9"),
        ("schema", "posecoach.truth/1", "'schema'"),
        ("schema", None, "'schema'"),
        ("exercise", None, "'exercise'"),
        ("exercise", 3, "'exercise'"),
        ("side", "up", "'side'"),
        ("source", [], "'source'"),
        ("source/frames", -1, "'source.frames'"),
        ("source/fps", "fast", "'source.fps'"),
        ("sets", {}, "'sets'"),
        ("sets/index", 1.5, "'sets[0].index'"),
        ("sets/reps/start_s", None, "'sets[0].reps[0].start_s'"),
        ("sets/reps/range_deg", True, "'sets[0].reps[0].range_deg'"),
        ("sets/reps/range_deg", 1e300, "'sets[0].reps[0].range_deg'"),
        ("sets/reps/lower_back/confidence", "very", "'sets[0].reps[0].lower_back.confidence'"),
        ("sets/reps/lower_back_moved", "no", "'sets[0].reps[0].lower_back_moved'"),
        ("warnings/kind", "shout", "'warnings[0].kind'"),
        ("series/t_s", [0.0, 0.1, 0.1], "'series.t_s'"),
        ("series/t_s", [0.0, None], "'series.t_s'"),
        ("series/lower_back", [1.0], "'series.lower_back'"),
        ("pain/before", 11, "'pain.before'"),
        ("plan/reps", [1, 2, 3], "'plan.reps'"),
        ("started_at", "yesterday", "'started_at'"),
        ("started_at", "2024-03-05T18:30:00", "'started_at'"),
        ("started_at", "9999-12-31T23:59:59-12:00", "'started_at'"),
        ("started_at", "0001-01-01T00:00:00+14:00", "'started_at'"),
    ],
)
def test_a_wrong_value_is_refused_and_named(path, value, place):
    data = copy.deepcopy(DATA)
    parent, _, key = path.rpartition("/")
    at(data, parent)[key] = value
    with pytest.raises(SessionError) as caught:
        from_json(data, "s.json")
    assert place in str(caught.value)
    assert "s.json" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "NaN", '{"schema": NaN}', "null", "3", "[]", '"x"'])
def test_text_that_is_no_session_is_refused(text):
    with pytest.raises(SessionError, match="no session file"):
        loads(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Dear diary", "it holds something else"),
        ('{"schema": "posecoach.se', "it is damaged, or was cut off"),
    ],
)
def test_why_a_text_is_no_session_is_said_in_plain_words(text: str, why: str) -> None:
    with pytest.raises(SessionError, match=f"^note.txt is no session file: {why}\\.") as caught:
        loads(text, "note.txt")
    assert "data export" in caught.value.hint


def test_whole_numbers_of_hundreds_of_digits_are_refused():
    text = dumps(SESSION).replace('"t_s": [', '"t_s": [1' + "0" * 400 + ",")
    with pytest.raises(SessionError, match=r"series\.t_s\[0\]"):
        loads(text)


JUNK = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just([]), st.just({})
)


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_fuzzed_session_is_read_or_refused_but_never_crashes(data):
    session = copy.deepcopy(DATA)
    node = session
    while isinstance(node, (dict, list)) and node:
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(node[key], (dict, list)) or not node[key] or data.draw(st.booleans()):
            node[key] = data.draw(JUNK)
            break
        node = node[key]
    try:
        read = from_json(session)
    except SessionError as error:
        assert "\n" not in str(error)
        return
    assert to_json(loads(dumps(read))) == to_json(read), "what was read can be written and read again"


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 2000), st.binary(max_size=6))
def test_a_damaged_file_is_read_or_refused_but_never_crashes(tmp_path_factory, position, noise):
    path = tmp_path_factory.getbasetemp() / "fuzz.json"
    content = dumps(SESSION).encode()
    path.write_bytes(content[:position] + noise + content[position + len(noise) :])
    try:
        read_session(path)
    except SessionError as error:
        assert "\n" not in str(error)


def test_files_are_written_and_read(tmp_path):
    write_session(SESSION, tmp_path / "s.json")
    assert read_session(tmp_path / "s.json").sets[0].reps[0].index == 1


def test_a_missing_file_and_an_unwritable_one_are_one_sentence(tmp_path):
    with pytest.raises(SessionError, match="Cannot read"):
        read_session(tmp_path / "none.json")
    with pytest.raises(OutputError, match="Cannot write"):
        write_session(SESSION, tmp_path / "none" / "s.json")


def test_half_characters_in_a_file_name_do_not_break_the_file(tmp_path):
    session = replace(SESSION, source=replace(SESSION.source, name="a.mp4"))
    data = {**to_json(session), "exercise_name": "x\ud800y"}
    assert from_json(data).exercise_name == "x?y"


def test_hours_of_frames_are_read_in_seconds():
    n = 200_000
    series = {"t_s": [index / 30 for index in range(n)], "lower_back": [None, 1.5] * (n // 2)}
    session = from_json(
        {
            "schema": DATA["schema"],
            "exercise": "x",
            "side": "left",
            "series": series,
            "source": DATA["source"],
        }
    )
    assert len(session.series) == n
    assert math.isnan(session.series.lower_back[0])
