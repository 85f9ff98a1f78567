"""Every sentence by its id, in the language in use: English until `use` chooses another.

At the bottom of the package, so that an error of any part can be told in the person's language. The core
(`kinematics`, `coaching`, `exercises`) does not use it: what it tells are ids and figures.
"""

import os
import sys
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from babel import Locale

FOLDER = Path(__file__).parent / "language"
ENGLISH = "en"

VARIABLE = "POSECOACH_LANGUAGE"
"""The environment variable that tells processes of ours which of our languages is in use."""

NO_FIGURE = "–"
"""What stands for a figure that is not known."""


class Texts(Protocol):
    """Looks up a sentence by its id, such as `texts("screen.set_of", set=1, sets=3)`: `Language.say`."""

    def __call__(self, sentence_id: str, **params: object) -> str: ...


class Language:
    """The sentences of one language, and how it writes figures, times and plurals (Unicode CLDR, by Babel).

    Attributes:
        code: the language's code, such as "en".
        name: what the language calls itself.
        region: the code whose customs figures and times follow, such as "en-GB".
        voice: the code that a speech engine is asked for.
        reviewed: whether somebody who grew up with the language has read its sentences.
    """

    def __init__(
        self,
        code: str,
        name: str,
        sentences: Mapping[str, str],
        number_words: tuple[str, ...] = (),
        exercises: Mapping[str, Mapping[str, Any]] | None = None,
        fallback: "Language | None" = None,
        region: str = "",
        voice: str = "",
        reviewed: bool = True,
    ) -> None:
        self.code = code
        self.name = name
        self.region = region or code
        self.voice = voice or code
        self.reviewed = reviewed
        self._sentences = dict(sentences)
        self._number_words = number_words
        self._exercises = dict(exercises or {})
        self._fallback = fallback

    def say(self, sentence_id: str, **params: object) -> str:
        """The sentence `sentence_id` ("section.name"), its {words in braces} filled in, floats as `figure`.

        With a whole number `n` the form `sentence_id` + "_" + its plural category is used where there is one:
        "_one" in English for 1, "_few" in Polish for 2 to 4 (CLDR's names).

        Raises:
            KeyError: there is no such sentence in English either, or a parameter is missing: a mistake
                in the program, not in a language file (those are checked when they are loaded).
        """
        n = params.get("n")
        form = str(self._locale.plural_form(n)) if isinstance(n, int) else "other"
        for candidate in (sentence_id,) if form == "other" else (f"{sentence_id}_{form}", sentence_id):
            if candidate in self._sentences:
                written = {
                    key: self.figure(of) if isinstance(of, float) else of for key, of in params.items()
                }
                return self._sentences[candidate].format_map(written)
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
        missing = self._fallback.ids() - self.ids()
        if "one" not in self._locale.plural_form.tags:
            missing = frozenset(one for one in missing if not one.endswith("_one"))
        return tuple(sorted(missing))

    def decimal(self, value: float, digits: int = 1) -> str:
        """`value` with so many digits after the language's decimal sign; `NO_FIGURE` for NaN."""
        if value != value:
            return NO_FIGURE
        from babel.numbers import format_decimal

        pattern = "#,##0" + (f".{'0' * digits}" if digits else "")
        return format_decimal(value, pattern, self._locale)

    def figure(self, value: float) -> str:
        """`value` with as many digits as it has: "2.5", "3"."""
        from babel.numbers import format_decimal

        return format_decimal(value, "0.###", self._locale)

    def percent(self, share: float) -> str:
        """`share` (0..1) in whole percent, with the space that the language puts before the sign."""
        if share != share:
            return NO_FIGURE
        from babel.numbers import format_percent

        return format_percent(share, locale=self._locale)

    def day(self, day: date, weekday: bool = False) -> str:
        """A day in words, such as "27 November 2026"."""
        from babel.dates import format_date

        return format_date(day, "full" if weekday else "long", self._locale)

    def month(self, day: date) -> str:
        """The month of a day in words, such as "November 2026"."""
        from babel.dates import format_skeleton

        return format_skeleton("yMMMM", datetime(day.year, day.month, day.day), locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """A day with its weekday and the time, such as "Friday, 27 November 2026, 05:10"."""
        from babel.dates import format_time

        return f"{self.day(moment, weekday=True)}, {format_time(moment, 'short', locale=self._locale)}"

    def listed(self, words: tuple[str, ...] | list[str]) -> str:
        """Words as a list: "a, b and c"."""
        from babel.lists import format_list

        return format_list(words, locale=self._locale) if words else ""

    @cached_property
    def _locale(self) -> "Locale":
        from babel import Locale, UnknownLocaleError

        for code in (self.region, self.code, ENGLISH):
            try:
                return Locale.parse(code.replace("-", "_"))
            except (UnknownLocaleError, ValueError):
                continue
        raise AssertionError("Babel knows English")


def use(language: Language) -> None:
    """Speak `language` in this process, and in those it starts where it is one of ours."""
    global _in_use
    _in_use = language
    if (FOLDER / f"{language.code}.toml").is_file():
        os.environ[VARIABLE] = language.code


def in_use() -> Language:
    """The language in use."""
    return _in_use or _inherited()


def say(sentence_id: str, **params: object) -> str:
    """The sentence in the language in use, see `Language.say`."""
    return in_use().say(sentence_id, **params)


def decimal(value: float, digits: int = 1) -> str:
    """See `Language.decimal`."""
    return in_use().decimal(value, digits)


def percent(share: float) -> str:
    """See `Language.percent`."""
    return in_use().percent(share)


def picture_rate(fps: float) -> str:
    """Such as "12 pictures a second": whole from ten on, below with two digits."""
    n = round(fps) if fps >= 10 else float(f"{fps:.2g}")
    return say("plural.picture_rate", n=int(n) if n == int(n) else n)


@cache
def _inherited() -> Language:
    path = FOLDER / f"{os.environ.get(VARIABLE, ENGLISH)}.toml"
    if path.stem == ENGLISH or path.parent != FOLDER or not path.is_file():
        return english()
    return made_of(tomllib.loads(path.read_text(encoding="utf-8")), path.stem, english())


@cache
def english() -> Language:
    """English, complete, which stands behind every other language."""
    with (FOLDER / f"{ENGLISH}.toml").open("rb") as file:
        return made_of(tomllib.load(file), ENGLISH, None)


def made_of(table: dict[str, Any], code: str, fallback: Language | None) -> Language:
    """The language in `table`, as a language file has it; `code` where it does not say its own."""
    about = table.pop("language", {})
    words, exercises = table.pop("numbers", {}), table.pop("exercise", {})
    return Language(
        str(about.get("code", code)),
        str(about.get("name", code)),
        {f"{section}.{key}": text for section, entries in table.items() for key, text in entries.items()},
        tuple(words.get("words", ())),
        exercises,
        fallback,
        str(about.get("region", "")),
        str(about.get("voice", "")),
        about.get("reviewed", True) is not False,
    )


_in_use: Language | None = None
