"""posecoach measure: how far each hip goes, and from where the lower back joins in."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from posecoach import sentences
from posecoach.cli.live_options import LiveOptions, live_options
from posecoach.cli.options import json_option

if TYPE_CHECKING:
    from posecoach.session.measurement import Measurement

MOVEMENTS = ("flexion", "internal-rotation", "extension", "lean")


@click.command()
@click.option("--test", "tests", type=click.Choice(MOVEMENTS), multiple=True)
@click.option("--side", type=click.Choice(["left", "right", "both"]), default="both", show_default=True)
@click.option("--age", type=click.IntRange(1, 120))
@click.option("--sex", type=click.Choice(["female", "male"]))
@json_option
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--open/--no-open", "open_it", default=None)
@live_options
def command(
    tests: tuple[str, ...],
    side: str,
    age: int | None,
    sex: str | None,
    json_path: str | None,
    out: Path | None,
    open_it: bool | None,
    live: LiveOptions,
) -> None:
    from posecoach.app.live.range_test import keep, run_measurement
    from posecoach.cli.live_options import check_saved
    from posecoach.cli.output import check_outputs, write_text
    from posecoach.coaching.hip_range.protocol import Movement
    from posecoach.errors import PoseCoachError, SessionError
    from posecoach.files import check_ending
    from posecoach.session.measurement_json import dumps

    if out is not None:
        check_ending(out, (".html", ".htm"), sentences.say("report_command.a_page"))
    options = live.checked(json_path)
    check_outputs((out, json_path, options.record_video, options.clip))
    if not live.may_begin(options):
        return
    movements = [Movement(name) for name in MOVEMENTS if name in (tests or MOVEMENTS)]
    sides = ("left", "right") if side == "both" else (side,)
    measurement, result = run_measurement(movements, sides, options, live.tell, read_along=live.read_along)
    measurement = replace(measurement, age=age, sex=sex or "")
    _print(measurement, options.language, live)
    number, trouble = keep(measurement, options.folder)
    if number:
        live.tell(sentences.say("measure_command.saved", number=number))
    if json_path:
        write_text(dumps(measurement), json_path)
    try:
        _page(measurement, number, out, live, open_it)
    except PoseCoachError:
        if not trouble:  # else what the store says of the same disk comes first
            raise
    if trouble:
        raise SessionError.of("measure_command.not_saved", trouble=trouble)
    check_saved(replace(result, lost=()))


def _page(
    measurement: "Measurement", number: int, out: Path | None, live: LiveOptions, open_it: bool | None
) -> None:
    """Write the page, say where it is, and open it where somebody looks at a screen."""
    import webbrowser

    from posecoach.session.report.render import measurement_page, page_path, write_page

    name, html = measurement_page(measurement, number)
    path = out or page_path(name)
    write_page(html, path)
    live.tell(sentences.say("measure_command.page", path=path))
    looks = open_it if open_it is not None else not live.captions
    if looks:
        webbrowser.open(path.resolve().as_uri())


def _print(measurement: "Measurement", language: str, live: LiveOptions) -> None:
    from posecoach.audio.range_announcer import result_words
    from posecoach.coaching.hip_range.compare import with_error
    from posecoach.coaching.hip_range.norms import without_norm
    from posecoach.language import load_language

    for hip in measurement.hips:
        live.tell(f"{result_words(load_language(language), hip)}{with_error(hip)}")
    if any(without_norm(hip.movement, measurement.age, measurement.sex) for hip in measurement.hips):
        live.tell(sentences.say("hips.no_norm"))
