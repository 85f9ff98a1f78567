"""From one recording of an exercise to its file: what repeats, which signal shows it, within which limits."""
