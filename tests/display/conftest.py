"""What the tests of the screens share: English words, one exercise, one moment of counting."""

import pytest

from posecoach.coaching.state import CoachState
from posecoach.exercises.definition import Exercise
from posecoach.language import load_language
from posecoach.sentences import Texts
from tests.display.gallery import Example, examples


@pytest.fixture(scope="session")
def texts() -> Texts:
    return load_language().say


@pytest.fixture(scope="session")
def moments() -> dict[str, Example]:
    """The gallery's examples by name."""
    return {example.name: example for example in examples()}


@pytest.fixture
def counting(moments: dict[str, Example]) -> CoachState:
    return moments["counting"].state


@pytest.fixture
def flexion(moments: dict[str, Example]) -> Exercise:
    return moments["counting"].exercise
