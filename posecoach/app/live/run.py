"""Sets up a live run (camera, model, window, voice, record), leads it to its end and stores what was done."""

import math
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from posecoach import sentences
from posecoach.app.live.background_writer import Clips
from posecoach.app.live.coaching_thread import CoachingThread
from posecoach.app.live.end_page import show_end
from posecoach.app.live.exercise_session import FinishedBlocks
from posecoach.app.live.programme import Block, exercises_of, localised
from posecoach.app.live.run_options import Devices, RunOptions, RunResult
from posecoach.app.live.session_controller import SessionController
from posecoach.app.live.setup_checks import SetupChecks
from posecoach.app.live.speaker import ReadAlong, Speaker, Tell, welcome
from posecoach.app.live.ui_loop import UiLoop
from posecoach.app.live.view import Shots, View
from posecoach.app.live.vision import Vision, check_camera, open_camera, open_vision
from posecoach.app.start.questions import QUESTION_EXPIRES_S, PainQuestions, ReadLine
from posecoach.audio.announcer import Announcer
from posecoach.audio.counting import Counting
from posecoach.audio.range_announcer import RangeAnnouncer
from posecoach.audio.speech_thread import SpeechProcess
from posecoach.audio.utterance import Utterance
from posecoach.audio.voice import Voice
from posecoach.coaching.events import SetStopped, StopReason
from posecoach.display.window import Window, WindowLike, has_display
from posecoach.errors import PoseCoachError
from posecoach.language import Language, load_language
from posecoach.session.record import Pain, PartOf, Prescription
from posecoach.session.recorder import Recorder
from posecoach.video import LiveSource
from posecoach.video.frame import SourceInfo
from posecoach.video.quiet import hushed_stderr

LAST_WORDS_S = 6.0
"""How long the voice may go on speaking when the run is over."""

SOURCES = {"camera": "run.source_camera", "stream": "run.source_stream"}
"""The sentence about a source, by `SourceInfo.kind`; any other is a file."""


def run_blocks(
    blocks: Sequence[Block],
    options: RunOptions,
    tell: Tell,
    *,
    devices: Devices | None = None,
    read: ReadLine | None = None,
    read_along: ReadAlong | None = None,
) -> RunResult:
    """Do `blocks` in front of the camera and store each as a session.

    Args:
        tell: gets sentences for the terminal.
        devices: what to use instead of the real ones.
        read: reads a line of the terminal, for tests.
        read_along: gets everything that is said.

    Raises:
        PoseCoachError: the camera, the model, the language or an output cannot be used.
    """
    devices = devices or Devices()
    language = load_language(options.language)
    blocks = localised(blocks, language)
    if len(blocks) > 1:
        options = replace(options, routine=PartOf(uuid.uuid4().hex, options.title))
    if devices.source is None:
        check_camera(options)  # before the first question: nobody is asked for a run that cannot begin
    with ExitStack() as stack:
        window = devices.window or open_window(stack, options)
        devices = replace(devices, window=window)
        speaker = _speaker(stack, blocks, options, devices.voice, language, read_along)
        if window is not None:
            stack.enter_context(display_awake())
        questions = PainQuestions(language, window, speaker, tell, read)
        if not options.pain or questions.before():
            options = replace(options, pain_before=questions.pain.before)
            result = _coach(blocks, options, tell, devices, speaker, questions)
        elif questions.left:
            result = RunResult(left=True)
        else:
            result = _not_today(blocks[0], options, questions.pain)
        if window is None or result.left or not options.stay_s:
            return result
        pain, advised = questions.pain, questions.advised
        wish = show_end(window, language, result, pain, advised, options.folder, options.stay_s)
        return replace(result, wish=wish)


def _speaker(
    stack: ExitStack,
    blocks: Sequence[Block],
    options: RunOptions,
    given: Voice | None,
    language: Language,
    read_along: ReadAlong | None,
) -> Speaker:
    """Who says everything, beginning with what is coming where that is more than one exercise."""
    voice = given or SpeechProcess(options.voice_in(language))
    stack.callback(voice.close, LAST_WORDS_S, True)
    tests = blocks[0].tests is not None
    if len(blocks) > 1 or tests:
        # Not through the speaker: whoever reads along has been told it, with all that is going to be done.
        voice.put(Utterance(welcome(blocks, language), expires_s=QUESTION_EXPIRES_S))
    kind = RangeAnnouncer if tests else Announcer
    return Speaker(kind(language, Counting(options.count), exercises_of(blocks)), voice, read_along)


