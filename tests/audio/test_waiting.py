"""What waits to be said: urgency first, stale dropped, newer replaces older."""

from posecoach.audio.utterance import LONGEST, Priority, Utterance, UtteranceQueue, cuts_off

WARNING = Utterance("Smaller.", Priority.WARNING, 1.5, interrupts=True)
GO = Utterance("Go.", Priority.GUIDE, 2.0, interrupts=True)
INTRODUCTION = Utterance("Lying on your back.", Priority.INTRODUCTION, 20.0)


def count(number: int) -> Utterance:
    return Utterance(str(number), Priority.COUNT, 1.0, topic="count")


def test_a_warning_overtakes_a_count() -> None:
    line = UtteranceQueue()
    line.put(count(1), 0.0)
    line.put(WARNING, 0.1)
    assert line.take(0.2) == WARNING
    assert line.take(0.2) == count(1)
    assert line.take(0.2) is None


def test_equals_keep_their_order() -> None:
    line = UtteranceQueue()
    first, second = Utterance("Set done."), Utterance("Rest.")
    line.put(first, 0.0)
    line.put(second, 0.0)
    assert [line.take(0.0), line.take(0.0)] == [first, second]


def test_a_stale_count_is_dropped() -> None:
    line = UtteranceQueue()
    line.put(count(1), 0.0)
    assert line.take(1.01) is None


def test_a_count_still_fresh_is_said() -> None:
    line = UtteranceQueue()
    line.put(count(1), 0.0)
    assert line.take(0.99) == count(1)


def test_the_newest_count_replaces_the_one_that_waits() -> None:
    line = UtteranceQueue()
    line.put(count(1), 0.0)
    line.put(count(2), 0.1)
    assert line.take(0.1) == count(2)
    assert line.take(0.1) is None


def test_things_without_a_topic_do_not_replace_each_other() -> None:
    line = UtteranceQueue()
    line.put(Utterance("a"), 0.0)
    line.put(Utterance("b"), 0.0)
    assert len(line) == 2


def test_it_never_grows_without_bound_and_keeps_the_urgent() -> None:
    line = UtteranceQueue()
    for number in range(100):
        line.put(Utterance(str(number), Priority.CUE), 0.0)
    line.put(WARNING, 0.0)
    assert len(line) == LONGEST
    assert line.take(0.0) == WARNING


def test_clear_forgets_everything() -> None:
    line = UtteranceQueue()
    line.put(WARNING, 0.0)
    line.clear()
    assert line.take(0.0) is None


def test_a_warning_cuts_off_all_but_a_warning() -> None:
    assert cuts_off(WARNING, count(3))
    assert cuts_off(WARNING, GO)
    assert not cuts_off(WARNING, WARNING)


def test_go_cuts_off_an_introduction_but_no_warning() -> None:
    assert cuts_off(GO, INTRODUCTION)
    assert not cuts_off(GO, WARNING)


def test_a_count_cuts_off_nothing() -> None:
    assert not cuts_off(count(3), INTRODUCTION)


def test_what_became_pointless_is_forgotten() -> None:
    line = UtteranceQueue()
    line.put(Utterance("Lying on your back.", Priority.INTRODUCTION, 20.0, topic="summary"), 0.0)
    line.put(Utterance("Hip flexion."), 0.0)
    line.put(Utterance("Hold still.", forgets=("summary",)), 0.1)
    assert [one.text for one in (line.take(0.1), line.take(0.1)) if one] == ["Hip flexion.", "Hold still."]
    assert line.take(0.1) is None
