"""posecoach live: coach one exercise in front of a camera."""

from dataclasses import replace

import click

from posecoach.cli.live_options import LiveOptions, live_options
from posecoach.cli.options import Seconds, json_option, reps_option, sets_option, side_option
from posecoach.errors import OutputError
from posecoach.session.taught import exercise_of


@click.command()
@click.argument("exercise_name", metavar="EXERCISE")
@side_option
@sets_option
@reps_option
@click.option("--rest", "rest_s", type=Seconds(0, 600))
@json_option
@live_options
def command(
    exercise_name: str,
    side: str,
    sets: int | None,
    reps: int | None,
    rest_s: float | None,
    json_path: str | None,
    live: LiveOptions,
) -> None:
    from posecoach.cli.output import write_text

    exercise = exercise_of(exercise_name)
    options = live.checked(json_path, exercise_name)
    if not live.may_begin(options):
        return

    from posecoach.app.live.programme import Dose, block
    from posecoach.app.live.run import run_blocks
    from posecoach.app.live.run_options import RunResult
    from posecoach.session.json_format import dumps

    blocks = [block(exercise, side, Dose(sets, reps, rest_s))]

    def run() -> RunResult:
        result = run_blocks(blocks, options, live.tell, read_along=live.read_along)
        sessions = (*result.sessions, *result.uncounted)
        try:
            if json_path and sessions:
                write_text(dumps(sessions[0]), json_path)
        except OutputError as error:  # told with the rest, when all else is said
            return replace(result, faults=(*result.faults, str(error)))
        return result

    live.lead(run)
