"""Sentences in the person's language: one TOML file per language, English complete."""

from posecoach.language.language import available_languages, load_language
from posecoach.language.localise import for_side, localise
from posecoach.sentences import ENGLISH, Language

__all__ = ["ENGLISH", "Language", "available_languages", "for_side", "load_language", "localise"]
