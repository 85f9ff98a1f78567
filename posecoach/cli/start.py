"""posecoach alone: the start screen, or a short text where there is no screen."""

import click

WELCOME = """\
PoseCoach counts small hip movements through the camera and notices when the lower back moves instead.
There is no screen to open its window on. What you can do here:

  posecoach demo                  watch it count a sample, no camera needed
  posecoach live hip-flexion      one exercise in front of the camera, spoken
  posecoach routine               the whole programme
  posecoach exercises             the exercises, and where to put the camera
  posecoach doctor                what works on this computer
  posecoach --help                everything else
"""


def start(language: str | None = None) -> None:
    """Open the start screen, in `language` from now on; without a screen say what can be done."""
    from posecoach.app.start.settings import choose_language
    from posecoach.cli.output import tell_beside
    from posecoach.display.window import Window, has_display

    choose_language(language, tell_beside)
    if not has_display():
        click.echo(WELCOME, nl=False)
        return
    from posecoach.app.start.start_screen import front_door

    with Window() as window:
        front_door(window, click.echo)
