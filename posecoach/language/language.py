"""Reads a language file, and says which key of it is wrong before a session begins."""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from posecoach.errors import PoseCoachError
from posecoach.sentences import ENGLISH, FOLDER, Language, english, made_of
from posecoach.toml import read_toml

PLURALS = ("zero", "one", "two", "few", "many")
"""CLDR's names of plural forms; the sixth, "other", is the sentence without a suffix."""


def load_language(name: str = ENGLISH, folder: Path = FOLDER) -> Language:
    """The language with the code `name` in `folder`, or the one in the file `name` (a path to a .toml).

    Raises:
        PoseCoachError: there is no such language, or its file is wrong; names file and key.
    """
    path = Path(name) if name.endswith(".toml") else folder / f"{name.lower()}.toml"
    if name.lower() == ENGLISH:
        return english()
    if not path.is_file():
        known = ", ".join(available_languages(folder))
        raise PoseCoachError(
            f"There is no language '{name}'.", f"Use one of {known}, or a .toml file of your own."
        )
    return _read(path, english())


def available_languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Codes of the languages in `folder`, and English."""
    return tuple(sorted({ENGLISH, *(path.stem for path in folder.glob("*.toml"))}))


def _read(path: Path, fallback: Language) -> Language:
    table = read_toml(path, "language file")
    sections = {
        name: entries for name, entries in table.items() if name not in ("language", "numbers", "exercise")
    }
    if not isinstance(table.get("language", {}), dict):
        raise _wrong(path, "language", "a section [language]", table["language"])
    _check_words(path, table.get("numbers", {}))
    _check_exercises(path, table.get("exercise", {}))
    _check_sentences(path, sections)
    language = made_of(table, path.stem, fallback)
    _check_placeholders(path, language, fallback)
    return language


def _check_sentences(path: Path, sections: Mapping[str, Any]) -> None:
    for section, entries in sections.items():
        if not isinstance(entries, dict):
            raise _wrong(path, section, f"a section [{section}]", entries)
        for key, text in entries.items():
            if not isinstance(text, str):
                raise _wrong(path, f"{section}.{key}", "a text", text)


def _check_words(path: Path, table: Any) -> None:
    words = table.get("words", []) if isinstance(table, dict) else None
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise _wrong(path, "numbers.words", "a list of texts", words)


def _check_exercises(path: Path, table: Any) -> None:
    if not isinstance(table, dict) or not all(isinstance(texts, dict) for texts in table.values()):
        raise _wrong(path, "exercise", "sections [exercise.ID]", table)
    for exercise_id, texts in table.items():
        for key, value in texts.items():
            if not _fits(key, value):
                raise _wrong(path, f"exercise.{exercise_id}.{key}", _EXPECTED.get(key, "no such key"), value)


_TEXT, _TEXTS = "a text", "a list of texts"
_EXPECTED = {
    **dict.fromkeys(("name", "summary", "lower_back", "pull", "release", "mistake", "back"), _TEXT),
    **dict.fromkeys(("steps", "sided_steps", "cues", "shown"), _TEXTS),
}
"""The keys of [exercise.ID], and what each holds."""


def _fits(key: str, value: Any) -> bool:
    if _EXPECTED.get(key) == _TEXTS:
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if key == "lower_back" and isinstance(value, dict):
        return all(isinstance(item, str) for item in value.values())
    return key in _EXPECTED and isinstance(value, str)


def _check_placeholders(path: Path, language: Language, english: Language) -> None:
    """A {word} that English does not have would fail in the middle of a session: refuse it now."""
    for sentence_id in language.ids():
        text = language.template(sentence_id)
        form = sentence_id.rpartition("_")
        like = form[0] if form[2] in PLURALS and not english.has(sentence_id) else sentence_id
        if not english.has(like):
            continue
        allowed = _placeholders(english.template(like))
        if form[2] in PLURALS and english.has(form[0]):
            allowed |= _placeholders(english.template(form[0]))
        try:
            found = _placeholders(text)
        except ValueError as error:
            raise _wrong(path, sentence_id, f"matching braces ({error})", text) from None
        if not found <= allowed:
            braces = ", ".join(f"{{{word}}}" for word in sorted(allowed))
            expected = f"only {braces}" if braces else "no braces"
            raise _wrong(path, sentence_id, expected, text)


def _placeholders(text: str) -> set[str]:
    """The {words} of a sentence, with any format or attribute access, so that only plain ones can match."""
    return {
        name + (f":{spec}" if spec else "") + (f"!{conversion}" if conversion else "")
        for _, name, spec, conversion in Formatter().parse(text)
        if name is not None
    }


def _wrong(path: Path, key: str, expected: str, found: object) -> PoseCoachError:
    return PoseCoachError(f"{path}: key '{key}': expected {expected}, found {found!r}.")
