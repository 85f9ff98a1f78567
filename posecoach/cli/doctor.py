"""posecoach doctor: what works on this computer and what to do about the rest."""

import click

from posecoach import sentences
from posecoach.cli.options import model_option
from posecoach.plain_text import plain


@click.command()
@click.option("--say", is_flag=True)
@model_option()
def command(say: bool, model: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from posecoach.app.doctor import Verdict, examine

    colours = {Verdict.WORKS: "green", Verdict.LIMITED: "yellow", Verdict.MISSING: "red"}
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for finding in examine(model):
        verdict = Text(sentences.say(f"doctor.{finding.verdict.name.lower()}"), colours[finding.verdict])
        part = sentences.say(f"doctor.part_{finding.part}")
        table.add_row(part, verdict, Text(plain(finding.sentence)))
        if finding.hint:
            table.add_row("", "", Text(plain(finding.hint), "dim"))
    Console(highlight=False).print(table)
    if say:
        _say()


def _say() -> None:
    from posecoach.audio.engine import VoiceSettings
    from posecoach.audio.speech_thread import SpeechProcess
    from posecoach.audio.utterance import Utterance

    voice = SpeechProcess(VoiceSettings(language=sentences.in_use().voice))
    voice.put(Utterance(sentences.say("sound.test"), expires_s=10.0))
    voice.close(8.0, finish=True)
    if voice.problem:
        click.echo(sentences.say(f"sound.{voice.problem}"))
