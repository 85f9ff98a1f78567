"""One language's sentences, looked up by id, with English behind every sentence that is missing."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from posecoach.errors import PoseCoachError
from posecoach.toml import read_toml

FOLDER = Path(__file__).parent
ENGLISH = "en"


class Language:
    """The sentences of one language.

    Attributes:
        code: the language's code, such as "en"; also what a speech engine is asked for.
        name: what the language calls itself.
    """

    def __init__(
        self,
        code: str,
        name: str,
        sentences: Mapping[str, str],
        number_words: tuple[str, ...] = (),
        exercises: Mapping[str, Mapping[str, Any]] | None = None,
        fallback: "Language | None" = None,
    ) -> None:
        self.code = code
        self.name = name
        self._sentences = dict(sentences)
        self._number_words = number_words
        self._exercises = dict(exercises or {})
        self._fallback = fallback

    def say(self, sentence_id: str, **params: object) -> str:
        """The sentence `sentence_id` ("section.name") with its {words in braces} filled in.

        With `n=1` the form `sentence_id` + "_one" is used where there is one.

        Raises:
            KeyError: there is no such sentence in English either, or a parameter is missing: a mistake
                in the program, not in a language file (those are checked when they are loaded).
        """
        for candidate in (f"{sentence_id}_one", sentence_id) if params.get("n") == 1 else (sentence_id,):
            if candidate in self._sentences:
                return self._sentences[candidate].format_map(params)
        if self._fallback is None:
            raise KeyError(f"no sentence '{sentence_id}' in the language file of {self.name}")
        return self._fallback.say(sentence_id, **params)

    def has(self, sentence_id: str) -> bool:
        """Whether `say` knows the sentence."""
        return sentence_id in self._sentences or (
            self._fallback is not None and self._fallback.has(sentence_id)
        )

    def template(self, sentence_id: str) -> str:
        """The sentence as it stands in its file, braces and all; KeyError as in `say`."""
        if sentence_id in self._sentences or self._fallback is None:
            return self._sentences[sentence_id]
        return self._fallback.template(sentence_id)

    def number(self, value: int) -> str:
        """The whole number `value` as it is spoken; figures beyond the language's own words."""
        return self._number_words[value] if 0 <= value < len(self._number_words) else str(value)

    def exercise_texts(self, exercise_id: str) -> Mapping[str, Any]:
        """This language's own texts for an exercise; empty when its file's are to be used."""
        return self._exercises.get(exercise_id, {})

    def ids(self) -> frozenset[str]:
        """The ids of the sentences this language has itself."""
        return frozenset(self._sentences)

    def missing(self) -> tuple[str, ...]:
        """Ids that are said in English for want of a translation, for whoever translates."""
        if self._fallback is None:
            return ()
        return tuple(sorted(self._fallback.ids() - self.ids()))


def load_language(name: str = ENGLISH, folder: Path = FOLDER) -> Language:
    """The language with the code `name` in `folder`, or the one in the file `name` (a path to a .toml).

    Raises:
        PoseCoachError: there is no such language, or its file is wrong; names file and key.
    """
    path = Path(name) if name.endswith(".toml") else folder / f"{name.lower()}.toml"
    if name.lower() == ENGLISH:
        return _english()
    if not path.is_file():
        known = ", ".join(available_languages(folder))
        raise PoseCoachError(
            f"There is no language '{name}'.", f"Use one of {known}, or a .toml file of your own."
        )
    return _read(path, fallback=_english())


def available_languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Codes of the languages in `folder`, and English."""
    return tuple(sorted({ENGLISH, *(path.stem for path in folder.glob("*.toml"))}))


@cache
def _english() -> Language:
    return _read(FOLDER / f"{ENGLISH}.toml", fallback=None)


def _read(path: Path, fallback: Language | None) -> Language:
    table = read_toml(path, "language file")
    about = table.pop("language", {})
    words = _number_words(path, table.pop("numbers", {}))
    exercises = _exercises(path, table.pop("exercise", {}))
    sentences = _sentences(path, table)
    if fallback is not None:
        _check_placeholders(path, sentences, fallback)
    code = str(about.get("code", path.stem)) if isinstance(about, dict) else path.stem
    name = str(about.get("name", code)) if isinstance(about, dict) else code
    return Language(code, name, sentences, words, exercises, fallback)


def _sentences(path: Path, table: Mapping[str, Any]) -> dict[str, str]:
    sentences = {}
    for section, entries in table.items():
        if not isinstance(entries, dict):
            raise _wrong(path, section, f"a section [{section}]", entries)
        for key, text in entries.items():
            if not isinstance(text, str):
                raise _wrong(path, f"{section}.{key}", "a text", text)
            sentences[f"{section}.{key}"] = text
    return sentences


def _number_words(path: Path, table: Any) -> tuple[str, ...]:
    words = table.get("words", []) if isinstance(table, dict) else None
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise _wrong(path, "numbers.words", "a list of texts", words)
    return tuple(words)


def _exercises(path: Path, table: Any) -> dict[str, Mapping[str, Any]]:
    if not isinstance(table, dict) or not all(isinstance(texts, dict) for texts in table.values()):
        raise _wrong(path, "exercise", "sections [exercise.ID]", table)
    for exercise_id, texts in table.items():
        for key, value in texts.items():
            if not _fits(key, value):
                raise _wrong(path, f"exercise.{exercise_id}.{key}", _EXPECTED.get(key, "no such key"), value)
    return table


_EXPECTED = {
    "name": "a text",
    "summary": "a text",
    "steps": "a list of texts",
    "sided_steps": "a list of texts",
    "cues": "a list of texts",
    "lower_back": "a text",
}


def _fits(key: str, value: Any) -> bool:
    if key in ("name", "summary"):
        return isinstance(value, str)
    if key in ("steps", "sided_steps", "cues"):
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    if key == "lower_back":
        texts = value.values() if isinstance(value, dict) else (value,)
        return all(isinstance(item, str) for item in texts)
    return False


def _check_placeholders(path: Path, sentences: Mapping[str, str], english: Language) -> None:
    """A {word} that English does not have would fail in the middle of a session: refuse it now."""
    for sentence_id, text in sentences.items():
        if not english.has(sentence_id):
            continue
        allowed = _placeholders(english.template(sentence_id))
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