def _coach(
    blocks: Sequence[Block],
    options: RunOptions,
    tell: Tell,
    devices: Devices,
    speaker: Speaker,
    questions: PainQuestions,
) -> RunResult:
    """Everything that needs camera and model; both are let go of when it is over."""
    faults: list[str] = []
    say, window = speaker.announcer.language.say, devices.window
    with ExitStack() as stack:
        stack.enter_context(hushed_stderr())  # MediaPipe and the JPEG library speak up in the middle of a run
        vision = open_vision(stack, blocks, options, devices.estimator, tell)
        shots = Shots(options.shots) if options.shots else None
        View(say, window=window).wait(blocks[0].exercise, blocks[0].side)
        source = devices.source or stack.enter_context(open_camera(options))
        info = source.info
        _tell_what_is_used(info, vision, window, options, tell)
        clips = Clips(stack, info.fps, tell, faults)
        raw, clip = clips.begin(options.record_video), clips.begin(options.clip)
        shown = {"mirrored": info.kind == "camera", "privacy": options.privacy}
        view = View(say, window=window, shots=shots, clip=clip, **shown)

        def new_recorder(block: Block) -> Recorder:
            vision.begin(block)
            return _recorder(block, info, options, vision.model)

        checks, keep = SetupChecks(vision.crowd), None if raw is None else raw.keep
        controller = SessionController(blocks, speaker, new_recorder, options.hand, checks, tell)
        worker = CoachingThread(source, vision.estimator, controller, keep, models=vision.models)
        if isinstance(source, LiveSource):
            source.watch(worker.arrived)
        loop = UiLoop(worker, view, speaker.voice, getattr(source, "now_s", None), options.kept)
        asked = questions if options.pain else None
        _lead(worker, loop, controller, asked, options, recording=raw is not None)
        numbers = _drop_empty(controller.finished, options.folder, tell)
        if shots is not None and shots.trouble:
            faults.append(shots.trouble)
    # Only now, because clips that end with the stack may add to the faults.
    result = _result(controller, loop, numbers)
    return replace(result, faults=tuple(faults), source=info, model=vision.model)


def _result(controller: SessionController, loop: UiLoop, numbers: tuple[int, ...]) -> RunResult:
    """What was done in a run that is over."""
    done, last = controller.finished, controller.current
    ended = last is not None and last.state.source_ended
    kept = done.sessions, numbers, done.lost, done.uncounted
    return RunResult(*kept, loop.times, loop.left, ranges=done.ranges, source_ended=ended)


def _not_today(block: Block, options: RunOptions, pain: Pain) -> RunResult:
    """The pain was too much to begin: kept like any other answer."""
    nothing = SourceInfo("camera", "", math.nan, 0, (0, 0))
    recorder = _recorder(block, nothing, replace(options, pain_before=pain.before), "")
    recorder.hear(0.0, (SetStopped(0.0, 1, StopReason.PAIN),))
    session = recorder.finish()
    number = 0 if recorder.lost else recorder.number
    return RunResult((session,), (number,), tuple(filter(None, [recorder.lost])))


def _lead(
    worker: CoachingThread,
    loop: UiLoop,
    controller: SessionController,
    questions: PainQuestions | None,
    options: RunOptions,
    *,
    recording: bool,
) -> None:
    worker.start()
    try:
        with suppress(KeyboardInterrupt):  # Ctrl-C is a way to leave like any other: what was done is saved
            loop.run(recording)
            return
        loop.leave()
        questions = None  # the computer may be shutting down
    finally:
        failed = True
        try:
            worker.stop()
            failed = False
        finally:
            quit_ = loop.left and not controller.over
            pain = questions.after() if questions is not None and not failed else None
            loop.left |= questions is not None and questions.left
            last = controller.end(quit_=quit_, pain_after=pain, interrupted=failed, kept=options.kept)
        if not loop.left:
            loop.farewell(last, stays=not options.stay_s)


def open_window(stack: ExitStack, options: RunOptions) -> WindowLike | None:
    """A window that closes with `stack`, None where there is no screen or none is wanted."""
    if not options.window or not has_display():
        return None
    return stack.enter_context(Window(full_screen=options.full_screen))


def _recorder(block: Block, info: SourceInfo, options: RunOptions, model: str) -> Recorder:
    return Recorder(
        block.exercise,
        block.side,
        info,
        size_px=info.size_px if options.keep_landmarks else None,
        pain_before=options.pain_before,
        plan=Prescription(block.plan.sets, block.plan.reps, block.note),
        folder=options.folder,
        model=model,
        routine=options.routine,
    )


def _drop_empty(finished: FinishedBlocks, folder: Path | None, tell: Tell) -> tuple[int, ...]:
    """Take blocks that were passed over out of the store again; the numbers of those that stay."""
    if finished.empty_numbers:
        from posecoach.session.store import Store

        try:
            with Store(folder) as store:
                store.delete(finished.empty_numbers)
        except PoseCoachError as error:
            tell(str(error))
    return finished.numbers


def _tell_what_is_used(
    info: SourceInfo, vision: Vision, window: WindowLike | None, options: RunOptions, tell: Tell
) -> None:
    tell(_about_source(info))
    if vision.models is not None:
        tell(vision.models.plan)
    if window is None:
        tell(_about_no_window(options))


def _about_source(info: SourceInfo) -> str:
    width, height = info.size_px
    known = info.fps == info.fps
    rate = sentences.say("run.pictures", rate=sentences.picture_rate(info.fps)) if known else ""
    sentence_id = SOURCES.get(info.kind, "run.source_file")
    return sentences.say(sentence_id, name=info.name, size=f"{width}x{height}", rate=rate)


def _about_no_window(options: RunOptions) -> str:
    if options.shots or options.clip:
        return sentences.say("run.no_screen_files")
    if not options.window:
        return sentences.say("run.no_window")
    return sentences.say("run.no_screen")


@contextmanager
def display_awake() -> Iterator[bool]:
    """The display stays on within the block; yields whether this system can do that."""
    from wakepy import keep

    with keep.presenting(on_fail="pass") as mode:
        yield bool(mode.active)
