"""The studio's command line: `python -m samples.studio --help`."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import click
import cv2

from samples.studio.catalogue import SAMPLES
from samples.studio.clip import write
from samples.studio.sheet import sheet as contact_sheet
from samples.studio.take import Clip

HERE = Path(__file__).resolve().parent.parent
MODEL = click.option(
    "--model", default="heavy", show_default=True, help="A pose model's name or .task bundle."
)


@click.group()
def main() -> None:
    """Renders clips of the exercises with their truth."""


@main.command()
@click.argument("names", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), default=HERE, help="Where to put them.")
def render(names: tuple[str, ...], out: Path) -> None:
    """Renders the named samples, or all of them."""
    for name in names or tuple(SAMPLES):
        start = time.perf_counter()
        write(_sample(name), out)
        size = (out / f"{name}.mp4").stat().st_size + (out / f"{name}.json").stat().st_size
        click.echo(f"{name}: {size / 1e6:.2f} MB in {time.perf_counter() - start:.0f} s")


@main.command()
@click.argument("names", nargs=-1)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The picture to write.")
@click.option("--across", default=4, help="Frames a clip.")
@click.option("--joints", is_flag=True, help="Draw the true landmarks.")
def sheet(names: tuple[str, ...], out: Path, across: int, joints: bool) -> None:
    """A contact sheet of the named samples, or of all."""
    clips = [_sample(name) for name in names or tuple(SAMPLES)]
    cv2.imwrite(str(out), contact_sheet(clips, across, joints=joints))


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True), default=HERE)
@MODEL
def check(folder: Path, model: str) -> None:
    """How well MediaPipe finds the figure in rendered clips: detection, landmark and angle error."""
    from samples.studio.check import report

    for line in report(folder, model):
        click.echo(line)


COUNT = click.argument("count", type=int)
OUT = click.argument("out", type=click.Path(path_type=Path))
SEED = click.option("--seed", default=1, help="The first seed; each set or person has one of their own.")


def keep_new(clips: Iterable[Clip], out: Path) -> None:
    """Render those that are not there already."""
    for clip in clips:
        if not (out / f"{clip.name}.json").exists():
            write(clip, out, quality=24, preset="veryfast")
            click.echo(clip.name)


@main.command()
@COUNT
@OUT
@SEED
def variety(count: int, out: Path, seed: int) -> None:
    """Renders COUNT random short sets with truth into OUT; what is already there is kept."""
    from samples.studio.variety import random_clip

    keep_new(map(random_clip, range(seed, seed + count)), out)


@main.command()
@COUNT
@OUT
@SEED
def dose(count: int, out: Path, seed: int) -> None:
    """Renders COUNT whole exercises into OUT: three sets of 20 or 30 reps with the rests between them."""
    from samples.studio.full_dose import full_dose

    keep_new(map(full_dose, range(seed, seed + count)), out)


@main.command()
@COUNT
@OUT
@SEED
def ramps(count: int, out: Path, seed: int) -> None:
    """Renders slow movements to the end of range of COUNT people into OUT, twelve clips each; see measure."""
    from samples.studio.ramp_clips import ramp_clips

    keep_new((clip for number in range(seed, seed + count) for clip in ramp_clips(number)), out)


@main.command()
@OUT
@click.argument("names", nargs=-1)
@click.option("--seed", default=1, help="Draws person, clothes, room, light, camera and sizes.")
@click.option(
    "--sheet", "picture", type=click.Path(path_type=Path), help="Only a contact sheet, written here."
)
def situations(out: Path, names: tuple[str, ...], seed: int, picture: Path | None) -> None:
    """Renders what happens around the exercise (ways in, other exercises, other people) into OUT."""
    from samples.studio.situations import SITUATIONS, situation

    if unknown := set(names) - set(SITUATIONS):
        raise click.UsageError(f"no situation {', '.join(unknown)}; there are {', '.join(SITUATIONS)}")
    clips = [situation(name, seed) for name in names or SITUATIONS]
    if picture is not None:
        cv2.imwrite(str(picture), contact_sheet(clips, 5))
        return
    for clip in clips:
        write(clip, out, quality=24, preset="veryfast")
        click.echo(clip.name)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@OUT
@MODEL
def tracks(folder: Path, out: Path, model: str) -> None:
    """Keeps the landmark tracks and the truth of FOLDER's clips in OUT."""
    from samples.studio.tracks import keep

    for path in keep(folder, out, model):
        click.echo(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


@main.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--evaluated",
    type=click.Path(path_type=Path, exists=True),
    required=True,
    multiple=True,
    help="From `posecoach evaluate FOLDER --json`, one for each FOLDER, in their order.",
)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the pictures.")
def curves(folders: tuple[Path, ...], evaluated: tuple[Path, ...], out: Path) -> None:
    """Accuracy curves of the random sets in one or several folders."""
    from samples.studio.curves import draw, join, table

    if len(folders) != len(evaluated):
        raise click.UsageError("Name one --evaluated for each FOLDER.")
    results = [one for pair in zip(evaluated, folders, strict=True) for one in join(*pair)]
    for line in table(results):
        click.echo(line)
    for path in draw(results, out):
        click.echo(str(path))


def _sample(name: str) -> Clip:
    if name not in SAMPLES:
        raise click.UsageError(f"no sample {name!r}; there are {', '.join(SAMPLES)}")
    return SAMPLES[name]


if __name__ == "__main__":
    main()
