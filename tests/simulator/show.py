"""Draw one simulated set, named as the summary names it.

`python -m tests.simulator.show 'Draw("hip-flexion", "good", (3, 5), 1000)' OUT.png`

The names are those the summary prints: Draw(...), Idle(...) and BackCase(...).
"""

import sys
from pathlib import Path

from posecoach.evaluation.plots import draw_clip
from posecoach.exercises.catalogue import find_exercise
from tests.simulator.draws import Draw, back_script
from tests.simulator.drive import coach_set
from tests.simulator.simulate import simulate
from tests.simulator.summary import BackCase, Idle
from tests.simulator.truths import truth_of

NAMES = {"Draw": Draw, "Idle": Idle, "BackCase": BackCase}


def show(name: str, path: Path) -> None:
    """Simulate and coach what `name` says and draw it."""
    what = eval(name, {"__builtins__": {}}, dict(NAMES))
    if isinstance(what, Idle):
        made = what.made()
    elif isinstance(what, Draw):
        made = simulate(what.script())
    else:
        made = simulate(back_script(what.exercise_id, what.seed, what.degrees, instead=what.instead))
    exercise_id = made.script.exercise_id if made.script else what.exercise_id
    coached = coach_set(made, exercise_id)
    draw_clip(truth_of(made), find_exercise(exercise_id), coached.session, path)
    print(what, made.script)
    for event in coached.session.warnings:
        print(event)


if __name__ == "__main__":
    show(sys.argv[1], Path(sys.argv[2]))
