"""PoseCoach: a webcam coach that counts narrow-range hip exercises and notices the lower back."""

__version__ = "0.1.0"
