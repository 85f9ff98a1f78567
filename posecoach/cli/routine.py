"""posecoach routine: the whole programme, or what a plan prescribes."""

from dataclasses import replace
from pathlib import Path

import click

from posecoach import sentences
from posecoach.cli.live_options import LiveOptions, live_options
from posecoach.cli.options import reps_option, sets_option


@click.command()
@click.option("--short", is_flag=True)
@click.option("--plan", "plan_path", type=click.Path(path_type=Path), metavar="FILE.toml")
@sets_option
@reps_option
@click.option("--example", is_flag=True)
@live_options
def command(
    short: bool, plan_path: Path | None, sets: int | None, reps: int | None, example: bool, live: LiveOptions
) -> None:
    from posecoach.app.live.programme import Dose, whole_programme
    from posecoach.app.start.therapist_plan import WrittenPlan, example_plan, read_plan

    if example:
        click.echo(example_plan(sentences.say), nl=False)
        return
    if plan_path is not None and (short or sets or reps):
        raise click.UsageError(sentences.say("run.short_or_plan"))
    if short and sets:
        raise click.UsageError(sentences.say("run.short_or_sets"))
    plan = (
        read_plan(plan_path)
        if plan_path is not None
        else WrittenPlan("", whole_programme(short, Dose(sets, reps)))
    )
    options = replace(live.checked(None, plan_path), title=plan.title)
    if plan_path is None:
        options = replace(options, title=sentences.say("start.short" if short else "start.routine"))
    if plan.title:
        live.tell(plan.title)
    if plan_path is not None:
        from posecoach.app.start.settings import load_settings, save_settings

        save_settings(replace(load_settings(), plan=str(plan_path.absolute())))

    from posecoach.app.live.routine_run import run_routine

    live.lead(lambda: run_routine(plan.blocks, options, live.tell, read_along=live.read_along))
