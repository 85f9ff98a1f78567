"""Every language has every sentence. At run time a missing one is said in English; here it is a failure."""

import re
from datetime import date

import pytest

from posecoach.exercises.catalogue import builtin_exercises
from posecoach.language import Language, available_languages, load_language
from posecoach.language.localise import for_side, localise

ENGLISH = load_language()
LANGUAGES = [load_language(code) for code in available_languages() if code != "en"]

LOOKING_ENGLISH = 0.12
"""Share of the sentences that may be the same as in English: names, units, "{name}."."""


def test_there_are_six_languages() -> None:
    assert set(available_languages()) >= {"de", "en", "es", "fr", "pt", "zh"}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_no_sentence_is_missing(language: Language) -> None:
    assert language.missing() == (), f"write these into {language.code}.toml"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_no_sentence_is_left_over(language: Language) -> None:
    assert sorted(language.ids() - ENGLISH.ids()) == [], f"nobody says these of {language.code}.toml any more"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_the_words_in_braces_are_those_of_english(language: Language) -> None:
    """Else a number that matters would not be said."""

    def braces(text: str) -> set[str]:
        return set(re.findall(r"{(\w+)}", text))

    ids = [one for one in language.ids() & ENGLISH.ids() if not one.endswith("_one")]
    wrong = [one for one in ids if braces(language.template(one)) != braces(ENGLISH.template(one))]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_the_sentences_are_translated(language: Language) -> None:
    same = [one for one in language.ids() if language.template(one) == ENGLISH.template(one)]
    assert len(same) < LOOKING_ENGLISH * len(language.ids()), same


@pytest.mark.parametrize("exercise", builtin_exercises(), ids=lambda one: one.id)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)
def test_every_exercise_speaks_the_language(language: Language, exercise) -> None:
    texts = language.exercise_texts(exercise.id)
    wanted = {"name", "summary", "steps", "cues", "shown", "pull", "release", "mistake", "back", "lower_back"}
    assert wanted <= set(texts)
    for name in ("steps", "sided_steps", "cues", "shown"):
        assert len(texts.get(name, ())) == len(getattr(exercise.text, name)), name
    if exercise.text.sided_steps:
        left, right = (for_side(localise(exercise, language), side, language) for side in ("left", "right"))
        assert left.text.steps != right.text.steps and "{" not in " ".join(left.text.steps)


@pytest.mark.parametrize("language", [ENGLISH, *LANGUAGES], ids=lambda one: one.code)
def test_it_counts_in_words_as_far_as_any_set_goes(language: Language) -> None:
    words = [language.number(n) for n in range(61)]
    assert len(set(words)) == 61 and not any(word.isdigit() for word in words)


@pytest.mark.parametrize(
    ("code", "decimal", "percent", "day"),
    [
        ("de", "1.234,5", "78\N{NO-BREAK SPACE}%", "27. November 2026"),
        ("es", "1.234,5", "78\N{NO-BREAK SPACE}%", "27 de noviembre de 2026"),
        ("en", "1,234.5", "78%", "27 November 2026"),
        ("zh", "1,234.5", "78%", "2026年11月27日"),
    ],
)
def test_figures_and_days_are_written_as_the_language_does(
    code: str, decimal: str, percent: str, day: str
) -> None:
    language = load_language(code)
    assert language.decimal(1234.5) == decimal
    assert language.percent(0.78) == percent
    assert language.day(date(2026, 11, 27)) == day


def test_a_plural_follows_the_languages_own_rule() -> None:
    """French says "0 séance", Chinese has no plural."""
    assert load_language("fr").say("plural.session", n=0) == "0 séance"
    assert load_language("de").say("plural.session", n=0) == "0 Sitzungen"
    assert load_language("zh").say("plural.session", n=1) == "1 次练习"


def test_whoever_has_not_reviewed_a_translation_says_so() -> None:
    assert ENGLISH.reviewed and not any(language.reviewed for language in LANGUAGES)
