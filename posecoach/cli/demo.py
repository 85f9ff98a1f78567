"""posecoach demo: watch the coach count a bundled sample."""

import tempfile
from pathlib import Path

import click

from posecoach import sentences
from posecoach.cli.options import language_option, model_file, model_option

PICTURE = "posecoach-demo.png"


@click.command()
@click.option("--out", type=click.Path(path_type=Path), show_default=PICTURE)
@click.option("--mute/--sound", default=False)
@click.option("--window/--no-window", default=True)
@language_option
@model_option()
def command(out: Path | None, mute: bool, window: bool, language: str | None, model: str) -> None:
    from posecoach.app.start.settings import choose_language
    from posecoach.cli.output import tell_beside
    from posecoach.display.window import has_display

    language = choose_language(language, tell_beside)
    if window and out is None and has_display():
        _in_a_window(mute, language, model)
    else:
        _without_a_screen(out or Path(PICTURE), language, model)


def _in_a_window(mute: bool, language: str, model: str) -> None:
    click.echo(sentences.say("demo.opens"))  # before what takes long to load
    from posecoach.app.live.programme import Dose, block
    from posecoach.app.live.run import run_blocks
    from posecoach.app.live.run_options import RunOptions
    from posecoach.app.offline.demo import DEMO_EXERCISE, DEMO_REPS, sample
    from posecoach.exercises.catalogue import find_exercise
    from posecoach.pose.model import AUTO, FULL
    from posecoach.session.summary import print_summary

    # A goal that the sample reaches, so that the end of a set is seen too.
    blocks = [block(find_exercise(DEMO_EXERCISE), dose=Dose(sets=1, reps=DEMO_REPS))]
    with tempfile.TemporaryDirectory(
        prefix="posecoach-demo-"
    ) as folder:  # the sample is not the user's session
        options = RunOptions(
            camera=str(sample()),
            model=FULL if model == AUTO else model,  # the sample is easy to see, and not long
            mute=mute,
            full_screen=False,
            pain=False,
            folder=Path(folder),
            kept=False,
            language=language,
        )
        result = run_blocks(blocks, options, click.echo)
    for session in result.sessions:
        print_summary(session)


def _without_a_screen(picture: Path, language: str, model: str) -> None:
    from posecoach.app.offline.demo import DEMO_EXERCISE, PICTURES, run_demo, sample
    from posecoach.cli.output import check_outputs
    from posecoach.exercises.catalogue import find_exercise
    from posecoach.files import check_ending
    from posecoach.language import load_language
    from posecoach.session.summary import print_summary

    check_ending(picture, PICTURES, "A picture")
    check_outputs([picture], [model_file(model)])
    click.echo(sentences.say("demo.begins"))
    session = run_demo(sample(), find_exercise(DEMO_EXERCISE), picture, model, load_language(language))
    print_summary(session)
    click.echo(sentences.say("demo.picture", picture=picture))
