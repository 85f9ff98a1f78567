"""One page that draws what was understood of a recording: the signal, the repetitions, the limits."""

import numpy as np
from markupsafe import Markup

from posecoach import __version__
from posecoach.kinematics.landmarks import BONES
from posecoach.kinematics.landmarks import Landmark as L
from posecoach.learning.choice import Choice
from posecoach.learning.lesson import Lesson, words
from posecoach.learning.recording import course_of
from posecoach.sentences import say
from posecoach.session.report.render import render
from posecoach.session.track import Track

WIDTH, HEIGHT, MARGIN = 960.0, 260.0, 46.0
FIGURE = 220.0

EARS, SHOULDERS = (L.LEFT_EAR, L.RIGHT_EAR), (L.LEFT_SHOULDER, L.RIGHT_SHOULDER)
HIPS = L.LEFT_HIP, L.RIGHT_HIP
HEAD = 0.2
"""Radius of the head that is drawn, over the length of the torso."""


def lesson_page(lesson: Lesson, track: Track) -> str:
    """The page as HTML, whole in itself: no picture of the person, no script, nothing loaded."""
    reps, comments = lesson.choice.reading.reps, lesson.draft.comments
    rep = reps[len(reps) // 2]
    return render(
        "lesson",
        drawn=False,
        lesson=lesson,
        signal=words(lesson.choice),
        course=Markup(_course(lesson)),
        figures={
            "rest": Markup(_skeleton(track, rep.start_s)),
            "pulled": Markup(_skeleton(track, rep.peak_s)),
        },
        reasons={part: why for part, why in comments.items() if why and part not in ("head", "text")},
        others=[_row(one) for one in (lesson.choice, *lesson.others)],
        program=f"posecoach {__version__}",
    )


def _row(choice: Choice) -> tuple[str, ...]:
    reading = choice.reading
    unit = "°" if reading.channel.unit == "deg" else f" {say('learn.page_of_torso')}"
    return words(choice), str(reading.count), f"{reading.size:.0f}{unit}", f"{choice.score:.2f}"


def _course(lesson: Lesson) -> str:
    """The counted signal over time, repetitions shaded, with the smallest range above the usual rest."""
    recording, reading = lesson.recording, lesson.choice.reading
    t_s, x = recording.t_s, course_of(recording, reading) * reading.direction
    known = np.isfinite(x)
    low, high = float(x[known].min()), float(x[known].max())
    pad = 0.08 * max(high - low, 1e-6)
    low, high = low - pad, high + pad
    first, last = float(t_s[0]), max(float(t_s[-1]), float(t_s[0]) + 1e-6)

    def across(at_s: float) -> float:
        return MARGIN + (WIDTH - MARGIN - 8) * (at_s - first) / (last - first)

    def down(value: float) -> float:
        return 8 + (HEIGHT - 34) * (high - value) / (high - low)

    parts = []
    for index, rep in enumerate(reading.reps):
        end_s = rep.end_s if rep.end_s == rep.end_s else rep.peak_s + rep.pull_s
        left, right = across(rep.start_s), across(end_s)
        size = f'width="{right - left:.1f}" height="226"'
        parts.append(f'<rect class="rep" x="{left:.1f}" y="8" {size}/>')
        parts.append(f'<text x="{across(rep.peak_s) - 4:.1f}" y="22">{index + 1}</text>')
    base = float(np.median([rep.base for rep in reading.reps])) * reading.direction
    limit = base + reading.direction * lesson.draft.exercise.count.min_range
    parts.append(
        f'<line class="limit" x1="{MARGIN}" x2="{WIDTH - 8}" y1="{down(limit):.1f}" y2="{down(limit):.1f}"/>'
    )
    step = max(1, known.sum() // 1500)
    shown = zip(t_s[known][::step], x[known][::step], strict=True)
    points = " ".join(f"{across(float(at_s)):.1f},{down(float(value)):.1f}" for at_s, value in shown)
    parts.append(f'<polyline class="course" points="{points}"/>')
    for value in (low + pad, high - pad):
        parts.append(f'<text x="4" y="{down(value) + 4:.1f}">{value:.0f}</text>')
    for at_s in np.linspace(first, last, 7):
        anchor = "end" if at_s == last else "middle"
        place = f'x="{across(float(at_s)):.1f}" y="{HEIGHT - 6}" text-anchor="{anchor}"'
        parts.append(f"<text {place}>{at_s:.0f} s</text>")
    return f'<svg viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img">{"".join(parts)}</svg>'


def _skeleton(track: Track, at_s: float) -> str:
    """The body nearest to a time, from its landmarks."""
    found = np.flatnonzero(track.found)
    index = int(found[np.argmin(np.abs(track.t_s[found] - at_s))])
    points = track.image_px[index]
    used = points[sorted({joint for bone in BONES for joint in bone})]
    head, shoulders, hips = (points[list(pair)].mean(axis=0) for pair in (EARS, SHOULDERS, HIPS))
    radius = HEAD * float(np.linalg.norm(shoulders - hips))
    corner = np.minimum(used.min(axis=0), head - radius)
    far = np.maximum(used.max(axis=0), head + radius)
    scale = (FIGURE - 24) / max(float((far - corner).max()), 1e-6)
    placed = (points - (corner + far) / 2) * scale + FIGURE / 2
    ends = [(*placed[start], *placed[end]) for start, end in BONES]
    lines = "".join(
        f'<line class="bone" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
        for x1, y1, x2, y2 in ends
    )
    x, y = placed[list(EARS)].mean(axis=0)
    circle = f'<circle class="bone" cx="{x:.1f}" cy="{y:.1f}" r="{radius * scale:.1f}"/>'
    return f'<svg viewBox="0 0 {FIGURE:.0f} {FIGURE:.0f}" role="img">{lines}{circle}</svg>'
