"""Where an exercise wants the camera, in the language in use."""

from posecoach import sentences


def view_words(off_square_deg: float, position: str) -> str:
    """The side from which the camera sees the exercise; `off_square_deg` as `CameraPlacement` has it."""
    if abs(off_square_deg) >= 90:
        return sentences.say("camera_view.front" if off_square_deg > 0 else "camera_view.back")
    if not off_square_deg:
        return sentences.say("camera_view.side")
    ends = ("head", "feet") if position == "lying" else ("front", "back")
    end = ends[0] if off_square_deg > 0 else ends[1]
    return sentences.say(f"camera_view.toward_{end}", degrees=sentences.figure(abs(off_square_deg)))
