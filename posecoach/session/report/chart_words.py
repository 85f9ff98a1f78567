"""The words that the page's scripts put together, and how its language writes figures and days."""

from posecoach import sentences

IDS = (
    *("still", "moved", "unseen", "unknown", "nothing", "rep_at", "rep_figures", "rep_back", "moment_rep"),
    *("back_title", "back_title_limit", "degrees", "set", "set_rep", "share", "session", "session_clean"),
    *("session_range", "session_pain", "week", "day_off", "day_reps"),
)


def chart_words() -> dict[str, object]:
    """`words` by their ids under [chart], braces and all, and `locale`, a BCP 47 code for the browser."""
    language = sentences.in_use()
    return {"words": {name: language.template(f"chart.{name}") for name in IDS}, "locale": language.region}
