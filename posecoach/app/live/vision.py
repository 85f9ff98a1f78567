"""What a run sees with: the camera and the pose models, opened for it and closed after it."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from posecoach import sentences
from posecoach.app.live.bystanders import BystanderDetector
from posecoach.app.live.model_choice import ModelChoice
from posecoach.app.live.programme import Block
from posecoach.app.live.run_options import RunOptions
from posecoach.app.live.setup_checks import SeveralPeople
from posecoach.app.live.speaker import Tell
from posecoach.app.offline.analyze import motion_segments, needs_outline
from posecoach.app.start.settings import FIRST_CAMERA, load_settings, save_settings
from posecoach.coaching.position.gate import allowed_postures
from posecoach.errors import VideoError
from posecoach.kinematics.segment_motion import Segment
from posecoach.motion.tracker import open_tracker
from posecoach.pose.estimator import EstimatorOptions, MediaPipeEstimator, PoseEstimator
from posecoach.pose.model import FULL
from posecoach.pose.redetection import Postures
from posecoach.video import check_source, is_live, open_source
from posecoach.video.frame import FrameSource


@dataclass(frozen=True, slots=True)
class Vision:
    """What looks at the pictures: the estimator, what may take its place, and who sees bystanders.

    Attributes:
        begin: to be called with each block as it begins, in the thread that estimates.
    """

    estimator: Callable[[], PoseEstimator]
    models: ModelChoice | None = None
    crowd: SeveralPeople | None = None
    begin: Callable[[Block], None] = lambda block: None

    @property
    def model(self) -> str:
        """The pose model in use; "" for an estimator that was handed in."""
        return self.models.name if self.models is not None else ""


def open_vision(
    stack: ExitStack,
    blocks: Sequence[Block],
    options: RunOptions,
    given: Callable[[], PoseEstimator] | None,
    tell: Tell,
) -> Vision:
    """The given estimator, or the pose models, the first of which begins to load; closed with `stack`."""
    if given is not None:
        return Vision(given)
    current = CurrentBlock(blocks[0])
    bystanders = BystanderDetector(lambda: MediaPipeEstimator(EstimatorOptions(FULL, people=2)))
    stack.callback(bystanders.close)
    models = _models(blocks, options, tell, current.postures)
    stack.callback(models.close)
    return Vision(bystanders.steering(models.ready), models, bystanders.look, current.begin)


class CurrentBlock:
    """The block that is being done, and so how the person is expected to lie, sit or stand."""

    def __init__(self, block: Block) -> None:
        self._block = block

    def begin(self, block: Block) -> None:
        self._block = block

    def postures(self) -> Postures:
        """Those that its exercise is done in."""
        return allowed_postures(self._block.exercise)


def _models(
    blocks: Sequence[Block], options: RunOptions, tell: Tell, postures: Callable[[], Postures]
) -> ModelChoice:
    """The pose model and what may take its place; the first begins to load beside everything else."""
    outline = any(needs_outline(block.looked_at) for block in blocks)
    motion = frozenset[Segment]().union(*(motion_segments(block.looked_at, block.tests) for block in blocks))

    def load(model: str) -> PoseEstimator:
        return open_tracker(EstimatorOptions(model, outline, motion=motion), postures)

    return ModelChoice(options.model, load, tell)


def check_camera(options: RunOptions) -> None:
    """Raise VideoError where it is sure without opening it that there is no such camera or file."""
    with _how_to_go_back(options):
        check_source(options.camera)


def open_camera(options: RunOptions) -> FrameSource:
    """The camera, remembered for the next run once it has opened; a file is meant for this one only."""
    with _how_to_go_back(options):
        source = open_source(options.camera, paced=True, turn_deg=options.turn_deg)
    settings = load_settings()
    if is_live(options.camera) and options.camera != settings.camera:
        save_settings(replace(settings, camera=options.camera))
    return source


@contextmanager
def _how_to_go_back(options: RunOptions) -> Iterator[None]:
    """Whoever did not name the camera that fails is told how to have the first one again."""
    try:
        yield
    except VideoError as error:
        if not options.camera_again or options.camera == FIRST_CAMERA:
            raise
        hint = sentences.say("run.camera_again", camera=FIRST_CAMERA)
        raise VideoError(error.message, f"{error.hint} {hint}".strip()) from error
